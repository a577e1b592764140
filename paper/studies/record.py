"""Run a study, write its tables beside it, or compare them with the tables that are there.

python paper/studies/record.py NAME...          write tables and figure of these studies (all without a name)
python paper/studies/record.py --check NAME...  recompute, and list what differs; exit status 1 if anything does
python paper/studies/record.py --pages NAME...  write README.md anew from page.md and the tables that are there

A study is a folder with ``study.py``: `CORPORA` (names for `framing.corpus`), `IS_QUICK` (whether it is part of the
tests; the others take minutes and are run by this command), `tables(articles)`, which takes a mapping
from these names to articles tables and returns tables by name, and optionally `drawn(tables)`, which returns the table
to be drawn, and `numbers(tables)`, which names numbers for its page. The page is ``page.md``, whose marks are filled in
from the tables (`pages.py`). Texts are read from the folder that ``FRAMING_DATA`` names, or downloaded; none is
written.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from types import ModuleType

import numpy as np
import pages
import pandas as pd

import framing
from framing.compendium import Number
from framing.files.whole_file import whole_file
from framing.origin import digest

STUDIES = Path(__file__).parent
MADE_WITH = "corpora"  # the table of corpora, digests and versions
DIGITS = 6  # significant digits of numbers in the tables
NEAR = 0.05  # a number found again differs from the published one by less than this share

Tables = dict[str, pd.DataFrame]


def names() -> list[str]:
    return sorted(path.parent.name for path in STUDIES.glob("*/study.py"))


def load(name: str) -> ModuleType:
    """Import the script of a study."""
    path = STUDIES / name / "study.py"
    if not path.is_file():
        raise ValueError(f"no study is called {name!r}; there are: {', '.join(names())}")
    spec = importlib.util.spec_from_file_location(f"study_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def at_hand(name: str) -> bool:
    """Say whether all texts of a study can be read without a download."""
    where = framing.corpora().set_index("name")["at_hand"]
    return all(where[corpus] for corpus in load(name).CORPORA)


def is_whole(corpus: str, articles: pd.DataFrame) -> bool:
    """Say whether these are all articles that were published of a corpus."""
    return len(articles) >= int(framing.corpora().set_index("name").loc[corpus, "articles"])


def computed(name: str) -> Tables:
    """Compute the tables of a study, and the one that says from what."""
    study = load(name)
    articles = {corpus: framing.corpus(corpus) for corpus in study.CORPORA}
    published = framing.corpora().set_index("name")["articles"]
    made_with = pd.DataFrame(
        {
            "corpus": list(articles),
            "articles": [len(table) for table in articles.values()],
            "articles_published": [int(published[corpus]) for corpus in articles],
            "digest": [digest(table) for table in articles.values()],
            "framing": framing.__version__,
        }
    )
    return {**study.tables(articles), MADE_WITH: made_with}


def page(name: str) -> str:
    """Make the page of a study from its `page.md` and the tables beside it."""
    study = load(name)
    fixed = {key: Number(f"{value:,}", value, key) for key, value in vars(study).items() if type(value) in (int, float)}
    named = getattr(study, "numbers", lambda tables: {})
    return pages.page(STUDIES / name, lambda tables: {**fixed, **named(tables)})


def write_page(name: str) -> None:
    """Write README.md into the study's folder."""
    text = page(name)
    with whole_file(STUDIES / name / "README.md") as file:
        file.write(text.encode())


def stale_page(name: str) -> list[str]:
    """List a README.md that is not what its page and the tables beside it make."""
    path = STUDIES / name / "README.md"
    if path.is_file() and path.read_text(encoding="utf-8") == page(name):
        return []
    return [f"{name}/README.md is not made of its page.md and tables; python paper/studies/record.py --pages {name}"]


def write(name: str, tables: Tables) -> None:
    """Write the tables as CSV, the figure as SVG, and the page, into the study's folder."""
    folder, study = STUDIES / name, load(name)
    for table_name, table in tables.items():
        with whole_file(folder / f"{table_name}.csv") as file:
            file.write(as_csv(table).encode())
    if hasattr(study, "drawn"):
        with framing.style("page"):
            axes = framing.plot(study.drawn(tables))
            with whole_file(folder / "figure.svg") as file:
                axes.figure.savefig(file, format="svg")
        print(f"{name}/figure.svg: {axes.figure.caption}")
    write_page(name)


