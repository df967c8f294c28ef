"""Pages as bytes, kept until what they are made of changes or their instant has come.

A page is kept once for an address, compressed, with its answers: what it asked the site, and what
that said. No publication has to say which pages it touches; a page that is asked for looks
whether the site still says the same.
"""

import gzip
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import brotli
from django.conf import settings

from content import encodings
from content.published import SOURCE_LANGUAGE
from content.site import END, Site

BROTLI_LEVEL = 5  # a higher one costs much more time and saves little
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
        self._language = SOURCE_LANGUAGE
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
        self._language = site.language
        self.since, self.until = since, until
        self.inputs = frozenset(inputs)
        return self

    def is_true(self, now: datetime, site: Site) -> bool:
        if not self.since <= now < self.until:
            return False
        if self._serial != site.serial:
            if not site.in_language(self._language).agrees(self.answers):
                return False
            self._serial = site.serial
        return True

    def that_is_true(self, now: datetime, site: Site) -> "Page | None":
        """This page, or the one before it as long as that holds."""
        if self.is_true(now, site):
            return self
        before = self.before  # which another thread may let go of meanwhile
        return before and before.that_is_true(now, site)

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
