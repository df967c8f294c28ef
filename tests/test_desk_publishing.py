"""From a draft to the public and back: publish, withdraw, history."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from content import models
from content.models import Publication
from content.publishing import publish, withdraw
from tests import drafts
from tests.desk import address, errors_at, fields_of, filled_form, text_of
from tests.drafts import published_edition

pytestmark = pytest.mark.django_db


# --- Publishing


def test_publishing_shows_the_difference_and_asks_once(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"title": "Neue Aufnahme"}

    shown = admin_client.post(address(live.notice), form | {"_publish": ""}, follow=True)
    confirmation = filled_form(admin_client, address(live.notice, "publish"))
    done = admin_client.post(address(live.notice, "publish"), confirmation, follow=True)

    assert text_of(shown, ".desk-differences") == "Titel Neue Aufnahme"
    assert published_edition().current(timezone.now()).get(live.notice.uid).title == "Neue Aufnahme"
    assert "Öffentlich: Fassung vom" in text_of(done, ".desk-state")


def test_publishing_what_a_colleague_changed_meanwhile_shows_the_new_difference(admin_client, live):
    confirmation = filled_form(admin_client, address(live.notice, "publish")) | {"note": "Getippt"}
    form = filled_form(admin_client, address(live.notice)) | {"title": "Der Kollegin Titel"}
    admin_client.post(address(live.notice), form | {"_continue": ""})
    count = Publication.objects.count()

    response = admin_client.post(address(live.notice, "publish"), confirmation)

    assert Publication.objects.count() == count
    assert "Inzwischen hat jemand den Entwurf geändert" in text_of(response)
    assert "Der Kollegin Titel" in text_of(response, ".desk-differences")
    assert 'value="Getippt"' in response.content.decode()


def test_publishing_after_a_colleague_published_meanwhile_shows_what_stands_now(admin_client, live):
    confirmation = filled_form(admin_client, address(live.notice, "publish"))
    waiting = publish(live.notice, live_from=timezone.now() + timedelta(days=1))

    told = admin_client.post(address(live.notice, "publish"), confirmation)
    page = BeautifulSoup(told.content, "html.parser")
    admin_client.post(
        address(live.notice, "publish"), dict(fields_of(page.select_one("#content form")))
    )

    assert "eine Fassung veröffentlicht" in text_of(told)
    assert f"Fassung {waiting.number}, gilt ab" in text_of(told, "form.desk-form")
    assert Publication.objects.last().number == waiting.number + 1


def test_difference_is_shown_to_what_is_public_and_to_what_is_planned(admin_client, live):
    live.notice.title = "Geplant"
    live.notice.save()
    publish(live.notice, live_from=timezone.now() + timedelta(days=1))

    page = admin_client.get(address(live.notice, "publish"))

    shown = text_of(page)
    assert "Das ändert sich Titel Aufnahme Geplant" in shown
    assert "gilt ab" in shown.split("Das ändert sich")[1]
    assert "Kein Unterschied." in shown


def test_publishing_can_be_scheduled_confirmed_and_noted(admin_client, admin_user, live):
    tomorrow = timezone.localtime() + timedelta(days=1)
    confirmation = filled_form(admin_client, address(live.notice, "publish")) | {
        "live_from_0": f"{tomorrow:%d.%m.%Y}",
        "live_from_1": "08:00",
        "confirmed": "on",
        "note": "Geprüft",
    }

    response = admin_client.post(address(live.notice, "publish"), confirmation, follow=True)

    publication = Publication.objects.last()
    starts = timezone.localtime(publication.live_from)
    assert (starts.date(), starts.hour) == (tomorrow.date(), 8)
    assert (publication.confirmed, publication.note) == (True, "Geprüft")
    assert publication.made_by == admin_user
    assert "Geplant: Fassung" in text_of(response, ".desk-state")


def test_publishing_in_the_past_is_refused_at_the_field(admin_client, live):
    confirmation = filled_form(admin_client, address(live.notice, "publish")) | {
        "live_from_0": "01.01.2020",
        "live_from_1": "08:00",
        "note": "Getippt",
    }

    response = admin_client.post(address(live.notice, "publish"), confirmation)

    assert list(errors_at(response)) == ["live_from_0"]
    assert 'value="Getippt"' in response.content.decode()


def test_publishing_now_while_a_later_version_waits_shows_it_and_asks(admin_client, live):
    waiting = publish(live.notice, live_from=timezone.now() + timedelta(days=1))

    confirmation = filled_form(admin_client, address(live.notice, "publish"))
    shown = text_of(admin_client.get(address(live.notice, "publish")), "form.desk-form")
    admin_client.post(address(live.notice, "publish"), confirmation | {"cancels": [waiting.number]})

    assert f"Fassung {waiting.number}, gilt ab" in shown
    assert "cancels" not in confirmation
    assert published_edition().scheduled(timezone.now()) == []


def test_scheduled_version_can_be_cancelled_from_the_history(admin_client, live):
    waiting = publish(live.notice, live_from=timezone.now() + timedelta(days=1))

    url = address(live.notice, "cancel", number=waiting.number)
    response = admin_client.post(url, follow=True)

    assert published_edition().scheduled(timezone.now()) == []
    assert "Planung aufgehoben" in text_of(response)


# --- Withdrawing


def test_withdrawing_asks_and_lists_what_points_there(admin_client, live):
    checklist = drafts.checklist("Foto", title="Liste")
    checklist.items.update(notice=live.notice)
    publish(checklist)

    shown = text_of(admin_client.get(address(live.notice, "withdraw")))
    confirmation = filled_form(admin_client, address(live.notice, "withdraw"))
    response = admin_client.post(address(live.notice, "withdraw"), confirmation, follow=True)

    assert "Darauf weisen hin" in shown
    assert "Liste" in shown
    assert published_edition().current(timezone.now()).get(live.notice.uid) is None
    assert "Zurückgezogen: nicht öffentlich." in text_of(response, ".desk-state")


def test_scheduled_withdrawal_is_announced_asked_about_and_can_be_cancelled(admin_client, live):
    withdrawal = withdraw(live.notice, live_from=timezone.now() + timedelta(days=1))

    said = text_of(admin_client.get(address(live.notice)), ".desk-state")
    asked = text_of(admin_client.get(address(live.notice, "publish")), "form.desk-form")
    admin_client.post(address(live.notice, "cancel", number=withdrawal.number))

    assert "Öffentlich: Fassung vom" in said
    assert "Geplant: zurückgezogen ab" in said
    assert "zurückgezogen ab" in asked
    assert published_edition().scheduled(timezone.now()) == []


def test_what_was_ever_published_can_not_be_deleted(admin_client, live):
    withdraw(live.notice)

    response = admin_client.post(address(live.notice, "delete"), {"post": "yes"})

    assert response.status_code == 403
    assert models.Notice.objects.filter(pk=live.notice.pk).exists()


def test_draft_that_was_never_published_can_be_deleted(admin_client):
    draft = drafts.notice()

    admin_client.post(address(draft, "delete"), {"post": "yes"})

    assert not models.Notice.objects.exists()


# --- History


def test_history_lists_the_versions_and_shows_the_difference_of_any_two(admin_client, live):
    for title in ("Zweiter", "Dritter"):
        live.notice.title = title
        live.notice.save()
        publish(live.notice)
    first, _, last = Publication.objects.of("notice", live.notice.uid)

    listed = text_of(admin_client.get(address(live.notice, "history")))
    url = address(live.notice, "version", number=last.number)
    beside_the_one_before = admin_client.get(url)
    beside_the_first = admin_client.get(url, {"seit": first.number})

    assert [listed.count(f"Fassung {p.number} vom") for p in (first, last)] == [1, 1]
    assert text_of(beside_the_one_before, ".desk-differences") == "Titel Zweiter Dritter"
    assert text_of(beside_the_first, ".desk-differences") == "Titel Aufnahme Dritter"


def test_restoring_shows_the_difference_and_publishes_after_one_confirmation(admin_client, live):
    first = Publication.objects.of("notice", live.notice.uid).get()
    live.notice.title = "Ein Versehen"
    live.notice.save()
    publish(live.notice)

    shown = admin_client.post(address(live.notice, "restore", number=first.number), follow=True)
    confirmation = filled_form(admin_client, address(live.notice, "publish"))
    admin_client.post(address(live.notice, "publish"), confirmation)

    assert text_of(shown, ".desk-differences") == "Titel Ein Versehen Aufnahme"
    assert published_edition().current(timezone.now()).get(live.notice.uid).title == "Aufnahme"


def test_draft_that_was_set_aside_can_be_loaded_again(admin_client, live):
    first = Publication.objects.of("notice", live.notice.uid).get()
    live.notice.title = "Nur ein Entwurf"
    live.notice.save()
    admin_client.post(address(live.notice, "restore", number=first.number))
    proposal = models.Proposal.objects.get()

    admin_client.post(address(live.notice, "proposal", number=proposal.pk))

    live.notice.refresh_from_db()
    assert live.notice.title == "Nur ein Entwurf"
