"""How fast the package reads, labels and counts, in megacharacters a second of processor time on one core.

``python benchmarks/speed.py PATH/articles.jsonl.gz [--articles 400] [--busy 2]``

The time is that of all threads of the process. ``--busy`` measures beside so many processes that take what processor
time they get, as on a machine with other work.

Also prints what 2,000 further terms cost: finding terms is one pass over a text, however many there are, and a file of
terms is read and compiled once, for all calls of `label` that name it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

import framing

MORE = 2000  # terms


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of `work`, the second time it is done."""
    work()
    began = time.process_time()
    work()
    return time.process_time() - began


@contextmanager
def beside(number: int) -> Iterator[None]:
    """Keep the machine busy with `number` processes that count."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(number)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def times_as_long(one: Callable[[], object], other: Callable[[], object], rounds: int) -> float:
    """Give how many times as long `other` takes, both done in turns, so that a machine that is busy slows both."""
    taken = [0.0, 0.0]
    for _ in range(rounds):
        for place, work in enumerate((one, other)):
            began = time.process_time()
            work()
            taken[place] += time.process_time() - began
    return taken[1] / taken[0]


def print_cost_of_terms(articles: pd.DataFrame, more: Path, rounds: int) -> None:
    """Print what more terms cost in labelling hedges alone, where little else is done, and in labelling everything."""
    hedges = times_as_long(
        lambda: framing.label(articles, ["hedge"], with_voice=False),
        lambda: framing.label(articles, ["hedge"], with_voice=False, lexicons=[more]),
        rounds,
    )
    everything = times_as_long(
        lambda: framing.label(articles), lambda: framing.label(articles, lexicons=[more]), rounds
    )
    print(f"  {len(articles):>4} articles in a call: hedges alone {hedges:.2f}, everything {everything:.2f}")


def measure(articles: pd.DataFrame) -> None:
    """Print how fast each verb is, and what more terms cost."""
    size = articles["text"].str.len().sum() / 1e6
    spans = framing.label(articles)
    print(f"framing {framing.__version__}: {len(articles):,} articles, {size:.2f} million characters")
    work: dict[str, Callable[[], object]] = {
        "tokenise": lambda: framing.tokenise(articles),
        "label hedge, without voice": lambda: framing.label(articles, ["hedge"], with_voice=False),
        "label boilerplate, without voice": lambda: framing.label(articles, ["boilerplate"], with_voice=False),
        "label attribution, without voice": lambda: framing.label(articles, ["attribution"], with_voice=False),
        "label attribution, with voice and speaker": lambda: framing.label(articles, ["attribution"]),
        "label everything": lambda: framing.label(articles),
        "count by voice": lambda: framing.count(articles, spans, by="voice", exclude="boilerplate"),
    }
    for name, one in work.items():
        taken = seconds(one)
        print(f"{name:<45} {size / taken:6.2f} MB/s")
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "more.tsv"
        terms = "".join(f"term{number} of words\thedge\tverb\tinvented\n" for number in range(MORE))
        more.write_text("term\tdevice\tsubtype\tsource\n" + terms, encoding="utf-8")
        began = time.process_time()
        framing.label(articles[:0], ["hedge"], lexicons=[more], with_voice=False)
        print(f"\n{MORE:,} more terms are read and compiled in {time.process_time() - began:.3f} s, once;")
        print("with them labelling takes so many times as long:")
        print_cost_of_terms(articles, more, 2)
        print_cost_of_terms(articles[:1], more, 50)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--busy", type=int, default=0, help="how many other processes keep the machine busy")
    options = parser.parse_args()
    articles = framing.read(options.corpus).head(options.articles)
    with beside(options.busy):
        measure(articles)


if __name__ == "__main__":
    main()
