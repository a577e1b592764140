"""Does the interval of alpha hold the true alpha, and is the number of factors found? Simulated yes/no answers.

    python benchmarks/scales.py

writes ``scales.csv`` beside this file. Answers are cut from normal ones with none, one or two factors (correlated .3),
so that each question has its share of yes. The interval of `framing.scale_reliability` stands beside Feldt's (1965,
Psychometrika 30:357-370), its number of factors beside that of tetrachoric correlations.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy import special, stats

from framing.statistics.item_analysis import factors, reliability

HERE = Path(__file__).parent
SHARES = {"common": (0.5, 0.4, 0.3, 0.6), "rare": (0.1, 0.2, 0.15, 0.05), "mixed": (0.1, 0.5, 0.15, 0.3)}
LOADINGS = {
    "none": np.zeros((4, 1)),
    "one .5": np.full((4, 1), 0.5),
    "one .8": np.full((4, 1), 0.8),
    "two .8": np.array([[0.8, 0], [0.8, 0], [0, 0.8], [0, 0.8]]),
}
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
REPLICATES, DRAWS = 400, 60


def answers(rng, loadings, shares, n):
    """Simulate answers, none of which is the same throughout."""
    size = loadings.shape[1]
    related = np.full((size, size), 0.3) + 0.7 * np.eye(size)
    own = np.sqrt(1 - np.einsum("ki,ij,kj->k", loadings, related, loadings))
    while True:
        common = rng.normal(size=(n, size)) @ np.linalg.cholesky(related).T
        found = (common @ loadings.T + rng.normal(size=(n, len(own))) * own > special.ndtri(1 - np.array(shares))) * 1.0
        if (found.std(axis=0) > 0).all():
            return found


def tetrachoric(both, one, other, n):
    """Correlations of the normal variables behind 2 x 2 tables; half a unit in an empty cell (Brown & Benedetti)."""
    cells = np.stack([both, one - both, other - both, n - one - other + both])
    empty = cells == 0
    share = (both + 0.5 * (empty[0] | empty[3]) - 0.5 * (empty[1] | empty[2])) / n
    h, k = special.ndtri(1 - one / n)[..., None], special.ndtri(1 - other / n)[..., None]
    low, high = np.full(both.shape, -0.9999), np.full(both.shape, 0.9999)
    for _ in range(25):
        middle = (low + high) / 2
        angle = np.arcsin(middle)[..., None]
        sine = np.sin((NODES + 1) / 2 * angle)
        density = np.exp(-(h**2 + k**2 - 2 * h * k * sine) / (2 * (1 - sine**2)))
        chance = (special.ndtr(-h) * special.ndtr(-k))[..., 0] + (density * WEIGHTS).sum(-1) * angle[..., 0] / 4 / np.pi
        low, high = np.where(chance < share, middle, low), np.where(chance < share, high, middle)
    return (low + high) / 2


def tetrachoric_factors(values, rng):
    """Parallel analysis as in `factors`, with tetrachoric correlations."""
    n, items = values.shape
    tables = np.concatenate([values[None], rng.permuted(np.broadcast_to(values, (DRAWS, n, items)), axis=1)])
    both, number = np.einsum("dni,dnj->dij", tables, tables), tables.sum(axis=1)
    i, j = np.triu_indices(items, 1)
    matrices = np.broadcast_to(np.eye(items), both.shape).copy()
    matrices[:, i, j] = matrices[:, j, i] = tetrachoric(both[:, i, j], number[:, i], number[:, j], n)
    eigenvalues = np.linalg.eigvalsh(matrices)[:, ::-1]
    return int(np.cumprod(eigenvalues[0] > np.quantile(eigenvalues[1:], 0.95, axis=0)).sum())


def feldt(alpha, n, items):
    degrees = n - 1, (n - 1) * (items - 1)
    return [1 - (1 - alpha) * stats.f.isf(tail, *degrees) for tail in (0.025, 0.975)]


def cell(rng, name, loadings, of, shares, n):
    large = answers(rng, loadings, shares, 200_000)
    true = reliability(large, np.arange(len(large)) % 50, 0.95).alpha
    held, feldts, number, tetrachorics = [], [], [], []
    for replicate in range(REPLICATES):
        values = answers(rng, loadings, shares, n)
        found = reliability(values, np.arange(n), 0.95)
        low, high = feldt(found.alpha, n, values.shape[1])
        held.append(found.low <= true <= found.high)
        feldts.append(low <= true <= high)
        if replicate < REPLICATES // 4:
            number.append(factors(values, DRAWS, rng).number)
            tetrachorics.append(tetrachoric_factors(values, rng))
    right = {"none": 0, "two .8": 2}.get(name, 1)
    return {
        "factors": name, "yes": of, "n": n, "alpha": true, "held": np.mean(held), "held_feldt": np.mean(feldts),
        "right_number": np.mean(np.equal(number, right)),
        "right_number_tetrachoric": np.mean(np.equal(tetrachorics, right)), "replicates": REPLICATES,
    }  # fmt: skip


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    rows = [
        cell(rng, name, loadings, of, shares, n)
        for name, loadings in LOADINGS.items()
        for of, shares in SHARES.items()
        for n in (30, 60, 100, 200)
    ]
    pd.DataFrame(rows).round(3).to_csv(HERE / "scales.csv", index=False)
