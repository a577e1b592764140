"""The names that a text writes with capitals, each with its titles and the word before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.speakers.name_runs import Name, names_in_run
from framing.speakers.name_words import ARABIC_ARTICLE, is_title
from framing.texts.text import Place

# The first letter stands first and what may not stand before it after it: searching for one class of letters is fast.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_TITLES = ("Mr Ms Dr Lt St Jr Sr", "Mrs Sen Gov Rep Gen Sgt Col Rev", "Sens Reps Capt Prof Pres")
_IS_TITLE = "|".join(rf"(?<=\b(?:{words.replace(' ', '|')})\.)" for words in _TITLES)
_AFTER_CAPITAL = (
    rf"(?:\.(?:{_CAPITAL}\.)*(?=[ \n])|[a-z]{{1,3}}\.(?:{_IS_TITLE})"
    r"|[\w\-]*(?:(?:['’.](?=\w)|&(?=[A-Z])|(?<=s)[’'](?= [A-Z]))[\w\-]*)*)"
)
_LINK = r"(?:(?:of|for|and) (?:the )?|& |(?:de|del|van|von|der|den|bin|al|la|le|di|da|du|el) ){0,2}"
_LINKED = rf"(?: {_LINK}(?:{ARABIC_ARTICLE})?{_CAPITAL}{_AFTER_CAPITAL}){{0,9}}"
_RUN = re.compile(rf"{_CAPITAL}(?<![\w’'-]{_CAPITAL}){_AFTER_CAPITAL}{_LINKED}")
_MOST_IN_HEADLINE, _LARGE = 200, 0.6  # characters; share of words with a capital
_LONGEST_BEFORE = 16  # characters of a word before a name that helps to recognise it
_ROYAL = ("prince", "princess", "king", "queen", "pope")
_SUFFIX = (", Jr.", ", Sr.")


class Seen(NamedTuple):
    """One name as it stands in a text, with its titles and the word before it in lower case."""

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    is_organisation: bool
    before: str


def seen_names(text: str) -> list[Seen]:
    """Give every name in a text, in its order; a single word may be a common noun that opens a sentence.

    Examples
    --------
    >>> [(name.text, name.titles, name.before) for name in seen_names("Then Mayor Ada Orr met Bo.")]
    [('Ada Orr', ('mayor',), 'mayor'), ('Bo', (), 'met')]
    """
    seen, make = [], tuple.__new__  # three times as fast as the class
    for found in _RUN.finditer(text):
        if names := _names_in(found.group()):
            first = found.start()
            for place, end, written, titles, is_organisation in names:
                start, before = first + place, ""
                if start and text[start - 1] == " ":
                    word = max(text.rfind(" ", 0, start - 1) + 1, start - _LONGEST_BEFORE)
                    before = "," if text[start - 2] == "," else text[word : start - 1].lower()
                seen.append(make(Seen, (start, first + end, written, titles, is_organisation, before)))
            if text.startswith(_SUFFIX, first + end):
                seen[-1] = _with_suffix(seen[-1], text)
    return seen


@lru_cache(maxsize=65536)
def _names_in(run: str) -> tuple[Name, ...]:
    """Give the names in a run, a title by itself too, which may be a surname (Dean, King), and Queen Ada."""
    names = names_in_run(run) or ((Name(0, len(run), run, (), False),) if run[-1] != "." and is_title(run) else ())
    return tuple(
        name._replace(text=f"{name.titles[-1].capitalize()} {name.text}")  # who has no other name
        if name.titles and name.titles[-1] in _ROYAL and " " not in name.text
        else name
        for name in names
    )


def _with_suffix(name: Seen, text: str) -> Seen:
    """Give a name with the suffix that stands after a comma: Ada Orr, Jr."""
    suffix = text[name.end + 1 : name.end + 5]
    return name._replace(end=name.end + 5, text=f"{name.text}{suffix}") if " " in name.text else name


def headlines(text: str, paragraphs: Sequence[Place]) -> list[Place]:
    """Give the paragraphs in which most words have a capital, so that capitals mark no names there."""
    found = []
    for start, end in paragraphs:
        if end - start <= _MOST_IN_HEADLINE:
            words = text[start:end].split()
            if len(words) > 2 and sum(word[0].isupper() for word in words) >= _LARGE * len(words):
                found.append((start, end))
    return found
