"""Do corrected shares of frames hold the truth? Repeated draws from climate articles, and a simulation.

``python benchmarks/validity/codes.py climate.jsonl`` writes ``codes.csv`` beside this file: for each code and group of
draws how often the 95 % interval of the ratio of two groups' shares holds that of the full coding, for the classifier's
codes as they are (naive), corrected, and for the coded sample alone, with the median width on the log scale. Rows of
``share`` are about each group's share, with the median width in percentage points; ``yes`` is the median number of
coded articles with the code, and ``articles`` that of coded articles.

Articles are drawn at random, or by score (``framing.sample(by_score=)``). Scores of climate articles are of a
classifier that learned from a first half, drawn at random; articles that both halves draw are coded once.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

import framing

HERE = Path(__file__).parent
COLUMNS = [
    "data",
    "coded",
    "design",
    "code",
    "share",
    "of",
    "method",
    "draws",
    "articles",
    "yes",
    "intervals",
    "held",
    "width",
]
RARE = ["morality", "human_interest"]


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
    return pairs[["device"]].assign(**about, of="ratio", has=pairs["low"].notna(), held=is_in, width=width)


def shares_held(rates, truth, about):
    """One row per group: whether the interval of its share holds that of the full coding, and how wide it is."""
    both = rates.merge(truth, on=["device", "group"], suffixes=("", "_true"))
    is_in = (both["low"] <= both["rate_true"]) & (both["rate_true"] <= both["high"])
    width = 100 * (both["high"] - both["low"])
    return both[["device"]].assign(**about, of="share", has=both["low"].notna(), held=is_in, width=width)


def ways(articles, counts, naive, sampled, truths, about):
    """All methods; of a sample by score only the corrected one: its coded articles alone are no random sample.

    The codes as predicted (naive) have no rows there, since they are those beside the random sample in the simulation.
    """
    ratios, shares = truths
    yes = sampled.groupby("code")["value"].sum()
    found = [
        held(framing.correct(counts, sampled), ratios, {**about, "method": "corrected"}),
        shares_held(framing.correct_rates(counts, sampled), shares, {**about, "method": "corrected"}),
    ]
    if about["design"] == "random":
        own = articles[articles["doc_id"].isin(sampled["doc_id"])]
        alone = framing.count(own, sampled)
        found += [
            held(naive, ratios, {**about, "method": "naive"}),
            held(framing.compare(alone), ratios, {**about, "method": "coded alone"}),
            shares_held(framing.rates(alone), shares, {**about, "method": "coded alone"}),
        ]
    number = sampled["doc_id"].nunique()
    return [table.assign(yes=table["device"].map(yes), articles=number) for table in found]


def truth_of(articles, codes):
    counts = framing.count(articles, codes)
    results = framing.compare(counts)
    ratios = results.loc[results["kind"] == "contrast", ["device", "a", "b", "ratio"]]
    return ratios, framing.rates(counts)[["device", "group", "rate"]]


def coded(codes, drawn):
    """Take the full coding's codes of the articles drawn, of codes with enough yes and no to be learned."""
    sampled = codes.merge(drawn[["doc_id", "probability"]], on="doc_id")
    yes, n = sampled.groupby("code")["value"].sum(), drawn["doc_id"].nunique()
    return sampled[sampled["code"].isin(yes.index[(yes >= 5) & (yes <= n - 5)])].reset_index(drop=True)


def second_half(articles, codes, first, n, seed):
    """Draw another half by the scores that a classifier of the first gives to rare codes."""
    learned = framing.learn(coded(codes, first), articles, seed=seed)
    scores = learned.code(articles)
    scores = scores[scores["code"].isin(RARE)]
    if scores.empty:
        return None
    return framing.sample(articles, unit="article", n=n // 2, by=None, by_score=scores, first=first, seed=seed)


def of_climate(path, draws, n=100):
    articles, codes = climate(path)
    truths, found = truth_of(articles, codes), []
    for seed in range(draws):
        first = framing.sample(articles, unit="article", n=n // 2, by=None, seed=seed)
        designs = {
            "random": framing.sample(articles, unit="article", n=n, by=None, seed=seed),
            "by score": second_half(articles, codes, first, n, seed),
        }
        for design, drawn in designs.items():
            if drawn is None:  # no rare code has five yes in the first half
                continue
            sampled = coded(codes, drawn)
            counts = framing.count(articles, framing.learn(sampled, articles, seed=seed).code(articles))
            about = {"data": "climate", "coded": n, "design": design}
            found += ways(articles, counts, framing.compare(counts), sampled, truths, about)
    shares = codes.groupby("code")["value"].mean()
    return summary(found, shares, draws)


def of_simulation(draws, sizes=(200, 400), articles_in_all=10_000):
    """Scores of a poor classifier (AUC about .75) that is more generous in one outlet than in the other."""
    shares = {"rare .02": 0.02, "rare .05": 0.05, "some .2": 0.2, "half .5": 0.5}
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
    truths, counts = truth_of(articles, codes), framing.count(articles, predicted)
    naive = framing.compare(counts)
    for n in sizes:
        for seed in range(draws):
            for code in shares:
                own, scores = (table[table["code"] == code] for table in (codes, predicted))
                for design, by_score in {"random": None, "by score": scores}.items():
                    drawn = framing.sample(articles, unit="article", n=n // 2, by_score=by_score, seed=seed)
                    sampled = own.merge(drawn[["doc_id", "probability"]], on="doc_id")
                    about = {"data": "simulated", "coded": n, "design": design}
                    its_counts = counts[counts["device"] == code].reset_index(drop=True)
                    its_naive = naive[naive["device"] == code]
                    found += ways(articles, its_counts, its_naive, sampled, truths, about)
    return summary(found, pd.Series(shares), draws)


def summary(found, shares, draws):
    table = pd.concat(found, ignore_index=True).rename(columns={"device": "code"})
    rows = table.groupby(["data", "coded", "design", "code", "of", "method"], sort=False).agg(
        articles=("articles", "median"),
        yes=("yes", "median"),
        intervals=("has", "sum"),
        held=("held", "sum"),
        width=("width", "median"),
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
