"""Figures of result tables: a forest plot of ratios, a dot plot of rates. They draw what the table says, no more."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, NullFormatter, NullLocator

from framing.model import named

COLUMN_WIDTH = 3.35  # inches: 85 mm, one column of a journal
POINTS = 7  # the smallest size most journals print

# The blue is Okabe and Ito's: it keeps its contrast for every kind of colour blindness, and in grey.
_INK, _FAINT, _BLUE = "#222222", "#d9d9d9", "#0072B2"

_SIZES: dict[str, object] = {
    "font.size": POINTS, "axes.labelsize": POINTS, "axes.titlesize": POINTS, "legend.fontsize": POINTS,
    "xtick.labelsize": POINTS, "ytick.labelsize": POINTS, "text.usetex": False, "text.parse_math": False,
}  # fmt: skip
STYLE: dict[str, object] = {
    **_SIZES,
    "text.color": _INK, "axes.labelcolor": _INK, "axes.edgecolor": _INK, "xtick.color": _INK, "ytick.color": _INK,
    "axes.facecolor": "white", "axes.linewidth": 0.6, "xtick.major.width": 0.6,
    "savefig.dpi": 300, "pdf.fonttype": 42, "svg.hashsalt": "framing",
}  # fmt: skip

_LINE = 0.125  # inches: the height of one line of text
_GAP = 0.5  # lines between two rows
_WRAP = 19  # characters of a label or a reason in one line; names are wrapped, never cut

_RATIO_COLUMNS = ("device", "a", "b", "units", "ratio", "low", "high", "note")
_RATE_COLUMNS = ("device", "group", "units", "n", "rate", "low", "high", "note")
_FARTHEST = 100  # ratios beyond 1:100 are printed, with an arrow at the edge of the axis


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a figure: its label, its numbers as drawn and as printed, and why it has no interval if so."""

    device: str
    label: str
    middle: float
    low: float
    high: float
    printed: str
    reason: str

    @property
    def lines(self) -> int:
        """How many lines of text the row needs."""
        return max(text.count("\n") + 1 for text in (self.label, self.printed, self.reason))


