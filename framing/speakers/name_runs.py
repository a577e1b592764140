"""Proper names in a run of capitalised words, by the words that link them, stand before them or are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from framing.speakers.name_joints import (
    NATIONS,
    begins_name,
    is_link_word,
    is_members,
    is_new_place,
    is_of_kind,
    is_office,
    links,
    owns,
)
from framing.speakers.name_words import (
    BEFORE_TITLES,
    COMPANIES,
    LINKS,
    NOT_NAMES,
    ORGANISATIONS,
    PEOPLE,
    SUFFIXES,
    TITLES,
    WORD_LIKE,
    given_names,
    is_adjective,
    is_thing,
    sex_of_given,
    without_possessive,
)
from framing.vocabulary.word_lists import word_list

_MEMBERSHIPS = word_list("names", "memberships")
_PORTFOLIOS = word_list("names", "portfolios")
LIKE_NOUNS = NOT_NAMES | PEOPLE
_UNNAMED = TITLES | BEFORE_TITLES
_BEFORE_NAMES = _UNNAMED | _MEMBERSHIPS
_ENDS_OFFICE = frozenset("district class nations affairs charge staff".split())  # Ambassador to the United Nations Orr
_HEADLINE_VERBS = word_list("verbs", "third")
_LINK_WORDS = word_list("names", "link_words")
_SPECIAL = LIKE_NOUNS | _BEFORE_NAMES | ORGANISATIONS | COMPANIES | LINKS | _ENDS_OFFICE | _HEADLINE_VERBS | _LINK_WORDS
_LAST_OF_BODIES = ORGANISATIONS | COMPANIES  # what goes with a nation: the Norlandian Medical Association
_OF_UNIONS = ("U.S.", "U.K.", "U.N.", "US", "UK", "EU")
_ADJECTIVE = re.compile(r"[A-Z][\w.]*-[a-z]+(?:ed|n|ing)$")  # Norland-based, Port-born
MOST_WORDS = 5  # in a person's name
_PART = re.compile(r"\S+")
_MODALS = ("Will", "Can", "Could", "Would", "Should")
_COURTESY = ("mr", "mrs", "ms", "dr")
_JUSTICE = ["social", "justice"]
_MODEL = re.compile(r"[A-Z]+-?\d+$")  # the Dunn B12


def is_plain_name(run: str) -> bool:
    """Tell whether a run is words with capitals and nothing else of note: most are, and need no closer look.

    Examples
    --------
    >>> is_plain_name("Ada Orr"), is_plain_name("Mayor Ada Orr")
    (True, False)
    """
    words = run.split(" ")
    return (
        run.replace(" ", "").isalpha()
        and all(word[:1].isupper() for word in words)
        and _SPECIAL.isdisjoint(run.lower().split(" "))
        and not is_adjective(words[0])
        and not is_members(words[-1])
        and not (len(words) > 2 and ((words[0].isupper() and words[1].isupper()) or words[0].lower() in NATIONS))
        and not (len(words) > 1 and is_link_word(words[0], words[1]))
    )


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
        if lowered[-1] not in ORGANISATIONS and not is_firm and (not is_of_kind(words) or _has_title_after(lowered)):
            # a title at the end is a surname: Billie Jean King
            before = [i for i in range(len(words) - 1) if lowered[i] in TITLES or _is_member(lowered, i)]
            before = [
                i for i in before if lowered[i : i + 2] != ["major", "league"] and lowered[i - 1 : i + 1] != _JUSTICE
            ]
            is_given = len(before) > 1 and words[before[-1]] == "Dean" and before[-1] - before[-2] == 1
            words = words[before[-1] + (not is_given) :] if before else words  # Sen. Dean Orr
            if len(words) > 1 and words[0] in ("of", "for"):
                words = _of_office(words)
            lowered = lowered[-len(words) :]
        if _UNNAMED.issuperset(lowered):
            return ""
    if not words:
        return ""
    words = _after_body(words)
    last = without_possessive(words[-1])
    words[-1] = last if "." in last[:-1] else last.rstrip(".")
    return " ".join([*words, *suffix])


def _of_office(words: list[str]) -> list[str]:
    """Give the name after the office or place that words open with: of State Ada Orr, of State Orr."""
    _, first, *rest = words
    if len(rest) == 1 and first not in given_names():
        return rest if first.lower() in _PORTFOLIOS else []
    return words[-3 if _has_middle_name(words) else -2 :]


def _has_middle_name(words: Sequence[str]) -> bool:
    """Tell whether the last three words after an office are one name: of State Ada B. Orr, of State Ada Reed Orr."""
    is_given = len(words) > 3 and words[-3] in given_names() and words[-3].lower() not in NATIONS
    return len(words[-2].rstrip(".")) == 1 or is_given


def _after_body(words: list[str]) -> list[str]:
    """Give a person's name without the place or body before it: Third Harbour District Ada Orr, Norland Ada Orr."""
    i = next((i for i in range(max(1, len(words) - 3), len(words) - 1) if sex_of_given(words[i])), 0)
    if not i or words[0] in given_names() or words[-1].lower() in _LAST_OF_BODIES or is_thing(" ".join(words[i - 1 :])):
        return words
    before = " ".join(words[:i]).lower()
    is_body = words[i - 1].lower() in ORGANISATIONS or words[i - 1].lower() in _ENDS_OFFICE
    return words[i:] if is_body or before in NATIONS or is_new_place(words, 0) else words


