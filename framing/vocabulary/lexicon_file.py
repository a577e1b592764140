"""Reading a term list, a TSV file; an error names the file, the line and the way out."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from framing.model import named, subtype_parts
from framing.texts.text import view

COLUMNS = ("term", "device", "subtype", "source")
# What a cue of attribution reports, and how, in the optional column `frames`: who says it follows (*according to* Orr),
# the person told (*told* her that), an infinitive (*vowed* to stay), an object (*denied* the charge), a clause without
# *that* (*said* it rained), which may have to show a finite verb (*noted* it had rained, *noted* the hour); it often
# closes a quotation (“…,” she *added*); before *that* it is a noun after a determiner and else a verb; a noun that
# reports although it is nobody's (*rumours* that). `phrase`: what the network marks as its content may be a noun phrase
# (*opposed* the tax); of cues without it that would be an act (*considered* the case).
FRAMES = (
    "source", "recipient", "infinitive", "object", "clause", "finite", "quotation", "noun_or_verb", "unowned", "phrase",
)  # fmt: skip
_NAMES = f"the first line names the tab-separated columns {', '.join(COLUMNS)}"
_AS_TEXT = "save it as text, tab-separated, in UTF-8"
_BINARY = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "a spreadsheet",
    b"\x1f\x8b": "compressed",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_REACHES = ("any", "start", "line", "button", "hint")  # where in a paragraph a phrase tells that it is boilerplate
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cn"))  # controls, soft hyphens, marks of no width: nobody sees them in a file


class Entry(NamedTuple):
    """One line of a lexicon: a term, lower-case, `*` at its end for any ending; `frames` are a reporting cue's.

    `language` is the code of the language of the articles in which it counts, empty for any.
    """

    term: str
    device: str
    subtype: str
    source: str
    frames: tuple[str, ...] = ()
    language: str = ""


class _Line(NamedTuple):
    """One filled line of the file, with its number and its cells by column."""

    number: int
    cells: dict[str, str]


@lru_cache(maxsize=8)
def entries_of(
    content: bytes, name: str, devices: tuple[str, ...] = (), known_sources: frozenset[str] | None = None
) -> tuple[Entry, ...]:
    r"""Read the entries of a lexicon file, the same content once.

    Parameters
    ----------
    content : bytes
        The file as it stands on the disk.
    name : str
        Its name, for messages.
    devices : tuple of str, optional
        Devices that there are. A new one may have any name but one that a slip of the pen makes of these, or of one
        further up in the file.
    known_sources : frozenset of str, optional
        The sources that terms may have; any by default.

    Raises
    ------
    ValueError
        For whatever would make a term be lost: file, line and the way out.

    Examples
    --------
    >>> entries_of(b"term\tdevice\tsubtype\tsource\nMay\thedge\tmodal\town\n", "mine.tsv")
    (Entry(term='may', device='hedge', subtype='modal', source='own', frames=(), language=''),)
    >>> entries_of(b"term\tdevice\tsubtype\tsource\nmay\thegde\tmodal\town\n", "mine.tsv", ("hedge",))
    Traceback (most recent call last):
    ValueError: mine.tsv, line 2: no device 'hegde', but 'hedge'; write that, or name a new device less like it
    """
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    known = list(devices)
    for line in _lines(_text(content, name), name):
        where = f"{name}, line {line.number}"
        term = unicodedata.normalize("NFC", view(line.cells["term"]))
        frames = tuple(line.cells.get("frames", "").split())
        device, subtype, source = (line.cells[column] for column in COLUMNS[1:])
        entry = Entry(term, device, subtype, source, frames, line.cells.get("language", "").lower())
        _check_language(entry.language, where)
        _check_term(entry.term, where)
        _check_frames(entry, where)
        _check_device(entry.device, known, where)
        if entry.device == "boilerplate" and subtype_parts(entry.subtype)[1] not in _REACHES:
            raise ValueError(
                f"{where}: subtype {entry.subtype!r} lacks a reach; write category:reach, reach {', '.join(_REACHES)}"
            )
        if not entry.source:
            raise ValueError(f"{where}: no source; every term needs one")
        if known_sources is not None and entry.source not in known_sources:
            raise ValueError(f"{where}: source {entry.source!r} is not in sources.toml; add it there")
        if (entry.term, entry.device) in seen:
            first = seen[entry.term, entry.device]
            raise ValueError(f"{where}: {entry.term!r} is there already (line {first}); keep one of them")
        seen[entry.term, entry.device] = line.number
        entries.append(entry)
    return tuple(entries)


def _text(content: bytes, name: str) -> str:
    """Decode a file, or say what it is instead of text in UTF-8."""
    if not content.strip():
        raise ValueError(f"{name}: empty; {_NAMES}")
    if content[:2] in _UTF16:
        raise ValueError(f"{name}: in UTF-16, not UTF-8; {_AS_TEXT}")
    if kind := next((kind for start, kind in _BINARY.items() if content.startswith(start)), ""):
        raise ValueError(f"{name}: {kind}, not text; {_AS_TEXT}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{name}, line {line}: not UTF-8 (byte {error.start}); {_AS_TEXT}") from None


def _lines(text: str, name: str) -> Iterator[_Line]:
    """Give the filled lines below the header; a line that starts with # is a comment."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    header: list[str] = []
    while True:
        number = rows.line_num + 1
        try:
            cells = [cell.strip() for cell in next(rows)]
        except StopIteration:
            break
        except csv.Error:
            raise ValueError(
                f"{name}, line {number}: a cell opens with a quotation mark that does not end it; "
                f"take the mark out, or write the cell as a spreadsheet does, with each mark inside it doubled"
            ) from None
        if rows.line_num > number:
            raise ValueError(f"{name}, line {number}: a cell runs over several lines; write each term on one line")
        if not any(cells):
            continue
        if not header:
            header = _header(cells, name)
        elif not cells[0].startswith("#"):
            yield _Line(number, dict.fromkeys(COLUMNS, "") | dict(zip(header, cells, strict=False)))
    if not header:
        raise ValueError(f"{name}: empty; {_NAMES}")


