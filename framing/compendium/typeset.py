"""Tables in the format of each manuscript, and manuscripts as PDF, DOCX and HTML, the same bytes each time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from framing.compendium.marks import ESCAPES
from framing.files.whole_file import whole_file
from framing.results.printed import printed

_TEX = ("lualatex", "xelatex", "pdflatex")
_UNDATED = date(2000, 1, 1)  # of documents whose plan has no date; their formats need one
_STRONG = {".md": "**{}**", ".typ": "*{}*", ".tex": r"\textbf{{{}}}"}
_SECONDS = 120


def table_for(table: pd.DataFrame, ending: str) -> str:
    """Print a table of results or rates, without omnibus rows, in the format of a manuscript of this ending."""
    cells, _, is_bold = printed(table[table["kind"] != "omnibus"].reset_index(drop=True))
    escape, strong = ESCAPES[ending], _STRONG[ending]
    sides = ["right" if _is_numeric(cells[name]) else "left" for name in cells.columns]
    for name, side in zip(cells.columns, sides, strict=True):
        if side == "right":  # an estimate and its interval stay on one line
            cells[name] = cells[name].astype(str).str.replace(" ", "\u00a0")
    names = [escape(str(name)) for name in cells.columns]
    rows = [[escape(str(cell)) for cell in row] for row in cells.itertuples(index=False, name=None)]
    rows = [[strong.format(cell) if bold and cell else cell for cell in row]
            for row, bold in zip(rows, is_bold, strict=True)]  # fmt: skip
    return {".md": _markdown, ".typ": _typst, ".tex": _latex}[ending](names, rows, sides)


def _is_numeric(column: pd.Series) -> bool:
    """Return whether most cells begin as numbers do."""
    return bool(column.astype(str).str.match(r"[<>−–]?\s*[.\d]").mean() > 0.5)


def _markdown(names: list[str], rows: list[list[str]], sides: list[str]) -> str:
    rule = ["---:" if side == "right" else ":---" for side in sides]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [names, rule, *rows])


def _typst(names: list[str], rows: list[list[str]], sides: list[str]) -> str:
    widths = ", ".join("auto" if side == "right" else "1fr" for side in sides)  # so that only names are broken
    lines = [
        "table(",
        f"  columns: ({widths},), stroke: none, align: ({', '.join(sides)},),",
        "  table.hline(),",
        f"  table.header({', '.join(f'[{name}]' for name in names)}),",
        "  table.hline(stroke: 0.4pt),",
        *(f"  {', '.join(f'[{cell}]' for cell in row)}," for row in rows),
        "  table.hline(),",
        ")",
    ]
    return "\n".join(lines)


def _latex(names: list[str], rows: list[list[str]], sides: list[str]) -> str:
    lines = [
        rf"\begin{{tabular}}{{{''.join(side[0] for side in sides)}}}",
        r"\toprule",
        rf"{' & '.join(names)} \\",
        r"\midrule",
        *(rf"{' & '.join(row)} \\" for row in rows),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    return "\n".join(lines)


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
    with _dated(day):
        for ending, further in ((".docx", []), (".html", ["--embed-resources"])):
            path = manuscript.with_suffix(ending)
            try:
                pypandoc.convert_file(
                    str(manuscript),
                    ending[1:],
                    format="markdown",
                    outputfile=str(path),
                    extra_args=options + further,
                    cworkdir=str(manuscript.parent),
                )
            except RuntimeError as error:
                raise ValueError(f"{manuscript.name}: {' '.join(str(error).split())}") from error
            made.append(path)
    return made


def latex_pdf(manuscript: Path, day: str) -> list[Path]:
    """Set a LaTeX manuscript where TeX is installed; else return nothing."""
    program = next((name for name in _TEX if shutil.which(name)), None)
    if program is None:
        return []
    name = f"{manuscript.stem}_latex"
    command = [program, "-interaction=nonstopmode", "-halt-on-error", f"-jobname={name}", manuscript.name]
    steps = [command, ["bibtex", name], command, command] if shutil.which("bibtex") else [command, command]
    with _dated(day):
        for step in steps:
            done = subprocess.run(
                step, cwd=manuscript.parent, capture_output=True, text=True, errors="replace", timeout=_SECONDS
            )
            if done.returncode and step[0] == program:
                first = next((line for line in done.stdout.splitlines() if line.startswith("!")), "no PDF was made")
                raise ValueError(f"{manuscript.name}: {program}: {first}; see {name}.log")
    for ending in (".aux", ".log", ".out", ".bbl", ".blg"):
        manuscript.with_name(name + ending).unlink(missing_ok=True)
    return [manuscript.with_name(f"{name}.pdf")]


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
