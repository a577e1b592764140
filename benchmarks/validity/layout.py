"""How often `layout` finds headline, lede and dateline, on the openings of articles that were read for it.

``python benchmarks/validity/layout.py PATH/allsides_10k.jsonl.gz PATH/semeval19_byarticle.jsonl.gz``

``layout_openings.csv`` holds the number of the paragraph that is the lede in 45 randomly drawn articles of about as
many outlets, and of the one with a dateline, as one reader, a language model, coded them before seeing any label.
Paragraphs count from 0 and are those of the body. Each article is labelled twice: with its title on top of the text and
in the column `headline`, and with the title on top alone, as people paste it. The rule that a lede ends like a sentence
was added after a first run, in which .80 of the ledes were right.
"""

from __future__ import annotations

import warnings
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
import pandas as pd

import framing
from framing.texts.text import paragraph_spans

CODED = Path(__file__).with_name("layout_openings.csv")
REPLICATES = 2000


def articles_of(paths: list[Path], doc_ids: pd.Series) -> pd.DataFrame:
    """Read the coded articles, each with its title as a paragraph on top."""
    read = pd.concat([framing.read(path) for path in paths], ignore_index=True)
    read = read[read["doc_id"].isin(doc_ids)].drop_duplicates("doc_id")
    return read.assign(text=read["headline"].str.strip() + "\n\n" + read["text"])


def paragraphs_found(articles: pd.DataFrame) -> pd.DataFrame:
    """Say of each article in which paragraphs of its body headline, lede and dateline were found (-1: the title)."""
    spans = framing.label(articles, ["layout"]).merge(articles[["doc_id", "text"]], on="doc_id")
    numbers = [
        next(i for i, (left, right) in enumerate(paragraph_spans(text)) if left <= start < right) - 1
        for text, start in zip(spans["text"], spans["start"], strict=True)
    ]
    found = spans.assign(paragraph=numbers).drop_duplicates(["doc_id", "subtype"])
    return found.set_index(["doc_id", "subtype"])["paragraph"].unstack()  # noqa: PD010, nothing to aggregate


def share(is_right: pd.Series) -> str:
    """Give a share with its 95 % bootstrap interval over articles."""
    values = is_right.to_numpy(dtype=float)
    drawn = np.random.default_rng(0).choice(values, (REPLICATES, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{values.mean():.3f} ({low:.2f} to {high:.2f}), n {len(values)}"


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    warnings.simplefilter("ignore", framing.Note)
    coded = pd.read_csv(CODED).set_index("doc_id")
    articles = articles_of(parser.parse_args().articles, coded.index.to_series())
    coded = coded.loc[articles["doc_id"]]
    print(f"framing {framing.__version__}, {len(coded)} articles, one language-model reader")
    for name, given in (("headline given", articles), ("title on top alone", articles.assign(headline=""))):
        found = paragraphs_found(given).reindex(coded.index)
        print(f"{name}:")
        print(f"  headline right  {share(found['headline'] == -1)}")
        print(f"  lede right      {share(found['lede'] == coded['lede'])}")
        both = found["dateline"].notna() & coded["dateline"].notna()
        print(
            f"  datelines       {found['dateline'].notna().sum()} found, {coded['dateline'].notna().sum()} coded, "
            f"{both.sum()} of them found"
        )
        wrong = found["lede"] != coded["lede"]
        print(
            "  other ledes     "
            + ", ".join(f"{i}: {found['lede'][i]:.0f} for {coded['lede'][i]}" for i in coded.index[wrong])
        )


if __name__ == "__main__":
    main()
