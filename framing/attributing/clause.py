"""What a reporting cue reports: where the clause, infinitive or object starts and ends in the words of a sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from framing.attributing.phrase import SUBJECT_PRONOUNS, skip_recipient, skip_time
from framing.attributing.verbs import is_finite, is_main_verb, looks_finite
from framing.attributing.words import QUOTATION, Word
from framing.texts.punkt import ENDS as FULL_STOPS
from framing.texts.text import Place
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

ENDS = frozenset((*FULL_STOPS, ";"))

_CLAUSE_START = SUBJECT_PRONOUNS | word_list("clauses", "clause_openers")
_INTRODUCING = word_list("clauses", "introducing")
_CUT = word_list("clauses", "contrasting")
_QUESTION = ("whether", "why", "how", "what")
_NOT_AN_OBJECT = word_list("clauses", "not_an_object")
_INTERRUPTING = word_list("clauses", "interrupting")
_AFTER_PARENTHESIS = ENDS | {","} | word_list("clauses", "after_parenthesis")
_BEFORE_INFINITIVE = word_list("clauses", "before_infinitive")
_PLURAL = frozenset("are were have do aren't weren't haven't don't".split())
_TAKING_VERB = word_list("clauses", "openers") | frozenset("what where how why whether whose".split())
_SUBJECTS = SUBJECT_PRONOUNS | {"there", "that"}
_JOINING = ("and", "or", "but", ",", "not", QUOTATION)
_AMID_VERBS = frozenset("not never also still always been be already now to".split())
_LEADING = frozenset("but and so yet still indeed however also ,".split())
_DETERMINERS = word_list("reporting", "determiners") | {"anyone"}
# Right after these a subject begins: not so after relative pronouns, and *as*, *since*, *but* are prepositions too.
_BEFORE_SUBJECT = frozenset("that because while although though if whether when why said says".split())
_NO_CLAUSE = ("that", "to", "in", "about", "for", "him", "them")  # so that no further verb is due for what they open
_JOINING_CLAUSES = ("and", "but", "so", "or", "yet", "while", "which")
_NOT_IN_SUBJECT = word_list("reporting", "prepositions") | {"despite", "amid", "given"}
_LONGEST_SUBJECT = 6  # words before its noun


_FOLLOWING = frozenset(("clause", "recipient", "quotation"))


class Clause(NamedTuple):
    """Words in a row, and the index of each by its place."""

    words: list[Word]
    indices: dict[int, int]

    @classmethod
    def of(cls, words: list[Word]) -> Clause:
        """Index the words."""
        return cls(words, {word.start: i for i, word in enumerate(words)})

    def cue(self, hit: Hit, *, is_inside: bool) -> Cue | None:
        """Find a place of the lexicon among the words; None where it does not start at one."""
        first = self.indices.get(hit.start)
        if first is None:
            return None
        last = bisect_left(self.words, hit.end, key=lambda word: word.start) - 1
        return Cue(
            self.words, first, max(last, first), (hit.start, hit.end), hit.entry.term, hit.entry.frames, is_inside
        )


class Cue(NamedTuple):
    """One place of the lexicon, among the words of its sentence or of the quotation that it stands in."""

    words: list[Word]
    first: int
    last: int
    place: Place
    term: str
    frames: tuple[str, ...]  # of the lexicon
    is_inside: bool  # in a quotation

    @property
    def may_follow(self) -> bool:
        """Tell whether it may come after the quotation or clause that it reports."""
        return not _FOLLOWING.isdisjoint(self.frames)

    def place_of(self, indices: tuple[int, int] | None) -> Place | None:
        """Give the place of words by their indices, half-open."""
        return (self.words[indices[0]].start, self.words[indices[1] - 1].end) if indices else None


def content_start(cue: Cue) -> tuple[int, str]:
    """Give the index where the content starts after the cue, and the frame that says so; -1 where there is none."""
    words = cue.words
    at = skip_time(words, cue.last + 1)
    if "recipient" in cue.frames and at < len(words):
        at = skip_time(words, skip_recipient(words, at))
    if at >= len(words):
        return -1, ""
    form = words[at].form
    if form == QUOTATION:
        return at, "quotation" if at + 1 >= len(words) - 1 else "object"
    if form in (",", ":") and at + 1 < len(words) and words[at + 1].form == QUOTATION:
        return at + 1, "quotation"
    if form == ":" and at + 2 < len(words) and "clause" in cue.frames:
        return at + 1, "colon"
    frame = _frame_at(cue, at)
    return (at if frame else -1), frame


def _frame_at(cue: Cue, at: int) -> str:
    """Name what starts at index `at` for the cue to report; empty where nothing does."""
    word = cue.words[at]
    if word.form == "that":
        return "that clause"
    if word.form == "to" and "infinitive" in cue.frames:
        return "infinitive"
    if "clause" in cue.frames and _starts_clause(cue.words, at, needs_verb="finite" in cue.frames):
        return "clause"
    if "object" in cue.frames and word.is_word and word.form not in _NOT_AN_OBJECT:
        return "object"
    return "question" if word.form in _QUESTION and cue.term not in ("called", "known") else ""


def _starts_clause(words: Sequence[Word], at: int, *, needs_verb: bool) -> bool:
    """Tell whether a clause without "that" starts here: a subject or, soon, a verb ("said officials were late")."""
    word = words[at]
    if word.form in SUBJECT_PRONOUNS or (not needs_verb and (word.form in _CLAUSE_START or word.is_capitalised)):
        return True
    return any(looks_finite(word.form) for word in words[at + 1 : at + 13])


def clause_end(words: Sequence[Word], start: int, cues: Collection[int]) -> int:
    """Give the index after the content that starts at `start`: the sentence's end, or a clause with its own cue.

    `cues` are the places where verbal cues of the sentence start.
    """
    for index in range(start + 2, len(words)):
        form = words[index].form
        if form == ";":
            return index
        if form in (",", "and", "but") and any(word.start in cues for word in words[index + 1 : index + 5]):
            following = words[index + 1]
            if form != "and" or following.form in SUBJECT_PRONOUNS or following.start in cues:
                return index
        if form == "," and words[index + 1 : index + 2] and words[index + 1].form in _CUT:
            return index
        if form == "according":
            return index - (words[index - 1].form == ",")
    end = len(words)
    while end > start and (words[end - 1].form in ENDS or words[end - 1].form == ","):
        end -= 1
    return end


def is_parenthetical(cue: Cue, source: tuple[int, int]) -> bool:
    """Tell whether source and cue close a clause that comes before them: The road is closed, the ministry said."""
    words = cue.words
    if words[0].form in _INTRODUCING or not cue.may_follow:
        return False
    if source[0] < 3 or words[source[0] - 1].form not in (",", "—", "–"):
        return False
    after = skip_time(words, cue.last + 1)
    if "recipient" in cue.frames:
        after = skip_recipient(words, after)
        while after < len(words) and words[after].is_word and after - cue.last < 5:
            after += 1
    return after >= len(words) or words[after].form in _AFTER_PARENTHESIS


def after_interruption(words: Sequence[Word], cue_end: int) -> int:
    """Give where a clause goes on that "she said" interrupts (The road, she said, is closed); -1 where it does not."""
    at = skip_time(words, cue_end + 1)
    if at + 2 >= len(words) or words[at].form != ",":
        return -1
    form = words[at + 1].form
    return -1 if form.endswith("ing") or form in _INTERRUPTING else at + 1


def is_infinitive(words: Sequence[Word], cue: int) -> bool:
    """Tell whether the cue is what somebody may or is to do, and no report: could deny, to say."""
    at = cue - 1
    while at >= 0 and (words[at].form.endswith("ly") or words[at].form in ("also", "never", "even", "have")):
        at -= 1
    return at >= 0 and words[at].form in _BEFORE_INFINITIVE


def subject_end(words: Sequence[Word], cue: int, start: int) -> int:
    """Give where a content ends that belongs to the subject of its sentence: his claim [that it rains] is old.

    The cue is a noun, or its subject is *who*. Every *that*, *who*, *because* of the content takes a verb; the last
    one that is left over is the verb of the sentence. 0 where no such verb is known.

    Examples
    --------
    >>> from framing.attributing.words import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> text = "The claim that he was told what the old bridge had cost is false."
    >>> text[:subject_end(words_of(Reading(Document("a", text)), (0, len(text))), 1, 2)]
    'The claim that he was told what the old bridge had cost'
    >>> text = "Those who say they want to leave may return."
    >>> text[:subject_end(words_of(Reading(Document("a", text)), (0, len(text))), 2, 3)]
    'Those who say they want to leave'
    """
    at = _subject_start(words, cue)
    who = next((i for i in range(max(at, cue - 3), cue) if words[i].form in ("who", "that")), -1)
    is_contact = who < 0 and at + 2 < cue and words[cue - 1].form in SUBJECT_PRONOUNS  # the wall he wants [to build]
    head = words[at : who if who > at else cue - is_contact]
    if who >= 0 and words[who].form == "that" and len(head) < 2:
        return 0
    if len(head) > _LONGEST_SUBJECT or start >= len(words):
        return 0
    opening, is_pronoun = words[start].form, words[cue - 1].form in SUBJECT_PRONOUNS
    if who < 0 and is_pronoun and not is_contact:
        return 0
    if who < 0 and opening not in ("that", "to") and (is_contact or opening not in SUBJECT_PRONOUNS):
        return 0
    first = head[0].form if head else ""
    is_subject = first in _DETERMINERS or first.endswith(("'s", "s'")) or first[:1].isdigit() or len(head) < 2
    if not is_subject and not (not is_contact and head[1].is_capitalised):
        return 0
    if any(not _may_be_in_subject(word, last.form, is_of=who > at) for last, word in pairwise(head)):
        return 0
    if head and not _may_be_in_subject(head[0], "of", is_of=False):
        return 0
    is_not_to = opening == "not" and words[start + 1 : start + 2] and words[start + 1].form == "to"
    return _before_last_verb(words, start, int(opening not in _NO_CLAUSE and not is_not_to))


def _may_be_in_subject(word: Word, before: str, *, is_of: bool) -> bool:
    """Tell whether a word may stand in a subject: no mark or verb, no other phrase: the court upheld | a ban."""
    if word.form == "of":
        return is_of
    if word.form in ("the", "a", "an") and before != "of":
        return False
    is_verb = looks_finite(word.form) or word.form == "do"
    return word.is_word and word.form not in _NOT_IN_SUBJECT and not is_verb


def _subject_start(words: Sequence[Word], cue: int) -> int:
    """Give where the clause of the cue begins: the sentence, what follows its adverbial and comma, a *that* clause."""
    at = next((i for i in range(cue) if words[i].form not in _LEADING), cue)
    is_adverbial = at < cue and words[at].form in _INTRODUCING
    for index in range(cue - 2, at - 1, -1):
        form = words[index].form
        following = words[index + 1].form
        is_subject = not is_finite(following) and (index < cue - 2 or following not in SUBJECT_PRONOUNS)
        if is_subject and (form in _BEFORE_SUBJECT or (form == "," and is_adverbial)):
            return index + 1
    return at


def _before_last_verb(words: Sequence[Word], start: int, wanted: int) -> int:
    """Give where the words end before the last verb that no clause among them takes, where `wanted` are open."""
    end, is_verb = 0, False
    for index in range(start, len(words)):
        form, after = words[index].form, words[min(index + 1, len(words) - 1)].form
        if form in (":", ";") or (end and form == "," and after in _JOINING_CLAUSES):
            break
        is_joined = form.partition("'")[0] in _SUBJECTS and "'" in form and not form.endswith("n't")
        if form in _TAKING_VERB:
            wanted += 1
        elif is_joined or (form in _SUBJECTS and not is_main_verb(after)):
            wanted -= wanted > 0
            is_verb = True
            continue
        elif is_main_verb(form, after) and words[index - 1].form != "to":
            before = words[index - 1]
            is_object = before.form == "it" and form in _PLURAL
            if not is_verb and wanted:
                wanted -= 1
            elif not is_verb and before.form not in _JOINING and (is_object or before.form not in _SUBJECTS):
                end = before.end
            is_verb = True
            continue
        is_verb = is_verb and (form.endswith("ly") or form in _AMID_VERBS)
    return end
