"""The page of a study: its README.md is made of `page.md` and of the tables beside it, so that no figure is stale.

A mark in double braces names the form of a number, its table and column, and what its row has: a value of any column,
or ``column=value``, ``column!=value``, ``column<0.05``::

    {{percent_0["rates.rate", "people familiar", "Reuters"]}}      the only row that has both
    {{decimal_1["least rates.rate", "people", "split=all"]}}       least, most or sum of the rows, or how many `rows`

Numbers that no cell has are made by `numbers(tables)` in the study's script, by name, and claims are marks of their
own: both are those of a manuscript (`framing.compendium`).
"""

from __future__ import annotations

import operator
import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from framing.compendium import Number
from framing.compendium.conditions import Reader
from framing.compendium.marks import Made, expanded
from framing.compendium.prose import typed_numbers
from framing.compendium.values import Values
from framing.results.numbers import probability, whole

WIDTH = 120
MAY_TYPE = ("Question.", "Corpus.", "Not shown.", "What a correction needs.")  # paragraphs that say how it was set up
FORMS: dict[str, Callable[[float], str]] = {
    "whole": whole,
    "decimal_1": "{:.1f}".format,
    "decimal_2": "{:.2f}".format,
    "share_2": lambda value: f"{value:.2f}".removeprefix("0"),
    "share_3": lambda value: f"{value:.3f}".removeprefix("0"),
    "percent_0": lambda value: f"{100 * value:.0f}",
    "percent_1": lambda value: f"{100 * value:.1f}",
    "p": probability,
}
_OVER: dict[str, Callable[[pd.Series], float]] = {"least": min, "most": max, "sum": sum, "rows": len}
_SIGNS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt}
_CONDITION = re.compile(r"(\w+)(!=|[=<>])(.+)")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Cells(Values):
    """The cells of a study's tables, and its named numbers."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], numbers: Mapping[str, Number]) -> None:
        empty = pd.DataFrame({"kind": []})
        super().__init__(numbers, empty, empty)
        self._tables = tables

    def cell(self, name: str, key: tuple[str, ...]) -> Number:
        """Return a number in the form `name`."""
        if name not in FORMS:
            raise ValueError(f"the form {name!r} is unknown; there are {', '.join(FORMS)}")
        place, *wanted = key
        over, _, place = place.rpartition(" ")
        table, _, column = place.partition(".")
        if table not in self._tables or column not in self._tables[table] or (over and over not in _OVER):
            raise ValueError(f"{key[0]!r} is no column of a table; write table.column, or most table.column")
        rows = self._tables[table]
        for value in wanted:
            rows = rows[_has(rows, value)]
        if rows.empty or (len(rows) > 1 and not over):
            raise ValueError(f"{', '.join(key)}: {len(rows)} rows; name one row, or say least, most, sum or rows")
        value = float(_OVER[over](rows[column]) if over else rows[column].item())
        return Number(FORMS[name](value), value, ", ".join(key))


def _has(rows: pd.DataFrame, wanted: str) -> pd.Series:
    """Say which rows have a value, in the column that is named or in any."""
    condition = _CONDITION.fullmatch(wanted)
    if condition is None or condition[1] not in rows:
        return (rows.astype(str) == wanted).any(axis=1)
    column, sign, value = condition.groups()
    is_number = sign in "<>"
    return _SIGNS[sign](rows[column] if is_number else rows[column].astype(str), float(value) if is_number else value)


def page(folder: Path, numbers: Callable[[Mapping[str, pd.DataFrame]], Mapping[str, Number]]) -> str:
    """Fill in the marks of a study's `page.md` from the tables beside it.

    Raises
    ------
    ValueError
        Where a mark names nothing, a claim is not true, or a figure is typed.
    """
    name, draft = f"{folder.name}/page.md", (folder / "page.md").read_text(encoding="utf-8")
    tables = {path.stem: pd.read_csv(path) for path in folder.glob("*.csv")}
    reader, nothing = Reader(Cells(tables, numbers(tables))), Made({}, {}, {}, {})
    text, problems = expanded(draft, ending=".md", name=name, reader=reader, made=nothing)
    problems += [
        f"{name}: {typed!r} is typed by hand; write a mark"
        for paragraph in draft.split("\n\n")
        if not paragraph.startswith(tuple(f"**{head}**" for head in MAY_TYPE))
        for _, typed in typed_numbers(paragraph, ".md")
        if typed[0].isdigit() and not _YEAR.fullmatch(typed)
    ]
    if problems:
        raise ValueError("\n".join(problems))
    kept = text.replace(" %", "\u00a0%")  # on the line of its number
    wrapped = (
        textwrap.fill(part, WIDTH, break_long_words=False, break_on_hyphens=False) for part in kept.split("\n\n")
    )
    return "\n\n".join(wrapped).replace("\u00a0", " ") + "\n"
