"""Whose words a cue reports: its subject, whoever acts in a passive, the owner of a noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from framing.attributing.around import Around, by_phrase, is_passive
from framing.attributing.article import Attribution
from framing.attributing.owner import is_adverb, is_scrap, subject_of_sentence, whole_source
from framing.attributing.phrase import AUXILIARIES, TIMES
from framing.attributing.reach import before_time
from framing.attributing.subject import outside_preposition
from framing.attributing.verbs import FINITE, looks_finite
from framing.attributing.words import Word
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

_LIGHT_VERBS = word_list("reporting", "light_verbs")
_OWNERS = word_list("clauses", "owners")
_DETERMINERS = word_list("reporting", "determiners")
_GOVERNING = word_list("reporting", "governing")
_BEFORE_GERUND = ("by", "before", "after", "without", "while")
_TIMES = TIMES - {"the", "this", "may"}
_BEFORE_OWNER = word_list("reporting", "prepositions") | {"despite", "because", "and", "but"}
_BEFORE_CONTENT = (*_BEFORE_GERUND, "from", "for", "on", "to", "of")
_SHARES = ("more", "most", "many", "some", "few", "fewer", "others", "half", "three", "two")
_AFTER_AGENT = ("as", "if", "what", "whether", "how", "why", "when", "who", "that")
_ALONE = ("some", "many", "most", "others", "few", "several")
_ABOUT = ("just", "only", "about", "nearly", "almost", "roughly", "over")
_BEFORE_CLAUSE = ("and", "but", "that", "while", "though", "although", "because", "if", "what", "as", "or")
_NUMBERS = word_list("numbers", "cardinals")
_WITHIN = 7  # words
_MODIFIERS = 5  # words
_TEXTS = word_list("source_types", "document") | {"opinion", "case", "form"}
_DOCUMENTS = frozenset(
    "report study lawsuit suit petition complaint poll survey analysis article opinion editorial resolution".split()
)
_ONE_OR_MORE = frozenset(("a", "an", "the", "another", "its"))
_WRITING = ("wrote", "penned", "authored")
_QUOTED_AS = re.compile(r"\bquoted (?:as )?$")
_SAYING = re.compile(r"\s+(?:as\s+)?saying\b")


def source_of(reading: Reading, made: Attribution, cue: Around, *, is_noun: bool) -> tuple[Place | None, bool]:
    """Give who says it, and whether an attribution may go without: agentless passives, nouns."""
    if is_noun:
        return _owner(reading, made, cue), True
    if is_passive(cue):
        if _SAYING.match(reading.view, made.cue[1]) or (cue.form == "quoted"):
            return (whole_source(reading, cue, made.source) if made.source else None), True
        return _by(reading, made, cue), True
    shown = _related(cue, made.source) or (_document(cue) if made.source is not None else None)
    if shown is not None:
        return shown, False
    if made.source is not None:
        if cue.form == "saying" and _QUOTED_AS.search(reading.view, max(0, made.cue[0] - 12), made.cue[0]):
            return made.source, True
        if cue.form.endswith("ing") and cue.before() in _BEFORE_GERUND and _is_governed(cue, made.source):
            return subject_of_sentence(cue), False
        found = _after_with(reading, cue) or whole_source(reading, cue, made.source)
        if (
            found
            and cue.form.endswith("ing")
            and cue.before() in _BEFORE_CONTENT
            and found[1] == cue.words[cue.first - 1].end
        ):
            return subject_of_sentence(cue), False
        return (outside_preposition(cue, found) if found else subject_of_sentence(cue) or _counted(cue)), False
    return subject_of_sentence(cue) or _counted(cue), False


def _counted(cue: Around) -> Place | None:
    """Give a quantifier or share that is the whole subject: [Some] call it safe; [just 1 in 10] said that it rains."""
    words, end = cue.words, cue.first
    while end > 0 and (words[end - 1].form in AUXILIARIES or words[end - 1].form.endswith("ly")):
        end -= 1
    if not end or cue.form.endswith("ing"):
        return None
    at = end - 1
    if at > 1 and words[at - 1].form == "in" and _is_number(words[at]) and _is_number(words[at - 2]):
        at -= 2
    elif words[at].form not in _ALONE:
        return None
    at -= at > 0 and words[at - 1].form in _ABOUT
    is_first = at == 0 or not words[at - 1].is_word or words[at - 1].form in _BEFORE_CLAUSE
    return (words[at].start, words[end - 1].end) if is_first else None


def _is_number(word: Word) -> bool:
    return word.form.isdigit() or word.form in _NUMBERS


def _related(cue: Around, source: Place | None) -> Place | None:
    """Give the text that a relative pronoun before the cue stands for: Orr ran [an advert that] said it rains.

    None where the source marked by the network touches it.
    """
    words, at = cue.words, cue.first - 1
    while at > 1 and (words[at].form in AUXILIARIES or words[at].form.endswith("ly")):
        at -= 1
    if at < 1 or words[at].form not in ("that", "which"):
        return None
    end = at - (words[at - 1].form == ",")
    for noun in range(end - 1, max(-1, end - _WITHIN), -1):
        if not words[noun].is_word or words[noun].form in FINITE:
            return None
        if words[noun].form in _TEXTS:
            if noun < end - 1 and words[noun + 1].form not in _GOVERNING:
                return None
            opens = range(noun, max(-1, noun - _MODIFIERS), -1)
            first = next((i for i in opens if words[i].form in _DETERMINERS or words[i].form.endswith("'s")), noun)
            while first and words[first].is_capitalised and words[first - 1].is_capitalised:
                first -= 1
            is_marked = source is not None and source[1] > words[first].start and source[0] < words[at].end
            return None if is_marked and words[end - 1].form in _TEXTS else (words[first].start, words[at].end)
    return None


def _document(cue: Around) -> Place | None:
    """Give the document that a participle right after it says more of: filed [a lawsuit] calling for a ban."""
    words, noun = cue.words, cue.first - 1
    if not cue.form.endswith("ing") or noun < 1 or words[noun].form not in _DOCUMENTS:
        return None
    first = next((i for i in range(noun - 1, max(-1, noun - _MODIFIERS - 1), -1) if words[i].form in _ONE_OR_MORE), -1)
    is_written = first > 0 and words[first - 1].form in _WRITING
    is_phrase = first >= 0 and not is_written and all(word.is_word for word in words[first:noun])
    return (words[first].start, words[noun].end) if is_phrase else None


def _is_governed(cue: Around, source: Place) -> bool:
    """Tell whether a source stands right after a preposition: it broke with Orr by saying."""
    first = bisect_left(cue.words, (source[0],))
    return 0 < first < cue.first and cue.words[first - 1].form in _GOVERNING


def _after_with(reading: Reading, cue: Around) -> Place | None:
    """Give the subject that *with* gives a participle right after it: with the first three arguing that it rains."""
    if not cue.form.endswith("ing"):
        return None
    for index in range(cue.first - 1, max(-1, cue.first - _WITHIN), -1):
        if cue.words[index].form == "with" and cue.first - index > 1:
            end = cue.first - (cue.first - index > 2 and is_adverb(cue.words[cue.first - 1]))
            place = (cue.words[index + 1].start, cue.words[end - 1].end)
            if any(word.form in FINITE for word in cue.words[index + 1 : end]):
                return None
            return None if is_scrap(reading.text[slice(*place)]) and cue.before() not in _SHARES else place
        if not cue.words[index].is_word:
            return None
    return None


def _by(reading: Reading, made: Attribution, cue: Around) -> Place | None:
    """Give who says it by a passive, marked by the network or read after *by*."""
    if made.source and reading.view[max(0, made.source[0] - 4) : made.source[0]].endswith("by "):
        return None if _is_time(reading, made.source) else made.source
    found = by_phrase(cue)
    if found is None:
        return None
    end = before_time(cue.words, found[0], _end_of_agent(cue.words, *found))
    place = (cue.words[found[0]].start, cue.words[end - 1].end)
    return None if is_scrap(reading.text[slice(*place)]) or _is_time(reading, place) else place


def _end_of_agent(words: Sequence[Word], first: int, last: int) -> int:
    """Give where whoever acts in a passive ends: by officials [as safe], by Orr [of stealing], by Orr [if it rains]."""
    for at in range(first + 1, last):
        form = words[at].form
        if form in _AFTER_AGENT or (form == "of" and at + 1 < last and words[at + 1].form.endswith("ing")):
            return at
    return last


def _is_time(reading: Reading, place: Place) -> bool:
    """Tell whether *by* says until when: by June 1, by the end of the month."""
    words = reading.view[slice(*place)].split()
    is_date = words[0] in _TIMES and (len(words) == 1 or words[1][0].isdigit())
    return is_date or (words[0] == "the" and words[-1] in ("end", "start", "beginning", *_TIMES))


def _owner(reading: Reading, made: Attribution, cue: Around) -> Place | None:
    """Give whose claim it is: the mayor's claim, the claim by the mayor; or who made it."""
    words = cue.words
    first = max(0, cue.first - 4)
    index = next((i for i in range(cue.first - 1, first - 1, -1) if _is_owner(words[i])), -1)
    if index >= 0:
        if words[index].form.removesuffix("'s") in _TIMES:  # yesterday's
            return None
        return _possessive(words, index, made.source), words[index].end
    if made.source is None:
        return None
    if made.source[0] > made.cue[0]:
        lead = reading.view[made.cue[1] : made.source[0]].split()
        return made.source if lead[-1:] in (["by"], ["from"], ["of"], ["among"]) else None
    between = reading.view[made.source[1] : made.cue[0]].split()
    is_near = len(between) <= 5 and any(word in _LIGHT_VERBS for word in between)
    if is_near or "made" in between[-4:]:
        return whole_source(reading, cue, made.source)
    return None


def _is_owner(word: Word) -> bool:
    return word.form in _OWNERS or word.form.endswith(("'s", "s'"))


def _possessive(words: Sequence[Word], index: int, source: Place | None) -> int:
    """Give where an owner's phrase begins: his, the mayor's, Ada Orr's."""
    if words[index].form in _OWNERS:
        return words[index].start
    if source is not None and source[0] < words[index].start and source[1] == words[index].end:
        first = bisect_left(words, (source[0],))
        while first < index and words[first].form in _BEFORE_OWNER:
            first += 1
        if not any(looks_finite(word.form) for word in words[first:index]):
            return words[first].start
    at = index
    while (
        at > 0 and words[at].is_capitalised and words[at - 1].is_capitalised and words[at - 1].form not in _BEFORE_OWNER
    ):
        at -= 1
    return words[at - 1].start if at > 0 and words[at - 1].form in _DETERMINERS else words[at].start
