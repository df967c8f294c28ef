"""Walking over things without knowing their concept: fields, parts, texts, references."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import inspect

from content.published import Thing, shape


@shape
class Slot:
    """A field of a shape, for those who walk over things without knowing their concept."""

    name: str
    holds: Literal["text", "rich text", "reference", "value"]
    many: bool = False
    part: type | None = None

    @property
    def is_text(self) -> bool:
        return self.holds in ("text", "rich text")


@cache
def slots(concept: type) -> tuple[Slot, ...]:
    return tuple(_slot(field.name, field.type) for field in inspect.type_info(concept).fields)


def _slot(name: str, type_info: inspect.Type) -> Slot:
    many = isinstance(type_info, inspect.VarTupleType)
    inner = type_info.item_type if many else type_info
    if isinstance(inner, inspect.UnionType):
        inner = inner.types[0]
    part = inner.cls if isinstance(inner, inspect.DataclassType) else None
    extra = inner.extra if isinstance(inner, inspect.Metadata) else {}
    return Slot(name=name, holds=extra.get("holds", "value"), many=many, part=part)


# Which facts there are says `quotes.QUOTABLE`.
PLACEHOLDER = re.compile(
    r"\{(telefon|sprechzeiten|e-mail|adresse|gebuehr|dauer|bearbeitungsdauer):([\w-]+)\}"
)


def texts(thing: Thing) -> Iterator[tuple[str, str]]:
    """Each text of a thing and of its parts, with the name of the thing's field that holds it."""
    for slot in slots(type(thing)):
        value = getattr(thing, slot.name)
        if slot.part:
            yield from ((slot.name, text) for part in value for _, text in texts(part))
        elif slot.is_text:
            yield slot.name, value


def pieces(thing: Thing) -> Iterator[tuple[str, str]]:
    """The name of each text of a thing and of its parts, and the text."""
    for slot in slots(type(thing)):
        value = getattr(thing, slot.name)
        if slot.part:
            for part in value:
                yield from pieces(part)
        elif slot.is_text:
            yield piece_name(thing.uid, slot.name), value


def piece_name(uid: str, field: str) -> str:
    """By uid and field, never by position: it survives reordering, deletion and restore."""
    return f"{uid}.{field}"


def quotations(thing: Thing) -> Iterator[tuple[str, str]]:
    """What the texts of a thing quote: which fact, and the uid of the object that holds it."""
    for _, text in texts(thing):
        yield from PLACEHOLDER.findall(text)


def references(thing: Thing) -> Iterator[str]:
    """The uids of all that a thing, or a part of it, points at."""
    for slot in slots(type(thing)):
        value = getattr(thing, slot.name)
        if slot.part:
            for part in value:
                yield from references(part)
        elif slot.holds == "reference":
            yield from value if slot.many else filter(None, [value])
