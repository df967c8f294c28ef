"""All things that are public at once, laid out to be asked. Pure.

A stock grows out of the one before it. What did not change is the same object in both: it costs
nothing, and whoever was told of it can see that it is still true.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter

from content import anatomy, quotes
from content.published import KINDS, Thing, kind_of
from content.tongues import GERMAN
from content.versions import Key, Past
from content.words import alphabetical

# How the things of a kind are listed; those of one name by uid, in whatever order they came.
ORDER = {
    "language": attrgetter("position", "code"),
    "servicearea": lambda area: (area.position, alphabetical(area.title), area.uid),
    "service": lambda service: (alphabetical(service.title), service.uid),
    "checklist": lambda one: (alphabetical(one.title), alphabetical(one.audience), one.uid),
    "channel": lambda channel: (channel.position, alphabetical(channel.title), channel.uid),
    "download": lambda download: (alphabetical(download.title), download.uid),
    "page": lambda page: (page.position, alphabetical(page.title), page.uid),
    "term": lambda term: (alphabetical(term.term), term.uid),
    "notice": lambda one: (LEVELS.index(one.level), alphabetical(one.title), one.uid),
}
LEVELS = ["urgent", "important", "information"]
STARTED, CURRENT = "started notices", "current notices"


class Stock:
    """``facts`` are things as they were published; ``things`` have the facts in their texts that
    these quote; ``lists`` are of things, by kind and for notices also by time; ``showing`` has
    for each checklist the first service that shows it.
    """

    tongue = GERMAN

    def __init__(self):
        self.pasts: dict[Key, Past] = {}
        self.facts: dict[str, Thing] = {}
        self.things: dict[str, Thing] = {}
        self.lists: dict[str, list[Thing]] = {name: [] for name in [*KINDS, STARTED, CURRENT]}
        self.addresses: dict[str, dict[str, Thing]] = {kind: {} for kind in KINDS}
        self.former_addresses: dict[Key, tuple[int, str]] = {}
        self.showing: dict[str, Thing] = {}
        self._quoting: dict[str, set[str]] = {}

    def grown(self, changed: Mapping[Key, Past], since: datetime) -> "Stock":
        """The stock at ``since``, given the objects of which something was published."""
        new = Stock()
        for name, contents in vars(self).items():
            setattr(new, name, contents.copy())
        for (kind, uid), past in changed.items():
            new._put(kind, uid, past)
        kinds = {kind for kind, _ in changed} | new._fill({uid for _, uid in changed})
        with new.tongue.speaking():
            new._lay_out(kinds, since)
        return new

    def _put(self, kind: str, uid: str, past: Past) -> None:
        known = self.pasts.get((kind, uid), Past())
        past = self.pasts[kind, uid] = known if past == known else past.sharing(known)
        if past.versions is known.versions:
            return  # only its translations are others
        fact = self.facts.pop(uid, None)
        self._quoting.pop(uid, None)
        for version in filter(attrgetter("slug"), past.versions):
            newest = self.former_addresses.get((kind, version.slug), (0, ""))
            self.former_addresses[kind, version.slug] = max(newest, (version.number, uid))
        if past.versions and (thing := past.versions[-1].thing):
            self.facts[uid] = fact if fact == thing else thing
            if quoted := {of for _, of in anatomy.quotations(thing)}:
                self._quoting[uid] = quoted

    def _fill(self, changed: set[str]) -> set[str]:
        """Fill what has changed, and what quotes it. Returns the kinds of what was there."""
        affected = changed | {uid for uid, of in self._quoting.items() if of & changed}
        before = {uid: self.things.pop(uid) for uid in affected if uid in self.things}
        for uid in affected & self.facts.keys():
            thing = quotes.filled(self.facts[uid], self.facts)
            self.things[uid] = before[uid] if before.get(uid) == thing else thing
        return {kind_of(thing) for thing in before.values()}

    def of_the_past(self, thing: Thing, past: Past) -> Thing:
        """A thing of the past with the facts that its texts quote as they are now."""
        return quotes.filled(thing, self.facts)

    def _lay_out(self, kinds: set[str], since: datetime) -> None:
        """What was found by kind, by address and by time, for the kinds that have changed."""
        for kind in kinds & KINDS.keys():
            self._list(kind, (thing for thing in self.things.values() if kind_of(thing) == kind))
            with_address = (thing for thing in self.lists[kind] if hasattr(thing, "slug"))
            self.addresses[kind] = {thing.slug: thing for thing in with_address}
        self._list_notices(since)
        if "service" in kinds:
            self._find_showing()

    def _list(self, name: str, things: Iterable[Thing]) -> None:
        """Only a list that is another one takes the place of the one before."""
        listed = sorted(things, key=ORDER[name]) if name in ORDER else list(things)
        if listed != self.lists[name]:
            self.lists[name] = listed

    def _list_notices(self, since: datetime) -> None:
        started = [
            one for one in self.lists["notice"] if not one.starts_at or one.starts_at <= since
        ]
        self._list(STARTED, started)
        self._list(CURRENT, [one for one in started if not one.ends_at or one.ends_at > since])

    def _find_showing(self) -> None:
        self.showing = {}
        for service in self.lists["service"]:
            for checklist in service.checklists:
                self.showing.setdefault(checklist, service)
