"""All objects in all languages: what is missing, outdated, a machine's, and what is as it should.

What readers have is asked of the edition in memory; only what is saved, of the database.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.text import capfirst

from content import edition, published, translating
from content.admin.translations.common import (
    STATES,
    address,
    for_staff,
    languages,
    may_write,
    name_of,
    show,
)
from content.admin.translations.upload import UploadForm
from content.edition import Edition
from content.models import TranslatedText
from content.published import Language
from content.snapshots import model_of
from content.versions import Key, Past, Version

ON_A_PAGE = 50  # objects


@dataclass(frozen=True)
class Standing:
    """How many pieces of one object stand how, by language."""

    key: Key
    title: str
    counts: dict[str, Counter]

    def worst(self, language: str) -> str:
        return next(state for state in STATES if self.counts[language][state])

    def needs_work(self, language: str) -> bool:
        return self.worst(language) != "current"


@dataclass(frozen=True)
class Cell:
    language: Language
    state: str
    count: int
    unpublished: bool
    address: str

    @property
    def words(self) -> str:
        return STATES[self.state] + (f" ({self.count})" if self.state != "current" else "")


# Of each object what it was counted from, and what came of it: it holds until one of them changes.
_counted: dict[Key, tuple[Past, int, tuple[str, ...], Standing | None]] = {}


def standings(known: Edition, codes: list[str], now: datetime) -> list[Standing]:
    """All that is public or scheduled and has texts, in the order of the kinds and by title."""
    found = [
        _standing(known, key, max(versions, key=attrgetter("number")), tuple(codes), now)
        for key, versions in known.standing(now)
    ]
    kinds = list(published.KINDS)
    return sorted(
        filter(None, found), key=lambda one: (kinds.index(one.key[0]), one.title.lower(), one.key)
    )


def _standing(
    known: Edition, key: Key, newest: Version, codes: tuple[str, ...], now: datetime
) -> Standing | None:
    past = known.past(key)
    then_past, then_number, then_codes, standing = _counted.get(key, (None, 0, (), None))
    if then_past is not past or (then_number, then_codes) != (newest.number, codes):
        standing = _count(known, key, newest, codes, now)
        _counted[key] = past, newest.number, codes, standing
    return standing


def _count(
    known: Edition, key: Key, newest: Version, codes: tuple[str, ...], now: datetime
) -> Standing | None:
    thing = newest.thing
    if not translating.wordings(thing):
        return None
    counts = {
        code: Counter(work.state for work in translating.work(known, key, code, (), now))
        for code in codes
    }
    return Standing(key, name_of(thing), counts)


class FilterForm(forms.Form):
    sprache = forms.ChoiceField(label="Sprache", required=False)
    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "jeder"), *STATES.items()]
    )
    art = forms.ChoiceField(label="Art", required=False)

    def __init__(self, data, known: list[Language], kinds: list[str]):
        super().__init__(data)
        names = [(language.code, language.name) for language in known]
        self.fields["sprache"].choices = [("", "alle"), *names]
        models = [(kind, model_of(kind)._meta.verbose_name_plural) for kind in kinds]
        self.fields["art"].choices = [("", "alle"), *models]

    def chosen(self, name: str) -> str:
        """What is no choice, from an old link perhaps, chooses nothing."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


@for_staff
def overview(request):
    known, now, every = edition.newest(), timezone.now(), languages()
    all_of_it = standings(known, [one.code for one in every], now)
    form = FilterForm(request.GET, every, list(dict.fromkeys(one.key[0] for one in all_of_it)))
    shown = [one for one in every if form.chosen("sprache") in ("", one.code)]
    found = [one for one in all_of_it if form.chosen("art") in ("", one.key[0])]
    found = [one for one in found if _has(one, form.chosen("stand"), shown)]
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    return show(
        request,
        "overview",
        "Übersetzungen",
        form=form,
        upload=may_write(request.user) and UploadForm(),
        totals=_totals(all_of_it, every),
        states=STATES,
        languages=shown,
        page=page,
        rows=_rows(known, page.object_list, shown, now),
        query=query.urlencode(),
    )


def _has(standing: Standing, state: str, shown: list[Language]) -> bool:
    if state == "current":
        return not any(standing.needs_work(language.code) for language in shown)
    return not state or any(standing.counts[language.code][state] for language in shown)


def _totals(found: list[Standing], known: list[Language]):
    for language in known:
        total = sum((one.counts[language.code] for one in found), Counter())
        yield language, [(state, total[state]) for state in reversed(STATES)]


def _rows(known: Edition, found: list[Standing], shown: list[Language], now: datetime):
    drafts = defaultdict(list)
    rows = TranslatedText.objects.filter(translation__uid__in=[one.key[1] for one in found])
    for row in rows.select_related("translation"):
        of = row.translation
        drafts[(of.kind, of.uid), of.language].append(row)
    for one in found:
        kind = capfirst(str(model_of(one.key[0])._meta.verbose_name))
        cells = []
        for language in shown:
            state, saved = one.worst(language.code), drafts[one.key, language.code]
            works = translating.work(known, one.key, language.code, saved, now) if saved else ()
            cells.append(
                Cell(
                    language,
                    state,
                    one.counts[language.code][state],
                    any(work.unpublished for work in works),
                    address("translation", one.key, language.code) + "?arbeit",
                )
            )
        yield one.title, kind, cells


def neighbours(key: Key, code: str, now: datetime) -> tuple[Standing | None, Standing | None]:
    """The objects before and after this one that need work in the language."""
    known = [language.code for language in languages()]
    every = standings(edition.newest(), known, now)
    place = next((n for n, one in enumerate(every) if one.key == key), len(every))
    before = [one for one in every[:place] if one.needs_work(code)]
    after = [one for one in every[place + 1 :] if one.needs_work(code)]
    return (before or [None])[-1], (after or [None])[0]
