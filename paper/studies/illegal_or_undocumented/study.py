"""Compare how often outlets wrote illegal immigrant before and after a news agency dropped the name."""

from __future__ import annotations

import pandas as pd
import record
from scipy.stats import binomtest

import framing

CORPORA = ("allsides",)
IS_QUICK = True
DROPPED = "2013-04-02"  # by the Associated Press
LATER = "2015-01-01"
FEWEST = 10  # articles with either name in both periods together, for an outlet to be listed
NARROW = {f"{kind} immigrant{ending}" for kind in ("illegal", "undocumented") for ending in ("", "s")}
PUBLISHED = {  # illegal, with either name: before, later
    "NYT": ((23, 25), (3, 13)),
    "CNN (Web News)": ((20, 32), (15, 68)),
    "Politico": ((10, 17), (22, 66)),
    "Washington Times": ((41, 43), (209, 211)),
    "Fox Online News": ((22, 22), (31, 32)),
}


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give the share of articles with illegal among those with either name, by outlet and period."""
    dated = articles["allsides"].dropna(subset=["date"])
    spans = framing.label(dated, ["naming"], with_voice=False)
    spans = spans[spans["subtype"].isin(["immigrants:illegal", "immigrants:undocumented"])]
    names = spans.merge(dated[["doc_id", "outlet", "date"]], on="doc_id")
    narrow = names[names["entry"].str.lower().isin(NARROW)]
    shares = pd.concat([_shares(narrow, "immigrant"), _shares(names, "all names of the list")], ignore_index=True)
    return {
        "shares": shares,
        "published": _published(shares, is_whole=record.is_whole("allsides", articles["allsides"])),
    }


def _shares(names: pd.DataFrame, wording: str) -> pd.DataFrame:
    """Count articles with illegal, and with either name, and the interval of Wilson for their share."""
    period = pd.Series("between", index=names.index)
    period = period.mask(names["date"] < DROPPED, "before").mask(names["date"] >= LATER, "later")
    is_illegal = names["subtype"] == "immigrants:illegal"
    cells = (
        names.assign(period=period, illegal=is_illegal)
        .query("period != 'between'")
        .groupby(["outlet", "period", "doc_id"])["illegal"]
        .any()
        .groupby(["outlet", "period"])
        .agg(illegal="sum", either="size")
        .reset_index()
    )
    cells = cells[cells.groupby("outlet")["either"].transform("sum") >= FEWEST].reset_index(drop=True)
    bounds = [
        binomtest(int(n), int(of)).proportion_ci(method="wilson")
        for n, of in zip(cells["illegal"], cells["either"], strict=True)
    ]
    cells.insert(0, "wording", wording)
    return cells.assign(
        share=cells["illegal"] / cells["either"], low=[one.low for one in bounds], high=[one.high for one in bounds]
    )


def _published(shares: pd.DataFrame, *, is_whole: bool) -> pd.DataFrame:
    """Put the published counts beside these; outlets that are not at hand have none."""
    found = shares[shares["wording"] == "immigrant"].set_index(["outlet", "period"])
    rows = []
    for outlet, cells in PUBLISHED.items():
        for period, (illegal, either) in zip(("before", "later"), cells, strict=True):
            key = (outlet, period)
            here = found.loc[key] if key in found.index else pd.Series({"illegal": None, "either": None})
            rows.append((f"{outlet}, {period}: articles with illegal", illegal, here["illegal"]))
            rows.append((f"{outlet}, {period}: articles with either name", either, here["either"]))
    return record.beside(rows, is_whole=is_whole)
