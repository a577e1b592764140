"""What every exchange format writes and reads: one article with its spans."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

Row = dict[str, object]
FileBytes = Mapping[str, bytes]


class CodedText(NamedTuple):
    """One article as a file of another tool has it.

    `text` is None where the file has none; then `digest` or `pieces` (start, end and words) say which text it was.
    Places in `rows` are code points. `devices` are those that were labelled, empty where the file does not say.
    """

    doc_id: str
    text: str | None
    rows: list[Row]
    devices: tuple[str, ...] = ()
    digest: str = ""
    pieces: tuple[tuple[int, int, str], ...] = ()


def digest_of(text: str) -> str:
    """Give the SHA-256 digest of a text in UTF-8.

    Examples
    --------
    >>> digest_of("It may rain.")[:12]
    'b213e54d6dcf'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def json_of(content: bytes, place: str) -> object:
    """Read JSON, or raise one line that names the place."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{place}: not in UTF-8; export it again") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{place}: no JSON ({error}); the file may be cut off, export it again") from None


def json_lines(content: bytes, place: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Give the place and the record of each line that is not empty."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            where = f"{place}, line {number}"
            yield where, record_of(json_of(line, where), where)


def record_of(value: object, place: str) -> dict[str, object]:
    """Give `value` if it is a JSON object, else raise one line."""
    if not isinstance(value, dict):
        raise ValueError(f"{place}: an object with names and values is needed, not {type(value).__name__}")
    return value


def list_in(record: Mapping[str, object], name: str, place: str) -> list[object]:
    """Give the list `name` of a record, empty where there is none, else raise one line."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"{place}: {name} is no list")
    return value


def string_in(record: Mapping[str, object], name: str, place: str) -> str:
    """Give the string `name` of a record, or raise one line; a whole number is written as a string."""
    value = record.get(name)
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"{place}: no {name}; it is needed to find the article")


def offset_in(record: Mapping[str, object], name: str, place: str) -> int:
    """Give the offset `name` of a record, or raise one line."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{place}: {name} is {value!r}, not a whole number")
    return value


def json_bytes(values: Iterable[object]) -> bytes:
    """Write one JSON value per line."""
    return "".join(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n" for value in values).encode("utf-8")
