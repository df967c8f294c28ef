"""What grows with the content: a site with so many objects, from its start on."""

import random
import re
import time
from pathlib import Path

import msgspec

from tests.bench.processes import addresses, memory_of_workers, seconds_to_first_200
from tests.bench.publications import PATH, processor_milliseconds, seconds_until_visible
from tests.bench.servers import BROWSER
from tests.site import Prepared, Site, environment, manage

FILL = "from tests.bench.objects import fill; fill({})"
SAY = "from tests.bench.inside import say; say()"
VISITS = 20
PUBLICATIONS = 6


class Inside(msgspec.Struct):
    """Milliseconds. ``learn``: an edition in memory becomes the one after a publication."""

    publications: int
    from_database: float
    from_copy: float
    publish: float
    learn: float


class Growth(msgspec.Struct):
    """``at_start`` and ``after_all``: megabytes of the larger process. ``start`` and ``visible``
    in seconds, ``never_visited``, ``hot`` and ``processor`` in milliseconds. ``copy`` and
    ``page`` in kilobytes, ``page`` of the HTML of a service.
    """

    objects: int
    pages: int
    start: float
    at_start: float
    never_visited: list[float]
    hot: list[float]
    after_all: float
    visible: list[float]
    processor: float
    copy: float
    page: float
    inside: Inside


def filled(data_dir: Path, prepared: Prepared, objects: int, database_url=None) -> Path:
    """A data set of so many objects, with the static files of another one."""
    data_dir.mkdir()
    (data_dir / "static").symlink_to(prepared.data_dir / "static")
    variables = environment(data_dir, database_url)
    manage("shell", "--no-imports", "-c", FILL.format(objects), **variables)
    return data_dir


def measure(site: Site, objects: int) -> Growth:
    """The site is not running yet."""
    start = seconds_to_first_200(site)
    at_start = max(memory_of_workers(site))
    paths = addresses(site)
    services = [path for path in paths if re.fullmatch("/de/dienste/.+/", path)]
    never_visited = [first_byte(site, path) for path in some(services)]
    hot = [first_byte(site, PATH) for _ in range(VISITS)]
    read_everything(site, paths)
    return Growth(
        objects=objects,
        pages=len(paths),
        start=start,
        at_start=at_start,
        never_visited=never_visited,
        hot=hot,
        after_all=max(memory_of_workers(site)),
        visible=seconds_until_visible(site, PUBLICATIONS),
        processor=processor_milliseconds(site, PUBLICATIONS),
        copy=Path(site.environment["DATA_DIR"], "edition.sqlite3").stat().st_size / 1000,
        page=len(site.get(services[0]).body) / 1000,
        inside=msgspec.json.decode(site.manage("shell", "--no-imports", "-c", SAY), type=Inside),
    )


def some(paths: list[str]) -> list[str]:
    return random.sample(paths, min(VISITS, len(paths)))


def first_byte(site: Site, path: str) -> float:
    """Milliseconds, on a new connection; the rest of a page comes with its first byte."""
    began = time.perf_counter()
    site.get(path, **BROWSER)
    return (time.perf_counter() - began) * 1000


def read_everything(site: Site, paths: list[str]) -> None:
    """So often that each process has likely served each page."""
    for path in paths * 2:
        site.get(path, **BROWSER)
