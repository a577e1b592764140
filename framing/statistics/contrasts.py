"""All contrasts of one device: each pair, and whether any differ; plain, standardised over strata or by regression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from framing.results.schema import Contrast, Key, instead
from framing.statistics import jackknife
from framing.statistics.contrast import Question, by_t, contrast, have_log_rates, row_of, without_interval
from framing.statistics.limits import few_units, other_limits, refusal
from framing.statistics.omnibus import Omnibus, omnibus, untested
from framing.statistics.regression import Fit, fitted
from framing.statistics.sides import Side, all_units, rows_of, sides_of
from framing.statistics.strata import standardised
from framing.statistics.units import Codes, Design

Pairs: TypeAlias = Sequence[tuple[int, int]]


class Slice(NamedTuple):
    """One key, the places of its rows, and its sides in every group; `crossed` has them by the second unit and both."""

    key: Key
    rows: Codes
    sides: list[Side]
    crossed: list[list[Side]]


def contrasts_of(
    design: Design, table: pd.DataFrame, pairs: Pairs, question: Question, covariates: Sequence[str]
) -> Iterator[tuple[Key, Contrast]]:
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
    row = contrast(sides[0], sides[1], design, question, crossed=[(other[a], other[b]) for other in one.crossed])
    outside = {"articles_outside_strata": {"articles": left_out}} if left_out else {}
    return row._replace(limits={**row.limits, **outside})


def _regressed(one: Slice, fit: Fit, design: Design, a: int, b: int, question: Question) -> Contrast:
    """Compare two groups with covariates held fixed."""
    plain = one.sides[a], one.sides[b]
    estimate = fit.estimate(*plain, (a, b))
    sides = fit.side(plain[0], a), fit.side(plain[1], b)
    others = other_limits(plain, design)
    reason = refusal(plain, len(estimate.unit), 1.0, design) or fit.reason
    if reason:
        return without_interval(*sides, estimate, design, {**reason, **others})
    row = row_of(*sides, estimate, by_t(estimate, "gee"), design, question)
    return row._replace(limits={**few_units(row.units), **row.limits, **others})


def _of_all(one: Slice, fit: Fit | None, design: Design, question: Question) -> Contrast:
    """Test whether any of the groups differ."""
    sides = one.sides
    if question.strata:
        sides = standardised(design, one.rows, sides, range(len(sides)))[0]
    return omnibus_row(sides, _omnibus(sides, fit, design, question))


def omnibus_row(sides: Sequence[Side], tested: Omnibus) -> Contrast:
    """Put a test of all groups together into a row."""
    articles = sum(side.articles for side in sides)
    units = len(all_units([side.unit for side in sides]))
    shared = sum(len(side.unit) for side in sides) - units
    row = Contrast(f"all {len(sides)}", "each other", units, articles, articles, {"which_unknown": {}}, kind="omnibus")
    numbers = {name: value for name, value in tested._asdict().items() if name != "limits" or value}
    return row._replace(shared=shared, **numbers)


def _omnibus(sides: list[Side], fit: Fit | None, design: Design, question: Question) -> Omnibus:
    """Test all sides together, unless one of them has no rate or the rates no spread."""
    spread = sum(jackknife.variance(side.shift) for side in sides)
    units = len(all_units([side.unit for side in sides]))
    reason = {"crossed_units": {}} if design.crossed else refusal(sides, units, spread**0.5, design)
    if reason:
        return untested(len(sides), instead(reason, "no test"))
    if fit is not None:
        return fit.omnibus()
    if have_log_rates(sides, design):
        return omnibus([jackknife.on_log_rates(side) for side in sides], can_permute=False)
    return omnibus(sides, can_permute=not question.strata, seed=question.seed)
