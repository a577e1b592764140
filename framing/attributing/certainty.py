"""How probable it is that an attribution of the network is right: its raw score, calibrated."""

from __future__ import annotations

from bisect import bisect_right

# Raw scores, and the share of attributions with such a score that are right, in 992 AllSides articles that language
# models coded by the guide in benchmarks/reading/ and whose codings the network was not trained on.
_TABLE = (
    (0.0, 0.3), (0.5, 0.58), (0.575, 0.61), (0.65, 0.62), (0.72, 0.63), (0.777, 0.685), (0.825, 0.737), (0.876, 0.792),
    (0.916, 0.848), (0.94, 0.895), (0.961, 0.932), (0.975, 0.949), (0.986, 0.97), (1.0, 0.982),
)  # fmt: skip


def calibrated(score: float) -> float:
    """Turn the network's raw score into the probability that the attribution is right, by linear interpolation.

    Examples
    --------
    >>> calibrated(0.0) < calibrated(0.5) < calibrated(1.0)
    True
    """
    index = min(max(bisect_right(_TABLE, (score, 2.0)), 1), len(_TABLE) - 1)
    (low, below), (high, above) = _TABLE[index - 1], _TABLE[index]
    share = min(max((score - low) / (high - low), 0.0), 1.0)
    return round(below + share * (above - below), 4)
