"""How fast saved web pages are read, with how much memory, and how much of their articles' text is found.

``python benchmarks/read_pages.py FOLDER [--pages 1000] [--gold FOLDER/ground-truth.json]``

FOLDER has pages as ``.html`` or ``.html.gz``; they are repeated up to the number asked for. The gold is an object that
has for each file name, without its ending, ``articleBody``; the measure is the F1 of tokens (words, lower case, each as
often as it occurs), averaged over pages. Time is that on the clock and that of all processors; memory is the largest
that one process had.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

import framing

WORD = re.compile(r"\w+")


def f1(found: str, coded: str) -> float:
    ours, theirs = Counter(WORD.findall(found.lower())), Counter(WORD.findall(coded.lower()))
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


def copied(pages: list[Path], number: int, folder: Path) -> None:
    for place in range(number):
        page = pages[place % len(pages)]
        shutil.copy(page, folder / f"{place:06}{''.join(page.suffixes)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--gold", type=Path)
    asked = parser.parse_args()
    warnings.simplefilter("ignore", framing.Note)
    pages = sorted(path for path in asked.folder.iterdir() if ".html" in path.suffixes)
    if asked.gold:
        gold = json.loads(asked.gold.read_text(encoding="utf-8"))
        articles = framing.read(pages).set_index("doc_id")["text"]
        scores = [f1(articles.get(name, ""), page["articleBody"]) for name, page in gold.items()]
        print(f"token F1 {sum(scores) / len(scores):.3f} on {len(scores)} pages, lowest {min(scores):.2f}")
    with tempfile.TemporaryDirectory() as folder:
        copied(pages, asked.pages, Path(folder))
        began, before = time.perf_counter(), os.times()
        articles = framing.read(folder)
        after = os.times()
        clock = time.perf_counter() - began
    work = sum(after[:4]) - sum(before[:4])
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{len(articles):,} articles of {asked.pages:,} pages: {clock:.1f} s on the clock, {work:.1f} s of processors,"
    )
    print(f"{1000 * work / asked.pages:.0f} ms a page, {largest / 1024:.0f} MB at most in one process")


if __name__ == "__main__":
    main()
