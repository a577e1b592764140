"""Reading rules, TOML files: what the words beside a term decide about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from importlib import resources
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from framing.vocabulary.context import Context
from framing.vocabulary.lexicon import Entry, rules_beside
from framing.vocabulary.word_lists import as_words

_NEAR = 6  # tokens each way that `before` and `after` look at
_BREAKS = frozenset(".?!;:")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_REACHES = frozenset(("always", "never"))

# What a token may be besides one of the listed words.
_KINDS: dict[str, Callable[[str], bool]] = {
    "#none": lambda token: not token,
    "#word": lambda token: token[:1].isalnum(),
    "#figure": lambda token: token[:1].isdigit(),
    "#year": lambda token: _YEAR.fullmatch(token) is not None,
    "#mark": lambda token: bool(token) and not token[0].isalnum(),
    "#ly": lambda token: token.endswith("ly") and len(token) > 4,
    "#ed": lambda token: token.endswith("ed") and len(token) > 3,
    "#ing": lambda token: token.endswith("ing") and len(token) > 4,
}
# Which token a condition looks at, by its distance, or of which tokens one has to fit.
_ONE = {"previous": -1, "previous_2": -2, "previous_3": -3, "next": 1, "next_2": 2, "next_3": 3}
_SUBJECT = "subject"
_SOME: dict[str, Callable[[Context], Sequence[str]]] = {
    "before": lambda context: _until_break(context.before[: -_NEAR - 1 : -1]),
    "after": lambda context: _until_break(context.after[:_NEAR]),
}
# What a condition may ask of the place itself.
_FACTS: dict[str, Callable[[Context], bool]] = {
    "is_capital": lambda context: context.reading.text[context.hit.start].isupper(),
    "opens_sentence": lambda context: context.opens_sentence,
    "is_before_number": lambda context: context.is_followed_by_number,
    "is_asked": lambda context: context.is_asked,
}

Condition: TypeAlias = Callable[[Context], bool]


@lru_cache(maxsize=2**14)
def _kinds_of(token: str) -> int:
    """Give the kinds that a token is of, a bit for each."""
    return sum(is_of_kind(token) << number for number, is_of_kind in enumerate(_KINDS.values()))


class _Words(NamedTuple):
    """Words that a token may be, and kinds of token, a bit for each."""

    words: frozenset[str]
    kinds: int

    @property
    def fit(self) -> Callable[[str], bool]:
        """What tells whether a token is one of them."""
        words, kinds = self
        return (lambda token: token in words or _kinds_of(token) & kinds != 0) if kinds else words.__contains__


class _OneOf(NamedTuple):
    """The condition of most steps: the token at a distance has to be one of some words, or none of them."""

    distance: int
    fits: Callable[[str], bool]
    is_wanted: bool


class Step(NamedTuple):
    """One step of a rule: where all its conditions hold it decides, and the steps after it are not asked."""

    tokens: tuple[_OneOf, ...]
    conditions: tuple[Condition, ...]
    decides: str | bool


class Rule:
    """A decision list (Rivest 1987): the first step that holds decides, else `otherwise`.

    A decision is True, False, or the subtype that the cue has here. `words` of the term are the cue; 0 is all of it.
    Most steps ask about the next token, so that the steps which it allows are chosen once for all alike: `following`
    are the words and kinds of token by which they differ.
    """

    def __init__(
        self, steps: Sequence[Step] = (), *, otherwise: str | bool, words: int = 0, following: Sequence[_Words] = ()
    ) -> None:
        self.steps, self.otherwise, self.words = tuple(steps), otherwise, words
        self._next = frozenset().union(*(each.words for each in following))
        self._kinds = reduce(or_, (each.kinds for each in following), 0)
        self._allowed: dict[str | int, tuple[Step, ...]] = {}

    def decide(self, context: Context) -> str | bool:
        """Decide about one place of a term."""
        following = context[1]
        alike = following if following in self._next else _kinds_of(following) & self._kinds
        if alike not in self._allowed:
            self._allowed[alike] = tuple(self._allowed_by(following))
        for tokens, conditions, decides in self._allowed[alike]:
            for distance, fits, is_wanted in tokens:
                if fits(context[distance]) is not is_wanted:
                    break
            else:
                if all(holds(context) for holds in conditions):
                    return decides
        return self.otherwise

    def _allowed_by(self, following: str) -> Iterator[Step]:
        """Give the steps that the next token allows, with what they ask besides."""
        for step in self.steps:
            if all(fits(following) is is_wanted for distance, fits, is_wanted in step.tokens if distance == 1):
                yield step._replace(tokens=tuple(one for one in step.tokens if one.distance != 1))


@lru_cache(maxsize=32)
def read_rules(device: str) -> dict[str, Rule]:
    """Read the bundled rules of a device, ``lexicons/rules/<device>.toml``: name to rule; none where it has no file.

    Raises
    ------
    ValueError
        Where a rule asks for a place, a kind of token or a list of words that there is not.

    Examples
    --------
    >>> read_rules("hedge")["number"].otherwise, read_rules("metaphor")
    (False, {})
    """
    return parse_rules(_text(device), f"{device}.toml")


@lru_cache(maxsize=8)
def read_words(device: str) -> dict[str, frozenset[str]]:
    """Read the lists of words that stand beside the rules of a device: name to words.

    Examples
    --------
    >>> "been" in read_words("hedge")["be"]
    True
    """
    return _lists(tomllib.loads(_text(device)), f"{device}.toml")


def read_own_rules(
    lexicon: str | Path, entries: Sequence[Entry], detectors: Collection[str] = ()
) -> dict[str, dict[str, Rule]]:
    r"""Read the rules beside a lexicon of one's own, ``mine.rules.toml`` beside ``mine.tsv``: device to its rules.

    They are the rules of every device that has terms in the lexicon, besides the bundled ones.

    Raises
    ------
    ValueError
        Where the file is no TOML, a rule is faulty, bears the name of a bundled one or is named by no term, a term
        names a rule that there is not, or the lexicon has terms for a device of `detectors`, which have rules of their
        own.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> mine = pathlib.Path(tempfile.mkdtemp(), "mine.tsv")
    >>> mine.touch()
    >>> rule = '[rules.of]\notherwise = false\nsteps = [{decides = true, next = "of"}]'
    >>> _ = mine.with_suffix(".rules.toml").write_text(rule)
    >>> list(read_own_rules(mine, [Entry("flood", "metaphor", "water:of", "own")])["metaphor"])
    ['of']
    """
    file = rules_beside(lexicon)
    if file is None:
        return {}
    rules = parse_rules(file.read_text("utf-8-sig"), file.name)
    named = {rule_name(entry.subtype) for entry in entries}
    devices = dict.fromkeys(entry.device for entry in entries)
    if closed := next((device for device in devices if device in detectors), ""):
        raise ValueError(
            f"{file.name}: {closed} takes no rules but its own; put its terms into a lexicon without rules"
        )
    for name in rules:
        taken = next((device for device in devices if name in read_rules(device)), "")
        if taken or name in _REACHES:
            raise ValueError(
                f"{file.name}, rule {name}: {taken or 'every device'} has a rule of that name; name it anew"
            )
        if name not in named:
            raise ValueError(f"{file.name}, rule {name}: no term names it; write it behind the colon of a subtype")
    for entry in entries:
        check_rule({**read_rules(entry.device), **rules}, rule_name(entry.subtype), entry)
    return dict.fromkeys(devices, rules)


def _text(device: str) -> str:
    file = resources.files("framing").joinpath("lexicons", "rules", f"{device}.toml")
    return file.read_text("utf-8") if file.is_file() else ""


def _lists(data: Mapping[str, Any], name: str) -> dict[str, frozenset[str]]:
    return {key: as_words(words, f"{name}, {key}") for key, words in data.get("words", {}).items()}


def parse_rules(text: str, name: str) -> dict[str, Rule]:
    r"""Read rules from TOML: lists of `words`, and for each rule its `steps` and what is so `otherwise`.

    A step says what it ``decides`` and names its conditions, all of which have to hold: ``next = "to be"`` that the
    next token is one of these words, ``next_not`` that it is not. The places are `previous`, `previous_2`,
    `previous_3`, `next`, `next_2`, `next_3`; `before` and `after` (one of the six nearest tokens of the clause);
    `subject` (the nearest token before it that is none of the list `adverbs`). Among the words, ``@name`` is a list,
    and ``#none``, ``#word``, ``#figure``, ``#year``, ``#mark``, ``#ly``, ``#ed``, ``#ing`` are kinds of token.
    `is_capital`, `opens_sentence`, `is_before_number` and `is_asked` ask about the place itself.

    Examples
    --------
    >>> rules = parse_rules('[rules.noun]\notherwise = false\nsteps = [{decides = true, next = "of"}]', "x.toml")
    >>> len(rules["noun"].steps), rules["noun"].otherwise
    (1, False)
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: no TOML ({error}); see lexicons/rules/ for how rules are written") from None
    lists = _lists(data, name)
    return {key: _parsed(rule, lists, f"{name}, rule {key}") for key, rule in data.get("rules", {}).items()}


