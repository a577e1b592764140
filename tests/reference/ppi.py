"""Reference values for `framing.correct`: prediction-powered means by ppi-python 0.2.3, power tuning off.

    python ppi.py

writes ``ppi_sentences.csv`` (sentences of two outlets, some coded, drawn with two chances) and ``ppi_means.csv``.
"""

from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
SIZE, FROM_FOUND, FROM_REST = 600, 40, 110


def sentences(outlet: str, recall: float, rng: np.random.Generator) -> pd.DataFrame:
    there = rng.poisson(0.3, SIZE)
    found = rng.binomial(there, recall) + rng.poisson(0.03, SIZE)
    is_coded, chance = np.zeros(SIZE, dtype=bool), np.zeros(SIZE)
    for members, n in ((np.flatnonzero(found > 0), FROM_FOUND), (np.flatnonzero(found == 0), FROM_REST)):
        chance[members] = n / len(members)
        is_coded[rng.choice(members, n, replace=False)] = True
    coded = pd.Series(there, dtype="Int64").where(is_coded)
    return pd.DataFrame({"outlet": outlet, "found": found, "coded": coded, "probability": chance})


def means(table: pd.DataFrame) -> dict[str, float]:
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

    drawn = table[table["coded"].notna()]
    there, found, every = (column.to_numpy(dtype=float) for column in (drawn["coded"], drawn["found"], table["found"]))
    weight = 1 / drawn["probability"].to_numpy()
    mean = float(ppi_mean_pointestimate(there, found, every, lam=1, w=weight)[0])
    low, high = (float(limit[0]) for limit in ppi_mean_ci(there, found, every, alpha=0.05, lam=1, w=weight))
    return {"mean": mean, "low": low, "high": high}


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    tables = [sentences("Bee", 0.9, rng), sentences("Sun", 0.6, rng)]
    pd.concat(tables).to_csv(HERE / "ppi_sentences.csv", index=False)
    rows = [{"outlet": table["outlet"].iloc[0], **means(table)} for table in tables]
    pd.DataFrame(rows).to_csv(HERE / "ppi_means.csv", index=False)
