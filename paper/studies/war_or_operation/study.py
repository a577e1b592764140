"""Compare how often the two presidents' offices write war, and special military operation."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import record
from scipy.stats import binomtest

import framing
from framing.compendium import Number

CORPORA = ("kremlin_zelenskyy",)
IS_QUICK = True
TERMS = Path(__file__).parent / "terms.tsv"
READINGS = Path(__file__).parent / "readings.csv"  # of the uses drawn, by a language model, one pass
FIRST_DAY = "2022-02-24"
KREMLIN, KYIV = "kremlin.ru", "president.gov.ua"
READ = 100  # uses of "war" drawn for reading
SEED = 20220224


def tables(articles: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give rates, their ratio, the months, and what the uses that were read mean."""
    statements = articles["kremlin_zelenskyy"]
    statements = statements[statements["date"] >= FIRST_DAY].reset_index(drop=True)
    spans = framing.label(statements, ["war_term"], lexicons=TERMS, with_voice=False)
    counts = framing.count(statements, spans, by="subtype").drop(columns=["headline", "url"])
    return {
        "rates": record.results_of(framing.rates(counts), ["subtype"]),
        "compare": record.results_of(framing.compare(counts, reference=KREMLIN), ["subtype"]),
        "trend": record.results_of(framing.trend(counts), ["subtype"]),
        "published": _published(counts, _with_headlines(statements)),
        "meanings": _meanings(_drawn(statements, spans), counts),
    }


def drawn(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Draw the months from March on; February has five days, and an interval that would fill the figure."""
    trend = tables["trend"]
    return trend[trend["period"] >= "2022-03-01"].reset_index(drop=True)


def _with_headlines(statements: pd.DataFrame) -> pd.DataFrame:
    """Count in headline and text together."""
    longer = statements.assign(text=statements["headline"].fillna("") + "\n\n" + statements["text"])
    spans = framing.label(longer, ["war_term"], lexicons=TERMS, with_voice=False)
    return framing.count(longer, spans, by="subtype")


def _published(counts: pd.DataFrame, with_headlines: pd.DataFrame) -> pd.DataFrame:
    """Put what was published beside the counts in texts alone, and beside those in headlines too."""
    compared = []
    for counted, table in (("texts", counts), ("headlines and texts", with_headlines)):
        n = table.groupby(["outlet", "subtype"])["n"].sum()
        words = table[table["subtype"] == "war"].groupby("outlet")["words"].sum()
        ratio = (n[KYIV, "war"] / words[KYIV]) / (n[KREMLIN, "war"] / words[KREMLIN])
        rows = [
            ("war, Ukraine", 2233, n[KYIV, "war"]),
            ("words, Ukraine", 423271, words[KYIV]),
            ("war, Russia", 121, n[KREMLIN, "war"]),
            ("words, Russia", 251427, words[KREMLIN]),
            ("ratio of the rates of war", 10.96, ratio),
            ("special military operation, Ukraine", 2, n[KYIV, "operation"]),
            ("special military operation, Russia", 107, n[KREMLIN, "operation"]),
        ]
        compared.append(record.beside(rows, is_whole=True).assign(counted=counted))
    return pd.concat(compared, ignore_index=True)


def _drawn(statements: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Draw uses of war to be read, as many per office, and give their places."""
    war = spans[spans["subtype"] == "war"].merge(statements[["doc_id", "outlet"]], on="doc_id")
    drawn = war.groupby("outlet").sample(READ // 2, random_state=SEED)
    return drawn.sort_values(["doc_id", "start"])[["outlet", "doc_id", "start", "end"]].reset_index(drop=True)


def _meanings(drawn: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Count what the uses that were read mean, and how many of all uses that makes, with Wilson's interval."""
    read = drawn.merge(pd.read_csv(READINGS), on=["doc_id", "start", "end"], how="left", validate="one_to_one")
    if read["meaning"].isna().any():
        raise ValueError(f"{READINGS.name}: {read['meaning'].isna().sum()} of the uses drawn have no reading")
    table = pd.crosstab(read["outlet"], read["meaning"])
    uses = counts[counts["subtype"] == "war"].groupby("outlet")["n"].sum()
    total = table.sum(axis=1)
    intervals = [
        binomtest(int(n), int(of)).proportion_ci(method="wilson")
        for n, of in zip(table["this_war"], total, strict=True)
    ]
    share = table["this_war"] / total
    bounds = {"low": [bound.low for bound in intervals], "high": [bound.high for bound in intervals]}
    of_all = {"uses": uses, "uses_of_this_war": share * uses}
    return table.assign(read=total, share_this_war=share, **bounds, **of_all).reset_index()


def numbers(tables: dict[str, pd.DataFrame]) -> dict[str, Number]:
    """Say whether published counts are found, and whether the rate of the operation falls from month to month."""
    counts = tables["published"].query("counted == 'headlines and texts'")
    counts = counts[counts["what"].str.startswith(("war", "special"))]
    differing = int((counts["published"] != counts["here"]).sum())
    rates = tables["trend"].query("subtype == 'operation' and group == 'kremlin.ru'").sort_values("period")["rate"]
    falls = int(rates.is_monotonic_decreasing)
    return {
        "differing": Number(f"{differing}", differing, "published counts that are not found"),
        "falls": Number(f"{falls}", falls, "1 where each month's rate is below the one before"),
    }
