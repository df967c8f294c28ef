"""One look at the site: an edition, an instant, a language; and until when it stays true."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from content import edition, hours
from content.edition import Edition
from content.published import Channel


class Reading:
    """What is public at ``now``. Whoever reads something that will change notes its instant."""

    def __init__(self, of: Edition, now: datetime, language: str):
        self.site = of.current(now)
        self.now = now
        self.language = language
        self.until = of.next_change(now)

    def true_until(self, instant: datetime | None) -> None:
        if instant:
            self.until = min(filter(None, [self.until, instant]))

    def status(self, channel: Channel) -> hours.Status:
        status = hours.status(channel, self.now, self.site.office.federal_state)
        self.true_until(status.until)
        return status

    @property
    def today(self):
        """The office's date; what it is printed on changes at midnight."""
        self.true_until(hours.midnight_after(self.now))
        return self.now.astimezone(hours.ZONE).date()


def read(request: HttpRequest, language: str) -> Reading:
    """The public site now; a preview puts its own edition and instant on the request."""
    of = getattr(request, "edition", None) or edition.newest()
    now = getattr(request, "instant", None) or timezone.now()
    return Reading(of, now, language)


def respond(request: HttpRequest, reading: Reading, template: str, context: dict) -> HttpResponse:
    context |= {"reading": reading, "site": reading.site, "site_url": settings.SITE_URL}
    body = render_to_string(template, context, request)
    return HttpResponse(body, headers={"Cache-Control": "max-age=0, must-revalidate"})
