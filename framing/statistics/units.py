"""Counts as units: what one observation is (event, article or outlet), and its sums in each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.checks import check_columns, check_counts, refuse_rows
from framing.model import KEYS, named
from framing.origin import origin_of
from framing.results.schema import Facts, Key
from framing.statistics.independence import Outlets, default_units, is_missing, is_unknown, outlets_of

Numbers: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.intp]
Labels: TypeAlias = npt.NDArray[np.object_]

_PLACE = "its place in the table"
MEASURES = ("rate", "prevalence")
WHOLE_ARTICLES = "coded articles"  # the base of codes of articles


@dataclass(frozen=True, slots=True)
class Design:
    """A checked counts table as arrays, a place per row; `key` is the row's device and whatever else stands apart.

    `words` are what `base` names: words, attributions, uses. For prevalence `n` is whether the article has any and
    `words` is 1, so that a rate is a share of articles. `counted` says by key which voices and what text were counted.
    `place` is the row's in the table given. Where units cross in two ways, `unit` is the first way and `crossed` has
    the same design by the second and by both together. Where `holds_outlets`, rates are to be standardised by outlet;
    where `only_outlets`, a result speaks of so many outlets and not of outlets in general.
    """

    measure: str
    base: str
    counted: dict[Key, tuple[str | None, str | None]]
    place: Codes
    n: Numbers
    words: Numbers
    group: Codes
    groups: list[object]
    unit: Codes
    unit_name: str
    unit_labels: Labels
    alone_from: int
    outlets_are_units: bool
    holds_outlets: bool
    only_outlets: int
    article: Codes
    stratum: Codes
    key: Codes
    keys: tuple[str, ...]
    key_values: list[Key]
    messages: list[str]
    origin: dict[str, str]
    crossed: tuple[Design, ...] = ()

    @property
    def scale(self) -> float:
        """A rate is per 1,000 words, a share per one."""
        return 1000.0 if self.measure == "rate" else 1.0

    @property
    def facts(self) -> Facts:
        """What all rows of a table made of this design share."""
        base = "articles" if self.measure == "prevalence" and self.base != WHOLE_ARTICLES else self.base
        crossed = self.crossed[0].unit_name if self.crossed else ""
        return Facts(self.keys, self.measure, base, self.unit_name, crossed, self.counted, origin=self.origin)


def design_of(
    counts: pd.DataFrame,
    *,
    by: str,
    unit: str | Sequence[str] | None,
    measure: str = "rate",
    strata: str | None = None,
    known: Sequence[str] = (),
) -> Design:
    """Check the table once, choose the unit, and turn names into codes.

    `unit` may name two columns that cross, such as event and author. Articles are left out that have no value in
    `known`.
    """
    check_counts(counts, by)
    if measure == "rate" and "base" in counts.columns and counts["base"].eq(WHOLE_ARTICLES).all():
        measure = "prevalence"  # codes of whole articles have no other rate
    if measure not in MEASURES:
        raise ValueError(f"measure={measure!r} is unknown; choose one of {', '.join(MEASURES)}")
    keys = ("device", *(column for column in KEYS if column in counts.columns and column != by))
    units = _unit_columns(counts, by, unit, keys)
    messages: list[str] = []
    described = (*([] if strata is None else [strata]), *known)
    for column in described:
        _check_describes(counts, column, (*keys, by, "doc_id", "n", "per_1000"))
    table = counts.assign(**{_PLACE: np.arange(len(counts))})
    for column in (by, *described):
        table = _with_value(table, is_missing(table[column]), column, messages)
    outlets = outlets_of(table, by)
    if outlets.odd:
        table = table[~table["doc_id"].isin(outlets.odd)]
        messages.append(
            f"articles whose {by} is not that of their outlet's others: {len(outlets.odd)}, left out "
            f"(doc_id {named(outlets.odd)})"
        )
    holds_outlets = outlets.role == "few" and outlets.number > 1 and not units
    if outlets.role == "grouped":
        units = _outlet_units(table, by, units, strata)
    units = units or default_units(table, by, outlets)
    if outlets.role == "grouped" or (outlets.role == "crossing" and "outlet" in units):
        table = _with_value(table, is_unknown(table["outlet"]), "a known outlet (here the unit)", messages)
    group, groups = _sorted_codes(table[by])
    messages.extend(_empty_groups(table[by], groups, by))
    article, articles = pd.factorize(table["doc_id"].to_numpy(dtype=object))
    key: Codes = table.groupby(list(keys), observed=True, dropna=False).ngroup().to_numpy().astype(np.intp)
    _check_once(table, key, group, article)
    words = table["words"].to_numpy(dtype=float)
    if units == ("article",):
        codes, labels, alone_from = _copies_as_one(table, article, articles, messages)
    else:
        codes, labels, alone_from = _unit_codes(table, units[0], article, articles)
    firsts = np.unique(key, return_index=True)[1]
    n = table["n"].to_numpy(dtype=float)
    is_rate = measure == "rate"
    base = _base(table)
    key_values = list(table[list(keys)].iloc[firsts].itertuples(index=False, name=None))
    design = Design(
        measure="share" if is_rate and base != "words" else measure,
        base=base,
        counted=_counted(table, key, key_values),
        place=table[_PLACE].to_numpy(),
        n=n if is_rate else (n > 0).astype(np.float64),
        words=words if is_rate else (words > 0).astype(np.float64),
        group=group,
        groups=groups,
        unit=codes,
        unit_name=units[0],
        unit_labels=labels,
        alone_from=alone_from,
        outlets_are_units=outlets.role == "grouped",
        holds_outlets=holds_outlets,
        only_outlets=_only(outlets, units),
        article=article,
        stratum=_strata(table, [*([] if strata is None else [strata]), *(["outlet"] if holds_outlets else [])]),
        key=key,
        keys=keys,
        key_values=key_values,
        messages=messages,
        origin=origin_of(counts),
    )
    return design if len(units) == 1 else _crossed(design, table, units, article, articles)


def _strata(table: pd.DataFrame, columns: Sequence[str]) -> Codes:
    """Give each row the number of its stratum, a value of all columns together; one, where there is no column."""
    if not columns:
        return np.zeros(len(table), dtype=np.intp)
    return table.groupby(list(columns), observed=True, dropna=False).ngroup().to_numpy().astype(np.intp)


def _only(outlets: Outlets, units: tuple[str, ...]) -> int:
    """Give how many outlets the result speaks of, where it does not speak of outlets in general; else none."""
    is_general = outlets.role in ("none", "grouped") or (outlets.role == "crossing" and "outlet" in units)
    return 0 if is_general else outlets.number


def _base(table: pd.DataFrame) -> str:
    """Give what `words` are; a table without the column `base` is one of words."""
    bases = list(table["base"].dropna().unique()) if "base" in table.columns else ["words"]
    if len(bases) != 1:
        raise ValueError(f"counts: base has {named(bases) or 'no value'}; give one table to each denominator")
    if bases[0] != "words":
        way_out = f"n is a part of {bases[0]}"
        refuse_rows(table, table["n"] > table["words"], f"n above words, which are {bases[0]}", way_out)
    return str(bases[0])


def _counted(table: pd.DataFrame, key: Codes, keys: list[Key]) -> dict[Key, tuple[str | None, str | None]]:
    """Give for each key which voices were counted and what was left out, where the table says so."""
    found: list[list[str | None]] = []
    for column in ("voices", "excluded"):
        if column not in table.columns:
            found.append([None] * len(keys))
            continue
        values = pd.Series(table[column].to_numpy(dtype=object)).groupby(key).unique()
        found.append([str(own[0]) if len(own) == 1 and not pd.isna(own[0]) else None for own in values])
    return {value: (voices, excluded) for value, voices, excluded in zip(keys, *found, strict=True)}


def _empty_groups(column: pd.Series, groups: list[object], by: str) -> list[str]:
    """Name the categories of `by` that no article has: a categorical column remembers them."""
    if not isinstance(column.dtype, pd.CategoricalDtype) or len(column.dtype.categories) == len(groups):
        return []
    empty = [value for value in column.dtype.categories if value not in groups]
    return [f"{by} without articles: {named(empty)}, left out"]


def _copies_as_one(
    table: pd.DataFrame, article: Codes, articles: Labels, messages: list[str]
) -> tuple[Codes, Labels, int]:
    """Take near-duplicates, which `framing.wire_copy` finds, as one unit: the same words are not two observations."""
    if "copies" not in table.columns or is_missing(table["copies"]).all():
        return article, articles, len(articles)
    codes, labels, alone_from = _unit_codes(table, "copies", article, articles)
    copied = len(np.unique(article[codes < alone_from]))
    messages.append(f"articles that are near-duplicates: {copied}, in {alone_from} groups that are one unit each")
    return codes, labels, len(labels)


def _crossed(design: Design, table: pd.DataFrame, units: tuple[str, ...], article: Codes, articles: Labels) -> Design:
    """Add the design by the second unit and the one by both together."""
    codes, labels, alone_from = _unit_codes(table, units[1], article, articles)
    second = replace(design, unit=codes, unit_labels=labels, alone_from=alone_from, unit_name=units[1])
    pairs = np.unique(design.unit * (int(codes.max()) + 1) + codes, return_inverse=True)[1]
    both = replace(design, unit=pairs, unit_labels=np.empty(0, dtype=object), alone_from=int(pairs.max()) + 1)
    return replace(design, crossed=(second, both))


def _check_describes(counts: pd.DataFrame, column: str, taken: Sequence[str]) -> None:
    """Raise unless `column` is there and is about articles."""
    way_out = "choose genre, section or another column about articles"
    check_columns(counts, (column,), name="counts", way_out=way_out)
    if column in taken:
        raise ValueError(f"{column!r} does not describe articles here; {way_out}")


def _unit_columns(
    counts: pd.DataFrame, by: str, unit: str | Sequence[str] | None, keys: Sequence[str]
) -> tuple[str, ...]:
    """Give the columns that make the unit: none yet, one, or two that cross."""
    if unit is None:
        return ()
    units = (unit,) if isinstance(unit, str) else tuple(unit)
    way_out = "'article', 'event' or a column of the table can be the unit"
    if not 1 <= len(set(units)) == len(units) <= 2:
        raise ValueError(f"unit={unit!r}: give one column, or two different ones that cross; {way_out}")
    if len(units) == 2 and "article" in units:
        raise ValueError(f"unit={unit!r}: each article is in one unit of the other already; leave 'article' out")
    for name in units:
        if name == "article":
            continue
        check_columns(counts, (name,), name="counts", way_out=way_out)
        if name in (*keys, by, "n", "words", "per_1000"):
            raise ValueError(f"unit={name!r} cannot be the unit by {by!r}; {way_out}, if articles belong to it")
    return units


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


def _sorted_codes(column: pd.Series) -> tuple[Codes, list[object]]:
    codes, values = pd.factorize(column)
    order = sorted(range(len(values)), key=lambda place: str(values[place]))
    return np.argsort(order)[codes], [values[place] for place in order]


def _outlet_units(table: pd.DataFrame, by: str, units: tuple[str, ...], strata: str | None) -> tuple[str, ...]:
    """Give the unit where `by` groups outlets: the outlet, or what outlets belong to, such as their owner."""
    if strata is not None:
        raise ValueError(
            f"Standardisation({strata!r}) with by={by!r}: here outlets are the units, which differ in their mix of "
            f"{strata}, and standardising would not hold it fixed; method=framing.Regression({strata!r}) does"
        )
    if units in ((), ("outlet",)):
        return ("outlet",)
    unit = units[0]
    if unit == "article" or len(units) > 1 or table[["outlet", unit]].drop_duplicates()["outlet"].duplicated().any():
        raise ValueError(
            f"unit={' and '.join(units)!r} with by={by!r}: each outlet is in one {by}, and outlets differ among "
            "themselves, so the outlet is the unit (with smaller ones 38 to 68 % of true nulls are rejected); leave "
            "unit out"
        )
    return units


def _unit_codes(table: pd.DataFrame, unit: str, article: Codes, articles: Labels) -> tuple[Codes, Labels, int]:
    """Give each row's unit, the units' labels, and the code from which on an article stands alone for want of one."""
    if unit == "article":
        return article, articles, len(articles)
    codes, labels = pd.factorize(table[unit].mask(is_missing(table[unit])).to_numpy(dtype=object))
    return np.where(codes < 0, len(labels) + article, codes), np.concatenate([labels, articles]), len(labels)


def with_unit(design: Design, counts: pd.DataFrame, unit: str) -> Design:
    """Give the design with another unit: ``"article"``, or a column of the counts that it was made of."""
    if unit == "article":
        codes = design.article
    else:
        labels = np.arange(int(design.article.max()) + 1).astype(object)
        codes = _unit_codes(counts.iloc[design.place], unit, design.article, labels)[0]
    return replace(design, unit=codes, unit_name=unit, crossed=())


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
