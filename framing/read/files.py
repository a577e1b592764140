"""One file to read: its type, bytes and name in messages, and the error for a file that cannot be read."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath

TABLE_KINDS = (".txt", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")
# Endings of exports and web pages, whose content says what they are (`formats.py`).
EXPORT_KINDS = (
    ".html",
    ".htm",
    ".xhtml",
    ".xml",
    ".docx",
    ".doc",
    ".rtf",
    ".zip",
    ".xlsx",
    ".xls",
    ".warc",
    ".rss",
    ".atom",
    ".tei",
    ".nitf",
    ".mhtml",
    ".mht",
)
KINDS = TABLE_KINDS + EXPORT_KINDS
KINDS_SAID = ".txt, .csv, .tsv, .jsonl, .json, .html, .xml (each also as .gz), .parquet, .xlsx, .docx, .rtf and .zip"
NEVER_PACKED = (".parquet", ".docx", ".doc", ".zip", ".xlsx", ".xls", ".mhtml", ".mht")

LEAVE_OUT = 'or leave it out with errors="skip"'
_LONGEST_SHOWN = 300  # characters of a path in a message
_MOST_UNPACKED = 100  # times a gzip file's size; text has 3 to 20 times, what unpacks to more is made to fill memory
_ALWAYS_UNPACKED = 100_000_000  # bytes


class BrokenFileError(ValueError):
    """A file or line that cannot be read; ``errors="skip"`` leaves it out.

    Files that are sound but lack something (a text column) are plain `ValueError`s: skipping would hide them.
    """

    def __init__(self, place: str, reason: str, way_out: str) -> None:
        super().__init__(f"{place}: {reason}; {way_out}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True)
class File:
    """One file to read. `label` names articles without a doc_id; `folder` may name an outlet.

    `member` is the name of the file within the ZIP archive at `path`, if it is in one.
    """

    path: Path
    kind: str
    is_packed: bool
    label: str
    folder: str
    member: str = ""

    @property
    def name(self) -> str:
        """The path as the user gave it, for messages."""
        return f"{shown(self.path)}/{shown(self.member)}" if self.member else shown(self.path)

    @property
    def is_named_by_path(self) -> bool:
        """Whether the label is longer than the file's stem, because others have the same."""
        return not self.member and self.label != split_kind(self.path)[0]


def split_kind(path: PurePath) -> tuple[str, str, bool]:
    """Split a file name into stem, kind and whether it is gzipped; the kind is empty if it is not supported.

    Examples
    --------
    >>> split_kind(PurePath("daily/articles.JSONL.gz"))
    ('articles', '.jsonl', True)
    >>> split_kind(PurePath("notes.pdf"))
    ('notes', '', False)
    """
    is_packed = path.suffix.lower() == ".gz"
    inner = PurePath(path.stem) if is_packed else path
    kind = inner.suffix.lower()
    known = kind in KINDS and not (is_packed and kind in NEVER_PACKED)
    return inner.stem, kind if known else "", is_packed


def shown(path: str | os.PathLike[str]) -> str:
    r"""Format a path for a message: in one line, not too long, with escapes for invalid characters.

    Examples
    --------
    >>> print(shown("daily/rain\nin caf\udce9.txt"))
    daily/rain\x0ain caf\xe9.txt
    """
    text = "".join(letter if letter.isprintable() else _escaped(letter) for letter in os.fspath(path))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:60]}…{text[-60:]} ({len(text):,} characters)"


def _escaped(letter: str) -> str:
    """Escape a character that cannot be shown; in a path, bytes that are not UTF-8 are U+DC80 to U+DCFF."""
    code = ord(letter)
    return f"\\x{code & 0xFF:02x}" if code < 0x20 or 0xDC80 <= code <= 0xDCFF else ascii(letter)[1:-1]


def file_bytes(path: Path, *, is_packed: bool) -> bytes:
    """Read a whole file, decompressed; raise `BrokenFileError` if that fails or it is empty."""
    place = shown(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})"
        raise BrokenFileError(place, reason, f"change its permissions, {LEAVE_OUT}") from error
    content = unpacked(raw, place) if is_packed else raw
    if not content:
        raise BrokenFileError(place, "the file is empty (0 bytes)", f"remove it, {LEAVE_OUT}")
    return content


def unpacked(raw: bytes, place: str) -> bytes:
    """Decompress a gzip file, unless it would fill the memory; raise `BrokenFileError` if it is broken."""
    most = max(_ALWAYS_UNPACKED, _MOST_UNPACKED * len(raw))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            content = file.read(most + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        reason = f"not a complete gzip file ({error})"
        raise BrokenFileError(place, reason, f"compress it again, {LEAVE_OUT}") from error
    if len(content) > most:
        reason = (
            f"decompresses to more than {_MOST_UNPACKED} times its size, and to more than {_ALWAYS_UNPACKED:,} bytes"
        )
        raise BrokenFileError(place, reason, f"decompress it yourself if you trust it, {LEAVE_OUT}")
    return content
