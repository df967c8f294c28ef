"""Every page of the admin that somebody opens: one list for all tests that look at all of them.

A new address of the admin is a page unless it is named here as something else.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.contrib import admin
from django.urls import URLPattern, reverse

from content.admin.attention.topics import TOPICS
from content.published import KINDS

# They do something, hand out a file, or lead somewhere else.
ACTIONS = {
    "autocomplete",
    "jsi18n",
    "logout",
    "translation_export",
    "translation_withdraw",
    "translations_export_all",
    "translations_publish",
    "translations_take",
    "view_on_site",
    "content_translation_change",
}
ACTIONS_ON_OBJECTS = {
    "cancel",
    "correct",
    "countersign",
    "delete",
    "discard",
    "file",
    "lay_to_rest",
    "move",
    "presence",
    "preview_link_withdraw",
    "preview_links",
    "restore",
    "revoke",
    "take_back",
}
# Pages of the public site, its pieces in each state, and what is for who has no account.
PUBLIC = {
    "approval_page",
    "draft_link",
    "draft_link_page",
    "gallery",
    "preview_page",
    "site_preview_page",
}
# Nobody is signed in there; there is one already.
NOBODYS = {"login", "content_office_add", "content_directions_add"}


# Of what the number in an address is, where it is not of a publication.
NUMBERS = {"proposal": "proposal", "approval": "waiting", "approval_look": "waiting"}


class Sample(NamedTuple):
    """An object by its key; the numbers of its newest publication, and of what is proposed."""

    pk: int
    uid: str = ""
    publication: int | None = None
    proposal: int | None = None  # set aside
    waiting: int | None = None  # for approval


def pages(samples: Mapping[str, Sample], language: str = "uk", **others: dict) -> Iterator[str]:
    """The paths of all pages. ``others``: the parameters of those that need something special."""
    for name, parameters in routes():
        if name in others:
            yield reverse(f"admin:{name}", kwargs=others[name])
        elif name == "attention":
            yield from (reverse("admin:attention", args=[slug]) for slug in TOPICS)
        elif name == "translation":
            yield from _sheets(samples, language)
        elif not parameters:
            yield reverse(f"admin:{name}")
        elif sample := samples.get(name.split("_")[1]):
            number = getattr(sample, NUMBERS.get(_view(name), "publication"))
            known = {"object_id": sample.pk, "id": sample.pk, "number": number}
            if "number" not in parameters or number:
                kwargs = {parameter: known[parameter] for parameter in parameters}
                yield reverse(f"admin:{name}", kwargs=kwargs)


def _sheets(samples: Mapping[str, Sample], language: str) -> Iterator[str]:
    for kind in KINDS:
        if kind in samples and kind != "language":  # has no texts
            args = [kind, samples[kind].uid, language]
            yield reverse("admin:translation", args=args)


def routes() -> Iterator[tuple[str, set[str]]]:
    """The names of all pages, each once, with their parameters."""
    found = {}
    for pattern in _patterns(admin.site.get_urls()):
        if pattern.name and not _is_something_else(pattern.name):
            found.setdefault(pattern.name, set(pattern.pattern.converters))
    del found["app_list"]  # the front page, under another address
    yield from found.items()


def _is_something_else(name: str) -> bool:
    return name in ACTIONS | PUBLIC | NOBODYS or _view(name) in ACTIONS_ON_OBJECTS | PUBLIC


def _view(name: str) -> str:
    """Of an object; else none."""
    app, _, rest = name.partition("_")
    return rest.partition("_")[2] if app in ("content", "auth") else ""


def _patterns(patterns) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _patterns(pattern.url_patterns)
