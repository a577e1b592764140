"""How well boilerplate is told from content, paragraph by paragraph, in a coded corpus.

``python benchmarks/validity/boilerplate.py PATH/news_gold.jsonl --coder "who coded it"``

A paragraph is boilerplate where at least half of it is labelled. Paragraphs that the coder left open are not scored.
Intervals are of a bootstrap over outlets. ``--context`` names further articles of the same outlets, labelled together
with the coded ones so that repetition shows; ``--unknown`` takes the outlets' names away, so that neither their
profiles nor repetition can tell anything; ``--part 0`` scores the half of the outlets whose errors were looked at while
the rules were written, ``--part 1`` the other half.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import gold
import numpy as np
import pandas as pd

import framing

DRAWS = 2000


def main() -> None:
    """Label the corpus and print the agreement with its coder, what is lost, and what is missed."""
    parser = gold.parser(__doc__.splitlines()[0])
    parser.add_argument("--by", choices=["outlet"], default=())
    parser.add_argument("--context", type=Path, help="further articles of the outlets, JSON lines, may be gzipped")
    parser.add_argument("--unknown", action="store_true", help="without the outlets' names")
    parser.add_argument("--part", type=int, choices=[0, 1], help="one half of the outlets: 0 or 1")
    asked = parser.parse_args()
    articles, paragraphs = gold.read_paragraphs(asked.gold)
    labelled = articles.assign(outlet=articles["doc_id"]) if asked.unknown else articles
    if asked.context:
        labelled = pd.concat([labelled, further(asked.context, articles)], ignore_index=True)
    spans = framing.label(labelled, ["boilerplate"], with_voice=False)
    spans = spans[spans["doc_id"].isin(articles["doc_id"])]
    scored = paragraphs[paragraphs["label"].notna()].merge(articles[["doc_id", "outlet"]], on="doc_id")
    if asked.part is not None:
        scored = scored[scored["outlet"].map(half) == asked.part]
    scored = scored.assign(is_coded=scored["label"] == "boilerplate", is_found=gold.are_boilerplate(scored, spans))
    show(scored, gold.heading(asked.gold, articles, asked.coder), by=asked.by)


def half(outlet: str) -> int:
    """Give the half that an outlet was drawn into, by its name alone."""
    return int(hashlib.md5(f"x{outlet}".encode()).hexdigest(), 16) % 2


def further(path: Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Read further articles of the outlets, without those that are coded."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        table = gold.articles_of([json.loads(line) for line in file])
    is_new = ~table["doc_id"].isin(articles["doc_id"]) & ~table["text"].isin(articles["text"])
    return table[is_new]


def show(scored: pd.DataFrame, heading: str, *, by: str | tuple[()] = ()) -> None:
    """Print how many are found, by outlet where asked, what is lost, and what is found of each category."""
    rows = [measures(part).assign(outlet=outlet) for outlet, part in scored.groupby(by)] if by else [measures(scored)]
    gold.show(f"{heading}; {len(scored)} paragraphs scored", pd.concat(rows))
    content = scored[~scored["is_coded"]]
    characters = content["end"] - content["start"]
    lost = 100 * characters[content["is_found"]].sum() / characters.sum()
    print(f"content lost: {content['is_found'].sum()} of {len(content)} paragraphs, {lost:.2f} % of its characters\n")
    categories = scored[scored["is_coded"] & (scored["category"] != "")].groupby("category")["is_found"]
    by_category = categories.agg(found="sum", coded="size").sort_values("coded", ascending=False, kind="stable")
    if len(by_category):
        gold.show("found of coded, by category", by_category.reset_index())


def measures(scored: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Give counts, precision, recall and F1 with the interval of a bootstrap over outlets."""
    is_right = scored["is_coded"] & scored["is_found"]
    counts = scored.assign(is_right=is_right).groupby("outlet")[["is_right", "is_found", "is_coded"]].sum().to_numpy()
    drawn = np.random.default_rng(seed).integers(0, len(counts), (DRAWS, len(counts)))
    low, high = np.quantile(f1(counts[drawn].sum(axis=1)), [0.025, 0.975])
    right, found, coded = counts.sum(axis=0)
    return pd.DataFrame(
        {
            "outlets": [len(counts)], "found": found, "coded": coded, "precision": right / max(found, 1),
            "recall": right / max(coded, 1), "f1": f1(counts.sum(axis=0)), "low": low, "high": high,
        }
    )  # fmt: skip


def f1(counts: np.ndarray) -> np.ndarray:
    """Give F1 of right, found and coded; 1 where nothing is coded or found."""
    right, found, coded = np.moveaxis(counts, -1, 0)
    return np.where(found + coded > 0, 2 * right / np.maximum(found + coded, 1), 1.0)


if __name__ == "__main__":
    main()
