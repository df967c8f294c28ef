"""A thread in each process that makes what the next readers want before they ask for it.

It asks no database: what it does is done on time also while the database hangs.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

from django.utils import timezone

from content import edition, error_pages, search, sitemaps
from content.edition import Edition
from content.shelf import shelf
from content.site import Site

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two rounds, when nothing happens
ROUND = 0.1  # seconds at most for pages; the rest of the time belongs to those who ask for one
PAUSE = 0.4  # seconds between two rounds, while there are pages to make
EXPECTING = 0.2  # seconds for which a new edition waits until the first of its pages are made
AHEAD = timedelta(seconds=15)  # how early pages are made for an instant that is to come

# Makes the page at a path, of an edition and at an instant, so that it is kept; False when there
# is no such page.
Visit = Callable[[str, Edition, datetime], bool]


def guarded(work: Callable[[], object]) -> None:
    """No error may end a thread: the site would stay as it is for ever, in silence."""
    try:
        work()
    except Exception:
        logger.exception("The thread goes on after an error.")


def repeat(work: Callable[[], object], pause: Callable[[], object], ended: Event) -> None:
    while not ended.is_set():
        guarded(work)
        pause()


class Preparer:
    def __init__(self, visit: Visit):
        self.visit = visit
        self.changed = Event()
        self.ended = Event()
        self._listed: tuple[Site, frozenset[str]] | None = None
        self._written: Site | None = None
        self._paths: list[str] = []
        self._failing: set[str] = set()
        self._unfinished = False

    def start(self) -> None:
        """Before the first request: the first page of a process costs ten times the others."""
        guarded(self.prepare)
        thread = [self.prepare, self._wait, self.ended]
        Thread(target=repeat, args=thread, name="preparer", daemon=True).start()

    def stop(self) -> None:
        self.ended.set()
        self.changed.set()

    def expect(self, new: Edition) -> None:
        """The pages that change with an edition that is to be held in a moment; before all others
        those of what was published.
        """
        now, enough = timezone.now(), time.monotonic() + EXPECTING
        site = new.current(now)
        own = {path for _, uid in new.changed for path in sitemaps.paths_of(site.get(uid), site)}
        outdated = shelf.outdated(now, site)
        self._visit(sorted(outdated, key=lambda path: path not in own), new, now, enough)
        search.prepare(site)

    def prepare(self) -> None:
        """One round: what is written, what is searched, and as many pages as there is time for."""
        now, newest, enough = timezone.now(), edition.newest(), time.monotonic() + ROUND
        site, self._unfinished = newest.current(now), False
        if site is not self._written and site.office and error_pages.write(site):
            self._written = site
        if self._listed != (site, shelf.languages):
            # A language that nobody reads costs nothing.
            self._paths = sitemaps.all_paths(newest, now, shelf.languages)
            self._listed, self._failing = (site, shelf.languages), set()
        shelf.settle(now, site)
        self._make(newest, now, enough)
        shelf.clear_of(self._failing, now, site)
        coming = {site.until} | shelf.instants(now, now + AHEAD)
        if (instant := min(coming)) <= now + AHEAD:
            self._make(newest, instant, enough)
        self._visit(shelf.missing(self._paths), newest, now, enough)

    def _make(self, of: Edition, at: datetime, enough: float) -> None:
        site = of.current(at)
        search.prepare(site)
        self._visit(shelf.outdated(at, site), of, at, enough)

    def _visit(self, paths: list[str], of: Edition, at: datetime, enough: float) -> None:
        for path in paths:
            if time.monotonic() > enough:
                self._unfinished = True
                return
            # Not again each second: a page that can't be made says so in the log.
            if path not in self._failing and not self.visit(path, of, at):
                self._failing.add(path)

    def _wait(self) -> None:
        self.changed.wait(PAUSE if self._unfinished else INTERVAL)
        self.changed.clear()
