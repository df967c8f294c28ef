"""The objects of the working copy by their names, whatever their kinds, in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from content.models.base import Content
from content.snapshots import model_of
from content.versions import Key

# Of which fields the name of an object is made, whatever its kind.
NAMING = ("title", "audience", "name", "code", "term")

# As content.templatetags.people.full_name says it.
_BOTH_NAMES = Concat("changed_by__first_name", Value(" "), "changed_by__last_name")
WRITER = Coalesce(NullIf(Trim(_BOTH_NAMES), Value("")), "changed_by__username")


@dataclass(frozen=True)
class Draft:
    """An object of the working copy, as far as a line about it needs it."""

    kind: str
    pk: int
    uid: str
    revision: int
    changed_at: datetime
    changed_by: int | None
    writer: str | None
    name: str

    @property
    def key(self) -> Key:
        return self.kind, self.uid


def drafts(kinds: list[str]) -> list[Draft]:
    """In the order of the kinds, and by name."""
    if not kinds:
        return []
    first, *rest = [_drafts_of(model_of(kind)) for kind in kinds]
    found = [_draft(*row) for row in first.union(*rest, all=True)]
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.name.casefold(), one.pk))


def _naming(model: type[Content]) -> list[str]:
    fields = {field.name for field in model._meta.fields}
    return [name for name in NAMING if name in fields]


def _drafts_of(model: type[Content]) -> QuerySet:
    nothing = Value("", CharField())
    first, second, *_ = [*map(F, _naming(model)), nothing]
    return model._default_manager.order_by().values_list(
        Value(model._meta.model_name, CharField()),
        "pk",
        "uid",
        "revision",
        "changed_at",
        "changed_by",
        WRITER,
        first,
        second,
    )


def _draft(kind: str, pk: int, uid: str, *told) -> Draft:
    *rest, first, second = told
    model = model_of(kind)
    name = str(model(**dict(zip(_naming(model), (first, second), strict=False))))
    return Draft(kind, pk, uid, *rest, name)
