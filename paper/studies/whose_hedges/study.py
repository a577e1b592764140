"""Count hedges by outlet and by whose words they are in, in two corpora."""

from __future__ import annotations

import numpy as np
import pandas as pd
import record

import framing
from framing.compendium import Number
from framing.results.numbers import probability

CORPORA = ("polnear", "basil")
IS_QUICK = False  # labels 1,074 articles
DEVICES = ["hedge", "attribution", "boilerplate"]
UNITS = {"polnear": "article", "basil": "event"}


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give rates, ratios and omnibus tests by voice, and how far people place hedges in attributions too."""
    rates, results = [], []
    for name, news in articles.items():
        spans = framing.label(news, DEVICES)
        counts = framing.count(news, spans, by="voice", exclude="boilerplate")
        counts = counts[counts["device"] == "hedge"]
        rates.append(record.results_of(framing.rates(counts, unit=UNITS[name]), ["voice"]).assign(corpus=name))
        compared = framing.compare(counts, unit=UNITS[name])
        results.append(record.results_of(compared, ["voice"]).assign(corpus=name))
        if name == "polnear":
            placed = _placed(news, spans)
    return {
        "rates": pd.concat(rates, ignore_index=True),
        "compare": pd.concat(results, ignore_index=True),
        "placed": placed,
    }


def drawn(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Draw the rates in PolNeAR, the larger corpus."""
    return tables["rates"].query("corpus == 'polnear'").drop(columns="corpus").reset_index(drop=True)


def _placed(news: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Count hedges inside and outside of what people marked as content, by what the detector says of them."""
    people = framing.corpus_codings("polnear")
    contents = people[people["role"] == "content"].groupby("doc_id")[["start", "end"]]
    places = {doc_id: table.to_numpy() for doc_id, table in contents}
    hedges = spans[(spans["device"] == "hedge") & (spans["role"] == "cue")].merge(
        news[["doc_id", "outlet", "split"]], on="doc_id"
    )
    none = np.empty((0, 2), dtype=int)
    is_inside = [
        bool(((one[:, 0] <= at) & (at < one[:, 1])).any())
        for one, at in zip((places.get(doc_id, none) for doc_id in hedges["doc_id"]), hedges["start"], strict=True)
    ]
    marked = hedges.assign(people=np.where(is_inside, "attributed", "outlet"))
    marked["detector"] = np.where(marked["voice"] == "outlet", "outlet", "attributed")
    return marked.groupby(["split", "outlet", "people", "detector"]).size().rename("hedges").reset_index()


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Count the pairs that differ in quoted and reported words, and the hedges that are placed as people place them."""
    pairs = tables["compare"].query("corpus == 'polnear' and kind == 'contrast' and voice != 'outlet'")
    found = pairs.loc[pairs["p_adjusted"] < 0.05, "p_adjusted"]
    basil = tables["compare"].query("corpus == 'basil'")["low"].min()
    return {
        "quoted_pairs": Number(f"{len(pairs)}", len(pairs), "pairs in quoted or reported words"),
        "quoted_differ": Number(f"{len(found)}", len(found), "of these, with an adjusted p below .05"),
        "quoted_least": Number(probability(found.min()), found.min(), "smallest of these p"),
        "quoted_most": Number(probability(found.max()), found.max(), "largest of these p"),
        "basil_low": Number(f"{basil:.1f}".removeprefix("0"), basil, "lowest limit of a ratio in BASIL"),
        **_alike(tables["placed"], "dev"),
        **_alike(tables["placed"], "train"),
    }


def _alike(placed: pd.DataFrame, split: str) -> dict[str, Number]:
    """Say how many hedges the detector places as people do, and how many of a source's it takes for the outlet's."""
    n = placed[placed["split"] == split].groupby(["people", "detector"])["hedges"].sum()
    agree = int(n["attributed", "attributed"] + n["outlet", "outlet"])
    share, missed = agree / n.sum(), n["attributed", "outlet"] / n["attributed"].sum()
    return {
        f"{split}_agree": Number(f"{agree:,}", agree, f"hedges of the part {split} placed alike"),
        f"{split}_share": Number(f"{100 * share:.0f}", share, "their share, in per cent"),
        f"{split}_missed": Number(f"{100 * missed:.0f}", missed, "sources' hedges taken for the outlet's, in per cent"),
    }
