from datetime import datetime
from functools import lru_cache
from hashlib import file_digest
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify

from content import addresses, error_pages, pages
from content.kept import cache_control
from content.pages import Reading, respond
from content.published import SOURCE_LANGUAGE, Download
from content.views.common import public, readable


@public
def downloads(request: HttpRequest, reading: Reading) -> HttpResponse:
    return respond(request, reading, "pages/downloads.html", {})


@readable
def download_file(request: HttpRequest, uid: str) -> HttpResponse:
    """The file that is public now; one that replaces it has the same address."""
    reading = pages.read(request, SOURCE_LANGUAGE)
    download = _find(reading, uid)
    try:
        etag = _etag(*_state(download.file))
        response = get_conditional_response(request, etag) or _file(download)
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError:  # the storage is out of order; another machine's may not be
        return error_pages.unavailable()
    response["ETag"] = etag
    response["Cache-Control"] = cache_control(reading.now, reading.site.until)
    return response


@readable
def former_file(request: HttpRequest, uid: str, name: str) -> HttpResponse:
    """Files once had their own name in the address."""
    reading = pages.read(request, SOURCE_LANGUAGE)
    download = _find(reading, uid)
    things = (version.thing for version in reading.site.history(download))
    if name not in {PurePath(thing.file).name for thing in things if thing}:
        raise Http404
    target = addresses.of(download, reading.site, SOURCE_LANGUAGE)
    return HttpResponsePermanentRedirect(target, headers=pages.ASK_AGAIN)


def _find(reading: Reading, uid: str) -> Download:
    thing = reading.site.get(uid)
    if not isinstance(thing, Download) or not thing.file:
        raise Http404
    return thing


def _file(download: Download) -> FileResponse:
    """Offered under a name that says what it is; the one that staff gave it may be scan0001."""
    name = slugify(download.title, allow_unicode=True) or download.uid
    file = default_storage.open(download.file)
    # Said here and not guessed from the name: a browser would run what is called x.html.
    return FileResponse(file, filename=f"{name}.pdf", content_type="application/pdf")


def _state(name: str) -> tuple[str, int, datetime]:
    return name, default_storage.size(name), default_storage.get_modified_time(name)


@lru_cache(maxsize=256)
def _etag(name: str, size: int, modified: datetime) -> str:
    """Of the bytes, read once for each state of a file: the same on every machine."""
    with default_storage.open(name) as file:
        return f'"{file_digest(file, "sha256").hexdigest()[:32]}"'


@readable
def icon(request: HttpRequest) -> HttpResponse:
    """The office's mark, for the tab of the browser."""
    reading = pages.read(request, SOURCE_LANGUAGE, reverse("icon"))
    context = {"office": reading.site.office}
    return respond(request, reading, "pages/icon.svg", context, content_type="image/svg+xml")
