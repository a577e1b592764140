"""Write spans for annotation tools, or without the texts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from framing.checks import check_articles, check_coder, check_spans
from framing.exchange.coded_text import CodedText, Row
from framing.exchange.file_names import check_names
from framing.exchange.formats import Format, module_of
from framing.exchange.links import PARTS
from framing.files.whole_file import whole_file
from framing.files.whole_folder import whole_folder
from framing.model import named, note


def write_spans(
    articles: pd.DataFrame, spans: pd.DataFrame, path: str | os.PathLike[str], *, format: str
) -> pd.DataFrame:
    """Write spans, with their articles, in the format of an annotation tool, or to share them without the texts.

    A span that the format cannot hold is never shifted: its whole instance is left out and returned. Columns that the
    format cannot hold are named in a note, unless they are empty. `framing.read_spans` reads the file again.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Articles without a span are written too.
    spans : DataFrame
        The spans of these articles. A format without the column `coder` takes the spans of one coder.
    path : path
        The file, or the folder for ``brat`` and ``cas``. What is there and differs is never replaced, as it may hold
        codings.
    format : str
        ``"doccano"`` (JSON lines; UTF-16 units), ``"label_studio"`` (JSON; code points), ``"brat"`` (folder; code
        points), ``"conll"`` (tokens, separated by tabs), ``"cas"`` (folder of UIMA CAS XMI for INCEpTION; UTF-16
        units), ``"docbin"`` (spaCy; tokens), or ``"standoff"`` (JSON lines; code points, with a SHA-256 digest of each
        text instead of the text). ``"cas"`` and ``"docbin"`` need ``pip install "newsframing[exchange]"``.

    Returns
    -------
    DataFrame
        The rows of `spans` that were left out, with the column `reason`; empty where all were written.

    Raises
    ------
    ValueError
        If the format is unknown, `path` exists and differs, spans are of several coders and the format has no
        column for them, or a name of a device or an article cannot be written.
    OSError
        If the file or folder cannot be written; it names it.

    Examples
    --------
    >>> import tempfile, framing
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})
    >>> spans = framing.label(articles, ["hedge"])
    >>> path = Path(tempfile.mkdtemp(), "shared.jsonl")
    >>> left_out = write_spans(articles, spans, path, format="standoff")
    >>> len(left_out), "rain" in path.read_text()
    (0, False)
    >>> framing.read_spans(path, articles=articles, format="standoff")[["start", "end", "device"]]
       start  end device
    0      3    6  hedge
    """
    module = module_of(format)
    check_articles(articles)
    check_spans(spans, articles)
    if "coder" not in module.KEPT:
        check_coder(spans, verb=f"write_spans, format={format!r}")
    devices = tuple(str(device) for device in spans["device"].cat.categories)
    if format in ("brat", "doccano", "label_studio") and set(PARTS) & set(devices):
        raise ValueError(f"format={format!r}: 'source' and 'content' are labels of roles there; rename the device")
    coded, numbers = _coded(articles, spans, devices, module)
    if module.ENDINGS:
        check_names(one.doc_id for one in coded)
    reasons: dict[int, str] = {}
    for place, (one, rows) in enumerate(zip(coded, numbers, strict=True)):
        bad = module.misfits(one)
        why = {one.rows[number]["instance"]: reason for number, reason in bad.items()}
        is_out = [row["instance"] in why for row in one.rows]
        reasons |= {
            number: str(why[row["instance"]]) for number, row, out in zip(rows, one.rows, is_out, strict=True) if out
        }
        coded[place] = one._replace(rows=[row for row, out in zip(one.rows, is_out, strict=True) if not out])
    _write(Path(path), module.files_of(coded), is_folder=bool(module.ENDINGS))
    _tell(spans, module, format, reasons)
    left_out = sorted(reasons)
    return spans.iloc[left_out].assign(reason=[reasons[number] for number in left_out]).reset_index(drop=True)


def _coded(
    articles: pd.DataFrame, spans: pd.DataFrame, devices: tuple[str, ...], module: Format
) -> tuple[list[CodedText], list[list[int]]]:
    """Give the articles with their rows, and where these rows are in `spans`."""
    names = [name for name in module.KEPT if name in spans.columns and name != "doc_id"]
    columns = {name: [_plain(value) for value in spans[name].astype(object)] for name in names}
    if "instance" not in columns:
        columns["instance"] = list(range(len(spans)))
    rows_of: dict[object, list[int]] = {}
    for number, doc_id in enumerate(spans["doc_id"]):
        rows_of.setdefault(doc_id, []).append(number)
    numbers = [rows_of.get(doc_id, []) for doc_id in articles["doc_id"]]
    coded = []
    for doc_id, text, own in zip(articles["doc_id"], articles["text"], numbers, strict=True):
        rows: list[Row] = [{name: values[number] for name, values in columns.items()} for number in own]
        coded.append(CodedText(str(doc_id), text, rows, devices))
    return coded, numbers


def _plain(value: object) -> object:
    """Give a cell as what JSON knows, None where it is missing."""
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.item() if hasattr(value, "item") else value


def _write(path: Path, files: Mapping[str, bytes], *, is_folder: bool) -> None:
    there = {name: path / name if is_folder else path for name in files}
    if path.exists():
        is_same = path.is_dir() == is_folder and all(
            file.is_file() and file.read_bytes() == files[name] for name, file in there.items()
        )
        if not is_same and not (path.is_dir() and is_folder and not any(path.iterdir())):
            raise ValueError(f"{path}: exists already and may hold codings; give another name")
        if is_same:
            return
    if not is_folder:
        with whole_file(path) as file:
            file.write(files[""])
        return
    path.mkdir(exist_ok=True)
    with whole_folder(path, first=next(iter(files))) as building:
        for name, content in files.items():
            (building / name).write_bytes(content)


def _tell(spans: pd.DataFrame, module: Format, format: str, reasons: Mapping[int, str]) -> None:
    """Say which filled columns are lost and how many rows were left out."""
    lost = [
        name for name in spans.columns if name not in module.KEPT and (spans[name].notna() & (spans[name] != "")).any()
    ]
    if lost:
        note(f"{format} cannot hold the columns {named(lost, most=12)}; keep the spans table too", stacklevel=4)
    if reasons:
        kinds = named(sorted(set(reasons.values())))
        note(f"{len(reasons)} spans were left out ({kinds}); write_spans returns them", stacklevel=4)
