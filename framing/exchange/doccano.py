"""doccano's JSON lines with relations (``text``, ``entities``, ``relations``).

Offsets are UTF-16 units, as doccano's page counts characters where *Count grapheme clusters as one character* is off:
an emoji is two or more (doccano issue 2290). In the spans table they are code points.

The label of a cue is its device, that of other rows their role; a relation goes from the cue. Kept are `start`, `end`,
`device`, `role` and which rows are one instance, numbered anew; all other columns are lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.exchange import links
from framing.exchange.coded_text import (
    CodedText,
    FileBytes,
    json_bytes,
    json_lines,
    list_in,
    offset_in,
    record_of,
    string_in,
)
from framing.exchange.utf16 import Utf16

KEPT = ("doc_id", "start", "end", "device", "role", "instance")
ENDINGS: tuple[str, ...] = ()
misfits = links.misfits


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write one line per article, also where it has no span."""
    return {"": json_bytes(map(_record, coded))}


def _record(one: CodedText) -> dict[str, object]:
    places = Utf16(one.text or "")
    marks, relations = links.marked(one.rows)
    return {
        "text": one.text,
        "doc_id": one.doc_id,
        "devices": one.devices,
        "entities": [
            {"id": n, "label": label, "start_offset": places.units(start), "end_offset": places.units(end)}
            for n, (start, end, label) in enumerate(marks)
        ],
        "relations": [
            {"id": n, "from_id": cue, "to_id": part, "type": marks[part].label}
            for n, (cue, part) in enumerate(relations)
        ],
    }


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the lines, as `files_of` or doccano wrote them."""
    return [
        _coded({**record_of(record.get("meta") or {}, where), **record}, where)  # some versions keep other fields there
        for where, record in json_lines(files[""], place)
    ]


def _coded(record: Mapping[str, object], where: str) -> CodedText:
    text = string_in(record, "text", where)
    places = Utf16(text)
    marks: list[links.Mark] = []
    number_of: dict[object, int] = {}
    for value in [*list_in(record, "entities", where), *list_in(record, "label", where)]:
        entity = _entity(value, where)
        start, end = (_point(places, offset_in(entity, name, where), where) for name in ("start_offset", "end_offset"))
        if entity.get("id") is not None:
            number_of[entity["id"]] = len(marks)
        marks.append(links.Mark(start, end, string_in(entity, "label", where)))
    relations = [
        links.Link(_number(number_of, relation, "from_id", where), _number(number_of, relation, "to_id", where))
        for relation in (record_of(value, where) for value in list_in(record, "relations", where))
    ]
    rows = [row for _, row in links.unmarked(marks, relations, where)]
    devices = tuple(map(str, list_in(record, "devices", where)))
    return CodedText(string_in(record, "doc_id", where), text, rows, devices)


def _entity(value: object, where: str) -> dict[str, object]:
    """Give an entity as a record; projects without relations write ``[start, end, label]``."""
    if isinstance(value, list) and len(value) == 3:
        return dict(zip(("start_offset", "end_offset", "label"), value, strict=True))
    return record_of(value, where)


def _point(places: Utf16, unit: int, where: str) -> int:
    place = places.points(unit)
    if place is None:
        raise ValueError(
            f"{where}: offset {unit} is inside a character; in doccano, switch off counting of grapheme clusters"
        )
    return place


def _number(number_of: Mapping[object, int], relation: Mapping[str, object], name: str, where: str) -> int:
    number = number_of.get(relation.get(name))
    if number is None:
        raise ValueError(f"{where}: a relation has {name} {relation.get(name)!r}, which no entity has")
    return number
