"""Reading rules, TOML files: what the words beside a term decide about it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import chain, product
from pathlib import Path
from typing import Any

from framing.vocabulary.decision_list import FACTS, KINDS, Condition, Rule, Step
from framing.vocabulary.lexicon import Entry, rules_beside
from framing.vocabulary.word_lists import as_words

_REACHES = {"always": Rule(otherwise=True), "never": Rule(otherwise=False)}

# What a condition asks about: the token at a distance, or the same by its name.
_PLACES: dict[str, int | str] = {
    "previous": -1, "previous_2": -2, "previous_3": -3, "next": 1, "next_2": 2, "next_3": 3,
    "before": "before", "after": "after",
}  # fmt: skip
_SUBJECT = "subject"  # the nearest token before the term that is none of the list `adverbs`
_FURTHEST_SUBJECT = 6  # tokens before the term
_NUMBER = "is_before_number"  # a number, a sum of money or a measure follows: what the next tokens are in each case
_BEFORE_NUMBER: dict[bool, tuple[dict[str, str], ...]] = {
    True: (
        {"next": "$ £ € ¥ #number"}, {"next": "a an the another", "next_2": "#unit"}, {"next": "us usd", "next_2": "$"},
    ),
    False: (
        {"next_not": "$ £ € ¥ #number a an the another us usd"}, {"next": "a an the another", "next_2_not": "#unit"},
        {"next": "us usd", "next_2_not": "$"},
    ),
}  # fmt: skip


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
        rule_of({**read_rules(entry.device), **rules}, rule_name(entry.subtype), entry)
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
    `subject` (the nearest of the six tokens before it that is none of the list `adverbs`). Among the words, ``@name``
    is a list, and ``#none``, ``#word``, ``#figure``, ``#year``, ``#mark``, ``#ly``, ``#ed``, ``#ing``, ``#number`` and
    ``#unit`` are kinds of token. `is_capital`, `opens_sentence`, `is_before_number` and `is_asked` ask about the place
    itself.

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
    if unknown := next((key for key in data if key not in ("rules", "words")), ""):
        raise ValueError(f"{name}: [{unknown}] is neither [words] nor a rule; a rule begins with [rules.{unknown}]")
    lists = _lists(data, name)
    return {key: _parsed(rule, lists, f"{name}, rule {key}") for key, rule in data.get("rules", {}).items()}


def _parsed(rule: Mapping[str, Any], lists: dict[str, frozenset[str]], where: str) -> Rule:
    """Read one rule."""
    if "otherwise" not in rule:
        raise ValueError(f"{where}: no `otherwise`; say what holds where no step decides")
    steps = []
    for step in rule.get("steps", ()):
        if "decides" not in step:
            raise ValueError(f"{where}: a step without `decides`; write true, false or a subtype")
        asked = [_cases(place, answer, lists, where) for place, answer in step.items() if place != "decides"]
        steps += [Step(tuple(chain.from_iterable(cases)), step["decides"]) for cases in product(*asked)]
    return Rule(steps, otherwise=rule["otherwise"], words=rule.get("words", 0))


def _cases(asked: str, answer: str | bool, lists: dict[str, frozenset[str]], where: str) -> list[list[Condition]]:
    """Give the cases in which what a step asks is so, with the conditions of each."""
    if isinstance(answer, bool) and asked in FACTS:
        return [[Condition(asked, frozenset([True]), is_wanted=answer)]]
    if isinstance(answer, bool) and asked == _NUMBER:
        cases = _BEFORE_NUMBER[answer]
        return [[each for place in case for each in _cases(place, case[place], lists, where)[0]] for case in cases]
    place = asked.removesuffix("_not")
    if (place not in _PLACES and place != _SUBJECT) or not isinstance(answer, str):
        places = ", ".join((*_PLACES, _SUBJECT, *FACTS, _NUMBER))
        raise ValueError(f"{where}: no condition {asked!r}; there are: {places}")
    words, kinds = _words(answer, lists, where)
    if place != _SUBJECT:
        return [[Condition(_PLACES[place], words, kinds, place == asked)]]
    adverbs = lists.get("adverbs", frozenset())
    return [
        [
            *(Condition(-passed, adverbs) for passed in range(1, distance)),
            Condition(-distance, adverbs, is_wanted=False),
            Condition(-distance, words, kinds, place == asked),
        ]
        for distance in range(1, _FURTHEST_SUBJECT + 1)
    ]


def _words(listed: str, lists: dict[str, frozenset[str]], where: str) -> tuple[frozenset[str], int]:
    words: set[str] = set()
    kinds = 0
    for word in listed.split():
        if word.startswith("@") and word[1:] in lists:
            words |= lists[word[1:]]
        elif word in KINDS:
            kinds |= 1 << list(KINDS).index(word)
        elif word[0] in "@#":
            raise ValueError(
                f"{where}: no words {word!r}; there are: {', '.join([*('@' + key for key in lists), *KINDS])}"
            )
        else:
            words.add(word)
    return frozenset(words), kinds


def rule_name(subtype: str) -> str:
    """Give the rule that a term's subtype names, behind its last colon; empty where it names none.

    Examples
    --------
    >>> rule_name("modal:may"), rule_name("modal")
    ('may', '')
    """
    return subtype.rpartition(":")[2] if ":" in subtype else ""


def rule_of(rules: Mapping[str, Rule], name: str, entry: Entry) -> Rule:
    """Give the rule that a term names; where it names none, or `always`, it counts wherever it stands.

    Raises
    ------
    ValueError
        Where there is no such rule: the rules that there are.

    Examples
    --------
    >>> rule_of({}, "never", Entry("fog", "hedge", "noun:never", "own")).otherwise
    False
    >>> rule_of({}, "weather", Entry("fog", "hedge", "noun:weather", "own"))
    Traceback (most recent call last):
    ValueError: lexicons: 'fog' (hedge) names the rule 'weather'; there are: always, never
    """
    if name and name not in rules and name not in _REACHES:
        raise ValueError(
            f"lexicons: {entry.term!r} ({entry.device}) names the rule {name!r}; "
            f"there are: {', '.join([*_REACHES, *rules])}"
        )
    return rules[name] if name in rules else _REACHES[name or "always"]
