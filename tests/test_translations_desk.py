"""The translators' desk: the table of all texts, and the page for one object in one language."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content import edition, publishing, translating, uploads, xliff
from content.admin.translations import overview
from content.models import Profile, Publication, TranslatedText, Translation
from content.translating import Entry
from tests import drafts
from tests.desk import fields_of, text_of
from tests.drafts import hold_published, published_edition
from tests.test_races import at_once

pytestmark = pytest.mark.django_db

TABLE = "/admin/uebersetzungen/"
SHEET = "/admin/uebersetzungen/notice/aufnahme/uk/"
BODY = "<p>Rufen Sie an: {telefon:hotline}</p>"
KEY = "notice", "aufnahme"


@pytest.fixture
def desk(db):
    """A notice with three texts, and three languages, of which readers don't get Polish yet."""
    hotline = drafts.hotline(uid="hotline")
    notice = drafts.notice(
        uid="aufnahme", slug="aufnahme", title="Neu", summary="Ab 5 Uhr.", body=BODY
    )
    objects = [
        hotline,
        drafts.office(hotline=hotline),
        drafts.german(),
        drafts.german(code="uk", name="Українська", position=1),
        drafts.german(code="ar", name="العربية", direction="rtl", position=2),
        drafts.german(code="pl", name="Polski", position=3, ready=False),
        notice,
    ]
    for obj in objects:
        publishing.publish(obj)
    hold_published()
    yield SimpleNamespace(notice=notice)
    edition.hold(edition.Edition())


def save(language="uk", publish=True, key=KEY, by=None, **texts):
    """Write these fields, by people, and make them public."""
    options = {name: texts.pop(name) for name in ("machine_made", "reviewed") if name in texts}
    thing = translating.newest_german(published_edition(), key, timezone.now())
    german = {one.piece: one for one in translating.wordings(thing)}
    entries = [
        Entry(name, german[name].text, text, german[name].rich, **options)
        for name, text in ((f"{key[1]}.{field}", text) for field, text in texts.items())
    ]
    translation = translating.save(key, language, entries, by=by)
    if publish:
        translating.publish(translation)
        hold_published()
    return translation


def change_german(notice, **texts):
    for name, text in texts.items():
        setattr(notice, name, text)
    notice.save()
    publishing.publish(notice)
    hold_published()


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def form_of(response):
    """The fields of the translator's page as a browser would send them unchanged."""
    return dict(fields_of(page_of(response).select_one("form.translation")))


def sheet(client, address=SHEET):
    return form_of(client.get(address))


def name(field, part):
    return f"aufnahme.{field}-{part}"


def saved(language="uk"):
    rows = TranslatedText.objects.filter(translation__language=language)
    return {row.piece.rpartition(".")[2]: row.text for row in rows}


def state(language, field="title"):
    """How readers get a piece."""
    works = translating.work(published_edition(), KEY, language, [])
    return {work.wording.piece: work.state for work in works}[f"aufnahme.{field}"]


def problems_of(response):
    """What is wrong, by piece."""
    return {
        piece["id"].rpartition(".")[2]: piece.select_one(".errorlist").get_text(" ", strip=True)
        for piece in page_of(response).select(".piece:has(.errorlist)")
    }


def logged():
    return list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))


# --- The table


STANDINGS = ".desk-standings tbody tr"


def row_of(response, title):
    """The words of an object's cells."""
    [row] = [row for row in page_of(response).select(STANDINGS) if title in row.th.text]
    return [cell.a.contents[0] for cell in row.select("td")]


def titles(response):
    found = page_of(response).select(".desk-standings tbody th")
    return [title.contents[0].strip() for title in found]


def test_cell_says_the_worst_of_its_pieces_and_how_many(admin_client, desk):
    save(title="Нове", summary="5", body=BODY)
    save("ar", title="جديد", machine_made=True)
    save("ar", summary="5", body=BODY)
    save("pl", title="Nowe", summary="5")
    change_german(desk.notice, summary="Ab 6 Uhr.")

    cells = row_of(admin_client.get(TABLE), "Neu")

    assert cells == ["veraltet (1)", "veraltet (1)", "fehlt (1)"]


def test_cell_of_a_machines_texts_and_of_current_ones(admin_client, desk):
    save(title="Нове", summary="5", body=BODY)
    save("ar", title="جديد", summary="5", body=BODY, machine_made=True)

    cells = row_of(admin_client.get(TABLE), "Neu")

    assert cells == ["aktuell", "maschinell (3)", "fehlt (3)"]


def test_languages_are_all_but_german_also_those_that_readers_do_not_get_yet(admin_client, desk):
    page = page_of(admin_client.get(TABLE))

    heads = page.select(".desk-standings thead th[lang]")
    assert [(head["lang"], head.text) for head in heads] == [
        ("uk", "Українська"),
        ("ar", "العربية"),
        ("pl", "Polski"),
    ]


