"""Which files are read, in which order and under which names, and which cannot be read."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from framing.model import named
from framing.read.files import KINDS_SAID, LEAVE_OUT, BrokenFileError, File, shown, split_kind
from framing.read.walk import Walk, status

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class Found:
    """The contents of a call's paths: files to read, and what is not read.

    `others` are of kinds that are not read; `repeated` are links to what is read already; `broken` says what cannot be
    read, and why.
    """

    files: list[File] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    broken: list[BrokenFileError] = field(default_factory=list)


def find_files(path_or_paths: Paths) -> Found:
    """List the files to read in order, and what else the folders contain.

    A file given by its own path has to be of a kind that is read.
    """
    found = Found()
    paths: list[Path] = []
    roots = []
    for given in listed(path_or_paths):
        try:
            path = as_path(given)
            is_folder = stat.S_ISDIR(status(path).st_mode)
        except BrokenFileError as error:
            found.broken.append(error)
            continue
        if is_folder:
            paths.extend(in_folder(path, found))
            roots.append(os.path.abspath(path))
        elif split_kind(path)[1]:
            paths.append(path)
            roots.append(os.path.dirname(os.path.abspath(path)))
        else:
            raise ValueError(
                f"{shown(path)}: files of the kind '{path.suffix}' are not read; {KINDS_SAID} are{way_out(path)}"
            )
    base = os.path.commonpath(roots) if roots else ""
    pairs = [(path, Path(os.path.abspath(path)).relative_to(base)) for path in paths]
    pairs = [(path, place) for path, place in pairs if has_text_for_a_name(path, place, found)]
    found.files = [
        File(path, *split_kind(path)[1:], label, place.parent.name)
        for (path, place), label in zip(pairs, labels([place for _, place in pairs]), strict=True)
    ]
    return found


def way_out(path: Path) -> str:
    """Say how to read what is in a PDF, in which paragraphs and columns are not marked; else nothing."""
    if path.suffix.lower() != ".pdf":
        return ""
    return ". Download the articles as .docx, .html or .txt instead, or convert the PDF with another program"


def listed(path_or_paths: Paths) -> list[object]:
    """Turn the first argument into a list; raise if it is neither a path nor several."""
    if isinstance(path_or_paths, (str, os.PathLike)):
        return [path_or_paths]
    if isinstance(path_or_paths, pd.DataFrame):
        raise ValueError(
            "read: a path is needed, not a DataFrame; with the columns doc_id, outlet and text it needs no reading, "
            "else save it as .parquet and read that"
        )
    if isinstance(path_or_paths, bytes) or not isinstance(path_or_paths, Iterable):
        kind = type(path_or_paths).__name__
        raise ValueError(f"read: a path is a str or a Path, not {kind}; give a folder, a file or a list of them")
    paths: list[object] = list(path_or_paths)
    if not paths:
        raise ValueError("read: the list of paths is empty; give a folder, a file or a list of them")
    return paths


def as_path(given: object) -> Path:
    """Convert an argument to a path; raise if it is not one."""
    path = os.fspath(given) if isinstance(given, os.PathLike) else given
    if not isinstance(path, str):
        reason = f"a path is a str or a Path, not {type(given).__name__}"
        raise BrokenFileError(f"read: {given!r}", reason, f"give a folder or file, {LEAVE_OUT}")
    if not path:
        raise BrokenFileError("read: ''", "the path is empty", f'give a folder or file ("." is this one), {LEAVE_OUT}')
    return Path(os.path.expanduser(path))


def in_folder(folder: Path, found: Found) -> list[Path]:
    """List the readable files of `folder`, sorted, and add its other contents to `found`."""
    walk = Walk(folder).run()
    readable = [path for path in walk.files if split_kind(path)[1]]
    others = [path for path in walk.files if not split_kind(path)[1]]
    if not readable and not walk.broken:
        has = f" (it has: {named(shown(path.name) for path in others)})" if others else ""
        raise ValueError(f"{shown(folder)}: no file to read in this folder{has}; {KINDS_SAID} are read")
    found.others.extend(map(shown, others))
    found.repeated.extend(map(shown, walk.repeated))
    found.broken.extend(walk.broken)
    return readable


def has_text_for_a_name(path: Path, place: Path, found: Found) -> bool:
    """Return whether a file name is valid text; otherwise no table could store the `doc_id` made from it."""
    try:
        str(place).encode("utf-8")
    except UnicodeEncodeError:
        found.broken.append(BrokenFileError(shown(path), "its name is not UTF-8", f"rename it, {LEAVE_OUT}"))
        return False
    return True


def labels(places: list[Path]) -> list[str]:
    """Name each file by the shortest unique one of stem, path without ending and path.

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
