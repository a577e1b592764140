"""Pieces of a content beside its source and cue: up to the comma before them, not over them, no end of a quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from framing.attributing.edges import may_be_said, stripped
from framing.attributing.verbs import is_finite
from framing.texts.quotation import quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.word_lists import word_list

_AUXILIARIES = word_list("clauses", "auxiliaries")
_OPEN = word_list("edges", "open")
_LAST_OF_QUOTATION = re.compile(r"[.,?!]*(?:[”’]+|[\"'])\s+|[.,?!]+\s+")
_FEW, _MOST = 4, 12  # words up to the comma; where the piece ends with an open word
_GOES_ON = re.compile(r"(?:and|but)\s")
_PAUSE = re.compile(r"[,:;—–]|--")
_PHRASE = re.compile(r"(?:which|who|whose|where|when|as|an?|\w+ing)\s")
_INTRODUCING = word_list("clauses", "introducing")
_TIME = word_list("clauses", "times")
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
            reading.view[start : cue[0]].rsplit(maxsplit=1)[-1:]
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


def of_one_sentence(reading: Reading, content: list[Place], cue: Place, source: Place | None) -> list[Place]:
    """Make one sentence of the pieces on both sides of a source and cue, or keep those of one side.

    What a sentence opens with is the outlet's where the content follows its cue: [Asked twice], Orr said on Monday it
    rained. So is what goes on after a content, in a phrase of its own: It rains, Orr said, a sign [of the storm]. What
    an adverb or *and* continues begins with it: It rains, Orr said, [and the old] bridge is shut.

    Examples
    --------
    >>> from framing.model import Document
    >>> def kept(text, *content):
    ...     place = lambda words: (text.find(words), text.find(words) + len(words))
    ...     pieces = [place(words) for words in content]
    ...     found = of_one_sentence(Reading(Document("a", text)), pieces, place("said"), place("Orr"))
    ...     return [text[slice(*piece)] for piece in found]
    >>> kept("Asked twice, Orr said on Monday it rained.", "Asked twice", "it rained")
    ['it rained']
    >>> kept("It is wet, Orr said, the first word on the storm.", "It is wet", "on the storm")
    ['It is wet']
    >>> kept("It is wet, Orr said, and the old bridge is shut.", "It is wet", "bridge is shut")
    ['It is wet', 'and the old bridge is shut']
    """
    if source is None or len(content) < 2 or reading.view[cue[1] : source[0]].strip() == "by":
        return content
    left, right = min(cue[0], source[0]), max(cue[1], source[1])
    is_after = source[0] < cue[0]
    outside = [place for place in content if place[1] <= left or place[0] >= right or not is_after] or content
    before, after = _joined(reading, [place for place in outside if place[1] <= left]), outside[-1]
    if not before or after[0] < right or reading.sentence_at(left) != reading.sentence_at(after[0]):
        return [*before, *(place for place in outside if place[1] > left)]
    return _beside(reading, before, after, (left, right))


def _joined(reading: Reading, pieces: list[Place]) -> list[Place]:
    """Join pieces of one sentence, between which nothing says who says it."""
    joined = pieces[:1]
    for place in pieces[1:]:
        start, end = joined[-1]
        is_quoted = quoted_length(reading.quotations, (end - 1, place[0] + 1)) > 0
        if reading.sentence_at(start) == reading.sentence_at(place[0]) and not is_quoted:
            joined[-1] = (start, place[1])
        else:
            joined.append(place)
    return joined


def _beside(reading: Reading, before: list[Place], after: Place, roles: Place) -> list[Place]:
    """Decide between the pieces on both sides of a source and cue by the words between them and the later piece."""
    view, gap = reading.view, reading.view[roles[1] : after[0]]
    if quoted_length(reading.quotations, after) * 2 > after[1] - after[0] or "\n" in gap:
        return [*before, after]
    opening = view[before[0][0] : before[-1][1]].split()
    is_open = not any(is_finite(word) for word in opening)
    is_time = opening[0] in _INTRODUCING or opening[0].endswith("ing")
    is_fronted = is_time and view.startswith(",", before[-1][1]) and not _PAUSE.search(gap)
    if is_fronted and is_open and view[after[0] : after[1]].split(maxsplit=1)[0] not in _INTRODUCING:
        return [after]
    start = after[0] - len(gap.partition(",")[2].lstrip())
    words = view[start : after[0]].rstrip(" ,").split()
    if "," not in gap or not words or all(word in _TIME or word[0].isdigit() for word in words):
        return [*before, after]
    if _GOES_ON.match(view, start):
        return [*before, (start, after[1])]
    if gap.rstrip().endswith(","):
        return [*before, after]
    return [*before, (start, after[1])] if is_open and not _PHRASE.match(view, start) else before
