"""JSON: one object per line, a list of objects, an object of columns, or one article."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence

import pandas as pd

from framing.read.columns import ALIASES, folded
from framing.read.files import LEAVE_OUT, BrokenFileError
from framing.read.remarks import Remarks

ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
LONE = re.compile("[\ud800-\udfff]")  # json.loads joins pairs, so that what is left has lost its other half
MOST_LEVELS = 100  # of lists and objects in one another; an article's fields have two or three
WAY_OUT = f"correct it, {LEAVE_OUT}"


class _TwiceError(Exception):
    """A key is repeated in one object with different values: the first would be lost."""


def _as_object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        for key, value in pairs:
            if made[key] != value:
                raise _TwiceError(f"the key {key!r} is repeated with different values")
    return made


_DECODER = json.JSONDecoder(object_pairs_hook=_as_object)


def read_jsonl(text: str, place: str, remarks: Remarks, *, skip: bool = False, before: int = 0) -> pd.DataFrame:
    r"""Read one object per line; values are kept as they are, including nested ones.

    A broken line is an error; `skip` leaves it out with a remark. Blank lines are nothing. `before` lines of the
    file stand before `text`.

    Examples
    --------
    >>> read_jsonl('{"id": 7, "text": "Perhaps."}\n', "a.jsonl", Remarks()).to_dict("list")
    {'id': [7], 'text': ['Perhaps.']}
    """
    records = []
    broken = []
    may_be_halved = ESCAPED.search(text) is not None
    for number, line in enumerate(text.split("\n"), start=before + 1):
        if not line.strip():
            continue
        at = f"{place}, line {number}"
        try:
            record = as_record(parse(line, at), at)
            records.append(whole(record, at) if may_be_halved else record)
        except BrokenFileError as error:
            if not skip:
                raise
            broken.append(f"{error.place} ({error.reason})")
    remarks.add("line", "left out, not valid", broken)
    if not records:
        raise BrokenFileError(place, "no article in it", WAY_OUT)
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
        places = [f"{place}, item {number}" for number in range(1, len(content) + 1)]
        records = [whole(as_record(item, at), at) for item, at in zip(content, places, strict=True)]
        return pd.DataFrame(records, dtype=object)
    fields = whole(as_record(content, place), place)
    if (inner := enveloped(fields)) is not None:
        return pd.DataFrame(inner, dtype=object)
    columns = [list(value.values()) if isinstance(value, dict) else value for value in fields.values()]
    if not columns or not all(isinstance(column, list) for column in columns):
        return fields
    rows_named = {tuple(value) if isinstance(value, dict) else len(value) for value in fields.values()}  # type: ignore[arg-type]
    if len(rows_named) > 1:
        raise BrokenFileError(place, "its columns have different rows", WAY_OUT)
    records = [dict(zip(fields, row, strict=True)) for row in zip(*columns, strict=True)]
    return pd.DataFrame(records, columns=list(fields), dtype=object)


def enveloped(fields: dict[str, object]) -> list[dict[str, object]] | None:
    """Return the articles in the answer of an interface: the only list of objects in it, on its first or second level.

    An object that has a text is an article itself; None for one.

    Examples
    --------
    >>> enveloped({"status": "ok", "articles": [{"title": "Rain", "content": "It may rain."}]})
    [{'title': 'Rain', 'content': 'It may rain.'}]
    """
    texts = {"text", *ALIASES["text"]} - {"article"}
    if any(folded(name) in texts for name in fields):
        return None
    levels = [fields, *(value for value in fields.values() if isinstance(value, dict))]
    lists = [value for level in levels for value in level.values() if isinstance(value, list) and value]
    found = [value for value in lists if all(isinstance(item, dict) for item in value)]
    return found[0] if len(found) == 1 else None


def parse(text: str, place: str) -> object:
    """Parse one JSON value; raise a one-line error that names the place."""
    try:
        value: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise BrokenFileError(
                place, "more than one JSON value", "one object a line goes by the name .jsonl"
            ) from error
        at = f" in line {error.lineno}" if "\n" in text else ""
        raise BrokenFileError(place, f"not JSON{at} ({error.msg} at column {error.colno})", WAY_OUT) from error
    except _TwiceError as error:
        raise BrokenFileError(f"{place}{item_with_key_twice(text)}", str(error), f"keep one, {LEAVE_OUT}") from None
    except RecursionError as error:
        raise BrokenFileError(place, "nested too deeply", WAY_OUT) from error
    except ValueError as error:  # Python reads no whole number of more than 4,300 digits
        raise BrokenFileError(
            place, f"a number of more than {sys.get_int_max_str_digits():,} digits", WAY_OUT
        ) from error
    return value


def item_with_key_twice(text: str) -> str:
    """Name the list item whose object has a repeated key, for a message; empty if the text is not a list."""
    opening = re.match(r"\s*\[", text)
    if opening is None:
        return ""
    at, number = opening.end(), 0
    try:
        while True:
            at = re.compile(r"[\s,]*").match(text, at).end()  # type: ignore[union-attr]
            number += 1
            _, at = _DECODER.raw_decode(text, at)
    except _TwiceError:
        return f", item {number} (line {text.count(chr(10), 0, at) + 1})"


def as_record(value: object, place: str) -> dict[str, object]:
    """Raise unless the value is an object with named fields, not nested too deeply."""
    if not isinstance(value, dict):
        raise BrokenFileError(place, f"an object is needed, not {type(value).__name__}", WAY_OUT)
    level: list[dict[str, object] | list[object]] = [value]
    for _ in range(MOST_LEVELS):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return value
    raise BrokenFileError(place, f"nested more than {MOST_LEVELS} levels deep", WAY_OUT)


def whole(record: dict[str, object], place: str) -> dict[str, object]:
    """Replace a lone surrogate (half a character) by U+FFFD: JSON can contain it, but no encoding can write it.

    One code point for one: places in the text stay right. Keys are names of columns, which are not changed: an error.
    """
    if halved := [key for key in record if LONE.search(key)]:
        reason = f"the key {halved[0]!a} contains half a character (a lone surrogate)"
        raise BrokenFileError(place, reason, WAY_OUT)
    return {key: _whole(value) for key, value in record.items()}


def _whole(value: object) -> object:
    if isinstance(value, str):
        return LONE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {LONE.sub("\ufffd", key): _whole(item) for key, item in value.items()}
    return value
