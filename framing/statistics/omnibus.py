"""One test of whether any of three groups or more differ: a studentised Q, permuted where units are few.

Q weighs each group's log rate by its variance, so that groups may spread differently; its chi-square limit rejects
16 % of true nulls at ten units a group. With few units Q is therefore compared with its own values after the units
were dealt out anew (a shared event's parts to the groups that have it). With many, or with outlets as units, Welch's F
is used (1951, Biometrika 38:330-336), and Hotelling's where units are shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from scipy import special, stats

from framing.results.schema import NAN, Limits
from framing.statistics.jackknife import units_less_one, variance
from framing.statistics.sides import Side, all_units
from framing.statistics.units import Numbers

MOST_CELLS = 4_000
TIMES = 1_999
_BATCH = 200
_TIE = 1e-9


class Omnibus(NamedTuple):
    """The p of the omnibus test, its method, and degrees of freedom or draws; NaN and a reason where there is none."""

    p: float
    method: str
    df: float
    df_2: float = NAN
    draws: int | None = None
    seed: int | None = None
    limits: Limits = MappingProxyType({})


def omnibus(sides: Sequence[Side], *, can_permute: bool = True, times: int = TIMES, seed: int = 0) -> Omnibus:
    """Test whether any of the groups differ."""
    units = len(all_units([side.unit for side in sides]))
    if can_permute and units * len(sides) <= MOST_CELLS:
        p = _permuted(*_cells(sides), times=times, seed=seed)
        return Omnibus(p, "permuted_q", len(sides) - 1, draws=times, seed=seed)
    return _hotelling(sides) if units < sum(len(side.unit) for side in sides) else _welch(sides)


def untested(groups: int, limits: Limits) -> Omnibus:
    """Give no test, and why."""
    return Omnibus(NAN, "none", groups - 1, limits=limits)


def bonferroni(p: Sequence[float], groups: int) -> Omnibus:
    """Give a bound of p from the pairs': their smallest times their number.

    Examples
    --------
    >>> bonferroni([0.01, 0.5, float("nan")], 3).p
    0.03
    """
    known = [value for value in p if np.isfinite(value)]
    if not known:
        return untested(groups, {"no_pair_tested": {}})
    return Omnibus(min(1.0, len(p) * min(known)), "bonferroni", groups - 1)


def _cells(sides: Sequence[Side]) -> tuple[Numbers, Numbers]:
    """Give counts and words, a row per unit and a column per group."""
    codes = all_units([side.unit for side in sides])
    n, words = np.zeros((len(codes), len(sides))), np.zeros((len(codes), len(sides)))
    for column, side in enumerate(sides):
        rows = np.searchsorted(codes, side.unit)
        n[rows, column], words[rows, column] = side.unit_n, side.unit_words
    return n, words


def _permuted(n: Numbers, words: Numbers, *, times: int, seed: int) -> float:
    """Give the share of dealings, the observed one among them, whose Q is at least as large."""
    rng = np.random.default_rng(seed)
    has = words > 0
    is_alone = has.sum(axis=1) == 1
    is_shared = not is_alone.all()
    seen = _q(n[None], words[None], is_shared=is_shared)[0]
    at_least = 1
    for first in range(0, times, _BATCH):
        size = min(_BATCH, times - first)
        dealt = _dealt(n, words, has, is_alone, rng, size)
        # A dealing that leaves a group with none has no Q; it is taken to be as large as can be.
        at_least += int(np.count_nonzero(~(_q(*dealt, is_shared=is_shared) < seen * (1 - _TIE))))
    return at_least / (times + 1)


def _dealt(
    n: Numbers, words: Numbers, has: np.ndarray, is_alone: np.ndarray, rng: np.random.Generator, size: int
) -> tuple[Numbers, Numbers]:
    """Deal units of one group out to all, their numbers kept, and the parts of a shared unit to those who have it."""
    dealt_n, dealt_words = np.broadcast_to(n, (size, *n.shape)).copy(), np.broadcast_to(words, (size, *n.shape)).copy()
    alone = np.flatnonzero(is_alone)
    if len(alone):
        home = has[alone].argmax(axis=1)
        target = rng.permuted(np.tile(home, (size, 1)), axis=1)
        dealt_n[:, alone], dealt_words[:, alone] = 0.0, 0.0
        draw = np.arange(size)[:, None]
        dealt_n[draw, alone, target] = n[alone, home]
        dealt_words[draw, alone, target] = words[alone, home]
    shared = np.flatnonzero(~is_alone)
    if len(shared):
        # Sorted by a random key, with groups that lack the unit last, the k-th of those that have it takes from the
        # k-th in random order.
        key = np.where(has[shared], rng.random((size, len(shared), n.shape[1])), 2.0)
        taker = np.argsort(~has[shared], axis=1, kind="stable")
        giver = np.argsort(key, axis=2)
        row, draw = shared[:, None], np.arange(size)[:, None, None]
        dealt_n[draw, row, taker] = n[row, giver]
        dealt_words[draw, row, taker] = words[row, giver]
    return dealt_n, dealt_words


def _q(n: Numbers, words: Numbers, *, is_shared: bool) -> Numbers:
    """Give Q for each of many tables: log rates around their weighted mean, over their delta-method variance."""
    with np.errstate(divide="ignore", invalid="ignore"):
        total, out_of = n.sum(axis=1), words.sum(axis=1)
        rate = total / out_of
        log_rate = np.log(rate)
        shift = (n - rate[:, None] * words) / total[:, None]
        if not is_shared:
            units = (words > 0).sum(axis=1)
            weight = 1 / ((shift**2).sum(axis=1) * units / (units - 1))
            middle = (weight * log_rate).sum(axis=1) / weight.sum(axis=1)
            return np.asarray((weight * (log_rate - middle[:, None]) ** 2).sum(axis=1))
        against = shift[:, :, 1:] - shift[:, :, :1]
        covariance = np.einsum("pui,puj->pij", against, against)
        difference = log_rate[:, 1:] - log_rate[:, :1]
        is_whole = np.isfinite(difference).all(axis=1) & np.isfinite(covariance).all(axis=(1, 2))
        result = np.full(len(n), np.inf)
        inverse = np.linalg.pinv(covariance[is_whole], hermitian=True)
        result[is_whole] = np.einsum("pi,pij,pj->p", difference[is_whole], inverse, difference[is_whole])
        return result


def _welch(sides: Sequence[Side]) -> Omnibus:
    """Welch's F over the groups' log rates and their jackknife variances."""
    groups = len(sides)
    weight = 1 / np.array([variance(side.shift) for side in sides])
    units = np.array([units_less_one(side.unit_words) for side in sides])
    log_rate = np.array([side.log_rate for side in sides])
    middle = (weight * log_rate).sum() / weight.sum()
    spread = (np.square(1 - weight / weight.sum()) / units).sum()
    q = (weight * np.square(log_rate - middle)).sum() / (groups - 1)
    f = q / (1 + 2 * (groups - 2) / (groups**2 - 1) * spread)
    freedom = (groups**2 - 1) / (3 * spread)
    return Omnibus(float(special.fdtrc(groups - 1, freedom, f)), "welch_f", groups - 1, float(freedom))


def _hotelling(sides: Sequence[Side]) -> Omnibus:
    """Hotelling's F over the differences to the first group, with the jackknife's covariances over shared units."""
    groups = len(sides)
    codes = all_units([side.unit for side in sides])
    shift, words = np.zeros((len(codes), groups)), np.zeros(len(codes))
    for column, side in enumerate(sides):
        places = np.searchsorted(codes, side.unit)
        shift[places, column] = side.shift
        words[places] += side.unit_words
    fewest = units_less_one(words)
    if any(len(side.unit) < len(codes) for side in sides):
        fewest = min(fewest, *(units_less_one(side.unit_words) for side in sides))
    freedom = fewest - groups + 2
    if freedom < 1:
        return untested(groups, {"too_few_for_groups": {"units": len(codes), "groups": groups}})
    against = shift[:, 1:] - shift[:, :1]
    covariance = (len(codes) - 1) * np.cov(against, rowvar=False, bias=True)
    log_rate = np.array([side.log_rate for side in sides])
    difference = log_rate[1:] - log_rate[0]
    square = float(difference @ np.linalg.pinv(np.atleast_2d(covariance), hermitian=True) @ difference)
    f = square * freedom / ((groups - 1) * fewest)
    return Omnibus(float(stats.f.sf(f, groups - 1, freedom)), "hotelling_f", groups - 1, freedom)
