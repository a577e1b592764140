"""What the questions of a scale have in common: alpha and its interval, each question's part, the number of factors.

For yes/no answers alpha (Cronbach 1951, Psychometrika 16:297-334) is KR-20 (Kuder & Richardson 1937, Psychometrika
2:151-160).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from framing.statistics.units import Codes, Numbers

_QUANTILE = 0.95  # of the eigenvalues of unrelated answers


class Reliability(NamedTuple):
    """Alpha of a scale with its limits, and for each item its correlation with the rest and alpha without it."""

    alpha: float
    low: float
    high: float
    item_rest: Numbers
    without: Numbers


class Factors(NamedTuple):
    """The eigenvalues of the items' correlations, those of unrelated answers, and how many of the first are larger."""

    eigenvalues: Numbers
    random: Numbers
    number: int


def reliability(answers: Numbers, cluster: Codes, level: float) -> Reliability:
    """Measure how consistent the answers (units x items) are; units of one cluster are left out together.

    Examples
    --------
    >>> answers = np.array([[1, 1, 1], [0, 0, 0], [1, 1, 0], [0, 0, 0], [1, 0, 1], [1, 1, 1.0]])
    >>> found = reliability(answers, np.arange(6), 0.95)
    >>> round(found.alpha, 3), found.item_rest.round(2).tolist(), found.without.round(2).tolist()
    (0.804, [0.87, 0.56, 0.56], [0.5, 0.83, 0.83])
    """
    covariance = np.cov(answers, rowvar=False)
    alpha = float(_alpha(covariance))
    variance = np.diag(covariance)
    with_rest = covariance.sum(axis=1) - variance
    rest = covariance.sum() - 2 * covariance.sum(axis=1) + variance
    with np.errstate(divide="ignore", invalid="ignore"):
        item_rest = with_rest / np.sqrt(variance * rest)
    items = np.arange(len(variance))
    without = np.array([_alpha(covariance[np.ix_(items != item, items != item)]) for item in items])
    return Reliability(alpha, *_limits(answers, cluster, alpha, level), item_rest, without)


def factors(answers: Numbers, draws: int, rng: np.random.Generator) -> Factors:
    """Compare the eigenvalues of the items' Pearson correlations with those of answers that are not related.

    Parallel analysis (Horn 1965, Psychometrika 30:179-185) with each item's own answers in random order (Buja &
    Eyuboglu 1992, Multivariate Behavioral Research 27:509-540), so that shares of yes are kept, and the 95th percentile
    (Glorfeld 1995).

    Examples
    --------
    >>> one = np.random.default_rng(1).normal(size=(200, 1))
    >>> factors(one + np.random.default_rng(2).normal(size=(200, 4)), 100, np.random.default_rng(0)).number
    1
    """
    eigenvalues = _eigenvalues(answers)
    shuffled = np.array([_eigenvalues(rng.permuted(answers, axis=0)) for _ in range(draws)])
    random = np.quantile(shuffled, _QUANTILE, axis=0)
    is_larger = eigenvalues > random
    return Factors(eigenvalues, random, int(np.cumprod(is_larger).sum()))


def _eigenvalues(answers: Numbers) -> Numbers:
    return np.asarray(np.linalg.eigvalsh(np.corrcoef(answers, rowvar=False))[::-1], dtype=np.float64)


def _alpha(covariance: Numbers) -> Numbers:
    """Compute alpha of one or several covariance matrices; NaN of a single item, or where the sum does not vary."""
    items = covariance.shape[-1]
    if items < 2:
        return np.full(covariance.shape[:-2], np.nan)
    total = covariance.sum(axis=(-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha = items / (items - 1) * (1 - np.trace(covariance, axis1=-2, axis2=-1) / total)
    return np.where(total > 1e-12, alpha, np.nan)


def _limits(answers: Numbers, cluster: Codes, alpha: float, level: float) -> tuple[float, float]:
    """Give the t interval of the jackknife over clusters, on the scale of log(1 - alpha)."""
    size = int(cluster.max()) + 1
    number = np.bincount(cluster, minlength=size)
    sums, products = np.zeros((size, answers.shape[1])), np.zeros((size, answers.shape[1], answers.shape[1]))
    np.add.at(sums, cluster, answers)
    np.add.at(products, cluster, answers[:, :, None] * answers[:, None, :])
    left = (len(answers) - number)[:, None]
    if size < 3 or (left < 2).any():
        return np.nan, np.nan
    means = (sums.sum(axis=0) - sums) / left
    # Each divided by all that are left: one factor of variances and total, so that alpha stays the same.
    covariances = (products.sum(axis=0) - products) / left[:, :, None] - means[:, :, None] * means[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        shifted = np.log1p(-_alpha(covariances))
        middle = np.log1p(-alpha)
    if not np.isfinite([*shifted, middle]).all():
        return np.nan, np.nan
    error = float(np.sqrt((size - 1) / size * np.square(shifted - shifted.mean()).sum()))
    half = float(special.stdtrit(size - 1, 0.5 + level / 2)) * error
    return float(-np.expm1(middle + half)), float(-np.expm1(middle - half))
