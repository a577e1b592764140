"""The folder of a new paper, made from templates and from what the corpus has."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path

import pandas as pd

from framing.compendium.plan import PLAN
from framing.datasheet import datasheet
from framing.files.whole_file import whole_file
from framing.model import VERSION, named, note, paths_of
from framing.read import read
from framing.results.analysis_plan import analysis_parts
from framing.vocabulary.codebook_pages import device_names

DEVICES = ("hedge", "attribution")
EXCLUDED = "boilerplate"
ALL_PAIRS_UP_TO = 6
MOST_LEGIBLE = 12
DATASHEET = "DATASHEET.md"
_TEMPLATES = "templates"


def new_paper(
    folder: str | Path,
    corpus: str | Path | Iterable[str | Path],
    *,
    by: str = "outlet",
    unit: str | None = None,
    devices: Sequence[str] = DEVICES,
    outlets: str | Path | Iterable[str | Path] = (),
    reading: Mapping[str, object] | None = None,
) -> list[Path]:
    r"""Lay out a research compendium for a corpus: analysis, plan, figures and manuscripts that ``make`` builds.

    The texts stay where they are; the plan names their place. It describes the comparison, not your question: the
    manuscripts are yours to write.

    Parameters
    ----------
    folder : path
        A folder that is empty or does not exist.
    corpus : path, or several
        What `framing.read` reads.
    by : str, optional
        The column of the articles whose values are compared.
    unit : str, optional
        The independent unit, as for `framing.compare`. By default the event where events are shared, else the article.
    devices : sequence of str, optional
        The devices that are labelled and compared.
    outlets : path, or several, optional
        Outlet profiles of your own, as for `framing.label`.
    reading : mapping, optional
        Further options of `framing.read`, such as ``{"columns": {"text": "body"}}``.

    Returns
    -------
    list of Path
        The files written, the plan first.

    Raises
    ------
    ValueError
        If the folder is not empty or is part of the corpus, the corpus cannot be read, a device is unknown, or there
        are fewer than two groups to compare.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> place = Path(tempfile.mkdtemp())
    >>> lines = ["outlet,date,text", "Bee,2024-01-02,It may rain.", "Sun,2024-01-03,It rains."]
    >>> _ = (place / "news.csv").write_text("\n".join(lines))
    >>> [path.name for path in new_paper(place / "paper", place / "news.csv")][:3]
    ['plan.toml', '.gitignore', 'CITATION.cff']
    """
    target = Path(folder).expanduser()
    paths = [Path(path).expanduser() for path in paths_of(corpus)]
    profiles = [Path(path).expanduser() for path in paths_of(outlets)]
    _check_place(target, paths)
    unknown = [device for device in devices if device not in device_names()]
    if unknown or not devices:
        raise ValueError(f"devices: {named(unknown) or 'none'} cannot be labelled; framing.devices() lists them")
    articles = read(paths, outlets=profiles, **(reading or {}))  # type: ignore[arg-type] # its own checks say what is wrong
    names = _groups(articles, by, paths)
    has_dates = "date" in articles.columns and bool(articles["date"].notna().any())
    if not has_dates:
        note(f"{paths[0]}: no article has a date, so the paper states no period; name the column with columns=")
    if len(names) > MOST_LEGIBLE:
        note(f"{len(names)} groups are compared; a figure is legible with up to {MOST_LEGIBLE}")
    values = _values(target, paths, profiles, articles, names, by=by, unit=unit, devices=devices, reading=reading or {})
    values["PERIOD"] = ", published from {{first_day}} to {{last_day}}" if has_dates else ""
    values["PERIOD_NUMBERS"] = _PERIOD_NUMBERS if has_dates else ""
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for template in sorted(resources.files("framing.compendium").joinpath(_TEMPLATES).iterdir(), key=_order):
        path = target / template.name.removesuffix(".template")
        with whole_file(path) as file:
            file.write(_filled(template.read_text(encoding="utf-8"), values).encode("utf-8"))
        written.append(path)
    return [*written, datasheet(articles).save(target / DATASHEET)]


_PERIOD_NUMBERS = """
        "first_day": Number(min(days := corpus["first"].dropna()), min(days), "day of the first article"),
        "last_day": Number(max(days := corpus["last"].dropna()), max(days), "day of the last article"),"""


def _order(template: object) -> tuple[bool, str]:
    name = str(getattr(template, "name", ""))
    return not name.startswith(PLAN), name


def _check_place(target: Path, paths: Sequence[Path]) -> None:
    """Raise where the folder cannot be that of a new paper."""
    if target.exists() and not target.is_dir():
        raise ValueError(f"{target}: is a file; give the name of a new folder")
    if target.is_dir() and any(target.iterdir()):
        raise ValueError(f"{target}: the folder is not empty; give the name of a new one, or empty it")
    inside = [path for path in paths if path.is_dir() and target.resolve().is_relative_to(path.resolve())]
    if inside:
        raise ValueError(f"{target}: is inside the corpus {inside[0]}, which would then read it; choose another place")


def _groups(articles: pd.DataFrame, by: str, paths: Sequence[Path]) -> list[str]:
    """Return the groups to compare, the largest first."""
    if by not in articles.columns:
        raise ValueError(f"by={by!r} is no column of the articles; there are {named(articles.columns)}")
    names = [str(name) for name in articles[by].dropna().value_counts(sort=True).index]
    if len(names) < 2:
        only = f"only one {by}, {names[0]!r}" if names else f"no {by}"
        raise ValueError(
            f"{paths[0]}: the articles have {only}, and a paper compares at least two; "
            f'name the column with columns={{"{by}": ...}}, or compare by another one'
        )
    return names


def _values(
    target: Path, paths: Sequence[Path], profiles: Sequence[Path], articles: pd.DataFrame, names: Sequence[str], *,
    by: str, unit: str | None, devices: Sequence[str], reading: Mapping[str, object],
) -> dict[str, str]:  # fmt: skip
    """Return what the templates leave open."""
    has_events = "event" in articles.columns and bool(articles["event"].dropna().duplicated().any())
    if unit is None and by == "outlet":
        unit = "event" if has_events else "article"
    return {
        "CORPUS": _toml([_from(target, path) for path in paths]),
        "READING": _toml(dict(reading)),
        "ANALYSIS": analysis_parts(
            devices=devices,
            by=by,
            unit=unit or "",
            exclude=EXCLUDED,
            reference=names[0] if len(names) > ALL_PAIRS_UP_TO else "",
            outlets=[_from(target, path) for path in profiles],
        ),
        "GROUPS": "outlets" if by == "outlet" else f"groups ({by})",
        "LISTED": named(devices),
        "EXAMPLE": f"{json.dumps(devices[0])}, {_toml(names[0])}, {_toml(names[1])}",
        "VERSION": VERSION,
    }


def _from(target: Path, path: Path) -> str:
    """Return a path as seen from the paper's folder, so that both can move together."""
    try:
        return Path(os.path.relpath(path.resolve(), target.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _toml(value: object) -> str:
    """Write a value of the plan; texts and lists look as in JSON.

    Examples
    --------
    >>> print(_toml({"columns": {"text": "body"}, "tidy": ["abstract"], "dayfirst": True}))
    {"columns" = {"text" = "body"}, "tidy" = ["abstract"], "dayfirst" = true}
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value if isinstance(value, bool | int | float) else str(value), ensure_ascii=False)


def _filled(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"@@{name}@@", value)
    return template
