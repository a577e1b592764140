"""The part of an analysis plan that says what is compared, how, and which tests are one family."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.origin import SHOWN
from framing.results import families

TEXT, TEXTS, TABLE = "a text", "a list of texts", "a table"
_TYPES: dict[str, type] = {TEXT: str, TEXTS: list, TABLE: dict}
ADJUSTMENTS = tuple(name or "none" for name in families.ADJUSTMENTS)
CORRECTIONS = ("sample", "none")

Kind = str | tuple[str, ...]  # of an entry: one of the types, or the texts of which it has to be one
Fields = Mapping[str, Mapping[str, Kind]]
ANALYSIS: Fields = {
    "labels": {"devices": TEXTS, "lexicons": TEXTS, "outlets": TEXTS},
    "comparison": {"by": TEXT, "unit": TEXT, "reference": TEXT, "exclude": TEXT, "adjust": ADJUSTMENTS},
}
_CODES: Fields = {"codes": {"codes": TEXTS, "correct": CORRECTIONS}}  # a part that may be left out
_PARTS = ("paper", "corpus", *ANALYSIS, *_CODES)  # the first two are of a paper
_TEMPLATE = """\
[labels]
devices = {devices}  # the family: p is adjusted over every contrast of these; framing.devices() lists all
lexicons = {lexicons}  # files with terms of your own, whose devices are then named above
outlets = {outlets}  # outlet profiles of your own

[comparison]
by = {by}  # the column whose values are compared
unit = {unit}  # what is independent: "article", "event" or another column; "" is the event where events are shared
reference = {reference}  # compare each group with this one; "" compares all pairs
exclude = {exclude}  # text that is counted neither in instances nor in words
adjust = {adjust}  # "holm", "fdr" or "none": over every contrast of the family"""


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
    codes, correct = planned_codes(file, parts)
    labels, comparison = parts["labels"], parts["comparison"]
    return AnalysisPlan(
        path=file,
        digest=hashlib.sha256(file.read_bytes()).hexdigest()[:SHOWN],
        devices=tuple(labels["devices"]),
        lexicons=tuple(labels["lexicons"]),
        outlets=tuple(labels["outlets"]),
        by=comparison["by"],
        unit=comparison["unit"],
        reference=comparison["reference"],
        exclude=comparison["exclude"],
        adjust=comparison["adjust"],
        codes=codes,
        correct=correct,
    )


def analysis_parts(
    *, devices: Sequence[str], by: str, unit: str, exclude: str, adjust: str = ADJUSTMENTS[0], reference: str = "",
    lexicons: Sequence[str] = (), outlets: Sequence[str] = (),
) -> str:  # fmt: skip
    """Write the parts that say what is labelled and compared, with a comment beside each entry.

    Examples
    --------
    >>> print(analysis_parts(devices=["hedge"], by="outlet", unit="", exclude="boilerplate").splitlines()[6])
    by = "outlet"  # the column whose values are compared
    """
    values = {
        "devices": list(devices), "lexicons": list(lexicons), "outlets": list(outlets), "by": by, "unit": unit,
        "reference": reference, "exclude": exclude, "adjust": adjust,
    }  # fmt: skip
    return _TEMPLATE.format_map({name: json.dumps(value, ensure_ascii=False) for name, value in values.items()})


def read_parts(path: Path) -> dict[str, Any]:
    """Read the parts of a plan, of which none may be unknown: its entries would be lost."""
    if not path.is_file():
        raise ValueError(f"{path}: there is no plan; framing plan writes one, and framing new-paper a folder with one")
    try:
        parts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: is not valid TOML ({error})") from error
    if unknown := [name for name in parts if name not in _PARTS]:
        raise ValueError(f"{path}: {unknown[0]} is no part of a plan; the parts are {', '.join(_PARTS)}")
    return parts


def planned_codes(path: Path, parts: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    """Give the codes that are compared, and how they are corrected; the part may be left out of a plan."""
    found: Mapping[str, Any] = parts.get("codes", {"codes": [], "correct": "none"})
    check_parts(path, {"codes": found}, _CODES)
    return tuple(found["codes"]), found["correct"]


def check_parts(path: Path, parts: Mapping[str, Any], fields_of: Fields) -> None:
    """Raise unless each part has its entries, of their types, and no others."""
    for part, fields in fields_of.items():
        found = parts.get(part)
        if not isinstance(found, dict):
            raise ValueError(f"{path}: there is no part [{part}]")
        for name, kind in fields.items():
            if not _is_of(kind, found.get(name)):
                told = kind if isinstance(kind, str) else " or ".join(f'"{choice}"' for choice in kind)
                raise ValueError(f"{path}: {name} in [{part}] has to be {told}")
        unknown = [name for name in found if name not in fields]
        if unknown:
            raise ValueError(f"{path}: {unknown[0]} in [{part}] is unknown; there are {', '.join(fields)}")


def _is_of(kind: Kind, value: Any) -> bool:
    if not isinstance(kind, str):
        return value in kind
    has_type = isinstance(value, _TYPES[kind])
    return has_type and (kind != TEXTS or all(isinstance(item, str) for item in value))
