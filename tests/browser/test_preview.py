"""The preview in its frame: what only a browser can show."""

import pytest

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1400, "height": 900}


def open_notice(page):
    page.goto(page.url + "content/notice/")
    page.get_by_role("link", name="Ukraine", exact=False).first.click()


def preview_of(page, address="**/seite/**"):
    """The frame, once it shows a page of the site at such an address."""
    frame = page.locator(".preview-frame iframe").element_handle().content_frame()
    frame.wait_for_url(address)
    frame.wait_for_selector(".preview-mark")
    return frame


@pytest.fixture
def asked(staff_page):
    """The paths that the browser asks for, but for the admin's own and what pages are made of."""
    paths = []
    staff_page.on("request", lambda request: paths.append("/" + request.url.split("/", 3)[3]))
    return lambda: [path for path in paths if not path.startswith(("/admin/", "/static/"))]


def test_whoever_clicks_searches_and_chooses_stays_in_the_preview(staff_page, violations, asked):
    staff_page.set_viewport_size(PHONE)
    open_notice(staff_page)
    staff_page.get_by_label("Titel").fill("Noch geheim")
    staff_page.get_by_role("button", name="Vorschau", exact=True).click()
    frame = preview_of(staff_page)
    assert frame.locator("h1").inner_text() == "Noch geheim"
    assert frame.evaluate("innerWidth") == 360
    assert violations(staff_page) == []
    assert staff_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    frame.get_by_role("link", name="Hinweise", exact=True).first.click()
    frame = preview_of(staff_page, "**/seite/de/hinweise/?zeit=")
    page_chosen = staff_page.get_by_label("Seite:").evaluate("one => one.selectedOptions[0].text")
    assert "Noch geheim" in frame.inner_text("main")
    assert page_chosen == "Alle Hinweise"

    staff_page.get_by_label("Seite:").select_option("dienste/")
    frame = preview_of(staff_page, "**/seite/de/dienste/?zeit=")
    with staff_page.expect_response("**/vorschau/seite/de/dienste/**q=pass**"):
        frame.locator("#q").fill("pass")
    frame.locator("#q").press("Enter")
    preview_of(staff_page, "**/seite/de/dienste/?q=pass&zeit=")

    staff_page.get_by_label("Sprache:").select_option("ar")
    frame = preview_of(staff_page, "**/seite/ar/dienste/?zeit=")
    assert frame.locator("html").get_attribute("dir") == "rtl"
    staff_page.get_by_label("Breite:").select_option("rechner")
    assert frame.evaluate("innerWidth") == 1280
    box = staff_page.locator(".preview-frame iframe").bounding_box()
    assert box["x"] + box["width"] <= PHONE["width"]
    assert "sprache=ar&seite=dienste%2F&zeit=&breite=rechner" in staff_page.url
    assert asked() == []


def test_preview_stands_beside_the_form_where_there_is_room_and_below_it_elsewhere(
    staff_page, violations
):
    staff_page.set_viewport_size(WIDE)
    open_notice(staff_page)
    staff_page.get_by_role("button", name="Vorschau daneben").click()
    preview_of(staff_page)

    beside = places(staff_page)
    assert violations(staff_page) == []
    staff_page.set_viewport_size(PHONE)
    below = places(staff_page)

    assert beside["form"]["x"] + beside["form"]["width"] <= beside["frame"]["x"]
    assert below["form"]["y"] + below["form"]["height"] <= below["frame"]["y"]
    assert staff_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def places(page):
    return {
        "form": page.locator("#content-main form").first.bounding_box(),
        "frame": page.locator(".preview-frame").bounding_box(),
    }


def test_link_shows_the_draft_to_somebody_who_is_not_signed_in(staff_page, browser, violations):
    open_notice(staff_page)
    staff_page.get_by_label("Titel").fill("Zum Ansehen")
    staff_page.get_by_role("button", name="Vorschau", exact=True).click()
    staff_page.get_by_role("button", name="Link machen").click()
    link = staff_page.get_by_label("Gemacht am").input_value()
    assert violations(staff_page) == []

    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(link)
        frame = preview_of(page)

        assert frame.locator("h1").inner_text() == "Zum Ansehen"
        assert violations(page) == violations(page, "dark") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert context.cookies() == []
