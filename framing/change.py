"""Test whether rates changed at a date, and by how much more in one outlet than in another; weeks are the units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from framing.model import named, note
from framing.results.families import check_adjustment
from framing.results.schema import NAN, Contrast, instead
from framing.results.tables import results_table
from framing.statistics import weeks as over_weeks
from framing.statistics.contrast import Question, row_of, without_interval
from framing.statistics.inference import by_score_of_counts, by_score_of_shares, by_t
from framing.statistics.limits import (
    few_instances,
    few_units,
    length_limits,
    no_logarithm,
    other_limits,
    refusal,
    too_few,
    unit_limits,
)
from framing.statistics.sides import Side, all_units, slices_of
from framing.statistics.units import Codes, Design, design_of
from framing.trend import dated

_WHEN = ("after", "before")
_CELL = "group and side of the date"


def change(
    counts: pd.DataFrame,
    *,
    at: str | pd.Timestamp,
    by: str = "outlet",
    weeks: int | None = None,
    adjust: str | None = "holm",
) -> pd.DataFrame:
    """Compare rates before and after a date in each group, and the groups' changes with each other.

    It shows how certain a change is, not its cause: anything else that happened at that time is included, and a slow
    drift looks like a step. The date has to be chosen before looking at the rates.

    Parameters
    ----------
    counts : DataFrame
        One row per article and device, as `framing.count` makes it, with the articles' `date`. Articles without one are
        left out, and a note counts and names them.
    at : str or Timestamp
        The first day that counts as after.
    by : str
        The column whose values are compared. Where it groups outlets (leaning), the result is about these
        outlets, not about others like them.
    weeks : int, optional
        Number of weeks to use on each side of the date; by default all.
    adjust : str, optional
        ``"holm"``, ``"fdr"`` or None, as for `framing.compare`; the family is every row with a p.

    Returns
    -------
    DataFrame
        A results table: one row per device and group that compares the rates after with those before; then one row per
        pair of groups whose `ratio` is the first group's ratio divided by the second's (above 1: the first rose more,
        or fell less), without rates. `units` is the number of weeks, counted from the date.

    Raises
    ------
    ValueError
        If no group has articles on both sides of the date, or the table or an option is invalid.

    Notes
    -----
    Counts and words are summed by week and group; all groups' weeks vary together. Weekly rates are autocorrelated, so
    the variance is estimated from their slow waves only (equal-weighted cosines; Lazarus, Lewis, Stock & Watson 2018),
    separately before and after the date, with as many degrees of freedom: about .4 times the weeks to the power of two
    thirds, 2 for eight weeks and 5 for a year. With a first-order autocorrelation of .6 this rejects 5 to 6 % of true
    nulls, with .8 up to 12 %; the cost is power where weeks are independent. Where a side has few instances or none,
    the score test of counts is used, as in `framing.compare`.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(16), "outlet": ["Bee", "Sun"] * 8, "words": 500, "device": "hedge",
    ...     "n": [2, 3, 3, 3, 2, 2, 3, 3, 5, 3, 6, 2, 4, 3, 5, 3],
    ...     "date": np.repeat(pd.date_range("2024-02-05", periods=8, freq="7D"), 2),
    ... })
    >>> change(counts, at="2024-03-04")[["a", "b", "units", "ratio", "low", "high"]].round(2)
                   a              b  units  ratio   low  high
    0     Bee, after    Bee, before      8    2.0  1.60  2.50
    1     Sun, after    Sun, before      8    1.0  0.72  1.39
    2  change in Bee  change in Sun      8    2.0  1.25  3.21
    """
    check_adjustment(adjust)
    if weeks is not None and weeks < 1:
        raise ValueError(f"change: weeks={weeks} is below 1; omit it to use all weeks")
    first = pd.to_datetime(at, errors="coerce")
    if pd.isna(first):
        raise ValueError(f"change: at={at!r} is not a date; write it as '2024-03-01'")
    by_group = design_of(counts, by=by, unit=None if by == "week" else "article")
    for message in by_group.messages:
        note(message)
    table = _in_weeks(dated(counts.iloc[np.unique(by_group.place)], "change"), first.normalize(), weeks)
    groups = _with_both_sides(table, by)
    cells = {(group, when): f"{group}, {when}" for group in groups for when in _WHEN}
    pairs = zip(table[by], table["when"], strict=True)
    table[_CELL] = [cells.get(pair) for pair in pairs]
    table = table.dropna(subset=[_CELL]).drop(columns="outlet" if by == "outlet" else [])
    design = design_of(table, by=_CELL, unit="week")
    rows = [(key, row) for key, sides in slices_of(design) for row in _rows(sides, cells, groups, design)]
    return results_table(rows, design.facts, adjust=adjust)


def _in_weeks(table: pd.DataFrame, first: pd.Timestamp, weeks: int | None) -> pd.DataFrame:
    """Add the week of each row, from 0 on the date, and keep the weeks asked for."""
    number = (table["date"] - first).dt.days // 7
    table = table.assign(week=number, when=np.where(number >= 0, *_WHEN))
    return table if weeks is None else table[number.between(-weeks, weeks - 1)]


def _with_both_sides(table: pd.DataFrame, by: str) -> list[object]:
    """Name the groups that have articles on both sides of the date, and note the others."""
    sides = table.groupby(by, observed=True)["when"].nunique()
    one_sided = sorted(sides.index[sides < 2], key=str)
    groups = sorted(sides.index[sides == 2], key=str)
    if not groups:
        raise ValueError(
            f"change: no {by} has articles both before and after the date; choose a date inside the corpus"
        )
    if one_sided:
        note(f"change: articles on only one side of the date in {named(one_sided)}; left out", stacklevel=4)
    return groups


def _rows(
    sides: list[Side], cells: dict[tuple[object, str], str], groups: Sequence[object], design: Design
) -> Iterator[Contrast]:
    """Yield each group's change, then the difference between the changes of each pair of groups."""
    by_name = {side.name: side for side in sides}
    changes = {group: (by_name[cells[group, "after"]], by_name[cells[group, "before"]]) for group in groups}
    week = np.array([int(label) for label in design.unit_labels[: design.alone_from]])
    for after, before in changes.values():
        yield _change(after, before, design, week)
    for one, other in combinations(groups, 2):
        yield _difference((one, other), changes[one], changes[other], design, week)


