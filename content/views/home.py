from django.http import Http404, HttpRequest, HttpResponse

from content import sitemaps
from content.pages import Reading, respond
from content.views.common import find, public


@public
def home(request: HttpRequest, reading: Reading) -> HttpResponse:
    site = reading.site
    featured = site.resolve(wanted.service for wanted in site.office.featured)
    single = filter(None, [site.office, site.hotline, site.directions])
    context = {
        "shown": [*single, *site.services, *site.areas, *site.checklists, *site.notices],
        "featured": featured,
        "other_services": [service for service in site.services if service not in featured],
        "checklists": site.shown_checklists,
        "urgent": [notice for notice in site.notices if notice.level == "urgent"],
        "other_notices": [notice for notice in site.notices if notice.level != "urgent"],
        "live": True,
    }
    return respond(request, reading, "pages/home.html", context)


@public
def area(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    area = find(reading, "servicearea", slug)
    services = [service for service in reading.site.services if service.area == area.uid]
    return respond(request, reading, "pages/area.html", {"area": area, "services": services})


@public
def contact(request: HttpRequest, reading: Reading) -> HttpResponse:
    return respond(request, reading, "pages/contact.html", {"live": True})


@public
def directions(request: HttpRequest, reading: Reading) -> HttpResponse:
    if not reading.site.directions:
        raise Http404
    return respond(request, reading, "pages/directions.html", {})


@public
def page(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    page = find(reading, "page", slug)
    sections = [section for section in page.sections if section.body]
    return respond(request, reading, "pages/page.html", {"page": page, "sections": sections})


@public
def all_pages(request: HttpRequest, reading: Reading) -> HttpResponse:
    site = reading.site
    things = [*site.services, *site.areas, *site.all_notices, *site.pages]
    context = {"groups": sitemaps.groups(reading), "things": things}
    return respond(request, reading, "pages/all_pages.html", context)
