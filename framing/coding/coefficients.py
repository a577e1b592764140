"""Coefficients of reliability from sums that add up over articles: Krippendorff's alpha, Cohen's kappa, per cent.

Written from the sources and not imported: `krippendorff` is GPL, and `pygamma-agreement` brings thirty packages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Nominal:
    """Values that coders gave to units, as sums by article.

    `tables[article, pair, i, j]` is how much of the article the first coder of a pair gave value i and the second j;
    `own[article, i]` is what a value would be paired with itself by: the number of units given it by any coder, or for
    stretches the sum of their squared lengths (Krippendorff et al. 2016).
    """

    tables: Numbers
    own: Numbers
    coders: int

    def alpha(self, weights: Numbers) -> Numbers:
        """Give alpha for each row of `weights`, which says how often each article counts; NaN where nothing varies.

        Examples
        --------
        >>> given = Nominal.of_units([np.array([[1, 1], [0, 1], [0, 0], [0, 0]])], values=2)
        >>> given.alpha(np.ones((1, 1))).round(4).tolist()
        [0.5333]
        """
        articles, pairs, values, _ = self.tables.shape
        tables = (weights @ self.tables.reshape(articles, -1)).reshape(-1, pairs, values, values).sum(axis=1)
        own = weights @ self.own
        observed = (tables + tables.transpose(0, 2, 1)) / (self.coders - 1)
        by_value = observed.sum(axis=2)
        total = by_value.sum(axis=1)
        same = np.trace(observed, axis1=1, axis2=2)
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = total / (total**2 - own.sum(axis=1))
            expected = chance * (total**2 - np.square(by_value).sum(axis=1))
            return np.asarray(1 - (total - same) / np.where(expected > 0, expected, np.nan), dtype=np.float64)

    def percent(self) -> float:
        """Give the per cent of units (characters) that a pair of coders gives the same value, the mean over pairs."""
        tables = self.tables.sum(axis=(0, 1))
        return _share(100 * float(np.trace(tables)), float(tables.sum()))

    def kappa(self) -> float:
        """Give Cohen's (1960) kappa, with more than two coders the mean over pairs (Light 1971)."""
        found = [_kappa(table) for table in self.tables.sum(axis=0)]
        return float(np.mean(found)) if found else float("nan")

    @classmethod
    def of_units(cls, articles: list[Whole], *, values: int) -> Nominal:
        """Sum up articles whose units (rows) each coder (column) gave a value from 0 on."""
        coders = articles[0].shape[1]
        tables = np.stack([paired(given.T, values) for given in articles])
        own = np.stack([np.bincount(given.ravel(), minlength=values) for given in articles])
        return cls(tables, own.astype(np.float64), coders)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers that coders gave to articles: a row an article, a column a coder."""

    given: Whole

    def alpha(self, weights: Numbers) -> Numbers:
        """Give alpha with squared differences (interval data) for each row of `weights`; NaN where nothing varies.

        Examples
        --------
        >>> Counts(np.array([[1, 1], [2, 3], [5, 5]])).alpha(np.ones((1, 3))).round(4).tolist()
        [0.9505]
        """
        articles, coders = self.given.shape
        given = self.given.astype(np.float64)
        apart = sum(np.square(given[:, i] - given[:, j]) for i, j in combinations(range(coders), 2))
        total, squares, number, within = (
            weights @ column
            for column in (given.sum(axis=1), np.square(given).sum(axis=1), np.full(articles, coders), 2 * apart)
        )
        spread = 2 * (number * squares - total**2)
        observed = (number - 1) * within / (coders - 1)
        return np.asarray(1 - observed / np.where(spread > 0, spread, np.nan), dtype=np.float64)

    def percent(self) -> float:
        """Give the per cent of articles with the same number, the mean over pairs of coders."""
        pairs = list(combinations(range(self.given.shape[1]), 2))
        same = sum(int((self.given[:, i] == self.given[:, j]).sum()) for i, j in pairs)
        return _share(100.0 * same, float(len(pairs) * len(self.given)))

    def kappa(self) -> float:
        """Give no kappa: numbers are no categories."""
        return float("nan")


def paired(given: Whole, values: int) -> Numbers:
    """Count for each pair of rows (coders) how often value i of the first meets value j of the second.

    Examples
    --------
    >>> paired(np.array([[0, 1, 1], [0, 0, 1]]), 2).tolist()
    [[[1.0, 0.0], [1.0, 1.0]]]
    """
    met = [np.bincount(values * one + other, minlength=values * values) for one, other in combinations(given, 2)]
    return np.array(met, dtype=np.float64).reshape(-1, values, values)


def _kappa(table: Numbers) -> float:
    total = float(table.sum())
    expected = _share(float(table.sum(axis=0) @ table.sum(axis=1)), total**2)
    return _share(_share(float(np.trace(table)), total) - expected, 1 - expected)


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 1e-12 else float("nan")