def test_totals_count_the_pieces_of_each_language(admin_client, desk):
    save(title="Нове", summary="5")
    save(body=BODY, machine_made=True)
    change_german(desk.notice, summary="Ab 6 Uhr.")

    page = page_of(admin_client.get(TABLE))

    rows = page.select(".desk-totals tbody tr")
    counts = {
        row.a["lang"]: [cell.get_text(strip=True) for cell in row.select("td")[:4]] for row in rows
    }
    every = sum(map(int, counts["pl"]))
    assert counts["uk"] == ["1", "1", "1", str(every - 3)]
    assert counts["pl"] == ["0", "0", "0", str(every)]


def test_what_has_no_texts_or_is_not_public_is_no_row(admin_client, desk):
    drafts.notice(title="Nur Entwurf", slug="entwurf")
    gone = drafts.notice(title="Weg", slug="weg")
    publishing.publish(gone)
    publishing.withdraw(gone)
    coming = drafts.notice(title="Kommt", slug="kommt")
    publishing.publish(coming, live_from=timezone.now() + timedelta(days=1))
    hold_published()

    assert titles(admin_client.get(TABLE, {"art": "notice"})) == ["Kommt", "Neu"]
    assert "Deutsch" not in titles(admin_client.get(TABLE))


def test_saved_text_that_is_not_public_is_marked(admin_client, desk):
    save(title="Нове")
    save("ar", title="جديد")
    save("ar", title="آخر", publish=False)

    page = page_of(admin_client.get(TABLE))

    [row] = [row for row in page.select(STANDINGS) if "Neu" in row.th.text]
    marks = [cell.small and cell.small.text for cell in row.select("td")]
    assert marks == [None, "nicht veröffentlicht", None]


def test_cell_leads_to_its_object_and_language_with_the_focus_on_what_is_to_be_done(
    admin_client, desk
):
    save(title="Нове")
    page = page_of(admin_client.get(TABLE))
    [row] = [row for row in page.select(STANDINGS) if "Neu" in row.th.text]

    address = row.select_one("td a")["href"]
    focused = page_of(admin_client.get(address)).select("[autofocus]")
    otherwise = page_of(admin_client.get(SHEET)).select("[autofocus]")

    assert address == f"{SHEET}?arbeit"
    assert [field["name"] for field in focused] == [name("summary", "text")]
    assert otherwise == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"stand": "current"}, ["Alles da"]),
        ({"stand": "missing"}, ["Amt", "Hotline", "Neu"]),
        ({"stand": "stale"}, ["Neu"]),
        ({"art": "office"}, ["Amt"]),
        ({"sprache": "pl", "stand": "stale"}, []),
        ({"art": "nichts", "sprache": "xx"}, ["Amt", "Alles da", "Neu", "Hotline"]),
    ],
)
def test_table_is_filtered(admin_client, desk, query, found):
    whole = drafts.notice(uid="ganz", title="Alles da", slug="ganz", summary="S")
    publishing.publish(whole)
    for language in ("uk", "ar", "pl"):
        save(language, key=("notice", "ganz"), title="T", summary="S")
    save(summary="З 5")
    change_german(desk.notice, summary="Ab 6 Uhr.")

    shown = titles(admin_client.get(TABLE, query))

    assert sorted(shown) == sorted(found)


def test_one_language_is_one_column(admin_client, desk):
    page = page_of(admin_client.get(TABLE, {"sprache": "ar"}))

    assert [head["lang"] for head in page.select(".desk-standings thead th[lang]")] == ["ar"]
    assert page.select_one("option[value=ar]").has_attr("selected")


@pytest.mark.parametrize("count", [3, 30])
def test_table_asks_the_database_as_often_with_many_objects(admin_client, desk, count):
    for number in range(count):
        notice = drafts.notice(uid=f"n{number}", title=f"Nr. {number}", slug=f"n-{number}")
        publishing.publish(notice)
        save(key=("notice", f"n{number}"), title="Номер", publish=False)
    hold_published()
    admin_client.get(TABLE)

    with CaptureQueriesContext(connection) as queries:
        page = admin_client.get(TABLE)

    assert len(titles(page)) == count + 3
    about_texts = [one["sql"] for one in queries if "translatedtext" in one["sql"]]
    assert len(about_texts) == 1
    assert len(queries) <= 6  # the session, the account, its one-time password


def test_table_has_pages(admin_client, desk, monkeypatch):
    monkeypatch.setattr(overview, "ON_A_PAGE", 2)

    first = admin_client.get(TABLE, {"sprache": "uk"})
    second = admin_client.get(TABLE + page_of(first).select_one("a[rel=next]")["href"])

    assert len(titles(first)) == 2
    assert titles(first) + titles(second) == ["Amt", "Neu", "Hotline"]
    assert page_of(second).select_one("option[value=uk]").has_attr("selected")


