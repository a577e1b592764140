"""Where the files of a corpus are: a folder of converted copies, the user's cache, or their source."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from framing.corpora import (
    allsides,
    babe,
    basil,
    climate_frames,
    hyperpartisan,
    kremlin_zelenskyy,
    newsmtsc,
    polnear,
)
from framing.corpora.coded import Coded, Row
from framing.corpora.download import download
from framing.corpora.members import DamagedError, Members
from framing.corpora.registry import Entry

FOLDER_VARIABLE = "FRAMING_DATA"
_READERS = {
    "allsides": allsides,
    "babe": babe,
    "basil": basil,
    "climate_frames": climate_frames,
    "hyperpartisan": hyperpartisan,
    "kremlin_zelenskyy": kremlin_zelenskyy,
    "newsmtsc": newsmtsc,
    "polnear": polnear,
}


def copies_of(entry: Entry) -> list[Path]:
    """List the converted copies in the folder ``FRAMING_DATA``; none where one is missing or no folder is named."""
    named = os.environ.get(FOLDER_VARIABLE)
    if not named:
        return []
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise ValueError(f"{FOLDER_VARIABLE}={named}: no such folder; correct the variable, or unset it to download")
    paths = [folder / copy for copy in entry.copies]
    return paths if all(path.is_file() for path in paths) else []


def cache_folder() -> Path | None:
    """Give the folder of downloads, the operating system's for caches; None without pooch."""
    try:
        pooch = import_module("pooch")
    except ImportError:
        return None
    return Path(pooch.os_cache("framing")) / "corpora"


def cached(entry: Entry) -> list[Path]:
    """List where the downloads of a corpus are, or would be: a folder per commit."""
    folder = cache_folder()
    return [] if folder is None else [folder / entry.name / entry.commit[:12] / file.name for file in entry.files]


def at_hand(entry: Entry) -> str:
    """Say where a corpus can be read from without a network: ``folder``, ``cache`` or nowhere."""
    if copies_of(entry):
        return "folder"
    paths = cached(entry)
    return "cache" if paths and all(path.is_file() for path in paths) else ""


def load(entry: Entry) -> tuple[list[Coded], bool]:
    """Read a corpus from wherever it is; also tell whether these were converted copies.

    Raises
    ------
    ValueError
        In one line, with the file.
    """
    copies = copies_of(entry)
    try:
        if copies:
            return [coded for path in copies for coded in _READERS[entry.name].read_copy(_rows(path), path.name)], True
        paths = cached(entry) or [Path(file.name) for file in entry.files]  # without pooch, download says so
        for file, path in zip(entry.files, paths, strict=True):
            download(file, path)
        with Members(paths) as members:
            return list(_READERS[entry.name].read_original(members)), False
    except DamagedError as error:
        if not copies:
            error.path.unlink(missing_ok=True)
        way_out = "replace it" if copies else "it was removed from the cache; call again to download it once more"
        raise ValueError(f"{error.path}: {error.reason}; {way_out}") from error
    except (KeyError, TypeError, IndexError, AttributeError, json.JSONDecodeError) as error:
        where = copies[0].parent if copies else cached(entry)[0].parent
        raise ValueError(
            f"{where}: {entry.name} has another layout than expected ({type(error).__name__}: {error}); "
            "remove these files and call again"
        ) from error


def _rows(path: Path) -> Iterator[Row]:
    """Read JSON lines, compressed or not."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise DamagedError(path, f"line {number} is no JSON ({error})") from error
                yield row
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DamagedError(path, f"cannot be read ({error})") from error
