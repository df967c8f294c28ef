"""Words in a text: whether they occur, and the place with the words marked."""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags

AROUND = 60  # characters on each side
MOST_WORDS = 8

# Each as one may type it, on any keyboard; both databases read these patterns alike.
ALIKE = {
    "ä": "(ä|ae|a)",
    "ö": "(ö|oe|o)",
    "ü": "(ü|ue|u)",
    "ß": "(ß|ss)",
    "ae": "(ae|ä)",
    "oe": "(oe|ö)",
    "ue": "(ue|ü)",
    "ss": "(ss|ß)",
    "a": "[aä]",
    "o": "[oö]",
    "u": "[uü]",
}
LETTERS = re.compile("|".join(sorted(ALIKE, key=len, reverse=True)) + "|.", re.DOTALL)


class Excerpt(NamedTuple):
    """Pieces of a text in their order, each with whether it is one of the words."""

    pieces: list[tuple[str, bool]]


class Words:
    """What somebody looks for; capitals and umlauts make no difference."""

    def __init__(self, asked: str):
        self.patterns = [_pattern(word) for word in asked.lower().split()[:MOST_WORDS]]
        self._each = [re.compile(pattern, re.IGNORECASE) for pattern in self.patterns]
        self._any = re.compile("|".join(self.patterns), re.IGNORECASE)

    def __bool__(self):
        return bool(self.patterns)

    def any_in(self, text: str) -> bool:
        return bool(self._any.search(shown(text)))

    def all_in(self, texts: Iterable[str]) -> bool:
        together = shown("\n".join(texts))
        return all(word.search(together) for word in self._each)

    def excerpt(self, text: str) -> Excerpt:
        text = shown(text)
        first = self._any.search(text)
        begin, end = _around(text, first.start() if first else 0)
        pieces, last = [("… " if begin else "", False)], begin
        for match in self._any.finditer(text, begin, end):
            pieces += [(text[last : match.start()], False), (match.group(), True)]
            last = match.end()
        pieces += [(text[last:end], False), (" …" if end < len(text) else "", False)]
        return Excerpt([(piece, marked) for piece, marked in pieces if piece])


def shown(text: str) -> str:
    """As a reader sees it, without markup."""
    if "<" in text or "&" in text:
        text = unescape(strip_tags(re.sub(r"<br>|</(?:p|li|h3)>", " ", text)))
    return " ".join(text.split())


def _pattern(word: str) -> str:
    return LETTERS.sub(lambda match: ALIKE.get(match.group(), re.escape(match.group())), word)


def _around(text: str, place: int) -> tuple[int, int]:
    """From a blank to a blank, so that no word is cut."""
    begin = text.rfind(" ", 0, max(place - AROUND, 0)) + 1
    end = text.find(" ", place + AROUND)
    return begin, len(text) if end < 0 else end
