"""Scare quotes where nothing was fitted: ``python scare_quote.py PATH/allsides_10k.jsonl.gz``.

`scare_quote_unseen.csv` has 200 short quoted expressions in as many articles, and the class that each of two
language-model coders gave it. A place counts where both say that it is a scare quote or neither does.
`scare_quote_unseen_2.csv` has 220 of at most three words in as many other articles, coded once by a language model
before it saw a label of theirs; 12 of them are in doubt and left out.
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

SETS = ("scare_quote_unseen.csv", "scare_quote_unseen_2.csv")


def measured(places: pd.DataFrame, found: pd.DataFrame) -> np.ndarray:
    """Tell of each place that is not in dispute whether it was found and whether it is coded."""
    pairs = places.reset_index().merge(found[["doc_id", "start", "end"]], on="doc_id", suffixes=("", "_found"))
    touched = pairs[(pairs["start"] < pairs["end_found"]) & (pairs["start_found"] < pairs["end"])]["index"]
    codings = places.filter(like="coder_")
    is_scare = codings == "scare"
    is_sure = is_scare.eq(is_scare["coder_1"], axis=0).all(axis=1) & (codings != "doubt").all(axis=1)
    return pd.DataFrame({"found": places.index.isin(touched), "coded": is_scare["coder_1"]})[is_sure].to_numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    options = parser.parse_args()
    sets = {name: pd.read_csv(Path(__file__).parent / name) for name in SETS}
    wanted = {doc_id for places in sets.values() for doc_id in places["doc_id"]}
    texts = pd.DataFrame([article for article in articles(options.articles) if article["doc_id"] in wanted])
    spans = framing.label(texts[["doc_id", "outlet", "text"]], ["scare_quote"])
    tables = {name: measured(places, spans[spans["role"] == "cue"]) for name, places in sets.items()}
    for name, table in (*tables.items(), ("together", np.concatenate(list(tables.values())))):
        drawn = table[np.random.default_rng(0).integers(0, len(table), (2000, len(table)))]
        both = (drawn[..., 0] & drawn[..., 1]).sum(axis=1)
        print(f"{name}: {len(table)} places, {int(table[:, 1].sum())} scare quotes")
        for column, measure in enumerate(("precision", "recall")):
            share = (table[:, 0] & table[:, 1]).sum() / table[:, column].sum()
            low, high = np.percentile(both / np.maximum(drawn[..., column].sum(axis=1), 1), [2.5, 97.5])
            print(f"  {measure} {share:.2f} ({low:.2f} to {high:.2f}; n {int(table[:, column].sum())})")


if __name__ == "__main__":
    main()
