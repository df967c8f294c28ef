"""The site in another language: its order, its search, and rows that nobody expects."""

from dataclasses import replace

import pytest

from content import search, tongues
from content.published import Channel, Language
from tests.factories import NOW, edition_of, read, service
from tests.translations import AR, EN, UK, edition_in, page, row, translated, whole

CKB = Language(uid="ckb", code="ckb", name="کوردی", direction="rtl", ready=True)
PATH = "dienste/dienst/"


def titles(edition, code):
    return [str(one.title) for one in edition.at(NOW).in_language(code).services]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("uk", ["Адреса", "Європа", "Житло", "Їжа", "Яблуко"]),
        ("de", ["Adresse", "Änderung", "Antrag", "Über", "Umzug"]),
        ("ar", ["إقامة", "تسجيل", "جواز"]),
    ],
)
def test_things_are_listed_in_the_order_of_the_languages_letters(code, words):
    services = [service(uid=f"s{n}", slug=f"s{n}", title=word) for n, word in enumerate(words)]
    rows = [
        translated(one, code, 60 + n, title=str(one.title))
        for n, one in enumerate(services)
        if code != "de"
    ]

    assert titles(edition_in(*reversed(services), *rows), code) == words


def test_search_in_one_language_shows_nothing_of_another():
    edition = edition_of(CKB, service())

    kurdish = read(edition, "/ckb/dienste/", query="?q=dienst")
    german = read(edition, "/de/dienste/", query="?q=dienst")

    assert 'hreflang="ckb"' in kurdish
    assert "Einige Texte" not in german
    assert '<a href="/de/dienste/dienst/">Dienst</a>' in german


def test_search_takes_over_what_has_not_changed():
    before = edition_in(service(), service(uid="b", slug="b", title="Pass")).at(NOW)
    known = {entry.service.uid: entry for entry in search._index(before.stock)}
    edition = edition_in(service(), service(uid="b", slug="b", title="Pass"))
    site = edition.at(NOW)
    first = {entry.service.uid: entry for entry in search._index(site.stock)}

    changed = replace(service(), title="Neu")
    after = edition.with_draft(changed, NOW).at(NOW)
    second = {entry.service.uid: entry for entry in search._index(after.stock)}

    assert known.keys() == first.keys() == second.keys()
    assert second["b"] is first["b"]
    assert second["dienst"] is not first["dienst"]


@pytest.mark.parametrize("action", ["cancel", "same"])
def test_row_of_another_action_leaves_the_language_as_it_is(action):
    known = edition_in(service(), whole(service(), "uk"))
    odd = row(action, "service", "dienst", 90, NOW, language="uk")

    assert titles(known.after([odd]), "uk") == titles(known, "uk")


def test_row_of_another_kind_hides_no_translation():
    known = edition_in(service(), whole(service(), "uk"))
    odd = row("publish", "page", "dienst", 90, NOW, language="uk", data=b'{"uid":"dienst"}')

    assert titles(known.after([odd]), "uk") == titles(known, "uk")


def test_old_translation_that_quotes_what_there_is_no_more_is_german():
    hotline = Channel(uid="zweite", title="Zweite", phone="0 30 / 1 23 45 67")
    before = service(summary="Anruf: {telefon:zweite}.")
    after = replace(before, summary="Kommen Sie her.")
    text = translated(before, "uk", 60, summary="Дзвоніть: {telefon:zweite}.")
    edition = edition_in(hotline, before, text).with_draft(after, NOW)

    still = page(edition, f"/uk/{PATH}").select_one(".lead").get_text()
    gone = page(
        edition.after([row("withdraw", "channel", "zweite", 99, NOW)]), f"/uk/{PATH}"
    ).select_one(".lead")

    assert still.startswith("Дзвоніть: 0 30 / 1 23 45 67.")
    assert gone.get_text() == "Kommen Sie her."
    assert gone.span["lang"] == "de"


def test_language_that_is_withdrawn_is_remembered_no_longer():
    edition = edition_in(service(), whole(service(), "uk"))
    edition.at(NOW).in_language("uk")

    after = edition.after([row("withdraw", "language", UK.uid, 90, NOW)])

    assert set(edition.at(NOW).localized) == {"uk"}
    assert set(after.at(NOW).localized) == set()


def test_catalogue_with_an_empty_word_is_not_offered(tmp_path, monkeypatch):
    for code, word in {"es": "Inicio", "it": ""}.items():
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr ""\n"Language: x\\n"\n'
        (folder / "django.po").write_text(f'{head}\nmsgid "Start"\nmsgstr "{word}"\n')
    monkeypatch.setattr(tongues, "CATALOGUES", tmp_path)

    assert set(tongues._interfaces()) == {"es"}


def test_all_languages_of_these_tests_have_complete_catalogues():
    assert {EN.code, UK.code, AR.code} <= tongues.INTERFACES
