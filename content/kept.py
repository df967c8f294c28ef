"""Pages as bytes, kept until what they are made of changes or their instant has come.

A page is kept once for an address, compressed, with its answers: what it asked the site, and what
that said. No publication has to say which pages it touches; a page that is asked for looks
whether the site still says the same.
"""

import gzip
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import brotli
from django.conf import settings

from content import encodings
from content.site import END, Site

BROTLI_LEVEL = 5  # a higher one costs much more time and saves little
LARGEST = 32_000_000  # bytes of all that is kept; what was not asked for the longest goes first
ANSWER = 160  # bytes that an answer takes which is remembered
STALE_IF_ERROR = 3 * 24 * 60 * 60  # seconds: a long weekend without anybody to repair it

ETAG = re.compile(r'(?:W/)?("[^"]*")')

Header = tuple[str, str]


class Answer(NamedTuple):
    status: int
    headers: list[Header]
    body: bytes


class Form(NamedTuple):
    """A page in one encoding."""

    etag: str
    headers: list[Header]
    body: bytes


class Page:
    """What a response holds, without what only one form or one moment has."""

    def __init__(self, status: int, headers: Iterable[Header], body: bytes):
        self.status = status
        self.vary = "Accept-Encoding"
        self._headers: list[Header] = []
        for name, value in headers:
            if name == "Vary":
                self.vary += f", {value}"
            elif name not in ("Cache-Control", "Content-Length"):
                self._headers.append((name, value))
        self._etag = sha256(body).hexdigest()[:32]
        self._forms = {"br": self._form("br", brotli.compress(body, quality=BROTLI_LEVEL))}
        self._varying = _environ_names(self.vary)
        # Until somebody says of what it is made, it is only of this moment.
        self.answers: tuple = ()
        self.inputs: frozenset[str] = frozenset()
        self.since = self.until = END
        self._serial = 0
        # What holds until this page does, when it was made before its time.
        self.before: Page | None = None

    @property
    def size(self) -> int:
        """Bytes, about: with room for the gzip form, which only few ask for."""
        own = 3 * len(self._forms["br"].body) + ANSWER * len(self.answers)
        return own + (self.before.size if self.before else 0)

    def made_of(
        self, site: Site, since: datetime, until: datetime, inputs: Iterable[str] = ()
    ) -> "Page":
        """True from ``since`` until just before ``until`` for every site with the same answers.

        ``inputs``: the names of a query that would make another page.
        """
        self.answers, self._serial = site.answers(), site.serial
        self.since, self.until = since, until
        self.inputs = frozenset(inputs)
        return self

    def is_true(self, now: datetime, site: Site) -> bool:
        if not self.since <= now < self.until:
            return False
        if self._serial != site.serial:
            if not site.agrees(self.answers):
                return False
            self._serial = site.serial
        return True

    def that_is_true(self, now: datetime, site: Site) -> "Page | None":
        """This page, or the one before it as long as that holds."""
        if self.is_true(now, site):
            return self
        return self.before and self.before.that_is_true(now, site)

    def follow(self, old: "Page | None", now: datetime, site: Site) -> None:
        self.before = None
        if old and not self.is_true(now, site) and (true := old.that_is_true(now, site)):
            true.before = None
            self.before = true

    def is_for(self, environ: Mapping[str, Any]) -> bool:
        """Whether the request asks for nothing that would make another page."""
        if self._varying and any(name in environ for name in self._varying):
            return False
        query = environ.get("QUERY_STRING")
        return not (query and self.inputs) or self.inputs.isdisjoint(_names(query))

    def answer(
        self,
        environ: Mapping[str, Any],
        now: datetime,
        site: Site,
        longest: int = settings.CDN_SECONDS,
    ) -> Answer:
        """What this request gets; a cache on its way may hold it for ``longest`` seconds."""
        form = self._in(encodings.best(environ.get("HTTP_ACCEPT_ENCODING", "")))
        lasting = "Cache-Control", cache_control(now, min(self.until, site.until), longest)
        if self.status == 200 and _has(environ.get("HTTP_IF_NONE_MATCH"), form.etag):
            return Answer(304, [("ETag", form.etag), ("Vary", self.vary), lasting], b"")
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else form.body
        return Answer(self.status, [*form.headers, lasting], body)

    def _in(self, encoding: str) -> Form:
        if known := self._forms.get(encoding):
            return known
        plain = brotli.decompress(self._forms["br"].body)
        if encoding == "identity":
            return self._form(encoding, plain)
        self._forms[encoding] = self._form(encoding, gzip.compress(plain, mtime=0))
        return self._forms[encoding]

    def _form(self, encoding: str, body: bytes) -> Form:
        # Of the plain bytes: the same page has the same on every machine, whatever packed it.
        etag = f'"{self._etag}-{encoding}"'
        headers = [*self._headers, ("ETag", etag), ("Vary", self.vary)]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        return Form(etag, [*headers, ("Content-Length", str(len(body)))], body)


