import os
import subprocess
import sys
from collections import namedtuple
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content import hours
from content.hours import Day, Span, SpecialDay, Status, WeekRow
from content.published import Channel, HoursException, OpeningRule
from tests import hours_reference

NW = "NW"
MICROSECOND = timedelta(microseconds=1)
HOTLINE_HOURS = [(0, 8, 17), (1, 8, 17), (2, 8, 17), (3, 8, 17), (4, 8, 13)]


def channel(*rules, **fields):
    """Rules as (weekday, opens, closes); the times as hours or as times."""
    made = [
        OpeningRule(uid=str(n), weekday=weekday, opens=clock(opens), closes=clock(closes))
        for n, (weekday, opens, closes) in enumerate(rules)
    ]
    return Channel(uid="c", title="Telefon", rules=tuple(made), **fields)


def hotline(*exceptions, **fields):
    return channel(*HOTLINE_HOURS, exceptions=exceptions, **fields)


def exception(first, last=None, effect="closed", opens=None, closes=None, reason=""):
    first = date.fromisoformat(first)
    return HoursException(
        uid="e",
        first=first,
        last=date.fromisoformat(last) if last else first,
        effect=effect,
        opens=opens and clock(opens),
        closes=closes and clock(closes),
        reason=reason,
    )


def clock(value):
    return time(value) if isinstance(value, int) else value


def on(text):
    return date.fromisoformat(text)


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=hours.ZONE).astimezone(UTC)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def status(of, at):
    return hours.status(of, berlin(at), NW)


def day(of, date_text):
    return hours.day(of, on(date_text), NW)


# Ordinary days


@pytest.mark.parametrize(
    ("at", "state", "until"),
    [
        ("2026-07-06T07:59:59", "closed", "2026-07-06T08:00"),
        ("2026-07-06T07:59:59.999999", "closed", "2026-07-06T08:00"),
        ("2026-07-06T08:00:00", "open", "2026-07-06T17:00"),
        ("2026-07-06T16:59:59.999999", "open", "2026-07-06T17:00"),
        ("2026-07-06T17:00:00", "closed", "2026-07-07T08:00"),
    ],
)
def test_opening_belongs_to_the_hours_and_closing_does_not(at, state, until):
    answer = status(hotline(), at)

    assert (answer.state, answer.until) == (state, berlin(until))


def test_friday_ends_at_13_00():
    friday = "2026-07-10"

    assert status(hotline(), f"{friday}T12:59:59").until == berlin(f"{friday}T13:00")
    assert status(hotline(), f"{friday}T13:00") == Status(
        "closed",
        until=berlin("2026-07-13T08:00"),
        opens=berlin("2026-07-13T08:00"),
        closed_until=berlin("2026-07-13T08:00"),
    )


def test_lunch_break_is_closed_until_the_afternoon():
    counter = channel((0, time(8, 30), 12), (0, 14, time(15, 30)))

    assert status(counter, "2026-07-06T12:30") == Status(
        "closed",
        until=berlin("2026-07-06T14:00"),
        opens=berlin("2026-07-06T14:00"),
        closed_until=berlin("2026-07-06T14:00"),
    )


def test_touching_and_overlapping_spans_are_one():
    counter = channel((0, 12, 17), (0, 8, 12), (0, 9, 10))

    assert day(counter, "2026-07-06").spans == (Span(time(8), time(17)),)
    assert status(counter, "2026-07-06T11:00").until == berlin("2026-07-06T17:00")


def test_closing_at_midnight_is_the_end_of_the_day():
    late = channel((0, 20, 0))

    assert status(late, "2026-07-06T23:59:59.999999") == Status("open", berlin("2026-07-07T00:00"))
    assert status(late, "2026-07-07T00:00").state == "closed"


def test_open_through_midnight_is_one_stretch():
    night = channel((0, 20, 0), (1, 0, 6))

    assert status(night, "2026-07-06T21:00").until == berlin("2026-07-07T06:00")


def test_who_never_closes_is_looked_at_anew_each_midnight():
    always = channel(*[(weekday, 0, 0) for weekday in range(7)], on_public_holidays="regular")

    assert status(always, "2026-06-15T10:00") == Status(
        "open", until=berlin("2026-06-16T00:00"), endless=True
    )