def _has_title_after(words: Sequence[str]) -> bool:
    """Tell whether a title stands after the name of a body and before a person's: House of Norland Speaker Ada Orr."""
    link = next(i for i, word in enumerate(words) if word in ("of", "for"))
    return any(words[i] in TITLES and i > link + 1 and words[i + 1] != "of" for i in range(len(words) - 2))


def _is_member(words: Sequence[str], i: int) -> bool:
    """Tell whether a word for a party stands before a name: Republican Ada Orr, Democrat Orr."""
    is_before_name = len(words) - i > 2 or words[i] == "democrat"
    return words[i] in _MEMBERSHIPS and is_before_name and words[-1] not in COMPANIES


class Name(NamedTuple):
    """One name in a run of capitalised words: where in the run, the name, its titles, whether an organisation's."""

    start: int
    end: int
    text: str
    titles: tuple[str, ...]
    is_organisation: bool


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
    while " " in rest and rest[: rest.index(" ")].lower() in NOT_NAMES and not is_new_place(rest.split(" ", 2), 0):
        rest = rest[rest.index(" ") + 1 :]
    if rest.isupper() and rest.count(" ") > 1:
        return ()  # a headline
    if is_plain_name(rest):
        start = run.index(rest)
        return (Name(start, start + len(rest), rest, (), len(rest) > 1 and rest.isupper()),)
    if " " not in run:
        return _single(run)
    words = [(match.start(), match.group()) for match in _PART.finditer(run)]
    found: list[Name] = []
    part: list[tuple[int, str]] = []
    for i, (start, word) in enumerate(words):
        plain = [text for _, text in part]
        if part and not begins_name(word) and word[0].islower() | (word == "&"):
            if links(plain, [text for _, text in words[i:]]):
                part.append((start, word))
                continue
            found += _named(part)
            part = []
            continue
        is_opening = word.lower() in NOT_NAMES and not is_new_place([text for _, text in words[i : i + 2]], 0)
        if part and is_opening and i + 1 < len(words) and word[0].isupper() and word != "The":
            found += _named(part)  # a headline: "Orr Just Left Town"
            part = []
            continue
        if part and (owns(part[-1][1], word, part[0][1]) or word == "The") and not is_office(part[-1][1], word):
            found += _named(part)
            part = []
        part.append((start, word))
    return (*found, *_named(part))


def _single(word: str) -> tuple[Name, ...]:
    """Give the name that a capitalised word by itself is."""
    lowered = word.lower()
    if word not in WORD_LIKE and (lowered in NOT_NAMES or lowered.rstrip(".") in TITLES or lowered in BEFORE_TITLES):
        return ()
    plain = without_possessive(word)
    written = plain if "." in plain[:-1] else plain.rstrip(".")
    is_organisation = lowered in ORGANISATIONS or lowered in COMPANIES or written.isupper()
    return (Name(0, len(plain), written, (), is_organisation and len(written) > 1),)


def _is_of_body(words: Sequence[str]) -> bool:
    """Tell whether a body's word ends a name, or stands before *of* in it: Norlandian Rights Union of Haven."""
    return words[-1].lower() in _LAST_OF_BODIES or is_of_kind(words)


def _is_no_surname(word: str, before: str) -> bool:
    """Tell whether a word ends no name: a day, a model's number, a month but after a given name (Ada May)."""
    if word == "May" and (before in given_names() or before.lower().rstrip(".") in TITLES):
        return False
    plain = before.lower().rstrip(".")
    if word in _MODALS and plain in TITLES and plain not in _COURTESY:
        return True  # Attorney General Will Not Go
    is_verb = word.lower() in _HEADLINE_VERBS and before not in given_names()  # Harbour Board Unveils
    return word.lower() in NOT_NAMES or is_verb or _MODEL.match(word) is not None


def _named(part: Sequence[tuple[int, str]]) -> list[Name]:
    words = list(part)
    while len(words) > 1 and is_link_word(words[0][1], words[1][1]):
        words = words[1:]  # WATCH Ada Orr
    if len(words) > 2 and words[0][1].isupper() and words[1][1].isupper() and not words[-1][1].isupper():
        words = words[next(i for i, (_, word) in enumerate(words) if not word.isupper()) :]  # MUST WATCH Ada Orr
    while words and words[0][1].lower() in NOT_NAMES and not is_new_place([text for _, text in words[:2]], 0):
        words = words[1:]
    while len(words) > 1 and _is_no_surname(words[-1][1], words[-2][1]):
        words = words[:-1]  # "Orr Wednesday"
    if len(words) > 2 and words[-1][1].lower() in _LINK_WORDS and words[0][1] in given_names():
        words = words[:-1]  # "Ada Orr Read"
    while len(words) > 1 and (
        (is_adjective(words[0][1]) and not _is_of_body([text for _, text in words]))
        or _ADJECTIVE.match(words[0][1])
        or (words[0][1] in _OF_UNIONS and words[1][1].lower() not in ORGANISATIONS)
    ):
        words = words[1:]
    is_for = any(word == "to" for _, word in words)  # the Committee to Protect Journalists
    if not is_for and len(words) > 1 and (is_members(words[-1][1]) or words[-1][1] in ("Republican", "Democrat")):
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
        is_for
        or bool(ORGANISATIONS.intersection(lowered))
        or "&" in lowered
        or lowered[-1] in COMPANIES
        or text.isupper()
    )
    if size > MOST_WORDS and not is_organisation:
        return []  # a headline
    end = kept[-1][0] + len(without_possessive(kept[-1][1]))
    return [Name(kept[0][0], end, text, titles, is_organisation and (len(text) > 1))]
