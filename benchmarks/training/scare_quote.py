"""Fit the weights by which `framing/detectors/scare_quote.py` tells scare quotes from partial quotations.

The card is framing/models/scare_quote.md.

python benchmarks/training/scare_quote.py ALLSIDES.jsonl.gz HYPERPARTISAN.jsonl.gz BASIL.jsonl NEWSWCL50.jsonl

The places are in scare_quote_places.csv, offsets into these corpora. Those that two coders read are the ones that it is
cross-validated on, ten folds of articles; those of one coder count half and are in every training part.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

import framing
from framing.detectors import scare_quote
from framing.texts.text import Reading

PLACES = Path(__file__).with_name("scare_quote_places.csv")
WEIGHTS = Path(scare_quote.__file__).parents[1] / "models" / "scare_quote.tsv"
RIDGE, ONE_CODER, FOLDS, REPEATS = 2.0, 0.5, 10, 20
LEAST = (0.2, 0.25, 0.3, 0.35, 0.4)


def texts(paths: Sequence[str], wanted: set[str]) -> dict[str, str]:
    found = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["doc_id"] in wanted:
                    found[row["doc_id"]] = row["text"]
    return found


def readings(articles: pd.DataFrame) -> dict[str, Reading]:
    """Give the readings of the articles with their attributions, as the detector has them."""
    found: dict[str, Reading] = {}
    detect = scare_quote.detect

    def keep(reading: Reading, hits: Sequence) -> list:
        found[reading.document.doc_id] = reading
        return []

    scare_quote.detect = keep
    try:
        framing.label(articles, ["scare_quote"], with_voice=False)
    finally:
        scare_quote.detect = detect
    return found


def fit(traits: np.ndarray, coded: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Fit a logistic regression with a ridge penalty by Newton's method; the last weight is the constant."""
    design = np.c_[traits, np.ones(len(traits))]
    penalty = np.diag([RIDGE] * traits.shape[1] + [1e-6])
    found = np.zeros(design.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (chance - coded)) + penalty @ found
        bend = (design.T * (weight * chance * (1 - chance))) @ design + penalty
        found -= np.linalg.solve(bend, slope)
    return found


def main(paths: Sequence[str]) -> None:
    places = pd.read_csv(PLACES)
    text = texts(paths, set(places["doc_id"]))
    read = readings(pd.DataFrame([{"doc_id": name, "outlet": "-", "text": body} for name, body in text.items()]))
    rows, lost = [], 0
    for place in places.itertuples():
        reading = read.get(place.doc_id)
        if reading is None:
            continue  # not in English: the detector does not run on it
        around = scare_quote.Surroundings(reading)
        near = [q for q in around.marked() if q.place[0] < place.end and q.place[1] > place.start]
        if near and not scare_quote.is_excluded(near[0]):
            rows.append((around.traits(near[0]), place.scare, place.coders, place.doc_id))
        elif place.coders == 2:
            lost += place.scare
    names = list(rows[0][0])
    traits = np.array([[float(row[0][name]) for name in names] for row in rows])
    coded, two = np.array([row[1] for row in rows]), np.array([row[2] == 2 for row in rows])
    weight = np.where(two, 1.0, ONE_CODER)
    document = pd.factorize(np.array([row[3] for row in rows]))[0]
    scores = []
    for seed in range(REPEATS):
        fold = np.random.default_rng(seed).integers(FOLDS, size=document.max() + 1)[document]
        chance = np.zeros(len(rows))
        for number in range(FOLDS):
            held = two & (fold == number)
            found = fit(traits[~held], coded[~held], weight[~held])
            chance[held] = 1 / (1 + np.exp(-traits[held] @ found[:-1] - found[-1]))
        scores.append([counts(chance[two] >= least, coded[two] > 0, lost) for least in LEAST])
    print(f"{two.sum()} places of two coders, {coded[two].sum() + lost} scare quotes, {lost} of another shape")
    for least, (precision, recall) in zip(LEAST, np.mean(scores, axis=0), strict=True):
        print(f"from {least}: precision {precision:.2f}, recall {recall:.2f}")
    found = fit(traits, coded, weight)
    table = [("trait", "weight"), ("*", f"{found[-1]:.2f}")]
    table += [(name, f"{value:.2f}") for name, value in zip(names, found, strict=False)]
    WEIGHTS.write_text("".join(f"{name}\t{value}\n" for name, value in table), encoding="utf-8")


def counts(is_found: np.ndarray, is_coded: np.ndarray, lost: int) -> tuple[float, float]:
    right = (is_found & is_coded).sum()
    return right / max(1, is_found.sum()), right / (is_coded.sum() + lost)


if __name__ == "__main__":
    main(sys.argv[1:])
