"""The words and marks of a text in columns, so that those beside many places are found at once."""

from __future__ import annotations

import numpy as np

from framing.texts.word_starts import Numbers, WordStarts

REACH = 90  # characters each way that are near a place

_JOINING = "'-"  # one of these between two letters belongs to their word
_NO_TOKEN = ord("_")
_LINE_END = ord("\n")


def between_words(words: WordStarts, marks: str) -> Numbers:
    """Give the numbers of those of `marks` that stand right between two words.

    Examples
    --------
    >>> from framing.texts.word_starts import words_and_marks
    >>> between_words(words_and_marks("it's me-and-you - they"), "'-").tolist()
    [1, 4, 6]
    """
    code, end = words.codes[words.start], words.start + words.size
    found = np.flatnonzero(np.logical_or.reduce([code == ord(mark) for mark in marks]))
    found = found[(found > 0) & (found < len(code) - 1)]
    found = found[(end[found - 1] == words.start[found]) & (end[found] == words.start[found + 1])]
    joining: Numbers = found[words.is_word[found - 1] & words.is_word[found + 1]]
    return joining


class PlainTokens:
    """Where the words and marks of a view begin and end: a word is `PLAIN_WORD`, a mark any other character.

    The last one is empty, and stands at the end of the text.

    Examples
    --------
    >>> from framing.texts.word_starts import words_and_marks
    >>> tokens = PlainTokens(words_and_marks("it's me, they say."))
    >>> tokens.start.tolist(), tokens.end.tolist()
    ([0, 5, 7, 9, 14, 17, 18], [4, 7, 8, 13, 17, 18, 18])
    """

    def __init__(self, words: WordStarts) -> None:
        code = words.codes[words.start]
        end = words.start + words.size
        opens = code != _NO_TOKEN
        closes = opens.copy()
        joins = between_words(words, _JOINING)
        opens[joins] = opens[joins + 1] = closes[joins] = closes[joins - 1] = False
        size = len(words.codes)
        self.start: Numbers = np.append(words.start[opens], size)
        self.end: Numbers = np.append(end[closes], size)
        self._lines = np.concatenate([[-1], np.flatnonzero(words.codes == _LINE_END), [size]])

    def beside(self, start: Numbers, end: Numbers) -> Numbers:
        """Tell what is beside places within lines, in five rows.

        The number of the first token that is not before a place, and of the first after it; where what is near begins
        and ends; and 1 where a token goes on over a border of the place.
        """
        before = np.searchsorted(self.end[:-1], start, side="right")
        after = before + (self.start[before] < end)
        more = np.flatnonzero(self.start[after] < end)
        after[more] = np.searchsorted(self.start[:-1], end[more])
        is_cut = (self.start[before] < start) | (self.end[after - 1] > end)
        line = np.searchsorted(self._lines, start)
        near = np.maximum(start - REACH, self._lines[line - 1] + 1), np.minimum(end + REACH, self._lines[line])
        return np.array([before, after, *near, is_cut])

    def near(self, numbers: Numbers, first: Numbers, last: Numbers) -> Numbers:
        """Give the numbers of tokens that begin and end between these places, of the others that of the empty one."""
        numbers = np.clip(numbers, -1, len(self.start) - 1)
        numbers[(self.start[numbers] < first) | (self.end[numbers] > last)] = -1
        return numbers

    def written(self, view: str, numbers: Numbers) -> list[str]:
        """Give tokens by their numbers, in the view that they are of."""
        places = zip(self.start[numbers].tolist(), self.end[numbers].tolist(), strict=True)
        return [view[start:end] for start, end in places]
