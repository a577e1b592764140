"""The tokens of many texts at once, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from framing.texts.sentence_columns import sentences_of
from framing.texts.tokens import CLOSERS, LONGEST, cut, straightened
from framing.texts.word_starts import Codes, Flags, Numbers, code_points, codes_of

_POINT = ord(".")
_MARKS = ",.;:?!"  # cut off where they end a word


class Tokens(NamedTuple):
    """The tokens of some texts in columns, and how many each text has."""

    times: Numbers
    start: Numbers
    end: Numbers
    sentence: Numbers
    token: pa.Array


def tokens_of(texts: Sequence[str]) -> Tokens:
    """Cut texts all at once: pieces by where spaces stand, tokens by how each different piece is cut."""
    text = "\n".join(texts)
    plain = straightened(text)
    borders = sentences_of(text, codes_of(text))
    codes = codes_of(plain)
    sizes = np.array([len(each) + 1 for each in texts], dtype=np.int64)
    firsts = np.cumsum(sizes) - sizes
    of_text = np.diff(np.searchsorted(borders[:, 0], np.append(firsts, len(text) + 1)))
    pieces = _pieces_at(codes, borders)
    counts, start, end = _cut_all(plain, codes, pieces)
    number = np.arange(len(borders)) - np.repeat(np.cumsum(of_text) - of_text, of_text)  # of a sentence in its text
    at = np.repeat(np.repeat(firsts, of_text)[pieces.sentence], counts)
    in_text = np.repeat(np.arange(len(texts)), of_text)[pieces.sentence]
    times = np.bincount(in_text, weights=counts, minlength=len(texts)).astype(np.int64)
    of_token = np.repeat(number[pieces.sentence], counts)
    return Tokens(times, start - at, end - at, of_token, _slices(text, start, end))


class _Pieces(NamedTuple):
    """What stands between spaces within a sentence: places, the number of the sentence, and which end it is at."""

    start: Numbers
    end: Numbers
    sentence: Numbers
    is_first: Flags
    is_last: Flags


def _pieces_at(codes: Codes, sentences: Numbers) -> _Pieces:
    """Cut all sentences at their spaces, as `_pieces` cuts one."""
    inside = _is_covered(len(codes), sentences[:, 0], sentences[:, 1]) & ~code_points(r"\s").take(codes, mode="clip")
    opens = inside.copy()
    opens[1:] &= ~inside[:-1]
    at = sentences[:, 0][sentences[:, 0] < len(codes)]
    opens[at] = inside[at]
    start = opens.nonzero()[0]
    closes = inside.copy()
    closes[:-1] &= ~inside[1:] | opens[1:]
    end = closes.nonzero()[0] + 1
    if len(start) and (end - start).max() > LONGEST:
        places = [
            (left, min(left + LONGEST, last))
            for first, last in zip(start.tolist(), end.tolist(), strict=True)
            for left in range(first, last, LONGEST)
        ]
        start, end = np.array(places).T
    edges = np.append(np.searchsorted(start, sentences[:, 0]), len(start))
    sentence = np.repeat(np.arange(len(sentences)), np.diff(edges))
    is_kept = _join_closers(codes, start, end, edges)
    start, end, sentence = start[is_kept], end[is_kept], sentence[is_kept]
    is_first = np.ones(len(start), dtype=bool)
    is_first[1:] = sentence[1:] != sentence[:-1]
    is_last = np.append(is_first[1:], True)[: len(start)]
    return _Pieces(start, end, sentence, is_first, is_last)


def _join_closers(codes: Codes, start: Numbers, end: Numbers, edges: Numbers) -> Flags:
    """Join closing marks that stand alone at the end of a sentence to the piece before; tell which pieces are left."""
    is_kept = np.ones(len(start), dtype=bool)
    last = edges[1:][edges[1:] > edges[:-1] + 1] - 1
    closers = np.array([ord(mark) for mark in CLOSERS], dtype=np.uint32)
    may_close = np.isin(codes[start[last]], closers) & np.isin(codes[end[last] - 1], closers)
    first_of = edges[np.searchsorted(edges, last, side="right") - 1]
    for at, first in zip(last[may_close].tolist(), first_of[may_close].tolist(), strict=True):
        reach, number = end[at], at
        while number > first and np.isin(codes[start[number] : end[number]], closers).all():
            is_kept[number] = False
            number -= 1
        end[number] = reach
    return is_kept


def _cut_all(plain: str, codes: Codes, pieces: _Pieces) -> tuple[Numbers, Numbers, Numbers]:
    """Give the number of tokens of each piece, and the places of all."""
    start, end = pieces.start, pieces.end
    is_word, is_marked = _are_words(codes, start, end)
    others = np.flatnonzero(~(is_word | is_marked))
    words = [plain[left:right] for left, right in zip(start[others].tolist(), end[others].tolist(), strict=True)]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    written = np.fromiter(map(numbers.__getitem__, words), dtype=np.int64, count=len(words))
    different, key = np.unique(4 * written + 2 * pieces.is_first[others] + pieces.is_last[others], return_inverse=True)
    listed = list(numbers)
    cuts = [cut(listed[each >> 2], bool(each & 2), bool(each & 1)) for each in different.tolist()]
    sizes = np.array([len(cut) for cut in cuts], dtype=np.int64)
    places = np.fromiter(chain.from_iterable(chain.from_iterable(cuts)), dtype=np.int64).reshape(-1, 2)
    counts = np.ones(len(start), dtype=np.int64)
    is_marked &= (codes[end - 1] != _POINT) | pieces.is_last  # a point within a sentence belongs to its word
    counts[is_marked] = 2
    counts[others] = sizes[key] if len(key) else 0
    left, right = np.repeat(start, counts), np.repeat(end, counts)
    first = np.cumsum(counts) - counts
    marks = first[is_marked] + 1
    left[marks] = right[marks] - 1
    right[marks - 1] -= 1
    if len(others):
        times = counts[others]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        rows = np.repeat(first[others], times) + within
        of_place = np.repeat((np.cumsum(sizes) - sizes)[key], times) + within
        base = left[rows]
        left[rows] = base + places[of_place, 0]
        right[rows] = base + places[of_place, 1]
    return counts, left, right


def _are_words(codes: Codes, start: Numbers, end: Numbers) -> tuple[Flags, Flags]:
    """Tell which pieces are letters and digits alone, and which are these and one mark that NLTK cuts off.

    The words that NLTK cuts are neither: those have a double m, n or t.
    """
    others = np.zeros(len(codes) + 1, dtype=np.int32)
    np.cumsum(~_is_plain().take(codes, mode="clip"), dtype=np.int32, out=others[1:])
    found = others.take(end) - others.take(start)
    size = end - start
    is_marked = (found == 1) & (size > 1) & np.isin(codes[end - 1], [ord(mark) for mark in _MARKS])
    is_word: Flags = found == 0
    size -= is_marked
    middle = np.flatnonzero((is_word | is_marked) & (size >= 5) & (size <= 6))
    third, fourth = (codes[start[middle] + number] | 32 for number in (2, 3))
    cut_by_nltk = middle[(third == fourth) & np.isin(third, [ord(letter) for letter in "mnt"])]
    is_word[cut_by_nltk] = is_marked[cut_by_nltk] = False
    return is_word, is_marked


@lru_cache(maxsize=1)
def _is_plain() -> Flags:
    is_plain = code_points(r"[^\W\d_]").copy()
    may_be = np.flatnonzero(is_plain)
    is_plain[may_be] = [chr(code).isalpha() for code in may_be.tolist()]
    is_plain[[ord(digit) for digit in "0123456789"]] = True
    return is_plain


def _is_covered(length: int, start: Numbers, end: Numbers) -> Flags:
    """Tell which of so many characters stand in places, which may touch but not overlap."""
    change = np.zeros(length + 1, dtype=np.int8)
    change[start] += 1
    change[end] -= 1
    covered: Flags = np.cumsum(change, dtype=np.int8)[:length].view(bool)
    return covered


def _slices(text: str, start: Numbers, end: Numbers) -> pa.Array:
    """Give the words at places of a text, in one piece of memory."""
    written = np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
    if len(written) > len(text):
        at = np.append(np.flatnonzero((written & 0xC0) != 0x80), len(written))  # where each character begins
        start, end = at[start], at[end]
    offsets = np.concatenate([[0], np.cumsum(end - start)])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(written[_is_covered(len(written), start, end)])]
    return pa.Array.from_buffers(pa.large_binary(), len(start), buffers)
