"""brat stand-off: a folder with ``.txt`` and ``.ann`` for each article, and ``annotation.conf``.

Offsets are code points, as brat counts them. The label of a cue is its device, that of other rows their role; a
relation goes from the cue (Arg1). brat has no annotation across a line break: such a span is written in fragments,
which are joined again on reading. Fragments with other text between them become rows of one instance. Kept are
`start`, `end`, `device`, `subtype` (an attribute), `role` and which rows are one instance, numbered anew; all other
columns are lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.exchange import links
from framing.exchange.coded_text import CodedText, FileBytes, Row
from framing.exchange.file_names import doc_id_of, name_of
from framing.model import named

KEPT = ("doc_id", "start", "end", "device", "subtype", "role", "instance")
ENDINGS = (".ann", ".txt", ".conf")
_CONF = "annotation.conf"
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_OUTSIDE = re.compile(r"[\s|]")
_LINE = re.compile(r"[^\n]+")
_TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\S+\t(\S+) \S+?:(T\S+) \S+?:(T\S+)\s*")
_SUBTYPE = re.compile(r"[AM]\S+\tsubtype (T\S+) (\S+)\s*")


def misfits(coded: CodedText) -> dict[int, str]:
    """Give the rows that brat cannot hold, by number, with the reason."""
    reasons = links.misfits(coded)
    text = coded.text or ""
    for number, row in enumerate(coded.rows):
        words = text[int(str(row["start"])) : int(str(row["end"]))]
        if words and "\n" in (words[0], words[-1]):
            reasons[number] = "begins or ends with a line break"
        elif _OUTSIDE.search(str(row.get("subtype") or "")):
            reasons[number] = "a subtype with a space or |"
    return reasons


def files_of(coded: Sequence[CodedText]) -> dict[str, bytes]:
    """Write two files per article, also where it has no span, and the configuration."""
    devices = list(dict.fromkeys(device for one in coded for device in one.devices))
    if strange := [device for device in devices if not _NAME.fullmatch(device)]:
        raise ValueError(f"brat has only ASCII letters, digits, - and _ in names of devices; rename {named(strange)}")
    subtypes = sorted({str(row["subtype"]) for one in coded for row in one.rows if row.get("subtype")})
    files = {_CONF: _configuration(devices, subtypes)}
    for one in coded:
        files[f"{name_of(one.doc_id)}.txt"] = (one.text or "").encode("utf-8")
        files[f"{name_of(one.doc_id)}.ann"] = _annotations(one).encode("utf-8")
    return files


def _configuration(devices: Sequence[str], subtypes: Sequence[str]) -> bytes:
    relations = [f"{part}\tArg1:<ENTITY>, Arg2:{part}" for part in links.PARTS]
    attributes = [f"subtype\tArg:<ENTITY>, Value:{'|'.join(subtypes)}"] if subtypes else []
    parts = ["[entities]", *devices, *links.PARTS, "[relations]", *relations, "[events]", "[attributes]", *attributes]
    return "\n".join([*parts, ""]).encode("utf-8")


def _annotations(one: CodedText) -> str:
    text = one.text or ""
    marks, relations = links.marked(one.rows)
    lines = []
    for number, (start, end, label) in enumerate(marks, start=1):
        places = [(start + line.start(), start + line.end()) for line in _LINE.finditer(text[start:end])]
        words = " ".join(text[first:last] for first, last in places)
        lines.append(f"T{number}\t{label} {';'.join(f'{first} {last}' for first, last in places)}\t{words}")
    for number, (cue, part) in enumerate(relations, start=1):
        lines.append(f"R{number}\t{marks[part].label} Arg1:T{cue + 1} Arg2:T{part + 1}\t")
    told = [(number, row["subtype"]) for number, row in enumerate(one.rows, start=1) if row.get("subtype")]
    lines += [f"A{n}\tsubtype T{number} {subtype}" for n, (number, subtype) in enumerate(told, start=1)]
    return "".join(f"{line}\n" for line in lines)


def texts_of(files: FileBytes, place: str) -> list[CodedText]:
    """Read the pairs of files, as `files_of` or brat wrote them."""
    devices = _devices(files.get(_CONF, b"").decode("utf-8", errors="replace"))
    coded = []
    for name in files:
        if name.endswith(".ann"):
            stem = name.removesuffix(".ann")
            if f"{stem}.txt" not in files:
                raise ValueError(f"{place}: {name} has no {stem}.txt beside it; copy both")
            text = _decoded(files[f"{stem}.txt"], f"{place}/{stem}.txt")
            rows = _rows(_decoded(files[name], f"{place}/{name}"), text, f"{place}/{name}")
            coded.append(CodedText(doc_id_of(stem), text, rows, devices))
    return coded


def _decoded(content: bytes, place: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{place}: not in UTF-8; save it in UTF-8") from None


def _devices(configuration: str) -> tuple[str, ...]:
    names, is_inside = [], False
    for line in configuration.splitlines():
        word = line.strip().lstrip("!")
        if word.startswith("["):
            is_inside = word == "[entities]"
        elif is_inside and word and not word.startswith("#"):
            names.append(word)
    return tuple(name for name in names if name not in links.PARTS)


def _rows(annotations: str, text: str, place: str) -> list[Row]:
    marks: list[links.Mark] = []
    numbers_of: dict[str, list[int]] = {}
    arrows, subtype_of = [], {}
    for number, line in enumerate(annotations.split("\n"), start=1):
        where = f"{place}, line {number}"
        if found := _TEXT_BOUND.fullmatch(line):
            name, label, places, words = found.groups()
            numbers_of[name] = []
            for start, end in _joined(places, text, words, where):
                numbers_of[name].append(len(marks))
                marks.append(links.Mark(start, end, label))
            if label not in links.PARTS and len(numbers_of[name]) > 1:
                raise ValueError(f"{where}: the cue {words[:30]!r} is in several parts; mark one part as the cue")
        elif found := _RELATION.fullmatch(line):
            arrows.append((where, found[2], found[3]))
        elif found := _SUBTYPE.fullmatch(line):
            subtype_of[found[1]] = found[2]
        elif line.startswith(("T", "R")):
            raise ValueError(f"{where}: {line[:40]!r} is no annotation of brat; the file may be cut off")
    relations = []
    for where, cue, part in arrows:
        if cue not in numbers_of or part not in numbers_of:
            raise ValueError(f"{where}: the relation has an end that is not marked; remove it")
        relations += [links.Link(numbers_of[cue][0], number) for number in numbers_of[part]]
    subtypes = {number: subtype_of.get(name, "") for name, numbers in numbers_of.items() for number in numbers}
    return [{**row, "subtype": subtypes[number]} for number, row in links.unmarked(marks, relations, place)]


def _joined(places: str, text: str, words: str, where: str) -> list[tuple[int, int]]:
    """Give the places of a mark; fragments between which there are only line breaks are one."""
    fragments = [(int(start), int(end)) for start, end in (pair.split(" ") for pair in places.split(";"))]
    if fragments[-1][1] > len(text):
        raise ValueError(f"{where}: offset {fragments[-1][1]} is after the end of the text ({len(text)})")
    there = " ".join(text[start:end] for start, end in fragments)
    if there.rstrip("\r") != words.rstrip("\r"):
        raise ValueError(f"{where}: at {places} stands {there[:30]!r} and not {words[:30]!r}; the text was changed")
    joined = [fragments[0]]
    for start, end in fragments[1:]:
        if joined[-1][1] <= start and not text[joined[-1][1] : start].strip("\n"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
