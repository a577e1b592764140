"""Combine many sources into one articles table: types and missing values, without loss."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.boilerplate.outlet import Profile
from framing.model import ARTICLE_COLUMNS, named
from framing.read.dates import Dates, parse_dates
from framing.read.files import File
from framing.read.outlet_names import unified
from framing.read.remarks import Remarks
from framing.read.repeated import duplicate_of, with_own_numbers
from framing.read.seen_ids import SeenIds
from framing.read.tidy import tidied

LONGEST_SHOWN = 40  # characters of a value in a note
_ENTITIES = re.compile(r"&(?:#\d{1,6}|#[xX][\da-fA-F]{1,6}|[A-Za-z][a-z]{1,9}\d{0,2});")
_TAGS = re.compile(r"</(?:p|div|span|a|b|i|em|strong|li|h[1-6])>|<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Batch:
    """A table under our names, and the file each row comes from."""

    table: pd.DataFrame
    files: list[File]
    is_export: bool = False

    @classmethod
    def of_singles(cls, singles: Sequence[tuple[File, dict[str, object]]]) -> Batch:
        """Combine files of one article each; an article without a doc_id is named after its file."""
        files = [file for file, _ in singles]
        table = pd.DataFrame([fields for _, fields in singles], dtype=object)
        return cls(with_ids(table, pd.Series([file.label for file in files], dtype=object)), files)

    @classmethod
    def of_table(
        cls, file: File, table: pd.DataFrame, remarks: Remarks, *, is_export: bool = False, before: int = 0
    ) -> Batch:
        """Use a file's table; articles without a doc_id are named after file and row number.

        `before` rows of the file are in earlier tables.
        """
        numbers = pd.Series(range(before + 1, before + len(table) + 1), dtype=object).map(str)
        named_table = with_ids(table, file.label + "-" + numbers)
        if "doc_id" in table and not is_export:
            nameless = named_table["doc_id"][as_strings(table["doc_id"]).isna()]
            remarks.add("article", "without a doc_id, named after file and row", list(nameless))
        if table.empty and not before:
            remarks.add("file", "without an article in it", [file.name])
        return cls(named_table, [file] * len(table), is_export)


def with_ids(table: pd.DataFrame, fallback: pd.Series) -> pd.DataFrame:
    """Fill the missing `doc_id`s of a table."""
    if "doc_id" not in table:
        return table.assign(doc_id=fallback)
    own = as_strings(table["doc_id"])
    return table.assign(doc_id=own.where(own.notna(), fallback))


def plain_text(value: object) -> str:
    """Convert a value to text: lists joined, named objects by their name, whole numbers without a decimal point.

    Examples
    --------
    >>> [plain_text(value) for value in (7.0, ["Ann Lee", "Bo Roy"], {"id": None, "name": "The Daily"})]
    ['7', 'Ann Lee, Bo Roy', 'The Daily']
    """
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(plain_text(item) for item in value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_strings(values: pd.Series) -> pd.Series:
    """Turn a column into strings; what is missing or blank is None."""
    plain = values.astype(object)
    if pd.api.types.infer_dtype(plain, skipna=True) not in ("string", "empty"):
        named_values = plain.map(plain_text, na_action="ignore").astype(object)
        plain = named_values.where(named_values.notna(), None)
    return plain.where(plain.notna() & (plain.str.strip() != ""), None)


def same_line_ends(values: pd.Series) -> pd.Series:
    r"""Remove a byte-order mark and convert all line ends to ``\n``; JSON and Parquet may contain others."""
    cleaned = values.str.removeprefix("\ufeff").str.replace("\r\n", "\n", regex=False)
    return cleaned.str.replace("\r", "\n", regex=False)


def assemble(
    batches: Sequence[Batch],
    remarks: Remarks,
    *,
    dayfirst: bool | None,
    prepend_headline: bool,
    tidy: Sequence[str] = (),
    profiles: Sequence[Profile] = (),
    seen: SeenIds | None = None,
) -> pd.DataFrame:
    """Combine all batches into one checked articles table, rows in their order.

    Says in `remarks` what is missing; drops nothing. `seen` has the `doc_id`s of earlier tables of the same call.
    """
    files = [file for batch in batches for file in batch.files]
    is_export = np.array([batch.is_export for batch in batches for _ in batch.files], dtype=bool)
    tables = [batch.table.astype(object) for batch in batches]  # one type, or concat warns and converts
    articles = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    if is_export.any():
        labels = pd.Series([file.label for file in files], dtype=object)
        numbers, changed = with_own_numbers(articles["doc_id"], labels, is_export, seen)
        articles = articles.assign(doc_id=numbers)
        remarks.add("article", "whose number in the archive another one has too, now with its file's name", changed)
    check_ids(articles["doc_id"], files)
    if seen is not None:
        seen.add(articles["doc_id"], files)
    remark_shared_names(articles["doc_id"], files, remarks)
    articles = articles.assign(
        text=texts(articles, files, remarks, tidies_entities="entities" in tidy),
        outlet=outlets(articles, remarks),
        headline=headlines(articles),
    )
    if "entities" in tidy:
        articles = articles.assign(headline=articles["headline"].map(html.unescape))
    others = [name for name in ("byline", "section", "genre", "lang", "url", "event") if name in articles]
    articles = articles.assign(**{name: as_strings(articles[name]) for name in others})
    written = as_strings(articles["date"]) if "date" in articles else None
    articles = articles.assign(date=dates(articles, files, remarks, dayfirst))
    if written is not None and (is_kept := written.notna() & articles["date"].isna()).any():
        own = as_strings(articles["date_text"]) if "date_text" in articles else written.where(is_kept, None)
        articles = articles.assign(date_text=own.where(own.notna(), written.where(is_kept, None)))
    articles = with_unified_outlets(articles, profiles, remarks)
    if is_export.any() and (repeats := duplicate_of(articles, is_export)) is not None:
        articles = articles.assign(duplicate_of=repeats)
        remarks.add(
            "article",
            "with the text of another one of the exports, kept (duplicate_of)",
            list(articles["doc_id"][repeats.notna()]),
        )
    remark_damage(articles, remarks)
    articles = articles.assign(text=tidied(articles, tidy, remarks))
    if prepend_headline:
        articles = articles.assign(text=headed(articles["headline"], articles["text"]))
    ours = [name for name in ARTICLE_COLUMNS if name in articles]
    return articles[ours + [name for name in articles if name not in ours]].infer_objects()


def with_unified_outlets(articles: pd.DataFrame, profiles: Sequence[Profile], remarks: Remarks) -> pd.DataFrame:
    """Unify the outlets' names; where one was changed, `outlet_raw` has all as they were."""
    names = unified(articles["outlet"], profiles)
    is_changed = names != articles["outlet"]
    if not is_changed.any():
        return articles
    pairs = [f"{old!r} is now {new!r}" for old, new in zip(articles["outlet"], names, strict=True) if old != new]
    remarks.add("outlet", "unified (outlet_raw has the names as they were)", list(dict.fromkeys(pairs)))
    own = articles["outlet_raw"] if "outlet_raw" in articles else articles["outlet"]
    return articles.assign(outlet=names, outlet_raw=own)


