"""A corpus in parts on disk: the labels of the whole, whatever the parts, and nothing lost or twice after a kill."""

import os
import signal
import subprocess
import sys
import time
from importlib import import_module

import pandas as pd
import pytest

import framing
from framing.shards.folder import LABELLED, ShardFolder

shards_module = import_module("framing.label_shards")


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(shards_module, "CHARACTERS", 20_000)


def spans_of(folder):
    return framing.over_shards(folder, lambda articles, spans: spans)


def without_categories(spans):
    return spans.assign(device=spans["device"].astype("str"))


def test_the_labels_are_those_of_the_whole(demo, demo_spans, tmp_path, small_parts):
    folder = framing.label_shards([demo.iloc[:31], demo.iloc[31:]], tmp_path)
    assert len(ShardFolder(folder).numbers("spans")) > 5
    pd.testing.assert_frame_equal(without_categories(spans_of(folder)), without_categories(demo_spans))


def test_two_workers_write_the_same_files(demo, tmp_path, small_parts):
    one, two = tmp_path / "one", tmp_path / "two"
    framing.label_shards([demo.head(40)], one, devices=["hedge"])
    framing.label_shards([demo.head(40)], two, devices=["hedge"], workers=2)
    names = [f"spans/{number:05d}.parquet" for number in ShardFolder(one).numbers("spans")]
    assert [(one / name).read_bytes() for name in names] == [(two / name).read_bytes() for name in names]


def test_counts_of_the_parts_are_counts_of_the_whole(demo, demo_spans, tmp_path, small_parts):
    folder = framing.label_shards([demo], tmp_path)
    counts = framing.over_shards(folder, lambda articles, spans: framing.count(articles, spans, by="voice"))
    whole = framing.count(demo, demo_spans, by="voice")
    pd.testing.assert_frame_equal(counts, whole, check_categorical=False, check_dtype=False)


def test_a_part_in_which_nothing_is_found_counts_as_zero(article, tmp_path, monkeypatch):
    monkeypatch.setattr(shards_module, "CHARACTERS", 5)
    folder = framing.label_shards([article("It may rain.", "Rain.")], tmp_path, devices=["hedge"])
    assert framing.over_shards(folder, framing.count)["n"].tolist() == [1, 0]
    assert framing.over_shards(folder, framing.count)["device"].tolist() == ["hedge", "hedge"]


def test_a_finished_run_is_not_done_again(demo, tmp_path):
    framing.label_shards([demo.head(4)], tmp_path, devices=["hedge"])
    told = []
    framing.label_shards(iter(()), tmp_path, devices=["hedge"], progress=lambda *said: told.append(said))
    assert told == []


def test_only_the_results_stay(demo, tmp_path):
    framing.label_shards([demo.head(4)], tmp_path, devices=["hedge"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "shards.json", "spans"]


RUN = """
import sys, framing
from importlib import import_module
if __name__ == "__main__":
    import_module("framing.label_shards").CHARACTERS = 20_000
    articles = framing.read(sys.argv[1])
    framing.label_shards([articles], sys.argv[2], devices=["hedge", "attribution"])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_runs_that_are_killed_go_on_and_lose_nothing(demo, tmp_path, small_parts):
    articles, script = tmp_path / "articles.parquet", tmp_path / "run.py"
    demo.to_parquet(articles)
    script.write_text(RUN)
    folder = tmp_path / "killed"
    for part in (1, 4):  # killed when this part is labelled, and then a little later
        run = subprocess.Popen([sys.executable, str(script), str(articles), str(folder)])
        while run.poll() is None and not ShardFolder(folder).path(LABELLED, part).exists():
            time.sleep(0.01)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    subprocess.run([sys.executable, str(script), str(articles), str(folder)], check=True)
    whole = framing.label_shards([framing.read(articles)], tmp_path / "whole", devices=["hedge", "attribution"])
    pd.testing.assert_frame_equal(spans_of(folder), spans_of(whole))


def test_another_run_in_the_folder_is_one_line(demo, tmp_path):
    framing.label_shards([demo.head(4)], tmp_path, devices=["hedge"])
    with pytest.raises(ValueError, match="holds a run with other devices, lexicons or versions"):
        framing.label_shards([demo.head(4)], tmp_path, devices=["booster"])


def test_other_articles_than_before_are_one_line(demo, tmp_path):
    framing.label_shards([demo.head(4)], tmp_path, devices=["hedge"])
    made = ShardFolder(tmp_path)
    made.save_record({name: value for name, value in made.record().items() if name in ("run", "versions")})
    for others in (demo.tail(4), demo.head(4).rename(columns={"headline": "lead"})):
        with pytest.raises(ValueError, match="other articles or columns than those given now"):
            framing.label_shards([others], tmp_path, devices=["hedge"])


def test_files_of_somebody_elses_are_not_written_between(demo, tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(ValueError, match=r"has other files \(thesis.docx\)"):
        framing.label_shards([demo.head(2)], tmp_path)


def test_an_article_in_two_tables_is_one_line(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(shards_module, "CHARACTERS", 10)
    with pytest.raises(ValueError, match="is in two of the tables"):
        framing.label_shards([demo.head(2), demo.head(1)], tmp_path)


def test_tables_with_other_columns_are_one_line(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(shards_module, "CHARACTERS", 10)
    with pytest.raises(ValueError, match="differ in their columns"):
        framing.label_shards([demo.head(1), demo.iloc[1:2].drop(columns="headline")], tmp_path)


def test_a_part_that_cannot_be_read_is_one_line(demo, tmp_path):
    folder = framing.label_shards([demo.head(2)], tmp_path, devices=["hedge"])
    ShardFolder(folder).path("spans", 0).write_bytes(b"PAR1")
    with pytest.raises(ValueError, match=r"00000.parquet: this part cannot be read .*; remove it and run again"):
        spans_of(folder)


def test_labels_that_are_not_finished_are_one_line(tmp_path):
    with pytest.raises(ValueError, match="no labelled corpus in this folder"):
        spans_of(tmp_path)
    ShardFolder(tmp_path).save_record({"run": "x"})
    with pytest.raises(ValueError, match="labelling is not finished"):
        spans_of(tmp_path)


def test_no_article_is_one_line(tmp_path):
    with pytest.raises(ValueError, match="no articles"):
        framing.label_shards([], tmp_path)
