"""Contents that end in the middle of a clause: which words show it, and where they have to end instead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from framing.attributing.decoding import Told
from framing.attributing.features import CLOSING, OPENING, Words
from framing.attributing.verbs import FINITE, is_finite
from framing.texts.punkt import ENDS
from framing.texts.text import Place
from framing.vocabulary.word_lists import word_list

_CLAUSAL = word_list("reporting", "clausal") | word_list("reporting", "facts") | word_list("edges", "before_clauses")
_RELATIVES = word_list("clauses", "relatives")
_SUBORDINATE = word_list("edges", "subordinate")
_PREPOSITIONS = frozenset("in at on during under with amid despite for as by among".split())
_DETERMINERS = word_list("reporting", "determiners")
_OPENING_CLAUSE = ("that", "how", "whether", "why")
_DASHES = ("-", "–", "—")
_ENDS = frozenset((";", ":", "?", "!"))
_PARTNERS = {"both": ("and",), "either": ("or",), "neither": ("nor",), "only": ("but",), "just": ("but",)}
_MAY_FOLLOW = FINITE | {"do"} | _RELATIVES | {",", CLOSING, "and", "or", "nor", "but", "if", "unless", *_DASHES}
_LONGEST_ASIDE, _LONGEST_SUBJECT = 25, 6  # words
_JOINING = ("and", "but", "or", "so", "yet")
_ADDING = ("and", "or", "but")
_DANGLING = frozenset((*_ADDING, "who", "which", "whom", "("))
_PAUSES = (",", ";", ":", *_DASHES)
_NO_SUBJECT = frozenset((*_JOINING, "which", "who", "whom", "that", "where", "not"))


def least_end(told: Told, place: Place, term: str) -> int | None:
    """Give the index of the word that a content has to reach at least; None where nothing shows that it breaks off.

    A clause without a finite verb goes on after an aside (that the rain[, Orr's word,] was …), or at once with its verb
    (said the rain | was …); one that begins with an adverbial goes on after its comma (that in May[, it rained]).
    *Both* has its *and*, and a clause about what is in quotation marks belongs to it: a “plan” [that failed].

    Examples
    --------
    >>> import numpy as np
    >>> from framing.attributing.choice import likely
    >>> from framing.attributing.features import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> words = words_of(Reading(Document("a", "Orr said that the gate, built in May, was shut.")))
    >>> told = Told(words, 0, *[likely(np.ones(len(words.forms)))] * 2)
    >>> words.forms[least_end(told, (9, 22), "said")]
    'shut'
    """
    words = told.words
    start = bisect_right(words.end, place[0])
    after = bisect_left(words.start, place[1])
    if not start < after < len(words.forms) or words.forms[after].lower() not in _MAY_FOLLOW:
        return None
    over = min(int(words.sentence.searchsorted(words.sentence[start], "right")), told.first + len(told.content.chances))
    inside = [form.lower() for form in words.forms[start:after]]
    following = [form.lower() for form in words.forms[after:over]]
    if words.quoted[start] == 1 and OPENING not in inside:
        following = following[: following.index(CLOSING)] if CLOSING in following else following  # it stays inside
    is_quotation = inside[:1] == [OPENING] and OPENING not in inside[1:] and inside[-1] == CLOSING
    if len(following) < 2 or is_quotation:
        return None
    steps = _to_partner(inside, following)
    if steps is None:
        steps = _to_main_clause(inside, following)
    if steps is None:
        steps = _to_verb_after_aside(inside, following)
    if steps is None:
        is_name = words.forms[after + 1][0].isupper()
        steps = _to_verb(inside, following, term, is_name=is_name)
    if steps is None:
        steps = _to_relative(inside, following)
    return None if steps is None else after + steps


def before_joint(words: Words, place: Place) -> int:
    """Give where a content ends before a joint of which nothing follows in it: a year [and], without naming him, left.

    Examples
    --------
    >>> from framing.attributing.features import words_of
    >>> from framing.model import Document
    >>> from framing.texts.text import Reading
    >>> text = "Orr ordered the gate to be shut and, without a word, left."
    >>> text[12 : before_joint(words_of(Reading(Document("a", text))), (12, 35))]
    'the gate to be shut'
    """
    first, last = bisect_left(words.start, place[0]), bisect_left(words.start, place[1]) - 1
    forms, at = words.forms, last
    if at - 1 > first and forms[at] == "that" and forms[at - 1] in _ADDING:
        at -= 1
    is_over = last + 1 == len(forms) or forms[last + 1] in ENDS
    if at <= first + 1 or is_over or words.quoted[at] or forms[at] not in _DANGLING:
        return place[1]
    at -= 1
    while at > first and forms[at] in _PAUSES:
        at -= 1
    return words.end[at]


def _to_partner(inside: Sequence[str], following: Sequence[str]) -> int | None:
    """Find the joint that *both* and its like ask for right after the content: both a gift | and a burden."""
    at = 1 if following[0] in (",", CLOSING) else 0
    for index, form in enumerate(inside[:-1]):
        if form not in _PARTNERS or following[at] not in _PARTNERS[form] or at + 1 == len(following):
            continue
        is_negated = form not in ("only", "just") or (index and inside[index - 1] == "not")
        is_plural = form == "both" and any(word.endswith("s") for word in inside[index + 1 : index + 3])
        if is_negated and not is_plural and not {"and", "or", "nor", "but"} & set(inside[index + 1 :]):
            return at + 1
    return None


def _to_main_clause(inside: Sequence[str], following: Sequence[str]) -> int | None:
    """Find the clause after an adverbial that a *that* clause begins with: that(,) in May, | it rained."""
    if inside[0] == "that" and inside[1:2] == [","]:
        inside = ["that", *inside[2:]]
    if inside[0] != "that" or len(inside) < 3 or following[0] != "," or "," in inside:
        return None
    finite = sum(map(_holds_verb, inside))
    if not (inside[1] in _SUBORDINATE and finite < 2) and not (inside[1] in _PREPOSITIONS and not finite):
        return None
    is_clause = following[1] not in _NO_SUBJECT and not following[1].endswith("ing")
    verb = next((i for i, form in enumerate(following) if form in _ENDS or _holds_verb(form)), 1)
    return max(1, verb) if is_clause and following[verb] not in _ENDS else None


def _to_verb_after_aside(inside: Sequence[str], following: Sequence[str]) -> int | None:
    """Find the word after the verb where a clause breaks off as an aside ends: that the gate, made in May, | is."""
    if inside[0] not in _OPENING_CLAUSE or following[0] not in inside or any(map(_holds_verb, inside[1:])):
        return None
    verb = 1 + (following[1] in _DASHES)  # two hyphens are a dash
    return min(verb + 1, len(following) - 1) if _holds_verb(following[verb]) else None


def _to_verb(inside: Sequence[str], following: Sequence[str], term: str, *, is_name: bool) -> int | None:
    """Find the word after the verb of a clause that breaks off before it, or before an aside that stands between."""
    is_clause = inside[0] in _OPENING_CLAUSE and len(inside) > 1
    if not is_clause and (term not in _CLAUSAL or inside[0] == "to" or len(inside) > _LONGEST_SUBJECT):
        return None
    if any(map(_holds_verb, inside[1:])):
        return None
    if is_finite(following[0]):
        return 1
    if following[0] != "," and following[0] not in _DASHES:
        return None
    if following[1] in _JOINING or following[1] == "including":
        return None
    marks = _DASHES if following[0] in _DASHES else (",",)
    for index in range(2, min(_LONGEST_ASIDE, len(following) - 1)):
        if following[index] in _ENDS:
            return None
        if following[index] in marks:
            verb = index + 1
            while verb + 1 < len(following) and (
                following[verb].endswith("ly") or following[verb] in ("also", "never")
            ):
                verb += 1
            if is_finite(following[verb]) or (
                is_clause and (_holds_verb(following[verb]) or following[verb] == "said")
            ):
                return min(verb + 1, len(following) - 1)
            if is_name:
                return None  # an apposition is over: the name is the subject of another clause
    return None


def _to_relative(inside: Sequence[str], following: Sequence[str]) -> int | None:
    """Find a clause that depends on what is in quotation marks: a “plan” | that failed; it is “fine,” | if it rains."""
    if inside[-1] != CLOSING or OPENING not in inside or len(inside) < 3:
        return None
    following_on = ("if", "unless") if inside[-2] == "," else _RELATIVES if inside[-2] != "." else ()
    is_relative = following[0] in _RELATIVES and (_holds_verb(following[1]) or following[1] in _DETERMINERS)
    return 1 if following[0] in following_on and (is_relative or inside[-2] == ",") else None


def _holds_verb(form: str) -> bool:
    return is_finite(form) or form.endswith(("ed", "'re", "'ve", "'ll"))
