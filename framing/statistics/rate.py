"""One group's rate with its interval, as a row of a rates table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from framing.results.schema import NAN, Rate
from framing.statistics import jackknife
from framing.statistics.contrast import as_compared, have_log_rates
from framing.statistics.limits import few_units, other_limits, refusal
from framing.statistics.sides import Side
from framing.statistics.units import Design


def rate_of(side: Side, design: Design, crossed: Sequence[Side] = ()) -> Rate:
    """One row of a rates table, without its key; `crossed` has the group by the second unit and by both together."""
    limits, method = other_limits((side,), design), "jackknife"
    is_share = design.measure != "rate"
    if design.outlets_are_units and is_share:
        limits = {"mean_of_outlets": {}, **limits}
    elif have_log_rates((side,), design):
        limits, method = {"geometric_mean": {}, **limits}, "log_rates"
    (side,) = as_compared((side,), design)
    units = len(side.unit)
    shifts = [each.shift for each in (side, *crossed)]
    if is_share and np.isfinite(side.log_rate) and any(np.isnan(shift).any() for shift in shifts):
        # Without a unit a corrected share may be below zero, which has no logarithm.
        shifts = [each.change / float(np.exp(side.log_rate)) for each in (side, *crossed)]
    variances = [jackknife.variance(shift) for shift in shifts]
    error = float(np.sqrt(jackknife.of_two_ways(*variances) if crossed else variances[0]))
    freedom = min(jackknife.units_less_one(each.unit_words) for each in (side, *crossed[:1]))
    rate = design.scale * float(np.exp(side.log_rate))
    row = Rate(side.name, rate, NAN, NAN, round(side.n), round(side.words), side.articles, units, limits)
    if reason := refusal((side,), units, error, design):
        return row._replace(limits={**reason, **limits})
    low, high = _limits(side, error, freedom, design)
    return row._replace(low=low, high=high, method=method, df=freedom, limits={**few_units(units), **limits})


def _limits(side: Side, error: float, freedom: float, design: Design) -> tuple[float, float]:
    """Give the t interval of a rate on the log scale, of a share on the logit's, which keeps it below 1."""
    times = float(special.stdtrit(freedom, 0.975))
    if design.measure == "rate":
        low, high = (float(np.exp(side.log_rate + sign * times * error)) for sign in (-1, 1))
        return design.scale * low, design.scale * high
    share = float(np.exp(side.log_rate))
    logit, half = float(special.logit(share)), times * error / (1 - share)
    return float(special.expit(logit - half)), float(special.expit(logit + half))
