"""Objects of the working copy, complete enough to be published."""

from datetime import UTC, date, datetime, time, timedelta

from content import edition, models
from content.edition import Edition
from content.models import Publication

NOON = datetime(2026, 7, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def create(model, **fields):
    return model.objects.create(**fields)


def notice(**fields):
    defaults = {"title": "Aufnahme", "slug": "aufnahme", "summary": "Bitte fragen Sie vorher."}
    review = {"review_on": date(2099, 12, 31)}
    return create(models.Notice, **defaults | review | fields)


def service(**fields):
    defaults = {"title": "Übertragung", "slug": "uebertragung", "summary": "In den neuen Pass."}
    return create(models.Service, **defaults | fields)


def checklist(*names, **fields):
    of = create(models.Checklist, **{"title": "Unterlagen"} | fields)
    for position, name in enumerate(names):
        create(models.ChecklistItem, checklist=of, name=name, position=position)
    return of


def hotline(**fields):
    defaults = {"title": "Hotline", "kind": "phone", "phone": "0 12 34 / 56-78"}
    channel = create(models.Channel, **defaults | fields)
    for weekday in range(5):
        create(models.OpeningRule, channel=channel, weekday=weekday, opens=time(8), closes=time(17))
    return channel


def office(**fields):
    defaults = {"name": "Amt", "city": "Stadt", "email": "amt@example.org", "federal_state": "NW"}
    return create(models.Office, **defaults | fields)


def german(**fields):
    return create(models.Language, **{"code": "de", "name": "Deutsch", "ready": True} | fields)


def published_edition() -> Edition:
    """What a process would know that asked the database now."""
    return Edition(Publication.objects.records())


def hold_published() -> None:
    edition.hold(published_edition())
