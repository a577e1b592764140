"""What is independent: the article, the event or the outlet, by what the table says of its articles.

Articles on one event are alike, and so are articles of one outlet. Where groups are compared that are made of whole
outlets, the outlet is the unit. Where each outlet has articles in several groups (genre, year), outlets differ in their
gaps between the groups: with six outlets or more they are units, which cross events; with fewer, no test can speak of
outlets in general, so rates are standardised by outlet and the result speaks of these outlets only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

LEAST_OUTLETS = 6
USUAL = 0.9  # of articles


class Outlets(NamedTuple):
    """What outlets are to the groups compared.

    `role` is ``none`` (groups are outlets, or parts of one), ``grouped`` (groups are made of outlets), ``crossing``
    (outlets have articles in several groups) or ``few`` (so, but fewer than six). `number` is how many there are, and
    `odd` the articles that are not in the group of nearly all of their outlet's.
    """

    role: str
    number: int = 0
    odd: tuple[object, ...] = ()


def outlets_of(table: pd.DataFrame, by: str) -> Outlets:
    """Say what outlets are to the groups of `by`; articles of unknown outlets say nothing.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": range(8), "outlet": list("aabbccdd"), "leaning": list("llllrrrr")})
    >>> outlets_of(articles, "leaning")
    Outlets(role='grouped', number=4, odd=())
    >>> outlets_of(articles.assign(genre=list("nonononn")), "genre")
    Outlets(role='few', number=4, odd=())
    """
    if by == "outlet" or "outlet" not in table.columns:
        return Outlets("none")
    articles = table.loc[~is_unknown(table["outlet"]), ["doc_id", "outlet", by]].drop_duplicates()
    number = articles["outlet"].nunique()
    groups = articles.groupby(by, observed=True)["outlet"].nunique()
    if number == 1:
        return Outlets("few", number)
    if not number or (_share_of_usual(articles, by, "outlet") >= USUAL and len(groups) >= number):
        return Outlets("none")
    usual = articles.groupby("outlet", observed=True)[by].agg(lambda values: values.mode().iloc[0])
    is_usual = articles[by].eq(articles["outlet"].map(usual)).to_numpy()
    if is_usual.mean() >= USUAL and 1 < usual.nunique() < number:
        return Outlets("grouped", number, tuple(articles["doc_id"][~is_usual]))
    return Outlets("crossing" if groups.min() >= LEAST_OUTLETS else "few", number)


def _share_of_usual(articles: pd.DataFrame, of: str, value: str) -> float:
    """Share of articles with the most frequent `value` of their `of`."""
    sizes = articles.groupby([of, value], observed=True).size()
    return float(sizes.groupby(level=0).max().sum() / sizes.sum())


def is_missing(column: pd.Series) -> pd.Series[bool]:
    """Find what is NaN or blank."""
    codes, values = pd.factorize(column)
    is_blank = np.array([*(isinstance(value, str) and not value.strip() for value in values), True], dtype=bool)
    return pd.Series(is_blank[codes], index=column.index)


def is_unknown(outlet: pd.Series) -> pd.Series[bool]:
    """Find outlets without a name."""
    return is_missing(outlet) | (outlet == "unknown")


def default_units(table: pd.DataFrame, by: str, outlets: Outlets) -> tuple[str, ...]:
    """Give what is independent where nobody has said so; where outlets cross events or copies, both."""
    if outlets.role == "grouped":
        return ("outlet",)
    within = "article"
    if by != "event" and shared_events(table):
        within = "event"
    elif outlets.role == "crossing" and "copies" in table.columns and not is_missing(table["copies"]).all():
        within = "copies"
    if outlets.role != "crossing":
        return (within,)
    return ("outlet",) if within == "article" else ("outlet", within)


def shared_events(table: pd.DataFrame) -> bool:
    """Say whether any event has two articles or more."""
    if "event" not in table.columns:
        return False
    articles = table.loc[~is_missing(table["event"]), ["doc_id", "event"]].drop_duplicates("doc_id")
    return bool(articles["event"].duplicated().any())
