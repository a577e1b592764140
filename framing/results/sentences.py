"""A row of a results or rates table as one sentence: effect, interval, units, p and limits."""

from __future__ import annotations

import math
from numbers import Real

import pandas as pd

from framing.model import KEYS
from framing.results.methods import METHODS, name_of
from framing.results.notes import Record, decoded, in_words, reason
from framing.results.numbers import one_decimal, p_value, rate, ratio, whole
from framing.results.schema import instead

LEVEL = 0.05
# Limits that the sentence itself states, and the caution of a device, which `describe` states once for all rows.
_SAID = ("equivalent", "which_unknown", "caution")


def of_contrast(row: Record) -> str:
    """Describe what one row of a results table shows, and what it does not.

    Examples
    --------
    >>> row = {
    ...     "device": "hedge", "a": "Bee", "b": "Sun", "ratio": 2.0, "low": 1.61, "high": 2.49, "units": 5,
    ...     "p": 0.0008, "p_adjusted": 0.0024, "rate_a": 8.0, "rate_b": 4.0, "n_a": 5, "n_b": 5, "kind": "contrast",
    ...     "measure": "rate", "base": "words", "method": "jackknife", "df": 4.0, "unit": "event", "unit_2": "",
    ...     "shared": 5, "held": "", "held_by": "", "coded": None, "limits": "",
    ... }
    >>> print(of_contrast(row))
    hedge is 2.00 times as frequent in Bee as in Sun (8.00 and 4.00 per 1,000 words; 95 % interval of the ratio 1.61 to
    2.49; 5 and 5 articles; 5 units (event, all shared); jackknife t(4), p < .001, adjusted p = .002), which does not
    show why the two differ.
    """
    if row["kind"] == "omnibus":
        return _omnibus(row)
    if math.isnan(_number(row, "p")):
        return _without_p(row)
    inside = [
        *_rates(row),
        f"95 % interval of the ratio {ratio(_number(row, 'low'))} to {ratio(_number(row, 'high'))}",
        *_difference(row),
        *_ninety(row),
        f"{_count(row, 'n_a')} and {_count(row, 'n_b')} articles",
        _units(row),
        f"{name_of(row)}{_held(row)}, {_ps(row)}",
        *_corrected(row),
    ]
    return f"{_effect(row)} ({'; '.join(inside)}), {_verdict(row)}.{_limits(row)}"


def of_rate(row: Record) -> str:
    """Describe what one row of a rates table shows, and what it does not.

    Examples
    --------
    >>> row = {
    ...     "device": "hedge", "group": "Bee", "rate": 6.0, "low": 3.8, "high": 9.46, "n": 18, "words": 3000,
    ...     "articles": 6, "units": 6, "measure": "rate", "base": "words", "limits": '{"few_units": {"units": 6}}',
    ... }
    >>> print(of_rate(row))
    hedge: 6.00 per 1,000 words in Bee (95 % interval 3.80 to 9.46; 18 in 3,000 words; 6 articles, 6 units), which
    describes Bee alone and compares it with nothing. Limits: few units (6).
    """
    value, low, high = (_number(row, name) for name in ("rate", "low", "high"))
    if math.isnan(value):
        return f"{_label(row)}: there is no rate for {row['group']}.{_limits(row)}"
    write = rate if row["measure"] == "rate" else one_decimal
    interval = "no interval" if math.isnan(low) else f"95 % interval {write(low)} to {write(high)}"
    corrected = _corrected(row)
    if row["measure"] == "prevalence":
        is_coded = row["base"] == "coded articles"
        what = f"of the {'' if corrected else 'coded '}articles" if is_coded else "of the articles, at least once,"
        of = f"{_count(row, 'n')} of {_count(row, 'articles')} articles, {_count(row, 'units')} units"
    else:
        what = "per 1,000 words" if row["measure"] == "rate" else f"of {row['base']}"
        of = (
            f"{_count(row, 'n')} in {_count(row, 'words')} {row['base']}; {_count(row, 'articles')} articles, "
            f"{_count(row, 'units')} units"
        )
    return (
        f"{_label(row)}: {write(value)} {what} in {row['group']} ({'; '.join([interval, of, *corrected])}), which "
        f"describes {row['group']} alone and compares it with nothing.{_limits(row)}"
    )


def _omnibus(row: Record) -> str:
    groups = f"{_number(row, 'df') + 1:.0f}"
    if math.isnan(_number(row, "p")):
        return f"{_label(row)}: there is no test of all {groups} groups together.{_limits(row)}"
    inside = f"{name_of(row)}{_held(row)}, {_ps(row)}; {_count(row, 'n_a')} articles; {_units(row)}"
    inside = "; ".join([inside, *_corrected(row)])
    if _is_small(row):
        return f"{_label(row)}: the {groups} groups are not all equal ({inside}), which does not show which differ."
    return f"{_label(row)}: that the {groups} groups are equal is not rejected ({inside}), and not shown either."


def _without_p(row: Record) -> str:
    """Explain why there is no interval: the first limit is the reason."""
    limits = instead(decoded(row["limits"]), "")
    first, why = next(iter(limits), ""), reason(limits, row) or "no test was made"
    return (
        f"{_label(row)}: the ratio of {row['a']} to {row['b']} has no interval ({why}), so it allows no conclusion."
        f"{_limits(row, first)}"
    )


