"""The real public page with the draft laid over what is published, at an instant of choice."""

from dataclasses import replace
from datetime import datetime

import msgspec
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone

from content import edition, published, refusals
from content.admin.common import fetch, in_words, show
from content.admin.widgets import InstantField
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, Thing
from content.site import Site
from content.snapshots import snapshot


class PreviewForm(forms.Form):
    zeit = forms.DateTimeField(
        label="Anderer Zeitpunkt",
        required=False,
        validators=InstantField.default_validators,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )


def preview_view(request, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    try:
        thing = _presentable(obj)
    except msgspec.ValidationError:
        return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
    instant = _chosen_instant(request) or _first_instant(thing)
    request.edition = edition.newest().with_draft(thing, instant)
    request.instant = instant
    request.preview = {
        "object": obj,
        "instant": timezone.localtime(instant),
        "back": model_admin.address(obj, "change"),
    }
    address = public_address(thing, request.edition.current(instant))
    return _public_page(request, address) or show(
        request,
        model_admin,
        obj,
        "preview",
        f"Vorschau: {obj}",
        instant=in_words(instant),
        form=PreviewForm(initial={"zeit": instant}),
    )


def _presentable(obj: Content) -> Thing:
    """The draft with something in the place of what no page can be without."""
    thing = snapshot(obj)
    if not getattr(thing, "slug", True) or any(refusals.taken_address(obj, timezone.now())):
        thing = replace(thing, slug=f"entwurf-{thing.uid}")
    if not getattr(thing, "file", True):
        thing = replace(thing, file="entwurf.pdf")
    return thing


def _chosen_instant(request: HttpRequest) -> datetime | None:
    """What "zeit" says, as the office's wall clock shows it."""
    form = PreviewForm(request.GET)
    return form.cleaned_data["zeit"] if form.is_valid() else None


def _first_instant(thing: Thing) -> datetime:
    """Now; for what starts later, its start."""
    now = timezone.now()
    return max(now, getattr(thing, "starts_at", None) or now)


def _public_page(request: HttpRequest, address: str) -> HttpResponse | None:
    """None where readers would get no page: it starts later, or there is no site yet."""
    match = resolve(address)
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    return response if response.status_code == 200 else None


def public_address(thing: Thing, site: Site) -> str:
    """Where the public finds a thing, or the first page on which it appears."""
    kind = published.kind_of(thing)
    if kind == "checklist":
        for service in site.services:
            if thing.uid in service.checklists:
                return public_address(service, site)
    view = PAGES[kind]
    slug = {"slug": thing.slug} if view in WITH_SLUG else {}
    return reverse(view, kwargs={"language": SOURCE_LANGUAGE, **slug})


WITH_SLUG = {"area", "service", "notice", "page"}
PAGES = {
    "office": "home",
    "language": "home",
    "servicearea": "area",
    "service": "service",
    "checklist": "checklists",
    "notice": "notice",
    "channel": "contact",
    "directions": "directions",
    "download": "downloads",
    "page": "page",
}
