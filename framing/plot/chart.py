"""What a figure of rows has: panels of values with intervals, and the text around them. Nothing is drawn here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from framing.model import KEYS
from framing.results.footnotes import footnotes, is_significant
from framing.results.names import heads, level_of, of_what, ratio_of_what, readable, sides_of_moderation, words
from framing.results.numbers import estimate, rate_estimate

RATIO_COLUMNS = ("device", "a", "b", "ratio", "low", "high", "p_adjusted", "measure", "base", "limits")
RATE_COLUMNS = ("device", "group", "rate", "low", "high", "n", "units", "measure", "base", "limits")
AGREEMENT_COLUMNS = ("device", "unit", "match", "measure", "value", "low", "high", "limits")
DISPERSION_COLUMNS = ("term", "n", "articles", "dp")
_MANY_PARTS = 5  # shares of so many parts are rows, and the groups are panels
_PERCENT = 100.0

Place = tuple[str, str, int]  # heading, label, and number among the rows that have these


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its interval, how it is printed, the letter of its footnote, and whether its marker is filled."""

    middle: float
    low: float
    high: float
    printed: str
    brief: str  # the value without its interval
    letter: str = ""
    is_filled: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows under one title, by their places."""

    title: str
    rows: dict[Place, Row]


@dataclass(frozen=True, slots=True)
class Chart:
    """The panels of a figure, and the text of its axis, its column of numbers and its footnotes."""

    panels: list[Panel]
    axis: str
    header: str
    footnotes: dict[str, str] = field(default_factory=dict)
    sides: tuple[str, str] = ("", "")  # which is more to the left and to the right of 1
    reference: float | None = None  # 1 for ratios, on a logarithmic axis
    most: float | None = None  # the end of a scale that has one, such as 100 %
    scaled_by: Chart | None = None  # the whole, of which this is a part with the same axis

    @property
    def places(self) -> list[Place]:
        """Return the places of all panels, in order, rows of one heading together."""
        found = list(dict.fromkeys(place for panel in self.panels for place in panel.rows))
        order = list(dict.fromkeys(under for under, _, _ in found))
        return sorted(found, key=lambda place: order.index(place[0]))

    @property
    def rows(self) -> list[Row]:
        """Return the rows of all panels."""
        return [row for panel in self.panels for row in panel.rows.values()]


def ratio_chart(table: pd.DataFrame) -> Chart:
    """Return a forest plot of a results table."""
    letters, meanings = footnotes(table, "ratio")
    rows = _rows(table, "ratio", letters, is_significant(table))
    first, second = words(table["a"]), words(table["b"])
    titles = heads(table)
    # Pairs of one outlet with several others stand under its name.
    several = Counter(zip(titles, first, strict=True))
    is_nested = any(number > 1 for number in several.values()) and len(set(zip(first, second, strict=True))) > 1
    labels = [
        _label(a, b, str(kind), is_nested=is_nested) for a, b, kind in zip(first, second, table["kind"], strict=True)
    ]
    is_one_pair = len(set(first)) == len(set(second)) == 1
    return Chart(
        _panels(titles, labels, rows), axis=f"{ratio_of_what(table)} (first / second)",
        header=f"ratio [{level_of(table)}]", footnotes=meanings, reference=1.0,
        sides=(second[0], first[0]) if is_one_pair else ("", ""),
    )  # fmt: skip


def rate_chart(table: pd.DataFrame) -> Chart:
    """Return a dot plot of a rates table: rates per 1,000 words, or shares in per cent."""
    if len(set(words(table["measure"]))) > 1 or len(set(words(table["base"]))) > 1:
        raise ValueError("plot: rates of several measures or denominators in one table; draw each separately")
    letters, meanings = footnotes(table, "rate")
    is_share = table["measure"].iloc[0] != "rate"
    rows = _rows(table, "rate", letters, [True] * len(table), of=_PERCENT if is_share else 1.0)
    titles, groups = heads(table), words(table["group"])
    header = f"{'%' if is_share else 'rate'} [{level_of(table)}]"
    chart = Chart(
        _panels(titles, [("", group) for group in groups], rows), axis=of_what(table), header=header,
        footnotes=meanings, most=_PERCENT if is_share else None,
    )  # fmt: skip
    are_parts = table["measure"].iloc[0] == "share" and not set(KEYS) & set(table.columns)
    if are_parts and len(chart.panels) >= _MANY_PARTS and len(chart.places) > 1:
        parts = table.groupby(pd.Series(titles, index=table.index), sort=False)["n"].sum()
        order = {
            str(title): place for place, title in enumerate(parts.sort_values(ascending=False, kind="stable").index)
        }
        turned = sorted(zip(titles, groups, rows, strict=True), key=lambda row: order[row[0]])
        panels = _panels([row[1] for row in turned], [("", row[0]) for row in turned], [row[2] for row in turned])
        in_order = list(dict.fromkeys(groups))
        panels.sort(key=lambda panel: in_order.index(panel.title))
        return Chart(panels, chart.axis, header, meanings, most=_PERCENT)
    return chart


def agreement_chart(table: pd.DataFrame) -> Chart:
    """Return a dot plot of agreement: one panel per measure, one row per device and unit."""
    letters, meanings = footnotes(table, "value")
    is_percent = table["measure"] == "percent"
    scaled = table.assign(**{
        name: table[name].astype("float64").where(~is_percent, table[name] / _PERCENT)
        for name in ("value", "low", "high")
    })  # fmt: skip
    rows = _rows(scaled, "value", letters, [True] * len(table))
    names = [name for name in ("outlet", "coder") if name in table.columns and len(set(words(table[name]))) > 1]
    extra = [words(table[name]) for name in names]
    measures = [readable(name) for name in words(table["measure"])]
    devices = [", ".join(filter(None, parts)) for parts in zip(*extra, heads(table), strict=True)]
    several = table.groupby(["unit", "measure"], sort=False)["match"].transform("nunique") > 1
    labels = [
        (device, f"{readable(unit)}, {match}" if is_several else readable(unit))
        for device, unit, match, is_several in zip(devices, *_units(table), several, strict=True)
    ]
    has_one = len(set(measures)) == 1
    axis = "agreement" if not has_one else "% / 100" if measures[0] == "percent" else measures[0]
    return Chart(
        _panels(measures, labels, rows), axis=axis, header=f"value [{level_of(table)}]", footnotes=meanings, most=1.0
    )


def dispersion_chart(table: pd.DataFrame, most: int) -> Chart:
    """Return a dot plot of the dispersion of the most frequent terms."""
    shown = table.head(most)
    columns = zip(words(shown["term"]), shown["n"], shown["articles"], shown["dp"].astype("float64"), strict=True)
    rows, labels = [], []
    for term, n, articles, dp in columns:
        rows.append(Row(dp, dp, dp, f"{estimate(dp)}  ({n:,} in {articles:,})", estimate(dp)))
        labels.append(("", term))
    axis = "DP (0: spread evenly, 1: all in one article)"
    return Chart(_panels([""] * len(rows), labels, rows), axis=axis, header="DP  (n in articles)", most=1.0)


def _units(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    return words(table["unit"]), words(table["match"])


def _label(a: str, b: str, kind: str, *, is_nested: bool) -> tuple[str, str]:
    """Return the heading and label of a pair; a change has one group on both sides, a moderation one pair."""
    if kind == "change":
        return "after / before", a.removesuffix(", after")
    if kind == "moderation":
        pair, first, second = sides_of_moderation(a, b)
        return pair, f"{first} / {second}"
    return (f"{a} vs.", b.removeprefix("change in ")) if is_nested else ("", f"{a} / {b}")


def _rows(
    table: pd.DataFrame, value: str, letters: Sequence[str], filled: Sequence[bool], *, of: float = 1.0
) -> list[Row]:
    numbers = [table[column].astype("float64").tolist() for column in (value, "low", "high")]
    found = []
    for middle, low, high, letter, is_filled in zip(*numbers, letters, filled, strict=True):
        interval = (low * of, high * of) if not letter else ()
        printed = (rate_estimate if value == "rate" else estimate)(middle * of, *interval)
        brief = printed.split(" [")[0]
        found.append(Row(middle * of, low * of, high * of, printed, brief, letter, is_filled))
    return found


def _panels(titles: Sequence[str], labels: Sequence[tuple[str, str]], rows: Sequence[Row]) -> list[Panel]:
    """Group rows by title; where each panel has the same single row, the titles are the rows of one panel."""
    single = len(set(labels)) == 1 and len(set(titles)) == len(titles) > 1
    if single:
        titles, labels = [" / ".join(filter(None, labels[0]))] * len(rows), [("", title) for title in titles]
    found: dict[str, dict[Place, Row]] = {}
    for title, (under, label), row in zip(titles, labels, rows, strict=True):
        own = found.setdefault(title, {})
        number = 0
        while (under, label, number) in own:
            number += 1
        own[under, label, number] = row
    return [Panel(title, own) for title, own in found.items()]
