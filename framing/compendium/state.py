"""What a build was made from, and what of it is stale."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from framing.compendium.plan import BUILD, CACHE, PLAN, Plan, read_plan
from framing.files.whole_file import whole_file
from framing.origin import SHOWN
from framing.results.provenance import digests, package_digest, versions

RECORD = "provenance.json"
_PACKAGES = ("matplotlib", "nltk", "numpy", "pandas", "scipy")
_SOURCES = (PLAN, "*.py", "manuscript.*", "references.bib", "reference.docx")

State = dict[str, dict[str, str]]


def inputs(plan: Plan) -> State:
    """Give the digests of everything that determines a build: corpus, files, lists and weights, and the package."""
    files = sorted({path for pattern in _SOURCES for path in plan.folder.glob(pattern)})
    return {
        "corpus": {"all files": corpus_digest(plan)},
        "codings": {_as_planned(path, plan): _of_files([path]) for path in plan.codings},
        "files": {path.name: _digest(path.read_bytes()) for path in files},
        "lexicons and weights": digests(plan.devices, plan.lexicons),
        "outlet profiles": {_as_planned(path, plan): _of_files([path]) for path in plan.outlets},
        "package": {"versions": versions(_PACKAGES), "framing": package_digest()},
    }


def record(plan: Plan, made: State, seeds: Iterable[int]) -> None:
    """Write what the build was made from, and the digest of each file made, beside them."""
    folder = plan.folder / BUILD
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_result(path, folder)]
    state = {
        **made,
        "seeds": {"random numbers": ", ".join(map(str, seeds)) or "none used"},
        "results": {path.relative_to(folder).as_posix(): _digest(path.read_bytes()) for path in paths},
    }
    with whole_file(folder / RECORD) as file:
        file.write((json.dumps(state, indent=1, ensure_ascii=False) + "\n").encode())


def stale(build: str | Path) -> list[str]:
    """List what of a build is stale, one line each: what changed since, and which results are missing or changed.

    Parameters
    ----------
    build
        The folder ``build`` of a compendium that `new_paper` made, or the compendium.

    Returns
    -------
    list of str
        Nothing if a new build would be the same.

    Raises
    ------
    ValueError
        If the folder has no record of a build, or the corpus is not there.
    """
    folder = Path(build).expanduser()
    if (folder / PLAN).is_file():
        folder = folder / BUILD
    path = folder / RECORD
    if not path.is_file():
        raise ValueError(f"{folder}: there is no {RECORD}; give the folder build of a paper that was built with make")
    try:
        recorded = json.loads(path.read_text(encoding="utf-8"))
        results = dict(recorded.pop("results"))
        recorded.pop("seeds")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: is not a record of a build; build the paper again") from error
    now = inputs(read_plan(folder.resolve().parent))
    lines = [line for part, found in now.items() for line in _changes(part, recorded.get(part, {}), found)]
    for name, digest in results.items():
        file = folder / name
        if not file.is_file():
            lines.append(f"{BUILD}/{name}: is missing")
        elif _digest(file.read_bytes()) != digest:
            lines.append(f"{BUILD}/{name}: was changed after the build")
    return lines


def corpus_digest(plan: Plan) -> str:
    """Give the digest of the files of the corpus, with their names below the paths of the plan."""
    return _of_files(plan.paths)


def _changes(part: str, before: dict[str, str], now: dict[str, str]) -> list[str]:
    lines = []
    for name in dict.fromkeys([*before, *now]):
        if name not in now:
            lines.append(f"{part}: {name}: is missing, or no longer used")
        elif name not in before:
            lines.append(f"{part}: {name}: is new since the build")
        elif before[name] != now[name]:
            lines.append(f"{part}: {name}: changed since the build ({before[name]}; now {now[name]})")
    return lines


def _is_result(path: Path, folder: Path) -> bool:
    """Leave out the saved labels, which a build may take over, and the record."""
    inner = path.relative_to(folder)
    return inner.parts[0] != CACHE and inner.name != RECORD and not inner.name.startswith(".")


def _as_planned(path: Path, plan: Plan) -> str:
    """Name a file as the plan does, below its folder, since two files in different folders may have one name."""
    return (path.relative_to(plan.folder) if path.is_relative_to(plan.folder) else path).as_posix()


def _of_files(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        if not path.exists():
            raise ValueError(f"{path}: is not there; put it there, or mend its path in {PLAN}")
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            found.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()[:SHOWN]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:SHOWN]