def check_ids(ids: pd.Series, files: Sequence[File]) -> None:
    """Raise if a `doc_id` is repeated, naming the files."""
    is_twice = ids.duplicated(keep=False)
    if not is_twice.any():
        return
    names = pd.Series([file.name for file in files], dtype=object)
    places = names[is_twice].groupby(ids[is_twice], sort=False).agg(lambda group: " and ".join(dict.fromkeys(group)))
    said = named((f"{doc_id!r} (in {place})" for doc_id, place in places.items()), most=3)
    raise ValueError(
        f'doc_id is repeated: {said}; make each unique, or name another column: columns={{"doc_id": ...}}, '
        "or rename the column in the file: articles without a doc_id are named after file and row"
    )


def remark_shared_names(ids: pd.Series, files: Sequence[File], remarks: Remarks) -> None:
    """Report which articles have a path as `doc_id` because their files share a name."""
    pairs = zip(ids, files, strict=True)
    by_path = [doc_id for doc_id, file in pairs if file.is_named_by_path and doc_id.startswith(file.label)]
    remarks.add("article", "named after their path, since files share a name", by_path)


def texts(
    articles: pd.DataFrame, files: Sequence[File], remarks: Remarks, *, tidies_entities: bool = False
) -> pd.Series:
    """Convert every text to a string, empty where missing; raise if it is a list or an object."""
    values = articles["text"]
    is_nested = values.map(lambda value: isinstance(value, (list, dict, bytes, np.ndarray))).astype(bool)
    if is_nested.any():
        row = int(np.flatnonzero(is_nested)[0])
        what = f"the text of {articles['doc_id'].iloc[row]} is a {type(values.iloc[row]).__name__}, not a string"
        raise ValueError(f'{files[row].name}: {what}; join its parts, or name another column: columns={{"text": ...}}')
    plain = same_line_ends(values.where(values.notna(), "").map(plain_text).astype(object))
    ids = articles["doc_id"]
    remarks.add("article", "with an empty text, kept", list(ids[plain.str.strip() == ""]))
    remarks.add(
        "article",
        "with HTML tags in the text, kept and counted as its words (take them out, or save each such text as .html)",
        list(ids[plain.str.contains(_TAGS)]),
    )
    if not tidies_entities:
        remarks.add(
            "article",
            "with HTML entities such as &amp;, kept and counted as words (tidy='entities' makes characters of them)",
            list(ids[plain.str.contains(_ENTITIES)]),
        )
    is_damaged = plain.str.contains("\ufffd", regex=False)
    remarks.add("article", "with U+FFFD in place of characters lost before reading", list(ids[is_damaged]))
    return plain


