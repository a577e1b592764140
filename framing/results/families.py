"""Families of p values: which are adjusted together, and how."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

LEVEL = 0.05
ADJUSTMENTS = ("holm", "fdr", None)


def check_adjustment(adjust: str | None) -> None:
    """Raise a one-line `ValueError` for an adjustment that is not known."""
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust={adjust!r} is unknown; choose one of 'holm', 'fdr', None")


def with_families(results: pd.DataFrame, adjust: str | None) -> pd.DataFrame:
    """Add `p_adjusted`, `adjustment` and `family`: planned rows are one family, omnibus tests another.

    A family is fixed before the data are seen: a planned row whose data gave no p counts as one with a p of 1. Rows
    whose design allows no test (`is_planned`) do not count, nor do complements, which share the other's adjusted p.
    The p of equivalence is adjusted in the same way.

    Examples
    --------
    >>> table = pd.DataFrame({"kind": ["contrast", "contrast", "omnibus"], "p": [0.01, 0.04, 0.02]})
    >>> with_families(table, "holm")[["p_adjusted", "adjustment", "family"]]
       p_adjusted adjustment  family
    0        0.02       holm       2
    1        0.04       holm       2
    2        0.02       holm       1
    """
    is_counted = np.ones(len(results), dtype=bool)
    if "is_planned" in results.columns:
        is_counted &= results["is_planned"].to_numpy(dtype=bool)
    turned = complements(results)
    is_counted[list(turned)] = False
    is_omnibus = (results["kind"] == "omnibus").to_numpy()
    sizes = np.zeros(len(results), dtype=np.int64)
    found = {"p_adjusted": results["p"].to_numpy(dtype=float, copy=True)}
    if "p_equivalent" in results.columns:
        found["p_equivalent"] = results["p_equivalent"].to_numpy(dtype=float, copy=True)
    for family in (is_omnibus, ~is_omnibus):
        rows = family & is_counted
        sizes[family] = rows.sum()
        for p in found.values():
            p[rows] = np.where(np.isnan(p[rows]), np.nan, adjusted(np.nan_to_num(p[rows], nan=1.0), adjust))
    for row, other in turned.items():
        for p in found.values():
            p[row] = p[other]
    return results.assign(**found, adjustment=adjust or "", family=sizes)


def with_claims(results: pd.DataFrame) -> pd.DataFrame:
    """Claim equivalence by the adjusted p alone; the limits state what is claimed and which rows are complements."""
    limits = [dict(own) for own in results["limits"]]
    is_inside = results["equivalent"].eq(True).to_numpy(dtype=bool)
    is_claimed = is_inside & (results["p_equivalent"] < LEVEL).to_numpy(dtype=bool)
    bounds = results[["bound", "low_90", "high_90"]].to_numpy(dtype=float)
    for row in np.flatnonzero(is_inside).tolist():
        values = dict(zip(("bound", "low", "high"), bounds[row].tolist(), strict=True))
        limits[row]["equivalent" if is_claimed[row] else "equivalent_unadjusted"] = values
    devices = results["device"].tolist()
    for row, other in complements(results).items():
        limits[row]["complement"] = {"of": devices[other]}
    equivalent = pd.Series(is_claimed, index=results.index, dtype="boolean").where(results["equivalent"].notna())
    return results.assign(limits=pd.Series(limits, index=results.index, dtype=object), equivalent=equivalent)


def complements(results: pd.DataFrame) -> dict[int, int]:
    """Find rows that repeat another: of two shares that make a whole, the second has the information of the first.

    Examples
    --------
    >>> shares = {"rate_a": [0.3, 0.7], "rate_b": [0.4, 0.6]}
    >>> complements(pd.DataFrame({"kind": "contrast", "measure": "share", "a": "Bee", "b": "Sun", "p": 0.2, **shares}))
    {1: 0}
    """
    if "measure" not in results.columns:
        return {}
    rows = np.flatnonzero(((results["measure"] == "share") & (results["kind"] == "contrast")).to_numpy())
    found: dict[int, int] = {}
    for _, own in results.iloc[rows].assign(_row=rows).groupby(["a", "b"], sort=False):
        places, values = own["_row"].tolist(), own[["rate_a", "rate_b", "p"]].to_numpy(dtype=float)
        for later in range(1, len(places)):
            is_turned = np.isclose(values[:later, :2] + values[later, :2], 1, rtol=0, atol=1e-9).all(axis=1)
            is_turned &= np.isclose(values[:later, 2], values[later, 2], rtol=1e-6, atol=0)
            other = places[int(is_turned.argmax())]
            if is_turned.any() and other not in found:
                found[places[later]] = other
    return found


def adjusted(p: npt.NDArray[np.float64], adjust: str | None) -> npt.NDArray[np.float64]:
    """Adjust the p values that exist as one family.

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
