"""Comparison corrected for labelling errors, by a hand-coded probability sample of the same corpus.

The estimator is design-based (Egami, Hinck, Stewart & Wei 2023, NeurIPS 36; prediction-powered inference: Angelopoulos,
Bates, Fannjiang, Jordan & Zrnic 2023, Science 382:669-674): it needs no assumption about when the labels err.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.code_table import check_codes, is_codes
from framing.coding.coded_truth import truth_of
from framing.coding.codings import Coded, Codes, coded_of
from framing.model import check_coder, check_columns, named, note
from framing.results.families import check_adjustment
from framing.results.schema import Contrast, Key, Limits
from framing.results.tables import results_table
from framing.statistics import jackknife
from framing.statistics.all_pairs import omnibus_row
from framing.statistics.contrast import Question, contrast, have_log_rates, row_of, without_interval
from framing.statistics.correction import Corrected, Sample, by_recovery, corrected, unit_by_unit
from framing.statistics.limits import few_units, no_logarithm, other_limits, too_few
from framing.statistics.omnibus import bonferroni
from framing.statistics.sides import Side, rows_of, sides_of
from framing.statistics.units import Design, design_of, pairs_of

FEW_MISSES = 5  # found by coders on a side
FEW_YES = 10  # coded with yes on a side: rarer codes have intervals that hold the truth too seldom


class _Side(NamedTuple):
    """A side without correction, its correction, and the number of coded sentences.

    `trusts_net` says whether nothing that the labels missed was found outside the net.
    """

    labelled: Side
    corrected: Corrected
    sentences: int
    trusts_net: bool

    @property
    def side(self) -> Side:
        """The corrected side."""
        return self.corrected.side


def correct(
    counts: pd.DataFrame,
    codings: pd.DataFrame,
    *,
    by: str = "outlet",
    unit: str | None = None,
    reference: object = None,
    measure: str = "rate",
    adjust: str | None = "holm",
    equivalence: float | None = None,
    truth: str | None = None,
) -> pd.DataFrame:
    """Compare as `compare` does, with rates and intervals corrected for the labelling errors that hand coding shows.

    It assumes that the coders are correct; disagreement between coders is not taken into account. The interval is wider
    than that of `compare`, which assumes that the labels are correct.

    Parameters
    ----------
    counts
        The counts of the labels from which the sample was drawn, with the same text excluded; one row per article and
        device, or device and voice.
    codings
        The sample that `framing.sample` drew, coded (`framing.code` or `framing.read_codings`), by one coder or as it
        was settled by `framing.adjudicate`; several devices concatenated. For
        ``measure="prevalence"`` whole articles are coded: one row per article and device, with the columns `doc_id`,
        `device`, `probability` (of being drawn), `found` and `coded` (1 where the article has any, else 0).
        Or codes of articles that ``framing.sample(articles, unit="article")`` drew, with the column `probability`; then
        `counts` are those of codes that a classifier, a lexicon or a model gave to all articles, the coded ones too.
    by, unit, reference, measure, adjust, equivalence
        As for `compare`; `unit` is one column.
    truth
        For codes: the coder whose codes count as truth although no person gave them. Every row then says so.

    Returns
    -------
    DataFrame
        The results table, for the devices that were coded. Rates and ratio are corrected; `coded` is the number of
        sentences coded on both sides; `note` has the uncorrected ratio, and each side's estimated recall, with its
        interval, and precision. Corrected counts are not returned: that of a single article has a large sampling error,
        is often below zero, and is meaningful only in the sum over many.

    Raises
    ------
    ValueError
        Where codings are missing, not numbers, repeated or without a probability, where an outlet has none, where they
        belong to other articles or labels than `counts`; and as for `compare`.

    Notes
    -----
    Each drawn sentence adds (coded - found) / probability to its article's count, and by voice to its article's words
    too. Nothing is pooled over outlets, since a recall of .90 here and of .60 there would stay in the ratio. The
    variance is that between units, and that of coded sentences within the strata they were drawn from. Missed instances
    are few and have large weights: their sum has limits from the gamma distribution (Fay & Feuer 1997), combined with
    the rest by the method of variance estimates recovery (Zou & Donner 2008); where none was found, one more would have
    the weight of the most densely drawn stratum, the net's where there is one. Outlets as units are compared by their
    corrected log rates. For the coverage of the intervals see ``benchmarks/correction.csv``. The test of whether any of
    three or more groups differ is Bonferroni's bound over the pairs.

    For **codes** each coded article adds (coded - score) / probability to the score of the classifier (Egami et al.
    2023), so that shares are unbiased however poor the classifier is, provided that the sample is random with known
    probabilities, the scores of coded articles are cross-fitted (`framing.learn` does both), and the codes are right:
    coder error and construct validity stay uncorrected, which every row says. The variance is that of these sums
    between units. Where a side has fewer than ten coded with yes the row says so.

    Examples
    --------
    >>> numbers = range(40)
    >>> counts = pd.DataFrame({
    ...     "doc_id": numbers, "outlet": ["Bee"] * 20 + ["Sun"] * 20, "words": 500, "device": "hedge",
    ...     "n": [4, 6, 5, 3, 4] * 4 + [2, 3, 2, 3, 2] * 4,
    ... })
    >>> codings = pd.DataFrame({
    ...     "sentence_id": numbers, "doc_id": numbers, "device": "hedge", "probability": 0.2,
    ...     "found": 0, "coded": [0] * 20 + [1, 0, 0, 1, 0] * 4,
    ... })
    >>> results = correct(counts, codings)
    >>> results[["a", "b", "rate_a", "rate_b", "ratio"]].round(2)
         a    b  rate_a  rate_b  ratio
    0  Bee  Sun     8.8     8.8    1.0
    """
    check_adjustment(adjust)
    if equivalence is not None and not 1 < equivalence < float("inf"):
        raise ValueError(f"equivalence={equivalence!r}: give a ratio above 1, such as 1.25 for 0.8 to 1.25")
    if is_codes(codings):
        if "found" not in codings:
            return _correct_codes(counts, codings, by, unit, reference, measure, adjust, equivalence, truth)
        codings = _of_codes(codings)  # of sentences that were drawn with labels
    if truth is not None:
        raise ValueError("correct: truth= names a coder of codes; codings of sentences are of one coder")
    whole = design_of(counts, by=by, unit=unit, measure=measure)
    coded = coded_of(_of_articles(codings) if measure == "prevalence" else codings, counts)
    pairs = pairs_of(whole.groups, by=by, reference=reference)
    for message in whole.messages:
        note(message)
    is_coded = counts["device"].isin(codings["device"].unique()).to_numpy()
    if not is_coded.all():
        note(f"correct: not coded, so left out: {named(counts['device'][~is_coded].unique())}")
    if "outlet" in counts.columns:
        _check_outlets(counts.iloc[whole.place[is_coded[whole.place]]], counts.iloc[coded.place])

    question = Question(equivalence=equivalence)
    rows: list[tuple[Key, Contrast]] = []
    for key, places in rows_of(whole):
        if is_coded[whole.place[places]].all():
            sides, seeds = _sides(whole, places, coded, by), _seeds(codings, key)
            several: Limits = {"seeds": {"seeds": seeds}} if len(seeds) > 1 else {}
            seed = seeds[0] if len(seeds) == 1 else None
            for row in _contrasts(sides, pairs, whole, question):
                rows.append((key, row._replace(seed=seed, limits={**row.limits, **several})))
    return results_table(rows, whole.facts, adjust=adjust, has_bounds=equivalence is not None)


def _correct_codes(
    counts: pd.DataFrame, codes: pd.DataFrame, by: str, unit: str | None, reference: object, measure: str,
    adjust: str | None, equivalence: float | None, truth: str | None,
) -> pd.DataFrame:  # fmt: skip
    """Correct shares of articles by codes of a sample."""
    check_columns(counts, ("base",), name="counts", way_out="framing.count(articles, codes) makes this table")
    if not counts["base"].eq("coded articles").all() or measure not in ("rate", "prevalence"):
        raise ValueError("correct: counts of codes of articles are needed beside codes: framing.count(articles, codes)")
    whole = design_of(counts, by=by, unit=unit, measure="prevalence")
    coded, expected, trusted = truth_of(counts, codes, truth)
    for message in whole.messages:
        note(message, stacklevel=4)
    pairs = pairs_of(whole.groups, by=by, reference=reference)
    scored = replace(whole, n=np.asarray(expected, dtype=np.float64)[whole.place])
    is_coded = counts["device"].isin(codes["code"].unique()).to_numpy()
    if not is_coded.all():
        note(f"correct: not coded, so left out: {named(counts['device'][~is_coded].unique())}", stacklevel=4)
    always: Limits = {"coder_error": {}, **({"truth_is_model": {"coder": trusted}} if trusted else {})}
    question = Question(equivalence=equivalence)
    rows: list[tuple[Key, Contrast]] = []
    for key, places in rows_of(scored):
        if not is_coded[scored.place[places]].all():
            continue
        labelled = sides_of(whole, places)
        sides, numbers, yes = _code_sides(scored, places, coded, by)
        alike = {side.name for side, n, has in zip(sides, numbers, yes, strict=True) if has in (0, n)}
        for a, b in pairs:
            vary = [(sides[i].name, yes[i]) for i in (a, b) if sides[i].name not in alike]
            limits = {**_code_limits((labelled[a], labelled[b]), vary), **always}
            row = _code_contrast(sides[a], sides[b], scored, question, alike)
            rows.append((key, row._replace(coded=numbers[a] + numbers[b], limits={**row.limits, **limits})))
        if len(sides) > 2:
            every = [_code_contrast(one, other, scored, Question(), alike).p for one, other in combinations(sides, 2)]
            row = omnibus_row(sides, bonferroni(every, len(sides)))
            rows.append((key, row._replace(coded=sum(numbers), limits={**row.limits, **always})))
    return results_table(rows, scored.facts, adjust=adjust, has_bounds=equivalence is not None)


def _code_sides(design: Design, places: Codes, coded: Coded, by: str) -> tuple[list[Side], list[int], list[int]]:
    """Give each group's corrected side, the number of its articles that were coded, and of those with yes."""
    unit_at, group_at = (np.full(1 + int(max(design.place.max(), coded.place.max())), -1, dtype=np.intp) for _ in "ab")
    unit_at[design.place[places]], group_at[design.place[places]] = design.unit[places], design.group[places]
    group = group_at[coded.place]
    sides, numbers, yes = [], [], []
    for number, side in enumerate(sides_of(design, places)):
        own = np.flatnonzero(group == number)
        if not len(own):
            raise ValueError(f"codes: no article of {by} {side.name} is coded; draw a sample within {by}")
        sample = Sample(
            unit_at[coded.place[own]], coded.weight[own], coded.found[own], coded.coded[own], coded.more_words[own],
            coded.stratum[own], coded.has_found[own],
        )  # fmt: skip
        sides.append(unit_by_unit(side, sample))
        numbers.append(len(own))
        yes.append(int(coded.coded[own].sum()))
    return sides, numbers, yes


