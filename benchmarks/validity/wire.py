"""How often `framing.wire_copy` tells agency copy rightly, given articles that were read for it.

``python benchmarks/validity/wire.py PATH/allsides_10k.jsonl.gz``

``wire_allsides.csv`` holds what one reader, a language model, found in 142 articles of the half of the corpus (by
checksum of the `doc_id`) that the rules were not written on: every article that a first version called copy, 40 drawn
from those where it saw a contributor line other than the commonest one, 60 drawn from those where it saw no agency. The
reader had the byline, the first and the last paragraphs, and what had been found. Some rules were mended after this
reading, so that the figures are a little too good; those of the first version are printed beside them. As the sample is
drawn by what was found, the rows say how often that is right; how much copy carries no sign of it, they cannot say.
"""

from __future__ import annotations

import warnings
from argparse import ArgumentParser
from pathlib import Path

import pandas as pd

import framing

CODED = Path(__file__).with_name("wire_allsides.csv")


def found_in(articles: pd.DataFrame) -> pd.Series:
    """Say of each article whether it is copy, had a contributor, or neither."""
    table = framing.wire_copy(articles)
    kind = table["evidence"].where(table["evidence"] == "contributor", "none").mask(table["is_wire"], "copy")
    return kind.set_axis(table["doc_id"])


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    warnings.simplefilter("ignore", framing.Note)
    coded = pd.read_csv(CODED, keep_default_na=False)
    articles = framing.read(parser.parse_args().articles)
    articles = articles[articles["doc_id"].isin(coded["doc_id"])].reset_index(drop=True)
    coded = coded.assign(found=coded["doc_id"].map(found_in(articles)))
    print(f"framing {framing.__version__}, {len(coded)} articles, one language-model reader")
    rows = [
        {
            "first version said": drawn,
            "articles": len(group),
            "right then": int((group["kind"] == drawn).sum()),
            "right now": int((group["kind"] == group["found"]).sum()),
        }
        for drawn, group in coded.groupby("drawn_from", sort=False)
    ]
    print(pd.DataFrame(rows).to_string(index=False))


if __name__ == "__main__":
    main()
