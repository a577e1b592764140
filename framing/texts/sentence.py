"""Where the sentences of one line stand."""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from framing.vocabulary.word_lists import word_list

Place = tuple[int, int]

LONGEST_SENTENCE = 4000  # characters; longer is no sentence, and what looks along sentences would take for ever
_INNER_END = re.compile(r"[.?!][^\w\s]{0,9}\s")
# Words that end sentences more often than they are cut short, where a sentence follows.
_FULL_WORDS = ("no", "No", "ill", "miss", "mass", "wash", "ark", "ore", "wed", "mar")
_POINT = re.compile(r"\.[”’\"')\]]*(\s+)(?=[“‘\"'(\[]*[A-Z])")
_WHOLE_WORD = re.compile(rf"\b(?:{'|'.join(_FULL_WORDS)})$")
SHORT_TITLES = word_list("sentences", "short_titles")  # before a name: Ms., Sen.
_ABBREVIATIONS = word_list("sentences", "abbreviations") | SHORT_TITLES
_PIECE = 10 * LONGEST_SENTENCE
_BLANKS = " \t\n\r\x0b\x0c"
_SPACES = {r"\s": r"[^\S\x1c-\x1f]", r"\S": r"[\S\x1c-\x1f]"}  # NLTK's engine takes these four for no spaces
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


@lru_cache(maxsize=2)
def _compiled(kind: str) -> re.Pattern[str]:
    """Give one of Punkt's patterns for Python's own engine, which is several times as fast on short lines."""
    variables = _punkt()._lang_vars
    found = variables.period_context_re() if kind == "mark" else variables.re_boundary_realignment
    source = re.sub(r"\\[sS]", lambda space: _SPACES[space.group()], found.pattern)
    return re.compile(source, re.VERBOSE if kind == "mark" else re.MULTILINE)


def _sentences(line: str) -> list[Place]:
    found: list[Place] = []
    borders = deque(
        match.span(1)
        for match in _POINT.finditer(line)
        if line.endswith(_FULL_WORDS, 0, match.start())
        and _WHOLE_WORD.search(line, max(0, match.start() - 5), match.start())
    )
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


def _by_punkt(line: str) -> list[Place]:
    """Give Punkt's sentences of a line, read piece by piece, so that no line takes it too long."""
    if len(line) <= _PIECE:
        return _realigned(line)
    pieces: list[Place] = []
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
        pieces += found
        at = end + len(line[end : end + _PIECE]) - len(line[end : end + _PIECE].lstrip())
    return pieces


def _realigned(text: str) -> list[Place]:
    """Cut at the breaks, and give closing marks back to the sentence before, as Punkt's `span_tokenize` does."""
    closing = _compiled("closing")
    found: list[Place] = []
    left = 0
    for end, start in _breaks(text):
        after = None if text[start : start + 1].isalnum() else closing.match(text, start)
        if after is not None:
            found.append((left, start + len(after.group().rstrip())))
            left = after.end()
        else:
            if left < end:
                found.append((left, end))
            left = start
    last = len(text.rstrip())
    if left < last:
        found.append((left, last))
    return found


def _breaks(text: str) -> list[Place]:
    """Give each end of a sentence and the start of the next one, as Punkt decides.

    Punkt decides by the word before a mark and the token after it alone. It is asked once for each such pair, and not
    at all where a plain word and what follows it leave no doubt.
    """
    found: list[Place] = []
    start = stop = 0  # of the word before the last mark
    last: re.Match[str] | None = None
    blanks = [blank for blank in _BLANKS if blank in text] or [" "]
    for mark in _compiled("mark").finditer(text):
        at = mark.start()
        space = text.rfind(blanks[0], stop, at)
        if len(blanks) > 1:
            space = max(text.rfind(blank, stop, at) for blank in blanks)
        word = space + 1 if space > stop else start
        if last is not None and stop <= word and _is_break(text[start:stop], last):
            following = last.end()
            found.append((following, max(last.start("next_tok"), following)))
        last, start, stop = mark, word, at
    if last is not None and _is_break(text[start:stop], last):
        following = last.end()
        found.append((following, max(last.start("next_tok"), following)))
    return found


def _is_break(word: str, found: re.Match[str]) -> bool:
    mark, after = found.group(), found.group("after_tok")
    if mark != ".":
        return True
    if word.isalpha():
        lowered = word.lower()
        if lowered in _ABBREVIATIONS:
            if (lowered in SHORT_TITLES and word[0].isupper()) or (found.group("next_tok") or "").isalpha():
                return False
        elif len(word) > 1:
            return True
    elif word[-1:].isalpha():
        last = _LETTERS_LAST.search(word)
        if last is not None and last.group()[0].isupper() and last.group().lower() in SHORT_TITLES:
            return False
    return _asked(f"{word}.{after}")


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
