"""What kind of source a phrase names: a person, an organisation, a document, or somebody who is not told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib import resources

from framing.speakers.name_words import given_names, word_list
from framing.speakers.names import name_in
from framing.text import view

SOURCE_KINDS = ("person", "organisation", "anonymous", "document", "unspecified", "none")

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
PERSON_PRONOUNS = frozenset("he she i me him her himself herself who his my".split())
_RELATIVES = frozenset("who which that whom where".split())
OTHER_PRONOUNS = frozenset(
    "they it its their we you them us our themselves itself that which where this what you".split()
)
_HEAD_ENDS = frozenset(
    "of in at from for with by on who which whose that near close to familiar briefed about as under against inside "
    "outside involved involving working living between speaking asked among across over including and or seen led "
    "worried tracking completed prepared published obtained released".split()
)
_INDEFINITE = frozenset(
    "a an one two three four five six seven eight nine ten several another some many few both couple dozen no".split()
)
_PARTICULAR = re.compile(
    r"(?<!,) (?:who|familiar|close|briefed|involved|present|with (?:direct )?knowledge|aware|inside)\b"
)
_ARTICLES = frozenset("a an the his her their its".split())
_PERSON_NOUNS = word_list("titles") | word_list("epithets") | word_list("women") | word_list("men")
_PERSON_ENDINGS = tuple("er or ist ian man woman ant eer ee crat person child one body".split())
_DETERMINERS = ("the", "his", "her", "their", "its", "my", "our", "this", "that")


@lru_cache(maxsize=1)
def _metonyms() -> frozenset[str]:
    return _kind_words()["metonym"]


@lru_cache(maxsize=1)
def _plurals() -> frozenset[str]:
    kinds = _kind_words()
    return frozenset(word for word in kinds["anonymous"] | kinds["unspecified"] if word.endswith("s"))


@lru_cache(maxsize=1)
def _kind_words() -> dict[str, frozenset[str]]:
    text = resources.files("framing").joinpath("lexicons", "source_kinds.toml").read_text("utf-8")
    return {kind: frozenset(words.split()) for kind, words in tomllib.loads(text).items()}


def stands_for_government(name: str) -> bool:
    """Tell whether a proper name is a country, capital or institution that stands for those who run it.

    Examples
    --------
    >>> stands_for_government("Moscow"), stands_for_government("Ada")
    (True, False)
    """
    return name.lower() in _metonyms()


def source_kind(source: str, speaker: str, organisations: Collection[str] = ()) -> str:
    """Tell what kind of source a phrase names, given who that is.

    Told from the words alone: an organisation with a name like a person's counts as a person, unless it is among
    `organisations`.

    Parameters
    ----------
    source : str
        The source phrase as it stands; empty where there is none.
    speaker : str
        Its name, by which a pronoun is told.
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
    name = "" if plain in _plurals() else name_in(source)
    if name:
        is_in_capitals = name.isupper() and speaker != name and not speaker.isupper()  # "ORR:" in a transcript
        return _kind_of_name(speaker, plain) if is_in_capitals else _kind_of_name(name, plain)
    kind = _kind_of_phrase(_head(plain), plain)
    if kind in ("anonymous", "unspecified") and is_resolved and name_in(speaker) == speaker:
        return _kind_of_name(speaker, view(speaker))  # "her lawyer", whom the article names
    return kind


def _kind_of_name(name: str, phrase: str) -> str:
    words = [word.removesuffix("'s") for word in _WORD.findall(view(name))]
    kinds = _kind_words()
    if phrase.startswith(("spokesm", "spokesw", "a spokes", "the ")) and len(words) == 1:
        return "organisation"
    if words[-1] in kinds["named_organisation"] or view(name) in kinds["metonym"] or words[-1] in kinds["metonym"]:
        return "organisation"
    if any(word in kinds["named_organisation"] for word in words) and re.search(" (?:of|for) ", view(name)):
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


def _kind_of_phrase(head: Sequence[str], phrase: str) -> str:
    """Tell the kind of an unnamed source by its head noun, its determiner and what the phrase says of it."""
    if not head:
        return "unspecified"
    kinds, noun = _kind_words(), head[-1].removesuffix("'s")
    is_plural = noun in ("people", "men", "women", "children") or (noun.endswith("s") and not noun.endswith("ss"))
    is_numbered = head[0] in _INDEFINITE - {"some", "many", "few", "no", "both"} or head[0].isdigit()
    if "percent" in head or noun in ("half", "most") or (is_numbered and len(head) == 1 and head[0] != "one"):
        return "unspecified"  # shares of those who were asked
    for kind in ("document", "organisation", "metonym"):
        if noun in kinds[kind]:
            is_generic = kind == "organisation" and noun in ("groups", "firms", "companies", "agencies", "forces")
            return "unspecified" if is_generic else "organisation" if kind == "metonym" else kind
    if is_numbered and is_plural and noun.removesuffix("s") in kinds["organisation"]:
        return "organisation"
    if noun.startswith("source") or (is_numbered and noun in kinds["anonymous"] | kinds["unspecified"]):
        return "anonymous"
    if is_plural and (noun in ("people", "persons") or noun in kinds["anonymous"]):
        return _kind_of_plural(head, noun, phrase)
    if noun in kinds["unspecified"] and noun not in kinds["anonymous"]:
        return "unspecified"
    if noun in kinds["anonymous"]:
        return "person" if head[0] in _DETERMINERS or "'s" in phrase else "anonymous"
    if not is_plural and not _is_person_noun(noun):
        return "unspecified"
    if is_numbered:
        return "anonymous"
    return "unspecified" if is_plural or head[0] in ("some", "many", "few", "no", "both") else "person"


def _kind_of_plural(head: Sequence[str], noun: str, phrase: str) -> str:
    is_bare = len(head) == 1 or head[0] in ("some", "many", "other", "most", "few", "all", "the")
    is_particular = _PARTICULAR.search(phrase) is not None if noun == "people" or is_bare else True
    return "anonymous" if is_particular or (is_bare and re.search(" (?:for|at) ", phrase)) else "unspecified"


def _is_person_noun(noun: str) -> bool:
    """Tell whether a singular noun names a person: by the list of titles, or by its ending."""
    return noun in _PERSON_NOUNS or noun.endswith(_PERSON_ENDINGS)
