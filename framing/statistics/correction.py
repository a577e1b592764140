"""A side whose labelling errors are estimated from coded sentences: its corrected rate and what that is sure of.

The estimate is design-based (Egami et al. 2023; Angelopoulos et al. 2023). Its variance is that between units, which
the labels show, and that of the coded sentences within the strata they were drawn from. Instances that the labels
missed are few among coded sentences and weigh much, so that their sum has an interval of its own
(`framing.statistics.misses`); limits are put together by the method of variance estimates recovery (Zou & Donner 2008,
Statistics in Medicine 27:1693-1702).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy import special

from framing.statistics.inference import Inference, Interval
from framing.statistics.jackknife import Estimate, units_less_one, variance
from framing.statistics.misses import Misses
from framing.statistics.sides import Side, all_units, sums
from framing.statistics.units import Codes, Numbers

_HALVINGS = 40


class Sample(NamedTuple):
    """The coded rows of one side: their unit, weight (one over the chance to be drawn), what was found and coded.

    `more_words` is how many words more than labelled are in the row's voice. `stratum` numbers the strata from 0, and
    `has_found` says for each row whether its stratum is one of sentences in which something was found.
    """

    unit: Codes
    weight: Numbers
    found: Numbers
    coded: Numbers
    more_words: Numbers
    stratum: Codes
    has_found: Numbers


class Corrected(NamedTuple):
    """A corrected side, whose shifts are those of units alone, and what coded sentences add to what is not known.

    `within` is the variance of the log rate within strata of sentences with labels, with its degrees of freedom;
    `misses` are what labels missed in the others. `recall` has its interval.
    """

    side: Side
    sample: Sample
    within: float
    freedom: float
    misses: Misses
    recall: float
    recall_low: float
    recall_high: float
    precision: float

    @property
    def within_alone(self) -> float:
        """The variance within strata for a rate alone, which no other side makes up for.

        A stratum in which no label is wrong is taken to have one more sentence with an error: few do not show that
        there is none.
        """
        return _within(self.side, self.sample, has_one_more=True)


def corrected(side: Side, sample: Sample) -> Corrected:
    """Correct one side."""
    side = _with_units(side, sample.unit)
    misses = _misses(sample)
    found_more = sample.coded - sample.found
    unit_n = _spread(side, sample, found_more)
    unit_words = side.unit_words + _rest_by(side.unit_words, sample, side.unit, sample.more_words)
    n, words = float(unit_n.sum()), float(unit_words.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = n / words
        log_rate = float(np.log(rate))
        change = (n - unit_n) / (words - unit_words) - rate
    # An article's own rate means nothing here, so that notes on lengths have nothing to say.
    its_side = replace(
        side, n=n, words=words, log_rate=log_rate, mean_rate=float(rate), correlation=0.0, change=change,
        unit_n=unit_n, unit_words=unit_words,
    )  # fmt: skip
    freedom = max(float(np.count_nonzero(sample.has_found)) - 1, 1.0)
    within = _within(its_side, sample)
    return Corrected(its_side, sample, within, freedom, misses, *_accuracy(sample, misses))


def unit_by_unit(side: Side, sample: Sample) -> Side:
    """Correct each unit's counts and words on its own, for units that weigh the same whatever their size."""
    side = _with_units(side, sample.unit)
    places = np.searchsorted(side.unit, sample.unit)
    n = side.unit_n + sums(places, sample.weight * (sample.coded - sample.found), len(side.unit))
    words = side.unit_words + sums(places, sample.weight * sample.more_words, len(side.unit))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = n.sum() / words.sum()
        change = (n.sum() - n) / (words.sum() - words) - rate
        log_rate = float(np.log(rate))
    return replace(
        side, n=float(n.sum()), words=float(words.sum()), log_rate=log_rate, mean_rate=float(rate), correlation=0.0,
        unit_n=n, unit_words=words, change=change,
    )  # fmt: skip


def possible_rate(side: Side, *, is_share: bool) -> float:
    """Give the rate of a corrected side; 0 for one below it, 1 for a share above it, and NaN without words."""
    if np.isnan(side.log_rate):
        return 0.0 if side.words > 0 else np.nan
    rate = float(np.exp(side.log_rate))
    return min(rate, 1.0) if is_share else rate


def _with_units(side: Side, unit: Codes) -> Side:
    """Give the side the units of coded sentences that have no words in its voice by the labels."""
    units = all_units([side.unit, unit])
    places = np.searchsorted(units, side.unit)
    return replace(
        side,
        unit=units,
        unit_n=sums(places, side.unit_n, len(units)),
        unit_words=sums(places, side.unit_words, len(units)),
    )


def by_recovery(estimate: Estimate, a: Corrected, b: Corrected) -> Inference:
    """Infer from the log ratio of the corrected sides, as units vary, and what coded sentences add to that."""
    parts = np.array([estimate.error**2, a.within, b.within])
    error = float(np.sqrt(parts.sum()))
    freedom = float(parts.sum() ** 2 / (parts**2 / [estimate.freedom, a.freedom, b.freedom]).sum())

    def interval(level: float) -> tuple[float, float]:
        half = float(special.stdtrit(freedom, 0.5 + level / 2)) * error
        below_a, above_a = _reach(a, level)
        below_b, above_b = _reach(b, level)
        low = estimate.value - float(np.sqrt(half**2 + below_a**2 + above_b**2))
        return low, estimate.value + float(np.sqrt(half**2 + above_a**2 + below_b**2))

    return Inference(_p_value(interval), interval, "recovery", freedom)


