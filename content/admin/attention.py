"""What the front page asks staff to look at, the most urgent first.

What readers see is asked of the edition, what stands in the drafts of the database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from content import completeness, edition, hours, published, states
from content.admin.common import WEEKS_AHEAD
from content.dates import date_line
from content.models import OpenQuestion
from content.models.base import Content
from content.snapshots import kind_of, model_of, with_parts

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Row:
    """One thing to put right, and where."""

    title: str
    detail: str
    url: str

    def __str__(self):
        return f"{self.title}: {self.detail}" if self.detail else self.title


@dataclass(frozen=True)
class Item:
    """A line of the front page: all that belongs to one topic."""

    slug: str
    topic: "Topic"
    rows: tuple[Row, ...]

    @property
    def level(self) -> str:
        return self.topic.level

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def title(self) -> str:
        return self.topic.one if self.count == 1 else self.topic.many

    @property
    def detail(self) -> str:
        more = f" und {self.count - 1} weitere" if self.count > 1 else ""
        return Truncator(self.rows[0]).words(14) + more

    @property
    def url(self) -> str:
        """The one place, or the list of all."""
        if self.count == 1:
            return self.rows[0].url
        return reverse("admin:attention", kwargs={"slug": self.slug})


class Desk:
    """Everything the topics look at, each fetched once; only what the account may view."""

    def __init__(self, now: datetime | None, may_view: Callable[[type[Model]], bool]):
        self.now = now or timezone.now()
        self.may_view = may_view
        self.today = timezone.localdate(self.now)
        self.edition = edition.newest()
        self.site = self.edition.current(self.now)

    @cached_property
    def drafts(self) -> dict[str, Content]:
        return {
            obj.uid: obj
            for kind in published.KINDS
            if self.may_view(model_of(kind))
            for obj in with_parts(model_of(kind)._default_manager.all())
        }

    def rows(self, uid: str, detail: str = "") -> Iterator[Row]:
        """None for what the account may not view, and for what is public without a draft."""
        if obj := self.drafts.get(uid):
            name = f"admin:content_{kind_of(obj)}_change"
            yield Row(str(obj), detail, reverse(name, args=[obj.pk]))


def unreadable(desk: Desk) -> Iterator[Row]:
    """The object's previous version stands instead; somebody must publish it anew."""
    for record, message in desk.edition.unreadable:
        yield from desk.rows(record.uid, message)


def overdue_notices(desk: Desk) -> Iterator[Row]:
    for notice in desk.site.notices:
        if notice.review_on and notice.review_on <= desk.today:
            yield from desk.rows(notice.uid, f"zu prüfen seit {_in_words(notice.review_on)}")


def ending_notices(desk: Desk) -> Iterator[Row]:
    for notice in desk.site.notices:
        if notice.ends_at and notice.ends_at <= desk.now + SOON:
            ends = timezone.localtime(notice.ends_at)
            yield from desk.rows(notice.uid, f"endet am {_in_words(ends)} um {ends:%H.%M} Uhr")


def endless_notices(desk: Desk) -> Iterator[Row]:
    for notice in desk.site.notices:
        if not notice.ends_at and not notice.review_on:
            yield from desk.rows(notice.uid)


def undecided_days(desk: Desk) -> Iterator[Row]:
    federal_state = desk.site.office.federal_state if desk.site.office else ""
    for channel in desk.site.channels:
        days = hours.days(channel, desk.today, 7 * WEEKS_AHEAD, federal_state)
        if undecided := [day for day in days if day.state == "undecided"]:
            yield from desk.rows(channel.uid, ", ".join(_day_in_words(day) for day in undecided))


UNPUBLISHED = {"Entwurf": "noch nie veröffentlicht", "geändert": "geändert"}


def unpublished(desk: Desk) -> Iterator[Row]:
    for _, objects in groupby(desk.drafts.values(), key=kind_of):
        for uid, state in states.states(objects, desk.now, desk.edition).items():
            if state.label in UNPUBLISHED:
                yield from desk.rows(uid, UNPUBLISHED[state.label])


def open_questions(desk: Desk) -> Iterator[Row]:
    if not desk.may_view(OpenQuestion):
        return
    for question in OpenQuestion.objects.filter(answer=""):
        touched = [str(desk.drafts[uid]) for uid in question.touches if uid in desk.drafts]
        address = reverse("admin:content_openquestion_change", args=[question.pk])
        yield Row(str(question), f"betrifft {', '.join(touched)}" if touched else "", address)


