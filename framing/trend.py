"""Rates over time: one per day, week, month, quarter or year, each with its interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.compare import rates
from framing.model import named, note
from framing.origin import with_origin
from framing.results.notes import encoded, in_words
from framing.results.schema import RATE_COLUMNS, Limits
from framing.statistics.units import design_of

PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_CELL = "group and period"


def trend(counts: pd.DataFrame, *, by: str = "outlet", freq: str = "month", unit: str | None = None) -> pd.DataFrame:
    """Rate per group and month (week, ...), with its 95 % interval.

    It is descriptive: rates vary by chance from month to month, and many intervals are inspected together. To test
    whether a rate changed at a given date, use `framing.change`.

    Parameters
    ----------
    counts : DataFrame
        One row per article and device, as `framing.count` makes it, with the articles' `date`. Articles without one are
        left out, and a note counts and names them.
    by : str
        The column whose values have separate trends.
    freq : str
        ``"day"``, ``"week"`` (from Monday), ``"month"``, ``"quarter"`` or ``"year"``. The first and the last may be cut
        short by the corpus.
    unit : str, optional
        The independent unit within a period, as for `framing.compare`.

    Returns
    -------
    DataFrame
        A rates table with ``period``, the first day of each: one row per device, group and period from the first to the
        last that has an article. A period without an article has a row with an empty rate. The interval is a
        jackknife over the units of the period and needs at least five.

    Raises
    ------
    ValueError
        If there is no date, or the table or an option is invalid.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(6), "outlet": "Bee", "words": 500, "device": "hedge", "n": [4, 2, 3, 5, 2, 2],
    ...     "date": pd.to_datetime(["2024-01-03"] * 5 + ["2024-03-09"]),
    ... })
    >>> trend(counts)[["group", "period", "articles", "rate", "low", "high"]].round({"low": 1, "high": 1})
      group     period  articles  rate  low  high
    0   Bee 2024-01-01         5   6.4  3.8  10.7
    1   Bee 2024-02-01         0   NaN  NaN   NaN
    2   Bee 2024-03-01         1   4.0  NaN   NaN
    """
    if freq not in PERIODS:
        raise ValueError(f"trend: freq={freq!r} is none of {named(PERIODS)}")
    check_columns(counts, ("doc_id", by), name="counts", way_out="framing.count(articles, spans) makes this table")
    design = design_of(counts, by=by, unit=unit)
    for message in design.messages:
        note(message)
    table = dated(counts.iloc[np.unique(design.place)], "trend")
    period = table["date"].dt.to_period(PERIODS[freq])
    cells = pd.DataFrame({"group": table[by], "period": period}).drop_duplicates()
    names = cells["group"].astype(str) + ", " + cells["period"].dt.start_time.dt.strftime("%Y-%m-%d")
    labels = pd.Series(names.to_numpy(), index=pd.MultiIndex.from_frame(cells))
    table[_CELL] = labels.reindex(pd.MultiIndex.from_arrays([table[by], period])).to_numpy()
    units = [each.unit_name for each in (design, *design.crossed[:1])]
    told = rates(table.drop(columns="outlet" if by == "outlet" else []), by=_CELL, unit=units)
    return with_origin(_filled(told, cells.assign(name=names), list(design.keys)), design.origin)


def dated(counts: pd.DataFrame, verb: str) -> pd.DataFrame:
    """Keep the rows with a date, read as days, and count and name the others' articles in a note.

    Examples
    --------
    >>> dated(pd.DataFrame({"doc_id": ["a"], "date": ["2024-01-03T10:00:00Z"]}), "trend")["date"].tolist()
    [Timestamp('2024-01-03 00:00:00')]
    """
    check_columns(counts, ("date",), name="counts", way_out="give the articles a column 'date' before counting")
    dates = (
        pd.to_datetime(counts["date"], errors="coerce", utc=True, format="mixed").dt.tz_localize(None).dt.normalize()
    )
    undated = counts.loc[dates.isna(), "doc_id"].unique()
    if len(undated) and dates.isna().all():
        raise ValueError(f"{verb}: no article has a date; give the articles a column 'date' before counting")
    if len(undated):
        note(f"{verb}: articles without a date: {len(undated)}, left out ({named(undated)})", stacklevel=4)
    return counts.assign(date=dates)[dates.notna()]


def _filled(told: pd.DataFrame, cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Lay out every key x group x period, those without an article too, in order."""
    told = told.merge(cells, left_on="group", right_on="name", suffixes=("_of_cell", ""))
    groups = sorted(cells["group"].unique(), key=str)
    periods = pd.period_range(cells["period"].min(), cells["period"].max())
    frame = told[keys].drop_duplicates()
    frame = frame.merge(pd.DataFrame({"group": groups}), how="cross").merge(
        pd.DataFrame({"period": periods}), how="cross"
    )
    frame = frame.merge(told.drop(columns=["group_of_cell", "name"]), on=[*keys, "group", "period"], how="left")
    is_empty = frame["articles"].isna()
    for column in ("articles", "units", "words", "n"):
        frame[column] = frame[column].fillna(0).astype(np.int64)
    shared = ["measure", "base", "unit", "unit_2", "voices", "excluded"]
    frame[shared] = frame.groupby(keys, dropna=False, observed=True)[shared].transform("first")
    none: Limits = {"no_article": {}}
    frame["limits"] = frame["limits"].mask(is_empty, encoded(none))
    frame["note"] = frame["note"].mask(is_empty, in_words(none, {}))
    frame = frame.assign(kind="trend", method=frame["method"].fillna("none"), period=frame["period"].dt.start_time)
    return frame[[*keys, "group", "period", *RATE_COLUMNS[2:]]]
