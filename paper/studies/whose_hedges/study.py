"""Count hedges by outlet and by whose words they are in, in two corpora."""

from __future__ import annotations

import numpy as np
import pandas as pd
import record

import framing

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
