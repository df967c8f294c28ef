"""What our own pages about one object share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.models.base import Content

WEEKS_AHEAD = 8  # for which staff see and are asked what applies


def fetch(model_admin, request: HttpRequest, object_id: str) -> Content:
    """To change it, or what is public of it."""
    obj = fetch_to_view(model_admin, request, object_id)
    if not model_admin.has_change_permission(request, obj):
        raise PermissionDenied
    return obj


def fetch_to_view(model_admin, request: HttpRequest, object_id: str) -> Content:
    obj = model_admin.get_object(request, object_id)
    if obj is None:
        raise Http404
    if not model_admin.has_view_permission(request, obj):
        raise PermissionDenied
    return obj


def show(request, model_admin, obj: Content, template: str, title: str, **context) -> HttpResponse:
    """A page of ours within the admin's frame."""
    context |= model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "object": obj,
        "title": title,
        "may_change": model_admin.has_change_permission(request, obj),
        "admin_pages": {
            view: model_admin.address(obj, view) for view in ("change", "history", "preview")
        },
    }
    return render(request, f"admin/content/{template}.html", context)


def in_words(instant) -> str:
    return f"{timezone.localtime(instant):%d.%m.%Y, %-H.%M} Uhr"
