"""Run one function over many parts on the workers of a Dask cluster that reach the same folder."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from framing.model import VERSION

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_ADDRESS = re.compile(r"[a-z]+://\S+")
_AHEAD = 2  # parts given out per thread before results are taken
_SECONDS = 30  # to reach the scheduler


def on_cluster(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], *, scheduler: str, name_of: Callable[[_Task], str]
) -> Iterator[_Result]:
    """Give the result of `work` for each task, in order, from the workers of the cluster at `scheduler`.

    A part whose worker is lost is done again by another one; Dask gives up after several times.

    Raises
    ------
    ValueError
        Where Dask is missing, the scheduler cannot be reached, there is no worker, a worker has another version of this
        package, or a part took several workers with it.
    """
    with _connected(scheduler) as client:
        threads = _checked_threads(client, scheduler)
        coming = iter(tasks)
        given: deque[tuple[_Task, Any]] = deque()
        while True:
            while len(given) < _AHEAD * threads and (task := next(coming, None)) is not None:
                given.append((task, client.submit(work, task, pure=False)))
            if not given:
                return
            task, future = given.popleft()
            try:
                yield future.result()
            except _killed() as error:
                raise ValueError(
                    f"{name_of(task)}: the workers that labelled this were lost several times, perhaps for want of "
                    "memory; give the workers more memory, or fewer threads each"
                ) from error


def check_cluster(scheduler: str) -> None:
    """Raise a one-line `ValueError` where no cluster can be used there."""
    with _connected(scheduler) as client:
        _checked_threads(client, scheduler)


def _connected(scheduler: str) -> Any:
    """Connect to a scheduler."""
    if not _ADDRESS.fullmatch(scheduler):
        raise ValueError(f"scheduler={scheduler!r}: is no address; give one such as tcp://10.0.0.5:8786")
    try:
        from dask import distributed
    except ImportError:
        raise ValueError('scheduler: Dask is not installed; pip install "newsframing[cluster]"') from None
    connect: Any = distributed.Client
    try:
        return connect(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ValueError(
            f"scheduler={scheduler!r}: no Dask scheduler was reached there within {_SECONDS} seconds; start one with "
            "dask scheduler, and give the address that it prints"
        ) from error


def _killed() -> type[Exception]:
    """Give the error of a task that took its workers with it."""
    found: type[Exception] = import_module("distributed").KilledWorker
    return found


def _checked_threads(client: Any, scheduler: str) -> int:
    """Count the threads of all workers; raise where a worker has no or another version of this package."""
    threads = sum(map(int, client.nthreads().values()))
    if not threads:
        raise ValueError(f"scheduler={scheduler!r}: this cluster has no worker; start one with dask worker")
    try:
        versions = set(client.run(_version).values())
    except ImportError as error:
        raise ValueError(f"scheduler={scheduler!r}: a worker lacks newsframing; install it on all workers") from error
    if versions != {VERSION}:
        raise ValueError(
            f"scheduler={scheduler!r}: workers have framing {', '.join(sorted(versions))}, and this process {VERSION}; "
            "install the same version on all"
        )
    return threads


def _version() -> str:
    return str(import_module("framing.model").VERSION)  # the worker's
