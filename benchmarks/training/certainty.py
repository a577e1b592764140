"""Fit the weights by which `framing/attributing/certainty.py` tells how probable it is that an attribution is right.

``python benchmarks/training/certainty.py allsides_10k.jsonl.gz [--held]``

The card is framing/models/certainty.md. What the package finds without a least probability is compared with what is
coded in the AllSides articles of ``../validity/attributions_allsides.csv.gz``, part ``fit``, whose codings the network
was not trained on. `--held` leaves out each fifth of the outlets in turn, shows how many attributions are right and how
many coded ones missed from several probabilities on there, beside the raw scores of the network, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit

import framing
from framing.attributing import certainty
from framing.attributing.choice import score
from framing.detectors import attribution

sys.path.append(str(Path(__file__).parents[1] / "validity"))
from attribution_right import PLACES, is_missed, is_nested, verdict
from edges import matrix
from examples import articles
from gold import One, ones

MODEL = Path(certainty.__file__).parents[1] / "models" / "certainty.tsv"
RIDGE, FEWEST, PARTS, RIGHT = 20.0, 8, 5, 3
Traits = dict[str, float]


def found_in(texts: pd.DataFrame) -> tuple[dict[str, list[One]], dict[tuple[str, int], Traits]]:
    """Give all that the package finds, by article, and the traits of what the network found by article and cue."""
    names = dict(zip(texts["text"], texts["doc_id"], strict=True))
    traits: dict[tuple[str, int], Traits] = {}
    original = attribution.certainty

    def keep(reading: attribution.Reading, made: attribution.Attribution, told: certainty.Told) -> float:
        traits[names[reading.text], made.cue[0]] = certainty.traits_of(reading, made, told)
        return 1.0

    attribution.certainty = keep
    try:
        spans = framing.label(texts[["doc_id", "outlet", "text"]], ["attribution"], workers=1)
    finally:
        attribution.certainty = original
    return ones(spans[spans["device"] == "attribution"], "instance"), traits


def fit(some: Sequence[Traits], right: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Fit a logistic regression with a ridge; the trait without a name is its intercept."""
    counts = Counter(trait for traits in some for trait in traits)
    names = {trait: i for i, trait in enumerate(sorted(name for name, count in counts.items() if count >= FEWEST))}
    traits = matrix(some, names)

    def loss(values: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = traits @ values[:-1] + values[-1]
        error = expit(odds) - right
        lost = np.logaddexp(0, odds).sum() - odds[right].sum() + RIDGE / 2 * values[:-1] @ values[:-1]
        return lost, np.append(traits.T @ error + RIDGE * values[:-1], error.sum())

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {**{name: float(found.x[i]) for name, i in names.items()}, "": float(found.x[-1])}


def show(
    title: str, coded: dict[str, list[One]], found: dict[str, list[One]], sure: dict[tuple[str, int], float]
) -> None:
    """Print how many attributions are right and how many coded ones are missed, by the least that counts."""
    top = {name: [one for one in some if not is_nested(one, some)] for name, some in coded.items()}
    verdicts = {name: [verdict(one, coded[name]) for one in found.get(name, ())] for name in coded}
    total = sum(map(len, top.values()))
    for left_out in (0.0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.25):
        least = np.quantile(list(sure.values()), left_out)
        kept, right, missed = 0, 0, 0
        for name in coded:
            some = [
                (one, told)
                for one, told in zip(found.get(name, ()), verdicts[name], strict=True)
                if not sure.get((name, one.cue[0][0]), 1.0) < least
            ]
            kept, right = kept + len(some), right + sum(told == RIGHT for _, told in some)
            missed += sum(is_missed(one, [other for other, _ in some]) for one in top[name])
        print(f"{title} from {least:.3f}: n {kept}, right {right / kept:.4f}, missed {missed / total:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("allsides", type=Path)
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args()
    places = pd.read_csv(PLACES)
    parts = {part: ones(rows, "number") for part, rows in places.groupby("part")}
    wanted = set(places["doc_id"])
    texts = pd.DataFrame([article for article in articles(options.allsides) if article["doc_id"] in wanted])
    found, traits = found_in(texts)
    coded = parts["fit"]
    judged = [(name, one) for name in coded for one in found.get(name, ()) if (name, one.cue[0][0]) in traits]
    keys = [(name, one.cue[0][0]) for name, one in judged]
    right = np.array([verdict(one, coded[name]) == RIGHT for name, one in judged])
    some = [traits[key] for key in keys]
    if not options.held:
        weights = fit(some, right)
        lines = [f"{trait}\t{value:.2f}\n" for trait, value in weights.items() if abs(value) >= 0.03 or not trait]
        MODEL.write_text("trait\tweight\n" + "".join(lines), encoding="utf-8")
        return
    outlets = dict(zip(texts["doc_id"], texts["outlet"], strict=True))
    part = np.array([zlib.crc32(outlets[name].encode()) % PARTS for name, _ in keys])
    raw = {key: one["score"] for key, one in traits.items()}
    sure: dict[tuple[str, int], float] = {}
    for held in range(PARTS):
        weights = fit([one for one, number in zip(some, part, strict=True) if number != held], right[part != held])
        sure |= {
            key: float(expit(score(traits[key], weights) + weights[""]))
            for key, number in zip(keys, part, strict=True)
            if number == held
        }
    weights = fit(some, right)
    last = {
        key: float(expit(score(one, weights) + weights[""])) for key, one in traits.items() if key[0] in parts["test"]
    }
    show("fit, raw score", coded, found, {key: raw[key] for key in sure})
    show("fit, model", coded, found, sure)
    show("test, raw score", parts["test"], found, {key: raw[key] for key in last})
    show("test, model", parts["test"], found, last)


if __name__ == "__main__":
    main()
