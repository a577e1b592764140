"""What stands where in an article: its quotations, sentences, pronouns, and the lines that are no running text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from framing.speakers.asides import asides
from framing.speakers.seen_names import headlines
from framing.texts.quotation import quotations
from framing.texts.text import Place, merged, paragraph_spans

_BORDER = re.compile(
    r"[.?!:\n](?:(?<=\n)\n*|(?<=:)\s+|(?<=[.?!])(?<!\b[A-Z]\.)(?<!\b[MD][rs]\.)"
    r"(?<!\bMrs\.)(?<!\bSen\.)(?<!\bGov\.)(?<!\bRep\.)[”\"’')]*\s+)"
)
_PRONOUN = re.compile(r"e\b(?:(?<=\b[Hh]e)|(?<=\b[Ss]he)())")  # searching for one letter is fast
_SMALL = re.compile(r"\b[a-z]{3,}\b")


class Outline:
    """The places of an article, each kind found when it is first asked for.

    Parameters
    ----------
    text : str
        The article.
    quoted : sequence of (int, int), optional
        Places of its quotations, where they are known.

    Examples
    --------
    >>> article = Outline("Ada Orr left. “Rain. It came,” she said.")
    >>> article.sentences, article.pronouns, article.quotation_at(16), article.quotation_at(34)
    ([0, 14], [(31, 'she')], 0, -1)
    """

    def __init__(self, text: str, quoted: Sequence[Place] | None = None) -> None:
        self.text = text
        self._paragraphs = paragraph_spans(text)
        self._headlines = headlines(text, self._paragraphs)
        self._quoted = quoted

    @cached_property
    def quoted(self) -> list[Place]:
        """Places of the quotations."""
        if self._quoted is not None:
            return list(self._quoted)
        return [(found.start, found.end) for found in quotations(self.text, self._paragraphs)]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [start for start, _ in self.quoted]

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences start; a colon ends one too, and none ends inside a quotation."""
        found = [0, *(match.end() for match in _BORDER.finditer(self.text))]
        for start, end in merged(self.quoted):
            del found[bisect_right(found, start) : bisect_left(found, end)]
        return found

    @cached_property
    def pronouns(self) -> list[tuple[int, str]]:
        """Where *he* and *she* stand."""
        found = _PRONOUN.finditer(self.text)
        return [(each.end() - 3, "she") if each.lastindex else (each.end() - 2, "he") for each in found]

    @cached_property
    def _pronoun_starts(self) -> list[int]:
        return [start for start, _ in self.pronouns]

    @cached_property
    def _asides(self) -> list[Place]:
        return asides(self.text, self._paragraphs, self._headlines)

    @cached_property
    def _aside_starts(self) -> list[int]:
        return [start for start, _ in self._asides]

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the article writes small."""
        return frozenset(_SMALL.findall(self.text))

    def is_aside(self, place: int) -> bool:
        """Tell whether a place stands in a headline, a caption or a link, where capitals mark no names."""
        number = bisect_right(self._aside_starts, place) - 1
        return number >= 0 and place < self._asides[number][1]

    def sentence_of(self, place: int) -> int:
        """Give the number of the sentence at `place`."""
        return bisect_right(self.sentences, place) - 1

    def quotation_at(self, place: int) -> int:
        """Give the number of the quotation that `place` stands in, or -1."""
        number = bisect_right(self._quote_starts, place) - 1
        return number if number >= 0 and place < self.quoted[number][1] else -1
