"""Run one function over many parts in several processes, results in the order of the parts."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

TRIES = 2  # of a part whose process was killed
_AHEAD = 2  # parts given out per process before results are taken


def in_processes(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], *, workers: int, name_of: Callable[[_Task], str]
) -> Iterator[_Result]:
    """Give the result of `work` for each task, in order, from `workers` processes.

    A part whose process is killed (by the system when memory runs out, for instance) is tried once more; then the error
    names it by `name_of`. Results that were given out before stay. Errors of `work` itself are raised as they are.

    Examples
    --------
    >>> list(in_processes(abs, [-1, 2], workers=1, name_of=str))
    [1, 2]
    """
    if workers == 1 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    at = tries = 0
    while at < len(tasks):
        pool = ProcessPoolExecutor(
            min(workers, len(tasks)), mp_context=_context(), initializer=_leave_stopping_to_caller
        )
        waiting: dict[int, Future[_Result]] = {}
        try:
            given = at
            while at < len(tasks):
                # after a kill, one part alone, which shows whether it was the one
                while given < len(tasks) and given - at < (1 if tries else _AHEAD * workers):
                    waiting[given] = pool.submit(work, tasks[given])
                    given += 1
                yield waiting.pop(at).result()
                at, tries = at + 1, 0
        except (KeyboardInterrupt, GeneratorExit):
            for process in list(pool._processes.values()):  # results are written whole, so what is begun may be lost
                process.terminate()
            raise
        except BrokenProcessPool:
            tries += 1
            if tries >= TRIES:
                raise ValueError(
                    f"{name_of(tasks[at])}: the process that labelled this was killed {TRIES} times, perhaps for want "
                    "of memory; give fewer workers, or workers=1 to see where it stops"
                ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def checked_workers(workers: int) -> int:
    """Return the number of processes, or raise where it is none; 0 is one for each core of the machine.

    Examples
    --------
    >>> checked_workers(3)
    3
    """
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 0:
        raise ValueError(f"workers={workers!r}: give a whole number of processes, or 0 for one per core")
    return workers or cores()


def cores() -> int:
    """Return how many cores this process may use.

    Examples
    --------
    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_stopping_to_caller() -> None:
    """Ctrl-C reaches every process of a terminal; the one that gave out the parts answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _context() -> multiprocessing.context.BaseContext:
    """Start processes from a clean one: a copy of this one could hang on the locks of its threads."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
