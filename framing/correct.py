"""Comparison corrected for labelling errors, by a hand-coded probability sample of the same corpus.

The estimator is design-based (Egami, Hinck, Stewart & Wei 2023, NeurIPS 36; prediction-powered inference: Angelopoulos,
Bates, Fannjiang, Jordan & Zrnic 2023, Science 382:669-674): it needs no assumption about when the labels err.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.coding.codings import Coded, Codes, Numbers, coded_of
from framing.model import named, note
from framing.results.families import check_adjustment
from framing.results.schema import NAN, Contrast, Key, Limits
from framing.results.tables import results_table
from framing.statistics import jackknife
from framing.statistics.contrast import Question, contrast, have_log_rates, without_interval
from framing.statistics.contrasts import omnibus_row
from framing.statistics.limits import LEAST_UNITS, refusal
from framing.statistics.omnibus import omnibus, untested
from framing.statistics.sides import Side, all_units, rows_of, sides_of
from framing.statistics.units import Design, design_of, pairs_of

FEW_CODED, FEW_CODED_RARE = 100, 200  # below these, intervals hold the truth less often than 94 % of the time
RARE = 0.03  # instances a sentence


class _Corrected(NamedTuple):
    """A side as labelled and as corrected, and how its labels do: recall and precision.

    `sentences` is how many were coded, `few` whether that is too few for how often they have the device.
    """

    labelled: Side
    side: Side
    sentences: int
    few: bool
    recall: float
    precision: float


def correct(
    counts: pd.DataFrame,
    codings: pd.DataFrame,
    *,
    by: str = "outlet",
    unit: str | None = None,
    reference: object = None,
    leave_out: str | None = None,
    adjust: str | None = "holm",
    equivalence: float | None = None,
) -> pd.DataFrame:
    """Compare as `compare` does, with what hand coding says of the labels' errors taken out of rates and intervals.

    It takes the coders to be right; what two coders do not agree on it cannot see. The interval is wider than that of
    `compare`, which takes the labels to be right.

    Parameters
    ----------
    counts
        The counts of the labels that were sampled, with the same text excluded; one row per article and device, or
        device and voice.
    codings
        The sample that `framing.sample` drew, coded (`framing.read_codings`); several devices' one below the other.
    by, unit, reference, leave_out, adjust, equivalence
        As for `compare`; `unit` is one column.

    Returns
    -------
    DataFrame
        The results table, for the devices that were coded. Rates and ratio are the corrected ones; `coded` says how
        many sentences were coded on both sides; `note` has the ratio as labelled, and each side's estimated recall and
        precision. Corrected counts are not returned: an article's is a sum with great chance error, often below zero,
        that means something only in the sum over many.

    Raises
    ------
    ValueError
        Where codings are missing, text, repeated or without a chance, where an outlet has none, where they are of other
        articles or labels than `counts`; and as `compare` does.

    Notes
    -----
    Each drawn sentence adds (coded - found) / probability to its article's count, and by voice to its article's words
    too; the rest is the jackknife over units of `compare`. Nothing is pooled over outlets, since a recall of .90 here
    and of .60 there would stay in the ratio. What intervals reach stands in ``benchmarks/correction.csv``. Whether any
    of three groups or more differ is tested without permutations, by Welch's F or Hotelling's.

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
    whole = design_of(counts, by=by, unit=unit, leave_out=leave_out)
    coded = coded_of(codings, counts)
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


def _seeds(codings: pd.DataFrame, key: Key) -> list[int]:
    """Give the seeds with which a device's sentences were drawn."""
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


def _sides(design: Design, rows: Codes, coded: Coded, by: str) -> list[_Corrected]:
    """Correct one key's side in every group."""
    size = 1 + int(max(design.place.max(), coded.place.max()))
    group_at, unit_at = np.full(size, -1, dtype=np.intp), np.zeros(size, dtype=np.intp)
    group_at[design.place[rows]], unit_at[design.place[rows]] = design.group[rows], design.unit[rows]
    group = group_at[coded.place]
    corrected = []
    for number, side in enumerate(sides_of(design, rows)):
        own = np.flatnonzero(group == number)
        if not len(own):
            raise ValueError(f"codings: no sentence of {by} {side.name} is coded; draw a sample per {by}")
        weight, found, is_true = coded.weight[own], coded.found[own], coded.coded[own]
        hits = float((weight * np.minimum(found, is_true)).sum())
        sentences = len(np.unique(coded.sentence[own]))
        is_rare = (weight * is_true).sum() < RARE * weight.sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            corrected.append(
                _Corrected(
                    labelled=side,
                    side=_shifted(
                        side, unit_at[coded.place[own]], weight * (is_true - found), weight * coded.more_words[own]
                    ),
                    sentences=sentences,
                    few=sentences < (FEW_CODED_RARE if is_rare else FEW_CODED),
                    recall=float(np.divide(hits, (weight * is_true).sum())),
                    precision=float(np.divide(hits, (weight * found).sum())),
                )
            )
    return corrected


