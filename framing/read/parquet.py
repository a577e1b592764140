"""Parquet tables."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pyarrow.parquet

from framing.model import named
from framing.read.files import BrokenFileError, file_bytes, shown


def read_parquet(path: Path) -> pd.DataFrame:
    """Read a Parquet file; an index that has a name becomes a column.

    Column types are those of the file.
    """
    return parquet_table(file_bytes(path, is_packed=False), shown(path))


def parquet_table(raw: bytes, place: str) -> pd.DataFrame:
    """Read the bytes of a Parquet file, as `read_parquet` does."""
    content = io.BytesIO(raw)
    try:
        names = pyarrow.parquet.read_schema(content).names
        table = pd.read_parquet(content) if len(set(names)) == len(names) else None
    except (ValueError, OSError, LookupError, TypeError, NotImplementedError) as error:  # pandas' own notes are damaged
        reason = "not a readable Parquet file"
        raise BrokenFileError(place, reason, 'write it again, or leave it out with errors="skip"') from error
    if table is None:
        twice = dict.fromkeys(name for name in names if names.count(name) > 1)
        raise ValueError(f"{place}: the column {named(twice)} is repeated; rename one of them")
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    return table.rename(columns=str).reset_index(drop=True)
