"""The files of a corpus by name, whether they are single files or members of an archive."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

MOST_BYTES = 3_000_000_000  # unpacked, of all members that are read
LARGEST_MEMBER = 200_000_000  # bytes, unpacked


class DamagedError(ValueError):
    """A file of a corpus that cannot be read; `path` is the file on the disk."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


class Members:
    """The files of a corpus, read by name; archives are never unpacked to the disk.

    The names of members of an archive are without the archive's first folder, which has the commit in it. Since nothing
    is written, a name such as ``../x`` is a name like any other. What is read is bounded.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._archives: list[tuple[Path, zipfile.ZipFile]] = []
        self._single = {path.name: path for path in paths if path.suffix != ".zip"}
        self._inside: dict[str, tuple[Path, zipfile.ZipFile, zipfile.ZipInfo]] = {}
        self._paths, self._read = list(paths), 0
        for path in paths:
            if path.suffix == ".zip":
                self._open(path)

    def _open(self, path: Path) -> None:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as error:
            raise DamagedError(path, f"is no whole archive ({error})") from error
        self._archives.append((path, archive))
        for info in archive.infolist():
            first, _, rest = info.filename.partition("/")
            if not info.is_dir():
                self._inside[rest or first] = path, archive, info

    def __enter__(self) -> Members:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for _, archive in self._archives:
            archive.close()

    def names(self, start: str = "", end: str = "") -> list[str]:
        """List the names that start and end so, in order."""
        return sorted(
            name for name in {**self._single, **self._inside} if name.startswith(start) and name.endswith(end)
        )

    def bytes_of(self, name: str) -> bytes:
        """Read one file."""
        if name in self._single:
            return self._single[name].read_bytes()
        if name not in self._inside:
            raise DamagedError(self._paths[0], f"has no file {name}")
        path, archive, info = self._inside[name]
        self._read += info.file_size
        if info.file_size > LARGEST_MEMBER or self._read > MOST_BYTES:
            raise DamagedError(path, f"unpacks to more than expected (at {name}); this is not the corpus")
        try:
            return archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise DamagedError(path, f"is damaged at {name} ({error})") from error

    def text_of(self, name: str) -> str:
        """Read one file as UTF-8, its line ends as they are."""
        try:
            return self.bytes_of(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            path = self._inside[name][0] if name in self._inside else self._single[name]
            raise DamagedError(path, f"is not UTF-8 at {name}") from error
