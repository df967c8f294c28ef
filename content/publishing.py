"""From the working copy to the publications: publish, withdraw, cancel, restore.

Every function takes the instant from the machine's clock; ``now`` overrides it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from content import anatomy, completeness, contributing, records, refusals
from content.completeness import Problem
from content.edition import Edition
from content.models import Proposal, Publication
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, SameSense, Thing
from content.snapshots import kind_of, load, model_of, snapshot
from content.versions import Key


class Refused(Exception):
    """Nothing was published. ``problems`` say why, each at its field."""

    def __init__(self, *problems: Problem):
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class Seen(NamedTuple):
    """What somebody had before their eyes: the working copy's revision, the newest number."""

    revision: int
    number: int


OVERTAKEN = Problem(
    "",
    "Inzwischen hat jemand den Entwurf geändert oder eine Fassung veröffentlicht. "
    "Nichts wurde veröffentlicht. Hier steht der neue Stand.",
)
NEEDS_APPROVAL = Problem(
    "",
    "Das veröffentlicht hier niemand allein: Es gelten vier Augen. Nichts wurde veröffentlicht. "
    "Legen Sie den Entwurf zur Freigabe vor.",
)
NEEDS_REASON = Problem(
    "note",
    "Hier gelten vier Augen. Zurückziehen können Sie sofort, aber nur mit einer Begründung. "
    "Jemand anderes zeichnet später gegen.",
)
NOT_SAID = Problem("", "Das ist schon zurückgenommen, oder niemand hat es gesagt.")
NOT_SCHEDULED = Problem("", "Diese Fassung ist nicht geplant: Sie gilt schon oder ist aufgehoben.")


