"""How alike two articles are in what they report: words weighed by how rare they are in news, and the cosine.

Weights are tf-idf (Spärck Jones 1972, Journal of Documentation 28:11-21). How many articles a word stands in is counted
in the corpus and in a larger one whose counts come with the package, so that a likeness means the same in a corpus of
ten articles.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from math import log
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.texts.text import view

Days: TypeAlias = npt.NDArray[np.float64]  # NaN where there is no date

# A word in more articles than this tells of what is always in the news, and only slows the work.
_COMMON = 0.1
_FEW = 200  # in a corpus not much larger than this, a word in many articles may still be one event's
_UNDATED = 0.85  # how much less a likeness tells where it may be one of words that return every year
# A word in more articles of one window than this tells of no one event, and of the articles before it in time each
# keeps this many that are most like it. So the work on one full day is linear too.
_MANY = 1000
_NEAREST = 200
_BLOCK, _HELD = 500, 4_000_000  # articles, and pairs of articles, that are compared at once
_WORD = re.compile(r"[^\W\d_][^\W_]+(?:['\-][^\W_]+)*")


class Weights(NamedTuple):
    """A row an article, of length one, and a column a word."""

    matrix: sparse.csr_array
    words: list[str]


def weights(texts: Sequence[str]) -> Weights:
    """Weigh the words of each text by their number and rarity.

    Examples
    --------
    >>> weighed = weights(["The ferry burned.", "A ferry burned again."])
    >>> weighed.words
    ['ferry', 'burned']
    >>> round(float((weighed.matrix @ weighed.matrix.T)[0, 1]), 2)
    1.0
    """
    columns: dict[str, int] = {}
    rows, places, values = array("q"), array("q"), array("d")  # lists take several times as much
    for row, text in enumerate(texts):
        for word, number in Counter(words_of(text)).items():
            rows.append(row)
            places.append(columns.setdefault(word, len(columns)))
            values.append(1 + log(number))
    size = (len(texts), len(columns))
    counted = sparse.csr_array(
        sparse.coo_array((np.asarray(values), (np.asarray(rows), np.asarray(places))), shape=size)
    )
    share = _shares(np.bincount(counted.indices, minlength=len(columns)), list(columns), len(texts))
    kept = np.flatnonzero(share <= _COMMON)
    matrix = sparse.csr_array(counted[:, kept])
    matrix.data *= -np.log(share[kept])[matrix.indices]
    rows_of_data = np.repeat(np.arange(len(texts)), np.diff(matrix.indptr))
    matrix.data /= np.sqrt(np.bincount(rows_of_data, matrix.data**2, minlength=len(texts)))[rows_of_data]
    words = list(columns)
    return Weights(matrix, [words[place] for place in kept])


def words_of(text: str) -> list[str]:
    """Give the words of a text, lower-cased and without a genitive's 's."""
    return [word.removesuffix("'s") for word in _WORD.findall(view(text))]


def _shares(numbers: npt.NDArray[np.int64], words: Sequence[str], articles: int) -> npt.NDArray[np.float64]:
    """Give the share of articles that each word stands in, in news at large or in this corpus, whichever is larger."""
    in_news = _background()
    rare = min(in_news.values())
    at_large = np.array([in_news.get(word, rare) for word in words])
    shares: npt.NDArray[np.float64] = np.maximum(at_large, numbers / (articles + _FEW))
    return shares


@lru_cache(maxsize=1)
def _background() -> dict[str, float]:
    """Read the share of news articles that each word stands in; the rarest are not listed."""
    text = resources.files("framing").joinpath("models", "word_articles.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    articles = int(rows[0][1])  # the first row is all of them
    return {word: int(number) / articles for word, number in rows[1:]}


def alike(matrix: sparse.csr_array, days: Days, *, window: float, least: float) -> Iterator[tuple[int, int, float]]:
    """Give the pairs of articles that are alike by at least `least` and no more than `window` days apart.

    An article without a date is compared with all, and has to be a little more alike. Where more than `_MANY` articles
    of a window share a word, it does not count in that window, and an article is paired with no more than the
    `_NEAREST` most alike of those before it. So the work is linear in the articles, also where all are of one day.

    Examples
    --------
    >>> weighed = weights(["A ferry burned.", "The ferry burned.", "The ferry burned."])
    >>> list(alike(weighed.matrix, np.array([0.0, 1.0, 9.0]), window=3, least=0.5))
    [(0, 1, 1.0)]
    """
    order = np.argsort(days, kind="stable")  # those without a date come last
    dated = int(np.isfinite(days).sum())
    ordered = days[order]
    block = max(1, min(_BLOCK, _HELD // max(len(days), 1)))
    borders = [*range(0, dated, block), *range(dated, len(days), block), len(days)]
    for start, end in pairwise(borders):
        first = int(np.searchsorted(ordered[:dated], ordered[start] - window)) if end <= dated else 0
        found = _products(matrix[order[start:end]], matrix[order[first:end]])
        left, right = found.row.astype(np.int64) + start, found.col.astype(np.int64) + first
        apart = np.abs(ordered[left] - ordered[right])
        value = np.minimum(found.data, 1) * np.where(np.isnan(apart), _UNDATED, 1)
        kept = (value >= least) & (right < left) & ~(apart > window)
        left, right, value = _nearest(left[kept], right[kept], value[kept].round(6))
        pairs = np.sort(np.stack([order[left], order[right]]), axis=0)
        yield from zip(pairs[0].tolist(), pairs[1].tolist(), value.tolist(), strict=True)


def _products(rows: sparse.csr_array, others: sparse.csr_array) -> sparse.coo_array:
    """Multiply the rows with all `others` by the words that tell them apart."""
    if others.shape[0] > _MANY:
        is_told = np.bincount(others.indices, minlength=others.shape[1]) <= _MANY
        rows = sparse.csr_array(
            (rows.data * is_told[rows.indices], rows.indices.copy(), rows.indptr.copy()), shape=rows.shape
        )
        rows.eliminate_zeros()
    return sparse.coo_array(rows @ others.T)


_Columns: TypeAlias = npt.NDArray[np.int64]


def _nearest(left: _Columns, right: _Columns, value: Days) -> tuple[_Columns, _Columns, Days]:
    """Keep for each article on the left the most alike on the right, of equals the first."""
    if len(left) == 0 or np.bincount(left).max() <= _NEAREST:
        return left, right, value
    order = np.lexsort((right, -value, left))
    left, right, value = left[order], right[order], value[order]
    rank = np.arange(len(left)) - np.searchsorted(left, left)
    is_near = rank < _NEAREST
    return left[is_near], right[is_near], value[is_near]
