"""Agreement of coders on codes: any number of coders, each of whom may have coded a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.code_table import PLACE, check_codes, coders_of, made_by
from framing.coding.coefficients import Matched, Numbers, Places, Whole, share
from framing.model import named, note

TENTATIVE, LEAST = 0.8, 0.667  # alpha: Krippendorff 2004, HCR 30:411-433
_SETTLED = re.compile(r"adjudicat|consensus|settled|resolved|gold", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodedUnits:
    """Values that coders gave to units, as sums by article; a coder may have left units out.

    `met[article, i, j]` is how often values i and j met in one unit, each unit by one over its number of values less
    one (Krippendorff 2011); `tables[article, pair, i, j]` is the same for each pair of coders. `distance[i, j]` is the
    difference of two values: 1, or squared where values are numbers on a scale.
    """

    met: Numbers
    tables: Numbers
    distance: Numbers
    units: Whole

    def of_articles(self, places: Places) -> CodedUnits:
        """Keep some articles."""
        return CodedUnits(self.met[places], self.tables[places], self.distance, self.units[places])

    def measures(self, weights: Numbers) -> dict[str, Numbers]:
        """Compute alpha, kappa (the mean over pairs of coders) and percent agreement; NaN where nothing varies.

        Examples
        --------
        >>> values = np.array([[1, 1, 1], [0, 1, np.nan], [0, 0, 0], [0, 0, np.nan]])
        >>> given = CodedUnits.of_values(values, np.arange(4), 4)
        >>> {name: value.round(3).tolist() for name, value in given.measures(np.ones((1, 4))).items()}
        {'alpha': [0.625], 'kappa': [0.833], 'percent': [87.5]}
        """
        articles, pairs, values, _ = self.tables.shape
        met = (weights @ self.met.reshape(articles, -1)).reshape(-1, values, values)
        tables = (weights @ self.tables.reshape(articles, -1)).reshape(-1, pairs, values, values)
        by_value = met.sum(axis=2)
        total = by_value.sum(axis=1)
        chance = np.einsum("dv,dw,vw->d", by_value, by_value, self.distance)
        observed = np.einsum("dvw,vw->d", met, self.distance)
        alpha = 1 - share((total - 1) * observed, chance)
        agreed, number = np.trace(tables, axis1=2, axis2=3), tables.sum(axis=(2, 3))
        expected = share(np.einsum("dpi,dpi->dp", tables.sum(axis=2), tables.sum(axis=3)), number**2)
        kappas = share(share(agreed, number) - expected, 1 - expected)
        known = ~np.isnan(kappas)
        kappa = share(np.where(known, kappas, 0).sum(axis=1), known.sum(axis=1).astype(np.float64))
        percent = share(100 * agreed.sum(axis=1), number.sum(axis=1))
        return {"alpha": alpha, "kappa": kappa, "percent": percent}

    @classmethod
    def of_values(cls, given: Numbers, article: Places, articles: int, scale: Numbers | None = None) -> CodedUnits:
        """Sum up units (rows) to which coders (columns) gave values numbered from 0, NaN where one gave none."""
        values = int(np.nanmax(given, initial=1)) + 1
        coders = given.shape[1]
        number = (~np.isnan(given)).sum(axis=1)
        weight = 1 / np.maximum(number - 1, 1)
        met = np.zeros((articles, values, values))
        tables = np.zeros((articles, coders * (coders - 1) // 2, values, values))
        pair_of = {pair: place for place, pair in enumerate(combinations(range(coders), 2))}
        for one, other in permutations(range(coders), 2):
            both = ~np.isnan(given[:, one]) & ~np.isnan(given[:, other])
            at, i, j = article[both], given[both, one].astype(int), given[both, other].astype(int)
            np.add.at(met, (at, i, j), weight[both])
            if one < other:
                np.add.at(tables, (at, np.full(len(at), pair_of[one, other]), i, j), 1)
        distance = 1 - np.eye(values) if scale is None else np.square(scale[:, None] - scale[None, :])
        return cls(met, tables, distance, np.bincount(article[number > 1], minlength=articles))


def codings_of_codes(articles: pd.DataFrame, tables: Sequence[pd.DataFrame], *, verb: str) -> pd.DataFrame:
    """Put the coders' tables together, with a name for who has none; refuse what is no coder of its own.

    A coding that was settled from the others agrees with them because it was made of them.
    """
    named_tables = []
    for number, table in enumerate(tables, start=1):
        check_codes(table, articles)
        name = f"coder {number}"
        coder = table["coder"].fillna(name).astype(str) if "coder" in table.columns else name
        named_tables.append(table.assign(coder=coder, made_by=made_by(table)))
    codes = pd.concat(named_tables, ignore_index=True)
    same = [*(name for name in PLACE if name in codes.columns), "code", "coder"]
    if codes.duplicated(same).any():
        again = codes["coder"][codes.duplicated(same)].unique()
        raise ValueError(f"{verb}: two codings have the name {named(again)}; give each coder a name of its own")
    return codes


def judged(alpha: float) -> str:
    """Say what an alpha allows (Krippendorff 2004).

    Examples
    --------
    >>> [judged(alpha) for alpha in (0.8, 0.7, 0.5, float("nan"))]
    ['reliable', 'tentative', 'not to be interpreted', 'undefined: no variation']
    """
    if pd.isna(alpha):
        return "undefined: no variation"
    return "reliable" if alpha >= TENTATIVE else "tentative" if alpha >= LEAST else "not to be interpreted"


def is_settled(coder: str) -> bool:
    """Return whether the name of a coder says that others' codes were settled into it.

    Examples
    --------
    >>> is_settled("adjudicated"), is_settled("Ann")
    (True, False)
    """
    return _SETTLED.search(coder) is not None


def refuse_settled(coders: Sequence[str]) -> None:
    """Raise where a coding that others were settled into is given as a coder."""
    if settled := [coder for coder in coders if is_settled(coder)]:
        raise ValueError(
            f"agree: {settled[0]!r} was settled from the others' codes and is no coder of its own; leave it out, or "
            f"compare each coder with it by reference={settled[0]!r}"
        )


def compared_codes(
    articles: pd.DataFrame, codes: pd.DataFrame, coders: Sequence[str], *, have_truth: bool
) -> Iterator[tuple[str, str, CodedUnits | Matched, Whole]]:
    """Yield for each code its unit, the values by article, and how many units of each article anyone gave one.

    With a reference (the last of the coders) there is the number that both say yes to, too.
    """
    place = pd.Index(articles["doc_id"])
    for code, own in codes.groupby("code", sort=False, observed=True):
        own = own[own["coder"].isin(coders)]
        wide = _wide(own, coders)
        if wide is None:
            continue
        article = place.get_indexer(wide.index.get_level_values("doc_id")).astype(np.intp)
        _note_parts(str(code), wide)
        numbers, values = _numbered(wide)
        given = CodedUnits.of_values(numbers, article, len(articles), _scale(values))
        is_yes = np.nanmax(np.where(np.isnan(numbers), 0, numbers), axis=1) > 0
        marked = np.bincount(article, is_yes, len(articles)).astype(np.int64)
        unit = str(own["unit"].iloc[0])
        yield str(code), unit, given, marked
        if have_truth and {*values} <= {0, 1}:
            both = ~np.isnan(numbers).any(axis=1)
            judged, truth = numbers[both].T
            counts = [np.bincount(article[both], column, len(articles)) for column in (judged, truth, judged * truth)]
            yield str(code), unit, Matched(np.array(counts, dtype=np.float64).T, have_truth=True), marked


def _wide(codes: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame | None:
    """Give one row per unit that two coded and one column per coder; none, where there is no such unit."""
    keys = ["doc_id", "start"] if (codes["unit"] != "article").any() else ["doc_id"]
    check_columns(codes, keys, name="codes", way_out="codes of sentences and paragraphs need their place")
    rows = codes.assign(value=codes["value"].astype(object))
    table = rows.pivot(index=keys, columns="coder", values="value").reindex(columns=list(coders))  # noqa: PD010 - no sums
    has_two = table.notna().sum(axis=1) > 1
    if not has_two.any():
        if len(codes):
            note(f"agree: no unit of {codes['code'].iloc[0]} was coded by two; left out", stacklevel=5)
        return None
    if len(keys) == 1:
        table.index = pd.MultiIndex.from_arrays([table.index], names=["doc_id"])
    return table


def _note_parts(code: str, wide: pd.DataFrame) -> None:
    """Say which coder coded only a part, since agreement is of the units that two share."""
    coded = wide.notna().sum()
    if parts := [f"{coder} {number} of {len(wide)}" for coder, number in coded.items() if number < len(wide)]:
        shared = int((wide.notna().sum(axis=1) > 1).sum())
        note(
            f"agree: {code}: not all units were coded by all ({named(parts)}); {shared} were coded by two or more",
            stacklevel=5,
        )


def _numbered(wide: pd.DataFrame) -> tuple[Numbers, list[Any]]:
    """Give each value its number, in order."""
    flat = wide.to_numpy(dtype=object).ravel()
    known = [value for value in flat if not pd.isna(value)]
    numeric = pd.to_numeric(pd.Series(known, dtype=object), errors="coerce")
    values: list[Any] = sorted({*numeric.astype(float)}) if numeric.notna().all() else sorted({*map(str, known)})
    if {*values} <= {0.0, 1.0}:
        values = [0.0, 1.0]
    number = {value: place for place, value in enumerate(values)}
    as_key = float if numeric.notna().all() else str
    found = [np.nan if pd.isna(value) else number[as_key(value)] for value in flat]
    return np.array(found, dtype=np.float64).reshape(wide.shape), values


def _scale(values: Sequence[object]) -> Numbers | None:
    """Give the numbers of a scale, or nothing where values are yes and no, or labels."""
    if len(values) < 3 or isinstance(values[0], str):
        return None
    return np.array(values, dtype=np.float64)


def kind_of(codes: pd.DataFrame, coders: Sequence[str]) -> str:
    """Name what is measured: agreement, or how stable one model is over runs and prompts."""
    makers = set(codes.loc[codes["coder"].isin(coders), "made_by"])
    return "stability" if makers == {"model"} else "agreement"


def different_codes(articles: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Give one row per unit and code to which two coders gave different values, with its text."""
    for name, codes in (("a", a), ("b", b)):
        check_codes(codes, articles)
        if len(coders := coders_of(codes)) > 1:
            raise ValueError(f"disagreements: {name} has codes of several coders ({named(coders)}); choose one")
    has_place = all("start" in table.columns for table in (a, b))
    keys = ["doc_id", "unit", "code", *(["start"] if has_place else [])]
    columns = [*keys, "value", *(["end"] if has_place else [])]
    both = a[columns].merge(b[[*keys, "value"]], on=keys, suffixes=("_a", "_b"))
    if both.empty:
        raise ValueError("disagreements: no unit and code was coded by both; give codes of the same units")
    if alone := len(a) + len(b) - 2 * len(both):
        note(f"disagreements: {alone} codes are of units or questions that only one coded; left out", stacklevel=4)
    found = both[both["value_a"].astype(str) != both["value_b"].astype(str)]
    numbers = [pd.to_numeric(found[name], errors="coerce") for name in ("value_a", "value_b")]
    found = found[~(numbers[0] == numbers[1])]
    about = articles[["doc_id", "outlet", "text"]].assign(_article=np.arange(len(articles)))
    found = found.merge(about, on="doc_id").sort_values(["_article", *(["start"] if has_place else [])], kind="stable")
    if not has_place:
        found = found.assign(start=0, end=found["text"].str.len())
    places = zip(found["text"], found["start"].fillna(0), found["end"].fillna(0), strict=True)
    texts = [text[int(start) : int(end) or None] for text, start, end in places]
    order = ["doc_id", "outlet", "unit", "start", "end", "code", "value_a", "value_b", "text"]
    return found.assign(text=texts)[order].reset_index(drop=True)
