"""Which drafts differ from what was published last, without loading them all.

Only what was saved since can differ. What was compared once is remembered until it is saved or
published again.
"""

from collections import defaultdict

import msgspec

from content import anatomy, published
from content.admin.attention.working_copy import Draft
from content.models import Publication
from content.models.base import Content
from content.snapshots import model_of, snapshot, with_parts
from content.versions import Key, Version

# So many queries a page spends on it. What is left over counts as changed until the next look,
# which begins where this one has ended.
QUERIES = 6

Pair = tuple[Draft, Version]
# Of each object what was compared, and whether it differed.
_compared: dict[Key, tuple[tuple, bool]] = {}


def changed(pairs: list[Pair]) -> list[Draft]:
    """Each comes with the version that it continues."""
    revisions = _revisions([newest.number for _, newest in pairs])
    saved = [pair for pair in pairs if _was_saved_since(pair, revisions)]
    _compare([pair for pair in saved if _known(pair) is None])
    return [pair[0] for pair in saved if _known(pair) is not False]


def _revisions(numbers: list[int]) -> dict[int, int | None]:
    rows = Publication.objects.filter(number__in=numbers)
    return dict(rows.values_list("number", "revision"))


def _was_saved_since(pair: Pair, revisions: dict[int, int | None]) -> bool:
    """By the count, for a draft may have been saved before somebody approved what was proposed; or
    by the clock, for old publications have no count.
    """
    draft, version = pair
    counted = revisions.get(version.number)
    return draft.changed_at > version.made_at or counted not in (None, draft.revision)


def _mark(pair: Pair) -> tuple:
    draft, version = pair
    return draft.revision, draft.changed_at, version.record


def _known(pair: Pair) -> bool | None:
    mark, differs = _compared.get(pair[0].key, (None, None))
    return differs if mark == _mark(pair) else None


def _compare(pairs: list[Pair]) -> None:
    by_kind = defaultdict(dict)
    for pair in pairs:
        by_kind[pair[0].kind][pair[0].uid] = pair
    left = QUERIES
    for kind, of_kind in sorted(by_kind.items(), key=lambda one: _queries(one[0])):
        left -= _queries(kind)
        if left < 0:
            return
        for obj in with_parts(model_of(kind)._default_manager.filter(uid__in=of_kind)):
            pair = of_kind[obj.uid]
            _compared[pair[0].key] = _mark(pair), _differs(obj, pair[1])


def _queries(kind: str) -> int:
    """One for the objects, one for each of their lists, one for what the parts of it refer to."""
    lists = [slot for slot in anatomy.slots(published.KINDS[kind]) if slot.part or slot.many]
    inner = [one for of in lists if of.part for one in anatomy.slots(of.part)]
    return 1 + len(lists) + len([one for one in inner if one.holds == "reference"])


def _differs(obj: Content, version: Version) -> bool:
    try:
        return snapshot(obj) != version.thing
    except msgspec.ValidationError:
        return True
