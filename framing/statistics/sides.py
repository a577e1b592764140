"""The sides of a contrast: each group's sums by unit, and what leaving a unit out does to its rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from framing.statistics.units import Codes, Design, Numbers

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Side:
    """One group within one key: its totals, and for each unit its sums and by how much its absence changes the rate."""

    name: object
    articles: int
    wordless: int
    n: float
    words: float
    log_rate: float
    mean_rate: float
    correlation: float
    unit: Codes
    unit_n: Numbers
    unit_words: Numbers
    change: Numbers

    @property
    def shift(self) -> Numbers:
        """What leaving each unit out does to the log rate: -inf where it has all; NaN where the rest is below zero."""
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.asarray(self.change / np.exp(self.log_rate))
            # Where nothing is left, rounding alone would leave something, or less.
            return np.asarray(np.log1p(np.where(np.abs(part + 1) < _ROUNDING, -1.0, part)))


def slices_of(design: Design) -> Iterator[tuple[tuple[object, ...], list[Side]]]:
    """Give for each key (a device, or a device and subtype, ...) its side in every group."""
    for key_value, rows in rows_of(design):
        yield key_value, sides_of(design, rows)


def rows_of(design: Design) -> Iterator[tuple[tuple[object, ...], Codes]]:
    """Give for each key the places of its rows in the design's arrays."""
    order = np.argsort(design.key, kind="stable")
    edges = np.searchsorted(design.key[order], np.arange(len(design.key_values) + 1))
    for place, key_value in enumerate(design.key_values):
        yield key_value, order[edges[place] : edges[place + 1]]


def sides_of(design: Design, rows: Codes) -> list[Side]:
    """Sum counts and words per unit and group, and leave out each unit once, in closed form."""
    size, units = len(design.groups), int(design.unit.max()) + 1
    every = np.bincount(design.group[rows], minlength=size)
    rows = rows[design.words[rows] > 0]
    n, words, group = design.n[rows], design.words[rows], design.group[rows]
    articles = np.bincount(group, minlength=size)
    cell, place = np.unique(group * units + design.unit[rows], return_inverse=True)
    cell_group, cell_unit = cell // units, cell % units
    cell_n, cell_words = sums(place, n, len(cell)), sums(place, words, len(cell))
    group_n, group_words = sums(group, n, size), sums(group, words, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = group_n / group_words
        log_rate = np.log(rate)
        change = (group_n[cell_group] - cell_n) / (group_words[cell_group] - cell_words) - rate[cell_group]
        mean_rate = sums(group, n / words, size) / articles
    correlation = _correlations(n / words, np.log(words), group, size)
    edges = np.searchsorted(cell_group, np.arange(size + 1))
    return [
        Side(
            name=name,
            articles=int(articles[i]),
            wordless=int(every[i] - articles[i]),
            n=float(group_n[i]),
            words=float(group_words[i]),
            log_rate=float(log_rate[i]),
            mean_rate=float(mean_rate[i]),
            correlation=float(correlation[i]),
            unit=cell_unit[edges[i] : edges[i + 1]],
            unit_n=cell_n[edges[i] : edges[i + 1]],
            unit_words=cell_words[edges[i] : edges[i + 1]],
            change=change[edges[i] : edges[i + 1]],
        )
        for i, name in enumerate(design.groups)
    ]


def all_units(units: Sequence[Codes]) -> Codes:
    """Give the units of several sides, each once, in order; a stable sort is quick, since each side's are in order."""
    codes = np.sort(np.concatenate(units), kind="stable")
    is_first = np.ones(len(codes), dtype=bool)
    is_first[1:] = codes[1:] != codes[:-1]
    return codes[is_first]


def sums(codes: Codes, values: Numbers, size: int) -> Numbers:
    """Sum the values of each code."""
    return np.bincount(codes, values, size).astype(np.float64)


def _correlations(x: Numbers, y: Numbers, group: Codes, size: int) -> Numbers:
    """Correlate `x` and `y` within each group."""
    with np.errstate(divide="ignore", invalid="ignore"):
        number = np.bincount(group, minlength=size)
        x = x - (sums(group, x, size) / number)[group]
        y = y - (sums(group, y, size) / number)[group]
        products = sums(group, x * y, size)
        return np.asarray(products / np.sqrt(sums(group, x * x, size) * sums(group, y * y, size)))
