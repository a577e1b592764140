"""How evenly terms are spread over articles: Gries' DP, Juilland's D, range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from framing.counting.term_table import Codes, term_table
from framing.origin import made_of, with_origin

Numbers: TypeAlias = npt.NDArray[np.float64]


def dispersion(
    articles: pd.DataFrame,
    spans: pd.DataFrame | None = None,
    *,
    terms: str = "words",
    size: int = 2,
    exclude: str | Sequence[str] = (),
    least: int = 5,
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the articles.

    A rare term cannot be spread evenly over many articles, so both measures depend on frequency where articles are
    short: compare terms of similar frequency.

    Parameters
    ----------
    articles : DataFrame
        The articles, which are the parts of the corpus; their sizes are their words. Articles without words are left
        out.
    spans : DataFrame, optional
        The spans table; needed for ``terms="cues"`` and for `exclude`.
    terms : str
        ``"words"`` (as `framing.count` counts them, in lower case), ``"ngrams"`` of `size` words, or ``"cues"``: the
        text of the cue rows of `spans`.
    size : int
        The number of words in an n-gram, 2 to 5. N-grams do not cross line ends or any of ``. ! ? … : ; ( ) [ ]``.
    exclude : str or sequence of str
        Devices whose text is left out, such as ``"boilerplate"``, as in `framing.count`.
    least : int
        Minimum frequency; rarer terms have no row.

    Returns
    -------
    DataFrame
        One row per term, the most frequent first: `term, n, articles` (the range: the number of articles with the
        term), `rate` (per 1,000 words), `dp` and `dp_normalised` (Gries: 0 if spread in proportion to the articles'
        sizes, near 1 if all in one small article), `juilland_d` (1: the same rate in all articles, 0: all in one),
        `kind`.

    Raises
    ------
    ValueError
        If a table or an option is invalid, or the spans are needed and missing.

    Notes
    -----
    DP is half the sum, over articles, of the distance between the article's share of the term and its share of the
    words (Gries 2008, IJCL 13:403-437); normalised, it is divided by 1 less the smallest share of words (Lijffijt &
    Gries 2012, IJCL 17:147-149). D is 1 less the coefficient of variation of the term's rates over the root of the
    number of articles less one (Juilland, Brodin & Davidovitch 1970; for parts of unequal size as in Gries 2020); with
    hundreds of articles it is near 1 for most terms (Biber et al. 2016, IJCL 21:439-464).

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["It may rain.", "It is dry."]})
    >>> dispersion(articles, least=1).head(2)[["term", "n", "articles", "dp", "juilland_d"]]
      term  n  articles   dp  juilland_d
    0   it  2         2  0.0         1.0
    1  dry  1         1  0.5         0.0
    """
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    found = term_table(articles, spans, terms=terms, size=size, exclude=left_out, least=least)
    has_words = found.words > 0
    counts, words = found.counts[has_words], found.words[has_words]
    n, within, total = counts.sum(axis=0), (counts > 0).sum(axis=0), max(int(words.sum()), 1)
    dp = deviation_of_proportions(counts, words)
    table = pd.DataFrame(
        {
            "term": pd.Series(found.names, dtype="str"),
            "n": n.astype(np.int64),
            "articles": within.astype(np.int64),
            "rate": 1000 * n / total,
            "dp": dp,
            "dp_normalised": dp / _largest(words),
            "juilland_d": juilland(counts, words),
            "kind": "dispersion",
        }
    )
    table = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    return with_origin(table, made_of(articles, spans))


def deviation_of_proportions(counts: sparse.csr_array, words: Codes) -> Numbers:
    """Return Gries' DP of each column of `counts` over its rows; NaN where the column is empty.

    Examples
    --------
    >>> counts = sparse.csr_array([[1], [2], [3], [4], [5]])  # the example of Gries (2020)
    >>> deviation_of_proportions(counts, np.array([9, 10, 10, 10, 11])).round(2).tolist()
    [0.18]
    """
    cells = counts.tocoo()
    n = np.asarray(counts.sum(axis=0), dtype=np.float64)
    share = words / max(int(words.sum()), 1)
    # An article without the term adds its own share, so that only the others have to be looked at.
    expected = share[cells.row]
    beyond = np.abs(cells.data / n[cells.col] - expected) - expected
    distance = 1 + np.bincount(cells.col, beyond, minlength=counts.shape[1])
    return np.where(n > 0, distance / 2, np.nan)


def juilland(counts: sparse.csr_array, words: Codes) -> Numbers:
    """Return Juilland's D of each column of `counts` over its rows, which have words; NaN where it is undefined.

    Examples
    --------
    >>> counts = sparse.csr_array([[1], [2], [3], [4], [5]])
    >>> juilland(counts, np.array([9, 10, 10, 10, 11])).round(3).tolist()
    [0.785]
    """
    cells = counts.tocoo()
    rates = cells.data / words[cells.row]
    first, second = (np.bincount(cells.col, rates**power, minlength=counts.shape[1]) for power in (1, 2))
    parts = counts.shape[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = first / parts
        variation = np.sqrt(np.maximum(second / parts - mean**2, 0)) / mean
        return np.asarray(1 - variation / np.sqrt(parts - 1), dtype=np.float64)


def _largest(words: Codes) -> float:
    """Return the largest DP that parts of these sizes allow; NaN for a single part, where it is undefined."""
    return float(1 - words.min() / words.sum()) if len(words) > 1 else float("nan")
