"""How the paper prints numbers: as the package does, with the unit tied to its number, as APA style wants it."""

from __future__ import annotations

from framing.results import numbers

SPACE = "\N{NO-BREAK SPACE}"
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def whole(number: float) -> str:
    """Print a count, with a comma at the thousands.

    >>> whole(23918)
    '23,918'
    """
    return numbers.whole(number)


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
    return numbers.number(number, 2)


def rate(number: float) -> str:
    """Print a rate per 1,000 words with one decimal.

    >>> rate(28.0908)
    '28.1'
    """
    return numbers.number(number, 1)


def percent(share: float) -> str:
    """Print a share as a whole percentage.

    >>> percent(0.1518).split()
    ['15', '%']
    """
    return f"{numbers.number(100 * share, 0)}{SPACE}%"


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
    return numbers.p_value(p).replace(" ", SPACE)


def interval(low: float, high: float, *, decimals: int = 2) -> str:
    """Print an interval.

    >>> interval(1.5434, 2.1484).replace(SPACE, " ")
    '[1.54, 2.15]'
    """
    return numbers.interval(low, high, decimals).replace(" ", SPACE)


def contrast(estimate: float, low: float, high: float, units: int, p: float) -> str:
    """Print a ratio in the order of every result: effect, interval, n, p.

    >>> contrast(1.8209, 1.5434, 2.1484, 20, 0.00002).replace(SPACE, " ")
    '1.82 [1.54, 2.15], 20 events, p < .001'
    """
    return f"{ratio(estimate)} {interval(low, high)}, {whole(units)}{SPACE}events, {probability(p)}"
