"""One contrast as a row: estimate, interval and p by the method asked for, and the notes that its limits call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.results.schema import Contrast, Limits, instead
from framing.statistics import jackknife
from framing.statistics.inference import (
    Inference,
    by_permutation,
    by_score_of_counts,
    by_score_of_shares,
    by_t,
    p_equivalent,
)
from framing.statistics.jackknife import Estimate
from framing.statistics.limits import (
    few_instances,
    few_units,
    length_limits,
    no_logarithm,
    none_found,
    other_limits,
    too_few,
    unequal_numbers,
    unit_limits,
)
from framing.statistics.sides import Side, all_units
from framing.statistics.units import Design

METHODS = ("jackknife", "permutation")


@dataclass(frozen=True, slots=True)
class Question:
    """How `compare` was asked to answer: the method, bounds of equivalence, whether strata are held fixed, the seed."""

    method: str = "jackknife"
    equivalence: float | None = None
    strata: bool = False
    seed: int = 0


def contrast(
    a: Side,
    b: Side,
    design: Design,
    question: Question,
    *,
    crossed: Sequence[tuple[Side, Side]] = (),
) -> Contrast:
    """Compare two sides; `crossed` has them by the second unit and by both units together, where units cross."""
    pairs = [(a, b), *crossed]
    units = [len(all_units([one.unit, other.unit])) for one, other in pairs]
    others = other_limits((a, b), design)
    designs = (design, *design.crossed[:1])
    reason = next(filter(None, map(too_few, pairs[: len(designs)], units, designs)), {})
    if reason:
        row = without_interval(a, b, _log_ratio(pairs), design, {**reason, **others})
        return row._replace(is_planned=False)
    if question.method == "jackknife" and design.measure != "rate":
        return _of_shares(pairs, design, question, others)
    return _of_rates(pairs, design, question, others)


def _of_shares(pairs: Sequence[tuple[Side, Side]], design: Design, question: Question, others: Limits) -> Contrast:
    """Compare two shares by the score test, which gives p and the intervals of difference and ratio alike."""
    if design.outlets_are_units:
        pairs = [(jackknife.on_shares(a), jackknife.on_shares(b)) for a, b in pairs]
    a, b = pairs[0]
    estimate, difference = _log_ratio(pairs), crossed_if_several([jackknife.difference(*pair) for pair in pairs])
    if not np.isfinite(difference.error):
        return without_interval(a, b, estimate, design, {"no_error": {"unit": design.unit_name}, **others})
    out_of = tuple(float(side.articles if design.outlets_are_units else side.words) for side in (a, b))
    inference = by_score_of_shares(a, b, (out_of[0], out_of[1]), difference)
    row = row_of(a, b, estimate, inference, design, question)
    limits = {**none_found((a, b), design), **unit_limits(a, b, estimate, design), **row.limits, **others}
    return row._replace(difference=difference.value, limits=limits)


def _of_rates(pairs: Sequence[tuple[Side, Side]], design: Design, question: Question, others: Limits) -> Contrast:
    """Compare two rates on the log scale; by the score test of their counts where a logarithm misleads."""
    plain = pairs[0]
    is_on_log_rates = have_log_rates(plain, design)
    a, b = [jackknife.on_log_rates(side) for side in plain] if is_on_log_rates else plain
    estimates = [jackknife.log_ratio(*pair) for pair in ((a, b), *pairs[1:])]
    estimate = crossed_if_several(estimates)
    designs = (design, *design.crossed[:1])
    errors = [own.error for own in estimates[: len(designs)]]
    few = next(filter(None, map(no_logarithm, [(a, b), *pairs[1:]], errors, designs)), {})
    few = few or ({} if is_on_log_rates else few_instances(plain))
    few = instead(few, "")
    if few and design.measure != "rate":
        return _of_shares(pairs, design, question, {**few, **others})
    if few:
        difference = crossed_if_several([jackknife.difference(*pair) for pair in pairs])
        row = row_of(*plain, _log_ratio(pairs), by_score_of_counts(*plain, difference), design, question)
        return row._replace(limits={**few, **few_units(row.units), **row.limits, **others})
    if question.method == "permutation":
        inference = by_permutation(*plain, is_on_log_rates=is_on_log_rates, seed=question.seed)
    else:
        inference = by_t(estimate, "log_rates" if is_on_log_rates else "jackknife")
    row = row_of(a, b, estimate, inference, design, question)
    limits = {
        **unit_limits(a, b, estimate, design),
        **length_limits(a, b, row.low, row.high, is_on_log_rates=is_on_log_rates),
        **(unequal_numbers(a, b) if question.method == "permutation" else {}),
        **row.limits,
        **others,
    }
    return row._replace(limits=limits)


def _log_ratio(pairs: Sequence[tuple[Side, Side]]) -> Estimate:
    return crossed_if_several([jackknife.log_ratio(*pair) for pair in pairs])


def crossed_if_several(estimates: Sequence[Estimate]) -> Estimate:
    """Put together the estimates by each unit, and by both, where units cross."""
    return estimates[0] if len(estimates) == 1 else jackknife.crossed(*estimates)


def row_of(a: Side, b: Side, estimate: Estimate, inference: Inference, design: Design, question: Question) -> Contrast:
    """Put the numbers of a contrast that has an interval into a row."""
    low, high = (float(limit) for limit in np.exp(inference.interval(0.95)))
    row = _plain_row(a, b, estimate, design)._replace(
        low=low, high=high, p=inference.p, method=inference.method, df=inference.df, draws=inference.draws,
        seed=inference.seed,
    )  # fmt: skip
    if inference.difference is not None:
        low, high = inference.difference(0.95)
        row = row._replace(difference_low=low, difference_high=high)
    if question.equivalence is not None:
        bound = question.equivalence
        low, high = (float(limit) for limit in np.exp(inference.interval(0.90)))
        is_inside, p = 1 / bound < low and high < bound, p_equivalent(inference.interval, bound)
        row = row._replace(low_90=low, high_90=high, bound=bound, p_equivalent=p, equivalent=is_inside)
    return row


def without_interval(a: Side, b: Side, estimate: Estimate, design: Design, limits: Limits) -> Contrast:
    """Put what there is into a row: rates and their ratio."""
    return _plain_row(a, b, estimate, design)._replace(limits=limits)


def _plain_row(a: Side, b: Side, estimate: Estimate, design: Design) -> Contrast:
    """Put rates and ratio into a row, with neither interval nor p."""
    rate_a, rate_b = (design.scale * float(np.exp(side.log_rate)) for side in (a, b))
    row = Contrast(a.name, b.name, len(estimate.unit), a.articles, b.articles, {}, float(np.exp(estimate.value)))
    return row._replace(rate_a=rate_a, rate_b=rate_b, shared=estimate.shared)


def as_compared(sides: Sequence[Side], design: Design) -> list[Side]:
    """Give the sides with the rates that results show and compare: of outlets as units means of shares or log rates."""
    if design.outlets_are_units and design.measure != "rate":
        return [jackknife.on_shares(side) for side in sides]
    return [jackknife.on_log_rates(side) for side in sides] if have_log_rates(sides, design) else list(sides)


def have_log_rates(sides: Sequence[Side], design: Design) -> bool:
    """Say whether outlets are the units and all have some, so that each has a log rate."""
    return design.outlets_are_units and all(len(side.unit) > 0 and bool((side.unit_n > 0).all()) for side in sides)
