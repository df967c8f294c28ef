"""How each object of the working copy stands to what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from content.edition import Edition
from content.models import Publication
from content.models.base import Content
from content.published import Thing
from content.site import Version
from content.snapshots import kind_of, snapshot


@dataclass(frozen=True)
class State:
    """``live`` is what readers see now, ``coming`` what is scheduled, ``changed`` whether the
    working copy differs from the newest of both."""

    live: Version | None
    coming: tuple[Version, ...]
    withdrawn: bool
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

    @property
    def newest(self) -> Version | None:
        """The version that the working copy continues."""
        return max([*filter(None, [self.live]), *self.coming], key=number, default=None)


def number(version: Version) -> int:
    return version.number


def states(objects: Iterable[Content], now: datetime | None = None) -> dict[str, State]:
    """The state of each object of one concept, by uid; one query for all publications."""
    objects, now = list(objects), now or timezone.now()
    if not objects:
        return {}
    kind = kind_of(objects[0])
    rows = Publication.objects.filter(kind=kind, uid__in=[obj.uid for obj in objects])
    edition = Edition(rows.records())
    return {
        obj.uid: _state(edition.versions((kind, obj.uid)), snapshot(obj), now) for obj in objects
    }


def state(obj: Content, now: datetime | None = None) -> State:
    return states([obj], now)[obj.uid]


def _state(versions: list[Version], draft: Thing, now: datetime) -> State:
    past = [version for version in versions if version.live_from <= now]
    last = past[-1] if past else None
    live = last if last and last.thing else None
    coming = tuple(version for version in versions if version.live_from > now and version.thing)
    newest = max(versions, key=number, default=None)
    return State(
        live=live,
        coming=coming,
        withdrawn=bool(last and not last.thing),
        changed=newest is None or newest.thing != draft,
    )
