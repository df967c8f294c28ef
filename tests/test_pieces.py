"""What readers of another language than German see of each text, and are told of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from content import records, search
from content.kept import Page
from content.published import Fee, SameSense
from content.published import Page as PageOfSite
from tests.factories import (
    DAY,
    HOTLINE,
    NOW,
    OFFICE,
    checklist,
    get,
    notice,
    read,
    record,
    service,
)
from tests.translations import (
    AR,
    EN,
    PL,
    UK,
    WORD,
    edition_in,
    everything,
    page,
    paths_in,
    row,
    spoken,
    texts_with,
    translated,
    whole,
    wholly,
)

SERVICE = service(description="<p>Worum es geht.</p>")
PATH = "dienste/dienst/"
WHOLE = edition_in(*everything())
SOME_MISSING = "Some texts on this page have not been translated yet."
BY_MACHINE = "This page has been translated by machine."
MARKED_BY_MACHINE = "Texts with * have been translated by machine."


def top(page):
    """What stands above the page about its translation."""
    aside = page.select_one("aside.translated")
    return " ".join(aside.get_text().split()) if aside else ""


def html(edition, path):
    return page(edition, path).select_one("main").decode(formatter="minimal")


# --- Missing


@pytest.mark.parametrize("code", ["en", "uk", "ar"])
def test_missing_text_is_german_and_says_so(code):
    shown = page(edition_in(SERVICE), f"/{code}/{PATH}")

    assert str(shown.h1) == '<h1><span dir="ltr" lang="de">Dienst</span></h1>'
    (rich,) = shown.select(".prose > div")
    assert rich.attrs == {"lang": "de", "dir": "ltr"}
    assert rich.decode_contents() == "<p>Worum es geht.</p>"


@pytest.mark.parametrize("code", ["en", "uk", "ar"])
def test_promise_5_every_german_text_on_every_page_is_marked_as_german(code):
    wrong = [
        (path, str(node))
        for path in paths_in(WHOLE, code)
        for node in texts_with(page(WHOLE, path), WORD)
        if spoken(node) != ("de", "ltr")
    ]

    assert wrong == []


def test_german_words_in_a_drawing_say_so():
    drawing = page(WHOLE, "/uk/anfahrt/").select_one("svg.front")

    words = [one for one in drawing.find_all("text") if WORD in one.get_text()]
    assert [one.get("lang") for one in words] == ["de", "de"]


@pytest.mark.parametrize("path", paths_in(WHOLE, "en"))
def test_one_sentence_on_top_tells_of_what_is_missing(path):
    shown = page(WHOLE, path)

    assert top(shown).count(SOME_MISSING) == 1
    assert shown.get_text().count(SOME_MISSING) == 1


def test_no_sentence_on_top_when_nothing_is_missing():
    edition = wholly(WHOLE, "en")

    told = {path: top(page(edition, path)) for path in paths_in(edition, "en")}

    assert [path for path, words in told.items() if "translated yet" in words] == []
    assert [path for path, words in told.items() if "German." in words] == []


def test_sentence_on_top_counts_only_what_the_page_shows():
    others = service(uid="b", slug="b", title="Anderer", summary="")
    edition = wholly(edition_in(SERVICE), "en").after([record(others, 3000)])

    assert SOME_MISSING not in top(page(edition, f"/en/{PATH}"))
    assert SOME_MISSING in top(page(edition, "/en/dienste/b/"))
    assert SOME_MISSING in top(page(edition, "/en/dienste/"))


@pytest.mark.parametrize("asked_before", [[], ["/en/kontakt/"]])
def test_sentence_on_top_counts_what_stands_only_at_the_foot_of_the_page(asked_before):
    at_the_foot = record(PageOfSite(uid="p", slug="p", title="Impressum"), 3000)
    edition = wholly(edition_in(SERVICE), "en").after([at_the_foot])
    for path in asked_before:
        read(edition, path)

    shown = page(edition, f"/en/{PATH}")

    assert shown.select_one("footer li span[lang=de]").get_text() == "Impressum"
    assert SOME_MISSING in top(shown)


@pytest.mark.parametrize("asked_before", [[], ["/en/kontakt/"]])
def test_foot_of_the_page_that_a_person_translated_makes_machine_made_texts_some(asked_before):
    foot = PageOfSite(uid="p", slug="p", title="Impressum")
    edition = by_machine(record(foot, 80), whole(foot, "en", 81))
    for path in asked_before:
        read(edition, path)

    assert page(edition, f"/en/{PATH}").select("aside.translated.some") != []


def quoting_what_is_missing(**texts):
    """The page of a notice on which nothing is German but the duration that it quotes."""
    visit, asking = service(duration="20 Minuten"), notice(**texts)
    rows = [record(visit, 3000), whole(visit, "en", 3001)]
    rows += [translated(visit, "en", 3002, duration="")]
    return page(wholly(edition_in(asking), "en").after(rows), "/en/hinweise/hinweis/")


@pytest.mark.parametrize(
    "texts", [{"body": "<p>Dauer: {dauer:dienst}.</p>"}, {"summary": "Dauer: {dauer:dienst}."}]
)
def test_fact_that_is_not_translated_is_german_where_it_is_quoted_and_counts_as_missing(texts):
    shown = quoting_what_is_missing(**texts)

    assert [spoken(node) for node in texts_with(shown, "20 Minuten")] == [("de", "ltr")]
    assert SOME_MISSING in top(shown)


# --- Stale


def stale_edition(changed=NOW - DAY, **fields):
    """The title was changed after it was translated; nothing is missing."""
    before = replace(SERVICE, **fields)
    after = replace(before, title="Neuer Dienst")
    rows = [record(before, 5), *(whole(before, code, 6) for code in ("en", "uk", "ar"))]
    return wholly(edition_in(), "en", "uk", "ar").after([*rows, record(after, 3000, changed)])


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("en", "The German text was changed on 2 March 2026."),
        ("uk", "Німецький текст змінено: 2 березня 2026 р."),
        ("ar", "تم تعديل النص الألماني بتاريخ 2 مارس 2026."),
    ],
)
def test_stale_text_says_since_when_in_the_reader_s_language(code, note):
    shown = page(stale_edition(), f"/{code}/{PATH}")

    assert [one.get_text() for one in shown.select("main .stale")] == [note]
    assert shown.h1.select_one(".stale").get_text() == note
    assert SOME_MISSING not in top(shown)


def test_day_of_a_change_is_the_one_on_the_office_s_wall():
    late_in_the_evening = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    shown = page(stale_edition(late_in_the_evening), f"/en/{PATH}")

    assert shown.select_one(".stale").get_text().endswith("on 2 March 2026.")


def test_note_of_a_stale_rich_text_stands_after_it():
    after = replace(SERVICE, description="<p>Neu.</p>")
    edition = edition_in(SERVICE, whole(SERVICE, "en"), record(after, 60, NOW - DAY))

    (prose,) = page(edition, f"/en/{PATH}").select("main .prose")

    assert prose.p.get_text() == "en Worum es geht."
    assert prose.p.select(".stale") == []
    assert len(prose.select(".stale")) == 1


# --- Machine-made and reviewed


def by_machine(*reviewed):
    """Everything translated by a machine, but for the title of one service if it was reviewed."""
    edition = edition_in(SERVICE)
    things = [OFFICE, HOTLINE, SERVICE]
    rows = [whole(one, "en", 60 + n, machine_made=True) for n, one in enumerate(things)]
    return edition.after([*rows, *reviewed])


def test_page_of_machine_made_texts_says_so_once_on_top():
    shown = page(by_machine(), f"/en/{PATH}")

    assert BY_MACHINE in top(shown)
    assert shown.select_one("aside.translated")["class"] == ["translated"]
    assert str(shown.h1) == '<h1><span class="m">en Dienst</span></h1>'


def test_page_of_which_some_was_reviewed_marks_what_was_not():
    shown = page(by_machine(translated(SERVICE, "en", 70, title="Service")), f"/en/{PATH}")

    assert MARKED_BY_MACHINE in top(shown)
    assert shown.select_one("aside.translated")["class"] == ["translated", "some"]
    assert str(shown.h1) == "<h1>Service</h1>"
    assert shown.select_one(".lead .m").get_text() == "en Kurz gesagt."
    assert shown.select_one("main div.m > p").get_text() == "en Worum es geht."


def test_page_of_reviewed_texts_has_no_marks():
    edition = wholly(WHOLE, "en")

    marked = {path: page(edition, path).select(".m, .stale") for path in paths_in(edition, "en")}

    assert {path for path, found in marked.items() if found} == set()
    assert BY_MACHINE not in top(page(edition, f"/en/{PATH}"))


def test_missing_texts_beside_machine_made_ones_are_no_reviewed_ones():
    edition = edition_in(SERVICE, OFFICE, HOTLINE)
    edition = edition.after([translated(SERVICE, "en", 70, machine_made=True, title="Service")])

    shown = page(edition, f"/en/{PATH}")

    assert shown.select_one("aside.translated")["class"] == ["translated"]
    assert BY_MACHINE in top(shown)
    assert SOME_MISSING in top(shown)


# --- Urgent notices


NOTICE = notice(level="urgent", summary="Kurz.", body="<p>Lang.</p>")
HERE = "hinweise/hinweis/"


def of_notice(after=None, before=NOTICE):
    after = after or replace(NOTICE, title="Neuer Hinweis")
    return edition_in(before, whole(before, "uk"), record(after, 60, NOW - DAY))


def beside(edition, path):
    return [
        (spoken(block.select_one("div").contents[0]), block.select_one("div").get_text())
        for block in page(edition, path).select(".german-beside")
    ]


def test_stale_urgent_notice_has_its_german_beside_it():
    edition = of_notice()

    assert beside(edition, "/uk/") == [(("de", "ltr"), "Neuer HinweisKurz.")]
    assert beside(edition, f"/uk/{HERE}") == [(("de", "ltr"), "Neuer HinweisKurz.Lang.")]


def test_urgent_notice_of_which_only_the_body_is_stale_has_it_on_its_own_page():
    edition = of_notice(replace(NOTICE, body="<p>Anders.</p>"))

    assert beside(edition, "/uk/") == []
    assert beside(edition, f"/uk/{HERE}") == [(("de", "ltr"), "HinweisKurz.Anders.")]


@pytest.mark.parametrize(
    "edition",
    [
        pytest.param(of_notice(after=NOTICE), id="current"),
        pytest.param(edition_in(NOTICE), id="missing"),
        pytest.param(
            of_notice(replace(NOTICE, level="important", title="Neu"), NOTICE), id="not urgent"
        ),
        pytest.param(of_notice(replace(NOTICE, level="urgent", ends_at=NOW + DAY)), id="no text"),
    ],
)
@pytest.mark.parametrize("path", ["/uk/", f"/uk/{HERE}"])
def test_no_german_beside_a_notice_that_needs_none(edition, path):
    assert beside(edition, path) == []


def test_german_readers_see_no_text_twice():
    edition = of_notice()

    assert [beside(edition, path) for path in ("/de/", f"/de/{HERE}")] == [[], []]


# --- No markup where none can stand


def full_of_marks():
    """Each text stale, machine-made or missing, in turns."""
    things, rows = everything(), []
    for number, thing in enumerate(things):
        older = replace(thing, title="Alt") if hasattr(thing, "title") else thing
        rows += [record(older, 100 + number)]
        if number % 3:
            machine = {"machine_made": number % 3 == 2}
            rows += [whole(older, code, 200 + number, **machine) for code in ("en", "uk", "ar")]
    newer = [record(thing, 2000 + n, NOW - DAY) for n, thing in enumerate(things)]
    return edition_in(*rows).after(newer)


FULL = full_of_marks()


@pytest.mark.parametrize("code", ["en", "uk", "ar"])
def test_no_attribute_and_no_title_holds_markup(code):
    pages = {path: page(FULL, path) for path in paths_in(FULL, code)}

    wrong = [
        (path, element.name, name, value)
        for path, shown in pages.items()
        for element in shown.find_all(True)
        for name, value in element.attrs.items()
        if "<" in str(value)
    ]
    titles = [title for shown in pages.values() for title in shown.find_all("title")]
    assert wrong == []
    assert [str(title) for title in titles if "<" in title.get_text() or title.find()] == []
    assert sum(len(shown.select(".stale")) for shown in pages.values()) > 20


def test_title_and_description_are_the_words_alone():
    shown = page(stale_edition(), f"/uk/{PATH}")

    assert shown.title.get_text() == "uk Dienst – uk Amt für Migration – uk Stadt Muster"
    assert shown.select_one("meta[name=description]")["content"] == "uk Kurz gesagt."


def test_words_that_look_like_markup_are_words():
    edition = edition_in(SERVICE, translated(SERVICE, "en", title='<b>A & "B"</b>'))

    shown = page(edition, f"/en/{PATH}")

    assert shown.h1.get_text() == '<b>A & "B"</b>'
    assert shown.title.get_text().startswith('<b>A & "B"</b> – ')


# --- Latin words in other scripts


def mark(words):
    return f'<bdi lang="de" dir="ltr">{words}</bdi>'


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Картка eAT готова", f"Картка {mark('eAT')} готова"),
        ("Дозвіл (Niederlassungserlaubnis)", f"Дозвіл ({mark('Niederlassungserlaubnis')})"),
        ("Закон § 5 DDG і", f"Закон {mark('§ 5 DDG')} і"),
        ("Пошта amt@example.org.", f"Пошта {mark('amt@example.org')}."),
        ("Бюро Bürger-Service та", f"Бюро {mark('Bürger-Service')} та"),
        ("5 копій, 67,00 євро", "5 копій, 67,00 євро"),
        ("А & Б < В", "А &amp; Б &lt; В"),
        ("Так «Ja» і «Nein»", f"Так «{mark('Ja')}» і «{mark('Nein')}»"),
    ],
)
def test_latin_words_in_another_script_are_marked(words, shown):
    edition = edition_in(SERVICE, translated(SERVICE, "uk", title=words))

    assert f"<h1>{shown}</h1>" in read(edition, f"/uk/{PATH}")


def test_latin_words_are_marked_between_tags_and_entities_alone():
    text = '<p>Це R&amp;D&nbsp;та <a href="https://example.org/Pfad">Jobcenter</a></p>'
    edition = edition_in(SERVICE, translated(SERVICE, "ar", description=text))

    body = read(edition, f"/ar/{PATH}")

    link = f'<a href="https://example.org/Pfad">{mark("Jobcenter")}</a>'
    marked = f"<p>Це {mark('R&amp;D')}(&nbsp;|\xa0)та {re.escape(link)}</p>"
    assert len(re.findall(marked, body)) == 1


def test_words_in_a_language_of_latin_letters_are_not_marked():
    edition = edition_in(SERVICE, translated(SERVICE, "en", title="The eAT card"))

    assert str(page(edition, f"/en/{PATH}").h1) == "<h1>The eAT card</h1>"


# --- Facts


FACTS = service(fees=(Fee(uid="f", amount="67.50"),), duration="20 Minuten")
ALL_QUOTED = "{telefon:hotline}|{e-mail:amt}|{gebuehr:dienst}|{dauer:dienst}|{sprechzeiten:hotline}"


def quoting(code, words="{}", hotline=HOTLINE, fact=FACTS):
    """A notice that quotes every fact, translated; as text and as rich text."""
    asking = notice(summary=ALL_QUOTED, body=f"<p>{ALL_QUOTED}</p>")
    texts = {"summary": ALL_QUOTED, "body": f"<p>{ALL_QUOTED}</p>"}
    rows = [translated(asking, code, 61, **texts), translated(fact, code, 62, duration="20 min!")]
    edition = edition_in(hotline, fact, asking, *rows, languages=(EN, UK, AR, PL))
    return page(edition, f"/{code}/hinweise/hinweis/")


def quoted(shown, selector=".lead"):
    return shown.select_one(selector).get_text().strip().split("|")


@pytest.mark.parametrize(
    ("code", "fee", "hours"),
    [
        ("en", "67.50 euros", "Monday to Friday 8.00 to 17.00"),
        ("uk", "67,50 євро", "понеділок"),
        ("pl", "67,50 euro", "poniedziałek"),
    ],
)
def test_promise_6_facts_in_a_translation_are_said_in_its_language(code, fee, hours):
    shown = quoting(code)

    phone, mail, amount, duration, week = quoted(shown)
    assert (phone, mail) == ("0 12 34 / 56-78", "amt@example.org")
    assert (amount, duration) == (fee, "20 min!")
    assert week.lower().startswith(hours.lower().split()[0])
    assert quoted(shown, ".prose")[:4] == [phone, mail, fee, "20 min!"]


def test_facts_in_a_text_from_right_to_left_are_read_from_left_to_right():
    shown = quoting("ar")

    phone, mail, *_ = quoted(shown)
    assert phone == "\u20660 12 34 / 56-78\u2069"
    assert mail == "\u2066amt@example.org\u2069"
    link = shown.select_one('.prose a[href^="tel:"]')
    assert str(link.bdi) == '<bdi dir="ltr" lang="de">0 12 34 / 56-78</bdi>'
    assert link["href"] == "tel:+4912345678"


@pytest.mark.parametrize("code", ["de", "en", "uk", "ar"])
def test_promise_6_changed_fact_is_new_in_every_language_at_once(code):
    asking = notice(summary="{telefon:hotline}, {gebuehr:dienst}")
    rows = [whole(asking, one, 60 + n) for n, one in enumerate(("en", "uk", "ar"))]
    edition = edition_in(FACTS, asking, *rows)
    path = f"/{code}/hinweise/hinweis/"
    read(edition, path)
    cheaper = replace(FACTS, fees=(Fee(uid="f", amount="9.90"),))

    news = [record(replace(HOTLINE, phone="0 99"), 80, NOW), record(cheaper, 81, NOW)]
    shown = page(edition.after(news), path).select_one(".lead").get_text()

    assert "0 99" in shown
    assert re.search(r"9[.,]90", shown)
    assert "67" not in shown
    assert page(edition.after(news), path).select(".stale") == []


# --- German pages


def test_german_pages_carry_none_of_all_this():
    marks = "aside.translated, .m, .stale, .german-beside, .german, .official bdi, main bdi[lang]"
    found = {path: page(FULL, path).select(marks) for path in paths_in(FULL, "de")}

    assert {path: tags for path, tags in found.items() if tags} == {}
    assert page(FULL, "/de/").select("main [lang=de]:not(address)") == []


def test_german_pages_are_the_same_whatever_is_translated():
    pages = paths_in(WHOLE, "de")

    assert [read(FULL_DE, p) for p in pages] == [read(WHOLE, p) for p in pages]


FULL_DE = wholly(WHOLE, "en", "uk", "ar")


# --- Texts that stand together


def test_documents_of_one_situation_stay_together_when_only_one_is_translated():
    items = [
        {"name": "Pass", "situation": "Für Kinder"},
        {"name": "Foto", "situation": "Für Kinder"},
    ]
    listed = checklist(*items)
    of = service(checklists=("liste",))
    done = translated(listed, "uk", 60, **{"teil-0__situation": "Для дітей"})

    shown = page(edition_in(of, listed, done), f"/uk/{PATH}")

    assert len(page(edition_in(of, listed, done), f"/de/{PATH}").select(".checklist h4")) == 1
    assert len(shown.select(".checklist h4")) == 1


def test_age_of_the_sources_is_told_when_only_one_is_translated():
    first = service(source_as_of="Mai 2025")
    second = service(uid="b", slug="b", title="Anderer", source_as_of="Mai 2025")
    done = translated(first, "en", 60, source_as_of="May 2025")

    shown = page(edition_in(first, second, done), "/en/dienste/")

    line = shown.select_one(".found .date").get_text()
    assert "unknown" not in line
    assert re.search("Mai 2025|May 2025", line)


# --- Search


PASSPORT = service(uid="pass", slug="pass", title="Übertragung", keywords="Reisepass")
HOME = service(uid="wohnen", slug="wohnen", title="Wohnsitz")
IN_UKRAINIAN = translated(PASSPORT, "uk", title="Перенесення дозволу", keywords="паспорт")
SEARCHED = edition_in(PASSPORT, HOME, IN_UKRAINIAN)


@pytest.mark.parametrize(
    ("code", "query", "found"),
    [
        ("uk", "паспорт", ["pass"]),
        ("uk", "дозвол", ["pass"]),
        ("uk", "Reisepass", ["pass"]),
        ("uk", "Übertragung", ["pass"]),
        ("uk", "uebertragung", ["pass"]),
        ("uk", "Wohnsitz", ["wohnen"]),
        ("de", "Reisepass", ["pass"]),
        ("de", "паспорт", []),
        ("en", "паспорт", []),
        ("en", "Reisepass", ["pass"]),
    ],
)
def test_search_finds_words_of_the_reader_s_language_and_german_ones(code, query, found):
    site = SEARCHED.at(NOW).in_language(code)

    assert [one.uid for one in search.find(site, query)] == found


def test_search_finds_the_new_words_of_a_translation_and_not_the_old_ones():
    new = translated(PASSPORT, "uk", 70, NOW, title="Перенесення", keywords="документ")
    search.find(SEARCHED.at(NOW).in_language("uk"), "паспорт")

    site = SEARCHED.after([new]).at(NOW).in_language("uk")

    assert [one.uid for one in search.find(site, "документ")] == ["pass"]
    assert search.find(site, "паспорт") == []


# --- Kept pages


KEPT = edition_in(SERVICE, whole(SERVICE, "uk", 60), whole(SERVICE, "en", 61))


def kept(edition, path):
    response = get(edition, path)
    reading = response.reading
    made = Page(response.status_code, response.items(), response.content)
    return made.made_of(reading.site, NOW, reading.until, reading.inputs)


@pytest.mark.parametrize(
    ("changed", "still_true"),
    [
        ("uk", {"de": True, "uk": False, "en": True}),
        ("en", {"de": True, "uk": True, "en": False}),
        ("ar", {"de": True, "uk": True, "en": True}),
    ],
)
def test_page_falls_with_a_translation_into_its_own_language_alone(changed, still_true):
    pages = {code: kept(KEPT, f"/{code}/{PATH}") for code in still_true}

    after = KEPT.after([translated(SERVICE, changed, 70, NOW, title="Neu")]).at(NOW)

    assert {code: page.is_true(NOW, after) for code, page in pages.items()} == still_true


def test_things_in_a_language_are_the_same_objects_after_news_in_another_one():
    before = KEPT.at(NOW).in_language("uk")

    after = KEPT.after([translated(SERVICE, "en", 70, NOW, title="New")]).at(NOW).in_language("uk")

    assert after.get("dienst") is before.get("dienst")
    assert after.services is before.services
    assert after.office is before.office


def test_kept_pages_fall_when_something_is_said_of_the_sense_and_it_changes_them():
    older = record(replace(SERVICE, title="Neuer Dienst"), 70, NOW - DAY)
    edition = KEPT.after([older])
    page_uk, page_de = kept(edition, f"/uk/{PATH}"), kept(edition, f"/de/{PATH}")

    after = edition.after([_same("dienst.title", "Dienst", "Neuer Dienst")])

    assert not page_uk.is_true(NOW, after.at(NOW))
    assert page_de.is_true(NOW, after.at(NOW))
    assert page(after, f"/uk/{PATH}").select(".stale") == []


def _same(piece, before, after):
    said = SameSense(uid="dienst", piece=piece, before=before, after=after)
    return row("same", "service", "dienst", 71, NOW, data=records.write(said).encode())


def test_page_in_a_language_that_is_withdrawn_is_not_true_any_more():
    of_uk, of_en = kept(KEPT, f"/uk/{PATH}"), kept(KEPT, f"/en/{PATH}")

    after = KEPT.after([record(replace(UK, ready=False), 70, NOW)]).at(NOW)

    assert not of_uk.is_true(NOW, after)
    assert not of_en.is_true(NOW, after)  # its list of languages is another one


def test_page_of_each_language_says_the_same_made_anew_and_grown():
    news = [
        translated(SERVICE, "uk", 70, NOW, title="Нове"),
        record(replace(HOTLINE, note="Neu"), 71),
    ]
    read(KEPT, f"/uk/{PATH}")
    grown = KEPT.after(news)
    anew = type(KEPT)(grown.records)

    for path in paths_in_all(grown):
        assert read(grown, path) == read(anew, path)


def paths_in_all(edition):
    return [
        f"/{code}/{rest}" for code in ("de", "en", "uk", "ar") for rest in ("", PATH, "inhalt/")
    ]
