"""The published states of one object, in the order in which they hold. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from content import records
from content.published import LANGUAGE_CODE, SOURCE_LANGUAGE, Language, Thing
from content.records import Record

Key = tuple[str, str]  # kind and uid of an object
OF_THE_THING = ("slug", "starts_at", "ends_at")
NO_VERSIONS = {"cancel", "redact"}


@dataclass(frozen=True, slots=True)
class Version:
    """One published state of one object.

    ``minor``: a small correction of what stood before. What of its thing is asked for often is
    at hand, the thing itself is read anew each time: of the past it is rarely wanted.
    """

    record: Record
    minor: bool
    slug: str | None
    starts_at: datetime | None
    ends_at: datetime | None

    @property
    def instants(self) -> list[datetime]:
        """When what is public changes because of it."""
        return list(filter(None, [self.live_from, self.starts_at, self.ends_at]))

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
        """None when it was withdrawn."""
        return records.read(self.record)


def version(record: Record) -> Version:
    """Raises ``records.Unreadable``."""
    thing = records.read(record)
    if isinstance(thing, Language) and not re.fullmatch(LANGUAGE_CODE, thing.code):
        raise records.Unreadable(f"Fassung {record.number}: Kürzel {thing.code!r}")
    slug, starts_at, ends_at = (getattr(thing, name, None) for name in OF_THE_THING)
    return Version(record, record.minor, slug, starts_at, ends_at)


class Past(NamedTuple):
    """All that was published of one object: its German versions, in the order in which they hold;
    its translations, by language; and what was said of the sense of its texts.
    """

    versions: tuple[Version, ...] = ()
    translations: Mapping[str, tuple[Record, ...]] = MappingProxyType({})
    senses: tuple[Record, ...] = ()

    def after(self, rows: list[Record], versions: Iterable[Version]) -> "Past":
        """``rows`` are new, and can be read; ``versions`` are those that they add."""
        german = [row for row in rows if row.language == SOURCE_LANGUAGE]
        translations = dict(self.translations)
        for row in rows:
            if row.language != SOURCE_LANGUAGE:
                translations[row.language] = (*translations.get(row.language, ()), row)
        senses = [row for row in german if row.action in ("same", "cancel")]
        standing = arranged([*self.versions, *versions], cancelled_by=german)
        return Past(standing, translations, (*self.senses, *senses))

    def lived(self, instant: datetime) -> "Past":
        """What of it there was at the instant."""
        translations = {
            language: lived
            for language, rows in self.translations.items()
            if (lived := tuple(row for row in rows if row.made_at <= instant))
        }
        return Past(
            tuple(version for version in self.versions if version.live_from <= instant),
            translations,
            tuple(row for row in self.senses if row.made_at <= instant),
        )

    def sharing(self, known: "Past") -> "Past":
        """The same, with the parts of ``known`` that have not changed."""
        translations = {
            language: known.translations[language]
            if known.translations.get(language) == rows
            else rows
            for language, rows in self.translations.items()
        }
        return Past(
            known.versions if known.versions == self.versions else self.versions,
            translations,
            known.senses if known.senses == self.senses else self.senses,
        )

    @property
    def instants(self) -> set[datetime]:
        """When what is public changes because of it."""
        rows = [*self.senses, *(row for rows in self.translations.values() for row in rows)]
        of_versions = {instant for version in self.versions for instant in version.instants}
        return of_versions | {row.made_at for row in rows}


def arranged(versions: list[Version], cancelled_by: list[Record]) -> tuple[Version, ...]:
    """The versions of one object in the order in which they hold, without what was cancelled."""
    cancelled = {number: by.made_at for by in reversed(cancelled_by) for number in by.cancels}
    standing = [one for one in versions if not _is_cancelled(one, cancelled)]
    return tuple(_counted(sorted(standing, key=attrgetter("live_from", "number"))))


def _is_cancelled(version: Version, cancelled: dict[int, datetime]) -> bool:
    """Only what was not live yet can be cancelled; what only tells of others is no version."""
    when = cancelled.get(version.number)
    return version.record.action in NO_VERSIONS or (when is not None and when < version.live_from)


def _counted(versions: list[Version]) -> Iterator[Version]:
    """A small correction of nothing is none."""
    something = False
    for version in versions:
        yield replace(version, minor=version.record.minor and something)
        something = not version.withdrawn
