"""Remarks about the files read, collected over many files and reported once per kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from framing.model import named, note

_MOST_KEPT = 20  # places of one kind; the note names fewer, and a corpus may have millions


@dataclass
class _Kind:
    """What is known of one kind of remark: how many, where the first ones are, and how many for which reason."""

    count: int = 0
    last: str = ""
    first: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


class Remarks:
    """Collect locations under one message, so that a thousand files give one note.

    Only gathers and says; it decides nothing.
    """

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def add(self, noun: str, message: str, places: list[str], reasons: Mapping[str, int] | None = None) -> None:
        """Add `places` to the note that will read ``<count> <noun>s <message>: <places>``.

        With `reasons`, the message goes on with how many there are for each: ``, 3 missing``.
        """
        if not places:
            return
        kind = self._kinds.setdefault((noun, message), _Kind())
        if noun in ("file", "column") and places == [kind.last]:
            return  # the same again, from the next piece of it
        kind.last = places[-1]
        kind.count += len(places)
        kind.first += places[: max(0, _MOST_KEPT - len(kind.first))]
        kind.reasons.update(reasons or {})

    def say(self, *, stacklevel: int) -> None:
        """Issue all notes; `stacklevel` counts as in ``warnings.warn`` from the caller's point of view."""
        for (noun, message), kind in self._kinds.items():
            ending = "" if kind.count == 1 else "s"
            counted = "".join(f", {number} {reason}" for reason, number in kind.reasons.items())
            where = named(kind.first, others=kind.count - len(kind.first))
            note(f"{kind.count} {noun}{ending} {message}{counted}: {where}", stacklevel=stacklevel + 2)
