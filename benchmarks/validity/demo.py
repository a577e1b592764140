"""How well two labellings of the coded demonstration articles match: the detectors and a coder, two coders.

Run from anywhere: ``python benchmarks/validity/demo.py``. The articles are fictional and few; the figures show that the
detectors work on text of this kind, not how well they do on news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import framing
from framing.text import is_covered, paragraph_spans

CORPUS = Path(__file__).parents[2] / "corpus"

Stretch = frozenset[int]  # the places of one role of one instance, or of one paragraph
Instance = tuple[Stretch, ...]  # one stretch a role


class Measure(NamedTuple):
    """One row of the table: what is compared, and from which share of the longer stretch on two of them match."""

    device: str
    roles: tuple[str, ...]
    least: float
    words: str


OVERLAP, HALF, EXACT = 1e-9, 0.5, 1.0
MEASURES = (
    Measure("boilerplate", (), EXACT, "paragraph"),
    Measure("hedge", ("cue",), OVERLAP, "cue, any overlap"),
    Measure("hedge", ("cue",), EXACT, "cue, exact"),
    Measure("attribution", ("cue",), OVERLAP, "cue, any overlap"),
    Measure("attribution", ("content",), HALF, "content, half"),
    Measure("attribution", ("content",), EXACT, "content, exact"),
    Measure("attribution", ("source", "content"), HALF, "source and content, half of each"),
)


def instances(spans: pd.DataFrame, articles: pd.DataFrame, measure: Measure) -> dict[str, list[Instance]]:
    """Give what `measure` compares, by article; what stands in the labeller's own boilerplate is left out."""
    places = defaultdict(list)
    for doc_id, start, end in spans.loc[spans["device"] == "boilerplate", ["doc_id", "start", "end"]].itertuples(False):
        places[doc_id].append((start, end))
    left_out = {
        doc_id: [place for place in paragraph_spans(text) if is_covered(place, sorted(places[doc_id]))]
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
    }
    if measure.device == "boilerplate":
        return {doc_id: [(frozenset(range(*place)),) for place in found] for doc_id, found in left_out.items()}
    stretches: dict[tuple[str, int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = spans.loc[spans["device"] == measure.device, ["doc_id", "instance", "role", "start", "end"]]
    for doc_id, instance, role, start, end in rows.itertuples(index=False):
        if not any(left <= start < right for left, right in left_out[doc_id]):
            stretches[doc_id, instance][role].update(range(start, max(end, start + 1)))
    found = defaultdict(list)
    for (doc_id, _), roles in stretches.items():
        found[doc_id].append(tuple(frozenset(roles[role]) for role in measure.roles))
    return found


def likeness(ours: Instance, theirs: Instance) -> float:
    """Give the smallest share, over the roles, that two stretches have in common; a role absent in both is alike."""
    return min(len(a & b) / max(len(a), len(b)) if a or b else 1.0 for a, b in zip(ours, theirs, strict=True))


def matched(coded: Sequence[Instance], found: Sequence[Instance], least: float) -> int:
    """Count the matches, one to one, the likest first."""
    pairs = sorted(
        ((-likeness(ours, theirs), i, j) for i, ours in enumerate(coded) for j, theirs in enumerate(found)),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for unlike, i, j in pairs:
        if -unlike >= least and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return len(taken[0])


def table(coded: pd.DataFrame, found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Compare two spans tables of the same articles; `coded` is the one taken as right."""
    rows = []
    for measure in MEASURES:
        ours, theirs = instances(coded, articles, measure), instances(found, articles, measure)
        n_ours, n_theirs = (sum(map(len, side.values())) for side in (ours, theirs))
        n = sum(matched(ours.get(doc_id, []), theirs.get(doc_id, []), measure.least) for doc_id in articles["doc_id"])
        numbers = (n / n_theirs, n / n_ours, 2 * n / (n_ours + n_theirs))
        rows.append((measure.device, measure.words, n_ours, n_theirs, n, *(f"{number:.2f}" for number in numbers)))
    return pd.DataFrame(rows, columns=["device", "what", "coded", "found", "matched", "precision", "recall", "F1"])


def main() -> None:
    """Print both comparisons."""
    first, second = (framing.read_spans(CORPUS / "codings" / f"coder_{number}.csv") for number in (1, 2))
    articles = framing.read(CORPUS / "demo")
    articles = articles[articles["doc_id"].isin(first["doc_id"])]
    comparisons = {f"framing {framing.__version__}": framing.label(articles), "coder_2": second}
    for name, found in comparisons.items():
        compared = table(first, found, articles).to_string(index=False)
        print(f"{name} against coder_1, {len(articles)} articles\n{compared}\n")


if __name__ == "__main__":
    main()
