"""Which translation of a piece of text holds, and how it stands to the German. Pure.

A piece has the newest published translation that was made from exactly the German in question,
else the newest one, which is stale. So a translation that was made ahead of a scheduled German
text, or before one that was restored, is current at its instant. Before that instant nobody
shall read it: what is stale was made from German that has been public.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from content import anatomy, records
from content.published import SameSense, TranslatedText
from content.records import Record
from content.versions import Version


@dataclass(frozen=True, slots=True)
class Held:
    """The translation that holds for a piece of German; ``stale``: it was made from another."""

    text: TranslatedText
    stale: bool


class Senses:
    """Which wordings of the pieces of one object mean the same, as somebody has said."""

    def __init__(self, rows: Iterable[Record] = ()):
        rows = list(rows)
        revoked = {number for row in rows for number in row.cancels}
        self._groups: dict[str, list[set[str]]] = defaultdict(list)
        for row in rows:
            if row.action == "same" and row.number not in revoked:
                self._join(records.read(row))

    def _join(self, said: SameSense) -> None:
        """What means the same as one of the two means the same as the other."""
        groups, joined = self._groups[said.piece], {said.before, said.after}
        for group in [group for group in groups if group & joined]:
            groups.remove(group)
            joined |= group
        groups.append(joined)

    def same(self, piece: str, one: str, other: str) -> bool:
        return one == other or any(one in g and other in g for g in self._groups.get(piece, ()))


class Texts:
    """All that has been published in one language of one object and was not withdrawn since."""

    def __init__(self, rows: Iterable[Record] = ()):
        self._newest_first: dict[str, list[TranslatedText]] = defaultdict(list)
        for row in rows:
            if row.action == "withdraw":
                self._newest_first.clear()
            elif row.action == "publish":
                self._add(records.read(row).texts)

    def _add(self, texts: Iterable[TranslatedText]) -> None:
        for text in texts:
            known = self._newest_first[text.piece]
            known[:] = [text, *(other for other in known if other.source != text.source)]

    def held(
        self,
        piece: str,
        german: str,
        senses: Senses,
        lived: Callable[[], Iterable[str]] | None = None,
    ) -> Held | None:
        """None when there is no translation; an emptied one is none. ``lived`` tells which German
        texts of the piece have been public; without it those of the future count too.
        """
        known = self._newest_first.get(piece, ())
        exact = [text for text in known if text.source == german]
        alike = [text for text in known if senses.same(piece, text.source, german)]
        if known and not alike and lived:
            public = list(lived())
            known = [
                text
                for text in known
                if any(senses.same(piece, text.source, one) for one in public)
            ]
        found = next(iter([*exact, *alike, *known]), None)
        return Held(found, stale=not alike) if found and found.text else None


# Since when there were which German pieces, the newest first.
Wordings = list[tuple[datetime, dict[str, str]]]


def wordings(versions: tuple[Version, ...]) -> Wordings:
    things = ((version.live_from, version.thing) for version in reversed(versions))
    return [(since, dict(anatomy.pieces(thing))) for since, thing in things if thing]


def changed_at(piece: str, wordings: Wordings, senses: Senses) -> datetime | None:
    """When the German of a piece came to mean what it means now."""
    since = german = None
    for live_from, texts in wordings:
        text = texts.get(piece)
        if text is None:
            continue
        german = text if german is None else german
        if not senses.same(piece, text, german):
            break
        since = live_from
    return since
