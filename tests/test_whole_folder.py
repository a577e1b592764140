"""Files of a folder that were made together: old or new, never both, wherever a run is killed."""

import json
import os
import subprocess
import sys

import pytest
from test_whole_file import hidden, killed_anywhere, needs_fork

from framing.files.whole_folder import whole_folder, written_names

REPLACE = """
import shutil
out = here / "out"
def write(text, *names):
    with whole_folder(out, first="page.html", also_replaced=["beside"]) as building:
        (building / "details").mkdir()
        for name in (*names, "page.html", "rates.csv", "details/counts.csv"):
            with whole_file(building / name) as file:
                file.write(text.encode())
def start():
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    (out / "beside").write_text("old")
    write("old", "forest.pdf")
    (out / "beside").write_text("old")
def found():
    return {path.name: path.read_text() for path in out.rglob("*")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(out).parts)}
def seen():
    texts = found()
    assert texts.pop("notes.txt") == "mine"
    kinds = "+".join(sorted(set(texts.values())))
    page = "page" if "page.html" in texts else "no page"
    return f"{kinds}, {page}, {len(texts)}"
"""
KILLED = REPLACE + "everywhere(start, lambda: write('new', 'bars.pdf'), seen)\n"
REPAIRED = REPLACE + (
    "everywhere(start, lambda: write('new', 'bars.pdf'), lambda: (write('newer'), seen(), sorted(os.listdir(out))))\n"
)


@needs_fork
def test_files_of_two_runs_never_stand_side_by_side(tmp_path):
    kinds = [line.split(" ", 1)[1].split(",")[0] for line in killed_anywhere(KILLED, tmp_path)]
    assert (len(kinds) > 20, set(kinds)) == (True, {"old", "new", ""})


@needs_fork
def test_where_the_page_is_all_files_are(tmp_path):
    with_page = {line.split(" ", 1)[1] for line in killed_anywhere(KILLED, tmp_path) if ", page, " in line}
    assert with_page == {"old, page, 5", "new, page, 4"}


@needs_fork
def test_the_next_run_puts_everything_right(tmp_path):
    said = {line.split(" ", 1)[1] for line in killed_anywhere(REPAIRED, tmp_path)}
    files = [".framing-files.json", "details", "notes.txt", "page.html", "rates.csv"]
    assert said == {str((None, "newer, page, 3", files))}


def write(folder, *names):
    with whole_folder(folder, first="page.html") as building:
        for name in ("page.html", *names):
            (building / name).write_text("new", encoding="utf-8")


def write_half(folder):
    with whole_folder(folder, first="page.html") as building:
        (building / "rates.csv").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt


def test_files_of_the_last_run_that_are_no_longer_written_go(tmp_path):
    write(tmp_path, "forest.pdf")
    write(tmp_path, "rates.csv")
    assert sorted(path.name for path in tmp_path.glob("[!.]*")) == ["page.html", "rates.csv"]


def test_files_that_no_run_wrote_stay(tmp_path):
    (tmp_path / "forest.pdf").write_text("mine", encoding="utf-8")
    write(tmp_path)
    assert (tmp_path / "forest.pdf").read_text(encoding="utf-8") == "mine"


def test_what_fails_leaves_the_last_run_and_nothing_else(tmp_path):
    write(tmp_path, "rates.csv")
    with pytest.raises(KeyboardInterrupt):
        write_half(tmp_path)
    assert ((tmp_path / "rates.csv").read_text(encoding="utf-8"), hidden(tmp_path)) == ("new", [".framing-files.json"])


@pytest.mark.parametrize("name", ["../mine.txt", "/etc/mine.txt", "a/../../mine.txt", "", 3])
def test_a_record_that_leads_out_of_the_folder_is_not_followed(tmp_path, name):
    (tmp_path / "mine.txt").touch()
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / ".framing-files.json").write_text(json.dumps({"files": [name]}), encoding="utf-8")
    write(folder)
    assert ((tmp_path / "mine.txt").exists(), written_names(folder)) == (True, ["page.html"])


@pytest.mark.parametrize("record", ["", "[]", "{", '{"files": 3}'])
def test_a_broken_record_is_none(tmp_path, record):
    (tmp_path / ".framing-files.json").write_text(record, encoding="utf-8")
    assert written_names(tmp_path) == []


def test_a_folder_in_the_way_of_a_file_is_named_before_anything_is_replaced(tmp_path):
    write(tmp_path, "rates.csv")
    (tmp_path / "counts.csv").mkdir()
    with pytest.raises(ValueError, match=r"counts\.csv: is in the way of a new file; move it"):
        write(tmp_path, "counts.csv")
    assert written_names(tmp_path) == ["rates.csv", "page.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no lock on folders")
def test_two_runs_at_once_are_refused(tmp_path):
    lines = ("import sys, pathlib", "from framing.files.whole_folder import whole_folder")
    second = "\n".join([*lines, "with whole_folder(pathlib.Path(sys.argv[1]), first='a'): 0"])
    with whole_folder(tmp_path, first="page.html") as building:
        done = subprocess.run([sys.executable, "-c", second, tmp_path], capture_output=True, text=True, check=False)
        (building / "page.html").touch()
    assert "another run is writing there; wait" in done.stderr
