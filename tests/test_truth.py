"""Whatever is published and whenever one looks: a page that is said to be true is the page that
would be made now. Over all pages of the initial content, with more that depends on the time.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import pytest
from django.http import Http404

from content.edition import Edition
from content.kept import Page
from content.published import Download, HoursException, Notice, Thing, kind_of
from tests.factories import get, record, withdrawal

BEGIN = datetime(2100, 1, 1, tzinfo=UTC)
AT = datetime(2100, 3, 10, 10, tzinfo=UTC)
EACH_KIND = 1  # object of which every field is changed
LATER = [1, 30_000, 86_400, 9 * 86_400]  # seconds
INSTANTS = 5


class Kept(NamedTuple):
    page: Page
    body: bytes


@pytest.fixture(scope="module")
def rich(initial_records):
    """With hours that differ, a form, a notice that comes, changes and goes, another address."""
    edition, things = Edition(initial_records), Edition(initial_records).at(BEGIN)
    number = edition.number
    umzug = HoursException(uid="e1", first=date(2100, 3, 3), last=date(2100, 3, 5), reason="Umzug")
    feier = HoursException(
        uid="e2", first=date(2100, 3, 10), last=date(2100, 3, 10), effect="open",
        opens=time(10), closes=time(12), reason="Feier {telefon:hotline}",
    )  # fmt: skip
    dated = Notice(
        uid="nn", slug="nn", title="Neu", summary="Kurz.", level="urgent",
        starts_at=datetime(2100, 3, 3, 8, tzinfo=UTC), ends_at=datetime(2100, 3, 12, 9, tzinfo=UTC),
        body="<p>Anruf: {telefon:hotline}</p>",
    )  # fmt: skip
    paper = things.checklists[0]
    now = [
        replace(things.hotline, exceptions=(umzug, feier)),
        Download(uid="form", title="Antrag", file="a/antrag.pdf", file_type="pdf", size=1000),
        replace(things.services[0], downloads=("form",)),
        dated,
        replace(paper, items=(replace(paper.items[0], notice="nn"), *paper.items[1:])),
    ]
    later = {
        64: replace(dated, title="Neu, zweite Fassung"),
        66: replace(things.services[1], slug="neue-adresse"),
    }
    rows = [record(thing, number + n, live_from=BEGIN) for n, thing in enumerate(now, 1)]
    due = Notice(uid="np", slug="np", title="Zu prüfen", review_on=date(2100, 3, 20))
    rows.append(record(due, number + len(rows) + 1, live_from=BEGIN, confirmed=True))
    number += len(rows)
    rows += [
        record(thing, number + n, live_from=BEGIN + timedelta(days=days))
        for n, (days, thing) in enumerate(later.items(), 1)
    ]
    return edition.after(rows)


def paths(edition, at):
    listed = get(edition, "/sitemap.xml", at).content.decode()
    notices = [one.number for one in edition.records if one.uid == "nn"]
    return [
        "/sitemap.xml",
        f"/de/hinweise/nn/fassungen/{notices[0]}/",
        *re.findall(r"<loc>https?://[^/]+(/de/.*?)</loc>", listed),
    ]


def kept(edition, path, at) -> Kept | None:
    try:
        response = get(edition, path, at)
    except Http404:
        return None
    reading = response.reading
    page = Page(response.status_code, response.items(), response.content)
    page.made_of(reading.site, at, reading.until, reading.inputs)
    return Kept(page, response.content)


def made(edition, path, at) -> bytes | None:
    fresh = kept(edition, path, at)
    return fresh and fresh.body


def variants(thing: Thing) -> Iterator[Thing]:
    """The thing again, and with each of its fields changed."""
    yield thing
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in ("uid", "kind", "direction", "code", "door_side"):
            continue
        if field.name == "level":
            yield replace(thing, level="urgent")
        elif field.name.startswith("on_"):
            yield replace(thing, **{field.name: "closed"})
        elif field.name in ("hotline", "appointments", "area", "contact"):
            yield replace(thing, **{field.name: None})
        elif field.name == "ends_at":
            yield replace(thing, ends_at=AT - timedelta(hours=1))
        elif isinstance(value, str):
            yield replace(thing, **{field.name: f"{value}-x"})
        elif isinstance(value, tuple):
            yield replace(thing, **{field.name: value[:-1]})


def changes(edition) -> Iterator[Edition]:
    number, just_now = edition.number + 1, AT - timedelta(minutes=5)
    seen: dict[str, int] = {}
    for thing in edition.at(AT).stock.facts.values():
        kind = kind_of(thing)
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] > EACH_KIND:
            continue
        for changed in variants(thing):
            for how in ({}, {"confirmed": True}, {"minor": True})[: 3 if changed is thing else 1]:
                row = record(changed, number, live_from=just_now, made_at=just_now, **how)
                yield edition.after([row])
        if kind not in ("office", "language"):
            yield edition.after([withdrawal(thing, number, just_now)])


def test_promise_4_page_that_is_said_to_be_true_is_what_would_be_made_after_any_publication(rich):
    pages = {path: kept(rich, path, AT) for path in paths(rich, AT)}
    stood, wrong = 0, []

    for changed in changes(rich):
        for path, (page, body) in pages.items():
            if page.is_true(AT, changed.at(AT)):
                stood += 1
                if made(changed, path, AT) != body:
                    wrong.append((changed.last.kind, changed.last.uid, path))

    assert stood > 500
    assert wrong == []


def test_promise_4_page_that_is_said_to_be_true_is_what_would_be_made_at_any_later_instant(rich):
    chance = random.Random(3)
    march = datetime(2100, 3, 2, tzinfo=UTC)
    starts = [march + timedelta(seconds=chance.randrange(40 * 86_400)) for _ in range(INSTANTS)]
    starts += [datetime(2100, 3, 28, 0, 30, tzinfo=UTC), datetime(2100, 12, 31, 22, 50, tzinfo=UTC)]
    stood, wrong = 0, []

    for start in starts:
        for path in paths(rich, start):
            if (found := kept(rich, path, start)) is None:
                continue
            for instant in (start + timedelta(seconds=seconds) for seconds in LATER):
                if found.page.is_true(instant, rich.at(instant)):
                    stood += 1
                    if made(rich, path, instant) != found.body:
                        wrong.append((path, start, instant))

    assert stood > 150
    assert wrong == []
