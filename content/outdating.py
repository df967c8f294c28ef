"""What new German words do to the translations of the old ones: told before they are published."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils import timezone

from content import anatomy, refusals
from content.differences import Change, differences
from content.edition import Edition
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, Language, Thing
from content.snapshots import kind_of, snapshot
from content.states import State
from content.translations import Senses, Texts, wordings
from content.versions import Key, Version


@dataclass(frozen=True)
class Outdated:
    """A piece with its words before and after, and the languages that are current until then."""

    piece: str
    before: str
    after: str
    change: Change
    languages: tuple[Language, ...]

    @property
    def token(self) -> str:
        """Stands for these two wordings and no others: who saw others has said nothing of them."""
        return sha256("\0".join([self.piece, self.before, self.after]).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Outlook:
    """``untranslated``: the labels of new texts, by the number of languages that lack them."""

    outdated: tuple[Outdated, ...]
    untranslated: tuple[tuple[int, list[str]], ...]


class Translations:
    """Those of one object, in all languages of the site."""

    def __init__(self, known: Edition, key: Key, now: datetime):
        past = known.past(key)
        self._senses = Senses(past.senses)
        self._texts = [
            (language, Texts(past.translations.get(language.code, ())))
            for language in known.current(now).languages
            if language.code != SOURCE_LANGUAGE
        ]

    def current(self, piece: str, german: str) -> list[Language]:
        found = ((one, texts.held(piece, german, self._senses)) for one, texts in self._texts)
        return [language for language, held in found if held and not held.stale]

    def lacking(self, piece: str, german: str) -> int:
        """How many languages that readers can choose have no words for it, not even old ones."""
        return sum(
            language.ready and texts.held(piece, german, self._senses) is None
            for language, texts in self._texts
        )


def base(state: State) -> Version | None:
    """What the draft is held against: what readers see, else what they will see."""
    return state.live or state.newest


def outlook(obj: Content, state: State, now: datetime | None = None) -> Outlook:
    """What publishing the draft makes of its translations."""
    known, draft, key = refusals.published(), snapshot(obj), (kind_of(obj), obj.uid)
    translations = Translations(known, key, now or timezone.now())
    changed = list(_changed(_before(known.versions(key), base(state)), draft))
    outdated = tuple(_outdated(changed, draft, translations))
    told = {one.piece for one in outdated}
    others = [(piece, after) for piece, _, after in changed if piece not in told]
    return Outlook(outdated, tuple(_untranslated(others, draft, translations)))


def _before(versions: tuple[Version, ...], since: Version | None) -> dict[str, str]:
    """The German of each piece; of what is not public, such as a part that comes back, the last."""
    earlier = (texts for _, texts in reversed(wordings(versions)))
    now = dict(anatomy.pieces(since.thing)) if since else {}
    return {piece: text for texts in [*earlier, now] for piece, text in texts.items()}


def _changed(known: dict[str, str], draft: Thing) -> Iterator[tuple[str, str, str]]:
    for piece, after in anatomy.pieces(draft):
        if after and after != known.get(piece, ""):
            yield piece, known.get(piece, ""), after


def _outdated(changed, draft: Thing, translations: Translations) -> Iterator[Outdated]:
    for piece, before, after in changed:
        still = translations.current(piece, after)
        lost = [one for one in translations.current(piece, before) if one not in still]
        if before and lost:
            change = compared(draft, piece, before, after)
            yield Outdated(piece, before, after, change, tuple(lost))


def _untranslated(changed, draft: Thing, translations: Translations):
    found = [
        (count, compared(draft, piece, "", after).label)
        for piece, after in changed
        if (count := translations.lacking(piece, after))
    ]
    for count, rows in groupby(sorted(found, key=itemgetter(0), reverse=True), itemgetter(0)):
        yield count, [label for _, label in rows]


def compared(thing: Thing, piece: str, before: str, after: str) -> Change:
    """Two wordings of a piece under the name that it has in this thing.

    Where only the markup is another one, they read the same.
    """
    old, new, none = (_saying(thing, piece, text) for text in (before, after, ""))
    for found in differences(old, new):
        return found
    for found in differences(none, new):
        return replace(found, before=found.after)
    return Change(piece, before, after)


def _saying(thing: Any, piece: str, text: str) -> Any:
    """The thing with this text as the piece; without references, which would be looked up."""
    changes = {}
    for slot in anatomy.slots(type(thing)):
        if slot.part:
            parts = getattr(thing, slot.name)
            changes[slot.name] = tuple(_saying(part, piece, text) for part in parts)
        elif slot.holds == "reference":
            changes[slot.name] = () if slot.many else None
        elif slot.is_text and anatomy.piece_name(thing.uid, slot.name) == piece:
            changes[slot.name] = text
    return replace(thing, **changes)
