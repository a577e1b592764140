"""Match the stretches of two coders one to one, independent of devices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Place: TypeAlias = tuple[int, int]
Stretch: TypeAlias = tuple[Place, ...]  # the pieces of one stretch: not empty, sorted, apart
Pair: TypeAlias = tuple[int, int]  # a stretch of a and one of b, by their positions
Likeness: TypeAlias = Literal["exact", "half", "touch"]
_LEAST_SHARE: dict[Likeness, float] = {"exact": 1, "half": 0.5, "touch": 0}  # of the longer; all looked at share some
_Whole: TypeAlias = npt.NDArray[np.int64]


class _Shared(NamedTuple):
    """Pairs of stretches that share characters, and how many."""

    a: _Whole
    b: _Whole
    characters: _Whole


def joined(places: Iterable[Place]) -> Stretch:
    """Join `places` that touch or overlap, without empty ones.

    Examples
    --------
    >>> joined([(8, 9), (0, 3), (3, 5), (6, 6)])
    ((0, 5), (8, 9))
    """
    pieces: list[Place] = []
    for start, end in sorted(places):
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], end))
        elif end > start:
            pieces.append((start, end))
    return tuple(pieces)


def length(stretch: Stretch) -> int:
    """Count the characters of `stretch`.

    Examples
    --------
    >>> length(((0, 5), (8, 9)))
    6
    """
    return sum(end - start for start, end in stretch)


def do_touch(a: Stretch, b: Stretch) -> bool:
    """Return whether two stretches share a character.

    Examples
    --------
    >>> do_touch(((0, 5), (8, 9)), ((7, 9),)), do_touch(((0, 5),), ((5, 9),))
    (True, False)
    """
    return any(min(ours[1], theirs[1]) > max(ours[0], theirs[0]) for ours in a for theirs in b)


def left_to_right(a: Sequence[Stretch], b: Sequence[Stretch]) -> list[Pair]:
    """Pair sorted stretches of one piece that share a character, from left to right.

    The stretch that ends first is dropped, so the number of pairs is maximal if neither side has nested stretches.

    Examples
    --------
    >>> left_to_right([((0, 4),), ((4, 9),)], [((3, 6),), ((8, 9),)])
    [(0, 0), (1, 1)]
    """
    i = j = 0
    pairs: list[Pair] = []
    while i < len(a) and j < len(b):
        ours, theirs = a[i][0], b[j][0]
        if min(ours[1], theirs[1]) > max(ours[0], theirs[0]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif theirs[1] <= ours[1]:
            j += 1
        else:
            i += 1
    return pairs


def one_to_one(a: Sequence[Stretch], b: Sequence[Stretch], likeness: Likeness) -> list[Pair]:
    """Pair stretches that are similar enough, the most similar first, each once.

    Parameters
    ----------
    a, b : sequence of stretches
        In the order that breaks ties, first by `b`, then by `a`.
    likeness : "exact", "half" or "touch"
        ``exact``: the same characters; ``half``: at least half of each is shared; ``touch``: one character is.

    Returns
    -------
    list of (int, int)
        Positions in `a` and `b`, by decreasing Jaccard similarity (characters shared, divided by characters in either).

    Examples
    --------
    >>> one_to_one([((0, 4),), ((4, 10),)], [((1, 10),)], "touch")
    [(1, 0)]
    """
    shared = _shared(a, b)
    length_a = np.array([length(stretch) for stretch in a], dtype=np.int64)[shared.a]
    length_b = np.array([length(stretch) for stretch in b], dtype=np.int64)[shared.b]
    is_alike = shared.characters >= _LEAST_SHARE[likeness] * np.maximum(length_a, length_b)
    jaccard = shared.characters / (length_a + length_b - shared.characters)
    order = np.lexsort((shared.a, shared.b, -jaccard))
    pairs: list[Pair] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for place in order[is_alike[order]].tolist():
        i, j = int(shared.a[place]), int(shared.b[place])
        if i not in taken_a and j not in taken_b:
            pairs.append((i, j))
            taken_a.add(i)
            taken_b.add(j)
    return pairs


def _shared(a: Sequence[Stretch], b: Sequence[Stretch]) -> _Shared:
    """Find the pairs that share characters, by bisection, so that distant pairs cost no time."""
    of_a, start_a, end_a = _pieces(a)
    of_b, start_b, end_b = _pieces(b)
    # b's pieces are sorted by start; from the first whose end, or an earlier one's, lies behind a's start
    reached = np.maximum.accumulate(end_b)
    first = np.searchsorted(reached, start_a, side="right")
    count = np.maximum(np.searchsorted(start_b, end_a, side="left") - first, 0)
    ours = np.repeat(np.arange(len(of_a)), count)
    theirs = np.arange(count.sum()) + np.repeat(first - np.cumsum(count) + count, count)
    characters = np.minimum(end_a[ours], end_b[theirs]) - np.maximum(start_a[ours], start_b[theirs])
    is_some = characters > 0
    pairs = of_a[ours][is_some] * len(b) + of_b[theirs][is_some]
    distinct, where = np.unique(pairs, return_inverse=True)
    total = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(total, where, characters[is_some])
    return _Shared(distinct // max(len(b), 1), distinct % max(len(b), 1), total)


def _pieces(stretches: Sequence[Stretch]) -> tuple[_Whole, _Whole, _Whole]:
    """Return the pieces of all stretches, sorted by start: owner, start, end."""
    rows = sorted((start, end, owner) for owner, stretch in enumerate(stretches) for start, end in stretch)
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return table[:, 2], table[:, 0], table[:, 1]
