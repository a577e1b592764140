"""trafilatura's CSV, which has tabs between its cells, no line that names them, and ``null`` for what is missing."""

from __future__ import annotations

import re

import pandas as pd

from framing.read.delimited import all_rows
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.formats import Format, Loaded, Source

# What trafilatura writes, version 2; the address stands first.
COLUMNS = (
    "url", "id_in_file", "fingerprint", "hostname", "headline", "image", "date", "text", "comments", "license",
    "pagetype",
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://\S+|null)\t", re.IGNORECASE)


def is_trafilatura(source: Source) -> bool:
    """Return whether the first row has an address and as many cells as trafilatura writes."""
    if not _ADDRESS.match(source.head):
        return False
    first = next(iter(all_rows(source.head, "\t")), None)
    return first is not None and len(first[1]) == len(COLUMNS)


def read_trafilatura(source: Source) -> Loaded:
    """Read the rows; one with other cells is an error."""
    rows = all_rows(source.text, "\t")
    broken = [(line, problem) for line, _, problem in rows if problem]
    if broken:
        line, problem = broken[0]
        raise BrokenFileError(f"{source.name}, line {line}", problem, f"run trafilatura again, {LEAVE_OUT}")
    table = pd.DataFrame([cells for _, cells, _ in rows], columns=list(COLUMNS), dtype=object)
    return Loaded(table.where((table != "null") & (table != ""), None))


FORMATS = (Format("trafilatura-csv", (".csv", ".tsv", ".txt"), is_trafilatura, read_trafilatura),)
