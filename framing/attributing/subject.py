"""The subject where the noun beside a cue is none: it follows a preposition, hears the words, or is an object."""

from __future__ import annotations

from bisect import bisect_left

from framing.attributing.around import Around
from framing.attributing.owner import is_scrap
from framing.attributing.phrase import AUXILIARIES, source_before
from framing.attributing.reach import before_time
from framing.attributing.verbs import FINITE, REPORTING
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_GOVERNING = word_list("reporting", "governing")
_PREPOSITIONS = word_list("reporting", "prepositions")
_OPENERS = word_list("clauses", "openers")
_DETERMINERS = word_list("reporting", "determiners")
_STOPS = _OPENERS | FINITE | AUXILIARIES
_ARTICLES = ("the", "a", "an")
_JOINTS = frozenset("and or of all both half such what quite".split())
_SAID = frozenset("said says told added wrote argued".split())
_RELATIVES = word_list("clauses", "relatives")
_NO_START = (
    _PREPOSITIONS
    | word_list("clauses", "subject_pronouns")
    | frozenset("it's or nor here there today according".split())
)
_INTERRUPTING = frozenset("in at during on speaking appearing writing through".split())
_TOLD = ("them", "him", "her")  # right after a participle, the noun before which is who heard it
_LIKELY = ("likely", "likelier", "apt", "inclined", "willing", "prone", "ready")
_BLAMING = word_list("reporting", "blaming")
_SENDING = ("sent", "wrote", "writes", "penned", "tweeted", "published")
_LETTERS = word_list("reporting", "letters").union(_SENDING)
_MODIFIERS = 5  # words of a document up to its article
_FARTHEST = 7  # words from a preposition back to the noun that it says more of


def outside_preposition(cue: Around, source: Place) -> Place:
    """Give the subject for a source that cannot be one; the source itself where nothing is wrong with it.

    *Aides close to [Orr] say*: the aides. *She wrote to [Orr] urging him to go*: she. *Orr said the [bank] was old and
    said it leaked*: Orr. *A failure [the bank] fears*: the bank. *A letter to [the bank] saying that it leaked*: the
    letter. *She mocked Orr for saying that it leaked*: Orr. *Women are likelier than [men] to say so*: women.

    Examples
    --------
    >>> from framing.attributing.around import around
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> reading = Reading(Document("a", "Aides close to Ada Orr say it works."))
    >>> outside_preposition(around(reading, (23, 26)), (15, 22))
    (0, 22)
    """
    words = cue.words
    first, last = bisect_left(words, (source[0],)), bisect_left(words, (source[1],))
    if not first < last <= cue.first or words[first].start != source[0]:
        return source
    before = words[first - 1].form if first else ""
    if last == cue.first and cue.form.endswith("ing") and before in ("to", "in", "on"):
        is_told = before == "to" and cue.after() in _TOLD
        return _letter(cue, first - 1) or (_first_subject(cue) if is_told else None) or source
    if cue.form.endswith("ing") and cue.before() in ("for", "over"):
        return _blamed(cue, last) or source
    if cue.before() == "to" and last == cue.first - 1:
        return _compared(cue, first) or source
    if last < cue.first - 1 and cue.form in _SAID and cue.before() == "and":
        return _first_subject(cue) or source
    if cue.form.endswith("ing") or words[last - 1].form in _RELATIVES:
        return source
    if last < cue.first and before in _GOVERNING and cue.before() == ",":
        return _interrupted(cue, first, last) or source
    if last == _verb(cue, last) and before in _GOVERNING:
        at = _head(cue, first - 1)
        return (words[at].start, source[1]) if at >= 0 else source
    return words[_inner(cue, first, last)].start, source[1]


def _letter(cue: Around, preposition: int) -> Place | None:
    """Give who sent a document to somebody, or the document: Orr wrote to Lee saying, [an op-ed in the Post] saying."""
    words, noun = cue.words, preposition - 1
    if noun < 1 or words[noun].form not in _LETTERS:
        return None
    first = next((i for i in range(noun, max(-1, noun - _MODIFIERS), -1) if words[i].form in _DETERMINERS), noun)
    verb = noun if words[noun].form in _SENDING else first - 1
    if verb < 0 or words[verb].form not in _SENDING:
        return words[first].start, words[cue.first - 1].end
    return _subject_of(cue, verb)


