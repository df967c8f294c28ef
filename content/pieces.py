"""Texts as the readers of another language than German get them, each honest about its state."""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from content import words
from content.tongues import Tongue

GERMAN_ATTRIBUTES = ' lang="de" dir="ltr"'

# Words in Latin letters, with what stands between them or belongs to them, as in "§ 5 DDG".
LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ"
LATIN_RUN = re.compile(
    r"<[^>]*>|&[#\w]+;|"  # stay what they are
    rf"(?P<words>(?:§+ ?[0-9]*[a-z]? ?|[0-9]+(?=[{LETTERS}]))?"
    rf"[{LETTERS}](?:(?:[{LETTERS}0-9 .,/’§@:+?=%_-]|&amp;|&#x27;)*[{LETTERS}0-9+])?)"
)


@dataclass
class Shown:
    """What a page has shown of translations, for what it tells of them at its top."""

    missing: bool = False
    machine_made: bool = False
    reviewed: bool = False
    machine_made_interface: bool = False
    terms: list[Any] = field(default_factory=list)

    def note(self, state: "State") -> None:
        self.missing |= state.missing
        self.machine_made |= state.machine_made
        self.reviewed |= not (state.missing or state.machine_made)

    def merge(self, other: "Shown") -> None:
        self.missing |= other.missing
        self.machine_made |= other.machine_made
        self.reviewed |= other.reviewed


SHOWN: ContextVar[Shown | None] = ContextVar("shown", default=None)


class State(NamedTuple):
    """How a piece stands to the German. ``changed``: since when the German says something else
    than what was translated.
    """

    missing: bool = False
    changed: datetime | None = None
    machine_made: bool = False
    rich: bool = False


def worst(states: list[State]) -> State:
    """Of texts that stand together: no better than the worst of them."""
    return State(
        missing=any(state.missing for state in states),
        changed=max(filter(None, (state.changed for state in states)), default=None),
        machine_made=any(state.machine_made for state in states),
        rich=states[0].rich,
    )


class Piece(str):
    """The words in the reader's language; where they are missing, the German ones.

    In attributes and for the search it is these words. On a page it says of itself what its
    reader must know.
    """

    __slots__ = ("german", "state", "tongue")

    def __new__(cls, text: str, german: str, state: State, tongue: Tongue):
        piece = super().__new__(cls, text)
        piece.german, piece.state, piece.tongue = german, state, tongue
        return piece

    # Two are the same when their readers are told the same.
    def __eq__(self, other: object) -> bool:
        if isinstance(other, Piece):
            mine = self.german, self.state, self.tongue
            if mine != (other.german, other.state, other.tongue):
                return False
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __add__(self, other: str) -> "Piece":
        """Together they are no better than the worse of the two."""
        state = worst([self.state, *([other.state] if isinstance(other, Piece) else [])])
        both = self.german + german(other)
        return Piece(both if state.missing else f"{self!s}{other!s}", both, state, self.tongue)

    def replaced(self, text: str, german: str | None = None) -> "Piece":
        return Piece(text, self.german if german is None else german, self.state, self.tongue)

    def __html__(self) -> str:
        state, tongue = self.state, self.tongue
        if shown := SHOWN.get():
            shown.note(state)
        html = str(self) if state.rich else escape(str(self))
        if state.missing:
            return self._element(self.own_language, html)
        if not tongue.is_latin:
            html = with_latin_marked(html)
        attributes = (' class="m"' if state.machine_made else "") + self.own_language
        if attributes:
            html = self._element(attributes, html)
        return mark_safe(html + (stale_note(state.changed) if state.changed else ""))

    @property
    def own_language(self) -> str:
        """The attributes that it needs where its language is not that of the page."""
        if self.state.missing:
            return GERMAN_ATTRIBUTES
        if self.tongue.interface == self.tongue.code:
            return ""
        return f' lang="{self.tongue.code}" dir="{self.tongue.direction}"'

    def _element(self, attributes: str, html: str) -> str:
        name = "div" if self.state.rich else "span"
        return mark_safe(f"<{name}{attributes}>{html}</{name}>")


def stale_note(changed: datetime) -> str:
    told = _("Der deutsche Text wurde am %(day)s geändert.") % {"day": words.day(changed)}
    return f' <small class="stale">{told}</small>'


def with_latin_marked(html: str) -> str:
    """German words in a text of another script: read out as German, and never turned around."""
    return LATIN_RUN.sub(_marked, html)


def _marked(run: re.Match) -> str:
    return isolated_german(run[0]) if run["words"] else run[0]


def isolated_german(html: str) -> str:
    """German words among others, which they leave where they are."""
    return mark_safe(f"<bdi{GERMAN_ATTRIBUTES}>{html}</bdi>")


def german(text: str) -> str:
    """The German words behind a text that may be a translation."""
    return text.german if isinstance(text, Piece) else text


def best(texts: Iterable[str]) -> str:
    """Of texts with the same German one that is translated, if any is."""
    texts = list(texts)
    translated = (text for text in texts if not (isinstance(text, Piece) and text.state.missing))
    return next(translated, texts[0])


def changed(text: str, change: Callable[[str], str]) -> str:
    """A text, which may be a piece, with other words or other markup in both its languages."""
    if isinstance(text, Piece):
        return text.replaced(change(str(text)), change(text.german))
    return change(text)