def _code_contrast(a: Side, b: Side, design: Design, question: Question, alike: Collection[object]) -> Contrast:
    """Compare two corrected shares; not where a share is outside 0 to 1, or the coded of a side are all alike.

    The spread of alike codes is that of the scores alone, so that an interval would be far too narrow.
    """
    for side in (a, b):
        share = side.n / side.words if side.words else 0.0
        if side.name in alike or not 0 < share < 1:
            code = "coded_alike" if side.name in alike else "no_share"
            reason = {code: {"group": side.name, "share": share}}
            return without_interval(a, b, jackknife.log_ratio(a, b), design, reason)._replace(is_planned=True)
    return contrast(a, b, design, question)


def _code_limits(labelled: tuple[Side, Side], yes: list[tuple[object, int]]) -> Limits:
    """Return what the codes as predicted give, and where few were coded with yes."""
    limits: dict[str, dict[str, object]] = {}
    if few := [one for one in yes if one[1] < FEW_YES]:
        limits["few_coded_yes"] = {"sides": few}
    a, b = labelled
    if a.n > 0 and b.n > 0:
        limits["ratio_as_labelled"] = {"ratio": float(np.exp(a.log_rate - b.log_rate))}
    return limits


def _of_codes(codes: pd.DataFrame) -> pd.DataFrame:
    """Take the codes of one coder in the columns of a coded sample."""
    check_codes(codes)
    check_coder(codes, verb="correct", name="codings")
    return codes.assign(device=codes["code"], coded=codes["value"])


