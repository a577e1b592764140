"""Rates over time: one panel per device, one line per group, with intervals and events."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from framing.plot.arrange import MARGIN, legend_above
from framing.plot.measure import LINE, lines_of, widest, wrapped
from framing.plot.paper_figure import PaperFigure, new_figure
from framing.plot.parts import groups_that_fit, part_of, shared_out
from framing.plot.style import FAINT, INK, MARKERS, POINTS, TALLEST, colour, edge, look, plain
from framing.results.names import heads, level_of, of_what, words

TREND_COLUMNS = ("device", "group", "period", "rate", "low", "high", "measure", "base")
_TOGETHER = len(MARKERS)  # groups in one panel; more have a panel each
_HIGHEST = 2.5  # an interval beyond so many times the highest rate ends in an arrow
_PANEL, _LOWEST = 62.0, 34.0  # points: height of a panel, and the lowest that is legible
_GUTTER, _TICKS = 12.0, 16.0
_ROWS = 8  # rows of panels on a page
_DASHES = ("-", (0, (4, 1.5)), (0, (1, 1.2)), (0, (5, 1.2, 1, 1.2)))

Events = Mapping[str, str]
Panels = list[tuple[str, pd.DataFrame]]


def panels(table: pd.DataFrame) -> Panels:
    """Return each panel's title and rows: a device, or a device and group where there are many groups."""
    titles = pd.Series(heads(table), index=table.index)
    if len(_groups(table)) > _TOGETHER:
        groups = pd.Series(words(table["group"]), index=table.index)
        titles = groups if len(set(titles)) == 1 else titles + ": " + groups
    return [(title, table[titles == title]) for title in dict.fromkeys(titles)]


def draw_figure(table: pd.DataFrame, events: Events, part: int) -> tuple[PaperFigure, list[Axes], int]:
    """Draw a trend, or a part of what a page holds; panels of one device have the same axis.

    Gives the number of parts as well.
    """
    width = look().width * 72
    parts = _parts(_by_device(panels(table)))
    shown = part_of(parts, part)
    tops = [_top(table[table["device"] == rows["device"].iloc[0]]) for _, rows in shown]
    left = max(widest(f"{tick:g}" for tick in MaxNLocator(4).tick_values(0, top)) for top in tops) + 8
    has_one_axis = len(set(tops)) == 1
    gutter = _GUTTER if has_one_axis else _GUTTER + left
    room = width - 2 * MARGIN - left - 8
    columns = _columns(len(shown))
    across = (room - (columns - 1) * gutter) / columns
    titles = [wrapped(title, across, weight="bold") for title, _ in shown]
    rows = [list(range(start, min(start + columns, len(shown)))) for start in range(0, len(shown), columns)]
    above = [(max(lines_of(titles[place]) for place in row) + (1.1 if events else 0.3)) * LINE for row in rows]
    entries = _entries(table, has_groups=_are_together(table))
    below = [*_axis_lines(table, width - 2 * MARGIN), *_event_lines(events, width - 2 * MARGIN)]
    legend_height = legend_above(None, entries, (width, 0.0))
    fixed = 2 * MARGIN + legend_height + sum(above) + len(rows) * 5 + _TICKS + len(below) * LINE
    tall = _PANEL if len(rows) < 4 else max(_LOWEST, min(_PANEL, (TALLEST * 72 - fixed) / len(rows)))
    height = fixed + len(rows) * tall
    figure = new_figure(width, height)
    legend_above(figure, entries, (width, height))
    all_axes: list[Axes] = []
    bottom = height - MARGIN - legend_height
    for row, over in zip(rows, above, strict=True):
        bottom -= over + tall + 5
        for column, place in enumerate(row):
            at = MARGIN + left + column * (across + gutter)
            axes = figure.add_axes((at / width, (bottom + 5) / height, across / width, tall / height))
            _draw_panel(axes, table, shown[place][1], tops[place], events, across)
            axes.annotate(
                titles[place], (0, 1), (0, LINE if events else 2), xycoords="axes fraction",
                textcoords="offset points", va="bottom", fontweight="bold", fontsize=POINTS, parse_math=False,
            )  # fmt: skip
            is_lowest = place + columns >= len(shown)
            axes.tick_params(axis="x", labelbottom=is_lowest, bottom=is_lowest)
            axes.tick_params(axis="y", labelleft=column == 0 or not has_one_axis)
            all_axes.append(axes)
    for number, line in enumerate(below):
        y = MARGIN + (len(below) - number - 1) * LINE
        figure.text(MARGIN / width, y / height, line, va="bottom", fontsize=POINTS, parse_math=False)
    return figure, all_axes, len(parts)


