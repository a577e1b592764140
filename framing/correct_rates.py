"""Rates and shares of each group, corrected for labelling errors by a hand-coded probability sample."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.code_table import is_codes
from framing.correcting import codes as coded_articles
from framing.correcting import labels
from framing.correcting.codes import CodedSide, corrected_codes
from framing.correcting.labels import LabelledSide, corrected_labels
from framing.results.schema import NAN, Key, Limits, Rate
from framing.results.tables import rates_table
from framing.statistics.contrast import as_compared
from framing.statistics.correction import possible_rate, rate_by_recovery
from framing.statistics.limits import few_units, other_limits, too_few
from framing.statistics.rate import rate_of
from framing.statistics.sides import Side
from framing.statistics.units import Design


def correct_rates(
    counts: pd.DataFrame,
    codings: pd.DataFrame,
    *,
    by: str = "outlet",
    unit: str | None = None,
    measure: str = "rate",
    truth: str | None = None,
) -> pd.DataFrame:
    """Rate per group, or share, with its 95 % interval, corrected for the labelling errors that hand coding shows.

    It assumes that the coders are correct. Two intervals that overlap do not mean "no difference": `framing.correct`
    tests that.

    Parameters
    ----------
    counts, codings, by, unit, measure, truth
        As for `framing.correct`.

    Returns
    -------
    DataFrame
        A rates table, as of `framing.rates`, for the devices or codes that were coded: `rate`, `low` and `high` are
        corrected, `n` is the corrected number, rounded, and `coded` the number of sentences or articles coded in the
        group. `note` has the rate without correction and, for labels, their estimated recall, with its interval, and
        precision. `framing.plot`, `framing.describe` and `framing.table` take it.

    Raises
    ------
    ValueError
        As for `framing.correct`.

    Notes
    -----
    The estimates are the `rate_a` and `rate_b` of `framing.correct`, and its assumptions hold here too. For labels the
    variance is that between units and that of coded sentences within strata, on the log scale, for shares on the
    logit scale, with limits for what the labels missed from the gamma distribution (Fay & Feuer 1997), combined by the
    method of variance estimates recovery (Zou & Donner 2008); where no label of a stratum is wrong, one more sentence
    with an error is taken to be in it. For codes it is the jackknife's over units, on the logit scale, and for outlets
    as units that of their rates. How often the intervals hold the true rate in simulations is in
    ``benchmarks/correction.csv`` and ``benchmarks/validity/codes.csv``.

    A rate below zero, which chance gives where coders confirm hardly any label, is reported as 0, and a share above 1
    as 1, both without interval; `note` has the corrected number itself.

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
    >>> correct_rates(counts, codings)[["group", "rate", "low", "high", "n", "coded"]].round(2)
      group  rate   low   high   n  coded
    0   Bee   8.8  7.87  10.65  88     20
    1   Sun   8.8  6.64  12.28  88     20
    """
    if is_codes(codings) and "found" not in codings:
        return _of_codes(counts, codings, by, unit, measure, truth)
    design, keys = corrected_labels(
        counts, codings, by=by, unit=unit, measure=measure, truth=truth, verb="correct_rates"
    )
    rows: list[tuple[Key, Rate]] = []
    for key, sides, seeds in keys:
        drawn: Limits = {"drawn_with": {"seeds": seeds}} if seeds else {}
        for one in sides:
            row = _labelled_rate(one, design)
            limits = {**row.limits, **_limits(one, design), **drawn}
            rows.append((key, row._replace(coded=one.sentences, limits=limits)))
    return rates_table(rows, design.facts)


def _of_codes(
    counts: pd.DataFrame, codes: pd.DataFrame, by: str, unit: str | None, measure: str, truth: str | None
) -> pd.DataFrame:
    """Correct each group's share of articles by codes of a sample."""
    design, keys, always = corrected_codes(
        counts, codes, by=by, unit=unit, measure=measure, truth=truth, verb="correct_rates"
    )
    rows: list[tuple[Key, Rate]] = []
    for key, sides in keys:
        for one in sides:
            row = _coded_rate(one, design)
            limits = {
                **row.limits, **coded_articles.yes_limits([one]), **_as_labelled(one.labelled, design), **always
            }  # fmt: skip
            rows.append((key, row._replace(coded=one.articles, limits=limits)))
    return rates_table(rows, design.facts)


def _coded_rate(one: CodedSide, design: Design) -> Rate:
    """Give a corrected share; without interval where it is outside 0 to 1, or all coded articles are alike."""
    if reason := coded_articles.refusal([one], design):
        return _without_interval(one.side, design, reason)
    return rate_of(one.side, design)


def _labelled_rate(one: LabelledSide, design: Design) -> Rate:
    """Give a corrected rate; outlets as units by their corrected log rates."""
    reason = too_few((one.labelled,), len(one.side.unit), design) or labels.refusal([one.side], design)
    if reason:
        return _without_interval(one.side, design, reason)
    if design.outlets_are_units:
        return rate_of(one.side, design)
    (low, high), freedom = rate_by_recovery(one.corrected, is_share=design.measure != "rate")
    row = _without_interval(one.side, design, few_units(len(one.side.unit)))
    return row._replace(low=design.scale * low, high=design.scale * high, method="recovery", df=freedom)


def _without_interval(side: Side, design: Design, limits: Limits) -> Rate:
    """Put what there is into a row."""
    (own,) = as_compared([side], design)
    rate = possible_rate(own, is_share=design.measure != "rate")
    return Rate(
        side.name, design.scale * rate, NAN, NAN, max(round(side.n), 0), round(side.words), side.articles,
        len(side.unit), {**limits, **other_limits((side,), design)},
    )  # fmt: skip


def _limits(one: LabelledSide, design: Design) -> Limits:
    """Return the uncorrected rate and the labels' accuracy; warn where coders found few misses."""
    return {**labels.miss_limits([one]), **_as_labelled(one.labelled, design), **labels.accuracy_limits([one])}


def _as_labelled(side: Side, design: Design) -> Limits:
    """Return the rate without correction, as `framing.rates` has it."""
    (own,) = as_compared([side], design)
    rate = design.scale * float(np.exp(own.log_rate))
    return {"rate_as_labelled": {"rate": rate}} if side.words > 0 else {}
