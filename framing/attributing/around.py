"""A cue among the words of its clause: whether it is a noun, passive, in a quotation, and what stands beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from framing.attributing.passage import clause_in, quotation_at
from framing.attributing.words import QUOTATION, Word, words_of
from framing.texts.quotation import first_reaching
from framing.texts.sentence import LONGEST_SENTENCE
from framing.texts.text import Place, Reading
from framing.vocabulary.word_lists import word_list

_BE = frozenset(
    "is are was were be been being isn't aren't wasn't weren't get gets got getting it's they're "
    "we're you're i'm i've".split()
)
_IRREGULAR = frozenset(
    "said told known seen thought felt found written shown heard understood sought sworn read".split()
)
_NOUNS = word_list("reporting", "nouns")
_JUDGING = word_list("reporting", "judging")
_MINDS = word_list("reporting", "minds")
_DETERMINERS = word_list("reporting", "determiners")
_OWNERS = word_list("clauses", "owners")
_BETWEEN = frozenset(
    "not never also being been long often still already now just since so once all both to have".split()
)
_REDUCED = frozenset(
    "believed thought said known rumored rumoured estimated projected alleged reported expected".split()
)
_ENDS_ADJECTIVE = ("ous", "ble", "al", "ic", "ive", "ful", "less", "ist", "est")
_ENDS_MODIFIER = (*_ENDS_ADJECTIVE, "ly", "new")
_MODIFIERS = 3  # words between an article and a noun
_PERSONS = word_list("source_types", "persons") | word_list("names", "titles")
_SEVERAL = (
    word_list("source_types", "groups") | word_list("source_types", "wholes") | word_list("reporting", "prepositions")
)
_OF_NOUNS = ("tion", "sion", "cion", "tement")  # endings that no verb among the reporting nouns has
_CAUSING = word_list("reporting", "causing")
_NO_AGENTS = frozenset("phone telephone email e-mail text letter mail fax video far wide".split())  # said by phone
_AFTER_NOUN_VERB = frozenset(("i", "you", "we", "they", "who", "to", "not", "and", "he", "she"))


class Around(NamedTuple):
    """The words of a cue's sentence, or of the part of it inside the cue's quotation; the cue is from first to last."""

    words: list[Word]
    first: int
    last: int
    is_quoted: bool

    @property
    def form(self) -> str:
        """The cue's first word."""
        return self.words[self.first].form

    def before(self, number: int = 1) -> str:
        """Give the form of the word that many places before the cue; empty where there is none."""
        index = self.first - number
        return self.words[index].form if index >= 0 else ""

    def after(self, number: int = 1) -> str:
        """Give the form of the word that many places after the cue; empty where there is none."""
        index = self.last + number
        return self.words[index].form if index < len(self.words) else ""


def around(reading: Reading, cue: Place, known: dict[Place, list[Word]] | None = None) -> Around | None:
    """Find the words about a cue; None where it has no word. `known` keeps those of a sentence for its next cue.

    Examples
    --------
    >>> from framing.model import Document
    >>> found = around(Reading(Document("a", "Orr said it works.")), (4, 8))
    >>> found.before(), found.form, found.after()
    ('orr', 'said', 'it')
    """
    if cue[0] == cue[1]:
        return None
    quotation = quotation_at(reading, cue[0])
    if quotation is not None:
        place = clause_in(reading, quotation, cue[0])
    else:
        place = reading.sentence_at(cue[0])
        if place[1] - place[0] > LONGEST_SENTENCE:
            return None
    words = known.get(place) if known is not None else None
    if words is None:
        quotations, (start, end) = reading.quotations, place
        inside = quotations[first_reaching(quotations, start) : bisect_left(quotations, (end,))]
        words = words_of(reading, place, () if quotation is not None else inside)
        if known is not None:
            known[place] = words
    first = bisect_left(words, (cue[0],))
    if first == len(words) or words[first].start >= cue[1]:
        first -= 1
    last = max(first, bisect_left(words, (cue[1],)) - 1)
    return Around(words, first, last, quotation is not None) if first >= 0 else None


def is_passive(cue: Around) -> bool:
    """Tell whether somebody else says it than the subject: was told, has been accused.

    Examples
    --------
    >>> from framing.model import Document
    >>> text = "She was repeatedly told that it rains."
    >>> is_passive(around(Reading(Document("a", text)), (19, 23)))
    True
    """
    form = cue.form
    if _is_reduced(cue) or _is_by_somebody(cue):
        return True
    if form in _MINDS or not (form.endswith("ed") or form in _IRREGULAR):
        return False
    if form in _JUDGING and "of" in (cue.after(), cue.words[cue.last].form):
        return True
    index = cue.first - 1
    while index >= 0 and (cue.words[index].form.endswith("ly") or cue.words[index].form in _BETWEEN):
        if cue.words[index].form in ("been", "being"):
            return True
        index -= 1
    if index < 0:
        return False
    form = cue.words[index].form
    return form in _BE and not form.endswith("'ve")


