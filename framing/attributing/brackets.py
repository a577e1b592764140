"""Brackets that a source or content opens and does not close, or closes and did not open."""

from __future__ import annotations

from framing.texts.text import Place

_NEAR = 12  # characters up to which a bracket closes


def closed(text: str, place: Place) -> Place:
    """Let a place end after a bracket that it opens at its end, or before one that it does not open.

    Examples
    --------
    >>> text = "Sen. Ada Orr (D-Ohio.) said it rains (as it does in May)."
    >>> text[slice(*closed(text, (0, 20)))], text[slice(*closed(text, (28, 36)))]
    ('Sen. Ada Orr (D-Ohio.)', 'it rains')
    """
    start, end = place
    opened = text.rfind("(", start, end)
    if opened >= 0 and text.find(")", opened, end) < 0:
        shut = text.find(")", end, end + _NEAR)
        is_beside = shut >= 0 and "\n" not in text[end:shut] and "(" not in text[end:shut]
        return (start, shut + 1) if is_beside else place
    is_extra = end > start and text[end - 1] == ")" and text.count("(", start, end) < text.count(")", start, end)
    return (start, end - 1) if is_extra else place


def after_closing(text: str, place: Place) -> Place:
    """Let a place begin after a bracket that it closes and did not open, as after the mark of a footnote.

    Examples
    --------
    >>> text = "It rained.[4] The mayor (of Hale) said so."
    >>> text[slice(*after_closing(text, (11, 33)))]
    'The mayor (of Hale)'
    """
    start, end = place
    for opening, closing in ("()", "[]"):
        shut = text.find(closing, start, end)
        while shut >= 0 and text.find(opening, start, shut) < 0 and text[shut + 1 : end].strip():
            start = end - len(text[shut + 1 : end].lstrip())
            shut = text.find(closing, start, end)
    return start, end
