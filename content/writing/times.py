"""Times that a reader can't place who comes later: a month of no year, a day that moves."""

import re
from collections.abc import Iterator

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_YEAR = r"(?:19|20)\d\d\b"
_BEFORE = r"(?:(?:im|seit|ab|bis|anfang|mitte|ende)\ )?(?:\d{1,2}\.\ ?)?"
# The year of a later month holds for this one: "von Mai bis Juli 2026", "Mai und Juni 2026".
_SHARED = (
    rf"(?:bis|und|oder|[/,–])(?:\s(?:zum|anfang|mitte|ende))?\s*(?:\d{{1,2}}\.\s)?(?:{_MONTHS})"
)
MONTH = re.compile(
    rf"""\b(?i:{_BEFORE})(?<!Frau\ )(?<!Herr\ )(?<!Herrn\ )(?:{_MONTHS})\b
    (?!\s+{_YEAR} | \s*(?i:{_SHARED})\s+{_YEAR})""",
    re.VERBOSE,
)
DAY = re.compile(r"(?<![\d.])(?:[12]?\d|3[01])\. ?(?:0?[1-9]|1[0-2])\.(?!\s?\d)")
NUMBERED = re.compile(r"\b(?:Version|Abschnitt|Nummer|Punkt|Kapitel) $")
EVERY_YEAR = re.compile(r"\b(?:jede[nsmr]?|(?:all)?jährlich)\b", re.IGNORECASE)
RELATIVE = re.compile(
    r"""\b(?:
    (?i:heute | gestern | vorgestern | übermorgen | derzeit | zurzeit | zur\ Zeit | momentan
      | im\ Moment | demnächst | in\ Kürze | neuerdings | seit\ kurzem)
    | morgen  # "am Morgen" is none
    | (?i:diese | nächste | kommende | letzte)[nsmr]?\ (?:Woche | Monats? | Jahr(?:es)?)
    # "Ist das Foto aktuell?" tells no time.
    | (?i:aktuell)(?!\s*(?:[.,;:?!)] | $ | (?:ist|sind|war|waren|sein|bleib\w*|halten)\b))
    )\b""",
    re.VERBOSE,
)


def month_without_year(sentence: str) -> Iterator[str]:
    if EVERY_YEAR.search(sentence):
        return
    yield from (f"„{found}“" for found in MONTH.findall(sentence))
    for found in DAY.finditer(sentence):
        if not NUMBERED.search(sentence[: found.start()]):
            yield f"„{found[0]}“"


def relative_day(sentence: str) -> Iterator[str]:
    yield from (f"„{found}“" for found in RELATIVE.findall(sentence))
