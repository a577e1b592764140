"""Choosing an edge of a content or source: of the places that grammar allows, the likeliest by a small model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import repeat
from math import log
from operator import mul
from typing import NamedTuple, Protocol

import numpy as np

from framing.attributing.features import CLOSING, OPENING, OTHER_MARK, Numbers

CERTAIN = 0.99  # chances count as no higher
QUOTES = {OPENING: "“", CLOSING: "”", OTHER_MARK: "'"}
_LEAST = 0.3  # by so much another edge has to be likelier
_ENDINGS = ("ing", "ly", "ed")


class Edge(NamedTuple):
    """A place where a content or source may begin or end, and its traits: each counts as often as its number says."""

    place: int
    is_current: bool
    traits: dict[str, float]


def likeliest(edges: Sequence[Edge], model: str) -> int | None:
    """Give the place of the likeliest edge; None where it is the current one, or where there is no choice."""
    if len(edges) < 2:
        return None
    best = edges[best_of(edges, weights(model))]
    return None if best.is_current else best.place


def best_of(edges: Sequence[Edge], weights: Mapping[str, float]) -> int:
    """Give the index of the edge of the highest score; the current one has a lead.

    Examples
    --------
    >>> edges = [Edge(7, True, {"current": 1.0}), Edge(3, False, {"closed": 1.0})]
    >>> best_of(edges, {"closed": 0.2}), best_of(edges, {"closed": 0.4})
    (0, 1)
    """
    scores = [score(edge.traits, weights) + _LEAST * edge.is_current for edge in edges]
    return scores.index(max(scores))


def score(traits: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Add up the weights of traits; those without one count nothing."""
    found: Iterable[float] = map(weights.get, traits, repeat(0.0))
    total: float = sum(map(mul, found, traits.values()))
    return total


@lru_cache
def weights(model: str) -> dict[str, float]:
    """Give the weights of a model by the names of its traits."""
    stored = resources.files("framing").joinpath("models", f"{model}.tsv").read_text("utf-8")
    rows: Sequence[list[str]] = [line.split("\t") for line in stored.splitlines()[1:]]
    return {trait: float(weight) for trait, weight in rows}


def log_odds(chance: float) -> float:
    """Give the logarithm of how much likelier than not something is, within bounds.

    Examples
    --------
    >>> [round(log_odds(chance), 1) for chance in (0, 0.5, 0.9, 1)]
    [-4.6, 0.0, 2.2, 4.6]
    """
    bounded = 1 - CERTAIN if chance < 1 - CERTAIN else CERTAIN if chance > CERTAIN else chance
    return log(bounded / (1 - bounded))


class Likely(NamedTuple):
    """How likely each of some words is to have a role: as chances, and as logarithms of odds."""

    chances: list[float]
    odds: list[float]

    def part(self, first: int, last: int) -> Likely:
        """Give the same of some of the words."""
        return Likely(self.chances[first:last], self.odds[first:last])


def likely(chances: Numbers) -> Likely:
    """Give chances together with the logarithms of their odds.

    Examples
    --------
    >>> [round(odds, 1) for odds in likely(np.array([0, 0.5, 0.9, 1])).odds]
    [-4.6, 0.0, 2.2, 4.6]
    """
    bounded = np.maximum(np.minimum(chances, CERTAIN), 1 - CERTAIN)
    return Likely(chances.tolist(), np.log(bounded / (1 - bounded)).tolist())


@lru_cache(maxsize=32768)
def look_of(form: str, frequent: frozenset[str]) -> str:
    """Give a word as models see it: a frequent one itself, else what it looks like: a name, a number, its ending.

    Examples
    --------
    >>> [look_of(form, frozenset({"of"})) for form in ("Of", "Orr", "1903", "voting", "gate")]
    ['of', 'Aa', '0', 'ing', 'a']
    """
    if form in QUOTES:
        return QUOTES[form]
    lower = form.lower()
    if lower in frequent:
        return lower
    if not form[0].isalpha():
        return "0" if form[0].isdigit() or form[0] in "$#" else "-"
    return "Aa" if form[0].isupper() else next((ending for ending in _ENDINGS if lower.endswith(ending)), "a")


class Columns(Protocol):
    """Words as columns: their forms, and where they start and end."""

    @property
    def forms(self) -> Sequence[str]:
        """The forms."""

    @property
    def start(self) -> Sequence[int]:
        """Where each starts."""

    @property
    def end(self) -> Sequence[int]:
        """Where each ends."""


def is_in_number(words: Columns, mark: int) -> bool:
    """Tell whether a mark stands within a number: 72[,]600."""
    return (
        0 < mark < len(words.forms) - 1
        and words.end[mark - 1] + 1 == words.start[mark + 1]
        and words.forms[mark - 1][-1].isdigit()
        and words.forms[mark + 1][0].isdigit()
    )
