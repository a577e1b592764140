"""The verb `read`: files of any known format into one articles table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Literal

import pandas as pd

from framing.model import named
from framing.read.assemble import Batch, as_strings, assemble
from framing.read.columns import check_chosen, check_matched, folded, header_keys, match, rename, rename_fields
from framing.read.decode import decode, decode_replacing
from framing.read.delimited import read_delimited, without_guards
from framing.read.files import BrokenFileError, File, file_bytes
from framing.read.find import Found, Paths, find_files
from framing.read.json_files import read_json, read_jsonl
from framing.read.parquet import read_parquet
from framing.read.remarks import Remarks
from framing.read.tidy import check_tidy
from framing.read.txt import read_txt


def read(
    path_or_paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    errors: Literal["raise", "skip"] = "raise",
    prepend_headline: bool = False,
    encoding: str | None = None,
    encoding_errors: Literal["strict", "replace"] = "strict",
    dayfirst: bool | None = None,
    tidy: str | Collection[str] = (),
) -> pd.DataFrame:
    r"""Read articles from files and folders into one table, a row an article.

    It reads what is there and no more: scraped leftovers stay in the text (labelling finds them) unless `tidy` asks
    otherwise, and a column that no source has is not made up, save an empty `date` and `headline`.

    Folders are read with their subfolders and what links in them lead to (each file once), in the order of the paths;
    hidden files, ``README`` and ``.md`` are passed over, files of other kinds are left out with a note. Read are
    ``.txt`` (one article each), ``.csv``, ``.tsv``, ``.jsonl``, ``.json``, each also as ``.gz``, and ``.parquet``. A
    ``.txt`` may begin with ``key: value`` lines (outlet, date, headline, byline ...) that a blank line ends; a line
    such as ``Story: how the harbour burned`` is text, with a note. Tables are understood by the usual column names
    (`title`, `body`, `source`, `published` ...). Whatever else a source has is kept. In ``.csv``, an apostrophe that
    keeps a spreadsheet from computing a cell (``'=1+1``, ``'-``, ``'@bee``) is taken off, with a note.

    Parameters
    ----------
    path_or_paths : path or list of paths
        A folder, a file, or several.
    columns : mapping, optional
        Our column name to the source's, where it is not understood by itself: ``{"text": "Artikeltext"}``.
    outlet : str, optional
        The outlet of articles that name none. Without it a text file's outlet is the folder it stands in, if that is
        a subfolder of what is read; else ``unknown``.
    errors : {"raise", "skip"}
        What to do with paths, folders, files and lines that cannot be read: stop, or leave them out with a note. What
        is wrong with a whole source (no text column, the same `doc_id` twice) always stops.
    prepend_headline : bool
        Put the headline and a blank line before each text that does not begin with its headline.
    encoding : str, optional
        The files' encoding, taken strictly. Without it: what a byte-order mark says, else UTF-8, else what is
        detected, with a note.
    encoding_errors : {"strict", "replace"}
        What to do with bytes that are not in a file's encoding. ``"replace"`` puts U+FFFD in their place, and a note
        says how many and where; the encoding is then `encoding`, else what a byte-order mark says, else UTF-8, and
        nothing is detected.
    dayfirst : bool, optional
        Whether ``03/04/2024`` is the 3rd of April. Without it such dates are read only where the other dates of
        their file leave one order.
    tidy : str or collection of str, optional
        What collection put into the texts, to be taken out; a note says in how many articles. ``"hyphenation"`` joins
        words that a line end cuts, ``"abstract"`` leaves out an archive's abstract up to its ``FULL TEXT.``,
        ``"doubled_headline"`` and ``"repeated_text"`` leave out a headline, or a paragraph of twelve words or more,
        that the text already has. Labels then lie in the tidied text, so read a coded corpus as its coders had it.
        Non-breaking spaces and ``''`` for quotation marks may stay: labelling reads them.

    Returns
    -------
    pandas.DataFrame
        `doc_id`, `outlet`, `date`, `headline`, `text`, whatever other article columns and extra columns the sources
        have. `text` is what was decoded, with ``\n`` line ends. `date` is ``datetime64[ms]`` without zone; a time with
        a zone is converted to UTC. `doc_id` is the source's, else the file's name (and the row's number).

    Raises
    ------
    ValueError
        In one line, with the place and the way out.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "rain.txt")
    >>> _ = path.write_text("outlet: The Daily\ndate: 12 January 2024\n\nIt may rain.\n", encoding="utf-8")
    >>> read(path)[["doc_id", "outlet", "date", "text"]]
      doc_id     outlet       date            text
    0   rain  The Daily 2024-01-12  It may rain.\n
    """
    if errors not in ("raise", "skip"):
        raise ValueError(f'errors={errors!r} is unknown; errors="raise" or errors="skip"')
    if encoding_errors not in ("strict", "replace"):
        raise ValueError(f'encoding_errors={encoding_errors!r} is unknown; "strict" or "replace"')
    if not isinstance(outlet, (str, type(None))):
        raise ValueError(f"outlet={outlet!r} is no name; give a string")
    if dayfirst not in (None, True, False):
        raise ValueError(f"dayfirst={dayfirst!r} is unknown; True, False or None")
    chosen, asked = check_chosen(columns), check_tidy(tidy)
    found = find_files(path_or_paths)
    remarks = Remarks()
    remarks.add("file", "of other kinds left out", found.others)
    remarks.add("link", "not followed, since what it leads to is read already", found.repeated)
    decoded = partial(text_of, encoding=encoding, replaces=encoding_errors == "replace", remarks=remarks)
    batches = load_all(found, chosen, outlet, decoded, remarks, skip=errors == "skip")
    articles = assemble(batches, remarks, dayfirst=dayfirst, prepend_headline=prepend_headline, tidy=asked)
    remarks.say(stacklevel=2)
    return articles


def load_all(
    found: Found,
    chosen: Mapping[str, str],
    outlet: str | None,
    decoded: Callable[[File], str],
    remarks: Remarks,
    *,
    skip: bool,
) -> list[Batch]:
    """Read every file; neighbouring files of one article each share a batch, since a frame a file is slow."""
    keys = header_keys(chosen)
    batches: list[Batch] = []
    singles: list[tuple[File, dict[str, object]]] = []
    if found.broken and not skip:
        raise found.broken[0]
    left_out = [f"{error.place} ({error.reason})" for error in found.broken]
    for file in found.files:
        try:
            loaded = load(file, keys, decoded, remarks, skip=skip)
        except BrokenFileError as error:
            if not skip:
                raise
            left_out.append(f"{error.place} ({error.reason})")
            continue
        if isinstance(loaded, dict):
            singles.append((file, single(file, loaded, chosen, outlet, remarks)))
            continue
        if singles:
            batches.append(Batch.of_singles(singles))
            singles = []
        batches.append(Batch.of_table(file, table(file, loaded, chosen, outlet, remarks), remarks))
    if singles:
        batches.append(Batch.of_singles(singles))
    if not batches:
        raise ValueError(f"read: not one file could be read, {len(left_out)} left out; the first: {left_out[0]}")
    if all(batch.table.empty for batch in batches):
        raise ValueError(
            f"{named(file.name for file in found.files)}: no article in it; a table needs a row an article"
        )
    remarks.add("file", "left out, not readable", left_out)
    return batches


def load(
    file: File, keys: Mapping[str, str], decoded: Callable[[File], str], remarks: Remarks, *, skip: bool
) -> pd.DataFrame | dict[str, object]:
    """Read one file by its kind: a table, or the fields of one article, under the source's own names."""
    if file.kind == ".parquet":
        return read_parquet(file.path)
    text = decoded(file)
    if file.kind == ".txt":
        return read_txt(text, file.name, keys, remarks)
    if file.kind == ".tsv":
        return read_delimited(text, file.name, remarks, delimiter="\t", skip=skip)
    if file.kind == ".csv":
        found, guarded = without_guards(read_delimited(text, file.name, remarks, skip=skip))
        places = [f"{file.name}, column {column}" for column in guarded]
        remarks.add("cell", "without the apostrophe that keeps a spreadsheet from computing them", places)
        return found
    if file.kind == ".json":
        return read_json(text, file.name)
    return read_jsonl(text, file.name, remarks, skip=skip)


def text_of(file: File, *, encoding: str | None, replaces: bool, remarks: Remarks) -> str:
    """Decode one file as the call says."""
    raw = file_bytes(file.path, is_packed=file.is_packed)
    is_table = file.kind in (".csv", ".tsv")
    if replaces:
        return decode_replacing(raw, file.name, encoding, remarks, is_table=is_table)
    text, detected = decode(raw, file.name, encoding, is_table=is_table)
    if detected:
        remarks.add("file", f"not in UTF-8, read as {detected} (encoding= says otherwise)", [file.name])
    return text


def single(
    file: File, fields: dict[str, object], chosen: Mapping[str, str], outlet: str | None, remarks: Remarks
) -> dict[str, object]:
    """Give one article's fields our names, and its outlet what the call or the folder says where it has none."""
    names = list(fields)
    if file.kind == ".txt":
        here = {ours: folded(theirs) for ours, theirs in chosen.items() if ours != "text" and folded(theirs) in names}
    else:  # an object may leave out what it does not have, but not its text
        here = {ours: theirs for ours, theirs in chosen.items() if ours == "text" or theirs in names}
    matched = match(names, here, file.name, remarks)
    check_matched({ours: theirs for ours, theirs in matched.items() if ours == "text"}, names, file.name)
    named_fields = rename_fields(fields, matched)
    if not str(named_fields.get("outlet") or "").strip():
        named_fields["outlet"] = outlet or file.folder or None
    return named_fields


def table(
    file: File, loaded: pd.DataFrame, chosen: Mapping[str, str], outlet: str | None, remarks: Remarks
) -> pd.DataFrame:
    """Give a table our names, and the call's outlet where a row has none."""
    names = list(loaded.columns)
    matched = match(names, chosen, file.name, remarks)
    check_matched(matched, names, file.name)
    renamed = rename(loaded, matched)
    for ours, theirs in matched.items():
        if ours != "text" and any(isinstance(value, bytes) for value in loaded[theirs]):
            raise ValueError(f"{file.name}: the column {theirs!r} ({ours}) holds bytes; write it as strings")
    if outlet is None:
        return renamed
    if "outlet" not in renamed:
        return renamed.assign(outlet=outlet)
    own = as_strings(renamed["outlet"])
    return renamed.assign(outlet=own.where(own.notna(), outlet))
