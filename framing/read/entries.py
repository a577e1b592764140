"""What was read from each file: one entry per file, kept with the articles table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from framing.read.formats import Loaded
from framing.read.remarks import Remarks


class Account(list[dict[str, object]]):
    """The account as it is stored in ``articles.attrs``: a list of dicts.

    pandas copies `attrs` with every table it makes; entries are never changed, so that the list itself is a copy.
    """

    def __deepcopy__(self, memo: object) -> Account:
        """Return the list itself."""
        return self


@dataclass(frozen=True)
class Entry:
    """The account of one file."""

    file: str
    format: str
    articles: int
    stated: int | None = None
    skipped: Sequence[str] = field(default_factory=tuple)
    note: str = ""


def as_entry(entry: Entry) -> dict[str, object]:
    """Turn an entry into a dict that JSON can store."""
    return {
        "file": entry.file, "format": entry.format, "articles": entry.articles, "stated": entry.stated,
        "skipped": list(entry.skipped), "note": entry.note,
    }  # fmt: skip


def left_out(file: str, reason: str) -> Entry:
    """Account for a file that was not read."""
    return Entry(file, "", 0, note=f"left out: {reason}")


def entries_in(file: str, format_name: str, loaded: Loaded) -> list[Entry]:
    """Account for a file that was read; an articles table that has an account of its own keeps that."""
    articles = len(loaded.table)
    earlier = loaded.table.attrs.get("account")
    if isinstance(earlier, list) and (entries := [_from_dict(item) for item in earlier if isinstance(item, Mapping)]):
        total = sum(entry.articles for entry in entries)
        if total == articles:
            return entries
        changed = f"its account has {total:,} articles; rows were removed or added since"
        return [Entry(file, format_name, articles, note=changed)]
    skipped = [f"{what}: {why}" for what, why in loaded.skipped]
    return [Entry(file, format_name, articles, loaded.stated, skipped, loaded.note)]


def _from_dict(item: Mapping[object, object]) -> Entry:
    articles, stated, skipped = item.get("articles"), item.get("stated"), item.get("skipped")
    return Entry(
        str(item.get("file") or ""),
        str(item.get("format") or ""),
        articles if isinstance(articles, int) else 0,
        stated if isinstance(stated, int) else None,
        [str(what) for what in skipped] if isinstance(skipped, list) else [],
        str(item.get("note") or ""),
    )


def remark_mismatches(entries: Sequence[Entry], remarks: Remarks) -> None:
    """Report the files in which other numbers of articles were found than the export states, and what was skipped."""
    differing = [entry for entry in entries if entry.stated is not None and entry.stated != entry.articles]
    places = [f"{entry.file} ({entry.articles:,} found, {entry.stated:,} stated)" for entry in differing]
    remarks.add("file", "with another number of articles than the export states", places)
    skipped = [f"{entry.file} ({what})" for entry in entries for what in entry.skipped]
    remarks.add("part", "of files left out (framing.account lists them)", skipped)
