"""Folders, links and paths: what is found in them is read once, and what cannot be is named."""

import gzip
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from framing.model import Note
from framing.read import read

TEXT = "outlet: X\n\nIt may rain."
skip_without_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pytest.fixture
def corpus(tmp_path):
    """A folder with one article, and another beside it."""
    for name in ("corpus/a.txt", "elsewhere/b.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(TEXT)
    return tmp_path / "corpus"


@pytest.fixture
def locked(corpus, monkeypatch):
    """A subfolder that this user may not open, whoever runs the test."""
    (corpus / "locked").mkdir()
    opened = os.scandir

    def scandir(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return corpus


def test_a_subfolder_that_cannot_be_opened_is_an_error(locked):
    with pytest.raises(
        ValueError, match=r"locked: is a folder that cannot be opened \(Permission denied\); change its"
    ):
        read(locked)


def test_a_subfolder_that_cannot_be_opened_can_be_left_out_and_is_named(locked):
    with pytest.warns(Note, match=r"1 file left out, not readable: .*locked \(is a folder that cannot be opened"):
        assert list(read(locked, errors="skip")["doc_id"]) == ["a"]


def test_a_link_to_a_folder_is_followed(corpus):
    (corpus / "more").symlink_to(corpus.parent / "elsewhere")
    assert list(read(corpus)["doc_id"]) == ["a", "b"]


def test_an_outlet_is_the_name_of_the_link_that_leads_to_its_folder(corpus):
    (corpus.parent / "elsewhere" / "b.txt").write_text("It may rain.")
    (corpus / "daily").symlink_to(corpus.parent / "elsewhere")
    assert list(read(corpus)["outlet"]) == ["X", "daily"]


@pytest.mark.parametrize("target", [".", "..", "inside", "a.txt"])
def test_a_link_to_what_is_read_already_is_named_and_not_followed(corpus, target):
    (corpus / "inside").mkdir()
    (corpus / "again.txt").symlink_to(corpus / target)
    with pytest.warns(Note, match=r"1 link not followed, since its target is read already: .*again\.txt"):
        assert list(read(corpus)["doc_id"]) == ["a"]


def test_of_two_links_to_one_folder_the_first_is_followed(corpus):
    (corpus / "more").symlink_to(corpus.parent / "elsewhere")
    (corpus / "even_more").symlink_to(corpus.parent / "elsewhere")
    with pytest.warns(Note, match=r"1 link not followed, .*: .*/more"):
        assert list(read(corpus)["doc_id"]) == ["a", "b"]


def test_links_that_lead_round_in_a_circle_come_to_an_end(corpus):
    (corpus / "more").symlink_to(corpus.parent / "elsewhere")
    (corpus.parent / "elsewhere" / "back").symlink_to(corpus)
    with pytest.warns(Note, match=r"1 link not followed, .*: .*more/back"):
        assert list(read(corpus)["doc_id"]) == ["a", "b"]


def test_a_link_to_nothing_is_an_error(corpus):
    (corpus / "gone.txt").symlink_to(corpus / "moved.txt")
    with pytest.raises(
        ValueError, match=r"gone\.txt: is a link to .*moved\.txt, which does not exist; remove the link"
    ):
        read(corpus)


def test_a_link_to_itself_can_be_left_out_and_is_named(corpus):
    (corpus / "self.txt").symlink_to(corpus / "self.txt")
    with pytest.warns(Note, match=r"1 file left out, not readable: .*self\.txt \(cannot be opened \("):
        assert list(read(corpus, errors="skip")["doc_id"]) == ["a"]


def test_hidden_links_and_links_called_readme_are_passed_over(corpus):
    (corpus / ".#a.txt").symlink_to("lock")
    (corpus / "README.txt").symlink_to(corpus.parent / "elsewhere" / "b.txt")
    assert list(read(corpus)["doc_id"]) == ["a"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (None, "read: a path is a str or a Path, not NoneType; give a folder"),
        (b"a.txt", "read: a path is a str or a Path, not bytes; give a folder"),
        (7, "read: a path is a str or a Path, not int; give a folder"),
        (pd.DataFrame({"text": ["a"]}), "read: a path is needed, not a DataFrame; with the columns doc_id, outlet and"),
        ([None], "read: None: a path is a str or a Path, not NoneType; give a folder"),
        ([b"a.txt"], "read: b'a.txt': a path is a str or a Path, not bytes; give a folder"),
        ("", "read: '': the path is empty; give a folder"),
        ("a\0.txt", r"a\\x00\.txt: cannot be opened \(.*\); give another path"),
        ("\ud83d.txt", r"\\ud83d\.txt: cannot be opened \(.*\); give another path"),
        ("x" * 5000 + ".txt", r"x{60}…x+\.txt \(5,004 characters\): cannot be opened \(.*\); give another path"),
    ],
)
def test_what_is_no_path_is_an_error(path, problem):
    with pytest.raises(ValueError, match=problem):
        read(path)


@pytest.mark.parametrize("path", [None, b"a.txt", "a\0.txt", "x" * 5000 + ".txt", "nowhere.txt"])
def test_what_is_no_path_can_be_left_out_of_a_list_and_is_named(corpus, path):
    with pytest.warns(Note, match="1 file left out, not readable: "):
        assert list(read([corpus, path], errors="skip")["doc_id"]) == ["a"]


def test_a_file_name_that_is_not_utf_8_is_an_error_that_shows_its_bytes(corpus):
    try:
        Path(os.fsdecode(os.fsencode(corpus) + b"/caf\xe9.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    with pytest.raises(ValueError, match=r"caf\\xe9\.txt: its name is not UTF-8; rename it"):
        read(corpus)


def test_a_file_name_that_is_not_utf_8_can_be_left_out(corpus):
    try:
        Path(os.fsdecode(os.fsencode(corpus) + b"/caf\xe9.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    with pytest.warns(Note, match=r"1 file left out, not readable: .*caf\\xe9\.txt \(its name is not UTF-8\)"):
        assert list(read(corpus, errors="skip")["doc_id"]) == ["a"]


def test_the_message_of_a_file_whose_name_has_a_line_end_is_one_line(corpus):
    (corpus / "rain\nin.txt").write_text("")
    with pytest.raises(ValueError, match=r"rain\\x0ain\.txt: the file is empty"):
        read(corpus)


@skip_without_pipes
@pytest.mark.parametrize("given", [lambda folder: folder, lambda folder: folder / "pipe.csv"])
def test_a_pipe_is_an_error_and_not_waited_for(corpus, given):
    os.mkfifo(corpus / "pipe.csv")
    statement = f"from framing import read; read({str(given(corpus))!r})"
    said = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, timeout=60, check=False)
    assert "pipe.csv: is a pipe, a socket or a device, not a file; save its content" in said.stderr


def test_a_folder_may_be_called_like_a_table(corpus):
    (corpus / "x.csv").mkdir()
    (corpus / "x.csv" / "b.txt").write_text(TEXT)
    assert list(read(corpus / "x.csv")["doc_id"]) == ["b"]


def test_a_gzip_file_made_to_fill_the_memory_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("framing.read.files"), "_ALWAYS_UNPACKED", 1_000_000)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b" " * 2_000_000))
    with pytest.raises(
        ValueError, match=r"a\.txt\.gz: decompresses to more than 100 times its size, .*; decompress it yourself"
    ):
        read(tmp_path)
