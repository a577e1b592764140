"""Sample size and power: how many articles or events a study needs, estimated from the spread in a corpus."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from framing.model import note
from framing.results.notes import encoded, in_words
from framing.results.schema import Limits
from framing.statistics import jackknife
from framing.statistics.contrast import have_log_rates
from framing.statistics.limits import FEW_UNITS, refusal
from framing.statistics.sides import Side, slices_of
from framing.statistics.units import Design, design_of, pairs_of

MOST_UNITS = 10_000_000
MOST_LOG_RATIO = 16.0
FAMILY_LEVEL = 0.05
_NAN = float("nan")


class _Plan(NamedTuple):
    """One row, without its keys."""

    a: object
    b: object
    n_a: int
    n_b: int
    units_a: int
    units_b: int
    rate_a: float
    rate_b: float
    ratio: float
    alpha: float
    target_power: float
    smallest_ratio: float
    power: float
    power_low: float
    needed: float
    needed_high: float
    needed_articles: float
    needed_articles_high: float
    unit: str
    shared: int
    limits: Limits
    note: str = ""


class _Spread(NamedTuple):
    """What a unit adds to the variance of the log ratio on each side; all of it in `a` where units are shared.

    `chance` is the part of it that is chance in counting at the present rates, and `number` how many a unit would have
    if both sides had the rate in the middle between them.
    """

    a: float
    b: float
    is_shared: bool
    chance: tuple[float, float] = (0.0, 0.0)
    number: tuple[float, float] = (np.inf, np.inf)

    def at(self, effect: float) -> _Spread:
        """Return the spread where the log rates differ by `effect`: the rarer side has more sampling error."""
        # Counts that are less dispersed than Poisson counts have less sampling error than these.
        spreads = (self.a, self.a) if self.is_shared else (self.a, self.b)
        part = min(
            1.0, *(spread / max(chance, 1e-300) for spread, chance in zip(spreads, self._chances(), strict=True))
        )
        more = [
            part * (float(np.exp(sign * effect / 2)) / number - chance)
            for sign, number, chance in zip((-1, 1), self.number, self.chance, strict=True)
        ]
        if self.is_shared:
            more = [sum(more), 0.0]
        return self._replace(a=self.a + more[0], b=self.b + more[1], chance=(0.0, 0.0), number=(np.inf, np.inf))

    def _chances(self) -> tuple[float, float]:
        return (sum(self.chance), sum(self.chance)) if self.is_shared else self.chance

    def error(self, units_a: float, units_b: float) -> float:
        """Return the standard error for these numbers of units."""
        return float(np.sqrt(self.a / units_a + (0.0 if self.is_shared else self.b / units_b)))

    def freedom(self, units_a: float, units_b: float) -> float:
        """Return the degrees of freedom for these numbers of units: those of the pairs, or Welch's."""
        if self.is_shared:
            return units_a - 1
        a, b = self.a / units_a, self.b / units_b
        return (a + b) ** 2 / (a**2 / (units_a - 1) + b**2 / (units_b - 1))

    def upper(self, units_a: float, units_b: float) -> _Spread:
        """Return the upper end of the spread's 80 % interval for a pilot of this size (chi-square)."""
        freedom = self.freedom(units_a, units_b)
        times = freedom / float(special.chdtri(freedom, 0.9))
        return self._replace(a=self.a * times, b=self.b * times)

    def power(self, effect: float, units_a: float, units_b: float, alpha: float) -> float:
        """Return the probability that a two-sided t test rejects if the log ratio is `effect`."""
        spread = self.at(effect)
        freedom = spread.freedom(units_a, units_b)
        border = float(special.stdtrit(freedom, 1 - alpha / 2))
        distance = abs(effect) / spread.error(units_a, units_b)
        near, far = 1 - special.nctdtr(freedom, distance, border), special.nctdtr(freedom, distance, -border)
        return float(near + np.nan_to_num(far))  # the far border's chance, tiny here, fails to be computed now and then


