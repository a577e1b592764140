"""Lists of words by which the package reads a text, kept as data: ``lexicons/words/<noun>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any


def word_list(noun: str, name: str) -> frozenset[str]:
    """Give one of the lists of words in ``lexicons/words/<noun>.toml``.

    Raises
    ------
    ValueError
        Where the file or the list is not there: the lists that there are.

    Examples
    --------
    >>> "mayor" in word_list("names", "titles"), "fact check" in word_list("transcripts", "no_speakers")
    (True, True)
    >>> word_list("numbers", "number")
    Traceback (most recent call last):
    ValueError: lexicons/words/numbers.toml: no list 'number'; there are: cardinals, units
    """
    return as_words(_entry(noun, name), f"lexicons/words/{noun}.toml, {name}")


def word_map(noun: str, name: str) -> dict[str, tuple[str, ...]]:
    """Give one of the tables in ``lexicons/words/<noun>.toml``: a word and those that it goes with.

    Examples
    --------
    >>> word_map("names", "short_titles")["gov"]
    ('governor',)
    """
    return {word: tuple(others.split()) for word, others in _entry(noun, name).items()}


def as_words(value: object, where: str) -> frozenset[str]:
    """Read a list of words as TOML has it: a string with spaces between, or phrases in brackets.

    Examples
    --------
    >>> sorted(as_words("a an", "articles")), sorted(as_words(["fact check"], "labels"))
    (['a', 'an'], ['fact check'])
    """
    if isinstance(value, str):
        return frozenset(value.split())
    if isinstance(value, list) and all(isinstance(phrase, str) for phrase in value):
        return frozenset(value)
    raise ValueError(f"{where}: no list of words; write one string with spaces between, or strings in brackets")


def any_of(words: Iterable[str]) -> str:
    r"""Give a pattern that finds any of the words, a longer one before one that it begins with.

    Examples
    --------
    >>> any_of(["at", "at least"])
    '(?:at\\ least|at)'
    """
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"


def _entry(noun: str, name: str) -> Any:
    lists = _lists(noun)
    if name not in lists:
        raise ValueError(f"lexicons/words/{noun}.toml: no list {name!r}; there are: {', '.join(lists)}")
    return lists[name]


@lru_cache(maxsize=32)
def _lists(noun: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("framing").joinpath("lexicons", "words", f"{noun}.toml").read_text("utf-8"))
