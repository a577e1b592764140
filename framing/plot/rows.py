"""Draw panels of rows into axes: labels, markers, intervals and printed numbers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator, NullLocator

from framing.plot.chart import Chart, Panel, Place, Row
from framing.plot.measure import lines_of, widest, width_of, wrapped
from framing.plot.style import FAINT, POINTS, QUIET, colour, edge, plain

_FARTHEST = 100.0  # ratios beyond 1:100 are printed, with an arrow at the edge of the axis
_WIDEST = 3.0  # an interval beyond so many times the highest rate ends in an arrow
_INDENT = "\u00a0\u00a0"
_BETWEEN = 0.7  # lines between two panels
PAD = 5.0  # points between the axes and the text beside them
_TICKS = (
    [2.0**power for power in range(-4, 5)],
    [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100],
    [0.01, 0.1, 1, 10, 100],
    [0.1, 1, 10],
    [1.0],
)


class Text(NamedTuple):
    """A label beside the axes: its text, the line where it begins, and whether it is a title."""

    text: str
    top: float
    is_bold: bool


class Block(NamedTuple):
    """Where everything of stacked panels is, in lines from the top."""

    texts: list[Text]
    rows: list[tuple[float, Row]]
    rules: list[float]
    height: float


def stacked(panels: Sequence[Panel], places: Sequence[Place], width: float, *, with_titles: bool) -> Block:
    """Place the rows of panels below each other, with labels of at most `width` points."""
    texts: list[Text] = []
    rows: list[tuple[float, Row]] = []
    rules: list[float] = []
    top = 0.0 if with_titles and panels[0].title else 1.0  # the first line is that of the numbers' header
    for number, panel in enumerate(panels):
        if number:
            rules.append(top + _BETWEEN / 2)
            top += _BETWEEN
        if with_titles and panel.title:
            title = wrapped(panel.title, width, weight="bold")
            texts.append(Text(title, top, is_bold=True))
            top += lines_of(title) + 0.1
        # Stacked panels have only their own rows; panels beside each other have the rows of all.
        own = [place for place in places if place in panel.rows] if len(panels) > 1 else list(places)
        heading = ""
        for place in own:
            under, label, _ = place
            if under != heading:
                heading = under
                texts.append(Text(wrapped(under, width), top, is_bold=False))
                top += lines_of(texts[-1].text)
            indent = _INDENT if under else ""
            lines = wrapped(label, width - width_of(indent)).replace("\n", f"\n{indent}")
            texts.append(Text(indent + lines, top, is_bold=False))
            if place in panel.rows:
                rows.append((top + lines_of(lines) / 2, panel.rows[place]))
            top += lines_of(lines)
    return Block(texts, rows, rules, top)


def limits(chart: Chart) -> tuple[float, float]:
    """Return the ends of the axis, the same for all panels and parts."""
    chart = chart.scaled_by or chart
    values = [value for row in chart.rows for value in (row.low, row.middle, row.high) if math.isfinite(value)]
    if chart.reference is not None:
        values = [value for value in values if value > 0]
        lowest, highest = min([0.5, *values]), max([2.0, *values])
        lowest, highest = max(lowest, 1 / _FARTHEST) / 1.15, min(highest, _FARTHEST) * 1.15
        ticks = _log_ticks(lowest, highest)
        lowest = min(lowest, max(tick for tick in ticks if tick < 1))
        return lowest, max(highest, min(tick for tick in ticks if tick > 1))
    middles = [row.middle for row in chart.rows if math.isfinite(row.middle)]
    highest = min(max(values, default=1.0), _WIDEST * max([*middles, 0.0]) or math.inf)
    lowest = min([0.0, *(row.low for row in chart.rows if math.isfinite(row.low)), *middles])
    if chart.most is None:
        return 0.0, highest * 1.06 or 1.0
    # Shares have few ends, so that figures of a paper can be compared: 10, 25, 50 or 100 %.
    share = highest / chart.most
    end = next((step for step in (0.1, 0.25, 0.5) if share <= step), 1.0) if chart.most != 1.0 else 1.0
    return (lowest * 1.06 if lowest < 0 else 0.0), end * chart.most


def draw(
    axes: Axes, chart: Chart, block: Block, *, label_width: float, are_labelled: bool, numbers: str, room: float
) -> None:
    """Draw a block into axes that are `room` points wide."""
    plain(axes)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.5)
    low, high = limits(chart)
    _x_axis(axes, chart, low, high, room)
    axes.set_ylim(block.height + 0.15, -0.15)
    axes.set_yticks([])
    if are_labelled:
        _labels(axes, block, label_width)
    if chart.reference is not None:
        axes.axvline(chart.reference, color=edge(), linewidth=0.8, zorder=1)
    for rule in block.rules:
        axes.axhline(rule, color=FAINT, linewidth=0.5)
    for place, row in block.rows:
        _draw_row(axes, row, place, (low, high))
    if numbers:
        width = number_width(chart, numbers)
        header = [(0.5, _header(chart, numbers))]
        for place, text in [*header, *((place, _printed(row, numbers)) for place, row in block.rows)]:
            axes.annotate(
                text, (1, place), (PAD + width, 0), xycoords=axes.get_yaxis_transform(), textcoords="offset points",
                ha="right", va="center", fontsize=POINTS, annotation_clip=False, parse_math=False,
            )  # fmt: skip


def number_width(chart: Chart, numbers: str) -> float:
    """Return the width of the column of numbers in points; `numbers` is ``"full"``, ``"brief"`` or empty."""
    return widest([_header(chart, numbers), *(_printed(row, numbers) for row in chart.rows)])


def _header(chart: Chart, numbers: str) -> str:
    return chart.header if numbers == "full" else chart.header.split(" ")[0]


def _printed(row: Row, numbers: str) -> str:
    return row.printed if numbers == "full" else row.brief


def _labels(axes: Axes, block: Block, width: float) -> None:
    places = [text.top + lines_of(text.text) / 2 for text in block.texts]
    axes.set_yticks(places, [text.text for text in block.texts], fontsize=POINTS, parse_math=False, ha="left")
    axes.yaxis.set_tick_params(length=0, pad=width + PAD)
    for label, text in zip(axes.get_yticklabels(), block.texts, strict=True):
        label.set_fontweight("bold" if text.is_bold else "normal")


def _draw_row(axes: Axes, row: Row, place: float, ends: tuple[float, float]) -> None:
    """Draw a row; without an interval, a quiet mark with the letter of its footnote."""
    if row.letter:
        at = min(max(row.middle, ends[0]), ends[1]) if not math.isnan(row.middle) else ends[0]
        axes.add_line(_mark("known" if not math.isnan(row.middle) else "unknown", at, place))
        is_far = axes.transScale.transform((at, 0))[0] > axes.transScale.transform((_at_share(axes, 0.85), 0))[0]
        axes.annotate(
            row.letter, (at, place), (-5 if is_far else 5, 0), textcoords="offset points", va="center",
            ha="right" if is_far else "left", fontsize=POINTS, color=QUIET, annotation_clip=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},  # hides the line behind it
        )  # fmt: skip
        return
    marks = _marks(row, ends)
    if row.low < row.high:
        axes.hlines(place, max(row.low, ends[0]), min(row.high, ends[1]), color=colour(0), linewidth=1.2)
    for kind, x in marks:
        axes.add_line(_mark(kind, x, place))


def _marks(row: Row, ends: tuple[float, float]) -> list[tuple[str, float]]:
    """Return the kinds and places of the marks of a row with an interval."""
    marks = []
    if row.low < row.high:
        marks.append(("before", ends[0]) if row.low < ends[0] else ("end", row.low))
        marks.append(("beyond", ends[1]) if row.high > ends[1] else ("end", row.high))
    if ends[0] <= row.middle <= ends[1]:
        marks.append(("filled" if row.is_filled else "hollow", row.middle))
    return marks


def kinds_of(chart: Chart) -> set[str]:
    """Return the kinds of mark of a chart that need an explanation."""
    ends = limits(chart)
    kinds = {kind for row in chart.rows if not row.letter for kind, _ in _marks(row, ends)}
    return kinds - {"end"} - (set() if chart.reference else {"filled"})


def _at_share(axes: Axes, share: float) -> float:
    """Return the value at a share of the axis."""
    low, high = axes.get_xlim()
    return float(low * (high / low) ** share if axes.get_xscale() == "log" else low + share * (high - low))


def _mark(kind: str, *place: float) -> Line2D:
    """Return a mark at a place, or one for the legend."""
    shape = {"before": "<", "beyond": ">", "end": "|", "known": "D", "unknown": "x"}.get(kind, "o")
    shade = QUIET if kind in ("known", "unknown") else colour(0)
    mark = Line2D(place[:1], place[1:], linestyle="", marker=shape, markersize=3.5, color=shade, zorder=4)
    mark.set(markerfacecolor="white" if kind in ("hollow", "known") else shade, markeredgewidth=0.9, clip_on=False)
    if kind in ("known", "unknown"):
        mark.set(markersize=2.6, markeredgewidth=0.7)
    return mark


def legend(kinds: set[str], *, is_adjusted: bool) -> list[tuple[Line2D, str]]:
    """Return the marks that need an explanation, with it."""
    p = "adjusted p" if is_adjusted else "p"
    entries = [("filled", f"{p} < .05"), ("hollow", f"{p} ≥ .05")]
    found = [(_mark(kind), text) for kind, text in entries if kind in kinds]
    if kinds & {"before", "beyond"}:
        found.append((_mark("beyond" if "beyond" in kinds else "before"), "beyond the axis"))
    return found


def axis_lines(chart: Chart, width: float) -> str:
    """Return the text below the axis, in lines of at most `width` points: which side is more, and what is measured."""
    less, more = chart.sides
    sides = f"← more in {less}    more in {more} →" if more else ""
    if sides and width_of(sides) > width:
        sides = f"{wrapped(f'← more in {less}', width)}\n{wrapped(f'more in {more} →', width)}"
    return "\n".join(filter(None, (sides, wrapped(chart.axis, width))))


def _x_axis(axes: Axes, chart: Chart, low: float, high: float, room: float) -> None:
    """Set scale, limits, and as many ticks as there is room for."""
    if chart.reference is not None:
        axes.set_xscale("log")
        ticks = _log_ticks(low, high, room)
    else:
        ticks = linear_ticks(low, high, room)
    axes.set_xlim(low, high)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_major_formatter(FixedFormatter([_tick(tick) for tick in ticks]))


def _tick(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _log_ticks(low: float, high: float, room: float = math.inf) -> list[float]:
    """Return ratios that people use, 1 among them."""
    first = 0 if high / low <= 80 else 1 if high / low <= 400 else 2
    for candidates in _TICKS[first:]:
        shown = [tick for tick in candidates if low <= tick <= high]
        steps = [math.log(tick / low) / math.log(high / low) for tick in shown] if room < math.inf else []
        if room == math.inf:
            return list(candidates)
        if _fits(shown, steps, room):
            return shown
    return [1.0]


def linear_ticks(low: float, high: float, room: float) -> list[float]:
    """Return as many round numbers as there is room for."""
    for number in (5, 4, 3, 2):
        found = [float(tick) for tick in MaxNLocator(number, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
        shown = [tick for tick in found if low <= tick <= high * (1 + 1e-9)]
        if _fits(shown, [(tick - low) / (high - low) for tick in shown], room):
            return shown
    return shown[:1]


def _fits(ticks: Sequence[float], steps: Sequence[float], room: float) -> bool:
    """Return whether tick labels are at least 4 points apart."""
    ends = [(step * room, width_of(_tick(tick)) / 2) for tick, step in zip(ticks, steps, strict=True)]
    return all(here + half + 4 <= there - other for (here, half), (there, other) in itertools.pairwise(ends))
