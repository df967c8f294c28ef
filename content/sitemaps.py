"""Every address of the public site, for search engines and for /inhalt/ alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _

from content import addresses
from content.addresses import in_language
from content.edition import Edition
from content.pages import Reading
from content.published import SOURCE_LANGUAGE, Thing
from content.site import Site


@dataclass(frozen=True, slots=True)
class Entry:
    path: str
    title: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    entries: list[Entry]


def all_paths(of: Edition, now: datetime, languages: Collection[str]) -> list[str]:
    """The paths of all pages that anybody can find, in those of the languages that are ready."""
    site = of.current(now)
    if not site.office:
        return []
    reading = Reading(site, now, SOURCE_LANGUAGE)
    pages = [entry.path for group in groups(reading) for entry in group.entries]
    # German first: when there is no room for all, most readers start there.
    wanted = sorted(
        (one.code for one in reading.languages if one.code in languages),
        key=lambda code: code != SOURCE_LANGUAGE,
    )
    return [reverse("sitemap"), *(in_language(path, code) for code in wanted for path in pages)]


def paths_of(thing: Thing | None, site: Site) -> list[str]:
    """The thing's own page in every language that is ready; none for what has none."""
    ready = filter(attrgetter("ready"), site.languages if thing else [])
    found = (addresses.of(thing, site, language.code) for language in ready)
    return [path.partition("#")[0] for path in found if path]


def groups(reading: Reading) -> list[Group]:
    site = reading.site
    overview = [
        ("home", _("Startseite"), True),
        ("contact", _("Kontakt"), True),
        ("directions", _("Anfahrt"), site.directions),
        ("all_pages", _("Alle Seiten"), True),
    ]
    all_groups = [
        Group(
            _("Überblick"),
            [_index(reading, name, title) for name, title, is_there in overview if is_there],
        ),
        Group(_("Dienste"), _listed(reading, "services", _("Alle Dienste"), site.services)),
        Group(_("Sachgebiete"), _entries(reading, site.areas)),
        Group(_("Unterlagen"), [_index(reading, "checklists", _("Alle Unterlagen"))]),
        Group(_("Hinweise"), _listed(reading, "notices", _("Alle Hinweise"), site.all_notices)),
        Group(
            _("Formulare"),
            [_index(reading, "downloads", _("Alle Formulare"))] if site.downloads else [],
        ),
        Group(_("Über diese Website"), _entries(reading, site.pages)),
    ]
    return [group for group in all_groups if group.entries]


def _listed(reading: Reading, name: str, title: str, things: list[Thing]) -> list[Entry]:
    return [_index(reading, name, title), *_entries(reading, things)]


def _index(reading: Reading, name: str, title: str) -> Entry:
    return Entry(addresses.path(name, language=reading.language), title)


def _entries(reading: Reading, things: list[Thing]) -> list[Entry]:
    return [
        Entry(
            addresses.of(thing, reading.site, reading.language),
            thing.title,
            reading.date_line(thing).confirmed,
        )
        for thing in things
    ]
