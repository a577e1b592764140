"""What is too high for a page is divided into figures that have equal axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from framing.plot.chart import Chart, Panel, Place

Item = TypeVar("Item")


def chart_parts(chart: Chart, fits: Callable[[Chart], bool]) -> list[Chart]:
    """Divide a chart into charts that fit: by panels, and by rows where one panel alone does not fit."""
    if fits(chart):
        return [chart]
    places = chart.places
    number = next(
        (number for number in range(1, len(places) + 1)
         if all(fits(_only(chart, [panel], own)) for panel in chart.panels for own in shared_out(places, number))),
        len(places),
    )  # fmt: skip
    found = []
    for own in shared_out(places, number):
        panels = [panel for panel in chart.panels if any(place in panel.rows for place in own)]
        some_fit = partial(_fit, chart, own, fits)
        found += [_only(chart, some, own) for some in groups_that_fit(panels, some_fit)]
    return found


def part_of(parts: Sequence[Item], part: int) -> Item:
    """Return a part by its number, from 1 on."""
    if not 1 <= part <= len(parts):
        there = (
            f"there are parts 1 to {len(parts)}" if len(parts) > 1 else "the table fits one figure, so leave part out"
        )
        raise ValueError(f"plot: part={part} is not there; {there}")
    return parts[part - 1]


def shared_out(items: Sequence[Item], number: int) -> list[Sequence[Item]]:
    """Divide a sequence into so many parts, of equal length, or of which the first are longer by one; none is empty.

    Examples
    --------
    >>> shared_out("abcdefghij", 4)
    ['abc', 'def', 'gh', 'ij']
    >>> shared_out("ab", 3), shared_out("", 3)
    (['a', 'b'], [])
    """
    number = min(number, len(items))
    size, longer = divmod(len(items), number or 1)
    borders = [place * size + min(place, longer) for place in range(number + 1)]
    return [items[start:end] for start, end in pairwise(borders)]


def groups_that_fit(items: Sequence[Item], fits: Callable[[Sequence[Item]], bool]) -> list[Sequence[Item]]:
    """Divide a sequence into as few parts of nearly equal length as fit; a single item always does."""
    for number in range(1, len(items)):
        parts = shared_out(items, number)
        if all(map(fits, parts)):
            return parts
    return [[item] for item in items]


def _fit(chart: Chart, places: Sequence[Place], fits: Callable[[Chart], bool], panels: Sequence[Panel]) -> bool:
    return fits(_only(chart, panels, places))


def _only(chart: Chart, panels: Sequence[Panel], places: Sequence[Place]) -> Chart:
    """Return a chart of some panels and rows, with the axis of the whole and its own footnotes."""
    kept = set(places)
    shown = [Panel(panel.title, {at: row for at, row in panel.rows.items() if at in kept}) for panel in panels]
    letters = {row.letter for panel in shown for row in panel.rows.values()}
    footnotes = {letter: text for letter, text in chart.footnotes.items() if letter in letters}
    return replace(chart, panels=shown, footnotes=footnotes, scaled_by=chart.scaled_by or chart)
