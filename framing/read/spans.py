"""Spans tables from files, as delivered by human coders or written by labelling."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from framing.checks import check_columns, check_spans
from framing.exchange.reading import exchanged
from framing.model import ROLES, SPAN_COLUMNS, named
from framing.read.assemble import plain_text
from framing.read.decode import decode
from framing.read.delimited import read_delimited, without_guards
from framing.read.files import file_bytes, split_kind
from framing.read.parquet import read_parquet
from framing.read.remarks import Remarks

NEEDED = ("doc_id", "start", "end", "device", "role")
INTEGERS = ("start", "end", "instance")
DIGITS = re.compile(r"([+-]?[0-9]{1,15})(?:\.0*)?")  # more are no place in a text, and no float is exact
LARGEST = 2**53  # up to here a float is exact
STRINGS = ("doc_id", "subtype", "role", "entry", "voice", "speaker", "part", "kind", "coder")


def read_spans(
    path: str | os.PathLike[str],
    *,
    devices: Sequence[str] | None = None,
    articles: pd.DataFrame | None = None,
    format: str | None = None,
) -> pd.DataFrame:
    r"""Read a spans table from ``.parquet``, ``.csv`` or ``.tsv``, or spans from a file of an annotation tool.

    Except in Parquet, a table does not show which devices its coder labelled but never found: give them in `devices`.
    The files of `framing.write_spans` show it, but not those that are made in other programs.

    Parameters
    ----------
    path : path
        A table with at least the columns `doc_id`, `start`, `end`, `device` and `role`. Positions are code points,
        half-open.
    devices : sequence of str, optional
        The devices that were labelled; they become the categories of `device`. Without it, the categories of a Parquet
        file, otherwise the devices that occur.
    articles : DataFrame, optional
        The articles that were coded. With `format` they are needed: each text must be the one that was coded. With a
        table, each span must be inside its text.
    format : str, optional
        The format of an annotation tool, as in `framing.write_spans`: ``"doccano"``, ``"label_studio"``, ``"brat"``,
        ``"conll"``, ``"cas"``, ``"docbin"`` or ``"standoff"``. By default, the ending of `path` names a table.

    Returns
    -------
    pandas.DataFrame
        The spans: `device` categorical, positions and `instance` ``int64``, `within` ``Int64``, `score` ``float64``,
        empty strings where a cell is missing.
        Whole numbers may be written ``12``, ``12.0`` or as text. If every row is a cue and there is
        no `instance`, each row is one instance. In ``.csv``, an apostrophe that protects a cell in spreadsheets
        (``'-``, ``'@bee``) is removed. Other columns are kept at the end.

    Raises
    ------
    ValueError
        If a required column or cell is missing, a position is not a whole number, a role is unknown, or a device occurs
        that is not in `devices`. With `articles` or `format`, also if a file is broken, an article is unknown or its
        text was changed since, or a span is outside its text.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "coder_1.csv")
    >>> _ = path.write_text("doc_id,start,end,device,role,coder\na,3,6,hedge,cue,coder_1\n", encoding="utf-8")
    >>> spans = read_spans(path, devices=["hedge", "booster"])
    >>> spans["device"].value_counts().to_dict()
    {'hedge': 1, 'booster': 0}
    """
    source = Path(path)
    spans = load_spans(source) if format is None else exchanged(source, articles, format)
    check_columns(spans, NEEDED, name=str(source), way_out=f"a spans table needs {named(NEEDED)}")
    check_filled(spans, str(source))
    whole = {name: integers(spans[name], str(source)) for name in INTEGERS if name in spans}
    strings = {name: strings_of(spans[name]) for name in STRINGS if name in spans}
    typed = spans.assign(**whole, **strings, device=categorical(spans["device"], devices, str(source)))
    if "score" in spans:
        typed = typed.assign(score=scores(spans["score"], str(source)))
    if "within" in spans:
        typed = typed.assign(within=integers(spans["within"], str(source), may_miss=True))
    check_values(typed, str(source))
    if "instance" not in typed and (typed["role"] == "cue").all():
        typed = typed.assign(instance=range(len(typed)))
    if articles is not None:
        typed = typed.assign(doc_id=as_in(articles, typed["doc_id"]))
    try:
        check_spans(typed, articles)
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from error
    ours = [name for name in SPAN_COLUMNS if name in typed]
    return typed[ours + [name for name in typed if name not in ours]]


def as_in(articles: pd.DataFrame, doc_ids: pd.Series) -> pd.Series:
    """Give each `doc_id`, read as a string, as it is in the articles table; unknown ones stay."""
    known = {str(doc_id): doc_id for doc_id in articles["doc_id"]}
    found = doc_ids.map(lambda doc_id: known.get(doc_id, doc_id))
    return found.astype(articles["doc_id"].dtype) if doc_ids.isin(list(known)).all() else found


def load_spans(path: Path) -> pd.DataFrame:
    """Read the file without changes."""
    if not path.is_file():
        raise ValueError(f"{path}: no such file (current folder: {Path.cwd()}); give one spans table")
    _, kind, is_packed = split_kind(path)
    if kind == ".parquet":
        return read_parquet(path)
    if kind not in (".csv", ".tsv"):
        raise ValueError(f"{path}: spans are read from .parquet, .csv and .tsv; write the table as one of these")
    text, detected = decode(file_bytes(path, is_packed=is_packed), str(path), None, is_table=True)
    remarks = Remarks()
    if detected:
        remarks.add("file", f"not in UTF-8, read as {detected}", [str(path)])
    table = read_delimited(text, str(path), remarks, delimiter="\t" if kind == ".tsv" else None)
    remarks.say(stacklevel=3)
    return table if kind == ".tsv" else without_guards(table)[0]


def check_filled(spans: pd.DataFrame, place: str) -> None:
    """Raise if a required cell is missing."""
    for name in NEEDED:
        empty = spans[name].isna()
        if empty.any():
            raise ValueError(f"{place}: {name} is missing in {rows(empty)}; fill it, or remove the rows")


def rows(is_so: pd.Series) -> str:
    """List row numbers, counted from 1 without the header."""
    numbers = [number for number, so in enumerate(is_so, start=1) if so]
    return f"row{'' if len(numbers) == 1 else 's'} {named(numbers)}"


def integers(values: pd.Series, place: str, *, may_miss: bool = False) -> pd.Series:
    """Convert a column to whole numbers, exactly; raise if a cell is not one."""
    if pd.api.types.is_integer_dtype(values.dtype) and not values.hasnans:
        return values.astype("Int64" if may_miss else "int64")
    numbers = values.astype(object).map(whole_number)
    is_wrong = numbers.isna()
    if may_miss:
        is_wrong &= values.notna()
    if is_wrong.any():
        found = named(repr(value) for value in values[is_wrong].unique())
        raise ValueError(f"{place}: {values.name} is not a whole number in {rows(is_wrong)} ({found}); correct them")
    return numbers.astype("Int64" if may_miss else "int64")


def scores(values: pd.Series, place: str) -> pd.Series:
    """Convert a column to probabilities, NaN where a cell is empty; raise if a cell is no number."""
    filled = values.astype(object).where(values.notna() & (values.astype(object) != ""), None)
    numbers = pd.to_numeric(filled, errors="coerce").astype("float64")
    is_wrong = numbers.isna() & filled.notna()
    if is_wrong.any():
        found = named(repr(value) for value in values[is_wrong].unique())
        raise ValueError(
            f"{place}: score is not a number in {rows(is_wrong)} ({found}); correct them, or leave them empty"
        )
    return numbers


def whole_number(value: object) -> int | None:
    """Return a cell as a whole number, from a number or digits, else None.

    Examples
    --------
    >>> [whole_number(value) for value in (12, 12.0, "12", "12.0", 12.5, "1e3", True, None)]
    [12, 12, 12, 12, None, None, None, None]
    """
    if isinstance(value, str):
        digits = DIGITS.fullmatch(value.strip())
        return int(digits[1]) if digits else None
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) <= LARGEST else None


def strings_of(values: pd.Series) -> pd.Series:
    """Turn a column into strings, empty where missing."""
    plain = values.astype(object)
    return plain.where(plain.notna(), "").map(plain_text)


def categorical(values: pd.Series, devices: Sequence[str] | None, place: str) -> pd.Series:
    """Make `device` categorical; its categories are the devices that were labelled."""
    present = list(dict.fromkeys(values.astype(object)))
    if devices is None:
        known = list(values.cat.categories) if isinstance(values.dtype, pd.CategoricalDtype) else sorted(present)
        return values.astype(pd.CategoricalDtype(known))
    strange = [device for device in present if device not in devices]
    if strange:
        raise ValueError(f"{place}: has the device {named(strange)}, which is not in devices=; add it")
    return values.astype(object).astype(pd.CategoricalDtype(list(devices)))


def check_values(spans: pd.DataFrame, place: str) -> None:
    """Raise if a role is unknown or a span ends before it starts."""
    strange = ~spans["role"].isin(ROLES)
    if strange.any():
        found = named(repr(role) for role in spans["role"][strange].unique())
        raise ValueError(f"{place}: unknown role {found} in {rows(strange)}; roles are {named(ROLES)}")
    backwards = (spans["start"] < 0) | (spans["end"] < spans["start"])
    if backwards.any():
        raise ValueError(f"{place}: start is negative or after end in {rows(backwards)}; correct them")
