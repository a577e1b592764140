"""Scare quotes: short quotations that report nobody's wording, and *so-called*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.model import Span
from framing.texts.quotation import Quotation, quotations
from framing.texts.text import PLAIN_WORD, Place, Reading
from framing.vocabulary.decisions import decided
from framing.vocabulary.lexicon import Hit, bundled
from framing.vocabulary.rule_file import read_words

_LONGEST = 3  # words, where a word before them distances; without one, two words are more often a partial quotation
_LONG = 20  # characters, more than a word has
_REACH = 400  # characters each way, of a sentence
_WORD = re.compile(PLAIN_WORD)
_TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")
_MARKS = "\"'`“”„‟«»‹›‘’‚"


class _Short(NamedTuple):
    """One short quotation: its place, its words, and the tokens of its sentence before and after it."""

    place: Place
    words: tuple[str, ...]
    before: list[str]
    after: list[str]


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the scare quotes of one document.

    Quotation marks around one word count where the sentence holds no word of saying or of wording, nothing introduces
    it as a name or as a word, and it is not the partial quotation of another sentence. After *supposed*, *alleged* and
    the like they count around up to three words. Writers may keep their distance from words that they also report, and
    a partial quotation may stand in a sentence that does not say whose it is: both are classified wrongly.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a scare quote, marks included; `subtype` is ``marks`` or ``so-called``.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Their “reform” cost the town its only library."))
    >>> [span[:4] for span in detect(reading, [])]
    [(6, 14, 'scare_quote', 'marks')]
    """
    spans = decided(reading, hits, "scare_quote")
    places: list[tuple[Place, str]] = []  # and the words, where they must be reported nowhere
    reported: set[str] = set()
    for quotation in _short_quotations(reading):  # one at a time: each has the tokens around it
        words = _normal(quotation.words)
        if _holds_report(quotation):
            reported.add(words)
        if _is_distanced(quotation):
            places.append((quotation.place, ""))
        elif _is_nobodys(quotation):
            places.append((quotation.place, words))
    spans += [
        Span(*place, "scare_quote", "marks", "cue", 0, "marks") for place, words in places if words not in reported
    ]
    spans.sort(key=lambda span: (span.start, span.end))
    return [span._replace(instance=number) for number, span in enumerate(spans)]


def _short_quotations(reading: Reading) -> Iterator[_Short]:
    """Give the quotations of a few words, those inside other quotations too."""
    for quotation in reading.quotations:
        words = _words(reading, quotation)
        if words:
            yield _short(reading, (quotation.start, quotation.end), words, reading.sentence_at(quotation.start))
        elif quotation.end - quotation.start > _LONG:
            inside = (quotation.start + 1, quotation.end - 1)
            for inner in _inner(reading.text, inside):
                words = _words(reading, inner)
                if words:
                    start, end = reading.sentence_at(inner.start)
                    sentence = (max(start, inside[0]), min(end, inside[1]))
                    yield _short(reading, (inner.start, inner.end), words, sentence)


def _short(reading: Reading, place: Place, words: tuple[str, ...], sentence: Place) -> _Short:
    before = _TOKEN.findall(reading.view, max(sentence[0], place[0] - _REACH), place[0])
    after = _TOKEN.findall(reading.view, place[1], min(sentence[1], place[1] + _REACH))
    return _Short(place, words, before, after)


def _inner(text: str, inside: Place) -> list[Quotation]:
    """Give the quotations inside a quotation."""
    part = text[slice(*inside)]
    if not any(mark in part for mark in _MARKS):
        return []
    found = quotations(part, [(0, len(part))])
    return [Quotation(one.start + inside[0], one.end + inside[0], one.closed) for one in found]


def _words(reading: Reading, quotation: Quotation) -> tuple[str, ...]:
    """Give the words of a quotation that may distance: at most a few, no sentence, no name; else nothing."""
    if not quotation.closed or quotation.end - quotation.start > _LONG * _LONGEST:
        return ()
    written = reading.plain[quotation.start : quotation.end].strip(_MARKS)
    words = tuple(_WORD.findall(written))
    if not 1 <= len(words) <= _LONGEST or not written[0].isalpha() or written[-1] in "!?…":
        return ()
    return () if any(word[0].isupper() for word in words) else words


def _normal(words: Sequence[str]) -> str:
    return " ".join(word.rstrip("s") for word in words)


def _holds_report(quotation: _Short) -> bool:
    """Tell whether the sentence says something of a saying, so that the words may be somebody's."""
    return not _reports().isdisjoint((*quotation.before, *quotation.after))


@lru_cache(maxsize=1)
def _reports() -> frozenset[str]:
    """Give the words that tell of somebody's wording: the device's own, and cues of attribution but for intentions."""
    lists = read_words("scare_quote")
    cues = {entry.term for entry in bundled() if entry.device == "attribution" and {*entry.frames} - {"infinitive"}}
    return lists["wording"] | (cues - lists["no_wording"])


def _is_distanced(quotation: _Short) -> bool:
    return bool(quotation.before) and quotation.before[-1] in read_words("scare_quote")["distancing"]


def _is_nobodys(quotation: _Short) -> bool:
    """Tell whether it is one word, and nothing in the sentence says whose, or that it is a name or a word as such."""
    lists = read_words("scare_quote")
    before, after = quotation.before, quotation.after
    if len(quotation.words) > 1 or _holds_report(quotation) or quotation.words[0] in lists["mentioned"]:
        return False
    if lists["naming"].intersection(before[-3:]) or (before and before[-1] in lists["predicate"] | lists["before"]):
        return False
    return not (after and (after[0] in lists["after"] or lists["naming"].intersection(after[:2])))
