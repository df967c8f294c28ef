"""Between things and the rows of the database: what is written is JSON, and can be read back."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from content.published import (
    KINDS,
    SOURCE_LANGUAGE,
    Instant,
    SameSense,
    Thing,
    Translation,
    shape,
)

# What a record can hold: a thing of a kind, texts of it in another language, or what was said
# of its German texts.
TRANSLATION, SAME_SENSE = "translation", "samesense"
FORMS = KINDS | {TRANSLATION: Translation, SAME_SENSE: SameSense}

# The number of each shape that is not at its first, and what lifts raw data of an older one.
SHAPES: dict[str, int] = {}
UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}


@shape
class Record:
    """One publication as every web process knows it: no name of staff, no note.

    ``data`` is the JSON of what it holds, as UTF-8, which is the smallest that one can hold; empty
    for a withdrawal. A "cancel" only cancels. "same" says that two wordings mean the same.
    "redact": words were taken out of rows before this one, which are to be asked for again.
    """

    number: int
    action: Literal["publish", "withdraw", "cancel", "same", "redact"]
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

    @property
    def form(self) -> str:
        return form(self.action, self.kind, self.language)


def form(action: str, kind: str, language: str) -> str:
    """What the data of such a record is: one of ``FORMS``."""
    if action == "same":
        return SAME_SENSE
    return kind if language == SOURCE_LANGUAGE else TRANSLATION


class Unreadable(Exception):
    """A record's data does not fit its shape."""


Content = Thing | Translation | SameSense


def write(thing: Content) -> str:
    return msgspec.json.encode(thing).decode()


def read(record: Record) -> Content | None:
    """What a record publishes, ``None`` for a withdrawal. Raises ``Unreadable``."""
    if not record.data:
        return None
    try:
        thing = decode(record.form, record.shape, record.data)
        hash(thing)  # things are compared and remembered; an amount "sNaN" can't be
        return thing
    # Whatever is wrong with one row, also in an upgrade's eyes, must not take the others down.
    except Exception as error:
        raise Unreadable(f"Fassung {record.number}: {error}") from error


def decode(form: str, shape: int, data: bytes | str) -> Content:
    concept, current = FORMS[form], current_shape(form)
    if shape > current:
        raise ValueError(f"shape {shape} is newer than this software ({current})")
    if shape == current:
        return msgspec.json.decode(data, type=concept)
    raw = msgspec.json.decode(data)
    for number in range(shape, current):
        raw = UPGRADES[form, number](raw)
    return msgspec.convert(raw, concept)


def current_shape(form: str) -> int:
    return SHAPES.get(form, 1)
