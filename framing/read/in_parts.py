"""The verb `read_in_parts`: files of any size, one table after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from framing.boilerplate.outlet import read_profile
from framing.model import ARTICLE_COLUMNS, paths_of
from framing.read.assemble import Batch, assemble
from framing.read.choices import Choices, checked_choices
from framing.read.entries import Account, Entry, as_entry, remark_mismatches
from framing.read.files import BrokenFileError, File
from framing.read.find import Found, Paths, find_files
from framing.read.load import Loading, open_all
from framing.read.pieces import has_pieces, pieces, weight
from framing.read.remarks import Remarks
from framing.read.seen_ids import SeenIds
from framing.read.tidy import check_tidy
from framing.read.web.extract import Keep
from framing.read.web.workers import in_order

PART = 8_000_000  # bytes of the files in one part, about
_FOUND = ("outlet_raw", "date_text", "duplicate_of")  # columns that `read` adds where it finds something


def read_in_parts(
    path_or_paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    errors: Literal["raise", "skip"] = "raise",
    prepend_headline: bool = False,
    encoding: str | None = None,
    encoding_errors: Literal["strict", "replace"] = "strict",
    dayfirst: bool | None = None,
    format: str | None = None,
    keep: Keep = "article",
    outlets: str | Path | Iterable[str | Path] = (),
    tidy: str | Collection[str] = (),
) -> Iterator[pd.DataFrame]:
    r"""Read articles part by part, for a corpus that is larger than memory.

    The articles are those of `framing.read`, in the same order and with the same `doc_id`. Parquet, JSON lines (also as
    ``.gz``) and web archives (WARC) are read in pieces of about 8 MB, small files in groups of that size, and other
    files one at a time, so memory depends on the largest of these.

    Three things are known within a part only: the order of day and month, where `dayfirst` is not given and other dates
    of the file decide; the encoding of a file in pieces, if it is not UTF-8; and which articles of exports repeat each
    other (`duplicate_of`). Lists of addresses are not joined with their pages.

    Parameters
    ----------
    path_or_paths : path or list of paths
        A folder, a file, or several.
    columns, outlet, errors, prepend_headline, encoding, encoding_errors, dayfirst, format, keep, outlets, tidy
        As for `framing.read`. With ``errors="skip"``, the rest of a file that is broken in the middle is left out.

    Returns
    -------
    iterator of pandas.DataFrame
        Articles tables that all have the same columns: those of the articles table, also where they are empty,
        `outlet_raw`, `date_text`, `duplicate_of`, and the other columns of the first part. A note after the last part
        names columns of later parts that are left out. The notes of `framing.read` come after the last part, too.

    Raises
    ------
    ValueError
        As `framing.read`, when the file in question is reached; for a list of addresses.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "rain.jsonl")
    >>> _ = path.write_text('{"id": "a", "source": "Bee", "text": "It may rain."}\n', encoding="utf-8")
    >>> for part in read_in_parts(path):
    ...     print(part[["doc_id", "outlet", "text"]])
      doc_id outlet          text
    0      a    Bee  It may rain.
    """
    choices = checked_choices(
        columns=columns, outlet=outlet, errors=errors, encoding=encoding, encoding_errors=encoding_errors,
        dayfirst=dayfirst, format=format, keep=keep,
    )  # fmt: skip
    finishing: dict[str, Any] = {
        "dayfirst": dayfirst,
        "prepend_headline": prepend_headline,
        "tidy": check_tidy(tidy),
        "profiles": [read_profile(path) for path in paths_of(outlets)],
    }
    return _parts(find_files(path_or_paths), choices, finishing)


def _parts(found: Found, choices: Choices, finishing: Mapping[str, Any]) -> Iterator[pd.DataFrame]:
    remarks, seen = Remarks(), SeenIds()
    remarks.add("file", "of other kinds left out", found.others)
    remarks.add("link", "not followed, since its target is read already", found.repeated)
    names: list[str] = []
    loading = Loading(choices, remarks)
    for batches, entries in _loaded(found, loading, choices, remarks):
        articles = assemble(batches, remarks, seen=seen, **finishing)
        remark_mismatches(entries, remarks)
        if not names:
            names = [*ARTICLE_COLUMNS, *_FOUND]
            names += [str(name) for name in articles if name not in names]
        others = [str(name) for name in articles if name not in names]
        remarks.add("column", "left out, which the first part does not have", others)
        part = _alike(articles, names)
        part.attrs = {"account": Account(map(as_entry, entries))}
        yield part
    remark_mismatches(loading.end(), remarks)
    remarks.say(stacklevel=2)


def _alike(articles: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Give a table these columns, those that it has not as empty text."""
    if "outlet_raw" not in articles:
        articles = articles.assign(outlet_raw=articles["outlet"])
    empty = pd.Series(None, index=articles.index, dtype="str")
    return pd.DataFrame({name: articles.get(name, empty) for name in names})


def _loaded(
    found: Found, loading: Loading, choices: Choices, remarks: Remarks
) -> Iterator[tuple[list[Batch], list[Entry]]]:
    """Load file after file, and give what there is as soon as it is enough for a part."""
    for error in found.broken:
        loading.leave_out(error, error.place)
    group: list[File] = []
    size = 0
    for file in found.files:
        own = weight(file)
        is_large = own > PART and has_pieces(file, choices)
        if group and (is_large or size + own > PART):
            yield from _group(group, loading, choices, remarks)
            group, size = [], 0
        if is_large:
            yield from _pieces(file, loading, choices, remarks)
        else:
            group.append(file)
            size += own
    yield from _group(group, loading, choices, remarks)


def _group(
    files: list[File], loading: Loading, choices: Choices, remarks: Remarks
) -> Iterator[tuple[list[Batch], list[Entry]]]:
    for opened, fields in in_order(open_all(files, choices, remarks)):
        loading.take(opened, fields)
    yield from loading.given()


def _pieces(
    file: File, loading: Loading, choices: Choices, remarks: Remarks
) -> Iterator[tuple[list[Batch], list[Entry]]]:
    try:
        for loaded, used, before in pieces(file, choices, remarks, size=PART):
            loading.take_piece(file, loaded, used, before)
            yield from loading.given()
    except BrokenFileError as error:
        loading.leave_out(error, file.name)
