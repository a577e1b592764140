"""The outlet's own words, behind what somebody said, that something was left unsaid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from framing.attributing.features import Words
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_OPENERS = frozenset(("but", "although", "though", "without", "and"))
_ANSWERING = frozenset(("respond", "reply"))
_SPEAKERS = ("he", "she", "they", "it", "also")
_NOT_TOLD = tuple(tuple(phrase.split()) for phrase in word_list("edges", "not_told"))
_TELLING = word_list("edges", "telling")
_GIVING = word_list("edges", "giving")
_DETAILS = word_list("edges", "details")
_REACH = 6  # words
_PAUSES = frozenset(",.;:—–-(")


def before_untold(words: Words, place: Place) -> int:
    """Give where a content ends before what the outlet says was not told.

    Examples
    --------
    >>> from framing.attributing.features import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> text = "Orr said the gate was shut but gave no details."
    >>> text[9 : before_untold(words_of(Reading(Document("a", text))), (9, 46))]
    'the gate was shut'
    """
    first, last = bisect_left(words.start, place[0]), bisect_left(words.start, place[1])
    forms = words.forms
    if _OPENERS.isdisjoint(forms[first + 2 : last - 2]):
        return place[1]
    for at in range(first + 2, last - 2):
        if forms[at] not in _OPENERS or words.quoted[at]:
            continue
        if _is_untold(forms[at], [form.lower() for form in forms[at + 1 : min(last, at + 1 + _REACH)]]):
            return words.end[at - 1 - (forms[at - 1] in _PAUSES)]
    return place[1]


def _is_untold(opener: str, following: Sequence[str]) -> bool:
    """Tell whether words say that something was not told: but | gave no details; and | did not respond."""
    if opener == "without":
        return following[0] in _TELLING or (following[0] in _GIVING and not _DETAILS.isdisjoint(following))
    if opener == "and":
        return tuple(following[:2]) in _NOT_TOLD and not _ANSWERING.isdisjoint(following[2:4])
    following = following[following[0] in _SPEAKERS :]
    if tuple(following[:2]) not in _NOT_TOLD and tuple(following[:1]) not in _NOT_TOLD:
        return False
    is_telling = not _TELLING.isdisjoint(following[1:4])
    return is_telling or not (_GIVING.isdisjoint(following) or _DETAILS.isdisjoint(following))
