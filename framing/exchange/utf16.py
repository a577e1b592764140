"""Offsets between code points, which this package counts, and UTF-16 units, which JavaScript and Java count."""

from __future__ import annotations

from bisect import bisect_left


class Utf16:
    """The two kinds of offsets of one text; work is proportional to the characters beyond U+FFFF.

    Examples
    --------
    >>> places = Utf16("a😀b")
    >>> places.units(2), places.points(3), places.points(2)
    (3, 2, None)
    """

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [place for place, letter in enumerate(text) if letter > "\uffff"]
        self._wide_units = [place + number for number, place in enumerate(self._wide)]

    def units(self, place: int) -> int:
        """Give the UTF-16 units before a code point."""
        return place + bisect_left(self._wide, place)

    def points(self, unit: int) -> int | None:
        """Give the code points before a UTF-16 unit, None where it is inside a character."""
        before = bisect_left(self._wide_units, unit)
        is_inside = before > 0 and self._wide_units[before - 1] == unit - 1
        return None if is_inside else unit - before
