"""One contrast as a row: estimate, interval and p by the method asked for, and the notes that its limits call for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import special, stats

from framing.statistics import jackknife
from framing.statistics.jackknife import Estimate
from framing.statistics.limits import FEW_UNITS, LEAST_UNITS, length_notes, refusal, rest_notes, unit_notes
from framing.statistics.permutation import Permutation
from framing.statistics.sides import Side
from framing.statistics.units import Design, Numbers

ADJUSTMENTS = ("holm", "fdr", None)
METHODS = ("jackknife", "permutation")
NAN = float("nan")

Limits = Callable[[float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Question:
    """How `compare` was asked to answer: the method, bounds of equivalence, what is held fixed, and the seed."""

    method: str = "jackknife"
    equivalence: float | None = None
    strata: bool = False
    given: str = ""
    seed: int = 0


class Contrast(NamedTuple):
    """One row of a results table, without its keys and the adjusted p.

    The differences are of shares of articles; the 90 % limits and whether they lie within the bounds of equivalence are
    there where bounds were given.
    """

    a: object
    b: object
    n_a: int
    n_b: int
    units: int
    rate_a: float
    rate_b: float
    ratio: float
    low: float
    high: float
    p: float
    test: str
    note: str
    difference: float = NAN
    difference_low: float = NAN
    difference_high: float = NAN
    low_90: float = NAN
    high_90: float = NAN
    equivalent: bool | None = None


class Inference(NamedTuple):
    """A p, limits of the log ratio at any level, and the test's name."""

    p: float
    limits: Limits
    test: str


