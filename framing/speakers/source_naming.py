"""Whether a source is named, and the reasons that an article gives for keeping back a name."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.speakers.names import name_in
from framing.speakers.source_types import COLLECTIVE, DOCUMENT, INDIVIDUAL, NONE, ORGANISATION, PLURALS, is_share
from framing.texts.text import view
from framing.vocabulary.word_lists import word_list

NAMINGS = ("named", "unnamed_reason", "unnamed", NONE)
_REASONS = sorted(word_list("source_types", "reasons"))
_AFTER_HEAD = re.compile(r" (?:by|of|from|to|for|in|on|at|\w+ed|seen|\w+ing)\b")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


def reasons_given(text: str) -> list[int]:
    """Give the places where an article gives a reason for keeping back a name.

    Examples
    --------
    >>> reasons_given("An aide spoke on condition of anonymity.")
    [17]
    """
    plain = view(text)
    found = set()
    for reason in _REASONS:
        place = plain.find(reason)
        while place >= 0:
            found.add(place)
            place = plain.find(reason, place + len(reason))
    return sorted(found)


def naming(source: str, speaker: str, source_type: str, *, has_reason: bool = False) -> str:
    """Tell whether a source is named: by a proper name of a person or body; of a document, by one in its description.

    Examples
    --------
    >>> naming("she", "Ada Orr", "individual"), naming("an aide", "an aide", "individual", has_reason=True)
    ('named', 'unnamed_reason')
    >>> naming("Orr's lawyer", "Orr's lawyer", "individual"), naming("a Gazette poll", "a Gazette poll", "document")
    ('unnamed', 'named')
    """
    if source_type == NONE:
        return NONE
    if is_named(speaker) or (source_type in (DOCUMENT, ORGANISATION) and _holds_name(speaker)):
        return "named"
    return "unnamed_reason" if has_reason and source_type in (INDIVIDUAL, COLLECTIVE) else "unnamed"


@lru_cache(maxsize=32768)
def is_named(speaker: str) -> bool:
    """Tell whether a speaker is given by a proper name and not by a description that may hold one.

    Examples
    --------
    >>> is_named("Ada Orr"), is_named("Orr's lawyer"), is_named("Critics")
    (True, False, False)
    """
    return speaker[:1].isupper() and bool(name_in(speaker)) and view(speaker) not in PLURALS and not is_share(speaker)


def _holds_name(speaker: str) -> bool:
    head = _AFTER_HEAD.split(speaker, maxsplit=1)[0]
    return any(_CAPITAL.match(word) and not word.endswith(("’s", "'s")) for word in head.split()[1:])
