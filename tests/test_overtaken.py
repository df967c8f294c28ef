"""Two on one object, each of whom has written: nothing of either gets lost in silence."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from content import models
from tests import drafts
from tests.desk import address, fields_of, filled_form, text_of
from tests.staff import Staff
from tests.test_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(db):
    """The colleague who saves first."""
    user = User.objects.create_superuser("frau.x", first_name="Ada", last_name="Xanten")
    client = Client()
    client.force_login(user)
    return client


def save(client, obj, form):
    return client.post(address(obj), form | {"_continue": ""})


def again(response, **chosen):
    """The form that one is shown again, with what one chooses."""
    page = BeautifulSoup(response.content, "html.parser")
    form = dict(fields_of(page.select_one("#content-main form")))
    return form | {f"choice:{name}": value for name, value in chosen.items()}


def both_wrote(response):
    """What one is to decide: the label, and the name of the choice."""
    page = BeautifulSoup(response.content, "html.parser")
    return {
        box.legend.text: box.input["name"].removeprefix("choice:")
        for box in page.select(".desk-choices fieldset")
    }


def wordings(response):
    """Mine and theirs, without what each has struck out."""
    page = BeautifulSoup(response.content, "html.parser")
    for gone in page.select("del"):
        gone.decompose()
    return [text.get_text().strip() for text in page.select(".desk-choices .wording")]


def taken(response):
    """What was taken over from the first: the labels, with both wordings in one."""
    page = BeautifulSoup(response.content, "html.parser")
    rows = page.select(".desk-taken .desk-differences > div")
    return {row.dt.text: row.dd.get_text("\n", strip=True) for row in rows}


# --- Fields


def test_promise_8_second_of_two_is_told_who_saved_when_and_what(admin_client, first):
    notice = drafts.notice()
    second = filled_form(admin_client, address(notice)) | {"title": "Vom zweiten"}
    save(first, notice, filled_form(first, address(notice)) | {"title": "Von der ersten"})

    told = save(admin_client, notice, second)

    notice.refresh_from_db()
    assert notice.title == "Von der ersten"
    assert text_of(told, ".desk-overtaken").startswith("Ada Xanten hat um ")
    assert text_of(told, "h1") == "Von der ersten"
    assert both_wrote(told) == {"Titel": "..title"}
    assert wordings(told) == ["Vom zweiten", "Von der ersten"]
    assert again(told)["title"] == "Vom zweiten"


def test_who_was_told_and_saves_once_more_decides_for_their_own(admin_client, first):
    notice = drafts.notice()
    second = filled_form(admin_client, address(notice)) | {"title": "Vom zweiten"}
    save(first, notice, filled_form(first, address(notice)) | {"title": "Von der ersten"})
    told = save(admin_client, notice, second)

    save(admin_client, notice, again(told))

    notice.refresh_from_db()
    assert notice.title == "Vom zweiten"


def test_who_was_told_can_take_over_one_text_and_keep_another(admin_client, first):
    notice = drafts.notice()
    opened = filled_form(admin_client, address(notice))
    save(first, notice, opened | {"title": "T1", "summary": "S1"})
    told = save(admin_client, notice, opened | {"title": "T2", "summary": "S2"})

    save(admin_client, notice, again(told, **{"..title": "theirs", "..summary": "mine"}))

    notice.refresh_from_db()
    assert (notice.title, notice.summary) == ("T1", "S2")


def test_promise_8_what_each_wrote_elsewhere_is_both_kept(admin_client, first):
    notice = drafts.notice(body="<p>Alt</p>")
    opened = filled_form(admin_client, address(notice))
    save(first, notice, opened | {"body": "<p>Neu</p>", "source_note": "Aus dem Erlass"})

    told = save(admin_client, notice, opened | {"title": "Vom zweiten"})
    save(admin_client, notice, again(told))

    notice.refresh_from_db()
    assert taken(told) == {"Text": "Alt\nNeu", "Herkunft": "Aus dem Erlass"}
    assert both_wrote(told) == {}
    assert (notice.title, notice.body) == ("Vom zweiten", "<p>Neu</p>")
    assert notice.source_note == "Aus dem Erlass"


def test_days_and_choices_are_told_in_words(admin_client, first):
    notice = drafts.notice()
    opened = filled_form(admin_client, address(notice))
    dated = {"ends_at_0": "2026-12-24", "ends_at_1": "08:00", "level": "urgent"}
    save(first, notice, opened | dated)

    told = save(admin_client, notice, opened | {"title": "Vom zweiten"})

    level = models.Notice(level="urgent").get_level_display()
    before = models.Notice().get_level_display()
    assert taken(told) == {"Stufe": f"{before}\n{level}", "Ende": "24. Dezember 2026, 8.00 Uhr"}
    assert again(told)["ends_at_1"] == "08:00"


def test_boxes_that_the_first_unticked_stay_unticked(admin_client, first):
    area, other = (models.ServiceArea.objects.create(title=t, slug=t) for t in "ab")
    service = drafts.service(area=area, responsible=other)
    opened = filled_form(admin_client, address(service))
    save(first, service, opened | {"area": "", "responsible": ""})

    told = save(admin_client, service, opened | {"title": "Vom zweiten"})
    save(admin_client, service, again(told))

    service.refresh_from_db()
    assert (service.title, service.area, service.responsible) == ("Vom zweiten", None, None)


def test_promise_8_third_in_a_row_is_told_anew_and_nothing_typed_is_gone(admin_client, first):
    notice = drafts.notice()
    opened = filled_form(admin_client, address(notice))
    save(first, notice, opened | {"title": "Eins"})
    told = save(admin_client, notice, opened | {"title": "Mein Titel"})
    save(first, notice, filled_form(first, address(notice)) | {"title": "Zwei", "summary": "S"})

    told_again = save(admin_client, notice, again(told))

    notice.refresh_from_db()
    assert notice.title == "Zwei"
    assert wordings(told_again) == ["Mein Titel", "Zwei"]
    assert again(told_again)["title"] == "Mein Titel"


def test_promise_8_who_lost_the_mark_of_what_was_opened_is_asked_about_every_difference(
    admin_client, first
):
    notice = drafts.notice()
    opened = filled_form(admin_client, address(notice))
    save(first, notice, opened | {"title": "Von der ersten"})

    told = save(admin_client, notice, opened | {"opened_as": "{kaputt", "summary": "Meins"})

    assert set(both_wrote(told)) == {"Titel", "Kurz gesagt"}
    assert again(told)["summary"] == "Meins"


# --- Parts


def names(checklist):
    return list(checklist.items.values_list("name", flat=True))


@pytest.fixture
def checklist(db):
    return drafts.checklist("Pass", "Foto", "Vertrag")


def test_promise_8_texts_of_parts_are_kept_of_both(admin_client, first, checklist):
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-0-name": "Reisepass", "items-0-copies": "2"})

    told = save(admin_client, checklist, opened | {"items-2-name": "Mietvertrag"})
    save(admin_client, checklist, again(told))

    assert names(checklist) == ["Reisepass", "Foto", "Mietvertrag"]
    assert taken(told) == {
        "Unterlage „Reisepass“ · Unterlage": "Pass\nReisepass",
        "Unterlage „Reisepass“ · Wie viele": "1\n2",
    }


def test_promise_8_part_that_both_changed_is_asked_about(admin_client, first, checklist):
    uid = checklist.items.get(name="Pass").uid
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-0-name": "Reisepass"})
    told = save(admin_client, checklist, opened | {"items-0-name": "Ausweis"})

    save(admin_client, checklist, again(told, **{f"items.{uid}.name": "theirs"}))

    assert both_wrote(told) == {"Unterlage „Reisepass“ · Unterlage": f"items.{uid}.name"}
    assert again(told)["items-0-name"] == "Ausweis"
    assert names(checklist) == ["Reisepass", "Foto", "Vertrag"]


def new_part(number, name):
    return {
        "items-TOTAL_FORMS": str(number + 1),
        f"items-{number}-name": name,
        f"items-{number}-copies": "1",
        f"items-{number}-position": str(number),
    }


def test_promise_8_parts_that_both_added_both_stay(admin_client, first, checklist):
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | new_part(3, "Geburtsurkunde"))

    told = save(admin_client, checklist, opened | new_part(3, "Meldebestätigung"))
    save(admin_client, checklist, again(told))

    assert sorted(names(checklist)) == sorted(
        ["Pass", "Foto", "Vertrag", "Geburtsurkunde", "Meldebestätigung"]
    )
    assert list(taken(told)) == ["Unterlage „Geburtsurkunde“"]


def test_part_that_only_the_first_deleted_is_gone_and_told(admin_client, first, checklist):
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-1-DELETE": "on"})

    told = save(admin_client, checklist, opened | {"items-2-name": "Mietvertrag"})
    save(admin_client, checklist, again(told))

    assert list(taken(told)) == ["Unterlage „Foto“"]
    assert names(checklist) == ["Pass", "Mietvertrag"]


@pytest.mark.parametrize(
    ("chosen", "left"),
    [("mine", ["Pass", "Foto, neu", "Vertrag"]), ("theirs", ["Pass", "Vertrag"])],
)
def test_promise_8_part_that_the_first_deleted_and_the_second_wrote_in_is_asked_about(
    admin_client, first, checklist, chosen, left
):
    uid = checklist.items.get(name="Foto").uid
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-1-DELETE": "on"})
    told = save(admin_client, checklist, opened | {"items-1-name": "Foto, neu"})

    save(admin_client, checklist, again(told, **{f"items.{uid}": chosen}))

    assert both_wrote(told) == {"Unterlage „Foto“": f"items.{uid}"}
    assert sorted(names(checklist)) == sorted(left)


@pytest.mark.parametrize(
    ("chosen", "left"),
    [("mine", ["Pass", "Vertrag"]), ("theirs", ["Pass", "Foto, neu", "Vertrag"])],
)
def test_promise_8_part_that_the_second_deleted_and_the_first_wrote_in_is_asked_about(
    admin_client, first, checklist, chosen, left
):
    uid = checklist.items.get(name="Foto").uid
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-1-name": "Foto, neu"})
    told = save(admin_client, checklist, opened | {"items-1-DELETE": "on"})

    save(admin_client, checklist, again(told, **{f"items.{uid}": chosen}))

    assert both_wrote(told) == {"Unterlage „Foto, neu“": f"items.{uid}"}
    assert names(checklist) == left


def test_order_of_whoever_changed_it_holds(admin_client, first, checklist):
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-0-position": "2", "items-2-position": "0"})

    told = save(admin_client, checklist, opened | {"items-1-name": "Passfoto"})
    save(admin_client, checklist, again(told))

    assert names(checklist) == ["Vertrag", "Passfoto", "Pass"]


def test_promise_8_order_that_both_changed_is_told_and_is_the_second_ones(
    admin_client, first, checklist
):
    opened = filled_form(admin_client, address(checklist))
    save(first, checklist, opened | {"items-0-position": "2", "items-2-position": "0"})

    told = save(
        admin_client, checklist, opened | {"items-0-position": "1", "items-1-position": "0"}
    )
    save(admin_client, checklist, again(told))

    assert "Unterlagen: Die Reihenfolge haben Sie beide geändert." in text_of(told)
    assert names(checklist) == ["Foto", "Pass", "Vertrag"]


# --- All at once


@pytest.mark.data
@pytest.mark.django_db(transaction=True)
def test_promise_8_of_eight_who_save_at_once_one_has_saved_seven_are_told_and_nothing_is_lost(
    shared_database,
):
    checklist = drafts.checklist("Pass", "Foto")
    clients = [Client() for _ in range(8)]
    for number, client in enumerate(clients):
        client.force_login(User.objects.create_superuser(f"person-{number}"))
    opened = filled_form(clients[0], address(checklist))
    forms = [
        opened
        | new_part(2, f"Neu von {number}")
        | {"title": f"Titel von {number}", "items-0-name": f"Pass von {number}"}
        for number in range(8)
    ]

    answers = at_once(
        *(
            lambda client=client, form=form: save(client, checklist, form)
            for client, form in zip(clients, forms, strict=True)
        )
    )

    saved = [number for number, answer in enumerate(answers) if answer.status_code == 302]
    assert len(saved) == 1
    checklist.refresh_from_db()
    assert checklist.title == f"Titel von {saved[0]}"
    assert names(checklist) == [f"Pass von {saved[0]}", "Foto", f"Neu von {saved[0]}"]
    for number in {*range(8)} - set(saved):
        shown = again(answers[number])
        assert list(both_wrote(answers[number])) == [
            "Titel",
            f"Unterlage „Pass von {saved[0]}“ · Unterlage",
        ]
        assert shown["title"] == f"Titel von {number}"
        assert shown["items-0-name"] == f"Pass von {number}"
        assert shown["items-2-name"] == f"Neu von {saved[0]}"
        assert shown["items-3-name"] == f"Neu von {number}"


def test_new_object_remembers_nothing(admin_client):
    url = reverse("admin:content_notice_add")

    assert filled_form(admin_client, url)["opened_as"] == ""


# --- All at once, on the site as it is served

PEOPLE = """
from django.contrib.auth.models import User
for number in range(8):
    User.objects.create_superuser(f"person-{number}", password="{password}")