def test_end_is_named_as_soon_as_it_can_be_seen():
    move = exception("2026-08-15", reason="Umzug")
    always = channel(*[(weekday, 0, 0) for weekday in range(7)], exceptions=(move,))

    too_far = status(always, "2026-06-15T23:59")
    near_enough = status(always, "2026-06-16T00:00")

    assert too_far == Status("open", until=berlin("2026-06-16T00:00"), endless=True)
    assert near_enough == Status("open", until=berlin("2026-08-15T00:00"))


def test_by_appointment_only_is_not_closed():
    counter = channel(kind="appointment")

    assert status(counter, "2026-07-06T10:00") == Status("by_appointment")
    assert day(counter, "2026-07-06") == Day(on("2026-07-06"), (), "by_appointment")


def test_by_appointment_only_is_closed_while_an_exception_says_so():
    move = exception("2026-07-07", "2026-07-08", reason="Umzug")
    counter = channel(kind="appointment", exceptions=(move,))

    assert status(counter, "2026-07-06T10:00").until == berlin("2026-07-07T00:00")
    assert status(counter, "2026-07-07T10:00").state == "closed"
    assert status(counter, "2026-07-07T10:00").reason == "Umzug"
    assert status(counter, "2026-07-09T10:00").state == "by_appointment"


def test_without_any_hours_nothing_is_claimed():
    assert status(channel(), "2026-07-06T10:00") == Status("unknown")


def test_dated_hours_alone_are_announced():
    open_day = exception("2026-07-11", effect="open", opens=10, closes=14)
    stand = channel(exceptions=(open_day,))

    assert status(stand, "2026-07-06T10:00") == Status(
        "closed",
        until=berlin("2026-07-11T10:00"),
        opens=berlin("2026-07-11T10:00"),
        closed_until=berlin("2026-07-11T10:00"),
    )


def test_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        hours.status(hotline(), datetime(2026, 7, 6, 8), NW)  # noqa: DTZ001 the point of the test


# Special days


def test_special_days_of_the_state():
    assert hours.special_days(2026, NW) == {
        on("2026-01-01"): SpecialDay("Neujahr", "public_holiday"),
        on("2026-02-16"): SpecialDay("Rosenmontag", "carnival_monday"),
        on("2026-04-03"): SpecialDay("Karfreitag", "public_holiday"),
        on("2026-04-06"): SpecialDay("Ostermontag", "public_holiday"),
        on("2026-05-01"): SpecialDay("Erster Mai", "public_holiday"),
        on("2026-05-14"): SpecialDay("Christi Himmelfahrt", "public_holiday"),
        on("2026-05-25"): SpecialDay("Pfingstmontag", "public_holiday"),
        on("2026-06-04"): SpecialDay("Fronleichnam", "public_holiday"),
        on("2026-10-03"): SpecialDay("Tag der Deutschen Einheit", "public_holiday"),
        on("2026-11-01"): SpecialDay("Allerheiligen", "public_holiday"),
        on("2026-12-24"): SpecialDay("Heiligabend", "christmas_eve"),
        on("2026-12-25"): SpecialDay("Erster Weihnachtstag", "public_holiday"),
        on("2026-12-26"): SpecialDay("Zweiter Weihnachtstag", "public_holiday"),
        on("2026-12-31"): SpecialDay("Silvester", "new_years_eve"),
    }


def test_unknown_state_has_the_nationwide_holidays():
    assert hours.special_days(2026, "??") == hours.special_days(2026, "")
    assert on("2026-06-04") not in hours.special_days(2026, "")
    assert on("2026-10-03") in hours.special_days(2026, "")


def test_holiday_closed():
    office = hotline(on_public_holidays="closed")

    assert day(office, "2026-04-06") == Day(
        on("2026-04-06"), (), "closed", "Ostermontag", special=True
    )
    assert status(office, "2026-04-06T10:00") == Status(
        "closed",
        until=berlin("2026-04-07T00:00"),
        opens=berlin("2026-04-07T08:00"),
        reason="Ostermontag",
        closed_until=berlin("2026-04-07T08:00"),
    )


