"""How far labelling is, for somebody who waits at a terminal or reads a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

SECONDS_BETWEEN_LINES = 10

Progress = Callable[[int, int], None]


@contextmanager
def progress() -> Iterator[Progress]:
    """Show how far labelling is: a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield lines()
        return
    with click.progressbar(length=1, label="label", file=sys.stderr) as bar:

        def move(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield move


def stages() -> Callable[[str, int, int], None]:
    """Return a function that says how far each stage of a corpus in parts is, a line now and then."""
    last = time.monotonic()

    def say(what: str, done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(f"{what}: {done:,} of {total:,} parts" if total else f"{what}: {done:,}", err=True)

    return say


def lines() -> Progress:
    """Return a function that says how far labelling is, a line now and then."""
    last = time.monotonic()

    def say(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(f"labelled {done:,} of {total:,} articles", err=True)

    return say