def _of_articles(codings: pd.DataFrame) -> pd.DataFrame:
    """Take codes of whole articles, each as if it were one sentence."""
    way_out = 'measure="prevalence" takes codes of whole articles'
    check_columns(codings, ("doc_id", "device", "found", "coded"), name="codings", way_out=way_out)
    if codings.duplicated(["doc_id", "device"]).any():
        again = codings["doc_id"][codings.duplicated(["doc_id", "device"])].unique()
        raise ValueError(
            f"codings: articles come twice (doc_id {named(again)}); {way_out}, one row per article and device"
        )
    return codings.assign(
        sentence_id=codings["doc_id"], **{name: codings[name].clip(upper=1) for name in ("found", "coded")}
    )


def _seeds(codings: pd.DataFrame, key: Key) -> list[int]:
    """Return the seeds with which a device's sentences were drawn."""
    if "seed" not in codings.columns:
        return []
    return [int(seed) for seed in codings.loc[codings["device"] == key[0], "seed"].dropna().unique()]


def _check_outlets(counts: pd.DataFrame, coded: pd.DataFrame) -> None:
    """Raise where an outlet has articles but no coded sentence: its labels would stay uncorrected."""
    pairs, there = (
        table[["device", "outlet"]].astype(object).dropna().drop_duplicates().itertuples(index=False, name=None)
        for table in (counts, coded)
    )
    has = set(there)
    if without := [pair for pair in pairs if pair not in has]:
        device, outlet = without[0]
        raise ValueError(
            f"codings: no sentence of outlet {outlet} is coded for {device}; draw a sample per outlet, "
            "or compare without it"
        )


