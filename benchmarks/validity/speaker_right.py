"""How many speakers bear the name that a coder gave them: the fullest in the article, or the description as it stands.

``python speaker_right.py PATH/allsides_10k.jsonl.gz [--part fit]``

`speakers_allsides.csv.gz` has a name or a description of up to six words for the attributions of 240 articles of
`attributions_allsides.csv.gz` (see attribution_right.py), coded once by language models before any label was seen: 180
(`fit`), and 60 (`test`) whose errors were not read. Judged are labelled attributions that share half of their content
with a coded one. Two names are the same if they differ in case, marks and *the* only; *partly* is a name that shares a
word. A reader is milder: *the report* for its publisher, or *officials* for *state officials*, is often right.
Intervals are percentiles of 2,000 bootstrap samples of articles. Last stand the pronouns among the sources.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from attribution_right import PLACES, interval
from gold import has_same_content, ones, shared

import framing

sys.path.append(str(Path(__file__).parents[1] / "training"))
from examples import articles

NAMES = Path(__file__).parent / "speakers_allsides.csv.gz"
OUTCOMES = ("right", "partly", "wrong", "empty")
PRONOUNS = {"he": "he, she", "she": "he, she", "they": "they, it", "it": "they, it"}
_LEFT_OUT = re.compile(r"\bthe\b|[^\w\s]")


def words(name: str) -> list[str]:
    return _LEFT_OUT.sub("", name.lower()).split()


def outcome(speaker: str, coded: str) -> int:
    """Give the index of the outcome of one speaker."""
    mine, named = words(speaker), words(coded)
    return 3 if not mine else 0 if mine == named else 1 if set(mine) & set(named) else 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--part", choices=("fit", "test"), default="test")
    options = parser.parse_args()
    names = pd.read_csv(NAMES).query("part == @options.part").set_index(["doc_id", "number"])["speaker"]
    places = pd.read_csv(PLACES).merge(names.index.to_frame(index=False))
    texts = pd.DataFrame([one for one in articles(options.articles) if one["doc_id"] in names.index.levels[0]])
    texts = texts.loc[texts["doc_id"].isin(places["doc_id"]), ["doc_id", "outlet", "text"]]
    spans = framing.label(texts, ["attribution"])
    found = framing.sources(texts, spans).set_index(["doc_id", "instance"])["speaker"].fillna("")
    table = []
    pronouns = {kind: np.zeros(len(OUTCOMES), dtype=np.int64) for kind in PRONOUNS.values()}
    text_of = dict(zip(texts["doc_id"], texts["text"], strict=True))
    for doc_id, some in spans.groupby("doc_id"):
        coded = ones(places[places["doc_id"] == doc_id], "number").get(doc_id, [])
        named = [names[doc_id, number] for number in sorted(set(places.loc[places["doc_id"] == doc_id, "number"]))]
        counts = np.zeros(len(OUTCOMES), dtype=np.int64)
        for instance in sorted(set(some["instance"])):
            one = ones(some[some["instance"] == instance]).get(doc_id, [None])[0]
            alike = (
                []
                if one is None
                else [pair for pair in zip(coded, named, strict=True) if has_same_content(one, pair[0])]
            )
            if alike and (doc_id, instance) in found.index:
                best = max(alike, key=lambda pair: shared(one.content, pair[0].content))
                told = outcome(str(found[doc_id, instance]), best[1])
                counts[told] += 1
                phrase = " ".join(text_of[doc_id][slice(*place)] for place in one.source).lower()
                if phrase in PRONOUNS:
                    pronouns[PRONOUNS[phrase]][told] += 1
        table.append(counts)
    result = np.array(table)
    print(f"{len(result)} articles, {result.sum()} speakers with a coded name")
    for number, name in enumerate(OUTCOMES):
        print(f"{name}: {interval(result[:, number], result.sum(axis=1))}")
    for kind, counts in pronouns.items():
        print(f"{kind}: {counts[0] / counts.sum():.2f} of {counts.sum()} right")


if __name__ == "__main__":
    main()
