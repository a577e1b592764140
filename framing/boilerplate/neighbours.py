"""What the lines beside a line tell of it: lists of links, addresses, names above a post."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from framing.boilerplate.layout import (
    BY_NAME,
    Evidence,
    Line,
    are_names,
    is_labelled_title,
    is_person,
    is_title,
    whose_biography,
)

TITLE_AGAIN = ("standing", "neighbours: a title again")
_TOLD = re.compile(r"\b(?:said|says|told|according|was|were|had|would|will|has|have|he|she|they|it)\b")
_SENTENCE_ENDS = frozenset(".!?…”\"’'")
_LAST_LINES = 6  # at the end of an article, in which it says who wrote it
_FURNITURE = frozenset("read_more newsletter contact share comments commerce privacy paywall donation standing".split())
_LONGEST_GAP = 3
_SPEAKS = 3
_LONGEST_TAIL = 8
_LATEST_NAME = 12  # paragraphs among which a picture of the author or of whom the article is about stands
_POSTED = re.compile(r"\(@\w+\)|https?://t\.co|pic\.twitter")


def join_lines(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label, in `labels`, the lines that their neighbours show to be the page's.

    Examples
    --------
    >>> lines = [Line(text, 4, i, 3) for i, text in enumerate(["Read more:", "The mill that stayed", "It closed."])]
    >>> labels = [("read_more", "read more"), None, None]
    >>> join_lines(lines, labels)
    >>> labels[1:]
    [('read_more', 'neighbours: under a list of links'), None]
    """
    _join_links(lines, labels)
    _join_labelled_titles(lines, labels)
    _join_contacts(lines, labels)
    _join_bylines(lines, labels)
    _join_repeated(lines, labels)
    _join_name(lines, labels)
    _join_biographies(lines, labels)
    _join_gaps(lines, labels)
    _join_tail(lines, labels)


