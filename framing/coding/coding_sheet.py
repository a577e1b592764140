"""The sheet that coders fill in: written from a sample, and read back against it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from framing.checks import check_columns
from framing.coding.coded_tables import coded_of_file, codes_table, note_open, spans_table
from framing.coding.decision_file import is_decision_file
from framing.files.table_file import plain_cell, write_csv
from framing.files.whole_file import whole_file
from framing.model import MOST_A_WORD, VOICES, named

_WAY_OUT = "framing.sample(articles, spans, n=...) makes this table"
_NEEDED = ("sentence_id", "device", "words", "coded")


def write_sheet(sampled: pd.DataFrame, path: Path) -> None:
    """Write the sheet of `sampled` as CSV that spreadsheets open; never over a file that differs from it.

    Text that a spreadsheet would take for a formula has an apostrophe in front, which `read_codings` takes off.

    One row a sentence, between the sentence before and the one after it, with an empty cell for each number that
    coders give.
    """
    sentences = sampled.drop_duplicates("sentence_id")
    table = sentences[["sentence_id", "before", "sentence", "after"]].copy()
    if "voice" in sampled.columns:
        words = sampled.groupby("sentence_id", sort=False)["words"].sum()
        table["words"] = table["sentence_id"].map(words)
    for column in _blanks(sampled):
        table[column] = ""
    table["comment"] = ""
    written = io.BytesIO()
    written.write(codecs.BOM_UTF8)
    write_csv(table, written, line_end="\r\n")
    content = written.getvalue()
    if path.exists() and path.read_bytes() != content:
        raise ValueError(f"{path.name}: exists already and may hold codings; give the sheet another name")
    with whole_file(path) as file:
        file.write(content)


def _blanks(sampled: pd.DataFrame) -> list[str]:
    """Name the columns that coders fill in."""
    device = str(sampled["device"].iloc[0])
    if "voice" not in sampled.columns:
        return [device]
    return [*(f"{device}_{voice}" for voice in VOICES), *(f"words_{voice}" for voice in VOICES if voice != "outlet")]


def read_codings(path: str | Path, sampled: pd.DataFrame | None = None, *, marks: bool = False) -> pd.DataFrame:
    r"""Read a sheet that a coder has filled in, with the sample it was written from, or a file of `framing.code`.

    Two coders fill in a copy each; `correct` takes the codings of one, or those that they settled on.

    Parameters
    ----------
    path
        The sheet, saved as CSV by whatever spreadsheet (commas, semicolons or tabs). Rows may be in any order, and
        columns added. The column of the device's name holds how many instances the sentence has, 0 for none; by voice
        ``hedge_outlet`` and so on hold how many are in whose words, and ``words_quoted`` and ``words_reported`` how
        many of its words are a source's. Or a file that `framing.code` or `framing.adjudicate` wrote.
    sampled
        The table that `framing.sample` gave for this sheet. A file of `framing.code` needs none.
    marks
        Of a file of `framing.code`: give the places that were marked, as a spans table.

    Returns
    -------
    DataFrame
        `sampled` with the numbers in `coded`, and by voice in `coded_words`. Of a file of `framing.code` the codes
        table `codings` of its widget, or with `marks` its `spans`.

    Raises
    ------
    ValueError
        Where a sentence is not in the sample, comes twice or is missing, or a cell is empty, no whole number, or more
        than twice the words of the sentence.

    Examples
    --------
    >>> import tempfile, framing
    >>> text = "It may rain. It is cold. Ferries run. Perhaps late."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [text]})
    >>> spans = framing.label(articles, ["hedge"], with_voice=False)
    >>> path = Path(tempfile.mkdtemp(), "sheet.csv")
    >>> drawn = framing.sample(articles, spans, n=4, sheet=path)
    >>> _ = pd.read_csv(path).assign(hedge=drawn["found"]).to_csv(path, index=False)  # a coder fills in the column
    >>> read_codings(path, drawn)[["sentence", "found", "coded"]].sort_values("sentence")
           sentence  found  coded
    1   Ferries run.      0      0
    0    It is cold.      0      0
    3   It may rain.      1      1
    2  Perhaps late.      1      1
    """
    file = Path(path)
    if is_decision_file(file):
        coded = coded_of_file(file)
        note_open(coded, file.name)
        return spans_table(coded) if marks else codes_table(coded)
    if (sampled is None or marks) and file.is_file():
        raise ValueError(
            f"{file.name}: not written by framing.code; for a sheet give its sample: read_codings(sheet, sampled)"
        )
    if sampled is None:
        raise ValueError(f"{file}: no such file; framing.code writes it")
    check_columns(sampled, _NEEDED, name="sampled", way_out=_WAY_OUT)
    blanks = _blanks(sampled)
    cells = _cells(file)
    check_columns(cells, ("sentence_id", *blanks), name=file.name, way_out="keep the columns that the sheet had")
    cells = cells[(cells[["sentence_id", *blanks]] != "").any(axis=1)]
    _check_identities(cells["sentence_id"], sampled["sentence_id"].unique().tolist(), file.name)
    numbers = pd.DataFrame({column: _whole(cells, column, file.name) for column in blanks})
    numbers.index = pd.Index(cells["sentence_id"])
    _check_room(numbers[[column for column in blanks if not column.startswith("words_")]], sampled, file.name)
    if "voice" not in sampled.columns:
        return sampled.assign(coded=sampled["sentence_id"].map(numbers[blanks[0]]).astype("Int64"))
    return _with_voices(sampled, numbers, blanks, file.name)


def as_codes(coding: pd.DataFrame) -> pd.DataFrame:
    """Make a codes table of the codings of a sheet, how many instances each sentence has; pass on any other table."""
    if not isinstance(coding, pd.DataFrame) or "coded" not in coding or not {*_NEEDED} <= {*coding.columns}:
        return coding
    if "voice" in coding:
        raise ValueError("agree: codings by voice; draw the sample without with_voice to compare coders")
    return coding.rename(columns={"device": "code", "coded": "value"}).assign(unit="sentence")


def _with_voices(sampled: pd.DataFrame, numbers: pd.DataFrame, blanks: Sequence[str], name: str) -> pd.DataFrame:
    """Put each voice's numbers into its row; the outlet's words are those of no source."""
    all_words = sampled.groupby("sentence_id", sort=False)["words"].sum().loc[numbers.index]
    coded = numbers[list(blanks[: len(VOICES)])].set_axis(list(VOICES), axis=1)
    words = numbers[list(blanks[len(VOICES) :])].set_axis([voice for voice in VOICES if voice != "outlet"], axis=1)
    words = words.assign(outlet=all_words - words.sum(axis=1))
    if too_many := list(words.index[words["outlet"] < 0]):
        raise ValueError(
            f"{name}: more words of sources than the sentence has ({named(too_many)}); correct the numbers"
        )
    row = numbers.index.get_indexer(pd.Index(sampled["sentence_id"]))
    column = [VOICES.index(voice) for voice in sampled["voice"]]
    tables = {"coded": coded, "coded_words": words[list(VOICES)]}
    return sampled.assign(**{name: pd.array(table.to_numpy()[row, column]) for name, table in tables.items()})


def _check_room(numbers: pd.DataFrame, sampled: pd.DataFrame, name: str) -> None:
    """Raise where a sentence has more instances than its words can hold."""
    words = sampled.groupby("sentence_id", sort=False)["words"].sum().loc[numbers.index]
    total = numbers.sum(axis=1)
    if (is_wrong := total > MOST_A_WORD * words).any():
        identity = total.index[is_wrong][0]
        raise ValueError(
            f"{name}: {total[identity]} instances in a sentence of {words[identity]} words ({identity}; "
            f"{int(is_wrong.sum())} such rows); give how many it has"
        )


def _cells(file: Path) -> pd.DataFrame:
    """Read the file as text cells, whatever separator and encoding the spreadsheet saved it with."""
    if not file.is_file():
        raise ValueError(f"{file}: no such file; give the sheet as a coder saved it")
    content = file.read_bytes()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError(f"{file.name}: a spreadsheet's own format; save it as CSV")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # of the sheet only numbers and ids are read
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    if not rows:
        raise ValueError(f"{file.name}: empty; give the sheet as a coder saved it")
    width = len(rows[0])
    padded = [[plain_cell(cell.strip()) for cell in (*row, *[""] * width)[:width]] for row in rows[1:]]
    return pd.DataFrame(padded, columns=[plain_cell(cell.strip()) for cell in rows[0]], dtype=object)


def _check_identities(given: pd.Series, known: Sequence[str], name: str) -> None:
    if unknown := [identity for identity in given if identity not in set(known)]:
        raise ValueError(
            f"{name}: {len(unknown)} sentences are not in the sample ({named(unknown)}); give the sample of this sheet"
        )
    if given.duplicated().any():
        raise ValueError(f"{name}: sentences come twice ({named(given[given.duplicated()])}); keep one row of each")
    if missing := [identity for identity in known if identity not in set(given)]:
        raise ValueError(f"{name}: {len(missing)} sentences of the sample are missing ({named(missing)})")


def _whole(cells: pd.DataFrame, column: str, name: str) -> pd.Series:
    """Return a column's whole numbers, or report the invalid cells."""
    empty = cells["sentence_id"][cells[column] == ""]
    if len(empty):
        raise ValueError(
            f"{name}: column {column!r} is empty in {len(empty)} rows ({named(empty)}); code every sentence, 0 for none"
        )
    numbers = pd.to_numeric(cells[column], errors="coerce")
    is_wrong = numbers.isna() | (numbers < 0) | (numbers % 1 != 0)
    if is_wrong.any():
        value, identity = cells[column][is_wrong].iloc[0], cells["sentence_id"][is_wrong].iloc[0]
        raise ValueError(f"{name}: column {column!r} has {value!r} ({identity}); give a whole number, 0 for none")
    return numbers.astype("int64")
