"""Rules, exceptions and holidays -> open? until when? when next? Pure functions of an instant.

Wall times become instants day by day in the office's zone; all instants returned are UTC,
for within one zone comparisons are wrong in the hour that the clock goes through twice.
Closing at 0.00 means the end of the day. Beginnings count, ends don't: [opens, closes).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, reduce
from itertools import chain, combinations, dropwhile, groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from holidays.countries import Germany

from content.published import Channel, HoursException

ZONE = ZoneInfo("Europe/Berlin")
LOOK_AHEAD = 60  # days

State = Literal["open", "closed", "undecided", "by_appointment", "unknown"]

EFFECT_FIELDS = {
    "public_holiday": "on_public_holidays",
    "christmas_eve": "on_christmas_eve",
    "new_years_eve": "on_new_years_eve",
    "carnival_monday": "on_carnival_monday",
}


class SpecialDay(NamedTuple):
    name: str
    kind: str  # a key of EFFECT_FIELDS


class Span(NamedTuple):
    opens: time
    closes: time


class WeekRow(NamedTuple):
    weekday: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What holds on a date. The spans of an undecided day are its regular ones, if it has any.

    ``special``: because it is a special day, and not by a dated exception.
    """

    date: date
    spans: tuple[Span, ...]
    state: State
    reason: str = ""
    special: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """The answer at an instant, and the instant ``until`` which it is the same (None: for ever).

    ``opens`` is when it is next surely open, if it is not open now; undecided days don't count.
    ``undecided_before`` are the undecided days that are still to come before that.
    ``reason`` says why it is closed today (also if only for a part), or which day is undecided.
    ``special``: undecided for being a special day, and not by a dated exception.
    ``endless``: open or closed for as long as we look ahead, so that it can't be said until when.
    ``closed_until``: how long it is surely closed, for whatever reasons; at least, if endless.
    """

    state: State
    until: datetime | None = None
    opens: datetime | None = None
    reason: str = ""
    undecided_before: tuple[date, ...] = ()
    special: bool = False
    endless: bool = False
    closed_until: datetime | None = None


class Stretch(NamedTuple):
    begins: datetime
    ends: datetime
    state: State
    reason: str
    date: date
    special: bool = False


@lru_cache(maxsize=64)
def special_days(year: int, federal_state: str) -> Mapping[date, SpecialDay]:
    """Public holidays, and the days on which offices are often closed though they are none.

    Without a federal state that is known: the holidays of the whole country.
    """
    subdivision = federal_state if federal_state in Germany.subdivisions else None
    public = Germany(subdiv=subdivision, years=year, language="de")
    return MappingProxyType(
        {
            easter(year) - timedelta(days=48): SpecialDay("Rosenmontag", "carnival_monday"),
            date(year, 12, 24): SpecialDay("Heiligabend", "christmas_eve"),
            date(year, 12, 31): SpecialDay("Silvester", "new_years_eve"),
        }
        | {on: SpecialDay(name, "public_holiday") for on, name in public.items()}
    )


def day(channel: Channel, on: date, federal_state: str) -> Day:
    """Dated exceptions win over special days, special days over the weekly rules."""
    weekly = _weekly(channel, on.weekday())
    if exceptions := [e for e in channel.exceptions if e.first <= on <= e.last]:
        return _exceptional_day(on, weekly, exceptions)
    if not weekly:
        return Day(on, (), _without_hours(channel))
    special = special_days(on.year, federal_state).get(on)
    if not special:
        return Day(on, weekly, "open")
    effect = getattr(channel, EFFECT_FIELDS[special.kind])
    if effect == "closed":
        return Day(on, (), "closed", special.name, special=True)
    state = "open" if effect == "regular" else "undecided"
    return Day(on, weekly, state, special.name, special=True)


def days(channel: Channel, first: date, count: int, federal_state: str) -> list[Day]:
    return [day(channel, first + timedelta(days=n), federal_state) for n in range(count)]


def week_table(channel: Channel) -> tuple[WeekRow, ...]:
    rows = (WeekRow(weekday, _weekly(channel, weekday)) for weekday in range(7))
    return tuple(row for row in rows if row.spans)


def status(channel: Channel, at: datetime, federal_state: str) -> Status:
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    if not channel.rules and not channel.exceptions:
        return Status(_without_hours(channel))
    today = at.astimezone(ZONE).date()
    stretches = dropwhile(lambda s: s.ends <= at, _stretches(channel, today, federal_state))
    now = next(stretches)
    # Tomorrow we look one day further ahead.
    tomorrow = midnight_after(at)
    if now.state == "open":
        ends = next(stretches, None)
        return Status("open", now.ends) if ends else Status("open", tomorrow, endless=True)
    coming = list(_up_to_opening(stretches))
    opens = next((later.begins for later in coming if later.state == "open"), None)
    undecided = tuple(later.date for later in coming if later.state == "undecided")
    until = now.ends if opens else min(now.ends, tomorrow)
    status = Status(now.state, until, opens, now.reason, undecided, now.special)
    return _closed(status, [now, *coming]) if now.state == "closed" else status


