"""The real public page with the draft laid over what is published, at an instant of choice."""

from datetime import UTC, datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone

from content import edition, published, publishing
from content.admin.common import fetch
from content.published import SOURCE_LANGUAGE, Thing
from content.site import Site
from content.snapshots import snapshot


class PreviewForm(forms.Form):
    # Holidays are known for a while, not for ever.
    zeit = forms.DateTimeField(
        required=False,
        validators=[
            MinValueValidator(datetime(2020, 1, 1, tzinfo=UTC)),
            MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC)),
        ],
    )


def preview_view(request, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    if publishing.problems(obj):
        return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
    thing, instant = snapshot(obj), _chosen_instant(request)
    request.edition = edition.newest().with_draft(thing, instant)
    request.instant = instant
    request.preview = {
        "object": obj,
        "instant": timezone.localtime(instant),
        "back": model_admin.address(obj, "change"),
    }
    match = resolve(public_address(thing, request.edition.current(instant)))
    response = match.func(request, *match.args, **match.kwargs)
    response["Cache-Control"] = "no-store"
    return response


def _chosen_instant(request) -> datetime:
    """What "zeit" says, as the office's wall clock shows it; else now."""
    form = PreviewForm(request.GET)
    return (form.is_valid() and form.cleaned_data["zeit"]) or timezone.now()


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
