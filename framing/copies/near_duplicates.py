"""Which texts share wording with which: shingles of words, MinHash and locality-sensitive hashing, then an exact check.

The method is Broder's (1997, "On the resemblance and containment of documents", SEQUENCES '97, 21-29): texts are sets
of overlapping runs of words. MinHash only proposes pairs; how much two texts share is then counted exactly.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from framing.text import view

SHINGLE_WORDS = 5
Shingles: TypeAlias = npt.NDArray[np.uint64]

# 64 bands of 2 rows propose a pair that shares a quarter of its joint shingles with probability .98, a tenth with .47.
# Texts that share nothing but phrases of the day (under .005) are proposed with .002, and the exact check drops them.
_HASHES = 128
_BANDS = (64, 2)
_WORD = re.compile(r"\w+")
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2 to the 64 over the golden ratio (Knuth 1998, 6.4)


class Pair(NamedTuple):
    """Two texts, by position, and the share of the shingles of each that stands in the other."""

    left: int
    right: int
    of_left: float
    of_right: float


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
        mixed ^= mixed >> np.uint64(29)  # the high bits hold the whole run, and MinHash takes them
    return np.unique(mixed)


def pairs_that_share(texts: Sequence[Shingles], *, seed: int = 0) -> list[Pair]:
    """Give every pair of texts that share wording, with how much; in order of position.

    Of pairs that share little some are missed: hashing proposes the pairs, and it is sure only of what shares much.

    Parameters
    ----------
    texts : sequence of Shingles
        The texts as `shingles` gives them.
    seed : int
        Of the hash functions; the same seed proposes the same pairs.

    Examples
    --------
    >>> rain = "Rain fell on the harbour for two hours on Friday night, and the ferries stayed in."
    >>> pairs_that_share([shingles(rain), shingles("Snow."), shingles(rain + " They left on Saturday.")])
    [Pair(left=0, right=2, of_left=1.0, of_right=0.75)]
    """
    index = MinHashLSH(num_perm=_HASHES, params=_BANDS)
    # Shingles are hashes already; the library takes 32 bits of them.
    sketches = MinHash.generator(
        ((runs >> np.uint64(32)).tolist() for runs in texts), num_perm=_HASHES, seed=seed, hashfunc=int
    )
    pairs = []
    for right, (runs, sketch) in enumerate(zip(texts, sketches, strict=True)):
        if len(runs) == 0:
            continue
        for left in sorted(index.query(sketch)):
            both = len(np.intersect1d(texts[left], runs, assume_unique=True))
            if both:
                pairs.append(Pair(left, right, both / len(texts[left]), both / len(runs)))
        index.insert(right, sketch)
    return sorted(pairs)


def groups_of(size: int, pairs: Sequence[Pair], *, share: float) -> npt.NDArray[np.intp]:
    """Give each text the number of its group; -1 is alone. A pair holds together if its shorter text shares `share`.

    Groups are numbered in the order of their first text. A text that belongs to two others joins them, also where
    those two share nothing.

    Examples
    --------
    >>> groups_of(4, [Pair(1, 3, 0.9, 0.4), Pair(0, 2, 0.1, 0.2)], share=0.5)
    array([-1,  0, -1,  0])
    """
    kept = [pair for pair in pairs if max(pair.of_left, pair.of_right) >= share]
    edges = ([pair.left for pair in kept], [pair.right for pair in kept])
    graph = coo_array((np.ones(len(kept)), edges), shape=(size, size))
    components = connected_components(graph, directed=False)[1].astype(np.intp)
    is_grouped = np.bincount(components, minlength=size)[components] > 1
    numbers = np.full(size, -1, dtype=np.intp)
    firsts, inverse = np.unique(components[is_grouped], return_index=True, return_inverse=True)[1:]
    numbers[is_grouped] = np.argsort(np.argsort(firsts))[inverse]
    return numbers
