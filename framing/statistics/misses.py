"""What hand coding says of the labels' errors on one side, with an interval that holds where few misses were found.

Instances that the labels missed are rare among the sentences that were drawn, and each stands for many sentences; a
symmetric interval around such a sum is far too narrow below and above. Their sum is bounded as a weighted sum of
Poisson counts (Fay & Feuer 1997, Statistics in Medicine 16:791-801), and put together with what else varies (articles,
and false finds within the stratum of found sentences) by the method of variance estimates recovery (Zou & Donner 2008,
Statistics in Medicine 27:1693-1702).
"""

from __future__ import annotations

from typing import NamedTuple

from scipy import special


class Misses(NamedTuple):
    """Missed instances on one side: their estimated number, its variance, and the weight of one more.

    `instances` is how many were seen by coders.
    """

    number: float
    variance: float
    weight: float
    instances: int

    def limits(self, level: float = 0.95) -> tuple[float, float]:
        """Limits of the number of missed instances, by the gamma distribution.

        Examples
        --------
        >>> [round(limit, 1) for limit in Misses(0.0, 0.0, 50.0, 0).limits()]
        [0.0, 184.4]
        """
        low = _gamma(self.number, self.variance, (1 - level) / 2) if self.number > 0 else 0.0
        return low, _gamma(self.number + self.weight, self.variance + self.weight**2, (1 + level) / 2)


def _gamma(mean: float, variance: float, chance: float) -> float:
    return float(special.gdtrix(mean / variance, mean**2 / variance, chance)) if variance > 0 else mean
