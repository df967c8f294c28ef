"""The real public page with the draft laid over what is published, at an instant of choice."""

from dataclasses import replace
from datetime import datetime

import msgspec
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone

from content import addresses, edition, refusals
from content.admin.common import fetch, in_words, show
from content.admin.widgets import InstantField
from content.models.base import Content
from content.published import SOURCE_LANGUAGE, Download, Thing, kind_of
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
    if hasattr(thing, "slug") and not _has_address(obj, thing):
        thing = replace(thing, slug=f"entwurf-{thing.uid}")
    if not getattr(thing, "file", True):
        thing = replace(thing, file="entwurf.pdf")
    return thing


def _has_address(obj: Content, thing: Thing) -> bool:
    return bool(thing.slug) and not any(refusals.taken_address(obj, timezone.now()))


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


# What has no page of its own is looked at where it appears.
ELSEWHERE = {
    "language": "home",
    "checklist": "checklists",
    "download": "downloads",
    "term": "all_pages",
}


def public_address(thing: Thing, site: Site) -> str:
    own = None if isinstance(thing, Download) else addresses.of(thing, site, SOURCE_LANGUAGE)
    if own:
        return own.partition("#")[0]
    return reverse(ELSEWHERE[kind_of(thing)], kwargs={"language": SOURCE_LANGUAGE})
