"""What staff do in the admin, on the way from a draft to the public and back."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from content import models
from content.models import Publication
from content.publishing import publish
from content.states import state
from tests import drafts
from tests.desk import address, errors_at, filled_form, text_of
from tests.drafts import HOUR, NOON, published_edition

pytestmark = pytest.mark.django_db


# --- Drafts


def test_saving_changes_the_draft_and_nothing_public(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"title": "Neuer Titel"}

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    live.notice.refresh_from_db()
    assert live.notice.title == "Neuer Titel"
    assert published_edition().current(timezone.now()).get(live.notice.uid).title == "Aufnahme"
    assert "Die letzten Änderungen sind noch nicht öffentlich." in text_of(response, ".desk-state")


def test_saving_without_a_change_leaves_the_object_as_public_as_it_was(admin_client, live):
    form = filled_form(admin_client, address(live.notice))

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    assert "Öffentlich: Fassung vom" in text_of(response, ".desk-state")


def test_draft_may_be_incomplete(admin_client):
    url = reverse("admin:content_notice_add")
    form = filled_form(admin_client, url)

    admin_client.post(url, form | {"_continue": ""})

    assert models.Notice.objects.get().title == ""


# --- What bad input gets: promise 11


def test_promise_11_end_before_the_start_gets_a_message_at_the_field(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {
        "title": "Getippt",
        "starts_at_0": "02.07.2026",
        "starts_at_1": "08:00",
        "ends_at_0": "01.07.2026",
        "ends_at_1": "08:00",
    }

    response = admin_client.post(address(live.notice), form)

    assert errors_at(response) == {"ends_at_0": "Das Ende liegt nicht nach dem Beginn."}
    assert 'value="Getippt"' in response.content.decode()


def test_promise_11_overlapping_hours_get_a_message_at_the_field(admin_client, live):
    form = filled_form(admin_client, address(live.hotline)) | {
        "rules-TOTAL_FORMS": "6",
        "rules-5-weekday": "0",
        "rules-5-opens": "16:00",
        "rules-5-closes": "18:00",
    }

    response = admin_client.post(address(live.hotline), form)

    assert errors_at(response) == {
        "rules-5-opens": "Überschneidet sich mit einer anderen Sprechzeit."
    }


def test_promise_11_forbidden_link_gets_a_message_at_the_field(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {
        "body": '<p><a href="javascript:alert(1)">Getippt</a></p>'
    }

    response = admin_client.post(address(live.notice), form)

    assert list(errors_at(response)) == ["body"]
    assert "Getippt" in response.content.decode()


def test_promise_11_missing_title_and_empty_checklist_are_told_at_their_fields(admin_client):
    checklist = drafts.checklist(title="")
    form = filled_form(admin_client, address(checklist)) | {"introduction": "Getippt"}

    response = admin_client.post(address(checklist), form | {"_publish": ""}, follow=True)

    errors = errors_at(response)
    assert "„Titel“ fehlt noch" in errors["title"]
    assert "„Unterlagen“ fehlt noch" in errors[""]
    assert ">\nGetippt</textarea>" in response.content.decode()
    assert not Publication.objects.exists()


def test_promise_11_address_already_taken_is_told_at_the_field(admin_client, live):
    other = drafts.notice(title="Zweiter", slug="zweiter")
    form = filled_form(admin_client, address(other)) | {"slug": "aufnahme"}

    response = admin_client.post(address(other), form | {"_publish": ""}, follow=True)

    assert errors_at(response) == {
        "slug": "Die Adresse „aufnahme“ hat schon „Aufnahme“. Bitte ändern Sie sie."
    }


# --- Lists


def test_list_shows_how_each_object_stands(admin_client, live):
    drafts.notice(title="Zweiter", slug="zweiter")
    changed = drafts.notice(title="Dritter", slug="dritter")
    publish(changed, confirmed=True)
    models.Notice.objects.filter(pk=changed.pk).update(title="Dritter, neu")

    page = admin_client.get(reverse("admin:content_notice_changelist")).content
    rows = BeautifulSoup(page, "html.parser").select("#result_list tbody tr")

    shown = {row.th.get_text(strip=True): row.select_one(".field-state").text for row in rows}
    assert shown == {
        "Aufnahme": "öffentlich, nicht bestätigt",
        "Zweiter": "Entwurf",
        "Dritter, neu": "geändert",
    }


def test_draft_that_a_planned_version_has_overtaken_counts_as_changed():
    notice = drafts.notice(title="A")
    publish(notice, now=NOON)
    for title, live_from in (("B", NOON + HOUR), ("A, berichtigt", NOON)):
        notice.title = title
        notice.save()
        publish(notice, live_from=live_from, now=NOON)

    before, after = state(notice, NOON), state(notice, NOON + HOUR)

    assert (before.label, before.changed) == ("geplant", False)
    assert (after.label, after.changed) == ("geändert", True)


@pytest.mark.parametrize("count", [3, 60])
def test_list_needs_no_more_queries_for_more_objects(
    admin_client, django_assert_max_num_queries, count
):
    for number in range(count):
        publish(drafts.service(slug=f"dienst-{number}"))

    with django_assert_max_num_queries(25):
        admin_client.get(reverse("admin:content_service_changelist"))


def test_staff_see_the_next_eight_weeks_of_a_channel(admin_client, live):
    today = timezone.localdate()
    live.hotline.exceptions.create(first=today, last=today, effect="closed", reason="Umzug")

    page = BeautifulSoup(admin_client.get(address(live.hotline)).content, "html.parser")

    rows = page.select(".desk-weeks tbody tr")
    assert "geschlossen Umzug" in " ".join(rows[0].get_text(" ").split())
    assert len({row.find_parent("tbody") for row in rows}) == 8


# --- The first sign-in


def test_one_time_password_opens_nothing_but_the_page_that_changes_it(client, admin_user):
    models.OneTimePassword.objects.create(user=admin_user)
    client.force_login(admin_user)

    refused = client.get(reverse("admin:content_notice_changelist"))
    chosen = "ein langes neues Wort"
    old = {"old_password": "password", "new_password1": chosen, "new_password2": chosen}
    client.post(reverse("admin:password_change"), old)
    allowed = client.get(reverse("admin:content_notice_changelist"))

    assert refused["Location"] == reverse("admin:password_change")
    assert "Hinweise" in text_of(allowed)
