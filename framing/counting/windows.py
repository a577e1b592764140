"""The words near a term or a target: which words of each article stand in a window around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count as from_zero

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.counting.term_table import Codes
from framing.texts.text import WORD, Place, view
from framing.vocabulary.lexicon import Entry, Lexicon

_PIECE = re.compile(rf"{WORD}|[.!?…\n]")
_MARKS = ".!?…\n"  # which no window runs over
_MARK = -1


@dataclass(frozen=True, slots=True)
class Windows:
    """Counts by article: a row per article, a column for each of `names`.

    `near` has the words in windows, `all` all words, each without the node itself; `nodes` is how often the node stands
    in each article.
    """

    names: list[str]
    near: sparse.csr_array
    all: sparse.csr_array
    nodes: Codes


def node_places(texts: Sequence[str], term: str) -> dict[int, list[Place]]:
    """Find a term in texts: the places by the number of the text; `*` at its end stands for any ending.

    Examples
    --------
    >>> node_places(["Taxes rise.", "No news."], "tax*")
    {0: [(0, 5)]}
    """
    lexicon = Lexicon([Entry(view(" ".join(term.split())), "node", "", "own")])
    found = ((number, lexicon.find(view(text)).get("node", [])) for number, text in enumerate(texts))
    return {number: [(hit.start, hit.end) for hit in hits] for number, hits in found if hits}


def windows(texts: Sequence[str], nodes: Mapping[int, Sequence[Place]], *, size: int) -> Windows:
    """Count the words within `size` words of the nodes, and all words; no window leaves its sentence or line.

    Examples
    --------
    >>> found = windows(["A high tax hurts. It rained."], {0: [(7, 10)]}, size=2)
    >>> found.names, found.near.toarray().tolist(), found.nodes.tolist()
    (['a', 'high', 'hurts', 'it', 'rained', 'tax'], [[1, 1, 1, 0, 0, 0]], [1])
    """
    codes: defaultdict[str, int] = defaultdict(from_zero().__next__)
    near: list[Codes] = []
    every: list[Codes] = []
    for number, text in enumerate(texts):
        seen = view(text)
        places = nodes.get(number, ())
        if not places:
            words = [piece for piece in _PIECE.findall(seen) if piece not in _MARKS]
            every.append(np.fromiter(map(codes.__getitem__, words), dtype=np.int64, count=len(words)))
            near.append(np.zeros(0, dtype=np.int64))
            continue
        pieces = [(found.group(), found.start()) for found in _PIECE.finditer(seen)]
        term = np.array([_MARK if piece in _MARKS else codes[piece] for piece, _ in pieces], dtype=np.int64)
        is_node, is_near = _flags(term, np.array([start for _, start in pieces], dtype=np.int64), places, size)
        every.append(term[(term != _MARK) & ~is_node])
        near.append(term[is_near & ~is_node & (term != _MARK)])
    order = sorted(codes, key=str)
    place = np.empty(len(order), dtype=np.int64)
    place[[codes[name] for name in order]] = np.arange(len(order))
    return Windows(
        order,
        _counts(near, place),
        _counts(every, place),
        np.array([len(nodes.get(number, ())) for number in range(len(texts))], dtype=np.int64),
    )


def _flags(
    term: Codes, starts: Codes, places: Sequence[Place], size: int
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell which pieces of one text belong to a node, and which stand near one."""
    is_node, is_near = np.zeros(len(term), dtype=bool), np.zeros(len(term), dtype=bool)
    marks = np.flatnonzero(term == _MARK)
    for start, end in places:
        first, last = np.searchsorted(starts, (start, end)).tolist()
        if first and starts[first - 1] + 1 > start:
            first -= 1
        is_node[first:last] = True
        border = np.searchsorted(marks, first)
        left = int(marks[border - 1]) + 1 if border else 0
        border = np.searchsorted(marks, last)
        right = int(marks[border]) if border < len(marks) else len(term)
        is_near[max(left, first - size) : first] = True
        is_near[last : min(right, last + size)] = True
    return is_node, is_near


def _counts(found: Sequence[Codes], place: Codes) -> sparse.csr_array:
    """Count codes by text, in the order of the names."""
    rows = np.repeat(np.arange(len(found)), [len(column) for column in found])
    columns = place[np.concatenate([np.zeros(0, dtype=np.int64), *found])]
    cells = (np.ones(len(rows), dtype=np.int64), (rows, columns))
    return sparse.coo_array(cells, shape=(len(found), len(place))).tocsr()
