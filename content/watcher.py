"""A thread in each process that asks the database what it does not know yet.

The database, and the last good copy on disk, feed the edition; no request waits for either.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from content import edition, error_pages
from content.edition import Edition
from content.models import Publication
from content.records import Record
from content.site import Site

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two questions
FIRST_ANSWER = 1.0  # seconds that a starting process waits for the database


class Watcher:
    """Keeps the newest edition, its copy on disk, and the error pages that are files."""

    def __init__(self, copy: Path):
        self.copy = copy
        self.answered = threading.Event()
        self.reachable = True
        self._written: Site | None = None

    def run(self) -> None:
        while True:
            self._guarded(self.refresh)
            # Only now: who waits for the first answer goes on to serve what it brought.
            self.answered.set()
            self._guarded(self.write_error_pages)
            time.sleep(INTERVAL)

    def _guarded(self, step: Callable[[], object]) -> None:
        """A thread that ended would leave the site as it is for ever, in silence."""
        try:
            with suppress(DatabaseError):  # noted, and asked again in a moment
                step()
        except Exception:
            logger.exception("The watcher goes on after an error.")

    def refresh(self) -> bool:
        """Ask once. True when there was something new; raises ``DatabaseError``."""
        try:
            news = self._ask()
        except DatabaseError:
            self._note(reachable=False)
            connection.close()
            raise
        self._note(reachable=True)
        if news is None:
            return False
        self._hold(Edition(news))
        self.keep(news)
        return True

    def write_error_pages(self) -> None:
        """Whenever the site has changed, also when only a scheduled instant has come."""
        site = edition.newest().current(timezone.now())
        if site is not self._written:
            error_pages.write(site)
            self._written = site

    def load_copy(self) -> None:
        if records := self._copied():
            self._hold(Edition(records))
        else:
            logger.info("No copy of an edition yet.")

    def _copied(self) -> list[Record]:
        """What this machine knew last; a copy that can't be read is as good as none."""
        try:
            return msgspec.msgpack.decode(self.copy.read_bytes(), type=list[Record])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError):
            logger.exception("The copy of the last edition can't be read.")
            return []

    def _note(self, reachable: bool) -> None:
        if reachable:
            edition.touched()
        elif self.reachable:
            logger.warning("The database does not answer; the last good edition stands.")
        self.reachable = reachable

    def _ask(self) -> list[Record] | None:
        """All records, or None when there is nothing new.

        The last known row is asked for again and compared: after a restored backup numbers can
        go back, and then everything is loaded anew. An empty database is no edition.
        """
        known = edition.newest().records
        last = known[-1] if known else None
        rows = Publication.objects.filter(number__gte=last.number if last else 0)
        news = list(rows.records())
        if last and news[:1] == [last]:
            return [*known, *news[1:]] if news[1:] else None
        return (list(Publication.objects.records()) if last else news) or None

    def _hold(self, new: Edition) -> None:
        # The first reader after a publication must not pay for it.
        new.current(timezone.now()).prepare()
        edition.hold(new)
        for _, message in new.unreadable:
            logger.error("Unreadable, the previous version stands: %s", message)

    def keep(self, records: list[Record]) -> None:
        """Replace the copy, but never by an older one: another process may know more already.

        Of a history that a restored backup has made another one, the database's is right.
        """
        try:
            with self._alone():
                if self._copied()[: len(records)] != records:
                    self._replace(msgspec.msgpack.encode(records))
        except OSError:
            logger.exception("The copy of the edition could not be kept; the previous one stays.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self.copy.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                # Closing does not do it where a process has forked meanwhile.
                fcntl.flock(lock, fcntl.LOCK_UN)

    def _replace(self, content: bytes) -> None:
        """At once or not at all; on a full disk the old copy stays, and no draft."""
        draft = self.copy.with_suffix(f".{os.getpid()}")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.copy)
        finally:
            draft.unlink(missing_ok=True)


_watcher = Watcher(settings.DATA_DIR / "edition.msgpack")


def start() -> None:
    """Load the copy, then give the database a moment, or a restarted process serves old pages."""
    global _watcher
    _watcher = Watcher(_watcher.copy)
    _watcher.load_copy()
    threading.Thread(target=_watcher.run, name="watcher", daemon=True).start()
    _watcher.answered.wait(FIRST_ANSWER)


def refresh() -> bool:
    return _watcher.refresh()
