"""A view as plain HTML without a script, for saved notebooks, exported pages and printing."""

from __future__ import annotations

from html import escape

import pandas as pd

from framing.aligned_lines import AlignedLines
from framing.exploring.filters import Shown
from framing.exploring.pages import Counts, counts_of, line_page
from framing.exploring.prepared import Prepared

MOST_LINES = 25

_CSS = """
.framing-view{font:13px/1.6 system-ui,sans-serif;color:inherit}
.framing-view.framing-view table.framing-counts{border-collapse:collapse;margin:.6em 0 1em;font:inherit;width:auto}
.framing-view.framing-view .framing-counts th,.framing-view.framing-view .framing-counts td{padding:.1em .8em .1em 0;
text-align:right;border:0;border-bottom:1px solid #8886;background:none;font-variant-numeric:tabular-nums}
.framing-view.framing-view .framing-counts th:first-child,
.framing-view.framing-view .framing-counts td:first-child{text-align:left}
""".replace("\n", "")


def static_page(prepared: Prepared, of: Shown, told: str, *, sort: str = "text", most: int = MOST_LINES) -> str:
    """Draw what a view shows: its filters in words, its counts, and its first lines in context.

    Examples
    --------
    >>> from framing.exploring.filters import View, shown
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "device": ["hedge"], "role": ["cue"]})
    >>> prepared = Prepared(articles, spans.astype({"device": "category"}))
    >>> "<b>1</b> of 1 articles, <b>1</b> of 1 cues" in static_page(prepared, shown(prepared, View()), "")
    True
    """
    lines = line_page(prepared, of, sort=sort, most=most)
    table = AlignedLines(pd.DataFrame(lines["rows"], columns=["doc_id", "outlet", "date", "voice", "speaker", "left",
                                                              "match", "right"]))  # fmt: skip
    head = (
        f"<b>{int(of.articles.sum()):,}</b> of {len(of.articles):,} articles, <b>{lines['total']:,}</b> of "
        f"{len(of.cues):,} cues{': ' + escape(told) if told else ''}"
    )
    more = lines["total"] - len(lines["rows"])
    left_out = f"<p><small>{more:,} more lines</small></p>" if more else ""
    return (
        f'<div class="framing-view tex2jax_ignore mathjax_ignore"><style>{_CSS}</style><p>{head}</p>'
        f"{_counts(counts_of(prepared, of))}{table._repr_html_()}{left_out}</div>"
    )


def _counts(counts: Counts) -> str:
    heads = ["device", "cues", "articles", *counts["voices"], *counts["outlets"]]
    rows = [
        [row["device"], row["cues"], row["articles"], *row["by_voice"], *row["by_outlet"]]  # type: ignore[misc]
        for row in counts["rows"]
        if row["cues"]
    ]
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f'<table class="framing-counts"><thead><tr>{"".join(f"<th>{escape(name)}</th>" for name in heads)}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _cell(value: str | int) -> str:
    return f"<td>{value:,}</td>" if isinstance(value, int) else f"<td>{escape(str(value))}</td>"
