"""The jackknife's numbers: estimate, error, degrees of freedom, limits and p, from what leaving units out does.

Leaving a unit out takes its counts and words from both sides at once (Quenouille 1956; Tukey 1958; reviewed by Miller
1974, Biometrika 61:1-15). Where no unit is shared the variances of the two sides are added, with Welch's degrees of
freedom; where all G are shared there are G - 1; where some are, the smaller of the two. G is the effective number of
units, which is the smaller the more they differ in size: else a t distribution promises more than a few large units can
hold, most of all far out in its tails, where Holm's method looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy import special

from framing.statistics.sides import Side, all_units
from framing.statistics.units import Codes, Numbers

FEW_FOR_WELCH = 5  # units on a side


class Estimate(NamedTuple):
    """A log ratio or a difference, with its standard error; leaving out the unit `unit[i]` changes it by `shift[i]`.

    `shared` is how many of the units stand on both sides.
    """

    value: float
    error: float
    freedom: float
    unit: Codes
    shift: Numbers
    shared: int


def log_ratio(a: Side, b: Side) -> Estimate:
    """Estimate the difference of two log rates over units that stand on one side or on both.

    Examples
    --------
    >>> from framing.statistics.sides import slices_of
    >>> from framing.statistics.units import design_of
    >>> import pandas as pd
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(6), "outlet": ["Bee"] * 3 + ["Sun"] * 3, "words": 500, "device": "hedge",
    ...     "n": [4, 6, 5, 2, 2, 3],
    ... })
    >>> ((_, (bee, sun)),) = slices_of(design_of(counts, by="outlet", unit=None))
    >>> estimate = log_ratio(bee, sun)
    >>> round(estimate.value, 3), round(estimate.error, 3), round(estimate.freedom, 1)
    (0.762, 0.189, 3.8)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(np.subtract(a.log_rate, b.log_rate))
    return _estimate(value, a, b, a.shift, b.shift)


def difference(a: Side, b: Side) -> Estimate:
    """Estimate the difference of two rates."""
    return _estimate(float(np.exp(a.log_rate) - np.exp(b.log_rate)), a, b, a.change, b.change)


def ratio_of_ratios(first: tuple[Side, Side], second: tuple[Side, Side]) -> Estimate:
    """Estimate by how much the log ratio of two sides differs from that of two others; units may stand on all four."""
    signs = (1.0, -1.0, -1.0, 1.0)
    sides = (*first, *second)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(sum(sign * side.log_rate for sign, side in zip(signs, sides, strict=True)))
    return _combined(value, sides, [sign * side.shift for sign, side in zip(signs, sides, strict=True)])


def _estimate(value: float, a: Side, b: Side, shift_a: Numbers, shift_b: Numbers) -> Estimate:
    return _combined(value, (a, b), (shift_a, -shift_b))


def _combined(value: float, sides: Sequence[Side], shifts: Sequence[Numbers]) -> Estimate:
    """Put together what leaving a unit out does on each side; a unit is left out of all at once."""
    variances = np.array([variance(shift) for shift in shifts])
    own = np.array([units_less_one(side.unit_words) for side in sides])
    freedom = _welch(variances, own, [len(side.unit) for side in sides])
    codes = all_units([side.unit for side in sides])
    repeated = sum(len(side.unit) for side in sides) - len(codes)
    if not repeated:
        error = float(np.sqrt(variances.sum()))
        return Estimate(value, error, freedom, np.concatenate([s.unit for s in sides]), np.concatenate(shifts), 0)
    shift, words, times = np.zeros(len(codes)), np.zeros(len(codes)), np.zeros(len(codes), dtype=int)
    with np.errstate(invalid="ignore"):
        for side, its_shift in zip(sides, shifts, strict=True):
            places = np.searchsorted(codes, side.unit)
            shift[places] += its_shift
            words[places] += side.unit_words
            times[places] += 1
    # With few units on one side and many on the other, G - 1 would claim the certainty of the many for the few.
    paired = units_less_one(words)
    freedom = paired if (times == len(sides)).all() else float(np.fmin(paired, freedom))
    return Estimate(value, float(np.sqrt(variance(shift))), freedom, codes, shift, int((times > 1).sum()))


