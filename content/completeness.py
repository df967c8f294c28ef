"""What an object must have before it can be public, and what it could have and lacks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import capfirst
from phonenumbers import PhoneNumberMatcher

from content import hours, quotes, tongues
from content.anatomy import PLACEHOLDER, texts
from content.models.base import Content
from content.published import LANGUAGE_CODE, SOURCE_LANGUAGE
from content.snapshots import kind_of, snapshot


@dataclass(frozen=True)
class Problem:
    """A message at a field of the object; without a field, at the object as a whole."""

    field: str
    message: str


REQUIRED = {
    "office": ("name", "city", "email", "hotline"),
    "language": ("code", "name"),
    "servicearea": ("title", "slug"),
    "service": ("title", "slug", "summary"),
    "checklist": ("title", "items"),
    "notice": ("title", "slug", "summary"),
    "channel": ("title",),
    "directions": ("title",),
    "download": ("title", "file"),
    "page": ("title", "slug"),
    "term": ("term", "words"),
}

# Not every object needs them; where one has none, staff see it in the list of what is missing.
EXPECTED = {
    "office": ("about", "unit", "street", "postal_code", "town", "federal_state", "appointments"),
    "servicearea": ("summary", "description"),
    "service": ("area", "procedure", "requirements", "fees", "processing_time", "legal_basis"),
    "channel": ("rules",),
    "directions": ("step_free",),
    "term": ("explanation",),
}


def check(obj: Content) -> list[Problem]:
    """Why the object can't be published as it is."""
    problems = [
        Problem(field=name, message=_absent(obj, name))
        for name in REQUIRED[kind_of(obj)]
        if is_empty(obj, name)
    ]
    problems += SPECIAL.get(kind_of(obj), lambda _: [])(obj)
    return problems + _misspelt_quotations(obj) + _quotations_in_facts(obj)


def missing(obj: Content) -> list[str]:
    """The labels of what nobody has told yet, for the list on the admin's front page."""
    labels = [label_of(obj, name) for name in EXPECTED.get(kind_of(obj), ()) if is_empty(obj, name)]
    if kind_of(obj) == "page":
        labels += [section.heading for section in obj.sections.all() if not section.body]
    return labels


def is_empty(obj: Content, name: str) -> bool:
    value = getattr(obj, name)
    return not value.all() if hasattr(value, "all") else not value


def label_of(obj: Content, name: str) -> str:
    field = obj._meta.get_field(name)
    if field.one_to_many:
        return str(field.related_model._meta.verbose_name_plural)
    return capfirst(field.verbose_name)


def _absent(obj: Content, name: str) -> str:
    return f"„{label_of(obj, name)}“ fehlt noch. Zum Veröffentlichen wird es gebraucht."


def _check_channel(channel) -> list[Problem]:
    problems = []
    if channel.kind == "phone" and not channel.phone:
        problems.append(Problem("phone", _absent(channel, "phone")))
    elif channel.kind == "phone" and not quotes.tel(channel.phone):
        problems.append(Problem("phone", "Diese Nummer kann niemand wählen. Ist sie vollständig?"))
    if hours.overlaps(channel.rules.all()):
        problems.append(Problem("rules", "Zwei Sprechzeiten desselben Tages überschneiden sich."))
    return problems


def _check_office(office) -> list[Problem]:
    if office.hotline and not quotes.tel(office.hotline.phone):
        return [Problem("hotline", "Dieser Kontaktweg hat keine Telefonnummer.")]
    return []


def _check_language(language) -> list[Problem]:
    if language.code == SOURCE_LANGUAGE and not language.ready:
        return [Problem("ready", "Deutsch ist die Ausgangssprache und immer da.")]
    if language.code and not re.fullmatch(LANGUAGE_CODE, language.code):
        return [Problem("code", "Möglich ist etwas wie „uk“ oder „de-simple“, klein geschrieben.")]
    if language.interface and language.interface not in tongues.INTERFACES:
        return [Problem("interface", "In dieser Sprache gibt es die Wörter der Bedienung nicht.")]
    return []


POSSIBLE = ", ".join(f"{{{what}:…}}" for what in quotes.QUOTABLE)
# Texts that others quote: they are quoted as they stand, nothing in them would be filled in.
FACTS = {"service": ("duration", "processing_time")}


def _misspelt_quotations(obj: Content) -> list[Problem]:
    """What looks like a quoted fact and is none would stand on the page as it is."""
    return [
        Problem(
            field,
            f"„{piece}“ übernimmt keine Angabe. Möglich sind {POSSIBLE}, jeweils mit einer "
            "Kennung. Wählen Sie die Angabe aus der Liste „Angaben einfügen“.",
        )
        for field, text in texts(snapshot(obj))
        for piece in re.findall(r"\{[^{}]*\}", text)
        if not PLACEHOLDER.fullmatch(piece)
    ]


def _quotations_in_facts(obj: Content) -> list[Problem]:
    return [
        Problem(
            name,
            f"„{label_of(obj, name)}“ wird selbst in andere Texte übernommen und kann deshalb "
            f"nichts übernehmen. Schreiben Sie es aus, statt „{found[0]}“.",
        )
        for name in FACTS.get(kind_of(obj), ())
        if (found := PLACEHOLDER.search(getattr(obj, name)))
    ]


AMOUNT = re.compile(
    r"\d[\d.]*(?:,(?:\d+|[-–—]+))?\s*(?:€|Euros?\b|EUR\b)|(?:€|\bEUR)\s*\d[\d.]*(?:,\d+)?"
)
DIALLED = re.compile(r'href="tel:([^"]*)"')


def warnings(obj: Content) -> list[Problem]:
    """Facts that somebody has typed into a text: they will stay as they are when they change."""
    typed = defaultdict(dict)  # for each field what was found, once
    for field, text in texts(snapshot(obj)):
        typed[field] |= dict.fromkeys(_typed_facts(text))
    return [Problem(field, _typed(obj, field, facts)) for field, facts in typed.items() if facts]


def _typed(obj: Content, field: str, facts: dict[str, None]) -> str:
    named = ", ".join(f"„{fact}“" for fact in facts)
    return (
        f"In „{label_of(obj, field)}“ steht von Hand geschrieben: {named}. Wählen Sie die Angabe "
        "aus der Liste „Angaben einfügen“, dann ändert sie sich überall mit."
    )


def _typed_facts(text: str) -> Iterator[str]:
    """Numbers to dial, amounts of money. What is only possible as a number is too often a date."""
    words = PLACEHOLDER.sub(" ", text)
    shown = unescape(strip_tags(re.sub(r"<br>|</(?:p|li|h3)>", "\n", words)))
    for part in [shown, *DIALLED.findall(words)]:
        yield from (match.raw_string for match in PhoneNumberMatcher(part, quotes.REGION))
    yield from AMOUNT.findall(shown)


def _check_page(page) -> list[Problem]:
    if any(section.body for section in page.sections.all()):
        return []
    return [Problem("sections", "Wenigstens ein Abschnitt braucht einen Text.")]


SPECIAL = {
    "office": _check_office,
    "channel": _check_channel,
    "language": _check_language,
    "page": _check_page,
}
