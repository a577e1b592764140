"""The codes behind a report's page on frames: who coded, agreement, shares per group, corrected contrasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from framing.agree import agree
from framing.code_table import PLACE, check_codes, coders_of, made_by
from framing.coding.coded_agreement import LEAST, TENTATIVE, is_settled
from framing.correct import correct
from framing.count import count
from framing.model import named, note
from framing.report.analysis import Analysis, Comparison, comparison
from framing.results.schema import RESULT_COLUMNS
from framing.results.tables import empty

AUTOMATIC = ("lexicon", "classifier")


@dataclass(frozen=True, slots=True)
class Coded:
    """Codes with all results of the page.

    `chosen` is the coder whose codes are counted; `coders` has one row per coder. `alpha` has one row per code that two
    coded, and `alpha_by_group` the same in each group. Of codes with an alpha below .667 (`weak`) nothing is compared.
    `corrected` is empty where `why_not` says why.
    """

    codes: pd.DataFrame
    names: tuple[str, ...]
    unit: str
    chosen: str
    coders: pd.DataFrame
    alpha: pd.DataFrame
    alpha_by_group: pd.DataFrame
    kind: str
    shares: Comparison
    corrected: pd.DataFrame
    predicted_by: str
    why_not: str

    @property
    def weak(self) -> tuple[str, ...]:
        """Codes whose alpha is known and below .667."""
        return tuple(self.alpha.loc[self.alpha["value"] < LEAST, "device"])

    @property
    def tentative(self) -> tuple[str, ...]:
        """Codes whose alpha is from .667 to .80."""
        value = self.alpha["value"]
        return tuple(self.alpha.loc[(value >= LEAST) & (value < TENTATIVE), "device"])


def coded(analysis: Analysis, codes: pd.DataFrame, *, unit: str | None) -> Coded:
    """Count, compare and correct codes of the articles of a report.

    Raises
    ------
    ValueError
        Where codes are of other articles, of several units, or two of one coder in one place.
    """
    articles, groups = analysis.articles, analysis.groups
    codes = _with_ids_of(codes, articles)
    units = codes["unit"].dropna().unique().tolist() if "unit" in codes.columns else []
    if len(units) > 1:
        raise ValueError(f"codes: of several units ({named(units)}); a report takes one: give a file of one unit")
    check_codes(codes, articles)
    if "coder" not in codes.columns:
        codes = codes.assign(coder="coder")
    codes = _yes_or_no(codes.assign(coder=codes["coder"].fillna("coder").astype(str), made_by=made_by(codes)))
    chosen = _chosen(codes)
    own = codes[codes["coder"] == chosen].reset_index(drop=True)
    alpha, by_group = _alpha(articles, codes, groups.by)
    weak = set(alpha.loc[alpha["value"] < LEAST, "device"])
    counts = count(articles, own)
    names = tuple(dict.fromkeys(counts["device"]))
    shares = comparison(counts, groups, unit, compared=[name for name in names if name not in weak])
    corrected, predicted_by, why_not = _corrected(analysis, codes, own, weak, unit)
    return Coded(
        codes=codes,
        names=names,
        unit=str(units[0]),
        chosen=chosen,
        coders=_coders(articles, codes),
        alpha=alpha,
        alpha_by_group=by_group,
        kind=str(alpha["kind"].iloc[0]) if len(alpha) else "",
        shares=shares,
        corrected=corrected,
        predicted_by=predicted_by,
        why_not=why_not,
    )


def _with_ids_of(codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Give codes of a file, whose ids are text, the ids of the articles."""
    if "doc_id" not in codes.columns:
        return codes
    ids = dict(zip(map(str, articles["doc_id"]), articles["doc_id"], strict=True))
    return codes.assign(doc_id=[ids.get(str(one), one) for one in codes["doc_id"]])


def _yes_or_no(codes: pd.DataFrame) -> pd.DataFrame:
    """Leave out codes that are no yes or no, with a note."""
    numbers = pd.to_numeric(codes["value"], errors="coerce")
    other = codes.loc[~numbers.isin([0, 1]), "code"].unique()
    kept = codes[~codes["code"].isin(other)]
    if len(other):
        note(f"report: codes with other values than 0 and 1 are left out: {named(other)}")
    if kept.empty:
        raise ValueError(
            "codes: none has the values 0 and 1, so there is no share to report; turn labels into yes and no"
        )
    return kept.assign(value=pd.to_numeric(kept["value"])).reset_index(drop=True)


