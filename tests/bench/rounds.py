"""All contenders up at the same time, measured in turn, round after round.

So whatever else the machine does in the meantime meets all of them; only the ratios within one
round are compared.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import load
from tests.bench.load import Measured
from tests.bench.processes import addresses, seconds_to_first_200
from tests.bench.servers import BROWSER, Bare, Nginx, Orm, answer_of
from tests.site import Prepared, Site

HOT = "/de/"

Contenders = dict[str, Callable[[int], Measured]]  # what measures each for so many seconds


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


def asking(site, headers: dict | None = None) -> Callable[[int], Measured]:
    headers = BROWSER | (headers or {})
    return lambda seconds: load.ask(f"{site.url}{HOT}", headers, seconds)


class NeverVisited:
    """A site that is started anew each time and asked once for each of its pages."""

    def __init__(self, data_dir: Path):
        self.data_dir = data_dir
        self.starts: list[float] = []

    def __call__(self, seconds: int) -> Measured:
        site = Site(self.data_dir)
        self.starts.append(seconds_to_first_200(site))
        try:
            paths = addresses(site)
            random.shuffle(paths)
            listed = self.data_dir / "paths"
            listed.write_text("\n".join(paths))
            return load.ask_once(site.url, BROWSER, listed, seconds)
        finally:
            site.kill()


def measure(contenders: Contenders, rounds: int, seconds: int) -> dict[str, list[Measured]]:
    """In another order each time: nobody always comes after the same."""
    for contender in contenders.values():
        contender(1)  # so that nobody's first requests are measured
    results = defaultdict(list)
    for _ in range(rounds):
        for name in random.sample(list(contenders), len(contenders)):
            results[name].append(contenders[name](seconds))
    return dict(results)