def test_count_follows_the_edition(admin_client, desk):
    before = row_of(admin_client.get(TABLE), "Neu")
    save(title="Нове", summary="5", body=BODY)

    after = row_of(admin_client.get(TABLE), "Neu")
    change_german(desk.notice, title="Neuer")

    assert (before[0], after[0]) == ("fehlt (3)", "aktuell")
    assert row_of(admin_client.get(TABLE), "Neuer")[0] == "veraltet (1)"


def test_desk_stands_among_the_concepts(admin_client, desk):
    page = page_of(admin_client.get("/admin/"))

    [link] = [link for link in page.select(".groups a") if link.text == "Übersetzungen"]
    assert link["href"] == TABLE


# --- One object in one language


def test_page_has_the_german_beside_each_field_in_the_right_language_and_direction(
    admin_client, desk
):
    save("ar", title="جديد")

    page = page_of(admin_client.get(SHEET.replace("/uk/", "/ar/")))

    pieces = page.select(".piece")
    assert [piece.h2.contents[0].strip() for piece in pieces] == ["Titel", "Kurz gesagt", "Text"]
    assert [piece["id"] for piece in pieces] == [
        f"aufnahme.{field}" for field in ("title", "summary", "body")
    ]
    german = pieces[0].select_one(".german [lang=de]")
    assert german.get_text(strip=True) == "Neu"
    field = pieces[0].select_one("[name$='-text']")
    assert (field["value"], field["lang"], field["dir"]) == ("جديد", "ar", "rtl")
    assert page.select_one(f"label[for='{field['id']}']").get_text() == "Titel: العربية"
    assert pieces[2].select_one("textarea")["lang"] == "ar"
    assert pieces[2].select_one(".german [lang=de] p").text == "Rufen Sie an: {telefon:hotline}"


def test_each_piece_says_how_it_stands(admin_client, desk):
    save(title="Нове", summary="5")
    change_german(desk.notice, summary="Ab 6 Uhr.")
    save(body=BODY, machine_made=True, publish=False)

    page = page_of(admin_client.get(SHEET))

    states = [piece.select_one(".state").text for piece in page.select(".piece")]
    marks = [piece.h2.small and piece.h2.small.text for piece in page.select(".piece")]
    assert states == ["aktuell", "veraltet", "fehlt"]
    assert marks == [None, None, "gespeichert, noch nicht öffentlich"]


def test_what_changed_in_the_german_since_the_translation_is_marked(admin_client, desk):
    save(summary="З 5", body=BODY)
    change_german(desk.notice, summary="Ab 6 Uhr.", body="<p>Kommen Sie: {telefon:hotline}</p>")

    page = page_of(admin_client.get(SHEET))

    marked = [
        (piece.select_one(".change del").text, piece.select_one(".change ins").text)
        for piece in page.select(".piece:has(.change)")
    ]
    assert marked == [("5", "6"), ("Rufen", "Kommen")]


def test_wording_of_the_same_sense_is_not_shown_as_outdated(admin_client, admin_user, desk):
    save(summary="З 5")
    change_german(desk.notice, summary="Von 5 Uhr an.")
    publishing.say_same_sense(
        desk.notice, "aufnahme.summary", "Ab 5 Uhr.", "Von 5 Uhr an.", by=admin_user
    )

    page = page_of(admin_client.get(SHEET))

    assert page.select(".change") == []
    assert page.select(f"[name='{name('summary', 'fits')}']") == []


def test_saving_keeps_what_was_typed_and_publishes_nothing(admin_client, admin_user, desk):
    typed = {name("title", "text"): "Нове", name("body", "text"): "<p>Так {telefon:hotline}</p>"}
    count = Publication.objects.count()

    response = admin_client.post(SHEET, sheet(admin_client) | typed, follow=True)

    assert saved() == {"title": "Нове", "body": "<p>Так {telefon:hotline}</p>"}
    assert Translation.objects.get().changed_by == admin_user
    assert Publication.objects.count() == count
    assert "Gespeichert. Öffentlich ist es noch nicht." in text_of(response, ".messagelist")
    assert logged() == ["Gespeichert: Titel, Text"]
    assert LogEntry.objects.get().get_edited_object() == Translation.objects.get()


def test_saving_without_a_change_saves_nothing(admin_client, desk):
    save(title="Нове", summary="Рядок\nдва", body=BODY, machine_made=True)
    form = sheet(admin_client)
    # As a browser sends each end of a line.
    form = {field: value.replace("\n", "\r\n") for field, value in form.items()}

    response = admin_client.post(SHEET, form, follow=True)

    assert Translation.objects.get().revision == 1
    assert set(TranslatedText.objects.values_list("machine_made", flat=True)) == {True}
    assert "Es war nichts zu speichern." in text_of(response, ".messagelist")
    assert logged() == []


