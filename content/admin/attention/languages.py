"""What the languages lack that the account may translate into."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from content import roles
from content.admin.attention.desk import Desk, Row
from content.admin.translations.common import languages
from content.admin.translations.overview import standings
from content.published import Language


def stale(desk: Desk) -> Iterator[Row]:
    return _rows(desk, "stale")


def missing(desk: Desk) -> Iterator[Row]:
    return _rows(desk, "missing")


def _rows(desk: Desk, state: str) -> Iterator[Row]:
    if not desk.user.has_perm(roles.TRANSLATE):
        return
    # Counted for all of them, as the overview does: so both remember the same.
    every = languages()
    counts = _counts(desk, every, state)
    for language in every:
        count = counts[language.code]
        if count and roles.may_translate(desk.user, language.code):
            address = f"{reverse('admin:translations')}?sprache={language.code}&stand={state}"
            # The name may run from right to left, and would take the number along.
            name = f"\N{FIRST STRONG ISOLATE}{language.name}\N{POP DIRECTIONAL ISOLATE}"
            yield Row(name, f"{count} {'Text' if count == 1 else 'Texte'}", address)


def _counts(desk: Desk, every: list[Language], state: str) -> Counter:
    found = standings(desk.edition, [one.code for one in every], desk.now)
    counts = Counter()
    for standing in found:
        counts.update({code: of_one[state] for code, of_one in standing.counts.items()})
    return counts
