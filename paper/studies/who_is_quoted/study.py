"""Describe who is quoted, by outlet: role, naming, presented gender with bounds; and a sample that was read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import record
from scipy.stats import binomtest

import framing
from framing.compendium import Number

CORPORA = ("allsides",)
IS_QUICK = False  # labels 1,350 articles with attributions
OUTLETS = (
    "CNN (Web News)", "Christian Science Monitor", "Fox Online News", "NPR Online News", "Politico", "Reuters",
    "Townhall", "USA TODAY", "Washington Times",
)  # fmt: skip
ARTICLES = 150  # drawn per outlet
SEED = 9
AROUND = 240  # characters around the cue that were read
READINGS = Path(__file__).parent / "readings.csv"  # by a language model that saw the labels, one pass


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give shares of attributions of speech by role and naming, bounds of women, and accuracy in what was read."""
    news = sampled(articles["allsides"])
    speech = attributions(news)
    shares = []
    for quality in ("role", "naming"):
        counts = framing.count(news, speech, base="attributions", by=quality)
        shares.append(record.results_of(framing.rates(counts)).assign(quality=quality))
    return {
        "shares": pd.concat(shares, ignore_index=True),
        "gender": _gender(speech),
        "accuracy": _accuracy(speech),
    }


def sampled(news: pd.DataFrame) -> pd.DataFrame:
    """Draw as many articles of each outlet."""
    news = news[news["outlet"].isin(OUTLETS)]
    return news.groupby("outlet").sample(ARTICLES, random_state=SEED).sort_values("doc_id").reset_index(drop=True)


def attributions(news: pd.DataFrame) -> pd.DataFrame:
    """Label the articles and keep attributions of speech that are not in boilerplate, with the place of the cue."""
    spans = framing.label(news, ["attribution", "boilerplate"])
    table = framing.sources(news, spans, exclude="boilerplate")
    cues = spans.loc[(spans["device"] == "attribution") & (spans["role"] == "cue"), ["doc_id", "instance", "start"]]
    return table[table["kind"] == "speech"].merge(cues, on=["doc_id", "instance"], validate="one_to_one")


def _gender(speech: pd.DataFrame) -> pd.DataFrame:
    """Bound the share of women among individuals: none of the undecided is one, or all are."""
    individuals = speech[speech["type"] == "individual"]
    table = pd.crosstab(individuals["outlet"], individuals["gender_presented"])
    table = table.reindex(columns=["woman", "man", "nonbinary", "undecided"], fill_value=0)
    total = table.sum(axis=1)
    decided = total - table["undecided"]
    return table.assign(
        women_of_decided=table["woman"] / decided,
        women_lowest=table["woman"] / total,
        women_highest=(table["woman"] + table["undecided"]) / total,
    ).reset_index()


def _accuracy(speech: pd.DataFrame) -> pd.DataFrame:
    """Count what was read as an attribution, and as described right, of the readings that are still marked."""
    readings = pd.read_csv(READINGS, keep_default_na=False)
    both = speech.merge(readings, on=["doc_id", "start"], suffixes=("", "_read"), validate="one_to_one")
    is_speech = both["is_speech"] == "yes"
    rows = [("is an attribution of speech", int(is_speech.sum()), len(both))]
    is_decided = (both["type"] == "individual") & (both["gender_presented"] != "undecided")
    judged = {"role": is_speech, "naming": is_speech, "gender_presented": is_speech & is_decided}
    for quality, asked in judged.items():
        own = both[asked & (both[f"{quality}_read"] != "")]  # empty where the reader could not tell
        rows.append((quality, int((own[quality] == own[f"{quality}_read"]).sum()), len(own)))
    bounds = [binomtest(n, of).proportion_ci(method="wilson") for _, n, of in rows]
    table = pd.DataFrame(rows, columns=["quality", "right", "read"])
    return table.assign(
        share=table["right"] / table["read"], low=[one.low for one in bounds], high=[one.high for one in bounds]
    )


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Give shares of undecided individuals, whether bounds of women's shares overlap, and the spread of politicians."""
    gender = tables["gender"]
    undecided = gender["undecided"] / gender[["woman", "man", "nonbinary", "undecided"]].sum(axis=1)
    least, most = float(undecided.min()), float(undecided.max())
    low, high = float(gender["women_lowest"].max()), float(gender["women_highest"].min())
    politicians = tables["shares"].query("device == 'politician_official'")["rate"]
    spread = float(politicians.max() - politicians.min())
    return {
        "least_undecided": Number(f"{100 * least:.0f}", least, "smallest share of undecided individuals, in per cent"),
        "most_undecided": Number(f"{100 * most:.0f}", most, "largest share of undecided individuals, in per cent"),
        "highest_low": Number(f"{low:.2f}", low, "highest lower bound of women's shares"),
        "lowest_high": Number(f"{high:.2f}", high, "lowest upper bound of women's shares"),
        "most_difference": Number(f"{spread:.2f}".removeprefix("0"), spread, "spread of politicians' shares"),
    }
