"""Labelling a Dask frame: the local table, also where a worker process is killed in the middle."""

import os
import signal
from importlib import import_module

import dask.dataframe
import pandas as pd
import pytest
from dask.distributed import Client, LocalCluster

import framing


def test_partitions_give_the_table_of_the_whole(demo, demo_spans):
    spans = framing.label_dask(dask.dataframe.from_pandas(demo, npartitions=5)).compute(scheduler="sync")
    pd.testing.assert_frame_equal(spans.reset_index(drop=True), demo_spans)


def test_genre_and_language_decide_as_in_label(article):
    articles = article(
        "I may go.", "It may rain.", "It seems late.", genre=["opinion", "", ""], lang=["en", "de", None]
    )
    spans = framing.label_dask(dask.dataframe.from_pandas(articles, npartitions=2)).compute(scheduler="sync")
    with pytest.warns(framing.Note, match="not in English: 1"):
        pd.testing.assert_frame_equal(spans.reset_index(drop=True), framing.label(articles))


def test_nothing_is_computed_before_it_is_asked_for(demo):
    spans = framing.label_dask(dask.dataframe.from_pandas(demo, npartitions=3), ["hedge"])
    assert (spans.npartitions, "speaker" in spans.columns) == (3, True)


def test_a_pandas_frame_is_one_line(demo):
    with pytest.raises(ValueError, match="a Dask frame is needed, not DataFrame"):
        framing.label_dask(demo)


def test_a_worker_with_another_version_is_one_line(demo, monkeypatch):
    module = import_module("framing.label_dask")
    monkeypatch.setattr(module, "VERSION", "0.0.9")
    spans = framing.label_dask(dask.dataframe.from_pandas(demo.head(2), npartitions=1), ["hedge"])
    monkeypatch.undo()
    with pytest.raises(ValueError, match=r"a worker has framing \S+ and the client 0\.0\.9"):
        spans.compute(scheduler="sync")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.filterwarnings("ignore")  # distributed warns of the lost worker, and of its own sockets
def test_a_worker_that_is_killed_changes_nothing(demo):
    articles = dask.dataframe.from_pandas(demo.head(24), npartitions=8)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        future = client.compute(framing.label_dask(articles))
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        spans = future.result(timeout=240)
    pd.testing.assert_frame_equal(spans.reset_index(drop=True), framing.label(demo.head(24)))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.filterwarnings("ignore")  # distributed warns of the lost worker, and of its own sockets
def test_a_cluster_labels_into_a_folder_also_when_a_worker_is_killed(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("framing.label_shards"), "CHARACTERS", 20_000)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:

        def kill_once(what, done, total):
            if (what, done) == ("labelled", 1):
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        address = cluster.scheduler_address
        folder = framing.label_shards([demo.head(24)], tmp_path / "out", scheduler=address, progress=kill_once)
    spans = framing.over_shards(folder, lambda articles, spans: spans)
    whole = framing.label(demo.head(24))
    pd.testing.assert_frame_equal(spans, whole, check_categorical=False, check_dtype=False)


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_one_line(demo, tmp_path, monkeypatch):
    with pytest.raises(ValueError, match="scheduler='here': is no address; give one such as tcp://"):
        framing.label_shards([demo.head(2)], tmp_path / "out", scheduler="here")
    monkeypatch.setattr(import_module("framing.shards.cluster"), "_SECONDS", 1)
    with pytest.raises(ValueError, match="no Dask scheduler was reached there within 1 seconds"):
        framing.label_shards([demo.head(2)], tmp_path / "out", scheduler="tcp://127.0.0.1:9")


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_with_another_version_or_no_worker_is_one_line(demo, tmp_path, monkeypatch):
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        monkeypatch.setattr(import_module("framing.shards.cluster"), "VERSION", "0.0.9")
        with pytest.raises(ValueError, match=r"workers have framing \S+, and this process 0\.0\.9"):
            framing.label_shards([demo.head(2)], tmp_path / "a", scheduler=cluster.scheduler_address)
        cluster.scale(0)
        cluster.sync(cluster._correct_state)
        with pytest.raises(ValueError, match="this cluster has no worker"):
            framing.label_shards([demo.head(2)], tmp_path / "b", scheduler=cluster.scheduler_address)
