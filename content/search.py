"""Words -> services, in memory. Forgives endings, misspelling, and half a word."""

import re
from functools import lru_cache
from operator import is_
from typing import NamedTuple
from unicodedata import combining, normalize
from weakref import WeakKeyDictionary

from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz
from snowballstemmer import stemmer

from content import pieces
from content.published import SOURCE_LANGUAGE, Checklist, Service, ServiceArea
from content.site import Site
from content.stock import Stock

LONGEST = 100  # characters of a query that are read

# What people write around the words that count; each language has its own in its catalogue.
STOPWORDS = gettext_lazy(
    "aber alle als am an auf aus bei beim bin brauche brauchen das dem den der des die ein eine "
    "einem einen einer eines fuer für habe haben ich ihr im in ist kann machen mein meine meinem "
    "meinen meiner mich mir mit möchte muss nach oder sich sie über um und vom von was welche wie "
    "will wir wo zu zum zur"
)
# Those that there are; the others do with the beginnings of words, and with likeness.
STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "fa": "persian",
    "fr": "french",
    "pl": "polish",
    "ro": "romanian",
    "ru": "russian",
    "tr": "turkish",
}
VOWELS = re.compile("[\u064b-\u0652]")
WORD = re.compile(r"[\w\u200c]+")  # Persian words have joints without a width

EXACT, BEGINNING, INSIDE = 100, 90, 80  # points of a word, like the percentages of a likeness
LIKE_ENOUGH, MISSPELT = 78, 20  # percent, and the points that a misspelt word loses
SHORTEST_INSIDE = 4  # letters; fewer are found inside everything


# A service, its area or None, and its checklists.
Parts = tuple[Service | ServiceArea | Checklist | None, ...]


class Entry(NamedTuple):
    service: Service
    weights: dict[str, int]  # word or stem -> how much a hit counts


def find(site: Site, query: str) -> list[Service]:
    """The services in which every word of the query is found, the best first."""
    tongue = site.stock.tongue
    with tongue.speaking():
        wanted = [_forms(word, tongue.interface) for word in words(query)]
    scored = [(_score(entry, wanted), entry.service) for entry in _index(site.stock)]
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].title))
    return [service for score, service in ranked if score]


def words(text: str) -> list[str]:
    """The words that count; when none does, all."""
    # A Turkish capital would fall apart into a letter and its dot, an Arabic word at its vowels.
    found = WORD.findall(VOWELS.sub("", text.replace("İ", "i").lower()))
    ignored = set(str(STOPWORDS).split())
    return [word for word in found if word not in ignored] or found


def prepare(site: Site) -> None:
    """Before its first reader searches."""
    _index(site.stock)


def _index(stock: Stock) -> list[Entry]:
    if stock not in _indexes:
        with stock.tongue.speaking():
            before = _made.get(stock.tongue.code, {})
            made = {service.uid: _made_of(service, stock) for service in stock.lists["service"]}
            entries = {
                uid: before[uid][1]
                if uid in before and _same(parts, before[uid][0])
                else _entry(parts, stock.tongue.interface)
                for uid, parts in made.items()
            }
        _made[stock.tongue.code] = {uid: (made[uid], entry) for uid, entry in entries.items()}
        _indexes[stock] = list(entries.values())
    return _indexes[stock]


# As long as somebody may search in it; and of each language what the last one was made of: an
# entry whose parts are the same objects is taken over.
_indexes: WeakKeyDictionary[Stock, list[Entry]] = WeakKeyDictionary()
_made: dict[str, dict[str, tuple[Parts, Entry]]] = {}


def _same(parts: Parts, others: Parts) -> bool:
    return len(parts) == len(others) and all(map(is_, parts, others))


def _made_of(service: Service, stock: Stock) -> Parts:
    checklists = filter(None, map(stock.things.get, service.checklists))
    return service, stock.things.get(service.area), *checklists


def _entry(parts: Parts, language: str) -> Entry:
    service, area, *checklists = parts
    fields = [
        (4, [service.title, service.official_name, service.keywords]),
        (2, [service.summary]),
        (1, [item.name for checklist in checklists for item in checklist.items]),
        (1, [area.title] if area else []),
    ]
    weights: dict[str, int] = {}
    for weight, texts in fields:
        # The German words too: letters use them.
        both = dict.fromkeys([*map(str, texts), *map(pieces.german, texts)])
        for word in words(" ".join(both)):
            for form in _forms(word, language):
                weights.setdefault(form, weight)
    return Entry(service, weights)


def _score(entry: Entry, wanted: list[frozenset[str]]) -> float:
    total = 0.0
    for forms in wanted:
        score = _best(entry.weights, forms)
        if not score:
            return 0
        total += score
    return total


def _best(weights: dict[str, int], forms: frozenset[str]) -> float:
    return max(
        (_points(known, form) * weight for known, weight in weights.items() for form in forms),
        default=0,
    )


def _points(known: str, form: str) -> float:
    if known == form:
        return EXACT
    if known.startswith(form):
        return BEGINNING
    if len(form) < SHORTEST_INSIDE:
        return 0
    if form in known:
        return INSIDE
    likeness = fuzz.ratio(known, form)
    return likeness - MISSPELT if likeness >= LIKE_ENOUGH else 0


@lru_cache(maxsize=10_000)
def _forms(word: str, language: str) -> frozenset[str]:
    """The word as far as it is typed, and its stems. A stemmer is not for several threads."""
    names = {STEMMERS.get(code.partition("-")[0]) for code in (SOURCE_LANGUAGE, language)}
    stems = (stemmer(name).stemWord(word) for name in names if name)
    return frozenset([_plain(word), *stems])


def _plain(word: str) -> str:
    """Without the dots that not every keyboard has."""
    return "".join(c for c in normalize("NFKD", word) if not combining(c))