def _effect(row: Record) -> str:
    times, a, b = ratio(_number(row, "ratio")), row["a"], row["b"]
    if row["kind"] == "change_difference":
        return f"{_label(row)}: the {a} is {times} times the {b}, each the ratio of after to before"
    if row["kind"] == "moderation":
        return f"{_label(row)}: the ratio of {a} is {times} times that of {b}"
    if _number(row, "rate_a") == 0 or _number(row, "rate_b") == 0:
        some, none = (b, a) if _number(row, "rate_a") == 0 else (a, b)
        if _number(row, "rate_a") == _number(row, "rate_b"):
            return f"{_label(row)} was found neither in {a} nor in {b}"
        return f"{_label(row)} was found in {some} but never in {none}"
    if row["base"] == "coded articles":
        return f"{_label(row)} is present in {times} times as large a share of coded articles in {a} as in {b}"
    if row["measure"] == "prevalence":
        return f"{_label(row)} occurs at least once in {times} times as large a share of articles in {a} as in {b}"
    if row["measure"] == "share":
        return f"{_label(row)} has {times} times as large a share of {row['base']} in {a} as in {b}"
    return f"{_label(row)} is {times} times as frequent in {a} as in {b}"


def _rates(row: Record) -> list[str]:
    a, b = _number(row, "rate_a"), _number(row, "rate_b")
    if math.isnan(a) or math.isnan(b):
        return []
    mean = ", geometric means over outlets" if METHODS[row["method"]].is_geometric else ""
    if row["measure"] == "rate":
        return [f"{rate(a)} and {rate(b)} per 1,000 words{mean}"]
    of = " of the articles" if row["measure"] == "prevalence" else ""
    return [f"{one_decimal(a)} and {one_decimal(b)}{of}{mean}"]


def _difference(row: Record) -> list[str]:
    if math.isnan(_number(row, "difference")):
        return []
    points, low, high = (
        f"{100 * _number(row, name):.1f}" for name in ("difference", "difference_low", "difference_high")
    )
    return [f"difference {points} points, {low} to {high}"]


def _ninety(row: Record) -> list[str]:
    if math.isnan(_number(row, "low_90")):
        return []
    return [f"90 % interval {ratio(_number(row, 'low_90'))} to {ratio(_number(row, 'high_90'))}"]


def _verdict(row: Record) -> str:
    """State what is not shown; a larger ratio is excluded only where the interval is within the equivalence bounds."""
    if not pd.isna(row.get("equivalent")) and row["equivalent"]:
        excluded = f"a ratio beyond {_number(row, 'bound'):g} in either direction is excluded at 5 %"
        differs = "so the two differ, but " if _is_small(row) else "so "
        return f"{differs}{excluded}; smaller differences are not"
    if _is_small(row):
        return "which does not show why the two differ"
    low, high = _number(row, "low"), _number(row, "high")
    if not low <= 1 <= high:
        return "which, after adjustment for the other comparisons, shows neither a difference nor its absence"
    return (
        "which shows neither a difference nor its absence: ratios from "
        f"{ratio(low)} to {ratio(high)} are compatible with the data"
    )


def _is_small(row: Record) -> bool:
    adjusted = _number(row, "p_adjusted")
    return (_number(row, "p") if math.isnan(adjusted) else adjusted) < LEVEL


def _ps(row: Record) -> str:
    p, adjusted = _number(row, "p"), _number(row, "p_adjusted")
    return p_value(p) if math.isnan(adjusted) or adjusted == p else f"{p_value(p)}, {p_value(adjusted, 'adjusted p')}"


def _units(row: Record) -> str:
    shared, units = _number(row, "shared"), _number(row, "units")
    names = " crossed with ".join(str(row[name]) for name in ("unit", "unit_2") if _text(row, name))
    told = ", all shared" if shared == units else f", {shared:,.0f} of them shared" if shared else ""
    return f"{_count(row, 'units')} units ({names}{'' if row['kind'] == 'omnibus' else told})"


def _held(row: Record) -> str:
    if not _text(row, "held"):
        return ""
    by_regression = row["held_by"] == "regression"
    return f", controlling for {row['held']}" if by_regression else f", standardised by {row['held']}"


def _corrected(row: Record) -> list[str]:
    coded = _number(row, "coded")
    what = "articles" if row["measure"] == "prevalence" else "sentences"
    return [] if math.isnan(coded) else [f"corrected for labelling errors by {whole(coded)} coded {what}"]


def _label(row: Record) -> str:
    keys = [f"{key} {_day(row[key])}" for key in (*KEYS, "period") if _text(row, key)]
    return f"{row['device']} ({', '.join(keys)})" if keys else str(row["device"])


def _day(value: object) -> str:
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)


def _limits(row: Record, said: str = "") -> str:
    """Return the limits in words, without those that the sentence already states."""
    text = in_words(decoded(row["limits"]), row, without=(*_SAID, said))
    return f" Limits: {text}." if text else ""


def _text(row: Record, name: str) -> str:
    value = row.get(name, "")
    return "" if pd.isna(value) else str(value)


def _number(row: Record, name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, Real) else math.nan


def _count(row: Record, name: str) -> str:
    return whole(_number(row, name))
