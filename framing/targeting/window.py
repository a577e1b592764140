"""The words around a mention, as the polarity network sees them: columns of codes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from framing.texts.text import PLAIN_TOKEN, Place, plain

Codes: TypeAlias = npt.NDArray[np.int64]

REACH = 160  # characters each way that are looked at, inside the sentence
MOST = 96  # words
TARGET, NAME, UNKNOWN, FIRST_WORD = 1, 2, 3, 4  # codes of words; 0 is no word
SIZES = {"suffix": 1024, "shape": 5, "distance": 27}
_TOKEN = re.compile(PLAIN_TOKEN)
_DIGIT = re.compile(r"\d")


class Window(NamedTuple):
    """The words of a sentence near a mention, a place a word in each column; the mention itself is one word."""

    word: list[int]
    suffix: list[int]
    shape: list[int]
    distance: list[int]


def window_of(text: str, sentence: Place, mention: Place, words: Mapping[str, int]) -> Window:
    """Code the words around a mention. Who is named does not count: the mention is one code, and so is any other name.

    So the network cannot know how a person is usually written about, which would be found again in every outlet.

    Examples
    --------
    >>> window = window_of("Then Ada Orr praised Bo Lee.", (0, 28), (5, 12), {"praised": 4})
    >>> window.word, window.distance
    ([3, 1, 4, 2, 2, 3], [14, 0, 1, 2, 3, 4])
    """
    start, end = mention
    first, last = max(sentence[0], start - REACH), min(max(sentence[1], end), end + REACH)
    before = [(found.group(), found.start()) for found in _TOKEN.finditer(plain(text[first:start]))]
    if first > sentence[0] and before:
        before = before[1:]  # may be cut
    after = [(found.group(), -1) for found in _TOKEN.finditer(plain(text[end:last]))]
    if last < sentence[1] and after:
        after = after[:-1]
    before, after = before[-(MOST // 2) :], after[: MOST // 2]
    found = Window([], [], [], [])
    for number, (form, at) in enumerate([*before, ("", 0), *after]):
        away = number - len(before)
        is_first = away < 0 and at == 0 and first == sentence[0]
        for column, code in zip(found, _codes(form, words, is_first=is_first), strict=False):
            column.append(code)
        found.distance.append(_bucket(away))
    return found


def _codes(form: str, words: Mapping[str, int], *, is_first: bool) -> tuple[int, int, int]:
    """Give word, suffix and shape of one form; the mention is the empty one."""
    if not form:
        return TARGET, 0, 0
    if form[0].isupper() and form[1:].islower() and not is_first:
        return NAME, 0, 2
    lowered = _DIGIT.sub("0", form.lower())
    suffix = 1 + zlib.crc32(lowered[-3:].encode()) % (SIZES["suffix"] - 1) if lowered[0].isalpha() else 0
    shape = 1 if form.islower() else 3 if form.isupper() else 2 if form[0].isupper() else 4
    return words.get(lowered, UNKNOWN), suffix, shape


def _bucket(away: int) -> int:
    """Put distances in buckets: one each up to five words, then ever wider, apart for before and after."""
    size = abs(away)
    near = size if size < 6 else min(6 + int(np.log(size / 6) / np.log(1.5)), 12)
    return near + 13 * (away < 0)