def _columns(number: int) -> int:
    """Return how many panels stand beside each other."""
    if look().name == "column":
        return 1 if number <= _TOGETHER else 2
    return min(number, 3 if number <= 3 * _ROWS else 4)


def _most() -> int:
    """Return how many panels are legible on a page."""
    return _ROWS * (2 if look().name == "column" else 4)


def _parts(of_devices: list[Panels]) -> list[Panels]:
    """Divide the panels by device, and those of one device where a page does not hold them."""
    grouped = groups_that_fit(of_devices, lambda some: len(_joined(some)) <= _most())
    if max(map(len, of_devices)) <= _most():
        return list(map(_joined, grouped))
    return [list(some) for own in of_devices for some in shared_out(own, math.ceil(len(own) / _most()))]


def _by_device(shown: Panels) -> list[Panels]:
    devices = dict.fromkeys(str(rows["device"].iloc[0]) for _, rows in shown)
    return [[panel for panel in shown if str(panel[1]["device"].iloc[0]) == device] for device in devices]


def _joined(parts: Sequence[Panels]) -> Panels:
    return [panel for part in parts for panel in part]


def draw_into(axes: Axes, table: pd.DataFrame, events: Events) -> None:
    """Draw a trend of one panel into given axes."""
    ((title, rows),) = panels(table)
    room = axes.get_window_extent().width / axes.figure.dpi * 72
    _draw_panel(axes, table, rows, _top(rows), events, room * 0.7)
    axes.set_title(
        wrapped(title, room, weight="bold"), loc="left", fontweight="bold", fontsize=POINTS, parse_math=False,
        pad=LINE if events else None,
    )  # fmt: skip
    axes.set_xlabel("\n".join([*_axis_lines(table, room), *_event_lines(events, room)]), fontsize=POINTS, loc="left")
    if entries := _entries(table, has_groups=_are_together(table)):
        handles, texts = zip(*entries, strict=True)
        axes.legend(handles, texts, loc="lower left", bbox_to_anchor=(0, 1.2), fontsize=POINTS, frameon=False)


def _draw_panel(axes: Axes, table: pd.DataFrame, rows: pd.DataFrame, top: float, events: Events, room: float) -> None:
    plain(axes)
    axes.grid(visible=True, axis="y", color=FAINT, linewidth=0.5)
    groups = _groups(table)
    are_together = _are_together(table)
    for place, group in enumerate(groups):
        own = rows[[name == group for name in words(rows["group"])]]
        number = place if are_together else 0
        if len(own):
            _draw_group(axes, own, top, number, _shift(rows, number, len(groups) if are_together else 1))
    axes.set_ylim(0, top)
    axes.set_yticks([tick for tick in MaxNLocator(3, steps=[1, 2, 5, 10]).tick_values(0, top) if tick <= top])
    _time_axis(axes, table, room)
    _draw_events(axes, events, room)


def _draw_events(axes: Axes, events: Events, room: float) -> None:
    """Draw a line per event, with its letter above; letters that would overlap are joined."""
    first, last = axes.get_xlim()
    letters: list[tuple[float, str]] = []
    for letter, day in zip(ascii_uppercase, events, strict=False):
        at = _place(pd.Timestamp(day))
        if not first <= at <= last:
            continue
        axes.axvline(at, color=edge(), linewidth=0.8, linestyle=(0, (3, 2)), zorder=2)
        is_near = letters and (at - letters[-1][0]) / (last - first) * room < 4 + widest([letters[-1][1]])
        if is_near:
            letters[-1] = (letters[-1][0], f"{letters[-1][1]},{letter}")
        else:
            letters.append((at, letter))
    for at, text in letters:
        axes.annotate(
            text, (at, 1), (-2.3, 1), xycoords=axes.get_xaxis_transform(), textcoords="offset points", ha="left",
            va="bottom", fontsize=POINTS,
        )  # fmt: skip


def _groups(table: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(words(table["group"])))


