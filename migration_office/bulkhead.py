"""Between the desk and readers, as between the rooms of a ship: one may fill, the other stays dry.

The desk needs the database. When that hangs, so does each thread that asks it, and readers would
find none left.
"""

import logging
import threading

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from content import edition, error_pages, trouble
from migration_office.explanation import explain, refuse

logger = logging.getLogger("content.desk")

DESK, FILES = "/admin/", "/dateien/"
WORDS = "/admin/jsi18n/"  # of its scripts; they ask no database
SIGNS = "/anwesend/"
PATIENCE = 5.0  # seconds without a word from the database after which nobody waits for it


class Bulkhead:
    """Half of the threads never enter the desk, and most of the others no file that is on shared
    storage. Who finds no place is told why.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.at_desk = threading.BoundedSemaphore(max(1, settings.THREADS // 2))
        # Signs of life from open pages never take the last place.
        self.signs = threading.BoundedSemaphore(max(1, settings.THREADS // 2 - 1))
        self.at_files = threading.BoundedSemaphore(max(1, settings.THREADS // 4))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_desk(request):
            if database_is_silent():
                return refuse(request, trouble.SILENT)
            return self._at_desk(request) or refuse(request, trouble.CROWDED)
        if request.path_info.startswith(FILES):
            return self._within(self.at_files, request) or error_pages.unavailable()
        return self.get_response(request)

    def _at_desk(self, request: HttpRequest) -> HttpResponse | None:
        if not request.path_info.endswith(SIGNS):
            return self._within(self.at_desk, request)
        if not self.signs.acquire(blocking=False):
            return None
        try:
            return self._within(self.at_desk, request)
        finally:
            self.signs.release()

    def _within(self, places: threading.Semaphore, request: HttpRequest) -> HttpResponse | None:
        """None when there is no place. A file keeps its own until it is sent."""
        if not places.acquire(blocking=False):
            return None
        try:
            response = self.get_response(request)
        except BaseException:
            places.release()
            raise
        if response.streaming:
            response._resource_closers.append(places.release)
        else:
            places.release()
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        found = is_desk(request) and trouble.of(error)
        if not found:
            return None
        logger.error("%s: %s", found.title, error)
        return explain(request, found)


class Sessions(SessionMiddleware):
    """A message that the disk has no room for must not spoil the answer that is there."""

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except Exception as error:
            found = trouble.of(error)
            if not found:
                raise
            logger.error("The session could not be saved. %s: %s", found.title, error)
            known = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            is_new = request.session.session_key != known
            return explain(request, found) if is_new else response


def is_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(DESK) and request.path_info != WORDS


def database_is_silent() -> bool:
    """Only what serves has a thread that listens; commands and tests can't tell."""
    listening = any(thread.name.startswith("watcher") for thread in threading.enumerate())
    age = edition.contact_age()
    return listening and (age is None or age > PATIENCE)
