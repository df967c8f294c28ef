"""The published states of one object, in the order in which they hold. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from content import published, records
from content.published import Thing
from content.records import Record

Key = tuple[str, str]  # kind and uid of an object


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of one object.

    ``minor``: a small correction of what stood before. ``instants``: when what is public changes
    because of it.
    """

    record: Record
    minor: bool
    slug: str | None
    instants: tuple[datetime, ...]

    @property
    def number(self) -> int:
        return self.record.number

    @property
    def made_at(self) -> datetime:
        return self.record.made_at

    @property
    def live_from(self) -> datetime:
        return self.record.live_from

    @property
    def confirmed(self) -> bool:
        return self.record.confirmed

    @property
    def withdrawn(self) -> bool:
        return not self.record.data

    @property
    def thing(self) -> Thing | None:
        """None when it was withdrawn. Read anew each time: of the past it is rarely wanted."""
        return records.read(self.record)


def version(record: Record) -> Version:
    """Raises ``records.Unreadable``."""
    thing = records.read(record)
    instants = [record.live_from]
    if isinstance(thing, published.Notice):
        instants += filter(None, [thing.starts_at, thing.ends_at])
    slug = getattr(thing, "slug", None)
    return Version(record, minor=record.minor, slug=slug, instants=tuple(instants))


def arranged(versions: list[Version], cancelled_by: list[Record]) -> tuple[Version, ...]:
    """The versions of one object in the order in which they hold, without what was cancelled."""
    standing = [one for one in versions if not _is_cancelled(one, cancelled_by)]
    return tuple(_counted(sorted(standing, key=attrgetter("live_from", "number"))))


def _is_cancelled(version: Version, by: list[Record]) -> bool:
    """Only what was not live yet can be cancelled; a cancellation itself is no version."""
    return version.record.action == "cancel" or any(
        version.number in record.cancels and record.made_at < version.live_from for record in by
    )


def _counted(versions: list[Version]) -> Iterator[Version]:
    """A small correction of nothing is none."""
    something = False
    for version in versions:
        yield replace(version, minor=version.record.minor and something)
        something = not version.withdrawn
