"""One page of a preview: what the public view answers, byte for byte, and the mark."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import resolve

from content.admin.preview.look import Look

BODY = b"<body>"  # the mark comes after it; nothing else of the page knows that it is a preview


def page(request: HttpRequest, look: Look, path: str) -> HttpResponseBase:
    if not path:
        return _frameable(_redirect(request, look, _first_page(look)))
    response = _public(request, look, f"/{path}")
    if response is None:
        response = HttpResponse(render_to_string("admin/preview/hidden.html", {"look": look}))
    elif "Location" in response:
        response = _redirect(request, look, response["Location"])
    elif getattr(response, "reading", None):
        _mark(response, look)
    return _frameable(response)


def _first_page(look: Look) -> str:
    return look.draft.page(look.site) if look.draft else "/de/"


def _redirect(request: HttpRequest, look: Look, path: str) -> HttpResponseRedirect:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(look.pages + path.lstrip("/") + query)


def _public(request: HttpRequest, look: Look, path: str) -> HttpResponseBase | None:
    """None where readers would get no page."""
    request.site, request.instant = look.site, look.instant
    try:
        match = resolve(path, "content.urls")
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    return response if response.status_code < 400 else None


def _mark(response: HttpResponse, look: Look) -> None:
    """Where there is a body: a part of a page, fetched by a script, has none."""
    context = {"look": look, "translation": look.translation(response.reading.language)}
    head, body, rest = response.content.partition(BODY)
    if body:
        mark = render_to_string("admin/preview/mark.html", context)
        response.content = head + body + mark.strip().encode() + rest


def _frameable(response: HttpResponseBase) -> HttpResponseBase:
    """Shown within our own frame and nowhere else, found and kept by nobody."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    return response
