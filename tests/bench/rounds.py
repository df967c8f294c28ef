"""All contenders up at the same time, measured in turn, round after round.

So whatever else the machine does in the meantime meets all of them; only the ratios within one
round are compared.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import load
from tests.bench.load import Measured
from tests.bench.processes import addresses, processor_seconds, seconds_to_first_200
from tests.bench.servers import BROWSER, Bare, Nginx, Orm, answer_of
from tests.site import Prepared, Site

HOT = "/de/"

SECONDS = 1  # of a turn: a machine that is busy with other things is so for longer
STARTS = 5  # rounds for one start of a site that nobody has visited
TRIES = 6
LEAST_SHARE = 0.35  # of the work, for one of two processes

COMPARED = ["bare", "hot", "bare 304", "304"]

Contender = Callable[[], Measured]
Contenders = dict[str, Contender]


@contextmanager
def served(directory: Path, prepared: Prepared) -> Iterator[tuple[Contenders, dict[str, Site]]]:
    """The contenders by name, and the servers of which the memory is of interest."""
    with ExitStack() as stack:
        sites = {}
        for name, kind in (("site", Site), ("orm", Orm)):
            prepared.copy_to(directory / name)
            site = kind(directory / name, prepared.database_url)
            sites[name] = stack.enter_context(site)
        hot = answer_of(sites["site"], HOT)
        known = {"If-None-Match": hot.header("ETag")}
        not_modified = answer_of(sites["site"], HOT, **known)
        if (hot.status, not_modified.status) != (200, 304):
            raise RuntimeError("The hot page is not answered as it should be.")
        sites["bare"] = stack.enter_context(Bare(directory / "bare", hot))
        bare_304 = stack.enter_context(Bare(directory / "bare-304", not_modified))
        nginx = stack.enter_context(Nginx(directory / "nginx", hot))
        yield (
            {
                "nginx": asking(nginx),
                "bare": asking(sites["bare"]),
                "hot": asking(sites["site"]),
                "bare 304": asking(bare_304, known),
                "304": asking(sites["site"], known),
                "orm": asking(sites["orm"]),
            },
            sites,
        )


def asking(server, headers: dict | None = None) -> Contender:
    headers = BROWSER | (headers or {})

    def turn() -> Measured:
        return load.ask(f"{server.url}{HOT}", headers, SECONDS)

    return in_balance(server, turn) if isinstance(server, Site) else turn


def in_balance(site: Site, turn: Contender) -> Contender:
    """Again when nearly all clients came to one process, which then works alone.

    Who takes a connection is a race within gunicorn. It ends so in two of five turns, whatever
    the application; those would decide what is compared.
    """

    def balanced_turn() -> Measured:
        for _ in range(TRIES):
            before = processor_seconds(site)
            measured = turn()
            worked = [now - then for now, then in zip(processor_seconds(site), before, strict=True)]
            if min(worked) > LEAST_SHARE * sum(worked):
                break
        return measured

    return balanced_turn


class NeverVisited:
    """A site that is started anew each time and asked once for each of its pages."""

    def __init__(self, data_dir: Path):
        self.data_dir = data_dir
        self.starts: list[float] = []

    def __call__(self) -> Measured:
        site = Site(self.data_dir)
        self.starts.append(seconds_to_first_200(site))
        try:
            paths = addresses(site, "de")
            random.shuffle(paths)
            listed = self.data_dir / "paths"
            listed.write_text("\n".join(paths))
            return load.ask_once(site.url, BROWSER, listed)
        finally:
            site.kill()


def measure(
    contenders: Contenders, never_visited: NeverVisited, rounds: int
) -> dict[str, list[Measured]]:
    """Each has one turn in a round. Those that are compared come right after each other."""
    for contender in contenders.values():
        contender()  # so that nobody's first requests are measured
    results = defaultdict(list)
    for number in range(rounds):
        for name in [*mixed(COMPARED), *mixed(contenders.keys() - set(COMPARED))]:
            results[name].append(contenders[name]())
        if number % STARTS == 0:
            results["never visited"].append(never_visited())
    return dict(results)


def mixed(names: Iterable[str]) -> list[str]:
    names = list(names)
    random.shuffle(names)
    return names
