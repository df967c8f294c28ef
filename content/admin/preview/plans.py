"""The site on any day without what the office has planned: for who is to see one draft alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from content.edition import Edition
from content.records import Record


def without_plans(known: Edition, now: datetime) -> Edition:
    """As if all that readers can't see yet were called off."""
    rows = [*_scheduled(known, now), *_not_begun(known, now)]
    news = [
        replace(row, number=number, made_at=now, live_from=now, data=b"")
        for number, row in enumerate(rows, known.number + 1)
    ]
    return known.after(news) if news else known


def _scheduled(known: Edition, now: datetime) -> Iterator[Record]:
    for version in known.scheduled(now):
        yield replace(version.record, action="cancel", cancels=(version.number,))


def _not_begun(known: Edition, now: datetime) -> Iterator[Record]:
    """Notices that are published and start later."""
    for _, versions in known.standing(now):
        for version in versions:
            if version.starts_at and version.live_from <= now < version.starts_at:
                yield replace(version.record, action="withdraw", cancels=())