def test_holiday_with_regular_hours():
    office = hotline(on_public_holidays="regular")

    assert day(office, "2026-04-06").state == "open"
    assert status(office, "2026-04-06T10:00") == Status("open", berlin("2026-04-06T17:00"))


def test_undecided_holiday_shows_regular_hours_and_is_never_open():
    office = hotline()
    through_the_day = [f"2026-04-06T{hour:02}:00" for hour in range(24)]

    states = [status(office, at).state for at in through_the_day]

    assert day(office, "2026-04-06") == Day(
        on("2026-04-06"), (Span(time(8), time(17)),), "undecided", "Ostermontag", special=True
    )
    assert states == ["undecided"] * 17 + ["closed"] * 7


def test_undecided_morning_promises_no_opening_that_day():
    assert status(hotline(), "2026-02-16T07:00") == Status(
        "undecided",
        until=berlin("2026-02-16T17:00"),
        opens=berlin("2026-02-17T08:00"),
        reason="Rosenmontag",
        special=True,
    )


def test_undecided_day_before_the_next_opening_is_named():
    friday_afternoon = status(hotline(), "2026-02-13T15:00")

    assert friday_afternoon == Status(
        "closed",
        until=berlin("2026-02-16T00:00"),
        opens=berlin("2026-02-17T08:00"),
        undecided_before=(on("2026-02-16"),),
        closed_until=berlin("2026-02-16T00:00"),
    )


def test_all_undecided_days_before_the_next_opening_are_named():
    days = (on("2026-12-24"), on("2026-12-25"))
    assert status(hotline(), "2026-12-23T18:00").undecided_before == days


def test_undecided_days_in_a_row_are_told_one_by_one():
    fair = exception("2026-07-11", "2026-07-12", effect="undecided", reason="Stadtfest")

    saturday = status(hotline(fair), "2026-07-11T10:00")

    assert saturday == Status(
        "undecided",
        until=berlin("2026-07-12T00:00"),
        opens=berlin("2026-07-13T08:00"),
        reason="Stadtfest",
        undecided_before=(on("2026-07-12"),),
    )


def test_on_an_undecided_day_the_next_undecided_day_is_named():
    christmas_eve = status(hotline(), "2026-12-24T09:00")

    assert christmas_eve.reason == "Heiligabend"
    assert christmas_eve.undecided_before == (on("2026-12-25"),)
    assert christmas_eve.opens == berlin("2026-12-28T08:00")


@pytest.mark.parametrize(
    ("date_text", "field", "name"),
    [
        ("2026-02-16", "on_carnival_monday", "Rosenmontag"),
        ("2026-04-03", "on_public_holidays", "Karfreitag"),
        ("2026-12-24", "on_christmas_eve", "Heiligabend"),
        ("2026-12-31", "on_new_years_eve", "Silvester"),
    ],
)
def test_each_kind_of_special_day_has_its_own_effect(date_text, field, name):
    fields = dict.fromkeys(hours.EFFECT_FIELDS.values(), "regular")

    special = day(hotline(**fields | {field: "closed"}), date_text)

    assert special == Day(on(date_text), (), "closed", name, special=True)
    assert day(hotline(**fields), date_text).state == "open"


@pytest.mark.parametrize("effect", ["closed", "undecided", "regular"])
def test_christmas_eve_on_a_sunday_without_hours_is_simply_closed(effect):
    assert day(hotline(on_christmas_eve=effect), "2028-12-24") == Day(
        on("2028-12-24"), (), "closed"
    )


# Exceptions


def test_exception_closes_the_days_from_first_to_last():
    office = hotline(exception("2026-07-07", "2026-07-09", reason="Umzug"))
    states = [day(office, f"2026-07-{n:02}").state for n in range(6, 11)]

    assert states == ["open", "closed", "closed", "closed", "open"]
    assert status(office, "2026-07-07T10:00") == Status(
        "closed",
        until=berlin("2026-07-10T00:00"),
        opens=berlin("2026-07-10T08:00"),
        reason="Umzug",
        closed_until=berlin("2026-07-10T08:00"),
    )


