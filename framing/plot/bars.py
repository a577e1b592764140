"""Key terms: one bar of log-odds per term, with counts, articles and dispersion next to it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from framing.plot.style import (
    BLUE,
    COLUMN_WIDTH,
    FAINT,
    GAP,
    LINE,
    POINTS,
    VERMILLION,
    WRAP,
    edge,
    plain,
    words,
    wrapped,
)
from framing.results.numbers import number

KEYNESS_COLUMNS = ("group", "term", "n", "n_rest", "articles", "articles_rest", "log_odds", "dp", "dp_rest")
_ROW = 1.25  # lines
_SAID = 52  # characters of a line below the axis and the numbers beside it
_BESIDE = (52, 100, 124)  # points right of the axes where the columns n, articles and DP end


class _Block(NamedTuple):
    """The bars of one group, from the highest log-odds down."""

    name: str
    rows: pd.DataFrame


def blocks(table: pd.DataFrame, most: int) -> list[_Block]:
    """Choose what is drawn: with two groups, both sides of the first; with more, what each group has more of."""
    groups = dict.fromkeys(words(table["group"]))
    found = []
    for group in groups:
        rows = table[[name == group for name in words(table["group"])]]
        above, below = rows[rows["log_odds"] > 0].head(most), rows[rows["log_odds"] < 0].tail(most)
        if len(groups) == 2:
            return [_Block(group, pd.concat([above, below]))]
        found.append(_Block(group, above if len(groups) > 2 else pd.concat([above, below])))
    return found


def size(table: pd.DataFrame, most: int) -> tuple[float, float]:
    """Return width and height in inches."""
    shown = blocks(table, most)
    lines = sum((len(block.rows) + 1) * _ROW + GAP for block in shown)
    longest = max((min(len(term), 2 * WRAP) for block in shown for term in words(block.rows["term"])), default=0)
    return max(COLUMN_WIDTH, 2.4 + _BESIDE[-1] / 72 * 0.4 + 0.055 * longest), (lines + 8) * LINE


def draw_keyness(axes: Axes, table: pd.DataFrame, most: int) -> None:
    """Draw the bars, one group below the other."""
    groups = list(dict.fromkeys(words(table["group"])))
    plain(axes)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.5)
    axes.axvline(0, color=edge(), linewidth=0.8, zorder=1)
    labels: dict[float, str] = {}
    bold: set[float] = set()
    top = 0.0
    for block in blocks(table, most):
        if len(groups) > 2:
            bold.add(top + _ROW / 2)
            labels[top + _ROW / 2] = wrapped(block.name, 2 * WRAP)
            top += _ROW
        for place, label in _draw_block(axes, block.rows, top):
            labels[place] = label
            top += _ROW
        top += GAP
    axes.set_ylim(top, -GAP)
    axes.set_yticks(list(labels), list(labels.values()), fontsize=POINTS, parse_math=False)
    for place, text in zip(labels, axes.get_yticklabels(), strict=True):
        text.set_fontweight("bold" if place in bold else "normal")
    for name, right in zip(("n", "articles", "DP"), _BESIDE, strict=True):
        _beside(axes, name, -GAP - 0.4, right)
    axes.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
    axes.set_xlabel(_said(groups), fontsize=POINTS, parse_math=False, loc="left")


def _draw_block(axes: Axes, rows: pd.DataFrame, top: float) -> list[tuple[float, str]]:
    """Draw a group's bars with their numbers; return the position and term of each."""
    drawn = []
    columns = (rows[name].tolist() for name in KEYNESS_COLUMNS[2:])
    for row, (term, *numbers) in enumerate(zip(words(rows["term"]), *columns, strict=True)):
        n, n_rest, articles, articles_rest, log_odds, dp, dp_rest = numbers
        place = top + (row + 0.5) * _ROW
        axes.barh(place, log_odds, height=0.8, color=BLUE if log_odds > 0 else VERMILLION, zorder=2)
        uneven = number(dp if log_odds > 0 else dp_rest, 2)
        printed = (f"{n:,} : {n_rest:,}", f"{articles:,} : {articles_rest:,}", uneven)
        for text, right in zip(printed, _BESIDE, strict=True):
            _beside(axes, text, place, right)
        drawn.append((place, wrapped(term, 2 * WRAP)))
    return drawn


def _beside(axes: Axes, text: str, place: float, right: float) -> None:
    """Write a number of a row right-aligned at `right` points beyond the axes."""
    axes.annotate(
        text, (1, place), (right, 0), xycoords=axes.get_yaxis_transform(), textcoords="offset points", ha="right",
        va="center", fontsize=POINTS, annotation_clip=False,
    )  # fmt: skip


def _said(groups: list[str]) -> str:
    """Return the axis label: which direction means more, and what the numbers next to the bars are."""
    first, second = (groups[0], groups[1]) if len(groups) == 2 else ("the group", "the rest")
    sides = [f"more in {first} →"] if len(groups) > 2 else [f"← more in {second}", f"more in {first} →"]
    direction = (
        "    ".join(sides) if sum(map(len, sides)) < _SAID else "\n".join(wrapped(side, _SAID) for side in sides)
    )
    beside = wrapped(f"n, articles: {first} : {second}; DP where it is more frequent", _SAID)
    return f"{direction}\nlog-odds, shrunk towards 0 by the prior\n{beside}"
