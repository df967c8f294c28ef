"""What pages need to know of the language that they are read in.

A language is a record that staff can add. The words of menus and headings come from a catalogue
of gettext, which it names; without one they stay German.
"""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from gettext import translation
from pathlib import Path

from django.conf import settings
from django.utils.translation import override, to_locale
from django.utils.translation.trans_real import to_language

from content.published import SOURCE_LANGUAGE, Language

CATALOGUES = Path(__file__).parent / "locale"
EMPTY = re.compile(r'^(?:#, .*fuzzy|msgstr(?:\[\d\])? ""\n(?!"))', re.MULTILINE)


def _interfaces() -> Iterator[str]:
    """The languages whose catalogue is complete: half of one would leave the rest German."""
    for folder in CATALOGUES.iterdir():
        words = folder / "LC_MESSAGES/django.po"
        if words.exists() and not EMPTY.search(words.read_text(encoding="utf-8")):
            yield to_language(folder.name).lower()


INTERFACES = frozenset([SOURCE_LANGUAGE, *_interfaces()])
# Set in the head of a catalogue by who has read it as a whole.
REVIEWED = "x-reviewed-by"


class Tongue:
    """A language as pages speak it. Most words of a page are the interface's: their language is
    that of the page, and what is in another one says so.
    """

    def __init__(self, language: Language):
        self.code = language.code
        self.direction = language.direction
        wanted = language.interface or language.code
        self.interface = wanted if wanted in INTERFACES else SOURCE_LANGUAGE
        self.is_latin = "a" <= language.name[:1].lower() <= "ɏ"

    @property
    def page_direction(self) -> str:
        if self.interface == self.code:
            return self.direction
        is_rtl = self.interface.split("-")[0] in settings.LANGUAGES_BIDI
        return "rtl" if is_rtl else "ltr"

    @cached_property
    def has_machine_made_interface(self) -> bool:
        if self.interface == SOURCE_LANGUAGE:
            return False
        head = translation("django", CATALOGUES, [to_locale(self.interface)], fallback=True).info()
        return not head.get(REVIEWED)

    def speaking(self):
        """Within it the words of the interface are this language's."""
        return override(self.interface)


@lru_cache(maxsize=256)
def of(language: Language) -> Tongue:
    return Tongue(language)


GERMAN = of(Language(uid="", code=SOURCE_LANGUAGE, name="Deutsch"))
