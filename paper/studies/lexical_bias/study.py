"""Ask where in an article coded bias is, and whether three outlets on the same events differ in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import record
from scipy.stats import binomtest, friedmanchisquare

import framing
from framing.compendium import Number

CORPORA = ("basil",)
IS_QUICK = False  # 1,000 comparisons of shuffled outlets
DEVICES = ("lexical_bias", "informational_bias")
SHUFFLES = 500
DRAWS = 2000
EQUIVALENCE = 1.25
PUBLISHED = {
    "lexical_bias": ((0.446, 0.222, 0.207, 0.126), 0.32),
    "informational_bias": ((0.255, 0.259, 0.251, 0.235), 0.92),
}  # shares of quartiles; p of Friedman's test, in the order in which the two were named


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give shares of quartiles, ratios of outlets with a bound, and how often shuffled outlets are rejected."""
    news = articles["basil"]
    spans = framing.corpus_codings("basil")
    counts = framing.count(news, spans)[["doc_id", "outlet", "event", "words", "device", "n", "per_1000"]]
    quartiles = _quartiles(news, spans)
    results = framing.compare(counts, unit="event", equivalence=EQUIVALENCE)
    friedman = _friedman(counts)
    return {
        "quartiles": quartiles,
        "outlets": record.results_of(_with_bound(results)),
        "friedman": friedman,
        "shuffled": _shuffled(counts),
        "published": _published(quartiles, friedman, is_whole=record.is_whole("basil", news)),
    }


def drawn(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Draw the ratios of the outlets."""
    return tables["outlets"].query("kind == 'contrast'").reset_index(drop=True)


def _quartiles(news: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Count spans by the quarter of the article's characters in which they start; intervals resample events."""
    lengths = news.assign(length=news["text"].str.len())[["doc_id", "event", "length"]]
    cues = spans[spans["role"] == "cue"].merge(lengths, on="doc_id")
    cues["quartile"] = (cues["start"] * 4 // cues["length"]).clip(upper=3) + 1
    events = sorted(news["event"].unique())
    picks = np.random.default_rng(0).integers(len(events), size=(DRAWS, len(events)))
    rows = []
    for device in DEVICES:
        own = cues[cues["device"] == device]
        table = pd.crosstab(own["event"], own["quartile"]).reindex(events, fill_value=0).to_numpy()
        again = table[picks].sum(axis=1)
        low, high = np.quantile(again / again.sum(axis=1, keepdims=True), (0.025, 0.975), axis=0)
        n = table.sum(axis=0)
        rows += [
            {
                "device": device,
                "quartile": i + 1,
                "n": n[i],
                "share": n[i] / n.sum(),
                "low": low[i],
                "high": high[i],
            }
            for i in range(4)
        ]
    return pd.DataFrame(rows)


def _with_bound(results: pd.DataFrame) -> pd.DataFrame:
    """Add the smallest ratio for which equivalence could be said at the 5 % level, by the 90 % interval."""
    return results.assign(bound=np.maximum(1 / results["low_90"], results["high_90"]))


def _friedman(counts: pd.DataFrame) -> pd.DataFrame:
    """Test with ranks within events."""
    rows = []
    for device in DEVICES:
        matched = _matched(counts, device)
        statistic, p = friedmanchisquare(*matched.to_numpy().T)
        rows.append({"device": device, "events": len(matched), "statistic": statistic, "p": p})
    return pd.DataFrame(rows)


def _matched(counts: pd.DataFrame, device: str) -> pd.DataFrame:
    own = counts[counts["device"] == device]
    return own.pivot_table(index="event", columns="outlet", values="per_1000")


def _shuffled(counts: pd.DataFrame) -> pd.DataFrame:
    """Give the share of p below .05 where outlets are shuffled within events, so that none can differ."""
    generator = np.random.default_rng(1)
    articles = counts.drop_duplicates("doc_id").sort_values(["event", "doc_id"])
    rejected: dict[tuple[str, str], list[bool]] = {}
    for _ in range(SHUFFLES):
        order = np.lexsort((generator.random(len(articles)), articles["event"]))
        outlets = dict(zip(articles["doc_id"], articles["outlet"].to_numpy()[order], strict=True))
        again = counts.assign(outlet=counts["doc_id"].map(outlets))
        results = framing.compare(again, unit="event", adjust=None)
        for device, kind, p in results[["device", "kind", "p"]].itertuples(index=False):
            rejected.setdefault((device, kind), []).append(p < 0.05)
        for device, p in _friedman(again)[["device", "p"]].itertuples(index=False):
            rejected.setdefault((device, "friedman"), []).append(p < 0.05)
    rows = [
        {"device": device, "test": kind, "tests": len(found), "rejected": sum(found), "share": np.mean(found)}
        for (device, kind), found in rejected.items()
    ]
    bounds = [binomtest(int(row["rejected"]), row["tests"]).proportion_ci(method="wilson") for row in rows]
    return pd.DataFrame(rows).assign(low=[one.low for one in bounds], high=[one.high for one in bounds])


def _published(quartiles: pd.DataFrame, friedman: pd.DataFrame, *, is_whole: bool) -> pd.DataFrame:
    share, p = quartiles.set_index(["device", "quartile"])["share"], friedman.set_index("device")["p"]
    rows = [
        (f"{device}, share of quartile {i}", value, share[device, i])
        for device, (shares, _) in PUBLISHED.items()
        for i, value in enumerate(shares, start=1)
    ]
    rows += [(f"{device}, Friedman's p", published, p[device]) for device, (_, published) in PUBLISHED.items()]
    return record.beside(rows, is_whole=is_whole)


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Give the levels of the tests."""
    return {
        "level": Number("90", 0.9, "level of the intervals that show equivalence, in per cent"),
        "nominal": Number("5", 0.05, "nominal error rate, in per cent"),
    }
