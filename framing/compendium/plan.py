"""The analysis plan: a TOML file that is written before the results are seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from framing.report.kept_labels import KeptLabels
from framing.results.analysis_plan import ANALYSIS, TABLE, TEXT, TEXTS, Fields, check_parts, planned_codes, read_parts

PLAN, BUILD, CACHE = "plan.toml", "build", "cache"
_FIELDS: Fields = {
    "paper": {"title": TEXT, "authors": TEXTS, "date": TEXT, "typed_numbers": ("allow", "refuse")},
    "corpus": {"paths": TEXTS, "reading": TABLE, "codings": TEXTS},
    **ANALYSIS,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read, labelled and compared; paths are resolved against the compendium's folder.

    `codes` are those compared, and `correct` is ``sample`` or ``none``: a plan without a part [codes] has none.
    """

    folder: Path
    title: str
    authors: tuple[str, ...]
    day: str
    typed_numbers: str
    paths: tuple[Path, ...]
    codings: tuple[Path, ...]
    devices: tuple[str, ...]
    lexicons: tuple[Path, ...]
    outlets: tuple[Path, ...]
    by: str
    unit: str
    reference: str | None
    exclude: str
    adjust: str | None
    codes: tuple[str, ...] = ()
    correct: str = "none"
    reading: Mapping[str, Any] = field(default_factory=dict)


def read_plan(folder: Path) -> Plan:
    """Read the plan of a compendium.

    Raises
    ------
    ValueError
        If there is no plan, it is no TOML, or an entry is missing, unknown or of another type.
    """
    path = folder / PLAN
    parts = read_parts(path)
    check_parts(path, parts, _FIELDS)
    if parts["paper"]["date"]:
        _check_date(path, parts["paper"]["date"])
    codes, correct = planned_codes(path, parts)
    paper, corpus, labels, comparison = (parts[name] for name in _FIELDS)
    return Plan(
        folder=folder,
        title=paper["title"],
        authors=tuple(paper["authors"]),
        day=paper["date"],
        typed_numbers=paper["typed_numbers"],
        paths=_resolved(folder, corpus["paths"]),
        codings=_resolved(folder, corpus["codings"]),
        devices=tuple(labels["devices"]),
        lexicons=_resolved(folder, labels["lexicons"]),
        outlets=_resolved(folder, labels["outlets"]),
        by=comparison["by"],
        unit=comparison["unit"],
        reference=comparison["reference"] or None,
        exclude=comparison["exclude"],
        adjust=None if comparison["adjust"] == "none" else comparison["adjust"],
        codes=codes,
        correct=correct,
        reading=corpus["reading"],
    )


def saved_labels(articles: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Label the articles as planned; labels of the same articles, lexicons and version are taken from the last build.

    They are stored as ``build/cache/spans.parquet``.
    """
    folder = plan.folder / BUILD / CACHE
    folder.mkdir(parents=True, exist_ok=True)
    devices = dict.fromkeys([*plan.devices, *([plan.exclude] if plan.exclude else [])])
    kept = KeptLabels(folder, plan.lexicons, plan.outlets, _told, devices=tuple(devices))
    return kept.labelled(articles)


def _told(done: int, total: int) -> None:
    print(f"  {done:,} of {total:,} articles labelled", flush=True)


def _check_date(path: Path, day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise ValueError(f'{path}: date = {day!r} is no date; write it as "2026-03-01", or ""') from error


def _resolved(folder: Path, paths: list[str]) -> tuple[Path, ...]:
    """Resolve paths against the folder; a name without a file there, such as a bundled domain, stays."""
    return tuple(folder / path if (folder / path).exists() else Path(path) for path in paths)
