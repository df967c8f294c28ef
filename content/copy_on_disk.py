"""The last good edition on this machine's disk, for a start without the database.

A small SQLite file: a publication costs it one row, and a full disk or a killed process leaves it
as it was. It holds texts that are not public yet, so only this account may read it. What is taken
out of it is overwritten: a redaction must leave no words in free places of the file.
"""

import os
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from operator import attrgetter
from pathlib import Path

import msgspec

from content.records import Record

TABLE = "CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY, data BLOB NOT NULL)"
ALL = "SELECT data FROM record ORDER BY number"
NEWEST = "SELECT data FROM record ORDER BY number DESC LIMIT 1"
# Seconds to wait for another process that is writing: at a start it counts, later one tries again.
TO_READ, TO_WRITE = 5, 0.1

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Record).decode


class Unusable(Exception):
    """The copy can't be read or written. What it held stands as it was."""


class CopyOnDisk:
    def __init__(self, path: Path):
        self.path = path

    def read(self) -> list[Record]:
        """What this machine knew last. Raises ``Unusable``."""
        if not self.path.exists():
            return []
        with self._transaction("BEGIN", TO_READ) as copy:
            return [_unpack(data) for (data,) in copy.execute(ALL)]

    def follow(self, records: Sequence[Record], lost: Record | None = None) -> None:
        """Write what the copy lacks of all ``records``. Raises ``Unusable``.

        It is never replaced by an older one: another process may know more already. Of a history
        that a restored backup has made another one, ``records`` are right; also of one that it
        has only cut short, which shows when the copy still has what was ``lost``. After a
        redaction every row may be another one.
        """
        with self._transaction("BEGIN IMMEDIATE", TO_WRITE) as copy:
            newest = copy.execute(NEWEST).fetchone()
            known = _unpack(newest[0]) if newest else None
            if known and not _has(records, known):
                if _is_ahead(copy, records[-1]) and not (lost and _has_row(copy, lost)):
                    return
                known = None
            first = _position(records, known.number) if known else 0
            if any(record.action == "redact" for record in records[first:]):
                first = 0
            if not first:
                copy.execute("DELETE FROM record")
            rows = [(record.number, _pack(record)) for record in records[first:]]
            copy.executemany("INSERT INTO record VALUES (?, ?)", rows)

    @contextmanager
    def _transaction(self, begin: str, patience: float) -> Iterator[sqlite3.Connection]:
        try:
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = sqlite3.connect(self.path, timeout=patience, isolation_level=None)
            with closing(connection), connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(begin)
                connection.execute(TABLE)
                yield connection
        except (OSError, sqlite3.Error, msgspec.MsgspecError) as error:
            if _is_broken(error):
                self.path.unlink(missing_ok=True)  # the next one begins anew
            raise Unusable(f"{self.path}: {error}") from error


def _is_broken(error: Exception) -> bool:
    """The file is no copy. A full disk or a lock says nothing of what it holds."""
    damaged = getattr(error, "sqlite_errorname", "") in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}
    return damaged or isinstance(error, msgspec.MsgspecError)


def _position(records: Sequence[Record], number: int) -> int:
    """How many have this number or a lower one."""
    return bisect_right(records, number, key=attrgetter("number"))


def _has(records: Sequence[Record], record: Record) -> bool:
    position = _position(records, record.number)
    return position > 0 and records[position - 1] == record


def _is_ahead(copy: sqlite3.Connection, record: Record) -> bool:
    """Whether the copy has the record and more, or has it without words that it still holds."""
    rows = copy.execute("SELECT data FROM record WHERE number > ?", [record.number])
    redacted = any(_unpack(data).action == "redact" for (data,) in rows)
    return redacted or _has_row(copy, record)


def _has_row(copy: sqlite3.Connection, record: Record) -> bool:
    found = copy.execute("SELECT data FROM record WHERE number = ?", [record.number]).fetchone()
    return found is not None and _unpack(found[0]) == record
