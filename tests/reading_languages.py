"""The site in all its languages: its pages, its catalogues, and what a text says of its script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from unicodedata import name

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from django.utils.translation import to_locale
from translate.storage.pypo import pofile

from content.tongues import CATALOGUES

DIRECTIONS = {
    "de": "ltr",
    "de-simple": "ltr",
    "en": "ltr",
    "uk": "ltr",
    "ru": "ltr",
    "ar": "rtl",
    "tr": "ltr",
    "fa": "rtl",
    "fr": "ltr",
    "pl": "ltr",
    "ro": "ltr",
    "bg": "ltr",
}
LANGUAGES = list(DIRECTIONS)
TRANSLATED = [code for code in LANGUAGES if code != "de"]
# The others have Latin letters.
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "uk": "CYRILLIC", "ru": "CYRILLIC", "bg": "CYRILLIC"}
NOT_LATIN = list(SCRIPTS)

# Attributes that are read out or shown.
SPOKEN = ("aria-label", "title", "alt", "placeholder", "content")
UNSPOKEN = ("viewport", "color-scheme", "robots", "htmx-config")  # meta elements that nobody reads
UNSEEN = ("style", "script")


@dataclass(frozen=True)
class Text:
    """A text node, or an attribute, with the language that the page says it is in."""

    language: str
    words: str
    where: str


@dataclass(frozen=True, eq=False)
class Page:
    """What the server answered."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @cached_property
    def language(self) -> str:
        return self.path.split("/")[1]

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html.parser")

    @cached_property
    def texts(self) -> list[Text]:
        return [text for text in _texts(self.soup, "") if text.words.strip()]

    def hrefs(self, selector: str) -> list[str]:
        return [tag["href"] for tag in self.soup.select(selector)]


def fetched(site, path: str) -> Page:
    answer = site.get(path)
    return Page(path, answer.status, answer.getheaders(), answer.body)


def listed(site) -> list[str]:
    """The paths of the sitemap."""
    locations = re.findall(r"<loc>(.*?)</loc>", site.get("/sitemap.xml").body.decode())
    return [location.removeprefix(site.url) for location in locations]


def _texts(tag: Tag, language: str) -> Iterator[Text]:
    language = tag.get("lang", language)
    if tag.get("name") not in UNSPOKEN:
        for attribute in SPOKEN:
            if attribute in tag.attrs:
                yield Text(language, tag[attribute], f"<{tag.name} {attribute}>")
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name not in UNSEEN:
                yield from _texts(child, language)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield Text(language, str(child), f"<{tag.name}>")


def letters_of_another_script(words: str, language: str) -> str:
    wanted = SCRIPTS.get(language.partition("-")[0], "LATIN")
    return "".join(one for one in words if one.isalpha() and _script(one) != wanted)


@cache
def _script(letter: str) -> str:
    return name(letter, "UNKNOWN").split()[0]


@cache
def catalogue(language: str) -> pofile:
    """The words of the interface, as people edit them."""
    return pofile.parsestring(catalogue_path(language).read_bytes())


def catalogue_path(language: str):
    return CATALOGUES / to_locale(language) / "LC_MESSAGES" / "django.po"


@dataclass(frozen=True)
class Message:
    """Of one that is counted, all forms; of another, one."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    fuzzy: bool = False


@cache
def messages(language: str) -> list[Message]:
    """All that stand in the catalogue, but for those that it keeps as obsolete."""
    return [
        Message(_forms(unit.source), _forms(unit.target), unit.isfuzzy())
        for unit in catalogue(language).units
        if not unit.isheader() and not unit.isobsolete()
    ]


def _forms(text) -> tuple[str, ...]:
    return tuple(map(str, getattr(text, "strings", [text])))
