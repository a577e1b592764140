"""Number formatting, in one place: as many digits as are meaningful, and p values in APA style.

Examples
--------
>>> number(1234.5, 1), number(0.004, 2), number(float("nan"), 2), number(float("inf"), 2)
('1,234.5', '<0.01', '–', '∞')
>>> estimate(2.134, 1.62, 2.81), estimate(13.42, 11.04, 16.3), estimate(0.96), estimate(0.021)
('2.13 [1.62, 2.81]', '13.4 [11.0, 16.3]', '0.96', '0.021')
>>> estimate(1.92, 0.9999, 3.71), rate_estimate(1.92, 0.9999, 3.71)
('1.9200 [0.9999, 3.7100]', '1.92 [1.00, 3.71]')
>>> interval(1.5434, 2.1484), pair(28.13, 1.28), pair(0.731, 1.42)
('[1.54, 2.15]', '28.1 / 1.3', '0.73 / 1.42')
>>> rate(7.5), rate(0.012), ratio(1.5), ratio(1.002), ratio(1.00002), ratio(float("inf"))
('7.50', '0.012', '1.50', '1.002', '1.0000', 'infinite')
>>> times(2.134), times(1.04), times(13.4), whole(23456), counted(1, "article"), counted(1796, "article")
('2.1', '1.04', '13', '23,456', '1 article', '1,796 articles')
>>> percent(0.314), percent(0.0042), percent(0), percent(0.0001), percent(0.314, 0.271, 0.36), one_decimal(0.3141)
('31 %', '0.4 %', '0', '<0.1 %', '31 % [27, 36]', '31.4 %')
>>> probability(0.0321), probability(0.0002), probability(0.99951), p_value(0.0321), p_value(1.0, "adjusted p")
('.032', '< .001', '> .999', 'p = .032', 'adjusted p > .999')
"""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, Decimal

NONE = "–"
_NEAR_THRESHOLD = Decimal("0.66")  # below it and above it the threshold of .667 is met by two decimals


def number(value: float, decimals: int) -> str:
    """Print a number: a dash for none, and nothing above 0 as 0."""
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if 0 < value < 0.5 * 10.0**-decimals:
        return f"<{10.0**-decimals:g}"
    return f"{value:,.{decimals if value else 0}f}".replace("-", "−")


def estimate(middle: float, low: float = math.nan, high: float = math.nan) -> str:
    """Print a ratio, with its interval where it has one, all with the same decimals."""
    return _with_interval(middle, low, high, _decimals(middle, low, high))


def rate_estimate(middle: float, low: float = math.nan, high: float = math.nan) -> str:
    """Print a rate as `estimate` prints a ratio; a limit close to 1 is like any other."""
    return _with_interval(middle, low, high, _decimals_of_size(middle, low, high))


def _with_interval(middle: float, low: float, high: float, decimals: int) -> str:
    printed = number(middle, decimals)
    return printed if math.isnan(low) or math.isnan(high) else f"{printed} {interval(low, high, decimals)}"


def interval_beside(middle: float, low: float, high: float) -> str:
    """Print the interval of a value, with the decimals that both need."""
    return interval(low, high, _decimals(middle, low, high))


def interval(low: float, high: float, decimals: int = 2) -> str:
    """Print an interval in brackets; a dash where there is none."""
    return NONE if math.isnan(low) else f"[{number(low, decimals)}, {number(high, decimals)}]"


def pair(a: float, b: float) -> str:
    """Print two rates with the same decimals."""
    decimals = min(_decimals_of_size(a, b), 2)
    return f"{number(a, decimals)} / {number(b, decimals)}"


def _decimals(middle: float, *others: float) -> int:
    """Return as many decimals as the largest needs, and more where a limit close to 1 would be rounded to 1."""
    decimals = _decimals_of_size(middle, *others)
    while decimals < 4 and any(value != 1 and round(value, decimals) == 1 for value in others):
        decimals += 1
    return decimals


def _decimals_of_size(*values: float) -> int:
    """Return as many decimals as the largest needs."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return sum(largest < step for step in (0.1, 10, 100))


def rate(value: float) -> str:
    """Print a rate for a sentence: two decimals, and more for a small one."""
    return f"{value:,.2f}" if value >= 0.095 or value == 0 else f"{value:.2g}"


def ratio(value: float) -> str:
    """Print a ratio for a sentence: two decimals, and more where a value other than 1 would be rounded to 1."""
    if math.isinf(value):
        return "infinite"
    if value != 1 and f"{value:.2f}" == "1.00":
        return f"{value:.4f}" if f"{value:.3f}" == "1.000" else f"{value:.3f}"
    return rate(value)


def times(value: float) -> str:
    """Print a ratio of rates, for a headline."""
    return number(value, 2 if value < 1.95 else 1 if value < 9.95 else 0)


def percent(share: float, low: float = math.nan, high: float = math.nan) -> str:
    """Print a share as a percentage, with its interval where it has one."""
    if math.isnan(share):
        return NONE
    if not (math.isnan(low) or math.isnan(high)):
        decimals = 1 if high < 0.0995 else 0
        return f"{100 * share:.{decimals}f} % [{100 * low:.{decimals}f}, {100 * high:.{decimals}f}]"
    if share < 0.0005:
        return "<0.1 %" if share > 0 else "0"
    return f"{100 * share:.{1 if share < 0.0995 else 0}f} %"


def one_decimal(share: float) -> str:
    """Print a share as a percentage with one decimal, for a sentence."""
    return f"{100 * share:.1f} %"


def probability(p: float) -> str:
    """Print a p value without its name: three decimals, no leading zero."""
    if math.isnan(p):
        return NONE
    printed = f"{p:.3f}"
    return "< .001" if p < 0.001 else "> .999" if printed == "1.000" else printed.removeprefix("0")


def p_value(p: float, name: str = "p") -> str:
    """Print a p value for a sentence."""
    printed = probability(p)
    return f"no {name}" if printed == NONE else f"{name} {printed}" if printed[0] in "<>" else f"{name} = {printed}"


def printed_alpha(value: float) -> str:
    """Print an alpha or its limit without a leading zero, cut, so that none seems to reach a threshold.

    It has two decimals, and a third where only that tells on which side of .667 it is.

    Examples
    --------
    >>> [printed_alpha(value) for value in (0.8, 0.79996, 0.668, 0.6669, 1.0, -0.25, -0.001, float("nan"))]
    ['.80', '.79', '.668', '.666', '1.00', '-.25', '.00', '–']
    """
    if math.isnan(value):
        return NONE
    cut = _cut(value, 2)
    if cut == _NEAR_THRESHOLD:
        cut = _cut(value, 3)
    return str(cut).replace("0.", ".", 1) if abs(cut) < 1 else str(cut)


def cut_alpha(value: float) -> float:
    """Cut an alpha after its third decimal, so that one below a threshold stays below it.

    Examples
    --------
    >>> cut_alpha(0.66699), cut_alpha(0.667)
    (0.666, 0.667)
    """
    return float(_cut(value, 3))


def _cut(value: float, decimals: int) -> Decimal:
    return Decimal(str(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN) + 0  # no zero has a minus


def whole(value: float) -> str:
    """Print a whole number with a thousands separator."""
    return NONE if math.isnan(value) else f"{value:,.0f}"


def counted(value: float, noun: str) -> str:
    """Print a number with its noun, plural where it is not one."""
    return f"{whole(value)} {noun}{'' if value == 1 else 's'}"