def _parsed(rule: Mapping[str, Any], lists: dict[str, frozenset[str]], where: str) -> Rule:
    """Read one rule."""
    if "otherwise" not in rule:
        raise ValueError(f"{where}: no `otherwise`; say what holds where no step decides")
    steps, following = [], []
    for step in rule.get("steps", ()):
        if "decides" not in step:
            raise ValueError(f"{where}: a step without `decides`; write true, false or a subtype")
        read = [_condition(place, asked, lists, where) for place, asked in step.items() if place != "decides"]
        following += [_words(step[place], lists, where) for place in ("next", "next_not") if place in step]
        words = tuple(condition for condition in read if isinstance(condition, _OneOf))
        conditions = tuple(condition for condition in read if not isinstance(condition, _OneOf))
        steps.append(Step(words, conditions, step["decides"]))
    return Rule(steps, otherwise=rule["otherwise"], words=rule.get("words", 0), following=following)


def _condition(asked: str, answer: str | bool, lists: dict[str, frozenset[str]], where: str) -> _OneOf | Condition:
    if asked in _FACTS and isinstance(answer, bool):
        fact = _FACTS[asked]
        return lambda context: fact(context) is answer
    place = asked.removesuffix("_not")
    places = (*_ONE, _SUBJECT, *_SOME)
    if place not in places or not isinstance(answer, str):
        raise ValueError(f"{where}: no condition {asked!r}; there are: {', '.join((*places, *_FACTS))}")
    fits, is_wanted = _words(answer, lists, where).fit, place == asked

    if place in _SOME:
        some = _SOME[place]
        return lambda context: any(map(fits, some(context))) is is_wanted
    if place == _SUBJECT:
        passed = lists.get("adverbs", frozenset())
        return lambda context: fits(context.previous_but(passed)) is is_wanted
    return _OneOf(_ONE[place], fits, is_wanted)


