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
