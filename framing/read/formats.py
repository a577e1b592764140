"""Formats found by what a file contains: the record of one format, and the folder of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd

from framing.model import named
from framing.read.files import LEAVE_OUT, TABLE_KINDS, BrokenFileError, File
from framing.read.remarks import Remarks
from framing.read.web.extract import Keep, Page

FOLDERS = ("archives", "scraped", "web")  # of `framing/read/`, in the order in which their formats are asked
_MOST_OF_A_HEAD = 300_000  # bytes that a format is recognised by


class UnknownFormatError(BrokenFileError):
    """A sound file that is of no known format: left out with a note, and an error only where nothing else is read."""


@dataclass(frozen=True)
class Source:
    """One file as a format sees it: its bytes, and its text decoded with the options of the call.

    `head` is the text of the beginning, in which invalid bytes are replaced; formats are recognised by it.
    """

    file: File
    raw: bytes
    remarks: Remarks
    decode: Callable[[bytes], str]
    encoding: str | None = None
    keep: Keep = "article"

    @property
    def name(self) -> str:
        """The path as the user gave it, for messages."""
        return self.file.name

    @cached_property
    def head(self) -> str:
        r"""The beginning of the file as text, with ``\n`` line ends; empty for a binary file."""
        start = self.raw[:_MOST_OF_A_HEAD]
        codec = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = start.decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n")
        return "" if "\0" in text else text

    @cached_property
    def text(self) -> str:
        r"""All of the file as text, with ``\n`` line ends."""
        return self.decode(self.raw)


@dataclass(frozen=True)
class Loaded:
    """What a format read from one file.

    Parameters
    ----------
    table : DataFrame
        One row per article under our column names, other columns under the format's own; `doc_id` and `date` may be
        missing or empty, `text` may not be missing.
    stated : int, optional
        The number of articles that the export itself says it has.
    skipped : list of (what, why)
        What stands in the file and is not in the table.
    note : str
        What else a reader of the account should know, in one line.
    """

    table: pd.DataFrame
    stated: int | None = None
    skipped: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Format:
    """One format of files: how it is recognised, and how it is read.

    `recognises` is asked only for files with one of `endings`, looks at the content and never raises; `read` raises
    `BrokenFileError` alone. `is_export` says that the file is a search result of an archive, in which articles may be
    repeated. `page` takes the place of `read` where each file is one saved web page: several are worked on at once.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Loaded]
    is_export: bool = False
    page: Callable[[Source], Page] | None = None


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """List all formats that are found by content: those that modules of `FOLDERS` name in ``FORMATS``.

    Examples
    --------
    >>> all(format.endings for format in formats())
    True
    """
    found: list[Format] = []
    for folder in FOLDERS:
        try:
            package = import_module(f"framing.read.{folder}")
        except ModuleNotFoundError:
            continue
        for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
            found.extend(getattr(import_module(f"{package.__name__}.{module.name}"), "FORMATS", ()))
    return tuple(found)


def format_names() -> list[str]:
    """List the names that ``format=`` takes."""
    return [*dict.fromkeys(known.name for known in formats()), *(kind[1:] for kind in TABLE_KINDS)]


def check_format(name: object) -> str | None:
    """Check ``format=`` on input."""
    if name is None or (isinstance(name, str) and name in format_names()):
        return name
    raise ValueError(f"format={name!r} is unknown; the formats are {named(format_names(), most=99)}")


def recognised(source: Source, forced: str | None = None) -> Format | None:
    """Return the format of a file, by `forced` or by its content; None for a plain text or table.

    Raises `UnknownFormatError` for a file that is neither.
    """
    if forced is not None:
        named_so = [known for known in formats() if known.name == forced]
        fitting = [known for known in named_so if known.recognises(source)] or [
            known for known in named_so if source.file.kind in known.endings
        ]
        return next(iter(fitting or named_so), None)
    for known in formats():
        if source.file.kind in known.endings and known.recognises(source):
            return known
    if source.file.kind in TABLE_KINDS:
        return None
    raise UnknownFormatError(source.name, unknown(source), f"format= names its format, {LEAVE_OUT}")


def unknown(source: Source) -> str:
    """Say what a file that no format recognises is."""
    if source.raw.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old or encrypted Office document (.doc, .xls), which is not read: save it as .docx or .xlsx"
    typed = " (of .docx only exports of archives are read: save others as .txt)" if source.file.kind == ".docx" else ""
    return f"a {source.file.kind} file of no known format{typed}"
