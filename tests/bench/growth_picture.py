"""The picture of `make growth`."""

from pathlib import Path
from statistics import median

from tests.bench.grown import Growth
from tests.bench.picture import INK, OCHRE, PETROL, SOFT, WEFT, panels, save


def draw(results: list[Growth], path: Path) -> None:
    figure, axes = panels(2, 3, figsize=(10, 5.4))
    memory, loading, first_byte, visible, publishing, sizes = axes.flat
    lines(memory, results, "Memory of a process, MB", MEMORY, most=250)
    lines(loading, results, "To load everything, ms", LOADING)
    lines(first_byte, results, "To the first byte, ms", FIRST_BYTE)
    lines(visible, results, "From a publication to all, s", VISIBLE, most=1.5)
    lines(publishing, results, "A publication costs, ms", PUBLISHING)
    lines(sizes, results, "A service's page, kB of HTML", SIZES)
    save(figure, path)


MEMORY = {
    "after all pages": lambda one: one.after_all,
    "at the start": lambda one: one.at_start,
}
LOADING = {
    "from the database": lambda one: one.inside.from_database,
    "from the copy": lambda one: one.inside.from_copy,
}
FIRST_BYTE = {
    "never visited": lambda one: median(one.never_visited),
    "hot": lambda one: median(one.hot),
}
VISIBLE = {
    "longest": lambda one: max(one.visible),
    "median": lambda one: median(one.visible),
}
PUBLISHING = {
    "staff wait": lambda one: one.inside.publish,
    "each process": lambda one: one.processor,
    "to know of it": lambda one: one.inside.learn,
}
SIZES = {"": lambda one: one.page}


def lines(axes, results: list[Growth], title: str, values: dict, most: float | None = None) -> None:
    objects = [one.objects for one in results]
    axes.set_title(title)
    axes.set_xscale("log")
    axes.set_xticks(objects, [f"{number:,}" for number in objects])
    for (words, value), colour in zip(values.items(), [PETROL, WEFT, SOFT], strict=False):
        heights = [value(one) for one in results]
        axes.plot(objects, heights, "o-", color=colour, linewidth=2, markersize=5)
        place = objects[-1] * 1.3, heights[-1]
        axes.annotate(f"{heights[-1]:.3g} {words}", place, va="center", color=INK, fontsize=9)
    if most:
        axes.axhline(most, color=OCHRE, linewidth=1.2)
    axes.grid(axis="x", visible=False)
    axes.grid(axis="y", visible=True)
    axes.set_xlim(7, 40_000)  # room for the words
    axes.set_ylim(bottom=0)
