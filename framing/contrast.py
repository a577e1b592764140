"""The jackknife of two groups' log ratio or one group's log rate, and the notes that its limits call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy import special, stats

from framing.model import named
from framing.units import Codes, Design, Numbers, Side

ADJUSTMENTS = ("holm", "bh", "none")
LEAST_UNITS = 5
LEAST_ON_A_SIDE = 2
FEW_UNITS = 20
FEW_ON_A_SIDE = 10
UPPER = 0.975


class Contrast(NamedTuple):
    """One row of a results table, without its keys and the adjusted p."""

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


class _Estimate(NamedTuple):
    """A log ratio with its standard error; leaving out the unit `unit[i]` changes it by `shift[i]`."""

    log_ratio: float
    error: float
    freedom: float
    sharing: str
    unit: Codes
    shift: Numbers


def contrast(a: Side, b: Side, design: Design, device: str) -> Contrast:
    """Compare two sides: ratio, interval and p from one jackknife, and a note where a limit is passed."""
    on_log_rates = _have_log_rates((a, b), design)
    if on_log_rates:
        a, b = _on_log_rates(a), _on_log_rates(b)
    estimate = _estimate(a, b)
    units, unit = len(estimate.unit), design.unit_name
    low = high = p = float("nan")
    test = f"none, unit {unit}"
    notes = [_refusal((a, b), units, estimate.error, device, unit)]
    if not notes[0]:
        half = float(special.stdtrit(estimate.freedom, UPPER)) * estimate.error
        low, high = float(np.exp(estimate.log_ratio - half)), float(np.exp(estimate.log_ratio + half))
        p = float(2 * special.stdtr(estimate.freedom, -abs(estimate.log_ratio) / estimate.error))
        freedom = f"{round(estimate.freedom, 1):.10g}"
        method = f"Welch t({freedom}) on log rates" if on_log_rates else f"jackknife t({freedom})"
        test = f"{method}, unit {unit}{estimate.sharing}"
        notes = [*_unit_notes(a, b, estimate, design), *_length_notes(a, b, low, high, on_log_rates)]
    return Contrast(
        a=a.name,
        b=b.name,
        n_a=a.articles,
        n_b=b.articles,
        units=units,
        rate_a=1000 * float(np.exp(a.log_rate)),
        rate_b=1000 * float(np.exp(b.log_rate)),
        ratio=float(np.exp(estimate.log_ratio)),
        low=low,
        high=high,
        p=p,
        test=test,
        note="; ".join(filter(None, [*notes, *_rest_notes((a, b), design, device)])),
    )


def _estimate(a: Side, b: Side) -> _Estimate:
    """Jackknife the difference of log rates over units that stand on one side or on both."""
    variance_a, variance_b = _variance(a.shift), _variance(b.shift)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = float(np.subtract(a.log_rate, b.log_rate))
        parts = np.square([variance_a, variance_b]) / (np.array([len(a.unit), len(b.unit)]) - 1.0)
        freedom = float(np.square(variance_a + variance_b) / parts.sum())
    codes = np.union1d(a.unit, b.unit)
    shared = len(a.unit) + len(b.unit) - len(codes)
    shift = np.zeros(len(codes))
    with np.errstate(invalid="ignore"):
        shift[np.searchsorted(codes, a.unit)] += a.shift
        shift[np.searchsorted(codes, b.unit)] -= b.shift
    if not shared:
        return _Estimate(log_ratio, float(np.sqrt(variance_a + variance_b)), freedom, "", codes, shift)
    # With few units on one side and many on the other, G - 1 would claim the certainty of the many for the few.
    paired = len(codes) - 1.0
    freedom = paired if shared == len(codes) else float(np.fmin(paired, freedom))
    sharing = " (shared)" if shared == len(codes) else f" ({shared} shared)"
    return _Estimate(log_ratio, float(np.sqrt(_variance(shift))), freedom, sharing, codes, shift)


def _variance(shift: Numbers) -> float:
    """Jackknife variance, from what leaving out each unit does."""
    if len(shift) < 2 or not np.isfinite(shift).all():
        return float("nan")
    return float((len(shift) - 1) * shift.var())


def _have_log_rates(sides: Sequence[Side], design: Design) -> bool:
    return design.outlets_are_units and all(len(side.unit) > 0 and bool((side.unit_n > 0).all()) for side in sides)


def _on_log_rates(side: Side) -> Side:
    """Let each unit count as one: the mean of log rates, whose jackknife variance is that of Welch's t test."""
    logs = np.log(side.unit_n / side.unit_words)
    return replace(side, log_rate=float(logs.mean()), shift=(logs.mean() - logs) / max(len(logs) - 1, 1))


