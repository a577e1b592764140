"""Accuracy and calibration of the polarity network in the held-out sources of NewsMTSC's training part.

python benchmarks/validity/polarity.py newsmtsc_train.jsonl [--part test]

No event, source article or sentence of the part is among those that the network was trained on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

from polarity_places import places

from framing.targeting.network import POLARITIES, network

DRAWS = 1000


def macro_f1(gold: np.ndarray, told: np.ndarray) -> tuple[float, list[float]]:
    """Give the mean F1 of the three classes, and each."""
    each = []
    for value in range(3):
        both = ((gold == value) & (told == value)).sum()
        each.append(2 * both / max(1, (gold == value).sum() + (told == value).sum()))
    return float(np.mean(each)), [float(one) for one in each]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--part", default="test", choices=("test", "development"))
    options = parser.parse_args()
    some = [place for place in places(options.coded) if place.part == options.part]
    tagger = network()
    windows = [tagger.window(place.text, (0, len(place.text)), (place.start, place.end)) for place in some]
    chances = tagger.probabilities(windows)
    gold, told = np.array([place.polarity + 1 for place in some]), chances.argmax(axis=1)
    score, each = macro_f1(gold, told)
    sentences = np.unique([place.text for place in some], return_inverse=True)[1]
    generator = np.random.default_rng(0)
    members = [np.flatnonzero(sentences == number) for number in range(sentences.max() + 1)]
    draws = []
    for _ in range(DRAWS):
        drawn = np.concatenate([members[number] for number in generator.integers(len(members), size=len(members))])
        draws.append(macro_f1(gold[drawn], told[drawn])[0])
    low, high = np.percentile(draws, [2.5, 97.5])
    print(f"{len(some):,} mentions in {len(members):,} sentences")
    print(f"macro F1 {score:.3f} ({low:.3f} to {high:.3f}), accuracy {(gold == told).mean():.3f}")
    print(", ".join(f"{name} {one:.3f}" for name, one in zip(POLARITIES, each, strict=True)))
    table = [[int(((gold == a) & (told == b)).sum()) for b in range(3)] for a in range(3)]
    print("coded by found:", table)
    best, right = chances.max(axis=1), gold == told
    bins = np.minimum((best * 10).astype(int), 9)
    error = 0.0
    for number in np.unique(bins):
        own = bins == number
        error += own.mean() * abs(best[own].mean() - right[own].mean())
        shown = f"mean score {best[own].mean():.2f}, right {right[own].mean():.2f}"
        print(f"score {number / 10:.1f}: {own.sum():4d} mentions, {shown}")
    print(f"expected calibration error {error:.3f}")
    for least in (0.6, 0.7, 0.8):
        own = best >= least
        print(f"from a score of {least}: {own.mean():.2f} of the mentions, right {right[own].mean():.3f}")


if __name__ == "__main__":
    main()
