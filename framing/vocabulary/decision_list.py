"""Decision lists: the first step whose conditions all hold decides about a place of a term."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple, TypeAlias

from framing.texts.punkt import ENDS
from framing.vocabulary.context import Contexts
from framing.vocabulary.word_lists import word_list

Answer: TypeAlias = str | bool | tuple[str, ...]
Decision: TypeAlias = str | bool

_NUMBERS = word_list("numbers", "cardinals")
_UNITS = word_list("numbers", "units")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NEAR = 6  # tokens of a clause each way
_BREAKS = frozenset((*ENDS, ";", ":", ""))

# What a token may be besides one of the listed words.
KINDS: dict[str, Callable[[str], bool]] = {
    "#none": lambda token: not token,
    "#word": lambda token: token[:1].isalnum(),
    "#figure": lambda token: token[:1].isdigit(),
    "#year": lambda token: _YEAR.fullmatch(token) is not None,
    "#mark": lambda token: bool(token) and not token[0].isalnum(),
    "#ly": lambda token: token.endswith("ly") and len(token) > 4,
    "#ed": lambda token: token.endswith("ed") and len(token) > 3,
    "#ing": lambda token: token.endswith("ing") and len(token) > 4,
    "#number": lambda token: token[:1].isdigit() or token.split("-")[0] in _NUMBERS,
    "#unit": lambda token: token in _NUMBERS or token.split("-")[0].rstrip("s") in _UNITS,
}
_MOST_KEPT = 256  # answers to a question that no step names

# What may be asked about a place, in this order: the token at a distance, those of the clause each way, a fact.
_TOKENS = (1, -1, 2, -2, 3, -3, -4, -5, -6)
_CLAUSE = {"before": range(-1, -_NEAR - 1, -1), "after": range(1, _NEAR + 1)}
FACTS: dict[str, Callable[[Contexts, int], bool]] = {
    "is_capital": Contexts.is_capital, "opens_sentence": Contexts.opens_sentence, "is_asked": Contexts.is_asked,
}  # fmt: skip
_QUESTIONS: tuple[int | str, ...] = (*_TOKENS, *_CLAUSE, *FACTS)
_NONE = 0  # no question is left


@lru_cache(maxsize=2**14)
def _kinds_of(token: Answer) -> int:
    """Give the kinds that a token is of, a bit for each."""
    return sum(is_of_kind(str(token)) << number for number, is_of_kind in enumerate(KINDS.values()))


class Condition(NamedTuple):
    """What is asked about, and that it has to be one of some words or kinds, or none of them.

    A fact has True for its word. Of several tokens one has to be one of the words.
    """

    asked: int | str
    words: frozenset[Answer]
    kinds: int = 0  # a bit for each
    is_wanted: bool = True

    def holds(self, answer: Answer) -> bool:
        """Tell whether it holds, given what the answer is."""
        if isinstance(answer, tuple):
            return any(map(self._has, answer)) is self.is_wanted
        return self._has(answer) is self.is_wanted

    def _has(self, token: Answer) -> bool:
        return token in self.words or (self.kinds != 0 and _kinds_of(token) & self.kinds != 0)


class Step(NamedTuple):
    """One step of a rule: where all its conditions hold it decides, and the steps after it are not asked."""

    conditions: tuple[Condition, ...]
    decides: Decision


class _Left(dict[Hashable, "_Left"]):
    """What is left of a decision list once some answers are known: the next question, and what is left after it.

    Answers are alike where the steps tell no difference: tokens that are no listed word and are of the same kinds. What
    is left of a rule is made once for all answers after which the same is left: `made` is the same for all of it.
    """

    def __init__(self, steps: tuple[Step, ...], otherwise: Decision, made: dict[object, _Left]) -> None:
        self.otherwise, self._steps, self._made = otherwise, steps, made
        conditions = [condition for step in steps for condition in step.conditions]
        self.question = min((condition.asked for condition in conditions), key=_QUESTIONS.index, default=_NONE)
        asked = [condition for condition in conditions if condition.asked == self.question]
        self._words = frozenset[Answer]().union(*(condition.words for condition in asked))
        self._kinds = reduce(or_, (condition.kinds for condition in asked), 0)

    def __missing__(self, answer: Answer) -> _Left:
        """Give what is left after an answer."""
        key = self._alike(answer)
        following = self.get(key)
        if following is None:
            following = self[key] = self._of(self._allowing(answer))
        if isinstance(answer, str) and len(self) < _MOST_KEPT:
            self[answer] = following
        return following

    def _alike(self, answer: Answer) -> Hashable:
        if not isinstance(answer, tuple):
            return answer if answer in self._words else self._kinds and _kinds_of(answer) & self._kinds
        return frozenset(map(self._alike, answer)) if self._kinds else self._words.intersection(answer)

    def _allowing(self, answer: Answer) -> Iterator[Step]:
        for step in self._steps:
            if all(condition.holds(answer) for condition in step.conditions if condition.asked == self.question):
                left = tuple(condition for condition in step.conditions if condition.asked != self.question)
                yield step._replace(conditions=left)

    def _of(self, steps: Iterable[Step]) -> _Left:
        """Give what is left where these steps are, without those that make no difference."""
        left, otherwise = [], self.otherwise
        for step in steps:
            if not step.conditions:
                otherwise = step.decides
                break
            left.append(step)
        while left and left[-1].decides == otherwise:
            left.pop()
        key = tuple(left), otherwise
        if key not in self._made:
            self._made[key] = _Left(*key, self._made)
        return self._made[key]


class Rule:
    """A decision list (Rivest 1987): the first step that holds decides, else `otherwise`.

    A decision is True, False, or the subtype that the cue has here. `words` of the term are the cue; 0 is all of it.
    """

    def __init__(self, steps: Sequence[Step] = (), *, otherwise: Decision, words: int = 0) -> None:
        self.steps, self.otherwise, self.words = tuple(steps), otherwise, words
        self.undecided = _Left(self.steps, otherwise, {})


def decisions(rules: Sequence[Rule], contexts: Contexts) -> list[Decision]:
    """Decide about places of terms, each by its rule: all of which the same is asked are asked together.

    Examples
    --------
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> from framing.vocabulary.lexicon import Entry, Hit
    >>> reading, chance = Reading(Document("a", "A chance of rain, a chance!")), Entry("chance", "hedge", "", "own")
    >>> rule = Rule([Step((Condition(1, frozenset(["of"])),), True)], otherwise=False)
    >>> decisions([rule, rule], Contexts(reading, [Hit(2, 8, chance), Hit(20, 26, chance)]))
    [True, False]
    """
    left = [rule.undecided for rule in rules]
    asked: dict[int | str, list[int]] = {question: [] for question in (_NONE, *_QUESTIONS)}
    for number, each in enumerate(left):
        asked[each.question].append(number)
    for question in _QUESTIONS:
        numbers = asked[question]
        for number, answer in zip(numbers, _answers(contexts, question, numbers), strict=True):
            left[number] = following = left[number][answer]
            asked[following.question].append(number)
    return [each.otherwise for each in left]


def _answers(contexts: Contexts, question: int | str, numbers: Sequence[int]) -> Iterable[Answer]:
    if not numbers:
        return ()
    if isinstance(question, int):
        return contexts.tokens(numbers, question)
    if question in _CLAUSE:
        return map(_until_break, contexts.rows(numbers, _CLAUSE[question]))
    return [FACTS[question](contexts, number) for number in numbers]


def _until_break(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Give the tokens up to the first that ends a clause."""
    if _BREAKS.isdisjoint(tokens):
        return tokens
    return tokens[: next(place for place, token in enumerate(tokens) if token in _BREAKS)]
