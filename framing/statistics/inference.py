"""From an estimate to p and intervals: by t, by permutation, or by a score test with the design effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from framing.results.schema import NAN
from framing.statistics import jackknife
from framing.statistics.jackknife import Estimate
from framing.statistics.permutation import PermutationTest
from framing.statistics.score import Counts, Shares
from framing.statistics.sides import Side

_HALVINGS = 24

Interval: TypeAlias = Callable[[float], tuple[float, float]]


class Inference(NamedTuple):
    """A p, the interval of the log ratio at any level, and the method with its degrees of freedom or draws.

    Shares have the interval of their difference, too.
    """

    p: float
    interval: Interval
    method: str
    df: float = NAN
    draws: int | None = None
    seed: int | None = None
    difference: Interval | None = None


def by_t(estimate: Estimate, method: str) -> Inference:
    """Infer by the t distribution of the estimate."""
    p = jackknife.p_value(estimate)
    return Inference(p, lambda level: jackknife.limits(estimate, level), method, estimate.freedom)


def by_permutation(a: Side, b: Side, *, is_on_log_rates: bool, seed: int) -> Inference:
    """Infer by the studentised permutation test."""
    test = PermutationTest(a, b, is_on_log_rates=is_on_log_rates, seed=seed)
    method = "permutation_log_rates" if is_on_log_rates else "permutation"
    drawn_with = None if test.is_exact else seed
    return Inference(test.p_value(), test.limits, method, draws=test.exchanges, seed=drawn_with)


def by_score_of_shares(a: Side, b: Side, out_of: tuple[float, float], difference: Estimate) -> Inference:
    """Infer by the score test of two shares out of so many, with the design effect of their difference."""
    share_a, share_b = float(np.exp(a.log_rate)), float(np.exp(b.log_rate))
    independent = share_a * (1 - share_a) / out_of[0] + share_b * (1 - share_b) / out_of[1]
    # Were all units alike, one that is not could have been missed.
    error = max(difference.error, 1 / min(out_of))
    effect = error**2 / independent if independent > 0 else 1.0
    freedom = _freedom(difference, a, b)
    test = Shares(share_a, share_b, out_of[0] / effect, out_of[1] / effect, freedom)
    return Inference(test.p_value(), test.log_ratio_limits, "score", freedom, difference=test.difference_limits)


def by_score_of_counts(a: Side, b: Side, difference: Estimate) -> Inference:
    """Infer by the score test of few instances given their sum, with the design effect of the rates' difference.

    The words of a standardised rate are those with which the instances would make it. A design effect below one is not
    believed: few instances cannot show it.
    """
    words_a, words_b = (side.n / float(np.exp(side.log_rate)) if side.n else side.words for side in (a, b))
    independent = a.n / words_a**2 + b.n / words_b**2
    effect = max(1.0, difference.error**2 / independent) if independent > 0 else 1.0
    freedom = _freedom(difference, a, b)
    test = Counts(a.n / effect, b.n / effect, words_a, words_b, freedom)
    return Inference(test.p_value(), test.log_ratio_limits, "score_of_counts", freedom)


def p_equivalent(interval: Interval, bound: float) -> float:
    """P that the ratio is beyond the bounds: half of what the widest interval inside them leaves out, .5 at most.

    Below .05 where the 90 % interval is inside (two one-sided tests; Schuirmann 1987).

    Examples
    --------
    >>> from framing.statistics.jackknife import Estimate, limits
    >>> estimate = Estimate(0.0, 0.1, 30.0, np.array([]), np.array([]), 0)
    >>> round(p_equivalent(lambda level: limits(estimate, level), 1.25), 4)
    0.0166
    """
    most = float(np.log(bound))
    inside, outside = 0.0, 1.0
    for _ in range(_HALVINGS):
        level = (inside + outside) / 2
        low, high = interval(level)
        inside, outside = (level, outside) if -most < low and high < most else (inside, level)
    return (1 - inside) / 2


def _freedom(difference: Estimate, a: Side, b: Side) -> float:
    """Degrees of freedom of the difference; of the side with fewer units, where no unit differs from another."""
    if np.isfinite(difference.freedom):
        return difference.freedom
    return min(jackknife.units_less_one(side.unit_words) for side in (a, b))
