"""All that is published, in memory, frozen; and what of it is public at an instant.

Pure: who asks passes the instant. The newest edition is held here for the views; the watcher
puts it there.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from time import monotonic

from content import published, records
from content.published import SOURCE_LANGUAGE, Thing, kind_of
from content.records import Record
from content.site import Key, Site, Version

BEGINNING = datetime.min.replace(tzinfo=UTC)


class Edition:
    """All versions of all objects, past and scheduled."""

    def __init__(self, records: Iterable[Record] = ()):
        self.records = tuple(records)
        self.unreadable: list[tuple[Record, str]] = []
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

    def holding(self, key: Key, instant: datetime) -> list[Version]:
        """What holds at the instant, if anything does, and all that comes after it."""
        past = [version for version in self.versions(key) if version.live_from <= instant]
        coming = [version for version in self.versions(key) if version.live_from > instant]
        return past[-1:] + coming

    def standing(self, instant: datetime) -> Iterator[tuple[Key, list[Version]]]:
        """Each object with its versions that are live or scheduled and hold a thing."""
        for key in self._versions:
            if things := [version for version in self.holding(key, instant) if version.thing]:
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
            shape=records.current_shape(kind_of(thing)),
            data=records.write(thing),
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
        return {key: _in_order(of_object) for key, of_object in versions.items()}

    def _add(self, versions: list[Version], record: Record) -> None:
        # One unreadable row leaves the object's previous version standing.
        try:
            thing = records.read(record)
        except records.Unreadable as error:
            self.unreadable.append((record, str(error)))
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


def _in_order(versions: list[Version]) -> list[Version]:
    """Sorted; a small correction of nothing is none."""
    versions = sorted(versions, key=attrgetter("live_from", "number"))
    before = [None, *(version.thing for version in versions)]
    return [
        replace(version, minor=version.minor and thing is not None)
        for version, thing in zip(versions, before, strict=False)
    ]


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
