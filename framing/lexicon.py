"""Term lists: read from TSV, and found in a text all together in one pass, longest first."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from framing.model import named
from framing.text import view

COLUMNS = ("term", "device", "subtype", "source")


class Entry(NamedTuple):
    """One line of a lexicon: a term, lower-case, `*` at its end for any ending."""

    term: str
    device: str
    subtype: str
    source: str


class Hit(NamedTuple):
    """One place where a term stands, on word borders."""

    start: int
    end: int
    entry: Entry


def bundled() -> list[Entry]:
    """Read the lexicons that the package brings, one TSV a device, sorted by device.

    Examples
    --------
    >>> sorted({entry.device for entry in bundled()})[:2]
    ['attribution', 'boilerplate']
    """
    return list(_bundled())


@lru_cache(maxsize=1)
def _bundled() -> tuple[Entry, ...]:
    folder = resources.files("framing").joinpath("lexicons")
    known = set(sources())
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)
    return tuple(entry for file in files for entry in _read(file, file.name, known))


def sources() -> dict[str, dict[str, str]]:
    """Give the works that bundled terms were taken from: key to citation, licence and what was changed.

    Examples
    --------
    >>> sources()["hyland2005"]["licence"]
    'terms compiled from the book; no text copied'
    """
    text = resources.files("framing").joinpath("lexicons", "sources.toml").read_text("utf-8")
    return tomllib.loads(text)


def read_lexicon(path: str | Path) -> list[Entry]:
    r"""Read one lexicon file of a researcher's own: tab-separated ``term  device  subtype  source``.

    `subtype` may be empty; `source` says where the term comes from and is needed, though it need not be one of the
    bundled ones. A spreadsheet's BOM and quotation marks are taken off.

    Parameters
    ----------
    path : str or Path
        The file, UTF-8.

    Returns
    -------
    list of Entry
        The entries, in the order of the file.

    Raises
    ------
    ValueError
        Where the file is not UTF-8 or lacks a column, or a line lacks a term, device or source, holds a term twice or
        one that can never match: file, line and the way out.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> mine = pathlib.Path(tempfile.mkdtemp(), "mine.tsv")
    >>> _ = mine.write_text("term\tdevice\tsubtype\tsource\nflood of\tmetaphor\twater\town reading\n")
    >>> read_lexicon(mine)
    [Entry(term='flood of', device='metaphor', subtype='water', source='own reading')]
    """
    file = Path(path)
    if not file.is_file():
        raise ValueError(f"{file}: no such lexicon file; give the path of a TSV with the columns {', '.join(COLUMNS)}")
    return _read(file, file.name, None)


def _read(file: Traversable, name: str, known_sources: set[str] | None) -> list[Entry]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not UTF-8 (byte {error.start}); save it as UTF-8, tab-separated text") from None
    lines = csv.reader(text.splitlines(), delimiter="\t")
    header = [cell.strip().lower() for cell in next(lines, [])]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise ValueError(
            f"{name}, line 1: no column {' and '.join(missing)} (it has: {named(header, most=8) or 'nothing'}); "
            f"the first line names the tab-separated columns {', '.join(COLUMNS)}"
        )
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    for cells in lines:
        number = lines.line_num
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
            continue
        line = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        entry = Entry(view(line.get("term", "")), *(line.get(column, "") for column in COLUMNS[1:]))
        _check_entry(entry, f"{name}, line {number}", known_sources)
        if (entry.term, entry.device) in seen:
            first = seen[entry.term, entry.device]
            raise ValueError(f"{name}, line {number}: {entry.term!r} is there already (line {first}); keep one of them")
        seen[entry.term, entry.device] = number
        entries.append(entry)
    return entries


def _check_entry(entry: Entry, where: str, known_sources: set[str] | None) -> None:
    for column in ("term", "device", "source"):
        if not getattr(entry, column):
            raise ValueError(f"{where}: no {column}; every term needs one")
    body = entry.term.removesuffix("*")
    if "*" in body or not body:
        raise ValueError(f"{where}: {entry.term!r} can never match; * stands at the end of a term only")
    if "  " in body or not any(character.isalnum() for character in body) or body != body.strip():
        raise ValueError(f"{where}: {entry.term!r} can never match; use words with one space between them")
    if not entry.device.isidentifier():
        raise ValueError(f"{where}: device {entry.device!r} is not a name; use letters, digits and _")
    if known_sources is not None and entry.source not in known_sources:
        raise ValueError(f"{where}: source {entry.source!r} is not in sources.toml; add it there")


class Lexicon:
    """All terms of all devices, compiled to find them in one pass over a text.

    Its state is the automaton (Aho & Corasick 1975). Finding costs time by the text and its hits, not by the number of
    terms. For each device the longest term wins: where two terms of one device overlap, the one that starts first, then
    the longer one, is kept.

    Parameters
    ----------
    entries : iterable of Entry
        The terms.

    Examples
    --------
    >>> lexicon = Lexicon([Entry("seem*", "hedge", "verb", "x"), Entry("seemed to", "hedge", "verb", "x")])
    >>> [(hit.start, hit.end) for hit in lexicon.find(view("It seemed to rain. It seems."))["hedge"]]
    [(3, 12), (22, 27)]
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        by_body: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_body.setdefault(entry.term.removesuffix("*"), []).append(entry)
        self._automaton = ahocorasick.Automaton()
        for body, group in by_body.items():
            self._automaton.add_word(body, (len(body), tuple(group)))
        if by_body:
            self._automaton.make_automaton()
        self._is_empty = not by_body

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that have terms here, sorted."""
        return tuple(sorted({entry.device for entry in self.entries}))

    def find(self, text_view: str) -> dict[str, list[Hit]]:
        """Find every term on word borders.

        Parameters
        ----------
        text_view : str
            A text as `framing.text.view` gives it.

        Returns
        -------
        dict of str to list of Hit
            By device, in order of place, not overlapping within a device.
        """
        found: dict[str, list[Hit]] = {}
        if self._is_empty:
            return found
        length = len(text_view)
        for last, (size, entries) in self._automaton.iter(text_view):
            start, end = last + 1 - size, last + 1
            if start and _is_joined(text_view, start - 1, start):
                continue
            ends_inside = end < length and _is_joined(text_view, end - 1, end)
            for entry in entries:
                if not ends_inside:
                    found.setdefault(entry.device, []).append(Hit(start, end, entry))
                elif entry.term.endswith("*"):
                    found.setdefault(entry.device, []).append(Hit(start, _word_end(text_view, end), entry))
        return {device: _longest_first(hits) for device, hits in found.items()}


def _is_joined(text: str, left: int, right: int) -> bool:
    """Tell whether the characters at `left` and `right` belong to one word; an accent belongs to the letter before."""
    return unicodedata.combining(text[right]) > 0 or (text[left].isalnum() and text[right].isalnum())


def _word_end(text: str, place: int) -> int:
    while place < len(text) and (text[place].isalnum() or unicodedata.combining(text[place])):
        place += 1
    return place


def _longest_first(hits: list[Hit]) -> list[Hit]:
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def by_device(entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    """Group entries by device, devices in the order of their first term.

    Examples
    --------
    >>> list(by_device([Entry("may", "hedge", "modal", "x"), Entry("must", "booster", "modal", "x")]))
    ['hedge', 'booster']
    """
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.device, []).append(entry)
    return grouped