def test_after_hours_the_reason_waits_for_its_day():
    office = hotline(exception("2026-07-07", reason="Umzug"))

    evening = status(office, "2026-07-06T18:00")

    assert (evening.reason, evening.until) == ("", berlin("2026-07-07T00:00"))


def test_exception_with_other_hours_replaces_the_weekly_ones():
    office = hotline(
        exception("2026-07-07", effect="open", opens=9, closes=11, reason="Versammlung")
    )

    assert day(office, "2026-07-07") == Day(
        on("2026-07-07"), (Span(time(9), time(11)),), "open", "Versammlung"
    )
    assert status(office, "2026-07-07T11:00").opens == berlin("2026-07-08T08:00")


@pytest.mark.parametrize(
    ("clock_text", "state", "reason"),
    [
        ("07:00", "closed", "Versammlung"),
        ("10:00", "open", ""),
        ("11:00", "closed", "Versammlung"),
        ("20:00", "closed", "Versammlung"),
    ],
)
def test_reason_of_other_hours_is_said_while_they_are_fewer(clock_text, state, reason):
    office = hotline(
        exception("2026-07-07", effect="open", opens=9, closes=11, reason="Versammlung")
    )

    answer = status(office, f"2026-07-07T{clock_text}")

    assert (answer.state, answer.reason) == (state, reason)


def test_reason_of_more_hours_is_no_reason_for_being_closed():
    office = hotline(
        exception("2026-07-07", effect="open", opens=7, closes=19, reason="Langer Dienstag"),
        exception("2026-07-11", effect="open", opens=9, closes=11, reason="Offene Tür"),
    )

    answers = [status(office, f"2026-07-{at}") for at in ("07T06:00", "07T20:00", "11T12:00")]

    assert [(answer.state, answer.reason) for answer in answers] == [("closed", "")] * 3


def test_several_spans_of_one_day_add_up():
    office = hotline(
        exception("2026-07-11", effect="open", opens=14, closes=16),
        exception("2026-07-11", effect="open", opens=9, closes=11),
    )

    assert day(office, "2026-07-11").spans == (
        Span(time(9), time(11)),
        Span(time(14), time(16)),
    )


def test_exception_wins_over_a_holiday():
    office = hotline(
        exception("2026-04-06", effect="open", opens=9, closes=11), on_public_holidays="closed"
    )

    assert status(office, "2026-04-06T10:00") == Status("open", berlin("2026-04-06T11:00"))


def test_undecided_wins_over_closed_and_closed_over_open():
    opened = exception("2026-07-07", effect="open", opens=9, closes=11, reason="offen")
    closed = exception("2026-07-07", reason="zu")
    undecided = exception("2026-07-07", effect="undecided", reason="offen?")

    assert day(hotline(opened, closed), "2026-07-07") == Day(on("2026-07-07"), (), "closed", "zu")
    assert day(hotline(opened, closed, undecided), "2026-07-07") == Day(
        on("2026-07-07"), (Span(time(8), time(17)),), "undecided", "offen?"
    )


def test_day_without_hours_called_undecided_is_undecided_until_midnight():
    office = hotline(exception("2026-07-11", effect="undecided", reason="Stadtfest"))

    assert status(office, "2026-07-11T20:00") == Status(
        "undecided",
        until=berlin("2026-07-12T00:00"),
        opens=berlin("2026-07-13T08:00"),
        reason="Stadtfest",
    )


def test_open_exception_without_times_claims_nothing():
    assert day(hotline(exception("2026-07-07", effect="open")), "2026-07-07").state == "undecided"


def test_opening_beyond_sixty_days_is_not_announced():
    office = hotline(exception("2026-07-01", "2026-09-06", reason="Umbau"))

    too_far = status(office, "2026-07-08T12:00")
    near_enough = status(office, "2026-07-09T00:00")

    assert too_far == Status(
        "closed",
        until=berlin("2026-07-09T00:00"),
        reason="Umbau",
        endless=True,
        closed_until=berlin("2026-09-07T00:00"),
    )
    assert near_enough.opens == berlin("2026-09-07T08:00")
    assert (near_enough.closed_until, near_enough.endless) == (near_enough.opens, False)


