"""Sides of codes of articles, corrected by codes of a sample of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.coding.coded_truth import truth_of
from framing.coding.codings import Coded, Codes
from framing.model import named, note
from framing.results.schema import Key, Limits
from framing.statistics.contrast import as_compared
from framing.statistics.correction import Sample, unit_by_unit
from framing.statistics.sides import Side, rows_of, sides_of
from framing.statistics.units import Design, design_of

FEW_YES = 10  # coded with yes on a side: fewer are named, since the result rests on them
FAR = 0.05  # outside of 0 to 1: a share of alike codes may leave it by the scores' errors, but not by so much


class CodedSide(NamedTuple):
    """A side as predicted, its correction, and how many of its articles were coded, and coded with yes."""

    labelled: Side
    side: Side
    articles: int
    yes: int

    @property
    def are_alike(self) -> bool:
        """Whether its coded articles all have the code, or none."""
        return self.yes in (0, self.articles)


def corrected_codes(
    counts: pd.DataFrame, codes: pd.DataFrame, *, by: str, unit: str | None, measure: str, truth: str | None, verb: str
) -> tuple[Design, list[tuple[Key, list[CodedSide]]], Limits]:
    """Check both tables, and correct each code's side in every group; give the limits that every row has, too."""
    check_columns(counts, ("base",), name="counts", way_out="framing.count(articles, codes) makes this table")
    if not counts["base"].eq("coded articles").all() or measure not in ("rate", "prevalence"):
        raise ValueError(f"{verb}: counts of codes of articles are needed beside codes: framing.count(articles, codes)")
    whole = design_of(counts, by=by, unit=unit, measure="prevalence")
    coded, expected, trusted = truth_of(counts, codes, truth, verb=verb)
    for message in whole.messages:
        note(message, stacklevel=5)
    is_coded = counts["device"].isin(codes["code"].unique()).to_numpy()
    if not is_coded.all():
        note(f"{verb}: not coded, so left out: {named(counts['device'][~is_coded].unique())}", stacklevel=5)
    scored = replace(whole, n=np.asarray(expected, dtype=np.float64)[whole.place])
    keys = [
        (key, _sides(whole, scored, places, coded, by))
        for key, places in rows_of(scored)
        if is_coded[scored.place[places]].all()
    ]
    return scored, keys, {"coder_error": {}, **({"truth_is_model": {"coder": trusted}} if trusted else {})}


def yes_limits(sides: Sequence[CodedSide]) -> Limits:
    """Say where few articles were coded with yes."""
    few = [(one.side.name, one.yes) for one in sides if one.yes < FEW_YES and not one.are_alike]
    return {"few_coded_yes": {"sides": few}} if few else {}


def refusal(sides: Sequence[CodedSide], design: Design) -> Limits:
    """Say where a corrected share is not between 0 and 1, or the coded articles of a side are all alike.

    The spread of alike codes is that of the scores alone, so that an interval would be far too narrow.
    """
    for one in sides:
        (side,) = as_compared([one.side], design)
        share = float(side.unit_n.sum() / side.unit_words.sum())
        if one.are_alike and -FAR <= share <= 1 + FAR:
            return {"coded_alike": {"group": one.side.name, "share": share}}
        if not 0 < share < 1:
            return {"no_share": {"group": one.side.name, "share": share, "coded": "articles"}}
    return {}


def _sides(whole: Design, scored: Design, places: Codes, coded: Coded, by: str) -> list[CodedSide]:
    """Correct one code's side in every group."""
    unit_at, group_at = (np.full(1 + int(max(scored.place.max(), coded.place.max())), -1, dtype=np.intp) for _ in "ab")
    unit_at[scored.place[places]], group_at[scored.place[places]] = scored.unit[places], scored.group[places]
    group = group_at[coded.place]
    found = []
    for number, (labelled, side) in enumerate(zip(sides_of(whole, places), sides_of(scored, places), strict=True)):
        own = np.flatnonzero(group == number)
        if not len(own):
            raise ValueError(f"codes: no article of {by} {side.name} is coded; draw a sample within {by}")
        sample = Sample(
            unit_at[coded.place[own]], coded.weight[own], coded.found[own], coded.coded[own], coded.more_words[own],
            coded.stratum[own], coded.has_found[own],
        )  # fmt: skip
        found.append(CodedSide(labelled, unit_by_unit(side, sample), len(own), int(coded.coded[own].sum())))
    return found
