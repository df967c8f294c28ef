"""What staff are told of what was found in one text: the places first, then what to do."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from content.writing import abbreviations, markup, style, times, typed
from content.writing.passages import Passage


class Public(NamedTuple):
    """What a text can rely on: facts to quote, and words that the site explains."""

    facts: typed.Facts
    terms: frozenset[str]


OF_SENTENCES = {
    style.long_sentence: "Höchstens 20 Wörter sind gut zu lesen. Machen Sie zwei Sätze daraus.",
    style.passive: "Hier fehlt, wer etwas tut. Schreiben Sie „Wir …“ oder „Sie …“.",
    style.official: "So schreiben Ämter. Sagen Sie mit einem Verb, wer was tut.",
    times.month_without_year: "Hier fehlt das Jahr. Mit Jahr versteht man den Satz auch später.",
    times.relative_day: "Später stimmt das nicht mehr. Nennen Sie den Tag oder den Monat, mit "
    "Jahr.",
}
NOMINAL = "So viele Hauptwörter machen den Satz schwer. Nehmen Sie Verben."
OF_PASSAGES = {
    markup.empty_link: "Dieser Link sagt nicht, wohin er führt. Nennen Sie die Seite, die sich "
    "öffnet.",
    markup.bold_heading: "Das sieht aus wie eine Überschrift, ist aber nur fett. Mit dem Knopf "
    "„Überschrift“ erkennen es auch Menschen mit einem Vorleseprogramm.",
}
UNEXPLAINED = (
    "Diese Abkürzung kennen nicht alle. Schreiben Sie die langen Worte davor und die Abkürzung in "
    "Klammern, oder legen Sie einen Begriff dafür an."
)


def on_text(of: list[Passage], known: Public, whole: str) -> Iterator[str]:
    """``whole``: all texts of the object, in which an abbreviation may be explained."""
    sentences = [sentence for passage in of for sentence in passage.sentences]
    nominal = partial(style.nominal, official_terms=known.terms)
    for finder, told in [*OF_SENTENCES.items(), (nominal, NOMINAL)]:
        yield from _told(chain.from_iterable(map(finder, sentences)), told)
    for finder, told in OF_PASSAGES.items():
        yield from _told(chain.from_iterable(map(finder, of)), told)
    yield from _on_abbreviations("\n".join(passage.text for passage in of), known, whole)
    yield from _on_facts(of, known)


def _told(places: Iterable[str], told: str) -> Iterator[str]:
    """One remark on all places, each named once."""
    if named := dict.fromkeys(places):
        yield f"{', '.join(named)}: {told}"


def _on_abbreviations(text: str, known: Public, whole: str) -> Iterator[str]:
    unexplained = abbreviations.unexplained(text, known.terms)
    foreign = (short for short in unexplained if not abbreviations.explains(whole, short))
    yield from _told((f"„{short}“" for short in foreign), UNEXPLAINED)
    for short, long in dict(abbreviations.shortened(text)).items():
        yield f"„{short}“: Schreiben Sie es aus, zum Beispiel „{long}“."


def _on_facts(of: list[Passage], known: Public) -> Iterator[str]:
    found = dict(chain.from_iterable(typed.typed_facts(passage, known.facts) for passage in of))
    for place, names in found.items():
        if names:
            facts = " oder ".join(f"„{name}“" for name in names)
            told = f"Wählen Sie {facts} aus der Liste „Angaben einfügen“"
        else:
            told = "Wählen Sie die Angabe aus der Liste „Angaben einfügen“, wenn es sie dort gibt"
        yield f"„{place}“ ist von Hand geschrieben. {told}. Dann ändert sie sich überall mit."
