"""Scare quotes where nothing was fitted: ``python scare_quote.py PATH/allsides_10k.jsonl.gz``.

`scare_quote_unseen.csv` has 200 short quoted expressions in as many articles, and the class that each of two
language-model coders gave it. A place counts where both say that it is a scare quote or neither does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import framing

sys.path.append(str(Path(__file__).parents[1] / "training"))
from examples import articles

PLACES = Path(__file__).parent / "scare_quote_unseen.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    options = parser.parse_args()
    places = pd.read_csv(PLACES)
    wanted = set(places["doc_id"])
    texts = pd.DataFrame([article for article in articles(options.articles) if article["doc_id"] in wanted])
    spans = framing.label(texts[["doc_id", "outlet", "text"]], ["scare_quote"])
    found = spans[spans["role"] == "cue"]
    pairs = places.reset_index().merge(found[["doc_id", "start", "end"]], on="doc_id", suffixes=("", "_found"))
    touched = pairs[(pairs["start"] < pairs["end_found"]) & (pairs["start_found"] < pairs["end"])]["index"]
    is_scare = places[["coder_1", "coder_2"]] == "scare"
    agreed = is_scare["coder_1"] == is_scare["coder_2"]
    table = pd.DataFrame({"found": places.index.isin(touched), "coded": is_scare["coder_1"]})[agreed].to_numpy()
    drawn = table[np.random.default_rng(0).integers(0, len(table), (2000, len(table)))]
    both = (drawn[..., 0] & drawn[..., 1]).sum(axis=1)
    print(f"{len(places)} places, {int((~agreed).sum())} disputed and left out, {int(table[:, 1].sum())} scare quotes")
    for column, name in enumerate(("precision", "recall")):
        share = (table[:, 0] & table[:, 1]).sum() / table[:, column].sum()
        low, high = np.percentile(both / np.maximum(drawn[..., column].sum(axis=1), 1), [2.5, 97.5])
        print(f"{name} {share:.2f} ({low:.2f} to {high:.2f}; n {int(table[:, column].sum())})")


if __name__ == "__main__":
    main()
