"""The article within the text of a whole web page, menus and all: which of its lines are the article's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from framing.vocabulary.word_lists import word_list

_FURNITURE = word_list("pages", "furniture")
OUTSIDE = "layout: outside the article of a page"  # the `entry` of what is not the article's
LEAST_LINES = 30
_LEAST_FURNITURE, _LEAST_SHORT = 5, 0.45
_SENTENCE = re.compile(r"[.!?:…][\"'”’)\]]*$")
_DATE = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
    r"(?: \d{1,2}[:.]?\d{0,2} ?[AaPp]\.?[Mm].{0,6})?"
)
# the heading of what readers wrote, or who did and when
_COMMENTS = re.compile(
    r"(?:(?:view|show|load|all|read|see) )?(?:the )?(?:\(?\d[\d,]*\)? )?comments?(?: ?\(?\d+\)?)?|"
    r"leave a (?:reply|comment)|"
    r"join the (?:conversation|discussion)|\d+ (?:responses|thoughts) .{1,120}",
    re.IGNORECASE,
)
_COMMENTED = re.compile(r".{2,40} (?:on )?[A-Z][a-z]+ \d{1,2}, \d{4},? (?:at )?\d.{2,12}? ?(?:said|says|wrote)?:?")
_LEAST_COMMENTS = 3
_COMMENTS_WEIGH = 30
_TOLD = 8
_LEAST_SHARE = 0.3  # of the running text of a page
_LONGEST_HEAD = 12  # lines between the headline and the running text
_WORDS = re.compile(r"[^\W\d_]{4,}")


def article_lines(lines: Sequence[str], is_standing: Sequence[bool]) -> list[bool] | None:
    """Tell of each line whether it is the article's; None where `lines` are no whole page but an article alone.

    The article is the stretch with the most running text and the fewest short lines, after the idea of the largest
    sum of a stretch (Pasternack & Roth 2009, "Extracting article text from the web with maximum subsequence
    segmentation"), and the line before it that shares most of its words, which is its headline. Comments below an
    article that are as long as its paragraphs are taken for the article's.

    Parameters
    ----------
    lines : sequence of str
        The non-empty lines of the text.
    is_standing : sequence of bool
        Of each line, whether its own wording or layout makes it boilerplate.

    Returns
    -------
    list of bool, or None

    Examples
    --------
    >>> article_lines(["Ferry Burns", "A ferry burned in the harbour."], [False, False]) is None
    True
    """
    short = sum(len(line) < 40 and not _SENTENCE.search(line) for line in lines)
    if len(lines) < LEAST_LINES or short < _LEAST_SHORT * len(lines):
        return None
    if len(_FURNITURE.intersection(line.casefold() for line in lines)) < _LEAST_FURNITURE:
        return None
    times, end = Counter(lines), _comments_begin(lines)
    outside = [
        standing or (times[line] > 1 and not _is_told(line)) or in_card or i >= end
        for i, (line, standing, in_card) in enumerate(zip(lines, is_standing, _cards(lines), strict=True))
    ]
    first, last = _stretch(
        [
            -_COMMENTS_WEIGH if _COMMENTS.fullmatch(line) else _weight(line, standing)
            for line, standing in zip(lines, outside, strict=True)
        ]
    )
    kept = [first <= i < last and not standing and _belongs(lines, i, last) for i, standing in enumerate(outside)]
    told = [line.count(" ") if i < end and _is_told(line) else 0 for i, line in enumerate(lines)]
    if sum(words for words, keep in zip(told, kept, strict=True) if keep) < _LEAST_SHARE * sum(told):
        return None  # which of several texts is the article, the lines do not tell
    headline = _headline(lines, kept, is_standing, first)
    places = [i for i in range(first) if lines[i] == headline]
    for i in range(places[-1] + 1 if places else first, first):  # what stands under the headline, and no list of links
        kept[i] = not outside[i] and first - places[-1] <= _LONGEST_HEAD and lines[i].count(" ") >= _TOLD
    return [keep or line == headline for keep, line in zip(kept, lines, strict=True)]


def _comments_begin(lines: Sequence[str]) -> int:
    """Give the first of three lines or more that tell who wrote a comment and when; the number of lines without."""
    places = [i for i, line in enumerate(lines) if len(line) < 100 and _COMMENTED.fullmatch(line)]
    return places[0] if len(places) >= _LEAST_COMMENTS else len(lines)


def _is_told(line: str) -> bool:
    """Tell whether a line is a sentence of running text: an article and its pictures may have it twice."""
    return line.count(" ") >= _TOLD and bool(_SENTENCE.search(line))


def _cards(lines: Sequence[str]) -> list[bool]:
    """Tell which lines make a card that leads to another story: its title, a sentence of it, its date."""
    told = [False] * len(lines)
    for i in range(2, len(lines)):
        if _DATE.fullmatch(lines[i]) and not _SENTENCE.search(lines[i - 2]):
            told[i - 2 : i + 1] = [True] * 3
    return told


def _weight(line: str, standing: bool) -> float:
    words = line.count(" ") + 1
    if standing:
        return -6
    if not _SENTENCE.search(line):
        return -4 if words < 12 else 0
    return min(words, 60) / 2 - 3


def _stretch(weights: Sequence[float]) -> tuple[int, int]:
    """Give the stretch with the largest sum."""
    best, best_places = 0.0, (0, 0)
    total, start = 0.0, 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, best_places = total, (start, i + 1)
    return best_places


def _belongs(lines: Sequence[str], i: int, last: int) -> bool:
    """Tell whether a line inside the stretch is the article's: running text, or a crosshead above running text."""
    line = lines[i]
    words = line.count(" ") + 1
    if _SENTENCE.search(line):
        return words > 1
    if words >= 12:
        return True
    is_above_text = any(lines[j].count(" ") >= 12 for j in range(i + 1, min(i + 3, last)))
    return words >= 2 and is_above_text and any(map(str.isalpha, line))


def _headline(lines: Sequence[str], kept: Sequence[bool], is_standing: Sequence[bool], first: int) -> str:
    """Give the line above the article that shares most of its words with it; of two alike the nearer."""
    said = Counter(
        word for line, keep in zip(lines, kept, strict=True) if keep for word in set(_WORDS.findall(line.casefold()))
    )
    best, best_score = "", 1.0
    for i in range(max(0, first - 60), first):
        words = set(_WORDS.findall(lines[i].casefold()))
        if is_standing[i] or lines[i].endswith(".") or not 3 <= lines[i].count(" ") <= 30:
            continue
        shared = sum(word in said for word in words)
        score = shared * shared / max(1, len(words))
        if score >= best_score:
            best, best_score = lines[i], score
    return best
