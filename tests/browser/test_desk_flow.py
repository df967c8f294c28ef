"""The whole way of a change, as somebody in a hurry goes it."""

import pytest

NOTICE = "/de/hinweise/aufnahme-aus-der-ukraine/"
OLD = "Ukraine: Aufnahme nur noch in bestimmten Fällen"


@pytest.fixture
def reader(browser, fresh_site):
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


def heading_for(reader, site):
    reader.goto(site.url + NOTICE)
    return reader.locator("h1").inner_text()


def eventually(reader, site, heading):
    """The heading that readers see, once it is this one or the page's 1.2 seconds are over."""
    reader.goto(site.url + NOTICE)
    for _ in range(12):
        if reader.locator("h1").inner_text() == heading:
            break
        reader.wait_for_timeout(100)
        reader.reload()
    return reader.locator("h1").inner_text()


def open_notice(staff_page):
    staff_page.get_by_role("link", name="Hinweise", exact=True).first.click()
    staff_page.get_by_role("link", name="Ukraine", exact=False).first.click()


def test_notice_is_changed_previewed_published_and_restored(staff_page, reader, fresh_site):
    assert heading_for(reader, fresh_site) == OLD

    open_notice(staff_page)
    staff_page.get_by_label("Titel").fill("Aufnahme: neue Regeln")
    staff_page.get_by_role("button", name="Entwurf speichern").click()
    assert "Ihre Änderungen sind noch nicht öffentlich." in staff_page.inner_text(".desk-state")
    assert heading_for(reader, fresh_site) == OLD

    staff_page.get_by_role("button", name="Vorschau").click()
    assert staff_page.locator("h1").inner_text() == "Aufnahme: neue Regeln"
    staff_page.get_by_role("link", name="Zurück zum Bearbeiten").click()

    staff_page.get_by_role("button", name="Veröffentlichen …").click()
    assert staff_page.locator(".desk-differences dt").all_inner_texts() == ["Titel"]
    staff_page.get_by_role("button", name="Jetzt veröffentlichen").click()
    assert "Öffentlich: Fassung vom" in staff_page.inner_text(".desk-state")
    assert eventually(reader, fresh_site, "Aufnahme: neue Regeln") == "Aufnahme: neue Regeln"

    staff_page.get_by_role("link", name="Verlauf").click()
    staff_page.locator("#content tbody tr").last.get_by_role("link").click()
    staff_page.get_by_role("button", name="Wiederherstellen …").click()
    staff_page.get_by_role("button", name="Jetzt veröffentlichen").click()
    assert eventually(reader, fresh_site, OLD) == OLD


def test_every_page_between_draft_and_public_is_accessible_and_fits_a_phone(
    staff_page, fresh_site, violations
):
    staff_page.set_viewport_size({"width": 390, "height": 800})
    open_notice(staff_page)
    staff_page.get_by_label("Titel").fill("Geändert")
    staff_page.get_by_role("button", name="Veröffentlichen …").click()
    change = staff_page.url.replace("veroeffentlichen/", "")

    for view in ("change/", "veroeffentlichen/", "zurueckziehen/", "history/", "fassungen/30/"):
        staff_page.goto(change + view)

        width = staff_page.evaluate("document.documentElement.scrollWidth")
        assert (view, violations(staff_page)) == (view, [])
        assert (view, width) == (view, 390)
