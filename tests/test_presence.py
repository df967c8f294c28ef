"""Who is told at opening that somebody is there already, and for how long."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from content import models
from content.models import Presence
from migration_office.bulkhead import Bulkhead
from tests import drafts
from tests.desk import address, filled_form, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(db):
    user = User.objects.create_superuser("frau.x", first_name="Ada", last_name="Xanten")
    client = Client()
    client.force_login(user)
    return client


def line(response):
    return text_of(response, ".desk-presence")


def ago(**since):
    """As if the page of the first had been opened, or heard of last, that long ago."""
    rows = Presence.objects.filter(user__username="frau.x")
    rows.update(**{name: timezone.now() - long for name, long in since.items()})


def test_second_editor_is_told_who_is_there_and_since_when(admin_client, first):
    notice = drafts.notice()
    alone = first.get(address(notice))

    told = admin_client.get(address(notice))

    since = timezone.localtime(Presence.objects.get(user__username="frau.x").opened_at)
    assert line(alone) == ""
    assert line(told).startswith(f"Ada Xanten (seit {since:%-H.%M} Uhr) hat diese Seite offen.")


def test_first_is_told_by_the_next_sign_that_somebody_has_come(admin_client, first):
    notice = drafts.notice()
    first.get(address(notice))
    before = first.post(address(notice, "presence")).content
    admin_client.get(address(notice))

    told = first.post(address(notice, "presence")).content.decode()

    assert before == b""
    assert told.startswith("admin (seit ")


@pytest.mark.parametrize(
    ("opened", "seen", "there"),
    [(9, 9, True), (11, 11, False), (30, 1, True), (30, 3, False)],
)
def test_who_was_not_heard_of_is_gone_sooner_with_javascript_than_without(
    admin_client, first, opened, seen, there
):
    notice = drafts.notice()
    first.get(address(notice))
    now = timezone.now()
    Presence.objects.update(
        opened_at=now - timedelta(minutes=opened), seen_at=now - timedelta(minutes=seen)
    )

    assert (line(admin_client.get(address(notice))) != "") == there


def test_who_leaves_is_gone_at_once_unless_the_page_was_opened_anew(admin_client, first):
    notice = drafts.notice()
    older = BeautifulSoup(first.get(address(notice)).content, "html.parser")
    newer = BeautifulSoup(first.get(address(notice)).content, "html.parser")
    since = [page.select_one(".desk-presence")["data-since"] for page in (older, newer)]

    first.post(address(notice, "presence"), {"left": since[0]})
    still = Presence.objects.count()
    first.post(address(notice, "presence"), {"left": since[1]})

    assert (still, Presence.objects.count()) == (1, 0)


def test_other_objects_and_languages_are_other_places(admin_client, first):
    notice, other = drafts.notice(), drafts.notice(slug="anders")
    first.get(address(other))

    assert line(admin_client.get(address(notice))) == ""


def test_translators_of_one_language_are_told_of_each_other(admin_client, first, live):
    drafts.create(models.Language, code="uk", name="Українська", ready=True)
    drafts.create(models.Language, code="ar", name="العربية", ready=True)
    page = f"/admin/uebersetzungen/notice/{live.notice.uid}"
    first.post(f"{page}/uk/anwesend/")

    same, other = (admin_client.post(f"{page}/{code}/anwesend/") for code in ("uk", "ar"))

    assert same.content.decode().startswith("Ada Xanten (seit ")
    assert other.content == b""


def test_signs_of_life_never_take_the_last_place_at_the_desk(rf, settings):
    settings.THREADS = 4
    sign, form = rf.post("/admin/content/notice/1/anwesend/"), rf.get("/admin/content/notice/1/")

    def serve(request):
        """While the first sign is answered comes a second one, and somebody who works."""
        if request is not sign:
            return HttpResponse()
        meanwhile = [bulkhead(rf.post(sign.path)), bulkhead(form)]
        return HttpResponse(str([one.status_code for one in meanwhile]))

    bulkhead = Bulkhead(serve)

    assert bulkhead(sign).content == b"[503, 200]"


def test_what_is_a_day_old_is_deleted_in_passing(admin_client, first):
    first.get(address(drafts.notice()))
    ago(seen_at=timedelta(hours=25))

    admin_client.get(address(drafts.notice(slug="anders")))

    assert [row.user.username for row in Presence.objects.all()] == ["admin"]


def test_sign_of_life_is_cheap_and_does_not_lengthen_the_session(
    admin_client, django_assert_max_num_queries
):
    notice = drafts.notice()
    admin_client.get(address(notice))
    before = Session.objects.get().expire_date

    with django_assert_max_num_queries(6):  # three of them ask who is signed in, as what
        admin_client.post(address(notice, "presence"))

    assert Session.objects.get().expire_date == before


def test_promise_11_signs_that_nobody_sends_are_refused(admin_client):
    notice = drafts.notice()

    answers = [
        admin_client.get(address(notice, "presence")),
        admin_client.post(address(notice, "presence"), {"left": "gestern"}),
        admin_client.post(address(notice, "presence"), {"left": "0001-01-01T00:00:00+14:00"}),
        admin_client.post("/admin/content/notice/999/anwesend/"),
        admin_client.post("/admin/content/notice/x/anwesend/"),
        Client().post(address(notice, "presence")),
    ]

    assert [answer.status_code for answer in answers] == [405, 404, 404, 404, 404, 302]


# --- What the browser is told of what it keeps


def test_mark_of_what_was_sent_comes_back_when_it_is_saved(admin_client):
    notice = drafts.notice()
    form = filled_form(admin_client, address(notice)) | {"_continue": "", "kept_as": "4711"}

    saved = admin_client.post(address(notice), form)

    assert saved.cookies["saved-4711"]["path"] == "/admin/"
    assert not saved.cookies["saved-4711"]["httponly"]


def test_mark_of_what_was_not_saved_does_not_come_back(admin_client, first):
    notice = drafts.notice()
    opened = filled_form(admin_client, address(notice)) | {"_continue": ""}
    first.post(address(notice), opened | {"title": "Von der ersten"})

    told = admin_client.post(address(notice), opened | {"title": "Meins", "kept_as": "4711"})
    odd = admin_client.post(address(notice), opened | {"kept_as": "a b;"})

    cookies = [*told.cookies, *odd.cookies]
    assert [name for name in cookies if name.startswith("saved-")] == []
    assert BeautifulSoup(told.content, "html.parser").select(".desk-kept[data-unsaved]") != []


# --- Lists with nothing in them


def test_empty_list_says_what_it_is_for_and_offers_the_next_step(admin_client):
    page = admin_client.get("/admin/content/notice/")

    words = text_of(page, ".desk-empty")
    assert words.startswith("Hier steht noch nichts. Ein Hinweis sagt, was gerade anders ist")
    assert words.endswith("Hinweis anlegen")
    assert "0 Hinweise" not in text_of(page)


def test_search_without_a_result_says_so_and_offers_the_way_back(admin_client):
    drafts.notice()

    words = text_of(admin_client.get("/admin/content/notice/?q=Zebra"), ".desk-empty")

    assert words.startswith("Zu „Zebra“ wurde hier nichts gefunden.")
    assert "Alle zeigen" in words


def test_instants_in_lists_are_written_in_the_german_manner(admin_client):
    drafts.notice(starts_at=drafts.NOON)

    row = text_of(admin_client.get("/admin/content/notice/"), "#result_list .field-starts_at")

    assert row == "01.07.2026, 12.00 Uhr"