def test_public_text_that_is_saved_nowhere_can_be_gone_on_from(admin_client, desk):
    save(title="Нове", summary="З 5", machine_made=True)
    Translation.objects.all().delete()
    form = sheet(admin_client)

    admin_client.post(SHEET, form | {name("summary", "reviewed"): "on"})

    assert form[name("title", "text")] == "Нове"
    [row] = TranslatedText.objects.all()
    assert (row.text, row.machine_made, bool(row.reviewed_at)) == ("З 5", True, True)


def test_saving_and_publishing_makes_it_public_with_a_note(admin_client, admin_user, desk):
    form = sheet(admin_client) | {name("title", "text"): "Нове", "note": "Erster Wurf"}

    response = admin_client.post(SHEET, form | {"_publish": ""}, follow=True)

    assert state("uk") == "current"
    publication = Publication.objects.last()
    assert (publication.made_by, publication.note) == (admin_user, "Erster Wurf")
    assert "Die Übersetzung ist öffentlich" in text_of(response, ".messagelist")
    assert "Erster Wurf" in text_of(response, "#history ~ .desk-scroll")
    assert [message.split(":")[0] for message in logged()] == ["Gespeichert", "Veröffentlicht"]


def test_too_long_note_is_told_and_publishes_nothing(admin_client, desk):
    form = sheet(admin_client) | {name("title", "text"): "Нове", "note": "x" * 301}

    response = admin_client.post(SHEET, form | {"_publish": ""})

    assert "Noch nicht veröffentlicht." in text_of(response, ".errornote")
    assert form_of(response)["note"] == "x" * 301
    assert (saved(), state("uk")) == ({"title": "Нове"}, "missing")


def test_publishing_what_is_public_already_says_so(admin_client, desk):
    save(title="Нове")
    count = Publication.objects.count()

    response = admin_client.post(SHEET, sheet(admin_client) | {"_publish": ""})

    assert "So ist die Übersetzung schon öffentlich." in text_of(response)
    assert Publication.objects.count() == count


def test_what_keeps_it_from_being_published_stands_at_its_piece_and_nothing_is_lost(
    admin_client, desk
):
    typed = {name("title", "text"): "Нове", name("body", "text"): "<p>Без номера</p>"}

    response = admin_client.post(SHEET, sheet(admin_client) | typed | {"_publish": ""})

    assert problems_of(response) == {
        "body": "Diese Angaben gehören in den Text wie im Deutschen: {telefon:hotline}."
    }
    assert form_of(response) | typed == form_of(response)
    assert saved() == {"title": "Нове", "body": "<p>Без номера</p>"}
    assert state("uk") == "missing"
    assert page_of(response).select_one(f"[name='{name('body', 'text')}']")["aria-invalid"]


def test_forbidden_link_is_refused_at_its_piece_and_the_others_are_saved(admin_client, desk):
    typed = {
        name("title", "text"): "Нове",
        name("body", "text"): '<p><a href="javascript:x">{telefon:hotline}</a></p>',
        "note": "Getippt",
    }

    response = admin_client.post(SHEET, sheet(admin_client) | typed | {"_publish": ""})

    assert list(problems_of(response)) == ["body"]
    assert form_of(response) | typed == form_of(response)
    assert saved() == {"title": "Нове"}
    assert state("uk") == "missing"
    assert "Noch nicht veröffentlicht" in text_of(response)


# Review


def test_review_is_recorded_with_name_and_day(admin_client, admin_user, desk):
    User.objects.filter(pk=admin_user.pk).update(first_name="Olena", last_name="Koval")
    save(title="Нове", summary="5", machine_made=True)

    form = sheet(admin_client) | {name("title", "reviewed"): "on"}
    page = page_of(admin_client.post(SHEET, form, follow=True))

    row = TranslatedText.objects.get(piece="aufnahme.title")
    today = timezone.localdate()
    assert (row.reviewed_by, timezone.localdate(row.reviewed_at)) == (admin_user, today)
    assert [line.text for line in page.select(".piece .quiet")] == [
        f"geprüft von Olena Koval am {today:%d.%m.%Y}"
    ]
    assert TranslatedText.objects.get(piece="aufnahme.summary").reviewed_at is None


def test_reviewed_text_of_a_machine_is_public_as_current(admin_client, desk):
    save(title="Нове", machine_made=True)
    before = state("uk")

    form = sheet(admin_client) | {name("title", "reviewed"): "on", "_publish": ""}
    admin_client.post(SHEET, form)

    assert (before, state("uk")) == ("machine", "current")


