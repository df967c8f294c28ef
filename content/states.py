"""How each object of the working copy stands to what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.utils import timezone

from content.edition import Edition
from content.models import Publication
from content.models.base import Content
from content.published import Thing
from content.snapshots import kind_of, snapshot
from content.versions import Version


@dataclass(frozen=True)
class State:
    """``live`` is what readers see now; ``coming`` is what is scheduled, withdrawals too.

    ``newest`` is the version that the working copy continues; ``changed``, whether it differs.
    """

    live: Version | None
    coming: tuple[Version, ...]
    withdrawn: bool
    newest: Version | None
    changed: bool

    @property
    def label(self) -> str:
        if self.changed and (self.live or self.coming):
            return "geändert"
        if self.coming:
            return "geplant"
        if self.live:
            return "öffentlich"
        return "zurückgezogen" if self.withdrawn else "Entwurf"

    @property
    def confirmed(self) -> bool:
        return bool(self.live and self.live.confirmed)


def states(
    objects: Iterable[Content], now: datetime | None = None, of: Edition | None = None
) -> dict[str, State]:
    """The state of each object of one concept, by uid. Without an edition, one query for all."""
    objects = list(objects)
    if not objects:
        return {}
    kind = kind_of(objects[0])
    if of is None:
        rows = Publication.objects.filter(kind=kind, uid__in=[obj.uid for obj in objects])
        of = Edition(rows.records())
    instant = max(now or timezone.now(), of.made_at)
    return {
        obj.uid: _state(of.versions((kind, obj.uid)), snapshot(obj), instant) for obj in objects
    }


def state(obj: Content, now: datetime | None = None) -> State:
    return states([obj], now)[obj.uid]


def _state(versions: tuple[Version, ...], draft: Thing, instant: datetime) -> State:
    last = next((v for v in reversed(versions) if v.live_from <= instant), None)
    live = last if last and not last.withdrawn else None
    coming = tuple(version for version in versions if version.live_from > instant)
    things = [version for version in (live, *coming) if version and not version.withdrawn]
    newest = max(things, key=attrgetter("number"), default=None)
    return State(
        live=live,
        coming=coming,
        withdrawn=bool(last and last.withdrawn),
        newest=newest,
        changed=newest is None or newest.thing != draft,
    )
