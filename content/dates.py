"""What a reader is told of the past of an object: how old it is, and what stood there before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby, pairwise

from content import hours, pieces
from content.published import Thing
from content.versions import Version


@dataclass(frozen=True, slots=True)
class DateLine:
    """``confirmed`` is when the newest confirmed version came; None as long as there is none.

    ``overdue``: the day is over on which somebody was to look at it again.
    """

    confirmed: datetime | None = None
    changed_since: bool = False
    source_as_of: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """What stood on the page from ``begins`` until just before ``ends``."""

    number: int
    last: Version
    begins: datetime
    ends: datetime

    @property
    def thing(self) -> Thing:
        """With the small corrections."""
        return self.last.thing


def date_line(history: tuple[Version, ...], source_as_of: str = "") -> DateLine:
    """Small corrections change neither the date nor whether somebody vouches for the text.

    ``source_as_of``: how old the source says that it is, for as long as nobody has confirmed it.
    """
    weighty = [version for version in history if not (version.withdrawn or version.minor)]
    confirmed = [version for version in weighty if version.confirmed]
    if not confirmed:
        return DateLine(source_as_of=source_as_of)
    return DateLine(confirmed[-1].live_from, changed_since=weighty[-1] != confirmed[-1])


def together(lines: Iterable[DateLine]) -> DateLine:
    """The line of a page that shows several objects: no better than the worst of them."""
    lines = list(lines)
    if not lines or not all(line.confirmed for line in lines):
        sources = {pieces.german(line.source_as_of) for line in lines}
        same = len(sources) == 1
        return DateLine(source_as_of=pieces.best(one.source_as_of for one in lines) if same else "")
    changed_since = any(line.changed_since for line in lines)
    if overdue := [line.confirmed for line in lines if line.overdue]:
        return DateLine(min(overdue), changed_since, overdue=True)
    return DateLine(max(line.confirmed for line in lines), changed_since)


def review_ends(thing: Thing) -> datetime | None:
    """When the day is over on which a notice is to be reviewed; None for what has no such day."""
    on = getattr(thing, "review_on", None)
    return on and hours.midnight_after(datetime.combine(on, time(12), hours.ZONE))


def earlier(history: tuple[Version, ...]) -> list[Period]:
    """The periods before the current one, the newest first; never one that nobody could read."""
    states = [(group[0], group[-1]) for group in _grouped(history)]
    periods = [
        _period(first, last, following.live_from)
        for (first, last), (following, _) in pairwise(states)
        if not last.withdrawn
    ]
    return [period for period in reversed(periods) if period.begins < period.ends]


def _grouped(history: tuple[Version, ...]) -> list[list[Version]]:
    """Each version together with the small corrections that followed it."""
    number = 0

    def group_of(version: Version) -> int:
        nonlocal number
        number += not (version.minor and not version.withdrawn)
        return number

    return [list(group) for _, group in groupby(history, key=group_of)]


def _period(first: Version, last: Version, replaced: datetime) -> Period:
    begins = max(filter(None, [first.live_from, last.starts_at]))
    ends = min(filter(None, [replaced, last.ends_at]))
    return Period(first.number, last, begins, ends)
