"""From the working copy to the publications: check, snapshot, publish, withdraw, cancel, restore.

Every function takes the instant from the machine's clock; ``now`` overrides it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import msgspec
from django.db import connection, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone

from content import completeness, published, records
from content.edition import Edition
from content.models import Proposal, Publication
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, Thing
from content.snapshots import kind_of, load, model_of, snapshot


class Refused(Exception):
    """Nothing was published. ``problems`` say why, each at its field."""

    def __init__(self, problems: list[completeness.Problem]):
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def refuse(message: str, field: str = "") -> None:
    raise Refused([completeness.Problem(field=field, message=message)])


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


def history(kind: str, uid: str) -> Edition:
    """All publications of one object, as an edition of its own."""
    return Edition(Publication.objects.of(kind, uid).records())


def problems(obj: Content, now: datetime | None = None) -> list[completeness.Problem]:
    """All that keeps the working copy from being published."""
    try:
        _refuse_taken_address(obj, now or timezone.now())
        return completeness.check(obj)
    except Refused as refusal:
        return completeness.check(obj) + refusal.problems


def publish(obj: Content, *, by=None, live_from: datetime | None = None, now=None, **options):
    """Publish the saved working copy, from now or from ``live_from`` on. Raises ``Refused``.

    Options: ``note``, ``minor``, ``confirmed``, and ``cancels``, numbers of scheduled versions.
    """
    if absent := completeness.check(obj):
        raise Refused(absent)
    kind, data = kind_of(obj), _readable(obj)
    with numbering(now) as (number, instant):
        _refuse_taken_address(obj, instant)
        return _add("publish", kind, obj.uid, number, instant, live_from, by, data=data, **options)


def withdraw(obj: Content, *, by=None, live_from: datetime | None = None, now=None, note=""):
    """Take an object off the site; what is scheduled for it is cancelled. Raises ``Refused``."""
    with numbering(now) as (number, instant):
        _refuse_needed(obj, instant)
        scheduled = history(kind_of(obj), obj.uid).scheduled(instant)
        return _add(
            "withdraw",
            kind_of(obj),
            obj.uid,
            number,
            instant,
            live_from,
            by,
            note=note,
            cancels=[version.number for version in scheduled],
        )


def cancel(publication: Publication, *, by=None, now=None, note=""):
    """Call off a scheduled version before its instant. Raises ``Refused``."""
    with numbering(now) as (number, instant):
        if publication.live_from <= instant:
            refuse("Diese Fassung gilt schon. Sie lässt sich nur noch durch eine neue ersetzen.")
        kind, uid = publication.kind, publication.uid
        return _add(
            "cancel", kind, uid, number, instant, None, by, note=note, cancels=[publication.number]
        )


@transaction.atomic
def restore(obj: Content, thing: Thing, *, by=None) -> Proposal | None:
    """Load an older state into the working copy; a draft that only stood there is set aside."""
    aside = set_aside(obj, by=by)
    obj.changed_by = by
    obj.revision += 1
    load(obj, thing)
    return aside


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
    )


def pointing_at(uid: str, now: datetime | None = None) -> list[Content]:
    """The objects of the working copy of which a live or scheduled version refers to ``uid``."""
    edition, instant = Edition(Publication.objects.all().records()), now or timezone.now()
    pointing = [
        key
        for key, versions in edition.standing(instant)
        if any(uid in published.references(version.thing) for version in versions)
    ]
    return [model_of(kind).objects.get(uid=of_uid) for kind, of_uid in pointing]


def _add(action, kind, uid, number, instant, live_from, by, **fields) -> Publication:
    return Publication.objects.create(
        number=number,
        action=action,
        kind=kind,
        uid=uid,
        made_at=instant,
        made_by=by,
        live_from=max(live_from or instant, instant),
        shape=records.current_shape(kind),
        **fields,
    )


def _readable(obj: Content) -> str:
    """The snapshot as JSON; what could not be read back is refused before it is written."""
    try:
        thing = snapshot(obj)
        data = records.write(thing)
        same = msgspec.json.decode(data, type=type(thing)) == thing
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        refuse(f"Die Fassung ließe sich nicht wieder lesen: {error}. Nichts wurde veröffentlicht.")
    if not same:
        refuse("Die Fassung läse sich anders zurück. Nichts wurde veröffentlicht.")
    return data


def _refuse_taken_address(obj: Content, instant: datetime) -> None:
    slug, kind = getattr(obj, "slug", None), kind_of(obj)
    if slug is None:
        return
    if kind == "page" and not _is_free_for_pages(slug):
        refuse(f"Die Adresse „{slug}“ gehört schon zu einem festen Teil der Website.", "slug")
    for (_, uid), versions in Edition(
        Publication.objects.filter(kind=kind).exclude(uid=obj.uid).records()
    ).standing(instant):
        if any(version.thing.slug == slug for version in versions):
            owner = model_of(kind).objects.get(uid=uid)
            refuse(f"Die Adresse „{slug}“ hat schon „{owner}“. Bitte ändern Sie sie.", "slug")


def _is_free_for_pages(slug: str) -> bool:
    try:
        return resolve(f"/{SOURCE_LANGUAGE}/{slug}/").url_name == "page"
    except Resolver404:
        return False


def _refuse_needed(obj: Content, instant: datetime) -> None:
    edition = Edition(Publication.objects.all().records())
    needing = [
        str(model_of(kind).objects.get(uid=uid))
        for (kind, uid), versions in edition.standing(instant)
        if uid != obj.uid and any(obj.uid in published.needs(version.thing) for version in versions)
    ]
    if needing:
        names = ", ".join(f"„{name}“" for name in needing)
        refuse(f"Texte brauchen noch Angaben von hier: {names}. Ändern Sie zuerst diese Texte.")
