"""Whether anything half-written is left where `framing label` or `framing report` is killed at a random time.

``python benchmarks/kills.py corpus/demo [--kills 30] [--seed 0]``

Over the complete output of one corpus (every second file) the command is started for the other half, and killed with
SIGKILL: half of the times anywhere, half of the times in the last quarter, where files are written. Printed is how
often the output was then all old, all new, unfinished (files of one run alone, without the page that a reader opens) or
broken. Exit status 1 where it was ever broken, or where the next run did not put everything right. Not for Windows.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import framing
import framing.report.write  # imported before the first fork
from framing.cli import main

PAGE = "report.html"
OUTPUTS = {"label": "spans.csv", "report": "report"}
BESIDE = "spans.new.parquet"  # labels that a report saved before it went on

Files = dict[str, str]


def visible(place: Path) -> Files:
    """Give the digest of each file in a folder that is not hidden."""
    files = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if not any(part.startswith(".") for part in name.split("/"))
    }


def started(command: str, corpus: Path, folder: Path) -> int:
    """Run the command in a process of its own, forked from this one so that nothing is imported anew; give its id."""
    process = os.fork()
    if process:
        return process
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        main([command, str(corpus), "-o", str(folder / OUTPUTS[command])])
    except SystemExit as end:
        os._exit(int(end.code or 0))
    os._exit(1)


def ended(process: int) -> int:
    """Wait for its end, and give the exit status."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def completed(command: str, corpus: Path, folder: Path) -> Files:
    """Let the command end, and give what it wrote."""
    folder.mkdir(exist_ok=True)
    if ended(started(command, corpus, folder)):
        raise SystemExit(f"kills: framing {command} failed on {corpus}")
    return visible(folder)


def state(found: Files, old: Files, new: Files) -> str:
    """Say in words what was found; the labels that a report saves first are complete, or the file is broken."""
    page = next((name for name in found if name.endswith(PAGE)), None)
    files = {name: digest for name, digest in found.items() if not name.endswith(BESIDE)}
    beside = [digest for name, digest in found.items() if name.endswith(BESIDE)]
    if not set(beside) <= set(new.values()):
        return "broken"
    if files in (old, new):
        return "old" if files == old else "new"
    is_part = any(files.items() <= whole.items() for whole in (old, new))
    return "unfinished" if is_part and page is None and len(old) > 1 else "broken"


def killed_after(process: int, seconds: float) -> bool:
    """Kill a process after so many seconds; say whether it still ran."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(process, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    return ended(process) == -signal.SIGKILL


def kills(command: str, one: Path, other: Path, folder: Path, *, number: int, seed: int) -> Counter[str]:
    """Kill the command `number` times, each over a copy of the complete output for `one`, and count what is left."""
    chance = random.Random(seed)
    old = completed(command, one, folder / "old")
    began = time.monotonic()
    new = completed(command, other, folder / "new")
    seconds = time.monotonic() - began
    states: Counter[str] = Counter()
    place = folder / "killed"
    while states.total() < number:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / "old", place)
        began = time.monotonic()
        if killed_after(started(command, other, place), seconds * chance.uniform((0, 0.75)[states.total() % 2], 1)):
            states[state(visible(place), old, new)] += 1
        else:  # it ended before: the machine is less busy now
            seconds = time.monotonic() - began
    # What stands now, and what the last kill left, is put right by the next run.
    is_right = completed(command, other, place) == new
    has_rest = any(path.name.startswith(".") and "files.json" not in path.name for path in place.rglob("*"))
    states["repaired" if is_right and not has_rest else "broken"] += 1
    return states


def halves(corpus: Path, folder: Path) -> list[Path]:
    """Copy the first, third ... text file of a corpus to one folder, the others to another."""
    texts = sorted(corpus.rglob("*.txt"))
    for number, text in enumerate(texts):
        target = folder / f"half_{number % 2}" / text.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(text, target)
    return [folder / "half_0", folder / "half_1"]


def run() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    framing.label(framing.read(options.corpus).head(2))  # reads the weights, once for all
    is_broken = False
    for command in OUTPUTS:
        with tempfile.TemporaryDirectory() as folder:
            one, other = halves(options.corpus, Path(folder))
            found = kills(command, one, other, Path(folder), number=options.kills, seed=options.seed)
        said = ", ".join(f"{count} {name}" for name, count in found.items())
        print(f"{command}: {options.kills} kills; {said}", flush=True)
        is_broken |= bool(found["broken"])
    return int(is_broken)


if __name__ == "__main__":
    sys.exit(run())
