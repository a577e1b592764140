"""Agreement: a grid of devices and measures by units, each cell with its value and interval."""

from __future__ import annotations

import math

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from framing.model import KEYS
from framing.plot.style import INK, LINE, POINTS, WRAP, plain, words, wrapped
from framing.results.numbers import number

AGREEMENT_COLUMNS = ("device", "unit", "match", "measure", "value", "low", "high")
_NAMES = {"f1": "F1"}
_WIDTH, _LINES = 0.68, 3  # of a cell: inches, lines of text
_PALEST = 0.85  # share of the colours used: figures have to be read on the darkest

_Block = tuple[list[str], list[str]]  # names of rows and of columns


def labels(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Name each row's row and column in the grid: a measure or coder that all rows share is left out."""
    names = [name for name in ("outlet", "device", *KEYS, "coder") if name in table.columns]
    parts = [words(table[name]) for name in names if name != "coder" or len(table[name].unique()) > 1]
    if len(table["measure"].unique()) > 1:
        parts.append([_NAMES.get(measure, measure) for measure in table["measure"]])
    rows = [wrapped(", ".join(filter(None, row)), WRAP + 5) for row in zip(*parts, strict=True)]
    matches = table.groupby(["unit", "measure"], sort=False)["match"].transform("nunique") > 1
    columns = [
        f"{unit}, {match}" if has_several else unit
        for unit, match, has_several in zip(words(table["unit"]), words(table["match"]), matches, strict=True)
    ]
    return rows, columns


def blocks(table: pd.DataFrame) -> list[_Block]:
    """Group rows under one header as long as they add no new columns."""
    columns: dict[str, list[str]] = {}
    for row, column in zip(*labels(table), strict=True):
        columns.setdefault(row, []).append(column)
    found: list[_Block] = []
    for row, own in columns.items():
        if found and set(own) <= set(found[-1][1]):
            found[-1][0].append(row)
        else:
            found.append(([row], list(dict.fromkeys(own))))
    return found


def size(table: pd.DataFrame) -> tuple[float, float]:
    """Return width and height in inches."""
    found = blocks(table)
    lines = sum(3 + sum(max(_LINES, row.count("\n") + 1.5) for row in rows) for rows, _ in found)
    return max(1.5 + _WIDTH * max(len(columns) for _, columns in found), 2.6), (lines + 3) * LINE


def draw_grid(axes: Axes, table: pd.DataFrame) -> None:
    """Draw the grid."""
    plain(axes)
    axes.spines["bottom"].set_visible(False)
    places: dict[tuple[str, str], tuple[int, float]] = {}
    ticks: dict[float, str] = {}
    top = 0.0
    for rows, columns in blocks(table):
        for x, column in enumerate(columns):
            axes.text(x, top + 0.55, wrapped(column.replace("_", " "), 10), ha="center", va="bottom", fontsize=POINTS)
        for row in rows:
            top += 1
            ticks[top + 0.1] = row
            places |= {(row, column): (x, top + 0.1) for x, column in enumerate(columns)}
        top += 1.1
    full = [100.0 if measure == "percent" else 1.0 for measure in table["measure"]]
    values = (table[name].astype(float).tolist() for name in ("value", "low", "high"))
    for row, column, most, *cell in zip(*labels(table), full, *values, strict=True):
        _draw_cell(axes, *places[row, column], *cell, most=most)
    axes.set_xlim(-0.5, max(x for x, _ in places.values()) + 0.5)
    axes.set_ylim(top - 0.5, 0)
    axes.set_xticks([])
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=POINTS, parse_math=False)
    measures = table["measure"].unique()
    what = _NAMES.get(measures[0], measures[0]) if len(measures) == 1 else "value"
    axes.set_xlabel(f"{what}, with interval", fontsize=POINTS)


def _draw_cell(axes: Axes, x: float, y: float, value: float, low: float, high: float, *, most: float) -> None:
    is_known = not math.isnan(value)
    colour = mpl.colormaps["Blues"](_PALEST * min(max(value / most, 0.0), 1.0)) if is_known else (1.0, 1.0, 1.0, 1.0)
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="white"))
    interval = "" if math.isnan(low) else f"\n{number(low, 2)} to {number(high, 2)}"
    text = axes.text(x, y, f"{number(value, 2)}{interval}", ha="center", va="center", fontsize=POINTS)
    text.set_color("white" if _luminance(to_rgb(colour)) < 0.213 else INK)  # whichever has the higher contrast (WCAG)


def _luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (((part + 0.055) / 1.055) ** 2.4 if part > 0.04 else part / 12.92 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
