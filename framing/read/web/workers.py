"""Work on many pages with several processors: results in the order of the pages, whoever is ready first."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from queue import SimpleQueue
from typing import IO, TypeVar

from framing.read.web.extract import Page, page_fields

FEWEST_PAGES = 48  # below it, starting processes takes longer than they save
_MOST_WAITING = 32_000_000  # bytes of pages that wait for the decision, and for their turn
_AHEAD = 4  # pages per process that wait for their turn
_LENGTH = 8  # bytes

Result = dict[str, object] | str
Item = TypeVar("Item")


def in_order(items: Iterable[tuple[Item, Page | None]]) -> Iterator[tuple[Item, Result | None]]:
    """Return each item with the fields of its page's article, or the reason why it has none; None without a page.

    Many pages in a row are shared among processes. These are started as programs of their own, not forked and not
    spawned: a notebook has threads, and a script need not be importable.
    """
    coming = iter(items)
    waiting: list[tuple[Item, Page | None]] = []
    size = 0
    for item, page in coming:
        waiting.append((item, page))
        size += len(page.raw) if page is not None else 0
        if page is not None and len(waiting) >= FEWEST_PAGES and processors() > 1:
            yield from _shared(chain(waiting, coming))
            return
        if page is None or size > _MOST_WAITING:
            yield from _alone(waiting)
            waiting, size = [], 0
    yield from _alone(waiting)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _alone(items: Iterable[tuple[Item, Page | None]]) -> Iterator[tuple[Item, Result | None]]:
    for item, page in items:
        yield item, None if page is None else page_fields(page)


def _shared(coming: Iterator[tuple[Item, Page | None]]) -> Iterator[tuple[Item, Result | None]]:
    workers = [_Worker() for _ in range(processors())]
    free: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def ask(page: Page) -> Result:
        worker = free.get()
        try:
            return worker.ask(page)
        finally:
            free.put(worker)

    threads = ThreadPoolExecutor(len(workers))
    turns: deque[tuple[Item, Future[Result] | None, int]] = deque()
    size, is_over = 0, False
    try:
        while True:
            while not is_over and len(turns) < _AHEAD * len(workers) and (size < _MOST_WAITING or not turns):
                following = next(coming, None)
                if following is None:
                    is_over = True
                    break
                item, page = following
                turns.append((item, threads.submit(ask, page) if page else None, len(page.raw) if page else 0))
                size += turns[-1][2]
            if not turns:
                return
            item, result, bytes_of_page = turns.popleft()
            size -= bytes_of_page
            yield item, None if result is None else result.result()
    finally:
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()


class _Worker:
    """A process that extracts one page at a time; where it ends early, the page is extracted here."""

    command = (sys.executable, "-c", "from framing.read.web.workers import serve; serve()")

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def ask(self, page: Page) -> Result:
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None or self._process.poll() is not None:
            return page_fields(page)
        try:
            _send(sink, tuple(page))
            answer = _receive(source)
        except (OSError, EOFError):
            return page_fields(page)
        return answer if isinstance(answer, (dict, str)) else page_fields(page)

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def serve() -> None:
    """Extract the pages that come on standard input, until it ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    while True:
        try:
            page = _receive(source)
        except (EOFError, KeyboardInterrupt):
            return
        _send(sink, page_fields(Page(*page)))  # type: ignore[misc]


def _send(sink: IO[bytes], value: object) -> None:
    packed = pickle.dumps(value)
    sink.write(len(packed).to_bytes(_LENGTH, "big") + packed)
    sink.flush()


def _receive(source: IO[bytes]) -> object:
    length = source.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    packed = source.read(int.from_bytes(length, "big"))
    return pickle.loads(packed)  # written by this program, at the other end of the pipe
