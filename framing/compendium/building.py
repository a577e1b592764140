"""The build: tables, numbers, figures and manuscripts from one analysis, in one folder."""

from __future__ import annotations

import json
import shutil
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from framing.caption import caption, table_caption
from framing.compendium.conditions import Reader
from framing.compendium.marks import Made, expanded
from framing.compendium.plan import BUILD, Plan, read_plan
from framing.compendium.prose import problems_of_prose
from framing.compendium.state import RECORD, State, inputs, record
from framing.compendium.typeset import latex_pdf, table_for, typst_pdf, word_and_html
from framing.compendium.values import Number, Values
from framing.files.whole_file import whole_file
from framing.model import Note, named, note
from framing.results.footnotes import is_adjusted, is_significant
from framing.results.methods import seeds_of
from framing.results.printed import kind_of

RESULTS, RATES = "results", "rates"
ENDINGS = (".typ", ".md", ".tex")
_WORDED = ("manuscript.", "references.bib")
_FORMATS = ("pdf", "svg", "png")

Tables = Mapping[str, pd.DataFrame]


def build(
    folder: str | Path,
    *,
    tables: Callable[[Plan], Tables],
    numbers: Callable[[Tables], Mapping[str, Number]],
    texts: Callable[[Tables, Plan], Mapping[str, str]],
    figures: Mapping[str, Callable[[Tables], Figure]],
) -> int:
    """Build a paper into ``build``; return 0, or 1 after printing why it cannot be built, one line each.

    It refuses a number that is unknown or used nowhere, a claim that the numbers do not bear out, a work that is not in
    ``references.bib`` and, where the plan says so, a number that is typed into the prose by hand.

    Parameters
    ----------
    folder
        The compendium; it has a plan and at least one of ``manuscript.typ``, ``.md`` and ``.tex``.
    tables
        Computes the tables of the plan; ``results`` (`framing.compare`) and ``rates`` (`framing.rates`) are among them.
    numbers, texts
        Name the numbers and texts that the manuscript uses.
    figures
        Draw the figures, by the name of their files.
    """
    try:
        with _notes_as_lines():
            plan = read_plan(Path(folder).resolve())
            made_from = inputs(plan)
            with _step("tables"):
                found = tables(plan)
            _build(plan, found, numbers(found), texts(found, plan), figures, made_from)
    except ValueError as error:
        for line in str(error).splitlines():
            print(f"paper: {line}", file=sys.stderr)
        return 1
    return 0


