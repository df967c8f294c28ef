"""All that is published, in memory, frozen; and what of it is public at an instant.

Pure: who asks passes the instant. The newest edition is held here for the views; the watcher
puts it there.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter, itemgetter
from time import monotonic

from content import records
from content.published import SOURCE_LANGUAGE, Thing, Translation, kind_of
from content.records import Record
from content.site import BEGINNING, END, Site
from content.stock import Stock
from content.versions import Key, Past, Version, version

EMPTY = Site(Stock(), BEGINNING, END)
SITES_HELD = 4  # stretches of time: the one now, the next, and those just over
LOOKS_HELD = 2  # at other instants, for staff


class Edition:
    """All versions of all objects, past and scheduled.

    ``after`` gives the one that follows. It shares what has not changed, and so do their sites.
    """

    def __init__(self, records: Iterable[Record] = ()):
        self.records: tuple[Record, ...] = ()
        self.unreadable: list[tuple[Record, str]] = []
        self._pasts: dict[Key, Past] = {}
        # When which object changes, in the order of the instants.
        self._changes: list[tuple[datetime, Key]] = []
        self._sites: list[Site] = []
        self._looks: list[Site] = []
        # A site of an edition before, and what has been published since.
        self._seed, self._since_seed = EMPTY, frozenset()
        # The objects that are not as they were in the edition before.
        self.changed = self._add(list(records))

    def after(self, news: list[Record]) -> "Edition":
        following = Edition()
        following.records, following.unreadable = self.records, [*self.unreadable]
        following._pasts, following._changes = {**self._pasts}, self._changes
        grown = [site for site in self._known if site.since <= news[0].made_at]
        following._seed = max(grown, key=attrgetter("since"), default=self._seed)
        following._since_seed = frozenset() if grown else self._since_seed
        following.changed = following._add(news)
        following._since_seed |= following.changed
        return following

    def knows(self, record: Record) -> bool:
        """Whether this history has the record, or another one under its number."""
        position = bisect_right(self.records, record.number, key=attrgetter("number"))
        return position > 0 and self.records[position - 1] == record

    @property
    def last(self) -> Record | None:
        return self.records[-1] if self.records else None

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
        instant = max(clock, self.made_at)
        if site := _covering(self._sites, instant):
            return site
        site = self.at(instant)
        self._sites = [site, *self._sites[: SITES_HELD - 1]]
        return site

    def at(self, instant: datetime) -> Site:
        """What is public at any instant. Who looks around takes no reader's site away."""
        if site := _covering(self._known, instant):
            return site
        site = self._site(instant)
        self._looks = [site, *self._looks[: LOOKS_HELD - 1]]
        return site

    @property
    def _known(self) -> list[Site]:
        return [*self._sites, *self._looks]

    def coming(self, instant: datetime, key: Key | None = None) -> list[datetime]:
        """The instants after this one at which what is public changes, of one object or of any."""
        first = bisect_right(self._changes, instant, key=itemgetter(0))
        return sorted({at for at, of in self._changes[first:] if key in (None, of)})

    def versions(self, key: Key) -> tuple[Version, ...]:
        """All versions of one object that are not cancelled, in the order in which they hold."""
        return self.past(key).versions

    def past(self, key: Key) -> Past:
        return self._pasts.get(key, Past())

    def scheduled(self, instant: datetime) -> list[Version]:
        return [
            version
            for past in self._pasts.values()
            for version in past.versions
            if version.live_from > instant
        ]

    def holding(self, key: Key, instant: datetime) -> list[Version]:
        """What holds at the instant, if anything does, and all that comes after it."""
        past = [version for version in self.versions(key) if version.live_from <= instant]
        coming = [version for version in self.versions(key) if version.live_from > instant]
        return past[-1:] + coming

    def standing(self, instant: datetime) -> Iterator[tuple[Key, list[Version]]]:
        """Each object with its versions that are live or scheduled and hold a thing."""
        for key in self._pasts:
            holding = self.holding(key, instant)
            if things := [version for version in holding if not version.withdrawn]:
                yield key, things

    def with_draft(self, thing: Thing, instant: datetime) -> "Edition":
        """This edition as if ``thing`` were published at ``instant``."""
        return self.with_drafts(kind_of(thing), {SOURCE_LANGUAGE: thing}, instant)

    def with_drafts(
        self, kind: str, drafts: Mapping[str, Thing | Translation], instant: datetime
    ) -> "Edition":
        """As if all this of one object, by language, were published at ``instant``."""
        return self.after(
            [
                _draft(kind, language, written, number, instant)
                for number, (language, written) in enumerate(drafts.items(), self.number + 1)
            ]
        )

    def _site(self, instant: datetime) -> Site:
        index = bisect_right(self._changes, instant, key=itemgetter(0))
        since = self._changes[index - 1][0] if index else BEGINNING
        until = self._changes[index][0] if index < len(self._changes) else END
        before = [site for site in (EMPTY, self._seed, *self._known) if site.since <= since]
        base = max(before, key=attrgetter("since"))
        first = bisect_right(self._changes, base.since, key=itemgetter(0))
        changed = {key for _, key in self._changes[first:index]}
        if base is self._seed:
            changed |= self._since_seed
        lived = {key: self.past(key).lived(since) for key in changed}
        return Site(base.stock.grown(lived, since), since, until, former=base.localized)

    def _add(self, news: list[Record]) -> frozenset[Key]:
        """Returns the objects of which there is something new."""
        of_object = defaultdict(list)
        for record in news:
            of_object[record.kind, record.uid].append(record)
        for key, rows in of_object.items():
            self._pasts[key] = self._after(self.past(key), rows)
        others = [change for change in self._changes if change[1] not in of_object]
        mine = [(at, key) for key in of_object for at in self.past(key).instants]
        self._changes = sorted([*others, *mine])
        self.records = (*self.records, *news)
        return frozenset(of_object)

    def _after(self, past: Past, rows: list[Record]) -> Past:
        """One unreadable row leaves the object as it was before."""
        readable, versions = [], []
        for record in rows:
            try:
                if record.form == record.kind:
                    versions.append(version(record))
                else:
                    records.read(record)
                readable.append(record)
            except records.Unreadable as error:
                self.unreadable.append((record, str(error)))
        return past.after(readable, versions)


def _covering(sites: list[Site], instant: datetime) -> Site | None:
    for site in sites:
        if site.since <= instant < site.until:
            return site
    return None


def _draft(
    kind: str, language: str, written: Thing | Translation, number: int, instant: datetime
) -> Record:
    return Record(
        number=number,
        action="publish",
        kind=kind,
        uid=written.uid,
        language=language,
        made_at=instant,
        live_from=instant,
        shape=records.current_shape(records.form("publish", kind, language)),
        data=records.write(written).encode(),
    )


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
