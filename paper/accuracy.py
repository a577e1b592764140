"""How far the labels can be trusted: hedges found, against hedges coded by reading."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import framing

DEVICES = ("attribution", "boilerplate", "hedge")


def compared(articles: pd.DataFrame, spans: pd.DataFrame, first: Path, second: Path, *, exclude: str) -> pd.DataFrame:
    """Compare the detector, then a second coder, with the first: over all coded articles, then outlet by outlet."""
    coders = [framing.read_spans(path, devices=DEVICES) for path in (first, second)]
    coded, again = (hedges(coder) for coder in coders)
    read = articles[articles["doc_id"].isin(coders[0]["doc_id"])]
    found = hedges(spans)
    rows = [{"compared": "coder_2", "outlet": "all", **agreement(again, coded, read)}]
    rows += [{"compared": "detector", "outlet": "all", **agreement(found, coded, read)}]
    rows += [
        {"compared": "detector", "outlet": outlet, **agreement(found, coded, part)}
        for outlet, part in read.groupby("outlet")
    ]
    labelled = spans[spans["doc_id"].isin(read["doc_id"])]
    own_rates = {
        f"own_rate_{name}": _own_rates(by, read, exclude) for name, by in (("coded", coders[0]), ("found", labelled))
    }
    return pd.DataFrame(rows).merge(pd.DataFrame(own_rates), left_on="outlet", right_index=True, how="left")


def _own_rates(spans: pd.DataFrame, read: pd.DataFrame, exclude: str) -> pd.Series[float]:
    """Give each outlet's hedges per 1,000 words in its own voice, by the spans of one coder."""
    counts = framing.count(read, spans, exclude=exclude, voice="outlet")
    sums = counts[counts["device"] == "hedge"].groupby("outlet")[["n", "words"]].sum()
    return 1000 * sums["n"] / sums["words"]


def hedges(spans: pd.DataFrame) -> pd.DataFrame:
    """Take the cues of hedges that stand outside boilerplate."""
    cues = spans[(spans["device"] == "hedge") & (spans["role"] == "cue")].reset_index(drop=True)
    around = spans.loc[spans["device"] == "boilerplate", ["doc_id", "start", "end"]]
    pairs = cues.reset_index().merge(around, on="doc_id", suffixes=("", "_around"))
    inside = pairs[(pairs["start_around"] <= pairs["start"]) & (pairs["end"] <= pairs["end_around"])]
    return cues[~cues.index.isin(inside["index"])]


def agreement(found: pd.DataFrame, coded: pd.DataFrame, read: pd.DataFrame) -> dict[str, float]:
    """Match cues that overlap, one to one, the longest overlap first; tell how many, and in whose voice."""
    columns = ["doc_id", "start", "end", "voice"]
    a, b = (cues.loc[cues["doc_id"].isin(read["doc_id"]), columns] for cues in (found, coded))
    pairs = a.assign(a=range(len(a))).merge(b.assign(b=range(len(b))), on="doc_id", suffixes=("_a", "_b"))
    overlap = pairs[["end_a", "end_b"]].min(axis=1) - pairs[["start_a", "start_b"]].max(axis=1)
    pairs = pairs.assign(overlap=overlap).query("overlap > 0").sort_values("overlap", ascending=False, kind="stable")
    matched = pairs.drop_duplicates("a").drop_duplicates("b")
    return {
        "articles": len(read),
        "events": read["event"].nunique(),
        "coded": len(b),
        "found": len(a),
        "matched": len(matched),
        "own_coded": int((matched["voice_b"] == "outlet").sum()),
        "own_found": int((matched["voice_a"] == "outlet").sum()),
        "own_both": int(((matched["voice_a"] == "outlet") & (matched["voice_b"] == "outlet")).sum()),
        "same_voice": int((matched["voice_a"] == matched["voice_b"]).sum()),
    }
