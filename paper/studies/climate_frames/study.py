"""Compare frames of climate change by leaning: by people, by a learned coder as it is, and by that coder corrected."""

from __future__ import annotations

import numpy as np
import pandas as pd
import record

import framing
from framing.compendium import Number

CORPORA = ("climate_frames",)
IS_QUICK = False  # learns five frames from each of 20 samples
FRAMES = "climate_frames"  # the coder of the five frames in the corpus: two people, settled
REFERENCE = "left_bias"
CODED = 25  # articles per leaning whose frames by people are learned from and correct the rest
SIDES = 4  # leanings
SEED = 8
DRAWS = 20  # samples, to see how often an interval contains people's ratio
LEAST_YES = 5  # fewer articles with a frame cannot be learned from
KEYS = ["device", "a", "b"]


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give shares and ratios by coder, what the learned coder is worth, and its intervals in repeated samples."""
    news = one_name_per_outlet(articles["climate_frames"])
    codes = framing.corpus_codings("climate_frames")
    people = codes[codes["coder"] == FRAMES].reset_index(drop=True)
    truth = compared(framing.count(news, people))
    first = ways(news, people, SEED, card_by="leaning")
    found = {"people": truth, **first["ratios"]}
    ratios = pd.concat([table.assign(coder=name) for name, table in found.items()], ignore_index=True)
    return {
        "shares": shares(ratios),
        "ratios": record.results_of(ratios, ["coder"]),
        "card": first["card"].drop(columns=["version"]),
        "draws": draws(news, people, truth),
    }


def drawn(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Draw the ratios of the three ways, as if they were devices."""
    ratios = tables["ratios"]
    wanted = ratios[ratios["device"].isin(["conflict", "economic", "resolution"])]
    return (
        wanted.assign(device=wanted["device"] + ", " + wanted["coder"])
        .drop(columns="coder")
        .sort_values("device", kind="stable")
    )


def one_name_per_outlet(news: pd.DataFrame) -> pd.DataFrame:
    """Write names such as ``The Daily Caller`` and ``thedailycaller`` in one way."""
    return news.assign(outlet=news["outlet"].str.lower().str.replace(" ", ""))


def compared(counts: pd.DataFrame) -> pd.DataFrame:
    """Compare each leaning with the reference; each outlet has one leaning, so the outlet is the unit."""
    return contrasts(framing.compare(counts, by="leaning", reference=REFERENCE, measure="prevalence"))


def contrasts(results: pd.DataFrame) -> pd.DataFrame:
    return results[results["kind"] == "contrast"].reset_index(drop=True)


def shares(ratios: pd.DataFrame) -> pd.DataFrame:
    """Take each leaning's share from the contrasts: the mean of its outlets' shares."""
    names = ["device", "group", "share", "coder"]
    sides = [ratios[["device", side, f"rate_{side}", "coder"]].set_axis(names, axis=1) for side in ("a", "b")]
    return (
        pd.concat(sides, ignore_index=True)
        .drop_duplicates(["device", "group", "coder"])
        .pivot_table(index=["device", "group"], columns="coder", values="share")[
            ["people", "learned", "corrected", "sample alone"]
        ]
        .rename_axis(columns=None)
        .reset_index()
    )


def sampled(news: pd.DataFrame, people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Draw as many articles of each leaning, with people's codes of the frames that are frequent enough."""
    chosen = framing.sample(news, unit="article", n=CODED, by="leaning", seed=seed)
    codes = people.merge(chosen[["doc_id", "probability"]], on="doc_id")
    yes = codes.groupby("code")["value"].sum()
    return codes[codes["code"].isin(yes.index[yes >= LEAST_YES])].reset_index(drop=True)


def ways(news: pd.DataFrame, people: pd.DataFrame, seed: int, card_by: str | None = None) -> dict[str, object]:
    """Learn from a sample, code all articles, and compare: as coded, corrected, and with the sample alone."""
    codes = sampled(news, people, seed)
    learned = framing.learn(codes, news, by=card_by, seed=seed)
    counts = framing.count(news, learned.code(news))
    own = news[news["doc_id"].isin(codes["doc_id"])]
    corrected = framing.correct(counts, codes, by="leaning", reference=REFERENCE, measure="prevalence")
    ratios = {
        "learned": compared(counts),
        "corrected": contrasts(corrected),
        "sample alone": compared(framing.count(own, codes)),
    }
    return {
        "ratios": ratios,
        "card": learned.card,
    }


def draws(news: pd.DataFrame, people: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """Sum up, over repeated samples: intervals that contain people's ratio, their width, and the error of the ratio."""
    found = [
        table.assign(coder=name) for seed in range(DRAWS) for name, table in ways(news, people, seed)["ratios"].items()
    ]
    both = pd.concat(found, ignore_index=True).merge(truth[[*KEYS, "ratio"]], on=KEYS, suffixes=("", "_people"))
    has = both["low"].notna() & (both["low"] > 0) & np.isfinite(both["high"])
    both = both.assign(
        intervals=has,
        contained=has & (both["low"] <= both["ratio_people"]) & (both["ratio_people"] <= both["high"]),
        width=np.log(both["high"].where(has) / both["low"].where(has)),
        error=(np.log(both["ratio"].where(has) / both["ratio_people"])).abs(),
    )
    table = both.groupby(["device", "coder"], sort=False).agg(
        contrasts=("ratio", "size"), intervals=("intervals", "sum"), contained=("contained", "sum"),
        width=("width", "median"), error=("error", "median"),
    )  # fmt: skip
    table["share_contained"] = table["contained"] / table["intervals"]
    return table.assign(draws=DRAWS).reset_index().sort_values(["device", "coder"], ignore_index=True)


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Compare the corrected intervals with people's ratios, and the widths of intervals over the draws."""
    of = {coder: own.set_index(KEYS) for coder, own in tables["ratios"].groupby("coder")}
    people, corrected = of["people"]["ratio"], of["corrected"]
    contained = int(((corrected["low"] <= people) & (people <= corrected["high"])).sum())
    widths = tables["draws"].pivot_table(index="device", columns="coder", values="width")
    narrower = 1 - (widths["sample alone"] / widths["corrected"])[["conflict", "economic", "resolution"]].mean()
    return {
        "contrasts": Number(f"{len(people)}", len(people), "contrasts to the left, of every frame"),
        "contained": Number(f"{contained}", contained, "corrected intervals with people's ratio"),
        "sample": Number(f"{CODED * SIDES}", CODED * SIDES, "articles of a sample"),
        "narrower": Number(f"{narrower:.2f}", float(narrower), "how much narrower intervals of the sample alone are"),
    }
