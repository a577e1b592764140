"""Whom a relative pronoun stands for: the noun phrase or the name before it."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attributing.phrase import AUXILIARIES, OPEN
from framing.attributing.verbs import FINITE, REPORTING
from framing.attributing.words import Word
from framing.vocabulary.word_lists import word_list

_DETERMINERS = word_list("reporting", "determiners")
_PREPOSITIONS = word_list("reporting", "prepositions")
_OPENERS = word_list("clauses", "openers")
_DATA = word_list("reporting", "data")
_AGENTS = ("by", "from", "with", "to", "for", "like", "among")
_OF_PEOPLE = ("in", "on", "at", "of", "from", "near", "across", "around", "throughout")
_PERSONS = word_list("source_types", "persons") - {"head", "chief", "figure", "star", "source"}
_PEOPLE = word_list("source_types", "groups") - {"country", "nation", "world", "youth", "public", "community"}
_ENDS_ADJECTIVE = ("al", "ic", "ive", "est", "ous", "ican")
_FARTHEST = 6  # words from a relative pronoun back to the start of its phrase


def antecedent(words: Sequence[Word], relative: int) -> int:
    """Give where the noun phrase begins that *who* stands for; its own index where that is not plain.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> for text in ("It met the old nurses who left.", "It met voters across town who left."):
    ...     print(antecedent(words_of(Reading(Document("a", text)), (0, len(text))), 5))
    2
    2
    """
    end = relative - (relative > 0 and words[relative - 1].form == ",")
    at, after_verb = end, False
    while at > 0 and end - at < _FARTHEST and (words[at - 1].is_word or words[at - 1].form == "%"):
        form = words[at - 1].form
        after_verb = at < end and at > 1 and form.endswith("ed") and _is_after_noun(words[at - 2])
        if after_verb:
            break
        if form in _OPENERS or form in _PREPOSITIONS or form in AUXILIARIES or form in REPORTING or form in FINITE:
            break
        if form.endswith("ing") and "-" not in form and at > 1 and words[at - 2].form in _PREPOSITIONS:
            break
        at -= 1
        if form in _DETERMINERS:
            break
    before = words[at - 1].form if at else ""
    outer = _people_outside(words, at, end) if words[relative].form == "who" else at
    if outer < at:
        return outer
    first = words[min(at, end - 1)]
    is_plain = at < end and (
        first.is_capitalised or first.form in _DETERMINERS or first.form.isdigit() or at == 0 or after_verb
    )
    if is_plain and (before not in _PREPOSITIONS or before in _AGENTS):
        return at
    if is_plain and at > 1 and words[at - 2].form in _DATA and words[relative].form in ("that", "which"):
        noun = at - 2
        while (
            noun > 0 and at - noun < _FARTHEST and words[noun - 1].is_word and words[noun - 1].form not in _PREPOSITIONS
        ):
            noun -= 1
            if words[noun].form in _DETERMINERS:
                return noun
        return at - 2
    found = _described(words, end, relative)
    is_person = found == relative and words[relative].form == "who" and at < end
    return (at if is_plain or before in _PREPOSITIONS else end - 1) if is_person else found


def _people_outside(words: Sequence[Word], at: int, end: int) -> int:
    """Give where the people begin that a place or thing before *who* says more of: [nurses] in the port, who left."""
    if not 1 < at < end or words[at - 1].form not in _OF_PEOPLE:
        return at
    last, noun = words[end - 1], at - 2
    is_of = words[at - 1].form == "of"
    is_person = words[noun].form in _PERSONS and last.is_capitalised and not is_of
    if is_person:
        return _with_determiner(words, noun)
    if words[noun].form not in _PEOPLE or last.form in _PEOPLE or (is_of and (last.is_capitalised or end - at < 2)):
        return at
    while noun and words[noun - 1].is_word and words[noun - 1].form.endswith(_ENDS_ADJECTIVE):
        noun -= 1
    return noun - (noun > 0 and words[noun - 1].form in _DETERMINERS)


def _with_determiner(words: Sequence[Word], noun: int) -> int:
    """Give where the article of a noun stands, or the noun where none is near before it."""
    for at in range(noun - 1, max(-1, noun - _FARTHEST), -1):
        if not words[at].is_word or words[at].form in _PREPOSITIONS or words[at].form in FINITE:
            break
        if words[at].form in _DETERMINERS:
            return at
    return noun


def _described(words: Sequence[Word], end: int, relative: int) -> int:
    """Give where the name begins before an apposition and *who*: [Orr], a nurse at the old mill, who left."""
    comma = next((i for i in range(end - 1, max(0, end - 2 * _FARTHEST), -1) if not words[i].is_word), -1)
    if comma < 1 or words[comma].form != "," or words[comma + 1].form not in ("a", "an", "the"):
        return relative
    at = comma
    while at > 0 and words[at - 1].is_capitalised:
        at -= 1
    return at if at < comma else relative


def _is_after_noun(before: Word) -> bool:
    """Tell by the word before it that a word in -ed is a verb with an object: the threat rocked; not: the armed."""
    return before.is_word and before.form not in OPEN | _DETERMINERS | AUXILIARIES and not before.form.endswith("ly")
