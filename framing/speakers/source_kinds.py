"""What kind of source a phrase names: a person, an organisation, a document, or somebody who is not told."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.speakers.name_words import given_names
from framing.speakers.names import name_in
from framing.texts.text import PLAIN_WORD, view
from framing.vocabulary.word_lists import word_list

SOURCE_KINDS = ("person", "organisation", "anonymous", "document", "unspecified", "none")

_WORD = re.compile(PLAIN_WORD)
PERSON_PRONOUNS = word_list("source_kinds", "person_pronouns")
_RELATIVES = word_list("source_kinds", "relatives")
OTHER_PRONOUNS = word_list("source_kinds", "other_pronouns")
_HEAD_ENDS = word_list("source_kinds", "head_ends")
_INDEFINITE = word_list("source_kinds", "indefinite")
_PARTICULAR = re.compile(
    r"(?<!,) (?:who|familiar|close|briefed|involved|present|with (?:direct )?knowledge|aware|inside)\b"
)
_ARTICLES = word_list("source_kinds", "articles")
_ORGANISATIONS = word_list("source_kinds", "organisation")
_NAMED_ORGANISATION = word_list("source_kinds", "named_organisation")
_METONYMS = word_list("source_kinds", "metonym")
_DOCUMENTS = word_list("source_kinds", "document")
_ANONYMOUS = word_list("source_kinds", "anonymous")
_UNSPECIFIED = word_list("source_kinds", "unspecified")
_PLURALS = frozenset(word for word in _ANONYMOUS | _UNSPECIFIED if word.endswith("s"))
_PERSON_NOUNS = frozenset().union(*(word_list("names", name) for name in ("titles", "epithets", "women", "men")))
_PERSON_ENDINGS = tuple(word_list("source_kinds", "person_endings"))
_PLURALS_OF_PERSONS = ("people", "men", "women", "children")
_GENERIC = ("groups", "firms", "companies", "agencies", "forces")
_VAGUE = frozenset(("some", "many", "few", "no", "both"))
_DETERMINERS = ("the", "his", "her", "their", "its", "my", "our", "this", "that")


def stands_for_government(name: str) -> bool:
    """Tell whether a proper name is a country, capital or institution that stands for those who run it.

    Examples
    --------
    >>> stands_for_government("Moscow"), stands_for_government("Ada")
    (True, False)
    """
    return name.lower() in _METONYMS


def source_kind(source: str, speaker: str, organisations: Collection[str] = ()) -> str:
    """Tell what kind of source a phrase names, given who that is.

    Told from the words alone: an organisation with a name like a person's counts as a person, unless it is among
    `organisations`.

    Parameters
    ----------
    source : str
        The source phrase as it stands; empty where there is none.
    speaker : str
        Its name, which decides its pronoun.
    organisations : collection of str
        Names that are known to be organisations'.

    Examples
    --------
    >>> source_kind("she", "Ada Orr"), source_kind("the finance ministry", "the finance ministry")
    ('person', 'organisation')
    >>> source_kind("two officials briefed on the plan", "two officials"), source_kind("Critics", "Critics")
    ('anonymous', 'unspecified')
    >>> source_kind("a report by the court", "a report by the court"), source_kind("", "")
    ('document', 'none')
    """
    if not source.strip():
        return "none"
    if speaker and speaker in organisations:
        return "organisation"
    return _kind(source.strip(), speaker)


@lru_cache(maxsize=32768)
def _kind(source: str, speaker: str) -> str:
    plain = view(source)
    is_resolved = bool(speaker) and view(speaker) != plain
    if plain in _RELATIVES and is_resolved:
        return _kind(speaker, speaker)
    if plain == "who":
        return "unspecified"
    if plain in PERSON_PRONOUNS:
        kind = _kind(speaker, speaker) if is_resolved else "person"
        return kind if kind == "anonymous" else "person"
    if plain in OTHER_PRONOUNS:
        return _kind(speaker, speaker) if is_resolved else "unspecified"
    name = "" if plain in _PLURALS else name_in(source)
    if name:
        is_in_capitals = name.isupper() and speaker != name and not speaker.isupper()  # "ORR:" in a transcript
        return _kind_of_name(speaker, plain) if is_in_capitals else _kind_of_name(name, plain)
    kind = _kind_of_phrase(_head(plain), plain)
    if kind in ("anonymous", "unspecified") and is_resolved and name_in(speaker) == speaker:
        return _kind_of_name(speaker, view(speaker))  # "her lawyer", whom the article names
    return kind


def _kind_of_name(name: str, phrase: str) -> str:
    words = [word.removesuffix("'s") for word in _WORD.findall(view(name))]
    if phrase.startswith(("spokesm", "spokesw", "a spokes", "the ")) and len(words) == 1:
        return "organisation"
    if words[-1] in _NAMED_ORGANISATION or view(name) in _METONYMS or words[-1] in _METONYMS:
        return "organisation"
    if any(word in _NAMED_ORGANISATION for word in words) and re.search(" (?:of|for) ", view(name)):
        return "organisation"
    if (name.isupper() and len(name) > 1) or "&" in name or ("and" in words and words[0] not in given_names()):
        return "organisation"
    return "person"


def _head(phrase: str) -> list[str]:
    """Give the words of a phrase up to the end of its head noun."""
    words = _WORD.findall(re.split(r"[;(—–:]|,(?!\d)", phrase, maxsplit=1)[0])
    if len(words) > 3 and words[0] in _INDEFINITE and words[1:3] in (["of", "the"], ["of", "them"], ["of", "his"]):
        return [words[0], *_head(" ".join(words[3:]))]  # "two of the people"
    if len(words) > 3 and words[0] == "a" and words[2] == "of":
        words = ["many", *words[3:]]  # "a range of artists"
    if len(words) > 4 and words[0] == "a" and words[3] == "of" and words[2] in ("array", "number", "range", "group"):
        words = ["many", *words[4:]]
    end = next((i for i, word in enumerate(words) if i and _ends_head(words, i)), len(words))
    return words[:end]


def _ends_head(words: Sequence[str], i: int) -> bool:
    """Tell whether the word at `i` says more of the head noun: a preposition, or a participle before one."""
    if words[i] in ("and", "or"):
        return words[i - 1].endswith("s") or words[0] in _DETERMINERS
    is_participle = (
        words[i].endswith(("ed", "ing")) and words[i + 1 : i + 2] != [] and words[i + 1] in _HEAD_ENDS | _ARTICLES
    )
    return words[i] in _HEAD_ENDS or is_participle


class _Phrase(NamedTuple):
    """A source without a name: the words up to its head noun, and all of it."""

    head: Sequence[str]
    text: str

    @property
    def noun(self) -> str:
        """The head noun."""
        return self.head[-1].removesuffix("'s")

    @property
    def is_plural(self) -> bool:
        """Whether the head noun is a plural."""
        return self.noun in _PLURALS_OF_PERSONS or (self.noun.endswith("s") and not self.noun.endswith("ss"))

    @property
    def is_numbered(self) -> bool:
        """Whether a number or an indefinite article opens it: of no particular person."""
        return self.head[0] in _INDEFINITE - _VAGUE or self.head[0].isdigit()

    @property
    def is_share(self) -> bool:
        """Whether it is a share of those who were asked."""
        is_number_alone = self.is_numbered and len(self.head) == 1 and self.head[0] != "one"
        return "percent" in self.head or self.noun in ("half", "most") or is_number_alone


def _kind_of_phrase(head: Sequence[str], text: str) -> str:
    """Tell the kind of an unnamed source by its head noun, its determiner and what the phrase says of it."""
    phrase = _Phrase(head, text)
    if not head or phrase.is_share:
        return "unspecified"
    noun = phrase.noun
    if noun in _DOCUMENTS:
        return "document"
    if noun in _ORGANISATIONS:
        return "unspecified" if noun in _GENERIC else "organisation"
    if noun in _METONYMS or (phrase.is_numbered and phrase.is_plural and noun.removesuffix("s") in _ORGANISATIONS):
        return "organisation"
    return _kind_of_people(phrase)


def _kind_of_people(phrase: _Phrase) -> str:
    """Tell the kind of a source that is people, if anything."""
    head, noun = phrase.head, phrase.noun
    if noun.startswith("source") or (phrase.is_numbered and noun in _ANONYMOUS | _UNSPECIFIED):
        return "anonymous"
    if phrase.is_plural and (noun in ("people", "persons") or noun in _ANONYMOUS):
        return _kind_of_plural(phrase)
    if noun in _ANONYMOUS:
        return "person" if head[0] in _DETERMINERS or "'s" in phrase.text else "anonymous"
    if noun in _UNSPECIFIED or not (phrase.is_plural or _is_person_noun(noun)):
        return "unspecified"
    if phrase.is_numbered:
        return "anonymous"
    return "unspecified" if phrase.is_plural or head[0] in _VAGUE else "person"


def _kind_of_plural(phrase: _Phrase) -> str:
    is_bare = len(phrase.head) == 1 or phrase.head[0] in ("some", "many", "other", "most", "few", "all", "the")
    is_particular = _PARTICULAR.search(phrase.text) is not None if phrase.noun == "people" or is_bare else True
    is_placed = is_bare and re.search(" (?:for|at) ", phrase.text)
    return "anonymous" if is_particular or is_placed else "unspecified"


def _is_person_noun(noun: str) -> bool:
    """Tell whether a singular noun names a person: by the list of titles, or by its ending."""
    return noun in _PERSON_NOUNS or noun.endswith(_PERSON_ENDINGS)
