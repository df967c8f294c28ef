"""Two machines and the database behind both, to be broken and repaired."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.publisher import Publisher
from tests.load import Load
from tests.postgres import Postgres
from tests.site import Site

MACHINES = ["first", "second"]
SITE_URL = "http://migration.example.org"
BESIDE_PAGES = ["/robots.txt", "/sitemap.xml", "/icon.svg", "/de/dienste/?q=pass"]
PATIENCE = 10  # seconds that something may take that no figure bounds
IN_A_ROW = 12  # answers that agree, before all processes of a machine are taken to


class Stage:
    """`with Stage(prepared) as stage:`; ``prepared`` is a SQLite site, its files are shared."""

    def __init__(self, prepared):
        self.prepared = prepared

    def __enter__(self):
        with ExitStack() as stack:
            self.postgres = stack.enter_context(Postgres())
            self.directory = Path(stack.enter_context(TemporaryDirectory(prefix="faults-")))
            self.machines = [self.machine(self.directory / name) for name in MACHINES]
            for command in (["migrate", "--verbosity=0"], ["load_content"]):
                self.machines[0].manage(*command)
            at_once(stack.enter_context, self.machines)
            publisher = Publisher(self.machines[0].environment)
            self.publisher = stack.enter_context(publisher)
            self.addresses = addresses(self.machines[0])
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exception):
        self._stack.__exit__(*exception)

    def machine(self, data_dir):
        """One more, with a directory of its own and what all share."""
        data_dir.mkdir()
        (data_dir / "static").symlink_to(self.prepared.data_dir / "static")
        return Site(data_dir, self.postgres.url, SITE_URL=SITE_URL, SECRET_KEY="only-for-tests")

    @contextmanager
    def dead(self):
        self.postgres.kill()
        try:
            yield
        finally:
            self.postgres.start()

    @contextmanager
    def hung(self):
        self.postgres.hang()
        try:
            yield
        finally:
            self.postgres.resume()

    def load(self, series=None, later=()):
        """Of all addresses, also of what a series publishes; ``later`` are held back first."""
        own, mark = ({series.page}, series.pattern) if series else (set(), "")
        now = {*self.addresses, *own} - set(later)
        return Load(self.machines, sorted(now), later, mark)

    def restart(self):
        """All processes anew: nobody has visited anything."""
        at_once(restart, self.machines)

    def publish(self, *args, **fields):
        """Publish, and come back when every machine has it."""
        news = self.publisher.publish(*args, **fields)
        self.arrived(news)
        return news

    def publishes_again(self):
        """Repaired, the next publication must arrive; whoever was stuck goes on."""
        self.publish("notice", "wieder", title="Wieder da", slug="wieder", summary="Alles geht.")

    def arrived(self, news):
        for machine in self.machines:
            wait_for(lambda machine=machine: agrees(machine, news.number))

    def showing(self, series):
        """The addresses whose pages say now what was published last."""
        first, mark = self.machines[0], series.states[-1].mark
        paths = {*self.addresses, series.page}
        return {path for path in paths if mark in first.get(path).body.decode()}


def at_once(work, machines):
    with ThreadPoolExecutor() as pool:
        list(pool.map(work, machines))


def addresses(machine):
    """Of the public addresses those in German and Arabic, and what is no page."""
    sitemap = machine.get("/sitemap.xml").body.decode()
    return re.findall(r"<loc>https?://[^/]+(/(?:de|ar)/.*?)</loc>", sitemap) + BESIDE_PAGES


def restart(machine):
    machine.kill()
    machine.start()


def agrees(machine, number):
    """Whether all its processes hold this edition; who answers can't be chosen."""
    return all(edition(machine) == number for _ in range(IN_A_ROW))


def edition(machine):
    return json.loads(machine.get("/healthz").body)["edition"]


def wait_for(condition):
    give_up = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > give_up:
            raise TimeoutError(f"Not in {PATIENCE} seconds: {condition}")
        time.sleep(0.02)
