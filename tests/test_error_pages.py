from base64 import b64encode
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from content import edition, error_pages
from content.edition import Edition
from migration_office import urls
from tests.factories import NOW, edition_of


def broken(request):
    raise ZeroDivisionError


def forbidden(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    path("kaputt/", broken),
    path("verboten/", forbidden),
    path("verdreht/", suspicious),
    *urls.urlpatterns,
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(error_pages, "FOLDER", tmp_path / "errors")
    return tmp_path / "errors"


@pytest.fixture
def site():
    """Small, and known to this process only through the files that it writes."""
    edition.hold(Edition())
    return edition_of().at(NOW)


@pytest.mark.usefixtures("published_site")
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/verboten/", 403, "Diese Seite ist nicht für alle"),
        ("/verdreht/", 400, "Das haben wir nicht verstanden"),
        ("/nichts/", 404, "Diese Seite gibt es nicht"),
    ],
)
def test_page_of_an_error_is_a_page_like_all_others(client, address, status, heading):
    response = client.get(address)

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert 'href="/de/inhalt/"' in response.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/kaputt/", 500), ("/de/", 503)])
def test_when_nothing_works_the_written_file_is_shown(client, site, folder, address, status):
    error_pages.write(site)
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert response.content == (folder / f"{status}.html").read_bytes()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/kaputt/", 500), ("/de/", 503)])
def test_when_nothing_was_ever_written_a_plain_page_is_shown(client, site, folder, address, status):
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert "noch einmal" in response.content.decode()


@pytest.mark.parametrize("status", error_pages.STATUSES)
def test_written_page_says_whom_to_call_and_needs_nothing_else(site, folder, status):
    error_pages.write(site)
    body = (folder / f"{status}.html").read_text()

    assert '<a class="tel" href="tel:+4912345678">' in body
    assert "mailto:amt@example.org" in body
    assert [needed for needed in ("<script", "<link", "src=") if needed in body] == []


@pytest.mark.parametrize("status", error_pages.STATUSES)
def test_written_page_brings_the_policy_that_allows_its_stylesheet(site, folder, status):
    error_pages.write(site)
    page = BeautifulSoup((folder / f"{status}.html").read_text(), "html.parser")

    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    digest = b64encode(sha256(page.style.string.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]


def test_full_disk_stops_nothing(site, tmp_path, monkeypatch):
    (tmp_path / "errors").write_text("This is no folder.")
    monkeypatch.setattr(error_pages, "FOLDER", tmp_path / "errors")

    error_pages.write(site)

    assert [path.name for path in tmp_path.iterdir()] == ["errors"]


def test_writing_leaves_no_draft_behind(site, folder):
    error_pages.write(site)
    assert sorted(path.name for path in folder.iterdir()) == ["500.html", "503.html"]
