"""The hours once more, slowly: somebody looks at the clock on the wall every minute.

Shares no code with ``content.hours``. The special days of Nordrhein-Westfalen are written
down by hand for the weeks that the tests look at.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SPECIAL_DAYS = {
    date(2026, 2, 16): ("Rosenmontag", "on_carnival_monday"),
    date(2026, 4, 3): ("Karfreitag", "on_public_holidays"),
    date(2026, 4, 6): ("Ostermontag", "on_public_holidays"),
    date(2026, 10, 3): ("Tag der Deutschen Einheit", "on_public_holidays"),
    date(2026, 11, 1): ("Allerheiligen", "on_public_holidays"),
    date(2026, 12, 24): ("Heiligabend", "on_christmas_eve"),
    date(2026, 12, 25): ("Erster Weihnachtstag", "on_public_holidays"),
    date(2026, 12, 26): ("Zweiter Weihnachtstag", "on_public_holidays"),
    date(2026, 12, 31): ("Silvester", "on_new_years_eve"),
    date(2027, 1, 1): ("Neujahr", "on_public_holidays"),
}
WALK = timedelta(days=12)
MINUTE = timedelta(minutes=1)


def answer(channel, at):
    """The fields of a Status in their order; what the walk did not reach is None."""
    now = until = changes = None
    days = {}
    for instant, on, clock in every_minute(at):
        state, reason, special = state_and_reason(channel, on, clock)
        seen = (state, reason, special, on if state == "undecided" else None)
        now = now or seen
        if until is None and seen != now:
            until = instant
        if now[0] == "open" and until:
            return "open", until, None, "", (), False, False, None
        if now[0] == "closed" and state != "closed":
            changes = changes or instant
        if now[0] != "open" and state == "open":
            return now[0], until, instant, now[1], tuple(days), now[2], False, changes
        if until and state == "undecided":
            days[on] = True
    return now[0], until, None, now[1], tuple(days), now[2], False, changes


def every_minute(at):
    """Instant, date and the latest time that the clock has shown on that date so far."""
    start = at.astimezone(UTC).replace(second=0, microsecond=0)
    instant = start
    while wall(instant - MINUTE).date() == wall(start).date():
        instant -= MINUTE
    on, latest = None, 0
    while instant < start + WALK:
        shown = wall(instant)
        latest = max(latest, minutes(shown)) if shown.date() == on else minutes(shown)
        on = shown.date()
        if instant >= start:
            yield instant, on, latest
        instant += MINUTE


def state_and_reason(channel, on, clock):
    """State, reason, and whether it is undecided for being a special day."""
    regular = [(r.opens, r.closes) for r in channel.rules if r.weekday == on.weekday()]
    that_day = [e for e in channel.exceptions if e.first <= on <= e.last]
    name, field = SPECIAL_DAYS.get(on, ("", ""))
    if that_day:
        if any(e.effect == "undecided" for e in that_day):
            return undecided(regular, clock, reasons(that_day, "undecided"), False)
        if any(e.effect == "closed" for e in that_day):
            return "closed", reasons(that_day, "closed"), False
        spans = [(e.opens, e.closes) for e in that_day]
        missed = reasons(that_day, "open") if takes_away(spans, regular, clock) else ""
        return open_or_closed(spans, clock, missed)
    if not regular:
        return without_hours(channel), "", False
    if field and getattr(channel, field) == "closed":
        return "closed", name, False
    if field and getattr(channel, field) == "undecided":
        return undecided(regular, clock, name, True)
    return open_or_closed(regular, clock)


def undecided(regular, clock, reason, special):
    over = regular and all(clock >= closing(closes) for _, closes in regular)
    return ("closed", "", False) if over else ("undecided", reason, special)


def open_or_closed(spans, clock, missed=""):
    if any(minutes(opens) <= clock < closing(closes) for opens, closes in spans):
        return "open", "", False
    return "closed", missed, False


def takes_away(spans, regular, clock):
    """Whether regular hours fall between the closing before and the opening after this time."""
    before = max((closing(c) for _, c in spans if closing(c) <= clock), default=0)
    after = min((minutes(o) for o, _ in spans if minutes(o) > clock), default=24 * 60)
    return any(minutes(o) < after and closing(c) > before for o, c in regular)


def without_hours(channel):
    dated = any(e.effect == "open" for e in channel.exceptions)
    if channel.kind == "appointment" and not channel.rules:
        return "by_appointment"
    return "closed" if channel.rules or dated else "unknown"


def reasons(exceptions, effect):
    found = []
    for e in exceptions:
        if e.effect == effect and e.reason and e.reason not in found:
            found.append(e.reason)
    return ", ".join(found)


def wall(instant: datetime):
    return instant.astimezone(ZoneInfo("Europe/Berlin"))


def minutes(shown):
    return shown.hour * 60 + shown.minute


def closing(closes):
    return minutes(closes) or 24 * 60
