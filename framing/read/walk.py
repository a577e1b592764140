"""Walk a folder, its subfolders and links: each file once, and nothing ignored silently."""

from __future__ import annotations

import heapq
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from framing.read.files import LEAVE_OUT, BrokenFileError, shown, split_kind


def status(path: Path) -> os.stat_result:
    """Look up a path; raise in one line if it does not exist or is not a regular file or folder."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if os.path.islink(path):
            reason = f"is a link to {shown(os.readlink(path))}, which does not exist"
            raise BrokenFileError(shown(path), reason, f"remove the link, {LEAVE_OUT}") from error
        reason = f"does not exist (current folder: {shown(Path.cwd())})"
        raise BrokenFileError(shown(path), reason, f"give an existing folder or file, {LEAVE_OUT}") from error
    except (OSError, ValueError) as error:  # a ValueError where the path has a NUL byte
        what = error.strerror if isinstance(error, OSError) else error
        raise BrokenFileError(shown(path), f"cannot be opened ({what})", f"give another path, {LEAVE_OUT}") from error
    if split_kind(path)[1] and not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        reason = "is a pipe, a socket or a device, not a file"
        raise BrokenFileError(shown(path), reason, f"save its content as a file, {LEAVE_OUT}")
    return found


@dataclass
class Walk:
    """One walk through a folder: its state is what was found so far.

    Links are followed once everything that stands in the folder itself is listed. One that leads to what is listed
    already, or upwards, is not followed: it would count articles twice, or never end. Hidden files and folders, and
    files about the corpus (``README``, ``.md``), are passed over.
    """

    folder: Path
    files: list[Path] = field(default_factory=list)
    repeated: list[Path] = field(default_factory=list)
    broken: list[BrokenFileError] = field(default_factory=list)
    _links: list[Path] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def run(self) -> Walk:
        """Walk through the folder, and sort the files by their paths."""
        self._walk_through(self.folder)
        while self._links:
            link = heapq.heappop(self._links)
            try:
                self._follow(link)
            except BrokenFileError as error:
                self.broken.append(error)
        self.files.sort(key=lambda path: path.parts)
        return self

    def _walk_through(self, start: Path) -> None:
        folders = [start]
        while folders:
            here = folders.pop()
            try:
                self._seen.add(_identity(os.stat(here)))
                entries = list(os.scandir(here))
            except OSError as error:
                reason = f"is a folder that cannot be opened ({error.strerror})"
                way_out = f"change its permissions, {LEAVE_OUT}"
                self.broken.append(BrokenFileError(shown(here), reason, way_out))
                continue
            for entry in entries:
                path = here / entry.name
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    heapq.heappush(self._links, path)
                elif entry.is_dir():
                    folders.append(path)
                elif not _is_about_the_corpus(path):
                    self._take(path)

    def _take(self, path: Path) -> None:
        try:
            self._seen.add(_identity(status(path)))
            self.files.append(path)
        except BrokenFileError as error:
            self.broken.append(error)

    def _follow(self, link: Path) -> None:
        target = status(link)
        is_folder = stat.S_ISDIR(target.st_mode)
        if not is_folder and _is_about_the_corpus(link):
            return
        if _identity(target) in self._seen or (is_folder and self._leads_up(link)):
            self.repeated.append(link)
        elif is_folder:
            self._walk_through(link)
        else:
            self._take(link)

    def _leads_up(self, link: Path) -> bool:
        target = os.path.realpath(link)
        return any(Path(os.path.realpath(start)).is_relative_to(target) for start in (self.folder, link.parent))


def _identity(found: os.stat_result) -> tuple[int, int]:
    """Identify a file or folder, independent of the path."""
    return found.st_dev, found.st_ino


def _is_about_the_corpus(path: PurePath) -> bool:
    return path.suffix.lower() == ".md" or path.stem.lower() == "readme"
