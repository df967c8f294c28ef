from django.http import Http404, HttpRequest, HttpResponse

from content import dates
from content.pages import Reading, respond
from content.views.common import find, public


@public
def notices(request: HttpRequest, reading: Reading) -> HttpResponse:
    ended = [notice for notice in reading.site.all_notices if reading.site.has_ended(notice)]
    return respond(request, reading, "pages/notices.html", {"ended": ended})


@public
def notice(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    notice = find(reading, "notice", slug)
    context = {
        "notice": notice,
        "ended": reading.site.has_ended(notice),
        "earlier": dates.earlier(reading.site.history(notice)),
        "live": True,
    }
    return respond(request, reading, "pages/notice.html", context)


@public
def notice_version(request: HttpRequest, reading: Reading, slug: str, number: int) -> HttpResponse:
    notice = find(reading, "notice", slug)
    for period in dates.earlier(reading.site.history(notice)):
        if period.number == number:
            old = reading.site.filled(period.thing)
            context = {"notice": notice, "old": old, "period": period}
            return respond(request, reading, "pages/notice_version.html", context)
    raise Http404
