"""What the views of the public pages share."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from content import addresses, error_pages, pages
from content.pages import Reading
from content.published import Thing


class Moved(Exception):
    """What is looked for has another address now."""

    def __init__(self, thing: Thing):
        super().__init__(thing.uid)
        self.thing = thing


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the site in one language. It has the name of its URL."""

    @wraps(view)
    def answer(request: HttpRequest, language: str, **kwargs) -> HttpResponse:
        # Not remembered: anybody can ask for any address.
        path = reverse(view.__name__, kwargs={"language": language, **kwargs})
        reading = pages.read(request, language, path)
        if not reading.site.office:
            return error_pages.unavailable()
        if not reading.tongue:
            raise Http404
        try:
            with reading.tongue.speaking():
                return view(request, reading, **kwargs)
        except Moved as moved:
            target = addresses.of(moved.thing, reading.site, language)
            # Asked again each time: the address may go back, or to another object.
            return HttpResponsePermanentRedirect(target, headers=pages.ASK_AGAIN)

    return readable(answer)


def readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for reading. Without the exemption a POST would be told of tokens, not of its method."""
    return csrf_exempt(require_safe(view))


def find(reading: Reading, kind: str, slug: str) -> Thing:
    if thing := reading.site.find(kind, slug):
        if reading.site.hidden(thing):
            raise Http404
        return thing
    moved = reading.site.moved(kind, slug)
    if moved and not reading.site.hidden(moved):
        raise Moved(moved)
    raise Http404
