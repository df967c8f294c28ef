"""The pictures of „So geht es“, made from the running site: python -m tests.pictures

Beside the pictures stand the words that they show of headings, fields and buttons. A test goes to
the same places anew and compares: a picture of which the page has changed is found.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests import tools
from tests.browser.conftest import QUIET
from tests.site import PROJECT, Prepared, Site

FOLDER = PROJECT / "static" / "desk" / "help"
WORDS = FOLDER / "words.json"
SIZE = {"width": 1180, "height": 820}
# What a page is recognised by; what stands in its texts and lists changes from day to day.
LASTING = "h2, h3, label, button, summary, th, legend"
EDITOR = ".prose-menubar"  # its script may come later
SEEN = "all => all.filter((one) => one.checkVisibility()).map((one) => one.innerText)"


NOTICE = "Ukraine: Aufnahme nur noch in bestimmten Fällen"
COLLEAGUE, PASSWORD = "kollegin", "nur-fuer-die-bilder-7"
# A colleague who writes, and from here on two have to look at notices.
WITH_FOUR_EYES = f"""
from django.contrib.auth.models import Group, User
from content import roles
from content.models import FourEyes, Profile
one = User.objects.create_user("{COLLEAGUE}", password="{PASSWORD}", is_staff=True)
one.groups.add(Group.objects.get(name=roles.EDITOR))
Profile.objects.create(user=one, all_areas=True)
FourEyes.objects.create(kind="notice")
"""


class Desk:
    """The desk of a site with the initial content, in a browser."""

    def __init__(self, site: Site, page: Page):
        self.site, self.page = site, page

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site.url}/admin/{path}")

    def follow(self, name: str) -> None:
        self._go(self.page.get_by_role("link", name=name, exact=True))

    def press(self, name: str) -> None:
        self._go(self.page.get_by_role("button", name=name, exact=True))

    def follow_first(self, selector: str, **of_text) -> None:
        self._go(self.page.locator(selector, **of_text))

    def _go(self, found: Locator) -> None:
        with self.page.expect_navigation():
            found.first.click()

    def write(self, title: str) -> None:
        self.page.get_by_label("Titel:").fill(title)

    def sign_in(self, name: str, password: str) -> None:
        self.page.context.clear_cookies()
        self.open("login/")
        self.page.locator("[name=username]").fill(name)
        self.page.locator("[name=password]").fill(password)
        self.press("Anmelden")

    def words(self) -> list[str]:
        """Those that are to be seen, without numbers."""
        shown = self.page.locator(f"main :is({LASTING}):not({EDITOR} *)").evaluate_all(SEEN)
        return [" ".join(re.sub(r"\d+", "", words).split()) for words in shown if words.strip()]


def scenes(desk: Desk) -> Iterator[tuple[str, Desk]]:
    """Goes from picture to picture; at each it stops and tells its name."""
    desk.sign_in("admin", desk.site.password)
    yield "front", desk
    desk.follow(NOTICE)
    yield "form", desk
    late = Desk(desk.site, desk.page.context.new_page())
    late.page.set_viewport_size(SIZE)
    late.page.goto(desk.page.url)
    desk.press("Vorschau")
    yield "preview", desk
    desk.follow("Zurück zum Bearbeiten")
    desk.write("Ukraine: Wen wir aufnehmen")
    desk.press("Veröffentlichen …")
    yield "publish", desk
    desk.press("Jetzt veröffentlichen")
    desk.follow("Verlauf")
    yield "history", desk
    late.write("Ukraine: Aufnahme")
    late.press("Entwurf speichern")
    yield "overtaken", late
    yield "translation", _translated(desk)
    yield "approval", _proposed(desk)


def _translated(desk: Desk) -> Desk:
    desk.open("uebersetzungen/?sprache=uk&art=notice")
    desk.follow_first("#content td a[href*='/notice/']")
    return desk


def _proposed(desk: Desk) -> Desk:
    """Somebody else lays a draft before the administrator."""
    desk.site.manage("shell", "-c", WITH_FOUR_EYES)
    desk.sign_in(COLLEAGUE, PASSWORD)
    desk.follow("Ukraine: Wen wir aufnehmen")
    desk.write("Ukraine: Für wen die Aufnahme gilt")
    desk.press("Zur Freigabe vorlegen …")
    desk.press("Zur Freigabe vorlegen")
    desk.sign_in("admin", desk.site.password)
    desk.follow_first(".attention a", has_text="Freigabe")
    return desk


def open_browser(playwright):
    browser = playwright.chromium.launch(executable_path=tools.browser(), args=QUIET)
    return browser.new_context(viewport=SIZE, locale="de-DE", color_scheme="light")


def make() -> None:
    """Write all pictures, and what is to be read on them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        prepared = Prepared(Path(place, "var"))
        with Site(prepared.data_dir, password=prepared.password) as site:
            desk = Desk(site, open_browser(playwright).new_page())
            words = {name: _draw(name, shown) for name, shown in scenes(desk)}
    WORDS.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _draw(name: str, desk: Desk) -> list[str]:
    """Without the frame, which is the same everywhere."""
    desk.page.wait_for_load_state("networkidle")
    box = desk.page.locator("main").bounding_box()
    box["height"] = min(box["height"], SIZE["height"] - box["y"])
    desk.page.screenshot(path=FOLDER / f"{name}.png", clip=box)
    return desk.words()


if __name__ == "__main__":
    make()
