"""`framing label -o folder`: in parts on disk, stopped and gone on with; one line for each thing that is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module

import pandas as pd
import pytest
from click.testing import CliRunner

import framing
from framing.cli import main
from framing.shards.folder import LABELLED, ShardFolder

shards_module = import_module("framing.label_shards")


def run(*words):
    return CliRunner().invoke(main, list(map(str, words)))


def error(*words):
    """The line that a command ends with."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    return result.stderr.splitlines()[-1]


@pytest.fixture
def corpus(demo, tmp_path):
    return written(demo.head(24), tmp_path / "articles.jsonl")


def written(articles, path):
    rows = articles[["doc_id", "outlet", "headline", "text"]].to_dict("records")
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(shards_module, "CHARACTERS", 20_000)


def spans_of(folder):
    return framing.over_shards(folder, lambda articles, spans: spans.assign(device=spans["device"].astype("str")))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_name_without_an_ending_is_a_folder_with_the_same_labels(corpus, tmp_path, small_parts, workers):
    result = run("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", workers)
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'out'}\n")
    assert len(ShardFolder(tmp_path / "out").numbers("spans")) > 2
    run("label", corpus, "-o", tmp_path / "spans.parquet", "--devices", "hedge", "--workers", workers)
    whole = framing.read_spans(tmp_path / "spans.parquet")
    pd.testing.assert_frame_equal(
        spans_of(tmp_path / "out"), whole.assign(device=whole["device"].astype("str")), check_dtype=False
    )


def test_the_end_says_how_much_was_found(corpus, tmp_path):
    said = run("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1).stderr.splitlines()
    instances = int((spans_of(tmp_path / "out")["role"] == "cue").sum())
    assert said[-1] == f"{instances} instances in 24 articles"
    again = run("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1)
    assert again.stderr.splitlines() == said[-1:]


def test_a_folder_with_labels_of_other_articles_is_one_line(corpus, tmp_path):
    run("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1)
    corpus.write_text(corpus.read_text("utf-8") + "\n", "utf-8")
    said = error("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1)
    assert "holds labels of other articles, or their files were changed since; give another folder" in said


def test_a_folder_of_another_run_is_one_line(corpus, tmp_path):
    run("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1)
    said = error("label", corpus, "-o", tmp_path / "out", "--devices", "booster", "--workers", 1)
    assert "holds a run with other devices, lexicons or versions" in said


def test_a_full_disk_is_one_line_and_the_same_command_goes_on(corpus, tmp_path, small_parts, monkeypatch):
    folder_module = import_module("framing.shards.folder")
    save, saved = folder_module.save_table, []

    def full(table, path):
        if len(saved) == 4:
            raise OSError(28, "No space left on device", str(path))
        saved.append(path)
        save(table, path)

    command = ("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1)
    with monkeypatch.context() as patched:
        patched.setattr(folder_module, "save_table", full)
        assert error(*command).endswith("out: No space left on device; make room, and the same call goes on from there")
    assert run(*command).exit_code == 0
    run("label", corpus, "-o", tmp_path / "whole", "--devices", "hedge", "--workers", 1)
    pd.testing.assert_frame_equal(spans_of(tmp_path / "out"), spans_of(tmp_path / "whole"))


def test_a_part_that_cannot_be_read_is_one_line_and_what_it_advises_helps(corpus, tmp_path, small_parts):
    command = ("label", corpus, "-o", tmp_path / "out", "--devices", "hedge", "--workers", 1)
    run(*command)
    whole = spans_of(tmp_path / "out")
    for kind in ("spans", "articles"):
        broken = ShardFolder(tmp_path / "out").path(kind, 1)
        broken.write_bytes(b"PAR1")
        with pytest.raises(ValueError, match=r"00001.parquet: this part cannot be read .*; remove it and run again"):
            spans_of(tmp_path / "out")
        broken.unlink()
        assert run(*command).exit_code == 0
        pd.testing.assert_frame_equal(spans_of(tmp_path / "out"), whole)


def test_a_folder_that_cannot_be_made_is_one_line(corpus, tmp_path):
    assert "no such folder; make it first" in error("label", corpus, "-o", tmp_path / "none" / "out")
    (tmp_path / "file").write_text("")
    assert "is a file; give the name of a folder" in error("label", corpus, "-o", tmp_path / "file")


def test_a_line_that_is_not_json_is_one_line(corpus, tmp_path):
    corpus.write_text(corpus.read_text("utf-8") + "\n{no}", "utf-8")
    assert "articles.jsonl, line 25: not JSON" in error("label", corpus, "-o", tmp_path / "out", "--workers", 1)


def test_a_number_of_workers_that_is_none_is_one_line(corpus, tmp_path):
    assert "'--workers'" in error("label", corpus, "-o", tmp_path / "out", "--workers", "-1")


STOPPED = """
import signal
import sys
from importlib import import_module
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background commands begin with it ignored
    import_module("framing.label_shards").CHARACTERS = 5_000
    from framing.cli import main
    main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_leaves_the_finished_parts_and_the_same_command_goes_on(demo, tmp_path):
    script, out = tmp_path / "command.py", tmp_path / "out"
    corpus = written(demo, tmp_path / "articles.jsonl")
    script.write_text(STOPPED)
    command = [sys.executable, str(script), "label", str(corpus), "-o", str(out), "--workers", "2"]
    # in a group of its own, as a terminal has it: Ctrl-C reaches all of its processes
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 60
    labelled = ShardFolder(out).path(LABELLED, 0).parent  # any part: the first one may be the last that is done
    while process.poll() is None and not list(labelled.glob("*.parquet")) and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    lines = [line for line in said.splitlines() if line]
    assert process.returncode == 130
    assert lines[-1] == f"framing: stopped; the finished parts are in {out}, and the same command goes on from there"
    assert "Traceback" not in said
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, f"{out}\n")
    pd.testing.assert_frame_equal(
        spans_of(out)[["doc_id", "start", "end", "device"]],
        framing.label(framing.read(corpus))[["doc_id", "start", "end", "device"]].astype({"device": "str"}),
        check_dtype=False,
    )
