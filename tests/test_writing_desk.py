"""Where staff are told how a text could be better: at its field, once after saving, before it is
published. None of it is in the way.
"""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User

from content import refusals
from content.admin import advice
from content.admin.quoting import quotations
from content.models import Checklist
from content.snapshots import with_parts
from tests import drafts
from tests.desk import address, filled_form, text_of

MANY = "<p>Heute wird im Juli gefragt, ggf. auch per <a href='/'>Link</a>.</p>"


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def field_of(client, obj, field):
    """The element in which one writes, and what is said of it."""
    page = page_of(client.get(address(obj)))
    element = page.select_one(f"[name='{field}']")
    told = page.find(id=element.get("aria-describedby"))
    return element, told and told.select(".desk-advice")


def told_at(client, obj):
    page = page_of(client.get(address(obj)))
    return [one.find_parent(class_="help")["id"] for one in page.select(".desk-advice")]


def messages(response):
    return [one.get_text(strip=True) for one in page_of(response).select(".messagelist .warning")]


def test_it_is_told_once_after_saving_and_the_draft_is_saved(admin_client, live):
    form = filled_form(admin_client, address(live.notice)) | {"summary": "Kostet heute 6 Euro."}

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    live.notice.refresh_from_db()
    assert live.notice.summary == "Kostet heute 6 Euro."
    assert messages(response) == [
        "Zu Ihrem Entwurf gibt es 2 Hinweise. Sie stehen bei den Feldern. Veröffentlichen können "
        "Sie trotzdem."
    ]


def test_it_stands_at_its_field_and_is_read_out_with_it(admin_client, live):
    live.notice.summary = "Kostet 6 Euro."
    live.notice.save()

    element, [told] = field_of(admin_client, live.notice, "summary")

    assert element.get_text(strip=True) == "Kostet 6 Euro."
    assert told.select_one("li").get_text().startswith("„6 Euro“ ist von Hand geschrieben.")
    assert told.select("details") == []


def test_more_than_two_are_folded_into_one_line(admin_client, live):
    live.notice.body = MANY
    live.notice.save()

    _element, [told] = field_of(admin_client, live.notice, "body")

    assert told.select_one("details:not([open]) > summary").get_text() == "5 Hinweise zum Text"
    assert len(told.select("details li")) == 5


def test_part_is_told_at_its_own_field_as_it_was_saved_just_now(admin_client, live):
    checklist = drafts.checklist("Pass", "Foto für 6 Euro")
    form = filled_form(admin_client, address(checklist))
    typed = {"items-0-where": "Beim BAMF", "items-1-name": "Foto", "_continue": ""}

    before = told_at(admin_client, checklist)
    admin_client.post(address(checklist), form | typed)

    assert before == ["id_items-1-name_helptext"]
    assert told_at(admin_client, checklist) == ["id_items-0-where_helptext"]


def test_figure_of_an_easy_text_is_told_quietly(admin_client, live):
    live.notice.body = "<p>" + "Wir sehen Ihren Pass an. " * 7 + "</p>"
    live.notice.save()

    page = page_of(admin_client.get(address(live.notice)))

    told = [one.get_text() for one in page.select("#id_body_helptext .desk-easy")]
    assert told == ["Lesbarkeit: Schulstufe 4. Ziel erreicht: höchstens 8."]
    assert page.select(".desk-advice") == []


def test_publish_page_tells_it_by_field_and_publishes_all_the_same(admin_client, live):
    live.notice.summary = "Kostet 6 Euro."
    live.notice.save()
    form = filled_form(admin_client, address(live.notice, "publish"))

    page = page_of(admin_client.get(address(live.notice, "publish")))
    done = admin_client.post(address(live.notice, "publish"), form, follow=True)

    assert [one.get_text() for one in page.select(".desk-warnings dt")] == ["Kurz gesagt"]
    assert "„6 Euro“ ist von Hand" in page.select_one(".desk-warnings dd").get_text()
    assert "Veröffentlichen können Sie trotzdem." in page.select_one(".desk-warnings").get_text()
    assert "Öffentlich: Fassung vom" in text_of(done, ".desk-state")


def test_publish_page_names_the_part(admin_client, live):
    checklist = drafts.checklist("Foto für 6 Euro")

    page = page_of(admin_client.get(address(checklist, "publish")))

    labels = [one.get_text() for one in page.select(".desk-warnings dt")]
    assert labels == ["Unterlage „Foto für 6 Euro“ · Unterlage"]


def test_nothing_to_tell_is_not_told(admin_client, live):
    form = filled_form(admin_client, address(live.notice))
    saved = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    assert messages(saved) == []
    assert page_of(saved).select(".desk-advice, .desk-easy") == []
    assert page_of(admin_client.get(address(live.notice, "publish"))).select(".desk-warnings") == []


def test_who_may_only_look_is_not_told(client, live):
    live.notice.summary = "Kostet 6 Euro."
    live.notice.save()
    reader = User.objects.create_user("neu", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_notice"))
    client.force_login(reader)

    page = page_of(client.get(address(live.notice)))

    assert "Kostet 6 Euro." in page.get_text()
    assert page.select(".desk-advice") == []


def test_typed_fact_is_named_as_in_the_list_of_facts(admin_client, live):
    live.notice.summary = "Wir sind von 8.00 bis 17.00 Uhr da."
    live.notice.save()

    _element, [told] = field_of(admin_client, live.notice, "summary")

    name = told.get_text().split("Wählen Sie „")[1].split("“")[0]
    assert [
        label
        for _quoted, label in quotations(refusals.published())
        if label.startswith(f"{name} (")
    ] != []


@pytest.mark.parametrize("level", ["h2", "H4 class='x'"])
def test_heading_of_another_level_that_was_typed_is_told_with_what_became_of_it(
    admin_client, live, level
):
    body = f"<{level}>Was Sie brauchen</{level[:2]}><p>Ihren Pass.</p>"
    form = filled_form(admin_client, address(live.notice)) | {"body": body}

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    live.notice.refresh_from_db()
    assert "Was Sie brauchen" in live.notice.body
    [told] = messages(response)
    assert told.startswith("Eine Überschrift hatte eine Ebene, die es in diesen Texten nicht gibt.")


def test_heading_of_our_level_is_fine(admin_client, live):
    body = "<h3>Was Sie brauchen</h3><p>Ihren Pass.</p>"
    form = filled_form(admin_client, address(live.notice)) | {"body": body}

    response = admin_client.post(address(live.notice), form | {"_continue": ""}, follow=True)

    assert messages(response) == []


def test_advice_asks_the_database_nothing_however_many_parts_there_are(
    live, django_assert_num_queries
):
    checklist = drafts.checklist(*["Foto für 6 Euro"] * 40)
    opened = with_parts(Checklist.objects).get(pk=checklist.pk)

    with django_assert_num_queries(0):
        told = advice.advice(opened)

    assert len(told) == 40
