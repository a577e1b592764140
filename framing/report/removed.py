"""Boilerplate left out of each group: a difference here is a difference in the denominators."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from framing.report.analysis import BOILERPLATE, Analysis
from framing.texts.text import word_count

WARN_FACTOR = 2  # between the largest and the smallest share
WARN_FROM = 0.01  # smaller shares change no rate that anybody would see


@dataclass(frozen=True, slots=True)
class Removed:
    """`shares` has one row per group: words, words left out, and their share; `categories` the share of each category.

    `lines` has a row per group and line left out: its category, its words and in how many places it stood.
    """

    shares: pd.DataFrame
    categories: pd.DataFrame
    lines: pd.DataFrame

    def differs(self, groups: tuple[str, ...]) -> bool:
        """Whether the shares left out differ so much that the denominators may not be comparable."""
        shares = self.shares.loc[self.shares["group"].isin(groups), "share"].dropna()
        return bool(len(shares) > 1 and shares.max() > WARN_FROM and shares.max() > WARN_FACTOR * shares.min())


def removed(analysis: Analysis) -> Removed:
    """Summarise the boilerplate left out of each group."""
    articles, by = analysis.articles, analysis.groups.by
    words = pd.Series([word_count(text) for text in articles["text"]], index=articles["doc_id"])
    frame = pd.DataFrame({"group": articles[by].to_numpy(), "words": words.to_numpy()}, index=articles["doc_id"])
    frame = frame.assign(left_out=frame["words"] - analysis.words)
    shares = frame.groupby("group")[["words", "left_out"]].sum().reset_index()
    shares = shares.assign(share=shares["left_out"] / shares["words"].where(shares["words"] > 0))
    lines = _lines(analysis)
    totals = shares.set_index("group")["words"]
    by_category = lines.groupby(["group", "category"])["words"].sum().reset_index()
    by_category = by_category.assign(share=by_category["words"] / by_category["group"].map(totals).astype(float))
    tally = lines.groupby(["group", "category", "line", "words"]).size().rename("times").reset_index()
    tally = tally.sort_values(["times", "group", "line"], ascending=[False, True, True]).reset_index(drop=True)
    return Removed(shares, by_category, tally)


def _lines(analysis: Analysis) -> pd.DataFrame:
    """Return each stretch left out with its group, category, wording and number of words."""
    spans = analysis.spans[analysis.spans["device"] == BOILERPLATE]
    articles = analysis.articles.set_index("doc_id")
    texts = articles["text"].reindex(spans["doc_id"])
    wordings = [
        " ".join(text[start:end].split()) for text, start, end in zip(texts, spans["start"], spans["end"], strict=True)
    ]
    return pd.DataFrame(
        {
            "group": articles[analysis.groups.by].reindex(spans["doc_id"]).to_numpy(),
            "category": spans["subtype"].to_numpy(),
            "line": wordings,
            "words": [word_count(wording) for wording in wordings],
        }
    )
