"""Scare quotes: short expressions in quotation marks that nobody is quoted with, and *so-called*."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.model import Span
from framing.texts.quotation import Quotation, quotations
from framing.texts.text import PLAIN_WORD, Place, Reading, merged
from framing.vocabulary.decisions import decided
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.rule_file import read_words

_LONGEST = 3  # words
_LONG = 20  # characters, more than a word has
_REACH = 400  # characters each way, of a sentence
_NEAR = 3  # tokens before the marks in which a word of naming introduces them
_CLOSE = 6  # tokens before them in which a word of wording says that they are somebody's
_WORD = re.compile(PLAIN_WORD)
_TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")
_MARKS = "\"'`“”„‟«»‹›‘’‚"


class _Marked(NamedTuple):
    """One short quotation: its place, its words, its sentence, and the tokens of that before and after it."""

    place: Place
    words: tuple[str, ...]
    sentence: Place
    before: list[str]
    after: list[str]
    is_inner: bool


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the scare quotes of one document.

    Quotation marks around a few words count where these are no attributed words: no attribution
    (`Reading.attributions`) has them in its content, nobody says them elsewhere in the text, and no verb of naming or
    of wording introduces them as a title, a term, or a word. After *supposed*, *alleged* and the like they count in any
    case. Writers may keep their distance from words that they also report, which is not found; a partial quotation
    whose attribution is not found is taken for a scare quote.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the device stand, in order.

    Returns
    -------
    list of Span
        One cue a scare quote, marks included; `subtype` is ``marks`` or ``so-called``, whose cue is the word, with the
        marked expression where one follows.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "Their “reform” cost the town its only library."))
    >>> [span[:4] for span in detect(reading, [])]
    [(6, 14, 'scare_quote', 'marks')]
    """
    spans = decided(reading, hits, "scare_quote")
    said = merged([(span.start, span.end) for span in reading.attributions if span.role == "content"])
    quoted = [place for place in ((one.start, one.end) for one in reading.quotations) if _overlaps(place, said)]
    so_called = {span.end: number for number, span in enumerate(spans)}
    places: list[tuple[Place, str]] = []  # and the words, where somebody must not be quoted with them elsewhere
    reported: set[str] = set()
    for quotation in _marked(reading):  # one at a time: each has the tokens around it
        (start, end), words = quotation.place, _normal(quotation.words)
        if not quotation.is_inner and (_overlaps(quotation.place, said) or _is_worded(quotation)):
            reported.add(words)
        joined = so_called.get(start - 1, so_called.get(start, -1))
        if joined >= 0:
            spans[joined] = spans[joined]._replace(end=end)
        elif _is_distanced(quotation):
            places.append((quotation.place, ""))
        elif _is_nobodys(quotation, quoted):
            places.append((quotation.place, words))
    spans += [
        Span(*place, "scare_quote", "marks", "cue", 0, "marks") for place, words in places if words not in reported
    ]
    spans.sort(key=lambda span: (span.start, span.end))
    return [span._replace(instance=number) for number, span in enumerate(spans)]


def _is_distanced(quotation: _Marked) -> bool:
    return bool(quotation.before) and quotation.before[-1] in read_words("scare_quote")["distancing"]


def _is_nobodys(quotation: _Marked, quoted: Sequence[Place]) -> bool:
    """Tell whether nobody is quoted with the words, and they are no title, term or word as such."""
    if _is_introduced(quotation) or _is_clause(quotation):
        return False
    if quotation.is_inner:
        return len(quotation.words) == 1 and not _holds_report(quotation)
    return not _overlaps(quotation.sentence, quoted) and not _is_worded(quotation)


def _marked(reading: Reading) -> Iterator[_Marked]:
    """Give the quotations of a few words, those inside other quotations too."""
    for quotation in reading.quotations:
        words = _words(reading, quotation)
        if words:
            sentence = reading.sentence_at(quotation.start)
            yield _with_context(reading, quotation, words, sentence, is_inner=False)
        elif quotation.end - quotation.start > _LONG:
            inside = (quotation.start + 1, quotation.end - 1)
            for inner in _inner(reading.text, inside):
                words = _words(reading, inner)
                if words:
                    start, end = reading.sentence_at(inner.start)
                    sentence = (max(start, inside[0]), min(end, inside[1]))
                    yield _with_context(reading, inner, words, sentence, is_inner=True)


def _with_context(
    reading: Reading, quotation: Quotation, words: tuple[str, ...], sentence: Place, *, is_inner: bool
) -> _Marked:
    start, end = quotation.start, quotation.end
    before = _TOKEN.findall(reading.view, max(sentence[0], start - _REACH), start)
    after = _TOKEN.findall(reading.view, end, min(sentence[1], end + _REACH))
    return _Marked((start, end), words, sentence, before, after, is_inner)


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
    is_name = any(word[0].isupper() for word in words)
    return () if is_name or len(written) == 1 else words


def _normal(words: Sequence[str]) -> str:
    return " ".join(word.rstrip("s") for word in words)


def _overlaps(place: Place, others: Sequence[Place]) -> bool:
    """Tell whether a place shares a character with one of the sorted, disjoint others."""
    before = bisect_right(others, (place[1], -1)) - 1
    return before >= 0 and others[before][1] > place[0]


def _is_introduced(quotation: _Marked) -> bool:
    """Tell whether the words beside the marks say that a name, a title, a term or a word as such is in them."""
    lists = read_words("scare_quote")
    before, after = quotation.before, quotation.after
    if len(quotation.words) == 1 and quotation.words[0] in lists["mentioned"]:
        return True
    if lists["naming"].intersection(before[-_NEAR:]) or (before and before[-1] in lists["before"]):
        return True
    if lists["explaining"].intersection(after[: _NEAR + 1]):
        return True
    return bool(after and (after[0] in lists["after"] or lists["naming"].intersection(after[:2])))


def _is_clause(quotation: _Marked) -> bool:
    """Tell whether the words are what somebody says, feels or does rather than what something is called."""
    lists = read_words("scare_quote")
    if len(quotation.words) > 1 and quotation.words[0] in lists["opens_clause"]:
        return True
    last = quotation.words[-1]
    is_plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return bool(quotation.before) and quotation.before[-1] in lists["predicate"] and not is_plural


def _is_worded(quotation: _Marked) -> bool:
    """Tell whether a word close before the marks tells of somebody's wording."""
    return not read_words("scare_quote")["wording"].isdisjoint(quotation.before[-_CLOSE:])


def _holds_report(quotation: _Marked) -> bool:
    """Tell whether the sentence says something of a saying, so that the words may be somebody's."""
    return not read_words("scare_quote")["wording"].isdisjoint((*quotation.before, *quotation.after))
