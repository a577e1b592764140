"""The cells of a results table as a paper prints them, whatever the kind of table."""

from __future__ import annotations

import pandas as pd

from framing.model import KEYS
from framing.results.footnotes import footnotes, is_adjusted, is_significant
from framing.results.names import level_of, readable, words
from framing.results.numbers import NONE, estimate, number, percent, probability, rate_estimate, whole

_RESULTS = ("contrast", "omnibus", "change", "change_difference", "moderation")
_WHOLE = ("n", "n_rest", "words", "articles", "articles_rest", "units", "n_a", "n_b")
_NAMES = {
    "a": "first", "b": "second", "n_a": "articles, first", "n_b": "articles, second", "p_adjusted": "adjusted p",
    "n_rest": "n, rest", "articles_rest": "articles, rest", "log_odds": "log-odds", "dp": "DP", "dp_rest": "DP, rest",
    "dp_normalised": "DP, normalised", "juilland_d": "Juilland's D",
}  # fmt: skip
_COLUMNS = {
    "results": ("a", "b", "rate_a", "rate_b", "ratio", "units", "p", "p_adjusted"),
    "rate": ("group", "n", "words", "articles", "units", "rate"),
    "trend": ("group", "period", "n", "words", "articles", "units", "rate"),
    "keyness": ("group", "term", "n", "n_rest", "articles", "articles_rest", "log_odds", "dp", "dp_rest"),
    "dispersion": ("term", "n", "articles", "dp", "dp_normalised", "juilland_d"),
    "agreement": ("unit", "match", "measure", "articles", "value"),
}
_VALUE = {"results": "ratio", "rate": "rate", "trend": "rate", "agreement": "value"}


def kind_of(table: pd.DataFrame) -> str:
    """Return which of the printed tables a table is, empty for none.

    Examples
    --------
    >>> kind_of(pd.DataFrame({"kind": ["omnibus", "contrast"]})), kind_of(pd.DataFrame({"kind": ["other"]}))
    ('results', '')
    """
    kinds = set(words(table["kind"]))
    if kinds and kinds <= set(_RESULTS):
        return "results"
    return kinds.pop() if len(kinds) == 1 and kinds <= set(_COLUMNS) else ""


def columns_of(kind: str) -> tuple[str, ...]:
    """Return the columns that a kind of table needs to be printed."""
    first = () if kind in ("keyness", "dispersion") else ("device",)
    interval = ("low", "high", "limits") if kind in _VALUE else ()
    return (*first, *_COLUMNS[kind], *interval, *(("measure", "base") if kind in ("results", "rate", "trend") else ()))


def printed(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str], list[bool]]:
    """Return the cells as text, the meaning of the footnotes' letters, and which rows are bold."""
    kind = kind_of(table)
    value = _VALUE.get(kind, "")
    letters, meanings = footnotes(_without_omnibus(table), value) if value else ([""] * len(table), {})
    marks = pd.Series(letters, index=_without_omnibus(table).index if value else table.index).reindex(table.index)
    cells: dict[str, list[str]] = {}
    for name in (*(key for key in ("device", *KEYS) if key in table.columns), *_COLUMNS[kind]):
        column = _cells(table, name, value)
        if name == value:
            column = [f"{cell} {mark}".strip() for cell, mark in zip(column, words(marks), strict=True)]
        if name not in ("match", "period") or any(column):
            cells[_header(table, name, value)] = column
    is_bold = is_significant(table) if kind == "results" else [False] * len(table)
    if kind == "results" and not is_adjusted(table):
        cells.pop("adjusted p")
    return pd.DataFrame(cells, dtype="object"), meanings, is_bold


def _without_omnibus(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["kind"] != "omnibus"]


def _header(table: pd.DataFrame, name: str, value: str) -> str:
    if name == value:
        return f"{name} [{level_of(table)}]"
    if name in ("rate_a", "rate_b"):
        what = "rate" if (table["measure"] == "rate").all() else "share"
        return f"{what}, {'first' if name == 'rate_a' else 'second'}"
    return _NAMES.get(name, name)


def _cells(table: pd.DataFrame, name: str, value: str) -> list[str]:
    column = table[name]
    if name == "period":
        return [pd.Timestamp(when).strftime("%Y-%m-%d") for when in column]
    if name == value:
        return _estimates(table, name)
    if name in ("p", "p_adjusted"):
        return [probability(p) for p in column.astype("float64")]
    if name in ("rate_a", "rate_b"):
        return [
            rate_estimate(rate) if measure == "rate" else percent(rate)
            for rate, measure in zip(column.astype("float64"), words(table["measure"]), strict=True)
        ]
    if name in _WHOLE:
        return [whole(amount) for amount in column.astype("float64")]
    if pd.api.types.is_numeric_dtype(column) and name != "group":
        return [number(amount, 2) for amount in column.astype("float64")]
    return [readable(text) if name in ("device", "measure", "subtype") else text for text in words(column)]


def _estimates(table: pd.DataFrame, name: str) -> list[str]:
    """Print each value with its interval; shares as per cent."""
    are_rates = name == "rate"
    rows = zip(
        *(table[column].astype("float64") for column in (name, "low", "high")), words(table["measure"]), strict=True
    )
    return [
        NONE if pd.isna(middle)
        else percent(middle, low, high) if are_rates and measure != "rate"
        else rate_estimate(middle, low, high) if are_rates
        else estimate(middle, low, high)
        for middle, low, high, measure in rows
    ]  # fmt: skip
