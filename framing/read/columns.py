"""Map the column names of a source to ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from framing.model import ARTICLE_COLUMNS, named
from framing.read.remarks import Remarks

# In the order in which they are preferred where a source has several.
ALIASES: dict[str, tuple[str, ...]] = {
    "doc_id": ("id", "article_id", "docid", "uid", "guid", "key"),
    "outlet": (
        "source", "publication", "publication_title", "publisher", "newspaper", "media", "media_name", "site",
        "source_name",
    ),
    "date": (
        "published", "publish_date", "pub_date", "published_at", "datetime", "timestamp", "publication_date",
        "date_publish", "publishing_date", "publishedat", "pubdate", "seendate",
    ),
    "headline": ("title", "hed"),
    "byline": ("author", "authors", "writer"),
    "section": (),
    "genre": (),
    "lang": ("language", "meta_lang"),
    "url": ("link", "web_url", "article_url", "canonical_link", "document_identifier"),
    "event": ("event_id", "story", "cluster"),
    "text": (
        "body", "content", "article", "fulltext", "full_text", "article_text", "maintext", "plaintext", "articlebody",
    ),
}  # fmt: skip
KNOWN_NAMES = frozenset([*ALIASES, *(alias for aliases in ALIASES.values() for alias in aliases)])


def folded(name: str) -> str:
    """Normalise a column name for comparison: case, outer blanks, and blank, hyphen or underscore do not matter.

    Examples
    --------
    >>> folded(" Full-Text")
    'full_text'
    """
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def check_chosen(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Check ``columns=`` on input: every key is one of our columns."""
    if not isinstance(columns, (Mapping, type(None))):
        raise ValueError(f'columns= must be a mapping, not {type(columns).__name__}: columns={{"text": "Artikel"}}')
    chosen = dict(columns or {})
    if nameless := [ours for ours, theirs in chosen.items() if not isinstance(theirs, str)]:
        raise ValueError(f"columns=: {chosen[nameless[0]]!r} for {nameless[0]} is not a column name; give a string")
    strange = [ours for ours in chosen if ours not in ARTICLE_COLUMNS]
    if strange:
        meant = "".join(f"; did you mean {ours}?" for ours, names in ALIASES.items() if folded(strange[0]) in names)
        ours = named(ARTICLE_COLUMNS, most=11)
        raise ValueError(f"columns=: {named(strange)} is not one of our columns ({ours}){meant}")
    return chosen


def header_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return our column for each normalised key of a text file's header, without the keys that `chosen` names."""
    known = {key: ours for ours in ARTICLE_COLUMNS if ours != "text" for key in (ours, *ALIASES[ours])}
    return known | {folded(theirs): "" for ours, theirs in chosen.items() if ours != "text"}


def match(
    names: Sequence[str],
    chosen: Mapping[str, str],
    place: str,
    remarks: Remarks,
    barred: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> dict[str, str]:
    """Map our columns to those of a source's `names`.

    What `chosen` says goes first; then our own name, exactly or folded; then the aliases in their order, with a
    remark where several compete. `barred` are the names whose values are not what our column has.

    Examples
    --------
    >>> match(["ID", "Title", "body"], {}, "a.csv", Remarks())
    {'doc_id': 'ID', 'headline': 'Title', 'text': 'body'}
    """
    matched = dict(chosen)
    every = [name for name in names if name not in set(chosen.values())]
    for ours in ARTICLE_COLUMNS:
        if ours in matched:
            continue
        free = [name for name in every if name not in barred.get(ours, ())]
        if ours in free:
            matched[ours] = ours
            continue
        order = {name: rank for rank, name in enumerate((ours, *ALIASES[ours]))}
        found = sorted((name for name in free if folded(name) in order), key=lambda name: order[folded(name)])
        if not found:
            continue
        matched[ours] = found[0]
        if len(found) > 1 and (folded(found[0]) != ours or folded(found[1]) == ours):
            others = " and ".join(map(repr, found[1:]))
            message = f"with several columns for {ours}: {found[0]!r} is used, {others} kept"
            remarks.add("file", f"{message} (columns= changes this)", [place])
    return matched


def check_matched(matched: Mapping[str, str], names: Sequence[str], place: str) -> None:
    """Raise if a table lacks a column that ``columns=`` names, or has no text."""
    has = named((repr(name) for name in names), most=20) or "none"
    for ours, theirs in matched.items():
        if theirs not in names:
            raise ValueError(
                f"{place}: no column {theirs!r} for {ours}; its columns are {has} (read files with other columns apart)"
            )
    if "text" not in matched:
        raise ValueError(f'{place}: no text column; name it with columns={{"text": ...}}: its columns are {has}')


def kept_names(names: Sequence[str], matched: Mapping[str, str]) -> dict[str, str]:
    """Name all other columns: as in the source, unless ``columns=`` gave that name to another."""
    taken = set(matched.values())
    return {name: f"{name}_in_file" if name in matched else name for name in names if name not in taken}


def rename(table: pd.DataFrame, matched: Mapping[str, str]) -> pd.DataFrame:
    """Rename a table's columns; one source column may be used for two of ours."""
    renamed = {ours: table[theirs] for ours, theirs in matched.items()}
    kept = {new: table[old] for old, new in kept_names(list(table.columns), matched).items()}
    return pd.DataFrame({**renamed, **kept}, index=table.index)


def rename_fields(fields: Mapping[str, object], matched: Mapping[str, str]) -> dict[str, object]:
    """Rename one article's fields."""
    renamed = {ours: fields[theirs] for ours, theirs in matched.items() if theirs in fields}
    return renamed | {new: fields[old] for old, new in kept_names(list(fields), matched).items()}
