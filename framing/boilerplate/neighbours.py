"""What the lines beside a line tell of it: lists of links, addresses, names above a post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from framing.boilerplate.layout import BY_NAME, Evidence, Line, are_names, is_title

_TOLD = re.compile(r"\b(?:said|says|told|according|was|were|had|would|will|has|have|he|she|they|it)\b")
_SENTENCE_ENDS = frozenset(".!?…”\"’'")


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
    _join_contacts(lines, labels)
    _join_bylines(lines, labels)


def _join_links(lines: Sequence[Line], labels: list[Evidence | None]) -> None:
    """Label titles of other stories: under "More on this story", two or more in a row, and below the last sentence."""
    is_list = False
    titles: list[int] = []
    for i, line in enumerate(lines):
        label = labels[i]
        if label is not None:
            is_list = label[0] == "read_more" and len(line.text) < 40
        elif is_list and 2 <= line.words <= 20 and line.text[-1] not in '.!”"’:':
            labels[i] = ("read_more", "neighbours: under a list of links")
        else:
            is_list = False
        if labels[i] is None and is_title(line):
            titles.append(i)
    for run in runs(titles):
        for i in _links_of(lines, run, others=len(titles) - len(run)):
            labels[i] = ("read_more", "neighbours: titles in a row" if len(run) > 1 else "neighbours: a title last")


def _links_of(lines: Sequence[Line], run: Sequence[int], *, others: int) -> Sequence[int]:
    """Give those of titles in a row that are links: the run stands in running text or below it, not in a list.

    Of three or four in running text the last may be the crosshead of what follows.
    """
    if run[0] < 2 or len(run) > 4 or lines[run[0] - 1].text[-1] not in _SENTENCE_ENDS:
        return ()
    if run[-1] + 1 == len(lines):
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
