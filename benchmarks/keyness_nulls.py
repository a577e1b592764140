"""How many words look key between groups that are alike: articles, or authors, thrown into two halves at random.

    python benchmarks/keyness_nulls.py articles.jsonl.gz --splits 20 --seed 0

The articles are JSON lines with `text` and `authors`. Printed are the shares of words beyond 1.96, of those that come
up 200 times or more: by the root of G2, by Monroe's log-odds with a prior of 500 words, and by the score of
`framing.keyness`.
"""

import argparse

import numpy as np
import pandas as pd

from framing.counting.term_table import term_table
from framing.keyness import keyness

LEAST = 200
WEAK = 500  # words


def main():
    """Split, rank and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--splits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    articles = pd.read_json(asked.articles, lines=True, dtype=False)
    articles = articles.assign(doc_id=range(len(articles)), outlet="")
    words = int(term_table(articles, None, terms="words").sizes.sum())
    generator = np.random.default_rng(asked.seed)
    units = {"article": np.arange(len(articles)), "author": pd.factorize(articles["authors"].astype(str))[0]}
    rows = []
    for unit, codes in units.items():
        for _ in range(asked.splits):
            halves = generator.random(codes.max() + 1) < 0.5
            table = keyness(articles.assign(half=np.where(halves[codes], "one", "other")), by="half", least=LEAST)
            rows.append({"unit": unit, **shares(table[table["group"] == "one"], words)})
    print(pd.DataFrame(rows).groupby("unit").mean().round(3))


def shares(table, words):
    """Give the share of words that pass 1.96 by each measure."""
    one, rest = (table[name].to_numpy(dtype=float) for name in ("n", "n_rest"))
    total_one, total_rest = (
        table[n].sum() / table[rate].sum() * 1000 for n, rate in (("n", "rate"), ("n_rest", "rate_rest"))
    )
    prior = WEAK * (one + rest) / words
    yes = one + prior, rest + prior
    no = total_one + WEAK - yes[0], total_rest + WEAK - yes[1]
    weak = np.log(yes[0] / no[0]) - np.log(yes[1] / no[1])
    return {
        "words": len(table),
        "g2": (np.sqrt(table["g2"]) > 1.96).mean(),
        "weak_prior": (np.abs(weak / np.sqrt(sum(1 / count for count in (*yes, *no)))) > 1.96).mean(),
        "score": (table["score"].abs() > 1.96).mean(),
    }


if __name__ == "__main__":
    main()
