"""What keeps the desk from saving or answering: told from the error, in words for staff.

An error of our own making, such as a missing table, is none of these: it stays an error.
"""

import errno
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

from content.uploads import LARGEST, MEGABYTE

LITTLE = 100_000  # bytes; with less, what a database calls an I/O error is a full disk


@dataclass(frozen=True)
class Trouble:
    """``outcome`` is what became of what somebody wanted to save."""

    title: str
    reason: str
    outcome: str = "Gespeichert oder veröffentlicht wurde nichts."
    retry_after: int = 5  # seconds

    def __str__(self):
        return self.title


CALL = "Dauert es länger als ein paar Minuten, verständigen Sie bitte den Betrieb."

SILENT = Trouble("Die Datenbank antwortet nicht", CALL)
BROKEN_OFF = Trouble(
    SILENT.title,
    CALL,
    "Sie ist mittendrin verstummt. Ob etwas gespeichert wurde, ist ungewiss.",
)
UNWILLING = Trouble("Die Datenbank nimmt gerade nichts an", CALL)
LOCKED = Trouble(
    "Die Datenbank ist gerade beschäftigt",
    "Jemand anderes speichert, oder es läuft eine Wartung. Das dauert meist nur Sekunden.",
)
FULL = Trouble(
    "Der Speicher des Servers ist voll",
    "Bitte verständigen Sie den Betrieb: Er muss Platz schaffen. Danach geht es wie gewohnt.",
    retry_after=60,
)
UNWRITABLE = Trouble(
    "Der Speicher des Servers nimmt gerade nichts an",
    "Bitte verständigen Sie den Betrieb. Danach geht es wie gewohnt.",
    retry_after=60,
)
CROWDED = Trouble(
    "Die Verwaltung ist gerade überlastet",
    "Es sind zu viele Anfragen auf einmal. Das dauert meist nur Sekunden.",
    retry_after=2,
)

DELETED = Trouble(
    "Der Entwurf ist inzwischen gelöscht",
    "Brauchen Sie ihn noch, wird daraus ein neuer Entwurf.",
    "Gespeichert wurde nichts.",
)

TOO_LARGE = Trouble(
    "Die Datei ist zu groß",
    f"Möglich sind höchstens {LARGEST // MEGABYTE} MB. Verkleinern Sie sie, zum Beispiel die "
    "Bilder darin.",
)
FILES = {
    errno.EFBIG: TOO_LARGE,
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: UNWRITABLE,
    errno.EACCES: UNWRITABLE,
    errno.EIO: UNWRITABLE,
    errno.ESTALE: UNWRITABLE,  # shared storage that has gone
}
# What SQLite calls it, and PostgreSQL's states.
SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_READONLY": UNWILLING,
    "SQLITE_CANTOPEN": SILENT,
    "SQLITE_IOERR": SILENT,
    "SQLITE_CORRUPT": SILENT,
    "SQLITE_NOTADB": SILENT,
}
POSTGRESQL = {
    "53100": FULL,
    "55P03": LOCKED,
    "40P01": LOCKED,
    "40001": LOCKED,
    "25006": UNWILLING,  # a copy of the database that may only be read
}


def of(error: BaseException) -> Trouble | None:
    """The first trouble among an error and what it came from."""
    return next(filter(None, map(_told, _causes(error))), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _told(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError):
        return FILES.get(error.errno)
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    if name := getattr(error.__cause__, "sqlite_errorname", None):
        return _of_sqlite(name)
    return _of_postgresql(error)


def _of_sqlite(name: str) -> Trouble | None:
    """Its names have the details behind: SQLITE_IOERR_WRITE."""
    found = SQLITE.get("_".join(name.split("_")[:2]))
    return FULL if found is SILENT and _disk_is_full() else found


def _of_postgresql(error: Exception) -> Trouble | None:
    """What is in no list and no error of ours is the connection."""
    if found := POSTGRESQL.get(getattr(error.__cause__, "sqlstate", None)):
        return found
    return BROKEN_OFF if isinstance(error, OperationalError | InterfaceError) else None


def _disk_is_full() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free < LITTLE
