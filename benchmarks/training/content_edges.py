"""Fit the weights by which `framing/attributing/` chooses where a content begins (`starts.py`) and ends (`ends.py`).

``python benchmarks/training/content_edges.py allsides_10k.jsonl.gz polnear_train.jsonl [--held]``

The cards are framing/models/content_start.md and content_end.md. The attributions that the package finds are compared
with the coded ones that share their cue: the AllSides articles of ``../validity/attributions_allsides.csv.gz``, part
``fit``, those of ``attributions_allsides.csv.gz``, from which the network learned, and PolNeAR's training part, which
counts less. `--held` leaves out each half of the AllSides outlets in turn, and a quarter of PolNeAR's articles, shows
what the weights do there, and writes nothing; of the AllSides articles it shows only those that the network never saw.
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
from framing.attributing import ends, starts
from framing.attributing.article import Attribution
from framing.detectors import attribution
from framing.texts.text import Place

sys.path.append(str(Path(__file__).parents[1] / "validity"))
from attribution_right import PLACES
from examples import articles

TRAINED = Path(__file__).with_name("attributions_allsides.csv.gz")
MODELS = Path(ends.__file__).parents[1] / "models"
NAMES = ("content_start", "content_end")
RIDGE, POLNEAR, FEWEST = 2.0, 0.3, 5
_EDGES = " \t\n\u00a0,.;:—–\"“”'’‘?!()"
Coded = dict[str, list[tuple[list[Place], list[Place]]]]


class Choice(NamedTuple):
    """The edges that a content may have, which of them was coded (-1 for none), its weight, outlet and article."""

    edges: list[ends.Edge]
    coded: int
    weight: float
    outlet: str
    doc_id: str


def last_word(text: str, end: int) -> int:
    """Give where the last word before `end` ends."""
    while end and text[end - 1] in _EDGES:
        end -= 1
    return end


def first_word(text: str, start: int) -> int:
    """Give where the first word from `start` begins."""
    while start < len(text) and text[start] in _EDGES:
        start += 1
    return start


def choices(texts: pd.DataFrame, coded: Coded, weight: float) -> dict[str, list[Choice]]:
    """Give the choices that the package has in articles whose attributions are coded, by the name of the model."""
    found: dict[str, list[Choice]] = {name: [] for name in NAMES}
    articles = {row.text: row for row in texts.itertuples()}
    part = attribution.part

    def keep(reading: attribution.Reading, items: Sequence[Attribution]) -> None:
        part(reading, items)
        article = articles[reading.text]
        for item in items:
            for name, (edges, at) in edges_of(item, coded.get(article.doc_id, ()), reading.text).items():
                found[name].append(Choice(edges, at, weight, article.outlet, article.doc_id))

    attribution.part = keep
    try:
        framing.label(texts[["doc_id", "outlet", "text"]], ["attribution"], workers=1)
    finally:
        attribution.part = part
    return found


def choices_of(allsides: Path, places: pd.DataFrame) -> dict[str, list[Choice]]:
    """Give the choices in the AllSides articles of which `places` has the coded attributions."""
    coded: Coded = {}
    for (doc_id, _), rows in places.groupby(["doc_id", "number"]):
        roles = {
            role: list(zip(part["start"].astype(int), part["end"].astype(int), strict=True))
            for role, part in rows.groupby("role")
        }
        coded.setdefault(str(doc_id), []).append((roles.get("cue", []), roles.get("content", [])))
    texts = pd.DataFrame([article for article in articles(allsides) if article["doc_id"] in coded])
    return choices(texts, coded, 1.0)


def edges_of(
    item: Attribution, coded: Iterable[tuple[list[Place], list[Place]]], text: str
) -> dict[str, tuple[list[ends.Edge], int]]:
    """Give the edges that a content may have and which is coded; nothing where no coded one shares its cue."""
    tail = [place for place in item.content if place[0] >= item.cue[1]]
    if item.told is None or not tail:
        return {}
    some = [content for cue, content in coded if _shared([item.cue], cue)]
    content = max(some, key=lambda other: _shared(item.content, other), default=[])
    after = [place for place in content if place[0] >= item.cue[1]]
    if not _shared(tail, after):
        return {}
    found = {}
    starting = starts.starts_of(item.told, tail[0], item.cue, item.source)
    if len(starting) > 1:
        first = first_word(text, min(after)[0])
        found["content_start"] = (starting, _index(first, [first_word(text, edge.place) for edge in starting]))
    kept, until = ends.unbroken_tail(item, item.told)
    ending = ends.ends_of(item.told, kept[-1], until)
    if len(ending) > 1 and _shared(kept[-1:], after):
        last = last_word(text, max(end for _, end in after))
        found["content_end"] = (ending, _index(last, [last_word(text, edge.place) for edge in ending]))
    return found


def _index(sought: int, places: list[int]) -> int:
    return places.index(sought) if sought in places else -1


def _shared(one: Sequence[Place], other: Sequence[Place]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def matrix(some: Sequence[Choice], names: dict[str, int]) -> csr_matrix:
    """Give the traits of all edges, a row each."""
    rows, columns, numbers, row = [], [], [], 0
    for one in some:
        for edge in one.edges:
            for trait, number in edge.traits.items():
                if trait in names:
                    rows.append(row)
                    columns.append(names[trait])
                    numbers.append(number)
            row += 1
    return csr_matrix((numbers, (rows, columns)), shape=(row, len(names)))


def fit(some: Sequence[Choice]) -> dict[str, float]:
    """Fit a conditional logit: of the edges that a content may have, the coded one should have the highest score."""
    some = [one for one in some if one.coded >= 0]
    counts = Counter(
        trait
        for one in some
        for i, edge in enumerate(one.edges)
        if i == one.coded or edge.is_current
        for trait in edge.traits
    )
    names = {trait: i for i, trait in enumerate(sorted(name for name, count in counts.items() if count >= FEWEST))}
    traits = matrix(some, names)
    sizes = np.array([len(one.edges) for one in some])
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


def show(title: str, some: Sequence[Choice], weights: dict[str, float]) -> None:
    """Print how many contents have the coded edge before and after the choice."""
    before = after = changed = 0
    for one in some:
        now = next((i for i, edge in enumerate(one.edges) if edge.is_current), -2)
        best = ends.best_of(one.edges, weights)
        before, after, changed = before + (now == one.coded), after + (best == one.coded), changed + (now != best)
    print(f"{title}: {len(some)} choices, {before} as coded before, {after} after; {changed} changed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("allsides", type=Path)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args()
    places = pd.read_csv(PLACES)
    own, seen = (choices_of(options.allsides, some) for some in (places[places["part"] == "fit"], pd.read_csv(TRAINED)))
    rows = list(articles(options.polnear))
    roles = ("cue", "content")
    polnear: Coded = {
        row["doc_id"]: [
            tuple([(start, end) for start, end in one[role]] for role in roles) for one in row["attributions"]
        ]
        for row in rows
    }
    other = choices(pd.DataFrame(rows), polnear, POLNEAR)
    for name in NAMES:
        if not options.held:
            weights = fit([*own[name], *seen[name], *other[name]])
            lines = [f"{trait}\t{value:.2f}\n" for trait, value in weights.items() if abs(value) >= 0.01]
            (MODELS / f"{name}.tsv").write_text("trait\tweight\n" + "".join(lines), encoding="utf-8")
            continue
        fitted = [one for one in other[name] if _number(one.doc_id) % 4]
        for held in (0, 1):
            fitting = [one for one in [*own[name], *seen[name]] if _number(one.outlet) % 2 != held]
            weights = fit([*fitting, *fitted])
            show(f"{name}, AllSides", [one for one in own[name] if _number(one.outlet) % 2 == held], weights)
        show(f"{name}, PolNeAR", [one for one in other[name] if not _number(one.doc_id) % 4], weights)


def _number(name: str) -> int:
    return zlib.crc32(name.encode())


if __name__ == "__main__":
    main()
