"""Which texts share wording with which, counted exactly: a join of their runs of words.

The measure is Broder's (1997, "On the resemblance and containment of documents", SEQUENCES '97, 21-29): texts are sets
of overlapping runs of words, and one holds as much of another as it has of its runs.

A join of all texts over all runs would be quadratic, because some runs (standing lines, phrases of the day) stand in
many texts. So runs are divided by how many texts have them. A *rare* run stands in at most `_RARE` texts and proposes
its pairs itself. Of the *common* runs, texts have few different sets, so these sets are compared instead of the texts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from framing.texts.text import view

SHINGLE_WORDS = 5
Shingles: TypeAlias = npt.NDArray[np.uint64]
_Numbers: TypeAlias = npt.NDArray[np.int64]

_RARE = 200  # texts: the work is at most this times the runs
_SETS = 2000  # different sets of common runs that are compared with all; the work is at most this times the texts
_WORK = 1_000_000  # sums of a product that are held at once
_BLOCK = 100_000  # pairs of sets that are compared at once
_WORD = re.compile(r"\w+")
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2 to the 64 over the golden ratio (Knuth 1998, 6.4)


class Shared(NamedTuple):
    """For each text the number of its group and the place of the nearest text, -1 without one; and the share."""

    group: _Numbers
    nearest: _Numbers
    share: npt.NDArray[np.float64]


class _Runs(NamedTuple):
    """Texts by runs that stand in several of them. Runs of the same texts are one column, which has their number."""

    rows: csr_array
    weight: _Numbers  # of each column
    lengths: _Numbers  # of each text, all its runs


class _Sets(NamedTuple):
    """The different sets of common runs; the length of a set is that of its shortest text."""

    runs: _Runs
    sizes: _Numbers
    of_text: _Numbers
    first: _Numbers  # text of each set
    second: _Numbers  # -1 where the set is of one text


def shingles(text: str) -> Shingles:
    """Give the runs of `SHINGLE_WORDS` words of `text` as sorted numbers, each once; case and punctuation do not count.

    A text shorter than one run is one run; a text without a word has none.

    Examples
    --------
    >>> len(shingles("The mill will close in May.")), len(shingles("Rain.")), len(shingles("—"))
    (2, 1, 0)
    """
    words = np.array([zlib.crc32(word.encode()) for word in _WORD.findall(view(text))], dtype=np.uint64)
    if len(words) == 0:
        return words
    runs = max(1, len(words) - SHINGLE_WORDS + 1)
    padded = np.concatenate([words, np.zeros(max(0, SHINGLE_WORDS - len(words)), dtype=np.uint64)])
    mixed = np.zeros(runs, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = (mixed ^ padded[place : place + runs]) * _ODD
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def shared_wording(texts: Sequence[Shingles], *, share: float) -> Shared:
    """Group the texts of which one holds `share` of the other, and find for each the text that holds most of it.

    A text that belongs to two others joins them, also where those two share nothing. Groups are numbered in the order
    of their first text; of equally near texts the first is taken. The result is exact unless texts have more than
    `_SETS` different sets of runs that stand in more than `_RARE` texts each. Then only the sets that make most of a
    text are compared with all, and two other texts that share common runs alone are not compared.

    Parameters
    ----------
    texts : sequence of Shingles
        The texts as `shingles` gives them.
    share : float
        How much of the shorter text has to stand in the longer one.

    Examples
    --------
    >>> rain = "Rain fell on the harbour for two hours on Friday night, and the ferries stayed in."
    >>> longer = rain + " They left on Saturday."
    >>> found = shared_wording([shingles(rain), shingles("Snow."), shingles(longer)], share=0.5)
    >>> found.group.tolist(), found.nearest.tolist(), found.share.tolist()
    ([0, -1, 0], [2, -1, 0], [1.0, 0.0, 0.75])
    """
    runs = _runs(texts)
    is_common = np.bincount(runs.rows.indices, minlength=runs.rows.shape[1]) > _RARE
    sets = _sets(_columns(runs, is_common))
    best, groups = _compare_sets(sets, share)
    for left, right, rare in _pairs(_columns(runs, ~is_common)):
        both = rare + _overlap(sets, sets.of_text[left], sets.of_text[right])
        np.maximum.at(best, left, _ranked(both, right, len(texts)))
        is_copy = both / np.minimum(runs.lengths[left], runs.lengths[right]) >= share
        groups = _joined(groups, left[is_copy], right[is_copy])
    numbers, nearest = np.divmod(best, max(len(texts), 1))
    return Shared(
        group=_numbered(groups),
        nearest=np.where(numbers > 0, len(texts) - 1 - nearest, -1),
        share=numbers / np.maximum(runs.lengths, 1),
    )


def _runs(texts: Sequence[Shingles]) -> _Runs:
    """Build the table of texts by runs; a run that stands in one text alone is only counted."""
    lengths = np.array([len(runs) for runs in texts], dtype=np.int64)
    every = np.sort(np.concatenate([*texts, np.zeros(0, dtype=np.uint64)]))
    repeated = np.unique(every[1:][every[1:] == every[:-1]])
    del every  # the largest array of all
    row, column = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for place, runs in enumerate(texts if len(repeated) else ()):
        found = np.minimum(np.searchsorted(repeated, runs), len(repeated) - 1)
        found = found[repeated[found] == runs]
        row.append(np.full(len(found), place))
        column.append(found)
    rows, columns = np.concatenate(row), np.concatenate(column)
    table = csr_array((np.ones(len(rows), dtype=np.int64), (columns, rows)), shape=(len(repeated), len(texts)))
    table.sort_indices()
    first, of_run = _equal_rows(table)
    return _Runs(csr_array(table[first].T), np.bincount(of_run, minlength=len(first)), lengths)


def _equal_rows(table: csr_array) -> tuple[_Numbers, _Numbers]:
    """Give the first of the rows that have the same columns, and for each row which of these it equals."""
    places = [table.indices[start:end].tobytes() for start, end in zip(table.indptr, table.indptr[1:], strict=False)]
    numbers: dict[bytes, int] = {}
    of_row = np.array([numbers.setdefault(place, len(numbers)) for place in places], dtype=np.int64)
    return np.unique(of_row, return_index=True)[1], of_row


def _columns(runs: _Runs, is_kept: npt.NDArray[np.bool_]) -> _Runs:
    return _Runs(csr_array(runs.rows[:, np.flatnonzero(is_kept)]), runs.weight[is_kept], runs.lengths)


def _weighted(runs: _Runs) -> csr_array:
    rows = runs.rows
    return csr_array((runs.weight[rows.indices], rows.indices, rows.indptr), shape=rows.shape)


def _pairs(runs: _Runs, chosen: _Numbers | None = None) -> Iterator[tuple[_Numbers, _Numbers, _Numbers]]:
    """Give, for all or the `chosen` rows, each other row that shares runs and how many, in blocks of `_WORK` sums."""
    chosen = np.arange(runs.rows.shape[0]) if chosen is None else chosen
    rows = csr_array(_weighted(runs)[chosen])
    of_column = np.bincount(runs.rows.indices, minlength=runs.rows.shape[1])
    sums = np.concatenate([[0], np.cumsum(of_column[rows.indices])])[rows.indptr]
    start = 0
    while start < len(chosen):
        end = max(start + 1, int(np.searchsorted(sums, sums[start] + _WORK, side="right")) - 1)
        found = coo_array(rows[start:end] @ runs.rows.T)
        left, right = chosen[found.row + start], found.col.astype(np.int64)
        is_pair = left != right
        yield left[is_pair], right[is_pair], found.data[is_pair]
        start = end


def _sets(common: _Runs) -> _Sets:
    """Collapse texts that have the same common runs."""
    first, of_text = _equal_rows(common.rows)
    shortest = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(shortest, of_text, common.lengths)
    others = np.setdiff1d(np.arange(len(of_text)), first)
    second = np.full(len(first), -1)
    with_second, places = np.unique(of_text[others], return_index=True)
    second[with_second] = others[places]
    runs = _Runs(csr_array(common.rows[first]), common.weight, shortest)
    return _Sets(runs, _weighted(runs).sum(axis=1), of_text, first, second)


def _compare_sets(sets: _Sets, share: float) -> tuple[_Numbers, _Numbers]:
    """Compare the texts by their common runs alone: the best rank of each text, and their groups.

    This is exact for texts that share no rare run, and no more than the truth for the others. All texts of two sets
    that share enough for the shortest of them hang together, because that one is a near-duplicate of each text of the
    other set and, since it has all that is shared, of each text of its own.
    """
    number, size = len(sets.first), len(sets.of_text)
    part = sets.sizes / np.maximum(sets.runs.lengths, 1)
    chosen = np.sort(np.argsort(-part, kind="stable")[:_SETS])
    best = np.zeros(number, dtype=np.int64)
    groups, is_copied = np.arange(number), (sets.second >= 0) & (part >= share)
    for left, right, both in _pairs(sets.runs, chosen):
        np.maximum.at(best, left, _ranked(both, sets.first[right], size))
        np.maximum.at(best, right, _ranked(both, sets.first[left], size))
        is_copy = both / np.minimum(sets.runs.lengths[left], sets.runs.lengths[right]) >= share
        groups = _joined(groups, left[is_copy], right[is_copy])
        is_copied[left[is_copy]] = is_copied[right[is_copy]] = True
    firsts = np.full(number, size)
    np.minimum.at(firsts, groups, sets.first)
    texts = np.arange(size)
    beside = np.where(texts == sets.first[sets.of_text], sets.second[sets.of_text], sets.first[sets.of_text])
    within = np.where(beside >= 0, _ranked(sets.sizes[sets.of_text], beside, size), 0)
    return (
        np.maximum(best[sets.of_text], within),
        np.where(is_copied[sets.of_text], firsts[groups[sets.of_text]], texts),
    )


def _overlap(sets: _Sets, left: _Numbers, right: _Numbers) -> _Numbers:
    """Count the runs that the sets of each pair have in common; each two sets are compared once."""
    both = np.zeros(len(left), dtype=np.int64)
    is_some = (sets.sizes[left] > 0) & (sets.sizes[right] > 0)
    pairs = np.stack([np.minimum(left, right), np.maximum(left, right)])[:, is_some]
    keys, of_pair = np.unique(pairs[0] * len(sets.first) + pairs[1], return_inverse=True)
    counted = [np.zeros(0, dtype=np.int64)]
    weighted = _weighted(sets.runs)
    for start in range(0, len(keys), _BLOCK):
        one, other = np.divmod(keys[start : start + _BLOCK], len(sets.first))
        counted.append(csr_array(weighted[one].multiply(sets.runs.rows[other])).sum(axis=1))
    both[is_some] = np.concatenate(counted)[of_pair]
    return both


def _ranked(both: _Numbers, other: _Numbers, size: int) -> _Numbers:
    """Put how much is shared and with whom into one number: the larger is nearer, and of equals the first text's."""
    return both * size + (size - 1 - other)


def _joined(groups: _Numbers, left: _Numbers, right: _Numbers) -> _Numbers:
    """Join the groups of the pairs."""
    left, right = groups[left], groups[right]
    is_new = left != right
    if not is_new.any():
        return groups
    graph = coo_array((np.ones(is_new.sum()), (left[is_new], right[is_new])), shape=(len(groups), len(groups)))
    return connected_components(graph, directed=False)[1].astype(np.int64)[groups]


def _numbered(groups: _Numbers) -> _Numbers:
    """Give groups of two or more a number, in the order of their first text; -1 is alone."""
    is_grouped = np.bincount(groups, minlength=len(groups))[groups] > 1
    numbers = np.full(len(groups), -1, dtype=np.int64)
    firsts, inverse = np.unique(groups[is_grouped], return_index=True, return_inverse=True)[1:]
    numbers[is_grouped] = np.argsort(np.argsort(firsts))[inverse]
    return numbers
