"""What grows, as a page in Markdown."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from string import Template

from tests.bench.grown import Growth

Row = tuple[str, str, Callable[[Growth], str]]  # words, figure to reach, value
ROWS: list[Row] = [
    ("pages", "", lambda one: f"{one.pages}"),
    ("publications", "", lambda one: f"{one.inside.publications}"),
    ("memory of a process at its start, MB", "", lambda one: f"{one.at_start:.0f}"),
    ("… after all pages in twelve languages, MB", "< 400", lambda one: f"{one.after_all:.0f}"),
    ("start to the first 200, s", "", lambda one: f"{one.start:.2f}"),
    ("to load all from the database, ms", "", lambda one: f"{one.inside.from_database:.1f}"),
    ("… from the copy on disk, ms", "", lambda one: f"{one.inside.from_copy:.1f}"),
    ("the copy on disk, kB", "", lambda one: f"{one.copy:,.0f}"),
    ("to publish one change, ms", "", lambda one: f"{one.inside.publish:.1f}"),
    ("a process learns of it, ms", "", lambda one: f"{one.inside.learn:.1f}"),
    ("… and with all that follows, ms of processor", "", lambda one: f"{one.processor:.0f}"),
    ("commit to visible everywhere, median, s", "", lambda one: f"{median(one.visible):.2f}"),
    ("… longest, s", "< 1.5", lambda one: f"{max(one.visible):.2f}"),
    (
        "first byte of a page never visited, ms",
        "",
        lambda one: f"{median(one.never_visited):.1f}",
    ),
    ("first byte of a hot page, ms", "", lambda one: f"{median(one.hot):.1f}"),
    ("a service's page, kB", "", lambda one: f"{one.page:.1f}"),
]


def text(results: list[Growth], machine: str) -> str:
    template = Template((Path(__file__).parent / "growth_report.md").read_text())
    return template.substitute(
        machine=machine,
        head=" | ".join(f"{one.objects:,}" for one in results),
        rows="\n".join(rows(results)),
        memory=f"{per_object(results, lambda one: one.after_all) * 1000:.0f}",
        database=f"{per_object(results, lambda one: one.inside.from_database):.2f}",
        copy=f"{per_object(results, lambda one: one.inside.from_copy):.2f}",
    )


def rows(results: list[Growth]) -> Iterator[str]:
    for words, figure, value in ROWS:
        yield f"| {words} | {figure} | {' | '.join(value(one) for one in results)} |"


def per_object(results: list[Growth], value: Callable[[Growth], float]) -> float:
    """What each further object costs, between the two largest."""
    before, last = results[-2:]
    return (value(last) - value(before)) / (last.objects - before.objects)
