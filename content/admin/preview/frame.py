"""The pages of staff around a preview: of one object's draft, and of the whole site on any day."""

from collections.abc import Callable
from functools import wraps

import msgspec
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from content import refusals
from content.admin.common import fetch_to_view
from content.admin.preview import links
from content.admin.preview.draft import working_copy
from content.admin.preview.look import Look, look_at
from content.admin.preview.page import page
from content.admin.preview.toolbar import Toolbar


def framing(look: Look, request: HttpRequest) -> dict:
    """What a page needs that shows another one in a frame."""
    return {"look": look, "toolbar": Toolbar(request.GET, look)}


def allow_frame(response: HttpResponse) -> HttpResponse:
    response._csp_update = {"frame-src": ["'self'"]}
    return response


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an object's draft. Whoever may see the object may look at it."""

    @wraps(view)
    def answer(request: HttpRequest, model_admin, object_id, **kwargs) -> HttpResponse:
        obj = fetch_to_view(model_admin, request, object_id)
        # The database's, not this process's: it holds what one has published a moment ago.
        known = refusals.published()
        try:
            draft = working_copy(obj, known)
        except msgspec.ValidationError:
            return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
        address = model_admin.address(obj, "preview")
        return view(request, look_at(request, known, address, draft), model_admin, obj, **kwargs)

    return answer


@of_draft
def draft_frame(request, look: Look, model_admin, obj) -> HttpResponse:
    context = model_admin.admin_site.each_context(request) | framing(look, request)
    context |= {
        "opts": model_admin.opts,
        "object": obj,
        "title": f"Vorschau: {obj}",
        "admin_pages": {"change": model_admin.address(obj, "change")},
        "without_draft": reverse("admin:site_preview"),
        "links": links.listed(model_admin, obj, look.now),
        "new_link": links.may_make(model_admin, request, obj) and links.address(model_admin, obj),
    }
    return allow_frame(render(request, "admin/preview/draft.html", context))


@of_draft
def draft_page(request, look: Look, model_admin, obj, path: str = "") -> HttpResponse:
    return page(request, look, path)


def of_site(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Scheduled texts are not public yet: only for accounts that may see some content."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs) -> HttpResponse:
        if not request.user.has_module_perms("content"):
            raise PermissionDenied
        known = refusals.published()
        return view(request, look_at(request, known, reverse("admin:site_preview")), **kwargs)

    return answer


@of_site
def site_frame(request, look: Look) -> HttpResponse:
    context = admin.site.each_context(request) | framing(look, request)
    context |= {"title": "Die Website an einem Tag"}
    return allow_frame(render(request, "admin/preview/site.html", context))


@of_site
def site_page(request, look: Look, path: str = "") -> HttpResponse:
    return page(request, look, path)
