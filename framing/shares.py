"""Attributions to counts: one row an article and kind of source, or class of cue, out of all its attributions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.model import check_articles, check_columns, named

_OF = ("source_kind", "cue_class", "kind", "quotation")


def shares(sources: pd.DataFrame, articles: pd.DataFrame, *, of: str = "source_kind") -> pd.DataFrame:
    """Count each article's attributions by what they are, out of all its attributions.

    The result is a counts table whose `device` is the value and whose `words` are attributions, so that `framing.rates`
    and `framing.compare` take it: a rate is then per 1,000 attributions (divide by ten for per cent), and the unit is
    still the event or the article.

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
        `device`, `n`, `per_1000`. An empty cue class is called ``other``.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["", ""]})
    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "source_kind": ["person", "anonymous", "person"]})
    >>> shares(table, articles)[["doc_id", "device", "n", "words"]]
      doc_id     device  n  words
    0      a  anonymous  1      2
    1      a     person  1      2
    2      b  anonymous  0      1
    3      b     person  1      1
    """
    check_articles(articles)
    if of not in _OF:
        raise ValueError(f"shares: of={of!r} is none of {named(_OF)}")
    check_columns(sources, ("doc_id", of), name="sources", way_out="framing.sources(spans, articles) makes this table")
    strange = sources.loc[~sources["doc_id"].isin(articles["doc_id"]), "doc_id"].unique()
    if len(strange):
        raise ValueError(f"sources: doc_id {named(strange)} not in articles; give the articles that were labelled")
    values = sources[of].mask(sources[of] == "", "other").astype(str)
    kinds = pd.DataFrame({"device": sorted(values.unique())})
    numbers = sources.assign(device=values).groupby(["doc_id", "device"]).size().rename("n").reset_index()
    totals = sources.groupby("doc_id").size().rename("words").reset_index()
    frame = articles.drop(columns="text").assign(_order=np.arange(len(articles))).merge(kinds, how="cross")
    frame = frame.merge(totals, on="doc_id", how="left").merge(numbers, on=["doc_id", "device"], how="left")
    frame = frame.sort_values(["_order", "device"], kind="stable")
    frame = frame.assign(words=frame["words"].fillna(0).astype("int64"), n=frame["n"].fillna(0).astype("int64"))
    frame["per_1000"] = 1000 * frame["n"] / frame["words"].where(frame["words"] > 0)
    columns = [name for name in articles.columns if name != "text"]
    return frame[[*columns, "words", "device", "n", "per_1000"]].reset_index(drop=True)
