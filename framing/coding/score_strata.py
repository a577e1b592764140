"""Strata of articles by what a coder of the whole corpus says of them, so that rare codes are drawn more often."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.code_table import check_codes, coders_of, yes_or_no
from framing.model import named

Codes = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]

STRATA = 4


def score_strata(articles: pd.DataFrame, codes: pd.DataFrame, group: Codes) -> Codes:
    """Give each article its stratum, from 1 for the surest to lack the codes.

    With scores p the strata of a group have equal sums of sqrt(p (1 - p)), or of several codes of the root of the sum
    of p (1 - p) divided by the square of the group's mean score: as many articles from each are then Neyman's
    allocation (1934, JRSS 97:558-606). Without scores there are two strata: those with any code, and the others.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": range(8)})
    >>> codes = pd.DataFrame({"doc_id": range(8), "unit": "article", "code": "morality", "value": 0})
    >>> scored = codes.assign(score=[0.01, 0.01, 0.01, 0.1, 0.1, 0.3, 0.5, 0.5])
    >>> score_strata(articles, scored, np.zeros(8, dtype=int)).tolist()
    [1, 1, 1, 1, 2, 2, 3, 4]
    >>> score_strata(articles, codes.assign(value=[0, 0, 1, 0, 0, 0, 1, 0]), np.zeros(8, dtype=int)).tolist()
    [1, 1, 2, 1, 1, 1, 2, 1]
    """
    check_codes(codes)
    if (codes["unit"] != "article").any():
        raise ValueError("sample: by_score= takes codes of articles, such as framing.learn(...).code(articles)")
    if len(coders := coders_of(codes)) > 1:
        raise ValueError(f"sample: by_score= has codes of several coders ({named(coders)}); choose one")
    has_scores = "score" in codes.columns and codes["score"].notna().all()
    given = codes["score"].astype(float) if has_scores else yes_or_no(codes, verb="sample")
    table = codes[["doc_id"]].assign(_code=codes["code"].astype(str), _given=given.to_numpy())
    wide = table.pivot_table(index="doc_id", columns="_code", values="_given").reindex(articles["doc_id"])
    if wide.isna().any(axis=None):
        lost = wide.index[wide.isna().any(axis=1)]
        raise ValueError(
            f"sample: by_score= has no code of {len(lost)} articles (doc_id {named(lost)}); give codes of all articles"
        )
    scores = wide.to_numpy(dtype=float)
    if not has_scores:
        return np.where((scores > 0).any(axis=1), 2, 1).astype(np.intp)
    strata = np.zeros(len(scores), dtype=np.intp)
    for number in np.unique(group):
        own = np.flatnonzero(group == number)
        strata[own] = _equal_sums(scores[own])
    return strata


def _equal_sums(scores: Numbers) -> Codes:
    """Divide the articles of a group, in the order of their mean score, into strata of equal sums of their spreads."""
    mean = np.maximum(scores.mean(axis=0), 1e-9)
    spread = np.sqrt((scores * (1 - scores) / mean**2).sum(axis=1))
    order = np.argsort((scores / mean).sum(axis=1), kind="stable")
    reached = np.cumsum(spread[order])
    strata = np.ones(len(scores), dtype=np.intp)
    if reached[-1] > 0:
        middle = reached - spread[order] / 2
        strata[order] = 1 + np.minimum((middle / reached[-1] * STRATA).astype(np.intp), STRATA - 1)
    return strata
