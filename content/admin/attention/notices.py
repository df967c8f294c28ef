"""Notices that are public, by their dates."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from content.admin.attention.desk import Desk, Row
from content.published import Notice

SOON = timedelta(days=7)


def overdue(desk: Desk) -> Iterator[Row]:
    for notice in desk.site.notices:
        if notice.review_on and notice.review_on <= desk.today:
            yield from desk.rows(notice.uid, f"zu prüfen seit {_in_words(notice.review_on)}")


def ending(desk: Desk) -> Iterator[Row]:
    for notice in desk.site.notices:
        if notice.ends_at and notice.ends_at <= desk.now + SOON:
            yield from desk.rows(notice.uid, _end(notice))


def endless(desk: Desk) -> Iterator[Row]:
    for notice in desk.site.notices:
        if not notice.ends_at and not notice.review_on:
            yield from desk.rows(notice.uid)


def current(desk: Desk) -> Iterator[Row]:
    """All that readers see now, the most pressing first."""
    for notice in desk.site.notices:
        yield from desk.rows(notice.uid, _until(notice))


def _until(notice: Notice) -> str:
    if notice.ends_at:
        return _end(notice)
    return f"zu prüfen am {_in_words(notice.review_on)}" if notice.review_on else "ohne Ende"


def _end(notice: Notice) -> str:
    ends = timezone.localtime(notice.ends_at)
    return f"endet am {_in_words(ends)} um {ends.hour}.{ends:%M} Uhr"


def _in_words(day: date) -> str:
    return date_format(day, "j. F Y")
