"""Words taken out of texts, and out of the data of which they are a part. Pure.

A text may be plain or have markup: words are found across tags and entities, as readers see them.
What other things hang on stays whole: uids, references, quoted facts, the names of elements.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import escape
from typing import Any
from urllib.parse import quote

from msgspec import inspect

from content import anatomy
from content.models.base import german_slug
from content.models.fields import TAGS

MARK = "[entfernt]"
SHORT_MARK = "[…]"  # where a field has no room for more
IN_ADDRESSES = "entfernt"  # brackets would break some

TAG = rf"</?(?:{'|'.join(sorted(TAGS))})\b[^>]*>"
WHOLE = re.compile(rf"{anatomy.PLACEHOLDER.pattern}|{TAG}|&#?\w+;")
HREF = re.compile(r'(?<=href=")[^"]*')
KEPT = {"uid", "piece", "code", "interface", "language", "file_type", "live_from"}


@dataclass(frozen=True)
class Removal:
    """What is to go: ``words``, names of ``files``; ``slug`` takes the place of an address that
    holds the words.
    """

    words: str = ""
    slug: str = ""
    files: frozenset[str] = frozenset()

    def text(self, text: str, mark: str = MARK) -> tuple[str, int]:
        """The text without the words, and how often they stood in it."""
        count = 0

        def replaced(match: re.Match) -> str:
            nonlocal count
            if match["words"] is None:
                return HREF.sub(in_address, match[0])
            count += 1
            return mark + "".join(re.findall(TAG, match[0]))  # what was opened is closed

        def in_address(match: re.Match) -> str:
            nonlocal count
            address, times = self._in_addresses.subn(IN_ADDRESSES, match[0])
            count += times
            return address

        return (self._in_texts.sub(replaced, text), count) if self.words else (text, 0)

    def address(self, slug: str) -> tuple[str, int]:
        return (self.slug or slug, 1) if self.is_in_address(slug) else (slug, 0)

    def is_in_address(self, slug: str) -> bool:
        words = german_slug(self.words)
        return bool(words) and f"-{words}-" in f"-{slug}-"

    def file(self, name: str) -> tuple[str, int]:
        return ("", 1) if name in self.files else (name, 0)

    @cached_property
    def _in_texts(self) -> re.Pattern:
        between = rf"(?:{TAG}|\u00ad)*"
        words = [between.join(map(_letter, word)) for word in self.words.split()]
        spaces = rf"(?:\s|&nbsp;|{TAG})+"
        return re.compile(rf"(?P<words>{spaces.join(words)})|{WHOLE.pattern}")

    @cached_property
    def _in_addresses(self) -> re.Pattern:
        forms = {self.words, escape(self.words), quote(self.words)}
        return re.compile("|".join(map(re.escape, sorted(forms))))


def _letter(letter: str) -> str:
    forms = {letter, escape(letter, quote=False), escape(letter)}
    return f"(?:{'|'.join(map(re.escape, sorted(forms)))})"


Path = tuple[str | int, ...]


@dataclass
class Cleaning:
    """Takes words out of raw data; ``found``: in which fields they stood how often."""

    removal: Removal
    found: Counter[Path] = field(default_factory=Counter)

    def data(self, raw: Any, concept: type | None, path: Path = ()) -> Any:
        """``concept``: what the data is, if that is known."""
        if isinstance(raw, dict):
            return {name: self._field(raw[name], concept, (*path, name)) for name in raw}
        if isinstance(raw, list):
            return [self.data(one, concept, (*path, n)) for n, one in enumerate(raw, start=1)]
        return self.noted(path, *self.removal.text(raw)) if isinstance(raw, str) else raw

    def noted(self, path: Path, value: str, count: int) -> str:
        if count:
            self.found[path] += count
        return value

    def _field(self, value: Any, concept: type | None, path: Path) -> Any:
        name = path[-1]
        if name == "slug":
            return self.noted(path, *self.removal.address(value))
        if name == "file":
            return self.noted(path, *self.removal.file(value))
        part = _parts(concept).get(name)
        return value if name in _fixed(concept) else self.data(value, part, path)


@cache
def _parts(concept: type | None) -> dict[str, type]:
    return {slot.name: slot.part for slot in anatomy.slots(concept) if slot.part} if concept else {}


@cache
def _fixed(concept: type | None) -> frozenset[str]:
    """The fields that hold no words: amounts and dates are written as texts, too."""
    if concept is None:
        return frozenset(KEPT)
    fields = inspect.type_info(concept).fields
    words = {one.name for one in fields if isinstance(_inner(one.type), inspect.StrType)}
    references = {slot.name for slot in anatomy.slots(concept) if slot.holds == "reference"}
    others = {one.name for one in fields} - words - _parts(concept).keys()
    return frozenset(KEPT | references | others)


def _inner(type_info: inspect.Type) -> inspect.Type:
    return type_info.type if isinstance(type_info, inspect.Metadata) else type_info
