"""A cache may show a page for three days after its instant when all behind it is dead.

So no page says what is wrong by then: it names its days, and never says "now".
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup

from content.edition import Edition
from content.hours import ZONE
from content.published import HoursException
from content.site import END
from tests.factories import (
    DAY,
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
from tests.site import PROJECT

STALE_IF_ERROR = timedelta(days=3)
SECOND = timedelta(seconds=1)
WORDS_OF_NOW = re.compile(r"\b(heut\w+|morgen|gestern|jetzt|zurzeit|derzeit)\b", re.IGNORECASE)
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
DAY_AND_TIME = re.compile(rf"\b({'|'.join(WEEKDAYS)})(, \d+\. \w+,)? \d+\.\d\d Uhr")

# Years in which the initial content is public, whenever the tests run. Easter is on 28 March.
TUESDAY = datetime(2100, 3, 2, 11, tzinfo=ZONE)
INSTANTS = {
    "open": TUESDAY,
    "evening": TUESDAY.replace(hour=19),
    "weekend": TUESDAY.replace(day=6),
    "holiday": TUESDAY.replace(day=29),
    "before a holiday": TUESDAY.replace(day=25, hour=19),
    "before christmas": TUESDAY.replace(month=12, day=23, hour=19),
}
EXCEPTIONS = {
    "trip": {"reason": "Betriebsausflug"},
    "move": {"last": date(2100, 3, 3), "reason": "Umzug"},
    "rebuilding": {"last": date(2100, 12, 31), "reason": "Umbau"},
    "unsure": {"effect": "undecided"},
    "unsure why": {"effect": "undecided", "reason": "Streik"},
    "short day": {"effect": "open", "opens": time(13), "closes": time(14), "reason": "Feier"},
    "through the night": {"effect": "open", "opens": time(0), "closes": time(0)},
}


def with_exception(site, **fields):
    """The edition, of which every channel has this exception on the Tuesday."""
    day = TUESDAY.date()
    exception = HoursException(**{"uid": "a", "first": day, "last": day} | fields)
    for channel in site.at(TUESDAY).channels:
        site = site.with_draft(replace(channel, exceptions=(exception,)), TUESDAY - DAY)
    return site


@pytest.fixture(scope="module")
def looks(initial_records):
    """The initial content in many states: (edition, instant) by what it is."""
    site = Edition(initial_records)
    exceptions = {
        name: (with_exception(site, **fields), TUESDAY) for name, fields in EXCEPTIONS.items()
    }
    return exceptions | {name: (site, at) for name, at in INSTANTS.items()}


@pytest.fixture(scope="module")
def answers(looks):
    """What every public page answers in every state, by the state and the path."""
    return {
        (name, path): get(site, path, at)
        for name, (site, at) in looks.items()
        for path in re.findall(
            r"<loc>https?://[^/]+(/de/.*?)</loc>", read(site, "/sitemap.xml", at)
        )
    }


@pytest.fixture(scope="module")
def pages(answers):
    return {where: parsed(answer.content) for where, answer in answers.items()}


def parsed(html):
    return BeautifulSoup(html, "html.parser")


def states(page):
    return [" ".join(state.text.split()) for state in page.select(".state")]


def words_of_now(page):
    """Outside of the texts that the office itself has written."""
    texts = [text for text in page.find_all(string=True) if not text.find_parent(class_="prose")]
    described = page.select_one("meta[name=description]")["content"]
    return WORDS_OF_NOW.findall(" ".join([*texts, described]))


def test_no_page_says_what_is_only_true_today(pages):
    found = {where: words_of_now(page) for where, page in pages.items()}
    assert {where: words for where, words in found.items() if words} == {}


def test_every_state_names_a_weekday_and_a_time(pages):
    said = {words for page in pages.values() for words in states(page)}
    undated = {words for words in said if not DAY_AND_TIME.search(words)}

    # Hours that nobody knows have no end.
    assert undated == {"Nur mit Termin"}


def test_these_pages_show_every_state(pages):
    shown = {name: set() for name, _ in pages}
    for (name, _), page in pages.items():
        shown[name] |= {state["class"][-1] for state in page.select(".state")}

    # Of appointments it is never said that the office is open or closed.
    assert {name: kinds - {"state"} for name, kinds in shown.items()} == {
        "open": {"open"},
        "evening": {"closed"},
        "weekend": {"closed"},
        "holiday": {"undecided"},
        "before a holiday": {"closed"},
        "before christmas": {"closed"},
        "trip": {"closed"},
        "move": {"closed"},
        "rebuilding": {"closed"},
        "unsure": {"undecided"},
        "unsure why": {"undecided"},
        "short day": {"closed"},
        "through the night": {"open"},
    }


def test_reasons_and_undecided_days_are_named_with_their_day(pages):
    said = {name: states(page) for (name, path), page in pages.items() if path == "/de/"}

    assert {name: words for name, [words] in said.items()} == {
        "open": "Erreichbar bis Dienstag 17.00 Uhr",
        "evening": "Nicht erreichbar bis Mittwoch 8.00 Uhr",
        "weekend": "Nicht erreichbar bis Montag 8.00 Uhr",
        "holiday": "Bis Montag 17.00 Uhr: Ostermontag. An Feiertagen: bitte vorher prüfen",
        "before a holiday": (
            "Nicht erreichbar bis Donnerstag 24.00 Uhr."
            " Freitag, 26., und Montag, 29. März: bitte vorher prüfen."
            " Wieder ab Dienstag, 30. März, 8.00 Uhr"
        ),
        "before christmas": (
            "Nicht erreichbar bis Donnerstag 24.00 Uhr."
            " Freitag, 24. Dezember: bitte vorher prüfen."
            " Wieder ab Montag, 27. Dezember, 8.00 Uhr"
        ),
        "trip": "Nicht erreichbar bis Mittwoch 8.00 Uhr. Dienstag: Betriebsausflug",
        "move": "Nicht erreichbar bis Donnerstag 8.00 Uhr. Bis Mittwoch, 3. März: Umzug",
        "rebuilding": "Nicht erreichbar, mindestens bis Samstag, 1. Mai, 24.00 Uhr. Umbau",
        "unsure": "Bis Dienstag 17.00 Uhr: bitte vorher prüfen",
        "unsure why": "Bis Dienstag 17.00 Uhr: Streik. Bitte vorher prüfen",
        "short day": "Nicht erreichbar bis Dienstag 13.00 Uhr. Dienstag: Feier",
        "through the night": "Erreichbar bis Dienstag 24.00 Uhr",
    }


def test_every_page_says_the_same_until_its_instant(looks, answers):
    changed = {
        (name, path)
        for (name, path), answer in answers.items()
        if true_until(answer) < END
        and get(looks[name][0], path, true_until(answer) - SECOND).content != answer.content
    }
    assert changed == set()


@pytest.mark.parametrize("folder", ["components", "pages"])
def test_no_template_says_now(folder):
    sources = {path.name: path.read_text() for path in (PROJECT / "templates" / folder).iterdir()}
    found = {
        name: WORDS_OF_NOW.findall(re.sub(r"{#.*?#}|{{.*?}}", "", text))
        for name, text in sources.items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def closed_for(days):
    """A hotline that opens only once: so many days after today at 8.00 o'clock."""
    day = NOW.date() + timedelta(days=days)
    opening = HoursException(
        uid="a", first=day, last=day, effect="open", opens=time(8), closes=time(17)
    )
    return edition_of(replace(HOTLINE, rules=(), exceptions=(opening,)), notice())


