"""The words by which names are recognised: titles, given names, words for bodies, words that are no names."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from framing.vocabulary.word_lists import word_list, word_map

TITLES = word_list("names", "titles")
BEFORE_TITLES = word_list("names", "before_titles")
ORGANISATIONS = word_list("names", "organisations")
COMPANIES = word_list("names", "companies")
PEOPLE = word_list("names", "people")
LINKS = word_list("names", "links")
PREPOSITIONS = word_list("names", "prepositions")
NOT_NAMES = word_list("names", "not_names") | word_list("names", "adverbs")
WORD_LIKE = ("WHO",)  # acronyms that are words too
KIN = word_list("names", "kin")
_THINGS = word_list("names", "things")
ARABIC_ARTICLE = r"(?:al|el|ul|ad|as|ash|ar|at|an)-"  # a pattern: Ada al-Orr
_SHOWS = frozenset("tonight today show live".split())
_BUILT = frozenset("airport stadium act amendment building museum cemetery highway".split())
_BEFORE_THINGS = word_list("names", "things_before")
SUFFIXES = ("Jr.", "Sr.", "Jr", "Sr", "II", "III")
_GIVEN_LIKE_ADJECTIVES = word_list("names", "given_like_adjectives")
_FIRMS_WITH_S = word_list("names", "firms_with_s")
_NICKNAMES = word_map("names", "nicknames")


def ends_possessive(word: str) -> bool:
    """Tell whether a word has a possessive ending.

    Examples
    --------
    >>> ends_possessive("Orr’s")
    True
    """
    return word.endswith(("'s", "’s")) and word[:-2].lower() not in _FIRMS_WITH_S


def is_title(word: str) -> bool:
    """Tell whether a word is one that stands before names of persons.

    Examples
    --------
    >>> is_title("Mr."), is_title("Ada")
    (True, False)
    """
    return word.lower().rstrip(".") in TITLES


def without_possessive(word: str) -> str:
    """Cut a possessive ending off a word.

    Examples
    --------
    >>> without_possessive("Orr’s"), without_possessive("News’")
    ('Orr', 'News')
    """
    if word.endswith(("s'", "s’")):
        return word[:-1]
    return word[:-2] if ends_possessive(word) else word


def is_adjective(word: str) -> bool:
    """Tell whether a capitalised word is one of nationality or membership, which stands before names but is none.

    Examples
    --------
    >>> is_adjective("Ukrainian"), is_adjective("Adrian")
    (True, False)
    """
    plain = word.lower()
    return (
        plain.endswith(("ian", "ish", "ese", "ican", "crat", "crats"))
        and len(word) > 5
        and plain not in _GIVEN_LIKE_ADJECTIVES
    )


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Give the sex, ``w`` or ``m``, that news copy shows for common given names; see `models/given_names.md`."""
    table = resources.files("framing").joinpath("models", "given_names.tsv").read_text("utf-8").splitlines()[1:]
    rows = (row.split("\t") for row in table)
    return {name: "w" if int(women) > int(men) else "m" for name, women, men, _ in rows}


@lru_cache(maxsize=8192)
def sex_of_given(name: str) -> str:
    """Give the sex that a given name is mostly of, a short form's by the long one; empty where it is not known.

    Examples
    --------
    >>> sex_of_given("Linda"), sex_of_given("Bill"), sex_of_given("Orr")
    ('w', 'm', '')
    """
    known = given_names()
    return known.get(name) or next((known.get(long.capitalize(), "") for long in long_forms(name)), "")


def long_forms(given: str) -> tuple[str, ...]:
    """Give, in lower case, the names that a given name is short for.

    Examples
    --------
    >>> long_forms("Bob")
    ('robert',)
    """
    return _NICKNAMES.get(given.lower(), ())


@lru_cache(maxsize=32768)
def is_thing(name: str) -> bool:
    """Tell whether a name of several words is a place's or a thing's: its words say so, and no given name opens it.

    Examples
    --------
    >>> is_thing("Orr Tower"), is_thing("St. Louis"), is_thing("Linda Hill"), is_thing("Orr")
    (True, True, False, False)
    >>> is_thing("Late Show"), is_thing("The Linda Hill Show"), is_thing("Linda Hill Airport")
    (True, True, True)
    """
    first, _, last = name.partition(" ")
    if " " in last and last.rpartition(" ")[2].lower() in _SHOWS:
        return True
    if " " in last and last.rpartition(" ")[2].lower() in _BUILT:
        return True  # Ada Orr Airport
    if not last or first in given_names():
        return False
    return last.rpartition(" ")[2].lower() in _THINGS or first.lower() in _BEFORE_THINGS
