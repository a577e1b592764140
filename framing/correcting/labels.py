"""Sides of labels in spans, corrected by coded sentences or whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.checks import check_coder, check_columns
from framing.code_table import check_codes, is_codes
from framing.coding.codings import Coded, Codes, coded_of
from framing.model import named, note
from framing.results.schema import Key, Limits
from framing.statistics.contrast import as_compared
from framing.statistics.correction import Corrected, Sample, corrected, unit_by_unit
from framing.statistics.sides import Side, rows_of, sides_of
from framing.statistics.units import Design, design_of

FEW_MISSES = 5  # found by coders on a side


class LabelledSide(NamedTuple):
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


class LabelledKey(NamedTuple):
    """One key's sides, one per group, and the seeds with which its sentences were drawn."""

    key: Key
    sides: list[LabelledSide]
    seeds: list[int]


def corrected_labels(
    counts: pd.DataFrame, codings: pd.DataFrame, *, by: str, unit: str | None, measure: str, truth: str | None,
    verb: str,
) -> tuple[Design, list[LabelledKey]]:  # fmt: skip
    """Check both tables, and correct each coded device's side in every group."""
    if truth is not None:
        raise ValueError(f"{verb}: truth= names a coder of codes; codings of sentences are of one coder")
    if is_codes(codings):
        codings = _of_codes(codings, verb=verb)
    whole = design_of(counts, by=by, unit=unit, measure=measure)
    coded = coded_of(_of_articles(codings) if measure == "prevalence" else codings, counts)
    for message in whole.messages:
        note(message, stacklevel=4)
    is_coded = counts["device"].isin(codings["device"].unique()).to_numpy()
    if not is_coded.all():
        note(f"{verb}: not coded, so left out: {named(counts['device'][~is_coded].unique())}", stacklevel=4)
    if "outlet" in counts.columns:
        _check_outlets(counts.iloc[whole.place[is_coded[whole.place]]], counts.iloc[coded.place])
    keys = [
        LabelledKey(key, _sides(whole, places, coded, by), _seeds(codings, key))
        for key, places in rows_of(whole)
        if is_coded[whole.place[places]].all()
    ]
    return whole, keys


def _of_codes(codes: pd.DataFrame, *, verb: str) -> pd.DataFrame:
    """Take the codes of one coder, of sentences that were drawn with labels, in the columns of a coded sample."""
    check_codes(codes)
    check_coder(codes, verb=verb, name="codings")
    return codes.assign(device=codes["code"], coded=codes["value"])


def miss_limits(sides: Sequence[LabelledSide]) -> Limits:
    """Warn where coders found few misses, or the net is trusted."""
    limits: dict[str, dict[str, object]] = {}
    misses = [(one.side.name, one.corrected.misses.instances) for one in sides]
    if few := [(name, number) for name, number in misses if number < FEW_MISSES]:
        limits["few_misses"] = {"sides": few}
    if trusted := [one.side.name for one in sides if one.trusts_net]:
        limits["net_trusted"] = {"groups": trusted}
    return limits


def accuracy_limits(sides: Sequence[LabelledSide]) -> Limits:
    """Return the estimated recall, with its interval, and precision of the labels on each side."""
    limits: dict[str, dict[str, object]] = {}
    recalls = [
        (one.side.name, one.corrected.recall, one.corrected.recall_low, one.corrected.recall_high) for one in sides
    ]
    precisions = [(one.side.name, one.corrected.precision) for one in sides]
    for name, values in (("recall", recalls), ("precision", precisions)):
        if known := [value for value in values if np.isfinite(value[1])]:
            limits[name] = {"sides": known}
    return limits


def refusal(sides: Sequence[Side], design: Design) -> Limits:
    """Return the reason why a corrected rate has no logarithm, or a corrected share is none, if it is so."""
    coded = "articles" if design.measure == "prevalence" else "sentences"
    for side in sides:
        if design.measure != "rate" and side.words > 0:
            (own,) = as_compared([side], design)
            share = float(own.unit_n.sum() / own.unit_words.sum())
            if share >= 1 or (design.outlets_are_units and share <= 0):
                return {"no_share": {"group": side.name, "share": share, "coded": coded}}
            if design.outlets_are_units:
                continue  # means of shares need no logarithm
        for number, code in ((side.n, "none_after_correction"), (side.words, "no_words_after_correction")):
            if not number > 0:
                return {code: {"group": side.name, "number": number, "coded": coded}}
        if np.isneginf(side.shift).any():
            return {"one_unit_after_correction": {"unit": design.unit_name, "group": side.name}}
        if not np.isfinite(side.shift).all():  # without one unit less than nothing is left, which has no logarithm
            return {"no_error": {"unit": design.unit_name}}
    return {}


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


def _sides(design: Design, rows: Codes, coded: Coded, by: str) -> list[LabelledSide]:
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
            LabelledSide(
                labelled=side,
                corrected=one,
                sentences=len(np.unique(coded.sentence[own])),
                trusts_net=bool(is_net.any() and not is_missed[~is_net].any()),
            )
        )
    return found
