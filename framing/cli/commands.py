"""The commands."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

import click

from framing.cli.options import (
    Copies,
    Place,
    Reading,
    articles_in_parts,
    copies,
    debug,
    language,
    lexicons,
    origin_of,
    read_articles,
    reading_options,
    version,
    workers,
)
from framing.cli.program import NOTES, Program, Stopped
from framing.cli.progress import progress, stages

# Every other import stands in the command that needs it, so that --help and --version answer at once.

TABLE_KINDS = (".parquet", ".csv")
FEWEST_CHARACTERS = 1_000_000  # for fewer, starting processes takes longer than they save
MOST_FILES_NAMED = 30  # in an account; of more, those with something to say


def examples(*lines: str) -> str:
    """Set command lines apart for the help, which would else flow together."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "framing report articles/ -o report", "framing label articles.csv -o spans.parquet", "framing devices"
    ),
)  # fmt: skip
@version
@debug
@click.pass_context
def main(ctx: click.Context) -> None:
    """Label framing devices in news and compare outlets.

    IN is a folder or file of articles: texts, tables (.csv, .jsonl, .parquet, .xlsx ...), saved web pages, or the
    exports of archives and scrapers; several may be given. Notes and progress go to stderr, the paths of results to
    stdout.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@main.command(
    epilog=examples(
        "framing read exports/ -o articles.parquet",
        "framing read list.csv pages/ -o articles.parquet",
        "framing read pages.warc.gz -o articles.csv --keep all",
    )
)
@reading_options
@language
@copies
@click.option(
    "-o", "--out", metavar="FILE", required=True, type=Place(path_type=Path), help="Where to: .parquet or .csv."
)
@debug
def read(reading: Reading, language: str | None, copies: Copies, out: Path) -> None:
    """Read articles of any format into one table, and print what was found in each file.

    The account has one line per file: its format, the number of articles, the number that the export itself states,
    and what was left out and why. Parquet keeps the account with the table. In CSV, text that a spreadsheet would take
    for a formula has an apostrophe in front.
    """
    out = _checked_file(out)
    articles = read_articles(reading, language, copies)

    from framing.account import account
    from framing.files.table_file import save_table

    save_table(articles, out)
    for line in _account_lines(account(articles).to_dict("records")):
        click.echo(line, err=True)
    click.echo(out)


def _account_lines(entries: Sequence[Mapping[Hashable, object]]) -> list[str]:
    """Format the account: a line per file; of many, those alike in one line per format."""
    lines: list[str] = []
    alike: dict[str, list[int]] = {}
    for entry in entries:
        form, found, stated = str(entry["format"]), int(str(entry["articles"])), str(entry["stated"])
        is_as_stated = not stated.isdigit() or int(stated) == found  # most files state nothing
        is_plain = not entry["skipped"] and not entry["note"] and is_as_stated
        if is_plain and len(entries) > MOST_FILES_NAMED:
            alike.setdefault(form, []).append(found)
            continue
        of = "" if is_as_stated else f" of {stated} stated"
        left_out = f"; left out: {entry['skipped']}" if entry["skipped"] else ""
        remark = f"; {entry['note']}" if entry["note"] else ""
        lines.append(f"{entry['file']}: {_articles(found)}{of} ({form or 'not read'}){left_out}{remark}")
    return lines + [f"{len(found):,} files: {_articles(sum(found))} ({form})" for form, found in alike.items()]


def _articles(number: int) -> str:
    return f"{number:,} article{'' if number == 1 else 's'}"


@main.command(
    epilog=examples(
        "framing label articles/ -o spans.parquet",
        "framing label a.csv b.jsonl.gz -o spans.csv --devices hedge,attribution",
        "framing label articles/ -o spans.csv --lexicon metaphors.tsv",
        "framing label large.jsonl.gz -o labelled/ --workers 8",
    )
)
@reading_options
@language
@copies
@click.option(
    "-o", "--out", metavar="FILE_OR_DIR", required=True, type=Place(path_type=Path),
    help="Where to: .parquet or .csv; a name without an ending is a folder.",
)  # fmt: skip
@click.option("--devices", metavar="NAMES", help="Devices to look for, with commas between; all by default.")
@lexicons
@workers
@click.option(
    "--scheduler", metavar="ADDRESS", default="",
    help="A Dask scheduler (tcp://...) whose workers label in place of processes here; only with a folder.",
)  # fmt: skip
@debug
def label(
    reading: Reading, language: str | None, copies: Copies, out: Path, devices: str | None, lexicons: tuple[Path, ...],
    workers: int, scheduler: str,
) -> None:  # fmt: skip
    """Label devices in articles: a table with one row per labelled span.

    Each row has the place in the text, the device, whose voice it is in and who speaks.

    The file takes its name only when it is complete. Parquet is exact. In CSV, text that a spreadsheet would take for a
    formula (it begins with =, +, -, @, a tab or a carriage return) has an apostrophe in front; framing.read_spans takes
    it off again.

    A folder is for a corpus that is larger than memory: articles are read and labelled part by part, into Parquet files
    that framing.over_shards reads. If it is stopped, the same command goes on.
    """
    wanted = [name.strip() for name in devices.split(",") if name.strip()] if devices is not None else None
    if out.suffix == "" or (out.is_dir() and out.suffix not in TABLE_KINDS):
        if language is not None or copies != "all":
            raise ValueError(
                f"{out}: a folder is labelled part by part, which takes neither --language nor --copies; leave "
                "articles out first (framing read -o articles.parquet), or give -o a file"
            )
        _label_in_parts(reading, out, wanted, lexicons, workers, scheduler)
        return
    if scheduler:
        raise ValueError(f"{out}: a cluster labels into a folder; give -o a name without an ending")
    out = _checked_file(out)
    articles = read_articles(reading, language, copies)

    from framing.files.table_file import save_table
    from framing.label import label as label_articles

    if not workers and articles["text"].str.len().sum() < FEWEST_CHARACTERS:
        workers = 1
    with progress() as moved:
        spans = label_articles(
            articles, wanted, lexicons=lexicons, outlets=reading["outlets"], workers=workers, progress=moved
        )
    save_table(spans, out)
    instances = int((spans["role"] == "cue").sum())
    click.echo(f"{instances:,} instances in {len(articles):,} articles", err=True)
    click.echo(out)


def _label_in_parts(
    reading: Reading, out: Path, wanted: list[str] | None, lexicons: tuple[Path, ...], workers: int, scheduler: str
) -> None:
    out = out.expanduser()
    if not out.absolute().parent.is_dir():
        raise ValueError(f"{out.parent}: no such folder; make it first, or give -o another one")
    from framing.label_shards import label_shards
    from framing.shards.folder import ShardFolder

    try:
        label_shards(
            articles_in_parts(reading), out, devices=wanted, lexicons=lexicons, outlets=reading["outlets"],
            workers=workers, scheduler=scheduler, origin=origin_of(reading), progress=stages(),
        )  # fmt: skip
    except KeyboardInterrupt:
        raise Stopped(f"stopped; the finished parts are in {out}, and the same command goes on from there") from None
    record = ShardFolder(out).record()
    click.echo(f"{record['instances']:,} instances in {record['articles']:,} articles", err=True)
    click.echo(out)


@main.command(
    epilog=examples(
        "framing report articles/ -o report",
        "framing report left.csv right.csv -o report --by leaning --lexicon metaphors.tsv",
        "framing report articles/ -o report --codes frames.csv",
    )
)
@reading_options
@language
@copies
@click.option(
    "-o", "--out", metavar="DIR", default="framing_report", show_default=True, type=Place(path_type=Path),
    help="The folder to write to.",
)  # fmt: skip
@click.option(
    "--by", metavar="COLUMN", default="outlet", show_default=True, help="The column of the articles that is compared."
)
@click.option(
    "--unit", metavar="COLUMN",
    help="What is independent: article, event or another column. By default the event where events are shared.",
)  # fmt: skip
@lexicons
@click.option(
    "--codes", metavar="FILE", multiple=True, type=Place(path_type=Path),
    help="Codes of the articles, such as frames (.csv or .parquet): shares, agreement, contrasts. May be given again.",
)  # fmt: skip
@click.option(
    "--plan", metavar="FILE", type=Place(path_type=Path), help="An analysis plan: what departs from it is named."
)
@debug
def report(
    reading: Reading, language: str | None, copies: Copies, out: Path, by: str, unit: str | None,
    lexicons: tuple[Path, ...], codes: tuple[Path, ...], plan: Path | None,
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
    articles = read_articles(reading, language, copies)
    notes = list(click.get_current_context().meta[NOTES])
    with progress() as moved:
        written = write_report(
            articles, out, by=by, unit=unit, lexicons=lexicons, outlets=reading["outlets"], codes=codes or None,
            plan=plan, notes=notes, progress=moved,
        )  # fmt: skip
    click.echo(f"{len(written)} files in {out}: tables as CSV and Parquet, figures as PDF, SVG and PNG", err=True)
    click.echo(written[0])


@main.command(epilog=examples("framing devices"))
@debug
def devices() -> None:
    """Print the devices: what each is, its subtypes, and how well it is found."""
    from framing.devices import devices as list_devices

    for row in list_devices().to_dict("records"):
        parts = {"": "definition", "Subtypes: ": "subtypes", "Measured: ": "measured", "Caution: ": "caution"}
        click.echo(row["device"])
        for head, column in parts.items():
            if row[column]:
                click.echo(textwrap.fill(f"{head}{row[column]}", 100, initial_indent="  ", subsequent_indent="  "))


@main.command(epilog=examples("framing codebook hedge"))
@click.argument("device")
@debug
def codebook(device: str) -> None:
    """Print the codebook page of a device, as Markdown: definition, what to code and what not, accuracy."""
    from framing.vocabulary.codebook_pages import page

    click.echo(page(device).rstrip())


@main.command(epilog=examples("framing corpora"))
@debug
def corpora() -> None:
    """Print the open research corpora that framing.corpus reads: what each is good for, licence, citation."""
    from framing.corpora import corpora as list_corpora

    for row in list_corpora().to_dict("records"):
        click.echo(f"{row['name']}  {row['articles']:,} articles{'  at hand' if row['at_hand'] else ''}")
        parts = {"": "title", "Good for: ": "good_for", "Licence: ": "licence", "Cite: ": "citation"}
        for head, column in parts.items():
            click.echo(textwrap.fill(f"{head}{row[column]}", 100, initial_indent="  ", subsequent_indent="  "))


def _checked_file(out: Path) -> Path:
    """Raise, before any work is done, where a table cannot be written to `out`."""
    out = out.expanduser()
    if out.suffix not in TABLE_KINDS:
        raise ValueError(f"{out}: tables are written as {' or '.join(TABLE_KINDS)}; give -o such an ending")
    if out.is_dir():
        raise ValueError(f"{out}: is a folder; give -o the name of a file")
    folder = out.parent
    if not folder.is_dir():
        raise ValueError(f"{folder}: no such folder; make it first, or give -o another one")
    if not all(os.access(place, os.W_OK) for place in (folder, out) if place.exists()):
        raise ValueError(f"{out}: cannot be written; change its permissions, or give -o another place")
    return out
