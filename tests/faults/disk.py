"""The disk that holds DATA_DIR is full: with SQLite on it, and with PostgreSQL elsewhere."""

import time
from contextlib import contextmanager

from tests.desk import filled_form
from tests.disk import SmallDisk
from tests.faults.findings import Figure, Finding, quick
from tests.faults.stage import addresses, agrees, edition, restart, wait_for
from tests.faults.timeline import GRACE, Series
from tests.load import Load
from tests.site import Site
from tests.staff import Staff

TYPED = "Von Hand getippt"
WRITTEN = ["edition.sqlite3", "errors/500.html", "errors/503.html"]
OF_SQLITE = ("-wal", "-shm", "-journal")  # its own files, that come and go


def with_sqlite(stage, seconds):
    with SmallDisk() as disk, running(disk, with_a_desk(disk, stage.prepared)) as site:
        staff = Staff(site)
        address = staff.first("notice")
        form = filled_form(staff, address) | {"title": TYPED, "_continue": ""}
        paths, before = addresses(site), sizes(disk)
        with Load([site], paths[::2], later=paths[1::2]) as load:
            time.sleep(seconds / 3)
            with disk.full():
                load.visit_all()
                refused = staff.post(address, form)
                time.sleep(seconds / 3)
                harmed = damage(disk, before)
            staff.post(address, form)
            time.sleep(seconds / 3)
        stands = filled_form(staff, address)["title"]
        harmed |= damage(disk, before)
    figures = [
        Figure("saves refused without a word", not explained(refused)),
        Figure("saves lost when there was room again", stands != TYPED),
        Figure("files left behind or broken", len(harmed)),
    ]
    fault = "disk full, SQLite on it"
    return Finding(fault, load.answers, [*quick(load.answers), *figures], sorted(harmed))


def with_a_desk(disk, prepared):
    prepared.copy_to(disk.path / "var")
    return Site(disk.path / "var", password=prepared.password)


def explained(answer):
    """What was typed is still there, and nobody may believe that it is saved."""
    words = answer.page.get_text(" ")
    told = "wurde nichts" in words and "ist gespeichert" not in words
    return told and TYPED in answer.content.decode()


def beside_postgres(stage, seconds):
    """The copy of the edition stays as it was, and catches up when there is room again."""
    series = Series.of_notices(stage.publisher, "Platz")
    with SmallDisk() as disk, running(disk, stage.machine(disk.path / "var")) as site:
        kept, before = arrived(site, series.publish()), sizes(disk)
        with Load([site], addresses(site), mark=series.pattern) as load:
            time.sleep(seconds / 3)
            with disk.full():
                series.publish()
                time.sleep(GRACE + seconds / 3)
        with disk.full():
            older = after_a_start(stage, site) < kept
            harmed = damage(disk, before)
        newest = arrived(site, series.publish())
        behind = after_a_start(stage, site) < newest
        harmed |= damage(disk, before)
    figures, wrong = series.judged(load.answers, [series.page])
    figures += [
        Figure("copies replaced by an older one", older),
        Figure("copies that stay behind", behind),
        Figure("files left behind or broken", len(harmed)),
    ]
    fault = "disk full, PostgreSQL elsewhere"
    return Finding(fault, load.answers, [*quick(load.answers), *figures], [*wrong, *sorted(harmed)])


def arrived(site, news):
    wait_for(lambda: agrees(site, news.number))
    return news.number


def after_a_start(stage, site):
    """The number of the edition that its copy on disk holds: what it serves on its own."""
    with stage.dead():
        restart(site)
        return edition(site)


@contextmanager
def running(disk, site):
    """With its log on another disk, and all files written that a site at rest has."""
    site.log = disk.path.with_suffix(".log")
    try:
        with site:
            wait_for(lambda: all((disk.path / "var" / name).exists() for name in WRITTEN))
            yield site
    finally:
        site.log.unlink()


def sizes(disk):
    return {name: (disk.path / name).stat().st_size for name in disk.files()}


def damage(disk, before):
    """What is there and was not, and what is empty or gone and was not."""
    after = sizes(disk)
    names = {name for name in before | after if not name.endswith(OF_SQLITE)}
    return {name for name in names if name not in before or (before[name] and not after.get(name))}
