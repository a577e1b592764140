"""Large files in pieces: JSON lines by blocks of lines, Parquet by batches of rows, web archives by records."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from io import BufferedIOBase

from framing.read.choices import Choices
from framing.read.decode import MARKS
from framing.read.files import LEAVE_OUT, BrokenFileError, File
from framing.read.formats import Format, Loaded, recognised
from framing.read.json_files import read_jsonl
from framing.read.load import decoded, source_of
from framing.read.parquet import parquet_batches
from framing.read.remarks import Remarks
from framing.read.web.warc import read_warc_in_pieces

LONGEST_LINE = 100_000_000  # bytes; a longer one is made to fill memory
_PACKED = 4  # times its size is what a compressed file has in it, about
_IN_PIECES = {".jsonl": "jsonl", ".ndjson": "ndjson", ".parquet": "parquet", ".warc": "warc"}
_COMPRESSED = (".parquet", ".zip", ".docx", ".xlsx")


def weight(file: File) -> int:
    """Estimate how many bytes a file has when it is unpacked; 0 where it cannot be opened."""
    try:
        size = os.stat(file.path).st_size
    except OSError:
        return 0
    return size * (_PACKED if file.is_packed or file.kind in _COMPRESSED else 1)


def has_pieces(file: File, choices: Choices) -> bool:
    """Return whether a file is of a kind that is read in pieces."""
    if choices.format not in (None, _IN_PIECES.get(file.kind)):
        return False
    return file.kind in _IN_PIECES and (file.kind not in (".jsonl", ".ndjson") or _has_plain_lines(file, choices))


def pieces(file: File, choices: Choices, remarks: Remarks, *, size: int) -> Iterator[tuple[Loaded, Format | None, int]]:
    """Give the tables in one file of about `size` bytes each, with the file's format and how many rows were before."""
    before = 0
    if file.kind == ".warc":
        source = source_of(file, b"", choices, remarks)
        used = recognised(source)
        for loaded in read_warc_in_pieces(source, size):
            yield loaded, used, before
            before += len(loaded.table)
        return
    if file.kind == ".parquet":
        tables = parquet_batches(file.path, size)
    else:
        tables = (
            read_jsonl(
                decoded(block, file, choices, remarks, place=f"{file.name}, the block after line {lines:,}"),
                file.name, remarks, skip=choices.skips, before=lines,
            )
            for lines, block in _blocks(file, size)
        )  # fmt: skip
    for table in tables:
        yield Loaded(table), None, before
        before += len(table)


def _has_plain_lines(file: File, choices: Choices) -> bool:
    """Return whether a line ends at the byte of a line feed, as in UTF-8 and unlike in UTF-16."""
    try:
        if choices.encoding is not None and "\n".encode(choices.encoding) != b"\n":
            return False
        with _opened(file) as stream:
            start = stream.read(4)
    except (OSError, EOFError, zlib.error, LookupError, TypeError):
        return False  # reading the whole file says what is wrong
    return not any(start.startswith(mark) for mark, codec in MARKS if codec != "utf-8-sig")


def _blocks(file: File, size: int) -> Iterator[tuple[int, bytes]]:
    """Give blocks of whole lines, without those that are all blank, and how many lines were before each."""
    lines: list[bytes] = []
    length = before = count = 0
    try:
        with _opened(file) as stream:
            while line := stream.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    reason = f"line {count + 1:,} has more than {LONGEST_LINE:,} bytes"
                    raise BrokenFileError(file.name, reason, f"one object a line is needed, {LEAVE_OUT}")
                lines.append(line)
                length += len(line)
                count += 1
                if length >= size:
                    if any(map(bytes.strip, lines)):
                        yield before, b"".join(lines)
                    lines, length, before = [], 0, count
    except (OSError, EOFError, zlib.error) as error:
        reason = f"cannot be read after line {count:,} ({error})"
        raise BrokenFileError(file.name, reason, f"write the file again, {LEAVE_OUT}") from error
    if any(map(bytes.strip, lines)) or not before:
        yield before, b"".join(lines)


def _opened(file: File) -> BufferedIOBase:
    return gzip.open(file.path) if file.is_packed else file.path.open("rb")
