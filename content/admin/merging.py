"""One form made of two: what stands now, and what somebody typed who has not seen it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from content.admin.parts import KNOWN_AS, POSITION
from content.admin.sent import Row, label, put, same, typed, untouched, words
from content.differences import Change

OPENED = ("opened", "opened_as")
CHOICE = "choice:"  # begins the names of what the second one answers


@dataclass(frozen=True)
class Choice:
    """A field, or a whole part, that both changed."""

    name: str
    label: str
    theirs: Change
    mine: Change


@dataclass
class Overtaken:
    """What the second one is told."""

    who: str
    when: datetime
    taken: list[Change] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    reordered: list[str] = field(default_factory=list)
    with_file: bool = False


def told(form: BaseForm) -> Row:
    return untouched(form, written_in(form))


def written_in(form: BaseForm) -> dict:
    """What somebody writes in; not what only says which object, part or place it is."""
    silent = {*OPENED, KNOWN_AS, POSITION, DELETION_FIELD_NAME}
    return {
        name: one
        for name, one in form.fields.items()
        if name not in silent and not (one.widget.is_hidden or one.disabled)
    }


def merge_row(
    data: QueryDict, place: str, form, before: Row, token: str, overtaken: Overtaken, of: str = ""
) -> None:
    """``form``: as it stands. ``place`` begins the names of what was typed for it."""
    now, mine = told(form), typed(form, data, place)
    for name, one in written_in(form).items():
        then = before.get(name)
        if same(mine[name], now[name]) or same(now[name], then):
            continue
        was, stands, wrote = (words(one, sent) for sent in (then, now[name], mine[name]))
        called = of + label(one, name)
        if same(mine[name], then) or one.widget.needs_multipart_form:
            put(data, place + name, now[name])
            # A tick that removes the file was meant for another one.
            data.pop(f"{place}{name}-clear", None)
            overtaken.taken.append(Change(called, was, stands))
        else:
            theirs, own = Change(called, was, stands), Change(called, was, wrote)
            overtaken.choices.append(Choice(f"{CHOICE}{token}.{name}", called, theirs, own))


def places(data: QueryDict, prefix: str) -> dict[str, str]:
    """Where in what was sent the parts are: the beginning of their names, by uid."""
    rows = (f"{prefix}-{number}-" for number in range(_total(data, prefix)))
    return {data[row + KNOWN_AS]: row for row in rows if data.get(row + KNOWN_AS)}


def _total(data: QueryDict, prefix: str) -> int:
    return min(_number(data.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")), len(data))


def _number(sent: str) -> int:
    """The browser may send anything; Python reads no numbers of any length."""
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


class Parts:
    """The parts of one kind: those that stand now, in their order, then those that only the second
    one has."""

    def __init__(self, data: QueryDict, formset, before: dict[str, Row], overtaken: Overtaken):
        self.data, self.formset, self.before, self.overtaken = data, formset, before, overtaken
        self.prefix = formset.prefix
        self.now = {form.instance.uid: form for form in formset.initial_forms}
        self.places = places(data, self.prefix)

    def merge(self) -> None:
        rows = [self._standing(uid, form) for uid, form in self.now.items()]
        number = len(rows)
        rows += [row for place in self._others() if (row := self._other(place))]
        if POSITION in self.formset.empty_form.fields:
            self._order(rows)
        for name in [name for name in self.data if name.startswith(f"{self.prefix}-")]:
            if name.removeprefix(f"{self.prefix}-").split("-")[0].isdecimal():
                del self.data[name]
        for place, row in enumerate(rows):
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{place}-{name}", values)
        self.data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(rows))
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(number)

    def _standing(self, uid: str, form) -> dict[str, list[str]]:
        place, before = self.places.get(uid), self.before.get(uid)
        if place is None:
            if before is None:
                self.overtaken.taken.append(Change(self._called(form), "", self._whole(form)))
            return self._as_it_stands(form)
        if not self.data.get(place + DELETION_FIELD_NAME):
            token, of = f"{self.prefix}.{uid}", f"{self._called(form)} · "
            merge_row(self.data, place, form, before or {}, token, self.overtaken, of)
        elif self._changed(form, before, untouched(form)):
            was, stands = self._whole(form, before or {}), self._whole(form)
            self._ask(uid, self._called(form), Change("", was, stands), Change("", was, ""))
        return self._sent(place)

    def _others(self) -> list[str]:
        """Parts that do not stand: new ones, and those that the first one deleted."""
        known = {place for uid, place in self.places.items() if uid in self.now}
        rows = [f"{self.prefix}-{number}-" for number in range(_total(self.data, self.prefix))]
        return [row for row in rows if row not in known]

    def _other(self, place: str) -> dict[str, list[str]] | None:
        uid, form = self.data.get(place + KNOWN_AS, ""), self.formset.empty_form
        before, mine = self.before.get(uid), typed(form, self.data, place)
        if before is None:
            return self._sent(place)
        if self.data.get(place + DELETION_FIELD_NAME):
            return None
        was, called = self._whole(form, before), self._called(form, before)
        if not self._changed(form, before, mine):
            self.overtaken.taken.append(Change(called, was, ""))
            return None
        self._ask(uid, called, Change("", was, ""), Change("", was, self._whole(form, mine)))
        return self._sent(place)

    def _ask(self, uid: str, called: str, theirs: Change, mine: Change) -> None:
        token = f"{CHOICE}{self.prefix}.{uid}"
        self.overtaken.choices.append(Choice(token, called, theirs, mine))

    def _changed(self, form, before: Row | None, after: Row) -> bool:
        return any(not same((before or {}).get(name), after[name]) for name in written_in(form))

    def _sent(self, place: str) -> dict[str, list[str]]:
        names = [name for name in self.data if name.startswith(place)]
        return {name.removeprefix(place): self.data.getlist(name) for name in names}

    def _as_it_stands(self, form) -> dict[str, list[str]]:
        return {
            name + end: values
            for name, sent in untouched(form).items()
            for end, values in sent.items()
            if values
        }

    def _called(self, form, row: Row | None = None) -> str:
        first = next(filter(None, self._said(form, row).values()), "")
        return f"{self.formset.model._meta.verbose_name} „{first}“"

    def _whole(self, form, row: Row | None = None) -> str:
        return "\n".join(f"{name}: {said}" for name, said in self._said(form, row).items() if said)

    def _said(self, form, row: Row | None) -> dict[str, str]:
        row = untouched(form) if row is None else row
        fields = written_in(form).items()
        return {label(one, name): words(one, row.get(name)) for name, one in fields}

    def _order(self, rows: list[dict[str, list[str]]]) -> None:
        """The order of whoever changed it; if both did, the second one's, who is told."""
        mine = sorted(self.places, key=lambda uid: self._place(self.places[uid]))
        common = [uid for uid in mine if uid in self.now and uid in self.before]
        now, before = ([uid for uid in one if uid in common] for one in (self.now, self.before))
        order = _woven(list(self.now), mine) if common == before else _woven(mine, list(self.now))
        if common not in (before, now) and now != before:
            self.overtaken.reordered.append(str(self.formset.model._meta.verbose_name_plural))
        ranks = {uid: rank for rank, uid in enumerate(order)}
        for position, row in enumerate(
            sorted(rows, key=lambda row: ranks.get(_uid(row), len(ranks)))
        ):
            row[POSITION] = [str(position)]

    def _place(self, row: str) -> int:
        return _number(self.data.get(row + POSITION, ""))


def _uid(row: dict[str, list[str]]) -> str:
    return next(iter(row.get(KNOWN_AS, [])), "")


def _woven(order: list[str], other: list[str]) -> list[str]:
    """``order``, with what only ``other`` has, there where it stands in that."""
    woven = list(order)
    for place, uid in enumerate(other):
        if uid not in woven:
            woven.insert(woven.index(other[place - 1]) + 1 if place else 0, uid)
    return woven
