"""Whose words a place in a text is: the outlet's own, or quoted or reported from a source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing.texts.quotation import Quotation
from framing.texts.text import Place, word_index


class Content(NamedTuple):
    """One stretch of attributed content and the instance it belongs to."""

    start: int
    end: int
    instance: int


class Voice(NamedTuple):
    """Voice of a place, and the attribution that decides it (-1 in the outlet's voice)."""

    voice: str
    within: int


OUTLET = Voice("outlet", -1)


class Voices:
    """The voices of one text, by place: its state is the text cut at every border of a content or quotation.

    The innermost content decides. Inside it, what stands in quotation marks is ``quoted``, the rest ``reported``.
    Content that was not found counts as the outlet's, so the outlet's share is an upper bound.

    Parameters
    ----------
    contents : sequence of Content
        Where attributed contents stand; they may be nested.
    quotations : sequence of Quotation
        The quotations of the text, in order, not overlapping.

    Examples
    --------
    >>> voices = Voices([Content(0, 20, 4)], [Quotation(5, 10)])
    >>> [voices.at(place).voice for place in (2, 7, 25)]
    ['reported', 'quoted', 'outlet']
    """

    def __init__(self, contents: Sequence[Content], quotations: Sequence[Quotation]) -> None:
        borders = {0}
        for content in contents:
            borders.update((content.start, content.end))
        starts = [quotation.start for quotation in quotations]
        borders.update(starts, [quotation.end for quotation in quotations])
        self.borders = sorted(borders)
        self._holders = _holders(contents, self.borders)
        self._is_quoted = [
            (number := bisect_right(starts, border)) > 0 and border < quotations[number - 1].end
            for border in self.borders
        ]
        self.voices = [self._voice(index, holders[0]) for index, holders in enumerate(self._holders)]

    def _voice(self, index: int, instance: int) -> Voice:
        if instance < 0:
            return OUTLET
        return Voice("quoted" if self._is_quoted[index] else "reported", instance)

    def at(self, place: int, *, besides: int = -1) -> Voice:
        """Give the voice of `place`; an attribution's own rows pass their instance as `besides`."""
        index = bisect_right(self.borders, place) - 1
        voice = self.voices[index]
        if besides < 0 or voice.within != besides:
            return voice
        return self._voice(index, self._holders[index][1])

    def of_words(self, words: Sequence[Place], own: Iterable[Content] = ()) -> list[Voice]:
        """Give the voice of each word, told where it starts.

        Words of an attribution's `own` cue and source have the voice of what surrounds it, also inside its content.

        Examples
        --------
        >>> voices = Voices([Content(0, 20, 4)], [])
        >>> [voice for voice, _ in voices.of_words([(0, 2), (4, 8), (10, 14)], own=[Content(4, 8, 4)])]
        ['reported', 'outlet', 'reported']
        """
        starts = [start for start, _ in words]
        cuts = [*(bisect_left(starts, border) for border in self.borders), len(words)]
        told: list[Voice] = []
        for voice, left, right in zip(self.voices, cuts[:-1], cuts[1:], strict=True):
            told += [voice] * (right - left)
        for start, end, instance in own if words else ():
            first = word_index(words, start)
            has_word = start < end and start < words[first][1]
            for index in range(first, bisect_left(starts, end) if has_word else first):
                if told[index].within == instance:
                    told[index] = self.at(starts[index], besides=instance)
        return told


def _holders(contents: Sequence[Content], borders: Sequence[int]) -> list[tuple[int, int]]:
    """Give, from each border to the next, the instance of the innermost content and of the next other one around it.

    -1 where there is none. The shortest content is the innermost.
    """
    opened = sorted(contents, key=lambda content: content.start)
    active: list[tuple[int, int, int]] = []  # length, end, instance; shortest first
    holders = []
    at = 0
    for border in borders:
        active = [holder for holder in active if holder[1] > border]
        while at < len(opened) and opened[at].start <= border:
            start, end, instance = opened[at]
            if end > border:
                insort(active, (end - start, end, instance))
            at += 1
        inner = active[0][2] if active else -1
        others = (instance for _, _, instance in active if instance != inner) if len(active) > 1 else iter(())
        holders.append((inner, next(others, -1)))
    return holders


def authors_own(text: str, rows: Iterable[tuple[int, str, int, int]], spoken: Sequence[Quotation]) -> frozenset[int]:
    """Name the attributions of an opinion piece whose source is its author: *I*, where nobody is quoted.

    What *I* think there is the outlet's own voice and not that of a source.

    Parameters
    ----------
    text : str
        The article.
    rows : iterable of (instance, role, start, end)
        The rows of its attributions.
    spoken : sequence of Quotation
        Where words stand as somebody said them.

    Examples
    --------
    >>> text = "I think it fails. “I doubt it,” said Orr."
    >>> sorted(authors_own(text, [(0, "source", 0, 1), (1, "source", 19, 20)], [Quotation(18, 31)]))
    [0]
    """
    starts = [found.start for found in spoken]
    own = set()
    for instance, role, start, end in rows:
        if role == "source" and text[start:end] == "I":
            number = bisect_right(starts, start) - 1
            if number < 0 or spoken[number].end <= start:
                own.add(instance)
    return frozenset(own)
