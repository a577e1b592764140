"""Where a content after its cue begins: of the words near its first one, the likeliest by a small model."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import log

from framing.attributing.article import Attribution
from framing.attributing.choice import Edge, likeliest, look_of
from framing.attributing.decoding import Told
from framing.attributing.features import OPENING, Words
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_BEFORE, _AFTER = 8, 14  # words by which a content may begin earlier or later
_UNLIKELY, _SURE = 0.05, 0.9  # a content takes in no word that is less likely, and loses none that is likelier
_OPENERS = word_list("edges", "begins")
_PLAIN = _OPENERS | frozenset(("and", "or", ",", ":", "-", "(", ")", ".", ";", "?", "!"))


def start_well(item: Attribution) -> None:
    """Let the content of an attribution of the network begin where it is likeliest to.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.attributing.choice import likely
    >>> from framing.attributing.features import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> text = "Orr warned in the hall that it rained."
    >>> words = words_of(Reading(Document("a", text)))
    >>> told = Told(words, 0, *[likely(np.array([0, 0, 0.2, 0.3, 0.6, 0.9, 0.9, 0.9, 0]))] * 2)
    >>> made = Attribution((4, 10), "warned: network", (0, 3), [(18, 37)], told=told)
    >>> start_well(made)
    >>> [text[slice(*place)] for place in made.content]
    ['that it rained']
    """
    at = next((i for i, place in enumerate(item.content) if place[0] >= item.cue[1]), None)
    if item.told is None or at is None:
        return
    best = likeliest(starts_of(item.told, item.content[at], item.cue, item.source), "content_start")
    if best is not None:
        item.content[at] = (best, item.content[at][1])


def starts_of(told: Told, place: Place, cue: Place, source: Place | None) -> list[Edge]:
    """Give the places where a content may begin: where it does, and others that grammar allows.

    Later ones are words that open a phrase, or follow a mark; earlier ones any word between cue and content. One place,
    or none, where the network leaves no doubt.
    """
    words, chances, base = told.words, told.content.chances, told.first
    start = bisect_right(words.end, place[0])
    last = bisect_left(words.start, place[1]) - 1
    border = bisect_right(words.end, cue[1] - 1)
    if not base <= border < start <= last < min(len(words.forms), base + len(chances)):
        return []
    first = border + 1
    if source is not None and cue[1] <= source[0] and source[1] <= place[0]:
        first = bisect_left(words.start, source[1])
    until = min(last, start + _AFTER)
    while until > start and chances[until - 1 - base] >= _SURE:
        until -= 1
    at = start
    earliest = start if words.forms[start] == "that" else max(first, start - _BEFORE)
    while at > earliest and chances[at - 1 - base] > _UNLIKELY:
        at -= 1
    if at == until:
        return []
    places = [i for i in range(at, until + 1) if i == start or _may_begin(words, i, start)]
    if len(places) < 2:
        return []
    kinds = [look_of(form, _PLAIN) for form in words.forms[at - 1 : until + 1]]
    odds = told.content.odds[at - 1 - base : until + 1 - base]
    found = []
    for i in places:
        here, before = kinds[i - at + 1], kinds[i - at] if i > first else "cue"
        among = odds[i - at + 1 : start - at + 1] if i < start else odds[start - at + 1 : i - at + 1]
        traits = {
            "sum": (sum(among) if i < start else -sum(among)) / 4,
            "first": odds[i - at + 1] / 2,
            "before": odds[i - at] / 2,
            "gap": log(i - border),
            f"first {here}": 1.0,
            f"after {before}": 1.0,
            f"{before} {here}": 1.0,
        }
        if i == start:
            traits["current"] = traits[f"current {here}"] = 1.0
        else:
            traits["later" if i > start else "earlier"] = 1.0
        if i < start:
            traits[f"earlier {here}"] = 1.0
        found.append(Edge(words.start[i], i == start, traits))
    return found


def _may_begin(words: Words, index: int, start: int) -> bool:
    """Tell whether a content that begins at `start` may begin with another word."""
    form, before, quoted = words.forms[index], words.forms[index - 1], words.quoted[index]
    is_first = form[0].isalnum() or form[0] in "$#" or form == OPENING
    if words.sentence[index] != words.sentence[start] or not is_first:
        return False
    is_inside = quoted == 1 and form != OPENING
    if index < start or is_inside:
        return not is_inside
    return before != OPENING and (form == OPENING or before in (",", ":") or form.lower() in _OPENERS)
