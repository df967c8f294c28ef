"""Translations on their way to translators' programs and back, piece by piece."""

import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import edition, publishing, translating, xliff
from content.models import Publication, TranslatedText, Translation
from content.models.fields import sanitize
from content.published import TranslatedText as PublishedText
from content.translating import Entry, Wording, Work
from content.translations import Held
from content.xliff import Unreadable
from tests import drafts
from tests.drafts import NOON, hold_published, published_edition
from tests.site import PROJECT

OTHER_FACTS = "abgelehnt: Diese Angaben gehören in den Text wie im Deutschen: {}."

pytestmark = [pytest.mark.django_db, pytest.mark.data]

BODY = "<p>Bitte <strong>anrufen</strong>: {telefon:hotline}</p>"
TEXTS = {
    "title": "Прийом",
    "summary": "Запитайте «спочатку» & зараз",
    "body": "<p>Телефонуйте: {telefon:hotline}</p>",
}
KEY = "notice", "aufnahme"
NASTY = [
    "\"Quotes\" and 'quotes'",
    "a < b & c > d &amp; <b>",
    "مرحبا ‏(5)‎ abc",
    "10\u00a0Uhr\u202f30",
    "👩‍👩‍👧 é é",
    "]]> <!-- --> <?xml?> <![CDATA[x]]>",
    "zwei\nZeilen\tund Tab",
]


@pytest.fixture
def notice(live):
    for number, (code, name) in enumerate({"uk": "Українська", "ar": "العربية"}.items()):
        publishing.publish(drafts.german(code=code, name=name, position=number))
    hotline = live.hotline
    type(hotline).objects.filter(pk=hotline.pk).update(uid="hotline")
    publishing.publish(type(hotline).objects.get(pk=hotline.pk))
    own = drafts.notice(uid="aufnahme", slug="neu", title="Neu", summary="Kurz.", body=BODY)
    publishing.publish(own)
    hold_published()
    return own


def works(language="uk", key=KEY):
    of = {"translation__uid": key[1], "translation__language": language}
    return translating.work(published_edition(), key, language, TranslatedText.objects.filter(**of))


def save(language="uk", key=KEY, machine_made=False, reviewed=False, by=None, **texts):
    german = {work.wording.piece: work.wording for work in works(language, key)}
    entries = [
        Entry(
            name,
            german[name].text,
            text,
            german[name].rich,
            machine_made=machine_made,
            reviewed=reviewed,
        )
        for name, text in ((f"{key[1]}.{field}", text) for field, text in texts.items())
    ]
    return translating.save(key, language, entries, by=by)


def exported(*languages):
    return xliff.write(((KEY, code), works(code)) for code in languages or ["uk"]).decode()


def take(file, languages=("uk", "ar"), **options):
    outcomes = xliff.take(xliff.read(_bytes(file)), edition.newest(), languages, **options)
    return {one.unit.piece.rpartition(".")[2]: one.result for one in outcomes}


def _bytes(file):
    return file.encode() if isinstance(file, str) else file


def saved(language="uk"):
    rows = TranslatedText.objects.filter(translation__language=language)
    return {row.piece.rpartition(".")[2]: row.text for row in rows}


def public(language="uk"):
    """What readers get, by field."""
    hold_published()
    return {
        work.wording.piece.rpartition(".")[2]: work.held.text.text
        for work in works(language)
        if work.held
    }


def file_with(unit, original="notice/aufnahme", language="uk"):
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="{original}" source-language="de" target-language="{language}" '
        f'datatype="html"><body>{unit}</body></file></xliff>'
    )


def targets(file):
    """Their attributes and their texts."""
    return re.findall(r"<target ([^>]*)>(.*?)</target>", file)


def unit(source="Neu", target="Нове", piece="aufnahme.title", attributes="", state=""):
    return (
        f'<trans-unit id="{piece}" {attributes}><source>{source}</source>'
        f"<target {state}>{target}</target></trans-unit>"
    )


# --- Export


def test_file_has_the_german_the_translation_its_label_and_its_state(notice, admin_user):
    save(title="Нове")
    save(summary="Коротко", reviewed=True, by=admin_user)

    file = exported()

    head = (
        '<file original="notice/aufnahme" source-language="de" datatype="html" target-language="uk"'
    )
    assert file.count(head) == 1
    assert re.findall(r' id="([^"]*)"', file) == [
        "aufnahme.title",
        "aufnahme.summary",
        "aufnahme.body",
    ]
    assert re.findall(r'approved="(\w+)"', file) == ["no", "yes", "no"]
    assert re.findall(r"<source>(.*)</source>", file)[:2] == ["Neu", "Kurz."]
    assert targets(file) == [
        ('state="translated"', "Нове"),
        ('state="final"', "Коротко"),
        ('state="needs-translation"', ""),
    ]
    assert re.findall(r"<note>(.*)</note>", file) == ["Titel", "Kurz gesagt", "Text"]


