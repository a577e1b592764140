"""The analysis behind a report: the corpus labelled and counted once, and all comparisons of its groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from framing.checks import check_articles
from framing.compare import compare, rates
from framing.count import count
from framing.counting.denominators import places_left_out, words_by_layer
from framing.counting.kinds import in_kinds
from framing.label import label
from framing.model import LAYOUT, VOICES, named
from framing.results.schema import RATE_COLUMNS, RESULT_COLUMNS
from framing.results.tables import empty
from framing.sources import sources
from framing.vocabulary.codebook_pages import apart, cautions, device_names
from framing.vocabulary.codebook_pages import groups as groups_of_subtypes

ATTRIBUTION, BOILERPLATE, HEDGE, NAMING = "attribution", "boilerplate", "hedge", "naming"
EPISTEMIC, APPROXIMATOR = "epistemic hedge", "approximator"
SPEECH, UNNAMED = "speech", "unnamed"
UNKNOWN = "unknown"  # the outlet that `read` gives to articles without one
OF_PEOPLE = ("individual", "collective")
ALL_PAIRS_UP_TO = 6  # groups; with more, each is compared with the largest
MOST_SHOWN = 12  # groups in figures and tables, and in comparisons


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
        """The reference group, or None where all pairs are compared."""
        return self.names[0] if len(self.shown) > ALL_PAIRS_UP_TO else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One counts table, the rates of all groups, and the ratios of those shown (none if there is only one group)."""

    counts: pd.DataFrame
    rates: pd.DataFrame
    results: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of a report in their order, hedges by their kinds.

    `main` are those that every report is about, a researcher's own first; p is adjusted among these only, so that new
    devices in the package do not reduce power. `further` are the others, those with a caution last. The total frequency
    of all competing names has no meaning, so `naming` is in neither.
    """

    main: tuple[str, ...]
    further: tuple[str, ...]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A corpus with all results of a report.

    `told` are the spans with the kinds of hedge as devices. `words` are those of each article without boilerplate, also
    of articles that were not searched, being in another language. `sources` has one row per attribution outside
    boilerplate; `source_roles` and `cue_classes` are shares of those of speech; `naming` is of those of speech by
    individuals and collectives, and of it only the unnamed ones are compared: a planned comparison.
    """

    articles: pd.DataFrame
    spans: pd.DataFrame
    told: pd.DataFrame
    words: pd.Series
    names: Devices
    groups: Groups
    unit: str
    devices: Comparison
    further: Comparison
    by_voice: Comparison
    further_by_voice: Comparison
    subtypes: Comparison
    shares: Comparison
    sources: pd.DataFrame
    source_roles: Comparison
    naming: Comparison
    genders: Comparison
    cue_classes: Comparison


def analyse(
    articles: pd.DataFrame,
    *,
    by: str,
    unit: str | None,
    labelled: Callable[[pd.DataFrame], pd.DataFrame] = label,
) -> Analysis:
    """Label, count and compare; boilerplate is excluded from both counts and words.

    `labelled` gives the spans of the articles, for all devices: `framing.label`, or what it gave before.
    """
    articles = _plain(articles)
    groups = _groups(articles, by, unit)
    articles = articles.assign(**{by: _as_names(articles[by])})
    spans = labelled(articles)
    told = in_kinds(spans, HEDGE)
    counts = count(articles, told, exclude=BOILERPLATE)
    searched = set(counts["device"])
    names = _devices(device for device in told["device"].cat.categories if device in searched)
    voices = count(articles, told, by="voice", exclude=BOILERPLATE)
    kinds = count(articles, told, by="subtype", exclude=BOILERPLATE)
    devices = comparison(_of(counts, names.main), groups, unit)
    who = sources(articles, spans, exclude=BOILERPLATE)
    said = who[who["kind"] == SPEECH]
    of_people = said[said["type"].isin(OF_PEOPLE)]
    unnamed = of_people.assign(naming=of_people["naming"].where(of_people["naming"] == "named", UNNAMED))
    by_role, by_naming, by_gender, by_class = (
        count(articles, table, base="attributions", by=key)
        for table, key in ((said, "role"), (unnamed, "naming"), (said, "gender_presented"), (said, "cue_class"))
    )
    some = devices.results if len(devices.results) else devices.rates
    words = words_by_layer(articles, spans, places_left_out(articles, spans, [BOILERPLATE]), [])
    return Analysis(
        articles=articles,
        spans=spans,
        told=told,
        words=words.set_index("doc_id")["words"].reindex(articles["doc_id"], fill_value=0),
        names=names,
        groups=groups,
        unit=str(some["unit"].iloc[0]) if len(some) else unit or "article",
        devices=devices,
        further=comparison(_of(counts, names.further), groups, unit),
        by_voice=comparison(_of(voices, [name for name in names.main if name != ATTRIBUTION]), groups, unit),
        further_by_voice=comparison(_of(voices, names.further), groups, unit, compared=[]),
        subtypes=comparison(kinds[kinds["subtype"] != ""], groups, unit, compared=[]),
        shares=comparison(_shares(voices), groups, unit),
        sources=who,
        source_roles=comparison(by_role, groups, unit, compared=[]),
        naming=comparison(by_naming, groups, unit, compared=[UNNAMED]),
        genders=comparison(by_gender, groups, unit, compared=[]),
        cue_classes=comparison(by_class, groups, unit, compared=[]),
    )


