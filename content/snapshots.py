"""Working copy -> thing -> working copy. A model and its shape name their fields alike."""

from collections.abc import Iterable
from contextlib import suppress

import msgspec
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from content import anatomy, published
from content.anatomy import Slot
from content.models.base import Content, Identified
from content.published import Thing

# The address of today stays when an older state is restored.
KEPT = {"uid", "slug", "position"}


def model_of(kind: str) -> type[Content]:
    return apps.get_model("content", kind)


def kind_of(obj: Content) -> str:
    return obj._meta.model_name


def snapshot(obj: Content) -> Thing:
    """The object with its parts as the public would see it. Raises ``msgspec.ValidationError``."""
    concept = published.KINDS[kind_of(obj)]
    return msgspec.convert(_raw(obj, concept), concept)


def _raw(obj: Identified, concept: type) -> dict:
    return {slot.name: _value(obj, slot) for slot in anatomy.slots(concept)}


def _value(obj: Identified, slot: Slot):
    value = getattr(obj, slot.name)
    if slot.part:
        return [_raw(part, slot.part) for part in value.all()]
    if slot.many:
        # A set: in the order of the uids, so that renaming a target changes nothing here.
        return sorted(target.uid for target in value.all())
    if isinstance(value, Identified):
        return value.uid
    return value.name or "" if isinstance(value, models.fields.files.FieldFile) else value


def with_parts(queryset: models.QuerySet) -> models.QuerySet:
    """All that snapshots of these objects need, in a few queries."""
    concept = published.KINDS[queryset.model._meta.model_name]
    for slot in anatomy.slots(concept):
        if slot.part or slot.many:
            queryset = queryset.prefetch_related(slot.name)
        elif slot.holds == "reference":
            queryset = queryset.select_related(slot.name)
        inner = anatomy.slots(slot.part) if slot.part else ()
        names = [f"{slot.name}__{one.name}" for one in inner if one.holds == "reference"]
        queryset = queryset.prefetch_related(*names)
    return queryset


@transaction.atomic
def load(obj: Content, thing: Thing) -> list[str]:
    """Make the working copy what ``thing`` says, with the same uids; its address stays.

    What points at an object that was deleted meanwhile is left out, and returned by its names.
    """
    _fill(obj, thing)
    left_out = [str(field.verbose_name) for field in _gone(obj, thing)]
    for slot in anatomy.slots(type(thing)):
        if slot.part:
            left_out += _load_parts(obj, slot, getattr(thing, slot.name))
        elif slot.many:
            getattr(obj, slot.name).set(_targets(obj, slot.name, getattr(thing, slot.name)))
    return left_out


def _fill(obj: Identified, thing: Thing) -> None:
    for slot in anatomy.slots(type(thing)):
        if slot.part or slot.many or slot.name in KEPT:
            continue
        value = getattr(thing, slot.name)
        if slot.holds == "reference":
            value = _targets(obj, slot.name, [value]).first()
        setattr(obj, slot.name, value)
    obj.save()


def _targets(obj: Identified, name: str, uids: Iterable[str]) -> models.QuerySet:
    return obj._meta.get_field(name).related_model._default_manager.filter(uid__in=uids)


def _gone(obj: Identified, thing: Thing) -> list[models.Field]:
    """The fields that point at something which is no more."""
    fields = []
    for slot in anatomy.slots(type(thing)):
        if slot.holds == "reference" and (value := getattr(thing, slot.name)):
            uids = set(value if slot.many else [value])
            if _targets(obj, slot.name, uids).count() < len(uids):
                fields.append(obj._meta.get_field(slot.name))
    return fields


def _load_parts(obj: Content, slot: Slot, parts: tuple) -> list[str]:
    manager = getattr(obj, slot.name)
    gone = {part.uid: _gone(manager.model, part) for part in parts}
    possible = [part for part in parts if all(field.null for field in gone[part.uid])]
    manager.exclude(uid__in=[part.uid for part in possible]).delete()
    for position, part in enumerate(possible):
        row = manager.model(uid=part.uid)
        with suppress(ObjectDoesNotExist):
            row = manager.get(uid=part.uid)
        setattr(row, manager.field.name, obj)
        row.position = position
        _fill(row, part)
    name = manager.model._meta.verbose_name
    return [f"{name}: {field.verbose_name}" for fields in gone.values() for field in fields]
