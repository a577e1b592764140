"""Instances as marks and links: a cue is marked by its device, a source or content by its role and a link from its cue.

Tools that draw relations between marked words know no number of an instance; this is how they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from framing.exchange.coded_text import CodedText, Row

PARTS = ("source", "content")


class Mark(NamedTuple):
    """Words that are marked with one label; places are code points."""

    start: int
    end: int
    label: str


class Link(NamedTuple):
    """A relation from the cue to its source or content, by the numbers of the marks."""

    cue: int
    part: int


def misfits(coded: CodedText) -> dict[int, str]:
    """Give the rows that marks and links cannot say, by number, with the reason."""
    cues = Counter(row["instance"] for row in coded.rows if row["role"] == "cue")
    reasons = {}
    for number, row in enumerate(coded.rows):
        if row["start"] == row["end"]:
            reasons[number] = "an empty span"
        elif cues[row["instance"]] != 1:
            reasons[number] = f"an instance with {cues[row['instance']]} cues"
    return reasons


def marked(rows: Sequence[Row]) -> tuple[list[Mark], list[Link]]:
    """Turn the rows of one article into marks, in the same order, and links.

    Examples
    --------
    >>> cue = {"start": 9, "end": 13, "device": "attribution", "role": "cue", "instance": 0}
    >>> marked([cue, {**cue, "start": 0, "end": 8, "role": "source"}])[1]
    [Link(cue=0, part=1)]
    """
    cue_of = {row["instance"]: number for number, row in enumerate(rows) if row["role"] == "cue"}
    marks = [
        Mark(int(str(row["start"])), int(str(row["end"])), str(row["device"] if row["role"] == "cue" else row["role"]))
        for row in rows
    ]
    links = [Link(cue_of[row["instance"]], number) for number, row in enumerate(rows) if row["role"] != "cue"]
    return marks, links


def unmarked(
    marks: Sequence[Mark],
    links: Iterable[Link],
    place: str,
    *,
    numbers: Mapping[int, int] | None = None,
    first: int = 0,
) -> list[tuple[int, Row]]:
    """Turn marks and links back into rows, each with the number of its mark.

    `numbers` are the instances of cues where the file has them; the others are numbered on from `first` and from the
    largest. A mark with links from two cues gives two rows.
    """
    known = dict(numbers or {})
    following = max([first - 1, *known.values()]) + 1
    instance_of: dict[int, int] = {}
    taken: set[int] = set()
    for number, mark in enumerate(marks):
        if mark.label not in PARTS:
            given = known.get(number)
            if given is None or given in taken:
                given, following = following, following + 1
            instance_of[number] = given
            taken.add(given)
    cues_of: dict[int, list[int]] = {}
    for cue, part in links:
        if cue in instance_of and part not in instance_of:
            cues_of.setdefault(part, []).append(cue)
    rows = []
    for number, mark in enumerate(marks):
        cues = [number] if number in instance_of else cues_of.get(number, [])
        if not cues:
            raise ValueError(
                f"{place}: the {mark.label} at {mark.start} to {mark.end} has no cue; draw a relation from its cue"
            )
        for cue in dict.fromkeys(cues):
            role = "cue" if cue == number else mark.label
            row: Row = {"start": mark.start, "end": mark.end, "device": marks[cue].label, "role": role}
            rows.append((number, {**row, "instance": instance_of[cue]}))
    return rows