"""


def signed_in(site, number):
    staff = Staff(site, sign_in=False)
    form = filled_form(staff, "/admin/login/")
    who = {"username": f"person-{number}", "password": site.password}
    staff.post("/admin/login/?next=/admin/", form | who)
    return staff


def send_until_taken(staff, path, form):
    """As somebody who presses the button again while the desk is crowded."""
    answer = staff.upload(path, form)
    while answer.status_code == 503:
        form = answer.page.select_one("form")
        # It was taken, and only the page that says so found no place.
        again = not form and staff.get(f"/{answer.path}")
        answer = again or staff.upload(path, dict(fields_of(form)))
    return answer


@pytest.mark.long
def test_promise_8_of_eight_sessions_that_save_at_once_one_has_saved_and_seven_are_told(
    fresh_site,
):
    fresh_site.manage("shell", "-c", PEOPLE.replace("{password}", fresh_site.password))
    people = [signed_in(fresh_site, number) for number in range(8)]
    path = people[0].first("notice")
    forms = [
        filled_form(staff, path) | {"title": f"Titel von {number}", "_continue": ""}
        for number, staff in enumerate(people)
    ]

    answers = at_once(
        *(
            lambda staff=staff, form=form: send_until_taken(staff, path, form)
            for staff, form in zip(people, forms, strict=True)
        )
    )

    told = [number for number, one in enumerate(answers) if both_wrote(one)]
    [saved] = {*range(8)} - {*told}
    assert filled_form(people[0], path)["title"] == f"Titel von {saved}"
    assert [again(answers[number])["title"] for number in told] == [
        f"Titel von {number}" for number in told
    ]
