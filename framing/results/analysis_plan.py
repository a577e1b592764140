"""The part of an analysis plan that says what is compared, how, and which tests are one family."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEXT, TEXTS, TABLE = "a text", "a list of texts", "a table"
_TYPES: dict[str, type] = {TEXT: str, TEXTS: list, TABLE: dict}
ANALYSIS: Mapping[str, Mapping[str, str]] = {
    "labels": {"devices": TEXTS, "lexicons": TEXTS, "outlets": TEXTS},
    "comparison": {"by": TEXT, "unit": TEXT, "reference": TEXT, "exclude": TEXT, "adjust": TEXT},
}
_CODES: Mapping[str, str] = {"codes": TEXTS, "correct": TEXT}  # the part [codes], which may be left out
CORRECTIONS = ("sample", "none")


@dataclass(frozen=True, slots=True)
class AnalysisPlan:
    """What is labelled and compared; `codes` are those compared, and `correct` is ``sample`` or ``none``."""

    path: Path
    digest: str
    devices: tuple[str, ...]
    lexicons: tuple[str, ...]
    outlets: tuple[str, ...]
    by: str
    unit: str
    reference: str
    exclude: str
    adjust: str
    codes: tuple[str, ...]
    correct: str


def read_analysis_plan(path: str | Path) -> AnalysisPlan:
    """Read what a plan says of the analysis: one that `framing.new_plan` wrote, or the plan of a paper.

    Raises
    ------
    ValueError
        If there is no such file, it is no TOML, or an entry is missing, unknown or of another type.
    """
    file = Path(path).expanduser()
    parts = read_parts(file)
    check_parts(file, parts, ANALYSIS)
    codes: Mapping[str, Any] = parts.get("codes", {"codes": [], "correct": "none"})
    check_parts(file, {"codes": codes}, {"codes": _CODES})
    if codes["correct"] not in CORRECTIONS:
        raise ValueError(f"{file}: correct = {codes['correct']!r} in [codes]; write one of {', '.join(CORRECTIONS)}")
    labels, comparison = parts["labels"], parts["comparison"]
    return AnalysisPlan(
        path=file,
        digest=hashlib.sha256(file.read_bytes()).hexdigest()[:16],
        devices=tuple(labels["devices"]),
        lexicons=tuple(labels["lexicons"]),
        outlets=tuple(labels["outlets"]),
        by=comparison["by"],
        unit=comparison["unit"],
        reference=comparison["reference"],
        exclude=comparison["exclude"],
        adjust=comparison["adjust"],
        codes=tuple(codes["codes"]),
        correct=codes["correct"],
    )


def read_parts(path: Path) -> dict[str, Any]:
    """Read the parts of a plan."""
    if not path.is_file():
        raise ValueError(f"{path}: there is no plan; framing plan writes one, and framing new-paper a folder with one")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: is not valid TOML ({error})") from error


def check_parts(path: Path, parts: Mapping[str, Any], fields_of: Mapping[str, Mapping[str, str]]) -> None:
    """Raise unless each part has its entries, of their types, and no others."""
    for part, fields in fields_of.items():
        found = parts.get(part)
        if not isinstance(found, dict):
            raise ValueError(f"{path}: there is no part [{part}]")
        for name, kind in fields.items():
            is_right = isinstance(found.get(name), _TYPES[kind])
            if is_right and kind is TEXTS:
                is_right = all(isinstance(item, str) for item in found[name])
            if not is_right:
                raise ValueError(f"{path}: {name} in [{part}] has to be {kind}")
        unknown = [name for name in found if name not in fields]
        if unknown:
            raise ValueError(f"{path}: {unknown[0]} in [{part}] is unknown; there are {', '.join(fields)}")
