"""Boosters: which places of the booster lexicon raise the certainty of a claim, by the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from framing.decisions import decided
from framing.lexicon import Hit
from framing.model import Span
from framing.text import Reading


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the boosters of one document among the places of the booster lexicon.

    A term without a rule always counts; the others are decided by the words next to them
    (`lexicons/rules/booster.toml`). *Must* counts where these show an inference, and *really* where they show that a
    truth is asserted; where they show neither, both are left out, so these two are found too seldom.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a booster, without a subtype.

    Examples
    --------
    >>> from framing.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "She must have known. The bill must be paid."))
    >>> [span[:3] for span in detect(reading, Lexicon(bundled()).find(reading.view)["booster"])]
    [(4, 8, 'booster')]
    """
    return decided(reading, hits, "booster")
