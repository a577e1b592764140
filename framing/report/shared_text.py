"""Text from elsewhere: agency copy, and text shared with other articles."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import pandas as pd

from framing.model import Note
from framing.report.analysis import Analysis
from framing.report.rows import Row, listed
from framing.results.numbers import percent, whole
from framing.wire_copy import wire_copy

MOST_AGENCIES = 3


def shared_text(analysis: Analysis) -> pd.DataFrame:
    """Return the table of `framing.wire_copy` with each article's group."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)  # that articles are without words is said where they are compared
        table = wire_copy(analysis.articles, analysis.spans)
    return table.assign(group=analysis.articles[analysis.groups.by].to_numpy())


def shared_rows(table: pd.DataFrame, groups: Sequence[str]) -> list[Row]:
    """Return one row per group: agency copy, articles with agency material, near-duplicates."""
    rows = []
    for group in groups:
        own = table[table["group"] == group]
        agencies = own.loc[own["is_wire"], "agency"].value_counts().sort_index(kind="stable")
        agencies = agencies.sort_values(ascending=False, kind="stable")
        numbers = [
            int(is_so.sum())
            for is_so in (
                own["is_wire"],
                own["evidence"] == "contributor",
                own["reach"] == "across",
                own["reach"] == "within",
            )
        ]
        cells = [_with_share(number, len(own)) for number in numbers]
        names = listed(agencies.index.to_series(), agencies, MOST_AGENCIES) if len(agencies) else ""
        rows.append(Row(group, (*cells, names)))
    return rows


def _with_share(number: int, of: int) -> str:
    return f"{whole(number)} ({percent(number / of)})" if number else "0"
