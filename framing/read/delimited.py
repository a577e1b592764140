"""Comma-, semicolon- and tab-separated tables; every cell is a string, only the empty cell is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Literal

import pandas as pd

from framing.files.table_file import plain_cell
from framing.model import named
from framing.read.columns import KNOWN_NAMES, folded
from framing.read.files import BrokenFileError
from framing.read.remarks import Remarks
from framing.read.swallowed import remark_swallowed

DELIMITERS = (",", ";", "\t")
Row = tuple[int, list[str], str]


def read_delimited(
    text: str, place: str, remarks: Remarks, *, delimiter: str | None = None, skip: bool = False
) -> pd.DataFrame:
    r"""Read a table whose first line names its columns.

    Without `delimiter` the header line decides: whatever splits it into most names. A row with more or fewer cells
    than the header is an error, since a lost quotation mark looks just so; `skip` leaves it out with a remark.

    Examples
    --------
    >>> read_delimited("id;text\n007;NA\n008;\n", "a.csv", Remarks()).to_dict("list")
    {'id': ['007', '008'], 'text': ['NA', None]}
    """
    chosen = delimiter or best_delimiter(text)
    rows = all_rows(text, chosen)
    if chosen == "\t" and any(problem for _, _, problem in rows):
        unquoted = all_rows(text, chosen, is_quoted=False)
        if not any(problem for _, _, problem in unquoted):
            remarks.add("file", "with quotation marks that do not enclose cells, read as part of the text", [place])
            rows = unquoted
    if not rows or not (rows[0][2] or any(map(str.strip, rows[0][1]))):
        raise BrokenFileError(place, "no header line", "the first line must name the columns")
    broken = [(line, problem) for line, _, problem in rows if problem]
    if broken and (not skip or rows[0][2]):
        line, problem = broken[0]
        way_out = 'correct it (a missing or extra quotation mark?), or leave it out with errors="skip"'
        raise BrokenFileError(f"{place}, line {line}", problem, way_out)
    remarks.add("line", "left out, not valid", [f"{place}, line {line} ({problem})" for line, problem in broken])
    remark_swallowed(text, chosen, rows, place, remarks)
    header = column_names(rows[0][1], place)
    cells = [row for _, row, problem in rows[1:] if not problem]
    table = pd.DataFrame(cells, columns=header, dtype=object)
    return table.where(table != "", None)


def without_guards(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Remove the apostrophes that protect cells in spreadsheets; return also the column of each such cell.

    Examples
    --------
    >>> plain, columns = without_guards(pd.DataFrame({"speaker": ["'@bee", "'tis"]}))
    >>> plain["speaker"].tolist(), columns
    (['@bee', "'tis"], ['speaker'])
    """
    names = list(map(str, table.columns))
    columns: list[str] = []
    plain = table.copy(deep=False)
    for place, name in enumerate(names):
        cells = table.iloc[:, place].tolist()
        without = [plain_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        guarded = sum(cell is not other for cell, other in zip(cells, without, strict=True))
        if guarded:
            columns += [name] * guarded
            plain.isetitem(place, pd.Series(without, dtype=object, index=table.index).array)
    return plain.set_axis(list(map(plain_cell, names)), axis=1), columns


def best_delimiter(text: str) -> str:
    """Choose the delimiter that gives the most known column names, then the most names; by default a comma."""
    headers = {delimiter: next(rows_of(text, delimiter), (1, [], ""))[1] for delimiter in DELIMITERS}
    known = {delimiter: sum(folded(name) in KNOWN_NAMES for name in names) for delimiter, names in headers.items()}
    return max(DELIMITERS, key=lambda delimiter: (known[delimiter], len(headers[delimiter])))


def all_rows(text: str, delimiter: str, *, is_quoted: bool = True) -> list[Row]:
    """List rows as line number, cells, and their problem (empty if none); the header comes first."""
    rows = list(rows_of(text, delimiter, is_quoted=is_quoted))
    width = len(rows[0][1]) if rows else 0
    return [
        (line, cells, problem or ("" if len(cells) == width else f"{len(cells)} cells where the header has {width}"))
        for line, cells, problem in rows
    ]


def rows_of(text: str, delimiter: str, *, is_quoted: bool = True) -> Iterator[Row]:
    """Iterate over the rows, without blank lines."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    before = csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))  # an article may be one huge cell
    try:
        # With newline="" StringIO splits at \n, \r and \r\n, not at the line separators that str.splitlines knows, and
        # leaves them as they are, so that a cell keeps its own.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, quoting=quoting)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                last = reader.line_num
                yield line, [], f"{error}, through line {last}" if last > line else str(error)
                continue
            if cells:
                yield line, cells, ""
    finally:
        csv.field_size_limit(before)


def column_names(header: list[str], place: str) -> list[str]:
    """Trim the names, number unnamed columns, and raise if a name is repeated."""
    names = [name.strip() or f"column_{number}" for number, name in enumerate(header, start=1)]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ValueError(f"{place}: the column {named(twice)} is repeated; rename one of them")
    return names
