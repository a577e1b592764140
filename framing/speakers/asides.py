"""Paragraphs that are no running text: headlines of other stories, captions, links; names in them are nobody's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.texts.text import Place
from framing.vocabulary.word_lists import any_of, word_list

_WORDS = any_of(word_list("names", "asides"))
_OPENS = re.compile(rf"\W{{0,12}}{_WORDS}\b(?=\W)", re.IGNORECASE)
_OF_PICTURES = re.compile(
    r"Getty|\b(?:REUTERS|Reuters|AP|AFP|EPA)/[A-Z]|\((?:AP|Photo|Reuters|AFP)\b|\bPhoto(?: by|graph|:|/)", re.IGNORECASE
)
_ENDS = '.?!”"'  # marks that end running text
_LONGEST = 300  # characters of a caption or of a link to another story


def asides(text: str, paragraphs: Sequence[Place], headlines: Sequence[Place]) -> list[Place]:
    r"""Give the paragraphs that are captions, links or headlines: short, and without the end of a sentence.

    Examples
    --------
    >>> text = "It rained.\nRelated: Ada Orr on Rain\nShe left."
    >>> asides(text, [(0, 10), (11, 35), (36, 45)], [])
    [(11, 35)]
    """
    found = [(start, end) for start, end in headlines if text[end - 1] not in _ENDS]
    for start, end in paragraphs:
        is_short = end - start <= _LONGEST and text[end - 1] not in _ENDS
        if is_short and (
            text[start:end].lower().endswith("read more")
            or _OPENS.match(text, start, end)
            or _OF_PICTURES.search(text, start, end)
        ):
            found.append((start, end))
    return sorted(set(found))
