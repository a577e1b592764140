"""How long a whole report takes, from the file to the page, in seconds of processor time and by the clock.

``OPENBLAS_NUM_THREADS=1 python benchmarks/report_time.py PATH/basil.jsonl PATH/kremlin_zelenskyy.jsonl.gz [--most 60]``

It ends with an error where a report takes more than `most` seconds of the processor: on an idle machine the clock does
not say much more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import framing
from framing.read import read

MOST = 60.0  # seconds


def seconds(path: Path) -> tuple[float, float, int]:
    """Give the processor time and the time by the clock of one report, and its articles."""
    began = time.process_time(), time.perf_counter()
    articles = read(path)
    with tempfile.TemporaryDirectory() as folder:
        framing.report(articles, folder)
    return time.process_time() - began[0], time.perf_counter() - began[1], len(articles)


def main() -> None:
    """Time each corpus, and say which take too long."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--most", type=float, default=MOST)
    given = parser.parse_args()
    slow = []
    for path in given.paths:
        processor, clock, articles = seconds(path)
        print(f"{path.name}: {articles:,} articles, {processor:.1f} s of the processor, {clock:.1f} s by the clock")
        slow += [path.name] if processor > given.most else []
    if slow:
        sys.exit(f"more than {given.most:.0f} s: {', '.join(slow)}")


if __name__ == "__main__":
    main()