def _devices(looked_for: Iterable[str]) -> Devices:
    """Order the devices: the main ones of a report, then the further ones."""
    listed = [device for device in looked_for if device not in (BOILERPLATE, LAYOUT)]
    of_hedges = {name: set(subtypes) for name, subtypes in groups_of_subtypes(HEDGE).items() if name in listed}
    hedges = [name for name, subtypes in of_hedges.items() if not subtypes.issubset(apart(HEDGE))]
    hedges += [HEDGE] if HEDGE in listed else []
    own = [device for device in listed if device not in (*device_names(), *of_hedges)]
    main = [*own, *hedges, *([ATTRIBUTION] if ATTRIBUTION in listed else [])]
    further = sorted(
        (device for device in listed if device not in (*main, NAMING)), key=lambda name: name in cautions()
    )
    names = [device for device in listed if device == NAMING]
    return Devices(tuple(main), tuple(further), (*main, *further, *names))


def _of(counts: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    """Keep some devices, in this order."""
    kept = counts[counts["device"].isin(devices)]
    return kept.assign(device=kept["device"].astype(pd.CategoricalDtype(list(devices))))


def _plain(articles: pd.DataFrame) -> pd.DataFrame:
    """Check the table, and leave out columns of lists and other objects that CSV cannot store."""
    check_articles(articles)
    if articles.empty:
        raise ValueError("articles: the table has no rows, so there is nothing to report")
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
            raise ValueError(f"{role}={column!r}: not a usable column of the articles; {way_out}")
    names = _as_names(articles[by])
    if names.isna().all():
        raise ValueError(f"by={by!r}: no article has a value in this column; {way_out}")
    sizes = pd.DataFrame({"name": names, "length": articles["text"].str.len()}).groupby("name")["length"]
    table = (
        sizes.agg(["size", "sum"]).reset_index().sort_values(["size", "sum", "name"], ascending=[False, False, True])
    )
    # This is what articles without an outlet have in common: no one to compare others with.
    order = sorted(table["name"].tolist(), key=lambda name: by == "outlet" and name == UNKNOWN)
    return Groups(by, tuple(order), tuple(sorted(order[:MOST_SHOWN])))


def _as_names(column: pd.Series) -> pd.Series:
    """Return a column as names, missing where it is missing or blank."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    names = column.astype(object).where(column.notna(), None).map(str, na_action="ignore")
    return names.mask(names.str.strip() == "").astype("string").astype(object)


def comparison(
    counts: pd.DataFrame, groups: Groups, unit: str | None, *, compared: Sequence[str] | None = None
) -> Comparison:
    """Return the rates of all groups with any words, and compare some devices or all."""
    table = rates(counts, by=groups.by, unit=unit) if len(counts) else empty(RATE_COLUMNS)
    return Comparison(counts, table, _results(counts if compared is None else _of(counts, compared), groups, unit))


def _results(counts: pd.DataFrame, groups: Groups, unit: str | None) -> pd.DataFrame:
    shown = counts[counts[groups.by].isin(groups.shown)]
    present = [name for name in groups.names if name in set(shown[groups.by])]
    if len(present) > 1:
        reference = groups.reference if groups.reference in present else present[0] if groups.reference else None
        results = compare(shown, by=groups.by, unit=unit, reference=reference)
        return results[results["kind"] != "omnibus"].reset_index(drop=True)
    return empty(RESULT_COLUMNS)


def _shares(voices: pd.DataFrame) -> pd.DataFrame:
    """Turn words by voice into counts with all words as denominator, so that shares get intervals like rates.

    Of the articles in which voices were looked for.
    """
    first: pd.DataFrame = voices[voices["device"] == ATTRIBUTION]
    totals = first.groupby("doc_id", sort=False)["words"].sum()
    shares = first.assign(device=pd.Categorical(first["voice"], categories=VOICES), n=first["words"])
    shares = shares.assign(words=shares["doc_id"].map(totals).astype("int64")).drop(columns="voice")
    return shares.assign(
        per_1000=1000 * shares["n"] / shares["words"].where(shares["words"] > 0), base="words of all voices"
    )