def test_closed_days_before_visits_by_appointment_end_with_the_last():
    visits = channel(kind="appointment", exceptions=(exception("2026-07-06", "2026-07-08"),))

    closed = status(visits, "2026-07-06T10:00")

    assert (closed.opens, closed.endless) == (None, False)
    assert (closed.until, closed.closed_until) == (
        berlin("2026-07-07T00:00"),
        berlin("2026-07-09T00:00"),
    )


# The nights in which the clock changes


def test_monday_after_the_clock_goes_forward_opens_at_its_own_eight():
    assert status(hotline(), "2026-03-27T15:00").opens == utc("2026-03-30T06:00")
    assert status(hotline(), "2026-03-20T15:00").opens == utc("2026-03-23T07:00")


def test_monday_after_the_clock_goes_back_opens_at_its_own_eight():
    assert status(hotline(), "2026-10-23T15:00").opens == utc("2026-10-26T07:00")
    assert status(hotline(), "2026-10-16T15:00").opens == utc("2026-10-19T06:00")


@pytest.mark.parametrize(
    ("opens", "closes", "begins", "ends"),
    [
        (time(1), time(5), "2026-03-29T00:00", "2026-03-29T03:00"),  # one hour less
        (time(2, 30), time(5), "2026-03-29T01:00", "2026-03-29T03:00"),  # opens with the jump
        (time(1), time(2, 30), "2026-03-29T00:00", "2026-03-29T01:00"),  # closes with the jump
    ],
)
def test_span_in_the_night_the_clock_goes_forward(opens, closes, begins, ends):
    night = channel((6, opens, closes))

    before = hours.status(night, utc(begins) - MICROSECOND, NW)
    within = hours.status(night, utc(begins), NW)

    assert before.opens == utc(begins)
    assert within == Status("open", utc(ends))


@pytest.mark.parametrize(
    ("opens", "closes", "begins", "ends"),
    [
        (time(1), time(5), "2026-10-24T23:00", "2026-10-25T04:00"),  # one hour more
        (time(2, 30), time(5), "2026-10-25T00:30", "2026-10-25T04:00"),  # from the first 2.30
        (time(1), time(2, 30), "2026-10-24T23:00", "2026-10-25T00:30"),  # to the first 2.30
    ],
)
def test_span_in_the_night_the_clock_goes_back(opens, closes, begins, ends):
    night = channel((6, opens, closes))

    before = hours.status(night, utc(begins) - MICROSECOND, NW)
    within = hours.status(night, utc(begins), NW)

    assert before.opens == utc(begins)
    assert within == Status("open", utc(ends))


def test_span_that_the_clock_jumps_over_never_opens():
    night = channel((6, time(2, 15), time(2, 45)))

    assert hours.status(night, utc("2026-03-28T12:00"), NW).opens == utc("2026-04-05T00:15")


