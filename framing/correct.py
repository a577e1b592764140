"""Comparison corrected for labelling errors, by a hand-coded probability sample of the same corpus.

The estimator is design-based (Egami, Hinck, Stewart & Wei 2023, NeurIPS 36; prediction-powered inference: Angelopoulos,
Bates, Fannjiang, Jordan & Zrnic 2023, Science 382:669-674): it needs no assumption about when the labels err.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from framing.code_table import is_codes
from framing.correcting import codes as coded_articles
from framing.correcting import labels
from framing.correcting.codes import CodedSide, corrected_codes
from framing.correcting.labels import LabelledSide, corrected_labels
from framing.results.families import check_adjustment
from framing.results.schema import NAN, Contrast, Key, Limits
from framing.results.tables import results_table
from framing.statistics import jackknife
from framing.statistics.all_pairs import omnibus_row
from framing.statistics.contrast import Question, as_compared, contrast, row_of, without_interval
from framing.statistics.correction import by_recovery, possible_rate
from framing.statistics.limits import few_units, no_logarithm, other_limits, too_few
from framing.statistics.omnibus import bonferroni
from framing.statistics.sides import Side
from framing.statistics.units import Design, pairs_of


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
        sentences coded on both sides, for codes that of articles; `note` has the uncorrected ratio, and for labels each
        side's estimated recall, with its interval, and precision. Corrected counts are not returned: that of a single
        article has a large sampling error, is often below zero, and is meaningful only in the sum over many.

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
    if is_codes(codings) and "found" not in codings:
        return _correct_codes(counts, codings, by, unit, reference, measure, adjust, equivalence, truth)
    design, keys = corrected_labels(counts, codings, by=by, unit=unit, measure=measure, truth=truth, verb="correct")
    pairs = pairs_of(design.groups, by=by, reference=reference)
    question = Question(equivalence=equivalence)
    rows: list[tuple[Key, Contrast]] = []
    for key, sides, seeds in keys:
        several: Limits = {"seeds": {"seeds": seeds}} if len(seeds) > 1 else {}
        seed = seeds[0] if len(seeds) == 1 else None
        for row in _contrasts(sides, pairs, design, question):
            rows.append((key, row._replace(seed=seed, limits={**row.limits, **several})))
    return results_table(rows, design.facts, adjust=adjust, has_bounds=equivalence is not None)


def _correct_codes(
    counts: pd.DataFrame, codes: pd.DataFrame, by: str, unit: str | None, reference: object, measure: str,
    adjust: str | None, equivalence: float | None, truth: str | None,
) -> pd.DataFrame:  # fmt: skip
    """Correct shares of articles by codes of a sample."""
    design, keys, always = corrected_codes(
        counts, codes, by=by, unit=unit, measure=measure, truth=truth, verb="correct"
    )
    pairs = pairs_of(design.groups, by=by, reference=reference)
    question = Question(equivalence=equivalence)
    rows: list[tuple[Key, Contrast]] = []
    for key, sides in keys:
        for pair in pairs:
            a, b = (sides[place] for place in pair)
            row = _code_contrast(a, b, design, question)
            limits = {**row.limits, **_code_limits(a, b, design), **always}
            rows.append((key, row._replace(coded=a.articles + b.articles, limits=limits)))
        if len(sides) > 2:
            every = [_code_contrast(a, b, design, Question()).p for a, b in combinations(sides, 2)]
            row = omnibus_row([one.side for one in sides], bonferroni(every, len(sides)))
            coded = sum(one.articles for one in sides)
            rows.append((key, row._replace(coded=coded, limits={**row.limits, **always})))
    return results_table(rows, design.facts, adjust=adjust, has_bounds=equivalence is not None)


def _code_contrast(a: CodedSide, b: CodedSide, design: Design, question: Question) -> Contrast:
    """Compare two corrected shares; none where a share is outside 0 to 1, or the coded of a side are all alike."""
    if reason := coded_articles.refusal([a, b], design):
        one, other = as_compared([a.side, b.side], design)
        row = _refused(one, other, design, reason)
        # A share of which no coded article has any is one of the scores' errors, and so is any ratio to it.
        return row._replace(is_planned=True, ratio=row.ratio if a.yes and b.yes else NAN)
    return contrast(a.side, b.side, design, question)


def _code_limits(a: CodedSide, b: CodedSide, design: Design) -> Limits:
    """Return what the codes as predicted give, and where few were coded with yes."""
    return {**coded_articles.yes_limits([a, b]), **_ratio_as_labelled([a.labelled, b.labelled], design)}


def _contrasts(
    sides: Sequence[LabelledSide], pairs: Sequence[tuple[int, int]], design: Design, question: Question
) -> list[Contrast]:
    """Compare each pair of one key, and all together where there are three or more."""
    rows = []
    for a, b in pairs:
        row = _contrast(sides[a], sides[b], design, question)
        limits = {**row.limits, **_limits([sides[a], sides[b]], design)}
        rows.append(row._replace(limits=limits, coded=sides[a].sentences + sides[b].sentences))
    if len(sides) < 3:
        return rows
    every = [_contrast(one, other, design, Question()).p for one, other in combinations(sides, 2)]
    whole = omnibus_row([one.side for one in sides], bonferroni(every, len(sides)))
    return [*rows, whole._replace(coded=sum(one.sentences for one in sides))]


def _contrast(a: LabelledSide, b: LabelledSide, design: Design, question: Question) -> Contrast:
    """Compare two corrected sides; outlets as units by their corrected log rates."""
    sides = a.side, b.side
    estimate = jackknife.log_ratio(*sides)
    unplanned = too_few((a.labelled, b.labelled), len(estimate.unit), design)
    reason = unplanned or labels.refusal(sides, design)
    if reason:
        one, other = as_compared(sides, design)
        limits = {**reason, **other_limits(sides, design)}
        return _refused(one, other, design, limits)._replace(is_planned=not unplanned)
    if design.outlets_are_units or no_logarithm(sides, estimate.error, design):
        return contrast(*sides, design, question)
    row = row_of(*sides, estimate, by_recovery(estimate, a.corrected, b.corrected), design, question)
    return row._replace(limits={**few_units(row.units), **other_limits(sides, design)})


def _refused(a: Side, b: Side, design: Design, limits: Limits) -> Contrast:
    """Put what there is into a row; a rate that cannot be is the nearest that can, and gives no ratio."""
    row = without_interval(a, b, jackknife.log_ratio(a, b), design, limits)
    rates = [design.scale * possible_rate(side, is_share=design.measure != "rate") for side in (a, b)]
    is_possible = (row.rate_a, row.rate_b) == tuple(rates)
    return row._replace(rate_a=rates[0], rate_b=rates[1], ratio=row.ratio if is_possible else NAN)


def _limits(sides: Sequence[LabelledSide], design: Design) -> Limits:
    """Return the uncorrected ratio and the labels' accuracy on each side; warn where coders found few misses."""
    labelled = _ratio_as_labelled([one.labelled for one in sides], design)
    return {**labels.miss_limits(sides), **labelled, **labels.accuracy_limits(sides)}


def _ratio_as_labelled(sides: Sequence[Side], design: Design) -> Limits:
    """Return the ratio without correction, as `framing.compare` has it."""
    a, b = as_compared(sides, design)
    return {"ratio_as_labelled": {"ratio": float(np.exp(a.log_rate - b.log_rate))}} if a.n > 0 and b.n > 0 else {}
