"""Where something is near a target: its sentences or paragraphs, or what the target is quoted or reported to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.counting.denominators import voices_of_words
from framing.model import subtype_parts
from framing.speakers.speaker import named_article
from framing.texts.text import Place, Reading, merged

ELSEWHERE = "elsewhere"
ARTICLES = ("the ", "a ", "an ")
Row = tuple[int, str, int, int]  # instance, role, start, end

Flags = npt.NDArray[np.bool_]


class Mentioned(NamedTuple):
    """One mention of a target in an article."""

    start: int
    end: int
    target: str


def target_of(device: str, subtype: str) -> str:
    """Name the target that a span is a mention of: an actor by its name, else the subtype, else the device.

    Examples
    --------
    >>> target_of("actor", "person:Ada Orr"), target_of("naming", "climate:crisis"), target_of("metaphor", "")
    ('Ada Orr', 'climate:crisis', 'metaphor')
    """
    return subtype_parts(subtype)[1] if device == "actor" else subtype or device


def scopes(reading: Reading, mentions: Iterable[Mentioned], scope: str) -> dict[str, list[Place]]:
    """Give for each target the sentences, or paragraphs, that mention it, sorted and disjoint.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Orr left. It rained."))
    >>> scopes(reading, [Mentioned(0, 3, "Ada Orr")], "sentence")
    {'Ada Orr': [(0, 9)]}
    """
    enclosing = reading.sentence_at if scope == "sentence" else reading.paragraph_at
    found: dict[str, set[Place]] = {}
    for start, _, target in mentions:
        found.setdefault(target, set()).add(enclosing(start))
    return {target: merged(places) for target, places in found.items()}


def owners(text: str, rows: Sequence[Row], mentions: Sequence[Mentioned]) -> dict[int, str]:
    """Tell which attributions have a target as their source, by the name of the speaker, or by the whole source phrase.

    A pronoun counts where the speaker that it means is a target. *Aides to Orr* are not Orr.

    Examples
    --------
    >>> rows = [(0, "source", 0, 3), (0, "cue", 4, 8), (0, "content", 9, 20)]
    >>> owners("Orr said it had rained.", rows, [Mentioned(0, 3, "Ada Orr")])
    {0: 'Ada Orr'}
    """
    article = named_article(text, rows)
    names: dict[str, str] = {}
    for start, end, target in mentions:
        written = text[start:end]
        full = article.known.full(written, start) if article.known else written
        for name in (full, written, target):
            names.setdefault(name.casefold(), target)
    found = {}
    for instance, speaker in article.names.items():
        name = speaker.casefold()
        name = next((name.removeprefix(word) for word in ARTICLES if name.startswith(word)), name)
        if target := names.get(name, ""):
            found[instance] = target
    return found


def contents(rows: Sequence[Row], owned: dict[int, str]) -> dict[str, list[Place]]:
    """Give for each target what it says: the contents of its attributions, sorted and disjoint.

    Examples
    --------
    >>> contents([(0, "cue", 4, 8), (0, "content", 9, 20), (1, "content", 30, 40)], {0: "Ada Orr"})
    {'Ada Orr': [(9, 20)]}
    """
    found: dict[str, list[Place]] = {}
    for instance, role, start, end in rows:
        if role == "content" and instance in owned:
            found.setdefault(owned[instance], []).append((start, end))
    return {target: merged(places) for target, places in found.items()}


def counted_words(reading: Reading, left_out: Sequence[Place], voices: Sequence[str], rows: Sequence[Row]) -> Flags:
    """Tell which words of an article count: none that is left out, and only those of `voices`, where some are named.

    Examples
    --------
    >>> from framing.model import Document
    >>> counted_words(Reading(Document("a", "It rained here.")), [(2, 9)], (), []).tolist()
    [True, False, True]
    """
    starts = np.array([start for start, _ in reading.words], dtype=np.int64)
    counts = ~inside(starts, left_out)
    if voices:
        counts &= np.array([voice in voices for voice, _ in voices_of_words(reading, rows)], dtype=bool)
    return counts


def inside(starts: npt.NDArray[np.int64], places: Sequence[Place]) -> Flags:
    """Tell which of `starts` are in one of `places`, which are sorted and disjoint.

    Examples
    --------
    >>> inside(np.array([0, 5, 9]), [(4, 6)]).tolist()
    [False, True, False]
    """
    if not places:
        return np.zeros(len(starts), dtype=bool)
    first, last = np.array(places, dtype=np.int64).T
    found = np.searchsorted(first, starts, side="right") - 1
    is_in: Flags = (found >= 0) & (starts < last[np.maximum(found, 0)])
    return is_in
