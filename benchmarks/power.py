"""Does a study of the size that `framing.power` asks for find the ratio as often as promised? Simulated, with a seed.

    python power.py [--replicates 2000] [-o power.csv]

A pilot of 20,000 units an outlet, without any difference, gives the number of units; studies of that size are drawn
with the ratio and compared. One call compares many studies, as so many devices. Articles differ in length and in how
often they have the device (gamma, shapes 4 and 4.5); shared events have a log-sd of .45.
"""

from __future__ import annotations

import argparse
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing import Note, compare, power
from framing.model import VERSION

PILOT = 20_000
WORDS = 500
BATCH = 100


class Cell(NamedTuple):
    """One plan: instances per 1,000 words, the ratio, whether events are shared, the power wanted, the measure."""

    rate: float
    ratio: float
    shared: bool
    power: float = 0.8
    measure: str = "rate"


CELLS = [
    Cell(6.0, 1.3, shared=False),
    Cell(6.0, 1.5, shared=False),
    Cell(6.0, 2.0, shared=False),
    Cell(6.0, 1.3, shared=False, power=0.9),
    Cell(0.4, 2.0, shared=False),
    Cell(6.0, 1.3, shared=True),
    Cell(6.0, 1.5, shared=True),
    Cell(0.4, 2.0, shared=True),
    Cell(1.0, 1.5, shared=False, measure="prevalence"),
]


def studies(cell: Cell, ratio: float, units: int, number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw `number` studies of two outlets, each called a device."""
    event = np.exp(rng.normal(0, 0.45, (number, units))) if cell.shared else 1.0
    tables = []
    for outlet, times in (("A", ratio**0.5), ("B", ratio**-0.5)):
        words = np.maximum(100, rng.poisson(WORDS * rng.gamma(4, 1 / 4, (number, units))))
        found = rng.poisson(cell.rate / 1000 * times * words * rng.gamma(4.5, 1 / 4.5, (number, units)) * event)
        table = {
            "doc_id": np.tile([f"{outlet}{place}" for place in range(units)], number),
            "outlet": outlet,
            "event": np.tile(np.arange(units), number),
            "words": words.ravel(),
            "n": found.ravel(),
            "device": np.repeat([f"study {place:04}" for place in range(number)], units),
        }
        tables.append(pd.DataFrame(table))
    return pd.concat(tables, ignore_index=True)


def run(cell: Cell, replicates: int, seed: int) -> dict[str, object]:
    """Plan from a pilot, and count how many studies of that size find the ratio."""
    rng = np.random.default_rng(seed)
    unit = "event" if cell.shared else "article"
    ratio = cell.ratio
    plan = power(
        studies(cell, 1.0, PILOT, 1, rng), ratio=ratio, unit=unit, measure=cell.measure, power=cell.power
    ).iloc[0]
    if cell.measure == "prevalence":  # what ratio of shares the ratio of rates makes
        large = compare(studies(cell, cell.ratio, 100_000, 1, rng), unit=unit, measure=cell.measure).iloc[0]
        ratio = float(large["ratio"])
        plan = power(
            studies(cell, 1.0, PILOT, 1, rng), ratio=ratio, unit=unit, measure=cell.measure, power=cell.power
        ).iloc[0]
    found = 0
    for first in range(0, replicates, BATCH):
        made = studies(cell, cell.ratio, int(plan["needed"]), min(BATCH, replicates - first), rng)
        found += int((compare(made, unit=unit, measure=cell.measure, adjust=None)["p"] < 0.05).sum())
    return {**cell._asdict(), "ratio": ratio, "needed": int(plan["needed"]), "replicates": replicates,
            "found_percent": 100 * found / replicates}  # fmt: skip


def main() -> None:
    """Run the cells and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    warnings.simplefilter("ignore", Note)
    rows = []
    for number, cell in enumerate(CELLS):
        rows.append(run(cell, given.replicates, given.seed + number))
        print(pd.DataFrame(rows[-1:]).round(2).to_string(index=False), flush=True)
    table = pd.DataFrame(rows).round(2).assign(seed=given.seed, date=f"{datetime.now(UTC):%Y-%m-%d}", version=VERSION)
    if given.output:
        table.to_csv(given.output, index=False)


if __name__ == "__main__":
    main()