def rate_by_recovery(one: Corrected, *, is_share: bool) -> tuple[tuple[float, float], float]:
    """Give the 95 % limits of a corrected rate, and the degrees of freedom; of a share on the logit scale."""
    parts = np.array([variance(one.side.shift), one.within_alone])
    own = np.array([units_less_one(one.side.unit_words), one.freedom])
    spread = float(parts.sum())
    freedom = float(spread**2 / (parts**2 / own).sum()) if spread else float(own.min())
    half = float(special.stdtrit(freedom, 0.975)) * float(np.sqrt(spread))
    below, above = _reach(one, 0.95)
    rate = float(np.exp(one.side.log_rate))
    if not is_share:
        low, high = rate * np.exp(-np.hypot(half, below)), rate * np.exp(np.hypot(half, above))
        return (float(low), float(high)), freedom
    half, logit = half / (1 - rate), float(special.logit(rate))
    down = logit - float(special.logit(rate * np.exp(-below)))
    up = float(special.logit(min(rate * np.exp(above), 1.0))) - logit
    low, high = special.expit(logit - np.hypot(half, down)), special.expit(logit + np.hypot(half, up))
    return (float(low), float(high)), freedom


def _reach(one: Corrected, level: float) -> tuple[float, float]:
    """How far the log rate reaches down and up for what is not known of the misses."""
    low, high = one.misses.limits(level)
    least = one.side.n - (one.misses.number - low)
    down = float(np.log(one.side.n / least)) if least > 0 else np.inf
    return down, float(np.log1p((high - one.misses.number) / one.side.n))


def _p_value(interval: Interval) -> float:
    """P that the log ratio is zero: what the widest interval leaves out that excludes zero."""
    inside, outside = 0.0, 1.0
    for _ in range(_HALVINGS):
        level = (inside + outside) / 2
        low, high = interval(level)
        inside, outside = (inside, level) if low <= 0 <= high else (level, outside)
    return 1 - inside


def _misses(sample: Sample) -> Misses:
    """Sum what coders found in strata of sentences without a label; with none, the next would weigh as the lightest."""
    is_miss = ~sample.has_found.astype(bool)
    weight, number = sample.weight[is_miss], np.maximum(sample.coded - sample.found, 0)[is_miss]
    if not len(weight):
        return Misses(0.0, 0.0, 0.0, 0)
    one_more = weight[number > 0].max() if number.any() else weight.min()
    # Of a stratum that was taken whole nothing is unknown.
    return Misses(
        float((weight * number).sum()), float((weight * (weight - 1) * number).sum()), float(one_more - 1),
        int(number.sum()),
    )  # fmt: skip


def _spread(side: Side, sample: Sample, more: Numbers) -> Numbers:
    """Give each unit's corrected count: what is coded in it, and its part of what that stands for.

    What coders took off or added where something was found goes with the labels; what the labels missed, with words.
    """
    is_found = sample.has_found > 0
    with_labels = _rest_by(side.unit_n, sample, side.unit, np.where(is_found, more, 0.0))
    with_words = _rest_by(side.unit_words, sample, side.unit, np.where(is_found, 0.0, more))
    return side.unit_n + with_labels + with_words


def _rest_by(share: Numbers, sample: Sample, unit: Codes, more: Numbers) -> Numbers:
    """Give each unit what was coded in it, and of what that stands for a part by its share."""
    known = sums(np.searchsorted(unit, sample.unit), more, len(unit))
    rest = float(((sample.weight - 1) * more).sum())
    if not share.sum():
        share = np.ones(len(unit))
    return np.asarray(known + rest * share / share.sum())


def _within(side: Side, sample: Sample, *, has_one_more: bool = False) -> float:
    """Give the variance of the log rate by which sentences were drawn, but for misses: these have limits."""
    more = sample.coded - sample.found
    value = np.where(sample.has_found > 0, more, 0.0) - side.mean_rate * sample.more_words
    if has_one_more:
        is_right = np.bincount(sample.stratum, np.abs(more)) == 0
        places = np.flatnonzero(is_right[sample.stratum] & (sample.has_found > 0))
        _, firsts = np.unique(sample.stratum[places], return_index=True)
        every = np.concatenate([np.arange(len(value)), places[firsts]])
        sample, value = Sample(*(column[every] for column in sample)), np.append(value, np.ones(len(firsts)))
    drawn = np.bincount(sample.stratum)[sample.stratum]
    mean = (sums(sample.stratum, value, int(sample.stratum.max()) + 1) / np.bincount(sample.stratum))[sample.stratum]
    scale = drawn / np.maximum(drawn - 1, 1) * sample.weight * (sample.weight - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.divide((scale * np.square(value - mean)).sum(), side.n**2))


def _accuracy(sample: Sample, misses: Misses) -> tuple[float, float, float, float]:
    """Estimate recall with its interval, and precision; NaN where there is nothing to divide by."""
    hit = np.minimum(sample.found, sample.coded)
    hits = float((sample.weight * hit).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        recall = float(np.divide(hits, (sample.weight * sample.coded).sum()))
        precision = float(np.divide(hits, (sample.weight * sample.found).sum()))
    if not hits:
        return recall, 0.0, 1.0, precision
    is_found = sample.has_found > 0
    weight, hit = sample.weight[is_found], hit[is_found]
    other = float((weight * np.maximum(sample.coded - sample.found, 0)[is_found]).sum())
    spread = float((weight * (weight - 1) * np.square(hit - hits / weight.sum())).sum())
    half = float(special.ndtri(0.975)) * float(np.sqrt(spread)) / hits
    low, likely, high = (number + other for number in (misses.limits()[0], misses.number, misses.limits()[1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        odds, least, most = (float(np.log(number / hits)) for number in (likely, low, high))
    up = odds + float(np.hypot(most - odds, half)) if likely else most + half
    down = odds - float(np.hypot(odds - least, half)) if low > 0 else -np.inf
    return recall, float(special.expit(-up)), float(special.expit(-down)), precision
