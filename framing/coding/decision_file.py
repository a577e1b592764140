"""A file of codings: a first line that says what is coded, then one line per decision, each on the disk at once."""

from __future__ import annotations

import atexit
import errno
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from framing.model import note

try:
    import fcntl
except ImportError:  # Windows: the size of the file still tells when another program wrote to it
    fcntl = None  # type: ignore[assignment]

KIND = "framing codings"
_OPEN: dict[str, DecisionFile] = {}  # of this process: a cell that is run again takes the file over

Line = dict[str, object]


@atexit.register
def _close_all() -> None:
    for file in [*_OPEN.values()]:
        file.close()


class Read(NamedTuple):
    """A file's first line, its decisions, and how many of its bytes are whole lines."""

    head: Line
    lines: list[Line]
    whole: int


def read_lines(path: Path) -> Read:
    """Read a file of codings; a last line that was cut off when a program was killed is left out, with a note.

    Raises
    ------
    ValueError
        Where it does not exist, is no file of codings, or another line than the last is broken.
    """
    if not path.is_file():
        raise ValueError(f"{path}: no such file; framing.code writes it")
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if len(content) > whole:
        note(f"{path.name}: the last line was cut off when a program stopped, and is left out", stacklevel=5)
    found: list[Line] = []
    for number, line in enumerate(content[:whole].splitlines(), start=1):
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if not isinstance(value, dict) or (number > 1 and "item" not in value):
            raise ValueError(f"{path.name}, line {number}: no decision; restore the file from a copy")
        found.append(value)
    if found and found[0].get("kind") != KIND:
        raise ValueError(f"{path.name}: no file of codings; give file= another name")
    return Read(found[0] if found else {}, found[1:], whole)


def is_decision_file(path: Path) -> bool:
    """Return whether a file is one that `framing.code` wrote, and not a coding sheet."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(200).lstrip().startswith(b'{"kind": "' + KIND.encode())


class DecisionFile:
    """A file that is open for one coder: lines are added at its end, and none is changed."""

    def __init__(self, path: str | Path, head: Mapping[str, object]) -> None:
        """Open it, and write `head` where it is new."""
        self.path = Path(path)
        self._name = os.path.realpath(self.path)
        if (older := _OPEN.pop(self._name, None)) is not None:
            older.close()
        try:
            self._file = self.path.open("ab", buffering=0)
        except OSError as error:
            raise ValueError(
                f"code: {self.path} cannot be written ({error.strerror}); give file= a place that can be written"
            ) from None
        self._lock()
        try:
            self.head, self.lines, self._size = read_lines(self.path)
            if os.path.getsize(self.path) > self._size:
                self._file.truncate(self._size)
            if not self.head:
                self._write({"kind": KIND, **head})
                self.head = dict(head)
        except BaseException:
            self._file.close()
            raise
        _OPEN[self._name] = self

    def append(self, line: Line) -> None:
        """Write one decision; it returns when the line is on the disk."""
        if self._file.closed:
            raise ValueError(f"{self.path.name} was opened again by another cell; go on there, or run this cell again")
        self._write(line)

    def close(self) -> None:
        """Let another program open it."""
        self._file.close()
        if _OPEN.get(self._name) is self:
            del _OPEN[self._name]

    def _write(self, line: Mapping[str, object]) -> None:
        content = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        if not self.path.exists() or os.path.getsize(self.path) != self._size:
            raise ValueError(f"{self.path.name} was changed or moved by another program; not saved: run the cell again")
        try:
            if self._file.write(content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(self._size)  # nothing, rather than a part of it
            raise ValueError(f"{self.path.name}: not saved ({error.strerror})") from None
        self._size += len(content)

    def _lock(self) -> None:
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise ValueError(
                f"code: {self.path.name} is open in another notebook; close that one (shut its kernel down), or give "
                "file= another name"
            ) from None
