"""Attributions to counts: one row per article and kind of source, or class of cue, out of all its attributions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.model import COUNT_COLUMNS, check_articles, check_columns, named

_OF = ("source_kind", "cue_class", "kind", "quotation")


def shares(articles: pd.DataFrame, sources: pd.DataFrame, *, of: str = "source_kind") -> pd.DataFrame:
    """Count each article's attributions by what they are, out of all its attributions.

    The result is a counts table whose `device` is the value and whose `words` are attributions, as its column `base`
    says. `framing.rates` and `framing.compare` take it: a rate is then a share of attributions, and the unit is still
    the event or the article.

    Parameters
    ----------
    sources : DataFrame
        As `framing.sources` gives it; filter it first, for example by ``kind == "speech"``.
    articles : DataFrame
        The articles that were labelled. One without attributions counts with zero of zero.
    of : str, optional
        The column whose values are counted: ``source_kind, cue_class, kind`` or ``quotation``.

    Returns
    -------
    DataFrame
        One row per article and value that occurs anywhere: the columns of `articles` without `text`, then `words`,
        `device`, `n`, `per_1000`, `base`. An empty cue class is called ``other``.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["", ""]})
    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "source_kind": ["person", "anonymous", "person"]})
    >>> shares(articles, table)[["doc_id", "device", "n", "words"]]
      doc_id     device  n  words
    0      a  anonymous  1      2
    1      a     person  1      2
    2      b  anonymous  0      1
    3      b     person  1      1
    """
    check_articles(articles)
    if of not in _OF:
        raise ValueError(f"shares: of={of!r} is none of {named(_OF)}")
    check_columns(sources, ("doc_id", of), name="sources", way_out="framing.sources(articles, spans) makes this table")
    strange = sources.loc[~sources["doc_id"].isin(articles["doc_id"]), "doc_id"].unique()
    if len(strange):
        raise ValueError(f"sources: doc_id {named(strange)} not in articles; give the articles that were labelled")
    taken = [name for name in COUNT_COLUMNS if name in articles.columns]
    if taken:
        raise ValueError(
            f"shares: articles have a column {taken[0]!r} already, and the counts get one of that name; "
            f"articles.rename(columns={{{taken[0]!r}: 'article_{taken[0]}'}}) frees it"
        )
    values = sources[of].astype(object).mask(sources[of] == "", "other").astype(str)
    kinds = sorted(values.unique())
    # Laid out by place and not merged: an empty table of sources has no type that would fit.
    numbers = pd.crosstab(sources["doc_id"].to_numpy(dtype=object), values.to_numpy()).reindex(
        index=articles["doc_id"].astype(object), columns=kinds, fill_value=0
    )
    table = numbers.to_numpy(dtype="int64").reshape(len(articles), len(kinds))
    frame = articles.drop(columns="text").iloc[np.repeat(np.arange(len(articles)), len(kinds))]
    frame = frame.assign(
        words=np.repeat(table.sum(axis=1), len(kinds)),
        device=pd.Series(kinds * len(articles), dtype=object).to_numpy(),
        n=table.ravel(),
    )
    frame["per_1000"] = 1000 * frame["n"] / frame["words"].where(frame["words"] > 0)
    columns = [name for name in articles.columns if name != "text"]
    return frame[[*columns, "words", "device", "n", "per_1000"]].assign(base="attributions").reset_index(drop=True)
