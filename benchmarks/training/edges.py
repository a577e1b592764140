"""Fit the weights by which `framing/attributing/` chooses where contents and sources begin and end.

``python benchmarks/training/edges.py allsides_10k.jsonl.gz polnear_train.jsonl [--held]``

The cards are framing/models/content_start.md, content_end.md, source_start.md and source_end.md; `starts.py`, `ends.py`
and `bounds.py` use the weights. The attributions that the package finds are compared with the coded ones that share
their cue: the AllSides articles of ``../validity/attributions_allsides.csv.gz``, part
``fit``, those of ``attributions_allsides.csv.gz``, from which the network learned, and PolNeAR's training part, which
counts less. `--held` leaves out each half of the AllSides outlets in turn, and a quarter of PolNeAR's articles, shows
what the weights do there, and writes nothing; of the AllSides articles it shows only those that the network never saw.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from framing.attributing.bounds import around_source
from framing.attributing.choice import Edge, best_of
from framing.attributing.decoding import Told
from framing.detectors import attribution
from framing.texts.text import Place

sys.path.append(str(Path(__file__).parents[1] / "validity"))
from attribution_right import PLACES
from examples import articles

TRAINED = Path(__file__).with_name("attributions_allsides.csv.gz")
MODELS = Path(ends.__file__).parents[1] / "models"
NAMES = ("source_start", "source_end", "content_start", "content_end")
RIDGE, POLNEAR, FEWEST = 2.0, 0.3, 5
_EDGES = " \t\n\u00a0,.;:—–\"“”'’‘?!()"
ROLES = ("cue", "content", "source")
Coded = dict[str, list[tuple[list[Place], ...]]]  # the places of these, of each attribution of an article


class Choice(NamedTuple):
    """The edges that there may be, which of them was coded (-1 for none), its weight, outlet and article."""

    edges: list[Edge]
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
    originals = attribution.part, attribution.bound_well, attribution.certainty
    part, bound_well, _ = originals

    def add(choices: dict[str, tuple[list[Edge], int]], text: str) -> None:
        for name, (edges, at) in choices.items():
            found[name].append(Choice(edges, at, weight, articles[text].outlet, articles[text].doc_id))

    def keep_sources(item: Attribution, told: Told, text: str) -> None:
        _, source = coded_as(item, coded.get(articles[text].doc_id, ()))
        add(source_edges_of(item, told, source), text)
        bound_well(item, told, text)

    def keep_contents(reading: attribution.Reading, items: Sequence[Attribution]) -> None:
        part(reading, items)
        for item in items:
            content, _ = coded_as(item, coded.get(articles[reading.text].doc_id, ()))
            add(content_edges_of(item, content, reading.text), reading.text)

    attribution.part, attribution.bound_well = keep_contents, keep_sources
    attribution.certainty = lambda *_: 1.0  # which is fitted later
    try:
        framing.label(texts[["doc_id", "outlet", "text"]], ["attribution"], workers=1)
    finally:
        attribution.part, attribution.bound_well, attribution.certainty = originals
    return found


def coded_as(item: Attribution, coded: Iterable[tuple[list[Place], ...]]) -> tuple[list[Place], list[Place]]:
    """Give content and source of the coded attribution of the same cue that shares most of the content."""
    some = [one for one in coded if _shared([item.cue], one[0])]
    _, content, source = max(some, key=lambda one: _shared(item.content, one[1]), default=([], [], []))
    return (content, source) if _shared(item.content, content) else ([], [])


def choices_of(allsides: Path, places: pd.DataFrame) -> dict[str, list[Choice]]:
    """Give the choices in the AllSides articles of which `places` has the coded attributions."""
    coded: Coded = {}
    for (doc_id, _), rows in places.groupby(["doc_id", "number"]):
        roles = {
            role: list(zip(part["start"].astype(int), part["end"].astype(int), strict=True))
            for role, part in rows.groupby("role")
        }
        coded.setdefault(str(doc_id), []).append(tuple(roles.get(role, []) for role in ROLES))
    texts = pd.DataFrame([article for article in articles(allsides) if article["doc_id"] in coded])
    return choices(texts, coded, 1.0)


def source_edges_of(item: Attribution, told: Told, coded: Sequence[Place]) -> dict[str, tuple[list[Edge], int]]:
    """Give the edges that a source may have, its end if it begins as coded, and which are coded."""
    around = around_source(item, told)
    if around is None or item.source is None or not _shared([item.source], coded):
        return {}
    first = bisect_right(around.end, min(coded)[0])
    last = bisect_left(around.start, max(end for _, end in coded)) - 1
    places = around.start[first : first + 1], around.end[max(0, last) : last + 1]
    starting = around.starts()
    begun = around.from_start(*places[0]) if places[0] in [[edge.place] for edge in starting] else around
    found = {}
    for name, edges, place in (("source_start", starting, places[0]), ("source_end", begun.ends(), places[1])):
        if len(edges) > 1:
            found[name] = (edges, _index(place[0] if place else -1, [edge.place for edge in edges]))
    return found


def content_edges_of(item: Attribution, content: Sequence[Place], text: str) -> dict[str, tuple[list[Edge], int]]:
    """Give the edges that the part of a content after its cue may have, and which are coded."""
    tail = [place for place in item.content if place[0] >= item.cue[1]]
    after = [place for place in content if place[0] >= item.cue[1]]
    if item.told is None or not tail or not _shared(tail, after):
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


def matrix(some: Iterable[Mapping[str, float]], names: Mapping[str, int]) -> csr_matrix:
    """Give traits as a matrix, a row each."""
    rows, columns, numbers, row = [], [], [], 0
    for row, traits in enumerate(some, start=1):
        for trait, number in traits.items():
            if trait in names:
                rows.append(row - 1)
                columns.append(names[trait])
                numbers.append(number)
    return csr_matrix((numbers, (rows, columns)), shape=(row, len(names)))


def fit(some: Sequence[Choice]) -> dict[str, float]:
    """Fit a conditional logit: of the edges that there are, the coded one should have the highest score."""
    some = [one for one in some if one.coded >= 0]
    counts = Counter(
        trait
        for one in some
        for i, edge in enumerate(one.edges)
        if i == one.coded or edge.is_current
        for trait in edge.traits
    )
    names = {trait: i for i, trait in enumerate(sorted(name for name, count in counts.items() if count >= FEWEST))}
    traits = matrix((edge.traits for one in some for edge in one.edges), names)
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
    """Print how many have the coded edge before and after the choice."""
    before = after = changed = 0
    for one in some:
        now = next((i for i, edge in enumerate(one.edges) if edge.is_current), -2)
        best = best_of(one.edges, weights)
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
    polnear: Coded = {
        row["doc_id"]: [
            tuple([(start, end) for start, end in one[role]] for role in ROLES) for one in row["attributions"]
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
