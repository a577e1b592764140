"""Words of a text as the attribution network sees them: each word's form, shape and place, as columns of codes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from framing.texts.plain_tokens import between_words
from framing.texts.text import PLAIN_TOKEN, Reading
from framing.texts.word_starts import words_and_marks

Codes: TypeAlias = npt.NDArray[np.intp]
Numbers: TypeAlias = npt.NDArray[np.float32]

LONGEST = 220  # words in one stretch that is looked at together; longer paragraphs are cut between sentences
_SHORTEST = 40
_TOKEN = re.compile(PLAIN_TOKEN)
_JOINING, _APOSTROPHE = "'-./", ord("'")  # within words; after one
_DIGIT = re.compile(r"\d")
_MARKS = frozenset(['"', "“", "”", "„", "‟", "«", "»", "'", "''", "``", "‚"])
OPENING, CLOSING, OTHER_MARK = "\0o", "\0c", "\0m"  # quotation marks by what they do, whatever their typography
UNKNOWN, FIRST_WORD = 1, 5
_MARK_CODES = {OPENING: 2, CLOSING: 3, OTHER_MARK: 4}
_PUNCTUATION = {
    ",": 7, ".": 8, "…": 8, ":": 9, ";": 10, "-": 11, "—": 11, "–": 11, "(": 12, "[": 12, ")": 13, "]": 13, "?": 14,
    "!": 14, "'": 15, "%": 16, "$": 16,
}  # fmt: skip
SIZES = {"suffix": 1024, "tag": 49, "class": 9, "owner": 2, "shape": 18, "quoted": 5, "border": 3}


class Words(NamedTuple):
    """The words of a text, marks included, one place a word in each column.

    `quoted` is 0 outside quotations, 1 inside, 2 at an opening mark, 4 at one that goes on from the paragraph before, 3
    at a closing mark. `border` is 1 at the first word of a sentence, 2 at the last. `stretch` numbers what is looked at
    together: a paragraph, or part of a long one.
    """

    forms: list[str]
    start: list[int]
    end: list[int]
    quoted: Codes
    border: Codes
    sentence: Codes
    stretch: Codes


def words_of(reading: Reading) -> Words:
    """Cut a text into words and give each its place.

    Examples
    --------
    >>> from framing.model import Document
    >>> words = words_of(Reading(Document("a", "“Go,” she said.")))
    >>> [form.strip(chr(0)) for form in words.forms], words.quoted.tolist()
    (['o', 'Go', ',', 'c', 'she', 'said', '.'], [2, 1, 1, 3, 0, 0, 0])
    """
    text = reading.plain
    start, end = _places(text)
    starts, ends = start.tolist(), end.tolist()
    forms = [text[first:last] for first, last in zip(starts, ends, strict=True)]
    sentences = np.array(reading.sentences, dtype=np.intp).reshape(-1, 2)
    sentence = np.maximum(np.searchsorted(sentences[:, 0], start, side="right") - 1, 0)
    border = np.zeros(len(forms), dtype=np.intp)
    quoted = np.zeros(len(forms), dtype=np.intp)
    stretch = np.zeros(len(forms), dtype=np.intp)
    if forms:
        border = np.where(start == sentences[sentence, 0], 1, np.where(end == sentences[sentence, 1], 2, 0))
        quoted = _quoted(reading, start, end)
        stretch = _stretches(reading, start, sentence)
    for i in compress(range(len(forms)), [*map(_MARKS.__contains__, forms)]):
        forms[i] = OPENING if quoted[i] in (2, 4) else CLOSING if quoted[i] == 3 else OTHER_MARK
    return Words(forms, starts, ends, quoted, border, sentence, stretch)


def _places(text: str) -> tuple[Codes, Codes]:
    """Give where the tokens of a plain text begin and end, as `PLAIN_TOKEN` has them: by columns, which is faster."""
    if "''" in text or "``" in text:  # rare, and not told by what stands beside one mark
        found = [match.span() for match in _TOKEN.finditer(text)]
        start, end = np.array(found, dtype=np.intp).T
        return start, end
    words = words_and_marks(text)
    opens, closes = np.ones(len(words.start), dtype=bool), np.ones(len(words.start), dtype=bool)
    joins = between_words(words, _JOINING)
    opens[joins] = opens[joins + 1] = closes[joins] = closes[joins - 1] = False
    end = words.start + words.size
    after = np.flatnonzero(opens[1:] & (words.codes[words.start[1:]] == _APOSTROPHE)) + 1
    after = after[words.is_word[after - 1] & (end[after - 1] == words.start[after])]  # the sailors'
    opens[after] = closes[after - 1] = False
    return words.start[opens], end[closes]


def _quoted(reading: Reading, start: Codes, end: Codes) -> Codes:
    quotations = reading.quotations
    if not quotations:
        return np.zeros(len(start), dtype=np.intp)
    first, last, closed, goes_on = (np.array(column) for column in zip(*quotations, strict=True))
    found = np.searchsorted(first, start, side="right") - 1
    at = np.maximum(found, 0)
    inside = (found >= 0) & (start < last[at])
    code = np.where(start == first[at], np.where(goes_on[at], 4, 2), np.where(closed[at] & (end >= last[at]), 3, 1))
    return np.where(inside, code, 0).astype(np.intp)


def _stretches(reading: Reading, start: Codes, sentence: Codes) -> Codes:
    """Give each word the number of its stretch: its paragraph, or part of one of more than `LONGEST` words."""
    paragraphs = np.array([place[0] for place in reading.paragraphs], dtype=np.intp)
    paragraph = np.searchsorted(paragraphs, start, side="right")
    is_new = np.concatenate([[True], paragraph[1:] != paragraph[:-1]])
    firsts = np.flatnonzero(is_new)
    lengths = np.diff(np.concatenate([firsts, [len(start)]]))
    for first, length in zip(firsts[lengths > LONGEST], lengths[lengths > LONGEST], strict=True):
        at, last = int(first), int(first + length)
        while last - at > LONGEST:
            inner = range(at + LONGEST - 1, at + _SHORTEST - 1, -1)
            at = next((i for i in inner if sentence[i] != sentence[i - 1]), at + LONGEST)
            is_new[at] = True
    return np.cumsum(is_new) - 1


def _shape(form: str) -> int:
    first = form[0]
    if first.isalpha():
        if form.islower():
            return 1
        if len(form) > 1 and form.isupper():
            return 3
        if first.isupper():
            return 2 if form[1:].islower() else 4
        return 5
    return 6 if first.isdigit() else _PUNCTUATION.get(first, 17)


class Vocabulary:
    """The words that the network knows, each with its most frequent part of speech; and the reporting cues by class.

    Parameters
    ----------
    words : sequence of str
        Plain forms (`plain_form`).
    tags : sequence of int
        The part of speech of each, 0 where unknown.
    classes : mapping of str to int
        Reporting cues of one word, by the number of their class.
    """

    def __init__(self, words: Sequence[str], tags: Sequence[int], classes: Mapping[str, int]) -> None:
        self._words = {word: number for number, word in enumerate(words, start=FIRST_WORD)}
        self._tags, self._classes = tags, classes

    def codes(self, form: str) -> tuple[int, int, int, int, int, int]:
        """Give word, suffix, part of speech, class of cue, possessive and shape of one form."""
        if form in _MARK_CODES:
            return _MARK_CODES[form], 0, 0, 0, 0, _shape(form)
        plain = plain_form(form)
        stem = plain[:-2] if plain.endswith("'s") else plain
        word = self._words.get(plain) or self._words.get(stem, 0)
        suffix = 1 + zlib.crc32(plain[-3:].encode()) % 1023 if plain[:1].isalpha() else 0
        tag = int(self._tags[word - FIRST_WORD]) if word else 0
        is_owner = int(form.endswith(("'s", "s'")))
        return word or UNKNOWN, suffix, tag, self._classes.get(form.lower(), 0), is_owner, _shape(form)

    def features(self, forms: Sequence[str], quoted: Codes, border: Codes) -> npt.NDArray[np.int64]:
        """Give the eight codes of each word: those of its form, then its place in quotation and sentence."""
        codes = np.array([self.codes(form) for form in forms], dtype=np.int64).reshape(-1, 6)
        return np.column_stack([codes, quoted, border])


def plain_form(form: str) -> str:
    """Give a form lower-cased with every digit as 0 and every dash long, as the vocabulary has it.

    Examples
    --------
    >>> plain_form("$1,200"), plain_form("Go")
    ('$0,000', 'go')
    """
    return "—" if form in ("–", "―") else _DIGIT.sub("0", form.lower())
