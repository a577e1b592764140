"""What kind of attribution a cue makes: speech, thought, intention, attitude, evidence; or none, for an act."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.attributing.verbs import is_finite
from framing.vocabulary.lexicon import bundled
from framing.vocabulary.word_lists import word_list

_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_MARKS = "“\"‘'«„`"
_FIRST_WORDS = 14

_NOUNS = word_list("reporting", "nouns")
_CLAUSAL = word_list("reporting", "clausal")
_FACTS = word_list("reporting", "facts")
_DATA = word_list("reporting", "data")
_SHOWING = word_list("reporting", "showing")
_THOUGHTS = word_list("reporting", "thoughts")
_INTENTIONS = word_list("reporting", "intentions")
_ATTITUDES = word_list("reporting", "attitudes")
_EVIDENCE = word_list("reporting", "evidence")
_MINDS = word_list("reporting", "minds")
_SHARES = word_list("reporting", "shares")
_SUBJECTS = word_list("clauses", "subject_pronouns") | frozenset(("there", "they're", "it's", "he's", "she's", "we're"))
_QUESTION = frozenset("that whether if why how what who where when which".split())
_DEGREES = frozenset("very well too full clearly".split())
_BEFORE_THAT = _DEGREES | {"that"}
_RELATIVE = frozenset(("who", "which", "that", "whose", ";", "—", "–"))
_SOMEBODY = frozenset().union(
    *(word_list("source_types", name) for name in ("persons", "groups", "organisation", "document")),
    *(word_list("source_types", name) for name in ("person_pronouns", "other_pronouns")),
    word_list("names", "titles"),
) - frozenset(("this", "that", "which", "what", "where"))
_MORE = re.compile(
    r"\s(?:of|in|by|from|who|that|which|with|for|on|at|to|as|led|whose|–|—|-|conducted|compiled|released|published|taken)\b|[,(–—]"
)
_RATIO = re.compile(r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: out)? (?:in|of) ", re.IGNORECASE)
_TITLE = re.compile(r"[“\"‘'«][^\s.,?!”\"]+(?:\s[^\s.,?!”\"]+){0,3}[”\"’'»]$")
_CALLS = frozenset("call calls called calling".split())
_REFERENCE = re.compile(r"(?:him|her|it|them|this|that|me|us|himself|herself|themselves)\s\S")


@lru_cache(maxsize=256)  # one content is asked about by what judges its cue, its neighbours and its source
def form_of(content: str) -> str:
    """Tell the form of a content by its first words: quotation, clause, infinitive, gerund, or noun phrase.

    Without a parser: a clause shows *that*, a pronoun as subject, or a finite verb known from a list, or is a verb in
    *-ed* after its subject. ``mixed`` is a noun phrase with words in quotation marks.

    Examples
    --------
    >>> [form_of(words) for words in ("“It works,”", "that it is", "to stay", "the town to pay", "leaving", "the tax")]
    ['quotation', 'clause', 'infinitive', 'infinitive', 'gerund', 'phrase']
    """
    if content and content[0] in _MARKS:
        return "mixed" if _TITLE.match(content) else "quotation"
    words = _TOKEN.findall(content[:160].lower().replace("’", "'"))[:_FIRST_WORDS]
    if not words:
        return "phrase"
    while len(words) > 2 and (words[0] in _DEGREES or words[0].endswith("ly")) and words[1] in _BEFORE_THAT:
        del words[0]
    first = words[0]
    if first in _QUESTION or (first.partition("'")[0] in _SUBJECTS and len(words) > 1):
        return "clause" if first != "it" or len(words) > 1 else "phrase"
    if first == "to" or (first == "not" and words[1:2] == ["to"]):
        is_noun = words[1:2] and words[1] in ("the", "a", "an", "his", "her", "their", "its", "this", "that", "those")
        return "phrase" if is_noun else "infinitive"
    if first.endswith("ing") and len(first) > 5:
        return "gerund"
    for index, word in enumerate(words[1:], start=1):
        if word in _RELATIVE:
            break
        if is_finite(word) or (word.endswith("'s") and index < 2 and first in _SUBJECTS):
            return "clause"
        if word == "to" and index < 9 and words[index + 1 : index + 2] and words[index + 1] not in _NOT_A_VERB:
            return "infinitive"
    return "mixed" if any(mark in content for mark in '“"«') else "phrase"


def _is_named(content: str) -> bool:
    """Tell whether a phrase is what somebody is called: the plan a gift; not: a friend of the family."""
    words = [word.lower() for word in _TOKEN.findall(content[:80])[:7]]
    return any(word in _ARTICLES and words[i] not in _PREPOSITIONS for i, word in enumerate(words[1:]))


_ARTICLES = frozenset(("a", "an", "the"))
_PREPOSITIONS = word_list("reporting", "prepositions") | frozenset(("and", "or", "for"))
_AS = re.compile(r"\s(?:as(?!\swell)|to be)\s")
_LIKE = re.compile(r"\s(?:as|with|to)\s")
_LIKENING = ("compar", "liken", "charg", "credit")
_AS_VERBS = word_list("reporting", "as_verbs")
_WITH_TOPIC = word_list("reporting", "with_topic")
_OTHERS = _NOUNS | _MINDS | _AS_VERBS | _WITH_TOPIC
_NOT_A_VERB = frozenset("the a an his her its their our my this that these those be".split()) - {"be"}


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Class and frames of each bundled cue."""
    return {entry.term: (entry.subtype, entry.frames) for entry in bundled() if entry.device == "attribution"}


