"""Labelling in several processes: the same table, in the same order, and a killed process is no lost article."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.labelling.pool import in_processes


def test_two_workers_give_the_table_of_one(demo):
    alone = framing.label(demo.head(24))
    pd.testing.assert_frame_equal(framing.label(demo.head(24), workers=2), alone)


def test_doc_ids_that_are_numbers_stay_numbers(demo):
    articles = demo.head(6).assign(doc_id=range(6))
    pd.testing.assert_frame_equal(framing.label(articles, ["hedge"], workers=2), framing.label(articles, ["hedge"]))


def test_progress_counts_every_article(demo):
    told = []
    framing.label(demo.head(12), ["hedge"], with_voice=False, workers=2, progress=lambda *numbers: told.append(numbers))
    assert told[-1] == (12, 12)
    assert told == sorted(told)


@pytest.mark.parametrize("workers", [-1, 1.5, True, "two"])
def test_a_number_of_workers_that_is_none_is_one_line(workers, demo):
    with pytest.raises(ValueError, match="workers="):
        framing.label(demo.head(1), workers=workers)


@pytest.mark.parametrize("first", ["", "multiprocessing.set_forkserver_preload(['ends'])\n"])
def test_a_script_that_every_process_runs_again_is_one_line_that_says_what_to_do(tmp_path, first):
    (tmp_path / "ends.py").write_text("raise SystemExit(1)")
    script = tmp_path / "script.py"
    script.write_text(
        f"import multiprocessing\nfrom framing.labelling.pool import checked_workers, in_processes\n{first}"
        "list(in_processes(abs, [-1, -2], workers=checked_workers(2), name_of=str))"
    )
    path = os.pathsep.join((str(Path(framing.__file__).parents[1]), str(tmp_path)))
    done = subprocess.run(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
    )
    told = 'put what it does below if __name__ == "__main__":, or give workers=1\n'
    assert (done.stderr.count("Traceback"), done.stderr.endswith(told)) == (1, True)


def kill_once(task):
    """Kill this process, but only the first time that this task is tried."""
    number, folder = task
    mark = Path(folder) / f"tried-{number}"
    if number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def kill_always(task):
    if task == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


needs_sigkill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


@needs_sigkill
def test_a_killed_process_is_tried_again_and_nothing_is_twice(tmp_path):
    tasks = [(number, str(tmp_path)) for number in range(6)]
    assert list(in_processes(kill_once, tasks, workers=2, name_of=str)) == list(range(6))


@needs_sigkill
def test_a_part_whose_process_is_killed_twice_is_named():
    with pytest.raises(ValueError, match=r"part 2: the process that labelled this was killed 2 times"):
        list(in_processes(kill_always, list(range(6)), workers=2, name_of=lambda task: f"part {task}"))


def test_an_error_of_the_work_is_raised_as_it_is():
    with pytest.raises(ValueError, match="invalid literal"):
        list(in_processes(int, ["1", "no"], workers=2, name_of=str))


def test_who_takes_no_more_results_ends_the_processes_that_are_at_work():
    results = in_processes(time.sleep, [0, 60, 60], workers=2, name_of=str)
    next(results)
    results.close()
    until = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []
