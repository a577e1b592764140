"""What is known of the standing text of a corpus before any article is read: profiles, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from framing.boilerplate.layout import Evidence, Line
from framing.boilerplate.outlet import Outlets
from framing.boilerplate.repetition import Keys, Repetition, standing
from framing.model import Document
from framing.texts.text import Place, Reading


class StandingText(NamedTuple):
    r"""Profiles of outlets, and what comes back within each outlet of one corpus.

    Examples
    --------
    >>> from framing.boilerplate.repetition import keys_of, repetitions
    >>> document = Document("a", "It rained.\n\nStory Continued Below", "Politico")
    >>> keys = keys_of(document.text)
    >>> StandingText(Outlets(), repetitions([("Politico", keys)])).reading(document, keys).profiled
    {(12, 33): ('ad_marker', 'profile: Politico')}
    """

    profiles: Outlets
    repetitions: Mapping[str, Repetition]

    def reading(self, document: Document, keys: Keys) -> Reading:
        """Make the reading of an article with what is known of its standing text; `keys` are its paragraphs'."""
        reading = Reading(document)
        reading.profiled = self.profiles.standing(document.outlet, document.text, reading.paragraphs)
        reading.repeated = self._repeated(reading, keys)
        return reading

    def _repeated(self, reading: Reading, keys: Keys) -> dict[Place, Evidence]:
        found = {}
        text, places = reading.text, reading.paragraphs
        for i, repeated in enumerate(self.repetitions[reading.document.outlet].of(keys)):
            if repeated is not None:
                start, end = places[i]
                line = Line(text[start:end], text.count(" ", start, end) + 1, i, len(places))
                told = standing(line, repeated, reading.document.outlet)
                if told is not None:
                    found[start, end] = told
        return found
