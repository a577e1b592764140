"""The verb `read`: files of all supported formats into one articles table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

import pandas as pd

from framing.boilerplate.outlet import read_profile
from framing.model import paths_of
from framing.read.assemble import assemble
from framing.read.choices import checked_choices
from framing.read.entries import Account, as_entry, remark_mismatches
from framing.read.find import Paths, find_files
from framing.read.load import load_all
from framing.read.remarks import Remarks
from framing.read.tidy import check_tidy
from framing.read.web.extract import Keep


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
    format: str | None = None,
    keep: Keep = "article",
    outlets: str | Path | Iterable[str | Path] = (),
    tidy: str | Collection[str] = (),
) -> pd.DataFrame:
    r"""Read articles from files and folders into one table, one row per article.

    The text is not changed: leftovers of web scraping stay in it (labelling finds them) unless `tidy` is given. Missing
    columns are not invented, except for an empty `date` and `headline`.

    Folders are read with their subfolders and symbolic links (each file once), in the order of the paths; hidden files,
    ``README`` and ``.md`` are ignored, files of other types are left out with a note. Supported are ``.txt`` (one
    article per file), ``.csv``, ``.tsv``, ``.jsonl``, ``.json``, each also as ``.gz``, and ``.parquet``; and exports of
    archives, which are found by their content: Nexis (TXT, HTML), Nexis Uni and Lexis Advance (DOCX, RTF), Factiva
    (HTML, RTF, TXT, XML), Europresse (HTML), ProQuest (TXT, CSV, XLSX), each also in a ZIP archive. What looks like an
    export in another format is left out with a note. `framing.account` shows what was found in each file, and what the
    export says it has. PDF is not read. Articles of exports that repeat an earlier one are kept, with its `doc_id` in
    `duplicate_of`. Outlets have one name each, that of their profile (``NYT`` is ``The New York Times``); where that
    changed one, `outlet_raw` has the names as they were.

    Saved web pages (``.html``, ``.mhtml``, and web archives, ``.warc.gz``) give their article; feeds and the output of
    scrapers one row per item; workbooks (``.xlsx``) the sheet with the texts. A list of addresses (Media Cloud, GDELT)
    is completed from pages that are read with it. An outlet that is an address, or missing beside one, is named by its
    domain.

    A ``.txt`` may start with ``key: value`` lines (outlet, date, headline, byline ...) followed by a blank line; a line
    such as ``Story: how the harbour burned`` is read as text, with a note. Common column names of tables are recognised
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
        determine the order. ``03/13/2024`` fits one order only and is read in it, with a note if it is the other one.
    format : str, optional
        The format of all files, where their content does not say it: ``"csv"``, ``"txt"``, or one of the formats that
        are found by content.
    keep : {"article", "all"}
        What of a saved web page is its text: the article that trafilatura finds, or every line, so that labelling finds
        the boilerplate.
    outlets : path, or several, optional
        Outlet profiles of your own, whose aliases unify the names of outlets before the bundled ones do.
    tidy : str or collection of str, optional
        Artefacts of data collection to remove; a note says in how many articles. ``"entities"`` makes characters of
        ``&amp;`` and the like, ``"hyphenation"`` joins words split at line ends, ``"abstract"`` removes an archive's
        abstract up to its ``FULL TEXT.``, ``"doubled_headline"`` and ``"repeated_text"`` remove a repeated headline, or
        a repeated paragraph of twelve words or more. Labels then refer to the tidied text, so read a coded corpus as
        its coders had it. Non-breaking spaces and ``''`` for quotation marks need no tidying: labelling handles them.

    Returns
    -------
    pandas.DataFrame
        `doc_id`, `outlet`, `date`, `headline`, `text`, and all other columns of the sources; `date_text` has the dates
        that could not be read. `text` is the decoded
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
    choices = checked_choices(
        columns=columns, outlet=outlet, errors=errors, encoding=encoding, encoding_errors=encoding_errors,
        dayfirst=dayfirst, format=format, keep=keep,
    )  # fmt: skip
    asked = check_tidy(tidy)
    profiles = [read_profile(path) for path in paths_of(outlets)]
    found = find_files(path_or_paths)
    remarks = Remarks()
    remarks.add("file", "of other kinds left out", found.others)
    remarks.add("link", "not followed, since its target is read already", found.repeated)
    batches, entries = load_all(found, choices, remarks)
    articles = assemble(
        batches, remarks, dayfirst=dayfirst, prepend_headline=prepend_headline, tidy=asked, profiles=profiles
    )
    remark_mismatches(entries, remarks)
    articles.attrs = {"account": Account(map(as_entry, entries))}
    remarks.say(stacklevel=2)
    return articles
