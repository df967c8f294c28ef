"""A database with as many objects as one likes, made from the initial ones.

Office, directions, languages and terms stay what they are; services, checklists, notices, channels,
areas and pages come again and again in their proportions, each time with other names, texts,
addresses and references, and in every language. Their texts go on quoting the one hotline.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from content import anatomy, initial_content, records
from content.initial_content import Initial
from content.models import Publication
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, TranslatedText, Translation
from content.snapshots import kind_of, load, snapshot

SINGLE = {"office", "directions", "language", "term"}
NUMBER = re.compile(r"-(\d+)$")  # at the end of the uid of one that was made


def fill(wanted: int) -> None:
    """A new database gets its tables, and ``wanted`` objects beside those that stay single."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        objects = create(made(wanted))
        publish(objects)
        translate(objects)


def made(wanted: int) -> list[Initial]:
    initial = list(initial_content.read(SOURCE_LANGUAGE))
    single = [one for one in initial if one.kind in SINGLE]
    multiplied = [one for one in initial if one.kind not in SINGLE]
    return single + list(islice(repeated(mixed(multiplied)), wanted))


def mixed(initial: list[Initial]) -> list[Initial]:
    """In an order of which every beginning has about the proportions of the whole."""
    places = {}
    for kind in {one.kind for one in initial}:
        of_kind = [one for one in initial if one.kind == kind]
        # It comes first: every page shows it, and texts quote it.
        of_kind.sort(key=lambda one: one.thing.uid != "hotline")
        for number, one in enumerate(of_kind):
            places[one.thing.uid] = number / len(of_kind), one.thing.uid
    return sorted(initial, key=lambda one: places[one.thing.uid])


def repeated(initial: list[Initial]) -> Iterator[Initial]:
    yield from initial
    for number in count(2):
        for one in initial:
            yield replace(one, thing=another(one.thing, number))


def another(thing: Any, number: int) -> Any:
    """The thing, or the part of one, under other names."""
    names = {slot.name: _another(slot, getattr(thing, slot.name), number) for slot in _named(thing)}
    return replace(thing, **names)


def _named(thing: Any) -> list[anatomy.Slot]:
    slots = anatomy.slots(type(thing))
    named = ("uid", "slug")
    return [slot for slot in slots if slot.part or slot.holds != "value" or slot.name in named]


def _another(slot: anatomy.Slot, value: Any, number: int) -> Any:
    if not value:
        return value
    if slot.part:
        return tuple(another(part, number) for part in value)
    if slot.many:
        return tuple(f"{uid}-{number}" for uid in value)
    if slot.is_text:
        return _numbered(value, number)
    return f"{value}-{number}"


def _numbered(text: str, number: int | str) -> str:
    """Plain or rich."""
    return text.replace("</p>", f" ({number})</p>") if "</p>" in text else f"{text} {number}"


def create(initial: list[Initial]) -> list[Content]:
    """As ``initial_content.create_missing`` does: all first, then what refers to them."""
    new = [(one, one.create()) for one in initial]
    for one, obj in new:
        load(obj, one.thing)
    return [obj for _, obj in new]


def publish(objects: list[Content]) -> None:
    """What ``publishing.publish`` writes, without asking for each what all the others say."""
    _add((kind_of(obj), snapshot(obj), SOURCE_LANGUAGE) for obj in objects)


def translate(objects: list[Content]) -> None:
    """What ``translating.publish`` writes: each text in every language that the initial one has."""
    for language in initial_content.languages():
        known = {
            entry.piece: entry.text
            for _, entries in initial_content.read_translations(language)
            for entry in entries
        }
        _add((kind_of(obj), translated(snapshot(obj), known), language) for obj in objects)


def translated(thing: Any, known: dict[str, str]) -> Translation:
    texts = []
    for piece, german in anatomy.pieces(thing):
        uid, _, field = piece.rpartition(".")
        number = NUMBER.search(uid)
        text = known.get(anatomy.piece_name(NUMBER.sub("", uid), field))
        if text and german:
            own = _numbered(text, number[1]) if number else text
            texts.append(TranslatedText(piece=piece, source=german, text=own, machine_made=True))
    return Translation(uid=thing.uid, texts=tuple(texts))


def _add(published: Iterable[tuple[str, Any, str]]) -> None:
    """Of each the kind, what is published, and the language."""
    now, last = timezone.now(), Publication.objects.count()
    Publication.objects.bulk_create(
        Publication(
            number=number,
            action="publish",
            kind=kind,
            uid=content.uid,
            language=language,
            made_at=now,
            live_from=now,
            note="Erster Inhalt, noch nicht bestätigt",
            shape=records.current_shape(records.form("publish", kind, language)),
            data=records.write(content),
        )
        for number, (kind, content, language) in enumerate(published, last + 1)
    )
