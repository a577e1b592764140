"""Negation: which negative words of the lexicon deny something, by the marks and words next to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.model import Span
from framing.texts.text import Reading
from framing.vocabulary.lexicon import Hit

WITHIN_PARAGRAPH = True  # looks no further, and finds cues alone

EXCLUDED = "excluded"  # phrases that hold a negative word and deny nothing: the longer term wins over the word

_TAG = re.compile(r" (?:i|you|he|she|it|we|they|there) ?\?")
_NUMBER = re.compile(r"\. ?\d| \d+ (?:in|on|seed|spot|pick)\b")
_NOUN_FOLLOWS = re.compile(
    r"\s[\"“‘'\[(]?(?!(?:said|says|he|she|they|we|i|you|it|but|because|and|or|to|in|on)\b(?!-))[^\W_]"
)
_SCALE = re.compile(r"\w,? if $")
_LONGEST_LOOK = 12  # characters before a word


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the negations of one document among the places of the negation lexicon.

    Words alone: what is denied (the scope) is not marked, negative prefixes (*unlikely*) and verbs (*deny*) are not
    looked for.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a negation, `subtype` one of ``not, determiner, answer, pronoun, adverb, preposition, conjunction,
        approximate``.

    Examples
    --------
    >>> from framing.vocabulary.lexicon import Lexicon, bundled
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Not only the mayor: nobody came, and No. 10 was not told."))
    >>> [span[:4] for span in detect(reading, Lexicon(bundled()).find(reading.view)["negation"])]
    [(20, 26, 'negation', 'pronoun'), (48, 51, 'negation', 'not')]
    """
    spans: list[Span] = []
    opened = -1  # where a "neither" stands that a "nor" may belong to
    for hit in hits:
        term = hit.entry.term
        if hit.entry.subtype == EXCLUDED or _is_part_of_compound(reading.view, hit):
            continue
        if term == "neither":
            opened = hit.start
        if term == "nor" and opened >= reading.sentence_at(hit.start)[0]:
            opened = -1  # neither … nor is one negation
            continue
        if _denies_nothing(reading, hit):
            continue
        subtype = _subtype(reading, hit)
        spans.append(Span(hit.start, hit.end, "negation", subtype, "cue", len(spans), term))
    return spans


def _is_part_of_compound(view: str, hit: Hit) -> bool:
    """Tell whether a hyphen ties the word to another: a no-fly zone, a not-for-profit, know-nothing."""
    before, after = view[max(0, hit.start - 2) : hit.start], view[hit.end : hit.end + 2]
    return (before[-1:] == "-" and before[:1].isalnum()) or (after[:1] == "-" and after[1:].isalnum())


def _denies_nothing(reading: Reading, hit: Hit) -> bool:
    view, term = reading.view, hit.entry.term
    if term.endswith("n't"):
        return _TAG.match(view, hit.end) is not None
    if term == "not":
        # "hundreds, if not thousands" goes up a scale; "If not stopped, the fire …" denies
        return _SCALE.search(view, max(0, hit.start - _LONGEST_LOOK), hit.start) is not None
    return term == "no" and reading.text[hit.start] == "N" and _NUMBER.match(view, hit.end) is not None


def _subtype(reading: Reading, hit: Hit) -> str:
    """Give the entry's subtype, or for *no* and *neither*, which are of two kinds, the one used here."""
    view = reading.view
    if hit.entry.term == "no":
        return "determiner" if _NOUN_FOLLOWS.match(view, hit.end) else "answer"
    if hit.entry.term == "neither":
        end = reading.sentence_at(hit.start)[1]
        return "conjunction" if " nor " in view[hit.end : end] else "pronoun"
    return hit.entry.subtype
