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
    state = staff_page.inner_text(".desk-state")
    assert "Die letzten Änderungen sind noch nicht öffentlich." in state
    assert heading_for(reader, fresh_site) == OLD

    staff_page.get_by_role("button", name="Vorschau", exact=True).click()
    preview = staff_page.frame_locator(".preview-frame iframe")
    assert preview.locator("h1").inner_text() == "Aufnahme: neue Regeln"
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


@pytest.mark.long
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


def test_hurried_correction_of_a_notice_takes_six_clicks_and_four_pages_at_most(
    page, reader, fresh_site
):
    clicks, pages = [], []
    page.expose_function("clicked", lambda: clicks.append(page.url))
    page.add_init_script("addEventListener('click', () => clicked(), true)")
    page.on("request", lambda one: pages.append(one.url) if is_a_page(one) else None)

    page.goto(f"{fresh_site.url}/admin/login/")
    page.keyboard.type("admin")  # the field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(fresh_site.password)
    page.get_by_role("button", name="Anmelden").click()
    page.locator(".notices").get_by_role("link", name=OLD).click()
    page.get_by_label("Titel").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Aufnahme: neue Regeln")
    page.get_by_role("button", name="Veröffentlichen …").click()
    until_public = len(pages)
    page.get_by_role("button", name="Jetzt veröffentlichen").click()

    assert eventually(reader, fresh_site, "Aufnahme: neue Regeln") == "Aufnahme: neue Regeln"
    assert (len(clicks), until_public) == (5, 4)


def is_a_page(request):
    """That somebody sees: no frame, no form that leads on to one."""
    return (
        request.is_navigation_request()
        and request.method == "GET"
        and not request.frame.parent_frame
    )
