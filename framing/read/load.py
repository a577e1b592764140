"""Load the files of a call into tables, each by its format, and account for every file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from framing.model import named
from framing.read.assemble import Batch
from framing.read.by_value import without_placeholders
from framing.read.choices import Choices
from framing.read.columns import header_keys
from framing.read.decode import decode, decode_replacing
from framing.read.delimited import read_delimited, without_guards
from framing.read.entries import Entry, entries_in, left_out
from framing.read.export_signs import export_signs
from framing.read.files import LEAVE_OUT, BrokenFileError, File, file_bytes
from framing.read.find import Found
from framing.read.formats import Format, Loaded, Source, UnknownFormatError, recognised
from framing.read.json_files import read_json, read_jsonl
from framing.read.lists import AddressList, refuse_lists, with_lists
from framing.read.own_columns import matching, single, table
from framing.read.parquet import parquet_table
from framing.read.remarks import Remarks
from framing.read.txt import read_txt
from framing.read.web.extract import Page
from framing.read.web.workers import Result, in_order
from framing.read.zipped import members


def load_all(found: Found, choices: Choices, remarks: Remarks) -> tuple[list[Batch], list[Entry]]:
    """Read every file; adjacent files of one article each share a batch, since one frame per file is slow."""
    loading = Loading(choices, remarks)
    for error in found.broken:
        loading.leave_out(error, error.place)
    for opened, fields in in_order(open_all(found.files, choices, remarks)):
        loading.take(opened, fields)
    return loading.done(), loading.entries


@dataclass(frozen=True)
class Opened:
    """A file with its format (None for a plain text or table), or the reason why it cannot be read."""

    file: File
    source: Source | None = None
    format: Format | None = None
    error: BrokenFileError | None = None


def open_all(files: Sequence[File], choices: Choices, remarks: Remarks) -> Iterator[tuple[Opened, Page | None]]:
    """Open one file after the other; with a saved web page comes what has to be extracted from it."""
    for file in files:
        try:
            for part, raw in parts(file):
                yield open_one(part, raw, choices, remarks)
        except BrokenFileError as error:
            yield Opened(file, error=error), None


def open_one(file: File, raw: bytes, choices: Choices, remarks: Remarks) -> tuple[Opened, Page | None]:
    """Recognise the format of one file."""
    source = source_of(file, raw, choices, remarks)
    try:
        found = recognised(source, choices.format)
        page = found.page(source) if found is not None and found.page is not None else None
    except BrokenFileError as error:
        return Opened(file, error=error), None
    return Opened(file, source, found), page


def parts(file: File) -> Iterator[tuple[File, bytes]]:
    """Iterate over the files in one, which is itself unless it is a ZIP archive, each with its bytes.

    A web archive is read in pieces by its format, so that it comes without its bytes.
    """
    if file.kind == ".warc":
        yield file, b""
        return
    raw = file_bytes(file.path, is_packed=file.is_packed)
    if file.kind == ".zip":
        yield from members(file, raw)
    else:
        yield file, raw


class Loading:
    """The batches and the account of one call; its state is what was loaded so far."""

    def __init__(self, choices: Choices, remarks: Remarks) -> None:
        self.entries: list[Entry] = []
        self._choices = choices
        self._remarks = remarks
        self._keys = header_keys(choices.columns)
        self._batches: list[Batch] = []
        self._singles: list[tuple[File, dict[str, object]]] = []
        self._lists: list[AddressList] = []
        self._without: list[str] = []
        self._left_out: list[str] = []
        self._unknown: list[str] = []
        self._last_unknown: UnknownFormatError | None = None
        self._has_given = False
        self._in_pieces: tuple[File, list[str], dict[str, str]] | None = None  # with its columns, theirs and ours

    def leave_out(self, error: BrokenFileError, name: str) -> None:
        """Account for a file that cannot be read; raise if the call does not skip such files."""
        if isinstance(error, UnknownFormatError):
            self._last_unknown = error
            self._unknown.append(f"{error.place} ({error.reason})")
        elif self._choices.skips:
            self._left_out.append(f"{error.place} ({error.reason})")
        else:
            raise error
        self.entries.append(left_out(name, error.reason))

    def take(self, opened: Opened, fields: Result | None) -> None:
        """Read one file; `fields` are those of a saved web page, or the reason why it has no article."""
        file, source, format_used = opened.file, opened.source, opened.format
        if opened.error is not None or source is None:
            self.leave_out(opened.error or BrokenFileError(file.name, "not read", LEAVE_OUT), file.name)
            return
        if isinstance(fields, str):
            self._without.append(f"{file.name} ({fields})")
            self.entries.append(Entry(file.name, format_used.name if format_used else "", 0, skipped=[fields]))
            return
        try:
            if fields is not None:
                loaded: Loaded | pd.DataFrame | dict[str, object] = fields
            elif format_used is not None:
                loaded = format_used.read(source)
            else:
                loaded = plain(source, self._choices, self._keys)
        except BrokenFileError as error:
            self.leave_out(error, file.name)
            return
        name = format_used.name if format_used else self._choices.format or file.kind[1:]
        if isinstance(loaded, dict):
            self._singles.append((file, single(file, loaded, self._choices, self._remarks)))
            self.entries.append(Entry(file.name, name, 1))
            return
        if isinstance(loaded, pd.DataFrame):
            loaded = Loaded(loaded)
        matched = matching(file, loaded.table, self._choices, self._remarks, format_used)
        self._take_table(file, name, loaded, matched, is_export=format_used is not None and format_used.is_export)

    def take_piece(self, file: File, loaded: Loaded, format_used: Format | None, before: int) -> None:
        """Take some rows of a file; `before` rows of it were taken earlier, whose columns these have too."""
        choices, rows = self._choices, loaded.table
        rows.attrs = {}  # an account in the file is that of all its rows
        if self._in_pieces is not None and self._in_pieces[0] is file:
            _, names, matched = self._in_pieces
            names = list(dict.fromkeys([*names, *rows.columns]))
            rows, choices = rows.reindex(columns=names), replace(choices, columns=matched)
        matched = matching(file, rows, choices, self._remarks, format_used)
        self._in_pieces = (file, list(rows.columns), matched)
        name = format_used.name if format_used else file.kind[1:]
        self._take_table(file, name, replace(loaded, table=rows), matched, before=before)

    def _take_table(
        self,
        file: File,
        name: str,
        loaded: Loaded,
        matched: dict[str, str],
        *,
        is_export: bool = False,
        before: int = 0,
    ) -> None:
        self._close_singles()
        ours = table(file, loaded.table, matched, self._choices, self._remarks)
        if "text" not in ours:
            self._lists.append(AddressList(file, ours))
            self.entries.append(Entry(file.name, name, 0, note=f"a list of {len(ours):,} addresses without texts"))
            return
        texts, placeholders = without_placeholders(ours["text"].tolist())
        if placeholders:
            ours = ours.assign(text=pd.Series(texts, index=ours.index, dtype=object))
            what = "with a placeholder for a text, read as empty"
            told = f"{len(placeholders):,} {what} ({named(dict.fromkeys(placeholders))})"
            loaded = replace(loaded, note="; ".join(filter(None, [loaded.note, told])))
            self._remarks.add("article", what, [f"{file.name} ({text})" for text in placeholders])
        self._batches.append(Batch.of_table(file, ours, self._remarks, is_export=is_export, before=before))
        self.entries.extend(entries_in(file.name, name, loaded))

    def given(self) -> Iterator[tuple[list[Batch], list[Entry]]]:
        """Give what was taken since the last time, if there is an article in it, and forget it."""
        self._close_singles()
        if self._lists:
            raise ValueError(
                f"{self._lists[0].file.name}: a list of web addresses without texts, which is joined with its pages "
                "only by framing.read; leave the list out, or read both in one go"
            )
        if all(batch.table.empty for batch in self._batches):
            return
        given = self._batches, self.entries
        self._batches, self.entries, self._has_given = [], [], True
        yield given

    def end(self) -> list[Entry]:
        """Say what was left out, and give the account of files that came after the last article; raise if none did."""
        if not self._has_given:
            self.done()
        self._remark_left_out()
        return self.entries

    def done(self) -> list[Batch]:
        """Return the batches; raise if there is no article."""
        self._close_singles()
        every = self._left_out + self._unknown + self._without
        if not self._batches and self._lists:
            refuse_lists(self._lists)
        if not self._batches:
            if self._last_unknown is not None and len(every) == 1:
                raise self._last_unknown
            raise ValueError(f"read: no file could be read, {len(every)} left out; the first: {every[0]}")
        if all(batch.table.empty for batch in self._batches):
            names = (entry.file for entry in self.entries)
            raise ValueError(f"{named(names)}: no article in it; a table needs one row per article")
        self._remark_left_out()
        return with_lists(self._batches, self._lists, self._remarks) if self._lists else self._batches

    def _remark_left_out(self) -> None:
        self._remarks.add("file", "left out, not readable", self._left_out)
        self._remarks.add("file", "left out, of no known format (format= names one)", self._unknown)

    def _close_singles(self) -> None:
        if self._singles:
            self._batches.append(Batch.of_singles(self._singles))
            self._singles = []


def source_of(file: File, raw: bytes, choices: Choices, remarks: Remarks) -> Source:
    """Put a file, its bytes and the options on decoding together for the formats."""
    decode_one = partial(decoded, file=file, choices=choices, remarks=remarks)
    return Source(file, raw, remarks, decode_one, choices.encoding, choices.keep)


def decoded(content: bytes, file: File, choices: Choices, remarks: Remarks, *, place: str = "") -> str:
    """Decode a file, or the part of it at `place`, with the options on decoding."""
    is_table = file.kind in (".csv", ".tsv")
    if choices.replaces:
        return decode_replacing(content, place or file.name, choices.encoding, remarks, is_table=is_table)
    text, detected = decode(content, place or file.name, choices.encoding, is_table=is_table)
    if detected:
        remarks.add("file", f"not in UTF-8, read as {detected} (encoding= changes this)", [file.name])
    return text


def plain(source: Source, choices: Choices, keys: Mapping[str, str]) -> pd.DataFrame | dict[str, object]:
    """Read a table, or the fields of one article, under the source's own names."""
    file, remarks, skip = source.file, source.remarks, choices.skips
    kind = f".{choices.format}" if choices.format else file.kind
    if kind == ".parquet":
        return parquet_table(source.raw, file.name)
    if kind == ".txt":
        if choices.format is None and (signs := export_signs(source.text)):
            reason = f"looks like an export of several articles in a format that is not known: {signs}"
            raise UnknownFormatError(file.name, reason, 'divide it, or format="txt" reads it as one article')
        return read_txt(source.text, file.name, keys, remarks)
    if kind == ".tsv":
        return read_delimited(source.text, file.name, remarks, delimiter="\t", skip=skip)
    if kind == ".csv":
        found, guarded = without_guards(read_delimited(source.text, file.name, remarks, skip=skip))
        places = [f"{file.name}, column {column}" for column in guarded]
        remarks.add("cell", "without the apostrophe that protects them in spreadsheets", places)
        return found
    if kind == ".json":
        return read_json(source.text, file.name)
    return read_jsonl(source.text, file.name, remarks, skip=skip)
