"""Do corrected intervals hold the true ratio, and each rate, when labels err differently in two outlets? Simulated.

    python correction.py [--replicates 2000] [--rate-replicates 150] [--cells 0 3] [-o correction.csv]

Articles differ in length and in how often they have the device (gamma, shape 4); the true ratio is that of the rates
the articles were drawn with. Labels find each instance with the outlet's recall and invent others up to the
cell's precision. Sentences are drawn as `framing.sample` draws them, coded without error, and corrected by
`framing.correct` and `framing.correct_rates`. A candidate net hits 95 % of the missed instances' sentences and 10 % of
the others. One call handles many replicates, as so many devices. Rates are corrected in the first of the replicates
alone (``rate_replicates``; 1,000 for the last cell of the stored table).
"""

from __future__ import annotations

import argparse
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing import Note, compare, correct, correct_rates
from framing.coding.drawing import drawn
from framing.model import VERSION
from framing.sample import SHARES, STRATA

SHAPE = 4.0
SENTENCES = 25  # in an article, on average
WORDS = 20  # in a sentence
RECALLS = (0.9, 0.6)
NET_RECALL, NET_SHARE = 0.95, 0.1
BATCH = 50
VOICE_ERROR = 0.1  # of a source's sentences that the labels give to the outlet


class Cell(NamedTuple):
    """One design: the share of sentences with the device, the true ratio, articles and coded sentences an outlet."""

    rate: float
    ratio: float
    articles: int
    coded: int
    net: bool
    outlets: int = 2
    shared: bool = False
    voice: bool = False
    precision: float = 0.9


CELLS = [
    Cell(0.12, 1.0, 300, 200, net=False),
    Cell(0.12, 1.3, 300, 200, net=False),
    Cell(0.12, 1.0, 300, 50, net=False),
    Cell(0.12, 1.0, 300, 100, net=False),
    Cell(0.12, 1.0, 300, 300, net=False),
    Cell(0.12, 1.0, 300, 200, net=True),
    Cell(0.12, 1.0, 40, 200, net=False),
    Cell(0.12, 1.0, 300, 200, net=False, shared=True),
    Cell(0.12, 1.0, 300, 200, net=False, outlets=3),
    Cell(0.12, 1.0, 300, 200, net=False, voice=True),
    Cell(0.01, 1.0, 300, 200, net=True),
    Cell(0.01, 1.5, 300, 200, net=True),
    Cell(0.01, 1.0, 300, 100, net=True),
    Cell(0.01, 1.0, 300, 200, net=False),
    Cell(0.02, 1.0, 300, 200, net=False),
    Cell(0.05, 1.0, 300, 100, net=False),
    Cell(0.05, 1.0, 300, 200, net=False),
    Cell(0.02, 1.0, 300, 200, net=True),
    Cell(0.12, 1.0, 300, 200, net=False, precision=0.3),
    Cell(0.12, 1.3, 300, 200, net=True, precision=0.3),
]


class Corpus(NamedTuple):
    """Sentences of all outlets: whose article, what is there and what was found, by voice (outlet, source)."""

    article: np.ndarray
    truth: np.ndarray
    found: np.ndarray
    words: np.ndarray
    found_words: np.ndarray


def corpus(cell: Cell, rng: np.random.Generator) -> Corpus:
    """Make the sentences of one replicate."""
    size = cell.outlets * cell.articles
    outlet = np.repeat(np.arange(cell.outlets), cell.articles)
    event = np.tile(np.exp(rng.normal(-0.1, 0.45, cell.articles)), cell.outlets) if cell.shared else 1.0
    level = cell.rate * np.where(outlet == 0, cell.ratio, 1.0) * rng.gamma(SHAPE, 1 / SHAPE, size) * event
    article = np.repeat(np.arange(size), 3 + rng.poisson((SENTENCES - 3) * rng.gamma(SHAPE, 1 / SHAPE, size)))
    recall = np.resize(RECALLS, cell.outlets)[outlet[article]]
    there = rng.poisson(level[article])
    found = rng.binomial(there, recall) + rng.poisson(cell.rate * recall * (1 - cell.precision) / cell.precision)
    is_source = rng.random(len(article)) < 0.4 if cell.voice else np.zeros(len(article), dtype=bool)
    is_labelled_source = is_source & (rng.random(len(article)) >= VOICE_ERROR)
    voice, labelled = (np.column_stack([~who, who]).astype(int) for who in (is_source, is_labelled_source))
    return Corpus(article, there[:, None] * voice, found[:, None] * labelled, WORDS * voice, WORDS * labelled)


