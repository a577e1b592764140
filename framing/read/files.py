"""Which files are read, under which names, and the error of a file that cannot be."""

from __future__ import annotations

import gzip
import os
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from framing.model import named

KINDS = (".txt", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")
KINDS_SAID = ".txt, .csv, .tsv, .jsonl, .json (each also as .gz) and .parquet"

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


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
    """One file to read. `label` names its articles where they do not name themselves; `folder` may name an outlet."""

    path: Path
    kind: str
    is_packed: bool
    label: str
    folder: str

    @property
    def name(self) -> str:
        """The path as the user gave it, for messages."""
        return str(self.path)

    @property
    def is_named_by_path(self) -> bool:
        """Whether the label is longer than the file's stem, because others have the same."""
        return self.label != split_kind(self.path)[0]


def split_kind(path: PurePath) -> tuple[str, str, bool]:
    """Split a file name into stem, kind and whether it is gzipped; the kind is empty where it is none of ours.

    Examples
    --------
    >>> split_kind(PurePath("daily/articles.JSONL.gz"))
    ('articles', '.jsonl', True)
    >>> split_kind(PurePath("notes.docx"))
    ('notes', '', False)
    """
    is_packed = path.suffix.lower() == ".gz"
    inner = PurePath(path.stem) if is_packed else path
    kind = inner.suffix.lower()
    known = kind in KINDS and not (is_packed and kind == ".parquet")
    return inner.stem, kind if known else "", is_packed


def listed(path_or_paths: Paths) -> list[Path]:
    """Turn the verb's first argument into paths; raise where there is none or one does not exist."""
    given = [path_or_paths] if isinstance(path_or_paths, (str, os.PathLike)) else list(path_or_paths)
    paths = [Path(path).expanduser() for path in given]
    if not paths:
        raise ValueError("read: the list of paths is empty; give a folder, a file or a list of them")
    for path in paths:
        if not path.exists():
            raise ValueError(f"{path}: does not exist (looked for in {Path.cwd()}); give a folder or file that does")
    return paths


def in_folder(folder: Path) -> tuple[list[Path], list[Path]]:
    """List the readable files of `folder` and those of other kinds, sorted; hidden files and READMEs are neither."""
    found = [path for path in folder.rglob("*") if path.is_file() and not is_ignored(path.relative_to(folder))]
    found.sort(key=lambda path: path.parts)
    readable = [path for path in found if split_kind(path)[1]]
    others = [path for path in found if not split_kind(path)[1]]
    if not readable:
        has = f" (it has: {named(path.name for path in others)})" if others else ""
        raise ValueError(f"{folder}: no file to read in this folder{has}; {KINDS_SAID} are read")
    return readable, others


def is_ignored(place: PurePath) -> bool:
    """Say whether a file in a folder is about the corpus, or the system's, and no part of it."""
    is_hidden = any(part.startswith(".") for part in place.parts)
    return is_hidden or place.suffix.lower() == ".md" or place.stem.lower() == "readme"


def find_files(path_or_paths: Paths) -> tuple[list[File], list[str]]:
    """List the files to read in order, and the names of files of other kinds that folders held.

    A file given by its own path has to be of a kind that is read.
    """
    paths, others, roots = [], [], []
    for path in listed(path_or_paths):
        if path.is_dir():
            readable, strange = in_folder(path)
            paths.extend(readable)
            others.extend(strange)
            roots.append(os.path.abspath(path))
        elif split_kind(path)[1]:
            paths.append(path)
            roots.append(os.path.dirname(os.path.abspath(path)))
        else:
            raise ValueError(f"{path}: files of the kind '{path.suffix}' are not read; {KINDS_SAID} are")
    base = os.path.commonpath(roots)
    places = [Path(os.path.abspath(path)).relative_to(base) for path in paths]
    files = [
        File(path, *split_kind(path)[1:], label, place.parent.name)
        for path, place, label in zip(paths, places, labels(places), strict=True)
    ]
    return files, [str(path) for path in others]


def labels(places: list[Path]) -> list[str]:
    """Name each file by the shortest of stem, path without ending and path that no other file has.

    Examples
    --------
    >>> labels([Path("a/1.txt"), Path("b/1.txt"), Path("b/2.txt"), Path("b/2.csv")])
    ['a/1', 'b/1', 'b/2.txt', 'b/2.csv']
    """
    stems = [split_kind(place)[0] for place in places]
    paths = [place.with_name(stem).as_posix() for place, stem in zip(places, stems, strict=True)]
    stem_counts, path_counts = Counter(stems), Counter(paths)
    return [
        stem if stem_counts[stem] == 1 else path if path_counts[path] == 1 else place.as_posix()
        for place, stem, path in zip(places, stems, paths, strict=True)
    ]


def file_bytes(path: Path, *, is_packed: bool) -> bytes:
    """Read a file whole, unpacked; raise `BrokenFileError` where that fails or nothing is in it."""
    try:
        raw = path.read_bytes()
        content = gzip.decompress(raw) if is_packed else raw
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BrokenFileError(
            str(path), f"not a whole gzip file ({error})", "pack it again, or leave it out"
        ) from error
    except OSError as error:
        raise BrokenFileError(str(path), f"cannot be opened ({error.strerror})", "change its permissions") from error
    if not content:
        raise BrokenFileError(str(path), "the file is empty (0 bytes)", 'remove it, or leave it out with errors="skip"')
    return content
