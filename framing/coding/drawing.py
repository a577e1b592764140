"""How many sentences come from which stratum, and which: simple random sampling within strata, its chances kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.model import named

Codes = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]

LEAST = 2  # from each stratum: one alone says nothing of how its sentences differ


def allocated(sizes: Codes, shares: Numbers, n: int) -> Codes:
    """Divide `n` draws among strata by their shares; what a small stratum cannot give goes to the others.

    Webster's rule (Balinski & Young 1982), with at least two from each stratum that has two.

    Examples
    --------
    >>> allocated(np.array([30, 500, 4000]), np.array([0.2, 0.5, 0.3]), 200).tolist()
    [30, 106, 64]
    """
    taken = np.minimum(sizes, LEAST)
    for _ in range(min(n, int(sizes.sum())) - int(taken.sum())):
        claim = np.where(taken < sizes, shares / (2 * taken + 1), -1.0)
        taken[int(claim.argmax())] += 1
    return taken


def drawn(stratum: Codes, group: Codes, shares: Numbers, n: int, rng: np.random.Generator) -> tuple[Codes, Numbers]:
    """Draw `n` places from each group, and give the places with the chance that each had.

    Parameters
    ----------
    stratum, group
        Of each place; strata are numbered as in `shares`, groups from 0.
    shares
        The share of the draws that each stratum gets.
    n
        How many places from each group; all, where a group has fewer.
    rng
        Where the randomness comes from.

    Returns
    -------
    places, chances
        In random order. Every place had a chance above zero.

    Examples
    --------
    >>> stratum, group = np.array([0, 0, 1, 1, 1, 1]), np.zeros(6, dtype=int)
    >>> places, chances = drawn(stratum, group, np.array([0.5, 0.5]), 4, np.random.default_rng(1))
    >>> sorted(zip(places.tolist(), chances.tolist()))
    [(0, 1.0), (1, 1.0), (4, 0.5), (5, 0.5)]
    """
    strata = len(shares)
    cell = group * strata + stratum
    order = np.argsort(cell, kind="stable")
    edges = np.searchsorted(cell[order], np.arange((int(group.max()) + 1) * strata + 1))
    places: list[Codes] = []
    chances: list[Numbers] = []
    for first in range(0, len(edges) - 1, strata):
        sizes = np.diff(edges[first : first + strata + 1])
        for offset, take in enumerate(allocated(sizes, shares, n)):
            members = order[edges[first + offset] : edges[first + offset + 1]]
            places.append(rng.choice(members, int(take), replace=False))
            chances.append(np.full(int(take), take / max(len(members), 1)))
    shuffled = rng.permutation(sum(len(part) for part in places))
    return np.concatenate(places)[shuffled], np.concatenate(chances)[shuffled]


def check_shares(strata: dict[str, float], names: tuple[str, ...], n: int) -> None:
    """Raise a one-line `ValueError` unless each stratum has a share above zero, and `n` is enough for all.

    Examples
    --------
    >>> check_shares({"found": 1.0, "rest": 0.0}, ("found", "rest"), 100)
    Traceback (most recent call last):
    ValueError: strata: the share of 'rest' is 0.0; what cannot be drawn cannot be corrected, so give it more than 0
    """
    if set(strata) != set(names):
        raise ValueError(f"strata: shares of {named(strata)} given; they are needed of {named(names)}")
    for name, share in strata.items():
        if not 0 < share < float("inf"):
            raise ValueError(
                f"strata: the share of {name!r} is {share}; what cannot be drawn cannot be corrected, "
                "so give it more than 0"
            )
    if n < LEAST * len(names):
        raise ValueError(f"n={n} is too few; at least {LEAST} sentences come from each of {named(names)}")
