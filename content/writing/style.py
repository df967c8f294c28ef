"""How a sentence is written: what in it makes it hard. Each finder yields what staff are shown."""

import re
from collections.abc import Collection, Iterator

from content.writing.passages import words

MOST_WORDS = 20
SHOWN_WORDS = 6


def long_sentence(sentence: str) -> Iterator[str]:
    count = len(words(sentence))
    if count > MOST_WORDS:
        yield f"„{beginning(sentence)}“ ({count} Wörter)"


def beginning(text: str) -> str:
    pieces = text.split()
    return " ".join(pieces[:SHOWN_WORDS]) + (" …" if len(pieces) > SHOWN_WORDS else "")


# --- Who acts

AUXILIARY = re.compile(r"\b(?:wird|werden|wurden?|worden|werde)\b", re.IGNORECASE)
_APART = (
    "ab|an|auf|aus|bei|bekannt|bereit|da|durch|ein|fest|frei|heraus|her|hin|hinzu|mit|nach|nieder"
    "|sicher|statt|teil|über|um|unter|vor|voraus|wahr|weg|weiter|wieder|zurück|zusammen|zu"
)
_STRONG = (
    "bezogen|erhoben|entschieden|beschlossen|verboten|vergeben|vergessen|verloren|betroffen"
    "|entnommen|übernommen|unternommen|vernommen|unterschrieben|beschrieben|verschoben|erwiesen"
    "|verwiesen|überwiesen|empfohlen|entzogen|erlassen|entlassen|übersprungen|verstanden"
    "|widerrufen|übertragen|besprochen|verglichen|versprochen|vertreten|unterbrochen|erworben"
)
# Infinitives look alike: "Sie werden das Formular abgeben" is the future.
_INFINITIVES = r"(?:h|b|g|hör|nüg|lang|winn|nieß|fall|scheh|ling)en\b"
PARTICIPLE = re.compile(
    rf"""\b(?:
      (?:{_APART})?(?:zu)?ge(?!{_INFINITIVES})
        (?:\w{{2,}}t | \w*(?:[^t\W]en|halten|beten|boten|raten|treten))
    | (?:{_APART})?(?:be|ver|er|ent|zer|miss|über|unter|wieder|durch)\w{{3,}}t
    | \w{{3,}}iert
    | (?:{_APART})?(?:{_STRONG})
    )\b""",
    re.VERBOSE,
)
NO_PARTICIPLES = {
    *("bereit", "bekannt", "unbekannt", "bestimmt", "berechtigt", "beliebt", "verwandt"),
    *("überhaupt", "gesamt", "gerecht", "geeignet", "verheiratet"),
}
CLAUSE = re.compile(r"[,;:–()]")
# "Der Antrag ist einzureichen"; what is "leicht zu finden" orders nothing.
ORDER = re.compile(rf"\b(?:ist|sind)\b.{{0,120}}?\b(?:{_APART})zu(?!ge)\w{{3,}}en\b")


def passive(sentence: str) -> Iterator[str]:
    for clause in CLAUSE.split(sentence):
        if found := _passive_verb(clause) or _order(clause):
            yield f"„{found}“"


def _passive_verb(clause: str) -> str:
    """The participle comes somewhere after its auxiliary, or right before it."""
    auxiliary = AUXILIARY.search(clause)
    found = PARTICIPLE.finditer(clause) if auxiliary else ()
    for participle in (one for one in found if one[0] not in NO_PARTICIPLES):
        first, second = sorted([auxiliary, participle], key=re.Match.start)
        apart = clause[first.end() : second.start()].strip()
        if first is auxiliary or not apart:
            return f"{first[0]}{' …' if apart else ''} {second[0]}"
    return ""


def _order(clause: str) -> str:
    found = ORDER.search(clause)
    return found[0] if found else ""


# --- Verbs that have become nouns

NOUN = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]*(?:ung|heit|keit|ion|nahme)(?:en|n)?\b")
# They name a thing or a place, and no act that a verb could tell.
THINGS = re.compile(
    r"(?:wohnung|zeitung|rechnung|quittung|abteilung|bescheinigung|versicherung|anleitung|station"
    r"|information|nation|kleidung|krankheit|gesundheit|verordnung|region|religion|million"
    r"|leistung|zahlung|behinderung|einrichtung|umgebung|erklärung|portion|union|person|sitzung"
    r"|version|situation|verfügung|bevölkerung|urkundung|heizung|richtung|öffnung|ausnahme)"
    r"(?:en|n|s)?$",
    re.IGNORECASE,
)
MOST_NOUNS = 2
OFFICIAL = re.compile(
    r"""\b(?: erfolg(?:t|en|te|ten)  # "mit Erfolgen" is none
    | (?i: mittels | seitens | zwecks | hinsichtlich | (?:dies)?bezüglich | Inanspruchnahme
      | vorstellig | hiermit | vorbehaltlich | unter\ Vorlage
      | zur\ (?:Durchführung|Vorlage|Beantragung|Kenntnisnahme|Anwendung|(?:Ab)?klärung)
      | in\ Anspruch\ (?:ge)?n[eo]mm?en | in\ Kenntnis\ (?:ge)?setz\w+)
    )\b""",
    re.VERBOSE,
)


def nominal(sentence: str, official_terms: Collection[str]) -> Iterator[str]:
    found = dict.fromkeys(NOUN.findall(sentence))
    acts = [one for one in found if not THINGS.search(one) and one not in official_terms]
    if len(acts) > MOST_NOUNS:
        yield ", ".join(f"„{one}“" for one in acts)


def official(sentence: str) -> Iterator[str]:
    yield from (f"„{found}“" for found in OFFICIAL.findall(sentence))
