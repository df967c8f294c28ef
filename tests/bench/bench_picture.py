"""The picture of `make bench`."""

from pathlib import Path
from statistics import median

from tests.bench.picture import INK, OCHRE, PETROL, SOFT, WEFT, panels, save
from tests.bench.results import Results, ratios_of_pages

RATES = {
    "orm": "the page with the ORM",
    "never visited": "pages never visited",
    "bare": "a bare WSGI callable",
    "hot": "the hot page",
    "bare 304": "a bare callable's 304",
    "304": "304",
    "nginx": "nginx, the page as a file",
}
OURS = {"never visited", "hot", "304"}
COSTS = {
    ("initial", "never_visited"): "never visited",
    ("initial", "just_published"): "just published",
    ("1000", "never_visited"): "never visited,\n1,000 objects",
    ("1000", "just_published"): "just published,\n1,000 objects",
    ("initial", "made"): "nothing prepared",
    ("1000", "made"): "nothing prepared,\n1,000 objects",
}
FIGURES = {"median": 1.5, "worst": 3}  # to be reached


def draw(results: Results, path: Path) -> None:
    figure, (rates, costs) = panels(1, 2, figsize=(10, 4), width_ratios=[1, 1])
    draw_rates(rates, results)
    draw_costs(costs, results)
    save(figure, path)


def draw_rates(axes, results: Results) -> None:
    axes.set_title("Requests a second, 8 clients")
    axes.set_xscale("log")
    axes.set_yticks(range(len(RATES)), RATES.values())
    for height, name in enumerate(RATES):
        each = [one.rate for one in results.rounds[name]]
        dots(axes, each, height, PETROL if name in OURS else WEFT, f"{median(each):,.0f}")
    axes.set_xlim(10, 500_000)
    axes.xaxis.set_major_formatter("{x:,.0f}")


def draw_costs(axes, results: Results) -> None:
    axes.set_title("Processor time : a plain template's")
    axes.set_yticks(range(len(COSTS)), COSTS.values())
    axes.set_ylim(len(COSTS) + 0.6, -0.5)
    for height, of in enumerate(COSTS):
        pages = ratios_of_pages(results.pages(*of))
        words = f"{median(pages):.1f}, at worst {max(pages):.1f}"
        dots(axes, pages, height, PETROL, words)
    axes.set_xlim(0, axes.get_xlim()[1] * 1.6)
    for row, (words, figure) in enumerate(FIGURES.items()):
        axes.axvline(figure, color=OCHRE, linewidth=1.2)
        axes.annotate(
            f" {words} ≤ {figure}", (figure, len(COSTS) + row / 3), color=SOFT, fontsize=8
        )


def dots(axes, values: list[float], height: float, colour: str, words: str) -> None:
    """From the least to the most, with the median, and words above it."""
    axes.plot([min(values), max(values)], [height] * 2, color=colour, linewidth=5, alpha=0.35)
    axes.plot([median(values)], [height], "o", color=colour, markersize=8)
    axes.annotate(
        words, (max(values), height), (8, 0), textcoords="offset points", va="center", color=INK
    )
