"""What a report is made of: the corpus labelled and counted once, and every comparison of its groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from framing.compare import compare, rates
from framing.count import count
from framing.label import label
from framing.model import RESULT_COLUMNS, VOICES, check_articles, named

BOILERPLATE, ATTRIBUTION, HEDGE = "boilerplate", "attribution", "hedge"
EPISTEMIC, APPROXIMATOR = "epistemic hedge", "approximator"
ALL_PAIRS_UP_TO = 6  # groups; with more, each is compared with the largest
MOST_SHOWN = 12  # groups in figures and tables, and in comparisons

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups compared.

    `names` has all of them, the largest first; `shown` has, by name, those in figures, tables and comparisons.
    """

    by: str
    names: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def reference(self) -> str | None:
        """The group that each other is compared with, or None where all pairs are."""
        return self.names[0] if len(self.shown) > ALL_PAIRS_UP_TO else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One counts table, the rates of all groups, and the ratios of those shown: no row where there is one group."""

    counts: pd.DataFrame
    rates: pd.DataFrame
    results: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Analysis:
    """A corpus with everything that a report says about it."""

    articles: pd.DataFrame
    spans: pd.DataFrame
    groups: Groups
    unit: str
    devices: Comparison
    by_voice: Comparison
    shares: Comparison
    kinds: Comparison

    @property
    def device_names(self) -> list[str]:
        """The devices looked for, without boilerplate, which is left out and not compared."""
        return [device for device in self.spans["device"].cat.categories if device != BOILERPLATE]


def analyse(
    articles: pd.DataFrame,
    *,
    by: str,
    unit: str | None,
    lexicons: Iterable[str | Path],
    progress: Progress | None,
) -> Analysis:
    """Label, count and compare; boilerplate is left out of counts and words alike."""
    articles = _plain(articles)
    groups = _groups(articles, by, unit)
    articles = articles.assign(**{by: _as_names(articles[by])})
    spans = label(articles, lexicons=lexicons, progress=progress)
    counts = count(spans, articles, exclude=BOILERPLATE)
    devices, unit_used = _first_comparison(counts, groups, unit)
    voices = count(spans, articles, by="voice", exclude=BOILERPLATE)
    by_voice = _comparison(voices[voices["device"] != ATTRIBUTION], groups, unit)
    shares = _comparison(_shares(voices), groups, unit)
    kinds = _comparison(count(_hedges_apart(spans), articles, exclude=BOILERPLATE), groups, unit)
    return Analysis(articles, spans, groups, unit_used, devices, by_voice, shares, kinds)


def _plain(articles: pd.DataFrame) -> pd.DataFrame:
    """Check the table, and leave out columns of lists and the like, which no CSV can hold."""
    check_articles(articles)
    if articles.empty:
        raise ValueError("articles: the table has no row, so there is nothing to report")
    nested = [
        name
        for name in articles.columns
        if any(isinstance(value, (list, dict, set, tuple)) for value in articles[name])
    ]
    return articles.drop(columns=nested)


def _groups(articles: pd.DataFrame, by: str, unit: str | None) -> Groups:
    usable = [str(name) for name in articles.columns if name not in ("doc_id", "text")]
    way_out = f"choose one of: {named(usable, most=30)}"
    for role, column in (("by", by), ("unit", unit)):
        if column is not None and column not in usable and not (role == "unit" and column == "article"):
            raise ValueError(f"{role}={column!r}: no column of the articles that can serve; {way_out}")
    names = _as_names(articles[by])
    if names.isna().all():
        raise ValueError(f"by={by!r}: no article has a value in this column; {way_out}")
    sizes = pd.DataFrame({"name": names, "length": articles["text"].str.len()}).groupby("name")["length"]
    table = (
        sizes.agg(["size", "sum"]).reset_index().sort_values(["size", "sum", "name"], ascending=[False, False, True])
    )
    # "unknown" is what articles without an outlet have in common: no one to compare others with.
    order = sorted(table["name"].tolist(), key=lambda name: by == "outlet" and name == "unknown")
    return Groups(by, tuple(order), tuple(sorted(order[:MOST_SHOWN])))


def _as_names(column: pd.Series) -> pd.Series:
    """Give a column as names, missing where it is missing or blank."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    names = column.astype(object).where(column.notna(), None).map(str, na_action="ignore")
    return names.mask(names.str.strip() == "").astype("string").astype(object)


def _first_comparison(counts: pd.DataFrame, groups: Groups, unit: str | None) -> tuple[Comparison, str]:
    """Compare the devices, and tell the unit that was chosen."""
    comparison = _comparison(counts, groups, unit)
    tests = comparison.results["test"].astype(str)
    found = next((match[1] for match in map(re.compile(r"unit (.+?)(?: \(|$)").search, tests) if match), None)
    return comparison, found or unit or "article"


def _comparison(counts: pd.DataFrame, groups: Groups, unit: str | None) -> Comparison:
    shown = counts[counts[groups.by].isin(groups.shown)]
    results = pd.DataFrame({column: pd.Series(dtype=object) for column in RESULT_COLUMNS})
    if len(groups.shown) > 1 and not shown.empty:
        results = compare(shown, by=groups.by, unit=unit, reference=groups.reference)
    return Comparison(counts, rates(counts, by=groups.by, unit=unit), results)


def _shares(voices: pd.DataFrame) -> pd.DataFrame:
    """Turn words by voice into counts out of all words, so that shares get intervals as rates do."""
    first: pd.DataFrame = voices[voices["device"] == voices["device"].iloc[0]]
    totals = first.groupby("doc_id", sort=False)["words"].sum()
    shares = first.assign(device=pd.Categorical(first["voice"], categories=VOICES), n=first["words"])
    shares = shares.assign(words=shares["doc_id"].map(totals).astype("int64")).drop(columns="voice")
    shares["per_1000"] = 1000 * shares["n"] / shares["words"].where(shares["words"] > 0)
    return shares


def _hedges_apart(spans: pd.DataFrame) -> pd.DataFrame:
    """Give spans in which approximators and all other hedges are two devices."""
    kept = spans[spans["device"].isin([HEDGE, BOILERPLATE])]
    names = kept["device"].astype(object).mask(kept["device"] == HEDGE, EPISTEMIC)
    names = names.mask((kept["device"] == HEDGE) & (kept["subtype"] == "approximator"), APPROXIMATOR)
    apart: pd.DataFrame = kept.assign(device=pd.Categorical(names, categories=[EPISTEMIC, APPROXIMATOR, BOILERPLATE]))
    return apart
