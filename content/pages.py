"""One look at the site: an edition, an instant, a language; and until when it stays true."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from content import addresses, dates, edition, hours, stylesheet, tongues
from content.edition import Edition
from content.pieces import SHOWN, Shown
from content.published import SOURCE_LANGUAGE, Channel, Language, Thing
from content.site import END, Site
from content.tongues import GERMAN, Tongue

DAYS_AHEAD = 28
FIRST_LANGUAGES = 4
ASK_AGAIN = {"Cache-Control": "max-age=0, must-revalidate"}


class Reading:
    """What a site says at ``now``. Whoever reads something that will change notes its instant.

    ``path`` is where the public reads the page, also while staff see its preview elsewhere.
    """

    def __init__(self, site: Site, now: datetime, language: str, path: str = ""):
        self.site = site.in_language(language).noting()
        self.now = now
        self.language = language
        self.path = path
        self.until = END
        # What of the query it read, and what it showed of translations.
        self.inputs: set[str] = set()
        self.shown = Shown()

    def true_until(self, instant: datetime | None) -> None:
        self.until = min(self.until, instant or END)

    def asked(self, request: HttpRequest, name: str) -> str:
        """What the query says of ``name``: with another value it is another page."""
        self.inputs.add(name)
        return request.GET.get(name, "")

    @property
    def languages(self) -> list[Language]:
        """Those that the site is to be read in."""
        return [one for one in self.site.languages if one.ready]

    @property
    def other_languages(self) -> list[Language]:
        """As many as there is room for on a phone. First those that are no other form of this one:
        they are what readers look for.
        """
        base = self.language.partition("-")[0]
        others = [one for one in self.languages if one.code != self.language]
        return sorted(others, key=lambda one: one.code.partition("-")[0] == base)[:FIRST_LANGUAGES]

    @cached_property
    def tongue(self) -> Tongue | None:
        """None when the site is not to be read in this language."""
        own = (one for one in self.languages if one.code == self.language)
        return next(map(tongues.of, own), None)

    @property
    def is_german(self) -> bool:
        return self.language == SOURCE_LANGUAGE

    def path_in(self, code: str) -> str:
        """The same page in another language; of what is no page at an address, the home page."""
        return addresses.in_language(self.path or addresses.path("home", language=code), code)

    def status(self, channel: Channel) -> hours.Status:
        status = hours.status(channel, self.now, self.site.office.federal_state)
        self.true_until(status.until)
        return status

    @property
    def today(self) -> date:
        """The office's date; what it is printed on changes at midnight."""
        self.true_until(hours.midnight_after(self.now))
        return self.now.astimezone(hours.ZONE).date()

    def unusual_days(self, channel: Channel) -> list[tuple[hours.Day, hours.Day]]:
        """The first and the last of each row of days on which the weekly hours don't hold."""
        coming = hours.days(channel, self.today, DAYS_AHEAD, self.site.office.federal_state)
        usual = {row.weekday: row.spans for row in hours.week_table(channel)}
        groups = groupby(
            coming,
            key=lambda day: _unusual(day, usual.get(day.date.weekday(), ())),
        )
        rows = [list(group) for unusual, group in groups if unusual]
        return [(row[0], row[-1]) for row in rows]

    def date_line(self, *things: Thing) -> dates.DateLine:
        return dates.together(self._date_line(thing) for thing in things)

    def _date_line(self, thing: Thing) -> dates.DateLine:
        line = dates.date_line(self.site.history(thing), thing.source_as_of)
        return replace(line, overdue=self._is_overdue(thing))

    def _is_overdue(self, thing: Thing) -> bool:
        """What has ended need not be looked at again."""
        ends = dates.review_ends(thing)
        if not ends or self.site.has_ended(thing):
            return False
        if self.now < ends:
            self.true_until(ends)
        return ends <= self.now


def _unusual(day: hours.Day, usual: tuple[hours.Span, ...]) -> tuple | None:
    if day.reason or day.state == "undecided" or day.spans != usual:
        return day.state, day.reason, day.spans
    return None


# What pages are made of that are made before their time: an edition and an instant.
COMING: ContextVar[tuple[Edition, datetime] | None] = ContextVar("coming", default=None)


def read(request: HttpRequest, language: str, path: str = "") -> Reading:
    """The public site now; a preview puts its own site and instant on the request."""
    if hasattr(request, "site"):
        return Reading(request.site, request.instant, language, path)
    of, now = COMING.get() or (edition.newest(), timezone.now())
    return Reading(of.current(now), now, language, path)


def render(request: HttpRequest | None, reading: Reading, template: str, context: dict) -> str:
    context = context | {
        "reading": reading,
        "site": reading.site,
        "site_url": settings.SITE_URL,
        "stylesheet": stylesheet.text(*_needed(template)),
    }
    token = SHOWN.set(reading.shown)
    try:
        with (reading.tongue or GERMAN).speaking():
            return render_to_string(template, context, request)
    finally:
        SHOWN.reset(token)


def respond(
    request: HttpRequest,
    reading: Reading,
    template: str,
    context: dict,
    status: int = 200,
    content_type: str | None = None,
) -> HttpResponse:
    body = render(request, reading, template, context)
    response = HttpResponse(body, content_type, status, headers=ASK_AGAIN)
    response.reading = reading
    return allow_styles(response, *_needed(template))


# Which parts of the stylesheet a page needs that not all need.
NEEDED = {"pages/home.html": [stylesheet.HOME], "pages/gallery.html": stylesheet.ONLY_SOME}


def _needed(template: str) -> Sequence[str]:
    return NEEDED.get(template, [stylesheet.MATTER])


def allow_styles(response: HttpResponse, *needed: str) -> HttpResponse:
    """The page carries its stylesheet; the policy lets in this one and no other."""
    response._csp_update = {"style-src": [stylesheet.csp_source(*needed)]}
    return response
