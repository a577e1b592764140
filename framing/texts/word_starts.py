"""Where the words of a text begin, and their first letters as numbers, so that all of them are compared at once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Codes: TypeAlias = npt.NDArray[np.uint32]
Numbers: TypeAlias = npt.NDArray[np.int64]
Keys: TypeAlias = npt.NDArray[np.uint64]
Flags: TypeAlias = npt.NDArray[np.bool_]

KEY = 8  # characters that one number holds
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(KEY + 1)], dtype=np.uint64)
LAST = 255  # stands in keys for all characters after it
SLOTS = 2**16
_SCRIPTS = 0x40000  # all scripts have their code points below
LONGEST_KEY = 2 * KEY  # characters that a key tells apart
_LETTER, _MARK = r"[^\W_]", r"(?:[^\w\s]|_)"
_SPREAD, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(48)  # Fibonacci hashing (Knuth 1973) to 16 bits


class WordStarts(NamedTuple):
    """Where words begin, their lengths, whether they are no marks, and their first characters as a number.

    `windows` are the numbers of all places of the text, and `codes` its code points.
    """

    start: Numbers
    size: Numbers
    is_word: Flags
    first: Keys
    windows: Keys
    codes: Codes

    def keys(self, size: int = 0) -> Keys:
        """Give a key of `size` characters from the start of each word on, or else of the word, as `key_of` does."""
        if size:
            keys: Keys = self.first & _MASKS[min(size, KEY)]
            return keys ^ self.windows[self.start + (size - KEY)] * _SPREAD if size > KEY else keys
        keys = cut_to(self.first, self.size)
        long = np.flatnonzero(self.size > KEY)
        keys[long] ^= self.windows[self.start[long] + np.minimum(self.size[long], LONGEST_KEY) - KEY] * _SPREAD
        return keys


def cut_to(first: Keys, size: Numbers) -> Keys:
    """Leave of first characters so many."""
    left: Keys = first & _MASKS[np.minimum(size, KEY)]
    return left


def codes_of(text: str) -> Codes:
    """Give the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@lru_cache(maxsize=8)
def code_points(pattern: str) -> Flags:
    r"""Tell of each code point whether a pattern of one character matches it.

    The last one stands for all after it, which are no letters and no spaces: take from the table with `mode="clip"`.

    Examples
    --------
    >>> code_points(r"[^\W_]").take(codes_of("é-\U0010fffd"), mode="clip").tolist()
    [True, False, False]
    """
    every = np.arange(_SCRIPTS, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    found = np.zeros(len(every), dtype=bool)
    for run in re.finditer(f"{pattern}+", every):
        found[run.start() : run.end()] = True
    return found


@lru_cache(maxsize=8)
def _kinds(letters: str, marks: str) -> npt.NDArray[np.uint8]:
    """Tell of each code point whether it is a letter (1) or a mark (2) by these patterns, or none."""
    kinds = code_points(letters).astype(np.uint8)
    if marks:
        kinds[code_points(marks)] = 2
    return kinds


def word_starts(codes: Codes, letters: str = _LETTER, marks: str = "") -> WordStarts:
    r"""Find the runs of `letters`, and each of `marks` as a word of its own: patterns of one character.

    Examples
    --------
    >>> found = word_starts(codes_of("It may."))
    >>> found.start.tolist(), found.size.tolist(), found.keys(4).tolist()[1] == key_of("may.")
    ([0, 3], [2, 3], True)
    """
    kinds = _kinds(letters, marks).take(codes, mode="clip")
    inside = np.zeros(len(codes) + 1, dtype=bool)
    inside[:-1] = kinds == 1
    opens = inside[:-1].copy()
    opens[1:] &= ~inside[:-2]
    closes = inside[:-1] & ~inside[1:]
    if marks:
        is_mark = kinds == 2
        opens |= is_mark
        closes |= is_mark
    start = np.flatnonzero(opens)
    size = np.flatnonzero(closes) + 1 - start
    low = np.zeros(len(codes) + 2 * LONGEST_KEY, dtype=np.uint8)
    low[: len(codes)] = np.minimum(codes, LAST)
    windows = np.ndarray((len(codes) + LONGEST_KEY,), dtype="<u8", buffer=low.data, strides=(1,))
    return WordStarts(start, size, inside[start], windows[start], windows, codes)


def words_and_marks(text: str) -> WordStarts:
    """Find the runs of letters or digits of a text, and each of its marks as a word of its own.

    Examples
    --------
    >>> words_and_marks("It may.").start.tolist()
    [0, 3, 6]
    """
    return word_starts(codes_of(text), marks=_MARK)


def key_of(word: str) -> int:
    r"""Give the key of a word: its first characters as a number, mixed with its last ones if it is longer.

    Examples
    --------
    >>> words = word_starts(codes_of("the government"))
    >>> words.keys().tolist() == [key_of("the"), key_of("government")]
    True
    """
    start = word[:LONGEST_KEY]
    low = start.encode() if start.isascii() else bytes(min(ord(character), LAST) for character in start)
    first, last = (int.from_bytes(part, "little") for part in (low[:KEY], low[-KEY:]))
    return first ^ (last * int(_SPREAD) % 2**64 if len(low) > KEY else 0)


def slots(keys: Keys) -> Numbers:
    """Spread keys over 65,536 slots of a table."""
    return ((keys * _SPREAD) >> _SHIFT).view(np.int64)
