"""What a source is asked or quoted as: politician or official, expert, witness and so on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from framing.speakers.description_roles import (
    OF_NO_BODY,
    OTHER,
    role_of_body,
    role_of_description,
    role_of_document,
    role_of_word,
)
from framing.speakers.names import name_in
from framing.speakers.office_holders import role_of_holder
from framing.speakers.source_naming import is_named
from framing.speakers.source_types import COLLECTIVE, DOCUMENT, INDIVIDUAL, NONE, ORGANISATION, is_share
from framing.texts.text import view

SOURCE_ROLES = (
    "politician_official", "spokesperson", "expert_academic", "business", "civil_society", "law_courts",
    "citizen_witness", "media", OTHER, NONE,
)  # fmt: skip
_PARTY = re.compile(r"\((?:[RDI]|Rep|Dem)\b[^)]{0,20}\)|, [RDI]-[A-Z]|\b(?:Republican|Democrat) (?:from|of)\b")
_DEMONYM = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:ans|[lnq]is|landers|Yorkers)$")
_AGE = re.compile(
    r",? (?:who(?:’s|'s| is) )?\d\d(?:,|$| of | who | from | and | years )|\b\d\d-year-old\b|\bwho lives? (?:in|near)\b"
)


def role_of_source(phrase: str, speaker: str, source_type: str, said: Iterable[str] = ()) -> str:
    """Tell the role of a source from its phrase, its name, and what the article says of it; ``other`` where none fits.

    Parameters
    ----------
    phrase : str
        The source phrase as it stands.
    speaker : str
        Who that is.
    source_type : str
        One of `SOURCE_TYPES`.
    said : iterable of str
        What the article says of the speaker elsewhere: titles and appositions.

    Examples
    --------
    >>> role_of_source("Sen. Bo Lee", "Bo Lee", "individual"), role_of_source("Lee", "Bo Lee", "individual", ["Sen."])
    ('politician_official', 'politician_official')
    >>> role_of_source("a law professor at Port University", "a law professor", "individual")
    'expert_academic'
    >>> role_of_source("the president of Port University", "the president", "individual")
    'expert_academic'
    """
    if source_type == NONE:
        return NONE
    if source_type == DOCUMENT:
        return role_of_document(phrase)
    name = name_in(phrase) if is_named(speaker) else ""
    parts = phrase.split(name, 1) if name else [phrase]
    told = [role_of_description(part) for part in parts]
    before = role_of_word(view(parts[0]).rstrip(" ,").rpartition(" ")[2])
    if before == "spokesperson" or (name and "spokesperson" in told):
        return "spokesperson"
    if source_type == ORGANISATION:
        return role_of_body(speaker) or role_of_body(phrase) or next(filter(None, told[1:]), OTHER)
    if source_type == INDIVIDUAL and _PARTY.search(phrase):
        return "politician_official"
    if source_type == COLLECTIVE and (is_share(phrase) or is_share(speaker)):
        return "citizen_witness"
    said = list(said)
    found = next((role for role in told if role and (role != OTHER or not name)), "")
    votes = [role for role in map(role_of_description, said) if role]
    if found and not (votes and not name and is_named(speaker)):
        return found
    votes = [role for role in votes if role != OTHER] or votes or [role for role in told if role]
    votes += [found] if found else []
    holds = role_of_holder(speaker) if source_type == INDIVIDUAL else ""
    if votes and not (holds and {*votes} <= {*OF_NO_BODY}):
        return "spokesperson" if "spokesperson" in votes else Counter(votes).most_common(1)[0][0]
    return holds or _of_nobody_described(speaker, source_type, [*parts[-1:], *said])


def _of_nobody_described(speaker: str, source_type: str, said: Sequence[str]) -> str:
    """Tell the role of somebody whom no title or apposition describes: by names that are known, by an age."""
    if source_type == COLLECTIVE and not speaker:
        return OTHER
    if source_type == COLLECTIVE and " and " in speaker:
        held = {role_of_holder(part) for part in speaker.replace(" and ", ", ").split(", ")}
        if len(held) == 1 and held != {""}:
            return held.pop()
    if source_type == INDIVIDUAL and any(_AGE.search(text) for text in said):
        return "citizen_witness"  # news gives the age of those who hold no office
    if source_type != COLLECTIVE and not speaker[:1].islower():
        return OTHER
    of_nation = "citizen_witness" if source_type == COLLECTIVE and _DEMONYM.search(speaker) else OTHER
    return role_of_description(speaker) or of_nation
