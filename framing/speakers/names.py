"""Proper names: the one in a source phrase, and those in a run of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from framing.speakers.name_words import (
    BEFORE_TITLES,
    COMPANIES,
    LINKS,
    NOT_NAMES,
    ORGANISATIONS,
    PEOPLE,
    PREPOSITIONS,
    SUFFIXES,
    TITLES,
    ends_possessive,
    is_adjective,
    without_possessive,
)
from framing.vocabulary.word_lists import word_list

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*(?:\.|(?<=s)['’](?=\s))?|[^\w\s]|_")
_MEMBERSHIPS = word_list("names", "memberships")
_OPENERS = word_list("names", "openers")
_AFTER_HEAD = word_list("names", "after_head")
_STARTS_PHRASE = word_list("names", "starts_phrase")
_LIKE_NOUNS = NOT_NAMES | PEOPLE
_UNNAMED = TITLES | BEFORE_TITLES
_BEFORE_NAMES = _UNNAMED | _MEMBERSHIPS
_SPECIAL = _LIKE_NOUNS | _BEFORE_NAMES | ORGANISATIONS | COMPANIES | LINKS
_MEMBERS = re.compile(r"(?:icans|ians|ists|crats|germans|iraqis)$")


@lru_cache(maxsize=32768)
def name_in(phrase: str) -> str:
    """Give the proper name that a source phrase is headed by, without titles; empty where a common noun heads it.

    Told from capitals alone: a name written small is not seen, a capitalised common noun inside a phrase is.

    Examples
    --------
    >>> name_in("Kremlin spokesman Dmitry Peskov"), name_in("a senior Ukrainian official"), name_in("Officials in Kyiv")
    ('Dmitry Peskov', '', '')
    """
    if _is_plain_name(phrase):
        return phrase
    tokens: list[str] = _TOKEN.findall(phrase)
    cut = next(
        (i for i, token in enumerate(tokens) if token in ",;(—–:" or token.lower() in ("who", "which", "whose")),
        len(tokens),
    )
    runs = [] if _opens_with_noun(tokens) else _runs(tokens[: _end_of_head(tokens[:cut])])
    good = [run for run, before, after in runs if before not in PREPOSITIONS and not after]
    if not good and tokens[cut : cut + 1] == [","]:
        # the name may stand in the apposition: "The mayor, Ada Orr,"
        end = next((i for i in range(cut + 1, len(tokens)) if tokens[i] in ",;(—–:"), len(tokens))
        good = [run for run, before, after in _runs(tokens[cut + 1 : end]) if not before and not after]
    return good[-1] if good else ""


def _is_plain_name(run: str) -> bool:
    """Tell whether a run is words with capitals and nothing else of note: most are, and need no closer look."""
    words = run.split(" ")
    return (
        run.replace(" ", "").isalpha()
        and all(word[:1].isupper() for word in words)
        and _SPECIAL.isdisjoint(run.lower().split(" "))
        and not is_adjective(words[0])
        and not (len(words) == 1 and _MEMBERS.search(run.lower()))
    )


def _end_of_head(tokens: Sequence[str]) -> int:
    """Give where the head of a phrase ends: at the first word that says more of its noun, or of a full name."""
    has_noun = False
    for i, token in enumerate(tokens):
        if token in _AFTER_HEAD and (has_noun or (i and tokens[i - 1].lower() in PEOPLE)):
            return i
        if has_noun and _says_more(tokens, i):
            return i
        has_noun = has_noun or (token[:1].isalpha() and token.lower() not in NOT_NAMES and token not in LINKS)
    return len(tokens)


def _says_more(tokens: Sequence[str], i: int) -> bool:
    """Tell whether a participle with its object stands at `i`, or *of* after a person: a judge handling a case."""
    token = tokens[i]
    if token.endswith(("ing", "ed")) and token.islower():
        return i + 1 < len(tokens) and tokens[i + 1] in _STARTS_PHRASE
    if token in ("of", "for") and i > 1:
        is_person = tokens[i - 2][:1].isupper() and tokens[i - 1][:1].isupper()
        return is_person and tokens[i - 1].lower() not in TITLES | ORGANISATIONS | COMPANIES
    return False


def _runs(tokens: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give each run of capitalised words with the word before it and whether a common noun follows it."""
    found: list[tuple[str, str, bool]] = []
    run: list[str] = []
    before = ""
    for i, token in enumerate([*tokens, ""]):
        is_name = token[:1].isupper() and (i > 0 or token.lower() not in _LIKE_NOUNS)
        if is_name or (run and _links(run, tokens[i:])):
            if run and ends_possessive(run[-1]):
                run = []  # "Norland's Ada Orr": whose she is
            run.append(token)
            continue
        name = "" if len(run) == 1 and _MEMBERS.search(run[0].lower()) else without_titles(run)
        if name:
            found.append((name, before, token[:1].isalpha() and token.islower() and token not in PREPOSITIONS))
        run = []
        before = token.lower()
    return found


def _opens_with_noun(tokens: Sequence[str]) -> bool:
    """Tell whether a capital is only that of a sentence: "Retailers in the capital", "Federal and state officials"."""
    first, second, third = [*tokens, "", "", ""][:3]
    is_group = first.endswith("s") and second in ("in", "at", "across")
    return is_group or (first.lower() not in NOT_NAMES and second == "and" and third.islower())


