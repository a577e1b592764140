"""Whether the score of an attribution is the probability that it is right: found against coded, by score.

``python benchmarks/validity/reliability.py PATH/polnear_dev.jsonl``. Right is *whole*: half of the content each way,
and a touch of cue and source, or no source on either side.
"""

from __future__ import annotations

from collections import defaultdict

import gold
import pandas as pd

import framing

BORDERS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
Places = dict[str, set[int]]


def instances(spans: pd.DataFrame) -> dict[object, dict[int, Places]]:
    """Give the characters of each role of each attribution, by article and instance."""
    found: dict[object, dict[int, Places]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    columns = (spans[name] for name in ("doc_id", "instance", "role", "start", "end"))
    for doc_id, instance, role, start, end in zip(*columns, strict=True):
        found[doc_id][instance][role].update(range(start, max(end, start + 1)))
    return found


def is_right(one: Places, coded: dict[int, Places]) -> bool:
    """Tell whether a coded attribution is the same."""
    for other in coded.values():
        both = len(one["content"] & other["content"])
        is_same_content = both and both * 2 >= max(len(one["content"]), len(other["content"]))
        is_same_source = one["source"] & other["source"] or not (one["source"] or other["source"])
        if is_same_content and is_same_source and one["cue"] & other["cue"]:
            return True
    return False


def main() -> None:
    """Label the corpus and print the share that is right by score."""
    asked = gold.parser(__doc__.splitlines()[0]).parse_args()
    coded = gold.read_attributions(asked.gold, asked.coder)
    spans = framing.label(coded.articles, ["attribution"])
    cues = spans[(spans["role"] == "cue") & spans["score"].notna()]
    found, theirs = instances(spans), instances(coded.spans)
    right = [is_right(found[d][i], theirs[d]) for d, i in zip(cues["doc_id"], cues["instance"], strict=True)]
    table = pd.DataFrame({"score": cues["score"].to_numpy(), "right": right})
    told = table.groupby(pd.cut(table["score"], BORDERS, right=False), observed=True).agg(
        found=("right", "size"), score=("score", "mean"), right=("right", "mean")
    )
    gold.show(gold.heading(asked.gold, coded.articles, asked.coder), told.reset_index(names="scores"), decimals=2)


if __name__ == "__main__":
    main()
