"""Two threads in each process, so that no request waits for anything.

One asks the database once a second what it does not know yet. The other prepares what the next
readers want, on time also while the database hangs.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from content import edition, error_pages, search
from content.copy_on_disk import CopyOnDisk, Unusable
from content.edition import Edition
from content.following import up_to_date
from content.kept import shelf
from content.site import END, Site

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two questions
FIRST_ANSWER = 1.0  # seconds that a starting process waits for the database
PREPARING = 0.2  # seconds of each interval in which pages are made that nobody waits for yet

Visit = Callable[[str], object]  # reads the page at a path, so that it is kept


class Watcher:
    """Keeps the newest edition, its copy on disk, and what is prepared of it."""

    def __init__(self, copy: Path, visit: Visit | None = None):
        self.copy = CopyOnDisk(copy)
        self.visit = visit
        self.answered = threading.Event()
        self._reachable = self._can_copy = True
        self._copied: Edition | None = None
        self._written: Site | None = None

    def start(self) -> None:
        for work in (self.ask, self.prepare):
            threading.Thread(target=self._repeat, args=[work], name="watcher", daemon=True).start()

    def _repeat(self, work: Callable[[], object]) -> None:
        """A thread that ended would leave the site as it is for ever, in silence."""
        while True:
            try:
                work()
            except Exception:
                logger.exception("The watcher goes on after an error.")
            time.sleep(INTERVAL)

    # --- What the database says

    def ask(self) -> None:
        with suppress(DatabaseError):  # noted, and asked again in a moment
            self.refresh()
        # Only now: who waits for the first answer goes on to serve what it brought.
        self.answered.set()
        self.keep_copy()

    def refresh(self) -> bool:
        """Ask once. True when there was something new; raises ``DatabaseError``."""
        known = edition.newest()
        try:
            newest = up_to_date(known)
        except DatabaseError:
            self._note(reachable=False)
            connection.close()
            raise
        self._note(reachable=True)
        if newest is not known:
            self._hold(newest)
        return newest is not known

    def _note(self, reachable: bool) -> None:
        if reachable:
            edition.touched()
        elif self._reachable:
            logger.warning("The database does not answer; the last good edition stands.")
        self._reachable = reachable

    def _hold(self, new: Edition) -> None:
        # The first reader after a publication must not pay for it.
        search.prepare(new.current(timezone.now()))
        known = edition.newest().unreadable
        edition.hold(new)
        for record, message in new.unreadable:
            if (record, message) not in known:
                logger.error("Unreadable, the previous version stands: %s", message)

    # --- The copy on disk

    def load_copy(self) -> None:
        try:
            records = self.copy.read()
        except Unusable:
            logger.exception("The copy of the last edition can't be read.")
            return
        if records:
            self._hold(Edition(records))
        else:
            logger.info("No copy of an edition yet.")

    def keep_copy(self) -> None:
        """Asked for each second: what a full disk refused is written when there is room again."""
        newest = edition.newest()
        if newest is self._copied or not newest.records:
            return
        try:
            self.copy.follow(newest.records)
            self._copied, self._can_copy = newest, True
        except Unusable:
            if self._can_copy:
                logger.exception("The edition could not be copied; the last copy stands.")
            self._can_copy = False

    # --- What the next readers want

    def prepare(self) -> None:
        """The site now and the next one, ready before their first readers come."""
        now, newest = timezone.now(), edition.newest()
        site = newest.current(now)
        search.prepare(site)
        if site.until != END:
            search.prepare(newest.at(site.until))
        if site is not self._written:
            error_pages.write(site)
            self._written = site
        self.revisit(shelf.outdated(now, site))

    def revisit(self, paths: list[str]) -> None:
        """Make kept pages anew that are no longer true, as many as there is time for."""
        enough = time.monotonic() + PREPARING
        for path in paths:
            if self.visit and time.monotonic() < enough:
                self.visit(path)


_watcher = Watcher(settings.DATA_DIR / "edition.sqlite3")


def start(visit: Visit | None = None) -> None:
    """Load the copy, then give the database a moment, or a restarted process serves old pages."""
    global _watcher
    _watcher = Watcher(_watcher.copy.path, visit or _watcher.visit)
    _watcher.load_copy()
    _watcher.start()
    _watcher.answered.wait(FIRST_ANSWER)


def refresh() -> bool:
    return _watcher.refresh()
