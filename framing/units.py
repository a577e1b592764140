"""Counts as units: what one observation is (event, article or outlet), and its sums in each group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import check_columns, named

Numbers: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.intp]
Labels: TypeAlias = npt.NDArray[np.object_]

KEYS = ("subtype", "voice", "speaker", "part")


@dataclass(frozen=True, slots=True)
class Design:
    """A checked counts table as arrays, a place per row; `key` is the row's device and whatever else stands apart."""

    n: Numbers
    words: Numbers
    group: Codes
    groups: list[object]
    unit: Codes
    unit_name: str
    unit_labels: Labels
    alone_from: int
    outlets_are_units: bool
    key: Codes
    keys: tuple[str, ...]
    key_values: list[tuple[object, ...]]
    messages: list[str]


@dataclass(frozen=True, slots=True)
class Side:
    """One group within one key: its totals, and for each of its units the sums and what leaving it out does."""

    name: object
    articles: int
    wordless: int
    n: float
    words: float
    log_rate: float
    mean_rate: float
    correlation: float
    unit: Codes
    unit_n: Numbers
    unit_words: Numbers
    shift: Numbers


def design_of(counts: pd.DataFrame, *, by: str, unit: str | None) -> Design:
    """Check the table once, choose the unit, and turn names into codes."""
    _check(counts, by)
    keys = ("device", *(column for column in KEYS if column in counts.columns and column != by))
    if unit not in (None, "article"):
        way_out = "'article', 'event' or a column of the table can be the unit"
        check_columns(counts, (str(unit),), name="counts", way_out=way_out)
        if unit in (*keys, by, "n", "words", "per_1000"):
            raise ValueError(f"unit={unit!r} cannot be the unit by {by!r}; {way_out}, if articles belong to it")
    messages: list[str] = []
    table = _with_value(counts, _is_missing(counts[by]), by, messages)
    outlets_are_units = _groups_whole_outlets(table, by)
    if outlets_are_units:
        table = _with_value(table, _is_unknown(table["outlet"]), "a known outlet (here the unit)", messages)
        unit = _outlet_unit(table, by, unit)
    group, groups = _sorted_codes(table[by])
    article, articles = pd.factorize(table["doc_id"].to_numpy(dtype=object))
    key: Codes = table.groupby(list(keys), observed=True, dropna=False).ngroup().to_numpy().astype(np.intp)
    _check_once(table, key, group, article)
    words = table["words"].to_numpy(dtype=float)
    if unit is None:
        unit = "event" if _events_are_shared(table, group, article, words) else "article"
    codes, labels, alone_from = _unit_codes(table, unit, article, articles)
    firsts = np.unique(key, return_index=True)[1]
    return Design(
        n=table["n"].to_numpy(dtype=float),
        words=words,
        group=group,
        groups=groups,
        unit=codes,
        unit_name=unit,
        unit_labels=labels,
        alone_from=alone_from,
        outlets_are_units=outlets_are_units,
        key=key,
        keys=keys,
        key_values=list(table[list(keys)].iloc[firsts].itertuples(index=False, name=None)),
        messages=messages,
    )


def _check(counts: pd.DataFrame, by: str) -> None:
    """Raise a one-line `ValueError` unless each row of `counts` can be right."""
    way_out = "framing.count(spans, articles) makes this table"
    check_columns(counts, ("doc_id", "device", "n", "words", by), name="counts", way_out=way_out)
    if by in ("doc_id", "device", "n", "words", "per_1000"):
        raise ValueError(f"by={by!r} does not group articles; choose outlet, genre or another column about articles")
    if counts.empty:
        raise ValueError(f"counts: the table has no row; {way_out}")
    for column in ("doc_id", "device"):
        _refuse_rows(counts, counts[column].isna(), f"no {column}", way_out)
    for column in ("n", "words"):
        if not pd.api.types.is_numeric_dtype(counts[column]):
            raise ValueError(f"counts: {column!r} is not numeric; {way_out}")
        _refuse_rows(counts, counts[column].isna(), f"no {column} (NaN)", "an article without any has 0")
        _refuse_rows(counts, counts[column] < 0, f"{column} below 0", way_out)
        _refuse_rows(counts, counts[column] % 1 != 0, f"{column} that is not a whole number", "give counts, not rates")
    _refuse_rows(counts, (counts["words"] == 0) & (counts["n"] > 0), "n above 0 but 0 words", way_out)


