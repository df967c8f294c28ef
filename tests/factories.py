"""Published objects and editions of them, without a database."""

from datetime import UTC, datetime, time, timedelta

from django.test import RequestFactory
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

from content import records
from content.edition import Edition
from content.published import (
    Channel,
    Checklist,
    ChecklistItem,
    Language,
    Notice,
    Office,
    OpeningRule,
    Service,
    kind_of,
)
from content.records import Record

MADE = datetime(2026, 1, 1, tzinfo=UTC)
# A Tuesday, 11 o'clock on the office's wall.
NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

GERMAN = Language(uid="de", code="de", name="Deutsch", ready=True)
HOTLINE = Channel(
    uid="hotline",
    title="Hotline",
    phone="0 12 34 / 56-78",
    rules=tuple(
        OpeningRule(uid=f"tag-{day}", weekday=day, opens=time(8), closes=time(17))
        for day in range(5)
    ),
)
OFFICE = Office(
    uid="amt",
    name="Amt für Migration",
    city="Stadt Muster",
    introduction="Für alle, die neu sind.",
    email="amt@example.org",
    federal_state="NW",
    hotline="hotline",
)


def service(**fields):
    defaults = {"uid": "dienst", "slug": "dienst", "title": "Dienst", "summary": "Kurz gesagt."}
    return Service(**defaults | fields)


def notice(**fields):
    defaults = {"uid": "hinweis", "slug": "hinweis", "title": "Hinweis", "summary": "Kurz."}
    return Notice(**defaults | fields)


def checklist(*items, **fields):
    parts = tuple(ChecklistItem(uid=f"teil-{n}", **item) for n, item in enumerate(items))
    return Checklist(**{"uid": "liste", "title": "Liste", "items": parts} | fields)


def record(thing, number=1, live_from=MADE, made_at=None, confirmed=False, minor=False):
    return Record(
        number=number,
        action="publish",
        kind=kind_of(thing),
        uid=thing.uid,
        language="de",
        made_at=made_at or min(live_from, MADE),
        live_from=live_from,
        confirmed=confirmed,
        minor=minor,
        data=records.write(thing).encode(),
    )


def withdrawal(thing, number, live_from):
    return Record(
        number=number,
        action="withdraw",
        kind=kind_of(thing),
        uid=thing.uid,
        language="de",
        made_at=live_from,
        live_from=live_from,
    )


def edition_of(*things_or_records):
    """An edition with an office, its hotline and German, and what a test is about."""
    given = [one if isinstance(one, Record) else record(one) for one in things_or_records]
    uids = {one.uid for one in given}
    usual = [record(thing) for thing in (OFFICE, HOTLINE, GERMAN) if thing.uid not in uids]
    return Edition([*usual, *given])


def get(edition, path, at=NOW, query="", **headers):
    """The answer that a reader of this edition gets at this instant."""
    request = RequestFactory().get(f"{path}{query}", headers=headers)
    request.site, request.instant = edition.current(at), at
    request.htmx = HtmxDetails(request)
    match = resolve(path)
    return match.func(request, *match.args, **match.kwargs)


def true_until(response):
    """The instant from which the page may be another one, whatever it was made of."""
    return min(response.reading.until, response.reading.site.until)


def read(edition, path, at=NOW, **options):
    """The words of a page's HTML."""
    response = get(edition, path, at, **options)
    assert response.status_code == 200
    return response.content.decode()