def _words(listed: str, lists: dict[str, frozenset[str]], where: str) -> _Words:
    words: set[str] = set()
    kinds = 0
    for word in listed.split():
        if word.startswith("@") and word[1:] in lists:
            words |= lists[word[1:]]
        elif word in _KINDS:
            kinds |= 1 << list(_KINDS).index(word)
        elif word[0] in "@#":
            raise ValueError(f"{where}: no words {word!r}; there are: {', '.join('@' + key for key in lists)}, "
                             f"{', '.join(_KINDS)}")  # fmt: skip
        else:
            words.add(word)
    return _Words(frozenset(words), kinds)


def rule_name(subtype: str) -> str:
    """Give the rule that a term's subtype names, behind its last colon; empty where it names none.

    Examples
    --------
    >>> rule_name("modal:may"), rule_name("modal")
    ('may', '')
    """
    return subtype.rpartition(":")[2] if ":" in subtype else ""


def check_rule(rules: Mapping[str, Rule], name: str, entry: Entry) -> None:
    """Raise an error where a term names a rule that there is not.

    Raises
    ------
    ValueError
        With the rules that there are.

    Examples
    --------
    >>> check_rule({}, "weather", Entry("fog", "hedge", "noun:weather", "own"))
    Traceback (most recent call last):
    ValueError: lexicons: 'fog' (hedge) names the rule 'weather'; there are: always, never
    """
    if name and name not in rules and name not in _REACHES:
        raise ValueError(
            f"lexicons: {entry.term!r} ({entry.device}) names the rule {name!r}; "
            f"there are: {', '.join(['always', 'never', *rules])}"
        )


def _until_break(tokens: Sequence[str]) -> Sequence[str]:
    """Give the tokens up to the first that ends a clause."""
    end = next((place for place, token in enumerate(tokens) if token in _BREAKS), len(tokens))
    return tokens[:end]
