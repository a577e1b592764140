"""Load the files of a call into tables, each by its format, and account for every file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from framing.model import named
from framing.read.assemble import Batch, as_strings
from framing.read.columns import check_matched, folded, header_keys, match, rename, rename_fields
from framing.read.decode import decode, decode_replacing
from framing.read.delimited import read_delimited, without_guards
from framing.read.entries import Entry, entries_in, left_out
from framing.read.files import BrokenFileError, File, file_bytes
from framing.read.find import Found
from framing.read.formats import Format, Loaded, Source, UnknownFormatError, recognised
from framing.read.json_files import read_json, read_jsonl
from framing.read.parquet import parquet_table
from framing.read.remarks import Remarks
from framing.read.txt import read_txt
from framing.read.zipped import members


@dataclass(frozen=True)
class Choices:
    """The options of one call of `read` that concern single files."""

    columns: Mapping[str, str]
    outlet: str | None
    format: str | None
    encoding: str | None
    replaces: bool
    skips: bool


def load_all(found: Found, choices: Choices, remarks: Remarks) -> tuple[list[Batch], list[Entry]]:
    """Read every file; adjacent files of one article each share a batch, since one frame per file is slow."""
    loading = _Loading(choices, remarks)
    for error in found.broken:
        loading.leave_out(error, error.place)
    for file in found.files:
        try:
            for part, raw in parts(file):
                loading.take(part, raw)
        except BrokenFileError as error:
            loading.leave_out(error, file.name)
    return loading.done(), loading.entries


def parts(file: File) -> Iterator[tuple[File, bytes]]:
    """Iterate over the files in one, which is itself unless it is a ZIP archive, each with its bytes."""
    raw = file_bytes(file.path, is_packed=file.is_packed)
    if file.kind == ".zip":
        yield from members(file, raw)
    else:
        yield file, raw


class _Loading:
    """The batches and the account of one call; its state is what was loaded so far."""

    def __init__(self, choices: Choices, remarks: Remarks) -> None:
        self.entries: list[Entry] = []
        self._choices = choices
        self._remarks = remarks
        self._keys = header_keys(choices.columns)
        self._batches: list[Batch] = []
        self._singles: list[tuple[File, dict[str, object]]] = []
        self._left_out: list[str] = []
        self._unknown: list[str] = []
        self._last_unknown: UnknownFormatError | None = None

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

    def take(self, file: File, raw: bytes) -> None:
        """Read one file."""
        source = source_of(file, raw, self._choices, self._remarks)
        try:
            format_used = recognised(source, self._choices.format)
            loaded = format_used.read(source) if format_used else plain(source, self._choices, self._keys)
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
        self._close_singles()
        ours = table(file, loaded.table, self._choices, self._remarks, format_used)
        is_export = format_used is not None and format_used.is_export
        self._batches.append(Batch.of_table(file, ours, self._remarks, is_export=is_export))
        self.entries.extend(entries_in(file.name, name, loaded))

    def done(self) -> list[Batch]:
        """Return the batches; raise if there is no article."""
        self._close_singles()
        every = self._left_out + self._unknown
        if not self._batches:
            if self._last_unknown is not None and len(every) == 1:
                raise self._last_unknown
            raise ValueError(f"read: no file could be read, {len(every)} left out; the first: {every[0]}")
        if all(batch.table.empty for batch in self._batches):
            names = (entry.file for entry in self.entries)
            raise ValueError(f"{named(names)}: no article in it; a table needs one row per article")
        self._remarks.add("file", "left out, not readable", self._left_out)
        self._remarks.add("file", "left out, of no known format", self._unknown)
        return self._batches

    def _close_singles(self) -> None:
        if self._singles:
            self._batches.append(Batch.of_singles(self._singles))
            self._singles = []


def source_of(file: File, raw: bytes, choices: Choices, remarks: Remarks) -> Source:
    """Put a file, its bytes and the options on decoding together for the formats."""

    def decoded(content: bytes) -> str:
        is_table = file.kind in (".csv", ".tsv")
        if choices.replaces:
            return decode_replacing(content, file.name, choices.encoding, remarks, is_table=is_table)
        text, detected = decode(content, file.name, choices.encoding, is_table=is_table)
        if detected:
            remarks.add("file", f"not in UTF-8, read as {detected} (encoding= changes this)", [file.name])
        return text

    return Source(file, raw, remarks, decoded, choices.encoding)


def plain(source: Source, choices: Choices, keys: Mapping[str, str]) -> pd.DataFrame | dict[str, object]:
    """Read a table, or the fields of one article, under the source's own names."""
    file, remarks, skip = source.file, source.remarks, choices.skips
    kind = f".{choices.format}" if choices.format else file.kind
    if kind == ".parquet":
        return parquet_table(source.raw, file.name)
    if kind == ".txt":
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


def single(file: File, fields: dict[str, object], choices: Choices, remarks: Remarks) -> dict[str, object]:
    """Rename one article's fields, and fill a missing outlet from the call or the folder."""
    names, chosen = list(fields), choices.columns
    if file.kind == ".txt":
        here = {ours: folded(theirs) for ours, theirs in chosen.items() if ours != "text" and folded(theirs) in names}
    else:  # an object may leave out what it does not have, but not its text
        here = {ours: theirs for ours, theirs in chosen.items() if ours == "text" or theirs in names}
    matched = match(names, here, file.name, remarks)
    check_matched({ours: theirs for ours, theirs in matched.items() if ours == "text"}, names, file.name)
    named_fields = rename_fields(fields, matched)
    if not str(named_fields.get("outlet") or "").strip():
        named_fields["outlet"] = choices.outlet or file.folder or None
    return named_fields


def table(
    file: File, loaded: pd.DataFrame, choices: Choices, remarks: Remarks, format_used: Format | None
) -> pd.DataFrame:
    """Rename a table's columns, and fill missing outlets from the call.

    The columns of a format have our names already; of ``columns=`` it takes what it has.
    """
    names = list(loaded.columns)
    chosen, outlet = choices.columns, choices.outlet
    if format_used is not None:
        chosen = {ours: theirs for ours, theirs in chosen.items() if theirs in names}
    matched = match(names, chosen, file.name, remarks)
    check_matched(matched, names, file.name)
    renamed = rename(loaded, matched)
    for ours, theirs in matched.items():
        if ours != "text" and any(isinstance(value, bytes) for value in loaded[theirs]):
            raise ValueError(f"{file.name}: the column {theirs!r} ({ours}) contains bytes; save it as strings")
    if outlet is None:
        return renamed
    if "outlet" not in renamed:
        return renamed.assign(outlet=outlet)
    own = as_strings(renamed["outlet"])
    return renamed.assign(outlet=own.where(own.notna(), outlet))
