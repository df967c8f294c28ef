"""The measurements as a page in Markdown."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from string import Template

from tests.bench.results import Results, ratio

NAMES = {
    "nginx": "nginx, the page as a file",
    "bare": "a bare WSGI callable",
    "hot": "**the hot page**",
    "bare 304": "a bare WSGI callable that answers 304",
    "304": "**304**",
    "orm": "the page made for each request, with the ORM",
    "never visited": "**pages never visited**, of 1,000 objects",
}
RATIOS = [
    ("the hot page : a bare callable", "hot", "bare", "≥ 0.85"),
    ("304 : a bare callable that answers 304", "304", "bare 304", "≥ 0.95"),
    ("304 : a bare callable that answers the page", "304", "bare", ""),
    ("the hot page : nginx", "hot", "nginx", ""),
    ("the hot page : the page with the ORM", "hot", "orm", ""),
]
DATA = {"initial": "initial content", "1000": "1,000 objects"}
COSTS = {
    "never_visited": "never visited",
    "just_published": "just changed by a publication",
    "made": "never visited, nothing prepared",
    "made_anew": "just changed, nothing prepared",
}


def text(results: Results) -> str:
    template = Template((Path(__file__).parent / "bench_report.md").read_text())
    return template.substitute(
        machine=results.machine,
        rounds=len(results.rounds["hot"]),
        rates="\n".join(rates(results)),
        ratios="\n".join(ratios(results)),
        costs="\n".join(costs(results)),
        dearest="\n".join(dearest(results)),
        processes="\n".join(processes(results)),
    )


def rates(results: Results) -> Iterator[str]:
    for name, words in NAMES.items():
        one = results.median(name)
        yield f"| {words} | {one.rate:,.0f} | {one.p50:.2f} | {one.p99:.2f} | {one.bytes:,.0f} |"


def ratios(results: Results) -> Iterator[str]:
    for words, one, other, figure in RATIOS:
        rounds = results.ratios(one, other)
        lower, middle, upper = quantiles(rounds, n=4)
        yield f"| {words} | {figure} | **{middle:.2f}** | {lower:.2f} to {upper:.2f} |"


def costs(results: Results) -> Iterator[str]:
    for data, words in DATA.items():
        for name, what in COSTS.items():
            one = ratio(results.pages(data, name))
            yield (
                f"| {words}: {what} | {one.pages} | {one.ours:.2f} | {one.plain:.2f} "
                f"| **{one.median:.2f}** | {one.worst:.2f} "
                f"| {one.packed_median:.1f} | {one.packed_worst:.1f} |"
            )


def dearest(results: Results) -> Iterator[str]:
    for data, words in DATA.items():
        page = ratio(results.pages(data, "made")).dearest
        yield (
            f"- {words}: `{page.path}`, {page.bytes:,} bytes, {page.variables:,} variables: "
            f"{page.ours:.1f} ms; the template {page.plain:.1f} ms."
        )


def processes(results: Results) -> Iterator[str]:
    words = {"site": "a process of the site, after all pages", "bare": "of the bare callable"}
    words["orm"] = "of the site with the ORM"
    for name, of in words.items():
        yield f"| memory {of}, PSS | {max(results.memory[name]):.0f} MB |"
    for data, seconds in results.starts.items():
        yield f"| start to the first 200, {DATA[data]} | {median(seconds):.2f} s |"
