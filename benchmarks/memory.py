"""Peak memory and time of `framing label -o folder`, for corpora of several sizes.

``python benchmarks/memory.py ARTICLES [--megabytes 60 600] [--workers 1] [--devices hedge] [--with-voice]``

ARTICLES is a corpus that `framing.read` reads. It is repeated as JSON lines (gzip) until its texts have so many
megabytes (UTF-8), each copy of an article with a `doc_id` of its own and one sentence with a number of its own in each
paragraph, so that no paragraph comes back. The corpus is labelled in a process of its own; the sum of the resident
memory of that process and of all its descendants is looked at five times a second. Memory that processes share is
counted once for each, so the figure is rather too high. Needs `/proc` (Linux).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import framing

LABEL = """
import sys
import framing

if __name__ == "__main__":
    path, folder, devices, workers, with_voice = sys.argv[1:]
    framing.label_shards(
        framing.read_in_parts(path), folder, devices=devices.split(",") if devices else None,
        workers=int(workers), with_voice=with_voice == "True",
    )
"""


def copies(articles: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Give the articles again and again, each time a little different."""
    columns = [name for name in ("doc_id", "outlet", "headline", "text") if name in articles.columns]
    number = 0
    while True:
        for row in articles[columns].to_dict("records"):
            number += 1
            text = "\n".join(
                f"{line} Entry {number}." if line.strip() else line for line in str(row["text"]).split("\n")
            )
            yield {**row, "doc_id": f"{row['doc_id']}-{number}", "text": text}


def write_corpus(articles: pd.DataFrame, path: Path, size: int) -> tuple[int, int]:
    """Write copies until the texts have `size` bytes; returns articles and bytes."""
    number = written = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        for row in copies(articles):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
            written += len(row["text"].encode("utf-8"))
            if written >= size:
                return number, written
    raise AssertionError


def memory_of(process: int) -> int:
    """Return the resident bytes of a process and its descendants."""
    parents, resident = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
            except OSError:  # has ended
                continue
            parents[int(entry.name)] = int(fields[1])
            resident[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return sum(resident.get(one, 0) for one in found)


def measured(command: list[str]) -> tuple[float, int]:
    """Run a command; returns seconds and the peak of its memory."""
    began, peak = time.monotonic(), 0
    process = subprocess.Popen(command)
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"memory: labelling ended with status {process.returncode}")
    return time.monotonic() - began, peak


def main() -> None:
    """Make the corpora one after the other, label each, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[60, 600])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--devices", default="")
    parser.add_argument("--with-voice", action="store_true")
    parser.add_argument("--scratch", type=Path, help="Where the corpora and labels are for a while.")
    options = parser.parse_args()
    articles = framing.read(options.articles)
    print("text MB  articles  workers  peak MB  seconds  MB/s", flush=True)
    for megabytes in options.megabytes:
        place = Path(tempfile.mkdtemp(dir=options.scratch))
        try:
            script, corpus = place / "label.py", place / "articles.jsonl.gz"
            script.write_text(LABEL)
            number, size = write_corpus(articles, corpus, megabytes * 1_000_000)
            seconds, peak = measured(
                [
                    sys.executable, str(script), str(corpus), str(place / "out"), options.devices,
                    str(options.workers), str(options.with_voice),
                ]
            )  # fmt: skip
        finally:
            shutil.rmtree(place)
        print(
            f"{size / 1e6:7.0f}  {number:8,}  {options.workers:7}  {peak / 1e6:7.0f}  {seconds:7.0f}"
            f"  {size / 1e6 / seconds:4.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
