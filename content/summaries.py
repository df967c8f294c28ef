"""Which fields a version changed, in a line for the list of versions. Needs no query."""

from collections.abc import Iterator

from django.utils.text import capfirst

from content import anatomy
from content.anatomy import Slot
from content.published import Thing, kind_of
from content.snapshots import model_of

NAMED = 6


def summary(before: Thing | None, after: Thing) -> str:
    if before is None:
        return "Erste Fassung"
    found = list(_changed(model_of(kind_of(after)), type(after), before, after))
    if not found:
        return "Inhaltlich gleich"
    more = len(found) - NAMED
    return ", ".join(found[:NAMED]) + (f" und {more} weitere" if more > 0 else "")


def _changed(model, concept: type, before, after, prefix: str = "") -> Iterator[str]:
    for slot in anatomy.slots(concept):
        old, new = getattr(before, slot.name), getattr(after, slot.name)
        if slot.name == "uid" or (old or None) == (new or None):
            continue
        if slot.part:
            yield from _changed_parts(model, slot, old, new)
        else:
            yield prefix + capfirst(str(model._meta.get_field(slot.name).verbose_name))


def _changed_parts(model, slot: Slot, before: tuple, after: tuple) -> Iterator[str]:
    part_model = model._meta.get_field(slot.name).related_model
    old, new = ({part.uid: part for part in parts} for parts in (before, after))
    for uid in {**old, **new}:
        name = _name(part_model, new.get(uid) or old[uid])
        if uid not in old or uid not in new:
            yield f"{name} {'neu' if uid in new else 'entfernt'}"
        else:
            yield from _changed(part_model, slot.part, old[uid], new[uid], f"{name} · ")
    if [uid for uid in old if uid in new] != [uid for uid in new if uid in old]:
        yield f"{part_model._meta.verbose_name_plural}: Reihenfolge"


def _name(part_model, part) -> str:
    """By its first words; of what has none, such as an hour, only what it is."""
    texts = (getattr(part, slot.name) for slot in anatomy.slots(type(part)) if slot.is_text)
    words = next(filter(None, texts), "")
    kind = part_model._meta.verbose_name
    return f"{kind} „{words}“" if words else str(kind)