def _change(after: Side, before: Side, design: Design, week: Codes) -> Contrast:
    """Compare one group's rate after the date with that before."""
    sides, others = (after, before), other_limits((after, before), design)
    estimate = over_weeks.log_ratio(((after,), (before,)), week)
    if reason := too_few(sides, len(all_units([side.unit for side in sides])), design):
        row = without_interval(after, before, estimate, design, {**reason, **others})
        return row._replace(kind="change", is_planned=False)
    difference = over_weeks.difference(((after,), (before,)), week)
    few = instead(no_logarithm(sides, estimate.error, design) or few_instances(sides), "")
    if design.measure != "rate":
        inference = by_score_of_shares(after, before, (after.words, before.words), difference)
    elif few:
        inference = by_score_of_counts(after, before, difference)
    else:
        inference = by_t(estimate, "waves")
    row = row_of(after, before, estimate, inference, design, Question())
    if few:
        return row._replace(kind="change", limits={**few, **few_units(row.units), **others})
    limits = {
        **unit_limits(after, before, estimate, design),
        **length_limits(after, before, row.low, row.high, is_on_log_rates=False),
    }
    return row._replace(kind="change", limits={**limits, **others})


def _difference(
    names: tuple[object, object], one: tuple[Side, Side], other: tuple[Side, Side], design: Design, week: Codes
) -> Contrast:
    """Compare two groups' changes: the log ratio of the groups after, less that before."""
    estimate = over_weeks.log_ratio(tuple(zip(one, other, strict=True)), week)
    sides, others = (*one, *other), other_limits((*one, *other), design)
    units = len(all_units([side.unit for side in sides]))
    if reason := refusal(sides, units, estimate.error, design):
        row = without_interval(one[0], other[0], estimate, design, {**reason, **others})
        row = row._replace(is_planned=not too_few(sides, units, design))
    else:
        row = row_of(one[0], other[0], estimate, by_t(estimate, "waves"), design, Question())
        row = row._replace(limits={**few_units(units), **few_instances(sides), **others})
    a, b = (f"change in {name}" for name in names)
    n_a, n_b = (sum(side.articles for side in both) for both in (one, other))
    return row._replace(kind="change_difference", a=a, b=b, n_a=n_a, n_b=n_b, units=units, rate_a=NAN, rate_b=NAN)
