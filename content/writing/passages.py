"""Texts as readers take them in: paragraphs, points and headings; in them sentences and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from django.utils.html import strip_tags

from content.anatomy import PLACEHOLDER

# The sanitised text has no other blocks that hold words, and none of them within another.
BLOCK = re.compile(r"(<li>)?<(p|h3)>(.*?)</\2>")
# In the place of a quoted fact, which is a word or two that nobody here has typed.
QUOTED_FACT = "…"
BREAK = re.compile(r"(?<=[.!?])[“\")]*\s+(?=[„\"(]?[^\W_a-zäöü]|…)")
SHORTENED = r"[^\W\d]|Abs|Art|Nr|Str|Tel|Dr|Hr|Fr|bzw|ggf|usw|etc|ca|inkl|evtl|max|mind|min|vgl|lt"
LONGEST_SHORTENED = 10  # characters, amply
# "am 1. Mai" and "z. B. Pass" go on after their full stop.
GOES_ON = re.compile(rf"\b(?:\d{{1,2}}|{SHORTENED})\.$")
WORD = re.compile(r"…|[^\W_]+(?:[-–./:’'*][^\W_]+)*")


@dataclass(frozen=True)
class Passage:
    """``tag``: "p", "h3", "li", or nothing where a text has no markup."""

    tag: str
    html: str

    @cached_property
    def text(self) -> str:
        words = PLACEHOLDER.sub(QUOTED_FACT, self.html)
        return unescape(strip_tags(words.replace("<br>", "\n"))) if self.tag else words

    @cached_property
    def sentences(self) -> list[str]:
        return [one for line in self.text.splitlines() for one in _sentences(line) if words(one)]


def in_text(text: str, rich: bool) -> list[Passage]:
    if not rich:
        return [Passage("", text)]
    return [Passage("li" if item else tag, html) for item, tag, html in BLOCK.findall(text)]


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for found in BREAK.finditer(line):
        if not GOES_ON.search(line[max(start, found.start() - LONGEST_SHORTENED) : found.start()]):
            yield line[start : found.end()].strip()
            start = found.end()
    yield line[start:].strip()
