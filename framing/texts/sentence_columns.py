"""The sentences of many paragraphs at once, in columns."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from framing.texts.punkt import CLOSERS, ENDS, NO_WORD, SPACE
from framing.texts.sentence import LONGEST_SENTENCE, OTHER_BLANKS, is_end, sentences
from framing.texts.word_starts import Codes, Flags, Numbers, code_points

Kinds: TypeAlias = npt.NDArray[np.uint8]
_SPACE, _PLAIN_SPACE, _BLANK, _END, _CLOSER, _FOLLOWS = (1 << bit for bit in range(6))
_AHEAD = 4  # places after a mark that are looked at


def sentences_of(text: str, codes: Codes) -> Numbers:
    r"""Give the places of the sentences of all lines of a text, as `sentences` gives those of one.

    All marks are decided about at once; lines with anything unusual are cut one by one.

    Examples
    --------
    >>> from framing.texts.word_starts import codes_of
    >>> text = "Gov. Ada Whitlock left. “Why?” she was asked.\n\nNo one saw."
    >>> sentences_of(text, codes_of(text)).tolist()
    [[0, 23], [24, 45], [47, 58]]
    """
    kinds = np.zeros(len(codes) + _AHEAD, dtype=np.uint8)
    kinds[: len(codes)] = _kinds().take(codes, mode="clip")
    start, end = _paragraphs(codes, kinds)
    is_unusual = end - start > LONGEST_SENTENCE
    at, line, word = _marks(kinds, start, end)
    last = end[line]
    closers = _closers_after(kinds, at)
    stop = at + 1 + closers
    is_inner = stop < last  # what ends with its line ends no sentence before
    following = stop + 1
    is_known = (kinds[stop] & _PLAIN_SPACE > 0) & ~(kinds[following] & _SPACE > 0) & (closers <= 2)
    # a mark that may open or close: it has to stand before a word
    may_close = (closers == 0) & (kinds[following] & _CLOSER > 0)
    is_known &= ~may_close | ((following + 1 < last) & _are_in_words(codes, following + 1))
    is_unusual[line[is_inner & ~is_known]] = True

    tried = np.flatnonzero(is_inner & ~is_unusual[line])
    at, word, last, stop, following = at[tried], word[tried], last[tried], stop[tried], following[tried]
    is_point = codes[at] == ord(".")
    is_low = np.array([text[place].islower() for place in following.tolist()], dtype=bool)
    goes_on = is_low & (~is_point | (closers[tried] > 0))
    asked = np.flatnonzero(is_point & ~goes_on)
    places = zip(word[asked].tolist(), at[asked].tolist(), last[asked].tolist(), strict=True)
    is_break = ~goes_on
    is_break[asked] = [is_end(text, *place) for place in places]
    one_by_one = [sentences(text, *place) for place in np.column_stack([start, end])[is_unusual].tolist()]
    others = np.fromiter(chain.from_iterable(chain.from_iterable(one_by_one)), dtype=np.int64).reshape(-1, 2)
    starts = np.concatenate([start[~is_unusual], following[is_break], others[:, 0]])
    ends = np.concatenate([end[~is_unusual], stop[is_break], others[:, 1]])
    return np.column_stack([np.sort(starts), np.sort(ends)])


def _paragraphs(codes: Codes, kinds: Kinds) -> tuple[Numbers, Numbers]:
    """Give where lines begin and end, without the spaces around them; those of spaces alone are left out."""
    inside = (kinds[: len(codes) + 1] & _SPACE) == 0
    inside[-1] = False
    change = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    edges = np.append(0, change) if len(codes) and inside[0] else change
    start, end = edges[::2], edges[1::2]  # of what stands between spaces
    lines = np.searchsorted(start, np.append(-1, np.flatnonzero(codes == ord("\n"))))
    first = np.unique(lines[lines < len(start)])
    return start[first], end[np.append(first[1:], len(start))[: len(first)] - 1]


def _marks(kinds: Kinds, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Give the marks that may end a sentence, the numbers of their lines, and where the words before them begin."""
    at = np.flatnonzero((kinds & _END) > 0)
    line = np.searchsorted(start, at, side="right") - 1
    is_mark = (at + 1 < end[line]) & ((kinds[at + 1] & _FOLLOWS) > 0)
    at, line = at[is_mark], line[is_mark]
    blanks = np.flatnonzero((kinds & _BLANK) > 0)
    before = np.searchsorted(blanks, at)
    word = np.maximum(start[line], np.append(0, blanks + 1)[before])
    decides = word == at  # of marks in one word, the last one does, and one that opens it
    decides[:-1] |= (before[1:] != before[:-1]) | (line[1:] != line[:-1])
    decides[-1:] = True
    return at[decides], line[decides], word[decides]


def _closers_after(kinds: Kinds, at: Numbers) -> Numbers:
    """Count the closing marks after each place, up to three."""
    count = np.zeros(len(at), dtype=np.int64)
    goes_on = np.ones(len(at), dtype=bool)
    for ahead in range(1, _AHEAD):
        goes_on = goes_on & (kinds[at + ahead] & _CLOSER > 0)
        count += goes_on
    return count


def _are_in_words(codes: Codes, at: Numbers) -> Flags:
    found: Flags = code_points(r"[^\W_]").take(codes.take(at, mode="clip"), mode="clip")
    return found


@lru_cache(maxsize=1)
def _kinds() -> Kinds:
    """Give each code point the kinds of characters that it belongs to."""
    kinds = np.zeros(len(code_points(r"\s")), dtype=np.uint8)
    for kind, pattern in ((_SPACE, r"\s"), (_FOLLOWS, f"(?:{SPACE}|{NO_WORD})")):
        kinds[code_points(pattern)] |= kind
    for kind, characters in ((_PLAIN_SPACE, " "), (_BLANK, f" {OTHER_BLANKS}"), (_END, ENDS), (_CLOSER, CLOSERS)):
        kinds[[ord(character) for character in characters]] |= kind
    return kinds
