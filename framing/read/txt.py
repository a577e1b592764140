"""Plain text files: one file, one article, with optional header lines."""

from __future__ import annotations

from collections.abc import Collection

from framing.read.columns import folded
from framing.read.files import BrokenFileError

LONGEST_KEY = 40


def read_txt(text: str, place: str, keys: Collection[str]) -> dict[str, object]:
    r"""Split a text file into its header fields and its text.

    The header is a block of ``key: value`` lines at the very top, each key one of `keys`, ended by a blank line.
    Anything else is text, so that ``WASHINGTON: ...`` stays where it stands.

    Examples
    --------
    >>> read_txt("outlet: The Daily\n\nIt may rain.\n", "a.txt", {"outlet"})
    {'outlet': 'The Daily', 'text': 'It may rain.\n'}
    >>> read_txt("PORT: It may rain.\n\nOr not.", "a.txt", {"outlet"})
    {'text': 'PORT: It may rain.\n\nOr not.'}
    """
    fields: dict[str, object] = {}
    start = 0
    while (end := text.find("\n", start)) != -1:
        line = text[start:end]
        if not line.strip():
            if fields:
                return fields | {"text": text[end + 1 :]}
            break
        key, colon, value = line.partition(":")
        key = folded(key) if len(key) <= LONGEST_KEY else ""
        if not colon or key not in keys:
            break
        if key in fields:
            raise BrokenFileError(
                place, f"its header has {key!r} twice", "keep one, or put a blank line above the text"
            )
        fields[key] = value.strip()
        start = end + 1
    return {"text": text}
