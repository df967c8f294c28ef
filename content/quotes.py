"""Facts that stand elsewhere, quoted in texts: {telefon:uid}, {gebuehr:uid} and the like.

Each fact is changed at its own place and is new wherever it is quoted, in every language.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from operator import attrgetter
from re import Match
from typing import Any, NamedTuple

import phonenumbers
from django.utils.html import escape, format_html

from content import hours, pieces, words
from content.anatomy import PLACEHOLDER, Slot, slots
from content.pieces import Piece
from content.published import Thing, kind_of
from content.tongues import GERMAN, Tongue

REGION = "DE"
IS_POSSIBLE = phonenumbers.ValidationResult.IS_POSSIBLE
# Around what is read from left to right within a text that has no markup.
ISOLATE = "\u2066{}\u2069"


class Quotable(NamedTuple):
    """A fact that texts can quote: of which kind of object, and how it is said.

    ``german``: it is written as it stands there, in every language.
    """

    kind: str
    label: str
    words: Callable[[Any], str]
    german: bool = False


def _address(office: Any) -> str:
    return ", ".join(filter(None, [office.street, f"{office.postal_code} {office.town}".strip()]))


def _fee(service: Any) -> str:
    return words.euro(service.fees[0].amount) if service.fees else ""


def _hours(channel: Any) -> str:
    return words.week(hours.week_table(channel))


QUOTABLE = {
    "telefon": Quotable("channel", "Telefonnummer", attrgetter("phone"), german=True),
    "sprechzeiten": Quotable("channel", "Sprechzeiten", _hours),
    "e-mail": Quotable("office", "E-Mail-Adresse", attrgetter("email"), german=True),
    "adresse": Quotable("office", "Adresse", _address, german=True),
    "gebuehr": Quotable("service", "erste Gebühr", _fee),
    "dauer": Quotable("service", "Dauer des Besuchs", attrgetter("duration")),
    "bearbeitungsdauer": Quotable("service", "Bearbeitungsdauer", attrgetter("processing_time")),
}


def filled(thing: Any, facts: Mapping[str, Thing], tongue: Tongue = GERMAN) -> Any:
    """The thing with the facts in its texts; a fact that is not public leaves nothing behind."""
    changes = {}
    for slot in slots(type(thing)):
        old = getattr(thing, slot.name)
        if slot.part:
            new = tuple(filled(part, facts, tongue) for part in old)
        elif slot.is_text and "{" in f"{old}{pieces.german(old)}":
            new = _filled_text(old, slot, facts, tongue)
        else:
            continue
        if new != old:
            changes[slot.name] = new
    return replace(thing, **changes) if changes else thing


def _filled_text(text: str, slot: Slot, facts: Mapping[str, Thing], tongue: Tongue) -> str:
    def fill(words: str, tongue: Tongue) -> str:
        rich = slot.holds == "rich text"
        with tongue.speaking():
            return PLACEHOLDER.sub(partial(_linked, facts=facts, rich=rich, tongue=tongue), words)

    german = fill(pieces.german(text), GERMAN)
    if not isinstance(text, Piece):
        return german
    own = fill(str(text), tongue)
    quoted = [quoted_fact(match, facts) for match in PLACEHOLDER.finditer(text)]
    state = pieces.worst([text.state, *(one.state for one in quoted if isinstance(one, Piece))])
    if state.changed and not all(quoted):  # an old text may quote what there is no more
        state = state._replace(missing=True, changed=None, machine_made=False)
    # A text is German as well when only what it quotes is: half a sentence helps nobody.
    return Piece(german if state.missing else own, german, state, text.tongue)


def quoted_fact(match: Match, facts: Mapping[str, Thing]) -> str:
    return quoted(match[1], facts.get(match[2]))


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


def quoted(what: str, fact: Thing | None) -> str:
    """The words of a fact; empty when it is not public, or says nothing."""
    quotable = QUOTABLE[what]
    if fact is None or kind_of(fact) != quotable.kind:
        return ""
    return quotable.words(fact)


def _linked(match: Match, facts: Mapping[str, Thing], rich: bool, tongue: Tongue) -> str:
    what, said = match[1], quoted_fact(match, facts)
    if tongue is GERMAN:
        said = pieces.german(said)
    foreign = QUOTABLE[what].german and tongue is not GERMAN
    if not rich:
        backwards = foreign and tongue.direction == "rtl"
        return ISOLATE.format(said) if said and backwards else str(said)
    html = escape(str(said))
    if html and foreign:
        html = pieces.isolated_german(html)
    address = {"telefon": tel(said), "e-mail": f"mailto:{said}"}.get(what)
    return format_html('<a href="{}">{}</a>', address, html) if html and address else html
