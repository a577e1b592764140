"""Files that are complete under their name or as they were before: written beside it, then renamed."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed: no lock is needed
    fcntl = None  # type: ignore[assignment]

_ENDING = ".partial"
_LONGEST = 40  # characters of the name that are repeated, so that the longer name is still allowed


@contextmanager
def whole_file(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes the name `path` only when it is complete and on the disk.

    Until then, whatever `path` held stays, also where the program is killed or the disk is full. What a killed run left
    beside `path` (``.name.xxxxxxxx.partial``) is removed.

    Parameters
    ----------
    path
        The file to write. Its permissions stay; a symbolic link is followed.

    Yields
    ------
    file
        A binary file, open for writing.

    Raises
    ------
    OSError
        Where it cannot be written; it names `path`.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "rates.csv")
    >>> with whole_file(path) as file:
    ...     _ = file.write(b"device,rate")
    ...     path.exists()
    False
    >>> path.read_bytes()
    b'device,rate'
    """
    target = Path(os.path.realpath(path))
    _remove_leftovers(target)
    partial = target
    try:
        partial, opened = _begun(target)
        with opened as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileNotFoundError):
                shutil.copymode(target, partial)
            if fcntl is not None:  # before it is closed, for then another run would take it for a leftover
                os.replace(partial, target)
        if fcntl is None:
            os.replace(partial, target)
    except BaseException as error:
        if partial != target:
            with suppress(OSError):
                partial.unlink()
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise OSError(error.errno or errno.EIO, reason, str(path)) from error
        raise
    sync_folder(target.parent)


def _begun(target: Path) -> tuple[Path, IO[bytes]]:
    """Open a file beside `target`; again, where another run took it for a leftover before it was marked as in use."""
    while True:
        partial = target.with_name(f".{target.name[:_LONGEST]}.{secrets.token_hex(4)}{_ENDING}")
        file = partial.open("xb")
        try:
            lock(file.fileno())
        except BlockingIOError:
            file.close()
            continue
        if partial.exists():
            return partial, file
        file.close()


def lock(descriptor: int) -> None:
    """Mark a file or folder as in use until it is closed; raise `BlockingIOError` where another process has done so.

    Where the file system has no locks, or on Windows, nothing happens.
    """
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` written to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_leftovers(target: Path) -> None:
    """Remove what killed runs left beside `target`, but not what another run is writing."""
    for name in glob.glob(f".{glob.escape(target.name[:_LONGEST])}.????????{_ENDING}", root_dir=target.parent):
        leftover = target.with_name(name)
        with suppress(OSError):
            if fcntl is None:
                leftover.unlink()
                continue
            with leftover.open("rb") as file:
                lock(file.fileno())
                leftover.unlink()
