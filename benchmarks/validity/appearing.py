"""How often the outlet's own *seems* or *appears* is taken for an attribution, in articles nobody has coded.

``python benchmarks/validity/appearing.py PATH/allsides_10k.jsonl.gz --articles 400`` counts attributions whose cue is
one of these words and whose source is its grammatical subject, nobody *to* whom it seems. There should be none.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import pandas as pd

import framing
from framing.vocabulary.word_lists import word_list

APPEARING = word_list("reporting", "appearing")


def read(path: Path, number: int) -> pd.DataFrame:
    """Read articles evenly spread over the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    step = max(1, len(rows) // number)
    return pd.DataFrame(rows[::step][:number])[["doc_id", "outlet", "text"]]


def main() -> None:
    """Label, count and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    asked = parser.parse_args()
    articles = read(asked.corpus, asked.articles)
    spans = framing.label(articles, ["attribution"]).merge(articles[["doc_id", "text"]], on="doc_id")
    spans["words"] = [
        text[start:end] for text, start, end in zip(spans["text"], spans["start"], spans["end"], strict=True)
    ]
    key = ["doc_id", "instance"]
    cues = spans[spans["role"] == "cue"]
    cues = cues[cues["words"].str.lower().isin(APPEARING)].set_index(key)
    sources = spans[spans["role"] == "source"].set_index(key)
    before = pd.Series(
        [text[:start].lower() for text, start in zip(sources["text"], sources["start"], strict=True)],
        index=sources.index,
        dtype=object,
    )
    is_own = sources.index.isin(cues.index) & ~before.str.endswith(("to ", "for ")).to_numpy(dtype=bool)
    own = sources[is_own]
    total = int((spans["role"] == "cue").sum())
    print(
        f"{len(articles)} articles, {total} attributions, {len(cues)} with such a cue, {len(own)} with its own subject"
    )


if __name__ == "__main__":
    main()