def power(
    counts: pd.DataFrame,
    *,
    ratio: float = 1.3,
    by: str = "outlet",
    unit: str | None = None,
    measure: str = "rate",
    power: float = 0.8,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Estimate how many units per outlet a study needs to detect a ratio, and the smallest ratio this corpus can show.

    It assumes that the study's articles are like the pilot's in length, frequency of the device and spread. It is for
    planning; how certain an observed ratio is, the interval of `compare` shows.

    Parameters
    ----------
    counts
        The counts of a pilot corpus, or of the present one. If it has only one group, a second one like it is assumed.
    ratio
        The ratio of rates that the study should be able to detect; 1.3 and 1/1.3 give the same answer.
    by, unit, measure
        As for `compare`; `unit` is one column.
    power
        The probability of detecting that ratio, if it exists.
    alpha
        The level of the test. Where several contrasts make a family, its first step under Holm's method has `alpha`
        divided by their number: ``alpha=0.05 / 6`` for four outlets. `note` says so where these contrasts together
        exceed 5 %.

    Returns
    -------
    DataFrame
        One row per device and pair: `a`, `b`, articles `n_a` and `n_b`, units, rates; `ratio`, `alpha` and
        `target_power` as they were given; `smallest_ratio` (above 1) that the present units detect with `target_power`,
        the `power` that they have for `ratio`, and `needed`: the number of units in each group, or in total where units
        are shared; `needed_articles` is the corresponding number of articles in one group. `power_low`, `needed_high`
        and `needed_articles_high` allow for the uncertainty of the spread in the pilot: plan with these. Infinite
        beyond ten million; empty where the spread cannot be estimated, and `note` says why.

    Raises
    ------
    ValueError
        For an invalid ratio, power or level; and as for `compare`.

    Notes
    -----
    The variance of the log ratio is the jackknife's, which falls as units are added; its sampling part (Poisson) is
    that of the planned rates, which are centred on the present ones. The power is that of the t test (noncentral t);
    for the power reached in simulated studies see ``benchmarks/power.csv``. A pilot with few units estimates the spread
    poorly: with 20 articles per outlet, half of the pilots gave too small a number `needed` for a power of .80, and one
    in ten led to a power under .60. Therefore `power_low` and `needed_high` use the upper end of the spread's own 80 %
    interval (chi-square; Browne 1995, Statistics in Medicine 14:1933-1940).

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(40), "outlet": ["Bee"] * 20 + ["Sun"] * 20, "words": 500, "device": "hedge",
    ...     "n": [4, 6, 5, 3, 2] * 4 + [2, 3, 2, 5, 3] * 4,
    ... })
    >>> power(counts, ratio=1.3)[["a", "b", "smallest_ratio", "power", "needed"]].round(2)
         a    b  smallest_ratio  power  needed
    0  Bee  Sun             1.4   0.59    33.0
    """
    if not (0 < ratio < np.inf) or ratio == 1:
        raise ValueError(f"ratio={ratio!r}: give a ratio of rates other than 1, such as 1.3")
    for name, value in (("power", power), ("alpha", alpha)):
        if not 0 < value < 1:
            raise ValueError(f"{name}={value!r}: give a probability between 0 and 1")
    if power <= alpha:
        raise ValueError(f"power={power!r} is not above alpha={alpha!r}, the rate at which the test rejects by chance")
    design = design_of(counts, by=by, unit=unit, measure=measure)
    for message in design.messages:
        note(message)
    pairs = pairs_of(design.groups, by=by, reference=None) if len(design.groups) > 1 else [(0, 0)]
    plans = [
        (key, _plan(sides[a], sides[b], design, ratio, power, alpha))
        for key, sides in slices_of(design)
        for a, b in pairs
    ]
    family = _family(sum(not np.isnan(plan.needed) for _, plan in plans), alpha)
    keys, rows = [], []
    for key, plan in plans:
        limits = plan.limits if np.isnan(plan.needed) else {**plan.limits, **family}
        said = in_words(limits, {"device": key[0], "base": design.base, "unit": plan.unit})
        keys.append(key)
        rows.append((*plan[:-2], encoded(limits), said))
    return pd.DataFrame(keys, columns=list(design.keys)).join(pd.DataFrame(rows, columns=list(_Plan._fields)))


def _plan(a: Side, b: Side, design: Design, ratio: float, power: float, alpha: float) -> _Plan:
    """Plan for one pair of groups."""
    effect = float(np.log(ratio))
    on_log_rates = have_log_rates((a, b), design)
    is_alike = a is b
    if on_log_rates:
        a, b = jackknife.on_log_rates(a), jackknife.on_log_rates(b)
    estimate = jackknife.log_ratio(a, b)
    shared = 0 if is_alike else estimate.shared
    units = len(a.unit) if is_alike else len(estimate.unit)
    plan = _Plan(
        a=a.name,
        b="another like it" if is_alike else b.name,
        n_a=a.articles,
        n_b=b.articles,
        units_a=len(a.unit),
        units_b=len(b.unit),
        rate_a=design.scale * float(np.exp(a.log_rate)),
        rate_b=design.scale * float(np.exp(b.log_rate)),
        ratio=ratio,
        alpha=alpha,
        target_power=power,
        smallest_ratio=_NAN,
        power=_NAN,
        power_low=_NAN,
        needed=_NAN,
        needed_high=_NAN,
        needed_articles=_NAN,
        needed_articles_high=_NAN,
        unit=design.unit_name,
        shared=shared,
        limits={},
    )
    variances = [jackknife.variance(side.shift) for side in (a, b)]
    if reason := refusal((a, b), units, variances[0] ** 0.5 if is_alike else estimate.error, design):
        return plan._replace(limits=reason)
    if shared:
        spread = _Spread(estimate.error**2 * units, 0.0, is_shared=True)
        now, articles = (float(units), float(units)), max(a.articles, b.articles) / units
    else:
        spread = _Spread(variances[0] * len(a.unit), variances[1] * len(b.unit), is_shared=False)
        now = float(len(a.unit)), float(len(b.unit))
        articles = max(side.articles / len(side.unit) for side in (a, b))
    if not on_log_rates:
        middle = float(np.exp((a.log_rate + b.log_rate) / 2))
        per_unit = [now[0] if shared else len(side.unit) for side in (a, b)]
        spread = spread._replace(
            chance=(per_unit[0] / a.n, per_unit[1] / b.n),
            number=(middle * a.words / per_unit[0], middle * b.words / per_unit[1]),
        )
    wide = spread.upper(*now)
    needed, most = (_needed(each, effect, power, alpha) for each in (spread, wide))
    return plan._replace(
        smallest_ratio=float(np.exp(_smallest(spread, now, power, alpha))),
        power=spread.power(effect, *now, alpha),
        power_low=wide.power(effect, *now, alpha),
        needed=needed,
        needed_high=most,
        needed_articles=float(np.ceil(needed * articles - 1e-9)),
        needed_articles_high=float(np.ceil(most * articles - 1e-9)),
        limits=_few(now, most) if needed < np.inf else {"units_beyond_reach": {"units": MOST_UNITS}},
    )


def _needed(spread: _Spread, effect: float, power: float, alpha: float) -> float:
    """Find the fewest units of each group, at least two, with which the test has that power."""
    few, many = 1, 2
    while spread.power(effect, many, many, alpha) < power:
        few, many = many, 2 * many
        if many > MOST_UNITS:
            return float("inf")
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if spread.power(effect, middle, middle, alpha) >= power else (middle, many)
    return float(many)


def _smallest(spread: _Spread, now: tuple[float, float], power: float, alpha: float) -> float:
    """Find the smallest log ratio that the present units show with that power, by halving; no end of it where none."""
    low, high = 0.0, 1.0
    while spread.power(high, *now, alpha) < power:
        low, high = high, 2 * high
        if high > MOST_LOG_RATIO:
            return float("inf")
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if spread.power(middle, *now, alpha) >= power else (middle, high)
    return high


def _family(contrasts: int, alpha: float) -> Limits:
    """Return the limit of plans of several contrasts, each as if it were the only one."""
    if round(contrasts * alpha, 9) <= FAMILY_LEVEL:
        return {}
    return {"planned_alone": {"contrasts": contrasts, "level": FAMILY_LEVEL}}


def _few(now: tuple[float, float], most: float) -> Limits:
    """Return the limit of a small pilot: how many units may be needed."""
    units = int(min(now))
    if units >= FEW_UNITS:
        return {}
    if most < np.inf:
        return {"few_pilot_units": {"units": units, "needed": int(most)}}
    return {"few_pilot_units_beyond_reach": {"units": units, "needed": MOST_UNITS}}
