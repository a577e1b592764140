"""Whether rates changed at a date, and more so in one outlet than in another; weeks are the units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from framing.model import named, note
from framing.results.families import check_adjustment
from framing.results.schema import NAN, Contrast, Limits
from framing.results.tables import results_table
from framing.statistics import jackknife
from framing.statistics.contrast import Question, by_t, contrast, row_of, without_interval
from framing.statistics.jackknife import Estimate
from framing.statistics.limits import FEW_UNITS, few_units, other_limits, refusal
from framing.statistics.sides import Side, slices_of
from framing.statistics.units import Design, design_of
from framing.trend import dated

_WHEN = ("after", "before")
_CELL = "group and side of the date"
_AUTOCORRELATED = 0.3  # correlation of weeks with the next ones from which a note says so


def change(
    counts: pd.DataFrame,
    *,
    at: str | pd.Timestamp,
    by: str = "outlet",
    weeks: int | None = None,
    adjust: str | None = "holm",
) -> pd.DataFrame:
    """Compare rates before and after a date in each group, and the groups' changes with each other.

    It says how sure a change is, not what made it: whatever else happened then counts too, and a slow drift looks like
    a step. The date has to be chosen before looking at the rates.

    Parameters
    ----------
    counts : DataFrame
        One row per article and device, as `framing.count` makes it, with the articles' `date`. Articles without one are
        left out, and a note counts and names them.
    at : str or Timestamp
        The first day that counts as after.
    by : str
        The column whose values are compared. Where it groups outlets (leaning), what is found holds for these outlets,
        not for others like them.
    weeks : int, optional
        Weeks that are looked at on each side of the date; by default all.
    adjust : str, optional
        ``"holm"``, ``"fdr"`` or None, as for `framing.compare`; the family is every row with a p.

    Returns
    -------
    DataFrame
        A results table. For each device and group a row of rates after against before; then for each two groups a row
        whose `ratio` is the first's ratio over the second's (above 1: it rose more there, or fell less), without rates.
        `units` are the weeks, counted from the date on.

    Raises
    ------
    ValueError
        If no group has articles on both sides of the date, the table is wrong or an option is.

    Notes
    -----
    Counts and words are summed by week and group. A week is left out from all groups at once, by the jackknife of
    `framing.compare`, with Welch's degrees of freedom for weeks before and after; for two groups it is the difference
    of the log ratios. Weeks stand for all that articles of a time have in common. They are taken to be independent;
    where weekly rates are autocorrelated a note says so, since the interval is then too narrow.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(16), "outlet": ["Bee", "Sun"] * 8, "words": 500, "device": "hedge",
    ...     "n": [2, 3, 3, 3, 2, 2, 3, 3, 5, 3, 6, 2, 4, 3, 5, 3],
    ...     "date": np.repeat(pd.date_range("2024-02-05", periods=8, freq="7D"), 2),
    ... })
    >>> change(counts, at="2024-03-04")[["a", "b", "units", "ratio", "low", "high"]].round(2)
                   a              b  units  ratio   low  high
    0     Bee, after    Bee, before      8    2.0  1.40  2.86
    1     Sun, after    Sun, before      8    1.0  0.74  1.36
    2  change in Bee  change in Sun      8    2.0  1.23  3.27
    """
    check_adjustment(adjust)
    if weeks is not None and weeks < 1:
        raise ValueError(f"change: weeks={weeks} is below 1; leave it out to look at all")
    first = pd.to_datetime(at, errors="coerce")
    if pd.isna(first):
        raise ValueError(f"change: at={at!r} is no date; write it as '2024-03-01'")
    by_group = design_of(counts, by=by, unit=None if by == "week" else "article")
    for message in by_group.messages:
        note(message)
    table = _in_weeks(dated(counts.iloc[np.unique(by_group.place)], "change"), first.normalize(), weeks)
    groups = _with_both_sides(table, by)
    cells = {(group, when): f"{group}, {when}" for group in groups for when in _WHEN}
    pairs = zip(table[by], table["when"], strict=True)
    table[_CELL] = [cells.get(pair) for pair in pairs]
    table = table.dropna(subset=[_CELL])
    design = design_of(table, by=_CELL, unit="week")
    rows = [(key, row) for key, sides in slices_of(design) for row in _rows(sides, cells, groups, design)]
    return results_table(rows, design.facts, adjust=adjust)


def _in_weeks(table: pd.DataFrame, first: pd.Timestamp, weeks: int | None) -> pd.DataFrame:
    """Give each row its week, from 0 on the date, and keep the weeks asked for."""
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
        note(f"change: articles on one side of the date only in {named(one_sided)}; left out", stacklevel=4)
    return groups


def _rows(
    sides: list[Side], cells: dict[tuple[object, str], str], groups: Sequence[object], design: Design
) -> Iterator[Contrast]:
    """Give each group's change, then the difference of each two groups' changes."""
    by_name = {side.name: side for side in sides}
    changes = {group: tuple(by_name[cells[group, when]] for when in _WHEN) for group in groups}
    for after, before in changes.values():
        row = contrast(after, before, design, Question())
        yield row._replace(kind="change", limits={**row.limits, **_autocorrelation((after, before), design)})
    for one, other in combinations(groups, 2):
        yield _difference((one, other), changes[one], changes[other], design)


def _difference(
    names: tuple[object, object], one: tuple[Side, ...], other: tuple[Side, ...], design: Design
) -> Contrast:
    """Compare two groups' changes: the log ratio of the groups after, less that before."""
    after, before = (jackknife.log_ratio(a, b) for a, b in zip(one, other, strict=True))
    estimate = _less(after, before)
    sides = (*one, *other)
    others = other_limits(sides, design)
    reason = refusal(sides, len(estimate.unit), estimate.error, design)
    if reason:
        limits = {**reason, **others}
        row = without_interval(one[0], other[0], estimate, design, limits)._replace(
            low=NAN, high=NAN, method="none", limits=limits
        )
    else:
        row = row_of(one[0], other[0], estimate, by_t(estimate, "jackknife"), design, Question())
        row = row._replace(limits={**few_units(row.units), **_autocorrelation(sides, design), **others})
    a, b = (f"change in {name}" for name in names)
    n_a, n_b = (sum(side.articles for side in both) for both in (one, other))
    return row._replace(kind="change_difference", a=a, b=b, n_a=n_a, n_b=n_b, rate_a=NAN, rate_b=NAN)


