"""What the sources of one article are: role, naming, type, and the gender that the article presents them with."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from framing.speakers.antecedents import PERSONS
from framing.speakers.description_roles import OTHER, role_of_maker
from framing.speakers.mentions import Mentions
from framing.speakers.name_words import sex_of_given
from framing.speakers.roles import SEX_OF
from framing.speakers.source_edges import NAMES_TOO
from framing.speakers.source_naming import is_named, naming, reasons_given
from framing.speakers.source_phrases import head_of, head_words
from framing.speakers.source_roles import role_of_source
from framing.speakers.source_types import (
    COLLECTIVE,
    DOCUMENT,
    INDIVIDUAL,
    NONE,
    ORGANISATION,
    is_joint,
    is_pronoun,
    is_said_to_be_person,
    source_type,
)
from framing.speakers.speaker import NamedArticle
from framing.texts.text import view

GENDERS = ("woman", "man", "nonbinary", "undecided")
_GENDER = {"w": "woman", "m": "man", "x": "nonbinary"}
_AFTER, _BEFORE = 300, 120  # characters from a source within which a reason is given for its missing name


class Source(NamedTuple):
    """A source as it is described: `gender_presented` is empty for all but individuals."""

    speaker: str
    role: str
    naming: str
    type: str
    gender_presented: str


def described(text: str, article: NamedArticle) -> dict[int, Source]:
    """Describe the source of each attribution of an article whose speakers are named.

    Examples
    --------
    >>> from framing.speakers.speaker import named_article
    >>> text = "Sen. Ada Orr left. She said no."
    >>> article = named_article(text, [(0, "source", 19, 22), (0, "cue", 23, 27)])
    >>> described(text, article)[0]
    Source(speaker='Ada Orr', role='politician_official', naming='named', type='individual', gender_presented='woman')
    """
    known = article.known
    if known is None:
        return dict.fromkeys(article.names, _NOBODY)
    reasons = reasons_given(text)
    kept_back: set[str] = set()
    found = {}
    for instance in sorted(article.places, key=lambda instance: article.places[instance]):
        start, end = article.places[instance]
        phrase, name = text[start:end], article.names[instance]
        if start == end:
            continue
        if name == phrase and name not in NAMES_TOO and known.is_noun(name, start):
            name = name.lower()
        of_type = source_type(
            phrase if is_pronoun(phrase) or is_named(name) else name or phrase, name, known.organisations
        )
        if of_type == INDIVIDUAL and is_named(name) and known.is_body(name) and not is_said_to_be_person(phrase):
            of_type = ORGANISATION
        if _has_reason(text, reasons, start, end):
            kept_back.add(name)
        named = naming(phrase, name, of_type, has_reason=name in kept_back)
        role = role_of_source(phrase, name, of_type, _said(known, name))
        if role == OTHER and of_type == INDIVIDUAL and is_named(name):
            role = role_of_source(name, name, of_type, known.roles.descriptions.in_sentences(name))
        if role == OTHER and of_type == DOCUMENT and name:
            role = role_of_maker(text, head_of(name), start) or OTHER
        gender = _gender(known, phrase, name) if of_type == INDIVIDUAL else ""
        found[instance] = Source(name, role, named, of_type, gender)
    return {instance: found.get(instance, _NOBODY) for instance in article.names}


_NOBODY = Source("", NONE, NONE, NONE, "")


def _said(known: Mentions, name: str) -> list[str]:
    parts = name.replace(" and ", ", ").split(", ") if is_joint(name) else [name]
    return [said for part in parts for said in known.roles.descriptions.of(part)]


def _has_reason(text: str, reasons: list[int], start: int, end: int) -> bool:
    """Tell whether a reason for keeping back a name is given in the line of a source, not far from it."""
    number = bisect_left(reasons, start - _BEFORE)
    if number == len(reasons) or reasons[number] > end + _AFTER:
        return False
    place = reasons[number]
    between = text[end:place] if place > start else text[place:start]
    return "\n" not in between and (place > start or ". " not in between)


def _gender(known: Mentions, phrase: str, name: str) -> str:
    pronoun = phrase.lower()
    if pronoun in PERSONS:
        return _GENDER[PERSONS[pronoun]]
    told = known.presented(name) if name else "undecided"
    if told != "undecided":
        return told
    words = head_words(name if is_pronoun(phrase) else phrase)
    sexes = {SEX_OF[word] for word in words if word in SEX_OF}
    return _GENDER[sexes.pop()] if len(sexes) == 1 else "undecided"


def gender_inferred(speaker: str, source_type: str) -> str:
    """Give the gender that most bearers of a given name have; for individuals with a full name only.

    Examples
    --------
    >>> [gender_inferred(name, "individual") for name in ("Linda Orr", "Orr")]
    ['woman', 'undecided']
    """
    if source_type != INDIVIDUAL:
        return ""
    given = speaker.split()[0] if " " in speaker and speaker[:1].isupper() else ""
    return _GENDER.get(sex_of_given(given), "undecided") if given else "undecided"


def is_of_people(source_type: str) -> bool:
    """Tell whether a type is one of people, who may be named or kept unnamed.

    Examples
    --------
    >>> is_of_people("individual"), is_of_people("document")
    (True, False)
    """
    return source_type in (INDIVIDUAL, COLLECTIVE)


def as_compared(name: str) -> str:
    """Give a name as forms in a user's table are compared with it.

    Examples
    --------
    >>> as_compared("The Dunn  Line’s")
    "dunn line's"
    """
    return " ".join(view(name).split()).removeprefix("the ").removeprefix("a ").removeprefix("an ")
