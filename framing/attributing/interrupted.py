"""Pieces of a content beside its source and cue: up to the comma before them, not over them, no end of a quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from framing.attributing.edges import may_be_said, stripped
from framing.texts.quotation import quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.word_lists import word_list

_AUXILIARIES = word_list("clauses", "auxiliaries")
_OPEN = word_list("edges", "open")
_LAST_OF_QUOTATION = re.compile(r"[.,?!]*(?:[”’]+|[\"'])\s+|[.,?!]+\s+")
_FEW, _MOST = 4, 12  # words up to the comma; where the piece ends with an open word
_NOT_AS = ("well", "long", "many", "much", "has", "have", "did", "is", "was", "if", "though", "soon")


def to_interruption(reading: Reading, content: list[Place], cue: Place, source: Place | None) -> list[Place]:
    """Let the piece before a source and cue go on to their comma: it shuts at the end of [May, Orr said].

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "The bridge shuts at the end of May, Orr said."
    >>> text[slice(*to_interruption(Reading(Document("a", text)), [(0, 30)], (40, 44), (36, 39))[0])]
    'The bridge shuts at the end of May'
    """
    index = next((i for i in range(len(content) - 1, -1, -1) if content[i][1] <= cue[0]), -1)
    if index < 0:
        return content
    start, end = content[index]
    stop = min([cue[0], *([source[0]] if source is not None and source[0] >= end else [])])
    gap = reading.text[end:stop]
    if not gap.endswith(", ") or gap[:1] != " " or "\n" in gap or reading.sentence_at(start)[1] < stop:
        return content
    last = reading.view[:end].rpartition(" ")[2]
    most = _MOST if last in _OPEN else _FEW
    inner = gap[:-2]
    if (
        not 0 < word_count(inner) <= most
        or any(mark in inner for mark in ",;:—–()")
        or inner.split()[0] in ("and", "as")
    ):
        return content
    if quoted_length(reading.quotations, (end, stop)):
        return content
    pieces = [(first, last) for first, last in content if not end < first < stop]
    return [(start, stop - 2) if place == (start, end) else place for place in pieces]


def beside_roles(reading: Reading, content: Sequence[Place], cue: Place, source: Place | None) -> list[Place]:
    """Cut source and cue out of a content, and what is left of a quotation that ends where a piece begins.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "“Old,” Orr said it was."
    >>> beside_roles(Reading(Document("a", text)), [(5, 22)], (11, 15), (7, 10))
    [(16, 22)]
    """
    pieces: list[Place] = []
    for start, end in content:
        is_passive = reading.view.startswith(" to ", cue[1]) or not _AUXILIARIES.isdisjoint(
            reading.view[start : cue[0]].split()[-1:]
        )
        if source is not None and start < source[1] and source[0] < end and not is_passive:
            left, right = sorted((cue, source))
            pieces += [(start, left[0]), (left[1], min(end, right[0])), (right[1], end)]
        else:
            pieces.append((start, end))
    opened = [_opened(reading, place) for place in pieces if place[0] < place[1]]
    return [place for place in opened if may_be_said(reading, place)]


def _opened(reading: Reading, place: Place) -> Place:
    """Leave out the end of a quotation that a piece begins with, and marks at its edges."""
    start, end = stripped(reading, place)
    index = bisect_left(reading.quotations, (start,))
    if index < len(reading.quotations) and reading.quotations[index].start == start:
        return start, end
    closing = _LAST_OF_QUOTATION.match(reading.text, start, end)
    return (closing.end() if closing else start), end


def without_occasion(reading: Reading, content: list[Place], cue: Place) -> list[Place]:
    """Leave out on what occasion something was said, after it: It rains, Orr said[, as he left].

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "It rains, Orr said, as he left the hall."
    >>> without_occasion(Reading(Document("a", text)), [(0, 8), (20, 39)], (14, 18))
    [(0, 8)]
    """
    if len(content) < 2 or content[0][1] > cue[0] or content[-1][0] < cue[1]:
        return content
    first, *rest = reading.view[slice(*content[-1])].split(maxsplit=2)
    is_occasion = first == "as" and rest and rest[0] not in _NOT_AS and reading.text[content[-2][1]] in ',”"'
    return content[:-1] if is_occasion and not quoted_length(reading.quotations, content[-1]) else content
