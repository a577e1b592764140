"""A row of a results or rates table in words: one sentence with effect, interval, units and p, and its limit."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Record: TypeAlias = Mapping[str, object]

LEVEL = 0.05
KEYS = ("subtype", "voice", "speaker", "part", "period")
_SHARING = re.compile(r" \((?:(\d+) )?shared\)$")
_CORRECTED = re.compile(r" corrected by (.+? coded sentences)(?: \(seed [\d, ]+\))?")
_BOUND = re.compile(r"no difference beyond a ratio of ([\d.e+]+) \(90 % interval [^)]*\)(?:; )?")


class Method(NamedTuple):
    """The `test` cell of a results row, in its parts."""

    name: str
    is_prevalence: bool
    held: str
    corrected: str
    unit: str
    shared: str


def method_of(cell: str) -> Method:
    """Take the `test` cell of a results row apart.

    Examples
    --------
    >>> method_of("jackknife t(4) of prevalence given section, unit event (shared)")
    Method(name='jackknife t(4)', is_prevalence=True, held='given section', corrected='', unit='event', shared='all')
    """
    what, _, unit = cell.rpartition(", unit ")
    sharing = _SHARING.search(unit)
    shared = "" if sharing is None else sharing.group(1) or "all"
    corrected = _CORRECTED.search(what)
    if corrected is not None:
        what = what[: corrected.start()] + what[corrected.end() :]
    held = re.search(r" ((?:standardised by|given) .+)$", what)
    if held is not None:
        what = what[: held.start()]
    return Method(
        name=what.replace(" of prevalence", ""),
        is_prevalence=" of prevalence" in what,
        held="" if held is None else held.group(1),
        corrected="" if corrected is None else corrected.group(1),
        unit=_SHARING.sub("", unit),
        shared=shared,
    )


def of_contrast(row: Record, out_of: str) -> str:
    """Say what one row of a results table shows, and what it does not.

    Examples
    --------
    >>> row = {
    ...     "device": "hedge", "a": "Bee", "b": "Sun", "n_a": 5, "n_b": 5, "units": 5, "rate_a": 8.0, "rate_b": 4.0,
    ...     "ratio": 2.0, "low": 1.61, "high": 2.49, "p": 0.0008, "p_adjusted": 0.0024,
    ...     "test": "jackknife t(4), unit event (shared)", "note": "",
    ... }
    >>> print(of_contrast(row, "words"))
    hedge is 2.00 times as frequent in Bee as in Sun (8.00 and 4.00 per 1,000 words; 95 % interval of the ratio 1.61 to
    2.49; 5 and 5 articles; 5 units (event, all shared); jackknife t(4), p < .001, adjusted p = .002), which does not
    show why the two differ.
    """
    test = method_of(str(row["test"]))
    if test.name.startswith("omnibus"):
        return _of_all(row, test)
    if math.isnan(_number(row, "p")):
        return _without_p(row)
    inside = [
        *_rates(row, test, out_of),
        f"95 % interval of the ratio {_ratio(_number(row, 'low'))} to {_ratio(_number(row, 'high'))}",
        *_difference(row),
        *_ninety(row),
        f"{_count(row, 'n_a')} and {_count(row, 'n_b')} articles",
        _units(row, test),
        f"{test.name}{', ' + _held(test.held) if test.held else ''}, {_ps(row)}",
        *([f"corrected for labelling errors by {test.corrected}"] if test.corrected else []),
    ]
    return f"{_effect(row, test, out_of)} ({'; '.join(inside)}), {_verdict(row)}.{_limits(row)}"


def of_rate(row: Record, out_of: str, *, is_share: bool) -> str:
    """Say what one row of a rates table shows, and what it does not.

    Examples
    --------
    >>> row = {
    ...     "device": "hedge", "group": "Bee", "articles": 6, "units": 6, "words": 3000, "n": 18, "rate": 6.0,
    ...     "low": 3.8, "high": 9.46, "note": "few units (6)",
    ... }
    >>> print(of_rate(row, "words", is_share=False))
    hedge: 6.00 per 1,000 words in Bee (95 % interval 3.80 to 9.46; 18 in 3,000 words; 6 articles, 6 units), which
    describes Bee alone and compares it with nothing. Limits: few units (6).
    """
    rate, low, high = (_number(row, name) for name in ("rate", "low", "high"))
    if math.isnan(rate):
        return f"{_label(row)}: no rate can be given for {row['group']}.{_limits(row)}"
    interval = "no interval" if math.isnan(low) else ""
    if is_share:
        value, unit = _percent(rate), "of the articles, at least once,"
        interval = interval or f"95 % interval {_percent(low)} to {_percent(high)}"
        of = f"{_count(row, 'n')} of {_count(row, 'articles')} articles, {_count(row, 'units')} units"
    else:
        scale = 1.0 if out_of == "words" else 10.0
        value, unit = (_rate(rate), "per 1,000 words") if out_of == "words" else (_percent(rate / 1000), f"of {out_of}")
        limits = (_rate(low), _rate(high)) if scale == 1.0 else (_percent(low / 1000), _percent(high / 1000))
        interval = interval or f"95 % interval {limits[0]} to {limits[1]}"
        of = (
            f"{_count(row, 'n')} in {_count(row, 'words')} {out_of}; {_count(row, 'articles')} articles, "
            f"{_count(row, 'units')} units"
        )
    return (
        f"{_label(row)}: {value} {unit} in {row['group']} ({interval}; {of}), which describes {row['group']} alone and "
        f"compares it with nothing.{_limits(row)}"
    )


def _of_all(row: Record, test: Method) -> str:
    groups = str(row["a"]).removeprefix("all ")
    name = test.name.removeprefix("omnibus ")
    if math.isnan(_number(row, "p")):
        return f"{_label(row)}: the {groups} groups were not tested together.{_limits(row)}"
    inside = f"{name}, {_ps(row)}; {_count(row, 'n_a')} articles; {_units(row, test)}"
    if _is_small(row):
        return f"{_label(row)}: not all of the {groups} groups are alike ({inside}), which does not show which differ."
    return f"{_label(row)}: that the {groups} groups are alike is not refuted ({inside}), and not shown either."


def _without_p(row: Record) -> str:
    """Say what there is of a row without a test: a bound, or nothing but rates."""
    low, high = _number(row, "low"), _number(row, "high")
    a_to_b = f"the ratio of {row['a']} to {row['b']}"
    reason = str(row["note"]).partition(";")[0]
    if math.isnan(low):
        return f"{_label(row)}: {a_to_b} has no interval ({reason}), so that nothing is shown of it.{_limits(row, 1)}"
    bound = f"at most {_ratio(high)}" if low == 0 else f"at least {_ratio(low)}"
    return (
        f"{_label(row)}: {a_to_b} is {bound} (95 % bound; {reason.partition(':')[0]}; {_count(row, 'units')} units), "
        f"without a test, which does not show that there is none elsewhere.{_limits(row, 1)}"
    )


def _effect(row: Record, test: Method, out_of: str) -> str:
    ratio, a, b = _ratio(_number(row, "ratio")), row["a"], row["b"]
    if math.isnan(_number(row, "rate_a")):
        return f"{_label(row)}: the ratio of {a} is {ratio} times that of {b}"
    if test.is_prevalence:
        return f"{_label(row)} stands at least once in {ratio} times as large a share of articles in {a} as in {b}"
    if out_of != "words":
        return f"{_label(row)} has {ratio} times as large a share of {out_of} in {a} as in {b}"
    return f"{_label(row)} is {ratio} times as frequent in {a} as in {b}"


def _rates(row: Record, test: Method, out_of: str) -> list[str]:
    a, b = _number(row, "rate_a"), _number(row, "rate_b")
    if math.isnan(a) or math.isnan(b):
        return []
    if test.is_prevalence:
        return [f"{_percent(a)} and {_percent(b)} of the articles"]
    if out_of != "words":
        return [f"{_percent(a / 1000)} and {_percent(b / 1000)}"]
    mean = ", geometric means over outlets" if test.name.startswith("Welch t on log rates") else ""
    return [f"{_rate(a)} and {_rate(b)} per 1,000 words{mean}"]


def _difference(row: Record) -> list[str]:
    if "difference" not in row or math.isnan(_number(row, "difference")):
        return []
    points, low, high = (
        f"{100 * _number(row, name):.1f}" for name in ("difference", "difference_low", "difference_high")
    )
    return [f"difference {points} points, {low} to {high}"]


def _ninety(row: Record) -> list[str]:
    if "low_90" not in row or math.isnan(_number(row, "low_90")):
        return []
    return [f"90 % interval {_ratio(_number(row, 'low_90'))} to {_ratio(_number(row, 'high_90'))}"]


def _verdict(row: Record) -> str:
    """Say what is not shown; that there is no difference only where the bounds of equivalence hold it."""
    bound = _BOUND.search(str(row["note"]))
    if bound is not None:
        differs = "so that the two differ, but not" if _is_small(row) else "so that there is no difference"
        return f"{differs} beyond a ratio of {bound.group(1)} either way; smaller differences are not ruled out"
    if _is_small(row):
        return "which does not show why the two differ"
    low, high = _ratio(_number(row, "low")), _ratio(_number(row, "high"))
    if not _number(row, "low") <= 1 <= _number(row, "high"):
        return "which, once p is adjusted for the other comparisons, shows neither a difference nor that there is none"
    return (
        f"which shows neither a difference nor that there is none: any ratio from {low} to {high} agrees with the data"
    )


def _is_small(row: Record) -> bool:
    adjusted = _number(row, "p_adjusted")
    return (_number(row, "p") if math.isnan(adjusted) else adjusted) < LEVEL


def _ps(row: Record) -> str:
    p, adjusted = _number(row, "p"), _number(row, "p_adjusted")
    return _p("p", p) if math.isnan(adjusted) or adjusted == p else f"{_p('p', p)}, {_p('adjusted p', adjusted)}"


def _p(name: str, value: float) -> str:
    if value < 0.001:
        return f"{name} < .001"
    if value >= 0.9995:
        return f"{name} > .999"
    return f"{name} = {value:.3f}".replace("0.", ".")


def _units(row: Record, test: Method) -> str:
    shared = {"": "", "all": ", all shared"}.get(test.shared, f", {test.shared} of them shared")
    return f"{_count(row, 'units')} units ({test.unit}{shared})"


def _held(held: str) -> str:
    return f"with {held.removeprefix('given ')} held fixed" if held.startswith("given ") else held


def _label(row: Record) -> str:
    keys = [f"{key} {_day(row[key])}" for key in KEYS if key in row and str(row[key])]
    return f"{row['device']} ({', '.join(keys)})" if keys else str(row["device"])


def _day(value: object) -> str:
    return str(value).removesuffix(" 00:00:00")


def _limits(row: Record, first: int = 0) -> str:
    """Give the notes, but what the sentence says already."""
    text = "; ".join(_BOUND.sub("", str(row["note"])).strip("; ").split("; ")[first:])
    return f" Limits: {text}." if text and text != "whether any differ, not which" else ""


def _number(row: Record, name: str) -> float:
    value = row[name]
    return float(value) if isinstance(value, int | float) else float("nan")


def _count(row: Record, name: str) -> str:
    return f"{_number(row, name):,.0f}"


def _ratio(value: float) -> str:
    """Give two decimals; more where they would round what is not 1 to 1, or a small ratio to nothing."""
    if math.isinf(value):
        return "infinite"
    if value != 1 and f"{value:.2f}" == "1.00":
        return f"{value:.4f}" if f"{value:.3f}" == "1.000" else f"{value:.3f}"
    return _rate(value)


def _rate(value: float) -> str:
    return f"{value:,.2f}" if value >= 0.095 or value == 0 else f"{value:.2g}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
