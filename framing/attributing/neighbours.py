"""Where a reported clause ends because the next is not a part of it: another speaker's, or the outlet's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from framing.attributing.article import Attribution
from framing.attributing.kind import form_of
from framing.attributing.passage import quotation_at
from framing.texts.quotation import quoted_length
from framing.texts.text import Place, Reading, word_count
from framing.vocabulary.word_lists import word_list

_TO_NEXT = word_list("edges", "to_next_speaker")
_BEFORE_NEXT = word_list("edges", "before_next_speaker")
_AFTER_BUT = word_list("edges", "after_but")
_JOINT = re.compile(
    rf"(?:^|[\s,;—–]+)(?P<joint>{'|'.join(sorted(_TO_NEXT, key=lambda joint: (-len(joint), joint)))})\s+"
    rf"(?:(?:{'|'.join(sorted(_BEFORE_NEXT))})\s+)*$"
)
_BY_NETWORK = ": network"
_FARTHEST = 1500  # characters from where a quotation begins to its own cue after it
_REACH = 60  # characters from a source or cue back to the joint before it
_FEWEST = 8  # characters that are said before *but*
_ADDED = ("and", "then", "or")
_SHARE = re.compile(
    r"(?:\w{1,30}\s){0,3}\d[\d,.]{0,12}\s?(?:%|percent|per cent)|\w{1,30}-in-\w|(?:fewer|more|others|another)\b",
    re.IGNORECASE,
)
_OUTLETS = re.compile(rf"[,;]\s+but\s+(?:{'|'.join(sorted(_AFTER_BUT))})(?=\s)", re.IGNORECASE)
_NEXT_SHARE = re.compile(
    r"(?:,\s*|\s+)(?:and|while|but|compared with|compared to)\s+(?:\w+\s+){0,2}\d[\d,.]*\s?(?:%|percent|per cent)\s+"
    r"(?:who\s+)?(?:say|said|think|thought|believe|believed|favou?r|favou?red|oppose|opposed|support|supported)\b"
)
_PAST = re.compile(r"\w+ed\b")
_BEFORE_CUE = re.compile(r"\b(?:and|but|yet|as|while|because|since|although|though|except)\s*,?\s*$")
_BEFORE_SOURCE = re.compile(r"\b(?:and|but|yet|except)\s*,?\s*(?:as\s+)?$")
_OWN_ACT = re.compile(r"(?:asking|citing|echoing|pointing|speaking)\b")
_AFTERWARDS = re.compile(r"\s*+(?:,\s*+)?(?:while|even as|as|after|when|before|during|amid|following)\b")
_ACT = re.compile(
    r",?\s+and\s+(?:then\s+|later\s+|\w+ly\s+|twice\s+)?(?:\w+ed|fled|went|took|made|left|hit|gave|met|sent|told|said)\s+"
    r"(?:the|an?|his|her|its|their|to|in|on|from|for|that|it|him|them)\b"
)
_OCCASION = re.compile(
    r"(?=[,\s])(?<!ed),?\s+(?:in|during|at)\s+an?\s+(?:[\w’'\-]+\s+){0,3}"
    r"(?:interview|statement|conference|release|letter|memo|e-?mail|tweet|op-ed|briefing|speech)\b(?P<rest>[^\n“”\",;]*)$"
)
_OF_DOING = re.compile(r"\b(?:for|of|by|after|before|while|that|who|which|the|his|her|their)\s+(?:\w+\s+)?\w+ing\b")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|had|have|will|would|could|should|may|might|can|did|does|to|and)\b")
_TAIL = 120  # characters
_EDGES = " \t\n\u00a0,;:—–"


def part(reading: Reading, found: Sequence[Attribution]) -> None:
    """End contents before what another attribution of their sentence says, or the outlet after *but it*.

    A cue inside a content is nested (Orr said that he fears it) unless a joint leads to it and its source (Orr said it
    rained, while Lee denied it), or it has the same source (Orr said it rained and added that it was cold).

    Parameters
    ----------
    reading : Reading
        The document.
    found : sequence of Attribution
        In order of their cues. Their contents are changed.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "Orr said it rained, while Lee called it fog."
    >>> made = [
    ...     Attribution((4, 8), "said: network", (0, 3), [(9, 43)]),
    ...     Attribution((30, 36), "called: network", (26, 29), [(37, 43)]),
    ... ]
    >>> part(Reading(Document("a", text)), made)
    >>> [[text[slice(*place)] for place in item.content] for item in made]
    [['it rained'], ['it fog']]
    """
    for index, item in enumerate(found):
        item.content = _after_joint(reading, item)
        if len(item.content) > 1:
            item.content = _without_others(reading, item, found[index + 1 :])
        if not item.rule.endswith(_BY_NETWORK):
            continue
        piece = next((place for place in item.content if place[0] >= item.cue[1]), None)
        if piece is None:
            continue
        end = item.content[-1][1]
        cut = min(_after_but(reading, piece[0], end), _after_quotation(reading, piece[0], end))
        if _PAST.match(reading.view[slice(*item.cue)]):
            cut = min(cut, _next_act(reading, piece[0], end))
        for number in range(index + 1, len(found)):
            other = found[number]
            if other.cue[0] >= min(end, cut):
                break
            if other.cue[0] > piece[0]:
                cut = min(cut, _border(reading, item, other, piece[0]))
        after = found[index + 1 :]
        if item.kind == "speech" and cut >= end and (not after or not piece[0] < after[0].cue[0] < end):
            cut = _before_occasion(reading, piece[0], end)
        if cut < end:
            kept = [(start, min(stop, cut)) for start, stop in item.content if start < cut]
            if kept and word_count(reading.text[slice(*kept[-1])]) > 1:
                item.content = kept


def _without_others(reading: Reading, item: Attribution, after: Sequence[Attribution]) -> list[Place]:
    """Leave out later pieces that a nearer cue reports: “It rained,” Orr said. Lee, though, called it [“fog”]."""
    over = reading.sentence_at(item.cue[0])[1]
    for number, (start, end) in enumerate(item.content):
        is_apart = number > 0 and (start >= over or item.content[number - 1][1] <= item.cue[0])
        if start < item.cue[1] or not is_apart:
            continue
        for other in after:
            cue = other.cue[0]
            if cue >= start:
                if cue > start + _FARTHEST:
                    break
                if start >= over and _is_before_own_cue(reading, start, other):
                    return item.content[:number]
                continue
            is_inside = any(first <= cue < last for first, last in item.content)
            is_quoted = quoted_length(reading.quotations, (start, start + 1)) > 0
            is_nearer = cue >= over or (is_quoted and reading.sentence_at(cue) == reading.sentence_at(start))
            shared = sum(max(0, min(end, last) - max(start, first)) for first, last in other.content)
            if not is_inside and is_nearer and 2 * shared >= end - start:
                return item.content[:number]
    return item.content


def _is_before_own_cue(reading: Reading, start: int, other: Attribution) -> bool:
    """Tell whether the quotation at `start` is what a cue after it reports: “It rained,” Orr said. [“No,”] Lee said."""
    first, last = other.content[0] if other.content else (0, 0)
    lead = min(other.cue[0], other.source[0]) if other.source else other.cue[0]
    is_own = (
        abs(first - start) <= 1 and first < last <= lead and quoted_length(reading.quotations, (first, first + 1)) > 0
    )
    is_open = any(mark in ",?!—" for mark in reading.text[last - 2 : last])
    return is_own and is_open and not reading.text[last:lead].strip(" ,")


def _border(reading: Reading, item: Attribution, other: Attribution, first: int) -> int:
    """Give where a content ends before another attribution; the end of the text where that is a part of it."""
    never = len(reading.text)
    is_same = other.source is not None and other.source == item.source
    start = other.cue[0]
    if not is_same:
        if other.source is None or not first < other.source[0] < other.cue[0]:
            return never
        start = other.source[0]
    match = _JOINT.search(reading.view, max(first, start - _REACH), start)
    if match is None or match.start() - first < 2 or quotation_at(reading, match.start("joint")) is not None:
        return never
    joint = match.group("joint")
    if joint in _ADDED and not is_same and not _SHARE.match(reading.view, start):
        return never
    return _before(reading, first, match.start())


def _after_but(reading: Reading, first: int, end: int) -> int:
    """Give where the outlet goes on outside quotations: after *but* and a new subject, or with a poll's next share."""
    piece = reading.view[first:end]
    shares = _NEXT_SHARE.finditer(reading.view, first, end) if "%" in piece or "cent" in piece else ()
    for match in chain(_OUTLETS.finditer(reading.view, first, end), shares):
        if quotation_at(reading, match.start()) is None and match.start() - first > _FEWEST:
            return _before(reading, first, match.start())
    return len(reading.text)


