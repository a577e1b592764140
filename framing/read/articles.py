"""The verb `read`: files of all supported formats into one articles table."""

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
    r"""Read articles from files and folders into one table, one row per article.

    The text is not changed: leftovers of web scraping stay in it (labelling finds them) unless `tidy` is given. Missing
    columns are not invented, except for an empty `date` and `headline`.

    Folders are read with their subfolders and symbolic links (each file once), in the order of the paths; hidden files,
    ``README`` and ``.md`` are ignored, files of other types are left out with a note. Supported are ``.txt`` (one
    article per file), ``.csv``, ``.tsv``, ``.jsonl``, ``.json``, each also as ``.gz``, and ``.parquet``. A ``.txt``
    may start with ``key: value`` lines (outlet, date, headline, byline ...) followed by a blank line; a line such as
    ``Story: how the harbour burned`` is read as text, with a note. Common column names of tables are recognised
    (`title`, `body`, `source`, `published` ...), and all other columns are kept. In ``.csv``, an apostrophe that
    protects a cell from being computed by a spreadsheet (``'=1+1``, ``'-``, ``'@bee``) is removed, with a note.

    Parameters
    ----------
    path_or_paths : path or list of paths
        A folder, a file, or several.
    columns : mapping, optional
        Maps our column names to the source's, where these are not recognised: ``{"text": "Artikeltext"}``.
    outlet : str, optional
        The outlet of articles that do not name one. Without it the outlet of a text file is its folder, if that is a
        subfolder of what is read; otherwise ``unknown``.
    errors : {"raise", "skip"}
        What to do with paths, folders, files and lines that cannot be read: raise an error, or leave them out with a
        note. Problems of a whole source (no text column, a repeated `doc_id`) always raise an error.
    prepend_headline : bool
        Insert the headline and a blank line before each text that does not start with its headline.
    encoding : str, optional
        The encoding of the files, applied strictly. Without it: that of the byte-order mark, else UTF-8, else the
        detected one, with a note.
    encoding_errors : {"strict", "replace"}
        What to do with bytes that are invalid in a file's encoding. ``"replace"`` inserts U+FFFD, with a note on how
        many and where; the encoding is then `encoding`, else that of the byte-order mark, else UTF-8, without
        detection.
    dayfirst : bool, optional
        Whether ``03/04/2024`` is the 3rd of April. Without it such dates are read only if the other dates of the file
        determine the order.
    tidy : str or collection of str, optional
        Artefacts of data collection to remove; a note says in how many articles. ``"hyphenation"`` joins words split at
        line ends, ``"abstract"`` removes an archive's abstract up to its ``FULL TEXT.``, ``"doubled_headline"`` and
        ``"repeated_text"`` remove a repeated headline, or a repeated paragraph of twelve words or more. Labels then
        refer to the tidied text, so read a coded corpus as its coders had it. Non-breaking spaces and ``''`` for
        quotation marks need no tidying: labelling handles them.

    Returns
    -------
    pandas.DataFrame
        `doc_id`, `outlet`, `date`, `headline`, `text`, and all other columns of the sources. `text` is the decoded
        text, with ``\n`` line ends. `date` is ``datetime64[ms]`` without time zone; times with a zone are converted to
        UTC. `doc_id` is the source's, otherwise the file name (and row number).

    Raises
    ------
    ValueError
        In one line, with the location and a solution.

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
        raise ValueError(f"outlet={outlet!r} is not a name; give a string")
    if dayfirst not in (None, True, False):
        raise ValueError(f"dayfirst={dayfirst!r} is unknown; True, False or None")
    chosen, asked = check_chosen(columns), check_tidy(tidy)
    found = find_files(path_or_paths)
    remarks = Remarks()
    remarks.add("file", "of other kinds left out", found.others)
    remarks.add("link", "not followed, since its target is read already", found.repeated)
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
    """Read every file; adjacent files of one article each share a batch, since one frame per file is slow."""
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
        raise ValueError(f"read: no file could be read, {len(left_out)} left out; the first: {left_out[0]}")
    if all(batch.table.empty for batch in batches):
        raise ValueError(
            f"{named(file.name for file in found.files)}: no article in it; a table needs one row per article"
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
        remarks.add("cell", "without the apostrophe that protects them in spreadsheets", places)
        return found
    if file.kind == ".json":
        return read_json(text, file.name)
    return read_jsonl(text, file.name, remarks, skip=skip)


def text_of(file: File, *, encoding: str | None, replaces: bool, remarks: Remarks) -> str:
    """Decode one file with the options of the call."""
    raw = file_bytes(file.path, is_packed=file.is_packed)
    is_table = file.kind in (".csv", ".tsv")
    if replaces:
        return decode_replacing(raw, file.name, encoding, remarks, is_table=is_table)
    text, detected = decode(raw, file.name, encoding, is_table=is_table)
    if detected:
        remarks.add("file", f"not in UTF-8, read as {detected} (encoding= changes this)", [file.name])
    return text


def single(
    file: File, fields: dict[str, object], chosen: Mapping[str, str], outlet: str | None, remarks: Remarks
) -> dict[str, object]:
    """Rename one article's fields, and fill a missing outlet from the call or the folder."""
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
    """Rename a table's columns, and fill missing outlets from the call."""
    names = list(loaded.columns)
    matched = match(names, chosen, file.name, remarks)
    check_matched(matched, names, file.name)
    renamed = rename(loaded, matched)
    for ours, theirs in matched.items():
        if ours != "text" and any(isinstance(value, bytes) for value in loaded[theirs]):
            raise ValueError(f"{file.name}: the column {theirs!r} ({ours}) contains bytes; save it as strings")
    if outlet is None:
        return renamed
    if "outlet" not in renamed:
        return renamed.assign(outlet=outlet)
    own = as_strings(renamed["outlet"])
    return renamed.assign(outlet=own.where(own.notna(), outlet))