def _welch(variances: Numbers, own: Numbers, units: Sequence[int]) -> float:
    """Welch's degrees of freedom; with three or four units on a side, at most twice that side's.

    By chance so few have hardly any spread now and then, and the many of the other side then seem to decide: without
    the bound, 3 against 20 outlets reject 7 % of true nulls at 5 %.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = float(np.square(variances.sum()) / (np.square(variances) / own).sum())
    fewest = min(units)
    return min(freedom, 2.0 * (fewest - 1)) if fewest < FEW_FOR_WELCH else freedom


def crossed(first: Estimate, second: Estimate, both: Estimate) -> Estimate:
    """Put together the errors by two units that cross: V1 + V2 - V12 (Cameron, Gelbach & Miller 2011, JBES 29:238-249).

    Never less than either alone, since the sum may turn out too small or below zero; the degrees of freedom are the
    smaller. Units are those of the way with fewer; the shifts, which would be those of one way alone, are zero.
    """
    fewer = min(first, second, key=lambda estimate: len(estimate.unit))
    error = float(np.sqrt(of_two_ways(first.error**2, second.error**2, both.error**2)))
    return fewer._replace(error=error, freedom=min(first.freedom, second.freedom), shift=np.zeros(len(fewer.shift)))


def of_two_ways(first: float, second: float, both: float) -> float:
    """Put together the variances by two units that cross, and by both: never less than either alone."""
    return max(first + second - both, first, second)


def limits(estimate: Estimate, level: float = 0.95) -> tuple[float, float]:
    """Give the t interval, on the scale of the estimate."""
    half = float(special.stdtrit(estimate.freedom, 0.5 + level / 2)) * estimate.error
    return estimate.value - half, estimate.value + half


def p_value(estimate: Estimate) -> float:
    """Give the two-sided p that the estimate is zero: below .05 where the 95 % interval leaves zero out."""
    return float(2 * special.stdtr(estimate.freedom, -abs(estimate.value) / estimate.error))


def units_less_one(words: Numbers) -> float:
    """Give the degrees of freedom of one set of units: their effective number less one, and never under one.

    Units of unlike size tell less of the spread than their number says: as much as so many alike ones as the square of
    the sum of their words has sums of squares (Kish 1965, Survey Sampling; of clusters Carter, Schnepel & Steigerwald
    2017, Review of Economics and Statistics 99:698-709). Where all have the same words that is their number.

    Examples
    --------
    >>> units_less_one(np.full(20, 500.0))
    19.0
    >>> round(units_less_one(np.array([9000.0] + [500.0] * 19)), 1)
    3.0
    """
    squares = float(np.square(words).sum())
    return max(float(words.sum()) ** 2 / squares - 1, 1.0) if squares > 0 else float("nan")


def variance(shift: Numbers) -> float:
    """Give the jackknife variance, from what leaving out each unit does; NaN where there are not two finite shifts."""
    if len(shift) < 2 or not np.isfinite(shift).all():
        return float("nan")
    return float((len(shift) - 1) * shift.var())


def on_log_rates(side: Side) -> Side:
    """Let each unit count as one: the mean of log rates, whose jackknife variance is that of Welch's t test."""
    logs = np.log(side.unit_n / side.unit_words)
    log_rate = float(logs.mean())
    return replace(
        side,
        log_rate=log_rate,
        change=np.exp(log_rate) * np.expm1((log_rate - logs) / max(len(logs) - 1, 1)),
        unit_n=np.exp(logs),
        unit_words=np.ones(len(logs)),
    )


def on_shares(side: Side) -> Side:
    """Let each unit count as one: the mean of shares, whose jackknife variance is that of Welch's t test."""
    shares = side.unit_n / side.unit_words
    mean = float(shares.mean())
    with np.errstate(divide="ignore", invalid="ignore"):
        log_rate = float(np.log(mean))
    change = (mean - shares) / max(len(shares) - 1, 1)
    return replace(side, log_rate=log_rate, change=change, unit_n=shares, unit_words=np.ones(len(shares)))
