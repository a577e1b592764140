"""One contrast as a row: estimate, interval and p by the method asked for, and the notes that its limits call for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from scipy import special

from framing.results.schema import NAN, Contrast, Limits, Rate, instead
from framing.statistics import jackknife
from framing.statistics.jackknife import Estimate
from framing.statistics.limits import (
    LEAST_UNITS,
    few_units,
    length_limits,
    other_limits,
    refusal,
    unit_limits,
)
from framing.statistics.permutation import Permutation
from framing.statistics.sides import Side
from framing.statistics.units import Design

METHODS = ("jackknife", "permutation")

Interval: TypeAlias = Callable[[float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Question:
    """How `compare` was asked to answer: the method, bounds of equivalence, whether strata are held fixed, the seed."""

    method: str = "jackknife"
    equivalence: float | None = None
    strata: bool = False
    seed: int = 0


class Inference(NamedTuple):
    """A p, the interval of the log ratio at any level, and the method with its degrees of freedom or draws."""

    p: float
    interval: Interval
    method: str
    df: float = NAN
    draws: int | None = None
    seed: int | None = None


def contrast(
    a: Side,
    b: Side,
    design: Design,
    question: Question,
    *,
    crossed: Sequence[tuple[Side, Side]] = (),
) -> Contrast:
    """Compare two sides; `crossed` has them by the second unit and by both units together, where units cross."""
    plain = a, b
    is_on_log_rates = have_log_rates((a, b), design)
    if is_on_log_rates:
        a, b = jackknife.on_log_rates(a), jackknife.on_log_rates(b)
    estimate = jackknife.log_ratio(a, b)
    reason = refusal((a, b), len(estimate.unit), estimate.error, design)
    if crossed:
        second, both = (jackknife.log_ratio(*sides) for sides in crossed)
        reason = reason or refusal(crossed[0], len(second.unit), second.error, design.crossed[0])
        estimate = jackknife.crossed(estimate, second, both)
    others = other_limits((a, b), design)
    if reason:
        return without_interval(a, b, estimate, design, {**reason, **others})
    if question.method == "permutation":
        inference = _by_permutation(plain, is_on_log_rates, question.seed)
    else:
        inference = by_t(estimate, "log_rates" if is_on_log_rates else "jackknife")
    row = row_of(a, b, estimate, inference, design, question)
    limits = {
        **unit_limits(a, b, estimate, design),
        **length_limits(a, b, row.low, row.high, is_on_log_rates=is_on_log_rates),
        **row.limits,
        **others,
    }
    return row._replace(limits=limits)


def by_t(estimate: Estimate, method: str) -> Inference:
    """Infer by the t distribution of the estimate."""
    p = jackknife.p_value(estimate)
    return Inference(p, lambda level: jackknife.limits(estimate, level), method, estimate.freedom)


def _by_permutation(sides: tuple[Side, Side], is_on_log_rates: bool, seed: int) -> Inference:
    test = Permutation(*sides, is_on_log_rates=is_on_log_rates, seed=seed)
    method = "permutation_log_rates" if is_on_log_rates else "permutation"
    drawn_with = None if test.is_exact else seed
    return Inference(test.p_value(), test.limits, method, draws=test.exchanges, seed=drawn_with)


def row_of(a: Side, b: Side, estimate: Estimate, inference: Inference, design: Design, question: Question) -> Contrast:
    """Put the numbers of a contrast that has an interval into a row."""
    low, high = (float(limit) for limit in np.exp(inference.interval(0.95)))
    row = _plain_row(a, b, estimate, design)._replace(
        low=low, high=high, p=inference.p, method=inference.method, df=inference.df, draws=inference.draws,
        seed=inference.seed,
    )  # fmt: skip
    if design.measure == "prevalence" and not design.crossed:
        difference = jackknife.share_difference(a, b)
        low, high = jackknife.limits(difference)
        row = row._replace(difference=difference.value, difference_low=low, difference_high=high)
    if question.equivalence is not None:
        bound = question.equivalence
        low, high = (float(limit) for limit in np.exp(inference.interval(0.90)))
        is_inside = 1 / bound < low and high < bound
        limits = {"equivalent": {"bound": bound, "low": low, "high": high}} if is_inside else {}
        row = row._replace(low_90=low, high_90=high, bound=bound, equivalent=is_inside, limits=limits)
    return row


def without_interval(a: Side, b: Side, estimate: Estimate, design: Design, limits: Limits) -> Contrast:
    """Put what there is into a row: rates, the ratio, and a bound of it where one side has none."""
    row = _plain_row(a, b, estimate, design)._replace(limits=limits)
    if len(estimate.unit) >= LEAST_UNITS and a.words and b.words and (a.n == 0) != (b.n == 0):
        bound = jackknife.bound_of_none(a, b) if a.n == 0 else 1 / jackknife.bound_of_none(b, a)
        if np.isfinite(bound):
            low, high = (0.0, bound) if a.n == 0 else (bound, float("inf"))
            limits = instead(limits, "a bound, no p")
            return row._replace(low=low, high=high, method="clopper_pearson", limits=limits)
    return row


def _plain_row(a: Side, b: Side, estimate: Estimate, design: Design) -> Contrast:
    """Put rates and ratio into a row, with neither interval nor p."""
    rate_a, rate_b = (design.scale * float(np.exp(side.log_rate)) for side in (a, b))
    row = Contrast(a.name, b.name, len(estimate.unit), a.articles, b.articles, {}, float(np.exp(estimate.value)))
    return row._replace(rate_a=rate_a, rate_b=rate_b, shared=estimate.shared)


def have_log_rates(sides: Sequence[Side], design: Design) -> bool:
    """Say whether outlets are the units and all have some, so that each has a log rate."""
    return design.outlets_are_units and all(len(side.unit) > 0 and bool((side.unit_n > 0).all()) for side in sides)


def rate_of(side: Side, design: Design) -> Rate:
    """One row of a rates table, without its key."""
    limits, method = other_limits((side,), design), "jackknife"
    if have_log_rates((side,), design):
        side, method = jackknife.on_log_rates(side), "log_rates"
        limits = {"geometric_mean": {}, **limits}
    units, error = len(side.unit), float(np.sqrt(jackknife.variance(side.shift)))
    rate = design.scale * float(np.exp(side.log_rate))
    row = Rate(side.name, rate, NAN, NAN, int(side.n), int(side.words), side.articles, units, limits)
    if reason := refusal((side,), units, error, design):
        return row._replace(limits={**reason, **limits})
    low, high = _limits_of_rate(side, error, design)
    freedom = jackknife.units_less_one(side.unit_words)
    return row._replace(low=low, high=high, method=method, df=freedom, limits={**few_units(units), **limits})


def _limits_of_rate(side: Side, error: float, design: Design) -> tuple[float, float]:
    """Give the t interval of a rate on the log scale, of a share on the logit's, which keeps it below 1."""
    times = float(special.stdtrit(jackknife.units_less_one(side.unit_words), 0.975))
    if design.measure == "rate":
        low, high = (float(np.exp(side.log_rate + sign * times * error)) for sign in (-1, 1))
        return design.scale * low, design.scale * high
    share = float(np.exp(side.log_rate))
    logit, half = float(special.logit(share)), times * error / (1 - share)
    return float(special.expit(logit - half)), float(special.expit(logit + half))
