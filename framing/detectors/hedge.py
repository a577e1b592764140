"""Hedges: which places of the hedge lexicon present a claim as less than certain, by the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from framing.decisions import decided
from framing.lexicon import Hit
from framing.model import Span
from framing.text import Reading


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the hedges of one document among the places of the hedge lexicon.

    A term without a rule always counts; the others are decided by the words next to them (`lexicons/rules/hedge.toml`).
    No parser is used, so a context longer than a few words is not seen.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a hedge, `subtype` one of ``modal, verb, adverb, evidential, adjective, noun, approximator``.

    Examples
    --------
    >>> from framing.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "In May the bridge may close."))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["hedge"])]
    [(18, 21, 'hedge', 'modal')]
    """
    return decided(reading, hits, "hedge")
