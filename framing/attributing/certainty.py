"""How probable it is that an attribution of the network is right: its raw score, calibrated."""

from __future__ import annotations

from bisect import bisect_right

# Raw scores, and the share of attributions with such a score that are right, whole, in PolNeAR's development part.
_TABLE = (
    (0.0, 0.1), (0.38, 0.42), (0.55, 0.43), (0.65, 0.55), (0.75, 0.67), (0.8, 0.76), (0.875, 0.8), (0.92, 0.895),
    (0.957, 0.95), (1.0, 0.965),
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