def plot(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a table of ratios as a forest plot, or a table of rates as a dot plot.

    Nothing is computed: what the table lacks, the figure lacks. Rows stand by device, in the order of the table; each
    takes about 8 mm of height.

    Parameters
    ----------
    table
        A results table, as `framing.compare` returns, or a rates table, as `framing.rates` returns. A row without an
        interval is shown with the reason its `note` gives.
    ax
        Axes to draw into; their figure keeps its size. By default a new figure one journal column wide (85 mm) and as
        high as the rows need.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn into; ``.figure.savefig("rates.pdf")`` saves them.

    Raises
    ------
    ValueError
        If the table is neither of the two, or has no rows.

    Notes
    -----
    A marker is filled where the interval excludes 1. No global setting is changed: the style, `STYLE`, holds while
    the figure is drawn. For the same bytes each time an SVG is saved, save inside it, without a date::

        with matplotlib.rc_context(STYLE):
            axes.figure.savefig("rates.svg", metadata={"Date": None})

    Examples
    --------
    >>> results = pd.DataFrame(
    ...     {"device": ["hedge"], "a": ["Courier"], "b": ["Lantern"], "units": [20], "ratio": [1.42], "low": [1.1],
    ...      "high": [1.83], "note": [""]}
    ... )
    >>> axes = plot(results)
    >>> axes.get_xlabel().splitlines()[0]
    '← more in Lantern    more in Courier →'
    >>> import matplotlib.pyplot
    >>> matplotlib.pyplot.close(axes.figure)
    """
    is_ratios = _has(table, _RATIO_COLUMNS)
    if not is_ratios and not _has(table, _RATE_COLUMNS):
        raise ValueError(_what_is_missing(table))
    if not len(table):
        raise ValueError("plot: the table has no rows, so there is nothing to draw")
    rows = _ratio_rows(table) if is_ratios else _rate_rows(table)
    # Made outside the context below: with its first figure a notebook turns on that figures show, and that has to last.
    figure = ax.figure if ax is not None else _new_figure(rows, legend_lines=3 if is_ratios else 0)
    # Axes that are given stand on a ground of someone's choice, so their ink is taken as it is.
    with mpl.rc_context(STYLE if ax is None else _SIZES):  # type: ignore[arg-type] # the stubs know no rc keys
        axes = ax if ax is not None else figure.add_subplot()
        limits = _ratio_axis(axes, rows, table) if is_ratios else _rate_axis(axes, rows)
        places = _label_rows(axes, rows)
        kinds = _draw_rows(axes, rows, places, limits, reference=1.0 if is_ratios else None)
        if is_ratios and kinds:
            _explain(axes, kinds)
    return axes


def _has(table: pd.DataFrame, columns: Sequence[str]) -> bool:
    return isinstance(table, pd.DataFrame) and set(columns) <= set(table.columns)


def _what_is_missing(table: pd.DataFrame) -> str:
    if not isinstance(table, pd.DataFrame):
        return f"plot: a table of results or rates is needed, not {type(table).__name__}"
    ratios, rates = (
        ", ".join(column for column in columns if column not in table.columns)
        for columns in (_RATIO_COLUMNS, _RATE_COLUMNS)
    )
    has = named(table.columns, most=12) or "no column"
    return f"plot: neither results (it lacks {ratios}) nor rates (it lacks {rates}); the table has {has}"


def _ratio_rows(table: pd.DataFrame) -> list[_Row]:
    labels = [_pair(a, b) for a, b in zip(_words(table["a"]), _words(table["b"]), strict=True)]
    beneath = [_units(units) for units in table["units"]]
    return _rows(table, "ratio", labels, beneath)


def _rate_rows(table: pd.DataFrame) -> list[_Row]:
    labels = [_pair(group, "") for group in _words(table["group"])]
    beneath = [f"n {n:,.0f}, {_units(units)}" for n, units in zip(table["n"], table["units"], strict=True)]
    return _rows(table, "rate", labels, beneath)


def _rows(table: pd.DataFrame, value: str, labels: list[str], beneath: list[str]) -> list[_Row]:
    """Return the table's rows as drawn, those of one device together."""
    numbers = [table[column].astype("float64").tolist() for column in (value, "low", "high")]
    rows = []
    columns = zip(_words(table["device"]), labels, beneath, _words(table["note"]), *numbers, strict=True)
    for device, label, below, text, middle, low, high in columns:
        has_interval = not (math.isnan(middle) or math.isnan(low) or math.isnan(high))
        lacks = "interval" if not math.isnan(middle) else value
        printed = _printed(middle, low, high) if has_interval else _printed(middle)
        reason = "" if has_interval else _reason(lacks, text)
        rows.append(_Row(device, label, middle, low, high, f"{printed}\n{below}", reason))
    order = list(dict.fromkeys(row.device for row in rows))
    return sorted(rows, key=lambda row: order.index(row.device))


def _words(column: pd.Series) -> list[str]:
    return ["" if is_missing else str(value) for value, is_missing in zip(column, column.isna(), strict=True)]


def _pair(first: str, second: str) -> str:
    both = f"{first} / {second}" if second else first
    if len(both) <= _WRAP or not second:
        return "\n".join(textwrap.wrap(both, _WRAP))
    return "\n".join([*textwrap.wrap(f"{first} /", _WRAP), *textwrap.wrap(second, _WRAP)])


def _units(units: float) -> str:
    return "" if pd.isna(units) else f"{units:,.0f} unit{'' if units == 1 else 's'}"


def _reason(lacks: str, note: str) -> str:
    """Say what the row lacks and the first of its notes, which is the reason, in short; the table has them whole."""
    first = re.sub(r" \([^)]*\)", "", note.split("; ")[0])
    text = first if lacks in first else f"no {lacks}: {first}" if first else f"no {lacks}"
    return "\n".join(textwrap.wrap(text, _WRAP + 3, max_lines=5, placeholder=" …"))


def _printed(middle: float, *interval: float) -> str:
    """Print a value and its interval with the same decimals, as many as the largest of them needs."""
    largest = max((abs(value) for value in (middle, *interval) if math.isfinite(value)), default=0.0)
    decimals = sum(largest < step for step in (0.1, 10, 100))
    # A bound just beside 1 must not be printed as 1, or the numbers contradict the marker.
    while decimals < 4 and any(value != 1 and round(value, decimals) == 1 for value in interval):
        decimals += 1
    words = [_number(value, decimals) for value in (middle, *interval)]
    return f"{words[0]} [{words[1]}, {words[2]}]" if interval else words[0]


def _number(value: float, decimals: int) -> str:
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    least = 10.0**-decimals
    if 0 < value < least / 2:
        return f"<{least:g}"
    return f"{value:,.{decimals if value else 0}f}"


def _new_figure(rows: list[_Row], *, legend_lines: int) -> Figure:
    import matplotlib.pyplot as plt  # slow, and needed only where a figure is to show itself

    devices = len({row.device for row in rows})
    lines = sum(row.lines + _GAP for row in rows) + devices * (1 + _GAP)
    height = (lines + legend_lines + 4) * _LINE
    return plt.figure(figsize=(COLUMN_WIDTH, height), dpi=150, facecolor="white", layout="constrained")


def _ratio_axis(axes: Axes, rows: list[_Row], table: pd.DataFrame) -> tuple[float, float]:
    """Give `axes` a ratio scale with ticks people use and 1 inside, and say which way is more."""
    values = [value for row in rows for value in (row.low, row.middle, row.high) if 0 < value < math.inf]
    lowest, highest = min([0.5, *values]), max([2.0, *values])
    lowest, highest = max(lowest, 1 / _FARTHEST) / 1.15, min(highest, _FARTHEST) * 1.15
    ticks = (
        [2.0**power for power in range(-4, 5)] if highest / lowest <= 80
        else [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] if highest / lowest <= 400
        else [0.01, 0.1, 1, 10, 100]
    )  # fmt: skip
    lowest = min(lowest, max(tick for tick in ticks if tick < 1))
    highest = max(highest, min(tick for tick in ticks if tick > 1))
    axes.set_xscale("log")
    axes.set_xlim(lowest, highest)
    shown = [tick for tick in ticks if lowest <= tick <= highest]
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown], fontsize=POINTS)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    first, second = _only(table["a"]) or "first", _only(table["b"]) or "second"
    direction = f"← more in {second}    more in {first} →"
    axes.set_xlabel(f"{direction}\nratio of rates, first / second", fontsize=POINTS)
    return lowest, highest


