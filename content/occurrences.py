"""Where words stand that are to be taken out of an object: what was published of it, its drafts in
every language, proposals, the admin's log.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from content import anatomy, records, refusals
from content.models import OpenQuestion, Proposal, Publication, TranslatedText, Translation
from content.models.base import Content, Identified
from content.published import KINDS, SOURCE_LANGUAGE
from content.removing import KEPT, SHORT_MARK, Cleaning, Path, Removal
from content.snapshots import kind_of, model_of
from content.triggers import REDACTED
from content.versions import Key


@dataclass(frozen=True)
class Occurrence:
    """A row that holds the words: what becomes of it, and in which fields they stand how often."""

    row: models.Model
    where: str
    changes: dict[str, Any]
    found: dict[str, int]
    in_address: bool = False


def everywhere(obj: Content, removal: Removal) -> Iterator[Occurrence]:
    yield from _in_publications(obj, removal)
    yield from _in_working_copy(obj, removal)
    yield from _in_translations(obj, removal)
    yield from _in_proposals(obj, removal)
    yield from _in_log(obj, removal)


def in_questions(removal: Removal) -> list[OpenQuestion]:
    """They are no object's own, and staff change them where they are."""
    every = OpenQuestion.objects.all()
    return [one for one in every if any(removal.text(text)[1] for text in (one.text, one.answer))]


def in_others(obj: Content, removal: Removal) -> list[Key]:
    """Other objects of which something that was published holds the words."""
    if not removal.words:
        return []
    longest = max(removal.words.split(), key=len).encode()
    rows = (record for record in refusals.published().records if longest in record.data)
    found = {(row.kind, row.uid) for row in rows if removal.text(row.data.decode())[1]}
    return sorted(found - {(kind_of(obj), obj.uid)})


def _in_publications(obj: Content, removal: Removal) -> Iterator[Occurrence]:
    for row in Publication.objects.filter(kind=kind_of(obj), uid=obj.uid).order_by("number"):
        language = "" if row.language == SOURCE_LANGUAGE else f", Übersetzung „{row.language}“"
        form = records.form(row.action, row.kind, row.language)
        names = [name for name in REDACTED if name != "data"]
        yield from _in_row(row, f"{row}{language}", removal, names, form)


def _in_working_copy(obj: Content, removal: Removal) -> Iterator[Occurrence]:
    yield from _in_row(obj, "Entwurf", removal, _texts_of(obj))
    for slot in anatomy.slots(KINDS[kind_of(obj)]):
        for part in getattr(obj, slot.name).all() if slot.part else ():
            where = f"Entwurf, {part._meta.verbose_name} „{part}“"
            yield from _in_row(part, where, removal, _texts_of(part))


def _texts_of(row: Identified) -> list[str]:
    return [
        one.name
        for one in row._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField | models.FileField)
        and not one.choices
        and one.name not in KEPT
    ]


def _in_translations(obj: Content, removal: Removal) -> Iterator[Occurrence]:
    theirs = Q(translation__kind=kind_of(obj), translation__uid=obj.uid)
    for row in TranslatedText.objects.filter(theirs).select_related("translation"):
        where = f"Entwurf, Übersetzung „{row.translation.language}“"
        yield from _in_row(row, where, removal, ["source", "text"])


def _in_proposals(obj: Content, removal: Removal) -> Iterator[Occurrence]:
    for row in Proposal.objects.of(kind_of(obj), obj.uid):
        where = f"{row} ({row.get_purpose_display()})"
        yield from _in_row(row, where, removal, ["options", "reason"], row.kind)


def _in_log(obj: Content, removal: Removal) -> Iterator[Occurrence]:
    theirs = Translation.objects.filter(kind=kind_of(obj), uid=obj.uid)
    for row in [
        *_log_of(obj._meta.model, [obj.pk]),
        *_log_of(Translation, theirs.values_list("pk", flat=True)),
    ]:
        where = f"Protokoll vom {timezone.localtime(row.action_time):%d.%m.%Y, %-H.%M} Uhr"
        yield from _in_row(row, where, removal, ["object_repr", "change_message"])


def _log_of(model: type, keys: Iterable) -> models.QuerySet[LogEntry]:
    of_model = ContentType.objects.get_for_model(model)
    return LogEntry.objects.filter(content_type=of_model, object_id__in=[str(one) for one in keys])


def _in_row(
    row: models.Model, where: str, removal: Removal, names: list[str], form: str = ""
) -> Iterator[Occurrence]:
    """``form``: what the JSON in the row's ``data`` is, if there is any."""
    of_row, of_data = Cleaning(removal), Cleaning(removal)
    new = {name: _cleaned(row, name, of_row) for name in names}
    if form and row.data:
        raw = msgspec.json.decode(row.data)
        cleaned = of_data.data(raw, records.FORMS[form])
        new["data"] = row.data if cleaned == raw else msgspec.json.encode(cleaned).decode()
    if of_row.found or of_data.found:
        found = _labelled(type(row), of_row) + _labelled(_model_of_data(form), of_data)
        changes = {name: value for name, value in new.items() if value != getattr(row, name)}
        in_address = ("slug",) in of_row.found or ("slug",) in of_data.found
        yield Occurrence(row, where, changes, dict(found), in_address)


def _cleaned(row: models.Model, name: str, cleaning: Cleaning) -> Any:
    value, kind, path = getattr(row, name), row._meta.get_field(name), (name,)
    if name == "slug":
        return cleaning.noted(path, *cleaning.removal.address(value))
    if isinstance(kind, models.FileField):
        return cleaning.noted(path, *cleaning.removal.file(value.name or ""))
    if isinstance(kind, models.JSONField):
        return cleaning.data(value, None, path)
    if name == "change_message" and value.startswith("["):
        return json.dumps(cleaning.data(json.loads(value), None, path))
    text, count = cleaning.removal.text(value)
    if len(text) > (kind.max_length or len(text)):
        text, _ = cleaning.removal.text(value, SHORT_MARK)
    return cleaning.noted(path, text, count)


def _model_of_data(form: str) -> type | None:
    if form in KINDS:
        return model_of(form)
    return Translation if form == records.TRANSLATION else None


def _labelled(model: type | None, cleaning: Cleaning) -> Counter[str]:
    found = Counter()
    for path, count in cleaning.found.items():
        found[_label(model, path)] += count
    return found


def _label(model: type | None, path: Path) -> str:
    try:
        kind = model._meta.get_field(path[0])
    except (AttributeError, FieldDoesNotExist):
        return "Wortlaut"  # of what was said of the sense of words
    if part := kind.related_model:
        return f"{part._meta.verbose_name} {path[1]}: {_label(part, path[2:])}"
    return capfirst(str(kind.verbose_name))
