"""Is the number of frames found, and are frames that are not there noted? Simulated elements.

    python benchmarks/clusters.py

writes ``clusters.csv`` beside this file. Articles have one of three frames, whose elements they have with a chance of
.8 and the others with .1, or .7 and .2; or elements that are not related (noise). For each design: how often the number
is that of the gap (the default of `framing.cluster_elements`), of the silhouette, and how often each rule finds more
than one; how well three clusters fit the frames (adjusted Rand index, Hubert & Arabie 1985); the median and the 90th
percentile of their stability; how often the note says that there are none.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from framing.statistics.clustering import choice_of, clusters_of, stability

HERE = Path(__file__).parent
MIX = (0.4, 0.35, 0.25)
MOST, DRAWS, REPLICATES = 8, 50, 60


def frames(elements, high, low):
    """Chances of elements in three frames, each with a third of them."""
    return np.where(np.kron(np.eye(3), np.ones((1, elements // 3))) > 0, high, low)


DESIGNS = {
    "three frames, 6 elements, .8 and .1": frames(6, 0.8, 0.1),
    "three frames, 9 elements, .8 and .1": frames(9, 0.8, 0.1),
    "three frames, 12 elements, .8 and .1": frames(12, 0.8, 0.1),
    "three frames, 12 elements, .7 and .2": frames(12, 0.7, 0.2),
    "noise, 4 elements": np.array([[0.5, 0.3, 0.1, 0.4]]),
    "noise, 6 elements": np.array([[0.5, 0.1, 0.1, 0.3, 0.2, 0.4]]),
    "noise, 9 elements": np.full((1, 9), 0.3),
    "noise, 12 elements": np.resize([0.5, 0.1, 0.2, 0.6], (1, 12)),
}


def adjusted_rand(a, b):
    table = np.array(pd.crosstab(a, b), dtype=float)

    def pairs(counts):
        return float((counts * (counts - 1) / 2).sum())

    both, one, other, every = pairs(table), pairs(table.sum(0)), pairs(table.sum(1)), pairs(np.array([len(a)]))
    expected = one * other / every
    return (both - expected) / ((one + other) / 2 - expected) if one + other > 2 * expected else 0.0


def cell(rng, name, chances, n):
    rows = []
    for _ in range(REPLICATES):
        frame = rng.choice(len(chances), n, p=MIX if len(chances) == 3 else None)
        values = (rng.random((n, chances.shape[1])) < chances[frame]).astype(float)
        choice = choice_of(values, MOST, DRAWS, rng)
        number = max(choice.best, 2)
        cluster = clusters_of(values, 3)
        is_above = choice.best > 1 and choice.explained[number - 1] > choice.random[number - 1]
        rows.append(
            {
                "gap_is_3": choice.best == 3, "silhouette_is_3": np.nanargmax(choice.silhouette) == 2,
                "gap_above_1": choice.best > 1, "noted": not is_above, "rand": adjusted_rand(frame, cluster),
                "stability": float(np.mean(stability(values, cluster, DRAWS, rng))),
            }
        )  # fmt: skip
    table = pd.DataFrame(rows)
    most = table["stability"].quantile(0.9)
    mean = table.drop(columns="stability").mean().to_dict()
    about = {"design": name, "n": n, **mean, "stability": table["stability"].median(), "stability_90": most}
    return {**about, "replicates": REPLICATES}


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    rows = [cell(rng, name, chances, n) for name, chances in DESIGNS.items() for n in (100, 300)]
    pd.DataFrame(rows).round(3).to_csv(HERE / "clusters.csv", index=False)