def _links(run: Sequence[str], tokens: Sequence[str]) -> bool:
    """Tell whether the first of `tokens` is a small word inside a name: von der Leyen, Bank of England."""
    first = tokens[0] if tokens else ""
    if first in LINKS:
        after = next((i for i, token in enumerate(tokens) if token not in LINKS and i), len(tokens))
        return after < len(tokens) and tokens[after][:1].isupper()
    if first not in ("of", "for", "and", "the", "&"):
        return False
    following = list(
        takewhile(lambda token: token[:1].isupper(), tokens[2 if tokens[1:2] == ["the"] and first != "and" else 1 :])
    )
    if not following or first in ("&", "the"):
        return bool(following) and (first == "&" or run[-1] in ("of", "for"))
    last = run[-1].lower()
    if first == "and":
        return following[-1].lower() in ORGANISATIONS
    is_office = last in TITLES and len(following) > 1  # Secretary of State Ada Orr
    return last in ORGANISATIONS or is_office or (first == "for" and last in _OPENERS)


def without_titles(run: Sequence[str]) -> str:
    """Join a run of capitalised words, cut after the last title in it unless it names an organisation.

    Examples
    --------
    >>> without_titles(["Mayor", "Ada", "Orr’s"]), without_titles(["Harbour", "Bank"]), without_titles(["Mayor"])
    ('Ada Orr', 'Harbour Bank', '')
    """
    suffix = [run[-1]] if run and run[-1] in SUFFIXES else []
    words = list(run[:-1] if suffix else run)
    lowered = [word.lower().rstrip(".") for word in words]
    if not _BEFORE_NAMES.isdisjoint(lowered):
        if lowered[-1] not in ORGANISATIONS and not _is_of(words):
            # a title at the end is a surname: Billie Jean King
            before = [i for i in range(len(words) - 1) if lowered[i] in TITLES or _is_member(lowered, i)]
            words = words[before[-1] + 1 :] if before else words
            if words[0] in ("of", "for"):
                words = words[-2:]
            lowered = lowered[-len(words) :]
        if _UNNAMED.issuperset(lowered):
            return ""
    if not words:
        return ""
    last = without_possessive(words[-1])
    words[-1] = last if "." in last[:-1] else last.rstrip(".")
    return " ".join([*words, *suffix])


def _is_member(words: Sequence[str], i: int) -> bool:
    """Tell whether a word for a party stands before a full name: Republican Ada Orr."""
    return words[i] in _MEMBERSHIPS and len(words) - i > 2 and words[-1] not in COMPANIES


def _is_of(words: Sequence[str]) -> bool:
    """Tell whether a run is an organisation whose kind comes first: Ministry of Health."""
    links = [i for i, word in enumerate(words) if word in ("of", "for")]
    place = links[0] if links else 0
    return place > 0 and words[place - 1].lower() in ORGANISATIONS | _OPENERS


class Name(NamedTuple):
    """One name in a run of capitalised words: where in the run, the name, its titles, whether an organisation's."""

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    is_organisation: bool


_PART = re.compile(r"\S+")


@lru_cache(maxsize=65536)
def names_in_run(run: str) -> tuple[Name, ...]:
    """Give the names in a run of capitalised words and small links, as it stands in running text.

    Examples
    --------
    >>> [name.text for name in names_in_run("When Mayor Ada Orr and Tom Reed")]
    ['Ada Orr', 'Tom Reed']
    >>> names_in_run("Ministry of Health")[0].is_organisation
    True
    """
    rest = without_possessive(run)
    while " " in rest and rest[: rest.index(" ")].lower() in NOT_NAMES:
        rest = rest[rest.index(" ") + 1 :]
    if _is_plain_name(rest):
        start = run.index(rest)
        return (Name(start, start + len(rest), rest, (), len(rest) > 1 and rest.isupper()),)
    if " " not in run:
        return _single(run)
    words = [(match.start(), match.group()) for match in _PART.finditer(run)]
    found: list[Name] = []
    part: list[tuple[int, str]] = []
    for i, (start, word) in enumerate(words):
        plain = [text for _, text in part]
        if part and word[0].islower() | (word == "&"):
            if _links(plain, [text for _, text in words[i:]]):
                part.append((start, word))
                continue
            found += _named(part)
            part = []
            continue
        if part and (ends_possessive(part[-1][1]) or word == "The"):
            found += _named(part)
            part = []
        part.append((start, word))
    return (*found, *_named(part))


def _single(word: str) -> tuple[Name, ...]:
    """Give the name that a capitalised word by itself is."""
    lowered = word.lower()
    if lowered in NOT_NAMES or lowered.rstrip(".") in TITLES or lowered in BEFORE_TITLES:
        return ()
    plain = without_possessive(word)
    written = plain if "." in plain[:-1] else plain.rstrip(".")
    is_organisation = lowered in ORGANISATIONS or lowered in COMPANIES or written.isupper()
    return (Name(0, len(plain), written, (), is_organisation and len(written) > 1),)


def _named(part: Sequence[tuple[int, str]]) -> list[Name]:
    words = list(part)
    while words and words[0][1].lower() in NOT_NAMES:
        words = words[1:]
    while len(words) > 1 and words[-1][1].lower() in NOT_NAMES:
        words = words[:-1]  # "Orr Wednesday"
    while len(words) > 1 and is_adjective(words[0][1]):
        words = words[1:]
    text = without_titles([word for _, word in words]) if words else ""
    if not text:
        return []
    size = text.count(" ") + 1
    kept, titles = words[-size:], tuple(word.lower().rstrip(".") for _, word in words[:-size])
    lowered = text.lower().split()
    is_organisation = not titles and (
        bool(ORGANISATIONS.intersection(lowered)) or "&" in lowered or lowered[-1] in COMPANIES or text.isupper()
    )
    end = kept[-1][0] + len(without_possessive(kept[-1][1]))
    return [Name(kept[0][0], end, text, titles, is_organisation and (len(text) > 1))]