def _after_joint(reading: Reading, item: Attribution) -> list[Place]:
    """Leave out what stands before the joint in front of a cue: It rained and, according to Orr, [it snowed].

    So is what the source did beside speaking: It rained, Orr said, [pointing to a map].
    """
    before = [place for place in item.content if place[1] <= item.cue[0]]
    if len(before) == len(item.content) or not before:
        return item.content
    after = item.content[len(before) :]
    is_before = item.source is not None and before[-1][1] <= item.source[0] < item.cue[0]
    border = item.source[0] if item.source is not None and is_before else item.cue[0]
    gap = reading.view[max(0, before[-1][1] - 10) : border]
    if (_BEFORE_SOURCE if is_before else _BEFORE_CUE).search(gap):
        return after
    return before if len(after) == 1 and _OWN_ACT.match(reading.view, *after[0]) else item.content


def _after_quotation(reading: Reading, first: int, end: int) -> int:
    """Give the end of a quotation that a content begins with, where the outlet goes on: “No,” even as it rained."""
    quotation = quotation_at(reading, first)
    if quotation is None or quotation.start != first or not quotation.start < quotation.end < end:
        return len(reading.text)
    goes_on = quoted_length(reading.quotations, (quotation.end, end)) > 0
    is_over = not goes_on and _AFTERWARDS.match(reading.view, quotation.end, end) is not None
    return quotation.end if is_over else len(reading.text)


def _next_act(reading: Reading, first: int, end: int) -> int:
    """Give where an object ends before what the source did next: claimed immunity [and fled the town]."""
    if form_of(reading.text[first:end]) != "phrase":
        return len(reading.text)
    match = _ACT.search(reading.view, first, end)
    return _before(reading, first, match.start()) if match else len(reading.text)


def _before_occasion(reading: Reading, first: int, end: int) -> int:
    """Give where a content ends before the occasion on which it was said: denied it [in a talk on Monday]."""
    match = _OCCASION.search(reading.view, max(first + _FEWEST, end - _TAIL), end)
    if match is None or quotation_at(reading, match.start()) or form_of(reading.text[first:end]) == "clause":
        return len(reading.text)
    is_told = _OF_DOING.search(reading.view, first, match.start()) or _FINITE.search(match.group("rest"))
    return len(reading.text) if is_told else match.start()


def _before(reading: Reading, first: int, end: int) -> int:
    while end > first and reading.text[end - 1] in _EDGES:
        end -= 1
    return end