def rate_of(side: Side, design: Design, device: str) -> tuple[object, ...]:
    """One row of the rates table, without its keys."""
    notes = _rest_notes((side,), design, device)
    if _have_log_rates((side,), design):
        side = _on_log_rates(side)
        notes = ["geometric mean of outlets' rates", *notes]
    units, error = len(side.unit), float(np.sqrt(_variance(side.shift)))
    limit = _refusal((side,), units, error, device, design.unit_name)
    low = high = float("nan")
    if not limit:
        half = float(special.stdtrit(units - 1, UPPER)) * error
        low, high = (1000 * float(np.exp(side.log_rate + sign * half)) for sign in (-1, 1))
        limit = f"few units ({units})" if units < FEW_UNITS else ""
    rate = 1000 * float(np.exp(side.log_rate))
    note_text = "; ".join(filter(None, [limit, *notes]))
    return side.name, side.articles, units, int(side.words), int(side.n), rate, low, high, note_text


def adjusted(p: Numbers, adjust: str) -> Numbers:
    """Adjust the p values that exist for being one family."""
    adjusted = p.copy()
    exists = np.isfinite(p)
    if adjust == "bh" and exists.any():
        adjusted[exists] = stats.false_discovery_control(p[exists])
    if adjust == "holm":
        order = np.argsort(p, kind="stable")[: exists.sum()]  # NaN sorts last
        steps = p[order] * np.arange(len(order), 0, -1)
        adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


# What a reader should know


def _refusal(sides: Sequence[Side], units: int, error: float, device: str, unit: str) -> str:
    """Say why there can be no interval, or nothing."""
    if wordless := [side.name for side in sides if side.words == 0]:
        return f"no words in {named(wordless)}"
    if without := [side for side in sides if side.n == 0]:
        places = " and ".join(f"{side.articles} articles ({side.words:,.0f} words) of {side.name}" for side in without)
        return f"no {device} in {places}: no interval"
    if units < LEAST_UNITS or any(len(side.unit) < LEAST_ON_A_SIDE for side in sides):
        has = " and ".join(f"{len(side.unit)} in {side.name}" for side in sides)
        needed = f"{LEAST_UNITS} in all" if units < LEAST_UNITS else f"{LEAST_ON_A_SIDE} on each side"
        return f"too few units ({unit}: {has}): an interval needs {needed}"
    if lone := [side.name for side in sides if not np.isfinite(side.shift).all()]:
        return f"every {device} of {named(lone)} stands in one {unit}: no interval"
    # Shifts of exactly equal units differ by rounding alone.
    return "" if error > 1e-9 else f"no {unit} differs from another: no interval"


def _unit_notes(a: Side, b: Side, estimate: _Estimate, design: Design) -> list[str]:
    """Warn of few units, or of one that decides; with few units one nearly always does."""
    if len(estimate.unit) < FEW_UNITS:
        return [f"few units ({len(estimate.unit)})"]
    if min(len(a.unit), len(b.unit)) < FEW_ON_A_SIDE:
        return [f"few units on one side ({len(a.unit)} and {len(b.unit)})"]
    most = int(np.abs(estimate.shift).argmax())
    if 2 * estimate.shift[most] ** 2 < estimate.error**2:
        return []
    unit = "article" if estimate.unit[most] >= design.alone_from else design.unit_name
    ratio = np.exp(estimate.log_ratio + estimate.shift[most])
    label = design.unit_labels[estimate.unit[most]]
    return [f"{unit} {label} makes half of the variance or more (the ratio without it is {ratio:.2f})"]


def _length_notes(a: Side, b: Side, low: float, high: float, on_log_rates: bool) -> list[str]:
    notes = []
    if on_log_rates:
        what, ratio = "pooled over articles", (a.n / a.words) / (b.n / b.words)
    else:
        what, ratio = "by the mean of articles' rates", a.mean_rate / b.mean_rate
    if not low <= ratio <= high:
        notes.append(f"{what} the ratio is {ratio:.2f}, outside the interval")
    for side in (a, b):
        # Weak correlations are common and harmless, strong ones common by chance under a hundred articles.
        if abs(side.correlation) > max(0.3, 3 / np.sqrt(side.articles)):
            way = "rises" if side.correlation > 0 else "falls"
            notes.append(f"the rate {way} with article length in {side.name} (r = {side.correlation:.2f})")
    return notes


def _rest_notes(sides: Sequence[Side], design: Design, device: str) -> list[str]:
    """Count what was treated apart: articles without a unit or without words, and outlets without a cue."""
    notes = []
    if alone := sum(int((side.unit >= design.alone_from).sum()) for side in sides):
        notes.append(f"articles without {design.unit_name}: {alone}, each a unit of its own")
    if wordless := sum(side.wordless for side in sides):
        notes.append(f"articles without words: {wordless}, left out")
    codes = [code for side in sides for code in side.unit[side.unit_n == 0]]
    if codes and design.outlets_are_units and all(side.n > 0 for side in sides):
        without = named(design.unit_labels[codes])
        notes.append(f"no {device} in {without}, so pooled rates and the jackknife, not log rates")
    return notes
