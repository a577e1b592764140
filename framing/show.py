"""One article with all its labels as HTML, to check counts by reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from pathlib import Path

import pandas as pd

from framing.checks import check_articles, check_spans
from framing.files.whole_file import whole_file
from framing.marking.look import switched_on
from framing.marking.marked_text import marked_html, with_parts_of
from framing.model import devices_shown, named


@dataclass(frozen=True, slots=True, repr=False)
class MarkedArticle:
    """A marked article: displayed in a notebook; its string is the HTML."""

    doc_id: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<marked article {self.doc_id}: a notebook displays it, .save('page.html') writes it>"

    def save(self, path: str | Path) -> None:
        """Write a page for the browser; an existing file is replaced."""
        title = escape(self.doc_id)
        head = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        with whole_file(path) as file:
            file.write(f"{head}<body>{self.html}</body></html>".encode())


def show(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    doc_id: object = None,
    devices: str | Sequence[str] | None = None,
) -> MarkedArticle:
    """Show one article with all devices marked, to check the labels by reading.

    The text is unaltered: selecting and copying it gives the article's own characters.

    Parameters
    ----------
    articles
        The articles table.
    spans
        The spans table; the rows of one article are shown.
    doc_id
        The article to show; by default the first with any span.
    devices
        The device or devices to show, all switched on; by default all except `layout`, of which attribution,
        boilerplate and hedge are switched on where more than four were labelled.

    Returns
    -------
    MarkedArticle
        Displayed in a notebook. ``.html`` or ``str()`` is the HTML, self-contained and without scripts; ``.save(path)``
        writes a page.

    Raises
    ------
    ValueError
        If no article has this `doc_id`, a device was not labelled, or a span is outside the text.

    Notes
    -----
    Contents of attributions have a background (plain for direct, striped for mixed, faint for indirect quotation),
    sources an underline, cues a bold underline; a small number, the `instance`, links them. Nested attributions have
    additional lines. Other devices are highlighted, each with its own colour and underline. Boilerplate is dimmed, with
    a bar next to it. The boxes of the legend switch devices on and off, in a saved page too. Hovering over a mark shows
    device, subtype, role, voice, speaker, kind, score and entry.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Courier"], "text": ["Rain may fall."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [5], "end": [8], "device": ["hedge"], "role": ["cue"]})
    >>> page = show(articles, spans.astype({"device": "category"}))
    >>> page
    <marked article a: a notebook displays it, .save('page.html') writes it>
    >>> 'title="hedge">may</span> fall.' in page.html
    True
    """
    check_articles(articles)
    check_spans(spans)
    if not len(articles):
        raise ValueError("show: the articles table has no rows, so there is nothing to show")
    looked_for = [str(device) for device in spans["device"].cat.categories]
    chosen = devices_shown(spans) if devices is None else [devices] if isinstance(devices, str) else list(devices)
    if unknown := [device for device in chosen if device not in looked_for]:
        raise ValueError(f"show: {named(unknown)} not among the devices looked for: {named(looked_for)}")
    wanted = spans[spans["device"].isin(chosen)]
    place = _place(articles, wanted, doc_id)
    article = articles.iloc[[place]]
    rows = wanted[wanted["doc_id"] == article["doc_id"].iloc[0]]
    check_spans(rows, article)
    html = marked_html(
        article,
        rows,
        chosen,
        on=switched_on(chosen) if devices is None else chosen,
        with_parts=with_parts_of(wanted),
    )
    return MarkedArticle(str(article["doc_id"].iloc[0]), html)


def _place(articles: pd.DataFrame, spans: pd.DataFrame, doc_id: object) -> int:
    """Return the row of the article wanted, or of the first with spans."""
    if doc_id is None:
        has_spans = articles["doc_id"].isin(spans["doc_id"])
        if len(spans) and not has_spans.any():
            raise ValueError(f"show: the spans are of other articles (doc_id {named(spans['doc_id'].unique())})")
        return int(has_spans.to_numpy().argmax())
    known = articles["doc_id"].astype(str).tolist()
    if str(doc_id) not in known:
        close = get_close_matches(str(doc_id), known, n=3)
        hint = f"close to it: {named(close)}" if close else f"there are {named(known, most=3)}"
        raise ValueError(f"show: no article {str(doc_id)!r}; {hint}")
    return known.index(str(doc_id))