def contrast(
    a: Side,
    b: Side,
    design: Design,
    device: str,
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
    reason = refusal((a, b), len(estimate.unit), estimate.error, device, design)
    if crossed:
        second, both = (jackknife.log_ratio(*sides) for sides in crossed)
        reason = reason or refusal(crossed[0], len(second.unit), second.error, device, design.crossed[0])
        estimate = jackknife.crossed(estimate, second, both)
    rest = rest_notes((a, b), design, device)
    if reason:
        return without_interval(a, b, estimate, design, [reason, *rest])
    if question.method == "permutation":
        inference = _by_permutation(plain, is_on_log_rates, question.seed)
    else:
        inference = by_t(estimate, "Welch t on log rates" if is_on_log_rates else "jackknife t")
    row = row_of(a, b, estimate, inference, design, question)
    notes = [
        *unit_notes(a, b, estimate, design),
        *length_notes(a, b, row.low, row.high, is_on_log_rates=is_on_log_rates),
        *equivalence_notes(row, question),
        *rest,
    ]
    return row._replace(note="; ".join(notes))


def by_t(estimate: Estimate, name: str) -> Inference:
    """Infer by the t distribution of the estimate; its degrees of freedom stand behind the `t` of `name`."""
    named = name.replace(" t", f" t({round(estimate.freedom, 1):.10g})", 1)
    return Inference(jackknife.p_value(estimate), lambda level: jackknife.limits(estimate, level), named)


def _by_permutation(sides: tuple[Side, Side], is_on_log_rates: bool, seed: int) -> Inference:
    test = Permutation(*sides, is_on_log_rates=is_on_log_rates, seed=seed)
    name = f"permutation ({'all ' if test.is_exact else ''}{test.exchanges:,} exchanges, seed {seed})"
    return Inference(test.p_value(), test.limits, name)


def row_of(a: Side, b: Side, estimate: Estimate, inference: Inference, design: Design, question: Question) -> Contrast:
    """Put the numbers of a contrast that has an interval into a row."""
    low, high = np.exp(inference.limits(0.95))
    row = Contrast(
        a=a.name,
        b=b.name,
        n_a=a.articles,
        n_b=b.articles,
        units=len(estimate.unit),
        rate_a=design.scale * float(np.exp(a.log_rate)),
        rate_b=design.scale * float(np.exp(b.log_rate)),
        ratio=float(np.exp(estimate.value)),
        low=float(low),
        high=float(high),
        p=inference.p,
        test=f"{inference.test}{_what(design, question)}{_sharing(estimate)}",
        note="",
    )
    if design.measure == "prevalence" and not design.crossed:
        difference = jackknife.share_difference(a, b)
        low, high = jackknife.limits(difference)
        row = row._replace(difference=difference.value, difference_low=low, difference_high=high)
    if question.equivalence is not None:
        low, high = (float(limit) for limit in np.exp(inference.limits(0.90)))
        inside = 1 / question.equivalence < low and high < question.equivalence
        row = row._replace(low_90=low, high_90=high, equivalent=inside)
    return row


def without_interval(a: Side, b: Side, estimate: Estimate, design: Design, notes: list[str]) -> Contrast:
    """Put what there is into a row: rates, the ratio, and a bound of it where one side has none."""
    low = high = NAN
    if len(estimate.unit) >= LEAST_UNITS and a.words and b.words and (a.n == 0) != (b.n == 0):
        bound = jackknife.bound_of_none(a, b) if a.n == 0 else 1 / jackknife.bound_of_none(b, a)
        if np.isfinite(bound):
            low, high = (0.0, bound) if a.n == 0 else (bound, float("inf"))
            notes = [notes[0].replace(": no interval", ": a bound, no p"), *notes[1:]]
    return Contrast(
        a=a.name,
        b=b.name,
        n_a=a.articles,
        n_b=b.articles,
        units=len(estimate.unit),
        rate_a=design.scale * float(np.exp(a.log_rate)),
        rate_b=design.scale * float(np.exp(b.log_rate)),
        ratio=float(np.exp(estimate.value)),
        low=low,
        high=high,
        p=NAN,
        test=f"none, unit {unit_words(design)}",
        note="; ".join(notes),
    )


def _what(design: Design, question: Question) -> str:
    """Say what was compared, given what, over which unit."""
    of = " of prevalence" if design.measure == "prevalence" else ""
    return f"{of}{question.given}, unit {unit_words(design)}"


def unit_words(design: Design) -> str:
    """Name the unit, or both that cross."""
    return " and ".join([design.unit_name, *(other.unit_name for other in design.crossed[:1])])


def _sharing(estimate: Estimate) -> str:
    if not estimate.shared:
        return ""
    return " (shared)" if estimate.shared == len(estimate.unit) else f" ({estimate.shared} shared)"


def equivalence_notes(row: Contrast, question: Question) -> list[str]:
    """Say that there is no difference that matters, where the 90 % interval is inside the bounds: nowhere else."""
    if not row.equivalent:
        return []
    interval = f"90 % interval {row.low_90:.2f} to {row.high_90:.2f}"
    if row.low > 1 or row.high < 1:
        return [f"the difference is smaller than a ratio of {question.equivalence:g} ({interval})"]
    return [f"no difference beyond a ratio of {question.equivalence:g} ({interval})"]


def have_log_rates(sides: Sequence[Side], design: Design) -> bool:
    """Say whether outlets are the units and all have some, so that each has a log rate."""
    return design.outlets_are_units and all(len(side.unit) > 0 and bool((side.unit_n > 0).all()) for side in sides)


def rate_of(side: Side, design: Design, device: str) -> tuple[object, ...]:
    """One row of the rates table, without its keys."""
    notes = rest_notes((side,), design, device)
    if have_log_rates((side,), design):
        side = jackknife.on_log_rates(side)
        notes = ["geometric mean of outlets' rates", *notes]
    units, error = len(side.unit), float(np.sqrt(jackknife.variance(side.shift)))
    limit = refusal((side,), units, error, device, design)
    low = high = NAN
    if not limit:
        low, high = _limits_of_rate(side, error, design)
        limit = f"few units ({units})" if units < FEW_UNITS else ""
    rate = design.scale * float(np.exp(side.log_rate))
    note_text = "; ".join(filter(None, [limit, *notes]))
    return side.name, side.articles, units, int(side.words), int(side.n), rate, low, high, note_text


def _limits_of_rate(side: Side, error: float, design: Design) -> tuple[float, float]:
    """Give the t interval of a rate on the log scale, of a share on the logit's, which keeps it below 1."""
    times = float(special.stdtrit(jackknife.units_less_one(side.unit_words), 0.975))
    if design.measure == "rate":
        low, high = (float(np.exp(side.log_rate + sign * times * error)) for sign in (-1, 1))
        return design.scale * low, design.scale * high
    share = float(np.exp(side.log_rate))
    logit, half = float(special.logit(share)), times * error / (1 - share)
    return float(special.expit(logit - half)), float(special.expit(logit + half))


def adjusted(p: Numbers, adjust: str | None) -> Numbers:
    """Adjust the p values that exist for being one family."""
    adjusted = p.copy()
    exists = np.isfinite(p)
    if adjust == "fdr" and exists.any():
        adjusted[exists] = stats.false_discovery_control(p[exists])
    if adjust == "holm":
        order = np.argsort(p, kind="stable")[: exists.sum()]  # NaN sorts last
        steps = p[order] * np.arange(len(order), 0, -1)
        adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted
