"""What type of source a phrase names: an individual, a collective, an organisation, a document; named or unnamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.speakers.bodies import is_like_body_alone, is_well_known, stands_for_government
from framing.speakers.name_words import is_title, sex_of_given
from framing.speakers.names import name_in
from framing.texts.text import PLAIN_WORD, view
from framing.vocabulary.word_lists import any_of, word_list, word_map

INDIVIDUAL, COLLECTIVE, ORGANISATION, DOCUMENT = "individual", "collective", "organisation", "document"
NONE = "none"
SOURCE_TYPES = (INDIVIDUAL, COLLECTIVE, ORGANISATION, DOCUMENT, NONE)

_WORD = re.compile(PLAIN_WORD)
PERSON_PRONOUNS = word_list("source_types", "person_pronouns")
_RELATIVES = word_list("clauses", "relatives") | {"where"}
OTHER_PRONOUNS = word_list("source_types", "other_pronouns")
_THINGS = frozenset("it its itself that which where this what".split())
_HEAD_ENDS = word_list("source_types", "head_ends")
_INDEFINITE = word_list("source_types", "indefinite")
_ARTICLES = word_list("source_types", "articles")
_ORGANISATIONS = word_list("source_types", "organisation")
_NAMED_ORGANISATION = word_list("source_types", "named_organisation")
_METONYMS = word_list("source_types", "metonym")
_BEFORE_PERSONS = frozenset(word_map("names", "short_titles")) | {"mr", "mrs", "ms", "dr", "judge", "justice", "mayor"}
_OFFICE_OF = re.compile(
    r"(?:(?!from |by |at |for |in |with |of (?!state's))\S+ )+(?<='s |s' )(?:office|campaign|administration)$"
)
_NEITHER = re.compile(r"neither .+ nor ")
_OF_SITE = re.compile(r"\.(?:com|org|net)$", re.IGNORECASE)
_DOCUMENTS = word_list("source_types", "document")
_PERSONS = word_list("source_types", "persons")
_GROUPS = word_list("source_types", "groups") | word_list("source_types", "wholes")
PLURALS = frozenset(word for word in _PERSONS | _GROUPS if word.endswith("s"))
AND_OTHERS = re.compile(
    r" and (?:(?:the |some |several |many )?(?:other|others|fellow)\b|(?:his|her|their|its) [a-z]"
    r"|(?:[A-Za-z]+ ){0,2}?(?:Republicans|Democrats)\b"
    rf"|(?:\d+ )?(?:[A-Za-z’'\-]+ ){{0,3}}?(?:{any_of(PLURALS)})\b)"
)
_ANYBODY = word_list("names", "anybody")
_PLURALS_OF_PERSONS = ("people", "men", "women", "children", "spokespeople", "spokesmen")
_OF_OFFICIALS = ("department", "office", "bureau", "ministry", "house", "university")
_GENERIC = ("groups", "firms", "companies", "agencies", "forces")
_QUANTITIES = word_list("source_types", "quantities")
_VAGUE = frozenset(("some", "many", "few", "no", "both"))
_COUNTING = ("few", "couple", "dozen", "hundred", "thousand", "million", "handful")
_SINGLE = frozenset(("a", "an", "one", "another", "every", "each"))
_DETERMINERS = ("the", "his", "her", "their", "its", "my", "our", "this", "that")
INDEFINITES = word_list("source_types", "indefinites")
_PERSON_NOUNS = frozenset().union(*(word_list("names", name) for name in ("titles", "epithets", "women", "men")))
_PERSON_ENDINGS = tuple(word_list("source_types", "person_endings"))
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
_SHARE = re.compile(
    rf"\A(?:(?:\w+ ){{0,3}}?(?:\d[\d.]*(?:%| per ?cent\b)|{_COUNT}[- ](?:in|out of)[- ]{_COUNT}\b"
    r"|\w+-(?:thirds?|quarters?|fifths?)\b)"
    r"|(?:\w+ )?an? (?:third|quarter|fifth|tenth) of\b"
    r"|(?:[\w-]+ ){1,2}percent\b|(?:[\w\-]+ ){1,6}\(\d[\d.]*%)",
    re.IGNORECASE,
)


def source_type(source: str, speaker: str, organisations: Collection[str] = ()) -> str:
    """Tell what type of source a phrase names, given who that is.

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
    >>> source_type("she", "Ada Orr"), source_type("the finance ministry", "the finance ministry")
    ('individual', 'organisation')
    >>> source_type("two officials briefed on the plan", "two officials"), source_type("Critics", "Critics")
    ('collective', 'collective')
    >>> source_type("a report by the court", "a report by the court"), source_type("", "")
    ('document', 'none')
    """
    if not source.strip():
        return NONE
    if speaker and speaker in organisations:
        return ORGANISATION
    return _type(source.strip(), speaker)


@lru_cache(maxsize=32768)
def _type(source: str, speaker: str) -> str:
    plain = view(source)
    is_resolved = bool(speaker) and view(speaker) != plain
    if plain in _RELATIVES and is_resolved:
        return _type(speaker, speaker)
    if plain in PERSON_PRONOUNS and plain != "who":
        return INDIVIDUAL
    if plain in OTHER_PRONOUNS or plain == "who":
        unresolved = ORGANISATION if plain in _THINGS else COLLECTIVE
        return _type(speaker, speaker) if is_resolved else unresolved
    if is_joint(speaker) or is_share(plain) or plain.startswith("both ") or _NEITHER.match(plain):
        return COLLECTIVE
    name = "" if plain in PLURALS else name_in(source)
    if name:
        if plain.partition(view(name))[0].rstrip(". ").rpartition(" ")[2] in _BEFORE_PERSONS:
            return INDIVIDUAL
        is_in_capitals = name.isupper() and speaker != name and not speaker.isupper()  # "ORR:" in a transcript
        return _type_of_name(speaker if is_in_capitals or name in speaker else name, plain)
    if _OFFICE_OF.match(plain):
        return ORGANISATION
    found = _type_of_phrase(_head(plain), plain)
    if found in (INDIVIDUAL, COLLECTIVE) and is_resolved and name_in(speaker) == speaker:
        return _type_of_name(speaker, view(speaker))  # "her lawyer", whom the article names
    return found


def is_share(phrase: str) -> bool:
    """Tell whether a phrase begins with a share of those who were asked.

    Examples
    --------
    >>> is_share("Only 31% of nurses"), is_share("two-thirds of nurses"), is_share("nurses in the north")
    (True, True, False)
    """
    return _SHARE.match(phrase) is not None


def is_said_to_be_person(phrase: str) -> bool:
    """Tell whether a phrase says, in small letters before a name, that it is a person's.

    Examples
    --------
    >>> is_said_to_be_person("the nurse, Dunn Poole"), is_said_to_be_person("the newspaper Dunn Poole")
    (True, False)
    """
    before = phrase.split(name_in(phrase) or phrase, 1)[0].rstrip(" ,").rpartition(" ")[2]
    if is_title(before):
        return True  # Rep. Ada West
    return before.islower() and before not in _ORGANISATIONS | _DOCUMENTS and _is_person(before)


def is_pronoun(phrase: str) -> bool:
    """Tell whether a phrase is a pronoun alone.

    Examples
    --------
    >>> is_pronoun("She"), is_pronoun("she and I")
    (True, False)
    """
    plain = view(phrase)
    return plain in PERSON_PRONOUNS or plain in OTHER_PRONOUNS or plain in _RELATIVES


def is_joint(speaker: str) -> bool:
    """Tell whether a speaker is several who are named together.

    Examples
    --------
    >>> is_joint("Ada Orr and Bo Lee"), is_joint("Ada Orr and other nurses"), is_joint("Office of Food and Drugs")
    (True, True, False)
    """
    if speaker[:1].isupper() and AND_OTHERS.search(speaker):
        return True
    first, link, last = speaker.rpartition(" and ")
    is_with_article = last.startswith("the ") and last[4:5].isupper()  # Orr and the Harbour Bank
    if is_with_article and first[:1].isupper():
        return True
    if not link or not last[:1].isupper() or last.lower().split()[-1] in _NAMED_ORGANISATION:
        return False
    return first[:1].isupper() and (" " in first or " " in last) and not re.search(" (?:of|for|the) ", first)


def _type_of_name(name: str, phrase: str) -> str:
    words = [word.removesuffix("'s") for word in _WORD.findall(view(name))]
    if not words:
        return INDIVIDUAL
    if is_like_body_alone(name):
        return INDIVIDUAL
    if name[0].isdigit() or name[-1].isdigit() or _OF_SITE.search(name):
        return ORGANISATION  # Haven 24
    if words[-1] in _NAMED_ORGANISATION or stands_for_government(name) or is_well_known(name):
        return ORGANISATION
    is_given = len(words) > 1 and sex_of_given(words[0].capitalize()) != "" and "&" not in name
    if is_given and not re.search(" (?:of|for|and) ", view(name)):
        return INDIVIDUAL
    if len(words) > 1 and words[-1] in _DOCUMENTS:
        return DOCUMENT
    if words[-1] in _METONYMS or (phrase.startswith("the ") and len(words) == 1):
        return ORGANISATION
    if any(word in _NAMED_ORGANISATION for word in words) and re.search(" (?:of|for|on|and) ", view(name)):
        return ORGANISATION
    if (name.isupper() and len(name) > 1) or "&" in name or "and" in words:
        return ORGANISATION
    return INDIVIDUAL


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
        return (words[i - 1].endswith("s") and words[i - 1] != "news") or words[0] in _DETERMINERS
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
        is_number_alone = self.is_numbered and len(self.head) == 1 and self.head[0] not in _SINGLE
        return "percent" in self.head or is_share(self.text) or self.noun in ("half", "most") or is_number_alone


def _type_of_phrase(head: Sequence[str], text: str) -> str:
    """Tell the type of an unnamed source by its head noun, its determiner and what the phrase says of it."""
    phrase = _Phrase(head, text)
    if not head or phrase.is_share:
        return COLLECTIVE
    noun = phrase.noun
    if noun in _DOCUMENTS:
        return DOCUMENT
    if noun in _OF_OFFICIALS and phrase.text.split(",")[0].rpartition(" ")[2] in PLURALS:
        return COLLECTIVE  # Department of Health officials
    if noun in _ORGANISATIONS:
        return (
            COLLECTIVE
            if noun in _GENERIC or (phrase.is_plural and _singular(noun) in _ORGANISATIONS and noun != "authorities")
            else ORGANISATION
        )
    if noun in _METONYMS:
        return ORGANISATION
    is_counted = len(head) > 2 and head[1] in _COUNTING  # a few critics
    if head[0] in _SINGLE and (is_counted or noun in _QUANTITIES):
        return COLLECTIVE
    if noun in _ANYBODY or (head[0] in _SINGLE and (phrase.is_plural or _is_person(noun))):
        return INDIVIDUAL
    is_one = head[0] in _SINGLE and len(head) > 1
    is_one = is_one and noun not in _QUANTITIES  # a steady stream of visitors
    if phrase.is_plural or (phrase.is_numbered and not is_one) or noun in _GROUPS or noun in INDEFINITES:
        return COLLECTIVE
    return INDIVIDUAL if _is_person(noun) else DOCUMENT


def _singular(noun: str) -> str:
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


def _is_person(noun: str) -> bool:
    """Tell whether a singular noun names a person: by the lists, or by its ending."""
    return noun in _PERSONS or noun in _PERSON_NOUNS or noun in _SINGLE or noun.endswith(_PERSON_ENDINGS)
