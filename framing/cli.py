"""The same verbs from a shell: label and report corpora without a line of Python."""

from __future__ import annotations

import io
import os
import re
import sys
import textwrap
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TextIO

import click

if TYPE_CHECKING:
    import pandas as pd

# Every other import stands in the command that needs it, so that --help and --version answer at once.

LABEL_KINDS = (".parquet", ".csv")
SECONDS_BETWEEN_LINES = 10
_DEBUG, _NOTES = "framing.debug", "framing.notes"
# What the verbs' errors advise in Python's words is here an option.
_AS_OPTIONS = {
    'encoding_errors="replace"': "--encoding-errors replace",
    'encoding="cp1252"': "--encoding cp1252",
    'encoding="utf-16-le"': "--encoding utf-16-le",
    'encoding="utf-16-be"': "--encoding utf-16-be",
    'errors="skip"': "--errors skip",
    "lexicons=[...]": "--lexicon FILE",
}

Progress = Callable[[int, int], None]


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
        click.echo("\nframing: stopped", err=True)


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
            with _notes_as_lines(ctx.meta.setdefault(_NOTES, [])):
                return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, Failure, BrokenPipeError):
            raise  # click ends quietly where nobody reads on, as in `framing devices | head -1`
        except KeyboardInterrupt:
            raise Stopped("stopped") from None
        except Exception as error:  # the program's outermost door: nobody above could say it better
            raise _failure(error, ctx) from error


def _failure(error: Exception, ctx: click.Context) -> Failure:
    """Say what went wrong in one line; with ``--debug``, show first where."""
    if ctx.meta.get(_DEBUG) and not isinstance(error, click.ClickException):
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
    for words, option in _AS_OPTIONS.items():
        message = message.replace(words, option)
    return Failure(" ".join(message.split()))


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
            click.echo(f"note: {' '.join(str(message).split())}", err=True)
        else:
            usual(message, category, filename, lineno, file, line)

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)  # of which notes are a kind
        warnings.showwarning = shown
        yield


class _Place(click.Path):
    """A path; an empty one is refused, which Python would take for the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check the path as the command line has it."""
        if value == "":
            self.fail("the path is empty; give a name", param, ctx)
        return super().convert(value, param, ctx)


