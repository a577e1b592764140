"""Where the sentences of one line stand."""

from __future__ import annotations

import re

from framing.texts.punkt import ABBREVIATIONS, CLOSERS, ENDS, NO_SPACE, NO_WORD, SHORT_TITLES, SPACE, is_break

Place = tuple[int, int]

LONGEST_SENTENCE = 4000  # characters; longer is no sentence, and what looks along sentences would take for ever
_MARK = re.compile(rf"[{ENDS}](?={NO_WORD}|{SPACE}+{NO_SPACE})")
_AFTER = re.compile(rf"{NO_WORD}|{SPACE}+({NO_SPACE}+)")
_CLOSING = re.compile(rf"[{re.escape(CLOSERS)}]+?(?:{SPACE}+|(?=--)|$)", re.MULTILINE)
_INNER_END = re.compile(rf"[{ENDS}][^\w\s]{{0,9}}\s")
# Words that end sentences more often than they are cut short, where a sentence follows.
_FULL_WORDS = ("no", "No", "ill", "miss", "mass", "wash", "ark", "ore", "wed", "mar")
_WHOLE_WORD = re.compile(rf"\b(?:{'|'.join(_FULL_WORDS)})$")
_FOLLOWED = re.compile(r"\.[”’\"')\]]*\s+[“‘\"'(\[]*[A-Z]")
_PIECE = 10 * LONGEST_SENTENCE
OTHER_BLANKS = "\t\r\x0b\x0c"
_LETTERS_LAST = re.compile(r"[^\W\d_]{1,10}$")  # of a word, without marks before it: “Ms
_WIDE, _ANY = re.compile(r"\s+"), re.compile(r"\W\s*")


def sentences(text: str, start: int, end: int) -> list[Place]:
    """Give the places of the sentences of one line, which stands in `text` from `start` to `end`.

    NLTK's Punkt with the package's abbreviations; a stretch of more than `LONGEST_SENTENCE` characters is cut.

    Examples
    --------
    >>> sentences("Gov. Ada Whitlock left. “Why?” she was asked.", 0, 45)
    [(0, 23), (24, 45)]
    """
    # Punkt ends a sentence at these marks alone, so a line without an inner one is one sentence.
    found = [(start, end)] if _INNER_END.search(text, start, end) is None else _rejoined(text, start, end)
    if end - start <= LONGEST_SENTENCE:
        return found
    return [
        piece
        for place in found
        for piece in (_cut(text, *place) if place[1] - place[0] > LONGEST_SENTENCE else [place])
    ]


def _rejoined(text: str, start: int, end: int) -> list[Place]:
    """Join to a question or an exclamation what goes on in lower case: “Why?” she asked."""
    found: list[Place] = []
    for left, right in _by_piece(text, start, end):
        if found and text[left].islower() and text[found[-1][1] - 1] != ".":
            left = found.pop()[0]
        found.append((left, right))
    return found


def _by_piece(text: str, start: int, end: int) -> list[Place]:
    """Give Punkt's sentences of a line, read piece by piece, so that no line takes it too long."""
    if end - start <= _PIECE:
        return _realigned(text, start, end)
    pieces: list[Place] = []
    at = start
    while at < end:
        stop = min(end, at + _PIECE)
        found = _realigned(text, at, stop)
        if stop < end and len(found) > 1:
            stop = found.pop()[0]
        elif stop < end:
            space = text.rfind(" ", at + 1, stop)
            stop = space if space > 0 else stop
            found = [(at, stop)]
        pieces += found
        ahead = text[stop : min(end, stop + _PIECE)]
        at = stop + len(ahead) - len(ahead.lstrip())
    return pieces


def _realigned(text: str, start: int, end: int) -> list[Place]:
    """Cut at the breaks, and give closing marks back to the sentence before, as Punkt's `span_tokenize` does."""
    found: list[Place] = []
    left = start
    for stop, following in _breaks(text, start, end):
        after = None if text[following].isalnum() else _CLOSING.match(text, following, end)
        if after is not None:
            found.append((left, following + len(after.group().rstrip())))
            left = after.end()
        else:
            if left < stop:
                found.append((left, stop))
            left = following
    last = left + len(text[left:end].rstrip())
    if left < last:
        found.append((left, last))
    return found


def _breaks(text: str, start: int, end: int) -> list[Place]:
    """Give each end of a sentence and the start of the next one, as Punkt decides.

    Of marks in one word the last one decides. The word before a mark and the token after it are all that is looked at,
    and where a plain word and what follows it leave no doubt, Punkt is not asked.
    """
    found: list[Place] = []
    others = [blank for blank in OTHER_BLANKS if text.find(blank, start, end) >= 0]
    last = -1
    word = stop = start  # the word before the last mark
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        space = text.rfind(" ", stop, at)
        if others:
            space = max(space, *(text.rfind(blank, stop, at) for blank in others))
        begin = space + 1 if space > stop else word
        if last >= 0 and stop <= begin and (after := _break(text, word, last, end)):
            found.append((last + 1, after))
        last, word, stop = at, begin, at
    if last >= 0 and (after := _break(text, word, last, end)):
        found.append((last + 1, after))
    return found


def _break(text: str, start: int, at: int, end: int) -> int:
    """Give where the next sentence begins if the word from `start` and the mark at `at` end one, else 0."""
    if text[at] == "." and not is_end(text, start, at, end):
        return 0
    if text[at + 1] == " " and not text[at + 2].isspace():
        return at + 2
    after = _AFTER.match(text, at + 1, end)
    return at + 1 if after is None else max(after.start(1), at + 1)


def is_end(text: str, start: int, at: int, end: int) -> bool:
    """Tell whether the point at `at`, behind the word from `start`, ends a sentence."""
    word = text[start:at]
    if len(word) > 1 and word.isalpha() and word.lower() not in ABBREVIATIONS:
        return True
    is_whole = word.endswith(_FULL_WORDS) and _WHOLE_WORD.search(text, max(start, at - 5), at) is not None
    if is_whole and _FOLLOWED.match(text, at, end) is not None:
        return True
    letters = _LETTERS_LAST.search(word)
    if letters is not None and letters.group()[0].isupper() and letters.group().lower() in SHORT_TITLES:
        return False
    after = _AFTER.match(text, at + 1, end)
    return after is not None and is_break(f"{word}.{after.group()}")


def _cut(text: str, start: int, end: int) -> list[Place]:
    places = []
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        border = _WIDE.search(text, limit, min(end, limit + 1000)) or _ANY.search(text, limit, end)
        if border is None or border.end() >= end:
            break
        is_space = border.group().isspace()
        places.append((start, border.start() if is_space else border.start() + 1))
        start = border.end()
    return [*places, (start, end)]
