"""The words around one place of a lexicon, by which a rule decides whether it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from framing.texts.text import PLAIN_WORD, Reading
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

_TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")
_REACH = 90  # characters each way
_NEAR = 40  # characters that mostly have the few tokens that a rule asks about

NUMBERS = word_list("numbers", "cardinals")
_UNITS = word_list("numbers", "units")


class Context:
    """The words around one hit, inside its paragraph."""

    def __init__(self, reading: Reading, hit: Hit) -> None:
        self.reading, self.hit = reading, hit
        self.paragraph = reading.paragraph_at(hit.start)

    @cached_property
    def before(self) -> list[str]:
        """The tokens before the hit; many rules need those after it alone."""
        start = max(self.paragraph[0], self.hit.start - _REACH)
        return _TOKEN.findall(self.reading.view, start, self.hit.start)

    @cached_property
    def after(self) -> list[str]:
        """The tokens after the hit."""
        end = min(self.paragraph[1], self.hit.end + _REACH)
        return _TOKEN.findall(self.reading.view, self.hit.end, end)

    @cached_property
    def _near_before(self) -> list[str]:
        """The last of the tokens before the hit: from the first space on that is near, since no token holds one."""
        view, end = self.reading.view, self.hit.start
        space = view.find(" ", max(self.paragraph[0], end - _NEAR), end)
        return _TOKEN.findall(view, space, end) if space >= 0 else []

    @cached_property
    def _near_after(self) -> list[str]:
        """The first of the tokens after the hit, up to the last space that is near."""
        view, start = self.reading.view, self.hit.end
        space = view.rfind(" ", start, min(self.paragraph[1], start + _NEAR))
        return _TOKEN.findall(view, start, space) if space >= 0 else []

    def previous(self, number: int = 1) -> str:
        """Give the `number`-th token before the hit, or an empty string."""
        near = self.before if "before" in self.__dict__ else self._near_before
        if len(near) >= number:
            return near[-number]
        return self.before[-number] if len(self.before) >= number else ""

    def following(self, number: int = 1) -> str:
        """Give the `number`-th token after the hit, or an empty string."""
        near = self.after if "after" in self.__dict__ else self._near_after  # a detector may have set it
        if len(near) >= number:
            return near[number - 1]
        return self.after[number - 1] if len(self.after) >= number else ""

    def previous_but(self, skipped: Iterable[str]) -> str:
        """Give the nearest token before the hit that is not one of `skipped`."""
        passed = set(skipped)
        return next((token for token in reversed(self.before) if token not in passed), "")

    @property
    def opens_sentence(self) -> bool:
        """Tell whether the hit is the first word of its sentence."""
        start = self.reading.sentence_at(self.hit.start)[0]
        return not any(map(str.isalnum, self.reading.text[start : self.hit.start]))

    @property
    def is_asked(self) -> bool:
        """Tell whether the hit stands in a question."""
        return self.reading.text[slice(*self.reading.sentence_at(self.hit.start))].rstrip("\"'”’»)").endswith("?")

    @property
    def is_followed_by_word(self) -> bool:
        """Tell whether the next token is a word or number."""
        return self.following()[:1].isalnum()

    @property
    def is_followed_by_number(self) -> bool:
        """Tell whether a number, a sum of money or a measure follows."""
        one, two = self.following(), self.following(2)
        if one in "$£€¥" and one:
            return True
        number = one.split("-")[0]
        if number[:1].isdigit() or number in NUMBERS:
            return True
        if one in ("a", "an", "the", "another"):
            return two.split("-")[0].rstrip("s") in _UNITS or two in NUMBERS
        return one[:2] == "us" and two == "$"
