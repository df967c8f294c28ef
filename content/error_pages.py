"""The answers when something goes wrong.

404 and 403 are pages like all others. What is shown when nothing works any more is written to
files beforehand, from the edition, for the reverse proxy and for our own last resort.
"""

import os
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from content import pages, stylesheet, tongues
from content.published import SOURCE_LANGUAGE
from content.site import Site
from content.tongues import GERMAN, Tongue

FOLDER = settings.DATA_DIR / "errors"
STATUSES = (500, 503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _last_resort(500)


def unavailable() -> HttpResponse:
    return _last_resort(503)


def write(site: Site) -> bool:
    """Keep the static pages up to date. False when a full disk refused; the old ones stay."""
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for status in STATUSES:
            _replace(FOLDER / f"{status}.html", _static(status, site))
    except OSError:
        return False
    return True


def _page(request: HttpRequest, status: int) -> HttpResponse:
    language = request.path.split("/")[1]
    reading = pages.read(request, language)
    if not reading.tongue:
        reading = pages.read(request, SOURCE_LANGUAGE)
    if not reading.site.office or not reading.tongue:
        return _last_resort(status)
    return pages.respond(request, reading, f"pages/{status}.html", {}, status)


def _last_resort(status: int) -> HttpResponse:
    try:
        body = (FOLDER / f"{status}.html").read_text(encoding="utf-8")
    except OSError:
        body = _static(status, None)
    response = HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})
    return pages.allow_styles(response)


def _static(status: int, site: Site | None) -> str:
    context = {
        "office": site and site.office,
        "channel": site and site.hotline,
        "status": status,
        "languages": _ready(site),
        "stylesheet": stylesheet.text(),
        "style_source": stylesheet.csp_source(),
    }
    with GERMAN.speaking():
        return render_to_string("pages/failure.html", context)


def _ready(site: Site | None) -> list[Tongue]:
    """The languages in which it is said too; this page does not know who reads it."""
    ready = [tongues.of(one) for one in (site.languages if site else []) if one.ready]
    by_interface = {tongue.interface: tongue for tongue in ready}
    return [one for interface, one in by_interface.items() if interface != SOURCE_LANGUAGE]


def _replace(path: Path, text: str) -> None:
    """At once or not at all; on a full disk the old page stays, and no draft."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