def _up_to_opening(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    for later in stretches:
        yield later
        if later.state == "open":
            return


def _closed(status: Status, stretches: list[Stretch]) -> Status:
    changes = next((one.begins for one in stretches if one.state != "closed"), None)
    ends = changes or stretches[-1].ends
    return replace(status, closed_until=ends, endless=changes is None)


def midnight_after(at: datetime) -> datetime:
    """When the office's date changes."""
    return _instant(at.astimezone(ZONE).date() + timedelta(days=1), time.min)


def overlaps(rules: Iterable[Any]) -> list[tuple[Any, Any]]:
    """The pairs that are open at the same time; merely touching is no overlap."""
    return [
        (one, other)
        for one, other in combinations(filter(_is_span, rules), 2)
        if one.weekday == other.weekday and _meet(one, other)
    ]


def _weekly(channel: Channel, weekday: int) -> tuple[Span, ...]:
    return _merged(rule for rule in channel.rules if rule.weekday == weekday)


def _exceptional_day(on: date, weekly: tuple[Span, ...], exceptions: list[HoursException]) -> Day:
    effects = {e.effect for e in exceptions}
    effect = next(e for e in ("undecided", "closed", "open") if e in effects)
    deciding = [e for e in exceptions if e.effect == effect]
    reasons = list(dict.fromkeys(e.reason for e in deciding if e.reason))
    # Added and not joined: a translated text then stays one.
    reason = reduce(lambda one, other: one + ", " + other, reasons) if reasons else ""
    if effect == "closed":
        return Day(on, (), "closed", reason)
    if effect == "open" and (spans := _merged(deciding)):
        return Day(on, spans, "open", reason)
    # Also a draft's "open" that does not say yet from when until when.
    return Day(on, weekly, "undecided", reason)


def _without_hours(channel: Channel) -> State:
    """A day without hours is closed only where there are hours on other days."""
    if channel.rules:
        return "closed"
    if channel.kind == "appointment":
        return "by_appointment"
    return "closed" if any(e.effect == "open" for e in channel.exceptions) else "unknown"


def _stretches(channel: Channel, first: date, federal_state: str) -> Iterator[Stretch]:
    """Seamless from the first day's midnight on, neighbours that say the same being one."""
    days = (day(channel, first + timedelta(days=n), federal_state) for n in range(LOOK_AHEAD + 1))
    parts = (_pieces(one, _weekly(channel, one.date.weekday())) for one in days)
    pieces = (piece for piece in chain.from_iterable(parts) if piece.begins < piece.ends)
    for _, group in groupby(pieces, key=_said):
        alike = list(group)
        yield alike[0]._replace(ends=alike[-1].ends)


def _said(piece: Stretch) -> tuple:
    """Undecided days are told one by one, so each is a stretch of its own."""
    return piece.state, piece.reason, piece.date if piece.state == "undecided" else None


def _pieces(of: Day, weekly: tuple[Span, ...]) -> Iterator[Stretch]:
    begins, midnight = _instant(of.date, time.min), _closing(of.date, time.min)
    if of.state not in ("open", "undecided") or not of.spans:
        yield Stretch(begins, midnight, of.state, of.reason, of.date)
        return
    spans, reason = of.spans, ""
    if of.state == "undecided":
        # "Opens at 8" would be a promise: the day is undecided from its first minute.
        spans, reason = (Span(time.min, of.spans[-1].closes),), of.reason
    closed_from = time.min
    for span in spans:
        opens, closes = _instant(of.date, span.opens), _closing(of.date, span.closes)
        why = _why_closed(of, Span(closed_from, span.opens), weekly)
        yield Stretch(begins, opens, "closed", why, of.date)
        yield Stretch(opens, closes, of.state, reason, of.date, of.special)
        begins, closed_from = closes, span.closes
    why = _why_closed(of, Span(closed_from, time.min), weekly)
    yield Stretch(begins, midnight, "closed", why, of.date)


def _why_closed(of: Day, gap: Span, weekly: tuple[Span, ...]) -> str:
    """What is closed anyway needs no reason, only what takes away some of the weekly hours."""
    return of.reason if any(_meet(gap, usual) for usual in weekly) else ""


def _instant(on: date, wall: time) -> datetime:
    """When the clock first shows this time or a later one, for openings and closings alike.

    Of a time that comes twice it is the first. A time that is left out comes with the jump,
    which in Berlin is on a full hour.
    """
    at = datetime.combine(on, wall, ZONE).astimezone(UTC)
    exists = at.astimezone(ZONE).time() == wall
    return at if exists else at.replace(minute=0, second=0, microsecond=0)


def _closing(on: date, wall: time) -> datetime:
    return _instant(on + timedelta(days=1) if wall == time.min else on, wall)


def _end(closes: time) -> time:
    return time.max if closes == time.min else closes


def _meet(one: Any, other: Any) -> bool:
    return one.opens < _end(other.closes) and other.opens < _end(one.closes)


def _is_span(hours: Any) -> bool:
    """Drafts may be incomplete, or say what a check will refuse."""
    return hours.opens is not None and hours.closes is not None and hours.opens < _end(hours.closes)


def _merged(hours: Iterable[Any]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for one in sorted(filter(_is_span, hours), key=attrgetter("opens")):
        if spans and one.opens <= _end(spans[-1].closes):
            spans[-1] = Span(spans[-1].opens, max(spans[-1].closes, one.closes, key=_end))
        else:
            spans.append(Span(one.opens, one.closes))
    return tuple(spans)
