"""A thread in each process that makes what the next readers want before they ask for it.

It asks no database: what it does is done on time also while the database hangs.
"""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

from django.utils import timezone

from content import edition, error_pages, search, sitemaps
from content.kept import shelf
from content.site import END, Site

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two rounds, when nothing happens
ROUND = 0.2  # seconds at most for pages; the rest of the time belongs to those who ask for one

# Reads the page at a path as a reader would, so that it is kept; False when there is none.
Visit = Callable[[str], bool]


def repeat(work: Callable[[], object], pause: Callable[[], object], ended: Event) -> None:
    """No error ends it: the site would stay as it is for ever, in silence."""
    while not ended.is_set():
        try:
            work()
        except Exception:
            logger.exception("The thread goes on after an error.")
        pause()


class Preparer:
    def __init__(self, visit: Visit):
        self.visit = visit
        self.changed = Event()
        self.ended = Event()
        self._prepared: Site | None = None
        self._written: Site | None = None
        self._paths: list[str] = []
        self._failing: set[str] = set()

    def start(self) -> None:
        """Before the first request: the first page of a process costs ten times the others."""
        self.prepare()
        thread = [self.prepare, self._wait, self.ended]
        Thread(target=repeat, args=thread, name="preparer", daemon=True).start()

    def stop(self) -> None:
        self.ended.set()
        self.changed.set()

    def prepare(self) -> None:
        """The site now and the one after it, and as many pages as there is time for."""
        now, newest = timezone.now(), edition.newest()
        site = newest.current(now)
        if site is not self._written and site.office and error_pages.write(site):
            self._written = site
        if site is not self._prepared:
            search.prepare(site)
            self._paths = sitemaps.all_paths(newest, now)
            self._failing = set()
            self._prepared = site
        if site.until != END:
            search.prepare(newest.at(site.until))
        self._visit([*shelf.outdated(now, site), *shelf.missing(self._paths)])

    def _visit(self, paths: list[str]) -> None:
        enough = time.monotonic() + ROUND
        for path in paths:
            if time.monotonic() > enough:
                return
            # Not again each second: a page that can't be made says so in the log.
            if path not in self._failing and not self.visit(path):
                self._failing.add(path)

    def _wait(self) -> None:
        """Until there is a new edition, or an instant comes at which something changes."""
        now = timezone.now()
        next_change = min(edition.newest().current(now).until, shelf.next_instant(now))
        self.changed.wait(min(INTERVAL, (next_change - now).total_seconds()))
        self.changed.clear()
