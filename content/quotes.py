"""Facts that stand elsewhere, quoted in texts: {telefon:uid}, {e-mail:uid}, {gebuehr:uid}.

Each fact is changed at its own place and is new wherever it is quoted.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from re import Match
from typing import Any

import phonenumbers

from content.published import PLACEHOLDER, Channel, Office, Service, Thing, slots

REGION = "DE"


def filled(thing: Any, facts: Mapping[str, Thing]) -> Any:
    """The thing with the facts in its texts; a fact that is not public leaves nothing behind."""
    changes = {}
    for slot in slots(type(thing)):
        old = getattr(thing, slot.name)
        if slot.part:
            new = tuple(filled(part, facts) for part in old)
        elif slot.holds in ("text", "rich text") and "{" in old:
            new = PLACEHOLDER.sub(
                partial(_quoted, facts=facts, rich=slot.holds == "rich text"), old
            )
        else:
            continue
        if new != old:
            changes[slot.name] = new
    return replace(thing, **changes) if changes else thing


def tel(number: str) -> str:
    """The address that dials a number as it is written; empty for what is no number."""
    try:
        parsed = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return ""
    return "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def euro(amount: Any) -> str:
    return f"{amount:.2f} Euro".replace(".", ",")


def _quoted(match: Match, facts: Mapping[str, Thing], rich: bool) -> str:
    what, fact = match[1], facts.get(match[2])
    if what == "telefon" and isinstance(fact, Channel):
        return _linked(tel(fact.phone), fact.phone, rich)
    if what == "e-mail" and isinstance(fact, Office):
        return _linked(f"mailto:{fact.email}", fact.email, rich)
    if what == "gebuehr" and isinstance(fact, Service) and fact.fees:
        return euro(fact.fees[0].amount)
    return ""


def _linked(address: str, words: str, rich: bool) -> str:
    return f'<a href="{address}">{words}</a>' if rich else words
