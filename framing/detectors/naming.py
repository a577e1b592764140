"""Competing names for one thing: which places of the lexicon name it, by case, by company, and by proper names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.model import Span, subtype_parts
from framing.texts.text import Reading
from framing.vocabulary.lexicon import Hit

WITHIN_PARAGRAPH = True  # looks no further, and finds cues alone

EXCLUDED = "excluded"  # phrases that hold a name and name another thing: the longer term wins

_NEAR = "near "
# The Partial-Birth Abortion Ban Act, the Gun Control Act: what a law or a body calls itself is no choice of name.
_PROPER_NAME = re.compile(
    r"(?:(?: [A-Z][\w'\-]*| of| for)(?: (?:[A-Z][\w'\-]*|of|and|the|for)){0,3})? (?:Act|Committee|League|Association|"
    r"Coalition|Alliance|Fund|Caucus|Center|Centre|Institute|Commission|Council|Clinic|Foundation|Project|America)\b"
)


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the competing names of one document among the places of the naming lexicon.

    Whether the name is the writer's choice or quoted is a matter of voice, not decided here. Two things that share a
    name are distinguished only as far as the lexicon's conditions go.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order. A term's subtype is ``set:alternative`` or
        ``set:alternative:condition,condition``; the conditions are ``lower`` (written small), ``capitals`` (written in
        capitals) and ``near word|word`` (one of these stands in the paragraph).

    Returns
    -------
    list of Span
        One cue a name, `subtype` its ``set:alternative``.

    Raises
    ------
    ValueError
        Where a term has a condition that there is not.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "The estate tax, or death tax, stays. The Gun Control Act stays."))
    >>> [span[3] for span in detect(reading, Lexicon(bundled()).find(reading.view)["naming"])]
    ['estate_tax:estate', 'estate_tax:death']
    """
    spans: list[Span] = []
    for hit in hits:
        if hit.entry.subtype == EXCLUDED:
            continue
        group, rest = subtype_parts(hit.entry.subtype)
        alternative, conditions = subtype_parts(rest)
        is_one = all(_holds(reading, hit, condition) for condition in conditions.split(",") if condition)
        if is_one and not _is_in_proper_name(reading, hit):
            subtype = ":".join(filter(None, (group, alternative)))
            spans.append(Span(hit.start, hit.end, "naming", subtype, "cue", len(spans), hit.entry.term))
    return spans


def _holds(reading: Reading, hit: Hit, condition: str) -> bool:
    """Tell whether a name is written, or stands beside the words, as its lexicon asks."""
    written = reading.text[hit.start : hit.end]
    if condition == "lower":
        return written.islower()
    if condition == "capitals":
        return written.isupper()
    if condition.startswith(_NEAR):
        start, end = reading.paragraph_at(hit.start)
        around = f"{reading.view[start : hit.start]} {reading.view[hit.end : end]}"
        return any(word in around for word in condition.removeprefix(_NEAR).split("|"))
    raise ValueError(
        f"naming: {hit.entry.term!r} has the condition {condition!r}, which is none of lower, capitals, "
        "near word|word; write its subtype as set:alternative:condition"
    )


def _is_in_proper_name(reading: Reading, hit: Hit) -> bool:
    return reading.text[hit.start].isupper() and _PROPER_NAME.match(reading.plain, hit.end) is not None
