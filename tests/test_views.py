import json

import pytest
from django.http import Http404

from content import edition
from content.edition import Edition
from content.published import Download, Language, Page, PageSection, ServiceArea
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    edition_of,
    get,
    notice,
    read,
    record,
    service,
    withdrawal,
)

ENGLISH = Language(uid="en", code="en", name="English", ready=True, position=1)
ARABIC = Language(uid="ar", code="ar", name="العربية", direction="rtl", position=2)


@pytest.fixture
def empty_site():
    edition.hold(Edition())
    yield
    edition.hold(Edition())


@pytest.mark.parametrize(
    ("accepted", "target"),
    [
        ("", "/de/"),
        ("en", "/en/"),
        ("en-GB,de;q=0.9", "/en/"),
        ("ar,en;q=0.5,de;q=0.4", "/en/"),
        ("ja, *;q=0.1", "/de/"),
        ("de-AT", "/de/"),
        (";;;=,,", "/de/"),
    ],
)
def test_root_leads_to_the_best_language_that_is_ready(accepted, target):
    response = get(edition_of(ENGLISH, ARABIC), "/", **{"Accept-Language": accepted})

    assert (response.status_code, response["Location"]) == (302, target)
    assert response["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/xx/", "/ar/", "/xx/kontakt/", "/de/dienste/x/"])
def test_unknown_address_is_not_found(path):
    with pytest.raises(Http404):
        get(edition_of(ARABIC), path)


@pytest.mark.usefixtures("published_site")
@pytest.mark.parametrize("path", ["/nichts", "/xx/", "/de/nichts/", "/de/dienste/nichts/"])
def test_not_found_page_leads_on(client, path):
    response = client.get(path)

    assert response.status_code == 404
    body = response.content.decode()
    assert [
        href for href in ["/de/", "/de/dienste/", "/de/inhalt/"] if f'"{href}"' not in body
    ] == []
    assert 'href="tel:+492151862333"' in body


@pytest.mark.usefixtures("published_site")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize(
    "path", ["/", "/de/", "/de/dienste/", "/healthz", "/robots.txt", "/icon.svg"]
)
def test_wrong_method_is_told_so(client, method, path):
    response = getattr(client, method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.usefixtures("published_site")
def test_wrong_method_is_told_so_also_where_tokens_are_checked(client):
    client.handler.enforce_csrf_checks = True
    assert client.post("/de/").status_code == 405


def test_moved_address_redirects_for_good():
    moved = edition_of(
        record(service(slug="alt"), 11), record(service(slug="neu"), 12, live_from=NOW)
    )
    response = get(moved, "/de/dienste/alt/", NOW)
    assert (response.status_code, response["Location"]) == (301, "/de/dienste/neu/")
    # Else a browser would keep it for ever, also when the address goes back.
    assert response["Cache-Control"] == "max-age=0, must-revalidate"


def test_address_does_not_move_before_its_instant():
    moved = edition_of(
        record(service(slug="alt"), 11), record(service(slug="neu"), 12, live_from=NOW)
    )
    assert get(moved, "/de/dienste/alt/", NOW - HOUR).status_code == 200


def test_address_that_another_object_took_over_is_that_objects():
    taken = edition_of(
        record(service(uid="eins", slug="a", title="Erster"), 11),
        record(service(uid="eins", slug="b", title="Erster"), 12),
        record(service(uid="zwei", slug="a", title="Zweiter"), 13),
    )
    assert "<h1>Zweiter</h1>" in read(taken, "/de/dienste/a/")


def test_withdrawn_object_is_not_found():
    withdrawn = edition_of(record(service(), 11), withdrawal(service(), 12, NOW - HOUR))
    with pytest.raises(Http404):
        get(withdrawn, "/de/dienste/dienst/")


def test_notice_is_not_found_before_its_start():
    coming = edition_of(notice(starts_at=NOW))

    with pytest.raises(Http404):
        get(coming, "/de/hinweise/hinweis/", NOW - HOUR)
    assert "<h1>Hinweis</h1>" in read(coming, "/de/hinweise/hinweis/", NOW)


def test_former_address_of_a_notice_that_has_not_started_tells_nothing():
    coming = edition_of(
        record(notice(slug="geheim-alt", starts_at=NOW + DAY), 11),
        record(notice(slug="geheim", starts_at=NOW + DAY), 12),
    )
    with pytest.raises(Http404):
        get(coming, "/de/hinweise/geheim-alt/", NOW)


def test_ended_notice_keeps_its_address_and_says_when_it_ended():
    ended = edition_of(notice(ends_at=NOW))
    assert "Er ist am 3. März 2026, 11.00 Uhr beendet worden." in read(
        ended, "/de/hinweise/hinweis/", NOW
    )


def test_page_shows_only_sections_that_have_a_text():
    page = Page(
        uid="p",
        slug="impressum",
        title="Impressum",
        sections=(
            PageSection(uid="s1", heading="Bekannt", body="<p>Text</p>"),
            PageSection(uid="s2", heading="Noch offen"),
        ),
    )
    body = read(edition_of(page), "/de/impressum/")
    assert ("Bekannt" in body, "Noch offen" in body) == (True, False)


def test_area_lists_its_services():
    area = ServiceArea(uid="a", slug="asyl", title="Asyl")
    known = edition_of(
        area, service(area="a", title="Drin"), service(uid="x", slug="x", title="Draußen")
    )
    body = read(known, "/de/sachgebiete/asyl/")
    assert ("Drin" in body, "Draußen" in body) == (True, False)


@pytest.mark.usefixtures("empty_site")
@pytest.mark.parametrize("path", ["/", "/de/", "/de/kontakt/", "/sitemap.xml", "/healthz"])
def test_empty_edition_is_unavailable(client, path):
    assert client.get(path).status_code == 503


def test_health_names_the_edition_and_the_last_contact(published_site, client):
    edition.touched()
    response = client.get("/healthz")

    health = json.loads(response.content)
    assert response.status_code == 200
    assert health["edition"] == published_site.number
    assert 0 <= health["seconds_since_database"] < 5
    assert response["Cache-Control"] == "no-store"


def test_robots_are_shown_the_sitemap(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: https://migration.example.org/sitemap.xml",
    ]


def test_icon_is_the_offices_mark(published_site, client):
    response = client.get("/icon.svg")
    office = published_site.at(NOW.replace(year=2100)).office

    assert response["Content-Type"] == "image/svg+xml"
    assert f'd="{office.mark}"' in response.content.decode()


@pytest.fixture
def form(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "formulare").mkdir()
    (tmp_path / "formulare/antrag.pdf").write_bytes(b"%PDF-1.7")
    return Download(uid="antrag", title="Antrag", file="formulare/antrag.pdf", file_type="pdf")


def test_forms_are_in_the_menu_only_when_there_are_some(form):
    link = 'href="/de/formulare/"'
    assert link not in read(edition_of(), "/de/")
    assert link in read(edition_of(form), "/de/kontakt/")
