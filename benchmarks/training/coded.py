"""Make coded articles of the places in attributions_allsides.csv.gz and the articles they stand in.

python coded.py PATH/allsides_10k.jsonl.gz OUT.jsonl [--part train]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd
from examples import articles

PLACES = Path(__file__).parent / "attributions_allsides.csv.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("train", "held"), default="train")
    options = parser.parse_args()
    places = pd.read_csv(PLACES)
    places = places[places["part"] == options.part]
    coded: dict[str, list[dict[str, list[list[int]]]]] = {}
    for (doc_id, _), rows in places.groupby(["doc_id", "number"], sort=True):
        one: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
        for role, start, end in zip(rows["role"], rows["start"], rows["end"], strict=True):
            one[role].append([start, end])
        coded.setdefault(doc_id, []).append(one)
    with options.out.open("w", encoding="utf-8") as file:
        for article in articles(options.articles):
            if article["doc_id"] in coded:
                kept = {name: article[name] for name in ("doc_id", "outlet", "text")}
                file.write(json.dumps(kept | {"attributions": coded[article["doc_id"]]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
