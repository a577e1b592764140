"""Measures of agreement from sums that add up over articles: alpha, kappa, percent; precision, recall and F1.

Every `measures` takes `weights`, one row for each value wanted, which says how often each article counts: ones for the
figure itself, drawn numbers for its interval. Written from the sources and not imported: `krippendorff` is GPL, and
`pygamma-agreement` brings thirty packages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
Places: TypeAlias = npt.NDArray[np.intp]  # positions of articles


@dataclass(frozen=True, slots=True)
class Nominal:
    """Values that coders gave to units, as sums by article.

    `tables[article, pair, i, j]` is how much of the article the first coder of a pair gave value i and the second j;
    `own[article, i]` is what a value would be paired with itself by: the number of units given it by any coder, or for
    stretches the sum of their squared lengths (Krippendorff et al. 2016). `units[article]` is the number of its units.
    """

    tables: Numbers
    own: Numbers
    units: Whole
    coders: int

    def of_articles(self, places: Places) -> Nominal:
        """Keep some articles."""
        return Nominal(self.tables[places], self.own[places], self.units[places], self.coders)

    def measures(self, weights: Numbers) -> dict[str, Numbers]:
        """Compute alpha, Cohen's (1960) kappa (the mean over pairs of coders: Light 1971) and percent agreement.

        NaN where nothing varies.

        Examples
        --------
        >>> given = Nominal.of_units([np.array([[1, 1], [0, 1], [0, 0], [0, 0]])], values=2)
        >>> {name: value.round(4).tolist() for name, value in given.measures(np.ones((1, 1))).items()}
        {'alpha': [0.5333], 'kappa': [0.5], 'percent': [75.0]}
        """
        articles, pairs, values, _ = self.tables.shape
        tables = (weights @ self.tables.reshape(articles, -1)).reshape(-1, pairs, values, values)
        agreed = np.trace(tables, axis1=2, axis2=3)
        total = tables.sum(axis=(2, 3))
        expected = share(np.einsum("dpi,dpi->dp", tables.sum(axis=2), tables.sum(axis=3)), total**2)
        kappa = share(share(agreed, total) - expected, 1 - expected).mean(axis=1)
        percent = share(100 * agreed.sum(axis=1), total.sum(axis=1))
        return {"alpha": self._alpha(tables.sum(axis=1), weights), "kappa": kappa, "percent": percent}

    def _alpha(self, tables: Numbers, weights: Numbers) -> Numbers:
        observed = (tables + tables.transpose(0, 2, 1)) / (self.coders - 1)
        by_value = observed.sum(axis=2)
        total = by_value.sum(axis=1)
        same = np.trace(observed, axis1=1, axis2=2)
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = total / (total**2 - (weights @ self.own).sum(axis=1))
            expected = chance * (total**2 - np.square(by_value).sum(axis=1))
            return np.asarray(1 - (total - same) / np.where(expected > 0, expected, np.nan), dtype=np.float64)

    @classmethod
    def of_units(cls, articles: list[Whole], *, values: int) -> Nominal:
        """Sum up articles whose units (rows) each coder (column) gave a value from 0 on."""
        coders = articles[0].shape[1]
        tables = np.stack([paired(given.T, values) for given in articles])
        own = np.stack([np.bincount(given.ravel(), minlength=values) for given in articles])
        return cls(tables, own.astype(np.float64), np.array([len(given) for given in articles]), coders)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers that coders gave to articles: one row per article, one column per coder."""

    given: Whole

    def of_articles(self, places: Places) -> Counts:
        """Keep some articles."""
        return Counts(self.given[places])

    @property
    def units(self) -> Whole:
        """One unit per article."""
        return np.ones(len(self.given), dtype=np.int64)

    def measures(self, weights: Numbers) -> dict[str, Numbers]:
        """Compute alpha with squared differences (interval data) and the percentage of equal numbers.

        Numbers are not categories, so there is no kappa. NaN where nothing varies.

        Examples
        --------
        >>> Counts(np.array([[1, 1], [2, 3], [5, 5]])).measures(np.ones((1, 3)))["alpha"].round(4).tolist()
        [0.9505]
        """
        articles, coders = self.given.shape
        given = self.given.astype(np.float64)
        differences = np.array([given[:, i] - given[:, j] for i, j in combinations(range(coders), 2)])
        total, squares, number, within, same = (
            weights @ column
            for column in (
                given.sum(axis=1), np.square(given).sum(axis=1), np.full(articles, coders),
                2 * np.square(differences).sum(axis=0), (differences == 0).sum(axis=0),
            )
        )  # fmt: skip
        spread = 2 * (number * squares - total**2)
        observed = (number - 1) * within / (coders - 1)
        alpha = np.asarray(1 - observed / np.where(spread > 0, spread, np.nan), dtype=np.float64)
        return {"alpha": alpha, "percent": share(100.0 * same, len(differences) * weights.sum(axis=1))}


@dataclass(frozen=True, slots=True)
class Matched:
    """Marks of coders paired one to one: of each article the number of the one, of the other, and of matched pairs.

    `have_truth` says whether the other is the reference; then there are precision and recall too. The first number is
    NaN where recall alone is asked for. Several pairs of coders are summed.
    """

    counts: Numbers
    have_truth: bool

    def of_articles(self, places: Places) -> Matched:
        """Keep some articles."""
        return Matched(self.counts[places], self.have_truth)

    def measures(self, weights: Numbers) -> dict[str, Numbers]:
        """Compute F1, precision and recall, as far as they are asked for; NaN where there is nothing to divide by.

        Examples
        --------
        >>> measured = Matched(np.array([[2, 4, 1], [1, 1, 1]]), have_truth=True).measures(np.ones((1, 2)))
        >>> {name: value.round(2).tolist() for name, value in measured.items()}
        {'f1': [0.5], 'precision': [0.67], 'recall': [0.4]}
        """
        matched = weights @ self.counts[:, 2]
        found = {"f1": share(2 * matched, weights @ self.denominators("f1"))}
        if self.have_truth:
            found |= {name: share(matched, weights @ self.denominators(name)) for name in ("precision", "recall")}
        return {"recall": found["recall"]} if np.isnan(self.counts[:, 0]).any() else found

    def denominators(self, measure: str) -> Numbers:
        """Of each article, the number of marks that a measure divides by."""
        judged, reference, _ = self.counts.T
        return np.asarray({"precision": judged, "recall": reference, "f1": judged + reference}[measure])


def paired(given: Whole, values: int) -> Numbers:
    """Count for each pair of rows (coders) how often value i of the first meets value j of the second.

    Examples
    --------
    >>> paired(np.array([[0, 1, 1], [0, 0, 1]]), 2).tolist()
    [[[1.0, 0.0], [1.0, 1.0]]]
    """
    met = [np.bincount(values * one + other, minlength=values * values) for one, other in combinations(given, 2)]
    return np.array(met, dtype=np.float64).reshape(-1, values, values)


def share(part: Numbers, whole: Numbers) -> Numbers:
    """Divide, with NaN where there is nothing to divide by."""
    divided: Numbers = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 1e-12)
    return divided
