"""A link to a draft, for a colleague without an account."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from content import models, translating
from content.admin.preview import links
from content.models import Proposal
from content.publishing import publish
from content.translating import Entry
from tests import drafts
from tests.desk import address, text_of
from tests.drafts import hold_published
from tests.previews import frame, framed, mark_of

pytestmark = pytest.mark.django_db

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SITE = "https://migration.example.org"


@pytest.fixture
def writer(client):
    """Signed in; nobody outside may learn the name."""
    user = User.objects.create_user("geheimname", is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.fixture
def stranger():
    return Client()


def make_link(client, obj):
    """The path of the new link, as the preview of the object shows it."""
    client.post(address(obj, "preview_links"))
    field = frame(client, obj).select_one(".preview-link input[readonly]")
    assert field["value"].startswith(f"{SITE}/admin/entwurf/")
    return field["value"].removeprefix(SITE)


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def heading(response):
    return page_of(response).h1.get_text(strip=True)


def test_link_opens_signed_out_with_the_draft_as_it_was_when_it_was_made(writer, stranger, live):
    models.Notice.objects.update(title="Zum Ansehen")
    link = make_link(writer, live.notice)
    models.Notice.objects.update(title="Seitdem geändert")

    page = page_of(stranger.get(link))
    shown = framed(stranger, page)

    assert heading(shown) == "Zum Ansehen"
    assert mark_of(shown).endswith(
        "Über die Website gelegt: Entwurf von „Zum Ansehen“. Nur wer den Link hat, sieht das."
    )
    assert page.h1.text == "Entwurf: Zum Ansehen"


def test_link_leads_to_any_page_in_any_language_at_any_instant(writer, stranger, live):
    publish(drafts.german(code="uk", name="Українська"))
    hold_published()
    title = Entry(f"{live.notice.uid}.title", "Aufnahme", "Прийом")
    translating.save(("notice", live.notice.uid), "uk", [title])
    link = make_link(writer, live.notice)

    query = {"sprache": "uk", "seite": "hinweise/", "zeit": "2040-07-03T08:00"}
    shown = framed(stranger, page_of(stranger.get(link, query)))

    assert "Прийом" in text_of(shown, "main")
    assert "Vorschau: Dienstag, 3. Juli 2040, 8.00 Uhr." in mark_of(shown)
    assert "Übersetzung von „Aufnahme“ (Українська). Nur wer" in mark_of(shown)


def test_promise_2_link_tells_no_name_of_staff_and_leads_to_no_page_of_theirs(
    writer, stranger, live
):
    models.Notice.objects.update(title="Zum Ansehen", source_note="Von Frau Geheim")
    link = make_link(writer, live.notice)
    frame_page = stranger.get(link)

    for response in (frame_page, framed(stranger, page_of(frame_page)), writer.get(link)):
        body = response.content.decode()
        found = [one["href"] for one in page_of(response).select("a[href^='/admin/']")]

        assert (body.count("geheimname"), body.count("Frau Geheim"), found) == (0, 0, [])


def test_promise_2_nothing_but_the_snapshot_of_the_link_is_laid_over(writer, stranger, live):
    other = drafts.notice(title="Ganz geheim", slug="anderes")
    link = make_link(writer, live.notice)

    listed = stranger.get(f"{link}seite/de/hinweise/")
    missing = stranger.get(f"{link}seite/de/hinweise/{other.slug}/")

    assert "Ganz geheim" not in listed.content.decode() + missing.content.decode()


def test_promise_2_link_shows_nothing_that_the_office_has_planned(writer, stranger, live):
    tomorrow = timezone.now() + DAY
    coming = drafts.notice(title="Kommt bald", slug="kommt")
    publish(coming, live_from=tomorrow)
    publish(drafts.notice(title="Beginnt bald", slug="beginnt", starts_at=tomorrow))
    hold_published()
    models.Notice.objects.filter(pk=live.notice.pk).update(title="Zum Ansehen")
    link = make_link(writer, live.notice)
    query = {"zeit": f"{tomorrow + DAY:%Y-%m-%dT%H:%M}"}

    frame_page = stranger.get(link)
    listed = stranger.get(f"{link}seite/de/hinweise/", query)
    for_staff = writer.get(f"{address(live.notice, 'preview_page')}de/hinweise/", query)

    named = ["Aufnahme", "Zum Ansehen", "Kommt bald", "Beginnt bald"]
    seen = [[one in text_of(page, "main") for one in named] for page in (listed, for_staff)]
    assert seen == [[False, True, False, False], [False, True, True, True]]
    assert text_of(frame_page, ".preview-instants") == "Zeitpunkte: jetzt"


@pytest.mark.parametrize("below", ["", "seite/de/", "seite/"])
def test_link_sets_no_cookie_is_never_kept_and_told_to_no_other_site(writer, stranger, live, below):
    response = stranger.get(make_link(writer, live.notice) + below)

    assert len(response.cookies) == 0
    assert "Cookie" not in response.get("Vary", "")
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_link_ends_after_seven_days(live):
    now = timezone.now()
    proposal = links.make(live.notice, None, now)

    open_at = [now, now + 7 * DAY - SECOND, now + 7 * DAY]

    assert [links.is_open(proposal, at) for at in open_at] == [True, True, False]


def test_link_that_has_ended_says_what_to_do(writer, stranger, live):
    link = make_link(writer, live.notice)
    Proposal.objects.update(ends_at=timezone.now() - SECOND)

    answers = [stranger.get(link), stranger.get(f"{link}seite/de/")]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert {heading(answer) for answer in answers} == {"Dieser Link gilt nicht mehr"}
    assert "Bitten Sie die Person" in text_of(answers[0], "main")
    assert frame(writer, live.notice).select(".preview-link") == []


def test_link_is_withdrawn_and_told_in_the_log(writer, stranger, live):
    link = make_link(writer, live.notice)
    form = frame(writer, live.notice).select_one(".preview-link form")

    response = writer.post(form["action"], follow=True)

    told = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert stranger.get(link).status_code == 410
    assert page_of(response).select(".preview-link") == []
    assert [one.partition(" ")[0] for one in told] == ["Link", "Link"]
    assert told[0].startswith("Link gemacht, gilt bis ")
    assert told[1].endswith(" zurückgezogen")
    assert writer.post(form["action"]).status_code == 404


def test_link_to_a_draft_that_was_deleted_shows_nothing(writer, stranger, live):
    notice = drafts.notice(title="Verworfen", slug="verworfen")
    link = make_link(writer, notice)
    notice.delete()

    assert stranger.get(link).status_code == 410


@pytest.mark.parametrize("forged", ["1", "1.abc", "x.y", "2.{signature}", "{number}.{signature}x"])
def test_forged_link_is_unknown(writer, stranger, live, forged):
    token = make_link(writer, live.notice).split("/")[3]
    number, _, signature = token.partition(".")
    link = f"/admin/entwurf/{forged.format(number=number, signature=signature)}/"

    response = stranger.get(link)

    assert response.status_code == 404
    assert heading(response) == "Diesen Link gibt es nicht"


def test_draft_that_was_set_aside_has_no_link(writer, stranger, live):
    make_link(writer, live.notice)
    Proposal.objects.update(purpose="aside", ends_at=None)

    response = stranger.get(f"/admin/entwurf/{links.token(Proposal.objects.get())}/")

    assert response.status_code == 404


def test_who_may_only_look_makes_and_withdraws_no_link(writer, stranger, live):
    make_link(writer, live.notice)
    user = User.objects.create_user("neu", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_notice"))
    stranger.force_login(user)
    withdraw = address(live.notice, "preview_link_withdraw", number=Proposal.objects.get().pk)

    answers = [stranger.post(address(live.notice, "preview_links")), stranger.post(withdraw)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert frame(stranger, live.notice).select(".preview-links form") == []
    assert Proposal.objects.links().count() == 1


@pytest.mark.parametrize("method", ["post", "put"])
def test_link_is_only_for_looking(writer, stranger, live, method):
    link = make_link(writer, live.notice)

    assert getattr(stranger, method)(link).status_code == 405


@pytest.mark.parametrize("view", ["preview_links", "preview_link_withdraw"])
def test_opening_an_address_makes_and_withdraws_no_link(writer, live, view):
    make_link(writer, live.notice)
    number = {"number": Proposal.objects.get().pk} if "withdraw" in view else {}

    response = writer.get(address(live.notice, view, **number))

    assert response.status_code == 405
    assert Proposal.objects.links().count() == 1
