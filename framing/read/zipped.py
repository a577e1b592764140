"""ZIP archives, read member by member with bounds: what is in one is never trusted, and never written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from framing.read.files import EXPORT_KINDS, LEAVE_OUT, TABLE_KINDS, BrokenFileError, File, split_kind, unpacked

MOST_UNPACKED = 100  # times the size of a member
ALWAYS_UNPACKED = 100_000_000  # bytes that a member may have anyway
MOST_MEMBERS = 100_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def archive_of(raw: bytes, place: str) -> zipfile.ZipFile:
    """Open a ZIP archive from its bytes; raise in one line if it is broken, encrypted or none."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "an old or encrypted Office document, which is not read"
        raise BrokenFileError(place, reason, f"save it without a password as .docx or .xlsx, {LEAVE_OUT}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        entries = archive.infolist()
    except (*_BROKEN, LookupError) as error:
        reason = "not a complete ZIP archive (.docx and .xlsx are ones too)"
        raise BrokenFileError(place, reason, f"download it again, {LEAVE_OUT}") from error
    if len(entries) > MOST_MEMBERS:
        raise BrokenFileError(place, f"a ZIP archive of more than {MOST_MEMBERS:,} files", f"unpack it, {LEAVE_OUT}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise BrokenFileError(place, "encrypted with a password", f"save it without one, {LEAVE_OUT}")
    return archive


def member_bytes(archive: zipfile.ZipFile, name: str, place: str) -> bytes:
    """Decompress one member, unless it would fill the memory; raise in one line if it is broken or missing."""
    try:
        entry = archive.getinfo(name)
        most = max(ALWAYS_UNPACKED, MOST_UNPACKED * entry.compress_size)
        with archive.open(entry) as file:
            content = file.read(most + 1)
    except KeyError as error:
        raise BrokenFileError(place, f"has no {name} in it", f"download it again, {LEAVE_OUT}") from error
    except _BROKEN as error:
        raise BrokenFileError(place, f"broken at {name}", f"download it again, {LEAVE_OUT}") from error
    if len(content) > most:
        most_said = f"more than {MOST_UNPACKED} times its size, and to more than {ALWAYS_UNPACKED:,} bytes"
        reason = f"{name} decompresses to {most_said}"
        raise BrokenFileError(place, reason, f"decompress it yourself if you trust it, {LEAVE_OUT}")
    return content


def is_office(archive: zipfile.ZipFile) -> bool:
    """Return whether a ZIP archive is a document or workbook of Office."""
    return "[Content_Types].xml" in archive.NameToInfo


def members(file: File, raw: bytes) -> Iterator[tuple[File, bytes]]:
    """Iterate over the readable files in a ZIP archive, one decompressed at a time; the names stay inside it.

    A DOCX that is named ``.zip`` is given as the one file that it is. Raises `BrokenFileError` if nothing in the
    archive can be read.
    """
    archive = archive_of(raw, file.name)
    if is_office(archive):
        kind = ".xlsx" if "xl/workbook.xml" in archive.NameToInfo else ".docx"
        yield replace(file, kind=kind), raw
        return
    names = sorted(entry.filename for entry in archive.infolist() if not entry.is_dir())
    readable = [name for name in dict.fromkeys(names) if _is_readable(name)]
    if not readable:
        raise BrokenFileError(file.name, "no file to read in this ZIP archive", f"unpack it, {LEAVE_OUT}")
    for name in readable:
        path = PurePosixPath(name)
        stem, kind, is_packed = split_kind(path)
        inner = (
            path.with_name(stem)
            if len({n for n in readable if n.startswith(f"{path.with_name(stem)}.")}) == 1
            else path
        )
        within = replace(file, kind=kind, is_packed=is_packed, label=f"{file.label}/{inner}", member=name)
        content = member_bytes(archive, name, within.name)
        yield within, unpacked(content, within.name) if is_packed else content


def _is_readable(name: str) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not is_hidden and split_kind(path)[1] in (*TABLE_KINDS, *(set(EXPORT_KINDS) - {".zip"}))
