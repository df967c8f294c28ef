"""What changed between two things, field by field, in words that staff know."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import strip_tags
from django.utils.text import capfirst

from content import anatomy, published
from content.anatomy import Slot
from content.published import Thing
from content.snapshots import model_of

# Words, or else lines, or else the whole: comparing takes the square of the number of pieces.
GRAINS = [r"\S+|\s+", r".*\n|.+", r"(?s).+"]
MOST_PIECES = 2_000  # a third of a second


@dataclass(frozen=True)
class Change:
    """One field before and after, as text; ``pieces`` mark what went and what came."""

    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[tuple[str, str]]:
        return list(_marked(self.before, self.after))


def differences(before: Thing | None, after: Thing | None) -> list[Change]:
    """All that differs; against nothing, all that there is."""
    thing = after or before
    if thing is None:
        return []
    model = model_of(published.kind_of(thing))
    names = _Names(model, filter(None, (before, after)))
    return list(_changes(names, model, type(thing), before, after, prefix=""))


class _Names:
    """What staff call what things point at. Of each kind it is asked once, and only if shown."""

    def __init__(self, model, things: Iterable[Thing]):
        self._uids = defaultdict(set)
        self._known = {}
        for thing in things:
            self._gather(model, thing)

    def _gather(self, model, thing) -> None:
        for slot in anatomy.slots(type(thing)):
            value, target = (
                getattr(thing, slot.name),
                model._meta.get_field(slot.name).related_model,
            )
            if slot.part:
                for part in value:
                    self._gather(target, part)
            elif slot.holds == "reference":
                self._uids[target] |= set(value if slot.many else [value])

    def of(self, target, uids: Iterable[str]) -> str:
        if target not in self._known:
            found = target._default_manager.filter(uid__in=self._uids[target] - {None})
            self._known[target] = {obj.uid: str(obj) for obj in found}
        known = self._known[target]
        return ", ".join(sorted(known[uid] for uid in uids if uid in known))


def _changes(names: _Names, model, concept, before, after, prefix) -> Iterator[Change]:
    for slot in anatomy.slots(concept):
        if slot.name == "uid":
            continue
        if slot.part:
            yield from _part_changes(names, model, slot, before, after)
            continue
        values = [getattr(one, slot.name, None) for one in (before, after)]
        if values[0] == values[1]:
            continue
        old, new = (_shown(names, model, slot, value) for value in values)
        if old != new:
            yield Change(prefix + _label(model, slot.name), old, new)


def _part_changes(names: _Names, model, slot: Slot, before, after) -> Iterator[Change]:
    part_model = model._meta.get_field(slot.name).related_model
    old, new = ({p.uid: p for p in getattr(one, slot.name, ())} for one in (before, after))
    for uid in {**old, **new}:
        part = new.get(uid) or old[uid]
        prefix = f"{part_model._meta.verbose_name} „{_name(names, part_model, part)}“ · "
        yield from _changes(names, part_model, slot.part, old.get(uid), new.get(uid), prefix)
    kept = [uid for uid in old if uid in new], [uid for uid in new if uid in old]
    if kept[0] != kept[1]:
        label = f"{part_model._meta.verbose_name_plural}: Reihenfolge"
        before_names, after_names = (
            ", ".join(_name(names, part_model, old[uid]) for uid in order) for order in kept
        )
        yield Change(label, before_names, after_names)


def _name(names: _Names, part_model, part) -> str:
    """What staff call the part: the words of its first fields."""
    shown = (
        _shown(names, part_model, slot, getattr(part, slot.name))
        for slot in anatomy.slots(type(part))
        if slot.name != "uid"
    )
    return next(filter(None, shown), "")


def _label(model, name: str) -> str:
    return capfirst(str(model._meta.get_field(name).verbose_name))


def _shown(names: _Names, model, slot: Slot, value) -> str:
    field = model._meta.get_field(slot.name)
    if value in (None, "", ()):
        return ""
    if slot.holds == "reference":
        return names.of(field.related_model, value if slot.many else [value])
    if slot.holds == "rich text":
        return plain(value)
    return in_german(dict(field.flatchoices).get(value, value))


def in_german(value) -> str:
    match value:
        case bool():
            return "ja" if value else "nein"
        case datetime():
            return date_format(timezone.localtime(value), r"j. F Y, G.i \U\h\r")
        case date():
            return date_format(value, "j. F Y")
        case time():
            return f"{value:%-H.%M} Uhr"
        case Decimal():
            return number_format(value, 2)
        case _:
            return str(value)


def plain(html: str) -> str:
    """A line for each paragraph, heading and point; a link with its address."""
    html = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 (\1)", html)
    html = re.sub(r"<li>(?:<p>)?", "• ", html)
    text = unescape(strip_tags(re.sub(r"<br>|</(p|li|h3)>", "\n", html)))
    return re.sub(r"\n+", "\n", text).strip()


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    cuts = ((re.findall(grain, before), re.findall(grain, after)) for grain in GRAINS)
    return next(cut for cut in cuts if max(map(len, cut)) <= MOST_PIECES)


def _marked(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = _pieces(before, after)
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i:j])
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])