def test_public_text_stands_in_the_file_where_nothing_is_saved_and_the_saved_where_it_is(notice):
    translating.publish(save(title="Öffentlich", summary="Öffentlich"))
    save(title="Gespeichert")
    TranslatedText.objects.filter(piece="aufnahme.summary").delete()

    assert [text for _, text in targets(exported())] == ["Gespeichert", "Öffentlich", ""]


def test_text_of_a_machine_says_so_until_it_is_reviewed(notice, admin_user):
    save(title="Нове", machine_made=True)
    save(summary="Коротко", machine_made=True, reviewed=True, by=admin_user)

    assert [state for state, text in targets(exported()) if text] == [
        'state="needs-review-translation" state-qualifier="mt-suggestion"',
        'state="final"',
    ]


def test_outdated_text_is_to_be_reviewed_even_if_somebody_once_did(notice, admin_user):
    save(title="Нове", reviewed=True, by=admin_user)
    publish_german(notice, title="Ganz neu")

    file = exported()
    assert 'approved="yes"' not in file
    assert targets(file)[0] == ('state="needs-review-translation"', "Нове")


def publish_german(notice, **texts):
    for name, text in texts.items():
        setattr(notice, name, text)
    notice.save()
    publishing.publish(notice)
    hold_published()


def test_each_object_and_language_has_its_own_part_of_the_file(notice):
    save(title="Нове")
    save("ar", title="جديد")

    file = exported("uk", "ar")

    parts = re.findall(r'<file original="(\S+)" .*target-language="(\w+)"', file)
    assert parts == [("notice/aufnahme", "uk"), ("notice/aufnahme", "ar")]
    assert [one.target for one in xliff.read(file.encode()) if one.target] == ["Нове", "جديد"]


def test_readers_do_not_pay_for_the_library():
    asked = "import django; django.setup(); import migration_office.wsgi, sys, content.xliff; "
    asked += "print([name for name in sys.modules if name.split('.')[0] in ('translate', 'lxml')])"
    code = f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; {asked}"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


# --- There and back


def test_file_that_comes_back_as_it_went_changes_nothing(notice):
    save(title="Нове", machine_made=True)
    before = list(TranslatedText.objects.values())

    results = take(exported())

    assert set(results.values()) == {xliff.UNCHANGED}
    assert list(TranslatedText.objects.values()) == before
    assert Translation.objects.get().revision == 1


def test_public_text_that_is_saved_nowhere_is_unchanged_too(notice):
    translating.publish(save(**TEXTS))
    TranslatedText.objects.all().delete()
    hold_published()

    results = take(exported())

    assert set(results.values()) == {xliff.UNCHANGED}
    assert TranslatedText.objects.count() == 0


def test_changing_one_target_changes_exactly_that_piece_and_publishes_nothing(notice, admin_user):
    translating.publish(save(**TEXTS))
    hold_published()
    count = Publication.objects.count()

    results = take(exported().replace(TEXTS["title"], "Інше"), by=admin_user)

    assert results == {"title": xliff.TAKEN, "summary": xliff.UNCHANGED, "body": xliff.UNCHANGED}
    assert saved() == TEXTS | {"title": "Інше"}
    assert Translation.objects.get().changed_by == admin_user
    assert Publication.objects.count() == count


def test_one_language_of_a_file_with_several_is_changed_alone(notice):
    save(title="Нове")
    save("ar", title="جديد")

    take(exported("uk", "ar").replace("جديد", "آخر"))

    assert (saved("uk"), saved("ar")) == ({"title": "Нове"}, {"title": "آخر"})


def test_export_deletion_import_and_publication_restore_every_text(notice):
    translation = save(**TEXTS)
    translating.publish(translation)
    hold_published()
    before, file = public(), exported()
    translating.withdraw(translation)
    Translation.objects.all().delete()
    gone = public()

    results = take(file)
    translating.publish(Translation.objects.get())

    assert (before, gone) == (TEXTS, {})
    assert set(results.values()) == {xliff.TAKEN}
    assert public() == TEXTS


def test_text_of_a_machine_comes_back_as_one(notice):
    save(title="Нове", machine_made=True)
    save(summary="Коротко")
    file = exported()
    Translation.objects.all().delete()

    take(file)

    rows = TranslatedText.objects.order_by("piece").values_list("piece", "machine_made")
    assert list(rows) == [("aufnahme.summary", False), ("aufnahme.title", True)]


