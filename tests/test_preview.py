"""The preview of a draft, and the site as of any day: something useful whatever one asks for."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.utils import timezone

from content import edition, models, published, translating
from content.admin.preview.look import Look
from content.admin.preview.page import page
from content.models import Publication
from content.publishing import publish, withdraw
from content.snapshots import model_of
from content.translating import Entry
from tests import drafts
from tests.desk import address, filled_form, text_of
from tests.drafts import hold_published
from tests.factories import MADE, edition_of, get, record
from tests.factories import notice as published_notice
from tests.previews import frame, framed, mark_of, shown, typed, without_mark

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HIDDEN = "Zu diesem Zeitpunkt ist die Seite nicht öffentlich"
ANY_DAY = "/admin/vorschau/"


@pytest.fixture(autouse=True)
def public_office():
    hotline = drafts.hotline()
    office = drafts.office(hotline=hotline)
    for obj in (hotline, office, drafts.german()):
        publish(obj, now=timezone.now() - 100 * DAY)
    hold_published()
    yield office
    edition.hold(edition.Edition())


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def heading(response):
    return page_of(response).h1.get_text(strip=True)


def account(client, *codenames):
    user = User.objects.create_user("neu", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


# --- The draft


def test_preview_shows_the_public_page_with_the_draft_laid_over_it(admin_client):
    notice = drafts.notice(title="Alt")
    publish(notice)
    form = filled_form(admin_client, address(notice)) | {"title": "Noch geheim"}

    response = admin_client.post(address(notice), form | {"_preview": ""}, follow=True)

    page = framed(admin_client, page_of(response))
    assert heading(page) == "Noch geheim"
    assert "Entwurf von „Noch geheim“. Niemand sonst sieht das." in mark_of(page)


def test_preview_is_never_kept_never_found_and_framed_by_us_alone(admin_client):
    response = shown(admin_client, drafts.notice())

    policy = response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in policy


def test_page_around_a_preview_may_frame_and_is_framed_by_nobody(admin_client):
    response = admin_client.get(address(drafts.notice(), "preview"))

    policy = response["Content-Security-Policy"].split("; ")
    assert {"frame-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert response["X-Frame-Options"] == "DENY"


def test_public_page_knows_nothing_of_previews():
    body = get(edition_of(published_notice()), "/de/hinweise/hinweis/").content.decode()

    assert "review" not in body.replace("-webkit", "").split("</style>")[1]


def test_draft_that_is_public_then_is_not_laid_over(admin_client):
    notice = drafts.notice(title="Montag")
    publish(notice, live_from=timezone.now() + DAY)

    now = shown(admin_client, notice)
    then = shown(admin_client, notice, zeit=typed(timezone.now() + 2 * DAY))

    assert "Über die Website gelegt: Entwurf von „Montag“." in mark_of(now)
    assert "Der Entwurf von „Montag“ ist dann so öffentlich" in mark_of(then)


def test_notice_that_starts_later_is_shown_when_it_starts(admin_client):
    starts = timezone.localtime().replace(second=0, microsecond=0) + 40 * DAY
    notice = drafts.notice(title="Bald", starts_at=starts)

    page = frame(admin_client, notice)

    assert heading(framed(admin_client, page)) == "Bald"
    assert page.select_one("[name=zeit]")["value"] == f"{starts:%Y-%m-%dT%H:%M}"


def test_instants_that_matter_to_the_draft_are_offered(admin_client):
    day = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    notice = drafts.notice(title="Erst", ends_at=day + 9 * DAY)
    publish(notice, live_from=day + 3 * DAY)
    publish(drafts.service(), live_from=day + 5 * DAY)

    links = frame(admin_client, notice).select(".preview-instants a")

    days = [f"{day + n * DAY:%d.%m.%Y}, 8.00 Uhr" for n in (3, 9)]
    assert [link.text for link in links] == ["jetzt", *days]
    assert f"zeit={day + 3 * DAY:%Y-%m-%d}T08%3A00" in links[1]["href"]


def test_notice_before_it_starts_is_said_to_be_hidden(admin_client):
    notice = drafts.notice(starts_at=timezone.now() + 40 * DAY)

    page = frame(admin_client, notice, zeit=typed(timezone.now() + DAY))

    said = text_of(framed(admin_client, page), "main")
    assert HIDDEN in said
    assert "Auch nicht, wenn der Entwurf veröffentlicht wird." in said
    assert page.select_one(".preview-ways a")["href"] == address(notice)


def test_language_that_is_not_ready_is_said_to_be_hidden(admin_client):
    models.Language.objects.update(ready=False)

    assert HIDDEN in text_of(shown(admin_client, models.Language.objects.get()), "main")


@pytest.mark.parametrize("kind", published.KINDS)
def test_empty_draft_of_every_kind_has_a_preview(admin_client, kind):
    draft = model_of(kind).objects.create()

    assert mark_of(shown(admin_client, draft)).startswith("Vorschau: ")


@pytest.mark.parametrize("slug", ["wir", "kontakt", "vorschau", "veroeffentlichen"])
def test_draft_is_shown_whatever_its_address_and_not_what_is_there(admin_client, slug):
    other = models.Page.objects.create(title="Anderes", slug="wir")
    other.sections.create(heading="Was", body="<p>Alles.</p>")
    publish(other)
    hold_published()
    draft = models.Page.objects.create(title="Dieses", slug=slug)

    assert heading(shown(admin_client, draft)) == "Dieses"


def test_preview_of_an_incomplete_draft_publishes_and_saves_nothing(admin_client):
    count = Publication.objects.count()
    notice = models.Notice.objects.create()

    shown(admin_client, notice)

    notice.refresh_from_db()
    assert (notice.slug, Publication.objects.count()) == ("", count)


def test_language_whose_code_is_taken_can_be_looked_at(admin_client):
    other = drafts.german(name="Zweites Deutsch")

    assert "Zweites Deutsch" in shown(admin_client, other).content.decode()


def test_checklist_is_looked_at_on_the_page_of_its_service(admin_client):
    service, checklist = drafts.service(), drafts.checklist("Pass", title="Der neue Titel")
    service.checklists.add(checklist)
    publish(service)
    hold_published()

    page = shown(admin_client, checklist)

    assert heading(page) == "Übertragung"
    assert "Der neue Titel" in page.content.decode()


# --- Any page, any language, any width


def test_draft_is_looked_at_on_any_page_of_the_site(admin_client):
    notice = drafts.notice(title="Noch geheim")

    page = frame(admin_client, notice, seite="hinweise/", breite="rechner")

    listed = [group["label"] for group in page.select("[name=seite] optgroup")]
    assert page.select_one("[name=seite] [selected]").text == "Alle Hinweise"
    assert "Noch geheim" in text_of(framed(admin_client, page), "main")
    assert page.select_one(".preview-frame")["data-width"] == "rechner"
    assert listed == ["Überblick", "Dienste", "Unterlagen", "Hinweise"]


def test_draft_is_looked_at_in_every_language_with_what_is_saved_of_its_translation(admin_client):
    publish(drafts.german(code="uk", name="Українська"))
    notice = drafts.notice(title="Aufnahme")
    publish(notice)
    key = "notice", notice.uid
    title = Entry(f"{notice.uid}.title", "Aufnahme", "Прийом")
    translating.save(key, "uk", [title])

    page = frame(admin_client, notice, sprache="uk")
    german = shown(admin_client, notice, sprache="de")

    response = framed(admin_client, page)
    assert [one.text for one in page.select("[name=sprache] option")] == ["Deutsch", "Українська"]
    assert heading(response) == "Прийом"
    assert "Entwurf der Übersetzung von „Aufnahme“ (Українська). Niemand" in mark_of(response)
    assert "Nichts ist über die Website gelegt" in mark_of(german)


def test_draft_and_the_draft_of_its_translation_are_both_named(admin_client):
    publish(drafts.german(code="uk", name="Українська"))
    notice = drafts.notice(title="Aufnahme")
    publish(notice)
    translating.save(
        ("notice", notice.uid), "uk", [Entry(f"{notice.uid}.title", "Aufnahme", "Прийом")]
    )
    models.Notice.objects.update(summary="Neu.")

    response = shown(admin_client, notice, sprache="uk")

    said = "Entwurf von „Aufnahme“ und der Entwurf seiner Übersetzung (Українська). Niemand"
    assert said in mark_of(response)
    assert heading(response) == "Прийом"


def test_published_translation_is_not_called_a_draft(admin_client):
    publish(drafts.german(code="uk", name="Українська"))
    notice = drafts.notice(title="Aufnahme")
    publish(notice)
    key = "notice", notice.uid
    translation = translating.save(key, "uk", [Entry(f"{notice.uid}.title", "Aufnahme", "Прийом")])
    translating.publish(translation)

    page = shown(admin_client, notice, sprache="uk")

    assert heading(page) == "Прийом"
    assert "Nichts ist über die Website gelegt" in mark_of(page)


@pytest.mark.parametrize(
    "query",
    [
        {"zeit": "gestern"},
        {"zeit": "0001-01-01T00:00"},
        {"sprache": "tlh"},
        {"seite": "admin/../x"},
        {"seite": "//example.org/"},
        {"breite": "riesig"},
    ],
)
def test_nonsense_in_the_address_gets_the_preview_all_the_same(admin_client, query):
    page = frame(admin_client, drafts.notice(title="Da"), **query)

    assert heading(framed(admin_client, page)) == "Da"


def test_instant_that_can_not_be_is_told_at_its_field(admin_client):
    page = frame(admin_client, drafts.notice(), zeit="1999-01-01T00:00")

    errors = page.select_one(".preview-choice:has([name=zeit]) .errorlist")
    assert errors.get_text(strip=True) == "Möglich sind Tage von 2020 bis 2099."


def test_moved_page_leads_to_its_new_address_within_the_preview(admin_client):
    notice = drafts.notice(slug="alt", title="Da")
    publish(notice)
    models.Notice.objects.update(slug="neu")
    publish(models.Notice.objects.get())

    response = admin_client.get(f"{ANY_DAY}seite/de/hinweise/alt/?zeit=", follow=True)

    assert response.redirect_chain == [(f"{ANY_DAY}seite/de/hinweise/neu/?zeit=", 302)]
    assert heading(response) == "Da"


def test_part_of_a_page_is_answered_as_to_readers(admin_client):
    publish(drafts.service(title="Übertragung"))

    response = admin_client.get(
        f"{ANY_DAY}seite/de/dienste/?q=uebertragung", headers={"HX-Request": "true"}
    )

    assert without_mark(response)[1] == 0
    assert page_of(response).select_one("#gefunden a").text == "Übertragung"


@pytest.mark.parametrize("path", ["admin/", "de/gibt-es-nicht/", "x", "healthz"])
def test_only_public_addresses_are_answered(admin_client, path):
    response = admin_client.get(f"{ANY_DAY}seite/{path}")

    assert (HIDDEN in response.content.decode()) == (path != "healthz")
    assert b"logout" not in response.content


def test_preview_at_another_instant_shows_what_is_scheduled(admin_client, public_office):
    starts = datetime(2030, 1, 1, 8, tzinfo=UTC)
    publish(drafts.notice(title="Morgen", slug="morgen", starts_at=starts))

    before = shown(admin_client, public_office, zeit="2029-12-31T08:00")
    after = shown(admin_client, public_office, zeit="2030-01-01T12:00")

    assert "Morgen" not in text_of(before, "main")
    assert "Morgen" in text_of(after, "main")


# --- The site as of any day


def test_past_day_shows_what_stood_there(admin_client):
    now = timezone.now()
    notice = drafts.notice(title="Erste Fassung")
    publish(notice, now=now - 50 * DAY)
    notice.title = "Zweite Fassung"
    notice.save()
    publish(notice, now=now - 20 * DAY)
    withdraw(notice, now=now - 10 * DAY)

    titles = [titles_at(admin_client, now - days * DAY) for days in (60, 40, 15, 5)]

    assert titles == [[], ["Erste Fassung"], ["Zweite Fassung"], []]


def titles_at(client, instant):
    response = client.get(f"{ANY_DAY}seite/de/hinweise/?zeit={typed(instant)}")
    return [row.get_text(strip=True) for row in page_of(response).select("main .rows a")]


def test_day_before_there_was_a_site_is_told(admin_client):
    page = page_of(admin_client.get(ANY_DAY, {"zeit": "2020-02-01T12:00"}))

    assert "Da gab es auf dieser Website noch nichts." in text_of(
        framed(admin_client, page), "main"
    )
    assert [one.text for one in page.select("[name=sprache] option")] == ["Deutsch"]


def test_past_is_seen_although_the_newest_publication_is_later():
    old, new = published_notice(title="Im März"), published_notice(title="Im Juli")
    known = edition_of(old).with_draft(new, MADE + 200 * DAY)

    assert known.at(MADE + 100 * DAY).get("hinweis").title == "Im März"
    assert known.current(MADE + 100 * DAY).get("hinweis").title == "Im Juli"


def test_looking_around_takes_no_site_away_from_readers():
    days = [MADE + n * DAY for n in range(8)]
    rows = [record(published_notice(title=str(n)), n, day) for n, day in enumerate(days, 10)]
    known = edition_of(*rows)
    served = known.current(days[4])

    titles = [known.at(day).get("hinweis").title for day in days]

    assert titles == [str(n) for n in range(10, 18)]
    assert known.current(days[4]) is served


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "So war die Website da öffentlich."),
        (0, "So ist die Website jetzt öffentlich."),
        (1, "So ist die Website dann, mit allem, was bis jetzt geplant ist."),
    ],
)
def test_mark_says_of_which_instant_it_is(rf, days, said):
    monday = datetime(2026, 11, 30, 7, tzinfo=UTC)
    look = Look(edition_of(), monday, monday - days * DAY, ANY_DAY)

    response = page(rf.get(f"{ANY_DAY}seite/de/"), look, "de/")

    assert mark_of(response) == f"Vorschau: Montag, 30. November 2026, 8.00 Uhr. {said}"


def test_scheduled_changes_of_the_whole_site_are_offered(admin_client):
    day = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    publish(drafts.notice(), live_from=day + 3 * DAY)
    publish(drafts.service(), live_from=day + 5 * DAY)

    links = page_of(admin_client.get(ANY_DAY)).select(".preview-instants a")

    days = [f"{day + n * DAY:%d.%m.%Y}, 8.00 Uhr" for n in (3, 5)]
    assert [link.text for link in links] == ["jetzt", *days]


def test_site_on_any_day_is_in_the_menu(admin_client):
    menu = page_of(admin_client.get("/admin/")).select("#nav-sidebar a, .groups a")

    assert ("Die Website an einem Tag", ANY_DAY) in [(link.text, link["href"]) for link in menu]


# --- Beside the form


def test_preview_stands_beside_the_form_and_stays_there_when_one_saves(admin_client):
    notice = drafts.notice(title="Alt")
    form = filled_form(admin_client, address(notice))

    opened = admin_client.post(
        address(notice), form | {"title": "Neu", "_daneben": ""}, follow=True
    )
    before = heading(framed(admin_client, page_of(opened)))
    url = opened.redirect_chain[-1][0]
    form = filled_form(admin_client, url)
    saved = admin_client.post(url, form | {"title": "Neuer", "_continue": ""}, follow=True)

    after = heading(framed(admin_client, page_of(saved)))
    assert (before, after) == ("Neu", "Neuer")
    assert "frame-src 'self'" in saved["Content-Security-Policy"]
    assert page_of(saved).select_one("button[name=_daneben]") is None


def test_form_has_no_preview_beside_it_unless_one_asks(admin_client):
    response = admin_client.get(address(drafts.notice()))

    assert page_of(response).iframe is None
    assert "frame-src" not in response["Content-Security-Policy"]


# --- Who may


def test_promise_2_preview_is_for_staff_only(client):
    notice = drafts.notice()
    addresses = [
        address(notice, "preview"),
        f"{address(notice, 'preview')}seite/de/",
        ANY_DAY,
        f"{ANY_DAY}seite/de/",
    ]

    found = [client.get(url)["Location"] for url in addresses]

    assert [url.partition("?")[0] for url in found] == ["/admin/login/"] * 4


def test_promise_2_account_without_rights_sees_no_preview(client):
    notice = drafts.notice()
    account(client, "view_service")

    assert client.get(address(notice, "preview")).status_code == 403
    assert client.get(f"{address(notice, 'preview')}seite/de/").status_code == 403
    assert client.get(ANY_DAY).status_code == 200


def test_promise_2_account_without_any_right_does_not_see_what_is_planned(client):
    account(client)

    assert client.get(ANY_DAY).status_code == 403
    assert client.get(f"{ANY_DAY}seite/de/").status_code == 403


def test_who_may_only_look_at_an_object_may_preview_it(client):
    notice = drafts.notice(title="Noch geheim")
    account(client, "view_notice")

    page = frame(client, notice)

    assert heading(framed(client, page)) == "Noch geheim"


def test_preview_costs_few_queries(admin_client, django_assert_max_num_queries):
    notice = drafts.notice()
    for n in range(30):
        publish(drafts.service(title=f"Dienst {n}", slug=f"dienst-{n}"))
    hold_published()

    with django_assert_max_num_queries(25):
        page = frame(admin_client, notice)
    with django_assert_max_num_queries(25):
        framed(admin_client, page)


# --- The file of a draft


def link_to_the_file(client, download):
    page = BeautifulSoup(client.get(address(download)).content, "html.parser")
    return page.select_one("p.file-upload a")["href"]


def test_file_of_a_draft_can_be_looked_at_from_its_form(admin_client):
    download = models.Download.objects.create(title="Antrag")
    download.file.save("antrag für alle.pdf", ContentFile(b"%PDF-1.4"))

    response = admin_client.get(link_to_the_file(admin_client, download))

    assert b"".join(response.streaming_content) == b"%PDF-1.4"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


def test_file_of_a_draft_is_found_in_its_preview(admin_client):
    download = models.Download.objects.create(title="Antrag", language="de")
    download.file.save("antrag.pdf", ContentFile(b"%PDF-1.4"))

    page = page_of(shown(admin_client, download))
    path = page.select_one("main a[href^='/dateien/']")["href"]
    response = admin_client.get(f"{address(download, 'preview')}seite{path}")

    assert b"".join(response.streaming_content) == b"%PDF-1.4"
    assert "no-store" in response["Cache-Control"]


def test_promise_2_file_of_a_draft_is_for_staff_only(admin_client, client):
    download = models.Download.objects.create(title="Antrag")
    download.file.save("antrag.pdf", ContentFile(b"%PDF-1.4"))
    link = link_to_the_file(admin_client, download)

    anonymous = client.get(link)
    client.force_login(User.objects.create_user("neu", is_staff=True))

    assert anonymous["Location"].startswith("/admin/login/")
    assert client.get(link).status_code == 403


def test_file_that_no_draft_has_or_that_is_lost_is_not_found(admin_client):
    lost = models.Download.objects.create(title="Antrag", file="formulare/verloren.pdf")
    link = link_to_the_file(admin_client, lost)

    assert admin_client.get(link).status_code == 404
    assert admin_client.get(link.replace("verloren", "nie")).status_code == 404
