"""What is public during one stretch of time, to be asked. Pure.

A page is made of answers: as long as its questions have the same answers, the page is the same.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import UTC, datetime
from functools import wraps
from itertools import count
from types import MappingProxyType
from typing import Any

from content import anatomy, published
from content.local import LocalStock
from content.published import SOURCE_LANGUAGE, Thing, kind_of
from content.stock import CURRENT, STARTED, Stock
from content.versions import Key, Past, Version

NOTHING = Past()
BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)

Question = tuple[Callable, tuple]  # a method of Site, and what it is asked about
_serials = count(1)


def question(method: Callable) -> Callable:
    """Marks what pages are made of. Sites that say the same say it with the same object."""

    @wraps(method)
    def ask(self, *about):
        answer = method(self, *about)
        if self._noted is not None:
            self._noted[method, about] = answer
        return answer

    return ask


class Site:
    """What is public from ``since`` until just before ``until``: no version, no notice changes."""

    language = SOURCE_LANGUAGE

    def __init__(
        self,
        stock: Stock,
        since: datetime,
        until: datetime,
        former: Mapping[str, LocalStock] = MappingProxyType({}),
    ):
        self.stock = stock
        self.since = since
        self.until = until
        self.serial = next(_serials)
        # The site in other languages, each made when it is first wanted; and what they grow from.
        self._local: dict[str, Site] = {}
        self._former = former
        self._noted: dict[Question, Any] | None = None
        self._shared: dict[tuple, tuple[Any, dict[Question, Any]]] = {}

    def in_language(self, code: str) -> "Site":
        """The same, as it is read in another language; German for one that is not known."""
        if code in self._local:
            return self._local[code]
        known = (one for one in self.stock.lists["language"] if one.code == code)
        language = next(known, None)
        if language is None or code == self.language:
            return self
        former = self._former.get(code)
        local = copy(self)
        local.stock = LocalStock.of(self.stock, language, former, self.since)
        local.language, local._shared = code, {}
        # Two threads may come at once: all go on with the same.
        return self._local.setdefault(code, local)

    @property
    def localized(self) -> dict[str, LocalStock]:
        """The newest stock of each language that somebody wanted to read."""
        known = {**self._former, **{code: site.stock for code, site in self._local.items()}}
        codes = {language.code for language in self.stock.lists["language"]}
        return {code: stock for code, stock in known.items() if code in codes}

    def noting(self) -> "Site":
        """The same site, which remembers its answers."""
        noting = copy(self)
        noting._noted = {}
        return noting

    def answers(self) -> tuple[tuple[Question, Any], ...]:
        return tuple(self._noted.items())

    def agrees(self, answers: Iterable[tuple[Question, Any]]) -> bool:
        """Whether this site says the same."""
        return all(ask(self, *about) is answer for (ask, about), answer in answers)

    def shared(self, name: tuple, make: Callable[[], Any]) -> Any:
        """A part that many pages have; each of them is made of its answers too."""
        if name not in self._shared:
            outer, self._noted = self._noted, {}
            self._shared[name] = make(), self._noted
            self._noted = outer
        part, answers = self._shared[name]
        self._noted.update(answers)
        return part

    @question
    def get(self, uid: str | None) -> Thing | None:
        """What a reference points at; None when it is withdrawn or not published yet."""
        return self.stock.things.get(uid)

    def resolve(self, uids: Iterable[str]) -> list[Thing]:
        return [thing for uid in uids if (thing := self.get(uid))]

    def filled(self, thing: Thing) -> Thing:
        """A thing of the past with the facts that its texts quote as they are now."""
        self.resolve(uid for _, uid in anatomy.quotations(thing))
        past = self._past((kind_of(thing), thing.uid))
        return self.stock.of_the_past(thing, past)

    def history(self, thing: Thing) -> tuple[Version, ...]:
        """All versions of an object that have been live, the oldest first."""
        return self._history((kind_of(thing), thing.uid))

    @question
    def _history(self, key: Key) -> tuple[Version, ...]:
        return self.stock.pasts.get(key, NOTHING).versions

    @question
    def _past(self, key: Key) -> Past:
        return self.stock.pasts.get(key, NOTHING)

    @question
    def find(self, kind: str, slug: str) -> Thing | None:
        return self.stock.addresses[kind].get(slug)

    @question
    def moved(self, kind: str, slug: str) -> Thing | None:
        """The object that once had this address and now has another."""
        _, uid = self.stock.former_addresses.get((kind, slug), (0, None))
        return self.stock.things.get(uid)

    @question
    def showing(self, checklist: str) -> published.Service | None:
        """The first service that shows a checklist; None for one that nobody would find."""
        return self.stock.showing.get(checklist)

    def is_current(self, notice: published.Notice) -> bool:
        return not self.hidden(notice) and not self.has_ended(notice)

    def has_ended(self, notice: published.Notice) -> bool:
        return self._is_past(notice.ends_at or END)

    def hidden(self, thing: Thing) -> bool:
        """Published, but its content says that it starts later."""
        return not self._is_past(getattr(thing, "starts_at", None) or BEGINNING)

    @question
    def _is_past(self, instant: datetime) -> bool:
        return instant <= self.since

    @question
    def _all(self, name: str) -> list[Thing]:
        return self.stock.lists[name]

    @question
    def _any(self, name: str) -> bool:
        return bool(self.stock.lists[name])

    @property
    def office(self) -> published.Office | None:
        return next(iter(self._all("office")), None)

    @property
    def hotline(self) -> published.Channel | None:
        """The channel that stands on every page; None as long as it has no number."""
        channel = self.office and self.get(self.office.hotline)
        return channel if channel and channel.phone else None

    @property
    def directions(self) -> published.Directions | None:
        return next(iter(self._all("directions")), None)

    @property
    def languages(self) -> list[published.Language]:
        return self._all("language")

    @property
    def areas(self) -> list[published.ServiceArea]:
        return self._all("servicearea")

    @property
    def services(self) -> list[published.Service]:
        return self._all("service")

    @property
    def checklists(self) -> list[published.Checklist]:
        return self._all("checklist")

    @property
    def shown_checklists(self) -> list[published.Checklist]:
        return [one for one in self.checklists if self.showing(one.uid)]

    @property
    def channels(self) -> list[published.Channel]:
        return self._all("channel")

    @property
    def downloads(self) -> list[published.Download]:
        return self._all("download")

    @property
    def has_downloads(self) -> bool:
        return self._any("download")

    @property
    def pages(self) -> list[published.Page]:
        return self._all("page")

    @property
    def terms(self) -> list[published.Term]:
        return self._all("term")

    @property
    def all_notices(self) -> list[published.Notice]:
        """Also those that have ended, but none that has not started; the most pressing first."""
        return self._all(STARTED)

    @property
    def has_notices(self) -> bool:
        return self._any(STARTED)

    @property
    def notices(self) -> list[published.Notice]:
        return self._all(CURRENT)
