"""python -m tests.bench measures the site beside others, and writes it to docs/bench.md."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.bench import bench_picture, bench_report
from tests.bench.grown import filled, read_everything
from tests.bench.processes import addresses, machine, memory_of_workers, seconds_to_first_200
from tests.bench.results import Costs, Results
from tests.bench.rounds import NeverVisited, measure, served
from tests.postgres import Postgres
from tests.site import PROJECT, Prepared, Site, environment

OBJECTS = 1000
PROCESSES = 5  # that are started to see what their first pages cost


def run(directory: Path, postgres: Postgres, rounds: int) -> Results:
    on = machine()
    prepared = Prepared(directory / "prepared", postgres.url)
    never_visited = NeverVisited(filled(directory / "large", prepared, OBJECTS))
    with served(directory, prepared) as (contenders, sites):
        measured = measure(contenders, never_visited, rounds)
        read_everything(sites["site"], addresses(sites["site"]))
        memory = {name: memory_of_workers(site) for name, site in sites.items()}
    small, large = (prepared.data_dir, postgres.url), (never_visited.data_dir, None)
    return Results(
        machine=on,
        rounds=measured,
        costs={"initial": costs(*small), "1000": costs(*large)},
        memory=memory,
        starts={"initial": starts(*small), "1000": never_visited.starts},
    )


def costs(data_dir: Path, database_url: str | None) -> list[Costs]:
    variables = environment(data_dir, database_url)
    command = [sys.executable, "-m", "tests.bench.cold"]
    said = [
        subprocess.run(command, cwd=PROJECT, env=variables, check=True, stdout=subprocess.PIPE)
        for _ in range(PROCESSES)
    ]
    return [msgspec.json.decode(one.stdout, type=Costs) for one in said]


def starts(data_dir: Path, database_url: str) -> list[float]:
    seconds = []
    for _ in range(PROCESSES):
        site = Site(data_dir, database_url)
        seconds.append(seconds_to_first_200(site))
        site.kill()
    return seconds


def main(folder: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as directory, Postgres() as postgres:
        results = run(Path(directory), postgres, rounds)
    text = bench_report.text(results)
    (folder / "bench.md").write_text(text)
    bench_picture.draw(results, folder / "bench.svg")
    print(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "docs", help="for the results")
    parser.add_argument("--rounds", type=int, default=25)
    main(**vars(parser.parse_args()))
