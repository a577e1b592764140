"""The commands around a paper: its plan, the datasheet of its corpus, its folder, and what of it is stale."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

from framing.cli.commands import examples, main
from framing.cli.options import (
    Place,
    Reading,
    corpus_options,
    debug,
    lexicons,
    read_articles,
    reading_options,
    stated_options,
)

# Every other import stands in the command that needs it, so that --help and --version answer at once.


@main.command(
    epilog=examples(
        "framing plan plan.toml --devices hedge,attribution",
        "framing plan plan.toml --codes conflict,economic --correct sample",
    )
)
@click.argument("path", metavar="FILE", type=Place(path_type=Path))
@click.option(
    "--devices", metavar="NAMES", default="hedge,attribution", show_default=True,
    help="Devices to compare, with commas between: the family of tests.",
)  # fmt: skip
@click.option("--codes", metavar="NAMES", default="", help="Codes to compare, such as frames, with commas between.")
@click.option("--by", metavar="COLUMN", default="outlet", show_default=True, help="The column that is compared.")
@click.option("--unit", metavar="COLUMN", default="", help="What is independent; open by default.")
@click.option("--adjust", metavar="METHOD", default="holm", show_default=True, help="holm, fdr or none.")
@click.option("--correct", metavar="HOW", default="none", show_default=True, help="Shares of codes: sample or none.")
@lexicons
@debug
def plan(
    path: Path, devices: str, codes: str, by: str, unit: str, adjust: str, correct: str, lexicons: tuple[Path, ...]
) -> None:
    """Write an analysis plan, before the results are seen: family, unit, exclusions, correction.

    FILE is a new file. framing report --plan FILE names on its page what departed from it.
    """
    from framing.new_plan import new_plan

    written = new_plan(
        path, devices=_names(devices), codes=_names(codes), by=by, unit=unit, adjust=adjust, correct=correct,
        lexicons=[str(one) for one in lexicons],
    )  # fmt: skip
    click.echo(written)


@main.command(epilog=examples("framing datasheet articles/ -o DATASHEET.md"))
@reading_options
@click.option(
    "-o", "--out", metavar="FILE", default="DATASHEET.md", show_default=True, type=Place(path_type=Path),
    help="The file to write.",
)  # fmt: skip
@debug
def datasheet(reading: Reading, out: Path) -> None:
    """Write the datasheet of a corpus: what it has, gaps, duplicates, genres, and open places for what only you know.

    An existing file is kept, since its open places may have been filled.
    """
    from framing.datasheet import datasheet as describe

    page = describe(read_articles(reading))
    click.echo(page.save(out))
    click.echo(f"{len(page.open)} places are open: search for [open", err=True)


def _names(given: str) -> list[str]:
    return [name.strip() for name in given.split(",") if name.strip()]


@main.command(
    "new-paper",
    epilog=examples(
        "framing new-paper paper --corpus articles/",
        "framing new-paper paper --corpus left.csv --corpus right.csv --by leaning --devices hedge",
    ),
)
@click.argument("folder", metavar="DIR", type=Place(path_type=Path))
@corpus_options
@click.option("--by", metavar="COLUMN", default="outlet", show_default=True, help="The column that is compared.")
@click.option("--unit", metavar="COLUMN", help="What is independent; by default the event where events are shared.")
@click.option(
    "--devices", metavar="NAMES", default="hedge,attribution", show_default=True,
    help="Devices to compare, with commas between.",
)  # fmt: skip
@debug
def new_paper(folder: Path, reading: Reading, by: str, unit: str | None, devices: str) -> None:
    """Lay out a paper on a corpus: plan, analysis, figures and manuscripts that make builds.

    DIR is a new folder. The manuscripts take their numbers, tables and captions from the analysis; the build stops at a
    number that is unknown or unused, and at a claim that the numbers do not bear out.
    """
    from framing.compendium import new_paper as lay_out

    written = lay_out(
        folder, reading["paths"], by=by, unit=unit, outlets=reading["outlets"], reading=stated_options(reading),
        devices=_names(devices),
    )  # fmt: skip
    click.echo(f"{len(written)} files; build the paper with: make -C {shlex.quote(str(folder))}{_python()}", err=True)
    click.echo(written[0])


def _python() -> str:
    """Return the option with which make uses this Python; empty where `python3` in a shell is this one."""
    usual = shutil.which("python3")
    is_usual = usual is not None and Path(usual).parent == Path(sys.executable).parent
    return "" if is_usual else f" PYTHON={shlex.quote(sys.executable)}"


@main.command(epilog=examples("framing verify paper/build"))
@click.argument("build", metavar="DIR", type=Place(path_type=Path))
@click.pass_context
@debug
def verify(ctx: click.Context, build: Path) -> None:
    """Say what of a built paper is stale: corpus, files, term lists, package, results.

    DIR is a paper, or its folder build. One line for each difference, and exit status 1; nothing and status 0 where a
    new build would be the same.
    """
    from framing.compendium import stale

    found = stale(build)
    for line in found:
        click.echo(line)
    if found:
        ctx.exit(1)
    click.echo(f"{build}: nothing is stale", err=True)
