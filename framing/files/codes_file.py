"""Codes tables from files, as `save_table` writes them or any program that writes CSV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from framing.files.table_file import BROKEN_PARQUET, plain_cell

_NUMBERS = ("start", "end", "probability", "score", "seed", "run", "temperature")
_NEEDED = ("doc_id", "code", "value")
_WAY_OUT = (
    "save the table of framing.read_codes or framing.combine; a sheet of answers is read by framing.read_codes first"
)


def read_codes_files(paths: Iterable[str | Path]) -> pd.DataFrame:
    r"""Read codes tables (``.csv`` or ``.parquet``) into one; codes are of articles where no `unit` is given.

    It does not check that the codes fit their articles.

    Raises
    ------
    ValueError
        Where no file is given, or one is missing, damaged, of another kind, or without one of the columns `doc_id`,
        `code` and `value`.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "codes.csv")
    >>> _ = path.write_text("doc_id,code,value,coder\n01,conflict,1,Ann\n")
    >>> read_codes_files([path]).to_dict("records")
    [{'doc_id': '01', 'code': 'conflict', 'value': 1, 'coder': 'Ann', 'unit': 'article'}]
    """
    tables = [_one(Path(path).expanduser()) for path in paths]
    if not tables:
        raise ValueError("codes: no file is named; give at least one, .csv or .parquet")
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def _one(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise ValueError(f"{path}: no such file; give the codes as .csv or .parquet")
    if path.suffix not in (".csv", ".parquet"):
        raise ValueError(f"{path}: codes are read from .csv and .parquet; {_WAY_OUT}")
    try:
        if path.suffix == ".parquet":
            table = pd.read_parquet(path)
        else:
            cells = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
            table = cells.map(plain_cell, na_action="ignore")
    except BROKEN_PARQUET as error:
        reason = " ".join(str(error).split())[:120]
        raise ValueError(f"{path}: cannot be read as a table ({reason}); {_WAY_OUT}") from error
    if missing := [name for name in _NEEDED if name not in table.columns]:
        raise ValueError(f"{path.name}: no column {missing[0]!r}; {_WAY_OUT}")
    if path.suffix == ".csv":
        for name in [name for name in (*_NUMBERS, "value") if name in table.columns]:
            table[name] = _as_numbers(table[name])
    return table if "unit" in table.columns else table.assign(unit="article")


def _as_numbers(column: pd.Series) -> pd.Series:
    """Turn a column of text into numbers, unless one of its cells is none."""
    numbers = pd.to_numeric(column, errors="coerce")
    if (numbers.isna() & column.notna()).any():
        return column
    return numbers.astype("int64") if numbers.notna().all() and (numbers % 1 == 0).all() else numbers