def outlets(articles: pd.DataFrame, remarks: Remarks) -> pd.Series:
    """Fill missing outlets with ``unknown``."""
    none = pd.Series(None, index=articles.index, dtype=object)
    own = as_strings(articles["outlet"]) if "outlet" in articles else none
    message = "without an outlet, now 'unknown' (outlet= names one)"
    remarks.add("article", message, list(articles["doc_id"][own.isna()]))
    return own.where(own.notna(), "unknown").str.strip()


def remark_damage(articles: pd.DataFrame, remarks: Remarks) -> None:
    """Report which columns other than the text contain U+FFFD."""
    for name in articles.columns.drop("text"):
        is_damaged = articles[name].map(lambda value: isinstance(value, str) and "\ufffd" in value).astype(bool)
        remarks.add("article", f"with U+FFFD in {name}", list(articles["doc_id"][is_damaged]))


def headlines(articles: pd.DataFrame) -> pd.Series:
    """Convert every headline to a string, empty where missing."""
    if "headline" not in articles:
        return pd.Series("", index=articles.index)
    own = as_strings(articles["headline"])
    return same_line_ends(own.where(own.notna(), ""))


def headed(headline: pd.Series, text: pd.Series) -> pd.Series:
    """Insert each headline and a blank line before its text, unless the text starts with it."""
    pairs = zip(headline.str.strip(), text, strict=True)
    composed = [body if body.lstrip().startswith(head) else f"{head}\n\n{body}" for head, body in pairs]
    return pd.Series(composed, index=text.index, dtype=object)


def dates(articles: pd.DataFrame, files: Sequence[File], remarks: Remarks, dayfirst: bool | None) -> pd.Series:
    """Parse the dates; one remark counts those left empty, with the reason. No remark if no source has dates."""
    if "date" not in articles:
        return pd.Series(pd.NaT, index=articles.index, dtype="datetime64[ms]")
    values = as_strings(articles["date"])
    numbers = pd.factorize(np.array([file.name for file in files], dtype=object))[0]
    parsed = parse_dates(values, numbers, dayfirst)
    remark_dates(articles["doc_id"], values, parsed, remarks)
    return parsed.dates


def remark_dates(ids: pd.Series, values: pd.Series, parsed: Dates, remarks: Remarks) -> None:
    """Report how many articles have no date, and why, and whose date is read against `dayfirst`."""
    reasons = [
        (parsed.is_ambiguous, "with day and month in an order that nothing settles (dayfirst= does)"),
        (parsed.is_unreadable, "unreadable (2024-01-31 would be read)"),
        (values.isna(), "missing"),
    ]
    counts = {reason: int(is_so.sum()) for is_so, reason in reasons if is_so.any()}
    shown = values.map(lambda value: f" ({value[:LONGEST_SHOWN]!r})", na_action="ignore")
    written = ids + shown.where(values.notna(), "")
    places = [place for is_so, _ in reasons for place in written[is_so]]
    remarks.add("article", "left without a date", places, counts)
    against = (
        "dated by the other order of day and month than dayfirst= asks for, as nothing else fits; check the others"
    )
    remarks.add("article", against, list(written[parsed.is_other_order]))
