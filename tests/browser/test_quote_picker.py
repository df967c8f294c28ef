"""Putting a fact into a text where somebody was writing; and how the new parts of the desk look."""

import pytest

NOTICE = "/admin/content/notice/1/change/"
HOTLINE = "{telefon:hotline}"


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def unfold(page, site):
    """The form of a notice with its text editor, and the list unfolded."""
    page.goto(site.url + NOTICE)
    page.locator(".ProseMirror[aria-labelledby]").wait_for()
    page.locator(".desk-quotes summary").click()
    return page


@pytest.fixture
def desk(staff_page, fresh_site):
    return unfold(staff_page, fresh_site)


def insert(page, words=HOTLINE):
    page.get_by_label("Angabe", exact=True).select_option(words)
    page.get_by_role("button", name="Einfügen").click()


def hint(page):
    return page.locator(".desk-quotes .place").inner_text()


def test_fact_comes_where_the_cursor_was_in_a_field(desk):
    summary = desk.get_by_label("Kurz gesagt")
    summary.fill("Anruf: bitte.")
    summary.evaluate("field => field.setSelectionRange(7, 7)")

    insert(desk)

    assert summary.input_value() == f"Anruf: {HOTLINE}bitte."
    assert desk.evaluate("document.activeElement.name") == "summary"
    assert desk.evaluate("document.activeElement.selectionStart") == 7 + len(HOTLINE)
    assert "Kurz gesagt" in desk.locator(".desk-quotes [role=status]").inner_text()


@pytest.mark.long
def test_fact_takes_the_place_of_what_was_marked(desk):
    summary = desk.get_by_label("Kurz gesagt")
    summary.fill("Anruf: 02151 862333 bitte.")
    summary.evaluate("field => field.setSelectionRange(7, 19)")

    insert(desk)

    assert summary.input_value() == f"Anruf: {HOTLINE} bitte."


def test_fact_comes_where_the_cursor_was_in_the_text_editor(desk):
    editor = desk.get_by_role("textbox", name="Text:")
    editor.press("Control+a")
    editor.press("Delete")
    editor.press_sequentially("Anruf: bitte.")
    for _ in "bitte.":
        editor.press("ArrowLeft")

    insert(desk)
    editor.press_sequentially(" ")

    assert desk.locator("#id_body").input_value() == f"<p>Anruf: {HOTLINE} bitte.</p>"


@pytest.mark.long
def test_list_says_into_which_field_it_writes_and_at_first_asks_for_one(desk):
    insert(desk)
    asked = hint(desk)
    desk.get_by_label("Kurz gesagt").focus()

    assert asked == "Klicken Sie zuerst in den Text, in dem die Angabe stehen soll."
    assert hint(desk) == "Kommt in das Feld „Kurz gesagt“, wo Sie zuletzt waren."


@pytest.mark.long
def test_field_that_holds_no_text_for_readers_gets_none(desk):
    desk.get_by_label("Kurz gesagt").fill("")
    desk.get_by_label("Ende: Datum").focus()

    insert(desk)

    assert desk.get_by_label("Kurz gesagt").input_value() == HOTLINE


def test_fact_comes_into_a_part_that_was_added_just_now(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}/admin/content/checklist/1/change/")
    staff_page.get_by_text("Unterlage hinzufügen").click()
    name = staff_page.locator(".inline-related:not(.empty-form) [name$='-name']").last
    name.fill("Anruf: ")
    staff_page.locator(".desk-quotes summary").click()

    insert(staff_page)

    assert name.input_value() == f"Anruf: {HOTLINE}"


def test_list_is_used_with_the_keyboard_alone(desk):
    desk.get_by_label("Kurz gesagt").fill("")
    desk.get_by_label("Angabe", exact=True).focus()

    desk.keyboard.press("Home")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")

    first = desk.locator("#quote option").first.get_attribute("value")
    assert desk.get_by_label("Kurz gesagt").input_value() == first


def test_without_javascript_the_same_list_is_there_to_copy(browser, staff_page, fresh_site):
    cookies = staff_page.context.cookies()
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(fresh_site.url + NOTICE)
        page.locator(".desk-quotes summary").click()

        assert page.get_by_text(HOTLINE, exact=True).is_visible()
        assert not page.locator("#quote").is_visible()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_from_the_list_to_the_history_all_fits_a_phone_and_axe_finds_nothing(
    staff_page, fresh_site, violations, scheme
):
    staff_page.emulate_media(color_scheme=scheme)
    desk = unfold(staff_page, fresh_site)
    found = {"list": (overflow(desk), violations(desk, scheme))}
    desk.get_by_label("Titel").fill("Nur noch digitale Fotos, für 6 Euro")
    desk.get_by_role("button", name="Veröffentlichen …").click()
    change = desk.url.replace("veroeffentlichen/", "")
    found["publish"] = (overflow(desk), violations(desk, scheme))
    box = desk.get_by_label("Sinn unverändert: Die Übersetzungen von „Titel“ stimmen weiter.")
    box.check()
    desk.get_by_role("button", name="Jetzt veröffentlichen").click()
    desk.locator(".messagelist .success").wait_for()
    desk.goto(f"{change}history/")
    found["history"] = (overflow(desk), violations(desk, scheme))
    desk.get_by_role("button", name="Zurücknehmen für „Titel“").click()
    desk.get_by_text("Zurückgenommen:").wait_for()
    found["taken back"] = (overflow(desk), violations(desk, scheme))

    assert found == {page: (0, []) for page in ("list", "publish", "history", "taken back")}