def test_changed_text_loses_its_review_unless_it_is_reviewed_again(admin_client, admin_user, desk):
    save(title="Нове", summary="5", reviewed=True, by=admin_user)
    changed = {name("title", "text"): "Інше", name("summary", "text"): "З 5"}

    admin_client.post(SHEET, sheet(admin_client) | changed | {name("summary", "reviewed"): "on"})

    reviewed = TranslatedText.objects.exclude(reviewed_at=None)
    assert [row.text for row in reviewed] == ["З 5"]


def test_all_can_be_reviewed_at_once_but_nothing_outdated_and_nothing_empty(admin_client, desk):
    save(title="Нове", summary="5", machine_made=True)
    change_german(desk.notice, summary="Ab 6 Uhr.")

    admin_client.post(SHEET, sheet(admin_client) | {"reviewed_all": "on"})

    reviewed = TranslatedText.objects.exclude(reviewed_at=None)
    assert [row.piece for row in reviewed] == ["aufnahme.title"]


# What the German says now


def test_outdated_text_that_still_fits_is_current_again(admin_client, desk):
    save(summary="З 5", machine_made=True)
    change_german(desk.notice, summary="Ab fünf Uhr, 5.")
    before = state("uk", "summary")

    form = sheet(admin_client) | {name("summary", "fits"): "on", "_publish": ""}
    admin_client.post(SHEET, form)

    row = TranslatedText.objects.get()
    assert (before, state("uk", "summary")) == ("stale", "machine")
    assert (row.text, row.source, row.machine_made) == ("З 5", "Ab fünf Uhr, 5.", True)


def test_outdated_text_that_is_only_saved_again_stays_outdated(admin_client, desk):
    save(title="Нове", summary="З 5")
    change_german(desk.notice, summary="Ab 6 Uhr.")

    form = sheet(admin_client) | {name("title", "text"): "Інше", "_publish": ""}
    admin_client.post(SHEET, form)

    assert state("uk", "summary") == "stale"
    assert TranslatedText.objects.get(piece="aufnahme.summary").source == "Ab 5 Uhr."


def test_outdated_text_can_not_be_reviewed_without_saying_that_it_fits(admin_client, desk):
    save(summary="З 5")
    change_german(desk.notice, summary="Ab 6 Uhr.")
    ticked = {name("summary", "reviewed"): "on"}

    refused = admin_client.post(SHEET, sheet(admin_client) | ticked)
    again = form_of(refused)
    admin_client.post(SHEET, again | ticked | {name("summary", "fits"): "on"})

    assert list(problems_of(refused)) == ["summary"]
    assert name("summary", "reviewed") in again
    row = TranslatedText.objects.get()
    assert (row.source, bool(row.reviewed_at)) == ("Ab 6 Uhr.", True)


def test_german_that_changed_while_the_page_was_open_is_told_at_its_piece(admin_client, desk):
    typed = {name("title", "text"): "Нове", name("summary", "text"): "З 5"}
    form = sheet(admin_client) | typed
    change_german(desk.notice, summary="Ab 6 Uhr.")

    told = admin_client.post(SHEET, form | {"_publish": ""})
    first = saved()
    again = form_of(told)
    admin_client.post(SHEET, again)

    assert list(problems_of(told)) == ["summary"]
    assert "Der deutsche Text wurde geändert" in problems_of(told)["summary"]
    assert page_of(told).select_one(".change ins").text == "6"
    assert first == {"title": "Нове"}
    assert state("uk") == "missing"
    assert again[name("summary", "text")] == "З 5"
    assert TranslatedText.objects.get(piece="aufnahme.summary").source == "Ab 6 Uhr."


def test_german_that_changed_where_nothing_was_typed_does_not_matter(admin_client, desk):
    form = sheet(admin_client) | {name("title", "text"): "Нове"}
    change_german(desk.notice, summary="Ab 6 Uhr.")

    response = admin_client.post(SHEET, form, follow=True)

    assert problems_of(response) == {}
    assert saved() == {"title": "Нове"}


def test_text_for_what_the_german_has_no_more_is_shown_again(admin_client, desk):
    form = sheet(admin_client) | {name("summary", "text"): "Getippt"}
    desk.notice.body = ""
    desk.notice.save()
    form |= {name("body", "text"): "<p>Lange getippt</p>"}
    publishing.publish(desk.notice)
    hold_published()

    response = admin_client.post(SHEET, form)

    kept = [area.text for area in page_of(response).select("textarea[readonly]")]
    assert kept == ["<p>Lange getippt</p>"]
    assert saved() == {"summary": "Getippt"}


def test_text_for_an_object_that_was_withdrawn_is_shown_again(admin_client, desk):
    form = sheet(admin_client) | {name("summary", "text"): "Getippt"}
    publishing.withdraw(desk.notice)
    hold_published()

    response = admin_client.post(SHEET, form)

    assert [area.text for area in page_of(response).select("textarea[readonly]")] == ["Getippt"]
    assert saved() == {}


