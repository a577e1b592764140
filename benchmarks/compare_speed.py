"""How long `framing.compare` takes with 12 outlets, 100,000 articles and 6 devices, and how much memory.

    python compare_speed.py

prints CPU seconds, wall seconds and the peak of memory for the default method, for the jackknife alone (from sums by
unit to estimates, errors and p of one device's 66 pairs), and for 9,999 permutations with intervals. One process, and
as many threads as the linear algebra library takes; `OMP_NUM_THREADS=1` makes it one.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd

from framing import compare
from framing.statistics.jackknife import limits, log_ratio, p_value
from framing.statistics.sides import rows_of, sides_of
from framing.statistics.units import design_of

ARTICLES, OUTLETS, DEVICES = 100_000, 12, 6


def made_up() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    articles = pd.DataFrame(
        {
            "doc_id": [f"article-{place}" for place in range(ARTICLES)],
            "outlet": np.array([f"Outlet {place}" for place in range(OUTLETS)])[rng.integers(0, OUTLETS, ARTICLES)],
            "words": rng.integers(100, 1500, ARTICLES),
        }
    )
    counts = articles.merge(pd.DataFrame({"device": [f"device {place}" for place in range(DEVICES)]}), how="cross")
    return counts.assign(n=rng.poisson(0.006 * counts["words"] * rng.gamma(4.5, 1 / 4.5, len(counts))))


def timed(name: str, run: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name}: {cpu:.2f} s CPU, {wall:.2f} s, {peak:.2f} GB at most")


def jackknifed(counts: pd.DataFrame) -> Callable[[], object]:
    design = design_of(counts, by="outlet", unit=None)
    _, rows = next(rows_of(design))

    def run() -> object:
        sides = sides_of(design, rows)
        estimates = [log_ratio(a, b) for a, b in combinations(sides, 2)]
        return [(limits(estimate), p_value(estimate)) for estimate in estimates]

    return run


def main() -> None:
    counts = made_up()
    timed("default method", lambda: compare(counts))
    timed("the jackknife alone, one device", jackknifed(counts))
    timed("9,999 permutations", lambda: compare(counts, method="permutation"))


if __name__ == "__main__":
    main()
