"""Who the source of a cue is: a whole noun phrase, no scrap of one; nobody where none can be found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from framing.attributing.around import Around, phrase_from
from framing.attributing.brackets import after_closing, closed
from framing.attributing.kind import is_known
from framing.attributing.own_clause import own_clause, without_clause
from framing.attributing.phrase import AUXILIARIES, OPEN, TIMES, source_before
from framing.attributing.reach import TIME_ENDS, before_time, in_one_sentence, to_comma
from framing.attributing.verbs import FINITE, REPORTING
from framing.attributing.widened import CUT_OFF, SOURCE_NOUNS, are_several, opens_clause, widened
from framing.attributing.words import QUOTATION, Word
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

_MEASURES = word_list("reporting", "measures")
_ENDS_OF_SOURCE = word_list("clauses", "ends_of_source")
_SCRAPS = word_list("reporting", "scraps")
_NOT_FIRST = word_list("reporting", "not_first")
_DETERMINERS = word_list("reporting", "determiners")
_PREPOSITIONS = word_list("reporting", "prepositions")
_OPENERS = word_list("clauses", "openers")
_OF_PLACE = ("in", "at", "off", "on", "from", "near", "outside")
_NO_SCRAPS = ("May", "Will", "No one", "a rep", "A rep")  # though each of their words is one
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:['’\-.&/][^\W_]+)*[.%]?")
_GLUE = re.compile(r"\n|[;:|•]\s|\s[|•]")
_PART = re.compile(r"\b(?:some|many|most|all|none|both|half|few|several|one|two|three) of (?:whom|which|them|us)")
_CLITIC = re.compile(r"'(?:ll|ve|re|d|m|(?:(?<=\bhe')|(?<=\bshe')|(?<=\bwho')|(?<=\bit'))s)$")
_OWNERS = word_list("clauses", "owners")
_TITLES = word_list("names", "titles")
_BEFORE_PARTICIPLE = (",", "and", QUOTATION, "—", "by", "while", "before", "after", "without")
_TELLING = ("told", "tells", "telling")
_NO_ADVERBS = frozenset("family assembly supply monopoly anomaly monthly weekly elderly likely".split())
_OCCASIONS = frozenset("statement speech letter remarks testimony interview address memo tweet op-ed ruling".split())
_SHORT = 5  # letters of a word that may end in -ly and be a noun: ally, daily
_ASIDE = re.compile(
    r",? (?:on the other hand|for (?:one|example|instance|(?:his|her|its|their) part)|in turn|by contrast|of course"
    r"|however|meanwhile|though|in fact)$"
)
_LONGEST_ASIDE = 20  # characters
_LEFT = 6  # words by which a phrase may begin too late
_BEFORE_WHOM, _WHOM = 11, 6  # characters: several of, whom


@lru_cache(maxsize=32768)
def is_scrap(phrase: str) -> bool:
    """Tell whether a phrase is nobody: function words, a year, a bare number.

    Examples
    --------
    >>> [is_scrap(phrase) for phrase in ("The", "1903", "and", "us", "The US", "37%", "The mayor")]
    [True, True, True, True, False, False, False]
    """
    words = [word if word == "US" else word.lower().replace("’", "'") for word in _WORD.findall(phrase)]
    return phrase not in _NO_SCRAPS and all(word in _SCRAPS or word.isdigit() for word in words)


def is_measure(words: Sequence[Word], at: int) -> bool:
    """Tell whether one bare word for what something goes by stands at `at`, after *according to*: nobody says it.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> for text in ("It ran according to plan.", "It ran according to plan documents."):
    ...     print(is_measure(words_of(Reading(Document("a", text)), (0, len(text))), 4))
    True
    False
    """
    if at >= len(words) or words[at].form not in _MEASURES:
        return False
    return at + 1 == len(words) or not words[at + 1].is_word or words[at + 1].form in _ENDS_OF_SOURCE


def whole_source(reading: Reading, cue: Around, source: Place) -> Place | None:
    """Make a noun phrase of what the network marks as a source, or find the subject beside the cue; None without one.

    Examples
    --------
    >>> from framing.attributing.around import around
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "The old mayor now says it works."))
    >>> whole_source(reading, around(reading, (18, 22)), (4, 13))
    (0, 13)
    """
    words = cue.words
    part = _PART.search(reading.view, max(0, source[0] - _BEFORE_WHOM), source[1] + _WHOM)
    if part and part.end() >= source[1]:
        return part.span()
    source = in_one_sentence(
        reading.text, _unglued(reading, source, cue.words[cue.first].start), words[cue.first].start
    )
    first = bisect_left(words, (source[0],))
    last = bisect_left(words, (source[1],))
    if first >= last or words[first].start >= source[1]:  # in another sentence
        phrase = reading.text[slice(*source)]
        return None if is_scrap(phrase) else source
    if first <= cue.first < last:
        first, last = (first, cue.first) if cue.first - first > last - cue.last - 1 else (cue.last + 1, last)
    if first > cue.last and cue.form in _TELLING:  # who hears it
        found = _subject(words, cue, reading)
        return (words[found[0]].start, words[found[1] - 1].end) if found else None
    if first > cue.last:
        last = without_clause(words, first, last)
    last = _closed(words, first, last, cue.first)
    last = to_comma(words, first, last, cue.first)
    found = _trimmed(words, first, last, cue.first)
    if found is not None:
        found = widened(words, *found, cue)
    if found is None or is_scrap(reading.text[words[found[0]].start : words[found[1] - 1].end]):
        found = _subject(words, cue, reading) or _begun(words, first, cue, reading)
    if found is None:
        return None
    return _tidied(reading.text, (words[found[0]].start, _without_verb(reading, words[found[1] - 1])))


def _tidied(text: str, place: Place) -> Place:
    """Leave out brackets that a source does not close or open, and an aside: [CNN)] Ada Orr[, for her part]."""
    start, end = after_closing(text, closed(text, place))
    opened = text.rfind("(", start, end)
    if opened > start and text.find(")", opened, end) < 0:
        end = len(text[:opened].rstrip())
    aside = _ASIDE.search(text, max(start, end - _LONGEST_ASIDE), end)
    return start, aside.start() if aside and aside.start() > start else end


def subject_of_sentence(cue: Around) -> Place | None:
    """Give the subject that a participle shares, after a comma or at the start: Orr left, saying that it rains.

    Examples
    --------
    >>> from framing.attributing.around import around
    >>> from framing.model import Document
    >>> subject_of_sentence(around(Reading(Document("a", "The mayor was angry, saying that it rains.")), (21, 27)))
    (0, 9)
    """
    words = cue.words
    if not cue.form.endswith("ing") or (cue.first and cue.before() not in _BEFORE_PARTICIPLE):
        return None
    if cue.first:
        return subject_in(words[: cue.first])
    ends = (next((i for i in range(cue.last, len(words)) if words[i].form == mark), -1) for mark in (",", QUOTATION))
    return next((found for end in ends if end >= 0 and (found := subject_in(words[end + 1 :]))), None)


def subject_in(words: Sequence[Word]) -> Place | None:
    """Give the subject of the first verb that the words show; None where they show none.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> subject_in(words_of(Reading(Document("a", "Ada Orr was brief")), (0, 17)))
    (0, 7)
    """
    for index in range(1, len(words)):
        form = words[index].form
        if form in FINITE or form in REPORTING or (form.endswith("ed") and len(form) > 4):
            found = source_before(words, index)
            if found is None or is_scrap(" ".join(word.form for word in words[slice(*found)])):
                return None
            return words[found[0]].start, words[found[1] - 1].end
    return None


def _closed(words: Sequence[Word], first: int, last: int, cue: int) -> int:
    """Go on where a phrase that stands before its cue cannot end: familiar with his [thinking]."""
    while first < last < cue and words[last].is_word and words[last - 1].form in OPEN and last - first > 1:
        found = phrase_from(words[:cue], last)
        last = found[1] if found else last + 1
    return last


def _begun(words: Sequence[Word], first: int, cue: Around, reading: Reading) -> tuple[int, int] | None:
    """Give the noun phrase that a lone article begins before its cue: the [old council, badly shaken, now] fears."""
    if words[first].form not in _DETERMINERS or first >= cue.first:
        return None
    found = phrase_from(words[: cue.first], first + 1)
    if found is None or is_scrap(reading.text[words[first].start : words[found[1] - 1].end]):
        return None
    return first, found[1]


def _without_verb(reading: Reading, word: Word) -> int:
    """Give where a word ends without the verb that an apostrophe joins to it: they['ll]."""
    clitic = _CLITIC.search(reading.view, word.start, word.end)
    return clitic.start() if clitic else word.end


def _unglued(reading: Reading, place: Place, cue: int) -> Place:
    """Keep the piece nearest the cue of what a line break, a colon or a bar cuts."""
    cuts = list(_GLUE.finditer(reading.text, *place))
    if not cuts:
        return place
    if place[0] < cue:
        return (cuts[-1].end(), place[1])
    return (place[0], cuts[0].start())


def _trimmed(words: Sequence[Word], first: int, last: int, cue: int) -> tuple[int, int] | None:
    """Cut joints, marks and verbs off the edges."""
    while first < last and (words[first].form in _NOT_FIRST or not words[first].is_word) and last - first > 1:
        first += 1
    if last - first > 3 and words[first].form == "it" and words[first + 1].form in ("is", "was"):
        first += 2
    is_joined = words[first].form in ("that", "which", "who", "whom", "what") and last - first > 1 and last <= cue
    if is_joined and (
        words[first].form == "which"
        or (words[first].form == "that" and not words[first].is_capitalised and opens_clause(words[first + 1]))
        or words[first + 1].is_capitalised
        or words[first + 1].form in SOURCE_NOUNS
        or (words[first].form == "that" and not words[first].is_capitalised and are_several(words[last - 1]))
    ):
        first += 1
    first = _after_time(words, first, last)
    first = _after_place(words, first, last)
    occasion = first + (words[first].form in _OWNERS)
    if 0 < occasion < last - 1 and words[occasion].form in _OCCASIONS and words[occasion - 1].form in _OWNERS:
        first = occasion + 1 if words[occasion + 1].is_capitalised else first  # in his speech Orr
    verb = next((i for i in range(first, last) if words[i].form in REPORTING and words[i - 1].form not in _OWNERS), -1)
    if verb < 0 and words[cue].is_capitalised and words[cue].form.endswith("s"):
        verb = _verb_of_headline(words, first, last)
    if verb == first:
        first = verb + 1
    elif verb > first and cue >= last and words[verb].form not in SOURCE_NOUNS:
        last = verb
    while last > first and (not words[last - 1].is_word or (last - first > 1 and words[last - 1].form in CUT_OFF)):
        closes = words[last - 1].form == ")" and any(word.form == "(" for word in words[first:last])
        if closes or words[last - 1].form == "%":
            break
        last -= 1
    last = before_time(words, first, last)
    if last <= cue:
        last = _without_relative(words, first, last, cue)
        first, last = own_clause(words, first, last, cue)
        last = before_time(words, first, last)
        if words[last].is_word and last - first > 1 and is_adverb(words[last - 1]):
            last -= 2 if words[last - 2].form in ("more", "rather", "so", "very") else 1
            last -= not words[last - 1].is_word
    return (first, last) if first < last else None


def _without_relative(words: Sequence[Word], first: int, last: int, cue: int) -> int:
    """Leave out a pronoun that begins a clause other than the cue's: Ada Orr[, who] had left, said."""
    is_broken = last - first > 2 and words[last - 1].form in ("who", "which") and words[last - 2].form == ","
    return last - 2 if is_broken and any(word.form == "," for word in words[last:cue]) else last


def is_adverb(word: Word) -> bool:
    """Tell whether a word at the end of a subject belongs to its verb: the left rarely; not: the family, Ada Kelly."""
    return (
        word.form.endswith("ly")
        and len(word.form) > _SHORT
        and word.form not in _NO_ADVERBS
        and not word.is_capitalised
    )


def _verb_of_headline(words: Sequence[Word], first: int, last: int) -> int:
    """Give the index of the first verb in a headline whose second is the cue: Orr Defends Tax, Says; or -1."""
    if not all(word.is_capitalised for word in words[first:last]):
        return -1
    return next((i for i in range(first + 1, last) if words[i].form.endswith("s") and is_known(words[i].form)), -1)


def _after_time(words: Sequence[Word], first: int, last: int) -> int:
    """Step over a time before the subject: last year Ada Orr; on 4 May, 1903 Ada Orr."""
    if last - first > 1 and _YEAR.fullmatch(words[first].form) and words[first + 1].is_capitalised:
        return first + 1
    at = first
    while at < last and (words[at].form in TIMES or words[at].form.isdigit()):
        at += 1
    if at + 1 < last and words[at].form == "," and words[at - 1].form.isdigit() and at > first:
        return at + 1
    is_time = any(word.form.endswith(TIME_ENDS) or word.form in ("today", "yesterday") for word in words[first:at])
    at -= is_time and words[at - 1].form == "the"  # last week [the old council]
    return at if is_time and at < last else first


def _after_place(words: Sequence[Word], first: int, last: int) -> int:
    """Step over a place before the name: Off Capitol Hill, Ada Orr; in Murray County, Georgia, Fire Chief Bain."""
    comma = next((i for i in range(first, last) if words[i].form == ","), -1)
    if comma < 0 or comma + 1 >= last or not words[comma + 1].is_capitalised:
        return first
    at = first - (first > 0 and words[first - 1].form == ",")
    while at > 0 and first - at < _LEFT and words[at - 1].is_capitalised and at - 1 > 0:
        at -= 1
    is_place = (
        at > 0
        and words[at - 1].form in _OF_PLACE
        and all(word.is_capitalised for word in words[first:comma])
        and words[first].form.rstrip(".") not in _TITLES  # on Channel News, Sen. Ada Orr, R-Ohio
    )
    return comma + 1 if is_place else first


def _subject(words: Sequence[Word], cue: Around, reading: Reading) -> tuple[int, int] | None:
    """Find the subject right before the cue by its words alone."""
    found = source_before(words, cue.first)
    if found is None:
        return None
    trimmed = _trimmed(words, *found, cue.first)
    if trimmed is None:
        return None
    start, end = trimmed
    if end - start > 12 or _YEAR.fullmatch(words[end - 1].form):
        return None
    if words[start].form in _PREPOSITIONS or words[start].form in _OPENERS or words[start].form in AUXILIARIES:
        return None
    if words[start].form in TIMES and words[start].form not in ("march", "may"):
        return None
    return None if is_scrap(reading.text[words[start].start : words[end - 1].end]) else (start, end)
