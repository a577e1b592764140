"""Label Studio's JSON: a list of tasks with ``data`` and ``annotations``.

Offsets are code points, as Label Studio counts them. The label of a cue is its device, that of other rows their role; a
relation goes from the cue. The columns of the spans table are in ``meta`` of each region, so all are kept. Where
Label Studio names who completed an annotation, that is the `coder`; regions drawn there have no `subtype` and so on.
Predictions and cancelled annotations are not read.

For a project: ``<Labels name="label" toName="text">`` with the devices, ``source`` and ``content``, and
``<Text name="text" value="$text"/>``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from framing.exchange import links
from framing.exchange.coded_text import CodedText, FileBytes, Row, json_of, list_in, offset_in, record_of, string_in
from framing.model import SPAN_COLUMNS

KEPT = SPAN_COLUMNS
ENDINGS: tuple[str, ...] = ()
misfits = links.misfits
_META = tuple(name for name in SPAN_COLUMNS if name not in ("doc_id", "start", "end", "device", "role"))


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write one task per article, also where it has no span."""
    tasks = [
        {
            "data": {"text": one.text, "doc_id": one.doc_id, "devices": one.devices},
            "annotations": [{"result": _result(one)}],
        }
        for one in coded
    ]
    return {"": json.dumps(tasks, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")}


def _result(one: CodedText) -> list[dict[str, object]]:
    marks, relations = links.marked(one.rows)
    text = one.text or ""
    regions: list[dict[str, object]] = [
        {
            "id": f"span{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": mark.start,
                "end": mark.end,
                "text": text[mark.start : mark.end],
                "labels": [mark.label],
            },
            "meta": {name: row[name] for name in _META if row.get(name) not in (None, "")},
        }
        for number, (mark, row) in enumerate(zip(marks, one.rows, strict=True))
    ]
    arrows: list[dict[str, object]] = [
        {"type": "relation", "from_id": f"span{cue}", "to_id": f"span{part}", "direction": "right"}
        for cue, part in relations
    ]
    return regions + arrows


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the tasks, as `files_of` or Label Studio's export *JSON* wrote them."""
    tasks = json_of(files[""], place)
    if not isinstance(tasks, list):
        raise ValueError(f"{place}: a list of tasks is needed; choose the export JSON (not JSON-MIN) in Label Studio")
    return [_coded(record_of(task, place), f"{place}, task {n}") for n, task in enumerate(tasks, start=1)]


def _coded(task: Mapping[str, object], where: str) -> CodedText:
    data = record_of(task.get("data"), where)
    text = string_in(data, "text", where)
    rows: list[Row] = []
    for value in list_in(task, "annotations", where):
        annotation = record_of(value, where)
        if annotation.get("was_cancelled"):
            continue
        found = _rows(list_in(annotation, "result", where), text, where, first=_next(rows))
        coder = _coder(annotation.get("completed_by"))
        rows += [{**row, "coder": coder} for row in found] if coder else found
    devices = tuple(map(str, list_in(data, "devices", where)))
    return CodedText(string_in(data, "doc_id", where), text, rows, devices)


def _rows(result: Sequence[object], text: str, where: str, *, first: int) -> list[Row]:
    marks: list[links.Mark] = []
    metas: list[Mapping[str, object]] = []
    number_of: dict[object, int] = {}
    arrows = []
    for item in (record_of(value, where) for value in result):
        if item.get("type") == "relation":
            arrows.append(item)
        if item.get("type") != "labels":
            continue
        value = record_of(item.get("value"), where)
        start, end = offset_in(value, "start", where), offset_in(value, "end", where)
        if isinstance(value.get("text"), str) and value["text"] != text[max(start, 0) : max(end, 0)]:
            raise ValueError(
                f"{where}: at {start} to {end} stands {text[max(start, 0) : max(end, 0)][:30]!r} and not "
                f"{str(value['text'])[:30]!r}; versions of Label Studio before 1.4 count in other units"
            )
        labels = list_in(value, "labels", where)
        number_of[item.get("id")] = len(marks)
        for label in labels:
            marks.append(links.Mark(start, end, str(label)))
            metas.append(record_of(item.get("meta") or {}, where))
    relations = [
        links.Link(number_of[arrow.get("from_id")], number_of[arrow.get("to_id")])
        for arrow in arrows
        if arrow.get("from_id") in number_of and arrow.get("to_id") in number_of
    ]
    numbers = {n: offset_in(meta, "instance", where) for n, meta in enumerate(metas) if "instance" in meta}
    unmarked = links.unmarked(marks, relations, where, numbers=numbers if first == 0 else {}, first=first)
    return [{**{name: metas[n][name] for name in _META if name in metas[n]}, **row} for n, row in unmarked]


def _next(rows: Sequence[Row]) -> int:
    return max((int(str(row["instance"])) for row in rows), default=-1) + 1


def _coder(completed_by: object) -> str:
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return "" if completed_by is None else str(completed_by)
