"""Ward's clustering of yes/no rows: how many clusters there are, and which of them a new sample would have again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist, squareform

from framing.statistics.units import Codes, Numbers

_QUANTILE = 0.95
_ERRORS = 2


class Choice(NamedTuple):
    """For each number of clusters from one on what it explains, what unrelated columns would, silhouette and gap.

    `best` is the number of clusters by the gap, and `tree` has the joins of Ward's method.
    """

    explained: Numbers
    random: Numbers
    silhouette: Numbers
    gap: Numbers
    error: Numbers
    best: int
    tree: Numbers

    def clusters(self, number: int) -> Codes:
        """Give each row's cluster, the largest first."""
        return _of_tree(self.tree, number)


def clusters_of(rows: Numbers, number: int) -> Codes:
    """Give each row's cluster, the largest first.

    Examples
    --------
    >>> clusters_of(np.array([[1, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 0], [0, 0, 1.0]]), 2).tolist()
    [0, 1, 0, 0, 1]
    """
    return _of_tree(linkage(rows, "ward"), number)


def choice_of(rows: Numbers, most: int, draws: int, rng: np.random.Generator) -> Choice:
    """Compare the clusters of the rows with those of columns in random order, which keeps how common each one is.

    The gap (Tibshirani, Walther & Hastie 2001, JRSS B 63:411-423) is how much more the clusters explain than where
    columns are not related, without the logarithm (Mohajer, Englmeier & Schmitz 2011, arXiv:1103.4767), which grows
    without end where clusters are pure. The best number is the smallest whose gap is not below that of the next by more
    than two of its errors.
    """
    tree = linkage(rows, "ward")
    numbers = range(1, most + 1)
    labels = _cut(tree, numbers)
    within = _within(rows, labels)
    shuffled = []
    for _ in range(draws):
        other = rng.permuted(rows, axis=0)
        shuffled.append(1 - _within(other, _cut(linkage(other, "ward"), numbers)) / within[0])
    explained, random = 1 - within / within[0], np.array(shuffled)
    gap, error = explained - random.mean(axis=0), random.std(axis=0) * np.sqrt(1 + 1 / draws)
    is_enough = [*(gap[:-1] >= gap[1:] - _ERRORS * error[1:]), True]
    unrelated = np.quantile(random, _QUANTILE, axis=0)
    distances = squareform(pdist(rows))
    silhouette = np.array([np.nan, *(_silhouette(distances, labels[:, number]) for number in range(1, most))])
    return Choice(explained, unrelated, silhouette, gap, error, int(np.argmax(is_enough)) + 1, tree)


def stability(rows: Numbers, cluster: Codes, draws: int, rng: np.random.Generator) -> Numbers:
    """Mean Jaccard similarity of each cluster with the most similar one of bootstrap samples (Hennig 2007).

    Rows that are drawn more than once are used once (Computational Statistics & Data Analysis 52:258-271).

    Examples
    --------
    >>> rows = np.repeat(np.eye(3), 10, axis=0)
    >>> stability(rows, clusters_of(rows, 3), 20, np.random.default_rng(0)).tolist()
    [1.0, 1.0, 1.0]
    """
    number = int(cluster.max()) + 1
    found = np.full((draws, number), np.nan)
    for draw in range(draws):
        drawn = np.unique(rng.integers(0, len(rows), len(rows)))
        if len(drawn) <= number:
            continue
        other = np.eye(number)[clusters_of(rows[drawn], number)]
        own = np.eye(number)[cluster[drawn]]
        shared = own.T @ other
        either = own.sum(axis=0)[:, None] + other.sum(axis=0) - shared
        found[draw] = np.where(own.sum(axis=0) > 0, (shared / either).max(axis=1), 0.0)
    return np.asarray(np.nanmean(found, axis=0))


def _cut(tree: Numbers, numbers: Iterable[int]) -> Codes:
    """Give the clusters of each row, one column per number of clusters; ties of joins do not change the number."""
    size = len(tree) + 1
    left, right = tree[:, 0].astype(np.intp), tree[:, 1].astype(np.intp)
    columns = []
    for number in numbers:
        joins = size - number
        top = np.arange(2 * size - 1)
        top[left[:joins]] = top[right[:joins]] = np.arange(size, size + joins)
        while not np.array_equal(above := top[top], top):
            top = above
        columns.append(np.unique(top[:size], return_inverse=True)[1])
    return np.array(columns, dtype=np.intp).T


def _of_tree(tree: Numbers, number: int) -> Codes:
    labels = _cut(tree, [number])[:, 0]
    order = np.argsort(-np.bincount(labels), kind="stable")
    return np.argsort(order)[labels].astype(np.intp)


def _within(rows: Numbers, labels: Codes) -> Numbers:
    """Sum the squared distances to the cluster's mean, for each column of labels."""
    total = float(np.square(rows).sum())
    sums = []
    for column in labels.T:
        totals = np.eye(int(column.max()) + 1)[column].T @ rows
        sums.append(total - float((np.square(totals).sum(axis=1) / np.bincount(column)).sum()))
    return np.array(sums)


def _silhouette(distances: Numbers, labels: Codes) -> float:
    """Give the mean silhouette width (Rousseeuw 1987, J. Computational and Applied Mathematics 20:53-65)."""
    places, size = np.arange(len(labels)), np.bincount(labels)
    sums = distances @ np.eye(len(size))[labels]
    own = sums[places, labels] / np.maximum(size[labels] - 1, 1)
    means = sums / size
    means[places, labels] = np.inf
    nearest = means.min(axis=1)
    larger = np.maximum(own, nearest)
    width = np.divide(nearest - own, larger, out=np.zeros(len(labels)), where=larger > 0)
    return float(np.where(size[labels] > 1, width, 0.0).mean())
