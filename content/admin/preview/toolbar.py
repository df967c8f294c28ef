"""What one chooses above a preview: the language, the page, the instant, the width."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve

from content import sitemaps
from content.admin.common import in_words
from content.admin.preview.look import INSTANT, Look, typed
from content.pages import Reading
from content.published import SOURCE_LANGUAGE
from content.site import Site

QUICK = 6  # instants that are offered
GERMAN = f"/{SOURCE_LANGUAGE}/"


class Toolbar(forms.Form):
    sprache = forms.ChoiceField(label="Sprache")
    seite = forms.ChoiceField(label="Seite", required=False)
    zeit = INSTANT
    breite = forms.ChoiceField(
        label="Breite", choices={"handy": "Handy", "rechner": "Rechner"}, required=False
    )

    def __init__(self, asked: QueryDict, look: Look):
        self.look = look
        languages = _languages(look.site) or _languages(look.published.current(look.now))
        groups, page = list(_pages(look)), _asked_page(asked, look)
        known = {path for _, entries in groups for path, _ in entries}
        if page not in known:
            groups.append(("Nicht im Verzeichnis", [(page, _named(page, look))]))
        super().__init__(
            {
                "sprache": _one_of(asked.get("sprache"), dict(languages), SOURCE_LANGUAGE),
                "seite": page,
                "zeit": asked.get("zeit", typed(look.instant) if _is_later(look) else ""),
                "breite": _one_of(asked.get("breite"), self.base_fields["breite"].choices, "handy"),
            }
        )
        self.fields["sprache"].choices, self.fields["seite"].choices = languages, groups

    @property
    def page(self) -> str:
        """The address of the page that the frame shows."""
        language, page = self.data["sprache"], self.data["seite"]
        return f"{self.look.pages}{language}/{page}?{urlencode({'zeit': self.data['zeit']})}"

    def instants(self) -> Iterator[tuple[str, str]]:
        """Those worth a look, in words, each with the address that leads there."""
        now, draft = self.look.now, self.look.draft
        own = draft.instants if draft else []
        coming = self.look.published.coming(now, draft and draft.key)
        yield "jetzt", self.at("")
        for instant in sorted({*coming, *(one for one in own if one > now)})[:QUICK]:
            yield in_words(instant), self.at(typed(instant))

    def at(self, zeit: str) -> str:
        return "?" + urlencode(self.data | {"zeit": zeit})


def _languages(site: Site) -> list[tuple[str, str]]:
    """None before there was a site."""
    return [(one.code, one.name) for one in site.languages if one.ready]


def _pages(look: Look) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """All that anybody can find then, under the headings of the list of all pages."""
    if not look.site.office:
        return
    for group in sitemaps.groups(Reading(look.site, look.instant, SOURCE_LANGUAGE)):
        yield (
            group.title,
            [(entry.path.removeprefix(GERMAN), entry.title) for entry in group.entries],
        )


def _asked_page(asked: QueryDict, look: Look) -> str:
    """Without its language. Where nothing else is asked for, the page of what is drafted."""
    page = asked.get("seite")
    if page is not None and _is_page(page):
        return page
    return look.draft.page(look.site).removeprefix(GERMAN) if look.draft else ""


def _is_page(page: str) -> bool:
    try:
        return bool(resolve(GERMAN + page, "content.urls"))
    except Resolver404:
        return False


def _named(page: str, look: Look) -> str:
    own = look.draft and look.draft.page(look.site).removeprefix(GERMAN)
    if page == own:
        return look.draft.name
    return f"/{page}" if page else "Startseite"


def _is_later(look: Look) -> bool:
    return look.instant > look.now


def _one_of(asked: str | None, choices, otherwise: str) -> str:
    return asked if asked in dict(choices) else otherwise
