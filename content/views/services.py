from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from content import search
from content.pages import Reading, respond
from content.published import Service
from content.views.common import find, public


@public
def services(request: HttpRequest, reading: Reading) -> HttpResponse:
    query = " ".join(reading.asked(request, "q").split())[: search.LONGEST]
    found = search.find(reading.site, query) if query else reading.site.services
    fragment = request.htmx and not request.htmx.history_restore_request
    template = "pages/_results.html" if fragment else "pages/services.html"
    response = respond(request, reading, template, {"query": query, "found": found})
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@public
def service(request: HttpRequest, reading: Reading, slug: str) -> HttpResponse:
    service, site = find(reading, "service", slug), reading.site
    context = {
        "service": service,
        "area": site.get(service.area),
        "checklists": site.resolve(service.checklists),
        "downloads": site.resolve(service.downloads),
        "channel": site.get(service.contact),
        "appointments": _appointments(reading, service),
        "live": True,
    }
    return respond(request, reading, "pages/service.html", context)


def _appointments(reading: Reading, service: Service) -> Service | None:
    """Where it says how one gets an appointment, unless the service has its own way."""
    if reading.site.get(service.contact) or service.uid == reading.site.office.appointments:
        return None
    return reading.site.get(reading.site.office.appointments)


@public
def checklists(request: HttpRequest, reading: Reading) -> HttpResponse:
    context = {"checklists": reading.site.shown_checklists}
    return respond(request, reading, "pages/checklists.html", context)