@pytest.mark.parametrize("qualifier", ["mt-suggestion", "leveraged-mt", "exact-match", ""])
def test_state_qualifier_says_whether_a_machine_made_the_text(notice, qualifier):
    take(file_with(unit(state=f'state-qualifier="{qualifier}"')))

    assert TranslatedText.objects.get().machine_made == (
        qualifier in ("mt-suggestion", "leveraged-mt")
    )


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_comes_back_as_it_went(notice, text):
    save(title=text)
    file = exported()
    Translation.objects.all().delete()

    results = take(file)

    assert results["title"] == xliff.TAKEN
    assert saved() == {"title": text}


@pytest.mark.parametrize("text", NASTY)
def test_nasty_german_is_recognised(notice, text):
    publish_german(notice, summary=text, body=f"<p>{text}</p>")
    file = exported()

    results = take(file.replace("></target>", ">Нове</target>"))

    assert (results["summary"], results["body"]) == (xliff.TAKEN, xliff.TAKEN)


LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\n\t\u200f\u00a0")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(german=st.text(LETTERS, min_size=1), own=st.text(LETTERS, min_size=1), rich=st.booleans())
def test_any_text_is_read_as_it_was_written(german, own, rich):
    german, own = (sanitize(german), sanitize(own)) if rich else (german.strip(), own.strip())
    held = Held(PublishedText(piece="a.title", source=german, text=own), stale=False)
    work = Work(Wording("a.title", "Titel", german, rich), None, held)

    [read] = xliff.read(xliff.write([((("notice", "a"), "uk"), [work])]))

    assert xliff._comparable(read.source, rich) == xliff._comparable(german, rich)
    assert xliff._judge(read, work) == xliff.UNCHANGED


# --- What is refused


def test_piece_whose_german_has_changed_is_refused_and_the_others_are_taken(notice):
    save(**TEXTS)
    file = exported().replace("Прийом", "Інше").replace("«спочатку»", "«потім»")
    publish_german(notice, title="Ganz neu")

    results = take(file)

    assert results == {
        "title": "abgelehnt: der deutsche Text ist inzwischen ein anderer",
        "summary": xliff.TAKEN,
        "body": xliff.UNCHANGED,
    }
    assert saved()["title"] == "Прийом"


def test_outdated_text_that_was_left_as_it_is_stays_outdated(notice):
    translating.publish(save(**TEXTS))
    publish_german(notice, title="Ganz neu")

    results = take(exported())
    stale = [work.wording.piece for work in works() if work.state == "stale"]

    assert results["title"] == xliff.UNCHANGED
    assert stale == ["aufnahme.title"]
    assert TranslatedText.objects.get(piece="aufnahme.title").source == "Neu"


@pytest.mark.parametrize(
    ("file", "result"),
    [
        (file_with(unit(), language="xx"), xliff.UNKNOWN_LANGUAGE),
        (file_with(unit(), language="de"), xliff.UNKNOWN_LANGUAGE),
        (file_with(unit(), original="notice/weg"), xliff.UNKNOWN_OBJECT),
        (file_with(unit(), original="nichts/aufnahme"), xliff.UNKNOWN_OBJECT),
        (file_with(unit(), original="aufnahme"), xliff.UNKNOWN_OBJECT),
        (file_with(unit(piece="aufnahme.title2")), xliff.UNKNOWN_PIECE),
        (file_with(unit().replace("id=", "resname=")), xliff.UNKNOWN_PIECE),
        (file_with(unit(source="Alt")), xliff.OTHER_GERMAN),
        (file_with(unit(target="{telefon:hotline}")), OTHER_FACTS.format("keine")),
    ],
)
def test_what_can_not_be_taken_says_why_and_changes_nothing(notice, file, result):
    found = take(file)

    assert list(found.values()) == [result]
    assert TranslatedText.objects.count() == 0


def test_quoted_facts_must_be_those_of_the_german(notice):
    save(**TEXTS)

    results = take(exported().replace("Телефонуйте: {telefon:hotline}", "Телефонуйте"))

    assert results["body"] == OTHER_FACTS.format("{telefon:hotline}")
    assert saved() == TEXTS


def test_emptied_target_takes_nothing_away(notice):
    save(title="Нове")

    results = take(exported().replace(">Нове</target>", "></target>"))

    assert results["title"] == "abgelehnt: leer"
    assert saved() == {"title": "Нове"}


def test_second_unit_for_the_same_piece_is_refused(notice):
    results = xliff.take(
        xliff.read(file_with(unit() + unit(target="Інше")).encode()), edition.newest(), ["uk"]
    )

    assert [one.result for one in results] == [xliff.TAKEN, xliff.REPEATED]
    assert saved() == {"title": "Нове"}


