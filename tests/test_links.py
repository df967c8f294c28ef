"""Where the public texts lead, and which of these links lead nowhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from content import links, models
from content.management.commands import check_links
from content.models import CheckedLink
from content.published import Download, Page, PageSection, ServiceArea, TranslatedText
from content.publishing import publish
from content.sitemaps import all_paths
from tests.desk import address, text_of
from tests.factories import HOUR, MADE, NOW, edition_of, notice, record, service, withdrawal
from tests.test_asking import serving, url
from tests.translations import EN, translation

SITE = "https://migration.example.org"


def body(*addresses):
    return "".join(f'<p><a href="{one}">Link</a></p>' for one in addresses)


def notice_with(*addresses, **fields):
    return notice(body=body(*addresses), **fields)


# --- To other sites


def test_links_to_other_sites_are_found_with_the_objects_that_lead_there():
    live = notice_with("https://bund.de/a?b=1&amp;c=2", "https://bund.de/d#teil", "/de/")
    coming = service(description=body("http://land.de"))
    gone = notice(uid="weg", slug="weg", body=body("https://weg.de"))
    edition = edition_of(
        record(live, 1),
        record(coming, 2, live_from=NOW + HOUR),
        record(gone, 3),
        withdrawal(gone, 4, NOW - HOUR),
    )

    found = links.external(edition, NOW)

    assert found == {
        "https://bund.de/a?b=1&c=2": {("notice", "hinweis")},
        "https://bund.de/d": {("notice", "hinweis")},
        "http://land.de": {("service", "dienst")},
    }


def test_links_of_a_translation_are_found_as_its_readers_get_them():
    german = notice_with("https://bund.de/de")
    edition = edition_of(
        EN,
        record(german, 1),
        in_english(german, 2, body("https://bund.de/old")),
        in_english(german, 3, body("https://bund.de/en")),
    )

    assert set(links.external(edition, NOW)) == {"https://bund.de/de", "https://bund.de/en"}


def in_english(german, number, text):
    of_body = TranslatedText(piece="hinweis.body", source=german.body, text=text)
    return translation("notice", german.uid, "en", number, MADE, [of_body])


def test_links_to_this_site_and_what_is_no_page_are_not_asked():
    thing = notice_with(f"{SITE}/de/", "mailto:amt@example.org", "tel:+491", "/de/", "#oben")

    assert links.external(edition_of(thing), NOW) == {}


# --- To this site


THERE = [
    "/",
    "/de/",
    "/de",
    "/de/kontakt/",
    "/de/kontakt?a=b#c",
    "/en/kontakt/",
    f"{SITE}/de/anfahrt/",
    SITE,
    "/de/dienste/dienst/",
    "/de/sachgebiete/asyl/",
    "/de/seite/",
    "/de/hinweise/vorher/",
    "/dateien/formular.pdf",
    "/sitemap.xml",
    "#oben",
    "mailto:amt@example.org",
    "https://bund.de/nirgends",
]
NOWHERE = [
    "/de/dienste/anderer/",
    "/de/hinweise/kommt-noch/",
    "/de/hinweise/hinweis/fassungen/99/",
    "/de/nichts/",
    "/fr/kontakt/",
    "/en/nichts/",
    "/dateien/anderes.pdf",
    "/admin/",
    f"{SITE}/de/nichts/",
    "www.bund.de",
    "kontakt/",
    "",
]


def site_with(*addresses):
    former = notice(slug="vorher")
    return edition_of(
        EN,
        record(former, 1),
        record(notice_with(*addresses), 2, live_from=NOW - HOUR),
        notice(uid="neu", slug="kommt-noch", starts_at=NOW + HOUR),
        service(),
        ServiceArea(uid="asyl", slug="asyl", title="Asyl"),
        Page(uid="seite", slug="seite", title="Seite"),
        Download(uid="formular", title="Formular", file="formulare/a.pdf"),
    )


def test_link_to_nothing_public_is_found_and_no_other():
    site = site_with(*THERE, *NOWHERE).current(NOW)

    assert list(links.dead_internal(site)) == [(("notice", "hinweis"), one) for one in NOWHERE]


def test_every_fixed_page_of_the_site_can_be_linked_to(published_site):
    now = timezone.now()
    paths = all_paths(published_site, now, {"de"})
    page = Page(
        uid="neu",
        slug="neu",
        title="Neu",
        sections=(PageSection(uid="a", heading="A", body=body(*paths)),),
    )

    assert len(paths) > 20
    assert list(links.warnings(page, published_site, now)) == []
    assert list(links.dead_internal(published_site.current(now))) == []


def test_draft_is_warned_of_links_to_what_is_not_public_at_their_field():
    edition = site_with()
    draft = service(
        uid="entwurf",
        slug="neu",
        description=body("/de/dienste/neu/", "/de/nichts/", "/de/nichts/"),
        procedure=body("www.bund.de", "/de/hinweise/kommt-noch/"),
    )

    found = [(one.field, one.message) for one in links.warnings(draft, edition, NOW)]

    assert [(field, message.partition(". ")[0]) for field, message in found] == [
        ("description", "Der Link „/de/nichts/“ führt zu keiner öffentlichen Seite"),
        (
            "procedure",
            "Der Link „www.bund.de“ führt nirgends hin",
        ),
        (
            "procedure",
            "Der Link „/de/hinweise/kommt-noch/“ führt zu einer Seite, die erst geplant ist.",
        ),
    ]


@pytest.mark.django_db
def test_publish_page_names_dead_links_and_publishes_all_the_same(admin_client, live):
    live.notice.body = body("/de/nichts/")
    live.notice.save()

    page = admin_client.get(address(live.notice, "publish"))

    assert "„/de/nichts/“ führt zu keiner öffentlichen Seite" in text_of(page, ".desk-warnings")
    assert publish(live.notice).number == 5


# --- The command


@pytest.fixture
def other():
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch):
    monkeypatch.setattr(check_links, "PAUSE", 0)


def check(capsys):
    call_command("check_links", own_network=True)
    return capsys.readouterr().out.strip()


def a_day_passes():
    for link in CheckedLink.objects.all():
        link.checked_at -= timedelta(days=1)
        link.failed_on = link.failed_on and link.failed_on - timedelta(days=1)
        link.save()


@pytest.mark.django_db
@pytest.mark.data
def test_link_is_reported_after_it_failed_on_three_days_and_not_before(other, live, capsys):
    live.notice.body = body(url(other, "/404"))
    live.notice.save()
    publish(live.notice)

    told = []
    for _ in range(3):
        told += [check(capsys), check(capsys)]
        a_day_passes()

    link = CheckedLink.objects.get()
    assert (link.address, link.failures, link.answer) == (
        url(other, "/404"),
        3,
        "404: nicht gefunden",
    )
    assert list(CheckedLink.objects.reported()) == [link]
    assert told == [
        "1 of 1 links asked, 1 without a good answer, 0 reported, 0 forgotten.",
        "0 of 1 links asked, 0 without a good answer, 0 reported, 0 forgotten.",
    ] * 2 + [
        "1 of 1 links asked, 1 without a good answer, 1 reported, 0 forgotten.",
        "0 of 1 links asked, 0 without a good answer, 1 reported, 0 forgotten.",
    ]


@pytest.mark.django_db
@pytest.mark.data
def test_link_that_answers_again_or_is_linked_no_more_is_forgotten(other, live, capsys):
    failed = {"checked_at": timezone.now() - timedelta(days=1), "answer": "404", "failures": 2}
    CheckedLink.objects.create(address=url(other), **failed)
    CheckedLink.objects.create(address="https://weg.de", **failed)
    live.notice.body = body(url(other))
    live.notice.save()
    publish(live.notice)

    told = check(capsys)

    link = CheckedLink.objects.get()
    assert (link.address, link.failures, link.answer) == (url(other), 0, "erreichbar")
    assert told == "1 of 1 links asked, 0 without a good answer, 0 reported, 1 forgotten."


@pytest.mark.django_db
def test_links_into_the_own_network_are_not_asked_unless_told_to(other, live):
    live.notice.body = body(url(other))
    live.notice.save()
    publish(live.notice)

    call_command("check_links", verbosity=0)

    assert other.asked == []
    assert "internen Netzes" in CheckedLink.objects.get().answer
    assert models.CheckedLink.objects.get().failures == 1


@pytest.mark.django_db
def test_machine_that_is_off_the_net_holds_nothing_against_the_others(live, capsys):
    live.notice.body = body(*(f"http://localhost:1/{n}" for n in range(3)))
    live.notice.save()
    publish(live.notice)

    told = check(capsys)

    assert told == "Nobody of 3 answered: nothing is held against them."
    assert CheckedLink.objects.count() == 0
