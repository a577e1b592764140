"""Decide between two coders, item by item, on what they coded differently."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from framing.checks import check_articles
from framing.coding.items import texts_of
from framing.coding.opening import open_session
from framing.coding.settling import coded_of, settled_head
from framing.vocabulary.code_pages import CodePage, code_page, page_texts

if TYPE_CHECKING:
    from framing.widgets.coder import Coder


def adjudicate(
    articles: pd.DataFrame,
    a: object,
    b: object,
    *,
    file: str | Path,
    codebook: str | Path | CodePage | None = None,
) -> Coder:
    """Decide on each item that two coders coded differently; what they coded alike is taken as it is.

    The result counts as the truth for `framing.correct`. It is no coder of its own: `framing.agree` takes it only as
    ``reference``. Measure agreement first, by the two codings as they were.

    Parameters
    ----------
    articles
        The articles that were coded, unchanged.
    a, b
        Two coders' codings: the files that `framing.code` wrote, or its widgets, or two codes tables.
    file
        Where the decisions are kept, as in `framing.code`.
    codebook
        The page of questions of two codes tables.

    Returns
    -------
    Coder
        The widget of `framing.code`, with both codings beside each item as A and B, in the order given: key ``a`` or
        ``b`` takes one, or code anew. ``.codings`` and ``.spans`` have the items that both coded, by the coder
        ``adjudicated``. Two places are alike if they share a character and have the same label; then that of `a` is
        taken.

    Raises
    ------
    ValueError
        Where the two are of one coder, of different codebooks, without a common item or without a difference; and
        where a text has changed since it was coded.

    Examples
    --------
    >>> import tempfile, framing
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["It may rain.", "Bees swarm."]})
    >>> row = {"unit": "article", "code": "economic_1"}
    >>> ann = pd.DataFrame({"doc_id": ["a", "b"], "value": [1, 0], "coder": "Ann", **row})
    >>> ben = pd.DataFrame({"doc_id": ["a", "b"], "value": [0, 0], "coder": "Ben", **row})
    >>> path = Path(tempfile.mkdtemp(), "settled.jsonl")
    >>> view = framing.adjudicate(articles, ann, ben, file=path, codebook="generic_frames")
    >>> view.session.take(1)  # what the key b does
    >>> view.codings[["doc_id", "code", "value", "coder"]]
      doc_id        code  value        coder
    0      a  economic_1      0  adjudicated
    1      b  economic_1      0  adjudicated
    """
    check_articles(articles)
    texts = texts_of(articles)
    head, versions = settled_head(*(coded_of(one, articles, texts, codebook) for one in (a, b)))
    try:
        from framing.widgets.coder import Coder
    except ImportError as error:
        raise ImportError(f'adjudicate: the package {error.name} is missing; pip install "newsframing[lab]"') from error
    session = open_session(file, texts, head, versions=versions)
    page = page_texts().get(session.task.name, "") if codebook is None else code_page(codebook).markdown
    return Coder(session, page)
