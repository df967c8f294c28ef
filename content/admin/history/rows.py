"""The publications of an object as its history lists them: a page of them at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from content import records, summaries
from content.models import Publication
from content.models.base import Content
from content.published import SameSense, Thing
from content.snapshots import kind_of

PER_PAGE = 30  # are read and compared for one page, however many there are
WHO = ("made_by", "approved_by", "countersignature__signed_by")


def publications(obj: Content):
    rows = Publication.objects.of(kind_of(obj), obj.uid).select_related(*WHO)
    return rows.order_by("-number")


def versions(obj: Content):
    """What can be compared; a row that only cancels, or only tells of words, is no version."""
    return publications(obj).filter(action__in=["publish", "withdraw"])


def thing_of(publication: Publication) -> Thing | SameSense | None:
    """None also for a row that can't be read any more; the page says so."""
    try:
        return records.read(publication.record())
    except records.Unreadable:
        return None


@dataclass(frozen=True)
class Outline:
    """Of all rows of an object what it takes to list a page of them."""

    listed: list[int]
    said: list[int]
    cancelled_by: dict[int, int]

    def page(self, wanted: str | None) -> Page:
        return Paginator(self.listed, PER_PAGE).get_page(wanted)

    def said_beside(self, page: Page) -> list[int]:
        """What was said of words at the time of the page's versions."""
        newer = self.listed[: page.start_index() - 1] if page.object_list else []
        until = newer[-1] if newer else float("inf")
        since = page.object_list[-1] if page.has_next() else 0
        return [number for number in self.said if since <= number < until]


def outline(obj: Content) -> Outline:
    rows = list(publications(obj).values_list("number", "action", "cancels"))
    said = [number for number, action, _ in rows if action == "same"]
    return Outline(
        listed=[one for one, _, cancels in rows if not {one, *cancels} & set(said)],
        said=said,
        cancelled_by={number: one for one, _, cancels in rows for number in cancels},
    )


@dataclass(frozen=True)
class Row:
    publication: Publication
    changed: str
    cancelled_by: int | None


def rows(obj: Content, numbers: list[int], cancelled_by: dict[int, int]) -> Iterator[Row]:
    """Each with what it changed since the version before it, which may stand on the next page."""
    found = publications(obj).prefetch_related("redactions__made_by")
    shown = list(found.filter(number__in=numbers))
    things = [(one, thing_of(one)) for one in [*shown, *_before(obj, numbers)]]
    for place, (one, thing) in enumerate(things[: len(shown)]):
        earlier = (was for row, was in things[place + 1 :] if row.action == "publish" and was)
        changed = summaries.summary(next(earlier, None), thing) if thing else ""
        yield Row(one, changed, cancelled_by.get(one.number))


def _before(obj: Content, numbers: list[int]) -> list[Publication]:
    earlier = publications(obj).filter(action="publish", number__lt=min(numbers, default=0))
    return list(earlier[:1])
