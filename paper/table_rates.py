"""Table 1: each outlet's words and rates, as Typst, LaTeX and CSV. It prints what the result tables say."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import wording
from analysis import ALL, OWN, SHIELDS

from framing.files.whole_file import whole_file

BUILD = Path(__file__).parent / "build"
HEAD = ["Outlet", "Words", "Boilerplate", "Own voice", *(f"{name} {part}" for name in "ABC" for part in ("n", "rate"))]
GROUPS = {"A": "Hedges, all voices", "B": "Hedges, own voice", "C": "Shields, own voice"}


def rows(corpus: pd.DataFrame, voices: pd.DataFrame, rates: pd.DataFrame) -> list[list[str]]:
    """Print one row an outlet: words kept, boilerplate, own share of words, then n and rate of each measure."""
    own = voices[voices["voice"] == "outlet"].set_index("outlet")["words"]
    by_measure = rates.set_index(["device", "group"])
    return [
        [
            outlet,
            wording.whole(kept),
            wording.percent(1 - kept / words),
            wording.percent(own[outlet] / kept),
            *(cell for measure in (ALL, OWN, SHIELDS) for cell in _cells(by_measure.loc[(measure, outlet)])),
        ]
        for outlet, words, kept in zip(corpus["outlet"], corpus["words"], corpus["words_kept"], strict=True)
    ]


def _cells(row: pd.Series) -> tuple[str, str]:
    return wording.whole(
        row["n"]
    ), f"{wording.rate(row['rate'])} {wording.interval(row['low'], row['high'], decimals=1)}"


def typst(body: list[list[str]]) -> str:
    """Set the table for Typst."""
    groups = ", ".join(f"table.cell(colspan: 2, align: center)[{name}]" for name in GROUPS.values())
    lines = [
        "#table(",
        f"  columns: {len(HEAD)},",
        f"  align: (left, {', '.join(['right'] * (len(HEAD) - 1))}),",
        "  table.hline(),",
        f"  table.header([], [], [], [], {groups}, [Outlet], [Words], [Boiler-\\ plate], [Own\\ voice],",
        f"    {', '.join(['[_n_]', '[Rate [95 %]]'] * len(GROUPS))}),",
        "  table.hline(stroke: 0.4pt),",
        *(f"  {', '.join(f'[{cell}]' for cell in row)}," for row in body),
        "  table.hline(),",
        ")",
    ]
    return "\n".join(lines) + "\n"


def latex(body: list[list[str]]) -> str:
    """Set the table for LaTeX, with the rules of the package booktabs."""
    groups = " & ".join(rf"\multicolumn{{2}}{{c}}{{{name}}}" for name in GROUPS.values())
    names = ["Outlet", "Words", "Boilerplate", "Own voice", *([r"$n$", r"Rate [95 \%]"] * len(GROUPS))]
    lines = [
        rf"\begin{{tabular}}{{l{'r' * (len(HEAD) - 1)}}}",
        r"\toprule",
        rf"& & & & {groups} \\",
        rf"{' & '.join(names)} \\",
        r"\midrule",
        *(rf"{' & '.join(row)} \\".replace("%", r"\%").replace(wording.SPACE, "~").replace("–", "--") for row in body),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    return "\n".join(lines) + "\n"


def comma_separated(body: list[list[str]]) -> str:
    """Write the cells as they are printed, with plain spaces."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEAD, *body])
    return out.getvalue().replace(wording.SPACE, " ")


def write(build: Path = BUILD) -> None:
    """Read the result tables in `build` and write the printed table beside them."""
    body = rows(*(pd.read_csv(build / f"{name}.csv") for name in ("corpus", "voices", "rates")))
    for suffix, text in (("typ", typst(body)), ("tex", latex(body)), ("csv", comma_separated(body))):
        with whole_file(build / f"table_rates.{suffix}") as file:
            file.write(text.encode("utf-8"))


if __name__ == "__main__":
    write()
