"""The words around places of a lexicon, by which a rule decides whether they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from framing.texts.plain_tokens import REACH
from framing.texts.text import PLAIN_WORD, Reading
from framing.vocabulary.lexicon import Hit, Hits

_TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")


class Contexts:
    """The words around many hits, inside their paragraphs, found for all of them at once.

    Examples
    --------
    >>> from framing.model import Document
    >>> from framing.vocabulary.lexicon import Entry
    >>> reading, may = Reading(Document("a", "It may, may-be.")), Entry("may", "hedge", "", "own")
    >>> contexts = Contexts(reading, [Hit(3, 6, may), Hit(8, 11, may)])
    >>> contexts.tokens([0, 1], 1), contexts.rows([0, 1], (-1, -2))
    ([',', '-'], [('it', ''), (',', 'may')])
    """

    def __init__(self, reading: Reading, hits: Sequence[Hit]) -> None:
        self._reading, self._hits = reading, Hits.of(hits)
        self._beside = reading.tokens.beside(self._hits.start, self._hits.end)

    def tokens(self, numbers: Sequence[int], *distances: int) -> list[str]:
        """Give the tokens at some distances from each of some hits, after it or before it, one hit after the other.

        The one before a hit is at -1. Where there is none, it is an empty string.
        """
        before, after, first, last, is_cut = self._beside[:, np.array(numbers, dtype=np.int64), np.newaxis]
        at = np.hstack([before + far if far < 0 else after + (far - 1) for far in distances])
        tokens = self._reading.tokens
        found = tokens.written(self._reading.view, tokens.near(at, first, last).ravel())
        for row in np.flatnonzero(is_cut).tolist():
            near = _tokens_beside(self._reading.view, self._hits[numbers[row]])
            found[row * len(distances) : (row + 1) * len(distances)] = [near.get(far, "") for far in distances]
        return found

    def rows(self, numbers: Sequence[int], distances: Sequence[int]) -> list[tuple[str, ...]]:
        """Give for each of some hits the tokens at these distances."""
        return list(zip(*[iter(self.tokens(numbers, *distances))] * len(distances), strict=True))

    def is_capital(self, number: int) -> bool:
        """Tell whether a hit is written with a capital."""
        return self._reading.text[self._hits[number].start].isupper()

    def opens_sentence(self, number: int) -> bool:
        """Tell whether a hit is the first word of its sentence."""
        return opens_sentence(self._reading, self._hits[number].start)

    def is_asked(self, number: int) -> bool:
        """Tell whether a hit stands in a question."""
        sentence = slice(*self._reading.sentence_at(self._hits[number].start))
        return self._reading.text[sentence].rstrip("\"'”’»)").endswith("?")


def opens_sentence(reading: Reading, place: int) -> bool:
    """Tell whether the first word of a sentence is at a place.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "It rained. “May it end.”"))
    >>> opens_sentence(reading, 12), opens_sentence(reading, 16)
    (True, False)
    """
    return not any(map(str.isalnum, reading.text[reading.sentence_at(place)[0] : place]))


def _tokens_beside(view: str, hit: Hit) -> dict[int, str]:
    """Give the tokens around a hit by their distance; one that goes on over its border is cut there."""
    start = max(view.rfind("\n", 0, hit.start), hit.start - REACH, 0)
    end = view.find("\n", hit.end, hit.end + REACH)
    before = _TOKEN.findall(view, start, hit.start)
    after = _TOKEN.findall(view, hit.end, end if end >= 0 else hit.end + REACH)
    return dict(enumerate(after, 1)) | dict(enumerate(before, -len(before)))