def _header(cells: Sequence[str], name: str) -> list[str]:
    header = [cell.lower() for cell in cells]
    missing = [column for column in COLUMNS if column not in header]
    if not missing:
        twice = next((column for column in COLUMNS if header.count(column) > 1), "")
        if twice:
            raise ValueError(f"{name}, line 1: column {twice} comes twice; keep one of them")
        return header
    other = next((words for mark, words in ((";", "semicolons"), (",", "commas")) if mark in cells[0]), "")
    if len(cells) == 1 and other:
        raise ValueError(f"{name}, line 1: {other} stand between the columns, not tabs; {_AS_TEXT}")
    raise ValueError(
        f"{name}, line 1: no column {' and '.join(missing)} (it has: {named(cells, most=8) or 'nothing'}); {_NAMES}"
    )


def _check_term(term: str, where: str) -> None:
    """Raise where no text could hold the term as words."""
    if not term:
        raise ValueError(f"{where}: no term; every term needs one")
    body = term.removesuffix("*")
    if body.isascii() and all(map(str.isalnum, body.split(" "))):
        return  # as most are; the questions below take longer
    if "*" in body or not body:
        raise ValueError(f"{where}: {term!r} can never match; * stands at the end of a term only")
    if unseen := next((character for character in body if unicodedata.category(character) in _UNSEEN), ""):
        raise ValueError(
            f"{where}: {term!r} can never match, it holds a character that is not seen (U+{ord(unseen):04X}); "
            f"type the term anew"
        )
    if body.split(" ") != body.split() or not any(character.isalnum() for character in body):
        raise ValueError(f"{where}: {term!r} can never match; use words with one space between them")
    if term != body and not body[-1].isalnum():
        raise ValueError(f"{where}: {term!r} can never match as meant; * stands for the rest of a word, after a letter")


def _check_language(language: str, where: str) -> None:
    if language and not (len(language) == 2 and language.isascii() and language.isalpha()):
        raise ValueError(f"{where}: language {language!r} is no code of two letters, such as en, de or tr; write one")


def _check_frames(entry: Entry, where: str) -> None:
    unknown = next((frame for frame in entry.frames if frame not in FRAMES), "")
    if unknown:
        raise ValueError(f"{where}: no frame {unknown!r}; there are: {', '.join(FRAMES)}")
    if entry.frames and entry.device != "attribution":
        raise ValueError(
            f"{where}: frames are of cues of attribution, and {entry.term!r} is a {entry.device}; empty it"
        )


def _check_device(device: str, known: list[str], where: str) -> None:
    """Raise where the device is no name, or nearly one that there is; a new one is put to the known ones."""
    if device in known:
        return
    if not device:
        raise ValueError(f"{where}: no device; every term needs one")
    if not device.isidentifier():
        raise ValueError(f"{where}: device {device!r} is not a name; use letters, digits and _")
    if near := _meant(device, known):
        raise ValueError(f"{where}: no device {device!r}, but {near!r}; write that, or name a new device less like it")
    known.append(device)


def _meant(written: str, known: Collection[str]) -> str:
    """Give the name that `written` differs from by capitals or by one letter: too many, too few, wrong or swapped.

    Likeness in per cent would take *negotiation* for *negation*; a slip of the pen is one letter (Damerau 1964).
    """
    for name in known:
        a, b = written.casefold(), name.casefold()
        start = _letters_shared(a, b)
        end = _letters_shared(a[start:][::-1], b[start:][::-1])
        a, b = a[start : len(a) - end], b[start : len(b) - end]
        if max(len(a), len(b)) <= 1 or (len(a) == 2 and a == b[::-1]):
            return name
    return ""


def _letters_shared(a: str, b: str) -> int:
    """Count the letters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
