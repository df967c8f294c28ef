"""Languages and translations: as records without a database, and a story told at both levels.

A story is a list of steps; each happens a day after the one before it. ``OnPaper`` makes records
of it, ``AtTheDesk`` goes through the functions that staff use.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from operator import methodcaller
from typing import NamedTuple

from bs4 import BeautifulSoup

from content import anatomy, models, publishing, records, translating
from content.edition import Edition
from content.models import Publication
from content.pieces import Piece
from content.published import (
    Channel,
    Checklist,
    ChecklistItem,
    Directions,
    DirectionsStep,
    Download,
    FeaturedService,
    Fee,
    HoursException,
    Language,
    Page,
    PageSection,
    SameSense,
    ServiceArea,
    Term,
    Thing,
    TranslatedText,
    Translation,
    TransportStop,
    kind_of,
)
from content.records import Record
from content.sitemaps import all_paths
from content.translating import Entry
from tests.drafts import NOON, create
from tests.factories import (
    DAY,
    HOTLINE,
    MADE,
    NOW,
    OFFICE,
    checklist,
    edition_of,
    notice,
    read,
    record,
    service,
)

EN = Language(uid="en", code="en", name="English", ready=True, position=1)
UK = Language(uid="uk", code="uk", name="Українська", ready=True, position=2)
AR = Language(uid="ar", code="ar", name="العربية", direction="rtl", ready=True, position=3)
PL = Language(uid="pl", code="pl", name="Polski", ready=True, position=4)


# --- Records


def translated(
    thing: Thing,
    language: str,
    number: int = 50,
    at: datetime = MADE,
    machine_made: bool = False,
    **texts: str,
) -> Record:
    """A translation of what the thing says. The names are fields; for those of parts the uid stands
    before them, with two underscores: ``pass__name``.
    """
    german = dict(anatomy.pieces(thing))
    pieces = [(_piece(thing, name), text) for name, text in texts.items()]
    rows = [TranslatedText(piece=p, source=german[p], text=text) for p, text in pieces]
    rows = [replace(row, machine_made=machine_made) for row in rows]
    return translation(kind_of(thing), thing.uid, language, number, at, rows)


def _piece(thing: Thing, name: str) -> str:
    uid, _, field = name.rpartition("__")
    return anatomy.piece_name(uid or thing.uid, field)


def translation(
    kind: str, uid: str, language: str, number: int, at: datetime, texts: Iterable[TranslatedText]
) -> Record:
    data = records.write(Translation(uid=uid, texts=tuple(texts))).encode()
    return row("publish", kind, uid, number, at, language=language, data=data)


def row(action: str, kind: str, uid: str, number: int, at: datetime, **fields) -> Record:
    defaults = {"language": "de", "made_at": at, "live_from": at}
    return Record(number=number, action=action, kind=kind, uid=uid, **defaults | fields)


def whole(thing: Thing, language: str, number: int = 50, **fields) -> Record:
    """Each text of a thing translated, by the same words with the language's code before them."""
    texts = [
        TranslatedText(piece=piece, source=text, text=_with_code(text, language), **fields)
        for piece, text in anatomy.pieces(thing)
        if text
    ]
    return translation(kind_of(thing), thing.uid, language, number, MADE, texts)


# In letters of its own: Latin words in such a text are German ones.
KURDISH = "کوردی"


def _with_code(text: str, language: str) -> str:
    if language == "ckb":
        return f"<p>{KURDISH}</p>" if text.startswith("<p>") else KURDISH
    if text.startswith("<p>"):
        return text.replace("<p>", f"<p>{language} ", 1)
    return f"{language} {text}"


def wholly(edition: Edition, *codes: str) -> Edition:
    """The edition with everything in it translated into these languages, by people."""
    texts = [
        whole(version.thing, code, 1000 + number)
        for code in codes
        for number, (_, (version, *_)) in enumerate(edition.standing(MADE))
    ]
    return edition.after([row for row in texts if b'"texts":[]' not in row.data])


def edition_in(*things_or_records, languages=(EN, UK, AR)) -> Edition:
    return edition_of(*languages, *things_or_records)


# --- A site on which each text has a word by which it is found

WORD = "QQ"


def with_word(thing):
    """The same with a text in each of its fields and those of its parts."""
    changes = {}
    for slot in anatomy.slots(type(thing)):
        value = getattr(thing, slot.name)
        if slot.part:
            changes[slot.name] = tuple(map(with_word, value))
        elif slot.is_text:
            text = f"{WORD} {slot.name} {thing.uid}"
            changes[slot.name] = f"<p>{text}</p>" if slot.holds == "rich text" else text
    return replace(thing, **changes)


