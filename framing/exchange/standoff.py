"""Stand-off sharing: spans and a SHA-256 digest of each text, without the text, as JSON lines.

Offsets are code points. Every column of the spans table is kept. `entry` and `speaker` may repeat words of a text;
leave these columns out before writing where not even these may be shared.
"""

from __future__ import annotations

from collections.abc import Sequence

from framing.exchange.coded_text import (
    CodedText,
    FileBytes,
    Row,
    digest_of,
    json_bytes,
    json_lines,
    list_in,
    offset_in,
    record_of,
    string_in,
)
from framing.model import SPAN_COLUMNS

KEPT = SPAN_COLUMNS
ENDINGS: tuple[str, ...] = ()


def misfits(coded: CodedText) -> dict[int, str]:
    """Give the rows that do not fit: none."""
    return {}


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write one line per article, also where it has no span."""
    records = [
        {"doc_id": one.doc_id, "sha256": digest_of(one.text or ""), "devices": one.devices, "spans": one.rows}
        for one in coded
    ]
    return {"": json_bytes(records)}


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the lines."""
    coded = []
    for where, record in json_lines(files[""], place):
        rows: list[Row] = []
        for value in list_in(record, "spans", where):
            span = record_of(value, where)
            row: Row = {name: span[name] for name in KEPT if name in span and name != "doc_id"}
            for name in ("start", "end", "instance"):
                row[name] = offset_in(span, name, where)
            rows.append(row)
        devices = tuple(map(str, list_in(record, "devices", where)))
        digest = string_in(record, "sha256", where)
        coded.append(CodedText(string_in(record, "doc_id", where), None, rows, devices, digest))
    return coded
