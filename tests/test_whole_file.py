"""Files are complete under their name or as they were, wherever a run is killed and whatever goes wrong."""

import errno
import os
import subprocess
import sys

import pytest

from framing.files.whole_file import whole_file

# Ends a process, as a kill does, just before its n-th change of the file system, for n = 1, 2, ... until it gets
# through, and prints its exit status and what `seen` says after each. `start` puts everything back.
KILLED_ANYWHERE = """
import os, sys
from pathlib import Path
from framing.files.whole_file import whole_file
from framing.files.whole_folder import whole_folder
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree"}
os.fsync = lambda descriptor: None  # slow; a kill, unlike a power cut, loses nothing that was written
here = Path(sys.argv[1])
def run(number, task):
    left = number
    def kill(event, arguments):
        nonlocal left
        if event in CHANGES:
            left -= 1
            if not left:
                os._exit(9)
    child = os.fork()
    if not child:
        sys.addaudithook(kill)
        task()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
def everywhere(start, task, seen):
    number = 0
    while True:
        number += 1
        start()
        code = run(number, task)
        print(code, seen())
        if code == 0:
            return
"""


def killed_anywhere(script, folder):
    """The lines that a script written for the above prints."""
    command = [sys.executable, "-c", KILLED_ANYWHERE + script, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.splitlines()


def hidden(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

WRITE = """
path = here / "spans.csv"
def start():
    path.write_text("old")
def task():
    with whole_file(path) as file:
        file.write(b"n")
        file.flush()
        file.write(b"ew")
everywhere(start, task, path.read_text)
task()
print(*sorted(os.listdir(here)))
"""


@needs_fork
def test_a_file_is_old_or_new_wherever_a_run_is_killed(tmp_path):
    said = killed_anywhere(WRITE, tmp_path)[:-1]
    assert (len(said) > 4, set(said)) == (True, {"9 old", "9 new", "0 new"})


@needs_fork
def test_what_killed_runs_left_is_removed_by_the_next(tmp_path):
    assert killed_anywhere(WRITE, tmp_path)[-1] == "spans.csv"


def test_until_all_is_written_the_old_file_stands(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_text(encoding="utf-8") == "old"


def failing(path, error):
    with whole_file(path) as file:
        file.write(b"half")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("x"), OSError(errno.ENOSPC, "full")])
def test_whatever_goes_wrong_leaves_the_old_file_and_nothing_else(tmp_path, error):
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    with pytest.raises(type(error)):
        failing(tmp_path / "a.csv", error)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("a.csv", "old")]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), OSError("write failed")])
def test_a_full_disk_names_the_file(tmp_path, error):
    with pytest.raises(OSError, match=r"a\.csv"):
        failing(tmp_path / "a.csv", error)


def test_what_another_run_is_writing_is_no_leftover(tmp_path):
    with whole_file(tmp_path / "a.csv") as first:
        with whole_file(tmp_path / "a.csv") as second:
            second.write(b"second")
        first.write(b"first")
    assert (tmp_path / "a.csv").read_bytes() == b"first"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    with whole_file(tmp_path / "link.csv") as file:
        file.write(b"new")
    assert ((tmp_path / "link.csv").is_symlink(), (tmp_path / "a.csv").read_bytes()) == (True, b"new")


def test_permissions_stay(tmp_path):
    (tmp_path / "a.csv").touch()
    (tmp_path / "a.csv").chmod(0o640)
    with whole_file(tmp_path / "a.csv"):
        pass
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "usual").touch()
    with whole_file(tmp_path / "a.csv"):
        pass
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_name_as_long_as_allowed_is_written(tmp_path):
    with whole_file(tmp_path / ("ä" * 125 + ".csv")) as file:
        file.write(b"x")
    assert hidden(tmp_path) == []
