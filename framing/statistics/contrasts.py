"""All contrasts of one device: each pair, and whether any differ; plain, standardised over strata or by regression."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from framing.statistics import jackknife
from framing.statistics.contrast import (
    NAN,
    Contrast,
    Question,
    by_t,
    contrast,
    equivalence_notes,
    have_log_rates,
    row_of,
    unit_words,
    without_interval,
)
from framing.statistics.limits import FEW_UNITS, refusal, rest_notes
from framing.statistics.omnibus import Omnibus, omnibus
from framing.statistics.regression import Fit, fitted
from framing.statistics.sides import Side, all_units, rows_of, sides_of
from framing.statistics.strata import standardised
from framing.statistics.units import Codes, Design

Pairs: TypeAlias = Sequence[tuple[int, int]]


class Slice(NamedTuple):
    """One key, the places of its rows, and its sides in every group; `crossed` has them by the second unit and both."""

    key: tuple[object, ...]
    rows: Codes
    sides: list[Side]
    crossed: list[list[Side]]

    @property
    def device(self) -> str:
        """The device, for notes."""
        return str(self.key[0])


Way: TypeAlias = Callable[[Slice, int, int], Contrast]


def contrasts_of(
    design: Design, table: pd.DataFrame, pairs: Pairs, question: Question, covariates: Sequence[str]
) -> Iterator[tuple[tuple[object, ...], Contrast]]:
    """Give each key's contrasts, with one for all groups where there are three or more.

    Pairs are gone through in the outer loop: a permutation's exchanges then serve all devices.
    """
    slices = [
        Slice(key, rows, sides_of(design, rows), [sides_of(other, rows) for other in design.crossed])
        for key, rows in rows_of(design)
    ]
    fits = [fitted(design, one.rows, table, covariates) if covariates else None for one in slices]
    found = [
        [_contrast(one, fit, design, a, b, question) for one, fit in zip(slices, fits, strict=True)] for a, b in pairs
    ]
    for place, (one, fit) in enumerate(zip(slices, fits, strict=True)):
        for of_pair in found:
            yield one.key, of_pair[place]
        if len(design.groups) > 2:
            yield one.key, _of_all(one, fit, design, question)


def _contrast(one: Slice, fit: Fit | None, design: Design, a: int, b: int, question: Question) -> Contrast:
    """Compare two groups of one key."""
    if fit is not None:
        return _regressed(one, fit, design, a, b, question)
    sides, left_out = [one.sides[a], one.sides[b]], 0
    if question.strata:
        sides, left_out = standardised(design, one.rows, sides, (a, b))
    row = contrast(
        sides[0], sides[1], design, one.device, question, crossed=[(other[a], other[b]) for other in one.crossed]
    )
    said = [row.note, f"articles in strata that not both have: {left_out}, left out" if left_out else ""]
    return row._replace(note="; ".join(filter(None, said)))


def _regressed(one: Slice, fit: Fit, design: Design, a: int, b: int, question: Question) -> Contrast:
    """Compare two groups with covariates held fixed."""
    plain = one.sides[a], one.sides[b]
    estimate = fit.estimate(*plain, (a, b))
    sides = fit.side(plain[0], a), fit.side(plain[1], b)
    rest = rest_notes(plain, design, one.device)
    reason = refusal(plain, len(estimate.unit), 1.0, one.device, design) or fit.reason
    if reason:
        return without_interval(*sides, estimate, design, [reason, *rest])
    row = row_of(*sides, estimate, by_t(estimate, "GEE t"), design, question)
    few = [f"few units ({row.units})"] if row.units < FEW_UNITS else []
    return row._replace(note="; ".join([*few, *equivalence_notes(row, question), *rest]))


def _of_all(one: Slice, fit: Fit | None, design: Design, question: Question) -> Contrast:
    """Test whether any of the groups differ."""
    sides = one.sides
    if question.strata:
        sides = standardised(design, one.rows, sides, range(len(sides)))[0]
    units = len(all_units([side.unit for side in sides]))
    tested = _omnibus(sides, fit, one, design, question)
    return Contrast(
        a=f"all {len(sides)}",
        b="each other",
        n_a=sum(side.articles for side in sides),
        n_b=sum(side.articles for side in sides),
        units=units,
        rate_a=NAN,
        rate_b=NAN,
        ratio=NAN,
        low=NAN,
        high=NAN,
        p=tested.p,
        test=f"omnibus {tested.test}{question.given}, unit {unit_words(design)}",
        note=tested.reason or "whether any differ, not which",
    )


def _omnibus(sides: list[Side], fit: Fit | None, one: Slice, design: Design, question: Question) -> Omnibus:
    """Test all sides together, unless one of them has no rate or the rates no spread."""
    spread = sum(jackknife.variance(side.shift) for side in sides)
    units = len(all_units([side.unit for side in sides]))
    reason = refusal(sides, units, spread**0.5, one.device, design)
    if design.crossed:
        reason = "no omnibus test where units cross"
    if reason:
        return Omnibus(NAN, "none", reason.replace("no interval", "no test"))
    if fit is not None:
        return fit.omnibus()
    if have_log_rates(sides, design):
        return omnibus([jackknife.on_log_rates(side) for side in sides], can_permute=False)
    return omnibus(sides, can_permute=not question.strata, seed=question.seed)
