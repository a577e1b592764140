"""What the reader of a table should know, gathered over many files and said once for each kind."""

from __future__ import annotations

from framing.model import named, note


class Remarks:
    """Collect places under one message, so that a thousand files make one note and not a thousand.

    Only gathers and says; it decides nothing.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[str]] = {}

    def add(self, noun: str, message: str, places: list[str]) -> None:
        """Add `places` to the note that will read ``<count> <noun>s <message>: <places>``."""
        if places:
            self._places.setdefault((noun, message), []).extend(places)

    def say(self, *, stacklevel: int) -> None:
        """Say every note; `stacklevel` counts as in ``warnings.warn`` from the caller's point of view."""
        for (noun, message), places in self._places.items():
            ending = "" if len(places) == 1 else "s"
            note(f"{len(places)} {noun}{ending} {message}: {named(places)}", stacklevel=stacklevel + 2)