def _set_debug(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta[_DEBUG] = True


def _print_version(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        # Read, not imported: the module that holds it would load pandas.
        source = resources.files("framing").joinpath("model.py").read_text("utf-8")
        found = re.search(r'^VERSION = "(.+)"$', source, re.MULTILINE)
        click.echo(f"framing {found[1] if found else 'unknown'}")
        ctx.exit()


_debug = click.option(
    "--debug",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_set_debug,
    help="Show where an error came from.",
)
_paths = click.argument("paths", metavar="IN...", nargs=-1, required=True, type=_Place(path_type=Path))
_lexicons = click.option(
    "--lexicon", "lexicons", metavar="FILE", multiple=True, type=_Place(path_type=Path),
    help="Terms of your own: tab-separated term, device, subtype, source; or a bundled domain. May be given again.",
)  # fmt: skip
_errors = click.option(
    "--errors", type=click.Choice(["raise", "skip"]), default="raise", show_default=True,
    help="Files that cannot be read: stop, or leave them out and say which.",
)  # fmt: skip
_encoding = click.option(
    "--encoding", metavar="NAME", help="The files' encoding, such as cp1252; by default UTF-8, else what is detected."
)
_encoding_errors = click.option(
    "--encoding-errors", type=click.Choice(["strict", "replace"]), default="strict", show_default=True,
    help="Bytes that are not in the encoding: stop, or read them as U+FFFD and say where.",
)  # fmt: skip


def _examples(*lines: str) -> str:
    """Set command lines apart for the help, which would else flow together."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples(
        "framing report articles/ -o report", "framing label articles.csv -o spans.parquet", "framing devices"
    ),
)  # fmt: skip
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@_debug
@click.pass_context
def main(ctx: click.Context) -> None:
    """Label framing devices in news and compare outlets.

    IN is a folder or file of articles: exports of Nexis, Factiva, ProQuest and Europresse, or .txt, .csv, .tsv, .jsonl,
    .json (each also as .gz) or .parquet; several may be given. Notes and progress go to stderr, the paths of results to
    stdout.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@main.command(
    epilog=_examples(
        "framing label articles/ -o spans.parquet",
        "framing label a.csv b.jsonl.gz -o spans.csv --devices hedge,attribution",
        "framing label articles/ -o spans.csv --lexicon metaphors.tsv",
    )
)
@_paths
@click.option(
    "-o", "--out", metavar="FILE", required=True, type=_Place(path_type=Path), help="Where to: .parquet or .csv."
)
@click.option("--devices", metavar="NAMES", help="Devices to look for, with commas between; all by default.")
@_lexicons
@_errors
@_encoding
@_encoding_errors
@_debug
def label(
    paths: tuple[Path, ...],
    out: Path,
    devices: str | None,
    lexicons: tuple[Path, ...],
    errors: Literal["raise", "skip"],
    encoding: str | None,
    encoding_errors: Literal["strict", "replace"],
) -> None:
    """Label devices in articles: a table with one row per labelled span.

    Each row has the place in the text, the device, whose voice it is in and who speaks.

    The file takes its name only when it is complete. Parquet is exact. In CSV, text that a spreadsheet would take for a
    formula (it begins with =, +, -, @, a tab or a carriage return) has an apostrophe in front; framing.read_spans takes
    it off again.
    """
    out = _checked_file(out)
    wanted = [name.strip() for name in devices.split(",") if name.strip()] if devices is not None else None
    articles = _read(paths, errors, encoding, encoding_errors)

    from framing.files.table_file import save_table
    from framing.label import label as label_articles

    with _progress() as progress:
        spans = label_articles(articles, wanted, lexicons=lexicons, progress=progress)
    save_table(spans, out)
    instances = int((spans["role"] == "cue").sum())
    click.echo(f"{instances:,} instances in {len(articles):,} articles", err=True)
    click.echo(out)


@main.command(
    epilog=_examples("framing read exports/ -o articles.parquet", "framing read a.txt -o a.csv --format nexis")
)
@_paths
@click.option(
    "-o", "--out", metavar="FILE", required=True, type=_Place(path_type=Path), help="Where to: .parquet or .csv."
)
@click.option("--format", "format_name", metavar="NAME", help="The format of all files; by default what they contain.")
@click.option("--outlet", metavar="NAME", help="The outlet of articles that do not name one.")
@click.option(
    "--columns", metavar="OURS=THEIRS", multiple=True, help="A column of the files for one of ours. May be given again."
)
@click.option("--tidy", metavar="NAMES", help="Artefacts of data collection to remove, with commas between.")
@_errors
@_encoding
@_encoding_errors
@_debug
def read(
    paths: tuple[Path, ...], out: Path, format_name: str | None, outlet: str | None, columns: tuple[str, ...],
    tidy: str | None, errors: Literal["raise", "skip"], encoding: str | None,
    encoding_errors: Literal["strict", "replace"],
) -> None:  # fmt: skip
    """Read articles of all formats into one table, and print what was found in each file.

    Exports of Nexis, Factiva, ProQuest and Europresse are divided into their articles. The account has one line per
    file: format, articles found, the number that the export states, and what was left out, with the reason.
    """
    out = _checked_file(out)
    if slips := [pair for pair in columns if "=" not in pair]:
        raise ValueError(f"--columns {slips[0]}: write OURS=THEIRS, as in --columns text=Artikeltext")
    import pandas as pd

    from framing.account import account
    from framing.files.table_file import save_table
    from framing.read import read as read_articles

    articles = read_articles(
        paths, errors=errors, encoding=encoding, encoding_errors=encoding_errors, format=format_name, outlet=outlet,
        columns=dict(pair.split("=", 1) for pair in columns) or None,
        tidy=[name.strip() for name in tidy.split(",")] if tidy else (),
    )  # fmt: skip
    save_table(articles, out)
    for row in account(articles).to_dict("records"):
        stated = "" if pd.isna(row["stated"]) else f" of {row['stated']:,} stated"
        parts = [f"{row['articles']:,} articles{stated}", row["format"], row["note"], row["skipped"]]
        click.echo(f"{row['file']}: {'; '.join(part for part in parts if part)}", err=True)
    click.echo(f"read {len(articles):,} articles", err=True)
    click.echo(out)


@main.command(
    epilog=_examples(
        "framing report articles/ -o report",
        "framing report left.csv right.csv -o report --by leaning --lexicon metaphors.tsv",
    )
)
@_paths
@click.option(
    "-o", "--out", metavar="DIR", default="framing_report", show_default=True, type=_Place(path_type=Path),
    help="The folder to write to.",
)  # fmt: skip
@click.option(
    "--by", metavar="COLUMN", default="outlet", show_default=True, help="The column of the articles that is compared."
)
@click.option(
    "--unit", metavar="COLUMN",
    help="What is independent: article, event or another column. By default the event where events are shared.",
)  # fmt: skip
@_lexicons
@_errors
@_encoding
@_encoding_errors
@_debug
def report(
    paths: tuple[Path, ...], out: Path, by: str, unit: str | None, lexicons: tuple[Path, ...],
    errors: Literal["raise", "skip"], encoding: str | None, encoding_errors: Literal["strict", "replace"],
) -> None:  # fmt: skip
    """Label, count and compare: tables, figures and a page, report.html.

    The page has rates and ratios with intervals, whose voice, the most frequent cues and speakers, what was left out
    as boilerplate, and marked articles. Tables are CSV and Parquet, figures PDF, SVG and PNG. In CSV, text that a
    spreadsheet would take for a formula has an apostrophe in front.

    The files take their places only when all are complete; an earlier report stays until then, and files that no report
    wrote stay. Labels are saved first: if something fails or is stopped later, the same command starts from them.
    """
    os.environ.setdefault("MPLBACKEND", "agg")  # no figure opens a window
    from framing.report import report as write_report
    from framing.report.write import prepared_folder

    prepared_folder(out)
    articles = _read(paths, errors, encoding, encoding_errors)
    read_notes = list(click.get_current_context().meta[_NOTES])
    with _progress() as progress:
        written = write_report(articles, out, by=by, unit=unit, lexicons=lexicons, notes=read_notes, progress=progress)
    click.echo(f"{len(written)} files in {out}: tables as CSV and Parquet, figures as PDF, SVG and PNG", err=True)
    click.echo(written[0])


@main.command(epilog=_examples("framing devices"))
@_debug
def devices() -> None:
    """Print the devices: what each is, its subtypes, and how well it is found."""
    from framing.devices import devices as list_devices

    for row in list_devices().to_dict("records"):
        parts = {"": "definition", "Subtypes: ": "subtypes", "Measured: ": "measured", "Caution: ": "caution"}
        click.echo(row["device"])
        for head, column in parts.items():
            if row[column]:
                click.echo(textwrap.fill(f"{head}{row[column]}", 100, initial_indent="  ", subsequent_indent="  "))


@main.command(epilog=_examples("framing codebook hedge"))
@click.argument("device")
@_debug
def codebook(device: str) -> None:
    """Print the codebook page of a device, as Markdown: definition, what to code and what not, accuracy."""
    from framing.vocabulary.codebook_pages import page

    click.echo(page(device).rstrip())


@main.command(epilog=_examples("framing corpora"))
@_debug
def corpora() -> None:
    """Print the open research corpora that framing.corpus reads: what each is good for, licence, citation."""
    from framing.corpora import corpora as list_corpora

    for row in list_corpora().to_dict("records"):
        click.echo(f"{row['name']}  {row['articles']:,} articles{'  at hand' if row['at_hand'] else ''}")
        parts = {"": "title", "Good for: ": "good_for", "Licence: ": "licence", "Cite: ": "citation"}
        for head, column in parts.items():
            click.echo(textwrap.fill(f"{head}{row[column]}", 100, initial_indent="  ", subsequent_indent="  "))


def _read(
    paths: tuple[Path, ...],
    errors: Literal["raise", "skip"],
    encoding: str | None,
    encoding_errors: Literal["strict", "replace"],
) -> pd.DataFrame:
    from framing.read import read

    articles = read(paths, errors=errors, encoding=encoding, encoding_errors=encoding_errors)
    click.echo(f"read {len(articles):,} articles", err=True)
    return articles


def _checked_file(out: Path) -> Path:
    """Raise, before any work is done, where a table cannot be written to `out`."""
    out = out.expanduser()
    if out.suffix not in LABEL_KINDS:
        raise ValueError(f"{out}: tables are written as {' or '.join(LABEL_KINDS)}; give -o such an ending")
    if out.is_dir():
        raise ValueError(f"{out}: is a folder; give -o the name of a file")
    folder = out.parent
    if not folder.is_dir():
        raise ValueError(f"{folder}: no such folder; make it first, or give -o another one")
    if not all(os.access(place, os.W_OK) for place in (folder, out) if place.exists()):
        raise ValueError(f"{out}: cannot be written; change its permissions, or give -o another place")
    return out


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show how far labelling is: a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with click.progressbar(length=1, label="label", file=sys.stderr) as bar:

        def move(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield move


def _lines() -> Progress:
    last = time.monotonic()

    def say(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(f"labelled {done:,} of {total:,} articles", err=True)

    return say


if __name__ == "__main__":
    main()
