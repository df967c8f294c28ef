"""Facts that somebody has typed into a text: they will stay as they are when they change."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import time
from decimal import Decimal

from django.utils.text import capfirst
from phonenumbers import PhoneNumberMatcher

from content import hours, quotes
from content.hours import Span
from content.published import Thing
from content.writing.passages import Passage

AMOUNT = re.compile(
    r"(?<![\d.])\d[\d.]*(?:,(?:\d+|[-–—]+))?\s*(?:€|Euros?\b|EUR\b)"
    r"|(?:€|\bEUR)\s*\d[\d.]*(?:,\d+)?"
)
DIALLED = re.compile(r'href="tel:([^"]*)"')
CLOCK = r"(\d{1,2})(?:[.:](\d\d))?"
HOURS = re.compile(rf"\b{CLOCK}(?: ?Uhr)? ?(?:bis|-|–) ?{CLOCK} ?Uhr\b")

# A fact is known by what it is: an address to dial, an amount, the hours of a day.
Fact = str | Decimal | Span
Facts = Mapping[Fact, list[str]]


def facts(lists: Mapping[str, list[Thing]]) -> Facts:
    """What is public and can be quoted, and how the list "Angaben einfügen" names it."""
    found = defaultdict(list)
    for channel in lists["channel"]:
        if number := quotes.tel(channel.phone):
            found[number].append(_named("telefon", channel))
        for span in {span for row in hours.week_table(channel) for span in row.spans}:
            found[span].append(_named("sprechzeiten", channel))
    for service in lists["service"]:
        for fee in service.fees[:1]:  # only the first one can be quoted
            found[fee.amount].append(_named("gebuehr", service))
    return found


def _named(what: str, thing: Thing) -> str:
    return f"{capfirst(quotes.QUOTABLE[what].label)}: {thing.title}"


def typed_facts(passage: Passage, known: Facts) -> Iterator[tuple[str, list[str]]]:
    """What was typed, and the names of the facts that it could be. Of hours only those that are
    facts: many others are told. What is only possible as a number is too often a date."""
    for part in [passage.text, *DIALLED.findall(passage.html)]:
        for match in PhoneNumberMatcher(part, quotes.REGION):
            yield match.raw_string, known.get(quotes.tel(match.raw_string), [])
    for amount in AMOUNT.findall(passage.text):
        yield amount, known.get(_amount(amount), [])
    for match in HOURS.finditer(passage.text):
        if names := known.get(_span(match)):
            yield match[0], names


def _amount(typed: str) -> Decimal:
    euros, _comma, cents = re.sub(r"[^\d,]", "", typed).partition(",")
    return Decimal(f"{euros}.{cents or 0}")


def _span(match: re.Match) -> Span | None:
    opens, from_minute, closes, to_minute = (int(part or 0) for part in match.groups())
    try:
        return Span(time(opens, from_minute), time(closes % 24, to_minute))
    except ValueError:  # no times of a day
        return None
