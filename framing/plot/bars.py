"""Key terms: one bar of log-odds per term, with counts, articles and dispersion beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from framing.plot.arrange import MARGIN
from framing.plot.measure import LINE, lines_of, widest, width_of, wrapped
from framing.plot.paper_figure import PaperFigure, new_figure
from framing.plot.parts import groups_that_fit, part_of
from framing.plot.rows import linear_ticks
from framing.plot.style import FAINT, POINTS, TALLEST, colour, edge, look, plain
from framing.results.names import words
from framing.results.numbers import number

KEYNESS_COLUMNS = ("group", "term", "n", "n_rest", "articles", "articles_rest", "log_odds", "dp", "dp_rest")
_HEADERS = ("n", "articles", "DP")
_GAP = 7.0  # points between two columns of numbers
_PAD = 5.0
_TICKS = 16.0
_BETWEEN = 0.9  # lines between two groups
_GUTTER = 16.0
_BELOW = 6  # lines of text below, at most


class _Block(NamedTuple):
    """The bars of one group, from the highest log-odds down, with their printed numbers."""

    title: str
    terms: list[str]
    odds: list[float]
    printed: list[tuple[str, str, str]]

    @property
    def height(self) -> float:
        """Return the height in lines: title, header, terms."""
        return 1.1 + sum(map(lines_of, self.terms)) + 0.3

    @property
    def title_height(self) -> float:
        """Return the height of the title above the axes in lines."""
        return lines_of(self.title) + 0.2 if self.title else 0.0


def draw_figure(table: pd.DataFrame, most: int, part: int) -> tuple[PaperFigure, list[Axes], int]:
    """Draw key terms: the groups below each other, on a page in two columns, or a part of what a page holds.

    Gives the number of parts as well.
    """
    width = look().width * 72
    every = _blocks(table, most, width)
    beside = 2 if look().name == "page" and len(every) > 1 else 1
    parts = groups_that_fit(every, lambda some: _height(some, beside) <= TALLEST * 72 - _BELOW * LINE)
    blocks = part_of(parts, part)
    columns = min(beside, len(blocks))
    share = (width - 2 * MARGIN - (columns - 1) * _GUTTER) / columns
    label_width, right = _sides(every)
    below = _said(_groups(table), width - 2 * MARGIN)
    rows = [blocks[start : start + columns] for start in range(0, len(blocks), columns)]
    heights = [max(block.height + block.title_height for block in row) * LINE for row in rows]
    height = _height(blocks, columns) + lines_of(below) * LINE
    figure = new_figure(width, height)
    ends = _ends(every)
    all_axes: list[Axes] = []
    top = height - MARGIN
    for row, tall in zip(rows, heights, strict=True):
        for column, block in enumerate(row):
            left = MARGIN + column * (share + _GUTTER) + label_width + _PAD
            across = share - label_width - _PAD - right[-1]
            own = block.height * LINE
            axes = figure.add_axes(
                (left / width, (top - block.title_height * LINE - own) / height, across / width, own / height)
            )
            _draw_block(axes, block, right, label_width, ends)
            is_lowest = len(all_axes) + columns >= len(blocks)
            axes.tick_params(axis="x", labelbottom=is_lowest, bottom=is_lowest)
            all_axes.append(axes)
        top -= tall + _BETWEEN * LINE
    figure.text(MARGIN / width, MARGIN / height, below, va="bottom", fontsize=POINTS, linespacing=1.2, parse_math=False)
    return figure, all_axes, len(parts)


def _height(blocks: Sequence[_Block], columns: int) -> float:
    """Return the height of a figure in points, without the text below."""
    rows = [blocks[start : start + columns] for start in range(0, len(blocks), columns)]
    heights = [max(block.height + block.title_height for block in row) * LINE for row in rows]
    return MARGIN * 2 + sum(heights) + _BETWEEN * LINE * (len(rows) - 1) + _TICKS


def draw_into(axes: Axes, table: pd.DataFrame, most: int) -> None:
    """Draw key terms into given axes, the groups below each other."""
    room = axes.get_window_extent().width / axes.figure.dpi * 72
    blocks = _blocks(table, most, room)
    label_width, right = _sides(blocks)
    merged = _Block(
        "", [term for block in blocks for term in block.terms], [value for block in blocks for value in block.odds],
        [cells for block in blocks for cells in block.printed],
    )  # fmt: skip
    _draw_block(axes, merged, right, label_width, _ends(blocks))
    axes.set_xlabel(_said(_groups(table), room), fontsize=POINTS, parse_math=False, loc="left")


def _groups(table: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(words(table["group"])))


def _blocks(table: pd.DataFrame, most: int, width: float) -> list[_Block]:
    """Choose what is drawn: with two groups, both sides of the first; with more, what each group has more of."""
    groups = _groups(table)
    found = []
    for group in groups:
        rows = table[[name == group for name in words(table["group"])]]
        above, below = rows[rows["log_odds"] > 0].head(most), rows[rows["log_odds"] < 0].tail(most)
        if len(groups) == 2:
            return [_block("", pd.concat([above, below]), width)]
        found.append(_block(group, above if len(groups) > 2 else pd.concat([above, below]), width))
    return found


def _block(title: str, rows: pd.DataFrame, width: float) -> _Block:
    columns = (rows[name].tolist() for name in KEYNESS_COLUMNS[2:])
    odds, printed = [], []
    for n, n_rest, articles, articles_rest, log_odds, dp, dp_rest in zip(*columns, strict=True):
        odds.append(float(log_odds))
        uneven = number(dp if log_odds > 0 else dp_rest, 2)
        printed.append((f"{n:,} : {n_rest:,}", f"{articles:,} : {articles_rest:,}", uneven))
    terms = [wrapped(term, width * 0.3) for term in words(rows["term"])]
    return _Block(wrapped(title, width * 0.45, weight="bold"), terms, odds, printed)


def _sides(blocks: list[_Block]) -> tuple[float, list[float]]:
    """Return the width of the labels, and where each column of numbers ends, in points right of the axes."""
    ends: list[float] = []
    for column, header in enumerate(_HEADERS):
        cells = [cells[column] for block in blocks for cells in block.printed]
        ends.append((ends[-1] if ends else 0.0) + _GAP + widest([header, *cells]))
    return widest(term for block in blocks for term in block.terms), ends


def _ends(blocks: list[_Block]) -> tuple[float, float]:
    values = [value for block in blocks for value in block.odds]
    return min([0.0, *values]) * 1.04, (max([0.0, *values]) or 0.1) * 1.04


def _draw_block(axes: Axes, block: _Block, right: list[float], label_width: float, ends: tuple[float, float]) -> None:
    """Draw a group's bars with their numbers."""
    plain(axes)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.5)
    axes.axvline(0, color=edge(), linewidth=0.8, zorder=1)
    top = 0.0
    ticks: list[float] = []
    if block.title:
        axes.annotate(
            block.title, (0, 1), (-label_width - _PAD, 1), xycoords="axes fraction", textcoords="offset points",
            va="bottom", fontweight="bold", fontsize=POINTS, annotation_clip=False, parse_math=False,
        )  # fmt: skip
    for header, end in zip(_HEADERS, right, strict=True):
        _beside(axes, header, top + 0.5, end)
    top += 1.1
    for term, odds, cells in zip(block.terms, block.odds, block.printed, strict=True):
        place = top + lines_of(term) / 2
        axes.barh(place, odds, height=0.7, color=colour(0 if odds > 0 else 1), zorder=2)
        for text, end in zip(cells, right, strict=True):
            _beside(axes, text, place, end)
        ticks.append(place)
        top += lines_of(term)
    axes.set_ylim(block.height, 0)
    axes.set_xlim(*ends)
    axes.set_yticks(ticks, block.terms, fontsize=POINTS, parse_math=False, ha="left")
    axes.yaxis.set_tick_params(length=0, pad=label_width + _PAD)
    axes.set_xticks(linear_ticks(*ends, 90.0))


def _beside(axes: Axes, text: str, place: float, right: float) -> None:
    """Write a number of a row right-aligned at `right` points beyond the axes."""
    axes.annotate(
        text, (1, place), (right, 0), xycoords=axes.get_yaxis_transform(), textcoords="offset points", ha="right",
        va="center", fontsize=POINTS, annotation_clip=False,
    )  # fmt: skip


def _said(groups: list[str], width: float) -> str:
    """Return the text below the axis: which direction means more, and what the numbers beside the bars are."""
    first, second = (groups[0], groups[1]) if len(groups) == 2 else ("the group", "the rest")
    sides = [f"more in {first} →"] if len(groups) > 2 else [f"← more in {second}", f"more in {first} →"]
    joined = "    ".join(sides)
    direction = joined if width_of(joined) <= width else "\n".join(wrapped(side, width) for side in sides)
    beside = wrapped(f"n, articles: {first} : {second}; DP (0: spread evenly) where it is more frequent", width)
    return f"{direction}\n{wrapped('log-odds, shrunk towards 0 by the prior', width)}\n{beside}"
