"""A thread in each process that asks the database what it does not know yet.

The database, and the last good copy on disk, feed the edition; no request waits for either.
"""

import logging
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import Error, connection

from content import edition
from content.copy_on_disk import CopyOnDisk, Unusable
from content.edition import Edition
from content.following import up_to_date
from content.preparing import Preparer, Visit, guarded, repeat
from content.records import Record

logger = logging.getLogger(__name__)

INTERVAL = 0.8  # seconds between two questions: what is published shows within 1.2
FIRST_ANSWER = 1.0  # seconds that a starting process waits for the database


class Watcher:
    """Keeps the newest edition and its copy on disk."""

    def __init__(self, copy: Path, preparer: Preparer | None = None):
        self.copy = CopyOnDisk(copy)
        self.preparer = preparer
        self.answered = Event()
        self._reachable = self._can_copy = True
        self._copied: Edition | None = None
        self._lost: Record | None = None  # to a restored backup; the copy may still have it

    def start(self) -> None:
        pause = partial(time.sleep, INTERVAL)
        thread = [self.ask, pause, Event()]
        Thread(target=repeat, args=thread, name="watcher", daemon=True).start()

    # --- What the database says

    def ask(self) -> None:
        with suppress(Error):  # noted, and asked again in a moment
            self.refresh()
        # Only now: who waits for the first answer goes on to serve what it brought.
        self.answered.set()
        self.keep_copy()

    def refresh(self) -> bool:
        """Ask once. True when there was something new; raises ``Error``."""
        known = edition.newest()
        try:
            newest = up_to_date(known)
        except Error:
            self._note(reachable=False)
            connection.close()
            raise
        self._note(reachable=True)
        if newest is not known:
            if known.last and not newest.knows(known.last):
                self._lost = known.last
            self._hold(newest)
        return newest is not known

    def _note(self, reachable: bool) -> None:
        if reachable:
            edition.touched()
        elif self._reachable:
            logger.warning("The database does not answer; the last good edition stands.")
        self._reachable = reachable

    def _hold(self, new: Edition) -> None:
        known = edition.newest().unreadable
        if self.preparer:
            # The first readers after a publication must not pay for it.
            guarded(partial(self.preparer.expect, new))
        edition.hold(new)
        if self.preparer:
            self.preparer.changed.set()
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
            self.copy.follow(newest.records, self._lost)
            self._copied, self._can_copy = newest, True
        except Unusable:
            if self._can_copy:
                logger.exception("The edition could not be copied; the last copy stands.")
            self._can_copy = False


COPY = settings.DATA_DIR / "edition.sqlite3"
_watcher = Watcher(COPY)


def start(visit: Visit) -> None:
    """Ready to answer: with the copy, then with what the database has said, if it did at once,
    or a restarted process would serve old pages.
    """
    global _watcher
    preparer = Preparer(visit)
    _watcher = Watcher(COPY, preparer)
    _watcher.load_copy()
    _watcher.start()
    _watcher.answered.wait(FIRST_ANSWER)
    preparer.start()


def load_copy() -> None:
    """For a command that can do without the database: only what this machine knew last."""
    _watcher.load_copy()


def refresh() -> bool:
    return _watcher.refresh()
