"""What a page says at an instant, and until when it stays true."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup

from content.hours import ZONE
from content.published import Channel, HoursException
from content.site import END
from tests.factories import (
    HOTLINE,
    NOW,
    checklist,
    edition_of,
    get,
    notice,
    read,
    service,
    true_until,
)

SECOND = timedelta(seconds=1)
HOURS = [
    datetime.combine(date(2026, 3, 3), time(8), ZONE),
    datetime.combine(date(2026, 3, 3), time(17), ZONE),
]


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def state_on(channel, path, at=NOW):
    """What the page says of this channel's state."""
    page = page_of(get(edition_of(channel), path, at))
    return " ".join(page.select_one(f"[data-uid={channel.uid}] .state").text.split())


@pytest.mark.parametrize("path", ["/de/", "/de/kontakt/", "/de/dienste/dienst/"])
@pytest.mark.parametrize("change", HOURS, ids=str)
def test_page_is_true_until_its_hours_change(path, change):
    known, before = edition_of(service()), change - timedelta(hours=1)

    until = true_until(get(known, path, before))

    assert until == change
    assert read(known, path, until - SECOND) == read(known, path, before)
    assert read(known, path, until) != read(known, path, before)


def test_page_is_true_until_a_notice_starts():
    coming = edition_of(notice(starts_at=NOW + SECOND))
    assert true_until(get(coming, "/de/hinweise/", NOW)) == NOW + SECOND


def test_page_without_hours_and_dates_is_true_for_ever():
    assert true_until(get(edition_of(), "/de/inhalt/", NOW)) == END


def test_hotline_of_a_day_that_is_not_decided_is_never_said_to_answer():
    body = read(edition_of(), "/de/", datetime.combine(date(2026, 12, 24), time(10), ZONE))

    assert "An Feiertagen: bitte vorher prüfen" in body
    assert "Erreichbar" not in body


def hotline_with(**exception):
    """The hotline, with an exception today."""
    today = date(2026, 3, 3)
    made = HoursException(**{"uid": "a", "first": today, "last": today} | exception)
    return replace(HOTLINE, exceptions=(made,))


def test_closed_day_says_why_and_when_it_is_open_again():
    channel = hotline_with(reason="Betriebsausflug")
    words = "Nicht erreichbar bis Mittwoch 8.00 Uhr. Dienstag: Betriebsausflug"
    assert state_on(channel, "/de/") == words


def test_reason_that_holds_for_days_names_the_last():
    channel = hotline_with(last=date(2026, 3, 8), reason="Umzug")
    words = "Nicht erreichbar bis Montag, 9. März, 8.00 Uhr. Bis Sonntag, 8. März: Umzug"
    assert state_on(channel, "/de/") == words


def test_short_day_that_is_over_says_why():
    channel = hotline_with(
        effect="open", opens=time(8), closes=time(10), reason="Betriebsversammlung"
    )
    words = "Nicht erreichbar bis Mittwoch 8.00 Uhr. Dienstag: Betriebsversammlung"
    assert state_on(channel, "/de/") == words


def test_closed_for_as_long_as_we_look_ahead_says_at_least_until_when():
    channel = hotline_with(last=date(2026, 12, 31), reason="Umbau")
    words = "Nicht erreichbar, mindestens bis Samstag, 2. Mai, 24.00 Uhr. Umbau"
    assert state_on(channel, "/de/") == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOW, "Erreichbar bis Dienstag 17.00 Uhr"),
        (NOW.replace(hour=19), "Nicht erreichbar bis Mittwoch 8.00 Uhr"),
        (NOW.replace(hour=5), "Nicht erreichbar bis Dienstag 8.00 Uhr"),
        (NOW.replace(day=6, hour=19), "Nicht erreichbar bis Montag 8.00 Uhr"),
    ],
)
def test_hotline_names_day_and_time(at, words):
    assert state_on(HOTLINE, "/de/", at) == words


