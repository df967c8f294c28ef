"""All that is published, in memory, frozen; and what of it is public at an instant.

Pure: who asks passes the instant. The newest edition is held here for the views; the watcher
puts it there.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from time import monotonic

from content import published, quotes
from content.published import SOURCE_LANGUAGE, Record, Thing, kind_of

BEGINNING = datetime.min.replace(tzinfo=UTC)

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
        return self.office and self.get(self.office.hotline)

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


class Edition:
    """All versions of all objects, past and scheduled."""

    def __init__(self, records: Iterable[Record] = ()):
        self.records = tuple(records)
        self.unreadable: list[str] = []
        self._versions = self._arranged()
        self._changes = sorted(set(self._instants()))
        self._sites: dict[int, Site] = {}

    @property
    def number(self) -> int:
        return self.records[-1].number if self.records else 0

    @property
    def made_at(self) -> datetime:
        return self.records[-1].made_at if self.records else BEGINNING

    def current(self, clock: datetime) -> Site:
        """What is public now.

        A clock never is before the newest publication: when it was set back, or runs behind
        the clock of the machine that published, what was published is public all the same.
        """
        return self.at(max(clock, self.made_at))

    def at(self, instant: datetime) -> Site:
        index = bisect_right(self._changes, instant)
        if index not in self._sites:
            self._sites[index] = self._site(self._changes[index - 1] if index else BEGINNING)
        return self._sites[index]

    def next_change(self, instant: datetime) -> datetime | None:
        """The instant until which the site at ``instant`` is true."""
        index = bisect_right(self._changes, instant)
        return self._changes[index] if index < len(self._changes) else None

    def versions(self, key: Key) -> list[Version]:
        """All versions of one object that are not cancelled, in the order in which they hold."""
        return self._versions.get(key, [])

    def scheduled(self, instant: datetime) -> list[Version]:
        return [
            version
            for versions in self._versions.values()
            for version in versions
            if version.live_from > instant
        ]

    def standing(self, instant: datetime) -> Iterator[tuple[Key, list[Version]]]:
        """Each object with its versions that are live or scheduled and hold a thing."""
        for key, versions in self._versions.items():
            past = [version for version in versions if version.live_from <= instant]
            coming = [version for version in versions if version.live_from > instant]
            if things := [version for version in past[-1:] + coming if version.thing]:
                yield key, things

    def with_draft(self, thing: Thing, instant: datetime) -> "Edition":
        """This edition as if ``thing`` were published at ``instant``."""
        draft = Record(
            number=self.number + 1,
            action="publish",
            kind=kind_of(thing),
            uid=thing.uid,
            language=SOURCE_LANGUAGE,
            made_at=instant,
            live_from=instant,
            shape=published.current_shape(kind_of(thing)),
            data=published.write(thing),
        )
        return Edition([*self.records, draft])

    def _site(self, since: datetime) -> Site:
        lived = {
            key: tuple(version for version in versions if version.live_from <= since)
            for key, versions in self._versions.items()
        }
        return Site({key: past for key, past in lived.items() if past}, since)

    def _arranged(self) -> dict[Key, list[Version]]:
        cancelled = _cancelled(self.records)
        versions = defaultdict(list)
        for record in self.records:
            if record.action == "cancel" or record.number in cancelled:
                continue
            if record.language == SOURCE_LANGUAGE:
                self._add(versions[record.kind, record.uid], record)
        for of_object in versions.values():
            of_object.sort(key=attrgetter("live_from", "number"))
        return versions

    def _add(self, versions: list[Version], record: Record) -> None:
        # One unreadable row leaves the object's previous version standing.
        try:
            thing = published.read(record)
        except published.Unreadable as error:
            self.unreadable.append(str(error))
            return
        versions.append(
            Version(
                number=record.number,
                made_at=record.made_at,
                live_from=record.live_from,
                confirmed=record.confirmed,
                minor=record.minor,
                thing=thing,
            )
        )

    def _instants(self) -> Iterable[datetime]:
        for versions in self._versions.values():
            for version in versions:
                yield version.live_from
                if isinstance(version.thing, published.Notice):
                    yield from filter(None, [version.thing.starts_at, version.thing.ends_at])


def _cancelled(records: Iterable[Record]) -> set[int]:
    """Only what was not live yet can be cancelled."""
    live_from = {record.number: record.live_from for record in records}
    return {
        number
        for record in records
        for number in record.cancels
        if number in live_from and record.made_at < live_from[number]
    }


_newest = Edition()


def newest() -> Edition:
    return _newest


def hold(edition: Edition) -> None:
    global _newest
    _newest = edition


_contact: float | None = None


def touched() -> None:
    """The database has answered just now."""
    global _contact
    _contact = monotonic()


def contact_age() -> float | None:
    """Seconds since the database last answered this process; None when it never has."""
    return None if _contact is None else monotonic() - _contact
