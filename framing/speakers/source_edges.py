"""Edges of source phrases: a span that is too wide or cut inside a word or name, mended before it is named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from framing.speakers.name_words import PREPOSITIONS, WORD_LIKE, given_names, is_title
from framing.speakers.source_types import is_share
from framing.texts.text import Place, view
from framing.vocabulary.word_lists import word_list

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*\.?(?:['’](?=\s|$))?|[^\w\s]|_")
_PRONOUN = re.compile(r"(i|he|she|we|you|they|it)(?:['’](?:ve|re|d|ll|m|s))?$", re.IGNORECASE)
_LEADS_IN = word_list("source_types", "leads_in")
_LEADS_OUT = word_list("source_types", "leads_out")
_ENDS = word_list("source_types", "ends_source")
_NOBODY = word_list("source_types", "nobody")
NAMES_TOO = frozenset({"May", "Will", "April", *WORD_LIKE})
_PRONOUNS = word_list("source_types", "person_pronouns") | word_list("source_types", "other_pronouns") | {"whom"}
_EDGES = _LEADS_OUT | _PRONOUNS
_INDEFINITES = word_list("source_types", "indefinites")
RELATIVES = word_list("clauses", "relatives")
_SUBORDINATE = frozenset("because although though whether unless".split())
_AFTER_AT = ("least", "most")  # at least ten nurses
_MODALS = frozenset("might could would should must".split())
_DETERMINERS = frozenset("the a an his her their its our".split())
_OF_OBJECT = frozenset(
    "quoted forced asked ordered urged allowed convinced persuaded pressured".split()
)  # who speaks is it
_OBJECTS = _DETERMINERS | {"some", "this", "that", "these", "those"}
_TIMES = frozenset("week month year morning afternoon evening weekend night time".split())
_BEFORE_TIMES = frozenset("this last next first".split())
_NO_ADVERBS = frozenset("assembly monopoly anomaly monthly bimonthly quarterly elderly butterfly firefly".split())
_SHORT = 6  # letters of a word that may end in -ly and be a noun: ally, daily
_NEAR_TIMES = frozenset("earlier later early late".split())
_FOR_THE_FIRST = ["for", "the", "first"]
_INSIDE = _SUBORDINATE | _MODALS | _DETERMINERS
_GO_ON = word_list("names", "prepositions") | word_list("source_types", "goes_on")  # an article goes on with the phrase
_LONGEST_PRONOUN = 10  # letters
_LONGEST = 400  # characters of a source that are read
_CLOSES = ".)”\"’'%&"


def mended(text: str, place: Place, names: Sequence[Place], starts: Sequence[int]) -> Place:
    r"""Give the place of the source phrase that a span means; an empty place where it holds no noun or pronoun.

    What stands in another line, verbs and conjunctions before it (*said Orr*) and function words after it (*Orr of
    the*) are cut off; a word or a name that the span cuts is taken whole; of words and a pronoun after them, as in
    *a phrase they*, the pronoun is the source, and the words before *who* are.

    Parameters
    ----------
    text : str
        The article.
    place : (int, int)
        The span.
    names : sequence of (int, int)
        Where names stand, in order.
    starts : sequence of int
        Where these start.

    Examples
    --------
    >>> text = "Boats sink, said Ada Orr of the port."
    >>> [text[slice(*mended(text, place, [(17, 24)], [17]))] for place in ((12, 31), (17, 20), (29, 31))]
    ['Ada Orr', 'Ada Orr', '']
    """
    start, end = _in_one_line(text, place[0], min(place[1], place[0] + _LONGEST))
    if end - start <= _LONGEST_PRONOUN and text[start:end].isalpha() and _is_whole(text, start, end):
        plain = text[start:end].lower()
        if plain in _PRONOUNS or plain in _INDEFINITES or not _is_nobody(text[start:end]):
            return _whole_name(start, end, names, starts)
    if _needs_nothing(text[start:end]) and _is_whole(text, start, end):
        return _whole_name(start, end, names, starts)
    start, end = _whole_words(text, start, end)
    start, end = _whole_name(start, end, names, starts)
    words = [(found.start(), found.end(), view(found.group())) for found in _WORD.finditer(text, start, end)]
    words = _trimmed(text, words)
    words = _before_verb(text, words, names, starts) if words else words
    if not words:
        return start, start
    is_some = len(words) > 1 and words[-1][2] in _INDEFINITES and words[-2][2] in RELATIVES  # a plan that many
    is_governed = len(words) > 1 and words[-2][2] in PREPOSITIONS  # nurses familiar with it
    if len(words) > 1 and (is_some or (_PRONOUN.match(words[-1][2]) and not is_governed)):
        words = words[-1:]
    if len(words) > 1 and words[-1][2] in RELATIVES:
        words = _without_marks(words[:-1]) or words[-1:]
    if len(words) > 1 and words[0][2] in RELATIVES:
        words = words[:1]  # who this week
    words = _last_clause(words)
    start, end = words[0][0], words[-1][1]
    found = _PRONOUN.match(text[start:end])
    if found:
        return start, start + len(found.group(1))
    return start, end + (end < place[1] and text[end] in "’'" and text[end - 1] == "s")


@lru_cache(maxsize=32768)
def _needs_nothing(phrase: str) -> bool:
    """Tell whether a phrase is words alone, with no word at an edge that would be cut: most are."""
    words = view(phrase).split(" ")
    return (
        all(word.isalpha() for word in words)
        and words[0] not in _LEADS_IN
        and words[-1] not in _EDGES
        and _ENDS.isdisjoint(words)
        and _INSIDE.isdisjoint(words[1:])
        and words[-1] not in _TIMES
        and (len(words) == 1 or words[-1] not in _INDEFINITES)
        and not words[-1].endswith("ly")
        and not any(word.endswith("ed") for word in words[1:])
        and not all(word in _NOBODY for word in words)
    )


def _in_one_line(text: str, start: int, end: int) -> Place:
    """Give the longest part of a place that stands in one line."""
    phrase = text[start:end]
    if "\n" not in phrase:
        return start, end
    parts = []
    at = start
    for line in phrase.split("\n"):
        parts.append((len(line.strip()), -at, at + len(line)))
        at += len(line) + 1
    _, first, last = max(parts)
    return -first, last


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (end < len(text) and (text[end].isalnum() or text[end] in "&-'’")) and not (
        start and text[start - 1].isalnum()
    )


def _whole_words(text: str, start: int, end: int) -> Place:
    """Let a place that begins or ends inside a word take it whole."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    first, last = start, end
    while first and first > start - 30 and text[first - 1].isalnum() and text[start].isalnum():
        first -= 1
    while (
        last < len(text)
        and last < end + 30
        and text[last].isalnum()
        and (text[end - 1].isalnum() or text[end - 1] == "&")
    ):
        last += 1
    return first, last


