"""One article with its codings, as every reader of a corpus gives it; a few shapes that readers share."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.corpora.members import Members

Row = dict[str, Any]  # an object of a JSON line, as the corpus or its copy writes it


@dataclass
class Coded:
    """An article's columns and its codings, rows of a spans or a codes table without `doc_id`.

    `unplaced` are codings that have no place in the text, as words: they are counted in a note.
    """

    article: dict[str, object]
    codings: list[dict[str, object]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def cue(number: int, start: int, end: int, device: str, subtype: str = "", **more: object) -> dict[str, object]:
    """Make the row of an instance that is one span.

    Examples
    --------
    >>> cue(0, 3, 6, "biased_word")
    {'start': 3, 'end': 6, 'device': 'biased_word', 'subtype': '', 'role': 'cue', 'instance': 0}
    """
    own = {"start": start, "end": end, "device": device, "subtype": subtype, "role": "cue", "instance": number}
    return {**own, **more}


def table_rows(members: Members, name: str, *, delimiter: str, quotes: bool = True) -> Iterator[dict[str, str]]:
    """Read the rows of a delimited file with a header; a row of another length is an error of the file."""
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    lines = io.StringIO(members.text_of(name), newline="")
    if quotes:
        rows = csv.reader(lines, delimiter=delimiter)
    else:
        rows = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise ValueError(f"{name}, row {number}: {len(row)} cells, but {len(header)} columns; the file is damaged")
        yield dict(zip(header, row, strict=True))


def filled(value: object, empty: Sequence[str] = ("None", "NA", "NULL")) -> str:
    """Give a cell as text, empty where it says in words that nothing is there.

    Examples
    --------
    >>> filled("None"), filled(None), filled("Ann Lee")
    ('', '', 'Ann Lee')
    """
    text = "" if value is None else str(value).strip()
    return "" if text in empty else text
