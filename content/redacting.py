"""Personal data that were published by mistake: taken out of everything that holds them.

Numbers, instants and all other words of what was published stay. Who did it, when and why is kept;
what was taken out is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from content import occurrences, publishing, refusals
from content.completeness import Problem
from content.models import Publication, Redaction, TranslatedText, Translation
from content.models.base import Content, Identified
from content.occurrences import Occurrence
from content.publishing import Refused
from content.removing import Removal
from content.triggers import REDACTED

IN_REASON = Problem("reason", "Der Grund bleibt stehen. Nennen Sie die Wörter hier nicht.")
NOWHERE = Problem("words", "Das steht hier nirgends. Es wurde nichts geändert.")
NEEDS_ADDRESS = Problem(
    "slug", "Die Adresse enthält diese Wörter. Wählen Sie eine, die nichts verrät."
)


def redact(
    obj: Content, removal: Removal, *, by, reason: str, now: datetime | None = None
) -> list[Occurrence]:
    """Take it out of everything, and tell every process to forget it. Raises ``Refused``."""
    _overwrite_what_goes()
    with _translators_waiting(), publishing.numbering(now) as (number, instant):
        obj = publishing.locked(obj)
        found = list(occurrences.everywhere(obj, removal))
        if refused := list(problems(obj, removal, found, instant)):
            raise Refused(*refused)
        if removal.text(reason)[1]:
            raise Refused(IN_REASON)
        for one in found:
            if isinstance(one.row, Publication):
                _redact(one, by, reason, instant)
            else:
                _change(one.row, one.changes)
        _count_revisions(obj, [one.row for one in found], by)
        publishing.add("redact", publishing.key_of(obj), number, instant, by=by, note=reason)
        for name in removal.files:  # storage that fails now takes the rest back
            default_storage.delete(name)
        transaction.on_commit(_empty_journal, robust=True)
    return found


@contextmanager
def _translators_waiting() -> Iterator[None]:
    """They lock their translation first and publish then. So does this, or each would wait for the
    other; and what they write meanwhile is made of the German without the words.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Translation._meta.db_table} IN EXCLUSIVE MODE")
        yield


def problems(
    obj: Content, removal: Removal, found: list[Occurrence], now: datetime | None = None
) -> Iterator[Problem]:
    if not found:
        yield NOWHERE
    if not any(one.in_address for one in found):
        return
    if not removal.slug or removal.is_in_address(removal.slug):
        yield NEEDS_ADDRESS
    else:
        moved = copy(obj)
        moved.slug = removal.slug
        yield from refusals.taken_address(moved, now or timezone.now())


def _redact(one: Occurrence, by, reason: str, instant: datetime) -> None:
    """The database allows only what the redaction says. It says it no longer than needed: the next
    one may take out words that stand in both.
    """
    said = {name: one.changes.get(name, getattr(one.row, name)) for name in REDACTED}
    redaction = Redaction.objects.create(
        publication=one.row, made_at=instant, made_by=by, reason=reason, **said
    )
    _change(one.row, one.changes)
    _change(redaction, dict.fromkeys(REDACTED, ""))


def _change(row: models.Model, changes: dict[str, Any]) -> None:
    """Past ``save``, which would note other things as well."""
    type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _count_revisions(obj: Content, rows: list[models.Model], by) -> None:
    """Who has the old text in an open form must be told before they save it again."""
    if any(isinstance(row, Identified) for row in rows):
        by_whom = {"changed_by": by, "changed_at": timezone.now()}
        _change(obj, {"revision": F("revision") + 1, **by_whom})
    texts = [row for row in rows if isinstance(row, TranslatedText)]
    for translation in {text.translation_id: text.translation for text in texts}.values():
        _change(translation, {"revision": F("revision") + 1})


# --- The places where databases and disks keep what nobody sees


def _overwrite_what_goes() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _empty_journal() -> None:
    """It would hold the words until other changes have filled it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
