"""Score tests and intervals where a logarithm misleads: shares of articles, and few instances or none.

A share of articles is compared by the score test, whose inversion gives the intervals of the difference and of the
ratio (Miettinen & Nurminen 1985, Statistics in Medicine 4:213-226), so that the p value and both intervals agree. Few
instances on two sides are compared given their sum: the share of the first side, by Wilson's score interval (1927,
JASA 22:209-212). Both divide the numbers by the design effect: the jackknife's variance of the difference over units,
over the variance that independent articles or instances would have (Rao & Scott 1992, Biometrics 48:577-585). The
quantiles are those of t, since the design effect is estimated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

_FARTHEST = 40.0  # of a log ratio
_HALVINGS = 60


class Shares(NamedTuple):
    """Two shares, the effective numbers of articles that they are out of, and the degrees of freedom."""

    a: float
    b: float
    n_a: float
    n_b: float
    freedom: float

    def p_value(self) -> float:
        """Two-sided p that the shares are equal: below .05 where both 95 % intervals exclude equality.

        Examples
        --------
        >>> round(Shares(0.15, 0.55, 20, 20, np.inf).p_value(), 4)
        0.008
        """
        return _two_sided(self._of_difference(0.0), self.freedom)

    def difference_limits(self, level: float = 0.95) -> tuple[float, float]:
        """Limits of the difference of the shares.

        Examples
        --------
        >>> [round(limit, 3) for limit in Shares(0.15, 0.55, 20, 20, np.inf).difference_limits()]
        [-0.632, -0.109]
        """
        border, value = _border(self.freedom, level), self.a - self.b
        low = _last(self._of_difference, value, -1.0, border)
        return low, _last(self._of_difference, value, 1.0, border)

    def log_ratio_limits(self, level: float = 0.95) -> tuple[float, float]:
        """Limits of the log ratio of the shares; infinite where the side below or above has none."""
        border = _border(self.freedom, level)
        if self.a == 0 and self.b == 0:
            return -np.inf, np.inf
        with np.errstate(divide="ignore"):
            value = float(np.clip(np.log(self.a) - np.log(self.b), -_FARTHEST, _FARTHEST))
        low = _last(self._of_log_ratio, value, -_FARTHEST, border) if self.a > 0 else -np.inf
        return low, _last(self._of_log_ratio, value, _FARTHEST, border) if self.b > 0 else np.inf

    def _of_difference(self, difference: float) -> float:
        """Size of the score statistic where the difference is supposed; Farrington & Manning's (1990) closed form."""
        parts = self.n_b / self.n_a
        a = 1 + parts
        b = -(1 + parts + self.a + parts * self.b + difference * (parts + 2))
        c = difference**2 + difference * (2 * self.a + parts + 1) + self.a + parts * self.b
        d = -self.a * difference * (1 + difference)
        shifted = b**3 / (3 * a) ** 3 - b * c / (6 * a**2) + d / (2 * a)
        size = float(np.sqrt(max(b**2 / (3 * a) ** 2 - c / (3 * a), 0.0)))
        size = size if shifted > 0 else -size
        angle = (np.pi + np.arccos(np.clip(shifted / size**3, -1, 1))) / 3 if size else 0.0
        share_a = float(np.clip(2 * size * np.cos(angle) - b / (3 * a), 0, 1))
        share_b = float(np.clip(share_a - difference, 0, 1))
        variance = share_a * (1 - share_a) / self.n_a + share_b * (1 - share_b) / self.n_b
        return _over(abs(self.a - self.b - difference), variance)

    def _of_log_ratio(self, log_ratio: float) -> float:
        """Size of the score statistic where the log ratio is supposed."""
        ratio = float(np.exp(log_ratio))
        x_a, x_b = self.a * self.n_a, self.b * self.n_b
        b = self.n_a * ratio + x_a + self.n_b + x_b * ratio
        a = (self.n_a + self.n_b) * ratio
        share_b = (b - float(np.sqrt(max(b**2 - 4 * a * (x_a + x_b), 0.0)))) / (2 * a)
        share_a = min(ratio * share_b, 1.0)
        variance = share_a * (1 - share_a) / self.n_a + ratio**2 * share_b * (1 - share_b) / self.n_b
        return _over(abs(self.a - ratio * self.b), variance)


class Counts(NamedTuple):
    """Effective numbers of instances on two sides, the words they are out of, and the degrees of freedom."""

    n_a: float
    n_b: float
    words_a: float
    words_b: float
    freedom: float

    def p_value(self) -> float:
        """Two-sided p that the rates are equal; 1 where neither side has an instance.

        Examples
        --------
        >>> round(Counts(15, 1, 50_000, 50_000, np.inf).p_value(), 4)
        0.0005
        """
        number, supposed = self.n_a + self.n_b, self.words_a / (self.words_a + self.words_b)
        if not number:
            return 1.0
        return _two_sided(_over(abs(self.n_a / number - supposed), supposed * (1 - supposed) / number), self.freedom)

    def log_ratio_limits(self, level: float = 0.95) -> tuple[float, float]:
        """Limits of the log ratio of the rates; infinite where a side has none.

        Examples
        --------
        >>> [round(float(np.exp(limit)), 2) for limit in Counts(12, 0, 1000, 1000, np.inf).log_ratio_limits()]
        [3.12, inf]
        """
        number = self.n_a + self.n_b
        if not number:
            return -np.inf, np.inf
        share, square = self.n_a / number, _border(self.freedom, level) ** 2
        middle = share + square / (2 * number)
        half = np.sqrt(square * (share * (1 - share) / number + square / (4 * number**2)))
        low, high = ((middle + sign * half) / (1 + square / number) for sign in (-1, 1))
        exposure = np.log(self.words_b) - np.log(self.words_a)
        return (
            float(special.logit(low) + exposure) if self.n_a > 0 else -np.inf,
            float(special.logit(high) + exposure) if self.n_b > 0 else np.inf,
        )


def _border(freedom: float, level: float) -> float:
    return (
        float(special.stdtrit(freedom, 0.5 + level / 2))
        if np.isfinite(freedom)
        else float(special.ndtri(0.5 + level / 2))
    )


def _two_sided(statistic: float, freedom: float) -> float:
    return float(2 * (special.stdtr(freedom, -statistic) if np.isfinite(freedom) else special.ndtr(-statistic)))


def _over(distance: float, variance: float) -> float:
    """Distance over its standard error; nothing for no distance, whatever its error, and NaN for no variance known."""
    if distance < 1e-12:
        return 0.0
    if variance > 0:
        return float(distance / np.sqrt(variance))
    return np.inf if variance == 0 and distance > 0 else np.nan


def _last(statistic: Callable[[float], float], inside: float, outside: float, border: float) -> float:
    """Last value from `inside` towards `outside` of which the statistic is within the border, by halving."""
    if statistic(outside) <= border:
        return outside
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if statistic(middle) <= border else (inside, middle)
    return inside
