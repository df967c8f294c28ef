"""The pages that are kept, by their path, in as much memory as they may take."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from content.kept import Page
from content.published import SOURCE_LANGUAGE
from content.site import Site

LARGEST = 32_000_000  # bytes of all that is kept; what was not asked for the longest goes first


class Shelf:
    def __init__(self, largest: int = LARGEST):
        self._largest = largest
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        # In which somebody has read since this process began.
        self.languages = frozenset([SOURCE_LANGUAGE])

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
