"""How days, hours and amounts are said in the language that is active.

The patterns are words like others: each language has its own in its catalogue. Digits are the
same in all of them, for letters and counters use these.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from unicodedata import normalize

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from content.hours import Span, WeekRow

# The days that `hours.special_days` knows, for the catalogues.
SPECIAL_DAYS = [
    gettext_noop("Neujahr"),
    gettext_noop("Heilige Drei Könige"),
    gettext_noop("Frauentag"),
    gettext_noop("Internationaler Frauentag"),
    gettext_noop("Rosenmontag"),
    gettext_noop("Karfreitag"),
    gettext_noop("Ostersonntag"),
    gettext_noop("Ostermontag"),
    gettext_noop("Erster Mai"),
    gettext_noop("Tag der Befreiung"),
    gettext_noop("Christi Himmelfahrt"),
    gettext_noop("Pfingstsonntag"),
    gettext_noop("Pfingstmontag"),
    gettext_noop("Fronleichnam"),
    gettext_noop("Augsburger Hohes Friedensfest"),
    gettext_noop("Mariä Himmelfahrt"),
    gettext_noop("Weltkindertag"),
    gettext_noop("Tag der Deutschen Einheit"),
    gettext_noop("Reformationstag"),
    gettext_noop("Allerheiligen"),
    gettext_noop("Buß- und Bettag"),
    gettext_noop("Heiligabend"),
    gettext_noop("Erster Weihnachtstag"),
    gettext_noop("Zweiter Weihnachtstag"),
    gettext_noop("Silvester"),
    gettext_noop("75. Jahrestag des Aufstandes vom 17. Juni 1953"),
    gettext_noop(
        "80. Jahrestag der Befreiung vom Nationalsozialismus und der Beendigung des Zweiten "
        "Weltkriegs in Europa"
    ),
]
# Django's own names have capitals where a language writes none, and miss some letters: the
# catalogues say them anew.
NAMES = [
    *(gettext_noop("Monday"), gettext_noop("Tuesday"), gettext_noop("Wednesday")),
    *(gettext_noop("Thursday"), gettext_noop("Friday"), gettext_noop("Saturday")),
    *(gettext_noop("Sunday"), gettext_noop("January"), gettext_noop("February")),
    *(gettext_noop("March"), gettext_noop("April"), gettext_noop("May"), gettext_noop("June")),
    *(gettext_noop("July"), gettext_noop("August"), gettext_noop("September")),
    *(gettext_noop("October"), gettext_noop("November"), gettext_noop("December")),
]


ALPHABET = gettext_lazy("abcdefghijklmnopqrstuvwxyz")
NUMBER_BEFORE_WORD = re.compile(r"(?<=\d) |(?<=\d\.) ")


def weekday(number: int) -> str:
    return str(WEEKDAYS[number])


def day(on: date | datetime) -> str:
    """ "24. Dezember 2026"."""
    return formats.date_format(_local(on), _("j. F Y"))


def day_of_week(on: date) -> str:
    """ "Montag, 24. Dezember"."""
    # A number at the end of a line, and its month on the next, are hard to read.
    return NUMBER_BEFORE_WORD.sub("\u00a0", formats.date_format(on, _("l, j. F")))


def instant(at: datetime) -> str:
    return formats.date_format(localtime(at), _(r"j. F Y, G.i \U\h\r"))


def clock(at: time) -> str:
    return _("%(hour)d.%(minute)02d") % {"hour": at.hour, "minute": at.minute}


def closing(at: time) -> str:
    """Midnight belongs to the day that is over then."""
    return _("%(hour)d.%(minute)02d") % {"hour": at.hour or 24, "minute": at.minute}


def span(of: Span) -> str:
    closes = closing(of.closes) if of.closes == time.min else clock(of.closes)
    return _("%(opens)s bis %(closes)s Uhr") % {"opens": clock(of.opens), "closes": closes}


def week(rows: tuple[WeekRow, ...]) -> str:
    """ "Montag bis Donnerstag 8.00 bis 17.00 Uhr, Freitag 8.00 bis 13.00 Uhr"."""
    return _(", ").join(_rows(rows))


def _rows(rows: tuple[WeekRow, ...]) -> Iterator[str]:
    # Neighbours with the same hours: their weekday runs on as their place does.
    placed = enumerate(rows)
    for _key, group in groupby(placed, key=lambda one: (one[1].weekday - one[0], one[1].spans)):
        days = [row.weekday for _place, row in group]
        first = {"first": weekday(days[0]), "last": weekday(days[-1])}
        named = weekday(days[0]) if len(days) == 1 else _("%(first)s bis %(last)s") % first
        spans = _(" und ").join(span(one) for one in _key[1])
        yield _("%(days)s %(hours)s") % {"days": named, "hours": spans}


def euro(amount: Decimal) -> str:
    """Always with cents; the sign that divides them is the language's own."""
    euros, _point, cents = f"{amount:.2f}".partition(".")
    return _("%(euros)s,%(cents)s Euro") % {"euros": euros, "cents": cents}


def alphabetical(text: str) -> tuple[int, ...]:
    """For sorting, as the language orders its letters."""
    return _places(str(text), str(ALPHABET))


@lru_cache(maxsize=20_000)
def _places(text: str, alphabet: str) -> tuple[int, ...]:
    return tuple(_place(letter, alphabet) for letter in text.lower())


def _place(letter: str, alphabet: str) -> int:
    """A letter that the alphabet has not is that without its marks, or comes after all others."""
    for one in (letter, normalize("NFKD", letter)[0]):
        if one in alphabet:
            return alphabet.index(one) + 1
    return ord(letter) + len(alphabet) if letter.isalpha() else 0


def _local(on: date | datetime) -> date | datetime:
    return localtime(on) if isinstance(on, datetime) else on
