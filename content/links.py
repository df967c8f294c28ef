"""Where the public texts lead: to other sites, and to pages of this one. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from content import addresses, anatomy, dates
from content.completeness import Problem
from content.edition import Edition
from content.published import Download, Thing, kind_of
from content.site import Site
from content.translations import Senses, Texts
from content.versions import Key, Past

HREF = re.compile(r'\bhref="([^"]*)"')
KINDS = {name: kind for kind, name in addresses.URL_NAMES.items()}


def in_text(text: str) -> Iterator[str]:
    yield from map(unescape, HREF.findall(text))


def external(known: Edition, instant: datetime) -> dict[str, set[Key]]:
    """The addresses of other sites, and the objects that are live or scheduled and lead there."""
    found = defaultdict(set)
    for key, versions in known.standing(instant):
        for address in _leading([version.thing for version in versions], known.past(key)):
            if _is_elsewhere(address):
                found[address.partition("#")[0]].add(key)
    return dict(found)


def dead_internal(site: Site) -> Iterator[tuple[Key, str]]:
    """Each public object with an address of this site at which readers find nothing."""
    for uid, thing in site.stock.facts.items():
        key = kind_of(thing), uid
        for address in dict.fromkeys(_leading([thing], site.stock.pasts[key])):
            if not _leads_somewhere(address, site):
                yield key, address


def warnings(thing: Thing, known: Edition, now: datetime) -> Iterator[Problem]:
    """What readers of a draft would not find, each at its field."""
    found = {(field, one): None for field, text in anatomy.texts(thing) for one in in_text(text)}
    site = known.with_draft(thing, now).at(now) if found else None
    for field, address in found:
        if not _leads_somewhere(address, site):
            yield Problem(field, _told(address, known, now))


def _told(address: str, known: Edition, now: datetime) -> str:
    if not address.startswith(("/", settings.SITE_URL)):
        return f"Der Link „{address}“ führt nirgends hin. Eine Adresse beginnt mit https:// oder /."
    if any(_leads_somewhere(address, known.at(at)) for at in known.coming(now)):
        return f"Der Link „{address}“ führt zu einer Seite, die erst geplant ist."
    return (
        f"Der Link „{address}“ führt zu keiner öffentlichen Seite. Wird sie es noch, etwa weil "
        "zwei neue Seiten aufeinander zeigen? Dann veröffentlichen Sie danach auch sie."
    )


def _leading(things: Iterable[Thing], past: Past) -> Iterator[str]:
    """All addresses in things, and in what readers of other languages get in their place."""
    pieces = [piece for thing in things for piece in anatomy.pieces(thing)]
    for _, text in pieces:
        yield from in_text(text)
    for rows in past.translations.values():
        if not any(b"href" in row.data for row in rows):
            continue
        texts, senses = Texts(rows), Senses(past.senses)
        for name, german in pieces:
            if held := texts.held(name, german, senses):
                yield from in_text(held.text.text)


def _is_elsewhere(address: str) -> bool:
    return address.lower().startswith(("http://", "https://")) and not _is_ours(address)


def _is_ours(address: str) -> bool:
    return f"{address}/".startswith(f"{settings.SITE_URL}/")


def _leads_somewhere(address: str, site: Site) -> bool:
    """What is no address of this site is not asked for here."""
    if _is_ours(address):
        address = address.removeprefix(settings.SITE_URL) or "/"
    if re.match(r"[a-z][a-z0-9+.-]*:|#", address, re.IGNORECASE):
        return True
    path = unquote(re.split("[?#]", address)[0])
    return path.startswith("/") and _is_public(path, site)


def _is_public(path: str, site: Site) -> bool:
    """Also a former address, and one without its last slash: they lead on."""
    try:
        match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except Resolver404:
        return False
    if not match.func.__module__.startswith("content.views"):
        return False  # the staff's
    language = match.kwargs.get("language")
    ready = {one.code for one in site.languages if one.ready}
    return language in {None, *ready} and _is_there(match, site)


def _is_there(match: ResolverMatch, site: Site) -> bool:
    kind, asked = KINDS.get(match.url_name.removesuffix("_version")), match.kwargs
    if "uid" in asked:
        thing = site.get(asked["uid"])
        return isinstance(thing, Download) and bool(thing.file)
    if kind is None:
        return True
    thing = site.find(kind, asked["slug"]) or site.moved(kind, asked["slug"])
    if thing is None or site.hidden(thing):
        return False
    periods = (period.number for period in dates.earlier(site.history(thing)))
    return "number" not in asked or asked["number"] in periods
