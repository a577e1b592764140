"""How good a search string is: precision and recall from a coded sample, and the number of articles they imply."""

from __future__ import annotations

from math import sqrt

import pandas as pd

from framing.checks import check_columns
from framing.model import named

_Z = 1.959964
_YES_NO = (True, False)  # and 1 and 0, which are equal to them


def search_quality(coded: pd.DataFrame, *, found: str = "is_found", relevant: str = "is_relevant",
                   weight: str | None = None) -> pd.DataFrame:  # fmt: skip
    """Measure a search string: which share of its articles is relevant, and which share of the relevant it finds.

    Recall needs articles that the string does not find: draw the sample from a broader search (the topic's most general
    word, a section, a period) and code all of it for relevance, without knowing what the string finds. What the broader
    search misses too stays unknown.

    Parameters
    ----------
    coded : DataFrame
        One row per article that was coded, found or not.
    found : str, optional
        Its column with whether the string finds the article: True or False, 1 or 0.
    relevant : str, optional
        Its column with whether a coder calls the article relevant.
    weight : str, optional
        Its column with how many articles of the universe a row stands for (1 divided by the probability that it was
        drawn), where found and other articles were drawn at different rates.

    Returns
    -------
    DataFrame
        Two rows, `measure` ``precision`` and ``recall``: `n` (articles that the share is out of), `effective_n` (after
        weighting), `share`, its 95 % interval `low` and `high`, and `factor`, precision divided by recall: the number
        of articles that the string finds, times it, estimates the number of relevant ones.

    Raises
    ------
    ValueError
        Where a column is missing, empty or no yes and no, a weight is not above 0, or no article is found or relevant.

    Notes
    -----
    Stryker, Wray, Hornik & Yanovitzky (2006), Journalism & Mass Communication Quarterly 83:413-430. Intervals: Wilson
    (1927), with the effective number of articles (Kish 1965). The error of the coder is not in them.

    Examples
    --------
    >>> cells = [(1, 1)] * 30 + [(1, 0)] * 10 + [(0, 1)] * 20 + [(0, 0)] * 40
    >>> coded = pd.DataFrame(cells, columns=["is_found", "is_relevant"])
    >>> search_quality(coded)[["measure", "n", "share", "low", "high", "factor"]].round(2)
         measure   n  share   low  high  factor
    0  precision  40   0.75  0.60  0.86    1.25
    1     recall  50   0.60  0.46  0.72    1.25
    """
    columns = (found, relevant, *([weight] if weight else []))
    check_columns(coded, columns, name="coded", way_out="one row per coded article, found and relevant as 1 or 0")
    for column in (found, relevant):
        if strange := sorted(
            {str(value) for value in coded[column].unique() if pd.isna(value) or value not in _YES_NO}
        ):
            raise ValueError(f"coded: {column!r} has {named(strange)}; write True or False, 1 or 0, for every article")
    weights = coded[weight].astype(float) if weight else pd.Series(1.0, index=coded.index)
    if not (weights > 0).all():
        raise ValueError(f"coded: {weight!r} has values that are not above 0; a row stands for at least itself")
    is_found, is_relevant = coded[found].astype(bool), coded[relevant].astype(bool)
    if not is_found.any() or not is_relevant.any():
        what = "found" if not is_found.any() else "relevant"
        raise ValueError(f"coded: no article is {what}, so there is no share to give; code more articles")
    rows = [
        _share("precision", weights[is_found], is_relevant[is_found]),
        _share("recall", weights[is_relevant], is_found[is_relevant]),
    ]
    table = pd.DataFrame(rows, columns=["measure", "n", "effective_n", "share", "low", "high"])
    precision, recall = table["share"]
    return table.assign(factor=precision / recall if recall else float("nan"))


def _share(name: str, weights: pd.Series, is_so: pd.Series) -> tuple[str, int, float, float, float, float]:
    """Give a weighted share with its interval."""
    total, squares = float(weights.sum()), float((weights**2).sum())
    effective, share = total**2 / squares, float(weights[is_so].sum()) / total
    middle = (share + _Z**2 / (2 * effective)) / (1 + _Z**2 / effective)
    half = _Z * sqrt(share * (1 - share) / effective + (_Z / (2 * effective)) ** 2) / (1 + _Z**2 / effective)
    return name, len(weights), effective, share, max(0.0, middle - half), min(1.0, middle + half)