def _build(
    plan: Plan, tables: Tables, numbers: Mapping[str, Number], texts: Mapping[str, str],
    figures: Mapping[str, Callable[[Tables], Figure]], made_from: State,
) -> None:  # fmt: skip
    missing = [name for name in (RESULTS, RATES) if name not in tables]
    if missing:
        raise ValueError(f"analysis.py: there is no table {missing[0]!r}; tables() has to return it")
    _note_codes(plan, tables[RESULTS])
    with _step(f"{len(numbers)} numbers, the claims and the works cited"):
        manuscripts = _expanded(plan, tables, numbers, texts)
    out = plan.folder / BUILD
    out.mkdir(exist_ok=True)
    (out / RECORD).unlink(missing_ok=True)  # from here on, the record of the last build is untrue
    provenance = _flat(made_from)
    seeds = seeds_of(tables[RESULTS])
    for name, table in tables.items():
        _write(out / "tables" / f"{name}.csv", table.to_csv(index=False, lineterminator="\n"))
        beside = {**provenance, "seeds": ", ".join(map(str, seeds)) or "none used"}
        _write(out / "tables" / f"{name}.provenance.json", json.dumps(beside, indent=1, ensure_ascii=False) + "\n")
    listed = {name: number._asdict() for name, number in numbers.items()}
    _write(out / "numbers.json", json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
    with _step(f"{len(figures)} figures"):
        _draw(figures, tables, out / "figures", provenance)
    if (plan.folder / "references.bib").is_file():
        shutil.copyfile(plan.folder / "references.bib", out / "references.bib")
    for ending, text in manuscripts.items():
        _write(out / f"manuscript{ending}", text)
    with _step("documents"):
        lines = _typeset(out, manuscripts, plan.day)
    for line in lines:
        print(line, flush=True)
    record(plan, made_from, seeds)


def _note_codes(plan: Plan, results: pd.DataFrame) -> None:
    """Say which planned codes the results lack, or have without the correction that was planned."""
    if lost := [code for code in plan.codes if code not in set(results["device"])]:
        note(f"codes planned and not in the results: {named(lost)}")
    is_planned = results["device"].isin(plan.codes)
    if plan.correct == "sample" and is_planned.any() and results.loc[is_planned, "coded"].isna().all():
        note("shares of codes were to be corrected by a sample and are not")


def _expanded(plan: Plan, tables: Tables, numbers: Mapping[str, Number], texts: Mapping[str, str]) -> dict[str, str]:
    """Expand the marks of each manuscript, or raise with all problems, one line each."""
    of_plan = {
        "title": plan.title, "authors": ", ".join(plan.authors), "date": plan.day, "by": plan.by, "unit": plan.unit,
        "exclude": plan.exclude, "adjust": plan.adjust or "none",
    }  # fmt: skip
    named = {**numbers, **{name: Number(text, text, f"{name} in the plan") for name, text in of_plan.items()}}
    reader = Reader(Values(named, tables[RESULTS], tables[RATES]))
    captioned = {name: table for name, table in tables.items() if _has_caption(table)}
    captions = {name: caption(table, brief=True) for name, table in captioned.items()}
    notes = {name: _notes(table) for name, table in captioned.items()}
    problems: list[str] = []
    manuscripts, sources = {}, {}
    for path in (plan.folder / f"manuscript{ending}" for ending in ENDINGS):
        if path.is_file():
            printed = {name: partial(table_for, table, path.suffix) for name, table in tables.items()}
            sources[path.suffix] = path.read_text(encoding="utf-8")
            manuscripts[path.suffix], wrong = expanded(
                sources[path.suffix], ending=path.suffix, name=path.name, reader=reader,
                made=Made(printed, captions, notes, texts),
            )  # fmt: skip
            problems += wrong
    if not manuscripts:
        raise ValueError(f"{plan.folder}: there is no manuscript.typ, manuscript.md or manuscript.tex")
    references = plan.folder / "references.bib"
    wrong, uncited = problems_of_prose(
        sources, references.read_text(encoding="utf-8") if references.is_file() else None,
        refuses_numbers=plan.typed_numbers == "refuse",
    )  # fmt: skip
    problems += wrong
    for line in uncited:
        note(line)
    problems += [
        f"findings.py: the number {name!r} is used in no manuscript; use it, or take it out"
        for name in numbers
        if name not in reader.used
    ]
    if problems:
        raise ValueError("\n".join(problems))
    return manuscripts


def _has_caption(table: pd.DataFrame) -> bool:
    return "kind" in table.columns and bool(kind_of(table)) and bool((table["kind"] != "omnibus").any())


def _notes(table: pd.DataFrame) -> str:
    """Return the caption of a printed table, with the meaning of bold."""
    is_bold = "p" in table.columns and any(is_significant(table[table["kind"] != "omnibus"]))
    p = "adjusted p" if is_bold and is_adjusted(table) else "p"
    return f"{table_caption(table)}{f' Bold: {p} below .05.' if is_bold else ''}"


def _draw(
    figures: Mapping[str, Callable[[Tables], Figure]], tables: Tables, folder: Path, provenance: Mapping[str, str]
) -> None:
    """Draw the figures without the settings of this machine, with what they were made from in their metadata."""
    mpl.use("agg")
    from matplotlib import pyplot, style  # after the backend is chosen

    for name, draw in figures.items():
        with style.context("default"):
            figure = draw(tables)
            own = getattr(figure, "provenance", None)
            if own is None:
                raise ValueError(f"figure {name!r}: is not a figure of framing.plot; return framing.plot(...).figure")
            parts = getattr(figure, "parts", 1)
            if parts > 1 and getattr(figure, "part", None) is None:
                raise ValueError(
                    f"figure {name!r}: one page does not hold it; draw each of its {parts} parts with part= as a "
                    "figure of its own"
                )
            own.update(provenance)
            for kind in _FORMATS:
                _make(folder)
                with whole_file(folder / f"{name}.{kind}") as file:
                    # Typst sets the SVG without the fonts of this machine, so its letters are outlines.
                    figure.savefig(file, format=kind, **({"outlines": True} if kind == "svg" else {}))
            pyplot.close(figure)


def _typeset(out: Path, endings: Iterable[str], day: str) -> list[str]:
    """Typeset the manuscripts, and return a line for each file made or step skipped."""
    lines: list[str] = []
    for ending in endings:
        manuscript = out / f"manuscript{ending}"
        if ending == ".typ":
            made = typst_pdf(manuscript)
        elif ending == ".md":
            made = word_and_html(manuscript, day)
            if not made:
                lines.append(f'skipped: {BUILD}/{manuscript.name} as DOCX and HTML; pip install "newsframing[word]"')
        else:
            made = latex_pdf(manuscript, day)
            if not made:
                lines.append(f"skipped: {BUILD}/{manuscript.name} is written, but no TeX is installed to set it")
        lines += [f"made: {BUILD}/{path.name}" for path in made]
    return lines


@contextmanager
def _step(words: str) -> Iterator[None]:
    """Print how long a step took."""
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:5.1f} s  {words}", flush=True)


@contextmanager
def _notes_as_lines() -> Iterator[None]:
    """Print notes of the verbs as lines, each once; other warnings as Python does."""
    usual, printed = warnings.showwarning, set()

    def shown(
        message: Warning | str, category: type[Warning], filename: str, lineno: int,
        file: TextIO | None = None, line: str | None = None,
    ) -> None:  # fmt: skip
        if not issubclass(category, Note):
            usual(message, category, filename, lineno, file, line)
        elif str(message) not in printed:
            printed.add(str(message))
            print(f"note: {message}", file=sys.stderr)

    with warnings.catch_warnings():
        warnings.simplefilter("always", Note)
        warnings.showwarning = shown
        yield


def _flat(made_from: State) -> dict[str, str]:
    """Return the provenance of tables and figures with one text per part; the manuscripts do not determine them."""
    return {
        part: ", ".join(f"{name} {value}" for name, value in found.items() if not name.startswith(_WORDED))
        for part, found in made_from.items()
        if found
    }


def _write(path: Path, text: str) -> None:
    _make(path.parent)
    with whole_file(path) as file:
        file.write(text.encode("utf-8"))


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
