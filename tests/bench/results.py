"""What a run has measured, and the figures that come of it."""

from collections import defaultdict
from statistics import median

import msgspec

from tests.bench.load import Measured


class Cost(msgspec.Struct):
    """Milliseconds of processor time. ``packed`` is the template, encoded, hashed and packed."""

    path: str
    bytes: int
    variables: int
    ours: float
    plain: float
    packed: float


class Costs(msgspec.Struct):
    """``made`` and ``made_anew`` are the same pages, made while a reader waits."""

    never_visited: tuple[Cost, ...]
    just_published: tuple[Cost, ...]
    made: tuple[Cost, ...]
    made_anew: tuple[Cost, ...]


class Results(msgspec.Struct):
    """Memory in megabytes, starts in seconds. ``costs`` of each data set, for each process."""

    machine: str
    rounds: dict[str, list[Measured]]
    costs: dict[str, list[Costs]]
    memory: dict[str, list[float]]
    starts: dict[str, list[float]]

    def ratios(self, one: str, other: str) -> list[float]:
        """Of the requests a second, within each round."""
        pairs = zip(self.rounds[one], self.rounds[other], strict=True)
        return [mine.rate / others.rate for mine, others in pairs]

    def pages(self, data: str, name: str) -> list[tuple[Cost, ...]]:
        """What each process has measured, by the names of ``Costs``."""
        return [getattr(costs, name) for costs in self.costs[data]]

    def median(self, name: str) -> Measured:
        rounds = self.rounds[name]
        names = Measured.__struct_fields__
        return Measured(*(median(getattr(one, name) for one in rounds) for name in names))


class Ratio(msgspec.Struct):
    """How many times the cost of the template, over all pages; times are medians."""

    pages: int
    ours: float
    plain: float
    median: float
    worst: float
    packed_median: float
    packed_worst: float
    dearest: Cost


def ratio(processes: list[list[Cost]]) -> Ratio:
    """Each page counts with the median of all processes."""
    costs = [middle(of_page) for of_page in by_path(processes).values()]
    plain = ratios_of_pages(processes)
    packed = [cost.ours / cost.packed for cost in costs]
    return Ratio(
        pages=len(costs),
        ours=median(cost.ours for cost in costs),
        plain=median(cost.plain for cost in costs),
        median=median(plain),
        worst=max(plain),
        packed_median=median(packed),
        packed_worst=max(packed),
        dearest=max(costs, key=lambda cost: cost.ours),
    )


def ratios_of_pages(processes: list[list[Cost]]) -> list[float]:
    costs = map(middle, by_path(processes).values())
    return [cost.ours / cost.plain for cost in costs]


def by_path(processes: list[list[Cost]]) -> dict[str, list[Cost]]:
    grouped = defaultdict(list)
    for process in processes:
        for cost in process:
            grouped[cost.path].append(cost)
    return grouped


def middle(costs: list[Cost]) -> Cost:
    _, *names = Cost.__struct_fields__
    return Cost(costs[0].path, *(median(getattr(c, n) for c in costs) for n in names))
