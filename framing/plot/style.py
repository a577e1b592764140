"""What all figures share: size, colours, and the formatting of names and numbers."""

from __future__ import annotations

import textwrap

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.model import KEYS

COLUMN_WIDTH = 3.35  # inches: 85 mm, one column of a journal
POINTS = 7  # the smallest size most journals print

# Okabe and Ito's colours are distinguishable with any colour blindness, the first two in greyscale as well.
INK, FAINT, BLUE, VERMILLION = "#222222", "#d9d9d9", "#0072B2", "#D55E00"
COLOURS = (BLUE, VERMILLION, "#009E73", "#CC79A7")
MARKERS = ("o", "s", "^", "D")  # so that groups can be distinguished without colour

SIZES: dict[str, object] = {
    "font.size": POINTS, "axes.labelsize": POINTS, "axes.titlesize": POINTS, "legend.fontsize": POINTS,
    "xtick.labelsize": POINTS, "ytick.labelsize": POINTS, "text.usetex": False, "text.parse_math": False,
}  # fmt: skip
STYLE: dict[str, object] = {
    **SIZES,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.facecolor": "white", "axes.linewidth": 0.6, "xtick.major.width": 0.6,
    "savefig.dpi": 300, "pdf.fonttype": 42, "svg.hashsalt": "framing",
}  # fmt: skip

LINE = 0.125  # inches: the height of one line of text
GAP = 0.5  # lines between two rows
WRAP = 19  # characters of a label or a reason in one line; names are wrapped, never cut


def words(column: pd.Series) -> list[str]:
    """Return a column as strings, empty where missing."""
    return ["" if is_missing else str(value) for value, is_missing in zip(column, column.isna(), strict=True)]


def wrapped(name: str, width: int = WRAP) -> str:
    """Break a name into lines."""
    return "\n".join(textwrap.wrap(name, width))


def heads(table: pd.DataFrame) -> list[str]:
    """Return each row's device, with its subtype, voice, speaker and part if the table has these columns.

    Examples
    --------
    >>> heads(pd.DataFrame({"device": ["hedge"], "voice": ["quoted"]}))
    ['hedge, quoted']
    """
    columns = [words(table[name]) for name in ("device", *KEYS) if name in table.columns]
    return [", ".join(filter(None, row)) for row in zip(*columns, strict=True)]


def of_what(table: pd.DataFrame, of_rates: str, share: str = "share") -> str:
    """Name the values of a table: shares with their denominator, or rates.

    Examples
    --------
    >>> of_what(pd.DataFrame({"measure": ["share"], "base": ["attributions"]}), "per 1,000 words")
    'share of attributions'
    """
    pairs = zip(table["measure"], table["base"], strict=True)
    names = [of_rates if measure == "rate" else f"{share} of {base}" for measure, base in pairs]
    return " or ".join(dict.fromkeys(names))


def only(column: pd.Series) -> str:
    """Return the name in `column` if it is the only one and short, else nothing."""
    first, *others = dict.fromkeys(words(column))
    return "" if others or len(first) > WRAP else first


def new_figure(height: float, width: float = COLUMN_WIDTH) -> Figure:
    """Make a figure of this size in inches, white and laid out to hold all its text."""
    import matplotlib.pyplot as plt  # slow, and needed only where a figure is displayed

    return plt.figure(figsize=(width, height), dpi=150, facecolor="white", layout="constrained")


def plain(axes: Axes) -> None:
    """Remove all spines except the lower one, and draw the grid behind the data."""
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", labelsize=POINTS, length=0)
    axes.xaxis.set_tick_params(length=2.5)


def edge() -> str:
    """Return the current edge colour of axes."""
    return str(mpl.rcParams["axes.edgecolor"])