def _join_links(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label titles of other stories: under "More on this story", two or more in a row, and below the last sentence."""
    is_list = False
    titles: list[int] = []
    for i, line in enumerate(lines):
        label = labels[i]
        if label is not None:
            goes_on = is_list and label[0] == "ad_marker"
            is_list = goes_on or (label[0] == "read_more" and len(line.text) < 40)
        elif is_list and 2 <= line.words <= 20 and line.text[-1] not in '.!”"’:' and not _POSTED.search(line.text):
            labels[i] = ("read_more", "neighbours: under a list of links")
        else:
            is_list = False
        if labels[i] is None and is_title(line):
            titles.append(i)
    last = _end_of_article(labels)
    for run in runs(titles):
        for i in _links_of(lines, run, others=len(titles) - len(run), is_last=run[-1] + 1 == last):
            labels[i] = ("read_more", "neighbours: titles in a row" if len(run) > 1 else "neighbours: a title last")


def _end_of_article(labels: Sequence[Evidence | None]) -> int:
    """Give the number of paragraphs up to the last that has no label."""
    return next((i + 1 for i in range(len(labels) - 1, -1, -1) if labels[i] is None), 0)


def _links_of(lines: Sequence[Line], run: Sequence[int], *, others: int, is_last: bool) -> Sequence[int]:
    """Give those of titles in a row that are links: the run stands in running text or below it, not in a list.

    Of three or four in running text the last may be the crosshead of what follows.
    """
    if run[0] < 2 or len(run) > 4 or lines[run[0] - 1].text[-1] not in _SENTENCE_ENDS:
        return ()
    if is_last:
        is_sentence = any(_TOLD.search(lines[i].text) for i in run)  # that lost its full stop
        return run if others <= 2 and not is_sentence else ()
    is_list = lines[run[-1] + 1].text[-1] not in _SENTENCE_ENDS and len(run) == 2
    if is_list or len(run) == 1 or lines[run[0]].text.endswith("?"):
        return ()
    return run if len(run) == 2 else run[:-1]


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """Group numbers that follow one another.

    Examples
    --------
    >>> runs([1, 2, 5])
    [[1, 2], [5]]
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _join_contacts(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label the short lines between two lines of one address or list of ways to write."""
    places = [i for i, label in enumerate(labels) if label is not None and label[0] == "contact"]
    for left, right in pairwise(places):
        between = range(left + 1, right)
        if len(between) <= 2 and all(labels[i] is None and lines[i].words <= 10 for i in between):
            for i in between:
                labels[i] = ("contact", "neighbours: inside an address")


def _join_bylines(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label a name that stands at the top above a line which names a post, an agency or an outlet."""
    below = labels[1] if len(labels) > 2 else None
    is_above = below is not None and below[0] in ("byline", "agency_line") and below[1] != BY_NAME
    if is_above and labels[0] is None and are_names(lines[0].text):
        labels[0] = ("byline", "neighbours: a name above its post")


def _join_labelled_titles(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label titles of stories behind a label and a colon, one or two of them in running text or more at the end."""
    said = Counter(line.text.partition(":")[0] for line in lines if ":" in line.text[:60])  # a speaker comes again
    titles = [
        i
        for i, line in enumerate(lines)
        if i > 1 and labels[i] is None and is_labelled_title(line) and said[line.text.partition(":")[0]] < _SPEAKS
    ]
    for run in runs(titles):
        above, below = run[0] - 1, run[-1] + 1
        is_below_text = labels[above] is not None or lines[above].text[-1] in _SENTENCE_ENDS
        is_last = below >= _end_of_article(labels)
        is_above_text = is_last or labels[below] is not None or lines[below].text[-1] in _SENTENCE_ENDS
        if is_below_text and is_above_text and len(run) <= (4 if is_last else 2):
            for i in run:
                labels[i] = ("read_more", "neighbours: a label and a title")


def _join_repeated(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label a headline where it stands a second time, and titles that an article has three times or more."""
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line.words >= 4 and line.text[-1] not in '.”":' and line.text[0] not in "—–-•":
            places.setdefault(line.text, []).append(i)
    for found in places.values():
        again = found if len(found) > 2 else found[1:] if found[0] < 2 else ()
        for i in again:
            labels[i] = labels[i] or TITLE_AGAIN


def _join_name(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label the one name that stands alone between two paragraphs near the top: who is in the picture."""
    names = [
        i for i, line in enumerate(lines) if i > 1 and labels[i] is None and line.words <= 5 and is_person(line.text)
    ]
    if len(names) != 1 or not names[0] < min(_LATEST_NAME, len(lines) - 2):
        return
    above, below = lines[names[0] - 1], lines[names[0] + 1]
    if min(above.words, below.words) >= 15 and {above.text[-1], below.text[-1]} <= _SENTENCE_ENDS:
        labels[names[0]] = ("caption", "neighbours: a name alone")


def _join_biographies(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label, from the end upwards, who somebody is that the rest of the article does not name: the author."""
    for i in range(len(lines) - 1, max(2, len(lines) - 1 - _LAST_LINES), -1):
        if labels[i] is not None:
            continue
        name = whose_biography(lines[i].text)
        if name is None:
            return
        if name and any(name in lines[j].text for j in range(i) if labels[j] is None):
            return
        labels[i] = ("author_bio", "neighbours: named here only")


def _join_gaps(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label short lines without a full stop that stand between two lines of the page."""
    places = [i for i, label in enumerate(labels) if label is not None]
    for left, right in pairwise(places):
        gap = range(left + 1, right)
        told = labels[left], labels[right]
        if not 0 < len(gap) <= _LONGEST_GAP or any(label is None or label[0] not in _FURNITURE for label in told):
            continue
        if all(lines[i].words <= 20 and lines[i].text[-1] not in '.!?…”"' for i in gap):
            for i in gap:
                labels[i] = (told[0][0], "neighbours: between lines of the page")  # type: ignore[index]


def _join_tail(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label titles in a row between the last sentence of an article and the page's lines below it."""
    last = _end_of_article(labels)
    if not 3 < last < len(lines) or labels[last][0] not in _FURNITURE:  # type: ignore[index]
        return
    first = last
    while first > 0 and _is_row(lines[first - 1]) and last - first < _LONGEST_TAIL:
        first -= 1
    if last - first > 1 and lines[first - 1].text[-1] in _SENTENCE_ENDS:
        for i in range(first, last):
            labels[i] = labels[i] or ("read_more", "neighbours: titles below the article")


def _is_row(line: Line) -> bool:
    return 3 <= line.words <= 25 and line.text[0].isalnum() and line.text[-1] not in '.!?…”"'