def test_numbers_that_differ_from_the_german_are_pointed_out_and_not_refused(admin_client, desk):
    save(title="Нове 2", summary="من ٥")
    page = page_of(admin_client.get(SHEET))

    hints = {piece["id"]: piece.select_one(".hint") for piece in page.select(".piece")}
    shown = {piece: hint.get_text(" ", strip=True) for piece, hint in hints.items() if hint}
    assert shown == {"aufnahme.title": "Andere Zahlen als im Deutschen? Dort: keine. Hier: 2."}


# Two people: promise 8


def test_promise_8_second_of_two_is_told_who_saved_when_and_what(admin_client, desk):
    save(title="Нове", summary="З 5")
    second = sheet(admin_client) | {name("title", "text"): "Від другої"}
    first = {name("title", "text"): "Від першої", name("summary", "text"): "О 5"}
    admin_client.post(SHEET, sheet(admin_client) | first)

    told = admin_client.post(SHEET, second | {"_publish": ""})

    words = text_of(told, ".errornote")
    now = timezone.localtime()
    assert f"admin hat um {now:%H}." in words
    assert "Titel: Нове → Від першої" in words
    assert "Kurz gesagt: З 5 → О 5" in words
    assert saved() == {"title": "Від першої", "summary": "О 5"}
    assert list(problems_of(told)) == ["title"]
    assert form_of(told)[name("title", "text")] == "Від другої"
    assert form_of(told)[name("summary", "text")] == "О 5"


def test_promise_8_who_was_told_and_saves_once_more_decides_only_for_their_own_text(
    admin_client, desk
):
    save(title="Нове", summary="З 5")
    second = sheet(admin_client) | {name("title", "text"): "Від другої"}
    first = {name("title", "text"): "Від першої", name("summary", "text"): "О 5"}
    admin_client.post(SHEET, sheet(admin_client) | first)
    told = admin_client.post(SHEET, second)

    admin_client.post(SHEET, form_of(told))

    assert saved() == {"title": "Від другої", "summary": "О 5"}


def test_promise_8_nobody_vouches_for_a_text_they_have_not_seen(admin_client, desk):
    save(title="Нове", summary="З 5", machine_made=True)
    ticked = {name("title", "reviewed"): "on", name("summary", "reviewed"): "on"}
    second = sheet(admin_client) | ticked | {"reviewed_all": "on"}
    admin_client.post(SHEET, sheet(admin_client) | {name("title", "text"): "Від першої"})

    told = form_of(admin_client.post(SHEET, second))

    assert name("title", "reviewed") not in told
    assert "reviewed_all" not in told
    assert name("summary", "reviewed") in told


def test_promise_8_first_texts_of_two_who_begin_at_once(admin_client, desk):
    first = sheet(admin_client) | {name("title", "text"): "Від першої"}
    second = sheet(admin_client) | {name("title", "text"): "Від другої"}

    admin_client.post(SHEET, first)
    told = admin_client.post(SHEET, second)

    assert saved() == {"title": "Від першої"}
    assert "Titel: – → Від першої" in text_of(told, ".errornote")


@pytest.mark.data
@pytest.mark.django_db(transaction=True)
def test_promise_8_of_four_who_save_at_the_same_moment_exactly_one_has_saved(
    shared_database, desk, admin_user
):
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(admin_user)
    forms = [
        sheet(client) | {name("title", "text"): f"Від {number}"}
        for number, client in enumerate(clients)
    ]

    answers = at_once(
        *(
            lambda client=client, form=form: client.post(SHEET, form).status_code
            for client, form in zip(clients, forms, strict=True)
        )
    )

    assert sorted(answers) == [200, 200, 200, 302]
    [winner] = [number for number, status in enumerate(answers) if status == 302]
    assert saved() == {"title": f"Від {winner}"}
    assert LogEntry.objects.count() == 1


# Withdrawing, and the way from one to the next


def test_withdrawing_asks_first_and_keeps_what_is_saved(admin_client, desk):
    save(title="Нове")
    address = page_of(admin_client.get(SHEET)).select_one(".deletelink")["href"]

    asked = admin_client.get(address)
    before = state("uk")
    response = admin_client.post(address, {"note": "Falsch"}, follow=True)

    assert "bekommen dann den deutschen Text" in text_of(asked)
    assert (before, state("uk")) == ("current", "missing")
    assert saved() == {"title": "Нове"}
    assert "Falsch" in text_of(response, "#history ~ .desk-scroll")
    assert page_of(response).select(".deletelink") == []
    assert logged()[0].startswith("Zurückgezogen")


