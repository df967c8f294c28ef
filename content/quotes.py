"""Facts that stand elsewhere, quoted in texts: {telefon:uid}, {e-mail:uid}, {gebuehr:uid}.

Each fact is changed at its own place and is new wherever it is quoted.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from re import Match
from typing import Any

import phonenumbers
from django.utils.html import escape, format_html

from content.anatomy import PLACEHOLDER, slots
from content.published import Thing, kind_of

REGION = "DE"
IS_POSSIBLE = phonenumbers.ValidationResult.IS_POSSIBLE


def filled(thing: Any, facts: Mapping[str, Thing]) -> Any:
    """The thing with the facts in its texts; a fact that is not public leaves nothing behind."""
    changes = {}
    for slot in slots(type(thing)):
        old = getattr(thing, slot.name)
        if slot.part:
            new = tuple(filled(part, facts) for part in old)
        elif slot.holds in ("text", "rich text") and "{" in old:
            new = PLACEHOLDER.sub(
                partial(_linked, facts=facts, rich=slot.holds == "rich text"), old
            )
        else:
            continue
        if new != old:
            changes[slot.name] = new
    return replace(thing, **changes) if changes else thing


@lru_cache(maxsize=1_000)
def tel(number: str) -> str:
    """The address that dials a number as it is written; empty for what is no number."""
    if re.search("[a-z]", number, re.IGNORECASE):
        return ""  # would be dialled as the digits under the letters
    try:
        parsed = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(parsed) != IS_POSSIBLE:
        return ""
    return "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def euro(amount: Any) -> str:
    return f"{amount:.2f} Euro".replace(".", ",")


QUOTABLE = {"telefon": "channel", "e-mail": "office", "gebuehr": "service"}


def quoted(what: str, fact: Thing | None) -> str:
    """The words of a fact; empty when it is not public, or says nothing."""
    if fact is None or kind_of(fact) != QUOTABLE[what]:
        return ""
    if what == "gebuehr":
        return euro(fact.fees[0].amount) if fact.fees else ""
    return fact.phone if what == "telefon" else fact.email


def _linked(match: Match, facts: Mapping[str, Thing], rich: bool) -> str:
    what, words = match[1], quoted(match[1], facts.get(match[2]))
    address = {"telefon": tel(words), "e-mail": f"mailto:{words}"}.get(what)
    if not rich:
        return words
    return (
        format_html('<a href="{}">{}</a>', address, words) if words and address else escape(words)
    )
