"""Scare quotes: short expressions in quotation marks that nobody is quoted with, and *so-called*."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from math import exp, inf, log1p
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
_LEAST = 0.3  # the probability of a scare quote: precision is well above recall in the folds of the card
_TELLING = frozenset(("said", "says", "told"))
_FULL = 500  # characters for each attribution with such a cue, from which a text is full of them
_ARTICLE = 2000  # characters: a shorter text does not tell how much its outlet's articles report
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
    logistic model finds it likely enough that nobody is quoted with them, and nobody is elsewhere in the text. The
    model weighs the attributions (`Reading.attributions`) and quotations around the words and in the whole text, and
    whether the text says *I* (its weights are ``models/scare_quote.tsv``). After *supposed*, *alleged* and the like
    they count in any case.

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
    for quotation in surroundings.marked():  # one at a time: each has the tokens around it
        (start, end), words = quotation.place, _normal(quotation.words)
        joined = so_called.get(start - 1, so_called.get(start, -1))
        if joined >= 0:
            spans[joined] = spans[joined]._replace(end=end)
        elif _is_distanced(quotation):
            places.append((quotation.place, ""))
        elif not is_excluded(quotation) and probability(surroundings.traits(quotation)) >= _LEAST:
            places.append((quotation.place, words))
        elif not quotation.is_inner and (_shares(quotation.place, surroundings.said) or _is_worded(quotation)):
            reported.add(words)
    spans += [
        Span(*place, "scare_quote", "marks", "cue", 0, "marks") for place, words in places if words not in reported
    ]
    spans.sort(key=lambda span: (span.start, span.end))
    return [span._replace(instance=number) for number, span in enumerate(spans)]


class Uses(NamedTuple):
    """Where an expression stands: its first place outside quotations, and the first and last quotation with it."""

    plain: float = inf
    first: int = -1
    last: int = -1


class Surroundings:
    """What stands around the short quotations of one document: attributions, other quotations, a first person."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.short = list(_short(reading))
        self.starts = [one.start for one in reading.quotations]
        self.sources = sorted(span.start for span in reading.attributions if span.role == "source")
        self.said = merged((span.start, span.end) for span in reading.attributions if span.role == "content")

    def marked(self) -> Iterator[Marked]:
        """Give the quotations of a few words, those inside other quotations too, with the tokens around them."""
        view = self.reading.view
        for (start, end), words, within in self.short:
            first, last = self.reading.sentence_at(start)
            if within:
                first, last = max(first, within[0]), min(last, within[1])
            before = _TOKEN.findall(view, max(first, start - _REACH), start)
            after = _TOKEN.findall(view, end, min(last, end + _REACH))
            yield Marked((start, end), words, (first, last), before, after, within is not None)

    def traits(self, quotation: Marked) -> dict[str, float]:
        """Give what `probability` weighs of one quotation: 1 or 0, or a share."""
        start, words, (first, last) = quotation.place[0], quotation.words, quotation.sentence
        lists = read_words("scare_quote")
        uses, own = self._uses.get(words, Uses()), self._quotation_at(start)
        before = self.reading.sentence_at(max(0, first - 3))[0]  # a space, or two line ends, back
        return {
            "source": self._has_source(first, last),
            "wording": any(not lists[name].isdisjoint(quotation.before) for name in ("saying", "wording")),
            "source before": self._has_source(before, first),
            "used before": uses.plain < start,
            "quoted elsewhere": not {uses.first, uses.last} <= {own, -1},
            "quotations": min(1.0, log1p(self._others(*self.reading.paragraph_at(start))) / 2),
            "quotations beside": min(1.0, log1p(self._others(first, last)) / 1.5),
            "first person": self._is_first_person,
            "telling": self._telling,
            "telling nothing": not self._telling,
            "one": len(words) == 1,
            "length": len(" ".join(words)) / _LONG,
            "single": self.reading.text[start] in _SINGLE,
        }

    def _has_source(self, first: int, last: int) -> bool:
        return bisect_left(self.sources, last) > bisect_left(self.sources, first)

    def _others(self, first: int, last: int) -> int:
        """Count the quotations that start in a place, besides one."""
        return max(0, bisect_left(self.starts, last) - bisect_left(self.starts, first) - 1)

    def _quotation_at(self, place: int) -> int:
        """Give the number of the quotation that holds a place, -1 where none does."""
        number = bisect_right(self.starts, place) - 1
        return number if number >= 0 and place < self.reading.quotations[number].end else -1

    @cached_property
    def _telling(self) -> float:
        """How many attributions with *said* or the like the text has for its length, 1 from a certain number on."""
        view, attributions = self.reading.view, self.reading.attributions
        cues = [_TOKEN.findall(view, span.start, span.end) for span in attributions if span.role == "cue"]
        told = sum(not _TELLING.isdisjoint(cue) for cue in cues)
        return min(1.0, _FULL * told / max(_ARTICLE, len(view)))

    @cached_property
    def _forms(self) -> list[str]:
        view = self.reading.view
        return [view[start:end] for start, end in self.reading.words]

    @cached_property
    def _is_first_person(self) -> bool:
        """Tell whether the text says *I* or *we* outside quotations."""
        persons, words = read_words("scare_quote")["persons"], self.reading.words
        numbers = [number for number, form in enumerate(self._forms) if form in persons]
        return any(self._quotation_at(words[number][0]) < 0 for number in numbers)

    @cached_property
    def _uses(self) -> dict[tuple[str, ...], Uses]:
        """Where in the text the words of each short quotation stand."""
        uses = {words: Uses() for _, words, _ in self.short}
        openings = {words[0] for words in uses}
        for number in [number for number, opening in enumerate(self._forms) if opening in openings]:
            start, forms = self.reading.words[number][0], tuple(self._forms[number : number + _LONGEST])
            for length in range(1, len(forms) + 1):
                found = uses.get(forms[:length])
                if found is None:
                    continue
                quotation = self._quotation_at(start)
                if quotation < 0:
                    uses[forms[:length]] = found._replace(plain=min(start, found.plain))
                else:
                    first = quotation if found.first < 0 else found.first
                    uses[forms[:length]] = found._replace(first=first, last=quotation)
        return uses


def _shares(place: Place, places: Sequence[Place]) -> bool:
    """Tell whether a place shares a character with one of the merged places."""
    before = bisect_right(places, (place[1], -1)) - 1
    return before >= 0 and places[before][1] > place[0]


def probability(traits: Mapping[str, float]) -> float:
    """Give the probability that a quotation with these traits is a scare quote, by the weights that are stored.

    Examples
    --------
    >>> probability({"wording": 1, "source": 1, "telling": 1}) < 0.1 < probability({})
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


def _short(reading: Reading) -> Iterator[tuple[Place, tuple[str, ...], Place | None]]:
    """Give the place and words of each quotation of a few words, and of those inside others what these hold."""
    for quotation in reading.quotations:
        words = _words(reading, quotation)
        if words:
            yield (quotation.start, quotation.end), words, None
        elif quotation.end - quotation.start > _LONG:
            within = (quotation.start + 1, quotation.end - 1)
            for inner in _inner(reading.text, within):
                words = _words(reading, inner)
                if words:
                    yield (inner.start, inner.end), words, within


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
    if not lists["wordings"].isdisjoint(before) or lists["calling"].intersection(before[-_CLOSE:]):
        return True
    if lists["naming"].intersection(before[-_NEAR:]) or (before and before[-1] in lists["before"]):
        return True
    if "as" in before[-2:]:  # as a
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
