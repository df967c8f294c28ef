"""python -m tests.bench.growth measures what grows with the content, for docs/growth.md."""

import argparse
import tempfile
from pathlib import Path

from tests.bench import growth_picture, growth_report
from tests.bench.grown import Growth, filled, measure
from tests.bench.processes import machine
from tests.postgres import Postgres
from tests.site import PROJECT, Prepared, Site

SIZES = [10, 100, 1000]  # objects


def run(directory: Path) -> list[Growth]:
    prepared = Prepared(directory / "prepared")
    return [measured(directory / str(objects), prepared, objects) for objects in SIZES]


def measured(data_dir: Path, prepared: Prepared, objects: int) -> Growth:
    with Postgres() as postgres:
        site = Site(filled(data_dir, prepared, objects, postgres.url), postgres.url)
        try:
            return measure(site, objects)
        finally:
            site.kill()


def main(folder: Path) -> None:
    on = machine()
    with tempfile.TemporaryDirectory(prefix="growth-") as directory:
        results = run(Path(directory))
    text = growth_report.text(results, on)
    (folder / "growth.md").write_text(text)
    growth_picture.draw(results, folder / "growth.svg")
    print(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "docs", help="for the results")
    main(**vars(parser.parse_args()))
