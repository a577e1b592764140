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
    given_names,
    is_adjective,
    is_thing,
    without_possessive,
)
from framing.vocabulary.word_lists import word_list, word_map

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-/&][^\W_]+)*(?:\.|(?<=s)['’](?=\s))?|[^\w\s]|_")
_MEMBERSHIPS = word_list("names", "memberships")
_OPENERS = word_list("names", "openers")
_AFTER_HEAD = word_list("names", "after_head")
_STARTS_PHRASE = word_list("names", "starts_phrase")
_ROLES = frozenset(word for words in word_map("source_roles", "words").values() for word in words)
_NATIONS = word_list("source_types", "metonym") | word_list("source_types", "lands")
_LIKE_NOUNS = NOT_NAMES | PEOPLE
_UNNAMED = TITLES | BEFORE_TITLES
_BEFORE_NAMES = _UNNAMED | _MEMBERSHIPS
_SPECIAL = _LIKE_NOUNS | _BEFORE_NAMES | ORGANISATIONS | COMPANIES | LINKS
_OF_UNIONS = ("U.S.", "U.K.", "U.N.", "US", "UK", "EU")
_ARTICLES = ("the", "a", "an")
_WITH_ARTICLE = re.compile(r"(?:al|el|ul|ad|as|ash|ar|at|an)-[A-Z]")
_OTHERS = ("his", "her", "their", "its", "other", "others", "some", "several", "many")
_NEVER_BEFORE = PREPOSITIONS | {"a", "an"}  # before the name that heads a phrase
_ASIDE = re.compile(r" \([^()]*\) (?=[A-Z])")  # the writer (and nurse) Ada Orr
_LINK_WORDS = word_list("names", "link_words")
_NEW_PLACES = word_list("names", "new_places")
_SEVERAL = word_list("names", "opens_several")
_ANYBODY = word_list("names", "anybody")
_ADJECTIVE = re.compile(r"[A-Z][\w.]*-[a-z]+(?:ed|n|ing)$")  # Norland-based, Port-born
_MOST_WORDS = 5  # in a person's name
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
    tokens: list[str] = _TOKEN.findall(_ASIDE.sub(" ", phrase) if "(" in phrase else phrase)
    cut = next(
        (i for i, token in enumerate(tokens) if _ends_phrase(tokens, i)),
        len(tokens),
    )
    runs = [] if _opens_with_noun(tokens) else _runs(tokens[: _end_of_head(tokens[:cut])])
    good = [run for run, before, after in runs if before not in _NEVER_BEFORE and not after]
    if good and good[-1] != phrase and len(tokens) > 1 and _is_nation_alone(tokens, good[-1]):
        good = []  # the average American
    is_open = not good or (" " not in good[-1] and is_adjective(good[-1]))  # Orr's fellow Norlandian, Ada Lee
    if is_open and cut < len(tokens) and not _opens_with_noun(tokens):
        good = _apposed(tokens, cut) or good
    return good[-1] if good and good[-1].lower() not in NOT_NAMES else ""


def _apposed(tokens: Sequence[str], cut: int) -> list[str]:
    """Give the names in the apposition to a noun that ends at `cut`: "The mayor, Ada Orr,".

    After a place, or a clause with *who*, only a full name of a person is one: "the mayor of Norland, Ada Orr".
    """
    if tokens[cut] == "," and not _ends_in_place(tokens[:cut]):
        end = next((i for i in range(cut + 1, len(tokens)) if tokens[i] in ",;(—–:"), len(tokens))
        good = [
            run
            for run, before, after in _runs(tokens[cut + 1 : end])
            if not after and (not before or before in TITLES or before in _ROLES)
        ]
        if good:
            return good
    words = [*tokens[:-1]] if tokens[-1] == "," else tokens
    last = next((i for i in range(len(words) - 1, cut - 1, -1) if words[i] == ","), -1)
    is_name = last >= cut and all(word[:1].isupper() for word in words[last + 1 :])
    name = without_titles(words[last + 1 :]) if is_name else ""
    is_person = name.partition(" ")[0] in given_names() or (_is_one_person(tokens) and not is_thing(name))
    return [name] if " " in name and is_person and name.partition(" ")[2].lower() not in _NATIONS else []


def _is_one_person(tokens: Sequence[str]) -> bool:
    """Tell whether a phrase is headed by a title with an article: the director of the port, …"""
    head = list(takewhile(lambda token: token.lower() not in PREPOSITIONS and token != ",", tokens))
    return len(head) > 1 and head[0].lower() in ("the", "its", "his", "her", "their") and head[-1].lower() in TITLES


def _ends_phrase(tokens: Sequence[str], i: int) -> bool:
    """Tell whether what comes says more of a source: after a comma, *who*, or an article right after a name."""
    token = tokens[i]
    if token in ",;(—–:" or token.lower() in ("who", "which", "whose"):
        return True
    return token in ("a", "an") and i > 1 and tokens[i - 1][:1].isupper() and tokens[i - 2][:1].isupper()


def _ends_in_place(tokens: Sequence[str]) -> bool:
    """Tell whether a name after a preposition ends the words before a comma: a student from Port Said, Norland."""
    capitals = [i for i, token in enumerate(tokens) if token[:1].isupper()]
    if not capitals or capitals[-1] != len(tokens) - 1:
        return False
    last = next(i for i in range(len(tokens) - 1, -2, -1) if i < 0 or not tokens[i][:1].isupper())
    last -= last > 0 and tokens[last] in _ARTICLES
    return last >= 0 and tokens[last].lower() in PREPOSITIONS


def _is_plain_name(run: str) -> bool:
    """Tell whether a run is words with capitals and nothing else of note: most are, and need no closer look."""
    words = run.split(" ")
    return (
        run.replace(" ", "").isalpha()
        and all(word[:1].isupper() for word in words)
        and _SPECIAL.isdisjoint(run.lower().split(" "))
        and not is_adjective(words[0])
        and not _is_members(words[-1])
        and not (len(words) > 2 and words[0].isupper() and words[1].isupper())
        and not (len(words) > 1 and _is_link_word(words[0], words[1]))
    )


def _end_of_head(tokens: Sequence[str]) -> int:
    """Give where the head of a phrase ends: at the first word that says more of its noun, or of a full name."""
    has_noun = False
    for i, token in enumerate(tokens):
        if token in _AFTER_HEAD and (has_noun or (i and tokens[i - 1].lower() in PEOPLE)):
            return i
        if has_noun and _says_more(tokens, i):
            return i
        is_noun = token.lower() not in NOT_NAMES or token.lower() in _ANYBODY
        has_noun = has_noun or (token[:1].isalpha() and is_noun and token not in LINKS)
    return len(tokens)


def _says_more(tokens: Sequence[str], i: int) -> bool:
    """Tell whether a participle with its object stands at `i`, or *of* after a person: a judge handling a case."""
    token = tokens[i]
    if token.endswith(("ing", "ed")) and token.islower():
        return i + 1 < len(tokens) and tokens[i + 1] in _STARTS_PHRASE
    if token == "of" and i + 1 < len(tokens) and _counts(tokens[i - 1], tokens[i + 1]):
        return True
    if token in ("of", "for") and i > 1:
        is_person = tokens[i - 2][:1].isupper() and tokens[i - 1][:1].isupper()
        return is_person and tokens[i - 1].lower() not in TITLES | ORGANISATIONS | COMPANIES
    return False


def _begins_name(word: str) -> bool:
    """Tell whether a word begins like a name: with a capital, after an Arabic article too."""
    return word[:1].isupper() or (word[:1] in "aeu" and _WITH_ARTICLE.match(word) is not None)


def _counts(noun: str, following: str) -> bool:
    """Tell whether *of* stands after a noun that heads a phrase: a coalition of 83 Norland mayors."""
    is_head = noun.isalpha() and noun.islower() and noun not in TITLES and noun not in _ROLES and noun not in NOT_NAMES
    return is_head and not following[:1].isupper() and following not in _ARTICLES


def _runs(tokens: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give each run of capitalised words with the word before it and whether a common noun follows it."""
    found: list[tuple[str, str, bool]] = []
    run: list[str] = []
    before = ""
    is_joined = False  # by *and* to the run before it
    for i, token in enumerate([*tokens, ""]):
        is_name = _begins_name(token) and (i > 0 or token.lower() not in _LIKE_NOUNS or _is_new_place(tokens, i))
        if is_name or (run and _links(run, tokens[i:])):
            if run and _owns(run[-1], token) and not _is_office(run[-1], token):
                run = []  # "Norland's Ada Orr": whose she is
            run.append(token)
            continue
        name = "" if run and _is_membership(run) else without_titles(run)
        if name:
            is_before_noun = token[:1].isalpha() and token.islower() and token not in PREPOSITIONS
            if is_joined and is_before_noun and found:
                found[-1] = (*found[-1][:2], True)  # the Harbour Bank and Dunn Line reports
            found.append((name, before, is_before_noun))
            is_joined = token == "and"
        elif run or token != "and":
            is_joined = False
        run = []
        if not (before in PREPOSITIONS and token in _ARTICLES and i > 1):  # "for the" governs as "for" does
            before = token.lower()
    return found


def _is_nation_alone(tokens: Sequence[str], name: str) -> bool:
    """Tell whether a name is a word of nationality that an adjective stands before: the average Norlandian."""
    place = tokens.index(name) if name in tokens else 0
    return place > 1 and is_adjective(name) and tokens[place - 1].islower() and tokens[0] in ("the", "The")


def _is_new_place(words: Sequence[str], i: int) -> bool:
    """Tell whether *New* is part of a name: New York."""
    return words[i] == "New" and i + 1 < len(words) and words[i + 1] in _NEW_PLACES


def _is_members(word: str) -> bool:
    """Tell whether a word is a plural of a nation's or a party's members: Norwegians, Democrats, Nevadans."""
    plain = word.lower()
    return bool(_MEMBERS.search(plain)) or (plain.endswith("ns") and plain[:-1].removesuffix("n") in _NATIONS)


def _is_membership(run: Sequence[str]) -> bool:
    """Tell whether a run ends in a word for members, or is a person by party alone: the Texas Republican."""
    return _is_members(run[-1]) or run[-1] in ("Republican", "Democrat")


def _owns(word: str, following: str) -> bool:
    """Tell whether a word is a possessive before a name of its own: Norland's Ada Orr, the Times' Ada Orr."""
    if not word.endswith(("s'", "s’")):
        return ends_possessive(word)
    is_body = word[:-1].lower() in COMPANIES and following.lower() not in ORGANISATIONS
    return is_body or following in given_names()


def _is_office(word: str, following: str) -> bool:
    """Tell whether a possessive belongs to the name of a body: the Sheriff's Office."""
    return following.lower() in ORGANISATIONS and without_possessive(word).lower() in TITLES


def _opens_with_noun(tokens: Sequence[str]) -> bool:
    """Tell whether a capital is only that of a sentence: "Retailers in the capital", "Federal and state officials"."""
    first, second, third = [*tokens, "", "", ""][:3]
    if first.lower() in _SEVERAL:
        return True
    if any(token == "and" and tokens[i + 1] in _OTHERS for i, token in enumerate(tokens[:-1]) if i < _MOST_WORDS):
        return True  # Ada Orr and other mayors
    is_group = first.endswith("s") and second in ("in", "at", "across")
    is_group = is_group or (
        first.lower().removesuffix("s") in _ROLES
        and first.endswith("s")
        and not (second[:1].isupper() or second == "for")
    )
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
        is_one_body = any(word in ("of", "for") for word in run) and len(following) == 1
        return following[-1].lower() in ORGANISATIONS or (is_one_body and following[0] not in given_names())
    is_office = last in TITLES and len(following) > 1  # Secretary of State Ada Orr
    if first == "of" and "for" in run and run[0].lower() in ORGANISATIONS | _OPENERS:
        return True  # Centre for the Study of Ports
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
        is_firm = lowered[0] == "general" and lowered[-1] in COMPANIES
        if lowered[-1] not in ORGANISATIONS and not is_firm and (not _is_of(words) or _has_title_after(lowered)):
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


def _has_title_after(words: Sequence[str]) -> bool:
    """Tell whether a title stands after the name of a body and before a person's: House of Norland Speaker Ada Orr."""
    link = next(i for i, word in enumerate(words) if word in ("of", "for"))
    return any(words[i] in TITLES and i > link + 1 for i in range(len(words) - 2))


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
    while " " in rest and rest[: rest.index(" ")].lower() in NOT_NAMES and not _is_new_place(rest.split(" ", 2), 0):
        rest = rest[rest.index(" ") + 1 :]
    if rest.isupper() and rest.count(" ") > 1:
        return ()  # a headline
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
        if part and not _begins_name(word) and word[0].islower() | (word == "&"):
            if _links(plain, [text for _, text in words[i:]]):
                part.append((start, word))
                continue
            found += _named(part)
            part = []
            continue
        is_opening = word.lower() in NOT_NAMES and not _is_new_place([text for _, text in words[i : i + 2]], 0)
        if part and is_opening and i + 1 < len(words) and word[0].isupper() and word != "The":
            found += _named(part)  # a headline: "Orr Just Left Town"
            part = []
            continue
        if part and (_owns(part[-1][1], word) or word == "The") and not _is_office(part[-1][1], word):
            found += _named(part)
            part = []
        part.append((start, word))
    return (*found, *_named(part))


def _is_link_word(word: str, following: str) -> bool:
    """Tell whether a word is the label of a link or a picture that stands before a name: WATCH, Pinterest."""
    if word in ("Pinterest", "Photos"):
        return True
    is_label = word.isupper() and word.lower() in _LINK_WORDS
    return is_label or (word, following) in (("Facebook", "Twitter"), ("Twitter", "Pinterest"), ("AP", "Photos"))


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
    while len(words) > 1 and _is_link_word(words[0][1], words[1][1]):
        words = words[1:]  # WATCH Ada Orr
    if len(words) > 2 and words[0][1].isupper() and words[1][1].isupper() and not words[-1][1].isupper():
        words = words[next(i for i, (_, word) in enumerate(words) if not word.isupper()) :]  # MUST WATCH Ada Orr
    while words and words[0][1].lower() in NOT_NAMES and not _is_new_place([text for _, text in words[:2]], 0):
        words = words[1:]
    while len(words) > 1 and words[-1][1].lower() in NOT_NAMES:
        words = words[:-1]  # "Orr Wednesday"
    while len(words) > 1 and (
        is_adjective(words[0][1]) or _ADJECTIVE.match(words[0][1]) or (words[0][1] in _OF_UNIONS and words[1][1].lower() not in ORGANISATIONS)
    ):
        words = words[1:]
    if words and len(words) > 1 and _is_members(words[-1][1]):
        return []
    half = len(words) // 2
    if half > 1 and [word for _, word in words[:half]] == [word for _, word in words[half:]]:
        words = words[half:]  # a caption's credit right before its first words
    text = without_titles([word for _, word in words]) if words else ""
    if not text:
        return []
    size = text.count(" ") + 1
    kept, titles = words[-size:], tuple(word.lower().rstrip(".") for _, word in words[:-size])
    lowered = text.lower().split()
    is_organisation = not titles and (
        bool(ORGANISATIONS.intersection(lowered)) or "&" in lowered or lowered[-1] in COMPANIES or text.isupper()
    )
    if size > _MOST_WORDS and not is_organisation:
        return []  # a headline
    end = kept[-1][0] + len(without_possessive(kept[-1][1]))
    return [Name(kept[0][0], end, text, titles, is_organisation and (len(text) > 1))]
