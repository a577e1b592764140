"""JSON: one object a line, a list of objects, an object of columns, or one article."""

from __future__ import annotations

import json
import re

import pandas as pd

from framing.read.files import BrokenFileError
from framing.read.remarks import Remarks

ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
LONE = re.compile("[\ud800-\udfff]")  # json.loads joins pairs, so that what is left has lost its other half
WAY_OUT = 'mend it, or leave it out with errors="skip"'


def read_jsonl(text: str, place: str, remarks: Remarks, *, skip: bool = False) -> pd.DataFrame:
    r"""Read one object a line; values stay what they are, nested ones too.

    A broken line is an error; `skip` leaves it out with a remark. Blank lines are nothing.

    Examples
    --------
    >>> read_jsonl('{"id": 7, "text": "Perhaps."}\n', "a.jsonl", Remarks()).to_dict("list")
    {'id': [7], 'text': ['Perhaps.']}
    """
    records = []
    broken = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        at = f"{place}, line {number}"
        try:
            records.append(as_record(parse(line, at), at))
        except BrokenFileError as error:
            if not skip:
                raise
            broken.append(f"{error.place} ({error.reason})")
    remarks.add("line", "left out, being broken", broken)
    if not records:
        raise BrokenFileError(place, "no article in it", WAY_OUT)
    if ESCAPED.search(text):
        records = [whole(record) for record in records]
    return pd.DataFrame(records, dtype=object)


def read_json(text: str, place: str) -> pd.DataFrame | dict[str, object]:
    """Read a list of objects or an object of columns as a table, and any other object as one article's fields.

    Examples
    --------
    >>> read_json('{"text": ["Perhaps.", "Maybe."]}', "a.json").to_dict("list")
    {'text': ['Perhaps.', 'Maybe.']}
    >>> read_json('{"title": "Rain", "text": "Perhaps."}', "a.json")
    {'title': 'Rain', 'text': 'Perhaps.'}
    """
    content = parse(text, place)
    if not content:
        raise BrokenFileError(place, "no article in it", WAY_OUT)
    if isinstance(content, list):
        records = [as_record(item, f"{place}, item {number}") for number, item in enumerate(content, start=1)]
        return pd.DataFrame([whole(record) for record in records], dtype=object)
    fields = as_record(content, place)
    columns = [list(value.values()) if isinstance(value, dict) else value for value in fields.values()]
    if not columns or not all(isinstance(column, list) for column in columns):
        return whole(fields)
    rows_named = {tuple(value) if isinstance(value, dict) else len(value) for value in fields.values()}  # type: ignore[arg-type]
    if len(rows_named) > 1:
        raise BrokenFileError(place, "its columns differ in their rows", WAY_OUT)
    records = [dict(zip(fields, row, strict=True)) for row in zip(*columns, strict=True)]
    return pd.DataFrame([whole(record) for record in records], columns=list(fields), dtype=object)


def parse(text: str, place: str) -> object:
    """Parse one JSON value; raise a one-line error that names the place."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise BrokenFileError(
                place, "more than one JSON value", "one object a line goes by the name .jsonl"
            ) from error
        at = f" in line {error.lineno}" if "\n" in text else ""
        raise BrokenFileError(place, f"not JSON{at} ({error.msg} at column {error.colno})", WAY_OUT) from error
    except RecursionError as error:
        raise BrokenFileError(place, "nested too deeply", WAY_OUT) from error
    return value


def as_record(value: object, place: str) -> dict[str, object]:
    """Raise unless the value is an object with named fields."""
    if not isinstance(value, dict):
        raise BrokenFileError(place, f"an object is needed, not {type(value).__name__}", WAY_OUT)
    return value


def whole(record: dict[str, object]) -> dict[str, object]:
    """Put U+FFFD for half a character (a lone surrogate), which JSON can hold but no encoding can write.

    One code point for one: places in the text stay right.
    """
    return {key: LONE.sub("\ufffd", value) if isinstance(value, str) else value for key, value in record.items()}
