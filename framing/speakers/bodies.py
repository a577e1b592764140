"""Which names are a body's: countries and capitals, and the words in the names of bodies, places and things."""

from __future__ import annotations

from framing.speakers.name_words import COMPANIES, ORGANISATIONS, sex_of_given
from framing.texts.text import view
from framing.vocabulary.word_lists import word_list

_METONYMS = word_list("source_types", "metonym")
_LANDS = word_list("source_types", "lands")
_BEFORE_LANDS = word_list("source_types", "before_lands")
_WELL_KNOWN = word_list("source_types", "bodies") | word_list("source_types", "bodies_like_persons")
_LIKE_SURNAMES = word_list("source_types", "like_surnames")
WORDS_OF_NO_PERSON = (ORGANISATIONS | COMPANIES).union(
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


def is_well_known(name: str) -> bool:
    """Tell whether a name is a well-known body's that no word in it tells for one.

    Examples
    --------
    >>> is_well_known("Boeing"), is_well_known("Orr")
    (True, False)
    """
    return view(name) in _WELL_KNOWN


def is_like_body_alone(name: str) -> bool:
    """Tell whether a person's surname alone is like a body's, after given names and initials: Robert A. Post.

    Examples
    --------
    >>> is_like_body_alone("Robert A. Post"), is_like_body_alone("Harbour Post")
    (True, False)
    """
    words = name.split()
    if len(words) < 2 or words[-1].lower() not in _LIKE_SURNAMES or sex_of_given(words[0]) == "":
        return False
    # what is between is given names and initials: no Virginia State House
    return all(len(word.rstrip(".")) == 1 or sex_of_given(word) != "" for word in words[1:-1])
