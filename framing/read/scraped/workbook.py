"""Excel workbooks as tables: the sheet that has a column of texts, values as they are."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from framing.read.columns import ALIASES, folded
from framing.read.extras import extra
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source
from framing.read.zipped import archive_of, member_bytes

LONGEST_CELL = 32_767  # characters; Excel cuts off what is longer
_MOST_CELLS = 20_000_000
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    SyntaxError, AssertionError, OverflowError,
)  # fmt: skip
Rows = list[Sequence[object]]


def is_workbook(source: Source) -> bool:
    """Return whether a file is an Excel workbook in the format of 2007 and later."""
    return source.raw.startswith(b"PK\x03\x04") and b"xl/workbook" in source.raw


def read_workbook(source: Source) -> Loaded:
    """Read the first sheet that has a column of texts, or else of addresses; the account names the others."""
    sheets = {name: rows for name, rows in sheets_of(source) if rows}
    if not sheets:
        raise BrokenFileError(source.name, "a workbook without a table", f"fill it, {LEAVE_OUT}")
    chosen = next(
        (name for ours in ("text", "url") for name, rows in sheets.items() if any(map(_is_named(ours), rows[0]))),
        next(iter(sheets)),
    )
    skipped = [(f"sheet {name!r}", "not the one with the texts") for name in sheets if name != chosen]
    header = column_names(sheets[chosen][0], source.name)
    rows = [
        tuple(row) + (None,) * (len(header) - len(row))
        for row in sheets[chosen][1:]
        if any(cell not in (None, "") for cell in row)
    ]
    table = pd.DataFrame([row[: len(header)] for row in rows], columns=header, dtype=object)
    cut = [
        f"{source.name}, sheet {chosen!r}, row {number}"
        for number, row in enumerate(rows, start=2)
        if any(isinstance(cell, str) and len(cell) >= LONGEST_CELL for cell in row)
    ]
    source.remarks.add("row", f"with a cell of {LONGEST_CELL:,} characters, at which Excel cuts texts off", cut)
    return Loaded(table, skipped=skipped)


def _is_named(ours: str) -> Any:
    names = (ours, *ALIASES[ours])
    return lambda cell: isinstance(cell, str) and folded(cell) in names


def sheets_of(source: Source) -> Iterator[tuple[str, Rows]]:
    """Iterate over the sheets: name and rows; raise in one line for a workbook that is broken or a bomb."""
    openpyxl = extra("openpyxl", source.name)
    archive = archive_of(source.raw, source.name)
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            refuse_entities(member_bytes(archive, entry.filename, source.name), source.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that no table needs
            book = openpyxl.load_workbook(io.BytesIO(source.raw), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                yield sheet.title, rows_of(sheet)
    except _BROKEN as error:
        if isinstance(error, BrokenFileError):
            raise
        reason = f"not a readable workbook ({type(error).__name__})"
        raise BrokenFileError(source.name, reason, f"save it again as .xlsx or .csv, {LEAVE_OUT}") from error


def rows_of(sheet: Any) -> Rows:
    """Return the rows of a sheet from the first that has a cell, bounded."""
    rows: Rows = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        last = max((place for place, cell in enumerate(row, start=1) if cell not in (None, "")), default=0)
        if not rows and not last:
            continue
        cells += last + 1
        if cells > _MOST_CELLS:
            raise ValueError("too many cells")
        rows.append(row[:last])
    while rows and not rows[-1]:
        rows.pop()
    return rows


def refuse_entities(content: bytes, place: str) -> None:
    """Raise if XML in a workbook declares a document type; Excel writes none."""
    if b"<!DOCTYPE" in content[:10_000].upper() or b"<!ENTITY" in content:
        raise BrokenFileError(
            place, "XML that declares entities, which can fill the memory", f"save it again, {LEAVE_OUT}"
        )


def column_names(header: Sequence[object], place: str) -> list[str]:
    """Name the columns; raise if a name is repeated."""
    names = [
        str(cell).strip() if cell not in (None, "") else f"column_{number}"
        for number, cell in enumerate(header, start=1)
    ]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise ValueError(f"{place}: the column {twice[0]!r} is repeated; rename one of them")
    return names


FORMATS = (Format("xlsx", (".xlsx",), is_workbook, read_workbook),)
