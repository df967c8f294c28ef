"""What the forms of the desk make of what is typed, in any order and at the same time."""

import pytest
from bs4 import BeautifulSoup

from content import models
from tests import drafts
from tests.test_desk import address, fields_of, filled_form, text_of

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
    assert shown["items-1-name"] == "Foto, neu"
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
