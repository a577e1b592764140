"""Arrange panels in a new figure: below each other with printed numbers, or beside each other with equal axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from framing.plot.chart import Chart
from framing.plot.measure import LINE, lines_of, widest, wrapped
from framing.plot.paper_figure import PaperFigure, new_figure
from framing.plot.parts import chart_parts, part_of
from framing.plot.rows import PAD, Block, axis_lines, draw, kinds_of, legend, number_width, stacked
from framing.plot.style import POINTS, QUIET, TALLEST, look

MARGIN = 6.0  # points around the figure
_TICKS = 16.0  # points: ticks and their labels
_GUTTER = 12.0  # points between panels beside each other
_LABELS = 0.42  # share of the width that labels may have in one column
_DATA = 0.42  # share of the width that the data keep beside printed intervals
_NARROWEST = 42.0  # points: a panel beside others
_TALL = 46  # lines: a figure with more rows has its panels beside each other
_ON_A_PAGE = 4  # panels beside each other on a page, if they fit


class _Grid(NamedTuple):
    """Panels in columns: their blocks, the width of the labels and of a panel, all in points."""

    blocks: list[Block]
    columns: int
    label_width: float
    panel_width: float
    numbers: str

    @property
    def height(self) -> float:
        rows = math.ceil(len(self.blocks) / self.columns)
        heights = [
            max(block.height for block in self.blocks[row * self.columns :][: self.columns]) for row in range(rows)
        ]
        return sum((height + 0.3) * LINE for height in heights) + (rows - 1) * LINE * 0.8


class _Layout(NamedTuple):
    """What a figure of a chart has: its grid, the text below, the legend, the room above and the height in points."""

    grid: _Grid
    below: list[str]
    entries: list[tuple[Line2D, str]]
    above: float
    height: float


def draw_chart(chart: Chart, part: int, *, is_adjusted: bool) -> tuple[PaperFigure, list[Axes], int]:
    """Draw a chart as a figure as wide as the style says and as high as necessary, or a part of what a page holds.

    Gives the number of parts as well.
    """
    width = look().width * 72
    parts = chart_parts(chart, lambda some: _layout(some, width, is_adjusted).height <= TALLEST * 72)
    chart = part_of(parts, part)
    grid, below, entries, above, height = _layout(chart, width, is_adjusted)
    figure = new_figure(width, height)
    legend_above(figure, entries, (width, height))
    axes = _draw_grid(figure, chart, grid, (width, height), above)
    _write_below(figure, chart, grid, below, (width, height))
    return figure, axes, len(parts)


def _layout(chart: Chart, width: float, is_adjusted: bool) -> _Layout:
    grid = _grid(chart, width)
    below = [*axis_lines(chart, width - 2 * MARGIN).split("\n"), *_notes(chart, width - 2 * MARGIN)]
    entries = legend(kinds_of(chart), is_adjusted=is_adjusted)
    above = MARGIN + legend_above(None, entries, (width, 0.0))
    return _Layout(grid, below, entries, above, above + grid.height + MARGIN + len(below) * LINE + _TICKS)


def draw_into(axes: Axes, chart: Chart, *, is_adjusted: bool) -> None:
    """Draw a chart into given axes, its panels below each other; footnotes are in the caption alone."""
    room = axes.get_window_extent().width / axes.figure.dpi * 72
    label_width = _label_width(chart, max(room * _LABELS, 60.0))
    block = stacked(chart.panels, chart.places, label_width, with_titles=True)
    draw(axes, chart, block, label_width=label_width, are_labelled=True, numbers="brief", room=room * 0.5)
    axes.set_xlabel(axis_lines(chart, room * 0.8), fontsize=POINTS, parse_math=False)
    if entries := legend(kinds_of(chart), is_adjusted=is_adjusted):
        handles, texts = zip(*entries, strict=True)
        axes.legend(
            handles, texts, loc="lower center", bbox_to_anchor=(0.5, 1.0), fontsize=POINTS, frameon=False, borderpad=0,
            handletextpad=0.3, labelspacing=0.2,
        )  # fmt: skip


def legend_above(figure: PaperFigure | None, entries: Sequence[tuple[Line2D, str]], size: tuple[float, float]) -> float:
    """Draw a legend at the top of a figure, in as many columns as fit; return its height in points."""
    if not entries:
        return 0.0
    width, height = size
    room = width - 2 * MARGIN
    texts = [wrapped(text, room - 2.6 * POINTS) for _, text in entries]
    columns = len(texts)
    while columns > 1 and columns * (widest(texts) + 3.6 * POINTS) > room:
        columns -= 1
    columns = math.ceil(len(texts) / math.ceil(len(texts) / columns))
    if figure is not None:
        shown = figure.legend(
            [mark for mark, _ in entries], texts, loc="upper left",
            bbox_to_anchor=(MARGIN / width, 1 - MARGIN / height),
            ncols=columns, fontsize=POINTS, frameon=False, borderpad=0, borderaxespad=0, handletextpad=0.4,
            columnspacing=1.2, labelspacing=0.15, handlelength=1.8,
        )  # fmt: skip
        for text in shown.get_texts():
            text.set_parse_math(False)
    return math.ceil(len(texts) / columns) * 1.15 * LINE * max(map(lines_of, texts)) + 2


def grid_columns(panels: int, row_height: float, room: float, narrowest: float, preferred: int) -> int:
    """Return how many panels stand beside each other: as many as preferred, more where a page is too short."""
    most = max(1, int((room + _GUTTER) // (narrowest + _GUTTER)))
    columns = min(preferred, panels, most)
    while columns < min(panels, most) and math.ceil(panels / columns) * row_height > TALLEST * 72:
        columns += 1
    return math.ceil(panels / math.ceil(panels / columns))


def _grid(chart: Chart, width: float) -> _Grid:
    room = width - 2 * MARGIN
    label_width = _label_width(chart, room * (_LABELS if look().name == "column" else 0.3))
    one = stacked(chart.panels, chart.places, label_width, with_titles=True)
    numbers, panel_width = _numbers(chart, room, label_width)
    several = len(chart.panels) > 1
    if not several or (look().name == "column" and one.height <= _TALL):
        return _Grid([one], 1, label_width, panel_width, numbers)
    # The titles are above the panels, so the labels need less room.
    beside = _label_width(chart, room * 0.34, with_titles=False)
    free = room - beside - PAD - 4  # the last tick label may reach beyond its panel
    words = [word for panel in chart.panels for word in panel.title.split()]
    narrowest = max(_NARROWEST, min(widest(words, weight="bold"), free))
    lines = max(len(chart.places) + len({under for under, _, _ in chart.places if under}) + 2, 1)
    columns = grid_columns(len(chart.panels), lines * LINE, free, narrowest, _ON_A_PAGE)
    if columns == 1:
        return _Grid([one], 1, label_width, panel_width, numbers)
    panel_width = (free - (columns - 1) * _GUTTER) / columns
    titles = [wrapped(panel.title, panel_width, weight="bold") for panel in chart.panels]
    blocks = []
    for number, panel in enumerate(chart.panels):
        row = titles[number // columns * columns :][:columns]
        first = max(map(lines_of, row)) + 0.1 - 1  # without the line of the header
        block = stacked([panel], chart.places, beside, with_titles=False)
        blocks.append(_lowered(block, titles[number], first))
    return _Grid(blocks, columns, beside, panel_width, numbers="")


def _numbers(chart: Chart, room: float, label_width: float) -> tuple[str, float]:
    """Return which numbers are printed, and the width that they leave; intervals only where the data keep enough."""
    left = room - label_width - 2 * PAD
    full = left - number_width(chart, "full")
    return ("full", full) if full >= _DATA * room else ("brief", left - number_width(chart, "brief"))


def _lowered(block: Block, title: str, lines: float) -> Block:
    """Leave room for the title above the rows of a panel."""
    texts = [text._replace(top=text.top + lines) for text in block.texts]
    return Block(texts, [(place + lines, row) for place, row in block.rows], [], block.height + lines)


def _label_width(chart: Chart, most: float, *, with_titles: bool = True) -> float:
    """Return the width of the labels, as far as they fit into `most` points."""
    labels = [f"{'    ' if under else ''}{label}" for under, label, _ in chart.places]
    longest = max(widest(labels), widest(under for under, _, _ in chart.places))
    if with_titles:
        longest = max(longest, widest((panel.title for panel in chart.panels), weight="bold"))
    return min(longest, most)


def _draw_grid(figure: PaperFigure, chart: Chart, grid: _Grid, size: tuple[float, float], above: float) -> list[Axes]:
    width, height = size
    all_axes = []
    top = height - above
    rows = math.ceil(len(grid.blocks) / grid.columns)
    for row in range(rows):
        blocks = grid.blocks[row * grid.columns :][: grid.columns]
        tall = (max(block.height for block in blocks) + 0.3) * LINE
        for column, block in enumerate(blocks):
            left = MARGIN + grid.label_width + PAD + column * (grid.panel_width + _GUTTER)
            axes = figure.add_axes((left / width, (top - tall) / height, grid.panel_width / width, tall / height))
            number = row * grid.columns + column
            draw(
                axes, chart, block, label_width=grid.label_width, are_labelled=column == 0,
                numbers=grid.numbers, room=grid.panel_width,
            )  # fmt: skip
            if grid.columns > 1:
                title = wrapped(chart.panels[number].title, grid.panel_width, weight="bold")
                axes.text(
                    0, 1, title, transform=axes.transAxes, va="top", ha="left", fontweight="bold", fontsize=POINTS,
                    parse_math=False, zorder=5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},
                )  # fmt: skip
            is_lowest = number + grid.columns >= len(grid.blocks)
            axes.tick_params(axis="x", labelbottom=is_lowest, bottom=is_lowest)
            all_axes.append(axes)
        top -= tall + LINE * 0.8
    return all_axes


def _write_below(figure: PaperFigure, chart: Chart, grid: _Grid, lines: list[str], size: tuple[float, float]) -> None:
    """Write the name of the axis under the panels, and the footnotes at the left."""
    width, height = size
    left = MARGIN + grid.label_width + PAD
    span = grid.columns * (grid.panel_width + _GUTTER) - _GUTTER
    named = axis_lines(chart, width - 2 * MARGIN).split("\n")
    for number, line in enumerate(lines):
        is_axis = number < len(named)
        y = (MARGIN + (len(lines) - number - 1) * LINE + 1) / height
        half = widest([line]) / 2
        middle = min(max(left + span / 2, MARGIN + half), width - MARGIN - half)
        figure.text(
            middle / width if is_axis else MARGIN / width, y, line, ha="center" if is_axis else "left", va="bottom",
            fontsize=POINTS, color=None if is_axis else QUIET, parse_math=False,
        )  # fmt: skip


def _notes(chart: Chart, width: float) -> list[str]:
    """Return the footnotes, in lines of at most `width` points."""
    return [
        line for letter, text in chart.footnotes.items() for line in wrapped(f"{letter}  {text}", width).split("\n")
    ]
