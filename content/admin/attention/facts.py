"""What nobody has decided, told, answered or vouched for."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from content import completeness, hours
from content.admin.attention.desk import Desk, Row
from content.admin.common import WEEKS_AHEAD
from content.dates import DateLine, date_line
from content.models import OpenQuestion, PageSection
from content.published import Thing

HALF_A_YEAR = timedelta(days=183)


def undecided_days(desk: Desk) -> Iterator[Row]:
    federal_state = desk.site.office.federal_state if desk.site.office else ""
    for channel in desk.site.channels:
        days = hours.days(channel, desk.today, 7 * WEEKS_AHEAD, federal_state)
        if undecided := [day for day in days if day.state == "undecided"]:
            yield from desk.rows(channel.uid, ", ".join(_day_in_words(day) for day in undecided))


def _day_in_words(day: hours.Day) -> str:
    return f"{date_format(day.date, 'j. F')}{f' ({day.reason})' if day.reason else ''}"


def open_questions(desk: Desk) -> Iterator[Row]:
    if not desk.may_view(OpenQuestion):
        return
    for question in OpenQuestion.objects.filter(answer=""):
        touched = [desk.drafts[uid].name for uid in question.touches if uid in desk.drafts]
        address = reverse("admin:content_openquestion_change", args=[question.pk])
        yield Row(str(question), f"betrifft {', '.join(touched)}" if touched else "", address)


def empty_sections(desk: Desk) -> Iterator[Row]:
    """Of drafts too: a page of nothing else can't even be published."""
    sections = PageSection.objects.filter(body="").order_by("page", "position", "pk")
    for uid, found in groupby(sections.values_list("page__uid", "heading"), key=itemgetter(0)):
        yield from desk.rows(uid, ", ".join(heading for _, heading in found))


def missing(desk: Desk) -> Iterator[Row]:
    for thing in desk.things:
        if labels := completeness.missing(thing):
            yield from desk.rows(thing.uid, ", ".join(labels))


def unconfirmed(desk: Desk) -> Iterator[Row]:
    for thing, line in _date_lines(desk):
        if not line.confirmed or line.changed_since:
            said = "seit der Bestätigung geändert" if line.confirmed else ""
            yield from desk.rows(thing.uid, said)


def long_ago(desk: Desk) -> Iterator[Row]:
    since = desk.now - HALF_A_YEAR
    for thing, line in _date_lines(desk):
        if line.confirmed and line.confirmed < since and not line.changed_since:
            when = timezone.localtime(line.confirmed)
            yield from desk.rows(thing.uid, f"zuletzt am {when:%d.%m.%Y}")


def _date_lines(desk: Desk) -> Iterator[tuple[Thing, DateLine]]:
    for thing in desk.things:
        # Languages claim nothing that one could vouch for.
        if hasattr(thing, "source_as_of"):
            yield thing, date_line(desk.site.history(thing))
