"""How the pictures of the measurements look: text stays text, on white in light and dark."""

from pathlib import Path

import matplotlib
from matplotlib import pyplot

matplotlib.use("svg")  # needs no screen

# As in static/css/tokens.css.
PETROL, OCHRE, WEFT = "#0f4254", "#d29a2e", "#6fb1c0"
INK, SOFT, LINE = "#16232b", "#46535d", "#d8d4c9"

STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "the same names in each run",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],  # of about the same width
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlesize": 11,
    "axes.titlepad": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "legend.frameon": False,
}


def panels(rows: int, columns: int, **options):
    """A figure and its axes."""
    matplotlib.rcParams.update(STYLE)
    return pyplot.subplots(rows, columns, layout="constrained", **options)


def save(figure, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
