"""Explains a word where it first occurs on a page: there it leads to its explanation below."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import escape

from content import pieces
from content.pieces import Shown
from content.published import Term

TAGS = re.compile(r"(<[^>]*>)")
APOSTROPHE, ANY_APOSTROPHE = re.compile(r"&\\?#x27;|’"), "(?:&#x27;|’|')"
COMMA = re.compile("[,،]")
# Within these a second link, or one within a heading, would be in the way.
UNTOUCHED = re.compile(r"<(/?)(?:a|h[1-6]|small)\b")


def with_terms_marked(html: str, terms: tuple[Term, ...], shown: Shown) -> str:
    """``terms`` are those of the site; ``shown`` gets those that were marked."""
    explained = {term.uid for term in shown.terms}
    left = [term for term in terms if term.explanation and term.uid not in explained]
    if not any(_pattern(term).search(html) for term in left):
        return html
    parts, within = TAGS.split(html), 0
    for index, part in enumerate(parts):
        if index % 2:
            if found := UNTOUCHED.match(part):
                within += -1 if found[1] else 1
        elif not within:
            parts[index] = _marked(part, left, shown)
    return "".join(parts)


def _marked(text: str, left: list[Term], shown: Shown) -> str:
    """The text between two tags, with the first of each of the terms marked."""
    found = [
        (match.start(), match.end(), term)
        for term in left
        if (match := _pattern(term).search(text))
    ]
    if not found:
        return text
    start, end, term = min(found, key=lambda one: (one[0], -one[1]))
    left.remove(term)
    shown.terms.append(term)
    link = f'<a class="term" href="#wort-{escape(term.uid)}">{text[start:end]}</a>'
    return text[:start] + link + _marked(text[end:], left, shown)


@lru_cache(maxsize=1_000)
def _pattern(term: Term) -> re.Pattern:
    forms = {*_forms(term.words), term.term}
    longest_first = sorted(forms, key=len, reverse=True)
    # As they stand in HTML; an apostrophe is one, however it is written.
    written = (APOSTROPHE.sub(ANY_APOSTROPHE, re.escape(escape(form))) for form in longest_first)
    return re.compile(rf"(?<![\w&#])(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


def usual_word(term: Term) -> str:
    return pieces.changed(term.words, _first) if _first(term.words) else term.term


def _first(words: str) -> str:
    return next(_forms(words), "")


def _forms(words: str) -> Iterator[str]:
    return filter(None, map(str.strip, COMMA.split(words)))
