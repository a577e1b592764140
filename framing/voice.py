"""Whose words a place in a text is: the outlet's own, or quoted or reported from a source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from framing.quotation import Quotation
from framing.text import Place


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
        self._contents = sorted(contents, key=lambda content: (content.start - content.end, content.start))
        self._quotations = quotations
        self._quotation_starts = [quotation.start for quotation in quotations]
        borders = {0}
        for content in contents:
            borders.update((content.start, content.end))
        for quotation in quotations:
            borders.update((quotation.start, quotation.end))
        self.borders = sorted(borders)
        self.voices = self._paint()

    def _paint(self) -> list[Voice]:
        index = {border: i for i, border in enumerate(self.borders)}
        within = [-1] * len(self.borders)
        for content in self._contents:  # longest first, so that the innermost is painted last
            first, last = index[content.start], index[content.end]
            within[first:last] = [content.instance] * (last - first)
        return [self._voice(border, instance) for border, instance in zip(self.borders, within, strict=True)]

    def _voice(self, place: int, instance: int) -> Voice:
        if instance < 0:
            return OUTLET
        found = bisect_right(self._quotation_starts, place) - 1
        is_quoted = found >= 0 and place < self._quotations[found].end
        return Voice("quoted" if is_quoted else "reported", instance)

    def at(self, place: int, *, besides: int = -1) -> Voice:
        """Give the voice of `place`; an attribution's own rows pass their instance as `besides`."""
        voice = self.voices[bisect_right(self.borders, place) - 1]
        if besides < 0 or voice.within != besides:
            return voice
        holders = [content for content in self._contents if content.start <= place < content.end and content.instance != besides]
        return self._voice(place, holders[-1].instance) if holders else OUTLET

    def segments(self, length: int) -> list[tuple[Place, Voice]]:
        """Give the text of `length` cut into stretches of one voice."""
        ends = [*self.borders[1:], max(length, self.borders[-1])]
        return [((start, end), voice) for start, end, voice in zip(self.borders, ends, self.voices, strict=True)]
