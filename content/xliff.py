"""Translations to and from the programs of translators, as XLIFF 1.2.

One <file> for each object and language, in it one unit for each piece: the German, the text that
is saved or else public, and where it stands. What comes back is saved and not published.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import count
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from content import translating
from content.edition import Edition
from content.models import TranslatedText, Translation
from content.models.fields import refuse_forbidden_links, refuse_too_long, sanitize
from content.published import SOURCE_LANGUAGE
from content.translating import Entry, Work
from content.versions import Key

MIME = "application/x-xliff+xml"
EMPTY = b"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\
<file original="NoName" source-language="de" datatype="html"><body></body></file></xliff>"""
MARK = "mark"  # from whom the note is that holds it
MOST_UNITS = 20_000  # more than fit into ten megabytes, were they texts of ours
# What a unit says of a text that nobody has reviewed since a machine wrote it.
BY_MACHINE = {"mt-suggestion", "leveraged-mt"}

Place = tuple[Key, str]  # an object in a language


class Unreadable(Exception):
    """The file is none that can be taken; the message says why, in words for staff."""


@dataclass(frozen=True)
class Unit:
    """A piece as a file brings it. ``mark`` tells which text it had when it was exported."""

    place: Place
    piece: str
    source: str
    target: str
    machine_made: bool
    mark: str


@dataclass(frozen=True)
class Outcome:
    """What became of a unit. ``work`` is None when nothing here is called as the unit is."""

    unit: Unit
    work: Work | None
    result: str

    @property
    def taken(self) -> bool:
        return self.result == TAKEN

    @property
    def unchanged(self) -> bool:
        return self.result == UNCHANGED


TAKEN = "übernommen"
UNCHANGED = "unverändert"
OTHER_GERMAN = "abgelehnt: der deutsche Text ist inzwischen ein anderer"
UNKNOWN_LANGUAGE = "abgelehnt: unbekannt, diese Sprache gibt es hier nicht"
OTHERS_LANGUAGE = "abgelehnt: in diese Sprache übersetzen andere"
UNKNOWN_OBJECT = "abgelehnt: unbekannt, dieser Inhalt ist nicht öffentlich"
UNKNOWN_PIECE = "abgelehnt: unbekannt, diesen Text hat der Inhalt nicht"
NO_TEXT = "abgelehnt: leer"
REPEATED = "abgelehnt: steht in der Datei schon weiter oben"
UNMARKED = (
    "abgelehnt: Die Datei sagt nicht mehr, welcher Text hier beim Export stand. Gespeichert ist "
    "ein anderer; er soll nicht verloren gehen"
)
OVERTAKEN = "abgelehnt: hier hat seit dem Export jemand einen anderen Text gespeichert"


# --- Writing


def write(portions: Iterable[tuple[Place, list[Work]]]) -> bytes:
    """The file with these objects and languages."""
    # Readers' processes don't pay for it.
    from lxml.etree import cleanup_namespaces
    from translate.storage.xliff import Xliff1File

    store = Xliff1File(BytesIO(EMPTY))
    for ((kind, uid), language), works in portions:
        # By ourselves: the library finds a <file> by its name, and an object's languages share it.
        node = store.createfilenode(f"{kind}/{uid}", SOURCE_LANGUAGE, language, "html")
        store.document.getroot().append(node)
        store.body = store.getbodynode(node)
        for work in works:
            _add(store, work)
    cleanup_namespaces(store.document)
    file = BytesIO()
    store.serialize(file)
    return file.getvalue()


def _add(store, work: Work) -> None:
    last = work.latest
    text = last.text if last else ""
    unit = store.addsourceunit(work.wording.text, store._filename)
    unit.setid(work.wording.piece)
    unit.target = text
    unit.xmlelement.set("extradata", _mark(text))
    approved, state = _state(work, last, text)
    unit.xmlelement.set("approved", approved)
    unit.target_dom.set("state", state)
    if text and last.machine_made and approved == "no":
        unit.target_dom.set("state-qualifier", "mt-suggestion")
    unit.addnote(work.wording.label)
    unit.addnote(_mark(text), origin=MARK)  # some programs leave out what they don't know


def _state(work: Work, last, text: str) -> tuple[str, str]:
    """Whether it is approved, and its state, in the words of XLIFF."""
    if not text:
        return "no", "needs-translation"
    if last.source != work.wording.text and work.state != "current":
        return "no", "needs-review-translation"
    if getattr(last, "reviewed_at", None):
        return "yes", "final"
    return "no", "needs-review-translation" if last.machine_made else "translated"


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


# --- Reading


def read(data: bytes) -> list[Unit]:
    """What a file brings. Raises ``Unreadable``."""
    _refuse_what_is_no_xliff(data)
    from translate.storage.xliff import Xliff1File

    class Store(Xliff1File):
        def switchfile(self, filename, createifmissing=False):
            """For each unit it would look through all files, and it takes a namesake for one."""
            return True

    try:
        units = [_unit(unit) for unit in Store(BytesIO(data)).units]
    # Broken files break it in ways that it does not name: ValueError, StopIteration and more.
    except Exception as error:
        raise Unreadable("Die Datei ist kein lesbares XLIFF der Version 1.2.") from error
    return units