def _sides(design: Design, rows: Codes, coded: Coded, by: str) -> list[_Side]:
    """Correct one key's side in every group."""
    size = 1 + int(max(design.place.max(), coded.place.max()))
    group_at, unit_at = np.full(size, -1, dtype=np.intp), np.zeros(size, dtype=np.intp)
    group_at[design.place[rows]], unit_at[design.place[rows]] = design.group[rows], design.unit[rows]
    group = group_at[coded.place]
    found = []
    for number, side in enumerate(sides_of(design, rows)):
        own = np.flatnonzero(group == number)
        if not len(own):
            raise ValueError(f"codings: no sentence of {by} {side.name} is coded; draw a sample per {by}")
        sample = Sample(
            unit=unit_at[coded.place[own]],
            weight=coded.weight[own],
            found=coded.found[own],
            coded=coded.coded[own],
            more_words=coded.more_words[own],
            stratum=np.unique(coded.stratum[own], return_inverse=True)[1],
            has_found=coded.has_found[own],
        )
        one = corrected(side, sample)
        if design.outlets_are_units:
            one = one._replace(side=unit_by_unit(side, sample))
        is_missed = (sample.has_found == 0) & (sample.coded > sample.found)
        is_net = coded.is_net[own] > 0
        found.append(
            _Side(
                labelled=side,
                corrected=one,
                sentences=len(np.unique(coded.sentence[own])),
                trusts_net=bool(is_net.any() and not is_missed[~is_net].any()),
            )
        )
    return found


def _contrasts(
    sides: Sequence[_Side], pairs: Sequence[tuple[int, int]], design: Design, question: Question
) -> list[Contrast]:
    """Compare each pair of one key, and all together where there are three or more."""
    rows = []
    for a, b in pairs:
        row = _contrast(sides[a], sides[b], design, question)
        limits = {**row.limits, **_limits((sides[a], sides[b]), design)}
        rows.append(row._replace(limits=limits, coded=sides[a].sentences + sides[b].sentences))
    if len(sides) < 3:
        return rows
    every = [_contrast(one, other, design, Question()).p for one, other in combinations(sides, 2)]
    whole = omnibus_row([one.side for one in sides], bonferroni(every, len(sides)))
    return [*rows, whole._replace(coded=sum(one.sentences for one in sides))]


def _contrast(a: _Side, b: _Side, design: Design, question: Question) -> Contrast:
    """Compare two corrected sides; outlets as units by their corrected log rates."""
    sides = a.side, b.side
    estimate = jackknife.log_ratio(*sides)
    unplanned = too_few((a.labelled, b.labelled), len(estimate.unit), design)
    reason = unplanned or _refusal(sides, design)
    if reason:
        row = without_interval(*sides, estimate, design, {**reason, **other_limits(sides, design)})
        return row._replace(is_planned=not unplanned)
    if design.outlets_are_units or no_logarithm(sides, estimate.error, design):
        return contrast(*sides, design, question)
    row = row_of(*sides, estimate, by_recovery(estimate, a.corrected, b.corrected), design, question)
    return row._replace(limits={**few_units(row.units), **other_limits(sides, design)})


def _refusal(sides: Sequence[Side], design: Design) -> Limits:
    """Return the reason why a corrected rate has no logarithm, if it has none."""
    for side in sides:
        for number, code in ((side.n, "none_after_correction"), (side.words, "no_words_after_correction")):
            if not number > 0:
                return {code: {"group": side.name, "number": number}}
        if not np.isfinite(side.shift).all():
            return {"one_unit_after_correction": {"unit": design.unit_name, "group": side.name}}
    return {}


def _limits(sides: tuple[_Side, _Side], design: Design) -> Limits:
    """Return the uncorrected ratio and the labels' accuracy on each side; warn where coders found few misses."""
    a, b = (one.labelled for one in sides)
    limits: dict[str, dict[str, object]] = {}
    misses = [(one.side.name, one.corrected.misses.instances) for one in sides]
    if few := [(name, number) for name, number in misses if number < FEW_MISSES]:
        limits["few_misses"] = {"sides": few}
    if trusted := [one.side.name for one in sides if one.trusts_net]:
        limits["net_trusted"] = {"groups": trusted}
    if a.n > 0 and b.n > 0:
        labelled = [jackknife.on_log_rates(side) if have_log_rates((a, b), design) else side for side in (a, b)]
        limits["ratio_as_labelled"] = {"ratio": float(np.exp(labelled[0].log_rate - labelled[1].log_rate))}
    recalls = [
        (one.side.name, one.corrected.recall, one.corrected.recall_low, one.corrected.recall_high) for one in sides
    ]
    precisions = [(one.side.name, one.corrected.precision) for one in sides]
    for name, values in (("recall", recalls), ("precision", precisions)):
        if known := [value for value in values if np.isfinite(value[1])]:
            limits[name] = {"sides": known}
    return limits
