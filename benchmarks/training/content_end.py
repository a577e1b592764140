"""Fit the weights by which `framing/attributing/ends.py` chooses where a content ends.

``python benchmarks/training/content_end.py allsides_10k.jsonl.gz polnear_train.jsonl [--halves]``

The card is framing/models/content_end.md. The attributions that the package finds are compared with the coded ones that
share their cue: the AllSides articles of ``../validity/attributions_allsides.csv.gz``, part ``fit``, and PolNeAR's
training part, which counts less. `--halves` fits each half of the AllSides outlets, shows what it does in the other,
and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import framing
from framing.attributing import ends
from framing.attributing.frames import Attribution
from framing.detectors import attribution
from framing.texts.text import Place

sys.path.append(str(Path(__file__).parents[1] / "validity"))
from attribution_right import PLACES
from examples import articles

WEIGHTS = Path(ends.__file__).parents[1] / "models" / "content_end.tsv"
RIDGE, POLNEAR, FEWEST = 2.0, 0.3, 5
_EDGES = " \t\n\u00a0,.;:—–\"“”'’‘?!()"
Coded = dict[str, list[tuple[list[Place], list[Place]]]]


class Choice(NamedTuple):
    """The ends of one content, which of them was coded (-1 for none), its weight and its outlet."""

    ends: list[ends.End]
    coded: int
    weight: float
    outlet: str


def last_word(text: str, end: int) -> int:
    """Give where the last word before `end` ends."""
    while end and text[end - 1] in _EDGES:
        end -= 1
    return end


def choices(texts: pd.DataFrame, coded: Coded, weight: float) -> list[Choice]:
    """Give the choices that the package has in articles whose attributions are coded."""
    found: list[Choice] = []
    outlets = dict(zip(texts["text"], texts["outlet"], strict=True))
    names = dict(zip(texts["text"], texts["doc_id"], strict=True))
    part = attribution.part

    def keep(reading: attribution.Reading, items: Sequence[Attribution]) -> None:
        part(reading, items)
        for item in items:
            made = choice(item, coded.get(names[reading.text], ()), reading.text, weight, outlets[reading.text])
            if made is not None:
                found.append(made)

    attribution.part = keep
    try:
        framing.label(texts[["doc_id", "outlet", "text"]], ["attribution"], workers=1)
    finally:
        attribution.part = part
    return found


def choice(
    item: Attribution, coded: Iterable[tuple[list[Place], list[Place]]], text: str, weight: float, outlet: str
) -> Choice | None:
    """Give the choice for one attribution; None where there is none, or where no coded one shares its cue."""
    if item.told is None or not item.content or item.content[-1][0] < item.cue[1]:
        return None
    some = [content for cue, content in coded if _shared([item.cue], cue)]
    content = max(some, key=lambda other: _shared(item.content, other), default=[])
    if not _shared(item.content[-1:], content) or max(content)[0] < item.cue[1]:
        return None
    place = last_word(text, max(end for _, end in content))
    possible = ends.ends_of(item.told, item.content[-1])
    if len(possible) < 2:
        return None
    at = [last_word(text, end.place) for end in possible]
    return Choice(possible, at.index(place) if place in at else -1, weight, outlet)


def _shared(one: Sequence[Place], other: Sequence[Place]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def matrix(some: Sequence[Choice], names: dict[str, int]) -> csr_matrix:
    """Give the traits of all ends, a row each."""
    rows, columns, numbers, row = [], [], [], 0
    for one in some:
        for end in one.ends:
            for trait, number in end.traits.items():
                if trait in names:
                    rows.append(row)
                    columns.append(names[trait])
                    numbers.append(number)
            row += 1
    return csr_matrix((numbers, (rows, columns)), shape=(row, len(names)))


def fit(some: Sequence[Choice]) -> dict[str, float]:
    """Fit a conditional logit: of the ends of a content, the coded one should have the highest score."""
    some = [one for one in some if one.coded >= 0]
    counts = Counter(
        trait
        for one in some
        for i, end in enumerate(one.ends)
        if i == one.coded or end.is_current
        for trait in end.traits
    )
    names = {trait: i for i, trait in enumerate(sorted(name for name, count in counts.items() if count >= FEWEST))}
    traits = matrix(some, names)
    sizes = np.array([len(one.ends) for one in some])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    which = np.repeat(np.arange(len(some)), sizes)
    right, weight = first + [one.coded for one in some], np.array([one.weight for one in some])
    sought = traits[right].T @ weight

    def loss(values: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = traits @ values
        scores -= np.maximum.reduceat(scores, first)[which]
        chance = np.exp(scores)
        total = np.add.reduceat(chance, first)
        lost = weight @ (np.log(total) - scores[right]) + RIDGE / 2 * values @ values
        return lost, traits.T @ (chance / total[which] * weight[which]) - sought + RIDGE * values

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: float(found.x[i]) for name, i in names.items()}


def show(some: Sequence[Choice], weights: dict[str, float]) -> None:
    """Print how many contents end as coded before and after the choice."""
    before = after = changed = 0
    for one in some:
        now = next(i for i, end in enumerate(one.ends) if end.is_current)
        best = ends.best_of(one.ends, weights)
        before, after, changed = before + (now == one.coded), after + (best == one.coded), changed + (now != best)
    print(f"{len(some)} choices, {before} end as coded before, {after} after; {changed} changed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("allsides", type=Path)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--halves", action="store_true")
    options = parser.parse_args()
    places = pd.read_csv(PLACES)
    places = places[places["part"] == "fit"]
    coded: Coded = {}
    for (doc_id, _), rows in places.groupby(["doc_id", "number"]):
        roles = {
            role: list(zip(part["start"].astype(int), part["end"].astype(int), strict=True))
            for role, part in rows.groupby("role")
        }
        coded.setdefault(str(doc_id), []).append((roles.get("cue", []), roles.get("content", [])))
    texts = pd.DataFrame([article for article in articles(options.allsides) if article["doc_id"] in coded])
    own = choices(texts, coded, 1.0)
    rows = list(articles(options.polnear))
    roles = ("cue", "content")
    polnear: Coded = {
        row["doc_id"]: [
            tuple([(start, end) for start, end in one[role]] for role in roles) for one in row["attributions"]
        ]
        for row in rows
    }
    other = choices(pd.DataFrame(rows), polnear, POLNEAR)
    if options.halves:
        half = [zlib.crc32(one.outlet.encode()) % 2 for one in own]
        for held in (0, 1):
            weights = fit([*(one for one, number in zip(own, half, strict=True) if number != held), *other])
            show([one for one, number in zip(own, half, strict=True) if number == held], weights)
        return
    weights = fit([*own, *other])
    lines = [f"{name}\t{value:.2f}\n" for name, value in weights.items() if abs(value) >= 0.01]
    WEIGHTS.write_text("trait\tweight\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
