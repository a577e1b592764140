"""Build the paper: result tables, numbers, table, figure, PDF, all in paper/build/.

python paper/build.py

Exit status 1, and a line that names the place, where the manuscript and the numbers do not fit each other.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import analysis
import check
import figure_forest
import findings
import pandas as pd
import table_rates
import typst

from framing.files.whole_file import whole_file

PAPER = Path(__file__).parent


def main() -> int:
    """Build the paper and tell how far it is."""
    try:
        with _step("read, label, count and compare corpus/demo"):
            tables = analysis.tables(progress=_progress)
        build(tables, PAPER)
    except ValueError as error:
        print(f"paper: {error}", file=sys.stderr)
        return 1
    print("read: paper/build/manuscript.pdf", flush=True)
    return 0


def build(tables: Mapping[str, pd.DataFrame], paper: Path) -> None:
    """Write everything that follows from the result tables into the folder ``build`` of `paper`."""
    folder = paper / "build"
    folder.mkdir(exist_ok=True)
    numbers, claims = findings.numbers(tables), findings.claims(tables)
    with _step(f"check {len(numbers)} numbers and {len(claims)} claims against the manuscript"):
        for name, table in tables.items():
            with whole_file(folder / f"{name}.csv") as file:
                table.to_csv(file, mode="wb", index=False, lineterminator="\n")
        _write_numbers(numbers, claims, folder)
        sources = [(paper / name).read_text(encoding="utf-8") for name in ("manuscript.typ", "references.bib")]
        found = check.problems(sources[0], numbers, claims, sources[1])
        if found:
            raise ValueError("\npaper: ".join(found))
    with _step("table and figure"):
        table_rates.write(folder)
        figure_forest.draw(folder)
    with _step("PDF"):
        typeset(paper)


def _write_numbers(numbers: Mapping[str, findings.Number], claims: Mapping[str, findings.Claim], folder: Path) -> None:
    written = {
        "numbers": {name: number._asdict() for name, number in numbers.items()},
        "claims": {name: {"holds": bool(claim.holds), "meaning": claim.meaning} for name, claim in claims.items()},
    }
    text = json.dumps(written, indent=1, ensure_ascii=False, default=float) + "\n"
    with whole_file(folder / "numbers.json") as file:
        file.write(text.encode("utf-8"))


def typeset(paper: Path) -> None:
    """Set the manuscript with the fonts that typst brings, so that every machine makes the same PDF."""
    try:
        pdf = typst.compile(str(paper / "manuscript.typ"), ignore_system_fonts=True)
    except RuntimeError as error:
        raise ValueError(f"manuscript.typ: {error}") from error
    with whole_file(paper / "build" / "manuscript.pdf") as file:
        file.write(pdf)


def _progress(done: int, total: int) -> None:
    print(f"  {done} of {total} articles labelled", flush=True)


@contextmanager
def _step(words: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:4.1f} s  {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