def _refuse_rows(counts: pd.DataFrame, is_wrong: pd.Series[bool], what: str, way_out: str) -> None:
    if is_wrong.any():
        where = named(counts["doc_id"][is_wrong].unique())
        raise ValueError(f"counts: {int(is_wrong.sum())} rows have {what} (doc_id {where}); {way_out}")


def _check_once(table: pd.DataFrame, key: Codes, group: Codes, article: Codes) -> None:
    """Raise where an article comes twice for one device, which would count it twice."""
    is_again = pd.DataFrame({"key": key, "group": group, "article": article}).duplicated().to_numpy()
    if is_again.any():
        raise ValueError(
            f"counts: {int(is_again.sum())} rows repeat an article and device "
            f"(doc_id {named(table['doc_id'][is_again].unique())}); keep one row of each"
        )


def _with_value(table: pd.DataFrame, is_missing: pd.Series[bool], what: str, messages: list[str]) -> pd.DataFrame:
    """Keep the rows that are not missing, and count the others' articles into `messages`."""
    if not is_missing.any():
        return table
    if is_missing.all():
        raise ValueError(f"counts: no article has {what}; fill it in or choose another column")
    messages.append(f"articles without {what}: {table['doc_id'][is_missing].nunique()}, left out")
    return table[~is_missing]


def _is_missing(column: pd.Series) -> pd.Series[bool]:
    """Find what is NaN or blank."""
    codes, values = pd.factorize(column)
    is_blank = np.array([*(isinstance(value, str) and not value.strip() for value in values), True], dtype=bool)
    return pd.Series(is_blank[codes], index=column.index)


def _is_unknown(outlet: pd.Series) -> pd.Series[bool]:
    return _is_missing(outlet) | (outlet == "unknown")


def _sorted_codes(column: pd.Series) -> tuple[Codes, list[object]]:
    codes, values = pd.factorize(column)
    order = sorted(range(len(values)), key=lambda place: str(values[place]))
    return np.argsort(order)[codes], [values[place] for place in order]


def _groups_whole_outlets(table: pd.DataFrame, by: str) -> bool:
    """Say whether each outlet is in one group and some group has several, so that outlets are what varies."""
    if by == "outlet" or by in KEYS or "outlet" not in table.columns:
        return False
    pairs = table.loc[~_is_unknown(table["outlet"]), ["outlet", by]].drop_duplicates()
    return bool(not pairs["outlet"].duplicated().any() and len(pairs) > table[by].nunique())


def _outlet_unit(table: pd.DataFrame, by: str, unit: str | None) -> str:
    """Give the unit where `by` groups outlets: the outlet, or what outlets belong to, such as their owner."""
    if unit is None or unit == "outlet":
        return "outlet"
    if unit == "article" or table[["outlet", unit]].drop_duplicates()["outlet"].duplicated().any():
        raise ValueError(
            f"unit={unit!r} with by={by!r}: each outlet is in one {by}, and outlets differ among themselves, so the "
            "outlet is the unit (with smaller ones 38 to 68 % of true nulls are rejected); leave unit out"
        )
    return unit


def _events_are_shared(table: pd.DataFrame, group: Codes, article: Codes, words: Numbers) -> bool:
    """Say whether at least half of the events, or articles without one, stand in two groups or more."""
    if "event" not in table.columns or _is_missing(table["event"]).all():
        return False
    unit = _unit_codes(table, "event", article, np.array([], dtype=object))[0]
    pairs = pd.DataFrame({"unit": unit[words > 0], "group": group[words > 0]}).drop_duplicates()
    groups = np.bincount(pairs["unit"])
    return bool(2 * (groups > 1).sum() >= (groups > 0).sum())


