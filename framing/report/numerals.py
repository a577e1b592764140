"""Numbers as people read them: with as many digits as they bear, and the field's way of writing p."""

from __future__ import annotations

import math


def ratio(middle: float, low: float = math.nan, high: float = math.nan) -> str:
    """Write a ratio or rate with its interval, all with the same decimals; without one where there is none.

    Examples
    --------
    >>> ratio(2.134, 1.62, 2.81), ratio(13.42, 11.04, 16.3), ratio(0.96)
    ('2.13 [1.62, 2.81]', '13.4 [11.0, 16.3]', '0.96')
    """
    values = [value for value in (middle, low, high) if math.isfinite(value)]
    largest = max((abs(value) for value in values), default=0.0)
    decimals = sum(largest < step for step in (0.1, 10, 100))
    # A bound just beside 1 must not be printed as 1, or it contradicts the p.
    while decimals < 4 and any(value != 1 and round(value, decimals) == 1 for value in (low, high)):
        decimals += 1
    words = [_decimal(value, decimals) for value in (middle, low, high)]
    return words[0] if math.isnan(low) or math.isnan(high) else f"{words[0]} [{words[1]}, {words[2]}]"


def pair(a: float, b: float) -> str:
    """Write two rates with the same decimals.

    Examples
    --------
    >>> pair(28.13, 1.28), pair(0.731, 1.42)
    ('28.1 / 1.3', '0.73 / 1.42')
    """
    decimals = sum(max(a, b) < step for step in (10, 100))
    return f"{_decimal(a, decimals)} / {_decimal(b, decimals)}"


def times(value: float) -> str:
    """Write how many times one rate is another, for a sentence.

    Examples
    --------
    >>> times(2.134), times(1.04), times(13.4)
    ('2.1', '1.04', '13')
    """
    return _decimal(value, 2 if value < 1.95 else 1 if value < 9.95 else 0)


def percent(share: float) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.314), percent(0.0042), percent(0), percent(0.0001)
    ('31 %', '0.4 %', '0', '<0.1 %')
    """
    if math.isnan(share):
        return "–"
    if share < 0.0005:
        return "<0.1 %" if share > 0 else "0"
    return f"{100 * share:.{1 if share < 0.0995 else 0}f} %"


def percents(share: float, low: float, high: float) -> str:
    """Write a share with its interval as percentages.

    Examples
    --------
    >>> percents(0.314, 0.271, 0.36), percents(0.5, float("nan"), float("nan"))
    ('31 % [27, 36]', '50 %')
    """
    if math.isnan(low) or math.isnan(high):
        return percent(share)
    decimals = 1 if high < 0.0995 else 0
    return f"{100 * share:.{decimals}f} % [{100 * low:.{decimals}f}, {100 * high:.{decimals}f}]"


def p_value(p: float) -> str:
    """Write a p for a sentence: three decimals, no zero before the point.

    Examples
    --------
    >>> p_value(0.0321), p_value(0.0002), p_value(1.0)
    ('p = .032', 'p < .001', 'p > .999')
    """
    if math.isnan(p):
        return "no p"
    if p < 0.001:
        return "p < .001"
    return "p > .999" if p > 0.9995 else f"p = {p:.3f}".replace("0.", ".")


def whole(number: float) -> str:
    """Write a whole number with its thousands apart.

    Examples
    --------
    >>> whole(23456)
    '23,456'
    """
    return "–" if math.isnan(number) else f"{number:,.0f}"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun, plural where it is not one.

    Examples
    --------
    >>> counted(1, "article"), counted(1796, "article")
    ('1 article', '1,796 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _decimal(value: float, decimals: int) -> str:
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if 0 < value < 0.5 * 10.0**-decimals:
        return f"<{10.0**-decimals:g}"
    return f"{value:,.{decimals if value else 0}f}"
