"""How far a source reaches: to the end of an apposition or of a phrase, not into a time or another sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.attributing.phrase import AUXILIARIES, SUBJECT_PRONOUNS, TIMES
from framing.attributing.verbs import FINITE
from framing.attributing.words import Word
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_GOES_ON = frozenset(("in", "at", "on", "to", "who"))
ROLES = word_list("source_types", "persons") | word_list("names", "titles")
SPEAKERS = ROLES | word_list("source_types", "groups") | {"police"}
NO_PHRASE = AUXILIARIES | SUBJECT_PRONOUNS | word_list("clauses", "openers") | FINITE
_NO_OCCASION = word_list("clauses", "occasions") | TIMES - _GOES_ON - {"the", "of"}
_LONGEST = 20  # words by which a source may go on
_FEW = 6  # words up to a comma
QUANTIFIERS = frozenset("about over nearly roughly almost around than least most".split())
_BEFORE_QUANTIFIERS = ("at", "more", "fewer", "less")
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
FRONTING = frozenset(
    "among of in on at by with for from to under after before despite like unlike according as".split()
)
_DETERMINERS = word_list("reporting", "determiners")
TIME_ENDS = ("day", "week", "month", "year")
_BEFORE_TIME = ("this", "last", "next")
_BEFORE_TIMES = ("earlier", "later", "until", "since", "before", "after", "who")
_SENTENCE = re.compile(r"\.(?:(?<=[a-z]{3}\.)(?=[A-Z][a-z])|\s(?=(?:He|She|It|They|We|But|The|This|That|These|In)\b))")
_DASH = re.compile(r"\s?(?:—|--)\s?|\s–\s")


def to_end_of_phrase(words: Sequence[Word], source: tuple[int, int], *, is_fronted: bool) -> tuple[int, int]:
    """Let a source after *according to* go on to where its phrase ends.

    At the start of a sentence that is the next comma (According to a letter to Orr, it rained), elsewhere the end of
    the sentence (according to two people in the room); not with a verb between, nor where a time follows.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> def end(text, **options):
    ...     words = words_of(Reading(Document("a", text)), (0, len(text)))
    ...     return words[to_end_of_phrase(words, (2, 4), **options)[1] - 1].form
    >>> end("According to a letter to Ada Orr, it rained.", is_fronted=True)
    'orr'
    >>> end("according to two people in the room.", is_fronted=False)
    'room'
    >>> end("according to the mayor on Monday.", is_fronted=False)
    'mayor'
    """
    start, end = source
    first = words[end].form if end < len(words) else ""
    at = end
    if first == "," and not is_fronted:
        if not any(word.form in ROLES and not word.is_capitalised for word in words[end + 1 : end + 4]):
            return source
        at += 1
    elif first not in _GOES_ON or (
        not is_fronted and any(word.form in _NO_OCCASION for word in words[end + 1 : end + 4])
    ):
        return source
    while at < len(words) and at - end <= _LONGEST and words[at].is_word:
        if first != "who" and words[at].form in NO_PHRASE:
            return source
        at += 1
    is_over = at < len(words) and words[at].form == "," if is_fronted else at >= len(words) - 1
    return (start, at) if is_over and at - end <= _LONGEST else source


def to_comma(words: Sequence[Word], first: int, last: int, cue: int) -> int:
    """Go on to the comma before the cue where an apposition is broken off: Orr, a nurse at the old [mill], said."""
    if not first < last < cue or not words[last].is_word or not any(word.form == "," for word in words[first:last]):
        return last
    at = last
    while at < cue and at - last < _FEW and words[at].is_word:
        at += 1
    is_closed = words[at].form == "," and all(
        word.form in AUXILIARIES or word.form.endswith("ly") for word in words[at + 1 : cue]
    )
    return at if is_closed else last


def before_time(words: Sequence[Word], first: int, last: int) -> int:
    """Leave out a time at the end: the army [on Friday], the airline [this week], Ada Orr [last] month."""
    if last - first > 3 and [word.form for word in words[last - 3 : last]] == ["over", "the", "weekend"]:
        return last - 3 - (words[last - 4].form == ",")
    is_short = words[last - 1].form in DAYS | {"now"} and all(w.is_word or w.form == "." for w in words[first:last])
    if is_short and last - first > 2:
        end = last - (2 if words[last - 2].form in ("early", "late") else 1)
        if _ends_before_day(words[end - 1]):
            return end  # a judge [Friday]
    if words[last - 1].form in _BEFORE_TIME and last < len(words) and words[last].form.endswith(TIME_ENDS):
        return max(first + 1, last - 1)
    if not words[last - 1].form.endswith(TIME_ENDS):
        return last
    at = last
    while at > first + 1 and words[at - 1].form in TIMES and words[at - 1].form not in ("the", "of"):
        at -= 1
    is_time = at < last and words[at].form in ("on", "this", "last")
    is_plain = all(word.is_word for word in words[first:at]) and words[at - 1].form not in _BEFORE_TIMES
    return at if is_time and is_plain else last


def _ends_before_day(word: Word) -> bool:
    """Tell whether a word is the noun or name that a bare day of the week follows."""
    is_phrase = word.form in TIMES or word.form in FRONTING or word.form in _DETERMINERS
    return word.is_word and not (is_phrase or word.form.endswith(("ed", "ing")) or word.form in _BEFORE_TIMES)


def in_one_sentence(text: str, place: Place, cue: int) -> Place:
    """Keep the piece nearest the cue of a source that a sentence border or a single dash cuts.

    Examples
    --------
    >>> text = "The mayor left Ky. She says so. Old boats—a nurse says. Ada Orr — a nurse — said so."
    >>> places = (((0, 22), 23), ((32, 49), 50), ((56, 73), 76))
    >>> [text[slice(*in_one_sentence(text, place, at))] for place, at in places]
    ['She', 'a nurse', 'Ada Orr — a nurse']
    """
    start, end = place
    is_before = start < cue
    borders = list(_SENTENCE.finditer(text, start, end))
    if borders:
        start, end = (borders[-1].end(), end) if is_before else (start, borders[0].start())
    dashes = list(_DASH.finditer(text, start, end)) if is_before else []
    if len(dashes) != 1 or _DASH.match(text, end):
        return start, end
    return (start, dashes[0].start()) if _DASH.search(text, end, max(end, cue)) else (dashes[0].end(), end)


def with_point(text: str, source: Place, cue: int) -> Place:
    """Take in the point of a word cut short, and a bracket that closes after it: the U.S., Orr (D., Mich.)."""
    start, end = source
    is_inside = end < cue or text[end + 1 : end + 2] == ","
    if is_inside and text[end : end + 1] == "." and text[end + 1 : end + 2] in (" ", ")", ","):
        end += 1
        if text[end] == ")" and "(" in text[start:end]:
            end += 1
    return start, end


def with_quantifier(words: Sequence[Word], first: int) -> int:
    """Give where a phrase begins with what says of its number: [about] 70 percent, [as] many as 100 children."""
    if first and [word.form for word in words[first - 1 : first + 2]] in (["as", "many", "as"], ["as", "few", "as"]):
        return first - 1
    if first and words[first].form in ("least", "most", "than") and words[first - 1].form in _BEFORE_QUANTIFIERS:
        return first - 1  # [at] least 17 nurses
    if first < 2 or not words[first].form[0].isdigit() or words[first - 1].form not in QUANTIFIERS:
        return first
    return first - (2 if words[first - 1].form in ("than", "least", "most") else 1)
