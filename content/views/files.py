from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse

from content import error_pages, pages
from content.kept import cache_control
from content.pages import Reading, respond
from content.published import SOURCE_LANGUAGE, Download
from content.views.common import public, readable


@public
def downloads(request: HttpRequest, reading: Reading) -> HttpResponse:
    return respond(request, reading, "pages/downloads.html", {})


@readable
def download_file(request: HttpRequest, uid: str, name: str) -> HttpResponse:
    """Only what is public now, and only under its own name."""
    reading = pages.read(request, SOURCE_LANGUAGE)
    thing = reading.site.get(uid)
    if not isinstance(thing, Download) or PurePath(thing.file).name != name:
        raise Http404
    try:
        file = default_storage.open(thing.file)
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError:  # the storage is out of order; another machine's may not be
        return error_pages.unavailable()
    # Said here and not guessed from the name: a browser would run what is called x.html.
    headers = {"Cache-Control": cache_control(reading.now, reading.site.until)}
    return FileResponse(file, filename=name, content_type="application/pdf", headers=headers)


@readable
def icon(request: HttpRequest) -> HttpResponse:
    """The office's mark, for the tab of the browser."""
    reading = pages.read(request, SOURCE_LANGUAGE, reverse("icon"))
    context = {"office": reading.site.office}
    return respond(request, reading, "pages/icon.svg", context, content_type="image/svg+xml")
