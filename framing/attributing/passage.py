"""Stretches larger than a sentence: sentences that a quotation holds together, quotations over several paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from framing.texts.quotation import Quotation
from framing.texts.sentence import LONGEST_SENTENCE
from framing.texts.text import Place, Reading

_NEAR = 60  # characters: how soon after “Why?” its cue has to come


def joined_sentences(reading: Reading, cues: Sequence[int]) -> list[Place]:
    """Give the sentences, those joined that one quotation holds together: “A? B!” she said.

    Parameters
    ----------
    reading : Reading
        The document.
    cues : sequence of int
        Where reporting cues start, in order.

    Examples
    --------
    >>> from framing.model import Document
    >>> joined_sentences(Reading(Document("a", "“No. Never,” she said. It rained.")), [16])
    [(0, 22), (23, 33)]
    """
    joined: list[Place] = []
    quotations = iter(reading.quotations)
    quotation = next(quotations, None)
    for start, end in reading.sentences:
        while quotation and quotation.end <= start:
            quotation = next(quotations, None)
        is_inside = bool(joined and quotation and quotation.start < start and joined[-1][1] > quotation.start)
        if is_inside or (joined and _goes_on(reading, joined[-1], start, cues)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(reading: Reading, before: Place, start: int, cues: Sequence[int]) -> bool:
    """Tell whether a sentence belongs to the quotation before it, which ended with ? or !: “Why?” Orr asked."""
    text = reading.text
    if before[1] - before[0] > LONGEST_SENTENCE or "\n" in text[before[1] : start]:
        return False
    if text[start].islower():
        return True
    mark, closing = text[before[1] - 2 : before[1] - 1], text[before[1] - 1]
    at = bisect_left(cues, start)
    return mark in ("?", "!") and closing in "”\"'’»" and at < len(cues) and cues[at] - start < _NEAR


def chains(quotations: Sequence[Quotation]) -> dict[int, list[Quotation]]:
    """Map each quotation's start to all quotations of its chain: a long one runs over paragraphs.

    Examples
    --------
    >>> chained = chains([Quotation(0, 9, closed=False), Quotation(10, 19, goes_on=True), Quotation(30, 35)])
    >>> [len(chained[start]) for start in (0, 10, 30)]
    [2, 2, 1]
    """
    found: dict[int, list[Quotation]] = {}
    chain: list[Quotation] = []
    for quotation in quotations:
        if quotation.goes_on and chain:
            chain.append(quotation)
        else:
            chain = [quotation]
        found[quotation.start] = chain
    return found


def quotation_at(reading: Reading, place: int) -> Quotation | None:
    """Give the quotation that holds `place`, or None.

    Examples
    --------
    >>> from framing.model import Document
    >>> quotation_at(Reading(Document("a", "She said “no”.")), 10)
    Quotation(start=9, end=13, closed=True, goes_on=False)
    """
    index = bisect_left(reading.quotations, (place + 1,)) - 1
    found = reading.quotations[index] if index >= 0 else None
    return found if found is not None and place < found.end else None


def clause_in(reading: Reading, quotation: Quotation, place: int) -> Place:
    """Give the sentence around `place`, cut to the inside of its quotation."""
    start, end = reading.sentence_at(place)
    mark = 2 if reading.text.startswith(("''", "``", "‘‘"), quotation.start) else 1
    inner_end = quotation.end - (mark if quotation.closed else 0)
    return (max(start, quotation.start + mark), min(end, inner_end) if end > place else inner_end)


def fills_paragraph(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether a quotation is nearly all of its paragraph."""
    start, end = reading.paragraph_at(quotation.start)
    return quotation.end - quotation.start >= 0.9 * (end - start)


def led_to(reading: Reading, content: list[Place], cue: Place) -> list[Place]:
    """Leave out what stands before a cue that leads to a quotation with a colon: “No.” Added Orr: [“It rained.”].

    Not a quotation that a comma joins to the cue.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "“No.” Added Orr: “It rained.”"
    >>> led_to(Reading(Document("a", text)), [(0, 5), (17, 29)], (6, 11))
    [(17, 29)]
    """
    first = next((number for number, place in enumerate(content) if place[0] >= cue[1]), 0)
    start = content[first][0] if first else 0
    is_led = first and reading.text[cue[1] : start].rstrip().endswith(":") and quotation_at(reading, start) is not None
    if not is_led or reading.text[content[first - 1][1] - 2 : content[first - 1][1] - 1] == ",":
        return content
    return content[first:] if reading.sentence_at(cue[0])[1] >= start else content
