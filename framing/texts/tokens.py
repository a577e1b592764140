"""The tokens of a text, by NLTK's rules, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.texts.text import APOSTROPHES, Place, sentence_spans

LONGEST = 10_000  # characters; no word is longer, and NLTK stops with an error when it takes too long
CLOSERS = "])}>\"'»”’"
_PIECE = re.compile(r"\S+")
_CONTRACTED = frozenset("cannot gimme gonna gotta lemme wanna".split())  # the words that NLTK cuts
_WORD_IN_MARKS = re.compile(r"\A([^\w\s']*)(?P<word>[^\W_]{3,}(?:-[^\W_]+)*)((?:'s?)?[^\w\s']*)")
_MARKS = {"``": ('"', "``", "''"), "''": ('"', "''", "``")}

if TYPE_CHECKING:
    from nltk.tokenize.destructive import NLTKWordTokenizer


@lru_cache(maxsize=1)
def _tokenizer() -> NLTKWordTokenizer:
    from nltk.tokenize.destructive import NLTKWordTokenizer  # NLTK takes a second to load: only where words are cut

    return NLTKWordTokenizer()


def straightened(text: str) -> str:
    """Give `text` with typographic apostrophes as straight ones, every place unchanged.

    Examples
    --------
    >>> straightened("It’s")
    "It's"
    """
    if text.isascii():
        return text
    for mark in APOSTROPHES:  # much faster than str.translate
        text = text.replace(mark, "'")
    return text


def token_places(text: str) -> Iterator[tuple[int, Place]]:
    """Give the tokens of `text` in order: number of the sentence, and place.

    Examples
    --------
    >>> list(token_places("No. Yes?"))
    [(0, (0, 2)), (0, (2, 3)), (1, (4, 7)), (1, (7, 8))]
    """
    plain = straightened(text)
    for number, (start, end) in enumerate(sentence_spans(text)):
        pieces = _pieces(plain, start, end)
        for index, (left, right) in enumerate(pieces):
            for token_start, token_end in cut(plain[left:right], index == 0, index + 1 == len(pieces)):
                yield number, (left + token_start, left + token_end)


def _pieces(text: str, start: int, end: int) -> list[Place]:
    """Cut a sentence at its spaces; closing marks that stand alone at its end stay with the word before them."""
    pieces = [
        (left, min(left + LONGEST, last))
        for first, last in (match.span() for match in _PIECE.finditer(text, start, end))
        for left in range(first, last, LONGEST)
    ]
    while len(pieces) > 1 and not text[slice(*pieces[-1])].strip(CLOSERS):
        _, last = pieces.pop()
        pieces[-1] = (pieces[-1][0], last)
    return pieces


@lru_cache(maxsize=2**16)
def cut(piece: str, is_first: bool, is_last: bool) -> tuple[Place, ...]:
    """Give the places of the tokens in one piece of a sentence, which is its first one or its last one.

    NLTK's rules look no further than the next space, so a piece is cut between two stand-ins as it would be in its
    sentence, and once for all the times that it comes up. Where one word stands between marks, the rules look at the
    marks alone, so it is cut as any other word between these marks.

    Examples
    --------
    >>> cut("“river,", True, False)
    ((0, 1), (1, 6), (6, 7))
    """
    found = _WORD_IN_MARKS.fullmatch(piece)
    if found is None or not _CONTRACTED.isdisjoint(found["word"].lower().split("-")):
        return _cut_by_nltk(piece, is_first, is_last)
    before, word, after = found.groups()
    stand_in = "0xx" if word[0].isdecimal() else "xxx"
    left, right, longer = len(before), len(before) + len(stand_in), len(word) - len(stand_in)
    return tuple(
        (start if start <= left else start + longer, end if end < right else end + longer)
        for start, end in _cut_by_nltk(f"{before}{stand_in}{after}", is_first, is_last)
    )


@lru_cache(maxsize=2**13)
def _cut_by_nltk(piece: str, is_first: bool, is_last: bool) -> tuple[Place, ...]:
    sentence = f"{'' if is_first else 'x '}{piece}{'' if is_last else ' x'}"
    tokens = _tokenizer().tokenize(sentence)[0 if is_first else 1 : None if is_last else -1]
    places: list[Place] = []
    at = 0
    for token in tokens:
        # NLTK writes a straight double mark as `` or ''
        found = next((form for form in _MARKS.get(token, (token,)) if piece.startswith(form, at)), None)
        while found is None and at < len(piece) and piece[at].isspace():
            at += 1
            found = next((form for form in _MARKS.get(token, (token,)) if piece.startswith(form, at)), None)
        if found is not None:
            places.append((at, at + len(found)))
            at += len(found)
    return tuple(places)
