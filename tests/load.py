"""A steady load on one or more running sites, and what came of it."""

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from statistics import quantiles

import msgspec

from tests.readers import Answer, Order
from tests.site import PROJECT

CLIENTS = 8
GOOD = {200, 304}
RATE = 300  # requests a second, of all clients on all machines together


class Load:
    """`with Load(sites, paths) as load: …`, afterwards `load.answers`."""

    def __init__(self, sites, paths, later=(), mark="", clients=CLIENTS, rate=RATE):
        ports = [site.port for site in sites]
        self.order = Order(ports, list(paths), list(later), clients, rate, mark)
        self.answers = []

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.readers"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._say(msgspec.json.encode(self.order))
        return self

    def visit_all(self):
        """From now on also the addresses that nobody has visited, and these first."""
        self._say(b"all")

    def __exit__(self, *exception):
        output, _ = self.process.communicate()
        self.answers = msgspec.msgpack.decode(output, type=list[Answer])

    def _say(self, line):
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()


@dataclass(frozen=True)
class Summary:
    """Times in milliseconds; ``others`` counts the statuses beside 200 and 304."""

    requests: int
    others: Counter
    lost: int
    repeated: int
    p50: float
    p99: float
    longest: float


def summary(answers: list[Answer]) -> Summary:
    times = [(answer.ended - answer.began) * 1000 for answer in answers]
    hundredths = quantiles(times, n=100, method="inclusive")
    statuses = Counter(answer.status for answer in answers)
    return Summary(
        requests=len(answers),
        others=Counter({s: n for s, n in statuses.items() if s and s not in GOOD}),
        lost=statuses[0],
        repeated=sum(answer.repeated for answer in answers),
        p50=hundredths[49],
        p99=hundredths[98],
        longest=max(times),
    )
