"""What somebody sees who opens a link to a draft: no sign-in, no cookie, no name of staff."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from content import refusals
from content.admin.preview import links
from content.admin.preview.draft import kept
from content.admin.preview.frame import allow_frame, framing
from content.admin.preview.look import Look, look_at
from content.admin.preview.page import page
from content.admin.preview.plans import without_plans


def of_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs) -> HttpResponse:
        response = _opened(view, request, token, **kwargs)
        # The address is the key: other sites are not told it, and nothing keeps the page.
        response["Referrer-Policy"] = "no-referrer"
        add_never_cache_headers(response)
        return response

    return require_safe(answer)


def _opened(view, request: HttpRequest, token: str, **kwargs) -> HttpResponse:
    try:
        proposal = links.find(token)
    except Http404:
        return _closed(404)
    if not links.is_open(proposal, timezone.now()):
        return _closed(410)
    address = reverse("admin:draft_link", args=[token])
    # Whoever has the link sees one draft, and not what else the office has planned.
    known = without_plans(refusals.published(), timezone.now())
    seen = look_at(request, known, address, kept(proposal), private=False)
    return view(request, seen, ends_at=proposal.ends_at, **kwargs)


def _closed(status: int) -> HttpResponse:
    body = render_to_string("admin/preview/closed.html", {"unknown": status == 404})
    return HttpResponse(body, status=status)


@of_link
def link_frame(request: HttpRequest, look: Look, ends_at) -> HttpResponse:
    # Without the request: whoever happens to be signed in is nobody here.
    context = framing(look, request) | {"ends_at": ends_at}
    return allow_frame(HttpResponse(render_to_string("admin/preview/shared.html", context)))


@of_link
def link_page(request: HttpRequest, look: Look, path: str = "", **kwargs) -> HttpResponse:
    return page(request, look, path)