def _chosen(codes: pd.DataFrame) -> str:
    """Choose whose codes are counted: the settled ones, else those of the person, else the model, who coded most."""
    ranks = {"person": 0, "model": 1}
    table = codes.groupby("coder", sort=False).agg(articles=("doc_id", "nunique"), made_by=("made_by", "first"))
    keys = [
        (not is_settled(str(coder)), ranks.get(str(maker), 2), -int(number))
        for coder, number, maker in zip(table.index, table["articles"], table["made_by"], strict=True)
    ]
    return str(table.index[min(range(len(keys)), key=keys.__getitem__)])


def _coders(articles: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    asked = codes["code"].nunique()
    table = codes.groupby("coder", sort=False).agg(
        made_by=("made_by", "first"), articles=("doc_id", "nunique"), codes=("code", "nunique"),
        given=("value", "size"), yes=("value", "sum"),
    )  # fmt: skip
    return table.reset_index().assign(of_articles=len(articles), of_codes=asked)


def _alpha(articles: pd.DataFrame, codes: pd.DataFrame, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure the agreement of coders, over all and in each group; none where no two coded the same."""
    is_coder = ~codes["made_by"].isin(AUTOMATIC) & ~codes["coder"].map(is_settled)
    compared = codes[is_coder]
    place = [name for name in (*PLACE, "code") if name in compared.columns]
    columns = ["outlet", "device", "value", "low", "high", "units", "kind", "note"]
    if compared.empty or compared.groupby(place, dropna=False)["coder"].nunique().max() < 2:
        return pd.DataFrame(columns=columns), pd.DataFrame(columns=columns)
    by_group = articles.assign(outlet=articles[by].fillna("").astype(str))
    read = agree(articles, compared)
    in_groups = agree(by_group, compared, by="outlet", replicates=0)
    every, own = (table[table["measure"] == "alpha"].reset_index(drop=True) for table in (read, in_groups))
    return every, own


def _corrected(
    analysis: Analysis, codes: pd.DataFrame, own: pd.DataFrame, weak: set[str], unit: str | None
) -> tuple[pd.DataFrame, str, str]:
    """Correct the shares of a classifier or lexicon by the codes of a sample, or say why not."""
    nothing, groups = empty(RESULT_COLUMNS), analysis.groups
    automatic = codes[codes["made_by"].isin(AUTOMATIC)]
    if automatic.empty:
        return nothing, "", "the file has no codes of a classifier or a lexicon"
    by, *others = coders_of(automatic)
    if own["made_by"].iloc[0] in AUTOMATIC:
        return nothing, by, "no person or model coded a sample"
    if len(groups.shown) < 2:
        return nothing, by, f"there is one {groups.by}"
    if "probability" not in own.columns or own["probability"].isna().any():
        return nothing, by, "the coded articles have no probability; framing.sample draws articles with it"
    articles = analysis.articles[analysis.articles[groups.by].isin(groups.shown)]
    if others:
        note(
            f"report: the codes of {by} are corrected by the coded sample, those of {named(others)} are not; give a "
            "file with one classifier or lexicon to choose it"
        )
    names = set(own["code"]) & set(automatic["code"]) - weak
    predicted = automatic[(automatic["coder"] == by) & automatic["code"].isin(names)]
    predicted = predicted[predicted["doc_id"].isin(articles["doc_id"])].reset_index(drop=True)
    sampled = own[own["code"].isin(names) & own["doc_id"].isin(predicted["doc_id"])].reset_index(drop=True)
    if predicted.empty or sampled.empty:
        return nothing, by, "no code was given by both to articles that are compared, or none is reliable enough"
    is_person = (sampled["made_by"] == "person").all()
    try:
        results = correct(
            count(articles, predicted), sampled, by=groups.by, unit=unit, reference=groups.reference,
            truth=None if is_person else str(sampled["coder"].iloc[0]),
        )  # fmt: skip
    except ValueError as error:  # the rest of the page stands without it
        return nothing, by, str(error)
    return results[results["kind"] != "omnibus"].reset_index(drop=True), by, ""


def differing(results: pd.DataFrame, level: float) -> Sequence[str]:
    """Name the codes of which a contrast has an adjusted p below the level."""
    return list(dict.fromkeys(results.loc[results["p_adjusted"] < level, "device"].astype(str)))
