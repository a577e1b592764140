"""Which capitalised and small words go on with one name, and which begin another: von der Leyen, Norland's Ada Orr."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from framing.speakers.name_words import (
    ARABIC_ARTICLE,
    COMPANIES,
    LINKS,
    NOT_NAMES,
    ORGANISATIONS,
    TITLES,
    ends_possessive,
    given_names,
    sex_of_given,
    without_possessive,
)
from framing.vocabulary.word_lists import word_list

_BODIES_WITH_AND = word_list("names", "bodies_with_and")
_OPENERS = word_list("names", "openers")
_DELIBERATES = word_list("names", "bodies_on_a_matter")
_WITH_ARTICLE = re.compile(rf"{ARABIC_ARTICLE}[A-Z]")
_LINK_WORDS = word_list("names", "link_words")
_NEW_PLACES = word_list("names", "new_places")
_MEMBERS = re.compile(r"(?:icans|ians|ists|crats|germans|iraqis)$")
NATIONS = word_list("source_types", "metonym") | word_list("source_types", "lands")


def begins_name(word: str) -> bool:
    """Tell whether a word begins like a name: with a capital, after an Arabic article too.

    Examples
    --------
    >>> begins_name("Orr"), begins_name("al-Orr"), begins_name("as")
    (True, True, False)
    """
    return word[:1].isupper() or (word[:1] in "aeu" and _WITH_ARTICLE.match(word) is not None)


def is_new_place(words: Sequence[str], i: int) -> bool:
    """Tell whether *New* is part of a name: New York.

    Examples
    --------
    >>> is_new_place(["New", "York"], 0), is_new_place(["New", "Rules"], 0)
    (True, False)
    """
    return words[i] == "New" and i + 1 < len(words) and words[i + 1].lower() in _NEW_PLACES


def is_members(word: str) -> bool:
    """Tell whether a word is a plural of a nation's or a party's members: Norwegians, Democrats, Nevadans.

    Examples
    --------
    >>> is_members("Norwegians"), is_members("Evans")
    (True, False)
    """
    plain = word.lower()
    return bool(_MEMBERS.search(plain)) or (plain.endswith("ns") and plain[:-2] in NATIONS)


def owns(word: str, following: str, opening: str = "") -> bool:
    """Tell whether a word is a possessive before a name of its own: Norland's Ada Orr, the Times' Ada Orr.

    Examples
    --------
    >>> owns("Norland’s", "Ada"), owns("Norland", "Ada")
    (True, False)
    """
    if not word.endswith(("s'", "s’")):
        return ends_possessive(word)
    is_owner = word[:-1].lower() in COMPANIES or sex_of_given(opening) != ""  # Ada Jones' Harbour
    return (is_owner and following.lower() not in ORGANISATIONS) or following in given_names()


def is_office(word: str, following: str) -> bool:
    """Tell whether a possessive belongs to the name of a body: the Sheriff's Office.

    Examples
    --------
    >>> is_office("Sheriff’s", "Office"), is_office("Orr’s", "Office")
    (True, False)
    """
    return following.lower() in ORGANISATIONS and without_possessive(word).lower() in TITLES


def links(run: Sequence[str], tokens: Sequence[str]) -> bool:
    """Tell whether the first of `tokens` is a small word inside a name: von der Leyen, Bank of England.

    Examples
    --------
    >>> links(["Bank"], ["of", "Norland"]), links(["Orr"], ["of", "Norland"])
    (True, False)
    """
    first = tokens[0] if tokens else ""
    if first in LINKS:
        after = next((i for i, token in enumerate(tokens) if token not in LINKS and i), len(tokens))
        return after < len(tokens) and tokens[after][:1].isupper()
    if first in ("on", "to"):
        return run[-1][:1].isupper() and run[-1].lower() in _DELIBERATES and _tells_matter(first, tokens[1:3])
    if first not in ("of", "for", "and", "the", "&"):
        return False
    following = list(takewhile(_may_follow, tokens[2 if tokens[1:2] == ["the"] and first != "and" else 1 :]))
    if not following or first in ("&", "the"):
        return bool(following) and (first == "&" or run[-1] in ("of", "for"))
    last = run[-1].lower()
    if first == "and":
        if joins_body(run[-1], following):
            return True
        is_of = any(word in ("of", "for") for word in run)
        is_one_body = is_of and len(following) == 1 and following[0] not in given_names()
        is_office = is_of and len(following) > 2 and any(word.lower() in TITLES for word in (run[0], *following[1:-1]))
        return following[-1].lower() in ORGANISATIONS or is_one_body or is_office
    rest = tokens[len(following) + 1 :]
    has_more = (
        rest[:1] == ["and"] and len(list(takewhile(begins_name, rest[1:]))) > 2
    )  # Secretary of Sea and Coast Ada Orr
    is_office = last in TITLES and (len(following) > 1 or has_more)  # Secretary of State Ada Orr
    if first == "of" and not {"of", "for"}.isdisjoint(run) and is_of_kind(run):
        return True  # Centre for the Study of Ports
    return (
        last in ORGANISATIONS
        or is_office
        or (first == "for" and (last in _OPENERS or is_ordinal(following[0]) or following[-1] == "Circuit"))
    )


def _tells_matter(link: str, following: Sequence[str]) -> bool:
    """Tell whether *on* or *to* opens what a body is for: on Climate Change, to Protect Ports; not: on Friday."""
    is_large = [word[:1].isupper() and word.lower() not in NOT_NAMES for word in following]
    return is_large == [True, True] if link == "to" else is_large[:1] == [True]


def joins_body(before: str, after: Sequence[str]) -> bool:
    """Tell whether *and* between two words is part of the name of a body.

    Examples
    --------
    >>> joins_body("Health", ["Human", "Services", "Secretary"]), joins_body("Orr", ["Reed"])
    (True, False)
    """
    start = f"{before} and".lower()
    return any(f"{start} {' '.join(after[:size])}".lower() in _BODIES_WITH_AND for size in (1, 2, 3))


def is_ordinal(token: str) -> bool:
    """Tell whether a token numbers what follows.

    Examples
    --------
    >>> is_ordinal("4th"), is_ordinal("14")
    (True, False)
    """
    return token[:1].isdigit() and token.endswith(("st", "nd", "rd", "th"))


def _may_follow(token: str) -> bool:
    return token[:1].isupper() or is_ordinal(token)


def is_of_kind(words: Sequence[str]) -> bool:
    """Tell whether a run is an organisation whose kind comes first: Ministry of Health."""
    links = [i for i, word in enumerate(words) if word in ("of", "for")]
    place = links[0] if links else 0
    return place > 0 and words[place - 1].lower() in ORGANISATIONS | _OPENERS


def is_link_word(word: str, following: str) -> bool:
    """Tell whether a word is the label of a link or a picture that stands before a name: WATCH, Pinterest.

    Examples
    --------
    >>> is_link_word("WATCH", "Orr"), is_link_word("Watch", "Orr")
    (True, False)
    """
    if word in ("Pinterest", "Photos"):
        return True
    is_label = word.isupper() and word.lower() in _LINK_WORDS
    return is_label or (word, following) in (("Facebook", "Twitter"), ("Twitter", "Pinterest"), ("AP", "Photos"))
