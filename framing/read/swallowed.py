"""Rows of a delimited table that a stray quotation mark has merged into the row above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from framing.read.remarks import Remarks

LONGEST_FIELD = 60  # characters of a cell whose shape tells something: a number, a date, a name
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_LINE_END = re.compile(r"\r\n|\r|\n")

Row = tuple[int, list[str], str]


def remark_swallowed(text: str, delimiter: str, rows: Sequence[Row], place: str, remarks: Remarks) -> None:
    """Report rows with lines that look like separate rows.

    Two stray quotation marks make one sound cell of all that stands between them. An article has lines too, so a line
    counts only if it has as many cells as the header, and one of them is what its column has elsewhere: the same value,
    or a number, a date, an identifier of the shape that most have.
    """
    spans = list(rows_with_lines(text, rows))
    if not spans:
        return
    width = len(rows[0][1])
    candidates = [list(lines_of_width(cells, lines, delimiter, width)) for _, cells, lines in spans]
    if not any(candidates):
        return
    columns = [Column(cells) for cells in zip(*(cells for _, cells, problem in rows[1:] if not problem), strict=True)]
    for (first, _, lines), found in zip(spans, candidates, strict=True):
        like_rows = sum(any(map(Column.would_have, columns, cells)) for cells in found)
        if like_rows:
            message = "with lines that look like separate rows (two stray quotation marks?)"
            remarks.add("row", message, [f"{place}, lines {first} to {first + len(lines) - 1} ({like_rows} such)"])


def rows_with_lines(text: str, rows: Sequence[Row]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Return the rows that span several lines: number of the first line, cells, lines."""
    lines = _LINE_END.split(text)  # as the csv module counts them
    ends = [first - 1 for first, _, _ in rows[2:]] + [len(lines)]
    for (first, cells, problem), last in zip(rows[1:], ends, strict=False):
        if not problem and any(map(_LINE_END.search, cells)):
            while not lines[last - 1].strip():  # blank lines between rows are of neither
                last -= 1
            yield first, cells, lines[first - 1 : last]


def lines_of_width(cells: Sequence[str], lines: Sequence[str], delimiter: str, width: int) -> Iterator[list[str]]:
    """Return the lines below a row's first that have as many cells as the header.

    Swallowed lines have no quotation mark, or it would have ended the cell; the last one has the mark that does, and
    what stands behind the cell that it ends is the row's own.
    """
    for line in lines[1:-1]:
        if '"' not in line and line.count(delimiter) == width - 1:
            yield line.split(delimiter)
    ended = max(number for number, cell in enumerate(cells) if _LINE_END.search(cell))
    last = lines[-1].replace('"', "").split(delimiter)
    if len(last) == width:
        yield last[:ended]


class Column:
    """The short cells of a column: their values, and the shape of at least half of all cells, if there is one."""

    def __init__(self, cells: Sequence[str]) -> None:
        short = [cell for cell in cells if len(cell) <= LONGEST_FIELD and not _LINE_END.search(cell)]
        self._values = set(short) - {""}
        shapes = Counter(shape(cell) for cell in short if _DIGITS.search(cell))
        self._shape = next((most for most, count in shapes.most_common(1) if 2 * count >= len(cells)), "")

    def would_have(self, cell: str) -> bool:
        """Return whether a cell could belong to this column; blanks count, since prose has one after each comma."""
        return cell in self._values or (0 < len(cell) <= LONGEST_FIELD and shape(cell) == self._shape)


def shape(cell: str) -> str:
    """Reduce a cell to its shape.

    Examples
    --------
    >>> [shape(cell) for cell in ("2024-01-12", "The Daily", "a17")]
    ['0-0-0', 'a a', 'a0']
    """
    return _LETTERS.sub("a", _DIGITS.sub("0", cell))
