"""Where quotations stand, in every typography: “…”, "…", ''…'', ‘…’, '…', «…», „…“."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Place = tuple[int, int]


class Quotation(NamedTuple):
    """One stretch inside quotation marks, marks included, within one paragraph.

    `closed` is False where the paragraph ends before the closing mark; `goes_on` tells that it continues a quotation
    which the paragraph before left open.
    """

    start: int
    end: int
    closed: bool = True
    goes_on: bool = False


# Three in a row are a single mark beside a double one, ''They said 'no'''; more are a line, and matched to be left out.
_MARK = re.compile(
    r"(?=[\"“”„‟«»‹›‘’'‚`])(?:([\"“”„‟«»‹›‘’'‚`])\1{3,}|(?<=\S)'(?=''(?!'))|''|``|’’|‘‘|[\"“”„‟«»‹›‘’'‚])"
)
_SIGN = re.compile(r"[\"“”„‟«»‹›‘’'‚`](?:(?<=[^’'])|(?![^\W_])|(?<![^\W_].))")  # not an apostrophe between letters
_SINGLE = "‘’'‚"
_SINGLES = frozenset(_SINGLE)
_QUOTES = "\"“„‟«‹‘'‚"
_SHAPES = {
    **dict.fromkeys(("“", "„", "‟", "«", "‹", "``", "‘‘", "‘", "‚"), "open"),
    **dict.fromkeys(("”", "»", "›", "’’", "’"), "close"),
}
_DOUBLE_OPENERS = ("“", '"', "''", "``", "‘‘", "«", "‹", "„", "‟")
_SINGLE_OPENERS = ("‘", "'", "‚")
_ENDS_SENTENCE = ".,;!?…"
_FOLLOWS = ".,;:!?)]}”’'"
_ELISION = re.compile(r"(?:[Ee]m|EM|[Tt]is|[Tt]was|[Tt]il|cause|bout|cos|round|[Nn])\b|\d\ds\b")
_YEAR = re.compile(r"\d\d\b")
_FEET = re.compile(r"\d['’′] ?\d+$")


class _Mark(NamedTuple):
    """One mark and what it can do: by its shape, and by what stands around it."""

    start: int
    end: int
    shape: str  # "open", "close", or "" for straight marks
    context: str  # "open", "close", "weak" (may be none), "glued" (may open), "never", or "" where either is possible


def quotations(text: str, paragraphs: Sequence[Place]) -> list[Quotation]:
    r"""Find the outermost quotations of `text`, each within one of its `paragraphs`.

    A mark opens or closes by its shape and by what stands around it; a quotation left open ends with its paragraph, and
    is taken up by the next one if that begins with an opening mark (the news convention for long quotations).
    Apostrophes, elisions ('em, ’90s), feet and inches are not marks. Where marks are unbalanced, less is claimed rather
    than more. Linear in the length of the text.

    Parameters
    ----------
    text : str
        The text.
    paragraphs : sequence of (int, int)
        Places of its paragraphs, as `framing.texts.text.paragraph_spans` gives them.

    Returns
    -------
    list of Quotation
        In order, not overlapping.

    Examples
    --------
    >>> text = "‘The workers’ hall,’ she said, ‘isn’t safe’."
    >>> [text[found.start:found.end] for found in quotations(text, [(0, len(text))])]
    ['‘The workers’ hall,’', '‘isn’t safe’']
    """
    found: list[Quotation] = []
    left_open: tuple[str, ...] = ()  # the marks of which one takes the quotation up
    for (start, end), (following, _) in pairwise([*paragraphs, (len(text), len(text))]):
        goes_on = bool(left_open) and text.startswith(left_open, start)
        if left_open == _DOUBLE_OPENERS and (closing := _end_of_broken(text, (start, end))):
            found.append(Quotation(start, closing, True, True))
            start = closing
        closed, opener = _scan(text, (start, end), following)
        if opener is None:
            left_open = ()
        else:
            left_open = (
                _SINGLE_OPENERS
                if text[opener] in _SINGLE and not text.startswith(("''", "‘‘"), opener)
                else _DOUBLE_OPENERS
            )
            closed.append((opener, end))
        found += [
            Quotation(left, right, right != end or left != opener, goes_on and left == start) for left, right in closed
        ]
    return found


def first_reaching(found: Sequence[Quotation], place: int) -> int:
    """Give the index of the first quotation that ends after `place`.

    Examples
    --------
    >>> [first_reaching([Quotation(0, 10), Quotation(20, 30)], place) for place in (5, 10, 20, 40)]
    [0, 1, 1, 2]
    """
    index = bisect_left(found, (place,))  # a key function would be called at each step
    return index - 1 if index and found[index - 1].end > place else index


def quoted_length(found: Sequence[Quotation], place: Place) -> int:
    """Count the characters of `place` that lie in quotations.

    Examples
    --------
    >>> quoted_length([Quotation(0, 10), Quotation(20, 30)], (5, 22))
    7
    """
    index = first_reaching(found, place[0])
    quoted = 0
    while index < len(found) and found[index].start < place[1]:
        quoted += max(0, min(place[1], found[index].end) - max(place[0], found[index].start))
        index += 1
    return quoted


def _scan(text: str, paragraph: Place, following: int) -> tuple[list[Place], int | None]:
    """Give the closed outermost quotations of one paragraph, and where one opens that it leaves open."""
    if _SIGN.search(text, *paragraph) is None:
        return [], None
    singles: list[_Mark] = []
    doubles: list[_Mark] = []
    for match in _MARK.finditer(text, *paragraph):
        if match.lastindex:
            continue
        if match.group() in _SINGLES:
            singles.append(_single_mark(text, match, paragraph))
        else:
            doubles.append(_double_mark(text, match, paragraph))
    pairs, unclosed = _pair_doubles(doubles)
    pairs = _outermost(pairs)
    single_pairs, single_unclosed = _pair_singles(
        text, singles, pairs, goes_on=text.startswith(_SINGLE_OPENERS, following)
    )
    pairs = _outermost([*pairs, *single_pairs])
    opener = _left_open(text, paragraph, unclosed, pairs, goes_on=text.startswith(_DOUBLE_OPENERS, following))
    if opener is None and single_unclosed is not None:
        opener = single_unclosed
    return [pair for pair in pairs if opener is None or pair[0] < opener], opener


def _end_of_broken(text: str, paragraph: Place) -> int:
    """Give where a quotation closes that a line break cut within a sentence; 0 where it does not."""
    match = _MARK.search(text, *paragraph) if text[paragraph[0]].islower() else None
    while match is not None and match.group() in _SINGLES:
        match = _MARK.search(text, match.end(), paragraph[1])
    if match is None or match.lastindex:
        return 0
    mark = _double_mark(text, match, paragraph)
    return mark.end if mark.shape != "open" and mark.context == "close" else 0


def _left_open(
    text: str, paragraph: Place, unclosed: Sequence[int], pairs: Sequence[Place], *, goes_on: bool
) -> int | None:
    """Give the opening mark without a closing one that quotes the rest of its paragraph, or None.

    It is not inside another quotation; and where quotations follow, they are words within it or have other marks, and
    the next paragraph takes it up. Else its closing mark was lost, and nobody knows where.
    """
    words_end = paragraph[0] + len(text[slice(*paragraph)].rstrip("\"'`“„‟«‹‘ "))
    after = len(pairs)
    ended: set[str] = set()  # the marks of following quotations that end like a sentence
    for opener in reversed(unclosed):
        while after and pairs[after - 1][0] > opener:
            after -= 1
            left, right = pairs[after]
            if text[right - 2] in _ENDS_SENTENCE:
                ended.add(text[left])
        if after and pairs[after - 1][1] > opener:
            continue
        if (opener < words_end) if after == len(pairs) else (goes_on and text[opener] not in ended):
            return opener
    return None


def _outermost(pairs: Sequence[Place]) -> list[Place]:
    kept: list[Place] = []
    for pair in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not kept or pair[0] >= kept[-1][1]:
            kept.append(pair)
    return kept


def _around(text: str, match: re.Match[str], paragraph: Place) -> tuple[str, str]:
    """Give the characters before and after a mark; a space where the paragraph ends."""
    before = text[match.start() - 1] if match.start() > paragraph[0] else " "
    after = text[match.end()] if match.end() < paragraph[1] else " "
    return before, after


def _double_mark(text: str, match: re.Match[str], paragraph: Place) -> _Mark:
    before, after = _around(text, match, paragraph)
    shape, context = _SHAPES.get(match.group(), ""), ""
    if match.group() == '"' and before.isdigit():
        if _FEET.search(text, max(paragraph[0], match.start() - 6), match.start()):
            context = "never"
        elif after == "-" or (after.isspace() and text[match.end() + 1 : match.end() + 2].islower()):
            context = "weak"
        else:
            context = "close"
    elif (
        before.isspace()
        or before in "([{"
        or (before in _QUOTES and after.isalnum() and _is_led_in(text, match, paragraph))
    ):
        context = "" if after.isspace() else "open"
    elif match.group() == '"' and before in ".:,?!" and after.isupper():
        context = "glued"
    elif before.isalnum() or before in _ENDS_SENTENCE or after.isspace() or after in _FOLLOWS:
        context = "close"
    return _Mark(match.start(), match.end(), shape, context)


def _is_led_in(text: str, match: re.Match[str], paragraph: Place) -> bool:
    """Tell whether only marks stand between the mark and the space before it (““No,” is what he said.”)."""
    before = text[max(paragraph[0], match.start() - 4) : match.start()].rstrip(_QUOTES)
    return before[-1:].isspace() or before[-1:] in ("", "(", "[", "{")


def _pair_doubles(marks: Sequence[_Mark]) -> tuple[list[Place], list[int]]:
    """Pair the double marks, nested ones too; give the pairs and the opening marks left without one."""
    is_strong_ahead = [False] * (len(marks) + 1)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        is_weak = mark.context in ("weak", "never")
        is_strong_ahead[index] = is_strong_ahead[index + 1] if is_weak else mark.context in ("close", "glued")
    pairs: list[Place] = []
    stack: list[_Mark] = []
    for index, mark in enumerate(marks):
        if mark.context == "never" or (mark.context == "weak" and (not stack or is_strong_ahead[index + 1])):
            continue
        if _is_closing(mark, is_open=bool(stack)):
            if stack:
                pairs.append((stack.pop().start, mark.end))
        elif mark.context != "glued" or is_strong_ahead[index + 1]:
            stack.append(mark)
    in_turn = _in_turn(marks) if stack else []
    return (in_turn, []) if in_turn else (pairs, [mark.start for mark in stack])


def _is_closing(mark: _Mark, *, is_open: bool) -> bool:
    closes_here = mark.context in ("close", "weak") or (mark.context == "glued" and is_open)
    if mark.shape == "open":
        return is_open and closes_here
    if mark.shape == "close":
        return is_open or mark.context != "open"
    return closes_here or (is_open and not mark.context)


def _in_turn(marks: Sequence[_Mark]) -> list[Place]:
    """Pair straight marks as they come, for a misplaced space ("Yes, "he said, "but no.")."""
    used = [mark for mark in marks if mark.context != "never"]
    if len(used) % 2 or any(mark.shape for mark in used) or any(mark.context == "close" for mark in used[::2]):
        return []
    return [(left.start, right.end) for left, right in zip(used[::2], used[1::2], strict=True)]


def _single_mark(text: str, match: re.Match[str], paragraph: Place) -> _Mark:
    before, after = _around(text, match, paragraph)
    start, end = match.start(), match.end()
    if match.group() != "’" and not after.isspace() and (before.isspace() or before in "([{—–-/"):
        context = "never" if _is_elision(text, match, paragraph) else "open"
    elif after.isalnum() or before.isspace() or text[max(paragraph[0], start - 2) : start] in ("'n", "’n", "‘n"):
        context = "never"
    elif _is_apostrophe(text, start, end):
        context = "weak"
    else:
        context = "close"
    return _Mark(start, end, _SHAPES.get(match.group(), ""), context)


def _is_elision(text: str, match: re.Match[str], paragraph: Place) -> bool:
    """Tell whether the mark stands for letters or figures left out: ’em, the ’90s, the class of ’68."""
    if _ELISION.match(text, match.end(), paragraph[1]):
        return True
    is_after_word = text[max(paragraph[0], match.start() - 2) : match.start() - 1].isalnum()
    return is_after_word and _YEAR.match(text, match.end(), paragraph[1]) is not None


def _is_apostrophe(text: str, start: int, end: int) -> bool:
    """Tell whether a mark after a word may be none: workers’ rights, the Workers’ Party, goin’ home, 6' tall."""
    following = text[end + 1 : end + 2]
    word = re.search(r"\w+$", text[max(0, start - 30) : start])
    if word is None or not text[end : end + 1].isspace() or not following.isalnum():
        return False
    form = word.group()
    if form[0].isupper() and form[-1] in "sS" and following.isupper():
        return True
    return not following.isupper() and (form[-1] in "sS" or form[-1].isdigit() or form == "o" or form.endswith("in"))


def _pair_singles(
    text: str, marks: Sequence[_Mark], doubles: Sequence[Place], *, goes_on: bool
) -> tuple[list[Place], int | None]:
    """Pair the single marks outside the double quotations.

    From the right, each opening mark takes the nearest closing one before the next opening; what may be an apostrophe
    serves only where there is no better. An opening mark without one is an apostrophe, unless the next paragraph goes
    on with another.
    """
    pairs: list[Place] = []
    unclosed: int | None = None
    best = fallback = -1
    is_last = True
    for mark in reversed(_outside(marks, doubles)):
        if mark.context == "close":
            best = mark.end
        elif mark.context == "weak":
            fallback = mark.end
        elif mark.context == "open":
            if best < 0 and goes_on and is_last:
                unclosed = mark.start
            elif best >= 0 or fallback >= 0:
                pairs.append((mark.start, best if best >= 0 else fallback))
            best, fallback, is_last = -1, -1, False
    return pairs, unclosed


def _outside(marks: Sequence[_Mark], places: Sequence[Place]) -> list[_Mark]:
    """Give the marks that lie in none of the sorted `places`."""
    kept, index = [], 0
    for mark in marks:
        while index < len(places) and places[index][1] <= mark.start:
            index += 1
        if index == len(places) or mark.start < places[index][0]:
            kept.append(mark)
    return kept
