"""What is known of the standing text of a corpus before any article is read: profiles, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from framing.boilerplate.layout import Evidence, Line
from framing.boilerplate.outlet import Outlets
from framing.boilerplate.repetition import LEAST_STORIES, Repetition, standing
from framing.model import Document
from framing.texts.text import Place, Reading


class StandingText:
    r"""Profiles and repetition of one corpus, asked article by article, in the order of the corpus.

    Its state is what the first pass over the corpus found.

    Parameters
    ----------
    articles : sequence of tuple of str
        Outlet and text of each article.
    outlets : iterable of path, optional
        Profiles besides the bundled ones.

    Examples
    --------
    >>> known = StandingText([("Politico", "It rained.\n\nStory Continued Below")])
    >>> known.reading(0, Document("a", "It rained.\n\nStory Continued Below", "Politico")).profiled
    {(12, 33): ('ad_marker', 'profile: Politico')}
    """

    def __init__(self, articles: Sequence[tuple[str, str]], outlets: str | Path | Iterable[str | Path] = ()) -> None:
        self._outlets = Outlets(outlets)
        self._repetition = Repetition(articles) if len(articles) >= LEAST_STORIES else None

    def reading(self, number: int, document: Document) -> Reading:
        """Make the reading of an article, by its number in the corpus, with what is known of its standing text."""
        reading = Reading(document)
        reading.profiled = self._outlets.standing(document.outlet, document.text, reading.paragraphs)
        reading.repeated = self._repeated(number, reading)
        return reading

    def _repeated(self, number: int, reading: Reading) -> dict[Place, Evidence]:
        if self._repetition is None:
            return {}
        found = {}
        text, places = reading.text, reading.paragraphs
        for i, repeated in enumerate(self._repetition.of(number)):
            if repeated is not None:
                start, end = places[i]
                line = Line(text[start:end], text.count(" ", start, end) + 1, i, len(places))
                told = standing(line, repeated, reading.document.outlet)
                if told is not None:
                    found[start, end] = told
        return found
