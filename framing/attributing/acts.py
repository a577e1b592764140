"""Cues that tell of an act and report nothing: votes, bills thrown out, texts written, people called out."""

from __future__ import annotations

import re

from framing.attributing.around import Around
from framing.attributing.article import Attribution
from framing.texts.text import Reading
from framing.vocabulary.word_lists import word_list

_VOTING = word_list("acts", "voting")
_WRITING = word_list("acts", "writing")
_TEXTS = "|".join(sorted(word_list("acts", "texts")))
_REJECTING = word_list("acts", "rejecting")
_VOTED_ON = "|".join(sorted(word_list("acts", "voted_on")))
_BODIES = word_list("acts", "bodies")
_BACK = 4  # words from *in favor of* to what was done
_NOUN = r"(?:the|an?|his|her|its|their|this|that|several|two|three|\d+)\s(?:[\w’'.\-]+\s){{0,3}}?(?:{})\b"
_IS_TEXT = re.compile(_NOUN.format(_TEXTS))
_IS_VOTED_ON = re.compile(_NOUN.format(_VOTED_ON))
_OUT = re.compile(r"(?:[\w’'.\-]+\s){1,3}out\b(?:\sagain)?(?:\s(?:for|on|over|as)\b|[.,]|$)|the\sbluff\b")


def tells_of_an_act(reading: Reading, made: Attribution, cue: Around, form: str) -> bool:
    """Tell whether a cue of the network, with a content of a form, tells of an act.

    Examples
    --------
    >>> from framing.attributing.around import around
    >>> from framing.model import Document
    >>> def tells(text, cue):
    ...     at, reading = text.find(cue), Reading(Document("a", text))
    ...     place = at, at + len(cue)
    ...     made = Attribution(place, cue, content=[(place[1] + 1, len(text) - 1)])
    ...     return tells_of_an_act(reading, made, around(reading, place), "phrase")
    >>> tells("The mayor voted in favor of the toll.", "favor of")
    True
    >>> tells("The mayor is in favor of the toll.", "favor of")
    False
    >>> tells("The mayor wrote a long book on tolls.", "wrote")
    True
    """
    if cue.form == "favor" and cue.before() == "in":
        return any(cue.before(back) in _VOTING for back in range(2, 2 + _BACK))
    if form in ("quotation", "clause", "mixed"):
        return False
    view, place = reading.view, made.content[0]
    if cue.form in _WRITING:
        return _IS_TEXT.match(view, *place) is not None
    if cue.form in _REJECTING:
        source = view[slice(*made.source)].split() if made.source else []
        return not _BODIES.isdisjoint(source) and _IS_VOTED_ON.match(view, *place) is not None
    return cue.form.startswith("call") and _OUT.match(view, *place) is not None