def test_withdrawing_what_is_not_public_says_so(admin_client, desk):
    response = admin_client.post(f"{SHEET}zurueckziehen/", {"note": ""}, follow=True)

    assert "Diese Übersetzung ist nicht öffentlich." in text_of(response, ".messagelist")
    assert LogEntry.objects.count() == 0


def test_page_leads_to_the_objects_before_and_after_that_need_work(admin_client, desk):
    other = drafts.notice(uid="anderes", title="Zuletzt", slug="zuletzt", summary="S")
    done = drafts.notice(uid="fertig", title="Ohne Arbeit", slug="fertig", summary="S")
    for obj in (other, done):
        publishing.publish(obj)
    save(key=("notice", "fertig"), title="T", summary="S")

    page = page_of(admin_client.get(SHEET))

    links = {link["rel"][0]: (link.text, link["href"]) for link in page.select("nav a[rel]")}
    assert links["prev"][0] == "Zurück: Amt"
    assert links["next"] == ("Weiter: Zuletzt", "/admin/uebersetzungen/notice/anderes/uk/?arbeit")


def test_log_leads_to_the_page(admin_client, desk):
    translation = save(title="Нове")

    url = reverse("admin:content_translation_change", args=[translation.pk])

    assert admin_client.get(url)["Location"] == SHEET


@pytest.mark.parametrize(
    "path",
    ["notice/weg/uk/", "notice/aufnahme/xx/", "notice/aufnahme/de/", "nichts/aufnahme/uk/", "99/"],
)
def test_what_there_is_not_is_not_found(admin_client, desk, path):
    assert admin_client.get(TABLE + path).status_code == 404


@pytest.mark.parametrize("path", [TABLE, SHEET, f"{SHEET}zurueckziehen/", f"{TABLE}einlesen/"])
def test_pages_have_no_inline_style_handler_or_script(admin_client, desk, path):
    page = page_of(admin_client.get(path))

    attributes = {attribute for tag in page.find_all(True) for attribute in tag.attrs}
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []
    assert page.find_all("style") == []
    assert {s.get("type") for s in page.select("script:not([src])")} <= {"importmap"}


# --- Permissions


PATHS = [
    "",
    "notice/aufnahme/uk/",
    "notice/aufnahme/uk/zurueckziehen/",
    "notice/aufnahme/uk/xliff/",
    "xliff/",
    "einlesen/",
    "veroeffentlichen/",
]