def _whole_name(start: int, end: int, names: Sequence[Place], starts: Sequence[int]) -> Place:
    """Let a place that begins or ends inside a name take it whole."""
    for place in (start, end):
        number = bisect_right(starts, place - 1) - 1
        if number >= 0 and names[number][0] < place < names[number][1]:
            start, end = min(start, names[number][0]), max(end, names[number][1])
    return start, end


def _without_marks(words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    opened = any(word == "(" for _, _, word in words)
    while (
        words
        and not words[-1][2][:1].isalnum()
        and (words[-1][2] not in _CLOSES or (words[-1][2] == ")" and not opened))
    ):
        words = words[:-1]
    while words and not words[0][2][:1].isalnum() and words[0][2] not in '$“"‘':
        words = words[1:]
    return words


def _trimmed(text: str, words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Cut off what is no part of a source: words before it, and what begins with a verb or a function word after it."""
    words = _without_time(text, _without_marks(words))
    plain = [word for _, _, word in words[:4]]
    if ")" in plain and "(" not in plain[: plain.index(")")]:  # CNN) Mayor Ada Orr
        words = words[plain.index(")") + 1 :] or words
    while len(words) > 1 and words[0][2] in _LEADS_IN and words[1][2] not in _AFTER_AT:
        words = _without_marks(words[1:])
    if len(words) > 2 and words[0][2].isdigit() and words[1][2] == ",":
        words = words[2:]
    verb = next((number for number, word in enumerate(words) if number and word[2] in _ENDS), 0)
    if verb and words[-1][2] in _LEADS_OUT | _ENDS:
        words = _without_marks(words[:verb])
    while len(words) > 1 and words[-1][2] in _LEADS_OUT - RELATIVES and not _is_surname(text, words):
        words = _without_marks(words[:-1])
    is_nobody = all(_is_nobody(text[start:end].rstrip(".")) for start, end, _ in words)
    if is_nobody and not any(_stands_for_some(word) for _, _, word in words):
        return []
    return words


def _without_time(text: str, words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Cut off when it was said: officials this week, who earlier this week, the mayor for the first time."""
    plain = [word for _, _, word in words]
    if len(words) > 1 and _is_adverb(text[slice(*words[-1][:2])]):
        return _without_marks(words[:-1]) or words  # nurses increasingly
    if len(words) > 3 and plain[-3:] == ["at", "the", "time"]:
        return _without_marks(words[:-3]) or words
    if len(words) < 3 or plain[-1] not in _TIMES or plain[-2] not in _BEFORE_TIMES:
        return words
    cut = 4 if plain[-4:-1] == _FOR_THE_FIRST else 3 if plain[-3] in _NEAR_TIMES else 2
    is_of_participle = len(words) > cut and plain[-cut - 1].endswith(("ed", "ing"))  # a survey released this week
    return words if is_of_participle else _without_marks(words[:-cut]) or words


def _is_adverb(word: str) -> bool:
    """Tell whether a word ends as adverbs do, and is neither a name nor one of the nouns that end so."""
    return word.endswith("ly") and len(word) > _SHORT and word[0].islower() and word not in _NO_ADVERBS


def _before_verb(
    text: str, words: list[tuple[int, int, str]], names: Sequence[Place], starts: Sequence[int]
) -> list[tuple[int, int, str]]:
    """Cut off a verb with its object after the name that a span begins with: Mayor Ada Orr suspended the rule."""
    for i in range(1, len(words) - 1):
        start, _, word = words[i]
        if word == ",":
            return words
        if word.endswith("ed") and word not in _OF_OBJECT and text[start].islower():
            number = bisect_right(starts, start) - 1
            is_after_name = number >= 0 and names[number][1] == start - 1 and names[number][0] >= words[0][0]
            following = text[words[i + 1][0]]
            if is_after_name and (following.isupper() or words[i + 1][2] in _OBJECTS):
                return words[:i]
    return words


def _is_surname(text: str, words: Sequence[tuple[int, int, str]]) -> bool:
    """Tell whether the last word is one that is a surname too, after a title or a given name: Mrs May."""
    (start, end, before), last = words[-2], words[-1]
    return text[slice(*last[:2])] in NAMES_TOO and (is_title(before) or text[start:end] in given_names())


def _last_clause(words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Cut off what is another clause's: in *a failure the Democrats* the Democrats are the source."""
    plain = [word for _, _, word in words]
    for i in range(len(words) - 1, 0, -1):
        if plain[i] in _SUBORDINATE and i + 1 < len(words):
            return words[i + 1 :]
        if plain[i] in _MODALS:
            last = max((j for j in range(i, len(words) - 1) if plain[j] in _DETERMINERS), default=0)
            return words[last:] if last else words[:i]
        if plain[i] in _DETERMINERS and i + 1 < len(words):
            rest = [*plain[:i], *plain[i + 1 :]]
            is_whole = all(word.isalpha() and word not in _GO_ON and not word.endswith(("ed", "ing")) for word in rest)
            return words[i:] if is_whole else words
    return words


def _stands_for_some(word: str) -> bool:
    return word in _PRONOUNS or word in _INDEFINITES or word == "%" or _PRONOUN.match(word) is not None


@lru_cache(maxsize=32768)
def names_nobody(speaker: str) -> bool:
    """Tell whether a speaker is function words, numbers, days or months alone.

    Examples
    --------
    >>> names_nobody("The"), names_nobody("2011"), names_nobody("59%"), names_nobody("Bo")
    (True, True, False, False)
    """
    if speaker.rstrip().endswith("%") or is_share(speaker):
        return False
    words = [found.group().rstrip(".") for found in _WORD.finditer(speaker)]
    return all(_is_nobody(word) for word in words)


def _is_nobody(word: str) -> bool:
    return word not in NAMES_TOO and (view(word) in _NOBODY or not any(letter.isalpha() for letter in word))
