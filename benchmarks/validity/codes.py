"""Do corrected shares of frames hold the truth? Repeated draws from climate articles, and a simulation.

``python benchmarks/validity/codes.py climate.jsonl`` writes ``codes.csv`` beside this file: for each code and group of
draws how often the 95 % interval of the ratio of two groups' shares holds that of the full coding, for the classifier's
codes as they are (naive), corrected, and for the coded sample alone, with the median width on the log scale.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

import framing

HERE = Path(__file__).parent
COLUMNS = ["data", "coded", "code", "share", "method", "draws", "intervals", "held", "width"]


def climate(path):
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    articles = pd.DataFrame([{"doc_id": row["doc_id"], "outlet": row["bias"], "text": row["text"]} for row in rows])
    codes = pd.DataFrame(
        [
            {"doc_id": row["doc_id"], "unit": "article", "code": code, "value": value, "coder": "two people"}
            for row in rows
            for code, value in row["frames"].items()
        ]
    )
    return articles, codes


def held(results, truth, about):
    """One row per contrast: whether its interval holds the ratio of the full coding, and how wide it is."""
    pairs = results[results["kind"] == "contrast"].merge(truth, on=["device", "a", "b"], suffixes=("", "_true"))
    is_in = (pairs["low"] <= pairs["ratio_true"]) & (pairs["ratio_true"] <= pairs["high"])
    width = np.log(pairs["high"] / pairs["low"].clip(lower=1e-3))
    return pairs[["device"]].assign(**about, has=pairs["low"].notna(), held=is_in, width=width)


def three_ways(articles, counts, naive, sampled, truth, about):
    own = articles[articles["doc_id"].isin(sampled["doc_id"])]
    ways = {
        "naive": naive,
        "corrected": framing.correct(counts, sampled),
        "coded alone": framing.compare(framing.count(own, sampled)),
    }
    return [held(results, truth, {**about, "method": name}) for name, results in ways.items()]


def truth_of(articles, codes):
    results = framing.compare(framing.count(articles, codes))
    return results.loc[results["kind"] == "contrast", ["device", "a", "b", "ratio"]]


def of_climate(path, draws, n=100):
    articles, codes = climate(path)
    truth, found = truth_of(articles, codes), []
    for seed in range(draws):
        drawn = framing.sample(articles, unit="article", n=n, by=None, seed=seed)
        sampled = codes.merge(drawn[["doc_id", "probability"]], on="doc_id")
        yes = sampled.groupby("code")["value"].sum()
        sampled = sampled[sampled["code"].isin(yes.index[(yes >= 5) & (yes <= n - 5)])].reset_index(drop=True)
        learned = framing.learn(sampled, articles, seed=seed)
        counts = framing.count(articles, learned.code(articles))
        found += three_ways(articles, counts, framing.compare(counts), sampled, truth, {"data": "climate", "coded": n})
    shares = codes.groupby("code")["value"].mean()
    return summary(found, shares, draws)


def of_simulation(draws, sizes=(200, 400), articles_in_all=10_000):
    """Scores of a poor classifier (AUC about .75) that is more generous in one outlet than in the other."""
    shares = {"rare .05": 0.05, "some .2": 0.2, "half .5": 0.5}
    rng, found = np.random.default_rng(1), []
    outlet = np.repeat(["Bee", "Sun"], articles_in_all // 2)
    articles = pd.DataFrame({"doc_id": np.arange(articles_in_all), "outlet": outlet, "text": "The ship came in."})
    tables, predictions = [], []
    for code, share in shares.items():
        value = rng.random(articles_in_all) < np.where(outlet == "Bee", share * 1.2, share * 0.8)
        logit = np.log(share / (1 - share)) + 0.95 * (value - share) + rng.normal(0, 0.8, articles_in_all)
        score = 1 / (1 + np.exp(-(logit + np.where(outlet == "Bee", -0.4, 0.4))))
        about = {"doc_id": articles["doc_id"], "unit": "article", "code": code}
        tables.append(pd.DataFrame({**about, "value": value.astype(int)}))
        predicted = (score >= np.quantile(score, 1 - share)).astype(int)
        predictions.append(
            pd.DataFrame({**about, "value": predicted, "score": score, "made_by": "classifier", "coder": "simulated"})
        )
    codes, predicted = pd.concat(tables, ignore_index=True), pd.concat(predictions, ignore_index=True)
    truth, counts = truth_of(articles, codes), framing.count(articles, predicted)
    naive = framing.compare(counts)
    for n in sizes:
        for seed in range(draws):
            drawn = framing.sample(articles, unit="article", n=n // 2, seed=seed)
            sampled = codes.merge(drawn[["doc_id", "probability"]], on="doc_id")
            found += three_ways(articles, counts, naive, sampled, truth, {"data": "simulated", "coded": n})
    return summary(found, pd.Series(shares), draws)


def summary(found, shares, draws):
    table = pd.concat(found, ignore_index=True).rename(columns={"device": "code"})
    rows = table.groupby(["data", "coded", "code", "method"], sort=False).agg(
        intervals=("has", "sum"), held=("held", "sum"), width=("width", "median")
    )
    rows = rows.reset_index().assign(draws=draws)
    rows["held"] = (rows["held"] / rows["intervals"]).round(3)
    return rows.assign(share=rows["code"].map(shares).round(3), width=rows["width"].round(2))[COLUMNS]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    pd.concat([of_simulation(draws), of_climate(sys.argv[1], max(draws // 4, 2))]).to_csv(
        HERE / "codes.csv", index=False
    )