def _unit_codes(table: pd.DataFrame, unit: str, article: Codes, articles: Labels) -> tuple[Codes, Labels, int]:
    """Give each row's unit, the units' labels, and the code from which on an article stands alone for want of one."""
    if unit == "article":
        return article, articles, len(articles)
    codes, labels = pd.factorize(table[unit].mask(_is_missing(table[unit])).to_numpy(dtype=object))
    return np.where(codes < 0, len(labels) + article, codes), np.concatenate([labels, articles]), len(labels)


def pairs_of(groups: list[object], *, by: str, reference: object) -> list[tuple[int, int]]:
    """Give the pairs of groups to compare, by index: all, or each against the reference."""
    if len(groups) < 2:
        raise ValueError(f"counts: only one {by} ({named(groups)}); a comparison needs two")
    if reference is None:
        return list(combinations(range(len(groups)), 2))
    if reference not in groups:
        raise ValueError(f"reference={reference!r}: no such {by} (there are: {named(groups, most=12)})")
    against = groups.index(reference)
    return [(place, against) for place in range(len(groups)) if place != against]


def slices_of(design: Design) -> Iterator[tuple[tuple[object, ...], list[Side]]]:
    """Give for each key (a device, or a device and subtype, ...) its side in every group."""
    order = np.argsort(design.key, kind="stable")
    edges = np.searchsorted(design.key[order], np.arange(len(design.key_values) + 1))
    for place, key_value in enumerate(design.key_values):
        yield key_value, _sides(design, order[edges[place] : edges[place + 1]])


def _sides(design: Design, rows: Codes) -> list[Side]:
    """Sum counts and words per unit and group, and leave out each unit once, in closed form."""
    size, units = len(design.groups), int(design.unit.max()) + 1
    every = np.bincount(design.group[rows], minlength=size)
    rows = rows[design.words[rows] > 0]
    n, words, group = design.n[rows], design.words[rows], design.group[rows]
    articles = np.bincount(group, minlength=size)
    cell, place = np.unique(group * units + design.unit[rows], return_inverse=True)
    cell_group, cell_unit = cell // units, cell % units
    cell_n, cell_words = _sums(place, n, len(cell)), _sums(place, words, len(cell))
    group_n, group_words = _sums(group, n, size), _sums(group, words, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_rate = np.log(group_n / group_words)
        rest = np.log((group_n[cell_group] - cell_n) / (group_words[cell_group] - cell_words))
        shift = rest - log_rate[cell_group]
        mean_rate = _sums(group, n / words, size) / articles
    correlation = _correlations(n / words, np.log(words), group, size)
    edges = np.searchsorted(cell_group, np.arange(size + 1))
    return [
        Side(
            name=name,
            articles=int(articles[i]),
            wordless=int(every[i] - articles[i]),
            n=float(group_n[i]),
            words=float(group_words[i]),
            log_rate=float(log_rate[i]),
            mean_rate=float(mean_rate[i]),
            correlation=float(correlation[i]),
            unit=cell_unit[edges[i] : edges[i + 1]],
            unit_n=cell_n[edges[i] : edges[i + 1]],
            unit_words=cell_words[edges[i] : edges[i + 1]],
            shift=shift[edges[i] : edges[i + 1]],
        )
        for i, name in enumerate(design.groups)
    ]


def _sums(codes: Codes, values: Numbers, size: int) -> Numbers:
    return np.bincount(codes, values, size).astype(np.float64)


def _correlations(x: Numbers, y: Numbers, group: Codes, size: int) -> Numbers:
    """Correlate `x` and `y` within each group."""
    with np.errstate(divide="ignore", invalid="ignore"):
        number = np.bincount(group, minlength=size)
        x = x - (_sums(group, x, size) / number)[group]
        y = y - (_sums(group, y, size) / number)[group]
        products = _sums(group, x * y, size)
        return np.asarray(products / np.sqrt(_sums(group, x * x, size) * _sums(group, y * y, size)))
