"""Actors of a researcher's list: the people, parties, groups and countries that an article names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.model import Span, named, subtype_parts
from framing.speakers.mentions import Mentions
from framing.texts.text import Place, Reading
from framing.vocabulary.lexicon import Hit

KINDS = ("person", "party", "organisation", "country", "group")
EXCLUDED = "excluded"  # phrases that hold an actor's name and mean another thing: the longer term wins
LINKED = "linked name"  # the entry of a surname that stands for a full name of the list
_LONGEST_ACRONYM = 3  # letters: US, EU, UN stand in capitals, or they are words; not persons such as Lee


def detect(reading: Reading, hits: Sequence[Hit]) -> list[Span]:
    """Find the actors of one document among the places of a researcher's list, and the names that stand for them.

    A person who is named in full is found by surname (given name, short form) too, within the article, as speakers are:
    another person's full name that has the same surname is none. Names have a capital; a group may be written small.
    Pronouns and descriptions ("the minister") are not found.

    Parameters
    ----------
    reading : Reading
        The document.
    hits : sequence of Hit
        Where the terms of the list stand, in order. A term's subtype is ``kind:Name``, the kind one of ``person, party,
        organisation, country, group``, or ``excluded``.

    Returns
    -------
    list of Span
        One cue a mention, `subtype` its ``kind:Name``, `entry` the term, or ``linked name``.

    Raises
    ------
    ValueError
        Where a term has another subtype.

    Examples
    --------
    >>> from framing.model import Document
    >>> from framing.vocabulary.lexicon import Entry, Lexicon
    >>> reading = Reading(Document("a", "Ada Orr won. Bo Orr lost to Ms. Orr's Reform Party."))
    >>> terms = [Entry("ada orr", "actor", "person:Ada Orr", "own"), Entry("reform party", "actor", "party:RP", "own")]
    >>> [span[:2] + span[3:4] for span in detect(reading, Lexicon(terms).find(reading.view)["actor"])]
    [(0, 7, 'person:Ada Orr'), (32, 35, 'person:Ada Orr'), (38, 50, 'party:RP')]
    """
    written = [hit for hit in hits if _is_written_so(reading, hit)]
    persons = any(hit.entry.subtype.startswith("person:") for hit in written)
    found = (
        _with_linked(reading, written)
        if persons
        else [(_place(hit), hit.entry.subtype, hit.entry.term) for hit in written]
    )
    return [
        Span(*place, "actor", subtype, "cue", number, entry)
        for number, (place, subtype, entry) in enumerate(sorted(found))
    ]


def _is_written_so(reading: Reading, hit: Hit) -> bool:
    """Tell whether a place is written as the kind of its actor is: names have a capital."""
    subtype = hit.entry.subtype
    if subtype == EXCLUDED:
        return False
    kind, name = subtype_parts(subtype)
    if kind not in KINDS or not name:
        raise ValueError(
            f"actor: {hit.entry.term!r} has the subtype {subtype!r}; write kind:Name, kind one of {named(KINDS)}, "
            f"or {EXCLUDED}"
        )
    text = reading.text[hit.start : hit.end]
    if kind != "person" and len(text) <= _LONGEST_ACRONYM:
        return text.isupper()
    return kind == "group" or any(word[:1].isupper() for word in text.split())


def _place(hit: Hit) -> Place:
    return hit.start, hit.end


def _with_linked(reading: Reading, hits: Sequence[Hit]) -> list[tuple[Place, str, str]]:
    """Give the mentions, with those of persons by a part of their name, and without namesakes."""
    known = Mentions(reading.text, [(found.start, found.end) for found in reading.quotations])
    names, _ = known.name_places
    at = {_place(hit) for hit in hits}
    around = dict(_around([_place(hit) for hit in hits], names))
    found: list[tuple[Place, str, str]] = []
    full: dict[str, str] = {}
    for hit in hits:
        place, is_person = _place(hit), hit.entry.subtype.startswith("person:")
        name = reading.text[slice(*around.get(place, place))]
        if is_person and around.get(place, place)[0] < place[0] and " " not in reading.text[slice(*place)]:
            continue  # the surname of somebody else, unless a full name of the list is linked to it below
        found.append((place, hit.entry.subtype, hit.entry.term))
        if is_person:
            full[known.full(name, place[0])] = hit.entry.subtype
    taken = {place for place, _, _ in found} | {around[place] for place, _, _ in found if place in around}
    for place in names:
        name = reading.text[slice(*place)]
        subtype = full.get(known.full(name, place[0]), "") if place not in taken else ""
        if subtype and place not in at:
            found.append((place, subtype, LINKED))
    return found


def _around(places: Sequence[Place], names: Sequence[Place]) -> Mapping[Place, Place]:
    """Give for each place the name that it is in or that is in it; both are in order and not overlapping."""
    found: dict[Place, Place] = {}
    number = 0
    for place in places:
        while number < len(names) and names[number][1] <= place[0]:
            number += 1
        if number < len(names) and names[number][0] < place[1]:
            found[place] = names[number]
    return found
