"""Where the sentences of one line stand."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from framing.vocabulary.word_lists import word_list

Place = tuple[int, int]

LONGEST_SENTENCE = 4000  # characters; longer is no sentence, and what looks along sentences would take for ever
_INNER_END = re.compile(r"[.?!][^\w\s]{0,9}\s")
# Words that end sentences more often than they are cut short, where a sentence follows.
_FULL_WORD = re.compile(r"\b(?:no|No|ill|miss|mass|wash|ark|ore|wed|mar)\.[”’\"')\]]*(\s+)(?=[“‘\"'(\[]*[A-Z])")
SHORT_TITLES = word_list("sentences", "short_titles")  # before a name: Ms., Sen.
_ABBREVIATIONS = word_list("sentences", "abbreviations") | SHORT_TITLES
_PIECE = 10 * LONGEST_SENTENCE
_BLANKS = " \t\n\r\x0b\x0c"
_LETTERS_LAST = re.compile(r"[^\W\d_]{1,10}$")  # of a word, without marks before it: “Ms
_SPACE, _MARK = re.compile(r"\s+"), re.compile(r"\W\s*")


def sentences(line: str) -> list[Place]:
    """Give the places of the sentences of one line.

    NLTK's Punkt with the package's abbreviations; a stretch of more than `LONGEST_SENTENCE` characters is cut.

    Examples
    --------
    >>> sentences("Gov. Ada Whitlock left. “Why?” she was asked.")
    [(0, 23), (24, 45)]
    """
    # Punkt ends a sentence at these marks alone, so a line without an inner one is one sentence.
    found = [(0, len(line))] if _INNER_END.search(line) is None else _sentences(line)
    if len(line) <= LONGEST_SENTENCE:
        return found
    return [
        piece
        for place in found
        for piece in (_cut(line, *place) if place[1] - place[0] > LONGEST_SENTENCE else [place])
    ]


@lru_cache(maxsize=1)
def _punkt() -> PunktSentenceTokenizer:
    """Punkt with this package's abbreviations: nothing trained, nothing downloaded."""
    parameters = PunktParameters()
    parameters.abbrev_types = set(_ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


def _sentences(line: str) -> list[Place]:
    found: list[Place] = []
    borders = deque(match.span(1) for match in _FULL_WORD.finditer(line))
    for start, end in _by_punkt(line):
        left = start
        if found and line[start].islower() and line[found[-1][1] - 1] != ".":
            left = found.pop()[0]  # “Why?” she asked.
        while borders and borders[0][0] < end:
            border = borders.popleft()
            if left < border[0] and border[1] < end:
                found.append((left, border[0]))
                left = border[1]
        found.append((left, end))
    return found


def _by_punkt(line: str) -> Iterator[Place]:
    """Give Punkt's sentences of a line, read piece by piece, so that no line takes it too long."""
    at = 0
    while at < len(line):
        end = min(len(line), at + _PIECE)
        found = [(at + left, at + right) for left, right in _realigned(line[at:end])]
        if end < len(line) and len(found) > 1:
            end = found.pop()[0]
        elif end < len(line):
            space = line.rfind(" ", at + 1, end)
            end = space if space > 0 else end
            found = [(at, end)]
        yield from found
        at = end + len(line[end : end + _PIECE]) - len(line[end : end + _PIECE].lstrip())


def _realigned(text: str) -> Iterator[Place]:
    """Cut at the breaks, and give closing marks back to the sentence before, as Punkt's `span_tokenize` does."""
    closing = _punkt()._lang_vars.re_boundary_realignment
    left = 0
    for end, start in _breaks(text):
        after = closing.match(text, start)
        if after is not None:
            yield left, start + len(after.group().rstrip())
            left = after.end()
        else:
            if left < end:
                yield left, end
            left = start
    last = len(text.rstrip())
    if left < last:
        yield left, last


def _breaks(text: str) -> Iterator[Place]:
    """Give each end of a sentence and the start of the next one, as Punkt decides.

    Punkt decides by the word before a mark and the token after it alone. It is asked once for each such pair, and not
    at all where a point ends a plain word that is no abbreviation.
    """
    start = stop = 0  # of the word before the last mark
    last: re.Match[str] | None = None
    blanks = [blank for blank in _BLANKS if blank in text] or [" "]
    for mark in _punkt()._lang_vars.period_context_re().finditer(text):
        at = mark.start()
        space = text.rfind(blanks[0], stop, at)
        if len(blanks) > 1:
            space = max(text.rfind(blank, stop, at) for blank in blanks)
        word = space + 1 if space > stop else start
        if last is not None and stop <= word and _is_break(text[start:stop], last.group(), last.group("after_tok")):
            yield last.end(), last.start("next_tok") if last.group("next_tok") else last.end()
        last, start, stop = mark, word, at
    if last is not None and _is_break(text[start:stop], last.group(), last.group("after_tok")):
        yield last.end(), last.start("next_tok") if last.group("next_tok") else last.end()


def _is_break(word: str, mark: str, after: str) -> bool:
    if mark == "." and word[-1:].isalpha():
        last = _LETTERS_LAST.search(word)
        if last is not None and last.group()[0].isupper() and last.group().lower() in SHORT_TITLES:
            return False
    if mark == "." and len(word) > 1 and after[0].isspace() and word.isalpha() and word.lower() not in _ABBREVIATIONS:
        return True
    return _asked(f"{word}{mark}{after}")


@lru_cache(maxsize=2**15)
def _asked(context: str) -> bool:
    return bool(_punkt().text_contains_sentbreak(context))


def _cut(text: str, start: int, end: int) -> list[Place]:
    places = []
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        border = _SPACE.search(text, limit, min(end, limit + 1000)) or _MARK.search(text, limit, end)
        if border is None or border.end() >= end:
            break
        is_space = border.group().isspace()
        places.append((start, border.start() if is_space else border.start() + 1))
        start = border.end()
    return [*places, (start, end)]
