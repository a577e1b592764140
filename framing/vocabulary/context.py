"""The words around one place of a lexicon, by which a rule decides whether it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar

from framing.texts.text import PLAIN_WORD, Reading
from framing.vocabulary.lexicon import Hit
from framing.vocabulary.word_lists import word_list

_TOKEN = re.compile(rf"{PLAIN_WORD}|[^\w\s]")
_REACH = 90  # characters each way
_ASKED = 3  # tokens each way that most rules ask about
_NEAR = 40  # characters that mostly have them

NUMBERS = word_list("numbers", "cardinals")
_UNITS = word_list("numbers", "units")


def three_tokens(skipped: str = "") -> re.Pattern[str]:
    """Make a pattern of the next tokens of a line, three if there are so many; it passes over the marks `skipped`."""
    token = rf"(?:[^\S\n]|[_{skipped}])*({PLAIN_WORD}|[^\w\s{skipped}])"
    return re.compile(rf"{token}(?:{token}(?:{token})?)?")


class Context(dict[int, str]):
    """The words around one hit, inside its paragraph, by their distance: ``context[-1]`` is the one before it.

    They are looked for when a rule asks for them; `next_tokens` is the pattern of the three next ones.

    Examples
    --------
    >>> from framing.model import Document
    >>> from framing.vocabulary.lexicon import Entry
    >>> context = Context(Reading(Document("a", "It may rain, she said.")), Hit(3, 6, Entry("may", "hedge", "", "own")))
    >>> context[-1], context[1], context[2], context[-2]
    ('it', 'rain', ',', '')
    """

    next_tokens: ClassVar = three_tokens()

    def __init__(self, reading: Reading, hit: Hit) -> None:
        self.reading, self.hit = reading, hit

    def __missing__(self, number: int) -> str:
        """Give the `number`-th token after the hit, or before it; an empty string where there is none."""
        if 0 < number <= _ASKED:
            found = self.next_tokens.match(self.reading.view, self.hit.end, self.hit.end + _REACH)
            self[1], self[2], self[3] = found.groups("") if found else ("", "", "")
        elif number == -1 and (word := self._plain_word_before()):
            self[-1] = word
        elif -_ASKED <= number < 0:
            self[-1], self[-2], self[-3] = self._last_tokens()
        else:
            tokens = self.after if number > 0 else self.before[::-1]
            self[number] = tokens[abs(number) - 1] if len(tokens) >= abs(number) else ""
        return self[number]

    def _plain_word_before(self) -> str:
        """Give the token before the hit without a pattern, if it is letters between spaces, as most are."""
        view, end = self.reading.view, self.hit.start - 1
        space = view.rfind(" ", max(0, end - _NEAR), max(0, end))
        word = view[space + 1 : end]
        return word if space >= 0 and view[end] == " " and word.isalpha() else ""

    def _last_tokens(self) -> Sequence[str]:
        """Give the tokens before the hit, the nearest first."""
        view, end = self.reading.view, self.hit.start
        start = max(0, end - _NEAR)
        # no token holds a space or the end of a line, so those behind one that is near are the last ones
        start = max(view.find(" ", start, end), view.rfind("\n", start, end))
        near = _TOKEN.findall(view, start, end) if start >= 0 else []
        if len(near) < _ASKED:
            near = self.before
        return [*near[: -_ASKED - 1 : -1], "", "", ""][:_ASKED]

    @cached_property
    def before(self) -> list[str]:
        """The tokens before the hit."""
        view, end = self.reading.view, self.hit.start
        start = max(0, end - _REACH)
        return _TOKEN.findall(view, max(start, view.rfind("\n", start, end)), end)

    @cached_property
    def after(self) -> list[str]:
        """The tokens after the hit."""
        view, start = self.reading.view, self.hit.end
        end = view.find("\n", start, start + _REACH)
        return _TOKEN.findall(view, start, end if end >= 0 else start + _REACH)

    def previous(self, number: int = 1) -> str:
        """Give the `number`-th token before the hit, or an empty string."""
        return self[-number]

    def following(self, number: int = 1) -> str:
        """Give the `number`-th token after the hit, or an empty string."""
        return self[number]

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
