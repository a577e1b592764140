"""What the four outlets of the demonstration corpus differ in: as labelled in all articles, and as coded in sixteen.

Run from anywhere: ``python benchmarks/validity/demo_outlets.py``. It describes these texts, which were written to
differ; intervals and tests are the business of ``framing.compare``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

import framing
from framing.speakers.names import name_in

CORPUS = Path(__file__).parents[2] / "corpus"

UNNAMED = re.compile(
    r"\b(?:source|insider|official|aide|friend|people|person|banker|backbencher|one of (?:them|the people))s?\b", re.I
)


def is_anonymous(phrase: str) -> bool:
    """Tell whether a source phrase holds a word for an unnamed person and no name that heads it; an estimate."""
    return UNNAMED.search(phrase) is not None and not name_in(phrase)


def anonymous(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.Series:
    """Give the share of anonymous ones among the source phrases, in per cent, by outlet."""
    sources = spans[(spans["device"] == "attribution") & (spans["role"] == "source")].merge(
        articles[["doc_id", "outlet", "text"]], on="doc_id"
    )
    phrases = [text[i:j] for text, i, j in zip(sources["text"], sources["start"], sources["end"], strict=True)]
    return 100 * sources.assign(is_so=[is_anonymous(phrase) for phrase in phrases]).groupby("outlet")["is_so"].mean()


def rate(articles: pd.DataFrame, spans: pd.DataFrame, voice: str | None = None) -> pd.Series:
    """Give hedges per 1,000 words, pooled by outlet, without leftovers."""
    counts = framing.count(articles, spans, exclude="boilerplate", voice=voice)
    sums = counts[counts["device"] == "hedge"].groupby("outlet")[["n", "words"]].sum()
    return 1000 * sums["n"] / sums["words"]


def profile(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Describe each outlet: leftovers as a share of all words, everything else without them."""
    counted, kept = framing.count(articles, spans), framing.count(articles, spans, exclude="boilerplate", by="voice")
    everything = counted[counted["device"] == "hedge"].groupby("outlet")["words"].sum()
    voices = kept[kept["device"] == "hedge"].pivot_table("words", "outlet", "voice", aggfunc="sum")
    words = voices.sum(axis="columns")
    certainty = spans[spans["subtype"] != "approximator"]
    return pd.DataFrame(
        {
            "articles": articles.groupby("outlet").size(),
            "words": everything,
            "leftover %": 100 * (1 - words / everything),
            "hedges": rate(articles, spans),
            "approximators": rate(articles, spans) - rate(certainty, articles),
            "others": rate(certainty, articles),
            "others, outlet's voice": rate(certainty, articles, "outlet"),
            "quoted %": 100 * voices["quoted"] / words,
            "reported %": 100 * voices["reported"] / words,
            "anonymous %": anonymous(articles, spans),
        }
    ).round(1)


def main() -> None:
    """Print the profile as labelled by the package and as coded by coder_1."""
    articles = framing.read(CORPUS / "demo")
    coded = framing.read_spans(CORPUS / "codings" / "coder_1.csv")
    print(f"framing {framing.__version__}\n{profile(articles, framing.label(articles)).to_string()}\n")
    print(f"coder_1\n{profile(articles[articles['doc_id'].isin(coded['doc_id'])], coded).to_string()}")


if __name__ == "__main__":
    main()