def _only(column: pd.Series) -> str:
    """Return the name in `column` if it is the only one and short, else nothing."""
    first, *others = dict.fromkeys(_words(column))
    return "" if others or len(first) > _WRAP else first


def _rate_axis(axes: Axes, rows: list[_Row]) -> tuple[float, float]:
    """Give `axes` a scale of rates that starts at 0."""
    values = [value for row in rows for value in (row.middle, row.high) if 0 < value < math.inf]
    highest = max(values, default=1.0) * 1.06
    axes.set_xlim(0, highest)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.set_xlabel("per 1,000 words, with interval", fontsize=POINTS)
    return 0, highest


def _label_rows(axes: Axes, rows: list[_Row]) -> list[float]:
    """Write devices and labels on the left and numbers on the right; return where each row stands."""
    places, heads, top, device = [], {}, 0.0, None
    for row in rows:
        if row.device != device:
            device = row.device
            heads[top + 0.5] = device
            top += 1 + _GAP / 2
        places.append(top + row.lines / 2)
        top += row.lines + _GAP
    axes.set_ylim(top, -_GAP / 2)
    ticks = [*places, *heads]
    axes.set_yticks(ticks, [*(row.label for row in rows), *heads.values()], fontsize=POINTS, parse_math=False)
    for label in axes.get_yticklabels()[len(places) :]:
        label.set_fontweight("bold")
    right = axes.secondary_yaxis("right")
    right.set_yticks(places, [row.printed for row in rows], fontsize=POINTS, parse_math=False)
    for side in (axes.yaxis, right.yaxis):
        side.set_tick_params(which="both", length=0, pad=5)
    axes.xaxis.set_tick_params(labelsize=POINTS, length=2.5)
    for spine in (axes.spines["top"], axes.spines["left"], axes.spines["right"], right.spines["right"]):
        spine.set_visible(False)
    for head in list(heads)[1:]:
        axes.axhline(head - 0.5 - _GAP / 2, color=_FAINT, linewidth=0.5)
    return places


def _draw_rows(
    axes: Axes, rows: list[_Row], places: list[float], limits: tuple[float, float], *, reference: float | None
) -> set[str]:
    """Draw intervals, markers and reasons; return the kinds of mark used, for the legend."""
    axes.grid(visible=True, axis="x", color=_FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    if reference is not None:
        axes.axvline(reference, color=mpl.rcParams["axes.edgecolor"], linewidth=0.8, zorder=1)
    kinds = set()
    ground = {"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 1}
    for row, place in zip(rows, places, strict=True):
        if row.reason:
            text = axes.text(0.03, place, row.reason, transform=axes.get_yaxis_transform(), va="center", style="italic")
            text.set(fontsize=POINTS, parse_math=False, bbox=ground)
            continue
        low, high = max(row.low, limits[0]), min(row.high, limits[1])
        marks = [("before" if row.low < low else "end", low), ("beyond" if row.high > high else "end", high)]
        if limits[0] <= row.middle <= limits[1]:
            is_hollow = reference is not None and row.low <= reference <= row.high
            marks.append(("hollow" if is_hollow else "filled", row.middle))
        axes.hlines(place, low, high, color=_BLUE, linewidth=1.2)
        for kind, x in marks:
            axes.add_line(_mark(kind, x, place))
            kinds.add(kind)
    return kinds


def _mark(kind: str, *place: float) -> Line2D:
    """Return a mark at a place, or one for the legend."""
    shape = {"before": "<", "beyond": ">", "end": "|"}.get(kind, "o")
    mark = Line2D(place[:1], place[1:], linestyle="", marker=shape, markersize=3.5, color=_BLUE, zorder=4)
    mark.set(markerfacecolor="white" if kind == "hollow" else _BLUE, markeredgewidth=0.9, clip_on=False)
    return mark


def _explain(axes: Axes, kinds: set[str]) -> None:
    """Say above the axes what the marks mean."""
    meanings = {"filled": "interval excludes 1", "hollow": "interval includes 1"}
    handles = {meaning: _mark(kind) for kind, meaning in meanings.items() if kind in kinds}
    if kinds & {"before", "beyond"}:
        handles["goes on beyond the axis"] = _mark("beyond" if "beyond" in kinds else "before")
    axes.legend(
        list(handles.values()), list(handles), loc="lower center", bbox_to_anchor=(0.5, 1.0), fontsize=POINTS,
        frameon=False, borderpad=0, handletextpad=0.3, labelspacing=0.2,
    )  # fmt: skip
