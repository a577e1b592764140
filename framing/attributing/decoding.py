"""From the chance of each word to the places of sources and contents: what the network found, as the rules read it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.attributing.choice import Likely, likely
from framing.attributing.features import Codes, Numbers, Words
from framing.texts.text import Place

_DECODING = ((1, 0.2), (2, 0.25))  # source, content: words that may be missing in a run; the least peak of a cue


class Told(NamedTuple):
    """How likely each word about a cue is content, and source: both begin with the word of index `first`."""

    words: Words
    first: int
    content: Likely
    source: Likely


class Found(NamedTuple):
    """One attribution as the network sees it: its cue, the pieces of its source and content, and how sure it is."""

    cue: Place
    source: list[Place]
    content: list[Place]
    score: float
    told: Told


def decoded(
    words: Words, cues: Codes, sure: Numbers, told: Numbers, layout: tuple[Codes, Codes], least: float
) -> list[Found]:
    """Turn the chances of each word to be source and content into places.

    A cue without content is left out, and one whose chance times that of its content is below `least`. Of `layout`, the
    first takes a word to its row in `told`; the rows of one cue run from one of the second to the next.
    """
    shift, borders = layout
    chances = np.ascontiguousarray(told.T)
    runs = [_Runs(chance, gap, peak, borders) for chance, (gap, peak) in zip(chances, _DECODING, strict=True)]
    as_source, as_content = map(likely, chances)
    start, end, edges = words.start, words.end, borders.tolist()
    found = []
    for number, (cue, chance, back) in enumerate(zip(cues.tolist(), sure.tolist(), shift.tolist(), strict=True)):
        contents = runs[1].of(number, least / chance)
        total = sum(last + 1 - first for first, last in contents)
        score = chance * sum(map(runs[1].sum, contents)) / total if total else 0.0
        if score < least or not contents:
            continue
        sources = runs[0].of(number)
        if len(sources) > 1:
            sources = [max(sources, key=runs[0].peak)]
        source, content = (
            [(start[first - back], end[last - back]) for first, last in pieces] for pieces in (sources, contents)
        )
        first, last = edges[number : number + 2]
        told_of = Told(words, first - back, as_content.part(first, last), as_source.part(first, last))
        found.append(Found((start[cue], end[cue]), source, content, score, told_of))
    return found


class _Runs:
    """Where the chances of one role are above one half, cue by cue; where nowhere, near the peak of the cue."""

    def __init__(self, chance: Numbers, gap: int, least: float, borders: Codes) -> None:
        self._chance, self._gap, self._least, self._borders = chance, gap, least, borders
        self._sums = np.concatenate([[0.0], np.cumsum(chance, dtype=np.float64)])
        self._peaks = np.maximum.reduceat(chance, borders[:-1]).tolist()
        first, last = _runs(chance, 0.5, gap, borders)
        self._edges = np.searchsorted(first, borders).tolist()
        self._runs = list(zip(first.tolist(), last.tolist(), strict=True))

    def of(self, number: int, least: float = 0.0) -> list[Place]:
        """Give the first and last rows of the runs of one cue; none where no chance reaches `least`."""
        found = self._runs[self._edges[number] : self._edges[number + 1]]
        peak = self._peaks[number]
        if found or peak <= max(self._least, least):
            return found
        start, end = self._borders[number : number + 2]
        first, last = _runs(self._chance[start:end], peak * 0.6, self._gap, self._borders[:0])
        return list(zip((first + start).tolist(), (last + start).tolist(), strict=True))

    def sum(self, run: Place) -> float:
        """Sum the chances of a run."""
        return float(self._sums[run[1] + 1] - self._sums[run[0]])

    def peak(self, run: Place) -> float:
        """Give the highest chance of a run."""
        return float(self._chance[run[0] : run[1] + 1].max())


def _runs(chance: Numbers, least: float, gap: int, borders: Codes) -> tuple[Codes, Codes]:
    """Give the first and last places of the runs above `least`, bridging gaps of at most `gap` words but no border."""
    above = (chance > least).nonzero()[0]
    if not len(above):
        return above, above
    is_apart = above[1:] - above[:-1] > gap + 1
    if len(borders):
        at = np.searchsorted(borders, above, side="right")
        is_apart |= at[1:] > at[:-1]
    breaks = is_apart.nonzero()[0]
    return above[np.concatenate([[0], breaks + 1])], above[np.concatenate([breaks, [len(above) - 1]])]
