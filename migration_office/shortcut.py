"""Both ends of the kept pages: Django makes one, and the next request gets it without Django.

``keep_pages`` is a middleware outside of all that set headers. ``short_cut`` is the WSGI
application. What a request asks decides ``Page`` for both, so that they answer alike.
"""

from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from content import edition
from content.edition import Edition
from content.kept import Answer, Page
from content.pages import COMING
from content.shelf import shelf

STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
SCHEME, OUR_HOST, *_ = urlsplit(settings.SITE_URL)


def keep_pages(get_response):
    def respond(request):
        if request.path.startswith(settings.SESSION_COOKIE_PATH):
            return get_response(request)
        # We set no cookie here; one that somebody sends must not make the page another one.
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        reading = getattr(response, "reading", None)
        if reading is None or response.status_code not in (200, 404):
            return response
        if COMING.get() is None and reading.language not in shelf.languages:
            shelf.languages |= {reading.language}
        page = Page(response.status_code, response.items(), response.content)
        page.made_of(reading.site, reading.now, reading.until, reading.inputs)
        if _is_worth_keeping(request, reading.path, page):
            now = timezone.now()
            shelf.keep(reading.path, page, now, edition.newest().current(now))
        return _response(page.answer(request.META, reading.now, reading.site))

    return respond


def _is_worth_keeping(request: HttpRequest, path: str, page: Page) -> bool:
    """Once for each page: at its own address, not at another one that leads to it."""
    return page.status == 200 and request.path == path and page.is_for(request.META)


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    del response["Content-Type"]
    for name, value in answer.headers:
        response[name] = value
    return response


def short_cut(django):
    def application(environ, start_response):
        # SITE_URL says how readers come: a page must not differ by what a proxy says or forgets.
        environ["wsgi.url_scheme"] = SCHEME
        environ["SCRIPT_NAME"] = ""
        answer = _kept(environ)
        if answer is None:
            return django(environ, start_response)
        start_response(STATUS_LINES[answer.status], answer.headers)
        return [answer.body]

    return application


def _kept(environ) -> Answer | None:
    """What is kept for this request and still true; anything else is for Django to answer."""
    page = shelf.get(environ["PATH_INFO"])
    if page is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    if not _is_our_host(environ.get("HTTP_HOST", "")):
        return None
    if not page.is_for(environ):
        return None
    now = datetime.now(UTC)
    site = edition.newest().current(now)
    true = page.that_is_true(now, site)
    return true and true.answer(environ, now, site)


def visitor(django: WSGIHandler):
    """Makes a page as for a reader, of an edition and an instant that may be still to come.

    Without the signals of a request: they would close the connection of the thread that asks.
    """

    def visit(path: str, of: Edition, at: datetime) -> bool:
        environ = {"PATH_INFO": path, "HTTP_ACCEPT_ENCODING": "br", "HTTP_HOST": OUR_HOST}
        setup_testing_defaults(environ)
        environ["wsgi.url_scheme"] = SCHEME
        token = COMING.set((of, at))
        try:
            return django.get_response(WSGIRequest(environ)).status_code == 200
        finally:
            COMING.reset(token)

    return visit


@lru_cache(maxsize=256)
def _is_our_host(host: str) -> bool:
    """As Django decides."""
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
