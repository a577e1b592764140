"""A widget to read articles and lines in context under filters, and to go from a number to the lines behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.checks import check_articles, check_coder, check_spans
from framing.exploring.prepared import Prepared

if TYPE_CHECKING:
    from framing.widgets.explorer import Explorer


def explore(articles: pd.DataFrame, spans: pd.DataFrame, *, where: object = None) -> Explorer:
    """Read articles and lines in context in a notebook, filtered by mouse, by keys or from Python.

    A widget with the list of articles, the article that is open with its devices marked, a concordance, and the counts
    of what is shown. It computes no statistics: `framing.count` and `framing.compare` do. It needs the packages of
    ``pip install "newsframing[lab]"``; it is tested in JupyterLab 4, and untested in VS Code and Colab.

    Parameters
    ----------
    articles
        The articles table.
    spans
        The spans table, of one coder.
    where
        A row of counts, rates, results or lines, such as ``results.iloc[3]``: the widget begins with the cues that the
        row counts.

    Returns
    -------
    Explorer
        The widget; a notebook displays it. Filters are attributes that can be read and set: `outlet`, `device`,
        `voice`, `speaker`, `search`, `first_date`, `last_date`; so are `sort`, `tab` and `doc_id`. ``.selection`` is
        the spans table of what is shown, ``.selected_articles`` its articles; ``.clear()`` takes all filters away and
        ``.save("view.html")`` writes the view as a page. Saved and exported notebooks contain the view as plain HTML.

    Raises
    ------
    ValueError
        If a table lacks a column, a span lies outside its text, spans are of several coders, a filter is set to a value
        that does not occur, or `where` is no such row.
    ImportError
        If the package `anywidget` is missing.

    Examples
    --------
    >>> import framing
    >>> texts = ["It may rain.", "“It may snow,” Ada Orr said."]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Courier", "Ledger"], "text": texts})
    >>> spans = framing.label(articles)
    >>> view = framing.explore(articles, spans)
    >>> view
    <explorer: 2 articles, 3 cues shown>
    >>> view.device, view.voice = "hedge", "quoted"
    >>> view.selection[["doc_id", "device", "voice", "speaker"]]
      doc_id device   voice  speaker
    2      b  hedge  quoted  Ada Orr
    """
    check_articles(articles)
    if not len(articles):
        raise ValueError("explore: the articles table has no rows, so there is nothing to read")
    check_spans(spans, articles)
    check_coder(spans, verb="explore")
    try:
        from framing.widgets.explorer import Explorer
    except ImportError as error:
        raise ImportError(f'explore: the package {error.name} is missing; pip install "newsframing[lab]"') from error
    return Explorer(Prepared(articles, spans), where)