def unconfirmed(desk: Desk) -> Iterator[Row]:
    for uid, thing in desk.site.stock.things.items():
        if not hasattr(thing, "source_as_of"):
            continue  # Languages claim nothing that one could vouch for.
        line = date_line(desk.site.history(thing))
        if not line.confirmed or line.changed_since:
            yield from desk.rows(uid, "seit der Bestätigung geändert" if line.confirmed else "")


def missing_facts(desk: Desk) -> Iterator[Row]:
    for obj in desk.drafts.values():
        if labels := completeness.missing(obj):
            yield from desk.rows(obj.uid, ", ".join(labels))


@dataclass(frozen=True)
class Topic:
    level: str
    one: str
    many: str
    find: Callable[[Desk], Iterator[Row]]
    hint: str = ""


# The most urgent first; the keys are the ends of the addresses.
TOPICS = {
    "unlesbar": Topic(
        "urgent",
        "Fassung ist nicht lesbar",
        "Fassungen sind nicht lesbar",
        unreadable,
        "Öffentlich ist, was davor galt. Veröffentlichen Sie diese Inhalte noch einmal.",
    ),
    "zu-pruefen": Topic(
        "urgent",
        "Hinweis ist zu prüfen",
        "Hinweise sind zu prüfen",
        overdue_notices,
    ),
    "endet-bald": Topic(
        "urgent",
        "Hinweis endet bald",
        "Hinweise enden bald",
        ending_notices,
        "Nach dem Ende stehen sie nicht mehr auf der Startseite, behalten aber ihre Adresse.",
    ),
    "unentschieden": Topic(
        "soon",
        "Kontaktweg hat unentschiedene Tage",
        "Kontaktwege haben unentschiedene Tage",
        undecided_days,
        f"In den nächsten {WEEKS_AHEAD} Wochen steht dort „bitte vorher prüfen“. Ist entschieden, "
        "was gilt? Dann tragen Sie es beim Kontaktweg ein.",
    ),
    "nicht-oeffentlich": Topic(
        "soon",
        "Entwurf ist noch nicht öffentlich",
        "Entwürfe sind noch nicht öffentlich",
        unpublished,
        "Was darin neu ist, sehen nur Sie und Ihre Kolleginnen und Kollegen.",
    ),
    "ohne-ende": Topic(
        "soon",
        "Hinweis hat weder Ende noch Prüfdatum",
        "Hinweise haben weder Ende noch Prüfdatum",
        endless_notices,
        "Niemand wird daran erinnert, sie zu prüfen.",
    ),
    "offene-fragen": Topic(
        "soon",
        "Frage ist offen",
        "Fragen sind offen",
        open_questions,
        "Die Website rät nicht. Wer die Antwort weiß, ändert den Inhalt und hält sie fest.",
    ),
    "nicht-bestaetigt": Topic(
        "sometime",
        "Inhalt ist öffentlich, aber nicht bestätigt",
        "Inhalte sind öffentlich, aber nicht bestätigt",
        unconfirmed,
        "Ihre Seiten sagen das auch. Stimmt der Inhalt? Dann veröffentlichen Sie ihn mit dem "
        "Haken „Bestätigt“.",
    ),
    "fehlend": Topic(
        "sometime",
        "Inhalt ist unvollständig",
        "Inhalte sind unvollständig",
        missing_facts,
        "Diese Angaben hat noch niemand gemacht. Leere Felder erscheinen öffentlich nicht.",
    ),
}


def everything(model: type[Model]) -> bool:
    return True


def attention(now: datetime | None = None, may_view=everything) -> list[Item]:
    desk = Desk(now, may_view)
    items = [Item(slug, topic, tuple(topic.find(desk))) for slug, topic in TOPICS.items()]
    return [item for item in items if item.rows]


def rows(topic: Topic, now: datetime | None = None, may_view=everything) -> list[Row]:
    return list(topic.find(Desk(now, may_view)))


def _in_words(day: date) -> str:
    return date_format(day, "j. F Y")


def _day_in_words(day: hours.Day) -> str:
    return f"{date_format(day.date, 'j. F')} ({day.reason})" if day.reason else _in_words(day.date)