def _are_together(table: pd.DataFrame) -> bool:
    return len(_groups(table)) <= _TOGETHER


def _axis_lines(table: pd.DataFrame, width: float) -> list[str]:
    """Return what is drawn, and for which time."""
    first, last = (pd.Timestamp(when) for when in (table["period"].min(), table["period"].max()))
    text = f"{of_what(table)}, with {level_of(table)} interval; periods from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    return wrapped(text, width).split("\n")


def _event_lines(events: Events, width: float) -> list[str]:
    """List the events by the letters at their lines."""
    named = [f"{letter}  {name} ({day})" for letter, (day, name) in zip(ascii_uppercase, events.items(), strict=False)]
    return [line for name in named for line in wrapped(name, width).split("\n")]


def _top(rows: pd.DataFrame) -> float:
    """Return the upper end of the axis: all intervals, unless they are so wide that the rates would be unreadable."""
    highest = float(rows["rate"].max()) if rows["rate"].notna().any() else 1.0
    limit = rows["high"].max()
    top = min(float(limit), _HIGHEST * highest) if pd.notna(limit) and limit > highest else highest
    return 1.08 * top if top > 0 else 1.0


def _shift(rows: pd.DataFrame, number: int, groups: int) -> pd.Timedelta:
    """Shift a group's marks, so that intervals of the same period do not overlap."""
    periods = pd.Series(rows["period"].unique()).sort_values()
    step = periods.diff().min() if len(periods) > 1 else pd.Timedelta(days=30)
    return (number - (groups - 1) / 2) * 0.12 * step


def _draw_group(axes: Axes, own: pd.DataFrame, top: float, number: int, shift: pd.Timedelta) -> None:
    """Draw intervals, marks (hollow without an interval), and a line that is interrupted where there is no rate."""
    own = own.sort_values("period")
    shade = colour(number)
    x = [_place(period + shift) for period in own["period"]]
    axes.plot(x, own["rate"].tolist(), color=shade, linewidth=0.9, linestyle=_DASHES[number], zorder=3)
    has_rate, has_interval = own["rate"].notna().tolist(), (own["low"].notna() & own["high"].notna()).tolist()
    columns = (own[column].astype(float).tolist() for column in ("rate", "low", "high"))
    for at, is_there, is_sure, rate, low, high in zip(x, has_rate, has_interval, *columns, strict=True):
        if is_sure:
            axes.vlines(at, low, min(high, top), color=shade, linewidth=0.8, zorder=3)
        if is_sure and high > top:
            axes.add_line(_mark("^", shade, filled=True, at=(at, top)))
        if is_there:
            axes.add_line(_mark(MARKERS[number], shade, filled=is_sure, at=(at, rate)))


def _mark(marker: str, shade: str, *, filled: bool, at: tuple[float, float] | None = None) -> Line2D:
    x, y = ([at[0]], [at[1]]) if at else ([], [])
    mark = Line2D(x, y, linestyle="", marker=marker, markersize=3.2, color=shade, zorder=4, clip_on=False)
    mark.set(markerfacecolor=shade if filled else "white", markeredgewidth=0.8)
    return mark


def _entries(table: pd.DataFrame, *, has_groups: bool) -> list[tuple[Line2D, str]]:
    """Return the legend: groups and hollow marks."""
    groups = _groups(table) if has_groups else []
    entries = []
    for number, name in enumerate(groups):
        mark = _mark(MARKERS[number], colour(number), filled=True)
        mark.set(linestyle=_DASHES[number], linewidth=0.9)
        entries.append((mark, name))
    if (table["rate"].notna() & table["low"].isna()).any():
        entries.append((_mark("o", INK, filled=False), "hollow: no interval"))
    return entries


def _place(when: pd.Timestamp) -> float:
    """Return the position of a time on the axis, in days."""
    return float(dates.date2num(when.to_pydatetime()))  # type: ignore[no-untyped-call]


def _time_axis(axes: Axes, table: pd.DataFrame, room: float) -> None:
    first, last = _place(table["period"].min()), _place(table["period"].max())
    margin = max(0.05 * (last - first), 1.0)  # days
    axes.set_xlim(first - margin, last + margin)
    most = max(3, math.floor(room / 36))
    locator = dates.AutoDateLocator(minticks=2, maxticks=most)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    formatter = dates.ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(formatter)
