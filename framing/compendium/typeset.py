"""Tables in the format of each manuscript, and manuscripts as PDF, DOCX and HTML, the same bytes each time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from framing.compendium.marks import ESCAPES
from framing.compendium.word_styles import reference_doc
from framing.files.whole_file import whole_file
from framing.results.names import readable, words
from framing.results.numbers import number, whole
from framing.results.printed import kind_of, printed

_TEX = ("pdflatex", "lualatex", "xelatex")  # the first is the fastest, the others know every letter
_UNDATED = date(2000, 1, 1)  # of documents whose plan has no date; their formats need one
_STRONG = {".md": "**{}**", ".typ": "*{}*", ".tex": r"\textbf{{{}}}"}
_SECONDS = 120
_SHORT = 14  # letters: a column of names no longer than this is not broken
_LETTERS = 115  # of \footnotesize on a line of 160 mm


def table_for(table: pd.DataFrame, ending: str) -> str:
    """Print a table in the format of a manuscript of this ending: results without omnibus rows, others as they are."""
    if "kind" in table.columns and kind_of(table):
        cells, _, is_bold = printed(table[table["kind"] != "omnibus"].reset_index(drop=True))
    else:
        cells, is_bold = _plain(table), [False] * len(table)
    escape, strong = ESCAPES[ending], _STRONG[ending]
    if "device" in cells.columns and len(cells.columns) > 2 and len(set(cells["device"])) == 1:
        cells = cells.drop(columns="device")  # the caption names it
    sides = ["right" if _is_numeric(cells[name]) else "left" for name in cells.columns]
    for name, side in zip(cells.columns, sides, strict=True):
        if side == "right":  # an estimate and its interval stay on one line
            cells[name] = cells[name].astype(str).str.replace(" ", "\u00a0")
    names = [escape(str(name)) for name in cells.columns]
    rows = [[escape(str(cell)) for cell in row] for row in cells.itertuples(index=False, name=None)]
    rows = [[strong.format(cell) if bold and cell else cell for cell in row]
            for row, bold in zip(rows, is_bold, strict=True)]  # fmt: skip
    return {".md": _markdown, ".typ": _typst, ".tex": _latex}[ending](names, rows, sides)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Print whole numbers with separators, other numbers with two decimals, and everything else as text."""
    cells = {}
    for name, column in table.items():
        write = whole if pd.api.types.is_integer_dtype(column) else partial(number, decimals=2)
        is_number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
        texts = [write(value) for value in column.astype("float64")] if is_number else words(column)
        cells[readable(str(name))] = texts
    return pd.DataFrame(cells, dtype="object")


def _is_numeric(column: pd.Series) -> bool:
    """Return whether most cells begin as numbers do."""
    return bool(column.astype(str).str.match(r"[<>−–]?\s*[.\d]").mean() > 0.5)


