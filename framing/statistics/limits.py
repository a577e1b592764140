"""Where a contrast reaches its limits: why there is no interval, and what a reader should know about one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.model import named
from framing.statistics.jackknife import Estimate
from framing.statistics.sides import Side
from framing.statistics.units import Design

LEAST_UNITS = 5
LEAST_ON_A_SIDE = 2
FEW_UNITS = 20
FEW_ON_A_SIDE = 10


def refusal(sides: Sequence[Side], units: int, error: float, device: str, design: Design) -> str:
    """Say why there can be no interval, or nothing; one side alone is looked at as for its rate."""
    unit = design.unit_name
    if wordless := [side.name for side in sides if side.words == 0]:
        return f"no words in {named(wordless)}"
    if without := [side for side in sides if side.n == 0]:
        places = " and ".join(f"{_what_was_read(side, design)} of {side.name}" for side in without)
        return f"no {device} in {places}: no interval"
    if units < LEAST_UNITS or any(len(side.unit) < LEAST_ON_A_SIDE for side in sides):
        has = " and ".join(f"{len(side.unit)} in {side.name}" for side in sides)
        needed = f"{LEAST_UNITS} in all" if units < LEAST_UNITS else f"{LEAST_ON_A_SIDE} on each side"
        return f"too few units ({unit}: {has}): an interval needs {needed}"
    if lone := [side.name for side in sides if not np.isfinite(side.shift).all()]:
        return f"every {device} of {named(lone)} stands in one {unit}: no interval"
    # Shifts of exactly equal units differ by rounding alone.
    return "" if error > 1e-9 else f"no {unit} differs from another: no interval"


def _what_was_read(side: Side, design: Design) -> str:
    words = f" ({side.words:,.0f} words)" if design.measure == "rate" else ""
    return f"{side.articles} articles{words}"


def unit_notes(a: Side, b: Side, estimate: Estimate, design: Design) -> list[str]:
    """Warn of few units, or of one that decides; with few units one nearly always does."""
    if len(estimate.unit) < FEW_UNITS:
        return [f"few units ({len(estimate.unit)})"]
    if min(len(a.unit), len(b.unit)) < FEW_ON_A_SIDE:
        return [f"few units on one side ({len(a.unit)} and {len(b.unit)})"]
    most = int(np.abs(estimate.shift).argmax())
    if 2 * estimate.shift[most] ** 2 < estimate.error**2:
        return []
    unit = "article" if estimate.unit[most] >= design.alone_from else design.unit_name
    ratio = np.exp(estimate.value + estimate.shift[most])
    label = design.unit_labels[estimate.unit[most]]
    return [f"{unit} {label} makes half of the variance or more (the ratio without it is {ratio:.2f})"]


def length_notes(a: Side, b: Side, low: float, high: float, *, is_on_log_rates: bool) -> list[str]:
    """Warn where weighing articles otherwise gives another ratio, or where the rate follows length."""
    notes = []
    if is_on_log_rates:
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


def rest_notes(sides: Sequence[Side], design: Design, device: str) -> list[str]:
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
