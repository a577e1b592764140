"""Tables as files: Parquet, which is exact, and CSV, which a spreadsheet opens without computing what is in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pandas as pd

from framing.files.whole_file import whole_file

# What a damaged Parquet file may raise: it is not read, or its notes by pandas are not what pandas wrote.
BROKEN_PARQUET = (OSError, ValueError, LookupError, TypeError, AttributeError, NotImplementedError)
# A spreadsheet takes a cell that begins with one of these for a formula.
_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


def save_table(table: pd.DataFrame, path: str | Path) -> None:
    r"""Write `table` in the format that the ending of `path` names, the same bytes each time.

    Parquet (``.parquet``) keeps every type and every character. In CSV, text that a spreadsheet would take for a
    formula, because it begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, gets an apostrophe in front,
    and so does such text that has apostrophes in front already; `framing.read` and `framing.read_spans` take that
    apostrophe off again. Numbers stay numbers, with ten significant digits.

    Parameters
    ----------
    table
        Any table; its index is not written.
    path
        Where to. Until the file is complete, what stood there stays.

    Raises
    ------
    OSError
        If the file cannot be written; it names `path`.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "rates.csv")
    >>> save_table(pd.DataFrame({"group": ["@bee", "'Sun'"], "rate": [-1.5, 2]}), path)
    >>> path.read_text()
    "group,rate\n'@bee,-1.5\n'Sun',2\n"
    """
    if Path(path).suffix == ".parquet":
        with whole_file(path) as file:
            write_parquet(table, file)
        return
    with whole_file(path) as file:
        write_csv(table, file, line_end="\n")


def write_parquet(table: pd.DataFrame, file: IO[bytes]) -> None:
    """Write `table` as Parquet, the same bytes each time; a column of several types becomes one of words.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> write_parquet(pd.DataFrame({"doc_id": [1, "b"]}), file)
    >>> pd.read_parquet(file)["doc_id"].tolist()
    ['1', 'b']
    """
    _one_type_a_column(table).to_parquet(file, index=False)


def write_csv(table: pd.DataFrame, file: IO[bytes], *, line_end: str) -> None:
    r"""Write `table` as CSV in UTF-8, with formulas guarded and every line break inside a cell in quotation marks.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> write_csv(pd.DataFrame({"match": ["a\rb"]}), file, line_end="\n")
    >>> file.getvalue()
    b'"match"\n"a\rb"\n'
    """
    guarded = table.copy(deep=False)
    guarded.columns = pd.Index([guarded_cell(name) if isinstance(name, str) else name for name in table.columns])
    has_return = any("\r" in str(name) for name in table.columns)
    for place, dtype in enumerate(table.dtypes):
        if not _is_of_numbers(dtype):
            texts = [value for value in table.iloc[:, place].unique() if isinstance(value, str)]
            has_return |= any("\r" in text for text in texts)
            guarded.isetitem(place, _guarded_column(table.iloc[:, place], texts).array)
    guarded.to_csv(
        file,
        mode="wb",
        index=False,
        encoding="utf-8",
        lineterminator=line_end,
        float_format="%.10g",
        # Python before 3.13 quotes a carriage return only where it is part of the line end.
        quoting=csv.QUOTE_NONNUMERIC if has_return else csv.QUOTE_MINIMAL,
    )


def guarded_cell(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would compute, and before such text with apostrophes in front.

    Examples
    --------
    >>> [guarded_cell(text) for text in ("=1+1", "'=1+1", "'tis", "-", "")]
    ["'=1+1", "''=1+1", "'tis", "'-", '']
    """
    return _MARK + text if text.lstrip(_MARK).startswith(_SIGNS) else text


def plain_cell(text: str) -> str:
    """Take off the apostrophe that `guarded_cell` put there.

    Examples
    --------
    >>> [plain_cell(text) for text in ("'=1+1", "''=1+1", "'tis", "'-", "-1.5")]
    ['=1+1', "'=1+1", "'tis", '-', '-1.5']
    """
    return text[1:] if text.startswith(_MARK) and text.lstrip(_MARK).startswith(_SIGNS) else text


def _is_of_numbers(dtype: object) -> bool:
    return pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype)  # type: ignore[arg-type]


def _guarded_column(column: pd.Series, texts: Iterable[str]) -> pd.Series:
    changed = {text: guarded for text in texts if (guarded := guarded_cell(text)) != text}
    if not changed:
        return column
    return column.astype(object).map(lambda value: changed.get(value, value) if isinstance(value, str) else value)


def _one_type_a_column(table: pd.DataFrame) -> pd.DataFrame:
    """Turn columns of several types into words, which Parquet can hold."""
    words = [name for name in table.columns if table[name].dtype == object]
    mixed = [name for name in words if len(set(map(type, table[name].dropna()))) > 1]
    return table.assign(**{name: table[name].where(table[name].isna(), table[name].map(str)) for name in mixed})