@contextmanager
def numbering(now: datetime | None = None) -> Iterator[tuple[int, datetime]]:
    """The next number and its instant, both taken under one lock; so neither ever runs back.

    SQLite's write transactions begin IMMEDIATE and exclude each other; PostgreSQL locks the table.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Publication._meta.db_table} IN EXCLUSIVE MODE")
        last = Publication.objects.order_by("number").only("number", "made_at").last()
        now = now or timezone.now()
        yield (last.number + 1, max(now, last.made_at)) if last else (1, now)


def problems(
    obj: Content, now: datetime | None = None, start: datetime = refusals.SOME_DAY
) -> list[Problem]:
    """All that keeps the working copy from being published, from ``start`` or from some day on."""
    instant = now or timezone.now()
    if unreadable := list(refusals.unreadable(obj)):
        return unreadable
    return [
        *completeness.check(obj),
        *refusals.taken_address(obj, instant),
        *refusals.changed_code(obj),
        *refusals.missing_facts(obj, snapshot(obj), instant, start),
    ]


def publish(
    obj: Content, *, by=None, live_from=None, now=None, seen: Seen | None = None, **options
) -> Publication:
    """Publish the saved working copy, from now or from ``live_from`` on. Raises ``Refused``.

    With ``seen``, only what was seen and only if nothing was published since.
    Options: ``note``, ``minor``, ``confirmed``, and ``cancels``, numbers of scheduled versions;
    where four eyes are needed, ``alone_reason``.
    """
    with numbering(now) as (number, instant):
        obj = locked(obj)
        if seen and seen != what_stands(obj):
            raise Refused(OVERTAKEN)
        if found := problems(obj, instant, max(live_from or instant, instant)):
            raise Refused(*found)
        four_eyes = _needs_four_eyes(obj, by)
        if four_eyes and not options.get("alone_reason"):
            raise Refused(NEEDS_APPROVAL)
        told = {"by": by, "revision": obj.revision, "four_eyes": four_eyes} | options
        data = records.write(snapshot(obj))
        return add("publish", key_of(obj), number, instant, live_from, data=data, **told)


def _needs_four_eyes(obj: Content, by) -> bool:
    """What the software itself publishes needs none."""
    return by is not None and contributing.needs_four_eyes(kind_of(obj))


def withdraw(obj: Content, *, by=None, live_from=None, now=None, note="") -> Publication:
    """Take an object off the site; what is scheduled for it is cancelled. Raises ``Refused``.

    Where four eyes are needed, the note is the reason why it is done alone.
    """
    with numbering(now) as (number, instant):
        if found := [*refusals.indispensable(obj), *refusals.needed_facts(obj, instant)]:
            raise Refused(*found)
        four_eyes = _needs_four_eyes(obj, by)
        if four_eyes and not note:
            raise Refused(NEEDS_REASON)
        cancels = [version.number for version in scheduled(obj, instant)]
        told = {"note": note, "cancels": cancels, "four_eyes": four_eyes}
        told["alone_reason"] = note if four_eyes else ""
        return add("withdraw", key_of(obj), number, instant, live_from, by=by, **told)


def cancel(obj: Content, number: int, *, by=None, now=None, note="") -> Publication:
    """Call off a scheduled version before its instant. Raises ``Refused``."""
    with numbering(now) as (next_number, instant):
        if number not in [version.number for version in scheduled(obj, instant)]:
            raise Refused(NOT_SCHEDULED)
        told = {"note": note, "cancels": [number]}
        return add("cancel", key_of(obj), next_number, instant, by=by, **told)


def say_same_sense(obj: Content, piece: str, before: str, after: str, *, by, now=None):
    """Two wordings of a German piece mean the same: translations of one are current for both."""
    said = SameSense(uid=obj.uid, piece=piece, before=before, after=after)
    with numbering(now) as (number, instant):
        return add("same", key_of(obj), number, instant, by=by, data=records.write(said))


def revoke_same_sense(obj: Content, number: int, *, by, now=None) -> Publication:
    """Take back what was said under this number. Raises ``Refused``."""
    with numbering(now) as (next_number, instant):
        rows = Publication.objects.of(kind_of(obj), obj.uid)
        revoked = {number for row in rows.filter(action="cancel") for number in row.cancels}
        if number in revoked or not rows.filter(number=number, action="same").exists():
            raise Refused(NOT_SAID)
        return add("cancel", key_of(obj), next_number, instant, by=by, cancels=[number])


@transaction.atomic
def restore(
    obj: Content, thing: Thing, *, by=None, draft: Proposal | None = None
) -> tuple[Proposal | None, list[str]]:
    """Load an older state into the working copy; a draft that only stood there is set aside.

    Also returns what was left out because it points at something that is no more.
    ``draft``: the one that lay aside, if it is that which is loaded. Its writers have written it.
    """
    obj = locked(obj)
    aside = set_aside(obj, by=by)
    contributing.note(obj, by, contributing.writers_of(draft) if draft else [])
    return aside, load(obj, thing)


def set_aside(obj: Content, *, by=None) -> Proposal | None:
    draft = records.write(snapshot(obj))
    if Publication.objects.of(kind_of(obj), obj.uid).filter(data=draft).exists():
        return None
    return Proposal.objects.create(
        kind=kind_of(obj),
        uid=obj.uid,
        made_by=by,
        shape=records.current_shape(kind_of(obj)),
        data=draft,
        revision=obj.revision,
    )


def locked(obj: Content) -> Content:
    """The working copy as it stands, which nobody else changes until the transaction ends."""
    return type(obj)._default_manager.select_for_update().get(pk=obj.pk)


def what_stands(obj: Content) -> Seen:
    numbers = Publication.objects.of(kind_of(obj), obj.uid).values_list("number", flat=True)
    return Seen(obj.revision, max(numbers, default=0))


def scheduled(obj: Content, instant: datetime) -> list:
    """The versions of the object that are still to come, withdrawals too."""
    return Edition(Publication.objects.of(kind_of(obj), obj.uid).records()).scheduled(instant)


def pointing_at(obj: Content, now: datetime | None = None) -> list[Content]:
    """The objects of the working copy of which a live or scheduled version refers to ``obj``."""
    return [
        model_of(kind).objects.get(uid=uid)
        for kind, uid, versions in refusals.others(obj, now or timezone.now())
        if any(obj.uid in anatomy.references(version.thing) for version in versions)
    ]


def add(
    action: str,
    key: Key,
    number: int,
    instant: datetime,
    live_from: datetime | None = None,
    *,
    language: str = SOURCE_LANGUAGE,
    **fields,
) -> Publication:
    """One more publication, within ``numbering``; ``by`` whom, and what else its model has."""
    fields |= {"language": language}
    publication = unsaved(action, key, number, instant, live_from, **fields)
    publication.save(force_insert=True)
    return publication


def unsaved(
    action: str,
    key: Key,
    number: int,
    instant: datetime,
    live_from: datetime | None = None,
    *,
    language: str = SOURCE_LANGUAGE,
    **fields,
) -> Publication:
    kind, uid = key
    form = records.form(action, kind, language)
    return Publication(
        number=number,
        action=action,
        kind=kind,
        uid=uid,
        language=language,
        made_at=instant,
        made_by=fields.pop("by", None),
        live_from=max(live_from or instant, instant),
        shape=records.current_shape(form),
        **fields,
    )


def key_of(obj: Content) -> Key:
    return kind_of(obj), obj.uid