def _markdown(names: list[str], rows: list[list[str]], sides: list[str]) -> str:
    # Where a row is long, the dashes are the widths of the columns.
    lengths = [(side, length, side == "left" and length > _SHORT) for side, length in _lengths(names, rows, sides)]
    widths = [(side, "-" * (min(length, 18) if is_long else length * 4 // 3 + 3)) for side, length, is_long in lengths]
    rule = [f"{dashes}:" if side == "right" else f":{dashes}" for side, dashes in widths]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [names, rule, *rows])


def _typst(names: list[str], rows: list[list[str]], sides: list[str]) -> str:
    # Only long names are broken into lines.
    widths = ["1fr" if side == "left" and length > _SHORT else "auto" for side, length in _lengths(names, rows, sides)]
    lines = [
        "table(",
        f"  columns: ({', '.join(widths)},), stroke: none, align: ({', '.join(sides)},),",
        "  table.hline(),",
        f"  table.header({', '.join(f'[{name}]' for name in names)}),",
        "  table.hline(stroke: 0.4pt),",
        *(f"  {', '.join(f'[{cell}]' for cell in row)}," for row in rows),
        "  table.hline(),",
        ")",
    ]
    return "\n".join(lines)


def _latex(names: list[str], rows: list[list[str]], sides: list[str]) -> str:
    """Print a table that may be broken over pages; its caption is the macro tablecaption of the manuscript."""
    lengths = _lengths(names, rows, sides)
    long = [length for side, length in lengths if side == "left" and length > _SHORT]
    free = _LETTERS - sum(length for _, length in lengths) + sum(long) - 2 * len(names)
    share = max(0.1, free / _LETTERS / max(len(long), 1))
    wide = rf">{{\raggedright\arraybackslash}}p{{{share:.2f}\linewidth}}"
    is_broken = [side == "left" and length > max(_SHORT, share * _LETTERS) for side, length in lengths]
    columns = "".join(wide if broken else side[0] for broken, side in zip(is_broken, sides, strict=True))
    head = rf"\toprule {' & '.join(names)} \\ \midrule"
    lines = [
        r"\providecommand{\tablecaption}{}",
        rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}",
        rf"\tablecaption {head} \endfirsthead",
        rf"{head} \endhead",
        r"\bottomrule \endlastfoot",
        *(rf"{' & '.join(row)} \\" for row in rows),
        r"\end{longtable}",
    ]
    return "\n".join(lines)


def _lengths(names: list[str], rows: list[list[str]], sides: list[str]) -> list[tuple[str, int]]:
    """Return the side of each column and the number of letters of its longest cell."""
    return [(side, max(map(len, cells))) for side, *cells in zip(sides, names, *rows, strict=True)]


def typst_pdf(manuscript: Path) -> list[Path]:
    """Set a typst manuscript with the fonts that typst brings."""
    try:
        import typst
    except ImportError as error:
        raise ValueError(f'{manuscript.name}: typst is not installed; pip install "newsframing[lab]"') from error
    try:
        pdf = typst.compile(str(manuscript), ignore_system_fonts=True)
    except RuntimeError as error:
        raise ValueError(f"{manuscript.name}: {error}") from error
    path = manuscript.with_suffix(".pdf")
    with whole_file(path) as file:
        file.write(pdf)
    return [path]


def word_and_html(manuscript: Path, day: str) -> list[Path]:
    """Convert a Markdown manuscript to DOCX and HTML where pandoc is installed; else return nothing."""
    try:
        import pypandoc  # type: ignore[import-untyped]
    except ImportError:
        return []
    options = ["--standalone", "--citeproc", "--bibliography=references.bib"]  # stored in the DOCX
    made = []
    with _dated(day), TemporaryDirectory() as folder:
        styles = reference_doc(pypandoc.get_pandoc_path(), manuscript, Path(folder))
        for ending, further in ((".docx", [f"--reference-doc={styles}"]), (".html", ["--embed-resources"])):
            path = manuscript.with_suffix(ending)
            try:
                pypandoc.convert_file(
                    str(manuscript), ending[1:], format="markdown", outputfile=str(path),
                    extra_args=options + further, cworkdir=str(manuscript.parent),
                )  # fmt: skip
            except RuntimeError as error:
                raise ValueError(f"{manuscript.name}: {' '.join(str(error).split())}") from error
            made.append(path)
    return made


def latex_pdf(manuscript: Path, day: str) -> list[Path]:
    """Set a LaTeX manuscript by the first program installed that can; return nothing where none is installed."""
    programs = [name for name in _TEX if shutil.which(name)]
    problems = []
    for program in programs:
        problem = _set_by(program, manuscript, day)
        if not problem:
            return [manuscript.with_name(f"{manuscript.stem}_latex.pdf")]
        problems.append(f"{program}: {problem}")
    if problems:
        raise ValueError(f"{manuscript.name}: {'; '.join(problems)}; see {manuscript.stem}_latex.log")
    return []


def _set_by(program: str, manuscript: Path, day: str) -> str:
    """Set a LaTeX manuscript by this program; return what is wrong, or nothing after removing the files beside it."""
    name = f"{manuscript.stem}_latex"
    command = [program, "-interaction=nonstopmode", "-halt-on-error", f"-jobname={name}", manuscript.name]
    steps = [command, ["bibtex", name], command, command] if shutil.which("bibtex") else [command, command]
    with _dated(day):
        for step in steps:
            try:
                done = subprocess.run(
                    step, cwd=manuscript.parent, capture_output=True, text=True, errors="replace", timeout=_SECONDS
                )
            except subprocess.TimeoutExpired:
                return f"was stopped after {_SECONDS} seconds"
            if done.returncode and step[0] == program:
                return next((line for line in done.stdout.splitlines() if line.startswith("!")), "no PDF was made")
    for ending in (".aux", ".log", ".out", ".bbl", ".blg"):
        manuscript.with_name(name + ending).unlink(missing_ok=True)
    return ""


@contextmanager
def _dated(day: str) -> Iterator[None]:
    """Let programs write the day of the plan into documents instead of the time of the build."""
    stated = date.fromisoformat(day) if day else _UNDATED
    seconds = int(datetime(stated.year, stated.month, stated.day, tzinfo=UTC).timestamp())
    names = {"SOURCE_DATE_EPOCH": str(seconds), "FORCE_SOURCE_DATE": "1", "TZ": "UTC"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