def _is_reduced(cue: Around) -> bool:
    """Tell whether a participle before an infinitive says more of a noun: a man believed to be ill."""
    if cue.after() != "to" or cue.form not in _REDUCED or not cue.first:
        return False
    before = cue.words[cue.first - 1]
    is_after_noun = before.form not in _AFTER_NOUN_VERB and (before.is_word or before.form == ",")
    return is_after_noun and (cue.form == "expected" or cue.after(2) in ("be", "have"))


def _is_by_somebody(cue: Around) -> bool:
    """Tell whether *by* right after a participle names who says it: the clerk, accused by the mayor of theft."""
    if not cue.first or cue.after() != "by" or not cue.form.endswith("ed") or cue.words[cue.first - 1].is_word:
        return False
    after = cue.after(2)
    return not (after.endswith("ing") or after[:1].isdigit() or after in _NO_AGENTS)


def by_phrase(cue: Around) -> tuple[int, int] | None:
    """Give the indices of who says it by a passive or noun: was criticised by the mayor."""
    for index in range(cue.last + 1, min(len(cue.words), cue.last + 3)):
        if cue.words[index].form == "by":
            return phrase_from(cue.words, index + 1)
    return None


def phrase_from(words: Sequence[Word], start: int) -> tuple[int, int] | None:
    """Give the noun phrase that starts at an index, up to a mark, preposition or verb."""
    end = start
    while end < len(words) and words[end].is_word and (words[end].form not in _PHRASE_ENDS or end == start):
        end += 1
    return (start, end) if end > start else None


_PHRASE_ENDS = word_list("clauses", "ends_of_source") | frozenset(
    "for from with over about against under into by as is are was were has had have will would".split()
)


def is_subject_of_that(cue: Around) -> bool:
    """Tell whether a clause says what the cue is: the conventional [wisdom] was that it rains."""
    return cue.after() in ("is", "was") and cue.after(2) == "that"


def is_noun(cue: Around) -> bool:
    """Tell whether the cue is a noun here: his claim, the hopes; and no verb: they claim, he hopes.

    Examples
    --------
    >>> from framing.model import Document
    >>> is_noun(around(Reading(Document("a", "His claim that it rains is old.")), (4, 9)))
    True
    """
    if cue.form not in _NOUNS:
        return False
    index = cue.first - 1
    if index < 0:
        return cue.form.endswith("s") and cue.after() == "that"
    before = cue.words[index]
    if before.form in _DETERMINERS or before.form in _OWNERS or before.form.endswith(("'s", "s'")):
        return True
    if before.form in _AFTER_NOUN_VERB or before.form == QUOTATION or before.form == ",":
        return False
    if before.form == "to":
        return cue.form.endswith("s")
    if cue.after() == "that" and cue.form.removesuffix("s").endswith(_OF_NOUNS):
        return True
    if before.form in ("with", "of", "in", "despite", "over", "for", "amid", "by", "about", "on", "from", "no", "and"):
        return before.form != "and"
    if cue.after() == "that" and before.form in _CAUSING:
        return True
    at = index - 1
    while at > 0 and index - at < _MODIFIERS and cue.words[at].form.endswith(_ENDS_MODIFIER):
        at -= 1
    earlier = cue.words[at].form if index else ""
    return (
        not before.is_capitalised
        and (not before.form.endswith("s") or before.form.endswith(("ous", "less")))
        and (earlier in _DETERMINERS or earlier in _OWNERS or earlier.endswith(("'s", "s'")))
        and (is_subject_of_that(cue) or cue.after() in ("that", "of", "for", "to", "about", "by"))
        and (not cue.form.endswith("s") or cue.form.endswith("us"))
    )


def is_modified(cue: Around, phrase: str) -> bool:
    """Tell whether a phrase right before a cue that may be a noun says more of it: a false claim, the dubious claims.

    Examples
    --------
    >>> from framing.model import Document
    >>> reading = Reading(Document("a", "It is a false claim that the doctors claim."))
    >>> is_modified(around(reading, (14, 19)), "a false"), is_modified(around(reading, (37, 42)), "the doctors")
    (True, False)
    """
    before, words = cue.words[cue.first - 1], phrase.split()
    if before.is_capitalised or before.form in _SEVERAL:
        return False
    is_owned = words[0] in _DETERMINERS or words[0].endswith(("'s", "s'"))
    is_one = is_owned and before.form.isalpha() and not before.form.endswith("s") and _SEVERAL.isdisjoint(words)
    is_no_verb = is_one and is_noun(cue) and not cue.form.endswith("s") and cue.form != "thought"
    is_made = "-" in before.form and before.form.endswith("ed")  # broad-based
    return is_no_verb or is_made or (before.form.endswith(_ENDS_ADJECTIVE) and before.form not in _PERSONS)
