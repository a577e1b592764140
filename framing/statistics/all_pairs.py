"""All contrasts of one device: each pair, and whether any differ; plain, standardised over strata or by regression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from framing.results.schema import NAN, Contrast, Key
from framing.statistics import jackknife
from framing.statistics.contrast import (
    Question,
    contrast,
    crossed_if_several,
    have_log_rates,
    row_of,
    without_interval,
)
from framing.statistics.inference import by_t
from framing.statistics.limits import few_units, no_logarithm, other_limits, refusal, too_few
from framing.statistics.omnibus import Omnibus, bonferroni, omnibus, untested
from framing.statistics.regression import Fit, fitted
from framing.statistics.sides import Side, all_units, rows_of, sides_of
from framing.statistics.strata import standardised
from framing.statistics.units import Codes, Design, with_unit

Pairs: TypeAlias = Sequence[tuple[int, int]]


class Slice(NamedTuple):
    """One key, the places of its rows, and its sides in every group, by each of the designs: several where units cross.

    `by_article` has them by article, and `fits` the regressions, where covariates are held fixed.
    """

    key: Key
    rows: Codes
    sides: list[list[Side]]
    by_article: list[Side]
    fits: list[Fit]


def contrasts_of(
    design: Design, table: pd.DataFrame, pairs: Pairs, question: Question, covariates: Sequence[str]
) -> Iterator[tuple[Key, Contrast]]:
    """Give each key's contrasts, with one for all groups where there are three or more.

    Pairs are gone through in the outer loop: a permutation's exchanges then serve all devices.
    """
    designs = (design, *design.crossed)
    slices = [
        Slice(
            key,
            rows,
            [sides_of(one, rows) for one in designs],
            sides_of(with_unit(design, table, "article"), rows),
            [fitted(one, rows, table, covariates) for one in designs] if covariates else [],
        )
        for key, rows in rows_of(design)
    ]
    found = [[_contrast(one, design, a, b, question) for one in slices] for a, b in pairs]
    for place, one in enumerate(slices):
        for of_pair in found:
            yield one.key, of_pair[place]
        if len(design.groups) > 2:
            yield one.key, _of_all(one, design, question)


def _contrast(one: Slice, design: Design, a: int, b: int, question: Question) -> Contrast:
    """Compare two groups of one key."""
    designs = (design, *design.crossed)
    if one.fits:
        return _regressed(one, design, a, b, question)
    pairs, left_out = [(sides[a], sides[b]) for sides in one.sides], 0
    if question.strata:
        standard = [standardised(own, one.rows, pair, (a, b)) for own, pair in zip(designs, pairs, strict=True)]
        pairs, left_out = [(sides[0], sides[1]) for sides, _ in standard], max(number for _, number in standard)
    row = contrast(*pairs[0], design, question, crossed=pairs[1:])
    row = row._replace(design_effect=_design_effect(one, a, b))
    outside = {"articles_outside_strata": {"articles": left_out}} if left_out else {}
    return row._replace(limits={**row.limits, **outside})


def _design_effect(one: Slice, a: int, b: int) -> float:
    """Give the variance of the log ratio over that with articles as units."""
    estimate = crossed_if_several([jackknife.log_ratio(sides[a], sides[b]) for sides in one.sides])
    alone = jackknife.log_ratio(one.by_article[a], one.by_article[b]).error
    return (estimate.error / alone) ** 2 if alone > 0 and np.isfinite(estimate.error) else NAN


def _regressed(one: Slice, design: Design, a: int, b: int, question: Question) -> Contrast:
    """Compare two groups with covariates held fixed."""
    plain = [(sides[a], sides[b]) for sides in one.sides]
    estimates = [fit.estimate(*pair, (a, b)) for fit, pair in zip(one.fits, plain, strict=True)]
    estimate = crossed_if_several(estimates)
    fit = one.fits[0]
    sides = fit.side(plain[0][0], a), fit.side(plain[0][1], b)
    others = other_limits(plain[0], design)
    reason = refusal(plain[0], len(estimate.unit), 1.0, design)
    reason = reason or next((own.reason for own in one.fits[:2] if own.reason), {})
    if reason:
        row = without_interval(*sides, estimate, design, {**reason, **others})
        return row._replace(is_planned=not too_few(plain[0], len(estimate.unit), design))
    row = row_of(*sides, estimate, by_t(estimate, "gee"), design, question)
    return row._replace(limits={**few_units(row.units), **row.limits, **others})


def _of_all(one: Slice, design: Design, question: Question) -> Contrast:
    """Test whether any of the groups differ."""
    sides = one.sides[0]
    if question.strata:
        sides = standardised(design, one.rows, sides, range(len(sides)))[0]
    return omnibus_row(sides, _omnibus(sides, one, design, question))


def omnibus_row(sides: Sequence[Side], tested: Omnibus) -> Contrast:
    """Put a test of all groups together into a row."""
    articles = sum(side.articles for side in sides)
    units = len(all_units([side.unit for side in sides]))
    shared = sum(len(side.unit) for side in sides) - units
    row = Contrast(f"all {len(sides)}", "each other", units, articles, articles, {"which_unknown": {}}, kind="omnibus")
    numbers = {name: value for name, value in tested._asdict().items() if name != "limits" or value}
    return row._replace(shared=shared, is_planned=bool(np.isfinite(tested.p)), **numbers)


def _omnibus(sides: list[Side], one: Slice, design: Design, question: Question) -> Omnibus:
    """Test all sides together: by Bonferroni's bound over the pairs, where one has none or units cross."""
    units = len(all_units([side.unit for side in sides]))
    if reason := too_few(sides, units, design):
        return untested(len(sides), reason)
    spread = sum(jackknife.variance(side.shift) for side in sides)
    if design.crossed or no_logarithm(sides, spread**0.5, design):
        quiet = replace(question, equivalence=None)
        p = [_contrast(one, design, a, b, quiet).p for a, b in combinations(range(len(sides)), 2)]
        return bonferroni(p, len(sides))
    if one.fits:
        return one.fits[0].omnibus()
    if have_log_rates(sides, design):
        return omnibus([jackknife.on_log_rates(side) for side in sides], can_permute=False)
    return omnibus(sides, can_permute=not question.strata, seed=question.seed)
