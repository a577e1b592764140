"""Names of files for articles, in formats of one file per article: the `doc_id`, percent-encoded where needed."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote

from framing.model import named

_LONGEST = 200  # bytes; file systems allow 255 with the ending
_PLAIN = " ,;@+="


def name_of(doc_id: str) -> str:
    """Give the name of an article's file, without its ending.

    Examples
    --------
    >>> name_of("bee/7"), name_of("7. Mai")
    ('bee%2F7', '7. Mai')
    """
    return quote(doc_id, safe=_PLAIN)


def doc_id_of(name: str) -> str:
    """Give the `doc_id` that `name_of` made a name of.

    Examples
    --------
    >>> doc_id_of("bee%2F7")
    'bee/7'
    """
    return unquote(name)


def check_names(doc_ids: Iterable[str]) -> None:
    """Raise where a name is too long or empty, or two are one file on systems that ignore case."""
    seen: dict[str, str] = {}
    for doc_id in doc_ids:
        name = name_of(doc_id)
        if not name or len(name) > _LONGEST:
            raise ValueError(f"doc_id {doc_id[:40]!r} is empty or too long for the name of a file; shorten it")
        if name.lower() in seen:
            both = named([seen[name.lower()], doc_id])
            raise ValueError(f"doc_id {both} would be one file where case is ignored; rename one")
        seen[name.lower()] = doc_id
