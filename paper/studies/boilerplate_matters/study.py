"""Make the same comparison with and without boilerplate: hedges, and an outlet's own name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import record

import framing
from framing.compendium import Number

CORPORA = ("allsides",)
IS_QUICK = False  # labels 7,455 articles
TERMS = Path(__file__).parent / "terms.tsv"  # names of outlets; the subtype is the outlet that bears the name
REFERENCE = "Reuters"
PUBLISHED = (  # of outlets that the part at hand lacks
    ("Associated Press: mentions of AP, with", 987, None),
    ("Associated Press: mentions of AP, without", 506, None),
    ("New York Times: hedges, with", 3851, None),
    ("New York Times: hedges, without", 3629, None),
)


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give sums and ratios with and without boilerplate."""
    names = pd.read_csv(TERMS, sep="\t")["subtype"]
    news = articles["allsides"]
    news = news[news["outlet"].isin(names)].reset_index(drop=True)
    spans = framing.label(news, ["own_name", "hedge", "boilerplate"], lexicons=TERMS, with_voice=False)
    outlets = spans["doc_id"].map(news.set_index("doc_id")["outlet"])
    spans = spans[(spans["device"] != "own_name") | (spans["subtype"] == outlets)]
    counts = {
        "with": framing.count(news, spans),
        "without": framing.count(news, spans, exclude="boilerplate"),
    }
    counts = {key: table[table["device"].isin(["hedge", "own_name"])] for key, table in counts.items()}
    results = [
        record.results_of(framing.compare(table, reference=REFERENCE)).assign(boilerplate=key)
        for key, table in counts.items()
    ]
    return {
        "sums": _sums(counts),
        "compare": pd.concat(results, ignore_index=True),
        "published": record.beside(PUBLISHED, is_whole=record.is_whole("allsides", articles["allsides"])),
    }


def _sums(counts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Sum n and words of each outlet, with and without boilerplate side by side."""
    sides = [
        table.groupby(["device", "outlet"], observed=True)[["n", "words"]].sum().add_suffix(f"_{key}")
        for key, table in counts.items()
    ]
    table = pd.concat(sides, axis=1)
    return table.assign(
        share_of_n_left_out=1 - table["n_without"] / table["n_with"],
        share_of_words_left_out=1 - table["words_without"] / table["words_with"],
    ).reset_index()


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Say by how much ratios of hedges move, and by how much the published number of hedges does."""
    hedges = tables["compare"].query("device == 'hedge' and kind == 'contrast'")
    ratios = hedges.pivot_table(index="a", columns="boilerplate", values="ratio")
    moved = float((ratios["without"] / ratios["with"] - 1).abs().max())
    published = tables["published"].set_index("what")["published"]
    fewer = 1 - published["New York Times: hedges, without"] / published["New York Times: hedges, with"]
    return {
        "most_moved": Number(f"{100 * moved:.0f}", moved, "largest change of a ratio of hedges, in per cent"),
        "published_fewer": Number(f"{100 * fewer:.1f}", fewer, "published hedges in boilerplate, in per cent"),
    }