@pytest.mark.parametrize("path", PATHS)
def test_who_may_not_see_translations_is_refused_in_the_frame(client, desk, path):
    user = User.objects.create_user("neu", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_notice"))
    client.force_login(user)

    for response in (client.get(TABLE + path), client.post(TABLE + path)):
        assert response.status_code == 403
        assert page_of(response).h1.text == "Das darf Ihr Konto nicht"


def test_who_may_translate_needs_nothing_else(client, desk):
    user = User.objects.create_user("neu", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_translation"))
    Profile.objects.create(user=user, all_languages=True)
    client.force_login(user)

    client.post(SHEET, sheet(client) | {name("title", "text"): "Нове", "_publish": ""})

    assert state("uk") == "current"
    assert "Übersetzungen" in text_of(client.get("/admin/"), ".groups")


@pytest.mark.parametrize("path", PATHS)
def test_promise_2_readers_get_nothing_of_it(client, desk, path):
    response = client.get(TABLE + path)

    assert response["Location"].startswith("/admin/login/")


# --- XLIFF


def send(client, data, file="texte.xlf"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(f"{TABLE}einlesen/", {"datei": SimpleUploadedFile(file, data)})


def outcomes(response):
    rows = page_of(response).select("#content tbody tr")
    return [tuple(cell.get_text(strip=True) for cell in row.select("td")) for row in rows]


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("notice/aufnahme/uk/xliff/", [("notice/aufnahme", "uk")]),
        ("xliff/?sprache=ar", [("notice/aufnahme", "ar")]),
        ("xliff/", [("notice/aufnahme", code) for code in ("uk", "ar", "pl")]),
    ],
)
def test_export_is_of_one_object_of_one_language_or_of_everything(admin_client, desk, path, parts):
    response = admin_client.get(TABLE + path)

    places = dict.fromkeys(unit.place for unit in xliff.read(response.content))
    found = [("/".join(key), code) for key, code in places]
    assert [one for one in found if one[0] == "notice/aufnahme"] == parts
    assert response["Content-Type"] == "application/x-xliff+xml"
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert "xliff/?" in path or path == "xliff/" or len(found) == 1


def test_export_of_an_unknown_language_is_not_found(admin_client, desk):
    assert admin_client.get(f"{TABLE}xliff/?sprache=xx").status_code == 404


def test_export_carries_what_is_saved(admin_client, desk):
    save(title="Нове", publish=False)

    for path in ("xliff/", "notice/aufnahme/uk/xliff/"):
        units = xliff.read(admin_client.get(TABLE + path).content)
        assert [unit.target for unit in units if unit.target] == ["Нове"]


def test_import_reports_piece_by_piece_and_saves_without_publishing(admin_client, desk):
    save(title="Нове", summary="З 5", body=BODY)
    file = admin_client.get(f"{SHEET}xliff/").content.decode()
    file = file.replace(">Нове<", ">Інше<").replace("<source>Ab 5 Uhr.", "<source>Ab 4 Uhr.")

    response = send(admin_client, file)

    assert outcomes(response) == [
        ("Neu", "Українська", "Titel", "übernommen"),
        ("Neu", "Українська", "Kurz gesagt", xliff.OTHER_GERMAN),
        ("Neu", "Українська", "Text", "unverändert"),
    ]
    assert "1 übernommen, 1 unverändert, 1 abgelehnt." in text_of(response)
    assert saved()["title"] == "Інше"
    assert state("uk") == "current"
    assert logged() == ["Aus XLIFF übernommen: 1 Texte"]


def test_what_was_imported_is_published_with_one_button(admin_client, desk):
    save(title="Нове")
    save("ar", title="جديد")
    file = admin_client.get(f"{TABLE}xliff/").content.decode()
    report = send(admin_client, file.replace(">Нове<", ">Інше<").replace(">جديد<", ">آخر<"))
    form = page_of(report).select_one("#content form.desk-line")
    names = [field["value"] for field in form.select("[name=uebersetzung]")]

    response = admin_client.post(form["action"], {"uebersetzung": names}, follow=True)

    held = {
        code: translating.work(published_edition(), KEY, code, [])[0].held.text.text
        for code in ("uk", "ar")
    }
    assert held == {"uk": "Інше", "ar": "آخر"}
    assert "2 Übersetzungen sind öffentlich" in text_of(response, ".messagelist")
    assert [one.split(":")[0] for one in logged()].count("Veröffentlicht") == 2


def test_what_a_colleague_changed_after_the_import_is_not_published_with_it(admin_client, desk):
    report = send(
        admin_client,
        admin_client.get(f"{SHEET}xliff/").content.decode().replace("></target>", ">Х</target>", 1),
    )
    [field] = page_of(report).select("[name=uebersetzung]")
    save(title="Від колеги", publish=False)

    response = admin_client.post(
        f"{TABLE}veroeffentlichen/", {"uebersetzung": field["value"]}, follow=True
    )

    assert state("uk") == "missing"
    words = text_of(response, ".messagelist")
    assert "Neu, uk: nicht veröffentlicht. Inzwischen hat jemand" in words


@pytest.mark.parametrize("value", ["", "x", "1", "99.1", "-1.1", "9" * 30, "²"])
def test_promise_11_publishing_of_nonsense_publishes_nothing(admin_client, desk, value):
    count = Publication.objects.count()

    response = admin_client.post(f"{TABLE}veroeffentlichen/", {"uebersetzung": value})

    assert (response.status_code, Publication.objects.count()) == (302, count)


def test_publishing_is_asked_for_by_a_form_only(admin_client, desk):
    assert admin_client.get(f"{TABLE}veroeffentlichen/").status_code == 405


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "leer"),
        (b"%PDF-1.7", "kein lesbares XML"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><xliff version='1.2'/>", "DOCTYPE"),
        (b"x" * (uploads.LARGEST + 1), "zu groß"),
    ],
)
def test_promise_11_file_that_is_none_is_refused_at_the_field(admin_client, desk, data, reason):
    response = send(admin_client, data)

    assert response.status_code == 200
    assert reason in text_of(response, ".errorlist")
    assert TranslatedText.objects.count() == 0


def test_promise_11_import_without_a_file_is_refused_at_the_field(admin_client, desk):
    response = admin_client.post(f"{TABLE}einlesen/", {})

    assert text_of(response, ".errorlist") == "Dieses Feld ist zwingend erforderlich."


def test_unknown_place_is_named_as_the_file_names_it(admin_client, desk):
    file = admin_client.get(f"{SHEET}xliff/").content.decode()
    file = file.replace("notice/aufnahme", "notice/weg")

    response = send(admin_client, file)

    assert outcomes(response)[0] == (
        "notice/weg",
        "Українська",
        "aufnahme.title",
        xliff.UNKNOWN_OBJECT,
    )
    assert page_of(response).select("[name=uebersetzung]") == []


def test_edition_of_the_process_is_left_as_it_was(admin_client, desk):
    before = edition.newest()

    admin_client.post(SHEET, sheet(admin_client) | {name("title", "text"): "Нове", "_publish": ""})

    assert edition.newest() is before