def _blamed(cue: Around, last: int) -> Place | None:
    """Give whom a subject criticises for what they say: Lee mocked [Orr] for saying that it rains."""
    words, end = cue.words, cue.first - 1
    verb = next((i for i in range(end - 1, last - 1, -1) if words[i].form in _BLAMING), -1)
    if verb < 0 or any(words[i].form in AUXILIARIES for i in range(last, verb)):
        return None
    phrase = words[verb + 1 : end]
    if not phrase or phrase[0].form in _PREPOSITIONS or not all(word.is_word or word.form == "." for word in phrase):
        return None
    end = before_time(words, verb + 1, end)
    end -= end - verb > 2 and words[end - 1].form == "on"
    place = (words[verb + 1].start, words[end - 1].end)
    return None if is_scrap(" ".join(word.form for word in words[verb + 1 : end])) else place


def _compared(cue: Around, first: int) -> Place | None:
    """Give the subject of a comparison, not whom it is compared with: [women] are likelier than men to say."""
    words = cue.words
    than = next((i for i in range(first - 1, max(0, first - _FARTHEST), -1) if words[i].form in ("than", "as")), -1)
    if than < 1 or words[than - 1].form not in _LIKELY:
        return None
    nearest = max(0, than - _FARTHEST - 1)
    verb = next((i for i in range(than - 1, nearest, -1) if words[i].form in FINITE or words[i].form in _JOINTS), -1)
    return _subject_of(cue, verb) if words[verb].form in FINITE else None


def _verb(cue: Around, last: int) -> int:
    """Give where the verb of the cue begins, with its auxiliaries: [has] supported."""
    at = cue.first
    while at > last and cue.words[at - 1].form in AUXILIARIES:
        at -= 1
    return at


def _interrupted(cue: Around, first: int, last: int) -> Place | None:
    """Give the subject before a phrase between commas: [Orr], in an interview with the Gazette, said."""
    words = cue.words
    opening = next((i for i in range(first - 1, -1, -1) if not words[i].is_word), 0)
    is_closed = all(word.is_word for word in words[last : cue.first - 1])
    if words[opening].form != "," or not is_closed or words[opening + 1].form not in _INTERRUPTING:
        return None
    found = source_before(words, opening)
    if found is None or is_scrap(" ".join(word.form for word in words[slice(*found)])):
        return None
    return words[found[0]].start, words[found[1] - 1].end


def _head(cue: Around, preposition: int) -> int:
    """Give where the noun phrase begins that a preposition says more of; -1 where that is not plain."""
    words, at = cue.words, preposition
    while at > 0 and words[at - 1].is_word and words[at - 1].form not in _STOPS and preposition - at <= _FARTHEST:
        at -= 1
        if words[at].form in REPORTING and words[at].form not in _PREPOSITIONS:
            return -1
    at += words[at].form == "and"
    first = words[at]
    is_phrase = (
        first.is_capitalised or first.form in _DETERMINERS or first.form[:1].isdigit() or first.form.endswith("s")
    )
    is_start = at == 0 or words[at - 1].form in _OPENERS or not words[at - 1].is_word or words[at - 1].form == "and"
    is_phrase = is_phrase and not first.form.endswith("ed")
    is_plain = is_phrase and is_start and 0 < preposition - at <= _FARTHEST and first.form not in _NO_START
    return at if is_plain and any(not word.is_capitalised for word in words[at : cue.first]) else -1


def _first_subject(cue: Around) -> Place | None:
    """Give the subject of the first verb of saying in the sentence."""
    saying = (i for i in range(1, cue.first) if cue.words[i].form in _SAID or cue.words[i].form in _SENDING)
    return _subject_of(cue, next(saying, -1))


def _subject_of(cue: Around, verb: int) -> Place | None:
    """Give the subject right before a verb; None where there is neither."""
    words = cue.words
    found = source_before(words, verb) if verb > 0 else None
    if found is None or is_scrap(" ".join(word.form for word in words[slice(*found)])):
        return None
    return words[found[0]].start, words[found[1] - 1].end


def _inner(cue: Around, first: int, last: int) -> int:
    """Give where the last noun phrase of a source begins that is two with nothing between."""
    words = cue.words[first:last]
    if not all(word.is_word and word.form not in _PREPOSITIONS and word.form not in _STOPS for word in words):
        return first
    for i in range(len(words) - 2, 0, -1):
        if (
            words[i].form in _ARTICLES
            and not words[i].is_capitalised
            and words[i - 1].form not in _JOINTS
            and words[i - 1].form not in REPORTING
        ):
            return first + i
    return first