def everything() -> list[Thing]:
    """At least one of each kind, with all that its pages show."""
    exception = HoursException(uid="frei", first=date(2026, 3, 4), last=date(2026, 3, 5))
    hotline = replace(HOTLINE, exceptions=(exception,))
    featured = FeaturedService(uid="wahl", service="dienst")
    items = [
        ChecklistItem(uid="pass", name="", notice="hinweis"),
        ChecklistItem(uid="foto", name=""),
    ]
    directions = Directions(
        uid="weg",
        title="",
        building="Haus",
        door_side="left",
        steps=(DirectionsStep(uid="schritt", text=""),),
        stops=(TransportStop(uid="halt", means="", stop="Ring", lines="51"),),
    )
    pass_fees = (Fee(uid="erste", amount="67.00"), Fee(uid="zweite", amount="22.80"))
    things = [
        replace(OFFICE, hotline="hotline", appointments="termin", featured=(featured,)),
        hotline,
        Channel(uid="schalter", title="", kind="counter", rules=HOTLINE.rules),
        ServiceArea(uid="gebiet", slug="gebiet", title=""),
        service(
            area="gebiet", contact="schalter", checklists=("liste",), downloads=("datei",),
            fees=pass_fees,
        ),
        service(uid="termin", slug="termin", area="gebiet"),
        service(uid="ohne", slug="ohne"),
        replace(checklist(), items=tuple(items)),
        notice(level="urgent", ends_at=NOW + 9 * DAY),
        notice(uid="vorbei", slug="vorbei", ends_at=NOW - DAY),
        directions,
        Download(uid="datei", title="", file="a.pdf", file_type="pdf", pages=2, size=9),
        Page(uid="seite", slug="seite", title="", sections=(PageSection(uid="s", heading=""),)),
    ]  # fmt: skip
    term = Term(uid="wort", term="Amtswort", words=f"{WORD}wort", explanation=f"{WORD} erklärt")
    marked = [with_word(thing) for thing in things]
    of_service = {"summary": f"{WORD} summary {WORD}wort dienst"}
    return [replace(t, **of_service) if t.uid == "dienst" else t for t in marked] + [term]


def paths_in(edition: Edition, code: str) -> list[str]:
    found = [path for path in all_paths(edition, NOW, [code]) if path.startswith(f"/{code}/")]
    assert len(found) >= 15
    return found


@lru_cache(maxsize=100)
def page(edition: Edition, path: str, at: datetime = NOW, **options) -> BeautifulSoup:
    """Read once for all tests that only look at it."""
    return BeautifulSoup(read(edition, path, at, **options), "html.parser")


def spoken(node) -> tuple[str, str]:
    """The language and the direction that a browser gives to what stands there."""
    elements = [parent for parent in node.parents if parent.name != "[document]"]
    langs = (one["lang"] for one in elements if one.has_attr("lang"))
    directions = (one["dir"] for one in elements if one.has_attr("dir"))
    return next(langs), next(directions)


def texts_with(page: BeautifulSoup, word: str):
    """What a page shows with the word in it, but for drawings, which have no directions."""
    found = [node for node in page.body.find_all(string=True) if word in node]
    return [node for node in found if not node.find_parent("svg")]


# --- What readers get


class Told(NamedTuple):
    """How a piece is shown: its state, its words, and when its German was changed."""

    state: str
    words: str
    changed: datetime | None = None


def told(text: Piece | None) -> Told | None:
    if text is None:
        return None
    state = text.state
    name = "missing" if state.missing else "stale" if state.changed else "current"
    return Told(name + ", machine" * state.machine_made, str(text), state.changed)


def piece_at(edition: Edition, instant: datetime, piece: str, language: str, uid="liste"):
    """What is shown for a piece; None when there is no such piece."""
    thing = edition.at(instant).in_language(language).get(uid)
    return told(dict(anatomy.pieces(thing)).get(piece)) if thing else None


# --- Stories


def day(number: float) -> datetime:
    return NOON + number * DAY


def _step(name: str):
    return lambda *args, **kwargs: methodcaller(name, *args, **kwargs)


publish = _step("publish")
save = _step("save")
cancel = _step("cancel")
withdraw = _step("withdraw")
restore = _step("restore")
translate = _step("translate")
withdraw_translation = _step("withdraw_translation")
same = _step("same")
revoke = _step("revoke")
wait = _step("wait")

LIST = Checklist(
    uid="liste",
    title="A",
    introduction="E",
    items=(ChecklistItem(uid="pass", name="Pass"), ChecklistItem(uid="foto", name="Foto")),
)
TITLE = "liste.title"


class Story:
    def __init__(self):
        self.today = 0
        # What was published on each day: the thing, and the number.
        self.german: dict[int, tuple[Thing, int]] = {}
        self.said: dict[int, int] = {}

    def go(self, steps) -> "Story":
        for step in steps:
            step(self)
            self.today += 1
        return self

    @property
    def now(self) -> datetime:
        return day(self.today)

    def wait(self) -> None:
        pass

    def source(self, piece: str) -> str:
        newest, _ = self.german[max(self.german)]
        return dict(anatomy.pieces(newest))[piece]


