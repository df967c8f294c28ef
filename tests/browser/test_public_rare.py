"""The pages that no sitemap lists: those of errors, of the past, and with files."""

import pytest
from django.test import RequestFactory

from content import edition, error_pages
from content.published import Download
from tests.factories import DAY, NOW, edition_of, notice, read, record

ENDED = notice(uid="vorbei", slug="vorbei", title="Vorbei", ends_at=NOW - DAY)
FORM = Download(
    uid="antrag", title="Antrag", file="formulare/antrag.pdf", file_type="PDF", pages=2, size=9_000
)


@pytest.fixture(scope="module")
def past_and_files():
    old = record(notice(body="<h3>Alt</h3><p>Alter Text.</p>"), 11, NOW - 2 * DAY)
    new = record(notice(body="<p>Neuer Text.</p>"), 12, NOW - DAY)
    site = edition_of(old, new, ENDED, FORM)
    paths = ["/de/hinweise/hinweis/fassungen/11/", "/de/hinweise/vorbei/", "/de/formulare/"]
    return {path: read(site, path) for path in paths}


@pytest.fixture
def errors(published_site):
    request = RequestFactory().get("/de/gibt-es-nicht/")
    site = edition.newest().current(published_site.made_at)
    pages = {
        "400": error_pages.bad_request(request, ValueError()),
        "403": error_pages.forbidden(request, ValueError()),
        "404": error_pages.not_found(request, ValueError()),
    }
    shown = {name: response.content.decode() for name, response in pages.items()}
    error_pages.write(site)
    files = {name: (error_pages.FOLDER / f"{name}.html").read_text() for name in ("500", "503")}
    return shown | files


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_promise_10_axe_finds_nothing_on_pages_of_the_past_and_of_errors(
    page, past_and_files, errors, violations, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    found = {}
    for name, html in {**past_and_files, **errors}.items():
        page.set_content(html)
        found[name] = (
            violations(page),
            page.evaluate("document.documentElement.scrollWidth"),
            page.locator("h1").count(),
        )

    assert len(found) == 8
    assert {name: result for name, result in found.items() if result != ([], 320, 1)} == {}


def test_page_of_an_error_leads_on_without_a_database_and_names_the_number(errors):
    assert [name for name, html in errors.items() if "tel:+492151862333" not in html] == []
