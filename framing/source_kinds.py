"""What kind of source a phrase names: a person, an organisation, a document, or somebody who is not told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib import resources

from framing.names import given_names, name_in
from framing.text import view

SOURCE_KINDS = ("person", "organisation", "anonymous", "document", "unspecified", "none")

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
PERSON_PRONOUNS = frozenset("he she i me him her himself herself who his my".split())
OTHER_PRONOUNS = frozenset("they it its their we you them us our themselves itself that which".split())
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
_DETERMINERS = ("the", "his", "her", "their", "its", "my", "our", "this", "that")


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
    return name.lower() in _kind_words()["metonym"]


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


@lru_cache(maxsize=8192)
def _kind(source: str, speaker: str) -> str:
    plain = view(source)
    is_resolved = bool(speaker) and view(speaker) != plain
    if plain in PERSON_PRONOUNS:
        kind = _kind(speaker, speaker) if is_resolved else "person"
        return kind if kind == "anonymous" or (plain == "who" and is_resolved) else "person"
    if plain in OTHER_PRONOUNS:
        return _kind(speaker, speaker) if is_resolved else "unspecified"
    name = name_in(source)
    if name:
        return _kind_of_name(name, plain)
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
    words = _WORD.findall(re.split(r"[,;(—–:]", phrase, maxsplit=1)[0])
    if len(words) > 3 and words[0] in _INDEFINITE and words[1:3] in (["of", "the"], ["of", "them"], ["of", "his"]):
        return [words[0], *_head(" ".join(words[3:]))]  # "two of the people"
    if len(words) > 3 and words[0] == "a" and words[2] == "of":
        words = ["many", *words[3:]]  # "a range of artists"
    if len(words) > 4 and words[0] == "a" and words[3] == "of" and words[2] in ("array", "number", "range", "group"):
        words = ["many", *words[4:]]
    end = next((i for i, word in enumerate(words) if i and word in _HEAD_ENDS), len(words))
    return words[:end]


def _kind_of_phrase(head: Sequence[str], phrase: str) -> str:
    """Tell the kind of an unnamed source by its head noun, its determiner and what the phrase says of it."""
    if not head:
        return "unspecified"
    kinds, noun = _kind_words(), head[-1].removesuffix("'s")
    is_plural = noun in ("people", "men", "women", "children") or (noun.endswith("s") and not noun.endswith("ss"))
    is_numbered = head[0] in _INDEFINITE - {"some", "many", "few", "no", "both"} or head[0].isdigit()
    for kind in ("document", "organisation", "metonym"):
        if noun in kinds[kind]:
            is_generic = kind == "organisation" and noun in ("groups", "firms", "companies", "agencies", "forces")
            return "unspecified" if is_generic else "organisation" if kind == "metonym" else kind
    if noun.startswith("source") or (is_numbered and noun in kinds["anonymous"] | kinds["unspecified"]):
        return "anonymous"
    if is_plural and (noun in ("people", "persons") or noun in kinds["anonymous"]):
        is_bare = len(head) == 1 or head[0] in ("some", "many", "other", "most", "few", "all", "the")
        is_particular = _PARTICULAR.search(phrase) is not None if noun == "people" or is_bare else True
        return (
            "anonymous"
            if is_particular or (is_bare and re.search(" (?:for|at) ", phrase) is not None)
            else "unspecified"
        )
    if noun in kinds["unspecified"] and noun not in kinds["anonymous"]:
        return "unspecified"
    if noun in kinds["anonymous"]:
        return "person" if head[0] in _DETERMINERS or "'s" in phrase else "anonymous"
    if is_numbered:
        return "anonymous"
    return "unspecified" if is_plural or head[0] in ("some", "many", "few", "no", "both") else "person"
