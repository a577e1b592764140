"""The outermost level of the command: whatever goes wrong below it ends as one line, and notes are lines."""

from __future__ import annotations

import io
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, TextIO

import click

from framing.cli.words import as_options

DEBUG, NOTES = "framing.debug", "framing.notes"


class Failure(click.ClickException):
    """An error as one clear line."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line to stderr."""
        click.echo(f"framing: error: {self.format_message()}", err=True)


class Stopped(click.ClickException):
    """The end that somebody at the keyboard asked for."""

    exit_code = 130

    def show(self, file: IO[Any] | None = None) -> None:
        """Print a line to stderr."""
        click.echo(f"\nframing: {self.format_message()}", err=True)


class Program(click.Group):
    """The command `framing`: whatever goes wrong below it ends as one line and exit status 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command's name."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
                stream.reconfigure(errors="backslashreplace")  # what its encoding lacks is no reason to stop
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _failure(error, ctx) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            with _notes_as_lines(ctx.meta.setdefault(NOTES, [])):
                return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, Failure, Stopped, BrokenPipeError):
            raise  # click ends quietly where nobody reads on, as in `framing devices | head -1`
        except KeyboardInterrupt:
            raise Stopped("stopped") from None
        except Exception as error:  # the program's outermost door: nobody above could say it better
            raise _failure(error, ctx) from error


def _failure(error: Exception, ctx: click.Context) -> Failure:
    """Say what went wrong in one line; with ``--debug``, show first where."""
    if ctx.meta.get(DEBUG) and not isinstance(error, click.ClickException):
        traceback.print_exception(error)
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "framing"
        message = f"{error.format_message().rstrip('.')}; see {command} --help"
    elif isinstance(error, click.ClickException):
        message = error.format_message()
    elif isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        message = f"{where}{error.strerror}; check the path, its permissions and the space left"
    elif isinstance(error, MemoryError):
        message = "not enough memory; give fewer articles at a time"
    elif isinstance(error, ValueError):
        message = str(error)
    else:
        message = f"unexpected {type(error).__name__}: {error}; this is a fault of framing, and --debug shows where"
    return Failure(as_options(" ".join(message.split())))


@contextmanager
def _notes_as_lines(kept: list[str]) -> Iterator[None]:
    """Print notes of the verbs as lines of their own, without Python's file and line, and keep them."""
    usual = warnings.showwarning

    def shown(
        message: Warning | str, category: type[Warning], filename: str, lineno: int,
        file: TextIO | None = None, line: str | None = None,
    ) -> None:  # fmt: skip
        if category.__module__.startswith("framing."):
            kept.append(str(message))
            click.echo(f"note: {as_options(' '.join(str(message).split()))}", err=True)
        else:
            usual(message, category, filename, lineno, file, line)

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)  # of which notes are a kind
        warnings.showwarning = shown
        yield
