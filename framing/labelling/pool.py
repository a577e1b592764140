"""Run one function over many parts in several processes, results in the order of the parts."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import SimpleQueue
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

TRIES = 2  # of a part whose process was killed
_AHEAD = 2  # parts given out per process before results are taken
_FAILED = 1  # with what a process ends that cannot begin, or that runs the script again
_NOT_BEGUN = (
    "label: the processes of workers= cannot begin, since each of them runs this script first; put what it does below "
    'if __name__ == "__main__":, or give workers=1'
)


def in_processes(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], *, workers: int, name_of: Callable[[_Task], str]
) -> Iterator[_Result]:
    """Give the result of `work` for each task, in order, from `workers` processes.

    A part whose process is killed (by the system when memory runs out, for instance) is tried once more; then the error
    names it by `name_of`. Results that were given out before stay. Errors of `work` itself are raised as they are. An
    error of its own says that no process can begin, since each runs the script that calls this.

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
        context = _context()
        begun: SimpleQueue[int] = context.SimpleQueue()  # the number of each process that is ready for work
        pool = ProcessPoolExecutor(min(workers, len(tasks)), mp_context=context, initializer=_begin, initargs=(begun,))
        waiting: dict[int, Future[_Result]] = {}
        try:
            given = at
            while at < len(tasks):
                # after a kill, one part alone, which shows whether it was the one
                while given < len(tasks) and given - at < (1 if tries else _AHEAD * workers):
                    try:
                        waiting[given] = pool.submit(work, tasks[given])
                    except (EOFError, ConnectionError):  # the process that starts the others ran the script itself
                        raise ValueError(_NOT_BEGUN) from None
                    given += 1
                yield waiting.pop(at).result()
                at, tries = at + 1, 0
        except (KeyboardInterrupt, GeneratorExit):
            _stop(begun)  # results are written whole, so what is begun may be lost
            raise
        except BrokenProcessPool:
            if begun.empty():
                raise ValueError(_NOT_BEGUN) from None
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
    if workers != 1 and _is_beginning():
        sys.exit(_FAILED)  # the caller says what is wrong, once for all processes
    return workers or cores()


def _is_beginning() -> bool:
    """Tell whether this is a process of a pool that runs the script before it is given work.

    The script has a name of its own for that, and is the main module only afterwards.
    """
    script = sys.modules.get("__mp_main__")
    return script is not None and script.__name__ == "__mp_main__" and script is not sys.modules["__main__"]


def cores() -> int:
    """Return how many cores this process may use.

    Examples
    --------
    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(begun: SimpleQueue[int]) -> None:
    """Say that this process is ready; Ctrl-C reaches every process of a terminal, and is left to the caller."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begun.put(os.getpid())


def _stop(begun: SimpleQueue[int]) -> None:
    """End the processes that have begun; the others are given no work."""
    children = {process.pid: process for process in multiprocessing.active_children()}
    while not begun.empty():
        process = children.get(begun.get())
        if process is not None:
            process.terminate()


def _context() -> multiprocessing.context.BaseContext:
    """Start processes from a clean one: a copy of this one could hang on the locks of its threads."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
