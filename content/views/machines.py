"""Answers for browsers, search engines and supervisors rather than for people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from content import addresses, edition, error_pages, pages, sitemaps
from content.published import SOURCE_LANGUAGE, Language
from content.views.common import readable


@readable
def root(request: HttpRequest) -> HttpResponse:
    ready = [one for one in pages.read(request, SOURCE_LANGUAGE).site.languages if one.ready]
    if not ready:
        return error_pages.unavailable()
    best = _best(ready, request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(reverse("home", kwargs={"language": best.code}))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _best(ready: list[Language], accepted: str) -> Language:
    """What the browser asks for first and we have; "de-AT" is served by "de"."""
    by_code = {one.code: one for one in ready}
    for code, quality in parse_accept_lang_header(accepted.lower()):
        best = by_code.get(code) or by_code.get(code.split("-")[0])
        if best and quality:
            return best
    return by_code.get(SOURCE_LANGUAGE) or ready[0]


@readable
def healthz(request: HttpRequest) -> JsonResponse:
    """Healthy is who can serve pages, also when the database has been silent for long."""
    newest = edition.newest()
    can_serve = newest.current(pages.read(request, SOURCE_LANGUAGE).now).office is not None
    return JsonResponse(
        {"edition": newest.number, "seconds_since_database": edition.contact_age()},
        status=200 if can_serve else 503,
        headers={"Cache-Control": "no-store"},
    )


@readable
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@readable
def sitemap(request: HttpRequest) -> HttpResponse:
    reading = pages.read(request, SOURCE_LANGUAGE, reverse("sitemap"))
    if not reading.site.office:
        return error_pages.unavailable()
    german = [entry for group in sitemaps.groups(reading) for entry in group.entries]
    entries = [
        (addresses.in_language(entry.path, language.code), entry.changed)
        for language in reading.languages
        for entry in german
    ]
    return pages.respond(
        request, reading, "pages/sitemap.xml", {"entries": entries}, content_type="application/xml"
    )
