"""What staff do in the admin, on the way from a draft to the public and back."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from content import edition, models
from content.models import Publication
from content.publishing import publish, withdraw
from content.states import state
from tests import drafts
from tests.drafts import HOUR, NOON, published_edition

pytestmark = pytest.mark.django_db


def address(obj, view="change", **kwargs):
    name = f"admin:content_{obj._meta.model_name}_{view}"
    return reverse(name, kwargs={"object_id": obj.pk, **kwargs})


def filled_form(client, url):
    """The fields of the page's main form as a browser would send them unchanged."""
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return dict(fields_of(page.select_one("#content-main form, #content form")))


def fields_of(form):
    for field in form.select("input[name], textarea[name], select[name]"):
        if "__prefix__" in field["name"] or field.get("type") == "submit":
            continue
        if field.get("type") == "checkbox" and not field.has_attr("checked"):
            continue
        if field.name == "select":
            yield field["name"], [o["value"] for o in field.select("option[selected]")]
        else:
            yield (
                field["name"],
                field.text.lstrip("\n") if field.name == "textarea" else field.get("value", ""),
            )


def errors_at(response):
    """The messages of a page by the name of their field; those of no field under ""."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for errors in page.select("ul.errorlist"):
        row = errors.find_parent(class_="form-row")
        field = row and row.select_one("input[name], textarea[name], select[name]")
        found[field["name"] if field else ""] = errors.get_text(" ", strip=True)
    return found


def text_of(response, selector="#content"):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one(selector).get_text(" ").split())


@pytest.fixture
def live():
    """An office with a notice that is public, and its edition held as the watcher would."""
    hotline, office, language = drafts.hotline(), drafts.office(), drafts.german()
    office.hotline = hotline
    office.save()
    notice = drafts.notice(title="Aufnahme", body="<p>Alter Text.</p>")
    for obj in (hotline, office, language, notice):
        publish(obj)
    edition.hold(published_edition())
    yield SimpleNamespace(hotline=hotline, office=office, notice=notice)
    edition.hold(edition.Edition())


# --- Drafts


def test_saving_changes_the_draft_and_nothing_public(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"title": "Neuer Titel"}

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    live.notice.refresh_from_db()
    assert live.notice.title == "Neuer Titel"
    assert published_edition().current(timezone.now()).get(live.notice.uid).title == "Aufnahme"
    assert "Ihre Änderungen sind noch nicht öffentlich." in text_of(response, ".desk-state")


def test_saving_without_a_change_leaves_the_object_as_public_as_it_was(admin_client, live):
    form = filled_form(admin_client, address(live.notice))

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    assert "Öffentlich: Fassung vom" in text_of(response, ".desk-state")


def test_draft_may_be_incomplete(admin_client):
    url = reverse("admin:content_notice_add")
    form = filled_form(admin_client, url)

    admin_client.post(url, form | {"_continue": ""})

    assert models.Notice.objects.get().title == ""


def test_promise_8_second_of_two_who_save_the_same_object_is_told_and_keeps_the_text(
    admin_client, live
):
    first = filled_form(admin_client, address(live.notice)) | {"title": "Von der ersten"}
    second = filled_form(admin_client, address(live.notice)) | {"title": "Vom zweiten"}
    admin_client.post(address(live.notice), first | {"_continue": ""})

    response = admin_client.post(address(live.notice), second | {"_continue": ""})

    live.notice.refresh_from_db()
    assert live.notice.title == "Von der ersten"
    assert "admin hat um" in text_of(response)
    assert "Titel: Aufnahme → Von der ersten" in text_of(response)
    assert 'value="Vom zweiten"' in response.content.decode()


def test_who_was_told_and_saves_once_more_decides(admin_client, live):
    second = filled_form(admin_client, address(live.notice)) | {"title": "Vom zweiten"}
    first = second | {"title": "Von der ersten"}
    admin_client.post(address(live.notice), first | {"_continue": ""})
    told = admin_client.post(address(live.notice), second | {"_continue": ""})
    page = BeautifulSoup(told.content, "html.parser")
    again = dict(fields_of(page.select_one("#content-main form")))

    admin_client.post(address(live.notice), again | {"_continue": ""})

    live.notice.refresh_from_db()
    assert live.notice.title == "Vom zweiten"


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


# --- Preview


def test_preview_shows_the_public_page_with_the_draft_marked_and_never_cached(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"title": "Noch geheim"}

    response = admin_client.post(address(live.notice), form | {"_preview": ""}, follow=True)

    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.get_text(strip=True) == "Noch geheim"
    assert "Vorschau" in page.select_one(".preview").get_text()
    assert "no-store" in response["Cache-Control"]


def test_preview_at_another_instant_shows_what_is_scheduled(admin_client, live):
    draft = drafts.notice(
        title="Morgen", slug="morgen", starts_at=datetime(2030, 1, 1, 8, tzinfo=UTC)
    )
    publish(draft)
    edition.hold(published_edition())

    before = admin_client.get(address(live.office, "preview"), {"zeit": "2029-12-31T08:00"})
    after = admin_client.get(address(live.office, "preview"), {"zeit": "2030-01-01T12:00"})

    assert "Morgen" not in text_of(before, "main")
    assert "Morgen" in text_of(after, "main")


def test_promise_2_preview_is_for_staff_only(client, live):
    response = client.get(address(live.notice, "preview"))

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


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
