"""Rates over time: one panel per device, one line per group, with intervals and events."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from framing.plot.style import COLOURS, FAINT, INK, LINE, MARKERS, POINTS, edge, heads, of_what, plain, words, wrapped

TREND_COLUMNS = ("device", "group", "period", "rate", "low", "high", "measure", "base")
_PANEL = 1.15  # inches
_TOGETHER = len(COLOURS)  # groups in one panel; more have a panel each
_HIGHEST = 2.5  # an interval beyond so many times the highest rate ends in an arrow

Events = Mapping[str, str]


def panels(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return each panel's title and rows: a device, or a device and group where there are many groups."""
    titles = pd.Series(heads(table), index=table.index)
    if len(_groups(table)) > _TOGETHER:
        titles = titles + ": " + pd.Series(words(table["group"]), index=table.index)
    return [(title, table[titles == title]) for title in dict.fromkeys(titles)]


def height(table: pd.DataFrame, events: Events) -> float:
    """Return the height of panels and legend in inches."""
    entries = [*_groups(table)[:_TOGETHER], *_event_names(events)]
    return len(panels(table)) * _PANEL + 0.35 + LINE * (1 + sum(wrapped(name, 46).count("\n") + 1 for name in entries))


def draw_trend(all_axes: list[Axes], table: pd.DataFrame, events: Events) -> None:
    """Draw the panels of a trend table from top to bottom."""
    groups = _groups(table)
    are_together = len(groups) <= _TOGETHER
    for axes, (title, rows) in zip(all_axes, panels(table), strict=True):
        plain(axes)
        axes.grid(visible=True, axis="y", color=FAINT, linewidth=0.5)
        top = _top(rows)
        for place, group in enumerate(groups):
            own = rows[[name == group for name in words(rows["group"])]]
            number = place if are_together else 0
            if len(own):
                _draw_group(axes, own, top, number, _shift(rows, number, len(groups) if are_together else 1))
        axes.set_ylim(0, top)
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        axes.set_title(wrapped(title, 52), loc="left", fontweight="bold", fontsize=POINTS, parse_math=False)
        _time_axis(axes, rows)
        for letter, day in zip(ascii_uppercase, events, strict=False):
            at = _place(pd.Timestamp(day))
            axes.axvline(at, color=edge(), linewidth=0.8, linestyle=(0, (3, 2)), zorder=2)
            axes.text(at, 1.0, letter, transform=axes.get_xaxis_transform(), ha="center", va="bottom", fontsize=POINTS)
    all_axes[-1].set_xlabel(f"{of_what(table, 'per 1,000 words')}, with interval", fontsize=POINTS)
    _explain(all_axes[0], groups if are_together else [], table, events)


def _groups(table: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(words(table["group"])))


def _event_names(events: Events) -> list[str]:
    """List the events by the letters at their lines."""
    return [f"{letter}  {name} ({day})" for letter, (day, name) in zip(ascii_uppercase, events.items(), strict=False)]


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
    return (number - (groups - 1) / 2) * 0.14 * step


def _draw_group(axes: Axes, own: pd.DataFrame, top: float, number: int, shift: pd.Timedelta) -> None:
    """Draw intervals, marks (hollow without an interval), and a line that is interrupted where there is no rate."""
    own = own.sort_values("period")
    x = [_place(period + shift) for period in own["period"]]
    axes.plot(x, own["rate"].tolist(), color=COLOURS[number], linewidth=0.9, zorder=3)
    has_rate, has_interval = own["rate"].notna().tolist(), (own["low"].notna() & own["high"].notna()).tolist()
    columns = (own[column].astype(float).tolist() for column in ("rate", "low", "high"))
    for at, is_there, is_sure, rate, low, high in zip(x, has_rate, has_interval, *columns, strict=True):
        if is_sure:
            axes.vlines(at, low, min(high, top), color=COLOURS[number], linewidth=0.8, zorder=3)
        if is_sure and high > top:
            axes.add_line(_mark("^", COLOURS[number], filled=True, at=(at, top)))
        if is_there:
            axes.add_line(_mark(MARKERS[number], COLOURS[number], filled=is_sure, at=(at, rate)))


def _mark(marker: str, colour: str, *, filled: bool, at: tuple[float, float] | None = None) -> Line2D:
    x, y = ([at[0]], [at[1]]) if at else ([], [])
    mark = Line2D(x, y, linestyle="", marker=marker, markersize=3.2, color=colour, zorder=4, clip_on=False)
    mark.set(markerfacecolor=colour if filled else "white", markeredgewidth=0.8)
    return mark


def _explain(axes: Axes, groups: list[str], table: pd.DataFrame, events: Events) -> None:
    """Draw the legend above the first panel: groups, hollow marks and events."""
    handles = {
        wrapped(name, 46): _mark(MARKERS[number], COLOURS[number], filled=True) for number, name in enumerate(groups)
    }
    if (table["rate"].notna() & table["low"].isna()).any():
        handles["hollow: no interval"] = _mark("o", INK, filled=False)
    handles |= {wrapped(name, 46): Line2D([], [], linestyle="") for name in _event_names(events)}
    if handles:
        legend = axes.legend(
            list(handles.values()), list(handles), loc="lower left", bbox_to_anchor=(0, 1.15), fontsize=POINTS,
            frameon=False, borderpad=0, labelspacing=0.2, handletextpad=0.3,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_parse_math(False)


def _place(when: pd.Timestamp) -> float:
    """Return the position of a time on the axis, in days."""
    return float(dates.date2num(when.to_pydatetime()))  # type: ignore[no-untyped-call]


def _time_axis(axes: Axes, rows: pd.DataFrame) -> None:
    locator = dates.AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.xaxis.get_offset_text().set_fontsize(POINTS)
    first, last = _place(rows["period"].min()), _place(rows["period"].max())
    margin = max(0.03 * (last - first), 1.0)  # days
    axes.set_xlim(first - margin, last + margin)
