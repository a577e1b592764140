"""How numbers are printed, in this one place: APA style, with the unit tied to its number."""

from __future__ import annotations

import math

SPACE = "\N{NO-BREAK SPACE}"
NONE = "–"
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def whole(number: float) -> str:
    """Print a count, with a comma at the thousands.

    >>> whole(23918)
    '23,918'
    """
    return f"{number:,.0f}"


def in_words(number: int) -> str:
    """Print a small count as it stands in running text: a word below ten.

    >>> in_words(4), in_words(20)
    ('four', '20')
    """
    return WORDS[number] if 0 <= number < len(WORDS) else whole(number)


def ratio(number: float) -> str:
    """Print a ratio with two decimals.

    >>> ratio(1.8209)
    '1.82'
    """
    return NONE if math.isnan(number) else f"{number:,.2f}"


def rate(number: float) -> str:
    """Print a rate per 1,000 words with one decimal.

    >>> rate(28.0908)
    '28.1'
    """
    return NONE if math.isnan(number) else f"{number:,.1f}"


def percent(share: float) -> str:
    """Print a share as a whole percentage.

    >>> percent(0.1518).split()
    ['15', '%']
    """
    return f"{100 * share:.0f}{SPACE}%"


def proportion(number: float) -> str:
    """Print what cannot be above 1, without the zero before the point.

    >>> proportion(0.9315), proportion(1)
    ('.93', '1.00')
    """
    return f"{number:.2f}".removeprefix("0")


def probability(p: float) -> str:
    """Print a p with its sign.

    >>> probability(0.0321).split(), probability(0.00001).split(), probability(0.9996).split()
    (['p', '=', '.032'], ['p', '<', '.001'], ['p', '>', '.999'])
    """
    sign, shown = ("<", 0.001) if p < 0.001 else (">", 0.999) if p > 0.999 else ("=", p)
    return f"p{SPACE}{sign}{SPACE}{f'{shown:.3f}'.removeprefix('0')}"


def interval(low: float, high: float, *, decimals: int = 2) -> str:
    """Print an interval.

    >>> interval(1.5434, 2.1484).replace(SPACE, " ")
    '[1.54, 2.15]'
    """
    return NONE if math.isnan(low) else f"[{low:,.{decimals}f},{SPACE}{high:,.{decimals}f}]"


def contrast(estimate: float, low: float, high: float, units: int, p: float) -> str:
    """Print a ratio in the order of every result: effect, interval, n, p.

    >>> contrast(1.8209, 1.5434, 2.1484, 20, 0.00002).replace(SPACE, " ")
    '1.82 [1.54, 2.15], 20 events, p < .001'
    """
    return f"{ratio(estimate)} {interval(low, high)}, {whole(units)}{SPACE}events, {probability(p)}"
