"""Which words are verbs, as far as a word and those beside it tell without a parser."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attributing.words import Word
from framing.vocabulary.word_lists import word_list

FINITE = word_list("clauses", "finite")  # wherever they stand; not *do*, which is an infinitive too
REPORTING = word_list("reporting", "clausal") - frozenset(("hopes", "fears", "claims", "notes", "hope", "fear"))
_MAIN_VERBS = word_list("clauses", "main_verbs")
_DETERMINERS = word_list("reporting", "determiners")
_OBJECTS = _DETERMINERS | {"anyone", "him", "them", "me", "us"}
_OPENS_OBJECT = ("a", "an", "the", "its", "his", "her", "their")  # after any verb, whatever its ending
_NO_VERBS = word_list("reporting", "prepositions") | frozenset("of to than half all both such and or but not".split())


def is_finite(form: str) -> bool:
    """Tell whether a form that no *to* stands before is a finite verb of the list, or one joined to *not*.

    Examples
    --------
    >>> is_finite("might"), is_finite("don't"), is_finite("rained")
    (True, True, False)
    """
    return form in FINITE or form == "do" or form.endswith("n't")


def looks_finite(form: str) -> bool:
    """Tell whether a form is a finite verb wherever it stands, or may be one by its ending.

    Examples
    --------
    >>> looks_finite("might"), looks_finite("rained"), looks_finite("do")
    (True, True, False)
    """
    return form in FINITE or form.endswith("ed")


def is_main_verb(form: str, after: str = "") -> bool:
    """Tell whether a form is seldom anything but the verb of a clause, given the word after it.

    Examples
    --------
    >>> is_main_verb("seems"), is_main_verb("closed", "the"), is_main_verb("closed", "gate")
    (True, True, False)
    """
    is_present = form.endswith("s") and form[-2:] != "ss" and after in ("a", "an", "the")  # the claim shows a lack
    return is_finite(form) or form in _MAIN_VERBS or is_present or (form.endswith("ed") and after in _OBJECTS)


def has_object(words: Sequence[Word], verb: int) -> bool:
    """Tell by its end and what follows that a word is a verb with an object: broke the, faced cuts, fell by 10."""
    word, following = words[verb], words[verb + 1].form if verb + 1 < len(words) else ""
    if word.is_capitalised or not word.is_word or word.form in _NO_VERBS or word.form.endswith("ing"):
        return False
    if following == "by":
        return verb + 2 < len(words) and words[verb + 2].form[0].isdigit()
    is_ed = word.form.endswith("ed") and words[verb - 1].form not in _NO_VERBS  # not: of registered voters
    is_number = following in _DETERMINERS or following[:1].isdigit()
    is_before_number = (is_ed or word.form.endswith("s")) and is_number
    return following in _OPENS_OBJECT or is_before_number or (is_ed and following.endswith("s"))
