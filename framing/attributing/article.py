"""What the attributions of one article are made of, and what they share: its quotations and who took which."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from math import nan

from framing.attributing.decoding import Told
from framing.attributing.passage import chains
from framing.texts.quotation import Quotation
from framing.texts.text import Place, Reading


@dataclass
class Attribution:
    """One attribution being put together: places of its roles, the rule that found it, its kind, how sure it is."""

    cue: Place
    rule: str
    source: Place | None = None
    content: list[Place] = field(default_factory=list)
    kind: str = ""
    score: float = nan
    told: Told | None = None


class Article:
    """What the attributions of one article share: its quotations, which of them are taken, and what was found so far.

    Parameters
    ----------
    reading : Reading
        The document.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.chains = chains(reading.quotations)
        self.taken: set[int] = set()
        self.found: list[Attribution] = []
        self._by_character: dict[int, Attribution] = {}

    def add(self, made: Attribution) -> None:
        """Add an attribution, whose cue must have no character of another one's."""
        self.found.append(made)
        self._by_character.update(dict.fromkeys(range(*made.cue), made))

    def with_cue_at(self, place: Place) -> Attribution | None:
        """Give the attribution whose cue has a character in `place`; None where there is none."""
        for at in range(*place):
            if at in self._by_character:
                return self._by_character[at]
        return None

    def take(self, quotation: Quotation) -> list[Place]:
        """Mark a quotation's chain as attributed, and give its places."""
        chain = self.chains[quotation.start]
        self.taken.update(member.start for member in chain)
        return [(member.start, member.end) for member in chain]

    def take_all(self, place: Place) -> None:
        """Mark the quotations that start inside `place` as attributed."""
        quotations = self.reading.quotations
        first, last = (bisect_left(quotations, (border,)) for border in place)
        self.taken.update(quotation.start for quotation in quotations[first:last])

    def take_within(self, content: Place) -> None:
        """Mark the quotations inside `content` as attributed."""
        quotations = self.reading.quotations
        index = bisect_left(quotations, (content[0],))
        while index < len(quotations) and quotations[index].end <= content[1] + 1:
            self.taken.add(quotations[index].start)
            index += 1
