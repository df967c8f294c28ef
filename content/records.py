"""Between things and the rows of the database: what is written is JSON, and can be read back."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from content.published import KINDS, Instant, Thing, shape

# The number of each shape that is not at its first, and what lifts raw data of an older one.
SHAPES: dict[str, int] = {}
UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}


@shape
class Record:
    """One publication as every web process knows it: no name of staff, no note.

    ``data`` is the JSON of a thing, as UTF-8, which is the smallest that one can hold; empty for
    a withdrawal. A "cancel" only cancels.
    """

    number: int
    action: Literal["publish", "withdraw", "cancel"]
    kind: str
    uid: str
    language: str
    made_at: Instant
    live_from: Instant
    cancels: tuple[int, ...] = ()
    minor: bool = False
    confirmed: bool = False
    shape: int = 1
    data: bytes = b""


class Unreadable(Exception):
    """A record's data does not fit its shape."""


def write(thing: Thing) -> str:
    return msgspec.json.encode(thing).decode()


def read(record: Record) -> Thing | None:
    """The thing that a record publishes, ``None`` for a withdrawal. Raises ``Unreadable``."""
    if not record.data:
        return None
    try:
        thing = decode(record.kind, record.shape, record.data)
        hash(thing)  # things are compared and remembered; an amount "sNaN" can't be
        return thing
    # Whatever is wrong with one row, also in an upgrade's eyes, must not take the others down.
    except Exception as error:
        raise Unreadable(f"Fassung {record.number}: {error}") from error


def decode(kind: str, shape: int, data: bytes | str) -> Thing:
    concept, current = KINDS[kind], current_shape(kind)
    if shape > current:
        raise ValueError(f"shape {shape} is newer than this software ({current})")
    if shape == current:
        return msgspec.json.decode(data, type=concept)
    raw = msgspec.json.decode(data)
    for number in range(shape, current):
        raw = UPGRADES[kind, number](raw)
    return msgspec.convert(raw, concept)


def current_shape(kind: str) -> int:
    return SHAPES.get(kind, 1)