def test_end_at_midnight_is_the_end_of_its_day():
    late = replace(HOTLINE, rules=(replace(HOTLINE.rules[1], opens=time(8), closes=time(0)),))
    assert state_on(late, "/de/") == "Erreichbar bis Dienstag 24.00 Uhr"


def test_fragment_of_a_state_is_part_of_the_page_that_is_fetched_anew():
    page = page_of(get(edition_of(), "/de/kontakt/"))
    states = page.select("[data-until]")

    assert [state["hx-select"] for state in states] == [f"#{state['id']}" for state in states]
    assert {state["hx-get"] for state in states} == {""}


def test_page_shows_the_days_of_the_next_weeks_that_differ():
    trip = HoursException(uid="a", first=date(2026, 3, 9), last=date(2026, 3, 11), reason="Umzug")
    channel = type(HOTLINE)(uid="hotline", title="Hotline", rules=HOTLINE.rules, exceptions=(trip,))
    unusual = page_of(get(edition_of(channel), "/de/kontakt/")).select(".unusual li")
    assert [" ".join(row.text.split()) for row in unusual] == [
        "Montag, 9. März bis Mittwoch, 11. März (Umzug): geschlossen"
    ]


def test_notice_beneath_a_document_goes_when_it_ends():
    known = edition_of(
        notice(title="Foto nur digital", ends_at=NOW),
        checklist({"name": "Foto", "notice": "hinweis"}),
        service(checklists=("liste",)),
    )
    path = "/de/dienste/dienst/"
    assert "Foto nur digital" in read(known, path, NOW - SECOND)
    assert "Foto nur digital" not in read(known, path, NOW)


def test_references_to_what_is_withdrawn_leave_no_trace():
    lonely = service(
        area="weg", contact="weg", checklists=("weg",), downloads=("weg",), title="Allein"
    )
    body = read(edition_of(lonely), "/de/dienste/dienst/")
    assert ("<h1>Allein</h1>" in body, "weg" in body.split("<style>")[1].split("</style>")[1]) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("phone", "Rund um die Uhr erreichbar, von Montag bis Sonntag"),
        ("counter", "Rund um die Uhr geöffnet, von Montag bis Sonntag"),
        ("appointment", "Nur mit Termin. Termine rund um die Uhr, von Montag bis Sonntag"),
    ],
)
def test_end_that_nobody_knows_is_not_invented(kind, words):
    days = [
        replace(HOTLINE.rules[0], weekday=day, opens=time(0), closes=time(0)) for day in range(7)
    ]
    always = replace(HOTLINE, kind=kind, rules=tuple(days), on_public_holidays="regular")
    known, midnight = edition_of(always), datetime.combine(date(2026, 3, 4), time(0), ZONE)

    assert state_on(always, "/de/kontakt/") == words
    assert true_until(get(known, "/de/kontakt/")) == midnight


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Umzug", "Bis Dienstag 17.00 Uhr: Umzug. Bitte vorher prüfen"),
        ("", "Bis Dienstag 17.00 Uhr: bitte vorher prüfen"),
    ],
)
def test_undecided_day_that_is_no_holiday_is_not_called_one(reason, words):
    assert state_on(hotline_with(effect="undecided", reason=reason), "/de/") == words


def test_undecided_holiday_is_called_one():
    easter = datetime.combine(date(2026, 4, 6), time(10), ZONE)
    words = "Bis Montag 17.00 Uhr: Ostermontag. An Feiertagen: bitte vorher prüfen"
    assert state_on(HOTLINE, "/de/", easter) == words


