"""How probable it is that an attribution of the network is right, as a reader would have it: a logistic model."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import exp, log

from framing.attributing.article import Attribution
from framing.attributing.choice import log_odds, look_of, score, weights
from framing.attributing.decoding import Told
from framing.attributing.kind import form_of
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

RIGHT = 0.6  # from here an attribution of the network counts: set for precision by eye
_FREQUENT = word_list("edges", "beside_sources") | word_list("edges", "begins") | frozenset(",.;:-—–()?!")
_OVER = "<over>"


def certainty(reading: Reading, made: Attribution, told: Told) -> float:
    """Give the probability that an attribution is right, of four digits.

    Parameters
    ----------
    reading : Reading
        The document.
    made : Attribution
        With the raw score of the network in `score`.
    told : Told
        How likely the words about its cue are content and source.
    """
    model = weights("certainty")
    return round(1 / (1 + exp(-model.get("", 0.0) - score(traits_of(reading, made, told), model))), 4)


def traits_of(reading: Reading, made: Attribution, told: Told) -> dict[str, float]:
    """Give what the probability depends on; each trait counts as often as its number says."""
    forms, (cue, _) = told.words.forms, _of(told, made.cue)
    pieces = [_of(told, place) for place in made.content]
    form = form_of(reading.text[slice(*made.content[0])])
    traits = {
        "score": log_odds(made.score),
        f"cue {made.rule.rpartition(':')[0]}": 1.0,
        f"{made.kind} {form}": 1.0,
        f"{'before' if pieces[0][0] < cue else 'after'} {form}": 1.0,
        f"then {_look(forms, pieces[-1][1] + 1)}": 1.0,
        **_told_of("content", told.content.chances, told.first, pieces),
    }
    if made.source is None:
        traits["nobody"] = 1.0
        return traits
    first, last = _of(told, made.source)
    traits["source length"] = log(last - first + 1)
    traits["to source"] = log(cue - last if last < cue else first - cue if first > cue else 1)
    traits[f"before source {_look(forms, first - 1)}"] = 1.0
    traits.update(_told_of("source", told.source.chances, told.first, [(first, last)]))
    return traits


def _of(told: Told, place: Place) -> Place:
    """Give the first and last word of a place."""
    words = told.words
    first = bisect_right(words.end, place[0], 0, len(words.forms) - 1)
    last = bisect_left(words.start, place[1], first) - 1
    return first, last if last > first else first


def _look(forms: list[str], at: int) -> str:
    return look_of(forms[at], _FREQUENT) if 0 <= at < len(forms) else _OVER


def _told_of(name: str, chances: list[float], base: int, pieces: list[Place]) -> dict[str, float]:
    """Give how sure the network is of the words of a role, and of how many others."""
    inside: list[float] = []
    for first, last in pieces:
        if last >= base:
            inside += chances[first - base if first > base else 0 : last + 1 - base]
    if not inside:
        return {f"{name} unseen": 1.0}
    total = sum(inside)
    besides = sum(chances) - total
    return {
        f"{name} mean": log_odds(total / len(inside)),
        f"{name} least": log_odds(min(inside)),
        f"{name} besides": log(1 + besides) if besides > 0 else 0.0,
    }
