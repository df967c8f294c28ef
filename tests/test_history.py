"""The history of an object: every version with what it changed, and every way back."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content import models, summaries
from content.models import FourEyes, Proposal, Publication
from content.publishing import publish, say_same_sense, set_aside, withdraw
from content.snapshots import snapshot
from tests import drafts
from tests.desk import address, filled_form, text_of
from tests.drafts import published_edition

pytestmark = pytest.mark.django_db


def rows_of(response):
    """The words of each row: version and event, by whom, what changed."""
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("section[aria-labelledby=versions] tbody tr")
    ]


def republished(obj, **fields):
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.save()
    return publish(obj)


def public(obj):
    return published_edition().current(timezone.now()).get(obj.uid)


# --- The list


def test_history_says_what_each_version_changed_also_in_its_parts(admin_client, live):
    checklist = drafts.checklist("Pass", "Foto")
    publish(checklist)
    checklist.items.filter(name="Foto").update(copies=2)
    republished(checklist, title="Alles dabei?")
    checklist.items.first().delete()
    checklist.items.create(name="Mietvertrag", position=9)
    publish(checklist, note="Wie besprochen")
    publish(checklist, confirmed=True)

    rows = rows_of(admin_client.get(address(checklist, "history")))

    assert [row[2] for row in rows] == [
        "Inhaltlich gleich",
        "Unterlage „Pass“ entfernt, Unterlage „Mietvertrag“ neu „Wie besprochen“",
        "Titel, Unterlage „Foto“ · Wie viele",
        "Erste Fassung",
    ]
    assert rows[0][0].endswith("Uhr veröffentlicht, bestätigt")


def test_changed_order_of_parts_is_named(live):
    checklist = drafts.checklist("Pass", "Foto")
    before = snapshot(checklist)
    checklist.items.filter(name="Pass").update(position=5)

    assert summaries.summary(before, snapshot(checklist)) == "Unterlagen: Reihenfolge"


def test_many_changes_are_counted_beyond_the_first(live):
    checklist = drafts.checklist("Pass")
    before = snapshot(checklist)
    for number in range(9):
        checklist.items.create(name=f"Blatt {number}", position=number)

    assert summaries.summary(before, snapshot(checklist)).endswith(
        "Unterlage „Blatt 5“ neu und 3 weitere"
    )


def test_history_names_who_approved_and_who_published_alone(admin_client, live):
    anna, bert = (User.objects.create_user(name) for name in ("anna", "bert"))
    FourEyes.objects.create(kind="notice")
    publish(live.notice, by=anna, alone_reason="Sturm")
    with_both = Publication.objects.last()
    Publication.objects.create(
        number=with_both.number + 1,
        action="publish",
        kind="notice",
        uid=live.notice.uid,
        made_at=with_both.made_at,
        live_from=with_both.made_at,
        made_by=anna,
        approved_by=bert,
        four_eyes=True,
        data=with_both.data,
    )

    rows = rows_of(admin_client.get(address(live.notice, "history")))

    assert [row[1] for row in rows[:2]] == [
        "anna freigegeben von bert",
        "anna ohne Freigabe, noch nicht gegengezeichnet",
    ]


def test_long_history_comes_in_pages_with_as_few_queries(admin_client, live):
    live.notice.title = "Fassung 0"
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address(live.notice, "history"))
    for number in range(1, 70):
        republished(live.notice, title=f"Fassung {number}")

    with CaptureQueriesContext(connection) as many:
        newest = admin_client.get(address(live.notice, "history"))
    oldest = admin_client.get(address(live.notice, "history") + "?seite=3")

    assert len(rows_of(newest)) == 30
    assert {row[2] for row in rows_of(newest)} == {"Titel"}
    assert [row[2] for row in rows_of(oldest)][-2:] == ["Titel", "Erste Fassung"]
    assert "Seite 3 von 3" in text_of(oldest)
    assert len(many) <= len(few) + 1 <= 25


def test_what_was_said_of_words_stands_on_the_page_of_its_time(admin_client, live):
    piece = f"{live.notice.uid}.title"
    for number in range(40):
        republished(live.notice, title=f"Fassung {number}")
        if number in (0, 39):
            say_same_sense(live.notice, piece, f"Alt{number}", f"Neu{number}", by=None)

    pages = [admin_client.get(address(live.notice, "history") + f"?seite={n}") for n in (1, 2)]

    said = [text_of(page, "section[aria-labelledby=senses]") for page in pages]
    assert ["Alt39 Neu39" in words for words in said] == [True, False]
    assert ["Alt0 Neu0" in words for words in said] == [False, True]


def test_redaction_is_shown_at_its_version(admin_client, admin_user, live):
    publication = Publication.objects.of("notice", live.notice.uid).get()
    models.Redaction.objects.create(
        publication=publication,
        made_at=timezone.now(),
        made_by=admin_user,
        reason="Name eines Kindes",
        data=publication.data,
    )

    history = rows_of(admin_client.get(address(live.notice, "history")))
    version = admin_client.get(address(live.notice, "version", number=publication.number))

    assert "von admin geschwärzt: Name eines Kindes" in history[0][2]
    assert "von admin geschwärzt: Name eines Kindes" in text_of(version)


# --- The way back


def test_what_was_withdrawn_comes_back_under_its_address(admin_client, live):
    withdraw(live.notice)
    history = admin_client.get(address(live.notice, "history"))
    link = BeautifulSoup(history.content, "html.parser").find(
        "a", string="Öffnen Sie die letzte öffentliche Fassung"
    )
    republish = address(live.notice, "publish")

    version = BeautifulSoup(admin_client.get(link["href"]).content, "html.parser")
    form = version.select_one("form[action$=wiederherstellen\\/]")
    told = admin_client.post(form["action"], follow=True)
    admin_client.post(republish, filled_form(admin_client, republish))

    assert "schon so wie Fassung" in text_of(told, ".messagelist")
    assert public(live.notice).slug == "aufnahme"


def test_older_version_of_what_was_withdrawn_comes_back(admin_client, live):
    first = Publication.objects.of("notice", live.notice.uid).get()
    republished(live.notice, title="Später")
    withdraw(live.notice)
    republish = address(live.notice, "publish")

    admin_client.post(address(live.notice, "restore", number=first.number))
    admin_client.post(republish, filled_form(admin_client, republish))

    assert public(live.notice).title == "Aufnahme"


def test_only_what_is_public_is_corrected_and_the_bigger_draft_comes_back(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"title": "Großer Umbau"}
    page = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)
    correct = BeautifulSoup(page.content, "html.parser").select_one("form#correct")

    told = admin_client.post(correct["action"], follow=True)
    form = filled_form(admin_client, address(live.notice))
    admin_client.post(address(live.notice), form | {"title": "Aufnahme!", "_continue": ""})
    publishing_page = address(live.notice, "publish")
    done = admin_client.post(
        publishing_page, filled_form(admin_client, publishing_page), follow=True
    )
    reminder = BeautifulSoup(done.content, "html.parser").select_one(".messagelist a")
    admin_client.post(reminder["href"])

    live.notice.refresh_from_db()
    assert "Ihr bisheriger Entwurf liegt unter „Verlauf“ bereit." in text_of(told, ".messagelist")
    assert form["title"] == "Aufnahme"
    assert public(live.notice).title == "Aufnahme!"
    assert live.notice.title == "Großer Umbau"
    assert Proposal.objects.set_aside().count() == 0


def test_what_is_public_as_it_stands_needs_no_button_to_correct_it(admin_client, live):
    page = admin_client.get(address(live.notice))

    assert "Nur das Öffentliche korrigieren" not in text_of(page)


def test_draft_that_equals_a_planned_version_can_be_set_aside_to_correct_what_is_public(
    admin_client, live
):
    live.notice.title = "Ab morgen"
    live.notice.save()
    publish(live.notice, live_from=timezone.now() + timedelta(days=1))

    told = admin_client.post(address(live.notice, "correct"), follow=True)

    live.notice.refresh_from_db()
    assert live.notice.title == "Aufnahme"
    assert "Ihr bisheriger Entwurf" not in text_of(told, ".messagelist")


# --- Drafts that were set aside


@pytest.fixture
def draft(live):
    live.notice.title = "Zurückgelegt"
    live.notice.save()
    draft = set_aside(live.notice)
    live.notice.title = "Heute"
    live.notice.save()
    return draft


def test_draft_set_aside_is_compared_before_it_is_loaded(admin_client, live, draft):
    page = admin_client.get(address(live.notice, "proposal", number=draft.pk))

    assert text_of(page, ".desk-differences") == "Titel Heute Zurückgelegt"


def test_loading_a_draft_sets_the_present_one_aside_in_its_place(admin_client, live, draft):
    admin_client.post(address(live.notice, "proposal", number=draft.pk))

    live.notice.refresh_from_db()
    assert live.notice.title == "Zurückgelegt"
    assert Proposal.objects.set_aside().get().thing().title == "Heute"


def test_draft_is_thrown_away_and_it_is_logged(admin_client, live, draft):
    told = admin_client.post(address(live.notice, "discard", number=draft.pk), follow=True)

    live.notice.refresh_from_db()
    assert f"Verworfen: {draft}." in text_of(told, ".messagelist")
    assert "Zurückgelegte Entwürfe" not in text_of(told)
    assert LogEntry.objects.get().change_message == f"Zurückgelegten Entwurf verworfen: {draft}"
    assert live.notice.title == "Heute"


def test_draft_of_another_object_is_not_found(admin_client, live, draft):
    other = drafts.notice(title="Andere", slug="andere")

    assert admin_client.get(address(other, "proposal", number=draft.pk)).status_code == 404
    assert admin_client.post(address(other, "discard", number=draft.pk)).status_code == 404
    assert Proposal.objects.set_aside().count() == 1
