"""Scare quotes: short expressions in quotation marks that nobody is quoted with, and *so-called*."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from itertools import accumulate
from math import exp
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
_LEAST = 0.3  # the probability of a scare quote: precision is about twice recall in the folds of the card
_FIRST_PERSON = 15  # the share of such words from which a text is in the first person
_QUOTED = 300  # characters a quotation from which a text is full of them
_ARTICLE = 2000  # characters: a shorter text does not tell how full of quotations its outlet's articles are
_NESTED = 8  # contents of attributions that may be one inside the other
_ARTICLES = ("a", "an", "the")
_SINGLE = "'‘’‚"
_WORD = re.compile(PLAIN_WORD)
_TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")
_MARKS = "\"'`“”„‟«»‹›‘’‚"


class Marked(NamedTuple):
    """One short quotation: its place, its words, its sentence, and the tokens of that before and after it."""

    place: Place
    words: tuple[str, ...]
    sentence: Place
    before: list[str]
    after: list[str]
    is_inner: bool


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the scare quotes of one document.

    Quotation marks around a few words count where no word beside them says that they are a name, a title or a term, a
    logistic model of the attribution (`Reading.attributions`) and the quotations around them finds it likely enough
    that nobody is quoted with them (its weights are ``models/scare_quote.tsv``), and nobody is elsewhere in the text.
    After *supposed*, *alleged* and the like they count in any case.

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
    surroundings = Surroundings(reading)
    so_called = {span.end: number for number, span in enumerate(spans)}
    places: list[tuple[Place, str]] = []  # and the words, where somebody must not be quoted with them elsewhere
    reported: set[str] = set()
    for quotation in marked(reading):  # one at a time: each has the tokens around it
        (start, end), words = quotation.place, _normal(quotation.words)
        joined = so_called.get(start - 1, so_called.get(start, -1))
        if joined >= 0:
            spans[joined] = spans[joined]._replace(end=end)
        elif _is_distanced(quotation):
            places.append((quotation.place, ""))
        elif not is_excluded(quotation) and probability(surroundings.traits(quotation)) >= _LEAST:
            places.append((quotation.place, words))
        elif not quotation.is_inner and (surroundings.is_said(quotation.place) or _is_worded(quotation)):
            reported.add(words)
    spans += [
        Span(*place, "scare_quote", "marks", "cue", 0, "marks") for place, words in places if words not in reported
    ]
    spans.sort(key=lambda span: (span.start, span.end))
    return [span._replace(instance=number) for number, span in enumerate(spans)]


class Surroundings:
    """What stands around the quotations of one document: attributions, other quotations, a first person."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sources = sorted(span.start for span in reading.attributions if span.role == "source")
        self.contents = sorted(
            (span for span in reading.attributions if span.role == "content"), key=lambda span: (span.start, -span.end)
        )
        self.said = merged([(span.start, span.end) for span in self.contents])
        self.parts: dict[tuple[int, str], list[Span]] = {}
        for span in reading.attributions:
            self.parts.setdefault((span.instance, span.role), []).append(span)
        self.starts = [one.start for one in reading.quotations]
        self.ends = [one.end for one in reading.quotations]
        self.long = [0, *accumulate(one.end - one.start > _LONG for one in reading.quotations)]

    @cached_property
    def first_person(self) -> float:
        """The share of *I, we, you* among the words, 1 from a certain share on."""
        persons, view = read_words("scare_quote")["persons"], self.reading.view
        longest = max(map(len, persons))
        first = sum([view[start:end] in persons for start, end in self.reading.words if end - start <= longest])
        return min(1.0, _FIRST_PERSON * first / max(1, len(self.reading.words)))

    @cached_property
    def quotations(self) -> float:
        """The number of quotations for the length of the text, 1 from a certain share on."""
        return min(1.0, _QUOTED * len(self.reading.quotations) / max(_ARTICLE, len(self.reading.text)))

    def is_said(self, place: Place) -> bool:
        """Tell whether the content of an attribution shares a character with a place."""
        before = bisect_right(self.said, (place[1], -1)) - 1
        return before >= 0 and self.said[before][1] > place[0]

    def traits(self, quotation: Marked) -> dict[str, float]:
        """Give what `probability` weighs of one quotation: 1 or 0, or a share."""
        lists, (start, end) = read_words("scare_quote"), quotation.place
        content = self._content(quotation.place)
        cues, sources = (
            [self.parts.get((content.instance, role), []) for role in ("cue", "source")] if content else ([], [])
        )
        before, words = quotation.before, quotation.words
        first, after_last = quotation.sentence
        opened = bisect_right(self.ends, first), bisect_left(self.starts, after_last)
        others = max(opened[1] - opened[0] - 1, 0)
        long = self.long[max(opened)] - self.long[opened[0]] - (quotation.is_inner or end - start > _LONG)
        return {
            "said": any(not lists["saying"].isdisjoint(_TOKEN.findall(self._view(cue))) for cue in cues),
            "name": any(self.reading.text[span.start].isupper() for span in sources),
            "source": bisect_left(self.sources, after_last) > bisect_left(self.sources, first),
            "one": len(words) == 1,
            "three": len(words) == _LONGEST,
            "article and word": len(words) == 1 and bool(before) and before[-1] in _ARTICLES,
            "stop": self.reading.text[end - 2] in ".,",
            "single": self.reading.text[start] in _SINGLE,
            "quotation": long > 0,
            "short quotation": others > 0 and long <= 0,
            "first person": self.first_person,
            "quotations": self.quotations,
        }

    def _content(self, place: Place) -> Span | None:
        """Give the shortest content of an attribution that shares a character with a place."""
        if not self.is_said(place):
            return None
        last = bisect_left(self.contents, place[1], key=lambda span: span.start)
        around = [span for span in self.contents[max(0, last - _NESTED) : last] if span.end > place[0]]
        return min(around, key=lambda span: span.end - span.start, default=None)

    def _view(self, span: Span) -> str:
        return self.reading.view[span.start : span.end]


