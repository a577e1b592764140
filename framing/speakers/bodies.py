"""Which names are a body's: countries and capitals, and the nouns in the names of bodies, places and things."""

from __future__ import annotations

from framing.speakers.name_words import COMPANIES, ORGANISATIONS, sex_of_given
from framing.vocabulary.word_lists import word_list

_METONYMS = word_list("source_types", "metonym")
_LANDS = word_list("source_types", "lands")
_BEFORE_LANDS = word_list("source_types", "before_lands")
_LIKE_SURNAMES = word_list("source_types", "like_surnames")
NOUNS_OF_BODIES = ORGANISATIONS | COMPANIES
NOUNS_OF_BODIES = NOUNS_OF_BODIES.union(
    *(word_list("names", name) for name in ("things", "things_before", "not_names")),
    *(
        word_list("source_types", name)
        for name in ("named_organisation", "metonym", "organisation", "bodies", "document", "lands")
    ),
)


def stands_for_government(name: str) -> bool:
    """Tell whether a proper name is a country, capital or institution that stands for those who run it.

    Examples
    --------
    >>> stands_for_government("Moscow"), stands_for_government("Ada")
    (True, False)
    """
    plain = name.lower()
    first, _, last = plain.partition(" ")
    return plain in _METONYMS or (first in _BEFORE_LANDS and last in _LANDS)


def is_like_body_alone(name: str) -> bool:
    """Tell whether a person's surname alone is like a body's: Robert Post, Steve House.

    Examples
    --------
    >>> is_like_body_alone("Robert Post"), is_like_body_alone("Harbour Post")
    (True, False)
    """
    first, _, last = name.partition(" ")
    return last.lower() in _LIKE_SURNAMES and sex_of_given(first) != ""