def test_midnight_after_counts_the_length_of_the_day():
    assert hours.midnight_after(utc("2026-03-29T00:00")) == utc("2026-03-29T22:00")
    assert hours.midnight_after(utc("2026-10-25T00:00")) == utc("2026-10-25T23:00")
    assert hours.midnight_after(utc("2026-07-06T22:00")) == utc("2026-07-07T22:00")


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo", "Europe/Berlin"])
def test_machine_in_another_zone_gives_the_same_answer_and_needs_no_django(zone):
    program = (
        "import sys; from content import hours; assert 'django' not in sys.modules;"
        "import tests.test_hours as t;"
        "print(t.status(t.hotline(), '2026-10-25T23:30'), t.day(t.hotline(), '2026-12-24'))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout

    expected = f"{status(hotline(), '2026-10-25T23:30')} {day(hotline(), '2026-12-24')}\n"
    assert printed == expected


# Days and tables


def test_days_are_counted_from_the_first():
    shown = hours.days(hotline(), on("2026-02-11"), 56, NW)

    assert [shown[0].date, shown[-1].date] == [on("2026-02-11"), on("2026-04-07")]
    assert shown[5] == day(hotline(), "2026-02-16")


def test_week_table_lists_only_the_days_with_hours():
    counter = channel((3, 14, 17), (0, 9, 12), (3, 9, 12))

    assert hours.week_table(counter) == (
        WeekRow(0, (Span(time(9), time(12)),)),
        WeekRow(3, (Span(time(9), time(12)), Span(time(14), time(17)))),
    )


def test_overlaps_are_found_on_the_same_weekday_only():
    rule = namedtuple("rule", "weekday opens closes")
    morning = rule(0, time(8), time(12))
    noon = rule(0, time(11), time(13))
    afternoon = rule(0, time(13), time(0))
    evening = rule(0, time(20), time(22))
    tuesday = rule(1, time(8), time(12))
    unfinished = rule(0, time(8), None)

    found = hours.overlaps([morning, noon, afternoon, evening, tuesday, unfinished])

    assert found == [(morning, noon), (afternoon, evening)]


# Anything against the slow reference

BEFORE_SOMETHING = ["2026-02-13", "2026-03-27", "2026-04-02", "2026-10-23", "2026-12-22"]

times = st.one_of(
    st.sampled_from([time(0), time(1, 30), time(2), time(2, 30), time(3), time(8), time(12)]),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)
spans = st.tuples(times, times).filter(lambda span: span[1] == time(0) or span[0] < span[1])
effects = st.sampled_from(["regular", "closed", "undecided"])


@st.composite
def channels_and_instants(draw):
    start = on(draw(st.sampled_from(BEFORE_SOMETHING)))
    rules = draw(st.lists(st.tuples(st.integers(0, 6), spans), max_size=12))
    of = channel(
        *[(weekday, *span) for weekday, span in rules],
        exceptions=tuple(draw(st.lists(exceptions_from(start), max_size=4))),
        kind=draw(st.sampled_from(["phone", "appointment"])),
        **{field: draw(effects) for field in hours.EFFECT_FIELDS.values()},
    )
    midnight = datetime.combine(start, time(0), UTC)
    return of, midnight + draw(st.timedeltas(timedelta(0), timedelta(days=4)))


@st.composite
def exceptions_from(draw, start):
    first = start + timedelta(days=draw(st.integers(-1, 8)))
    opens, closes = draw(spans)
    return HoursException(
        uid="e",
        first=first,
        last=first + timedelta(days=draw(st.integers(0, 3))),
        effect=draw(st.sampled_from(["closed", "open", "undecided"])),
        opens=opens,
        closes=closes,
        reason=draw(st.sampled_from(["", "Umzug", "Versammlung"])),
    )


@settings(max_examples=200, deadline=None)
@given(channels_and_instants())
def test_status_is_what_somebody_at_the_clock_sees(given_case):
    of, at = given_case
    seen = hours_reference.answer(of, at)
    state, until, opens, reason, *_ = seen

    answer = hours.status(of, at, NW)

    if opens or (state == "open" and until):
        assert astuple(answer) == seen
    else:  # the walk ended before anything opened or closed
        end = at + hours_reference.WALK - timedelta(minutes=1)
        assert (answer.state, answer.reason) == (state, reason)
        assert answer.opens is None or answer.opens > end
        assert not until or answer.until <= until


@settings(max_examples=60, deadline=None)
@given(channels_and_instants())
def test_answer_holds_exactly_until_its_end(given_case):
    of, at = given_case
    answer = hours.status(of, at, NW)
    assume(answer.opens or (answer.state == "open" and not answer.endless))

    assert hours.status(of, answer.until - MICROSECOND, NW) == answer
    assert replace(hours.status(of, answer.until, NW), until=None) != replace(answer, until=None)


@settings(max_examples=60, deadline=None)
@given(channels_and_instants())
def test_spans_of_a_day_are_sorted_and_apart(given_case):
    of, at = given_case
    for one in hours.days(of, at.date(), 7, NW):
        edges = [edge for span in one.spans for edge in span]
        if edges and edges[-1] == time(0):
            edges[-1] = time.max
        assert edges == sorted(set(edges))