def test_forbidden_link_is_refused_and_forbidden_markup_is_taken_away(notice):
    source = BODY.replace("<", "&lt;")
    bad = "&lt;p>&lt;a href='javascript:x'>{telefon:hotline}&lt;/a>&lt;/p>"
    strange = "&lt;p onclick='x'>Так {telefon:hotline}&lt;script>x&lt;/script>&lt;/p>"

    refused = take(file_with(unit(source, bad, "aufnahme.body")))
    taken = take(file_with(unit(source, strange, "aufnahme.body")))

    assert refused["body"].startswith("abgelehnt: Der Link „javascript:x“ ist nicht erlaubt.")
    assert taken == {"body": xliff.TAKEN}
    assert saved() == {"body": "<p>Так {telefon:hotline}</p>"}


def test_too_long_text_is_refused(notice):
    results = take(file_with(unit(target="x" * 50_001)))

    assert results["title"].startswith("abgelehnt: Der Text ist zu lang")


# Of two people who write the same text, the second is told: promise 8.


def test_promise_8_text_that_a_colleague_changed_since_the_export_is_not_overwritten(notice):
    save(**TEXTS)
    file = exported().replace("Прийом", "З файлу").replace("«спочатку»", "«потім»")
    save(title="Від колеги")

    results = take(file)

    assert (results["title"], results["summary"]) == (xliff.OVERTAKEN, xliff.TAKEN)
    assert saved()["title"] == "Від колеги"


def test_promise_8_text_that_only_a_colleague_changed_stays(notice):
    save(**TEXTS)
    file = exported()
    save(title="Від колеги")

    results = take(file)

    assert results["title"] == xliff.UNCHANGED
    assert saved()["title"] == "Від колеги"


def test_promise_8_mark_survives_in_a_note_what_other_programs_leave_out(notice):
    save(**TEXTS)
    file = re.sub(r' extradata="\w+"', "", exported()).replace("Прийом", "З файлу")

    assert take(file)["title"] == xliff.TAKEN
    assert saved()["title"] == "З файлу"


def test_promise_8_file_without_any_mark_takes_nothing_from_a_colleague(notice):
    save(**TEXTS)
    file = re.sub(r' extradata="\w+"|<note from="mark"[^>]*>\w+</note>', "", exported())
    save(title="Від колеги")

    assert take(file)["title"] == xliff.UNMARKED
    assert saved()["title"] == "Від колеги"


def test_scheduled_german_can_be_translated_ahead(notice):
    notice.title = "Bald"
    notice.save()
    publishing.publish(notice, live_from=NOON.replace(year=2099))
    hold_published()

    assert take(file_with(unit("Bald", "Скоро"))) == {"title": xliff.TAKEN}
    assert take(file_with(unit("Neu", "Нове"))) == {"title": xliff.OTHER_GERMAN}


# --- Files that are none: promise 11

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
GOOD = file_with(unit())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "kein lesbares XML"),
        (b"PK\x03\x04 a docx", "kein lesbares XML"),
        (b"just words", "kein lesbares XML"),
        (b"\xff\xfe\x00", "kein lesbares XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><xliff version="1.2"/>', "kein lesbares XML"),
        (b"<html></html>", "etwas anderes"),
        (b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "XLIFF 2.0"),
        (b"<xliff/>", "Version 1.2"),
        (b'<xliff version="1.2"/>', "kein lesbares"),
        (GOOD[:-20].encode(), "kein lesbares"),
        ((BOMB + GOOD).encode(), "DOCTYPE"),
        ((OUTSIDE + GOOD).encode(), "DOCTYPE"),
        ((f'<?xml version="1.0" encoding="utf-16"?>{BOMB}{GOOD}').encode("utf-16"), "DOCTYPE"),
        (b"<!DOCTYPE xliff><xliff version='1.2'/>", "DOCTYPE"),
        (file_with("<trans-unit id='a'/>" * (xliff.MOST_UNITS + 1)).encode(), "mehr als 20000"),
        (("<a>" * 1000).join(GOOD.split("Нове")).encode(), "kein lesbares"),
    ],
)
def test_promise_11_file_that_is_none_says_what_is_wrong(data, reason):
    with pytest.raises(Unreadable, match=reason):
        xliff.read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_other_programs_are_read(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{GOOD}'

    [read] = xliff.read(declared.encode(encoding))

    assert (read.source, read.target) == ("Neu", "Нове")


def test_file_of_another_prefix_and_version_is_read():
    data = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", GOOD).replace("xmlns=", "xmlns:x=")

    [read] = xliff.read(data.replace('"1.2"', '"1.1"').encode())

    assert (read.piece, read.target) == ("aufnahme.title", "Нове")


def test_unit_with_neither_source_nor_target_is_refused_piece_by_piece(notice):
    assert take(file_with('<trans-unit id="aufnahme.title"/>')) == {"title": xliff.OTHER_GERMAN}
