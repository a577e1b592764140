"""Read spans from the files of an annotation tool, and check them against the articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from framing.checks import check_articles
from framing.exchange.coded_text import CodedText, digest_of
from framing.exchange.formats import module_of
from framing.model import named


def exchanged(path: Path, articles: pd.DataFrame | None, format: str) -> pd.DataFrame:
    """Read the spans in `path` as they are there, sorted by place, with `device` categorical if the file lists devices.

    Raises
    ------
    ValueError
        If the format is unknown, the file is broken, an article is unknown or has another text, or a place is outside.
    """
    module = module_of(format)
    if articles is None:
        raise ValueError(f"format={format!r} needs articles=: the places are checked against their texts")
    check_articles(articles)
    coded = module.texts_of(_bytes_of(path, module.ENDINGS), str(path))
    if not coded:
        raise ValueError(f"{path}: no article in it; is it {format}?")
    _check_texts(coded, articles, str(path))
    rows = []
    for one in coded:
        ordered = sorted(one.rows, key=lambda row: (int(str(row["start"])), int(str(row["end"])), str(row["role"])))
        rows += [{"doc_id": one.doc_id, **row} for row in ordered]
    columns = [name for name in module.KEPT if not rows or any(name in row for row in rows)]
    table = pd.DataFrame(rows, columns=columns)
    devices = list(dict.fromkeys(device for one in coded for device in one.devices))
    known = devices + sorted({str(row["device"]) for row in rows} - set(devices))
    return table.assign(device=table["device"].astype(pd.CategoricalDtype(known)))


def _bytes_of(path: Path, endings: Sequence[str]) -> dict[str, bytes]:
    """Read one file, or those of a folder that have the format's endings."""
    if not endings:
        if not path.is_file():
            raise ValueError(f"{path}: no such file (current folder: {Path.cwd()})")
        return {"": path.read_bytes()}
    if not path.is_dir():
        raise ValueError(f"{path}: no such folder (current folder: {Path.cwd()}); this format is a folder of files")
    found = [file for file in sorted(path.iterdir()) if file.suffix in endings and not file.name.startswith(".framing")]
    return {file.name: file.read_bytes() for file in found}


def _check_texts(coded: Sequence[CodedText], articles: pd.DataFrame, place: str) -> None:
    """Raise unless each article is there once, known, of the same text, and has its spans inside."""
    text_of = dict(zip(articles["doc_id"].map(str), articles["text"], strict=True))
    names = pd.Series([one.doc_id for one in coded], dtype=object)
    if names.duplicated().any():
        twice = named(names[names.duplicated()].unique())
        raise ValueError(f"{place}: doc_id {twice} comes twice; export the work of one coder at a time")
    if unknown := [name for name in names if name not in text_of]:
        raise ValueError(f"{place}: doc_id {named(unknown)} not in articles; give the articles that were coded")
    if changed := [one.doc_id for one in coded if not _is_same(one, text_of[one.doc_id])]:
        raise ValueError(
            f"{place}: the text of doc_id {named(changed)} is not the one that was coded; give the articles coded"
        )
    for one in coded:
        length = len(text_of[one.doc_id])
        for row in one.rows:
            start, end = int(str(row["start"])), int(str(row["end"]))
            if not 0 <= start <= end <= length:
                raise ValueError(
                    f"{place}: doc_id {one.doc_id} has a span from {start} to {end}, outside its text of {length}"
                )


def _is_same(one: CodedText, text: str) -> bool:
    if one.text is not None and one.text != text:
        return False
    if one.digest and one.digest != digest_of(text):
        return False
    return all(text[start:end] == words for start, end, words in one.pieces)
