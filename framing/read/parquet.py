"""Parquet tables."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from framing.read.files import BrokenFileError, file_bytes


def read_parquet(path: Path) -> pd.DataFrame:
    """Read a Parquet file; an index that has a name becomes a column.

    Column types are those of the file.
    """
    content = io.BytesIO(file_bytes(path, is_packed=False))
    try:
        table = pd.read_parquet(content)
    except (ValueError, OSError, LookupError, TypeError, NotImplementedError) as error:  # pandas' own notes are damaged
        reason = "not a Parquet file that can be read"
        raise BrokenFileError(str(path), reason, 'write it again, or leave it out with errors="skip"') from error
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    return table.rename(columns=str).reset_index(drop=True)
