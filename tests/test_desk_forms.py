"""What the forms of the desk make of what is typed, in any order and at the same time."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from content import models
from content.publishing import publish
from content.snapshots import load, snapshot
from tests import drafts
from tests.desk import address, errors_at, fields_of, filled_form, text_of

pytestmark = pytest.mark.django_db


def save(client, obj, form):
    return client.post(address(obj), form | {"_continue": ""})


def as_shown(response):
    """The fields of the form that a refusal shows again."""
    page = BeautifulSoup(response.content, "html.parser")
    return dict(fields_of(page.select_one("#content-main form")))


# --- Parts


def test_promise_8_who_wrote_in_a_part_that_a_colleague_deleted_is_told_and_can_save_it(
    admin_client,
):
    checklist = drafts.checklist("Pass", "Foto", "Vertrag")
    uid = checklist.items.get(name="Foto").uid
    first = filled_form(admin_client, address(checklist)) | {"items-1-DELETE": "on"}
    second = filled_form(admin_client, address(checklist)) | {"items-1-name": "Foto, neu"}
    save(admin_client, checklist, first)

    told = save(admin_client, checklist, second)
    shown = as_shown(told)
    save(admin_client, checklist, shown)

    assert "admin hat um" in text_of(told)
    assert shown["items-2-name"] == "Foto, neu"
    assert list(checklist.items.values_list("name", flat=True)) == ["Pass", "Foto, neu", "Vertrag"]
    assert checklist.items.get(name="Foto, neu").uid == uid


def test_uid_that_another_part_has_is_not_taken_over(admin_client):
    checklist, other = drafts.checklist("Pass"), drafts.checklist("Foto")
    taken = other.items.get().uid
    form = filled_form(admin_client, address(checklist)) | {
        "items-TOTAL_FORMS": "2",
        "items-1-name": "Neu",
        "items-1-copies": "1",
        "items-1-known_as": taken,
    }

    save(admin_client, checklist, form)

    assert checklist.items.get(name="Neu").uid != taken
    assert models.ChecklistItem.objects.get(uid=taken).name == "Foto"


def test_promise_11_part_whose_place_was_emptied_comes_first(admin_client):
    checklist = drafts.checklist("Pass", "Foto")
    form = filled_form(admin_client, address(checklist)) | {
        "items-0-position": "1",
        "items-1-position": "",
    }

    save(admin_client, checklist, form)

    assert list(checklist.items.values_list("name", flat=True)) == ["Foto", "Pass"]


def office_featuring(*services):
    office = drafts.office()
    for position, service in enumerate(services):
        office.featured.create(service=service, position=position)
    return office


def test_promise_11_two_featured_services_can_swap_their_places_by_their_names(admin_client):
    first, second = drafts.service(slug="a"), drafts.service(slug="b")
    office = office_featuring(first, second)
    form = filled_form(admin_client, address(office)) | {
        "featured-0-service": second.pk,
        "featured-1-service": first.pk,
    }

    save(admin_client, office, form)

    assert [featured.service for featured in office.featured.all()] == [second, first]


def test_older_order_of_the_featured_services_can_be_restored():
    first, second = drafts.service(slug="a"), drafts.service(slug="b")
    office = office_featuring(first, second)
    older = snapshot(office)
    for featured, service in zip(office.featured.all(), (second, first), strict=True):
        featured.service = service
        featured.save()

    load(office, older)

    assert [featured.service for featured in office.featured.all()] == [first, second]


def test_promise_11_service_that_is_featured_twice_is_told_at_the_field(admin_client):
    first, second = drafts.service(slug="a"), drafts.service(slug="b")
    office = office_featuring(first, second)
    form = filled_form(admin_client, address(office)) | {"featured-1-service": first.pk}

    response = save(admin_client, office, form)

    assert errors_at(response) == {
        "featured-1-service": "Diese Dienstleistung steht schon in der Liste."
    }


def test_promise_11_restoring_leaves_out_what_points_at_a_deleted_object_and_says_so(admin_client):
    kept, deleted = drafts.service(slug="a"), drafts.service(slug="b")
    office = office_featuring(deleted, kept)
    office.hotline = drafts.hotline()
    office.appointments = deleted
    office.save()
    older = publish(office)
    office.featured.filter(service=deleted).delete()
    office.appointments = None
    office.save()
    deleted.delete()

    response = admin_client.post(address(office, "restore", number=older.number), follow=True)

    office.refresh_from_db()
    assert [featured.service for featured in office.featured.all()] == [kept]
    assert office.appointments is None
    assert text_of(response, ".messagelist .warning") == (
        "Nicht geladen, weil es das Ziel nicht mehr gibt: Seite über Termine, "
        "Meistgesuchte Dienstleistung: Dienstleistung."
    )


# --- Days and instants


@pytest.mark.parametrize("day", ["0001-01-01", "2019-12-31", "2100-01-01", "9999-12-31"])
def test_promise_11_year_that_nobody_means_is_told_at_the_field(admin_client, day):
    notice, channel = drafts.notice(), drafts.hotline()
    dates = {"starts_at_0": day, "starts_at_1": "00:00", "review_on": day}
    exception = {
        "exceptions-TOTAL_FORMS": "1",
        "exceptions-0-first": day,
        "exceptions-0-last": "2030-01-01",
        "exceptions-0-effect": "closed",
    }

    in_notice = save(admin_client, notice, filled_form(admin_client, address(notice)) | dates)
    in_channel = save(
        admin_client, channel, filled_form(admin_client, address(channel)) | exception
    )
    in_publishing = admin_client.post(
        address(notice, "publish"),
        filled_form(admin_client, address(notice, "publish"))
        | {"live_from_0": day, "live_from_1": "00:00"},
    )

    message = "Möglich sind Tage von 2020 bis 2099."
    assert errors_at(in_notice) == {"starts_at_0": message, "review_on": message}
    assert errors_at(in_channel) == {"exceptions-0-first": message}
    assert errors_at(in_publishing)["live_from_0"] == message


# --- What no browser sends by itself


def test_promise_11_impossible_instant_in_what_was_opened_only_hides_the_difference(admin_client):
    notice = drafts.notice(starts_at=drafts.NOON)
    form = filled_form(admin_client, address(notice))
    opened_as = form["opened_as"].replace("2026-07-01T10:00:00Z", "0001-01-01T00:00:00+14:00")

    response = save(admin_client, notice, form | {"opened": "9", "opened_as": opened_as})

    assert response.status_code == 200
    assert "Jemand hat um" in text_of(response)


@pytest.mark.parametrize(
    "sent",
    [
        {"items-TOTAL_FORMS": "9" * 5_000},
        {"items-0-position": "9" * 5_000},
        {"choice:items.x": "theirs", "items-TOTAL_FORMS": "9" * 5_000},
    ],
    ids=["count", "place", "choice"],
)
def test_promise_11_number_without_end_loses_nothing_typed_when_a_colleague_saved(
    admin_client, sent
):
    checklist = drafts.checklist("Pass")
    form = filled_form(admin_client, address(checklist)) | {"title": "Getippt", "opened": "9"}

    response = save(admin_client, checklist, form | sent)

    assert as_shown(response)["title"] == "Getippt"
    assert "Jemand hat um" in text_of(response)


def test_promise_11_file_of_which_nothing_was_remembered_is_told_as_it_stands(admin_client):
    download = models.Download.objects.create(title="Antrag", file="antrag.pdf")
    form = filled_form(admin_client, address(download))
    opened = {"opened": "9", "opened_as": '{"": {"": {"file": {"x": ["a"]}}}}'}

    response = save(admin_client, download, form | opened)

    assert text_of(response, ".desk-taken dl").endswith("antrag.pdf")


def test_promise_8_who_wanted_to_remove_a_file_removes_none_that_they_have_not_seen(admin_client):
    download = models.Download.objects.create(title="Antrag", file="alt.pdf")
    form = filled_form(admin_client, address(download)) | {"file-clear": "on"}
    models.Download.objects.update(file="neu.pdf", revision=9)

    told = save(admin_client, download, {name: form[name] for name in form if name != "file"})
    save(admin_client, download, {n: v for n, v in as_shown(told).items() if n != "file"})

    download.refresh_from_db()
    assert text_of(told, ".desk-taken dl") == "Datei alt.pdf neu.pdf"
    assert download.file.name == "neu.pdf"


def test_promise_8_what_was_typed_in_a_draft_that_a_colleague_deleted_becomes_a_new_one(
    admin_client,
):
    checklist = drafts.checklist("Pass", "Foto")
    form = filled_form(admin_client, address(checklist)) | {"title": "Getippt", "kept_as": "4711"}
    page = address(checklist)
    checklist.delete()

    told = admin_client.post(page, form | {"items-1-name": "Zwei Fotos", "_continue": ""})
    again = BeautifulSoup(told.content, "html.parser").select_one("#content-main form")
    admin_client.post(again["action"], dict(fields_of(again)) | {"_continue": ""})

    assert text_of(told, "[role=alert]").startswith("Der Entwurf ist inzwischen gelöscht.")
    assert "saved-4711" not in told.cookies
    new = models.Checklist.objects.get()
    assert new.title == "Getippt"
    assert [item.name for item in new.items.all()] == ["Pass", "Zwei Fotos"]


def test_promise_11_choice_that_can_not_be_is_told_at_the_field(admin_client):
    service = drafts.service()
    drafts.checklist()
    form = filled_form(admin_client, address(service)) | {"checklists": ["9" * 40]}

    response = save(admin_client, service, form)

    assert errors_at(response) == {"checklists": "Diese Auswahl gibt es nicht."}


def test_promise_11_form_takes_nothing_from_its_address(admin_client):
    response = admin_client.get(reverse("admin:content_notice_add"), {"starts_at": "x"})

    assert response.status_code == 200


# --- The coming weeks of a channel


def coming_days(client, channel):
    page = BeautifulSoup(client.get(address(channel)).content, "html.parser")
    rows = page.select(".desk-weeks tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in rows]


def in_words(day):
    return date_format(day, "l, j. F")


def test_eight_whole_weeks_of_a_channel_are_shown_whatever_weekday_it_is(admin_client):
    channel, today = drafts.hotline(), timezone.localdate()
    for weekday in (5, 6):
        channel.rules.create(weekday=weekday, opens=time(8), closes=time(17))

    days = coming_days(admin_client, channel)

    assert len(days) == 56
    assert days[0].startswith(in_words(today))
    assert days[-1].startswith(in_words(today + timedelta(days=55)))


def test_channel_with_nothing_but_exceptions_shows_them(admin_client):
    channel = models.Channel.objects.create(title="Schalter", kind="counter")
    day = timezone.localdate() + timedelta(days=50)
    channel.exceptions.create(first=day, last=day, effect="closed")

    assert coming_days(admin_client, channel) == [f"{in_words(day)} geschlossen"]


# --- Orders


def test_promise_8_who_had_a_form_open_while_a_colleague_moved_the_object_is_told(admin_client):
    models.ServiceArea.objects.create(title="a", slug="a", position=0)
    area = models.ServiceArea.objects.create(title="b", slug="b", position=1)
    form = filled_form(admin_client, address(area)) | {"title": "Neu"}
    admin_client.post(address(area, "move", step="hoch"))

    told = save(admin_client, area, form)

    assert "admin hat um" in text_of(told)
    assert "Nichts, was in diesem Formular steht." in text_of(told)
