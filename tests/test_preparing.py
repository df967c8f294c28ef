"""What is made before anybody asks for it. No database."""

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from content import edition, preparing
from content.edition import Edition
from content.preparing import Preparer
from content.published import Language
from content.shelf import Shelf
from migration_office import shortcut
from migration_office.shortcut import short_cut, visitor
from tests.factories import MADE, edition_of, notice, record, service, withdrawal
from tests.wsgi import Counted, ask


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def site(django, monkeypatch):
    """Served through a shelf that no other test has put a page on."""
    shelf = Shelf()
    monkeypatch.setattr(shortcut, "shelf", shelf)
    monkeypatch.setattr(preparing, "shelf", shelf)
    edition.hold(edition_of(service(), notice()))
    yield short_cut(django)
    edition.hold(Edition())


def test_every_page_that_can_be_found_is_made_before_its_first_reader_comes(site, django):
    preparer = Preparer(visitor(django))
    give_up = time.monotonic() + 10
    while len(shortcut.shelf.paths()) < 9 and time.monotonic() < give_up:
        preparer.prepare()
    django.asked.clear()

    sitemap = ask(site, "/sitemap.xml").body.decode()
    paths = re.findall(r"<loc>https://migration.example.org(\S+?)</loc>", sitemap)
    statuses = {path: ask(site, path).status for path in paths}

    assert "/de/dienste/dienst/" in statuses
    assert set(statuses.values()) == {"200 OK"}
    assert django.asked == []


def test_pages_of_a_language_are_made_when_somebody_has_begun_to_read_it(site, django):
    english = Language(uid="en", code="en", name="English", ready=True)
    edition.hold(edition_of(service(), notice(), english))
    preparer = Preparer(visitor(django))
    preparer.prepare()
    before = {path for path in shortcut.shelf.paths() if path.startswith("/en/")}

    ask(site, "/en/")
    while "/en/dienste/dienst/" not in shortcut.shelf.paths():
        preparer.prepare()
    django.asked.clear()

    assert before == set()
    assert ask(site, "/en/dienste/").status == "200 OK"
    assert django.asked == []


def test_after_a_publication_only_the_pages_that_it_changes_are_made_anew(site, django):
    preparer = Preparer(visitor(django))
    preparer.prepare()
    django.asked.clear()

    changed = record(replace(notice(), title="Neu"), 9)
    edition.hold(edition.newest().after([changed]))
    preparer.prepare()

    assert "/de/hinweise/hinweis/" in django.asked
    assert "/de/dienste/dienst/" not in django.asked
    assert "Neu" in ask(site, "/de/hinweise/hinweis/").body.decode()


def test_page_that_was_asked_for_last_is_made_anew_first(site, django):
    preparer = Preparer(visitor(django))
    preparer.prepare()
    for path in ("/de/hinweise/", "/de/hinweise/hinweis/"):
        ask(site, path)
    django.asked.clear()

    edition.hold(edition.newest().after([record(replace(notice(), title="Neu"), 9)]))
    preparer.prepare()

    assert django.asked[:2] == ["/de/hinweise/hinweis/", "/de/hinweise/"]


def test_one_round_takes_no_more_time_than_it_may(site):
    visited = []

    def slow(path, of, at):
        visited.append(path)
        time.sleep(0.6 * preparing.ROUND)
        return True

    Preparer(slow).prepare()

    assert len(visited) == 2


def test_page_that_can_not_be_made_is_not_tried_again_before_something_changes(site):
    visited = []

    def in_vain(path, of, at):
        visited.append(path)
        return False

    preparer = Preparer(in_vain)
    preparer.prepare()
    once = len(visited)
    preparer.prepare()
    twice = len(visited)
    edition.hold(edition.newest().after([record(notice(), 9)]))
    preparer.prepare()

    assert once > 5
    assert (twice, len(visited)) == (once, 2 * once)


def test_page_of_what_was_withdrawn_takes_no_room_any_more(site, django):
    preparer = Preparer(visitor(django))
    preparer.prepare()
    assert "/de/dienste/dienst/" in shortcut.shelf.paths()

    edition.hold(edition.newest().after([withdrawal(service(), 9, MADE)]))
    preparer.prepare()

    assert "/de/dienste/dienst/" not in shortcut.shelf.paths()
    assert ask(site, "/de/dienste/dienst/").status == "404 Not Found"


def test_without_an_office_there_is_nothing_to_prepare(site):
    edition.hold(Edition())
    visited = []

    Preparer(visited.append).prepare()

    assert visited == []


def test_edition_that_is_to_come_finds_its_pages_made(site, django):
    preparer = Preparer(visitor(django))
    preparer.prepare()
    coming = edition.newest().after([record(replace(notice(), title="Neu"), 9)])

    preparer.expect(coming)
    before = ask(site, "/de/hinweise/hinweis/").body.decode()
    edition.hold(coming)
    django.asked.clear()
    after = ask(site, "/de/hinweise/hinweis/").body.decode()

    assert ("Neu" in before, "Neu" in after) == (False, True)
    assert django.asked == []


def test_page_of_what_was_published_is_made_before_the_lists_that_name_it(site, django):
    preparer = Preparer(visitor(django))
    preparer.prepare()
    for path in ("/de/dienste/dienst/", "/de/dienste/", "/de/"):
        ask(site, path)
    django.asked.clear()

    preparer.expect(edition.newest().after([record(replace(service(), title="Neu"), 9)]))

    assert django.asked[:3] == ["/de/dienste/dienst/", "/de/", "/de/dienste/"]


def test_page_for_an_instant_is_made_before_it_comes(site, django):
    starts = timezone.now() + timedelta(seconds=2)
    starting = notice(uid="bald", slug="bald", title="Bald", starts_at=starts)
    edition.hold(edition.newest().after([record(starting, 9)]))
    preparer = Preparer(visitor(django))
    for _ in range(5):  # what there is, then what comes
        preparer.prepare()
    django.asked.clear()

    early = ask(site, "/de/hinweise/").body.decode()
    wait_until(starts)
    late = ask(site, "/de/hinweise/").body.decode()

    assert ("Bald" in early, "Bald" in late) == (False, True)
    assert django.asked == []


def wait_until(instant):
    time.sleep(max(0, (instant - timezone.now()).total_seconds()))


def test_preparer_follows_a_publication_at_once(site, django):
    preparer = Preparer(visitor(django))
    preparer.start()
    kept = len(shortcut.shelf.paths())

    edition.hold(edition.newest().after([record(service(uid="neu", slug="neu"), 9)]))
    published = time.monotonic()
    preparer.changed.set()
    while "/de/dienste/neu/" not in shortcut.shelf.paths() and time.monotonic() < published + 5:
        time.sleep(0.01)

    preparer.stop()
    assert time.monotonic() - published < preparing.INTERVAL / 2
    assert len(shortcut.shelf.paths()) == kept + 1
