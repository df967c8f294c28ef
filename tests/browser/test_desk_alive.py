"""The pages that staff see when the desk can't work, and that nothing typed is lost on them."""

import pytest

from tests.disk import SmallDisk
from tests.rewinding import RewoundSite

NOTICE = "/admin/content/notice/1/change/"


@pytest.fixture
def fresh_site(prepared):
    """On a disk that a test may fill."""
    with SmallDisk() as disk:
        prepared.copy_to(disk.path / "var")
        with RewoundSite(disk.path / "var", password=prepared.password) as site:
            site.disk = disk
            yield site


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_could_not_be_done_is_told_readably_and_done_with_one_button(
    staff_page, fresh_site, violations, scheme
):
    staff_page.emulate_media(color_scheme=scheme)
    staff_page.goto(f"{fresh_site.url}{NOTICE}")
    staff_page.locator("[name=title]").fill("Bald öffentlich")
    staff_page.get_by_role("button", name="Veröffentlichen …").click()
    staff_page.locator("[name=note]").fill("Mit „Begründung“\r\nund Umbruch")

    with fresh_site.disk.full():
        staff_page.get_by_role("button", name="Jetzt veröffentlichen").click()
        heading = staff_page.get_by_role("heading").inner_text()
        look = (overflow(staff_page), violations(staff_page))
    staff_page.get_by_role("button", name="Noch einmal senden").click()

    assert heading == "Der Speicher des Servers ist voll"
    assert look == (0, [])
    staff_page.get_by_text("„Bald öffentlich“ ist öffentlich").wait_for()


def test_form_that_could_not_be_saved_shows_what_was_typed_and_axe_finds_nothing(
    staff_page, fresh_site, violations
):
    staff_page.goto(f"{fresh_site.url}{NOTICE}")
    staff_page.locator("[name=title]").fill("Noch hier")
    staff_page.locator(".ProseMirror").first.fill("Lange überlegt")

    with fresh_site.disk.full():
        staff_page.get_by_role("button", name="Entwurf speichern").click()
        told = staff_page.locator(".errornote").inner_text()
        typed = staff_page.locator("[name=title]").input_value()
        text = staff_page.locator(".ProseMirror").first.inner_text()
        staff_page.wait_for_load_state("networkidle")
        look = (overflow(staff_page), violations(staff_page))
    staff_page.get_by_role("button", name="Entwurf speichern").click()

    assert told.startswith("Der Speicher des Servers ist voll.")
    assert (typed, text) == ("Noch hier", "Lange überlegt")
    assert look == (0, [])
    staff_page.get_by_text("Der Entwurf „Noch hier“ ist gespeichert.").wait_for()
