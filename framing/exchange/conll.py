"""A table of tokens like CoNLL's, separated by tabs: ``token``, ``start``, ``end``, ``tags``.

Labels are on tokens (those of `framing.tokenise`): a span that does not begin and end with a token is left out and
listed. The columns ``start`` and ``end`` are code points. A line ``# doc_id`` begins an article, an empty line ends a
sentence. Tags are ``_`` or, divided by ``|``, ``B-device:role[instance.span]`` at the first token of a span and ``I-…``
at its further ones, so that overlapping spans are distinguished. Kept are `start`, `end`, `device`, `role` and
`instance`; all other columns are lost. The text itself is not in the file, only its digest.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from framing.exchange import whole_tokens
from framing.exchange.coded_text import CodedText, FileBytes, Row, digest_of, json_of, list_in, record_of, string_in
from framing.model import named
from framing.texts.tokens import token_places

KEPT = ("doc_id", "start", "end", "device", "role", "instance")
ENDINGS: tuple[str, ...] = ()
misfits = whole_tokens.misfits
_TAG = re.compile(r"([BI])-([^|\t\n]+):(cue|source|content)\[([0-9]+)\.([0-9]+)\]")
_HEADER = "# article "


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write all articles into one file, also those without a span."""
    devices = list(dict.fromkeys(device for one in coded for device in one.devices))
    if strange := [device for device in devices if {"|", "\t", "\n"} & set(device)]:
        raise ValueError(f"tags cannot hold a device with |, a tab or a line end; rename {named(strange)}")
    return {"": "".join(map(_lines, coded)).encode("utf-8")}


def _lines(one: CodedText) -> str:
    text = one.text or ""
    tokens = list(token_places(text))
    starts = [start for _, (start, _) in tokens]
    tags: list[list[str]] = [[] for _ in tokens]
    for number, row in enumerate(one.rows):
        first = bisect_left(starts, int(str(row["start"])))
        last = bisect_left(starts, int(str(row["end"])))
        for place in range(first, last):
            name = f"{row['device']}:{row['role']}[{row['instance']}.{number}]"
            tags[place].append(f"{'B' if place == first else 'I'}-{name}")
    header = {"doc_id": one.doc_id, "sha256": digest_of(text), "devices": one.devices, "tokens": len(tokens)}
    lines, before = [f"{_HEADER}{json.dumps(header)}\n"], 0
    for (sentence, (start, end)), found in zip(tokens, tags, strict=True):
        lines.append("\n" * (sentence != before))
        lines.append(f"{text[start:end]}\t{start}\t{end}\t{'|'.join(found) or '_'}\n")
        before = sentence
    return "".join([*lines, "\n"])


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the file, as `files_of` wrote it; tags may have been changed."""
    try:
        content = files[""].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{place}: not in UTF-8; save it in UTF-8") from None
    if not content.endswith("\n"):
        raise ValueError(f"{place}: the last line has no end; the file may be cut off, export it again")
    lines = [(f"{place}, line {number}", line.rstrip("\r")) for number, line in enumerate(content.split("\n"), start=1)]
    starts = [number for number, (_, line) in enumerate(lines) if line.startswith(_HEADER)]
    for where, line in lines[: starts[0] if starts else None]:
        if line:
            raise ValueError(f"{where}: a line {_HEADER.strip()!r} comes first; is it a file of write_spans?")
    return [_coded(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def _coded(lines: Sequence[tuple[str, str]]) -> CodedText:
    """Read the lines of one article."""
    place, first = lines[0]
    header = record_of(json_of(first.removeprefix(_HEADER).encode("utf-8"), place), place)
    pieces: list[tuple[int, int, str]] = []
    tags: list[tuple[str, str, int, int]] = []
    for where, line in lines[1:]:
        if line:
            cells = line.split("\t")
            if len(cells) != 4 or not (cells[1].isdecimal() and cells[2].isdecimal()):
                raise ValueError(f"{where}: a line is token, start, end and tags, divided by tabs")
            start, end = int(cells[1]), int(cells[2])
            pieces.append((start, end, cells[0]))
            tags += [(tag, where, start, end) for tag in cells[3].split("|") if tag not in ("_", "O", "")]
    if "tokens" in header and header["tokens"] != len(pieces):
        raise ValueError(
            f"{place}: {header['tokens']} tokens were written and {len(pieces)} are there; export it again"
        )
    devices = tuple(map(str, list_in(header, "devices", place)))
    digest = str(header.get("sha256") or "")
    return CodedText(string_in(header, "doc_id", place), None, _rows(tags), devices, digest, tuple(pieces))


def _rows(tags: Sequence[tuple[str, str, int, int]]) -> list[Row]:
    rows: dict[str, Row] = {}
    for tag, where, start, end in tags:
        found = _TAG.fullmatch(tag)
        if found is None:
            raise ValueError(f"{where}: the tag {tag[:40]!r} is not B- or I-device:role[instance.span]")
        begins, device, role, instance, _ = found.groups()
        name = tag[2:]
        if begins == "I" and name in rows:
            rows[name]["end"] = end
        elif begins == "B" and name not in rows:
            rows[name] = {"start": start, "end": end, "device": device, "role": role, "instance": int(instance)}
        else:
            raise ValueError(f"{where}: {tag[:40]!r} begins a span twice or goes on with none; number spans anew")
    return list(rows.values())
