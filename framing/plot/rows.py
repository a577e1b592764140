"""Rows of numbers with intervals: a forest plot of ratios, a dot plot of rates."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, NullFormatter, NullLocator

from framing.plot.style import BLUE, FAINT, GAP, LINE, POINTS, WRAP, edge, heads, of_what, only, words
from framing.results.notes import decoded, reason
from framing.results.numbers import counted, estimate, whole

RATIO_COLUMNS = ("device", "a", "b", "ratio", "low", "high", "units", "measure", "base", "limits")
RATE_COLUMNS = ("device", "group", "rate", "low", "high", "n", "units", "measure", "base", "limits")
_FARTHEST = 100  # ratios beyond 1:100 are printed, with an arrow at the edge of the axis


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a figure: label, numbers as drawn and as printed, and the reason for a missing interval."""

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


def draw_ratios(axes: Axes, table: pd.DataFrame) -> None:
    """Draw a forest plot."""
    rows = ratio_rows(table)
    limits = _ratio_axis(axes, rows, table)
    kinds = _draw_rows(axes, rows, _label_rows(axes, rows), limits, reference=1.0)
    if kinds:
        _explain(axes, kinds)


def draw_rates(axes: Axes, table: pd.DataFrame) -> None:
    """Draw a dot plot."""
    rows = rate_rows(table)
    limits = _rate_axis(axes, rows, table)
    _draw_rows(axes, rows, _label_rows(axes, rows), limits, reference=None)


def height(rows: list[Row], *, legend_lines: int) -> float:
    """Return the height of the rows in inches."""
    lines = sum(row.lines + GAP for row in rows) + len({row.device for row in rows}) * (1 + GAP)
    return (lines + legend_lines + 4) * LINE


def ratio_rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a results table."""
    labels = [_pair(a, b) for a, b in zip(words(table["a"]), words(table["b"]), strict=True)]
    beneath = [_units(units) for units in table["units"]]
    return _rows(table, "ratio", labels, beneath)


def rate_rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a rates table."""
    labels = [_pair(group, "") for group in words(table["group"])]
    beneath = [f"n {whole(n)}, {_units(units)}" for n, units in zip(table["n"], table["units"], strict=True)]
    return _rows(table, "rate", labels, beneath)


def _rows(table: pd.DataFrame, value: str, labels: list[str], beneath: list[str]) -> list[Row]:
    """Return the table's rows as drawn, grouped by device."""
    numbers = [table[column].astype("float64").tolist() for column in (value, "low", "high")]
    rows = []
    columns = zip(heads(table), labels, beneath, table.to_dict("records"), *numbers, strict=True)
    for device, label, below, record, middle, low, high in columns:
        has_interval = not (math.isnan(middle) or math.isnan(low) or math.isnan(high))
        lacks = "interval" if not math.isnan(middle) else value
        printed = estimate(middle, low, high) if has_interval else estimate(middle)
        why = "" if has_interval else _why(lacks, reason(decoded(record["limits"]), record, is_brief=True))
        rows.append(Row(device, label, middle, low, high, f"{printed}\n{below}", why))
    order = list(dict.fromkeys(row.device for row in rows))
    return sorted(rows, key=lambda row: order.index(row.device))


def _pair(first: str, second: str) -> str:
    both = f"{first} / {second}" if second else first
    if len(both) <= WRAP or not second:
        return "\n".join(textwrap.wrap(both, WRAP))
    return "\n".join([*textwrap.wrap(f"{first} /", WRAP), *textwrap.wrap(second, WRAP)])


def _units(units: float) -> str:
    return "" if pd.isna(units) else counted(units, "unit")


def _why(lacks: str, first: str) -> str:
    """Return what is missing and why, in short; the table has all limits in full."""
    text = first if lacks in first else f"no {lacks}: {first}" if first else f"no {lacks}"
    return "\n".join(textwrap.wrap(text, WRAP - 1, max_lines=6, placeholder=" …"))


def _ratio_axis(axes: Axes, rows: list[Row], table: pd.DataFrame) -> tuple[float, float]:
    """Set a log scale with common ticks that includes 1, and label which direction means more."""
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
    first, second = only(table["a"]) or "first", only(table["b"]) or "second"
    direction = f"← more in {second}    more in {first} →"
    axes.set_xlabel(f"{direction}\nratio of {of_what(table, 'rates', 'shares')}, first / second", fontsize=POINTS)
    return lowest, highest


def _rate_axis(axes: Axes, rows: list[Row], table: pd.DataFrame) -> tuple[float, float]:
    """Set a scale of rates that starts at 0."""
    values = [value for row in rows for value in (row.middle, row.high) if 0 < value < math.inf]
    highest = max(values, default=1.0) * 1.06
    axes.set_xlim(0, highest)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.set_xlabel(f"{of_what(table, 'per 1,000 words')}, with interval", fontsize=POINTS)
    return 0, highest


def _label_rows(axes: Axes, rows: list[Row]) -> list[float]:
    """Write devices and labels on the left and numbers on the right; return the position of each row."""
    places, heads, top, device = [], {}, 0.0, None
    for row in rows:
        if row.device != device:
            device = row.device
            heads[top + 0.5] = device
            top += 1 + GAP / 2
        places.append(top + row.lines / 2)
        top += row.lines + GAP
    axes.set_ylim(top, -GAP / 2)
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
        axes.axhline(head - 0.5 - GAP / 2, color=FAINT, linewidth=0.5)
    return places


def _draw_rows(
    axes: Axes, rows: list[Row], places: list[float], limits: tuple[float, float], *, reference: float | None
) -> set[str]:
    """Draw intervals, markers and reasons; return the kinds of mark used, for the legend."""
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    if reference is not None:
        axes.axvline(reference, color=edge(), linewidth=0.8, zorder=1)
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
        axes.hlines(place, low, high, color=BLUE, linewidth=1.2)
        for kind, x in marks:
            axes.add_line(_mark(kind, x, place))
            kinds.add(kind)
    return kinds


def _mark(kind: str, *place: float) -> Line2D:
    """Return a mark at a place, or one for the legend."""
    shape = {"before": "<", "beyond": ">", "end": "|"}.get(kind, "o")
    mark = Line2D(place[:1], place[1:], linestyle="", marker=shape, markersize=3.5, color=BLUE, zorder=4)
    mark.set(markerfacecolor="white" if kind == "hollow" else BLUE, markeredgewidth=0.9, clip_on=False)
    return mark


def _explain(axes: Axes, kinds: set[str]) -> None:
    """Draw the legend above the axes."""
    meanings = {"filled": "interval excludes 1", "hollow": "interval includes 1"}
    handles = {meaning: _mark(kind) for kind, meaning in meanings.items() if kind in kinds}
    if kinds & {"before", "beyond"}:
        handles["extends beyond the axis"] = _mark("beyond" if "beyond" in kinds else "before")
    axes.legend(
        list(handles.values()), list(handles), loc="lower center", bbox_to_anchor=(0.5, 1.0), fontsize=POINTS,
        frameon=False, borderpad=0, handletextpad=0.3, labelspacing=0.2,
    )  # fmt: skip
