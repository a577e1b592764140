"""*According to*: which words are its source, and where in the sentence, or before it, its content stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from framing.attributing.clause import Cue, clause_end
from framing.attributing.edges import after_joint
from framing.attributing.owner import is_measure
from framing.attributing.phrase import source_after
from framing.attributing.reach import to_end_of_phrase
from framing.attributing.verbs import looks_finite
from framing.attributing.words import Word
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

_JOINTS = word_list("edges", "joints")
_POINTING = ("that's", "this", "that", "it's")  # That's according to Orr.
_BEFORE = (",", "—", "–", "(", "-")
_RELATIVE = ("which", "who", "whose")
_LONGEST_RELATIVE = 20  # words
_FEW = 3  # words: in brackets, so that they can be what was said; up to the cue of a sentence that points back


def according(reading: Reading, cue: Cue, cues: Collection[int]) -> tuple[Place | None, list[Place]]:
    """Give the source and content: according to source, clause; clause, according to source; no content where none.

    `cues` are the places where verbal cues of the sentence start.
    """
    words, is_fronted = cue.words, cue.first <= 1
    source = source_after(words, cue.last, is_fronted=is_fronted)
    if source is None or is_measure(words, source[0]):
        return None, []
    if 0 < cue.first < _FEW and words[0].form in _POINTING:
        longer = to_end_of_phrase(words, source, is_fronted=True)
        source = longer if longer != source else to_end_of_phrase(words, source, is_fronted=False)
        return cue.place_of(source), _sentence_before(reading, words[0].start)
    source = to_end_of_phrase(words, source, is_fronted=is_fronted)
    if is_fronted:
        start = _after_relative(words, source[1])
        start += start < len(words) and words[start].form == ","
        end = clause_end(words, start, cues)
    else:
        end = cue.first
        while end and words[end - 1].form in _BEFORE:
            end -= 1
        start, end = _beside_bracket(words, end)
    if start >= end:
        return None, []
    last = words[end - 1].end
    content = [(after_joint(reading.text, words[start].start, last), last)]
    is_whole = words[end - 1].form not in _JOINTS and any(looks_finite(word.form) for word in words[start:end])
    if not is_fronted and not start and not is_whole and source[1] + 2 < len(words) and words[source[1]].form == ",":
        end = clause_end(words, source[1] + 1, cues)
        if end > source[1] + 2:  # it interrupts: The road, according to Orr, is closed.
            content.append((words[source[1] + 1].start, words[end - 1].end))
    return cue.place_of(source), content


def _sentence_before(reading: Reading, place: int) -> list[Place]:
    """Give the sentence before one that points back to it: It rains. [That's according to Orr.]."""
    index = bisect_left(reading.sentences, (place,)) - 1
    if index < 0:
        return []
    start, end = reading.sentences[index]
    return [(start, end - (reading.text[end - 1] == "."))]


def _after_relative(words: Sequence[Word], at: int) -> int:
    """Step over what more is said of a source that a clause begins with: According to a poll[, taken in May], …."""
    if at + 1 < len(words) and words[at].form == "," and words[at + 1].form in _RELATIVE:
        close = range(at + 2, min(len(words), at + _LONGEST_RELATIVE))
        return next((i for i in close if words[i].form == ","), at)
    return at


def _beside_bracket(words: Sequence[Word], end: int) -> tuple[int, int]:
    """Give what is said before a cue in brackets: they rose [by half (a third, according to …)]: the words in these."""
    opened = next((i for i in range(end - 1, -1, -1) if words[i].form in ("(", ")")), -1)
    if opened < 0 or words[opened].form == ")":
        return 0, end
    return (opened + 1, end) if sum(word.is_word for word in words[opened + 1 : end]) >= _FEW else (0, opened)