def tables(cell: Cell, replicate: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the counts and the codings of one replicate, which is called a device."""
    made = corpus(cell, rng)
    device, size = f"r{replicate}", cell.outlets * cell.articles
    outlet = made.article // cell.articles
    names = STRATA if cell.net else ("found", "rest")
    shares = np.array(SHARES if cell.net else (SHARES[0], SHARES[1] + SHARES[2]))
    is_there, is_found = made.truth.sum(axis=1) > 0, made.found.sum(axis=1) > 0
    caught = rng.random(len(outlet)) < np.where(is_there, NET_RECALL, NET_SHARE)
    stratum = np.where(is_found, 0, np.where(caught & cell.net, 1, len(names) - 1))
    picked, chances = drawn(stratum, outlet, shares, cell.coded, rng)
    counts, codings = [], []
    for column, voice in enumerate(("outlet", "reported") if cell.voice else ("outlet",)):
        table = {
            "doc_id": np.arange(size),
            "outlet": np.array(["A", "B", "C"])[np.arange(size) // cell.articles],
            "event": np.arange(size) % cell.articles if cell.shared else None,
            "words": np.bincount(made.article, made.found_words[:, column], size).astype(int),
            "device": device,
            "voice": voice,
            "n": np.bincount(made.article, made.found[:, column], size).astype(int),
        }
        coded = {
            "sentence_id": picked,
            "doc_id": made.article[picked],
            "device": device,
            "voice": voice,
            "probability": chances,
            "found": made.found[picked, column],
            "coded": made.truth[picked, column],
            "words": made.found_words[picked, column],
            "coded_words": made.words[picked, column],
        }
        counts.append(pd.DataFrame(table))
        codings.append(pd.DataFrame(coded))
    dropped = ["voice"] if not cell.voice else []
    tables = pd.concat(counts), pd.concat(codings)
    return tables[0].drop(columns=[*dropped, *(["event"] if not cell.shared else [])]), tables[1].drop(columns=dropped)


def run(cell: Cell, replicates: int, rate_replicates: int, seed: int) -> dict[str, object]:
    """Run one cell: the share of intervals that hold the true ratio, corrected and as labelled."""
    rng = np.random.default_rng(seed)
    unit = "event" if cell.shared else "article"
    found, labelled, rates = [], [], []
    for first in range(0, replicates, BATCH):
        made = [tables(cell, number, rng) for number in range(first, min(first + BATCH, replicates))]
        counts, codings = (pd.concat(parts, ignore_index=True) for parts in zip(*made, strict=True))
        found.append(correct(counts, codings, unit=unit, adjust=None))
        if first < rate_replicates:
            rates.append(correct_rates(counts, codings, unit=unit))
        labelled.append(compare(counts[counts["outlet"] != "C"], unit=unit, adjust=None))
    results = pd.concat(found)
    pair, naive = between(results, cell), between(pd.concat(labelled), cell)
    is_all = results["b"] == "each other"
    log_width = np.log(pair["high"]) - np.log(pair["low"])
    return {
        **cell._asdict(),
        "replicates": replicates,
        "without_interval": int(pair["p"].isna().sum()),
        "coverage": 100 * covered(pair, cell.ratio),
        "coverage_as_labelled": 100 * covered(naive, cell.ratio),
        **of_rates(pd.concat(rates), cell),
        "median_ratio": pair["ratio"].median(),
        "median_ratio_as_labelled": naive["ratio"].median(),
        "rejected_at_5": 100 * float((pair["p"] < 0.05).sum() / pair["p"].notna().sum()),
        "omnibus_rejected_at_5": 100 * float((results["p"][is_all] < 0.05).mean()) if is_all.any() else np.nan,
        "median_half_width": float(np.exp(log_width.median() / 2)),
    }


def between(results: pd.DataFrame, cell: Cell) -> pd.DataFrame:
    """Keep the rows of the first outlet against the second; by voice those of the sources' words."""
    is_wanted = (results["a"] == "A") & (results["b"] == "B")
    if cell.voice:
        is_wanted &= results["voice"] == "reported"
    return results[is_wanted]


def of_rates(rates: pd.DataFrame, cell: Cell) -> dict[str, float]:
    """Give the share of intervals that hold the true rate of each outlet, per 1,000 words of the voice."""
    if cell.voice:
        rates = rates[rates["voice"] == "reported"]
    true = 1000 * cell.rate / WORDS * np.where(rates["group"] == "A", cell.ratio, 1.0)
    is_in = (rates["low"] <= true) & (true <= rates["high"])
    there = is_in[rates["low"].notna()].groupby(rates["group"]).mean()
    number = len(rates) // rates["group"].nunique()
    return {
        "rate_coverage_a": 100 * float(there["A"]),
        "rate_coverage_b": 100 * float(there["B"]),
        "rate_replicates": number,
    }


def covered(results: pd.DataFrame, ratio: float) -> float:
    """Give the share of intervals that hold `ratio`, out of those that there are."""
    there = results[results["p"].notna()]
    return float(((there["low"] <= ratio) & (ratio <= there["high"])).mean())


def main() -> None:
    """Run the cells and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=2000)
    parser.add_argument(
        "--rate-replicates", type=int, default=150, help=f"those of which rates are corrected too; whole {BATCH}s"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--cells", type=int, nargs="*", default=range(len(CELLS)), help="numbers of cells; all by default"
    )
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    warnings.simplefilter("ignore", Note)
    rows = []
    for number in given.cells:
        rows.append(run(CELLS[number], given.replicates, given.rate_replicates, given.seed + number))
        print(pd.DataFrame(rows[-1:]).round(2).to_string(index=False), flush=True)
        table = pd.DataFrame(rows).round(2)
        table = table.assign(seed=given.seed, date=f"{datetime.now(UTC):%Y-%m-%d}", version=VERSION)
        if given.output:
            table.to_csv(given.output, index=False)


if __name__ == "__main__":
    main()
