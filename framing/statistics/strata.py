"""Standardised rates of groups: what their rates would be, had they all the same mix of genres, sections or months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from framing.statistics.sides import Side, sums
from framing.statistics.units import Codes, Design

_LEAST_UNITS = 2  # of a group in a stratum: the jackknife leaves one out


def standardised(design: Design, rows: Codes, sides: Sequence[Side], groups: Sequence[int]) -> tuple[list[Side], int]:
    """Weigh the strata of groups by the words that these have in them together (direct standardisation).

    Give the sides, and how many articles are left out because not every group has two units in their stratum. The
    weights are taken as given; what leaving a unit out does to the rates of its strata gives the jackknife.
    """
    rows = rows[(design.words[rows] > 0) & np.isin(design.group[rows], list(groups))]
    stratum = np.unique(design.stratum[rows], return_inverse=True)[1]
    is_usable = np.ones(int(stratum.max()) + 1 if len(rows) else 0, dtype=bool)
    for group in groups:
        units = np.unique(np.column_stack([stratum, design.unit[rows]])[design.group[rows] == group], axis=0)
        is_usable &= np.bincount(units[:, 0], minlength=len(is_usable)) >= _LEAST_UNITS
    kept = is_usable[stratum] if len(rows) else np.zeros(0, dtype=bool)
    words = sums(stratum[kept], design.words[rows[kept]], len(is_usable))
    weight = words / max(float(words.sum()), 1.0)
    found = []
    for side, group in zip(sides, groups, strict=True):
        own = kept & (design.group[rows] == group)
        found.append(_standardised(design, rows[own], stratum[own], weight, side))
    return found, int(len(rows) - kept.sum())


def _standardised(design: Design, rows: Codes, stratum: Codes, weight: np.ndarray, side: Side) -> Side:
    """Give the side its standardised rate, and what leaving each unit out does to that."""
    size = len(weight)
    unit, unit_place = np.unique(design.unit[rows], return_inverse=True)
    cell, place = np.unique(stratum * max(len(unit), 1) + unit_place, return_inverse=True)
    cell_stratum, cell_unit = cell // max(len(unit), 1), cell % max(len(unit), 1)
    cell_n, cell_words = sums(place, design.n[rows], len(cell)), sums(place, design.words[rows], len(cell))
    n, words = sums(stratum, design.n[rows], size), sums(stratum, design.words[rows], size)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(weight > 0, n / words, 0.0)
        rest = (n[cell_stratum] - cell_n) / (words[cell_stratum] - cell_words)
        rate = float(weight @ rates)
        change = sums(cell_unit, weight[cell_stratum] * (rest - rates[cell_stratum]), len(unit))
        log_rate = float(np.log(rate))
    return replace(
        side,
        articles=len(rows),
        n=float(n.sum()),
        words=float(words.sum()),
        log_rate=log_rate,
        mean_rate=rate,
        unit=unit,
        unit_n=sums(unit_place, design.n[rows], len(unit)),
        unit_words=sums(unit_place, design.words[rows], len(unit)),
        change=change,
    )
