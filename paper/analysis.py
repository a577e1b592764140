"""From articles to tables: read, label, count, compare. Nothing is worded or drawn here."""

from __future__ import annotations

import accuracy
import pandas as pd

import framing
from framing.compendium import Plan, saved_labels

# The measures, as devices of their own; a shield is a hedge that is no approximator (Prince et al. 1982).
ALL = "hedge"
OWN = "hedge in own voice"
SHIELDS = "shield in own voice"


def tables(plan: Plan) -> dict[str, pd.DataFrame]:
    """Compute every table of the paper; what is boilerplate is counted in none but the table of outlets."""
    articles = framing.read(plan.paths, outlets=plan.outlets, **plan.reading)
    spans = saved_labels(articles, plan)  # of the last build, where nothing that determines them has changed
    counts = _counts(articles, spans, plan)
    agency = _agency_events(articles)
    return {
        "outlets": _outlets(articles, spans, plan, agency),
        "rates": framing.rates(counts, by=plan.by, unit=plan.unit),
        "results": _pairs(counts, plan),
        "without_agency": _pairs(counts[~counts["event"].isin(agency)], plan),
        "voices": _sums(articles, spans, plan, "voice"),
        "subtypes": _sums(articles, spans, plan, "subtype").drop(columns="words"),
        "accuracy": accuracy.compared(articles, spans, *plan.codings, exclude=plan.exclude),
    }


def _pairs(counts: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Compare each two outlets; whether any differ at all is not asked."""
    results = framing.compare(counts, by=plan.by, unit=plan.unit, reference=plan.reference, adjust=plan.adjust)
    return results[results["kind"] != "omnibus"].reset_index(drop=True)


def _counts(articles: pd.DataFrame, spans: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Stack the measures, so that one call compares them and corrects for all of its contrasts together."""
    everywhere = framing.count(articles, spans, exclude=plan.exclude)
    own = framing.count(articles, spans, exclude=plan.exclude, voice="outlet")
    kinds = framing.count(articles, spans, kinds="hedge", exclude=plan.exclude, voice="outlet")
    measures = ((ALL, everywhere, "hedge"), (OWN, own, "hedge"), (SHIELDS, kinds, "epistemic hedge"))
    hedges = [counts[counts["device"] == device].assign(device=measure) for measure, counts, device in measures]
    return pd.concat(hedges, ignore_index=True)


def _outlets(articles: pd.DataFrame, spans: pd.DataFrame, plan: Plan, agency: set[str]) -> pd.DataFrame:
    """Describe each outlet: articles, events, words, and which shares of these are boilerplate and its own voice."""
    whole = framing.count(articles, spans).query("device == 'hedge'").groupby("outlet")
    words = whole["words"].sum()
    kept = (
        framing.count(articles, spans, exclude=plan.exclude).query("device == 'hedge'").groupby("outlet")["words"].sum()
    )
    own = _sums(articles, spans, plan, "voice").query("voice == 'outlet'").set_index("outlet")["words"]
    columns = {
        "articles": whole["doc_id"].nunique(),
        "events": whole["event"].nunique(),
        "agency_events": articles[articles["event"].isin(agency)].groupby("outlet")["event"].nunique(),
        "words": words,
        "boilerplate": 1 - kept / words,
        "own_voice": own / kept,
    }
    return pd.DataFrame(columns).reset_index().fillna({"agency_events": 0}).astype({"agency_events": int})


def _agency_events(articles: pd.DataFrame) -> set[str]:
    """Find the events on which two outlets printed the same byline: agency copy."""
    is_agency = articles.duplicated(["event", "byline"], keep=False) & articles["byline"].notna()
    return set(articles.loc[is_agency, "event"])


def _sums(articles: pd.DataFrame, spans: pd.DataFrame, plan: Plan, key: str) -> pd.DataFrame:
    """Sum each outlet's hedges, and the words they are out of, by `key`."""
    counts = framing.count(articles, spans, exclude=plan.exclude, by=key)
    hedges = counts[counts["device"] == "hedge"]
    return hedges.groupby(["outlet", key])[["words", "n"]].sum().reset_index()
