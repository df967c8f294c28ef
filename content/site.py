"""What is public during one stretch of time, and how it came to be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from content import published, quotes
from content.published import Thing, kind_of

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of one object; ``thing`` is None when it was withdrawn."""

    number: int
    made_at: datetime
    live_from: datetime
    confirmed: bool
    minor: bool
    thing: Thing | None


class Site:
    """What is public during one stretch of time, in which no version and no notice changes."""

    def __init__(self, histories: dict[Key, tuple[Version, ...]], since: datetime):
        self.since = since
        self._histories = histories
        self.versions = {
            uid: past[-1] for (_, uid), past in histories.items() if past[-1].thing is not None
        }
        self._facts = {uid: version.thing for uid, version in self.versions.items()}
        self._things = {uid: self.filled(thing) for uid, thing in self._facts.items()}

    def prepare(self) -> None:
        """Work out now what the first reader would otherwise wait for."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    def filled(self, thing: Thing) -> Thing:
        """The thing, also one of the past, with the facts that its texts quote as they are now."""
        return quotes.filled(thing, self._facts)

    def get(self, uid: str | None) -> Thing | None:
        """What a reference points at; None when it is withdrawn or not published yet."""
        return self._things.get(uid)

    def resolve(self, uids: Iterable[str]) -> list[Thing]:
        return [thing for uid in uids if (thing := self.get(uid))]

    def history(self, thing: Thing) -> tuple[Version, ...]:
        """All versions of an object that have been live, the oldest first."""
        return self._histories[kind_of(thing), thing.uid]

    def find(self, kind: str, slug: str) -> Thing | None:
        return self._by_address.get((kind, slug))

    def moved(self, kind: str, slug: str) -> Thing | None:
        """The object that once had this address and now has another."""
        return self.get(self._former_addresses.get((kind, slug)))

    @cached_property
    def office(self) -> published.Office | None:
        return next(iter(self._of("office")), None)

    @property
    def hotline(self) -> published.Channel | None:
        """The channel that stands on every page; None as long as it has no number."""
        channel = self.office and self.get(self.office.hotline)
        return channel if channel and channel.phone else None

    @cached_property
    def directions(self) -> published.Directions | None:
        return next(iter(self._of("directions")), None)

    @cached_property
    def languages(self) -> list[published.Language]:
        return self._of("language", "position", "code")

    @cached_property
    def areas(self) -> list[published.ServiceArea]:
        return self._of("servicearea", "position", "title")

    @cached_property
    def services(self) -> list[published.Service]:
        return self._of("service", "title", "uid")

    @cached_property
    def checklists(self) -> list[published.Checklist]:
        return self._of("checklist", "title", "audience")

    @cached_property
    def channels(self) -> list[published.Channel]:
        return self._of("channel", "position", "title")

    @cached_property
    def downloads(self) -> list[published.Download]:
        return self._of("download", "title", "uid")

    @cached_property
    def pages(self) -> list[published.Page]:
        return self._of("page", "position", "title")

    @cached_property
    def all_notices(self) -> list[published.Notice]:
        """Also those that have ended, but none that has not started; the most pressing first."""
        levels = ["urgent", "important", "information"]
        started = [
            notice
            for notice in self._of("notice", "title")
            if not notice.starts_at or notice.starts_at <= self.since
        ]
        return sorted(started, key=lambda notice: levels.index(notice.level))

    @cached_property
    def notices(self) -> list[published.Notice]:
        return [notice for notice in self.all_notices if not self.has_ended(notice)]

    def has_ended(self, notice: published.Notice) -> bool:
        return bool(notice.ends_at and notice.ends_at <= self.since)

    def hidden(self, thing: Thing) -> bool:
        """Published, but its content says that it starts later."""
        return isinstance(thing, published.Notice) and thing not in self.all_notices

    def _of(self, kind: str, *order: str) -> list[Thing]:
        things = [thing for thing in self._things.values() if kind_of(thing) == kind]
        return sorted(things, key=attrgetter(*order)) if order else things

    @cached_property
    def _by_address(self) -> dict[Key, Thing]:
        return {
            (kind_of(thing), thing.slug): thing
            for thing in self._things.values()
            if hasattr(thing, "slug")
        }

    @cached_property
    def _former_addresses(self) -> dict[Key, str]:
        ever = [
            (version.number, kind, version.thing.slug, uid)
            for (kind, uid), past in self._histories.items()
            for version in past
            if hasattr(version.thing, "slug")
        ]
        return {(kind, slug): uid for _, kind, slug, uid in sorted(ever)}
