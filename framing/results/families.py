"""Families of p values: which ones are adjusted together, and how."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

ADJUSTMENTS = ("holm", "fdr", None)


def check_adjustment(adjust: str | None) -> None:
    """Raise a one-line `ValueError` for an adjustment that is not known."""
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust={adjust!r} is unknown; choose one of 'holm', 'fdr', None")


def with_families(results: pd.DataFrame, adjust: str | None) -> pd.DataFrame:
    """Add `p_adjusted`, `adjustment` and `family`: every row with a p is in one family, omnibus tests in another.

    Examples
    --------
    >>> table = pd.DataFrame({"kind": ["contrast", "contrast", "omnibus"], "p": [0.01, 0.04, 0.02]})
    >>> with_families(table, "holm")[["p_adjusted", "adjustment", "family"]]
       p_adjusted adjustment  family
    0        0.02       holm       2
    1        0.04       holm       2
    2        0.02       holm       1
    """
    results = results.assign(p_adjusted=results["p"].astype(float), adjustment=adjust or "", family=0)
    for _, rows in results.groupby(results["kind"] == "omnibus"):
        p = rows["p"].to_numpy(dtype=float)
        results.loc[rows.index, "p_adjusted"] = adjusted(p, adjust)
        results.loc[rows.index, "family"] = int(np.isfinite(p).sum())
    return results


def adjusted(p: npt.NDArray[np.float64], adjust: str | None) -> npt.NDArray[np.float64]:
    """Adjust the p values that exist for being one family.

    Examples
    --------
    >>> adjusted(np.array([0.01, np.nan, 0.04]), "holm").tolist()
    [0.02, nan, 0.04]
    """
    found = p.copy()
    exists = np.isfinite(p)
    if adjust == "fdr" and exists.any():
        found[exists] = stats.false_discovery_control(p[exists])
    if adjust == "holm":
        order = np.argsort(p, kind="stable")[: exists.sum()]  # NaN sorts last
        steps = p[order] * np.arange(len(order), 0, -1)
        found[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return found
