"""A few articles with their labels, chosen by rule to avoid cherry-picking."""

from __future__ import annotations

from dataclasses import dataclass

from framing.report.analysis import BOILERPLATE, EPISTEMIC, HEDGE, Analysis
from framing.results.numbers import rate_estimate
from framing.show import show
from framing.texts.text import paragraph_spans

MOST_EXAMPLES = 4
MOST_PARAGRAPHS = 40


@dataclass(frozen=True, slots=True)
class Example:
    """A marked article with its caption."""

    group: str
    doc_id: str
    html: str
    told: str


def examples(analysis: Analysis) -> list[Example]:
    """Choose for each large group the article whose rate of epistemic hedges is the median; of two, the lower."""
    counts = analysis.devices.counts
    hedges = counts[(counts["device"] == EPISTEMIC) & (counts["words"] > 0)]
    ordered = hedges.sort_values(["per_1000", "doc_id"], kind="stable")
    chosen = []
    for group in analysis.groups.names[:MOST_EXAMPLES]:
        rows = ordered[ordered[analysis.groups.by] == group]
        if len(rows):
            row = rows.iloc[(len(rows) - 1) // 2]
            chosen.append(_example(analysis, group, row["doc_id"], float(row["per_1000"])))
    return chosen


def _example(analysis: Analysis, group: str, doc_id: object, rate: float) -> Example:
    article = analysis.articles[analysis.articles["doc_id"] == doc_id]
    rows = analysis.spans[analysis.spans["doc_id"] == doc_id]
    text: str = article["text"].iloc[0]
    paragraphs = paragraph_spans(text)
    if len(paragraphs) > MOST_PARAGRAPHS:
        cut = paragraphs[MOST_PARAGRAPHS - 1][1]
        article = article.assign(text=text[:cut])
        rows = rows[rows["start"] < cut]
        rows = rows.assign(end=rows["end"].clip(upper=cut))
    # The further devices would make of the marks a carpet; a notebook shows them (framing.show).
    devices = [name for name in rows["device"].cat.categories if name in (*analysis.names.main, HEDGE, BOILERPLATE)]
    marked = show(article, rows, doc_id=doc_id, devices=devices)
    told = f"{rate_estimate(rate)} epistemic hedges per 1,000 words."
    if len(paragraphs) > MOST_PARAGRAPHS:
        told += f" Shown are the first {MOST_PARAGRAPHS} of {len(paragraphs)} paragraphs."
    return Example(group, marked.doc_id, marked.html, told)
