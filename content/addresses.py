"""Where on the site a thing is."""

from functools import lru_cache

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


@lru_cache(maxsize=20_000)
def path(name: str, /, **kwargs) -> str:
    """What Django would say, which takes it long each time: a page has dozens of links."""
    return reverse(name, kwargs=kwargs)


def in_language(path: str, code: str) -> str:
    """The same page in another language: only the prefix differs."""
    _, _, rest = path[1:].partition("/")
    return f"/{code}/{rest}"


def of(thing: Thing, site: Site, language: str) -> str | None:
    """None for a list that no service shows, and for what is no page at all."""
    kind = kind_of(thing)
    if kind in URL_NAMES:
        return path(URL_NAMES[kind], language=language, slug=thing.slug)
    if kind in FIXED:
        return path(FIXED[kind], language=language)
    if isinstance(thing, published.Download):
        return path("download_file", uid=thing.uid)
    if isinstance(thing, published.Checklist) and (service := site.showing(thing.uid)):
        return f"{of(service, site, language)}#{thing.uid}"
    return None