class OnPaper(Story):
    def __init__(self):
        super().__init__()
        self.thing, self.records = LIST, []

    def edition(self) -> Edition:
        return Edition([record(EN, -2), record(UK, -1), *self.records])

    def _add(self, row: Record) -> int:
        self.records.append(row)
        return row.number

    @property
    def number(self) -> int:
        return len(self.records) + 1

    def save(self, items=None, **texts) -> None:
        names = items or {item.uid: item.name for item in self.thing.items}
        parts = tuple(ChecklistItem(uid=uid, name=name) for uid, name in names.items())
        self.thing = replace(self.thing, items=parts, **texts)

    def publish(self, on=None, minor=False, confirmed=False, **changes) -> None:
        self.save(**changes)
        self._publish(self.thing, on, minor=minor, confirmed=confirmed)

    def _publish(self, thing, on=None, **options) -> None:
        live_from = day(self.today if on is None else on)
        row = record(thing, self.number, live_from, self.now, **options)
        self.german[self.today] = thing, self._add(row)

    def restore(self, of: int) -> None:
        self.thing, _ = self.german[of]
        self._publish(self.thing)

    def _german_row(self, action: str, **fields) -> int:
        return self._add(row(action, "checklist", "liste", self.number, self.now, **fields))

    def cancel(self, of: int) -> None:
        _, number = self.german.pop(of)
        self._german_row("cancel", cancels=(number,))

    def withdraw(self) -> None:
        self._german_row("withdraw")

    def same(self, before: str, after: str, piece: str = TITLE) -> None:
        said = SameSense(uid="liste", piece=piece, before=before, after=after)
        self.said[self.today] = self._german_row("same", data=records.write(said).encode())

    def revoke(self, of: int) -> None:
        self._german_row("cancel", cancels=(self.said[of],))

    def translate(
        self, text, piece=TITLE, of=None, language="uk", machine_made=False, reviewed=False
    ) -> None:
        is_machines = machine_made and not reviewed
        source = of or self.source(piece)
        made = TranslatedText(piece=piece, source=source, text=text, machine_made=is_machines)
        self._add(translation("checklist", "liste", language, self.number, self.now, [made]))

    def withdraw_translation(self) -> None:
        self._german_row("withdraw", language="uk")


class AtTheDesk(Story):
    def __init__(self, user=None):
        super().__init__()
        self.user = user
        self.obj = create(models.Checklist, uid="liste", title="A", introduction="E")
        self._set_items({"pass": "Pass", "foto": "Foto"})

    def edition(self) -> Edition:
        return Edition([record(EN, -2), record(UK, -1), *Publication.objects.records()])

    def _set_items(self, names: dict[str, str]) -> None:
        self.obj.items.exclude(uid__in=names).delete()
        for position, (uid, name) in enumerate(names.items()):
            own = {"name": name, "position": position}
            self.obj.items.update_or_create(uid=uid, defaults=own)

    def save(self, items=None, **texts) -> None:
        for name, text in texts.items():
            setattr(self.obj, name, text)
        self.obj.save()
        if items:
            self._set_items(items)

    def publish(self, on=None, minor=False, confirmed=False, **changes) -> None:
        self.save(**changes)
        live_from = None if on is None else day(on)
        options = {"minor": minor, "confirmed": confirmed}
        self._keep(publishing.publish(self.obj, live_from=live_from, now=self.now, **options))

    def _keep(self, publication: Publication) -> None:
        self.german[self.today] = records.read(publication.record()), publication.number

    def restore(self, of: int) -> None:
        thing, _ = self.german[of]
        publishing.restore(self.obj, thing)
        self.obj.refresh_from_db()
        self._keep(publishing.publish(self.obj, now=self.now))

    def cancel(self, of: int) -> None:
        _, number = self.german.pop(of)
        publishing.cancel(self.obj, number, now=self.now)

    def withdraw(self) -> None:
        publishing.withdraw(self.obj, now=self.now)

    def same(self, before: str, after: str, piece: str = TITLE) -> None:
        said = publishing.say_same_sense(self.obj, piece, before, after, by=self.user, now=self.now)
        self.said[self.today] = said.number

    def revoke(self, of: int) -> None:
        publishing.revoke_same_sense(self.obj, self.said[of], by=self.user, now=self.now)

    def translate(
        self, text, piece=TITLE, of=None, language="uk", machine_made=False, reviewed=False
    ) -> None:
        source = of or self.source(piece)
        entry = Entry(piece, source, text, machine_made=machine_made, reviewed=reviewed)
        key = "checklist", "liste"
        saved = translating.save(key, language, [entry], by=self.user, now=self.now)
        self.translation = saved or self.translation
        translating.publish(self.translation, now=self.now)

    def withdraw_translation(self) -> None:
        translating.withdraw(self.translation, now=self.now)
