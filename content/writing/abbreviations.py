"""Abbreviations that a text does not explain, and those that can simply be written out."""

import re
from collections.abc import Collection, Iterator

# Everybody knows these; those in the second line are words that somebody has shouted.
KNOWN = {
    "PDF",
    "EU",
    "SMS",
    "QR",
    "IP",
    "PC",
    "USB",
    "WLAN",
    "IBAN",
    "ID",
    "GmbH",
    "EUR",
    "MB",
    "KB",
} | {*("NUR", "NEU", "BITTE", "NICHT", "KEIN", "KEINE", "SIE", "UND", "ODER", "ALLE", "WIR", "NIE")}
WRITTEN_OUT = {
    "z. B.": "zum Beispiel",
    "d. h.": "das heißt",
    "u. a.": "unter anderem",
    "u. U.": "vielleicht",
    "i. d. R.": "meistens",
    "o. g.": "diese",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "bzw.": "oder",
    "ggf.": "wenn nötig",
    "usw.": "und so weiter",
    "etc.": "und so weiter",
    "ca.": "etwa",
    "inkl.": "mit",
    "evtl.": "vielleicht",
    "max.": "höchstens",
    "mind.": "mindestens",
    "vgl.": "siehe",
    "lt.": "laut",
    "Tel.": "Telefon",
    "Nr.": "Nummer",
    "Abs.": "Absatz",
}
_FORMS = "|".join(re.escape(short).replace(r"\ ", r"\s?") for short in WRITTEN_OUT)
SHORT = re.compile(rf"(?<!\w)(?:{_FORMS})(?!\w)")
# "BAMF" and laws such as "AufenthG"; "EN 301 549" is a name as a whole, "XII" a number.
CAPITALS = re.compile(
    r"(?<![\w.-])(?![IVX]+\b)(?:[A-ZÄÖÜ]{2,6}|[A-ZÄÖÜ]\w{0,6}[a-zäöü]\w{0,3}[A-ZÄÖÜ]*[GV])"
    r"(?!\w|\.\w|\s?\d)"
)


def unexplained(text: str, explained: Collection[str]) -> Iterator[str]:
    for found in CAPITALS.findall(text):
        if found not in KNOWN and found not in explained:
            yield found


def explains(whole: str, short: str) -> bool:
    """In brackets beside the long words, whichever come first, or in a sentence of its own."""
    told = r"\s*\(|\s(?:heißt|bedeutet|steht für|ist die Abkürzung)\b"
    return bool(re.search(rf"\(\s*{short}\s*\)|\b{short}(?:{told})", whole))


def shortened(text: str) -> Iterator[tuple[str, str]]:
    """What was written, and how it is written out."""
    for found in SHORT.findall(text):
        yield found, next(long for short, long in WRITTEN_OUT.items() if _same(short, found))


def _same(short: str, found: str) -> bool:
    return short.replace(" ", "") == re.sub(r"\s", "", found)