class Shelf:
    """The pages that are kept, by their path."""

    def __init__(self, largest: int = LARGEST):
        self._largest = largest
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, path: str) -> Page | None:
        page = self._pages.get(path)
        if page is not None:
            try:  # noqa: SIM105 (suppress takes as long as all the rest of this)
                self._pages.move_to_end(path)
            except KeyError:
                pass  # another thread has just needed its room
        return page

    def keep(self, path: str, page: Page, now: datetime, site: Site) -> None:
        """A page that is not true yet leaves the one that is in its place until then."""
        with self._lock:
            old = self._pages.get(path)
            self._size -= old.size if old else 0
            page.follow(old, now, site)
            self._pages[path] = page
            self._size += page.size
            while self._size > self._largest:
                self._forget(next(iter(self._pages)))

    def paths(self) -> list[str]:
        return list(self._pages)

    def outdated(self, at: datetime, site: Site) -> list[str]:
        """Where nothing is kept that is true then; what was asked for last comes first."""
        pages = reversed(list(self._pages.items()))
        return [path for path, page in pages if not page.that_is_true(at, site)]

    def settle(self, now: datetime, site: Site) -> None:
        """Let go of what held before."""
        for path, page in list(self._pages.items()):
            if page.before and page.is_true(now, site):
                with self._lock:
                    self._size -= page.before.size if self._pages.get(path) is page else 0
                    page.before = None

    def clear_of(self, paths: set[str], now: datetime, site: Site) -> None:
        """Let go of pages that nobody can make any more."""
        for path in paths.intersection(self.outdated(now, site)):
            self.forget(path)

    def missing(self, paths: Iterable[str]) -> list[str]:
        """Those that are not kept, as long as there is plenty of room."""
        if self._size > 0.9 * self._largest:
            return []
        return [path for path in paths if path not in self._pages]

    def instants(self, after: datetime, until: datetime) -> set[datetime]:
        """When the time alone makes one of the pages untrue."""
        ends = {page.until for page in list(self._pages.values())}
        return {instant for instant in ends if after < instant <= until}

    def forget(self, path: str) -> None:
        with self._lock:
            self._forget(path)

    def _forget(self, path: str) -> None:
        if page := self._pages.pop(path, None):
            self._size -= page.size


shelf = Shelf()


def cache_control(now: datetime, until: datetime, longest: int = settings.CDN_SECONDS) -> str:
    """What a cache is told of an answer that is true until then."""
    # One second less: caches count whole ones, and begin when the answer has come.
    return _lasting(longest and max(0, min(longest, int((until - now).total_seconds()) - 1)))


@lru_cache(maxsize=256)
def _lasting(seconds: int) -> str:
    """Browsers ask each time. A cache may keep a page for so many seconds, half of them while it
    fetches the next; only when nobody answers it may show what is no longer true.
    """
    return (
        f"max-age=0, s-maxage={seconds - seconds // 2}, "
        f"stale-while-revalidate={seconds // 2}, stale-if-error={STALE_IF_ERROR}"
    )


def _has(if_none_match: str | None, etag: str) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2)."""
    if not if_none_match or if_none_match == etag:
        return bool(if_none_match)
    return if_none_match.strip() == "*" or etag in ETAG.findall(if_none_match)


@lru_cache(maxsize=256)
def _environ_names(vary: str) -> tuple[str, ...]:
    names = (name.strip().upper().replace("-", "_") for name in vary.split(","))
    return tuple(f"HTTP_{name}" for name in names if name != "ACCEPT_ENCODING")


def _names(query: str) -> set[str]:
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}
