"""What only the ear gets from a page: links out of their sentence, and headings."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags

from content.writing.passages import Passage

LINK = re.compile(r"<a\b[^>]*>(.*?)</a>")
# Read out alone, as screen readers do, these say nothing of where they lead.
EMPTY_WORDS = re.compile(
    r"""(?:bitte\ )?(?:klicken|drücken|tippen)\ sie\ (?:bitte\ )?(?:hier|auf\ diesen\ link)
    | hier\ klicken | hier | da | dort | (?:lesen\ sie\ )?(?:hier\ )?mehr | mehr\ (?:erfahren|lesen)
    | weiter | weiterlesen | (?:mehr|weitere)\ informationen | details
    | (?:dieser\ |der\ |zum\ |ein\ )?link | (?:zur\ )?(?:web)?seite | website | homepage
    | download | herunterladen | pdf""",
    re.IGNORECASE | re.VERBOSE,
)
BARE_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
WHOLLY_BOLD = re.compile(r"\s*<strong>(?:(?!</?strong>).)*</strong>\s*")
TYPED_HEADING = re.compile(r"<h([12456])\b[^>]*>", re.IGNORECASE)


def empty_link(passage: Passage) -> Iterator[str]:
    for inner in LINK.findall(passage.html):
        shown = unescape(strip_tags(inner)).strip()
        bare = shown.strip(" .…>»→!:").strip()
        if EMPTY_WORDS.fullmatch(bare) or BARE_ADDRESS.fullmatch(bare):
            yield f"„{shown}“"


def bold_heading(passage: Passage) -> Iterator[str]:
    """A whole sentence in bold is a loud sentence; without its full stop it is a heading."""
    ends = passage.text.strip()[-1:]
    if passage.tag == "p" and ends not in ".!?" and WHOLLY_BOLD.fullmatch(passage.html):
        yield f"„{passage.text.strip()}“"


def lost_heading(typed: str) -> bool:
    """Without the editor one can type any level; of those that are not ours the words stay."""
    return bool(TYPED_HEADING.search(typed))