def _shifted(side: Side, unit: Codes, more: Numbers, more_words: Numbers) -> Side:
    """Add to the counts and words of a side's units, and leave out each unit once."""
    units = all_units([side.unit, unit])
    n, words = np.zeros(len(units)), np.zeros(len(units))
    n[np.searchsorted(units, side.unit)], words[np.searchsorted(units, side.unit)] = side.unit_n, side.unit_words
    np.add.at(n, np.searchsorted(units, unit), more)
    np.add.at(words, np.searchsorted(units, unit), more_words)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = n.sum() / words.sum()
        shift = np.log((n.sum() - n) / (words.sum() - words)) - np.log(rate)
        log_rate = float(np.log(rate))
    # An article's own rate means nothing here, so that notes on lengths have nothing to say.
    return replace(
        side, n=float(n.sum()), words=float(words.sum()), log_rate=log_rate, mean_rate=float(rate), correlation=0.0,
        unit=units, unit_n=n, unit_words=words, shift=shift,
    )  # fmt: skip


def _contrasts(
    sides: Sequence[_Corrected], pairs: Sequence[tuple[int, int]], design: Design, question: Question
) -> list[Contrast]:
    """Compare each pair of one key, and all together where there are three or more."""
    rows = []
    for a, b in pairs:
        row = _contrast(sides[a], sides[b], design, question)
        limits = {**row.limits, **_limits((sides[a], sides[b]), design)}
        rows.append(row._replace(limits=limits, coded=sides[a].sentences + sides[b].sentences))
    return [*rows, _of_all(sides, design)] if len(sides) > 2 else rows


def _contrast(a: _Corrected, b: _Corrected, design: Design, question: Question) -> Contrast:
    reason = _refusal((a.side, b.side), design)
    if not reason:
        return contrast(a.side, b.side, design, question)
    row = without_interval(a.side, b.side, jackknife.log_ratio(a.side, b.side), design, reason)
    # A bound from having found none takes the labels to be right.
    return row._replace(low=NAN, high=NAN, method="none", limits=reason)


def _refusal(sides: Sequence[Side], design: Design) -> Limits:
    """Say why a corrected rate has no logarithm, where it has none."""
    for side in sides:
        for number, code in ((side.n, "none_after_correction"), (side.words, "no_words_after_correction")):
            if not number > 0:
                return {code: {"group": side.name, "number": number}}
        if len(side.unit) >= LEAST_UNITS and not np.isfinite(side.shift).all():
            return {"one_unit_after_correction": {"unit": design.unit_name, "group": side.name}}
    return {}


def _limits(sides: tuple[_Corrected, _Corrected], design: Design) -> Limits:
    """Give the ratio as labelled and how the labels do on each side; warn where few sentences were coded."""
    a, b = (one.labelled for one in sides)
    limits: dict[str, dict[str, object]] = {}
    if few := [(one.side.name, one.sentences) for one in sides if one.few]:
        limits["few_coded"] = {"sides": few}
    if a.n > 0 and b.n > 0:
        labelled = [jackknife.on_log_rates(side) if have_log_rates((a, b), design) else side for side in (a, b)]
        limits["ratio_as_labelled"] = {"ratio": float(np.exp(labelled[0].log_rate - labelled[1].log_rate))}
    for name in ("recall", "precision"):
        values = [(one.side.name, float(getattr(one, name))) for one in sides]
        if known := [(side, value) for side, value in values if np.isfinite(value)]:
            limits[name] = {"sides": known}
    return limits


def _of_all(sides: Sequence[_Corrected], design: Design) -> Contrast:
    """Test whether any of the groups differ."""
    every = [one.side for one in sides]
    reason = _refusal(every, design) or refusal(every, len(all_units([side.unit for side in every])), 1.0, design)
    if have_log_rates(every, design):
        every = [jackknife.on_log_rates(side) for side in every]
    tested = untested(len(sides), reason) if reason else omnibus(every, can_permute=False)
    return omnibus_row(every, tested)._replace(coded=sum(one.sentences for one in sides))