def _refuse_what_is_no_xliff(data: bytes) -> None:
    """Before anything is made of what the file says: a unit costs a hundred times its bytes."""
    units = count()

    def doctype(*about):
        raise Unreadable("Die Datei enthält einen DOCTYPE. Solche Dateien nehmen wir nicht an.")

    def element(name, attributes):
        if name.split(":")[-1] == "trans-unit" and next(units) >= MOST_UNITS:
            raise Unreadable(
                f"Die Datei hat mehr als {MOST_UNITS} Texte. Teilen Sie sie bitte auf."
            )

    def first_element(name, attributes):
        version = attributes.get("version", "")
        if name.split(":")[-1] != "xliff" or not version.startswith("1."):
            which = f"XLIFF {version}" if name == "xliff" else "etwas anderes"
            raise Unreadable(f"Nötig ist XLIFF der Version 1.2, die Datei ist {which}.")
        parser.StartElementHandler = element

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, first_element
    try:
        parser.Parse(data, True)
    # It may also claim an encoding that nobody knows.
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable("Die Datei ist kein lesbares XML.") from error


def _unit(unit) -> Unit:
    element = unit.xmlelement
    file = next(element.iterancestors(unit.namespaced("file")))
    kind, _, uid = file.get("original", "").partition("/")
    target = unit.target_dom
    return Unit(
        place=((kind, uid), file.get("target-language", "")),
        piece=element.get("id", ""),
        source=unit.source or "",
        target=unit.target or "",
        machine_made=target is not None and target.get("state-qualifier") in BY_MACHINE,
        mark=element.get("extradata", "") or unit.getnotes(MARK),
    )


# --- Taking what was read


@transaction.atomic
def take(
    units: Iterable[Unit],
    known: Edition,
    languages: Iterable[str],
    *,
    others: Iterable[str] = (),
    by=None,
    now=None,
) -> list[Outcome]:
    """Save what is new, say of each unit what became of it, and change nothing else.

    ``others``: the languages into which whoever sent it does not translate.
    """
    units, languages, others = list(units), set(languages), set(others)
    places = {unit.place for unit in units}
    works = _works(known, places, languages - others, now or timezone.now())
    outcomes, entries, seen = [], defaultdict(list), set()
    for unit in units:
        work = works.get(unit.place, {}).get(unit.piece)
        name = unit.place, unit.piece
        if work:
            result = REPEATED if name in seen else _judge(unit, work)
        else:
            result = _unknown(unit, works, languages, others)
        outcomes.append(Outcome(unit, work, result))
        seen.add(name)
        if result == TAKEN:
            entries[unit.place].append(_entry(unit, work))
    for (key, language), found in entries.items():
        translating.save(key, language, found, by=by, now=now)
    return outcomes


def _works(known: Edition, places: set[Place], languages: set[str], now) -> dict:
    """The pieces of each place that there is, by their names."""
    of_language = {place for place in places if place[1] in languages}
    keys = {key for key, _ in of_language if translating.newest_german(known, key, now)}
    drafts = _drafts(uid for _, uid in keys)
    return {
        place: {
            work.wording.piece: work
            for work in translating.work(known, *place, drafts.get(place, ()), now)
        }
        for place in of_language
        if place[0] in keys
    }


def _drafts(uids: Iterable[str]) -> dict[Place, list[TranslatedText]]:
    """What is saved; until all is taken, nobody else saves there."""
    uids, found = list(uids), defaultdict(list)
    list(Translation.objects.select_for_update().filter(uid__in=uids))
    rows = TranslatedText.objects.filter(translation__uid__in=uids).select_related("translation")
    for row in rows:
        of = row.translation
        found[(of.kind, of.uid), of.language].append(row)
    return found


def _unknown(unit: Unit, works: dict, languages: set[str], others: set[str]) -> str:
    language = unit.place[1]
    if language in others:
        return OTHERS_LANGUAGE
    if unit.place in works:
        return UNKNOWN_PIECE
    return UNKNOWN_OBJECT if language in languages else UNKNOWN_LANGUAGE


def _judge(unit: Unit, work: Work) -> str:
    """A text that was left as it is says nothing of the German of today: it stays as it was."""
    rich, last = work.wording.rich, work.latest
    text, saved = _cleaned(unit.target, rich), last.text if last else ""
    if _comparable(unit.source, rich) != _comparable(work.wording.text, rich):
        return OTHER_GERMAN
    if text == saved:
        return UNCHANGED
    if not text:
        return NO_TEXT
    if saved and not unit.mark:
        return UNMARKED
    if saved and unit.mark != _mark(saved):
        return UNCHANGED if unit.mark == _mark(text) else OVERTAKEN
    return next(_faults(unit, work), TAKEN)


def _faults(unit: Unit, work: Work) -> Iterator[str]:
    for fault in translating.faults(work.wording.text, unit.target):
        yield f"abgelehnt: {fault}"
    try:
        refuse_too_long(unit.target)
        if work.wording.rich:
            refuse_forbidden_links(unit.target)
    except ValidationError as error:
        yield f"abgelehnt: {' '.join(error.messages)}"


def _entry(unit: Unit, work: Work) -> Entry:
    return Entry(
        unit.piece,
        work.wording.text,
        _cleaned(unit.target, work.wording.rich),
        rich=work.wording.rich,
        machine_made=unit.machine_made,
    )


def _cleaned(text: str, rich: bool) -> str:
    """As it would be saved."""
    return sanitize(text) if rich else text.replace("\r\n", "\n").strip()


def _comparable(text: str, rich: bool) -> str:
    """Without what XML can't hold, and with the spaces that other programs leave of it."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return re.sub(r"[ \t\r\n]+", " ", sanitize(text) if rich else text).strip()