TRIP = HoursException(
    uid="a", first=date(2026, 3, 3), last=date(2026, 3, 3), reason="Betriebsausflug"
)
SHORT = replace(TRIP, effect="open", opens=time(8), closes=time(10), reason="Versammlung")
UNDECIDED = replace(TRIP, effect="undecided", reason="Umzug")
MARCH_9 = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("rules", "exceptions", "at", "words"),
    [
        ((), (), NOW, "Nur mit Termin"),
        ((), (replace(TRIP, first=MARCH_9, last=MARCH_9),), NOW, "Nur mit Termin"),
        (
            (),
            (TRIP,),
            NOW,
            "Nur mit Termin. Geschlossen bis Dienstag 24.00 Uhr. Dienstag: Betriebsausflug",
        ),
        (HOTLINE.rules, (), NOW, "Nur mit Termin. Termine bis Dienstag 17.00 Uhr"),
        (
            HOTLINE.rules,
            (),
            NOW.replace(hour=19),
            "Nur mit Termin. Termine wieder ab Mittwoch 8.00 Uhr",
        ),
        (
            HOTLINE.rules,
            (TRIP,),
            NOW,
            "Nur mit Termin. Geschlossen bis Mittwoch 8.00 Uhr. Dienstag: Betriebsausflug",
        ),
        (
            HOTLINE.rules,
            (SHORT,),
            NOW,
            "Nur mit Termin. Geschlossen bis Mittwoch 8.00 Uhr. Dienstag: Versammlung",
        ),
        (
            HOTLINE.rules,
            (UNDECIDED,),
            NOW,
            "Nur mit Termin. Bis Dienstag 17.00 Uhr: Umzug. Bitte vorher prüfen",
        ),
    ],
)
def test_by_appointment_is_said_first_whatever_the_hours(rules, exceptions, at, words):
    visit = Channel(
        uid="besuch", title="Besuch", kind="appointment", rules=rules, exceptions=exceptions
    )
    page = page_of(get(edition_of(visit), "/de/kontakt/", at))

    assert state_on(visit, "/de/kontakt/", at) == words
    assert page.select("[data-uid=besuch] .state.open") == []


CHRISTMAS = {"first": date(2026, 12, 24)}


@pytest.mark.parametrize(
    ("at", "exception", "words"),
    [
        (
            date(2026, 4, 5),
            {},
            "Sonntag 24.00 Uhr. Montag, 6. April: bitte vorher prüfen. Wieder ab Dienstag 8.00 Uhr",
        ),
        (
            date(2026, 12, 23),
            {},
            "Mittwoch 24.00 Uhr. Donnerstag, 24., und Freitag, 25. Dezember: bitte vorher prüfen."
            " Wieder ab Montag, 28. Dezember, 8.00 Uhr",
        ),
        (
            date(2026, 12, 23),
            CHRISTMAS | {"last": date(2026, 12, 27)},
            "Mittwoch 24.00 Uhr. Donnerstag, 24., bis Sonntag, 27. Dezember: bitte vorher prüfen."
            " Wieder ab Montag, 28. Dezember, 8.00 Uhr",
        ),
        (
            date(2026, 12, 30),
            {"first": date(2026, 12, 31), "last": date(2027, 1, 1)},
            "Mittwoch 24.00 Uhr. Donnerstag, 31. Dezember, und Freitag, 1. Januar:"
            " bitte vorher prüfen. Wieder ab Montag, 4. Januar, 8.00 Uhr",
        ),
        (
            date(2026, 12, 23),
            CHRISTMAS | {"last": date(2027, 4, 30)},
            "Mittwoch 24.00 Uhr. Ab Donnerstag, 24. Dezember: bitte vorher prüfen",
        ),
    ],
)
def test_all_undecided_days_before_the_next_opening_are_told(at, exception, words):
    evening = datetime.combine(at, time(18), ZONE)
    channel = hotline_with(effect="undecided", **exception)

    said = state_on(channel, "/de/", evening)

    assert said == f"Nicht erreichbar bis {words}"


def test_undecided_days_of_appointments_come_before_the_next_one():
    visit = Channel(uid="besuch", title="Besuch", kind="appointment", rules=HOTLINE.rules)
    sunday = datetime.combine(date(2026, 4, 5), time(18), ZONE)

    said = state_on(visit, "/de/kontakt/", sunday)

    assert said == (
        "Nur mit Termin. Montag, 6. April: bitte vorher prüfen. Termine wieder ab Dienstag 8.00 Uhr"
    )
