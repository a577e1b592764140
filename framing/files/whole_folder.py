"""Files of one folder that were made together: complete from one run, never some of an old run beside some of a new."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from framing.files.whole_file import lock, sync_folder, whole_file

# The record of a run is one file that moves on: it is written when all files stand in the building folder, renamed when
# the files of the last run are gone, and renamed into the folder when all new ones have their place.
_BUILDING = ".framing-building"
_BUILT, _CLEARED = "built.json", "cleared.json"
_RECORD = ".framing-files.json"


@contextmanager
def whole_folder(folder: Path, *, first: str, also_replaced: Iterable[str] = ()) -> Iterator[Path]:
    """Open a hidden folder for writing whose files take their places in `folder` only when all are complete.

    Until then the files of the last run stay. Then they are removed, `first` before the others, and the new ones move
    in, `first` after the others. So files of two runs never stand side by side, and where `first` is, all are, also
    where the program is killed at any point. What a killed run left is finished or removed on the next start. Files
    that were not written in this way stay, unless a new file has their name.

    Parameters
    ----------
    folder
        Where the files belong; it exists.
    first
        The file that a reader opens first; it has to be among those written.
    also_replaced
        Names of further files that the new ones replace.

    Yields
    ------
    path
        The folder to write to.

    Raises
    ------
    ValueError
        If another process is writing to `folder`, or a subfolder of `folder` has the name of a new file.
    OSError
        If a file cannot be written; it names the file in `folder`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole_folder(folder, first="page.html") as building:
    ...     _ = (building / "page.html").write_text("It may rain.")
    ...     written_names(folder)
    []
    >>> written_names(folder)
    ['page.html']
    """
    building = folder / _BUILDING
    with _locked(folder):
        _finish(folder)
        building.mkdir()
        try:
            yield building
            _record(folder, building, first, also_replaced)
        except BaseException as error:
            shutil.rmtree(building, ignore_errors=True)
            if isinstance(error, OSError) and str(error.filename or "").startswith(f"{building}{os.sep}"):
                error.filename = str(folder / Path(error.filename).relative_to(building))  # as its reader knows it
            raise
        _finish(folder)


def written_names(folder: Path) -> list[str]:
    """Give the names of the files that the last run wrote to `folder`, none where there was no run."""
    return _names(folder / _RECORD, "files")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other processes from writing to `folder`; Windows cannot open a folder, and has no such lock."""
    if os.name == "nt":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            lock(descriptor)
        except BlockingIOError as error:
            raise ValueError(
                f"{folder}: another run is writing there; wait until it has ended, or choose another folder"
            ) from error
        yield
    finally:
        os.close(descriptor)


def _record(folder: Path, building: Path, first: str, also_replaced: Iterable[str]) -> None:
    """Write down which files are complete and which ones they replace; from here on the run can only be finished."""
    found = [path for path in sorted(building.rglob("*")) if path.is_file()]
    names = [path.relative_to(building).as_posix() for path in found]
    files = [*(name for name in names if name != first), first]
    blocked = [name for name in files if (folder / name).is_dir()]
    blocked += [part for part in dict.fromkeys(map(os.path.dirname, files)) if part and _is_file(folder / part)]
    if blocked:
        raise ValueError(f"{folder / blocked[0]}: is in the way of a new file; move it, or choose another folder")
    old = dict.fromkeys([first, *written_names(folder), *also_replaced, *files])
    for place in {path.parent for path in found}:
        sync_folder(place)
    text = json.dumps({"files": files, "replaced": [name for name in old if _is_file(folder / name)]}, indent=0)
    with whole_file(building / _BUILT) as file:
        file.write(text.encode("utf-8"))


def _finish(folder: Path) -> None:
    """Do what is left to do, from wherever a run ended."""
    building = folder / _BUILDING
    if (building / _BUILT).is_file():
        for name in _names(building / _BUILT, "replaced"):
            (folder / name).unlink(missing_ok=True)
        os.replace(building / _BUILT, building / _CLEARED)
    if (building / _CLEARED).is_file():
        files = _names(building / _CLEARED, "files")
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # moved before the run was killed
                os.replace(building / name, folder / name)
        os.replace(building / _CLEARED, folder / _RECORD)
        # Only now: until here neither run is complete, so it has to be quick; file systems keep the order of changes.
        for place in {folder, *((folder / name).parent for name in files)}:
            sync_folder(place)
    if building.is_dir():
        shutil.rmtree(building)


def _names(record: Path, which: str) -> list[str]:
    """Read names from a record; those that lead out of the folder, which no run writes, are left out."""
    if not record.is_file():
        return []
    try:
        names = list(json.loads(record.read_text(encoding="utf-8"))[which])
    except (ValueError, KeyError, TypeError):  # no record of ours
        return []
    return [name for name in names if isinstance(name, str) and _is_inside(name)]


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not {"\\", ":"} & set(name)


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()
