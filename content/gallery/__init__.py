"""Every component in every state, for those who change the look. Needs no database."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from content import dates, pages
from content.edition import Edition
from content.gallery.samples import (
    ALWAYS,
    AREA,
    BEFORE_CHRISTMAS,
    BEFORE_EASTER,
    BY_APPOINTMENT,
    BY_APPOINTMENT_8_TO_17,
    CHECKLIST,
    COUNTER,
    ENDED,
    FOREIGN_FORM,
    FORM,
    GERMAN,
    GOOD_FRIDAY,
    HOTLINE,
    ITEMS,
    LEFT,
    MADE,
    MOVING,
    NOTICE,
    OFFICE,
    REBUILDING,
    RIGHT,
    SERVICE,
    SHORT_SERVICE,
    TERMS,
    THINGS,
    THURSDAY_10,
    TUESDAY_10,
    TUESDAY_20,
    UKRAINIAN,
    URGENT,
)
from content.pages import Reading
from content.pieces import Shown
from content.published import SOURCE_LANGUAGE, Channel


@dataclass(frozen=True)
class Specimen:
    state: str
    context: dict[str, Any] = field(default_factory=dict)
    at: datetime = TUESDAY_10


def _state(of: Channel, words: str, at: datetime = TUESDAY_10) -> Specimen:
    return Specimen(words, {"channel": of, "id": f"{of.uid}-{at:%m%d%H}"}, at)


COMPONENTS: dict[str, list[Specimen]] = {
    "address": [Specimen("ganz", {"office": OFFICE})],
    "area": [Specimen("mit Zusammenfassung", {"area": AREA})],
    "channel": [
        Specimen("Telefon", {"channel": HOTLINE, "heading": "h3", "id": "c1"}),
        Specimen("mit abweichenden Tagen", {"channel": COUNTER, "heading": "h3", "id": "c2"}),
        Specimen("nur mit Termin", {"channel": BY_APPOINTMENT, "heading": "h3", "id": "c3"}),
    ],
    "checklist": [Specimen("mit Gruppe", {"checklist": CHECKLIST, "service_line": None})],
    "checklist_item": [Specimen(item.name, {"item": item}) for item in ITEMS],
    "checklist_row": [Specimen("mit Zielgruppe", {"checklist": CHECKLIST})],
    "crumbs": [
        Specimen("eine Ebene", {"parent": ""}),
        Specimen("zwei Ebenen", {"parent": "services", "words": "Dienste"}),
    ],
    "date_line": [
        Specimen("bestätigt", {"line": dates.DateLine(MADE)}),
        Specimen("seitdem geändert", {"line": dates.DateLine(MADE, changed_since=True)}),
        Specimen("Prüfung steht aus", {"line": dates.DateLine(MADE, overdue=True)}),
        Specimen(
            "seitdem geändert, Prüfung steht aus",
            {"line": dates.DateLine(MADE, changed_since=True, overdue=True)},
        ),
        Specimen("nie bestätigt", {"line": dates.DateLine(source_as_of="Mai 2025")}),
        Specimen("Stand unbekannt", {"line": dates.DateLine()}),
    ],
    "download": [
        Specimen("mit allen Angaben", {"download": FORM}),
        Specimen("in anderer Sprache", {"download": FOREIGN_FORM}),
    ],
    "facts": [Specimen("alle", {"service": SERVICE})],
    "footer": [Specimen("mit einer Seite")],
    "front": [
        Specimen("Tür links", {"directions": LEFT, "office": OFFICE}),
        Specimen("Tür rechts", {"directions": RIGHT, "office": OFFICE}),
    ],
    "german_beside": [Specimen("Titel und Text", {"texts": ["Der Titel", "Der Text."]})],
    "glossary": [Specimen("zwei Begriffe", {"terms": TERMS})],
    "header": [Specimen("mit Formularen")],
    "hours": [
        Specimen("einmal am Tag", {"channel": HOTLINE}),
        Specimen("an einem Tag öfter", {"channel": COUNTER}),
    ],
    "item_notice": [
        Specimen("unbestätigt", {"notice": NOTICE}),
        Specimen("mit Ende", {"notice": URGENT}),
    ],
    "language": [
        Specimen("die Sprache dieser Seite", {"language": GERMAN}),
        Specimen("eine andere", {"language": UKRAINIAN}),
    ],
    "languages": [Specimen("zwei fertig, eine folgt")],
    "mark": [Specimen("zweifarbig", {"office": OFFICE})],
    "notice": [
        Specimen("mit Zusammenfassung", {"notice": NOTICE, "heading": "h3"}),
        Specimen("nur der Titel, mit Ende", {"notice": URGENT, "heading": "h3"}),
    ],
    "notice_row": [
        Specimen("dringend, mit Ende", {"notice": URGENT, "ended": False}),
        Specimen("wichtig", {"notice": NOTICE, "ended": False}),
        Specimen("beendet", {"notice": ENDED, "ended": True}),
    ],
    "notice_text": [Specimen("wichtig", {"notice": NOTICE})],
    "phone": [Specimen("Nummer zum Antippen", {"channel": HOTLINE})],
    "questions": [
        Specimen("mit Zustand der Hotline", {"live": True}),
        Specimen("ohne", {"live": False}),
    ],
    "scripts": [Specimen("unsichtbar")],
    "service_row": [
        Specimen("mit amtlichem Namen", {"service": SERVICE}),
        Specimen("nur der Titel", {"service": SHORT_SERVICE}),
    ],
    "sheet": [Specimen("nur auf Papier")],
    "state": [
        _state(HOTLINE, "erreichbar"),
        _state(HOTLINE, "geschlossen", TUESDAY_20),
        _state(HOTLINE, "Feiertag ungeklärt", GOOD_FRIDAY),
        _state(HOTLINE, "ungeklärter Feiertag davor", BEFORE_EASTER),
        _state(HOTLINE, "zwei ungeklärte Feiertage davor", BEFORE_CHRISTMAS),
        _state(MOVING, "ungeklärt, kein Feiertag"),
        _state(REBUILDING, "geschlossen, und kein Ende in Sicht"),
        _state(ALWAYS, "rund um die Uhr"),
        _state(COUNTER, "geschlossen mit Grund"),
        _state(COUNTER, "geöffnet", THURSDAY_10),
        _state(BY_APPOINTMENT, "nur mit Termin"),
        _state(BY_APPOINTMENT_8_TO_17, "nur mit Termin, bis", THURSDAY_10),
        _state(BY_APPOINTMENT_8_TO_17, "nur mit Termin, geschlossen mit Grund"),
        _state(BY_APPOINTMENT_8_TO_17, "nur mit Termin, wieder ab", BEFORE_EASTER),
        _state(Channel(uid="leer", title="Leer"), "unbekannt: nichts"),
    ],
    "task": [
        Specimen("mit Zusammenfassung", {"service": SERVICE}),
        Specimen("nur der Titel", {"service": SHORT_SERVICE}),
    ],
    "translated": [
        Specimen("ganz maschinell", {"shown": Shown(machine_made=True), "german": "/de/"}),
        Specimen("teils geprüft", {"shown": Shown(machine_made=True, reviewed=True)}),
        Specimen("nur die Bedienung maschinell", {"shown": Shown(machine_made_interface=True)}),
        Specimen("teils nicht übersetzt", {"shown": Shown(missing=True), "german": "/de/"}),
    ],
    "unusual_days": [
        Specimen("geschlossen und kürzer", {"channel": COUNTER, "heading": "h3"}),
        Specimen("ungeklärt", {"channel": HOTLINE, "heading": "h3"}, BEFORE_EASTER),
    ],
    "ways_on": [Specimen("immer gleich")],
}


# What stands in a list, or in the header, looks right only there.
WITHIN = {
    "area": '<ul class="areas">{}</ul>',
    "checklist_item": '<ul class="need">{}</ul>',
    "checklist_row": '<ul class="rows">{}</ul>',
    "download": '<ul class="rows">{}</ul>',
    "language": "<ul>{}</ul>",
    "mark": '<div class="mark">{}</div>',
    "notice_row": '<ul class="rows">{}</ul>',
    "service_row": '<ul class="rows">{}</ul>',
    "task": '<ul class="tiles">{}</ul>',
}


def gallery(request: HttpRequest) -> HttpResponse:
    edition = reduce(lambda known, thing: known.with_draft(thing, MADE), THINGS, Edition())
    shown = {
        name: [_shown(request, edition, name, one) for one in specimens]
        for name, specimens in COMPONENTS.items()
    }
    reading = Reading(edition.current(TUESDAY_10), TUESDAY_10, SOURCE_LANGUAGE)
    return pages.respond(request, reading, "pages/gallery.html", {"components": shown})


def _shown(
    request: HttpRequest, edition: Edition, name: str, specimen: Specimen
) -> tuple[str, str]:
    reading = Reading(edition.current(specimen.at), specimen.at, SOURCE_LANGUAGE, "/de/dienste/")
    body = pages.render(request, reading, f"components/{name}.html", specimen.context)
    return specimen.state, format_html(WITHIN.get(name, "{}"), body)
