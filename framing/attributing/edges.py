"""Where a content begins and ends: whole quotations, whole phrases, no marks and no other sentence at its edges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.attributing.words import unbroken
from framing.boilerplate.glued import dateline_end
from framing.texts.punkt import ENDS
from framing.texts.quotation import first_reaching, quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.word_lists import word_list

_EDGES = " \t\u00a0,;:—–"
_FEW = 4  # words
_TWO_WORDS = re.compile(r"[^\W_][\s,;:—–()]++[\"“‘«(]*+[^\W_]")
_RECIPIENT = re.compile(r"(?:[^\W_]+\s){0,4}(?=that\s)")  # "the agency" in: told the agency that …
_TOLD_TO = re.compile(
    r"to\s(?:(?:the|his|her|its|their|an?|these|those|several|many)\s|(?=[A-Z]))"
    r"(?:(?!(?:who|which|that|to|an?)\b)[\w’'.@\-]+,?\s){1,14}(?=that\s)"
)  # in: suggested to the council that …
_TELLING_TO = word_list("reporting", "clausal") | word_list("edges", "before_clauses") | {"assertion", "signaled"}

_NEAR = 30  # characters
_ASIDE = re.compile(r",?\s(?:in|on|at|to|without|during|before)\b")  # before the content: said [in a] letter that
_THAT = re.compile(r"(?:[\"“][^\"”]{1,40}[\"”]|(?:[^\s.,;:—–\"“”]{1,20}\s){0,3}[^\s.,;:—–\"“”]{1,20}),?\s(?=that\s)")
_JOINED = re.compile(
    r"(?:But|And|(?:Meanwhile|Instead|However|Overall|In fact|Indeed|Still|Moreover|In addition|RELATED)[,:])\s++(?=\S)"
)

_WHEN = ("after", "before", "when", "while", "once")
_ABOUT = ("about", "around", "nearly", "almost", "roughly", "some", "approximately")
_SAYING = ("say", "says", "said", "saying", "think", "thinks", "thought", "believe", "believes", "believed")
_TIMES = word_list("clauses", "times")
_PREPOSITIONS = word_list("reporting", "prepositions") - {"up", "about", "around", "over"}
_ASIDES = word_list("edges", "asides")
_INTRODUCING = word_list("clauses", "introducing")
_OPEN = word_list("edges", "open")
_JOINTS = word_list("edges", "joints")
_STOPS = word_list("edges", "stops")
_FULL_STOPS = frozenset(ENDS)
_LAST_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*$")
_NEXT_WORD = re.compile(r"[^\S\n]([^\W_]+(?:['\-.&,][^\W_]+)*)")
_DETERMINERS = word_list("reporting", "determiners")
_FEW_FIRST = 3  # words at the start of a sentence
_FARTHEST = 12  # words by which a phrase may go on


def whole_phrase(reading: Reading, place: Place, cue: Place, *, stop: int) -> Place:
    """Let a content end where a phrase does: it goes on to the next mark or joint, or gives up a joint it ends with.

    Parameters
    ----------
    reading : Reading
        The document.
    place : (int, int)
        The content.
    cue : (int, int)
        Its cue.
    stop : int
        Where its source or cue begins, if that is after it, so that it does not run into them.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "Orr called for the old bridge gates to close on Monday night."
    >>> text[slice(*whole_phrase(Reading(Document("a", text)), (15, 54), (4, 14), stop=len(text)))]
    'the old bridge gates to close on Monday night'
    """
    start, end = place
    view = reading.view
    at = first_reaching(reading.quotations, end - 1)
    if at < len(reading.quotations) and reading.quotations[at].start < end:
        return place
    border = min(stop, sentence_end(reading, max(start, end - 1)))
    if view[end : end + 1] == "." and reading.text[end + 2 : end + 3].islower() and end + 2 < border:  # F.B.I. director
        end += 1
    is_short = "." in view[end - 2 : end] and (
        view[end + 1 : end + 2].isdigit() or _ABBREVIATED.search(reading.text, max(start, end - 12), end)
    )
    if is_short and end < border:  # on Feb. 4, with Sen. Orr
        following = _NEXT_WORD.match(view, end, border)
        end = following.end() if following else end
    last = _last_word(view, start, end)
    if last is None:
        return start, end
    following = _NEXT_WORD.match(view, end, border)
    if last.group() in _JOINTS and view[end : end + 1] in _FULL_STOPS:  # it has not rained yet.
        return start, end
    while (
        last is not None and last.group() in _JOINTS and last.start() > start and (following or last.group() != "that")
    ):
        end = _before_gap(view, start, last.start())
        last = _last_word(view, start, end)
        following = None
    if last is None or following is None:
        return start, end
    is_open = last.group() in _OPEN
    if not is_open and (following.group(1) in _STOPS or following.group(1) in _JOINTS):
        return start, end
    for number in range(_FARTHEST):
        word = _NEXT_WORD.match(view, end, border)
        if word is None or (number and not is_open and (word.group(1) in _STOPS or word.group(1) in _JOINTS)):
            break
        is_open = word.group(1) in _OPEN
        end = word.end()
    return start, end


def _last_word(view: str, start: int, end: int) -> re.Match[str] | None:
    """Find the word that ends at `end`; it holds no space, so that it is looked for after the last one."""
    first = max(start, end - 30)
    return _LAST_WORD.search(view, max(first, view.rfind(" ", first, end) + 1), end)


def whole_start(reading: Reading, place: Place, cue: Place, source: Place | None) -> Place:
    """Let a content begin where a phrase does, and where its sentence does if a word or two of it are left out.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "Orr said the old bridge is shut."
    >>> whole_start(Reading(Document("a", text)), (13, 31), (4, 8), (0, 3))
    (9, 31)
    """
    start, end = place
    view = reading.view
    first = reading.sentence_at(start)[0]
    border = max([first, *(other[1] for other in (cue, source) if other is not None and other[1] <= start)])
    gap = view[border:start]
    if border == start or "\n" in gap or quoted_length(reading.quotations, (border, start)):
        return place
    words = gap.split()
    if not words or any(mark in gap for mark in ",:;—–()"):
        return place
    if border == cue[1] and len(words) == 1 and words[0] in _WHEN and (that := view.find(" that ", start, end)) > 0:
        return that + 1, end  # said after the vote was held [that it rains]
    is_number = len(words) == 1 and words[0] in _ABOUT and view[start].isdigit()
    is_open = is_number or all(word in _DETERMINERS for word in words)
    is_before = border == first and end <= cue[0]
    is_closed = is_before and "," in view[end - 2 : end + 1] and len(words) <= _FARTHEST
    is_closed = is_closed and words[0] not in _INTRODUCING and not words[0].endswith("ing")
    if border == cue[1] and view[slice(*cue)] in _SAYING and len(words) <= _FEW and _may_open(words):
        return start - len(gap.lstrip()), end
    if is_open or (is_before and len(words) <= _FEW_FIRST) or is_closed:
        return start - len(gap.lstrip()), end
    if words[-1] in _DETERMINERS and reading.text[start - 1] == " ":
        return start - 1 - len(words[-1]), end
    return place


def with_opening(reading: Reading, content: list[Place], cue: Place, source: Place) -> list[Place]:
    """Take in what stands before a source and cue that interrupt their content: [Rain], Orr said, [is rare].

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "Rain, Orr said, is rare."
    >>> with_opening(Reading(Document("a", text)), [(16, 23)], (10, 14), (6, 9))
    [(0, 4), (16, 23)]
    """
    start, left, right = content[0][0], min(cue[0], source[0]), max(cue[1], source[1])
    first, last = reading.sentence_at(left)[0], left - len(", ")
    if not first < last or not reading.view[last:left] == ", " == reading.view[right:start]:
        return content
    if quoted_length(reading.quotations, (first, start + 1)) or word_count(reading.text[first:last]) > _FARTHEST:
        return content
    return [(after_joint(reading.text, first, last), last), *content]


def after_joint(text: str, start: int, end: int) -> int:
    """Give where the words after a joint begin with which a sentence opens: But [it rained].

    Examples
    --------
    >>> after_joint("But it rained", 0, 13)
    4
    """
    joint = _JOINED.match(text, start, end)
    return joint.end() if joint else start


def _may_open(words: Sequence[str]) -> bool:
    """Tell whether words after *said* open what was said, rather than telling when, where or how: said [up] to …."""
    is_aside = any(word in _TIMES or word in _ASIDES or word.endswith(("ly", "day")) for word in words)
    return not is_aside and words[0] not in _PREPOSITIONS and not words[0][0].isdigit()


def _before_gap(view: str, start: int, end: int) -> int:
    while end > start and view[end - 1] in _EDGES:
        end -= 1
    return end


_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:[A-Z]\.)+[A-Z]|\b(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Jr|Sr|St|Gen|Lt|Col|Sgt|Rev|No|vs))\.$"
)


def sentence_end(reading: Reading, place: int) -> int:
    """Give where the sentence at `place` ends, not at an initial or a title cut short.

    Examples
    --------
    >>> from framing.model import Document
    >>> sentence_end(Reading(Document("a", "She met Ada B. Orr there. It rained.")), 2)
    25
    """
    start, end = reading.sentence_at(place)
    for _ in range(3):
        if reading.text[end : end + 1] != " " or not _ABBREVIATED.search(reading.text, max(start, end - 12), end):
            break
        following = reading.sentence_at(end + 1)
        if following[0] != end + 1:
            break
        end = following[1]
    return end


def beside(cue: Place, place: Place) -> Place:
    """Let a piece of content begin after its cue, not inside it: called for [a vote].

    Examples
    --------
    >>> beside((4, 14), (11, 21))
    (14, 21)
    """
    start, end = place
    return (cue[1] if cue[0] <= start < cue[1] < end else start), end


def unbroken_beside(text: str, place: Place, source: Place | None) -> Place:
    """Widen a piece of content that begins or ends inside a number or before a name, but not into its source."""
    start, end = unbroken(text, place)
    if source is not None and source[0] <= start < source[1]:
        start = max(place[0], source[1])
    if source is not None and source[0] < end <= source[1]:
        end = min(place[1], source[0])
    return start, max(start, end)


def to_border(reading: Reading, place: Place) -> Place:
    """Cut off the few words by which a piece reaches into the next sentence."""
    start, end = place
    border = reading.sentence_at(max(start, end - 1))[0]
    is_over = start < border and word_count(reading.text[border:end]) <= _FEW
    return (start, border) if is_over and not quoted_length(reading.quotations, (border, end)) else place


def after_dateline(reading: Reading, place: Place) -> Place | None:
    """Cut the dateline off what opens its paragraph (HAVEN (AP) — The mayor said), and marks; None where it was all."""
    first, last = reading.paragraph_at(place[0])
    start = place[0] + (dateline_end(reading.text[first:last]) if first == place[0] else 0)
    start, end = stripped(reading, (start, place[1]))
    return (start, end) if start < end else None


def stripped(reading: Reading, place: Place) -> Place:
    """Give a place without spaces, commas, colons and dashes at its edges.

    Examples
    --------
    >>> from framing.model import Document
    >>> stripped(Reading(Document("a", ", it rains, ")), (0, 12))
    (2, 10)
    """
    start, end = place
    while start < end and reading.text[start] in _EDGES:
        start += 1
    while start < end and reading.text[end - 1] in _EDGES:
        end -= 1
    return start, end


def trimmed(reading: Reading, place: Place, cue: Place, *, is_told: bool) -> Place:
    """Take marks off the edges of a content, and whom it was told to; nothing is left where no two words are."""
    start, end = after_dateline(reading, place) or (place[0], place[0])
    if reading.text[start:end].endswith(("”.", '".', "’.", "».")):
        end -= 1
    if is_told and cue[1] <= start < cue[1] + 20:
        told = _RECIPIENT.match(reading.view, start, end)
        start = told.end() if told else start
    if cue[1] < start <= cue[1] + _NEAR and reading.view[slice(*cue)] in _TELLING_TO:
        told = _TOLD_TO.match(reading.text, start, end)
        start = told.end() if told else start
    if cue[1] < start < cue[1] + _NEAR and _ASIDE.match(reading.view, cue[1], start):
        that = _THAT.match(reading.view, start, end)
        start = that.end() if that else start
    if end <= cue[0]:
        start = after_joint(reading.text, start, end)
    return (start, end) if may_be_said(reading, (start, end)) else (start, start)


def may_be_said(reading: Reading, place: Place) -> bool:
    """Tell whether a piece of content is two words or more, or one in quotation marks.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "it rains, “No”"))
    >>> [may_be_said(reading, place) for place in ((0, 8), (3, 8), (10, 14))]
    [True, False, True]
    """
    if _TWO_WORDS.search(reading.text, *place):
        return True
    return quoted_length(reading.quotations, place) > 0 and any(map(str.isalnum, reading.text[slice(*place)]))
