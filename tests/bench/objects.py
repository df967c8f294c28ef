"""A database with as many objects as one likes, made from the initial ones.

Office, directions and languages stay what they are; services, checklists, notices, channels, areas
and pages come again and again in their proportions, each time with other names, texts, addresses
and references. Their texts go on quoting the one hotline.
"""

from collections.abc import Iterator
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
from content.published import SOURCE_LANGUAGE
from content.snapshots import kind_of, load, snapshot

SINGLE = {"office", "directions", "language"}


def fill(wanted: int) -> None:
    """A new database gets its tables, and ``wanted`` objects beside those that stay single."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        publish(create(made(wanted)))


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
    if slot.holds == "text":
        return f"{value} {number}"
    if slot.holds == "rich text":
        return value.replace("</p>", f" ({number})</p>")
    return f"{value}-{number}"


def create(initial: list[Initial]) -> list[Content]:
    """As ``initial_content.create_missing`` does: all first, then what refers to them."""
    new = [(one, one.create()) for one in initial]
    for one, obj in new:
        load(obj, one.thing)
    return [obj for _, obj in new]


def publish(objects: list[Content]) -> None:
    """What ``publishing.publish`` writes, without asking for each what all the others say."""
    now = timezone.now()
    Publication.objects.bulk_create(
        Publication(
            number=number,
            action="publish",
            kind=kind_of(obj),
            uid=obj.uid,
            made_at=now,
            live_from=now,
            note="Erster Inhalt, noch nicht bestätigt",
            shape=records.current_shape(kind_of(obj)),
            data=records.write(snapshot(obj)),
        )
        for number, obj in enumerate(objects, 1)
    )