def probability(traits: Mapping[str, float]) -> float:
    """Give the probability that a quotation with these traits is a scare quote, by the weights that are stored.

    Examples
    --------
    >>> probability({"said": 1, "name": 1, "source": 1}) < 0.1 < probability({})
    True
    """
    weights = _weights()
    return 1 / (1 + exp(-weights["*"] - sum(weights[trait] * value for trait, value in traits.items())))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """Read the weight of each trait; `*` is that of a quotation with none."""
    stored = resources.files("framing").joinpath("models", "scare_quote.tsv").read_text("utf-8")
    return {trait: float(weight) for trait, weight in (line.split("\t") for line in stored.splitlines()[1:])}


def _is_distanced(quotation: Marked) -> bool:
    return bool(quotation.before) and quotation.before[-1] in read_words("scare_quote")["distancing"]


def marked(reading: Reading) -> Iterator[Marked]:
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
) -> Marked:
    start, end = quotation.start, quotation.end
    before = _TOKEN.findall(reading.view, max(sentence[0], start - _REACH), start)
    after = _TOKEN.findall(reading.view, end, min(sentence[1], end + _REACH))
    return Marked((start, end), words, sentence, before, after, is_inner)


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


def _is_introduced(quotation: Marked) -> bool:
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


def is_excluded(quotation: Marked) -> bool:
    """Tell whether the words are by those beside them, a name, a title, a term, or what somebody says or feels."""
    lists, before = read_words("scare_quote"), quotation.before
    if _is_introduced(quotation) or (len(quotation.words) > 1 and quotation.words[0] in lists["opens_clause"]):
        return True
    last = quotation.words[-1]
    is_plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return bool(before) and before[-1] in lists["predicate"] and not is_plural


def _is_worded(quotation: Marked) -> bool:
    """Tell whether a word close before the marks tells of somebody's wording."""
    return not read_words("scare_quote")["wording"].isdisjoint(quotation.before[-_CLOSE:])