def _less(after: Estimate, before: Estimate) -> Estimate:
    """Take one estimate from another that shares no unit with it."""
    parts = np.square([after.error, before.error])
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = float(np.square(parts.sum()) / (np.square(parts) / [after.freedom, before.freedom]).sum())
    unit, shift = np.concatenate([after.unit, before.unit]), np.concatenate([after.shift, -before.shift])
    error = float(np.sqrt(parts.sum()))
    return Estimate(after.value - before.value, error, freedom, unit, shift, after.shared + before.shared)


def _autocorrelation(sides: Sequence[Side], design: Design) -> Limits:
    """Warn where weeks above their side's rate are followed by weeks above it."""
    pairs = [np.zeros((0, 2))]
    for side in sides:
        if side.words > 0:
            week = pd.Series(side.unit).map(lambda code: design.unit_labels[code]).astype(int)
            rest = pd.Series((side.unit_n - side.n / side.words * side.unit_words) / np.sqrt(side.unit_words))
            rest.index = pd.Index(week)
            following = rest.reindex(rest.index + 1).to_numpy()
            is_told = ~np.isnan(following)
            pairs.append(np.column_stack([rest.to_numpy()[is_told], following[is_told]]))
    both = np.concatenate(pairs)
    if len(both) < FEW_UNITS or not both.std(axis=0).all():
        return {}
    correlation = float(np.corrcoef(both[:, 0], both[:, 1])[0, 1])
    if correlation < max(_AUTOCORRELATED, 2 / np.sqrt(len(both))):
        return {}
    return {"autocorrelated": {"r": correlation}}