def differences(name: str, tables: Tables) -> list[str]:
    """List where the tables differ from those in the study's folder; numbers may differ in the last of six digits."""
    found = []
    for table_name, table in tables.items():
        path = STUDIES / name / f"{table_name}.csv"
        if not path.is_file():
            found.append(f"{name}/{path.name} is missing; write it: python paper/studies/record.py {name}")
            continue
        there, here = _without_version(pd.read_csv(path)), _without_version(_reread(table))
        if list(there) != list(here) or len(there) != len(here):
            found.append(f"{name}/{path.name} has other columns or rows; write it again")
            continue
        found += [
            f"{name}/{path.name}, column {column}: {(~same).sum()} of {len(same)} values differ; write it again"
            for column in there
            if not (same := _same(there[column], here[column])).all()
        ]
    return found


def as_csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n", float_format=f"%.{DIGITS}g")


def beside(rows: Sequence[tuple[str, float, float | None]], *, is_whole: bool) -> pd.DataFrame:
    """Put what was published beside what was found: (what, published, here); None where it is not at hand.

    `is_found_again` says that they differ by less than a twentieth; it is empty where the corpus at hand is another
    part than the published one, so that equal numbers are not expected.
    """
    table = pd.DataFrame(rows, columns=["what", "published", "here"])
    table["here"] = pd.to_numeric(table["here"])
    near = ((table["here"] / table["published"] - 1).abs() < NEAR).astype("boolean").mask(table["here"].isna())
    return table.assign(is_found_again=near if is_whole else pd.array([pd.NA] * len(table), dtype="boolean"))


def results_of(table: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Keep of a table of results or rates what a reader needs: names, n, estimate, interval, p, limits."""
    wanted = (
        "device", *keys, "period", "group", "a", "b", "ratio", "rate", "low", "high", "low_90", "high_90", "rate_a",
        "rate_b", "n", "words", "articles", "n_a", "n_b", "units", "unit", "p", "p_adjusted", "adjustment",
        "bound", "p_equivalent", "equivalent", "kind", "measure", "base", "method", "excluded", "voices", "limits",
        "note",
    )  # fmt: skip
    return table[[name for name in dict.fromkeys(wanted) if name in table]].reset_index(drop=True)


def _reread(table: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(StringIO(as_csv(table)))


def _without_version(table: pd.DataFrame) -> pd.DataFrame:
    """Leave the version out: a newer one that finds the same is no difference."""
    return table.drop(columns="framing", errors="ignore")


def _same(one: pd.Series, other: pd.Series) -> np.ndarray:
    if all(pd.api.types.is_numeric_dtype(column) for column in (one, other)):
        return np.isclose(one.astype(float), other.astype(float), rtol=1e-4, atol=1e-9, equal_nan=True)
    return (_rounded(one) == _rounded(other)).to_numpy()


def _rounded(texts: pd.Series) -> pd.Series:
    """Round the numbers within texts, such as limits, whose last digits differ from machine to machine."""
    long = re.compile(rf"\d+\.\d{{{DIGITS},}}")
    return texts.fillna("").astype(str).str.replace(long, lambda found: f"{float(found[0]):.{DIGITS}g}", regex=True)


def main(arguments: Sequence[str]) -> int:
    """Write or check the studies named."""
    is_check, is_page = "--check" in arguments, "--pages" in arguments
    problems: list[str] = []
    try:
        for name in [argument for argument in arguments if argument not in ("--check", "--pages")] or names():
            if is_page:
                write_page(name)
                continue
            tables = computed(name)
            if is_check:
                problems += differences(name, tables) + stale_page(name)
            else:
                write(name, tables)
            print(f"{name}: {'checked' if is_check else 'written'}", flush=True)
    except ValueError as error:
        problems.append(str(error))
    for problem in problems:
        print(f"studies: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
