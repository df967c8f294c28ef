"""What would be public and was not: the differences, and what they do to translations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundWidget

from content import outdating
from content.admin.common import in_words
from content.differences import Change, differences
from content.models import Publication
from content.outdating import Outdated, Outlook
from content.published import Thing
from content.states import State
from content.versions import Version

Box = tuple[Outdated, BoundWidget]


@dataclass(frozen=True)
class Row:
    """One difference; if translations are outdated by it, which, and the box to tick."""

    change: Change
    outdated: Outdated | None = None
    box: BoundWidget | None = None


def planned(version: Version) -> str:
    what = f"Fassung {version.number}, gilt" if not version.withdrawn else "zurückgezogen"
    return f"{what} ab {in_words(version.live_from)}"


def comparisons(
    state: State, thing: Thing, boxes: Sequence[Box] = ()
) -> Iterator[tuple[str, list[Row]]]:
    """Against what is public, then against each version that is planned."""
    base = outdating.base(state)
    title = "Das ändert sich" if state.live else "Das wird öffentlich"
    planned_ones = [(f"Gegenüber {planned(one)}", one) for one in state.coming if not one.withdrawn]
    for heading, version in [(title, state.live), *planned_ones]:
        changes = differences(version and version.thing, thing)
        yield heading, list(_rows(changes, boxes if version is base else []))


def _rows(changes: list[Change], boxes: Sequence[Box]) -> Iterator[Row]:
    """Each change with its box, then what only looks otherwise: that is no difference in words."""
    for change in changes:
        found = next((one for one in boxes if one[0].change == change), ())
        boxes = [one for one in boxes if one is not found]
        yield Row(change, *found)
    for outdated, box in boxes:
        yield Row(outdated.change, outdated, box)


NAMED = 6  # texts; of a new list of documents there are dozens


def untranslated(outlook: Outlook) -> str:
    return "; ".join(_lacking(count, labels) for count, labels in outlook.untranslated)


def _lacking(count: int, labels: list[str]) -> str:
    named = ", ".join(labels[:NAMED])
    more = len(labels) - NAMED
    if more > 0:
        named += " und ein weiterer Text" if more == 1 else f" und {more} weitere Texte"
    return f"{named} (in {count} {'Sprache' if count == 1 else 'Sprachen'})"


def announcement(name: str, publication: Publication) -> str:
    if publication.live_from > publication.made_at:
        return f"„{name}“ wird am {in_words(publication.live_from)} öffentlich."
    return f"„{name}“ ist öffentlich, in etwa einer Sekunde auf jeder Seite."
