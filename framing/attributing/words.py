"""The words of one sentence, and places that break no name or number among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from framing.texts.punkt import SHORT_TITLES
from framing.texts.quotation import Quotation
from framing.texts.text import Place, Reading

# As `framing.texts.text.PLAIN_TOKEN`, but a title cut short and a number are one token each: Ms., 3,000.
_TITLE = rf"\b(?:{'|'.join(sorted(SHORT_TITLES))})\."
_TOKEN = re.compile(
    rf"(?=[a-z]{{2,6}}\.\s){_TITLE}(?=\s[^\W\d_])|[^\W_]+(?:(?:['\-./&]|(?<=\d),(?=\d))[^\W_]+)*'?|''|``|[^\w\s]|_"
)
_NAME = r"[A-Z][\w’'\-]*(?:[ \u00a0][A-Z][\w’'\-]*){0,2}"
_NO_SURNAME = r"(?!(?:The|An?|In|But|And|H[ei]|She|Her|His|It|They|We|I|This|That|On|At|As|For|If|When)\b)"
_UNBROKEN = re.compile(
    rf"(?<![\w,])\d{{1,3}}(?:,\d{{3}})+(?!\w)|(?=[A-Z])(?:(?i:{_TITLE})[ \u00a0])+(?P<name>{_NAME})"
    rf"|\b[A-Z][a-z]+[ \u00a0][A-Z]\.[ \u00a0]{_NO_SURNAME}(?P<last>[A-Z][\w’'\-]+)|\b(?:[A-Z]\.){{2,}}"
)
_BREAKABLE = re.compile(
    rf"[A-Z\d](?:,\d|(?<=\b[A-Z])(?i:{'|'.join(sorted({title[1:] for title in SHORT_TITLES}))})?\.)"
)  # which each of them has
_LONGEST_UNBROKEN = 60  # characters

QUOTATION = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a whole quotation among the words


class Word(NamedTuple):
    """One token of a sentence: its place, its lower-case form with plain apostrophes, its first letter's case."""

    start: int
    end: int
    form: str
    is_capitalised: bool = False

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word or a number, not a mark."""
        return self.form[:1].isalnum()


def words_of(reading: Reading, place: Place, quotations: Sequence[Quotation] = ()) -> list[Word]:
    """Give the tokens of `place`; each of `quotations` in it is one token, `QUOTATION`.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "“Go,” he said."))
    >>> [word.form for word in words_of(reading, (0, 14), reading.quotations)]
    ['￼', 'he', 'said', '.']
    """
    words: list[Word] = []
    at = place[0]
    for quotation in quotations:
        start, end = max(quotation.start, place[0]), min(quotation.end, place[1])
        if start < end:
            words += _tokens(reading, at, start)
            words.append(Word(start, end, QUOTATION))
            at = end
    words += _tokens(reading, at, place[1])
    return words


def _tokens(reading: Reading, start: int, end: int) -> list[Word]:
    text = reading.text
    matches = _TOKEN.finditer(reading.view, start, end)
    make = tuple.__new__  # three times as fast as the class with keywords
    return [make(Word, ((at := match.start()), match.end(), match[0], text[at].isupper())) for match in matches]


def unbroken(text: str, place: Place) -> Place:
    """Widen a place that begins or ends inside a number or initials (3,000; U.S.) or a name (Ms. Orr, Ada B. Orr).

    Examples
    --------
    >>> unbroken("About 3,000 met Sen. Ada Orr there.", (8, 19))
    (6, 28)
    >>> unbroken("The U.S. said so to Ada B. Orr.", (0, 7)), unbroken("Ada B. Orr said so.", (7, 10))
    ((0, 8), (0, 10))
    """
    return _around_edge(text, place[0])[0], _around_edge(text, place[1])[1]


def _around_edge(text: str, edge: int) -> Place:
    """Give the number, or the title and name, that `edge` would break; else the empty place itself."""
    near = text[max(0, edge - 2) : edge + 1]
    if ("." not in near and "," not in near) or not _BREAKABLE.search(text, max(0, edge - 12), edge + 2):
        return edge, edge
    for found in _UNBROKEN.finditer(text, max(0, edge - _LONGEST_UNBROKEN), edge + _LONGEST_UNBROKEN):
        name = "name" if found["name"] else "last"
        breaks_until = found.start(name) if found[name] else found.end() - 1
        if found.start() < edge <= breaks_until:
            return found.span()
    return edge, edge
