"""How fast the package and other tools read the same articles: one table, one core.

``python benchmarks/speed.py PATH/articles.jsonl.gz [--articles 300] [--peers ENVIRONMENT/bin/python] [-o speed.csv]``

Each row of the table is a process of its own; the rows are run in turn, `--rounds` times, and the least processor time
counts (of the process, limited to one thread), of the second time that the work is done. `--peers` is the Python of an
environment with `spacy`, a model (`en_core_web_sm`), `textacy`, `pybiber`, `nltk`, `flashtext2` and `blingfire`; a tool
that is missing there has an empty row that says so. The tools do not do the same: the column `work` says what each
does. `ratio` is how many times as fast this package is in the row that is compared.

Also prints what 2,000 further terms cost: finding terms is one pass over a text, however many there are.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from speed_rows import ROWS

import framing
from framing.vocabulary.lexicon import bundled

MORE = 2000  # terms
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "POLARS", "RAYON")}
_SCRIPT = Path(__file__).with_name("speed_rows.py")


def measured(python: str, row: str, texts: Path, terms: Path) -> dict[str, object]:
    """Run one row in a process; `fault` is the last line of its error where it has one."""
    command = [python, str(_SCRIPT), row, str(texts), str(terms)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **_ONE_THREAD}, check=False)
    if done.returncode:
        return {"fault": (done.stderr.strip().splitlines() or ["no message"])[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def table_of(articles: pd.DataFrame, peers: str, rounds: int) -> pd.DataFrame:
    """Measure all rows, in turn."""
    texts = articles["text"].tolist()
    hedges = sorted({entry.term for entry in bundled() if entry.device == "hedge" and not entry.term.endswith("*")})
    found: dict[str, list[dict[str, object]]] = {row: [] for row in ROWS}
    with tempfile.TemporaryDirectory() as folder:
        places = Path(folder, "texts.json"), Path(folder, "terms.json")
        for place, content in zip(places, (texts, hedges), strict=True):
            place.write_text(json.dumps(content), encoding="utf-8")
        for number in range(rounds):
            for row, (tool, packages, *_) in ROWS.items():
                python = peers if packages else sys.executable
                if python and not (number and "fault" in found[row][0]):
                    found[row].append(measured(python, row, *places))
                    print(f"round {number + 1}, {tool}: {found[row][-1]}", file=sys.stderr, flush=True)
    size = sum(map(len, texts)) / 1e6
    rows = []
    for row, (tool, _, work, _, _) in ROWS.items():
        runs = [run for run in found[row] if "seconds" in run]
        if not runs:
            fault = found[row][0]["fault"] if found[row] else "no environment was given"
            rows.append({"row": row, "tool": tool, "work": work, "note": f"not measured: {fault}"})
            continue
        best = min(runs, key=lambda run: float(str(run["seconds"])))
        seconds, peak = float(str(best["seconds"])), float(str(best["peak"]))
        versions = str(best["versions"]) or (f"framing {framing.__version__}" if tool == "framing" else "")
        rows.append(
            {
                "row": row, "tool": tool, "work": work, "mb_per_second": size / seconds,
                "articles_per_second": len(texts) / seconds, "peak_mb": peak, "note": versions,
            }
        )  # fmt: skip
    table = pd.DataFrame(rows).set_index("row")
    same = pd.Series({row: compared for row, (*_, compared, _) in ROWS.items()})
    table["ratio"] = same.map(table["mb_per_second"]) / table["mb_per_second"]
    return table.reset_index(drop=True)[
        ["tool", "work", "mb_per_second", "articles_per_second", "peak_mb", "ratio", "note"]
    ]


def times_as_long(one: Callable[[], object], other: Callable[[], object], rounds: int) -> float:
    """Give how many times as long `other` takes, both done in turns, so that a machine that is busy slows both."""
    taken = [0.0, 0.0]
    for _ in range(rounds):
        for place, work in enumerate((one, other)):
            began = time.process_time()
            work()
            taken[place] += time.process_time() - began
    return taken[1] / taken[0]


def print_cost_of_terms(articles: pd.DataFrame) -> None:
    """Print what more terms cost in labelling hedges alone, where little else is done."""
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "more.tsv"
        terms = "".join(f"term{number} of words\thedge\tverb\tinvented\n" for number in range(MORE))
        more.write_text("term\tdevice\tsubtype\tsource\n" + terms, encoding="utf-8")

        def with_more() -> object:
            return framing.label(articles, ["hedge"], with_voice=False, lexicons=[more])

        with_more()  # reads and compiles the terms, once
        times = times_as_long(lambda: framing.label(articles, ["hedge"], with_voice=False), with_more, 3)
    print(f"with {MORE:,} more terms, labelling hedges takes {times:.2f} times as long")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="", help="the Python of an environment with the other tools")
    parser.add_argument("-o", "--output", type=Path, help="where the table is written as CSV")
    options = parser.parse_args()
    articles = framing.read(options.corpus).sample(options.articles, random_state=0)
    table = table_of(articles, options.peers, options.rounds)
    size = articles["text"].str.len().sum() / 1e6
    print(f"{len(articles):,} articles, {size:.2f} million characters; processor time on one core")
    print(table.to_string(index=False, float_format=lambda number: f"{number:.2f}", na_rep=""))
    if options.output:
        columns = {"mb_per_second": 3, "articles_per_second": 1, "peak_mb": 0, "ratio": 2}
        table.round(columns).to_csv(options.output, index=False)
    print_cost_of_terms(articles)


if __name__ == "__main__":
    main()