def is_known(term: str) -> bool:
    """Tell whether a cue is in the lexicon, or among the nouns and adjectives that report."""
    return term in _entries() or term in _OTHERS


def reports(term: str, content: str, *, form: str, kind: str, is_noun: bool = False, before: bool = False) -> bool:
    """Tell whether a cue makes an attribution of a content of this form, or tells of an act.

    Parameters
    ----------
    term : str
        The cue, lower case.
    content : str
        Its content.
    form : str
        As `form_of` gives it.
    is_noun : bool
        Whether the cue is a noun here: *his claim that*.
    kind : str
        As `kind_of` gives it.
    before : bool
        Whether the content comes before the cue, and so is a clause: It rains, she said.

    Examples
    --------
    >>> reports("opposed", "the tax", form="phrase", kind="attitude")
    True
    >>> reports("considered", "the case", form="phrase", kind="thought")
    False
    """
    if form in ("quotation", "clause") or before:
        return True
    if is_noun:
        return form == "infinitive" or term in ("call", "calls", "criticism")
    if form == "infinitive":
        return is_known(term)
    if term in _CALLS:
        return form == "mixed" or bool(_REFERENCE.match(content)) or _is_named(content)
    if form == "mixed":
        return is_known(term)
    if kind == "evidence" and term in _SHOWING | _ATTITUDES:
        return term in _SHOWING
    _, frames = _entries().get(term, ("", ()))
    if "phrase" in frames or "source" in frames:
        return True
    if form == "gerund":
        return term in _entries() and term not in _FACTS
    if term.partition(" ")[0] in _AS_VERBS:
        return bool((_LIKE if term.startswith(_LIKENING) else _AS).search(content, 0, 120))
    if term in _WITH_TOPIC:
        return True
    return term in _CLAUSAL and content.count(" ") >= 3


def kind_of(term: str, source: str, *, is_noun: bool = False) -> str:
    """Name the kind of an attribution by its cue and source.

    Examples
    --------
    >>> kind_of("said", "Orr"), kind_of("fears", "Orr"), kind_of("vowed", "Orr"), kind_of("opposed", "Orr")
    ('speech', 'thought', 'intention', 'attitude')
    >>> kind_of("found", "a survey of 900 tenants"), kind_of("said", "the report")
    ('evidence', 'evidence')
    """
    if head_of(source) in _DATA or term in _EVIDENCE:
        return "evidence"
    name = "" if is_noun else _entries().get(term, ("", ()))[0]
    if name in ("attitude", "intention", "thought"):
        return name
    if term in _ATTITUDES:
        return "attitude"
    if term in _INTENTIONS:
        return "intention"
    if term in _THOUGHTS or term in _MINDS:
        return "thought"
    return "speech"


@lru_cache(maxsize=32768)
def head_of(source: str) -> str:
    """Give the head of a source phrase, lower case: its last word before what says more of it.

    Examples
    --------
    >>> head_of("The new survey of tenants"), head_of("Ada Orr in my film"), head_of("Studies, two of them")
    ('survey', 'orr', 'studies')
    """
    words = _TOKEN.findall(_MORE.split(source, maxsplit=1)[0])
    return words[-1].lower() if words else ""


def is_somebody(source: str) -> bool:
    """Tell whether a source can say or show something: data, a name, a pronoun, a known noun for people or a body.

    Examples
    --------
    >>> is_somebody("The survey"), is_somebody("Ada Orr"), is_somebody("closer inspection"), is_somebody("officials")
    (True, True, False, True)
    """
    words = _TOKEN.findall(_MORE.split(source, maxsplit=1)[0])
    if any(word.lower() in _DATA or word.lower() in _SOMEBODY for word in words):
        return True
    if words and (words[-1].lower() in _SHARES or _RATIO.match(source)):
        return True
    if words and words[-1].lower().endswith(
        ("ers", "ors", "ists", "ents", "ians", "ees", "men", "thirds", "quarters", "%", "percent")
    ):
        return True
    return any(word[:1].isupper() for word in _TOKEN.findall(source)[1:]) or (source[:1].isupper() and len(words) == 1)


def carries_voice(kind: str, content: str) -> bool:
    """Tell whether a content is in the voice of its source: all is but what an attitude is towards, a noun phrase.

    Examples
    --------
    >>> carries_voice("attitude", "the new water tax"), carries_voice("attitude", "the town to pay")
    (False, True)
    """
    return kind != "attitude" or form_of(content) != "phrase"
