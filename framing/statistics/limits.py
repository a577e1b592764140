"""Where a contrast reaches its limits: why there is no interval, and what a reader should know about one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.results.schema import Limits
from framing.statistics.jackknife import Estimate
from framing.statistics.sides import Side
from framing.statistics.units import Design

LEAST_UNITS = 5
LEAST_ON_A_SIDE = 3
FEW_UNITS = 20
FEW_ON_A_SIDE = 10
FEW_INSTANCES = 10
UNEQUAL = 2  # times


def too_few(sides: Sequence[Side], units: int, design: Design) -> Limits:
    """Say why the design allows no interval, whatever is found in it, or nothing."""
    if wordless := [side.name for side in sides if side.words == 0]:
        return {"no_words": {"groups": wordless, "base": design.base}}
    has = [(side.name, len(side.unit)) for side in sides]
    if units < LEAST_UNITS:
        return {"too_few_units": {"unit": design.unit_name, "sides": has, "least": LEAST_UNITS}}
    if any(number < LEAST_ON_A_SIDE for _, number in has):
        return {"too_few_units_on_a_side": {"unit": design.unit_name, "sides": has, "least": LEAST_ON_A_SIDE}}
    return {}


def no_logarithm(sides: Sequence[Side], error: float, design: Design) -> Limits:
    """Say why what was found allows no interval by the jackknife of a logarithm, or nothing."""
    unit = design.unit_name
    if none := none_found(sides, design, "no interval"):
        return none
    if lone := [side.name for side in sides if np.isneginf(side.shift).any()]:
        return {"one_unit_has_all": {"unit": unit, "groups": lone, "so": "no interval"}}
    if np.isnan(error):
        return {"no_error": {"unit": unit}}
    # Shifts of exactly equal units differ by rounding alone.
    return {} if error > 1e-9 else {"no_spread": {"unit": unit, "so": "no interval"}}


def none_found(sides: Sequence[Side], design: Design, so: str = "") -> Limits:
    """Say which sides have none, out of what was read, and what follows."""
    without = [_what_was_read(side, design) for side in sides if side.n == 0]
    return {"none_found": {"sides": without, "so": so}} if without else {}


def refusal(sides: Sequence[Side], units: int, error: float, design: Design) -> Limits:
    """Say why there can be no interval by the jackknife, or nothing; one side alone is looked at as for its rate."""
    return too_few(sides, units, design) or no_logarithm(sides, error, design)


def _what_was_read(side: Side, design: Design) -> tuple[object, int, float | None]:
    return side.name, side.articles, None if design.measure == "prevalence" else side.words


def unit_limits(a: Side, b: Side, estimate: Estimate, design: Design) -> Limits:
    """Warn of few units, or of one that decides; with few units one nearly always does."""
    if few := few_units(len(estimate.unit)):
        return few
    if min(len(a.unit), len(b.unit)) < FEW_ON_A_SIDE:
        return {"few_units_on_one_side": {"a": len(a.unit), "b": len(b.unit)}}
    if not np.isfinite(estimate.error):
        return {}
    most = int(np.abs(estimate.shift).argmax())
    if 2 * estimate.shift[most] ** 2 < estimate.error**2:
        return {}
    what = "article" if estimate.unit[most] >= design.alone_from else design.unit_name
    ratio = float(np.exp(estimate.value + estimate.shift[most]))
    return {"influential_unit": {"what": what, "label": design.unit_labels[estimate.unit[most]], "ratio": ratio}}


def few_instances(sides: Sequence[Side]) -> Limits:
    """Say that a side has so few instances that their logarithm misleads."""
    few = [(side.name, int(side.n)) for side in sides if side.n < FEW_INSTANCES]
    return {"few_instances": {"sides": few}} if few else {}


def unequal_numbers(a: Side, b: Side) -> Limits:
    """Warn of a permutation test where few units stand against many: should the few spread more, it rejects too often.

    Their spread cannot tell: where the test is wrong, the few happen to spread little.
    """
    fewer, more = sorted((a, b), key=lambda side: len(side.unit))
    is_uneven = len(fewer.unit) <= FEW_UNITS and len(more.unit) >= UNEQUAL * len(fewer.unit)
    return {"unequal_numbers": {"group": fewer.name, "units": len(fewer.unit)}} if is_uneven else {}


def few_units(units: int) -> Limits:
    """Warn of few units."""
    return {"few_units": {"units": units}} if units < FEW_UNITS else {}


def length_limits(a: Side, b: Side, low: float, high: float, *, is_on_log_rates: bool) -> Limits:
    """Warn where weighing articles otherwise gives another ratio, or where the rate follows length."""
    limits: dict[str, dict[str, object]] = {}
    if is_on_log_rates:
        code, ratio = "pooled_ratio_outside", (a.n / a.words) / (b.n / b.words)
    else:
        code, ratio = "mean_ratio_outside", a.mean_rate / b.mean_rate
    if not low <= ratio <= high:
        limits[code] = {"ratio": ratio}
    # Weak correlations are common and harmless, strong ones common by chance under a hundred articles.
    strong = [
        (side.name, side.correlation) for side in (a, b) if abs(side.correlation) > max(0.3, 3 / np.sqrt(side.articles))
    ]
    if strong:
        limits["length_correlation"] = {"sides": strong}
    return limits


def other_limits(sides: Sequence[Side], design: Design) -> Limits:
    """Count what was treated apart: articles without a unit or without words, and outlets without a cue."""
    limits: dict[str, dict[str, object]] = {}
    if alone := sum(int((side.unit >= design.alone_from).sum()) for side in sides):
        limits["articles_alone"] = {"articles": alone}
    if wordless := sum(side.wordless for side in sides):
        limits["articles_without_words"] = {"articles": wordless, "base": design.base}
    codes = [code for side in sides for code in side.unit[side.unit_n == 0]]
    if design.only_outlets:
        limits["these_outlets_only"] = {"outlets": design.only_outlets}
    if codes and design.outlets_are_units and all(side.n > 0 for side in sides):
        limits["outlets_without_any"] = {"outlets": list(design.unit_labels[codes])}
    return limits
