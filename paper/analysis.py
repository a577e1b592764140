"""From articles to result tables: read, label, count, compare. Nothing is worded or drawn here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import accuracy
import pandas as pd

import framing

CORPUS = Path(__file__).parent.parent / "corpus"

# The measures, as devices of their own; a shield is a hedge that is no approximator (Prince et al. 1982).
ALL = "hedge"
OWN = "hedge in own voice"
SHIELDS = "shield in own voice"


def tables(corpus: Path = CORPUS, *, progress: Callable[[int, int], None] | None = None) -> dict[str, pd.DataFrame]:
    """Compute every table the paper rests on; what is boilerplate is counted in none but the corpus table."""
    articles = framing.read(corpus / "demo")
    spans = framing.label(articles, progress=progress)
    counts = _counts(articles, spans)
    return {
        "corpus": _corpus(articles, spans),
        "rates": framing.rates(counts, unit="event"),
        "results": _pairs(counts),
        "without_agency": _pairs(counts[~counts["event"].isin(_agency_events(articles))]),
        "voices": _sums(articles, spans, "voice"),
        "subtypes": _sums(articles, spans, "subtype").drop(columns="words"),
        "accuracy": accuracy.compared(articles, spans, corpus / "codings"),
    }


def _pairs(counts: pd.DataFrame) -> pd.DataFrame:
    """Compare each two outlets; whether any differ at all is not asked."""
    results = framing.compare(counts, unit="event")
    return results[results["kind"] != "omnibus"].reset_index(drop=True)


def _counts(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Stack the measures, so that one call compares them and corrects for all of its contrasts together."""
    everywhere = framing.count(articles, spans, exclude="boilerplate")
    own = framing.count(articles, spans, exclude="boilerplate", voice="outlet")
    kinds = framing.count(articles, spans, kinds="hedge", exclude="boilerplate", voice="outlet")
    measures = ((ALL, everywhere, "hedge"), (OWN, own, "hedge"), (SHIELDS, kinds, "epistemic hedge"))
    hedges = [counts[counts["device"] == device].assign(device=measure) for measure, counts, device in measures]
    return pd.concat(hedges, ignore_index=True)


def _corpus(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Count each outlet's articles, events and words, with and without boilerplate."""
    whole = framing.count(articles, spans).query("device == 'hedge'").groupby("outlet")
    kept = framing.count(articles, spans, exclude="boilerplate").query("device == 'hedge'").groupby("outlet")
    columns = {
        "articles": whole["doc_id"].nunique(),
        "events": whole["event"].nunique(),
        "agency_events": articles[articles["event"].isin(_agency_events(articles))]
        .groupby("outlet")["event"]
        .nunique(),
        "words": whole["words"].sum(),
        "words_kept": kept["words"].sum(),
    }
    return pd.DataFrame(columns).reset_index()


def _agency_events(articles: pd.DataFrame) -> set[str]:
    """Find the events on which two outlets printed the same byline: agency copy."""
    is_agency = articles.duplicated(["event", "byline"], keep=False) & articles["byline"].notna()
    return set(articles.loc[is_agency, "event"])


def _sums(articles: pd.DataFrame, spans: pd.DataFrame, key: str) -> pd.DataFrame:
    """Sum each outlet's hedges, and the words they are out of, by `key`."""
    counts = framing.count(articles, spans, exclude="boilerplate", by=key)
    hedges = counts[counts["device"] == "hedge"]
    return hedges.groupby(["outlet", key])[["words", "n"]].sum().reset_index()
