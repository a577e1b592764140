"""A researcher's own table of speakers: the forms of their names, and attributes such as their party."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import pandas as pd

from framing.speakers.article_sources import as_compared

FORM, SPEAKER = "form", "speaker"
Table = str | PathLike[str] | pd.DataFrame


@dataclass(frozen=True, slots=True)
class People:
    """Names by form, and the attributes of each name: columns in the order of the table."""

    names: dict[str, str]
    attributes: dict[str, dict[str, str]]
    columns: tuple[str, ...]

    def name(self, *forms: str) -> str:
        """Give the name of the first of several forms that the table has; empty where it has none."""
        found = (self.names.get(as_compared(form), "") for form in forms if form)
        return next((name for name in found if name), "")


NOBODY = People({}, {}, ())


def read_people(people: Table | None) -> People:
    """Read a table of people: columns `form` and `speaker`, and any others as attributes of the speaker.

    Raises
    ------
    ValueError
        Where a column is missing, or two rows are in conflict: with the table and both lines.

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["Orr", "the mayor"], "speaker": ["Ada Orr", "Ada Orr"], "party": ["Reform", ""]})
    >>> people = read_people(table)
    >>> people.name("the Mayor"), people.attributes["Ada Orr"]
    ('Ada Orr', {'party': 'Reform'})
    """
    if people is None:
        return NOBODY
    where, columns, rows = _rows(people)
    missing = [name for name in (FORM, SPEAKER) if name not in columns]
    if missing:
        raise ValueError(
            f"{where}: no column {missing[0]!r}; a table of people has form and speaker, and any attributes after them"
        )
    others = tuple(name for name in columns if name not in (FORM, SPEAKER))
    names: dict[str, str] = {}
    attributes: dict[str, dict[str, str]] = {}
    lines: dict[tuple[str, str], int] = {}
    for line, row in rows:
        speaker = row[SPEAKER].strip()
        if not speaker or not row[FORM].strip():
            raise ValueError(f"{where}, line {line}: form or speaker is empty; fill both in, or delete the line")
        for form in (row[FORM], speaker):
            key = as_compared(form)
            known = names.setdefault(key, speaker)
            if known != speaker:
                first = lines[FORM, key]
                both = f"{form.strip()!r} is both {known!r} and {speaker!r}"
                raise ValueError(f"{where}, lines {first} and {line}: {both}; keep one of them")
            lines.setdefault((FORM, key), line)
        told = attributes.setdefault(speaker, {})
        for column in others:
            value = row[column].strip()
            known = told.setdefault(column, value)
            if value and known and known != value:
                first = lines[column, speaker]
                both = f"{speaker!r} has {column} {known!r} and {value!r}"
                raise ValueError(f"{where}, lines {first} and {line}: {both}; keep one of them")
            if value:
                told[column] = value
                lines.setdefault((column, speaker), line)
    return People(names, attributes, others)


def _rows(people: Table) -> tuple[str, Sequence[str], Iterable[tuple[int, dict[str, str]]]]:
    """Give what a table is called, its columns, and its rows with their lines, the header being line 1."""
    if isinstance(people, pd.DataFrame):
        frame = people.astype(object).where(people.notna(), "").astype(str)
        columns = [str(name) for name in frame.columns]
        values = frame.to_numpy().tolist()
        return "people", columns, [(n, dict(zip(columns, row, strict=True))) for n, row in enumerate(values, start=2)]
    path = Path(people)
    if not path.is_file():
        raise ValueError(f"people: no file {str(path)!r}; give the path of a TSV, or a DataFrame")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter="," if path.suffix.lower() == ".csv" else "\t")
        header = [name.strip() for name in next(reader, [])]
        rows = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                raise ValueError(
                    f"{path.name}, line {reader.line_num}: {len(cells)} cells for {len(header)} columns; "
                    "separate columns by one tab"
                )
            cells += [""] * (len(header) - len(cells))
            rows.append((reader.line_num, dict(zip(header, cells, strict=True))))
    return path.name, header, rows
