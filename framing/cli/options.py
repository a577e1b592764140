"""Options that several commands share; those of reading are one decorator."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar

import click

from framing.cli.program import DEBUG

if TYPE_CHECKING:
    import pandas as pd

Copies = Literal["all", "first", "none"]
Command = TypeVar("Command", bound=Callable[..., Any])


class Place(click.Path):
    """A path; an empty one is refused, which Python would take for the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check the path as the command line has it."""
        if value == "":
            self.fail("the path is empty; give a name", param, ctx)
        return super().convert(value, param, ctx)


def _set_debug(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta[DEBUG] = True


def _print_version(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        # Read, not imported: the module that holds it would load pandas.
        source = resources.files("framing").joinpath("model.py").read_text("utf-8")
        found = re.search(r'^VERSION = "(.+)"$', source, re.MULTILINE)
        click.echo(f"framing {found[1] if found else 'unknown'}")
        ctx.exit()


debug = click.option(
    "--debug",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_set_debug,
    help="Show where an error came from.",
)
version = click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
lexicons = click.option(
    "--lexicon", "lexicons", metavar="FILE", multiple=True, type=Place(path_type=Path),
    help="Terms of your own: tab-separated term, device, subtype, source; or a bundled domain. May be given again.",
)  # fmt: skip
workers = click.option(
    "--workers", metavar="NUMBER", type=click.IntRange(min=0), default=0,
    help="Processes that label; by default one per core.",
)  # fmt: skip
language = click.option(
    "--language",
    metavar="CODE",
    help="Only articles in this language, such as en, and those whose language is not known.",
)
copies = click.option(
    "--copies", type=click.Choice(["all", "first", "none"]), default="all", show_default=True,
    help="Near-duplicates that framing.wire_copy finds: keep all, the first of each group, or none.",
)  # fmt: skip
_reading = (
    click.argument("paths", metavar="IN...", nargs=-1, required=True, type=Place(path_type=Path)),
    click.option("--format", metavar="NAME", help="The format of all files, where their content does not say it."),
    click.option(
        "--columns", metavar="OURS=THEIRS", multiple=True,
        help="A column that is not recognised, such as text=Artikeltext. May be given again.",
    ),
    click.option("--outlet", metavar="NAME", help="The outlet of articles that do not name one."),
    click.option(
        "--outlets", metavar="FILE", multiple=True, type=Place(path_type=Path),
        help="Outlet profiles of your own (TOML): aliases and standing lines. May be given again.",
    ),
    click.option(
        "--keep", type=click.Choice(["article", "all"]), default="article", show_default=True,
        help="Of saved web pages: the article, or every line, so that boilerplate is labelled.",
    ),
    click.option(
        "--tidy", metavar="NAME", multiple=True,
        help="An artefact of data collection to remove: entities, hyphenation, abstract, doubled_headline or "
        "repeated_text.",
    ),
    click.option(
        "--dayfirst/--monthfirst", "dayfirst", default=None, help="Whether 03/04/2024 is the 3rd of April."
    ),
    click.option("--prepend-headline", is_flag=True, help="Put the headline above texts that do not have it."),
    click.option(
        "--errors", type=click.Choice(["raise", "skip"]), default="raise", show_default=True,
        help="Files that cannot be read: stop, or leave them out and say which.",
    ),
    click.option(
        "--encoding", metavar="NAME",
        help="The files' encoding, such as cp1252; by default UTF-8, else what is detected.",
    ),
    click.option(
        "--encoding-errors", type=click.Choice(["strict", "replace"]), default="strict", show_default=True,
        help="Bytes that are not in the encoding: stop, or read them as U+FFFD and say where.",
    ),
)  # fmt: skip
_corpus = click.option(
    "--corpus", "paths", metavar="IN", multiple=True, required=True, type=Place(path_type=Path),
    help="A folder or file of articles. May be given again.",
)  # fmt: skip


class Reading(TypedDict):
    """What the command line says of the files to read, as the arguments of `framing.read`."""

    paths: tuple[Path, ...]
    format: str | None
    columns: tuple[str, ...]
    outlet: str | None
    outlets: tuple[Path, ...]
    keep: Literal["article", "all"]
    tidy: tuple[str, ...]
    dayfirst: bool | None
    prepend_headline: bool
    errors: Literal["raise", "skip"]
    encoding: str | None
    encoding_errors: Literal["strict", "replace"]


def reading_options(command: Command) -> Command:
    """Give a command the options of reading, alike for all; they arrive as one argument, `reading`."""
    return _with_reading(command, _reading)


def corpus_options(command: Command) -> Command:
    """Give a command the options of reading, with an option in place of the argument IN."""
    return _with_reading(command, (_corpus, *_reading[1:]))


def _with_reading(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    @wraps(command)
    def gathered(**given: Any) -> object:
        reading = {name: given.pop(name) for name in Reading.__annotations__}
        return command(reading=reading, **given)

    decorated: Any = gathered
    for option in reversed(options):
        decorated = option(decorated)
    named: Command = decorated
    return named


def read_articles(reading: Reading, language: str | None = None, copies: Copies = "all") -> pd.DataFrame:
    """Read the articles, those of one language and without near-duplicates where that is asked, and say how many."""
    from framing.read import read

    articles = read(reading["paths"], **_arguments(reading))
    if language is not None:
        from framing.article_languages import of_language

        articles = of_language(articles, language)
    if copies != "all":
        from framing.wire_copy import without_copies

        articles = without_copies(articles, copies)
    click.echo(f"read {len(articles):,} article{'' if len(articles) == 1 else 's'}", err=True)
    return articles


def stated_options(reading: Reading) -> dict[str, object]:
    """Return the options of `framing.read` that the command line states, without paths and outlet profiles."""
    every: dict[str, object] = {**reading, "columns": _columns(reading["columns"]), "tidy": _names(reading["tidy"])}
    usual: tuple[object, ...] = (None, False, [], "article", "raise", "strict")
    return {
        name: value
        for name, value in every.items()
        if name not in ("paths", "outlets") and (value not in usual or (name == "dayfirst" and value is False))
    }


def _names(given: tuple[str, ...]) -> list[str]:
    return [name.strip() for names in given for name in names.split(",") if name.strip()]


def articles_in_parts(reading: Reading) -> Iterator[pd.DataFrame]:
    """Read the articles part by part."""
    from framing.read import read_in_parts

    return read_in_parts(reading["paths"], **_arguments(reading))


def origin_of(reading: Reading) -> str:
    """Describe what is read in a short digest: files with their sizes and times, and all options."""
    from framing.read.find import find_files

    states = [(file.name, file.path.stat()) for file in find_files(reading["paths"]).files]
    files = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    options = {name: str(value) for name, value in reading.items() if name != "paths"}
    return hashlib.sha256(json.dumps([files, options], sort_keys=True).encode()).hexdigest()


def _arguments(reading: Reading) -> dict[str, Any]:
    return {
        "columns": _columns(reading["columns"]),
        "outlet": reading["outlet"],
        "outlets": reading["outlets"],
        "errors": reading["errors"],
        "prepend_headline": reading["prepend_headline"],
        "encoding": reading["encoding"],
        "encoding_errors": reading["encoding_errors"],
        "dayfirst": reading["dayfirst"],
        "format": reading["format"],
        "keep": reading["keep"],
        "tidy": _names(reading["tidy"]),
    }


def _columns(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """Split ``text=Artikeltext``; several pairs in one option are separated by commas."""
    columns = {}
    for pair in ",".join(pairs).split(",") if pairs else ():
        ours, sign, theirs = pair.partition("=")
        if not (ours.strip() and sign and theirs.strip()):
            raise ValueError(f"--columns {pair!r}: write our column, = and the file's column, as in text=Artikeltext")
        columns[ours.strip()] = theirs.strip()
    return columns or None
