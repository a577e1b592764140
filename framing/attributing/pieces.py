"""The pieces of a content: joined where little stands between them, whole with the quotations that they hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from framing.texts.quotation import Quotation, first_reaching
from framing.texts.text import Place, Reading

_GAP, _FAR_SMALLER = 10, 0.5  # characters; a share of the other piece
_LISTED = re.compile(
    r"(?:,\s|(?<=,.)\s|,?\s(?:and|or)\s)(?:(?:and|or)\s)?(?:(?:a|an|the|his|her|its|their|as|of)\s){0,2}"
)
_WHAT = re.compile(r"(?:^|[\s“\"])(?:What|but what)\s$")
_IT_IS = re.compile(
    r"(?:(?:about|most|more|really|now|also|here|do|did|of all|\w+ly)\s){0,3}(?:is|was|are|were)\s(?=\S+\s\S+\s\S+)"
)
_LEAD = 10  # characters
_JOINTS = ("But ", "And ", "Yet ")  # of one length


def after_joint(text: str, place: Place) -> Place:
    """Let a content begin after the word that joins its sentence to the one before.

    Examples
    --------
    >>> text = "But the road is closed, Orr said."
    >>> text[slice(*after_joint(text, (0, 22)))]
    'the road is closed'
    """
    start, end = place
    return (start + len(_JOINTS[0]), end) if text.startswith(_JOINTS, start, end) else place


def after_what(reading: Reading, content: list[Place], cue: Place, source: Place | None) -> list[Place]:
    """Let what *What* announces begin behind its verb: What the mayor fears most is [the loss of the old mill].

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "What the mayor fears most is the loss of the old mill."
    >>> text[slice(*after_what(Reading(Document("a", text)), [(21, 53)], (15, 20), (5, 14))[0])]
    'the loss of the old mill'
    """
    start, end = content[0]
    if source is None or start < cue[1] or source[0] > cue[0]:
        return content
    if not _WHAT.search(reading.text, max(0, source[0] - _LEAD), source[0]):
        return content
    verb = _IT_IS.match(reading.view, start, end)
    return [(verb.end(), end), *content[1:]] if verb else content


def with_listed(reading: Reading, place: Place, taken: Collection[int], own: Place) -> Place:
    """Take in the other quotations of a list that a content breaks off in: called it [“a lie,” a “scam” and “a joke”].

    `taken` are where the quotations begin that belong to somebody already, and `own` is what was this content's.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Orr called it “a lie,” a “scam” and “a joke” on Monday."))
    >>> with_listed(reading, (11, 22), (), (11, 22))
    (11, 44)
    """
    start, end = place
    index = bisect_left(reading.quotations, (end,))
    if not index or reading.quotations[index - 1].end != end:
        return place
    for quotation in reading.quotations[index:]:
        is_taken = quotation.start in taken and not own[0] <= quotation.start < own[1]
        if is_taken or not _LISTED.fullmatch(reading.text, end, quotation.start):
            break
        end = quotation.end
    return start, end


def bridged(content: Sequence[Place], between: Sequence[Place]) -> list[Place]:
    """Tidy the pieces of a content, which its cue and source may interrupt and little else.

    Where neither stands between two pieces, a short gap is closed; a far smaller piece beyond a wide one is dropped.
    """
    joined: list[Place] = []
    for start, end in content:
        last = joined[-1] if joined else (-1, -1)
        if not joined or any(last[1] <= place[0] < start for place in between):
            joined.append((start, end))
        elif start - last[1] <= _GAP:
            joined[-1] = (last[0], end)
        elif end - start > _FAR_SMALLER * (last[1] - last[0]):
            if last[1] - last[0] <= _FAR_SMALLER * (end - start):
                joined.pop()
            joined.append((start, end))
    return joined


def with_whole_quotations(quotations: Sequence[Quotation], content: Sequence[Place], cue: Place) -> list[Place]:
    """Widen pieces to the quotations that they hold more than half of, but not to one that the cue itself is in."""
    whole = []
    for start, end in content:
        index = first_reaching(quotations, start)
        first, last = start, end
        while index < len(quotations) and quotations[index].start < end:
            quotation = quotations[index]
            inside = min(end, quotation.end) - max(start, quotation.start)
            is_around_cue = quotation.start < cue[0] and cue[1] < quotation.end
            if inside * 2 >= quotation.end - quotation.start and not is_around_cue:
                first, last = min(first, quotation.start), max(last, quotation.end)
            index += 1
        whole.append((first, last))
    return whole


def is_scrap_of_quotation(reading: Reading, place: Place, cue: Place) -> bool:
    """Tell whether a piece is a part of a quotation that the cue is not in: change,” from “a way to create change,”."""
    index = first_reaching(reading.quotations, place[0])
    if index == len(reading.quotations):
        return False
    quotation = reading.quotations[index]
    is_inside = quotation.start < place[0] and place[1] <= quotation.end + 1
    return is_inside and not quotation.start < cue[0] < quotation.end


def merged(places: Sequence[Place]) -> list[Place]:
    """Join places that touch, in order."""
    if len(places) == 1:
        return list(places)
    merged: list[Place] = []
    for start, end in sorted(set(places)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
