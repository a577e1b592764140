"""Where a source begins and ends: of the words near its edges, the likeliest by two small models."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from framing.attributing.article import Attribution
from framing.attributing.brackets import after_closing
from framing.attributing.choice import QUOTES, Edge, is_in_number, likeliest, log_odds, look_of
from framing.attributing.decoding import Told
from framing.attributing.features import OPENING
from framing.attributing.owner import is_scrap
from framing.attributing.phrase import SUBJECT_PRONOUNS, TIMES
from framing.attributing.reach import DAYS
from framing.attributing.verbs import looks_finite
from framing.vocabulary.word_lists import word_list

_FARTHEST = 14  # words by which a source may begin or end elsewhere
_UNLIKELY, _SURE = 0.1, 0.85  # a source takes in no word that is less likely, and loses none that is likelier
_UNLIKELY_ODDS, _SURE_ODDS = log_odds(_UNLIKELY), log_odds(_SURE)
_RELATIVES = word_list("clauses", "relatives")
_PREPOSITIONS = frozenset("of in at for from with on to by".split())
_FREQUENT = word_list("edges", "beside_sources") | _RELATIVES | _PREPOSITIONS | frozenset(",.;:-—–()")
_NONE = log_odds(0.0)
_NO_MORE = TIMES | word_list("edges", "after_sources") | {","}  # a source does not go on with these alone
_OVER, _CUE, _CONTENT = "<sentence>", "<cue>", "<content>"  # beside which a source stands, instead of a word


def bound_well(item: Attribution, told: Told, text: str) -> None:
    """Let the source of an attribution of the network begin and end where it is likeliest to.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.attributing.choice import likely
    >>> from framing.attributing.features import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> text = "An old man in a wool cap said it rained."
    >>> words = words_of(Reading(Document("a", text)))
    >>> told = Told(words, 0, *[likely(np.array([0.9, 0.9, 0.9, 0.8, 0.7, 0.6, 0.5, 0, 0, 0, 0]))] * 2)
    >>> made = Attribution((25, 29), "said: network", (0, 20), [(30, 39)])
    >>> bound_well(made, told, text)
    >>> text[slice(*made.source)]
    'An old man in a wool cap'
    """
    around = around_source(item, told)
    if around is None or item.source is None:
        return
    start = likeliest(around.starts(), "source_start")
    start = item.source[0] if start is None else start
    end = likeliest(around.from_start(start).ends(), "source_end") or item.source[1]
    start, end = after_closing(text, (start, end))
    if (start, end) != item.source and not is_scrap(text[start:end]):
        item.source = (start, end)


class AroundSource(NamedTuple):
    """A source from its word `first` to its word `last`, and what it may take in around it: columns, one place a word.

    These are the words of its sentence that neither the cue nor a content has; `kinds` are what `_kind` makes of them.
    `to_cue` are the kinds of the words between a source and the cue after it, None where the cue comes first. `before`
    and `after` are what stands at the borders.
    """

    forms: Sequence[str]
    looks: Sequence[str]
    kinds: Sequence[str]
    start: Sequence[int]
    end: Sequence[int]
    odds: Sequence[float]
    first: int
    last: int
    to_cue: Sequence[str] | None
    before: str
    after: str

    def from_start(self, start: int) -> AroundSource:
        """Give the same with a source that begins at `start`."""
        return self._replace(first=max(0, bisect_right(self.start, start) - 1))

    def starts(self) -> list[Edge]:
        """Give the words with which the source may begin: its first one, and others that may be it."""
        first, odds = self.first, self.odds
        earliest = first
        while earliest > max(0, first - _FARTHEST) and odds[earliest - 1] > _UNLIKELY_ODDS:
            earliest -= 1
        doubted = [at for at in range(first, min(self.last, first + _FARTHEST)) if odds[at] < _SURE_ODDS]
        latest = doubted[-1] + 1 if doubted else first
        places = [at for at in range(earliest, latest + 1) if at == first or self._may_begin(at)]
        return [self._start(at) for at in places] if len(places) > 1 else []

    def ends(self) -> list[Edge]:
        """Give the words with which the source may end: its last one, and others that may be it."""
        first, last, odds = self.first, max(self.first, self.last), self.odds
        latest = last
        while latest + 1 < min(len(odds), last + _FARTHEST + 1) and odds[latest + 1] > _UNLIKELY_ODDS:
            latest += 1
        doubted = [at for at in range(last, max(first, last - _FARTHEST), -1) if odds[at] < _SURE_ODDS]
        is_subject = self.forms[last].lower() in _RELATIVES  # Ada Orr, who
        earliest = doubted[-1] - 1 if doubted and not is_subject else last
        places = [at for at in range(earliest, latest + 1) if at == last or self._may_end(at)]
        return [self._end(at) for at in places] if len(places) > 1 else []

    def _may_begin(self, at: int) -> bool:
        form = self.forms[at]
        if not (form[0].isalnum() or form[0] in "$#" or form == OPENING) or is_in_number(self, at - 1):
            return False
        if at > self.first:
            return form.lower() not in _RELATIVES
        before = self.forms[self.first - 1].lower() if self.first else ""
        is_object = looks_finite(before) or before in _RELATIVES  # forced [Ada Orr]; Bo Lind, who [many towns] praise
        is_clause = form.lower() in SUBJECT_PRONOUNS and self.forms[at + 1 : at + 2] != ["and"]  # it answers [a letter]
        return at == self.first or not (is_object or is_clause)

    def _may_end(self, at: int) -> bool:
        form, after = self.forms[at], self.forms[at + 1] if at + 1 < len(self.forms) else "."
        if at < self.last:
            is_in_name = form[0].isupper() and after[0].isupper() and after.lower() not in DAYS
            if is_in_name or form.endswith(("'s", "’s")) or is_in_number(self, at + 1):
                return False
        if at > self.last and all(added.lower() in _NO_MORE for added in self.forms[self.last + 1 : at + 1]):
            return False
        return form[0].isalnum() or form in ("%", ")", ".")

    def _start(self, at: int) -> Edge:
        first, odds = self.first, self.odds
        before = self.looks[at - 1] if at else self.before
        here, following = self.looks[at], self.looks[at + 1] if at < self.last else "<end>"
        traits = {
            "sum": (sum(odds[at:first]) - sum(odds[first:at])) / 4,
            "first": odds[at] / 2,
            "before": (odds[at - 1] if at else _NONE) / 2,
            "length": log(max(1, self.last - at + 1)),
            f"first {here}": 1.0,
            f"after {before}": 1.0,
            f"{before} {here}": 1.0,
            f"{here} then {following}": 1.0,
        }
        if at == first:
            traits["current"] = traits[f"current {here}"] = traits[f"current after {before}"] = 1.0
        elif at < first:
            traits["earlier"] = traits[f"earlier {here}"] = 1.0
            traits.update(_crossed("over", self.kinds[at:first], 3))
        else:
            traits["later"] = 1.0
            traits.update(_crossed("off", self.kinds[first:at], 3))
        return Edge(self.start[at], at == first, traits)

    def _end(self, at: int) -> Edge:
        odds, last, over = self.odds, max(self.first, self.last), len(self.forms)
        after = self.looks[at + 1] if at + 1 < over else self.after
        second = "" if at + 1 >= over else self.looks[at + 2] if at + 2 < over else self.after
        here, side = self.looks[at], "after" if self.to_cue is None else "before"
        traits = {
            "sum": (sum(odds[last + 1 : at + 1]) - sum(odds[at + 1 : last + 1])) / 4,
            "last": odds[at] / 2,
            "after": (odds[at + 1] if at + 1 < over else _NONE) / 2,
            "length": log(at - self.first + 1),
            f"last {here}": 1.0,
            f"then {after}": 1.0,
            f"{here} {after}": 1.0,
            f"{after} then {second}": 1.0,
            f"{side} cue": 1.0,
            f"{side} cue {after}": 1.0,
            **_crossed("within", self.kinds[self.first : at + 1], 2),
        }
        if self.to_cue is not None:
            traits.update(_crossed("to cue", [*self.kinds[at + 1 :], *self.to_cue], 2))
        move = "current" if at == last else "longer" if at > last else "shorter"
        traits[move] = traits[f"{move} then {after}"] = 1.0
        if at == last:
            traits[f"current {here}"] = 1.0
        elif at > last:
            traits[f"longer by {self.looks[last + 1]}"] = 1.0
        return Edge(self.end[at], at == last, traits)


def around_source(item: Attribution, told: Told) -> AroundSource | None:
    """Give what stands around a source; None where the network leaves no doubt about its edges."""
    if item.source is None:
        return None
    words, base, chances = told.words, told.first, told.source.chances
    first = bisect_right(words.end, item.source[0])
    last = bisect_left(words.start, item.source[1]) - 1
    if not base <= first <= last < base + len(chances) or words.sentence[first] != words.sentence[last]:
        return None
    inside = chances[max(1, first - base) : last + 1 - base]  # the first word of all is no other phrase's
    beside = [*chances[max(0, first - 1 - base) : first - base], *chances[last + 1 - base : last + 2 - base]]
    if max(beside, default=0.0) <= _UNLIKELY and (first == last or min(inside) >= _SURE):
        return None
    others = [item.cue, *item.content]
    if any(start < item.source[1] and item.source[0] < end for start, end in others):
        return None
    low, high = words.sentence.searchsorted([words.sentence[first], words.sentence[first] + 1]).tolist()
    low, high = max(base, low), min(high, base + len(chances))
    before = max((place[1] for place in others if place[1] <= item.source[0]), default=0)
    after = min((place[0] for place in others if place[0] >= item.source[1]), default=words.end[-1])
    earliest, until = max(low, bisect_left(words.start, before)), min(high, bisect_right(words.end, after))
    forms, cue = words.forms[earliest:until], bisect_right(words.end, item.cue[0])
    return AroundSource(
        forms,
        [look_of(form, _FREQUENT) for form in forms],
        [*map(_kind, forms)],
        words.start[earliest:until],
        words.end[earliest:until],
        told.source.odds[earliest - base : until - base],
        first - earliest,
        last - earliest,
        [*map(_kind, words.forms[until:cue])] if item.cue[0] >= item.source[1] else None,
        _OVER if earliest == low else _CUE if before == item.cue[1] else _CONTENT,
        _OVER if until == high else _CUE if after == item.cue[0] else _CONTENT,
    )


def _crossed(name: str, kinds: Sequence[str], most: int) -> dict[str, float]:
    """Count what stands among words: verbs, commas, relatives, prepositions, other marks."""
    return {f"{name} {kind}": min(float(kinds.count(kind)), most) for kind in dict.fromkeys(kinds) if kind}


@lru_cache(maxsize=32768)
def _kind(form: str) -> str:
    lower = form.lower()
    if form in QUOTES:
        return "quotation"
    if lower == ",":
        return "comma"
    if looks_finite(lower):
        return "verb" if form[0].islower() or not lower.endswith("ed") else ""
    if lower in _RELATIVES:
        return "relative"
    if lower in _PREPOSITIONS:
        return "preposition"
    return "" if form[0].isalnum() else "mark"
