"""The office's concepts as the public sees them: frozen plain objects, read from snapshots.

Nothing here knows the database. Shapes only grow: a new field has a default, nothing is
renamed or retyped without a new number in ``SHAPES`` and an upgrade in ``UPGRADES``.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Literal, get_args

import msgspec

# What a field holds, for all who walk over shapes: a piece of text that is translated,
# the same with markup, or the uid of another object. Official terms and proper names are plain
# values: they stay German in every language, because letters, counters and signs use them.
Text = Annotated[str, msgspec.Meta(extra={"holds": "text"})]
RichText = Annotated[str, msgspec.Meta(extra={"holds": "rich text"})]
Ref = Annotated[str, msgspec.Meta(extra={"holds": "reference"})]

# An instant has a zone, the time on the office's wall has none: mixed, they can't be compared.
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
WallTime = Annotated[time, msgspec.Meta(tz=False)]

Effect = Literal["regular", "closed", "undecided"]

shape = dataclass(frozen=True, slots=True, kw_only=True)


@shape
class FeaturedService:
    """One of the most wanted tasks on the home page."""

    uid: str
    service: Ref


@shape
class Office:
    uid: str
    name: Text
    city: Text
    other_names: str = ""
    greeting: Text = ""
    introduction: Text = ""
    about: RichText = ""
    unit: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    email: str = ""
    federal_state: str = ""
    mark: str = ""
    mark_accent: str = ""
    hotline: Ref | None = None
    appointments: Ref | None = None
    featured: tuple[FeaturedService, ...] = ()
    source_as_of: Text = ""


# A language's code is the first part of the address of each of its pages.
LANGUAGE_CODE = "[a-z]{2,3}(-[a-z]{2,8})?"


@shape
class Language:
    """``interface``: the code of the catalogue that has the words of menus and headings."""

    uid: str
    code: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    ready: bool = False
    position: int = 0
    interface: str = ""


@shape
class ServiceArea:
    uid: str
    slug: str
    title: Text
    summary: Text = ""
    description: RichText = ""
    position: int = 0
    source_as_of: Text = ""


@shape
class Fee:
    uid: str
    amount: Decimal
    label: Text = ""
    condition: Text = ""


@shape
class Service:
    """The parts follow the standard module set of German service descriptions (XZuFi)."""

    uid: str
    slug: str
    title: Text
    official_name: str = ""
    summary: Text = ""
    area: Ref | None = None
    description: RichText = ""
    requirements: RichText = ""
    fees: tuple[Fee, ...] = ()
    procedure: RichText = ""
    processing_time: Text = ""
    duration: Text = ""
    deadline: Text = ""
    legal_basis: str = ""
    special_points: RichText = ""
    contact: Ref | None = None
    keywords: Text = ""
    checklists: tuple[Ref, ...] = ()
    downloads: tuple[Ref, ...] = ()
    source_as_of: Text = ""


@shape
class ChecklistItem:
    uid: str
    name: Text
    form: Literal["", "original", "copy", "original_and_copy"] = ""
    copies: int = 1
    max_age_months: int | None = None
    where: Text = ""
    explanation: Text = ""
    situation: Text = ""
    notice: Ref | None = None


@shape
class Checklist:
    uid: str
    title: Text
    audience: Text = ""
    introduction: Text = ""
    items: tuple[ChecklistItem, ...] = ()
    source_as_of: Text = ""


@shape
class Notice:
    """Dated information. ``starts_at`` and ``ends_at`` are instants; the end is exclusive."""

    uid: str
    slug: str
    title: Text
    level: Literal["information", "important", "urgent"] = "information"
    summary: Text = ""
    body: RichText = ""
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    review_on: date | None = None
    source_as_of: Text = ""


@shape
class OpeningRule:
    """Open every week on ``weekday`` (Monday is 0) from ``opens`` until just before ``closes``."""

    uid: str
    weekday: int
    opens: WallTime
    closes: WallTime


@shape
class HoursException:
    """What holds on the days ``first`` to ``last`` (both included) instead of the weekly rules.

    With the effect "open" each exception gives one span; several for a day add up.
    """

    uid: str
    first: date
    last: date
    effect: Literal["closed", "open", "undecided"] = "closed"
    opens: WallTime | None = None
    closes: WallTime | None = None
    reason: Text = ""


@shape
class Channel:
    uid: str
    title: Text
    kind: Literal["phone", "counter", "appointment"] = "phone"
    purpose: Text = ""
    phone: str = ""
    note: Text = ""
    rules: tuple[OpeningRule, ...] = ()
    exceptions: tuple[HoursException, ...] = ()
    on_public_holidays: Effect = "undecided"
    on_christmas_eve: Effect = "undecided"
    on_new_years_eve: Effect = "undecided"
    on_carnival_monday: Effect = "undecided"
    position: int = 0
    source_as_of: Text = ""


@shape
class DirectionsStep:
    uid: str
    text: Text


@shape
class TransportStop:
    uid: str
    means: Text
    stop: str
    lines: str = ""


@shape
class Directions:
    """``building``, ``entrance`` and ``door_side`` label the drawing of the building's front."""

    uid: str
    title: Text
    introduction: Text = ""
    building: str = ""
    entrance: Text = ""
    door_side: Literal["", "left", "right"] = ""
    steps: tuple[DirectionsStep, ...] = ()
    stops: tuple[TransportStop, ...] = ()
    step_free: RichText = ""
    source_as_of: Text = ""


@shape
class Download:
    """``size`` in bytes; ``file`` is the name in the storage."""

    uid: str
    title: Text
    summary: Text = ""
    language: str = "de"
    file: str = ""
    file_type: str = ""
    pages: int | None = None
    size: int = 0
    source_as_of: Text = ""


@shape
class PageSection:
    """A section without a body waits for its facts and does not show."""

    uid: str
    heading: Text
    body: RichText = ""


@shape
class Page:
    uid: str
    slug: str
    title: Text
    summary: Text = ""
    sections: tuple[PageSection, ...] = ()
    position: int = 0
    source_as_of: Text = ""


@shape
class Term:
    """A word that pages explain where it first occurs.

    ``term`` is the official German one; ``words`` are its forms as they stand in the texts of a
    language, with commas between them, the usual one first.
    """

    uid: str
    term: str
    words: Text = ""
    explanation: Text = ""
    source_as_of: Text = ""


@shape
class TranslatedText:
    """A piece in another language, and the German that it was made from.

    ``machine_made``: and reviewed by nobody.
    """

    piece: str
    source: str
    text: str
    machine_made: bool = False


@shape
class Translation:
    """What one language has of one object."""

    uid: str
    texts: tuple[TranslatedText, ...] = ()


@shape
class SameSense:
    """Somebody of the office has said that two wordings of a German piece mean the same."""

    uid: str
    piece: str
    before: str
    after: str


Thing = (
    Office | Language | ServiceArea | Service | Checklist | Notice | Channel | Directions
    | Download | Page | Term
)  # fmt: skip

KINDS: dict[str, type] = {concept.__name__.lower(): concept for concept in get_args(Thing)}


def kind_of(thing: Thing) -> str:
    return type(thing).__name__.lower()


SOURCE_LANGUAGE = "de"
