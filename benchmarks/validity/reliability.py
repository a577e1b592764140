"""Whether the score of an attribution is the probability that it is right: found against coded, by score.

``python benchmarks/validity/reliability.py PATH/polnear_dev.jsonl``. Right is *whole*: half of the content each way,
and a touch of cue and source, or no source on either side.
"""

from __future__ import annotations

from collections.abc import Sequence

import gold
import pandas as pd

import framing

BORDERS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]


def is_right(one: gold.One, coded: Sequence[gold.One]) -> bool:
    """Tell whether a coded attribution is the same."""
    return any(
        gold.has_same_content(one, other) and gold.has_same_source(one, other) and gold.shared(one.cue, other.cue)
        for other in coded
    )


def main() -> None:
    """Label the corpus and print the share that is right by score."""
    asked = gold.parser(__doc__.splitlines()[0]).parse_args()
    coded = gold.read_attributions(asked.gold, asked.coder)
    spans = framing.label(coded.articles, ["attribution"])
    theirs = gold.ones(coded.spans)
    found = [(one, theirs.get(name, [])) for name, some in gold.ones(spans).items() for one in some if one.score >= 0]
    right = [is_right(*pair) for pair in found]
    table = pd.DataFrame({"score": [one.score for one, _ in found], "right": right})
    told = table.groupby(pd.cut(table["score"], BORDERS, right=False), observed=True).agg(
        found=("right", "size"), score=("score", "mean"), right=("right", "mean")
    )
    gold.show(gold.heading(asked.gold, coded.articles, asked.coder), told.reset_index(names="scores"), decimals=2)


if __name__ == "__main__":
    main()
