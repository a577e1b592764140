"""Parquet tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow
import pyarrow.parquet

from framing.files.table_file import BROKEN_PARQUET
from framing.model import named
from framing.read.files import BrokenFileError, file_bytes, shown

_BUFFER = 1 << 20  # bytes read ahead of each column
_MOST_ROWS = 20_000


class RepeatedColumnError(ValueError):
    """A table with two columns of one name."""


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
    except BROKEN_PARQUET as error:
        raise _broken(place) from error
    if table is None:
        raise _repeated(place, names)
    return _plain(table)


def parquet_batches(path: Path, size: int) -> Iterator[pd.DataFrame]:
    """Read a Parquet file in batches of rows that have about `size` bytes, whatever the size of its row groups."""
    place = shown(path)
    try:
        with pyarrow.parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            if len(set(file.schema_arrow.names)) != len(file.schema_arrow.names):
                raise _repeated(place, file.schema_arrow.names)
            groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
            a_row = sum(group.total_byte_size for group in groups) / max(file.metadata.num_rows, 1)
            rows = max(1, min(_MOST_ROWS, int(size / max(a_row, 1))))
            for batch in file.iter_batches(batch_size=rows):
                yield _plain(pyarrow.Table.from_batches([batch]).to_pandas())
    except RepeatedColumnError:
        raise
    except BROKEN_PARQUET as error:
        raise _broken(place) from error


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    if any(name is not None for name in table.index.names):
        table = table.reset_index()
    return table.rename(columns=str).reset_index(drop=True)


def _broken(place: str) -> BrokenFileError:
    reason = "not a readable Parquet file"
    return BrokenFileError(place, reason, 'write it again, or leave it out with errors="skip"')


def _repeated(place: str, names: list[str]) -> RepeatedColumnError:
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    return RepeatedColumnError(f"{place}: the column {named(twice)} is repeated; rename one of them")
