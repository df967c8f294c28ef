"""Where on the site a thing is."""

from pathlib import PurePath

from django.urls import reverse

from content import published
from content.published import Thing, kind_of
from content.site import Site

# The kinds with an address of their own, and the names of their URLs.
URL_NAMES = {
    "servicearea": "area",
    "service": "service",
    "notice": "notice",
    "page": "page",
}
FIXED = {"office": "home", "channel": "contact", "directions": "directions"}


def of(thing: Thing, site: Site, language: str) -> str | None:
    """None for a list that no service shows, and for what is no page at all."""
    kind = kind_of(thing)
    if kind in URL_NAMES:
        return reverse(URL_NAMES[kind], kwargs={"language": language, "slug": thing.slug})
    if kind in FIXED:
        return reverse(FIXED[kind], kwargs={"language": language})
    if isinstance(thing, published.Download):
        name = PurePath(thing.file).name
        return reverse("download_file", kwargs={"uid": thing.uid, "name": name})
    if isinstance(thing, published.Checklist) and (services := showing(thing, site)):
        return f"{of(services[0], site, language)}#{thing.uid}"
    return None


def showing(checklist: published.Checklist, site: Site) -> list[published.Service]:
    return [service for service in site.services if checklist.uid in service.checklists]
