"""Spans that begin and end with a token, for formats that label tokens."""

from __future__ import annotations

from framing.exchange.coded_text import CodedText
from framing.texts.tokens import token_places


def misfits(coded: CodedText) -> dict[int, str]:
    """Give the rows that are not whole tokens, by number, with the reason."""
    places = [place for _, place in token_places(coded.text or "")]
    starts, ends = {start for start, _ in places}, {end for _, end in places}
    reasons = {}
    for number, row in enumerate(coded.rows):
        if row["start"] == row["end"]:
            reasons[number] = "an empty span"
        elif row["start"] not in starts or row["end"] not in ends:
            reasons[number] = "not on the borders of tokens"
    return reasons
