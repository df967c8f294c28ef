"""The search over all that staff have written."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from content import edition, models
from content.admin.excerpts import Words
from content.edition import Edition
from content.publishing import publish
from tests import drafts
from tests.desk import address, text_of
from tests.drafts import hold_published

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture(autouse=True)
def nothing_public():
    edition.hold(Edition())
    yield
    edition.hold(Edition())


def search(client, asked):
    return client.get(reverse("admin:search"), {"q": asked})


def found(client, asked):
    """The names and addresses of what was found, in their order."""
    page = BeautifulSoup(search(client, asked).content, "html.parser")
    return [(link.text, link["href"]) for link in page.select(".hits a")]


def places(client, asked):
    page = BeautifulSoup(search(client, asked).content, "html.parser")
    return [" ".join(place.get_text(" ").split()) for place in page.select(".hits p")]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Übertragung", "übertragung"),
        ("Übertragung", "UEBERTRAGUNG"),
        ("Übertragung", "ubertragung"),
        ("ÖFFNUNG", "öffnung"),
        ("Straße", "STRASSE"),
        ("Strasse", "straße"),
        ("Neue Steuer", "neue"),
        ("Aufnahme aus der Ukraine", "ukra aufn"),
        ("<p>Der <strong>Reise</strong>pass</p>", "reisepass"),
        ("Müller &amp; Söhne", "& söhne"),
    ],
)
def test_words_are_found_whatever_their_case_umlauts_order_and_markup(text, asked):
    assert Words(asked).all_in([text])


@pytest.mark.parametrize(
    ("text", "asked"),
    [("Pass", "Pass Foto"), ("Haus", "Maus"), ("abc", "a.c"), ("Muller", "mxller")],
)
def test_other_words_are_not_found(text, asked):
    assert not Words(asked).all_in([text])


def test_excerpt_marks_each_word_and_cuts_none():
    text = "Am Anfang " + "steht viel " * 20 + "dann der Aufenthaltstitel und " + "mehr " * 40

    pieces = Words("aufenthaltstitel").excerpt(text).pieces

    assert [piece for piece, marked in pieces if marked] == ["Aufenthaltstitel"]
    assert (pieces[0], pieces[-1]) == (("… ", False), (" …", False))
    assert pieces[1][0].startswith(("steht", "viel"))


def test_word_is_found_in_texts_parts_notes_and_questions_with_its_place(admin_client):
    notice = drafts.notice(title="Aufnahme", body="<p>Nur mit <strong>Lichtbild</strong>.</p>")
    listed = drafts.checklist("Lichtbild, biometrisch", title="Unterlagen")
    service = drafts.service(title="Übertragung", source_note="Lichtbild: laut Frau M.")
    question = models.OpenQuestion.objects.create(
        number="Q1", text="Wie alt darf es sein, das Lichtbild?"
    )

    assert sorted(found(admin_client, "lichtbild")) == sorted(
        [
            ("Aufnahme", address(notice)),
            ("Unterlagen", address(listed)),
            ("Übertragung", address(service)),
            ("Q1", address(question)),
        ]
    )
    assert places(admin_client, "lichtbild") == [
        "Herkunft: Lichtbild : laut Frau M.",
        "Unterlage: Lichtbild , biometrisch",
        "Text: Nur mit Lichtbild .",
        "Frage: Wie alt darf es sein, das Lichtbild ?",
    ]


def test_words_may_stand_in_different_texts_of_one_object_and_its_parts(admin_client):
    drafts.checklist("Lichtbild", title="Unterlagen")
    drafts.checklist("Pass", title="Anderes")

    assert [name for name, _ in found(admin_client, "unterlagen lichtbild")] == ["Unterlagen"]


def test_what_is_called_so_comes_first(admin_client):
    drafts.checklist("Pass", title="Aufnahme in den Pass")
    drafts.notice(title="Ganz anderes", body="<p>Unterlagen</p>")
    drafts.service(title="Unterlagen nachreichen")

    assert [name for name, _ in found(admin_client, "unterlagen")] == [
        "Unterlagen nachreichen",
        "Ganz anderes",
    ]


def test_translation_is_found_in_any_case_and_leads_to_its_sheet(admin_client):
    notice = drafts.notice(title="Aufnahme")
    for obj in (drafts.german(), models.Language.objects.create(code="uk", name="Українська")):
        publish(obj)
    hold_published()
    translation = models.Translation.objects.create(kind="notice", uid=notice.uid, language="uk")
    piece = {"piece": f"{notice.uid}.title", "source": "Aufnahme", "text": "Прийом осіб"}
    models.TranslatedText.objects.create(translation=translation, **piece)

    sheet = reverse("admin:translation", args=["notice", notice.uid, "uk"])
    assert found(admin_client, "ПРИЙОМ") == [("Aufnahme", sheet)]


def test_promise_2_search_tells_only_of_what_the_account_may_view(client):
    drafts.notice(title="Sichtbar und geheim")
    drafts.service(title="Geheimer Dienst")
    models.OpenQuestion.objects.create(number="Q1", text="Geheim?")
    user = User.objects.create_user("neu", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_notice"))
    client.force_login(user)

    assert [name for name, _ in found(client, "geheim")] == ["Sichtbar und geheim"]


def test_nothing_found_and_nothing_asked_say_what_to_do(admin_client):
    drafts.notice()

    nothing, empty = search(admin_client, "gibtesnicht"), search(admin_client, " ")

    assert "Schreiben Sie weniger Wörter oder ein anderes." in text_of(nothing)
    assert "Schreiben Sie ein Wort oder mehrere in das Suchfeld oben." in text_of(empty)


def test_what_was_asked_is_shown_as_text_and_stays_in_the_field(admin_client):
    page = BeautifulSoup(search(admin_client, '"><b>x').content, "html.parser")

    assert page.select_one("#desk-search")["value"] == '"><b>x'
    assert page.select("#content b") == []


def test_many_hits_are_bounded_and_that_is_said(admin_client):
    models.Term.objects.bulk_create(
        models.Term(term=f"Begriff {number}", words="x") for number in range(60)
    )

    response = search(admin_client, "begriff")

    assert len(found(admin_client, "begriff")) == 50
    assert "Das sind die ersten 50 Treffer." in text_of(response)


def test_every_page_of_the_desk_has_the_field_but_the_sign_in_has_none(admin_client, client):
    inside = BeautifulSoup(admin_client.get("/admin/").content, "html.parser")
    outside = BeautifulSoup(client.get("/admin/login/").content, "html.parser")

    assert inside.select_one("form[role=search]")["action"] == reverse("admin:search")
    assert outside.select("form[role=search]") == []
