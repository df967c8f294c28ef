"""What a page costs that nobody has visited, in processor time beside a plain Django template.

python -m tests.bench.cold runs in a process of its own on the data of this environment. It reads
every page of the site once, in an order of chance, and then pages that a publication has just
changed; each as a running site serves it, and then as if nothing had prepared it, made while its
reader waits. Ours is the whole WSGI call, with all that the site does for a page that it is going
to keep, such as packing it. The template only renders: tests.bench.plain.
"""

import hashlib
import os
import random
import re
import sys
import time
from collections.abc import Iterator
from statistics import median
from wsgiref.util import setup_testing_defaults

import brotli
import msgspec

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migration_office.settings")

from content.shelf import shelf
from tests.bench.plain import PlainPage
from tests.bench.results import Cost, Costs

CHANGES = 10
RENDERINGS = 3  # of each template; the median counts
FEW = 100  # pages of one language
PREPARED = 120  # seconds after which all pages must have been made


def measure(application) -> Costs:
    paths = addresses(application)
    wait_until_prepared(paths)
    random.shuffle(paths)
    visited = [costs(application, path) for path in paths]
    changed = [costs(application, path) for path in changed_pages()]
    never_visited, made = zip(*visited, strict=True)
    just_published, made_anew = zip(*changed, strict=True)
    return Costs(never_visited, just_published, made, made_anew)


def wait_until_prepared(paths: list[str]) -> None:
    give_up = time.monotonic() + PREPARED
    while shelf.missing(paths):
        if time.monotonic() > give_up:
            raise RuntimeError("The pages were not prepared.")
        time.sleep(0.1)


def addresses(application) -> list[str]:
    """In German; in Arabic too, where the pages of both languages find room."""
    _, sitemap = visit(application, "/sitemap.xml")
    german = re.findall(r"<loc>https?://[^/]+(/de/\S*?)</loc>", sitemap.decode())
    if len(german) > FEW:
        return german
    visit(application, "/ar/")  # a language is prepared from its first reader on
    return german + [path.replace("/de/", "/ar/", 1) for path in german]


def changed_pages() -> Iterator[str]:
    """Publish, and learn of it as the watcher does; then the page is to be read at once."""
    from content import watcher
    from content.models import Service
    from content.publishing import publish

    for service in Service.objects.order_by("?")[:CHANGES]:
        service.summary = f"{service.summary} Neu."
        service.save()
        publish(service)
        watcher.refresh()
        yield f"/de/dienste/{service.slug}/"


def costs(application, path: str) -> tuple[Cost, Cost]:
    """As the site serves it, and made while somebody waits."""
    served, html = visit(application, path)
    shelf.forget(path)
    made, _ = visit(application, path)
    html = html.decode()
    page = PlainPage(html)
    if abs(len(page.render()) - len(html)) > len(html) / 100:
        raise RuntimeError(f"The template of {path} gives another page.")
    plain = median(milliseconds(page.render) for _ in range(RENDERINGS))
    packed = median(milliseconds(lambda: pack(page.render())) for _ in range(RENDERINGS))
    return tuple(
        Cost(path, len(html), page.variables, ours, plain, packed) for ours in (served, made)
    )


def visit(application, path: str) -> tuple[float, bytes]:
    """The time of the call and the page, without its packing."""
    environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "br"}
    setup_testing_defaults(environ)
    said, body = [], []
    took = milliseconds(lambda: body.extend(application(environ, lambda *head: said.extend(head))))
    status, headers = said
    if status != "200 OK":
        raise RuntimeError(f"{path}: {status}")
    packed = dict(headers).get("Content-Encoding") == "br"
    return took, brotli.decompress(b"".join(body)) if packed else b"".join(body)


def pack(html: str) -> bytes:
    body = html.encode()
    hashlib.sha256(body).hexdigest()
    return brotli.compress(body, quality=5)


def milliseconds(work) -> float:
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


if __name__ == "__main__":
    from migration_office.wsgi import application

    sys.stdout.buffer.write(msgspec.json.encode(measure(application)))