NOTICE = "/de/hinweise/hinweis/"  # where nothing but the state changes with time


def state_on_notice(site, at=NOW):
    return states(parsed(read(site, NOTICE, at)))


@pytest.mark.parametrize(
    ("days", "opens"),
    [
        (1, "Mittwoch 8.00 Uhr"),
        (3, "Freitag 8.00 Uhr"),
        (4, "Samstag, 7. März, 8.00 Uhr"),
        (6, "Montag, 9. März, 8.00 Uhr"),
        (7, "Dienstag, 10. März, 8.00 Uhr"),
    ],
)
def test_weekday_stands_alone_up_to_three_days_before_it(days, opens):
    assert state_on_notice(closed_for(days)) == [f"Nicht erreichbar bis {opens}"]


def nearest(name, to):
    """The day of this name that is nearest to a date."""
    around = [to + timedelta(days=days) for days in range(-3, 4)]
    [day] = [day for day in around if WEEKDAYS[day.weekday()] == name]
    return day


@pytest.mark.parametrize("days", [1, 2, 3])
def test_weekday_alone_means_the_same_day_for_as_long_as_a_cache_may_show_it(days):
    site = closed_for(days)
    name = DAY_AND_TIME.search(state_on_notice(site)[0])[1]
    shown_last = true_until(get(site, NOTICE)) + STALE_IF_ERROR - SECOND
    shown_for = (shown_last.astimezone(ZONE).date() - NOW.date()).days

    read_on = [NOW.date() + timedelta(days=later) for later in range(shown_for + 1)]

    meant = {nearest(name, to) for to in read_on}
    assert meant == {NOW.date() + timedelta(days=days)}


def test_state_that_names_a_near_day_is_true_over_midnights():
    friday = NOW.replace(day=6, hour=19)
    monday = datetime(2026, 3, 9, 8, tzinfo=ZONE)

    assert true_until(get(edition_of(notice()), NOTICE, friday)) == monday


def test_state_that_names_a_far_day_is_written_anew_when_the_day_is_near():
    site, midnight = closed_for(4), datetime(2026, 3, 4, tzinfo=ZONE)

    assert true_until(get(site, NOTICE)) == midnight
    assert state_on_notice(site, midnight) == ["Nicht erreichbar bis Samstag 8.00 Uhr"]


@pytest.mark.parametrize("path", ["/de/", "/de/hinweise/", "/de/dienste/dienst/"])
def test_notice_with_an_end_names_it_wherever_it_stands(path):
    site = edition_of(
        notice(title="Kein Zugang", level="urgent", ends_at=NOW + DAY),
        checklist({"name": "Foto", "notice": "hinweis"}),
        service(checklists=("liste",)),
    )
    shown = [one.text for one in parsed(read(site, path)).select("[data-uid=hinweis]")]

    assert shown != []
    assert [text for text in shown if "Gilt bis 4. März 2026, 11.00 Uhr." not in text] == []
