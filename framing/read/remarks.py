"""Remarks about the files read, collected over many files and reported once per kind."""

from __future__ import annotations

from framing.model import named, note


class Remarks:
    """Collect locations under one message, so that a thousand files give one note.

    Only gathers and says; it decides nothing.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[str]] = {}

    def add(self, noun: str, message: str, places: list[str]) -> None:
        """Add `places` to the note that will read ``<count> <noun>s <message>: <places>``."""
        if places:
            self._places.setdefault((noun, message), []).extend(places)

    def say(self, *, stacklevel: int) -> None:
        """Issue all notes; `stacklevel` counts as in ``warnings.warn`` from the caller's point of view."""
        for (noun, message), places in self._places.items():
            ending = "" if len(places) == 1 else "s"
            note(f"{len(places)} {noun}{ending} {message}: {named(places)}", stacklevel=stacklevel + 2)
