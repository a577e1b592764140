"""Count the articles that say people familiar, or condition of anonymity, by outlet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import record

import framing

CORPORA = ("allsides",)
IS_QUICK = True
TERMS = Path(__file__).parent / "terms.tsv"
FEWEST = 200  # articles of an outlet
PUBLISHED = {  # articles with people familiar, with condition of anonymity, articles
    "WSJ": (50, 0, 335),
    "AP": (15, 46, 391),
    "Reuters": (49, None, 927),
    "NYT": (31, None, 1417),
}


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give the share of articles with either phrase in outlets with many articles."""
    news = articles["allsides"]
    news = news[news.groupby("outlet")["doc_id"].transform("size") >= FEWEST].reset_index(drop=True)
    spans = framing.label(news, ["anonymous"], lexicons=TERMS, with_voice=False)
    counts = framing.count(news, spans, by="subtype")
    rates = framing.rates(counts, measure="prevalence")
    return {
        "rates": record.results_of(rates, ["subtype"]),
        "published": _published(rates, is_whole=record.is_whole("allsides", articles["allsides"])),
    }


def drawn(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Draw the shares."""
    return tables["rates"]


def _published(rates: pd.DataFrame, *, is_whole: bool) -> pd.DataFrame:
    n = rates.set_index(["group", "subtype"])["n"]
    rows = []
    for outlet, (familiar, anonymity, every) in PUBLISHED.items():
        for phrase, published in (("people familiar", familiar), ("condition of anonymity", anonymity)):
            if published is not None:
                rows.append((f"{outlet}: articles with {phrase}", published, n.get((outlet, phrase))))
        own = rates.loc[rates["group"] == outlet, "articles"]
        rows.append((f"{outlet}: articles", every, own.iloc[0] if len(own) else None))
    return record.beside(rows, is_whole=is_whole)
