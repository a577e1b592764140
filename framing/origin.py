"""What a table was made of: a digest of its articles, and of the term lists of its own, kept in ``attrs``.

pandas hands ``attrs`` on when rows are chosen, and loses them where tables of different origin are joined and where a
table is written as CSV: then nothing is claimed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

SHOWN = 16  # digits of a digest; two files alike in so many are the same
_KEY = "origin"


def digest(articles: pd.DataFrame) -> str:
    """Give 16 digits of the SHA-256 of all ids and texts, whatever the order of the articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["Rain fell.", "Sun shone."]})
    >>> digest(articles) == digest(articles[::-1]), digest(articles) == digest(articles[:1])
    (True, False)
    """
    lines = sorted(
        f"{doc_id}\t{hashlib.sha256(str(text).encode('utf-8', 'surrogatepass')).hexdigest()}"
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:SHOWN]


def origin_of(table: pd.DataFrame) -> dict[str, str]:
    """Return what a table was made of, by name; nothing where that is not known."""
    found = table.attrs.get(_KEY, {})
    return dict(found) if isinstance(found, Mapping) else {}


def with_origin(table: pd.DataFrame, origin: Mapping[str, str]) -> pd.DataFrame:
    """Write into a new table what it was made of, and return it."""
    if origin:
        table.attrs = {**table.attrs, _KEY: dict(origin)}
    return table


def made_of(articles: pd.DataFrame, *sources: pd.DataFrame | None) -> dict[str, str]:
    """Describe the articles of a table that is made of them, and of spans with an origin of their own."""
    lists = {name: value for source in sources if source is not None for name, value in origin_of(source).items()}
    count = f"{len(articles):,} article{'' if len(articles) == 1 else 's'}"
    return {**lists, "articles": f"{digest(articles)} ({count})"}


def of_files(paths: Iterable[str | Path]) -> dict[str, str]:
    """Describe the term lists of one's own that spans were found with; a name without a file is that of a domain."""
    found = [(Path(path).name, Path(path)) for path in paths]
    listed = [
        f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()[:SHOWN]}" if path.is_file() else name
        for name, path in found
    ]
    return {"own lexicons": ", ".join(listed)} if listed else {}
