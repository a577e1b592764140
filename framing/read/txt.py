"""Plain text files: one file, one article, with optional header lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from framing.read.columns import folded
from framing.read.files import BrokenFileError
from framing.read.remarks import Remarks

LONGEST_KEY = 40
LONGEST_SHOWN = 60
# Words that a value has at most, where its line is the only one above the blank line.
MOST_WORDS = {"date": 10, "event": 2, "lang": 2, "doc_id": 3}
MOST_WORDS_OF_A_NAME = 12
SENTENCE = re.compile(r"\s[a-zß-ÿ'’]{2,}[.!?…]+[”\"’')\]]*$")  # it ends in a word in lower case and a mark
OPENS_NO_ARTICLE = ("outlet", "doc_id", "headline", "byline")  # as `Source:` and `Story:` may

Field = tuple[str, str, str]  # the key, our column's name (empty where `columns=` names the key), the value


def read_txt(text: str, place: str, keys: Mapping[str, str], remarks: Remarks) -> dict[str, object]:
    r"""Split a text file into its header fields and its text.

    The header is a block of ``key: value`` lines at the very top, ended by a blank line: each key one of `keys` (which
    gives our column's name for it), each value one that its column can have. Anything else is text, so that
    ``WASHINGTON: ...`` stays where it stands; a remark says where only the values kept a block from being a header.

    Examples
    --------
    >>> keys = {"outlet": "outlet", "source": "outlet"}
    >>> read_txt("outlet: The Daily\n\nIt may rain.\n", "a.txt", keys, Remarks())
    {'outlet': 'The Daily', 'text': 'It may rain.\n'}
    >>> read_txt("Source: The mayor says so.\n\nIt may rain.", "a.txt", keys, Remarks())
    {'text': 'Source: The mayor says so.\n\nIt may rain.'}
    """
    fields: list[Field] = []
    start = 0
    while (end := text.find("\n", start)) != -1:
        line = text[start:end]
        if not line.strip():
            break
        key, colon, value = line.partition(":")
        key = folded(key) if len(key) <= LONGEST_KEY else ""
        if not colon or key not in keys:
            return {"text": text}
        fields.append((key, keys[key], value.strip()))
        start = end + 1
    if end == -1 or not fields:
        return {"text": text}
    if not is_header(fields):
        opening = text[: text.index("\n")]
        shown = opening if len(opening) <= LONGEST_SHOWN else f"{opening[:LONGEST_SHOWN]}…"
        message = "whose first line has a header key but no such value, read as text (columns= makes it a header)"
        remarks.add("file", message, [f"{place} ({shown!r})"])
        return {"text": text}
    header: dict[str, object] = {}
    for key, _, value in fields:
        if key in header:
            way_out = 'keep one, put a blank line above the text, or leave it out with errors="skip"'
            raise BrokenFileError(place, f"its header has {key!r} twice", way_out)
        header[key] = value
    return header | {"text": text[end + 1 :]}


def is_header(fields: Sequence[Field]) -> bool:
    """Return whether lines are a header: a single line by its value; with several lines, one is enough."""
    if len(fields) == 1:
        return is_value(*fields[0])
    return any(is_value(*field) for field in fields) and not any(is_sentence(*field) for field in fields)


def is_value(key: str, ours: str, value: str) -> bool:
    """Return whether a value is valid for our column, and not the opening of an article.

    Examples
    --------
    >>> [is_value("source", "outlet", value) for value in ("The Daily", "npr", "The mayor's office says so")]
    [True, True, False]
    """
    words = value.split()
    if not ours:
        return True
    if not words:
        return key in OPENS_NO_ARTICLE
    if ours == "headline":
        return True
    if ours == "url":
        return len(words) == 1 and ("." in value or "/" in value)
    if is_sentence(key, ours, value) or len(words) > MOST_WORDS.get(ours, MOST_WORDS_OF_A_NAME):
        return False
    if ours == "date":
        return any(character.isdigit() for character in value)
    return ours in MOST_WORDS or len(words) <= 2 or key in OPENS_NO_ARTICLE or is_capitalised(words)


def is_sentence(key: str, ours: str, value: str) -> bool:
    """Return whether a value looks like a sentence, where none is expected."""
    return ours not in ("", "headline", "byline", "url") and SENTENCE.search(value) is not None


def is_capitalised(words: Sequence[str]) -> bool:
    """Return whether half of the longer words are capitalised, as in names; true for scripts without capitals."""
    longer = [word for word in words if len(word) > 3]
    return 2 * sum(not word[0].islower() for word in longer) >= len(longer)
