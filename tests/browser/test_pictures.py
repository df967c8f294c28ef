"""„So geht es“ can't go stale: its pictures and the names of buttons are those of the desk."""

import json

from playwright.sync_api import Page

from tests.pictures import SIZE, WORDS, Desk, scenes


def test_pictures_show_the_pages_as_they_are_now(page: Page, fresh_site):
    page.set_viewport_size(SIZE)
    pictured = json.loads(WORDS.read_text(encoding="utf-8"))

    seen = {name: desk.words() for name, desk in scenes(Desk(fresh_site, page))}

    assert seen == pictured, "Make the pictures anew: make pictures"
