"""Compare attributions per 1,000 words by outlet from people, from the detector, and corrected by coded sentences."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import record

import framing
from framing.compendium import Number

CORPORA = ("polnear",)
IS_QUICK = False  # labels 924 articles
CODED = 100  # sentences per outlet whose human coding is used to correct the detector
SEED = 0
PUBLISHED = {"nyt": 29.6, "west-journal": 35.95}  # attributions per 1,000 words
PUBLISHED_QUOTED = 3.6  # % of quoted contents at the New York Times, by another definition
NAIVE = re.compile(r'["“”]')
AWARE = re.compile(r"[\"“”]|''|``|‘‘|’’")


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give rates by coder and split, ratios by coder and corrected, and what is quoted by the marks looked for."""
    news = articles["polnear"]
    people = framing.corpus_codings("polnear")
    detector = framing.label(news, ["attribution"])
    rates = [
        record.results_of(framing.rates(framing.count(part, of(spans, part)))).assign(coder=coder, split=split)
        for split, part in (("all", news), *news.groupby("split"))
        for coder, spans in (("people", people), ("detector", detector))
    ]
    return {
        "rates": pd.concat(rates, ignore_index=True),
        "ratios": _ratios(news, people, detector),
        "quoted": _quoted(news, people, detector),
        "published": record.beside(
            [
                (f"{outlet}: attributions per 1,000 words", value, _rate(rates[0], outlet))
                for outlet, value in PUBLISHED.items()
            ],
            is_whole=record.is_whole("polnear", news),
        ),
    }


def drawn(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Draw the rates of both coders, as if they were devices."""
    rates = tables["rates"].query("split == 'all'")
    return rates.assign(device="attributions, " + rates["coder"]).drop(columns=["coder", "split"])


def of(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    return spans[spans["doc_id"].isin(articles["doc_id"])]


def _rate(rates: pd.DataFrame, outlet: str) -> float:
    return float(rates.set_index("group").loc[outlet, "rate"])


def _ratios(news: pd.DataFrame, people: pd.DataFrame, detector: pd.DataFrame) -> pd.DataFrame:
    """Compare each outlet with the New York Times, by people, by the detector, and corrected."""
    drawn = framing.sample(news, detector, n=CODED, device="attribution", seed=SEED)
    cues = people[people["role"] == "cue"].drop_duplicates(["doc_id", "instance"])
    starts = cues.groupby("doc_id")["start"].apply(list)
    coded = [
        sum(start <= at < end for at in starts.get(doc_id, []))
        for doc_id, start, end in zip(drawn["doc_id"], drawn["start"], drawn["end"], strict=True)
    ]
    counts = framing.count(news, detector)
    tables = {
        "people": framing.compare(framing.count(news, people), reference="nyt"),
        "detector": framing.compare(counts, reference="nyt"),
        "corrected": framing.correct(counts, drawn.assign(coded=coded), reference="nyt"),
    }
    kept = [record.results_of(table).assign(coder=coder) for coder, table in tables.items()]
    return pd.concat(kept, ignore_index=True)


def _quoted(news: pd.DataFrame, people: pd.DataFrame, detector: pd.DataFrame) -> pd.DataFrame:
    """Count the contents that people marked which have a quotation mark, by the marks looked for."""
    contents = people[people["role"] == "content"].merge(news[["doc_id", "outlet", "text"]], on="doc_id")
    stretches = [
        text[max(start - 2, 0) : end + 2]
        for text, start, end in zip(contents["text"], contents["start"], contents["end"], strict=True)
    ]
    marked = contents.assign(
        naive=[bool(NAIVE.search(stretch)) for stretch in stretches],
        aware=[bool(AWARE.search(stretch)) for stretch in stretches],
    )
    table = marked.groupby(["outlet", "doc_id", "instance"])[["naive", "aware"]].any().groupby("outlet")
    shares = table.agg("mean").add_prefix("share_").assign(attributions=table.size())
    described = framing.sources(news, detector)
    own = described.assign(quoted=described["quotation"] != "indirect").groupby("outlet")["quoted"].mean()
    return shares.assign(share_detector=own).reset_index()


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Compare the corrected intervals with people's ratios and with the detector's intervals."""
    pairs = tables["ratios"].query("kind == 'contrast'")
    of = {coder: own.set_index("a") for coder, own in pairs.groupby("coder")}
    people, corrected, detector = (of[coder] for coder in ("people", "corrected", "detector"))
    is_held = (corrected["low"] <= people["ratio"]) & (people["ratio"] <= corrected["high"])
    wider = np.log(corrected["high"] / corrected["low"]) / np.log(detector["high"] / detector["low"])
    return {
        "contained": Number(f"{is_held.sum()}", int(is_held.sum()), "corrected intervals with people's ratio"),
        "widest": Number(f"{wider.max():.1f}", float(wider.max()), "times the width of the detector's interval"),
        "narrowest": Number(f"{wider.min():.1f}", float(wider.min()), "times the width of the detector's interval"),
    }
