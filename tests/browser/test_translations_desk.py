"""The translators' desk in a browser: its looks, its keyboard, its text editor both ways."""

import pytest

from tests.rewinding import RewoundSite
from tests.site import environment, manage

TABLE = "/admin/uebersetzungen/"
NOTICE = "/admin/uebersetzungen/notice/fotos-nur-digital"
PAGES = [
    TABLE,
    f"{TABLE}?sprache=ar",
    f"{NOTICE}/uk/",
    f"{NOTICE}/ar/",
    f"{NOTICE}/uk/zurueckziehen/",
    f"{TABLE}einlesen/",
]
CHANGE = """
from content import publishing
from content.models import Notice
notice = Notice.objects.get(uid="fotos-nur-digital")
notice.summary += " Ganz neu."
notice.save()
publishing.publish(notice)
"""


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def eventually(page, address):
    """The table, once the process knows what was published a second ago."""
    for _ in range(30):
        page.goto(address)
        if page.locator(".desk-standings td a").count():
            break
        page.wait_for_timeout(100)


@pytest.fixture(scope="module")
def changed(prepared, tmp_path_factory):
    """A site on which the summary of a notice is newer than its translations."""
    data_dir = tmp_path_factory.mktemp("changed") / "var"
    prepared.copy_to(data_dir)
    manage("shell", "-c", CHANGE, **environment(data_dir))
    with RewoundSite(data_dir, password=prepared.password) as site:
        yield site


@pytest.fixture
def fresh_site(changed):
    changed.rewind()
    return changed


@pytest.fixture
def outdated(fresh_site):
    return fresh_site


@pytest.mark.long  # tests/browser/test_admin_look.py looks at one of each
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_translators_fit_a_phone_and_axe_finds_nothing(
    staff_page, outdated, violations, scheme
):
    staff_page.emulate_media(color_scheme=scheme)
    found = {}
    for path in PAGES:
        staff_page.goto(outdated.url + path)
        staff_page.wait_for_load_state("networkidle")
        found[path] = (overflow(staff_page), violations(staff_page, scheme))

    assert found == {path: (0, []) for path in PAGES}


def test_outdated_text_is_found_mended_and_published_with_the_keyboard(staff_page, outdated):
    staff_page.set_viewport_size({"width": 1280, "height": 900})
    eventually(staff_page, f"{outdated.url}{TABLE}?sprache=uk&stand=stale&art=notice")
    staff_page.locator(".desk-standings td a").focus()
    staff_page.keyboard.press("Enter")
    staff_page.wait_for_url("**?arbeit")
    piece = staff_page.locator("[id='fotos-nur-digital.summary']")
    assert piece.locator("ins").inner_text().strip() == "Ganz neu."

    piece.get_by_label("Українська").focus()
    staff_page.keyboard.press("Control+End")
    staff_page.keyboard.type(" Зовсім нове.")
    staff_page.keyboard.press("Tab")
    staff_page.keyboard.press("Tab")
    staff_page.keyboard.press("Space")
    staff_page.get_by_role("button", name="Speichern und veröffentlichen").press("Enter")
    staff_page.wait_for_selector(".messagelist")

    assert piece.locator(".state").inner_text() == "aktuell"
    assert piece.locator("ins").count() == 0
    assert piece.get_by_text("geprüft von admin am").count() == 1


def test_order_of_the_tab_key_is_that_of_the_page(staff_page, outdated):
    staff_page.goto(f"{outdated.url}{NOTICE}/uk/?arbeit")
    visited = [staff_page.evaluate("document.activeElement.name")]
    for _ in range(4):
        staff_page.keyboard.press("Tab")
        visited.append(staff_page.evaluate("document.activeElement.name"))

    assert [name.removeprefix("fotos-nur-digital.") for name in visited] == [
        "title-text",
        "title-reviewed",
        "summary-text",
        "summary-fits",
        "summary-reviewed",
    ]


def test_text_editor_writes_in_the_language_and_direction_of_its_text(staff_page, outdated):
    staff_page.goto(f"{outdated.url}{NOTICE}/ar/")
    editor = staff_page.get_by_role("textbox", name="Text: العربية")

    editor.press("Control+a")
    editor.press("Delete")
    editor.press_sequentially("مرحبا")

    assert (editor.get_attribute("lang"), editor.get_attribute("dir")) == ("ar", "rtl")
    assert staff_page.locator("textarea[name$='body-text']").input_value() == "<p>مرحبا</p>"
    bold = staff_page.get_by_role("button", name="Fett")
    assert bold.evaluate("node => getComputedStyle(node).direction") == "ltr"


def test_opened_and_saved_unchanged_nothing_is_saved(staff_page, outdated):
    """The text editor writes what it was given."""
    for language in ("uk", "ar", "de-simple"):
        staff_page.goto(f"{outdated.url}{NOTICE}/{language}/")
        staff_page.locator(".ProseMirror[aria-labelledby]").wait_for()
        staff_page.get_by_role("button", name="Speichern", exact=True).click()
        staff_page.wait_for_selector(".messagelist")

        words = staff_page.locator(".messagelist").inner_text()
        assert (language, words) == (language, "Es war nichts zu speichern.")


def test_everything_works_without_javascript(browser, staff_page, outdated):
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies(staff_page.context.cookies())
        page = context.new_page()
        page.goto(f"{outdated.url}{NOTICE}/uk/")
        page.locator("[name$='title-text']").fill("Нове")
        page.get_by_role("button", name="Speichern", exact=True).click()

        assert page.locator("[name$='title-text']").input_value() == "Нове"
        assert "noch nicht öffentlich" in page.locator("[id$='.title'] h2").inner_text()


def test_file_goes_out_and_comes_back(staff_page, outdated, tmp_path, violations):
    staff_page.goto(f"{outdated.url}{NOTICE}/uk/")
    with staff_page.expect_download() as download:
        staff_page.get_by_role("link", name="als XLIFF-Datei").click()
    file = tmp_path / download.value.suggested_filename
    text = download.value.path().read_text()
    old = staff_page.locator("[name$='title-text']").input_value()
    file.write_text(text.replace(f">{old}<", ">Інше<"))

    staff_page.locator("[name=datei]").set_input_files(file)
    staff_page.get_by_role("button", name="Einlesen").click()
    staff_page.wait_for_selector("#outcomes")

    assert staff_page.locator("#content p").first.inner_text().startswith("1 übernommen, 3 unver")
    assert (overflow(staff_page), violations(staff_page)) == (0, [])
    staff_page.get_by_role("button", name="Veröffentlichen").click()
    staff_page.wait_for_url(f"**{TABLE}")
    assert "Eine Übersetzung ist öffentlich" in staff_page.locator(".messagelist").inner_text()
