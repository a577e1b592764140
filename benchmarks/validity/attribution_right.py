"""How many attributions are right as a reader would have them, by score, and how many at the top level are missed.

``python attribution_right.py PATH/allsides_10k.jsonl.gz [--part fit]``

`attributions_allsides.csv.gz` has the places of the attributions in 1,112 AllSides articles, coded once by language
models by the guide in ../reading/README.md before any label was seen, and the network not trained on the codings: 992
(`fit`), from which the models of how probable an attribution is and where its source and content begin and end were
made (the texts of 699, without the codings, were among those that its teacher labelled), and 120 (`test`),
whose errors were not read.

An attribution is right if it shares half of its content and its source with one coded attribution; it has a wrong
content if the content differs, whatever the source, a wrong source if only that does, and is none if no coded one
shares its cue or half of its content. A coded attribution outside the contents of others is missed if none does.
*Whole and right* in reliability.py asks for a shared cue too. Intervals are percentiles of 2,000 bootstrap samples of
articles.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import gold
import numpy as np
import pandas as pd
from gold import One, has_same_content, has_same_source, ones, shared, size

import framing

sys.path.append(str(Path(__file__).parents[1] / "training"))
from examples import articles

PLACES = Path(__file__).parent / "attributions_allsides.csv.gz"
VERDICTS = ("none", "wrong content", "wrong source", "right")
LEAST = (0.0, 0.7, 0.8, 0.9)


def verdict(one: One, coded: Sequence[One]) -> int:
    """Give the index of the best verdict against any coded attribution."""
    best = 0
    for other in coded:
        half = has_same_content(one, other)
        if half or shared(one.cue, other.cue):
            best = max(best, 3 if half and has_same_source(one, other) else 2 if half else 1)
    return best


def is_missed(one: One, found: Sequence[One]) -> bool:
    return not any(
        shared(one.cue, other.cue) or 2 * shared(one.content, other.content) >= size(one.content) for other in found
    )


def is_nested(one: One, coded: Sequence[One]) -> bool:
    place = one.cue or one.content
    return any(size(other.content) > size(one.content) and shared(place, other.content) for other in coded)


def interval(hits: np.ndarray, totals: np.ndarray) -> str:
    told, low, high = gold.share(hits, totals)
    return f"{told:.3f} ({low:.3f} to {high:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--part", choices=("fit", "test"), default="test")
    options = parser.parse_args()
    places = pd.read_csv(PLACES)
    coded = ones(places[places["part"] == options.part], "number")
    texts = pd.DataFrame([article for article in articles(options.articles) if article["doc_id"] in coded])
    spans = framing.label(texts[["doc_id", "outlet", "text"]], ["attribution"])
    found = ones(spans[spans["device"] == "attribution"], "instance")
    top = {doc_id: [one for one in some if not is_nested(one, some)] for doc_id, some in coded.items()}
    total, outer = (sum(map(len, some.values())) for some in (coded, top))
    print(f"{len(coded)} articles, {total} coded attributions, {outer} at the top level")
    for least in LEAST:
        kept = {doc_id: [one for one in found.get(doc_id, []) if not one.score < least] for doc_id in coded}
        verdicts = [
            np.bincount([verdict(one, coded[name]) for one in some], minlength=4) for name, some in kept.items()
        ]
        table = np.array(verdicts)
        missed = np.array([sum(is_missed(one, kept[name]) for one in some) for name, some in top.items()])
        shares = ", ".join(f"{name} {table[:, i].sum() / table.sum():.3f}" for i, name in enumerate(VERDICTS[:3]))
        print(
            f"score from {least}: n {table.sum()}, right {interval(table[:, 3], table.sum(axis=1))}, {shares}; "
            f"missed {interval(missed, np.array([len(some) for some in top.values()]))}"
        )


if __name__ == "__main__":
    main()
