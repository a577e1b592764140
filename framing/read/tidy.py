"""Remove artefacts of data collection on request: words split at line ends, repeated text, HTML entities."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

import pandas as pd

from framing.model import named
from framing.read.remarks import Remarks

# Each with the text of the note on the articles that it changed.
TIDYINGS = {
    "entities": "had characters written as HTML entities, now the characters",
    "hyphenation": "had words split at a line end or by a soft hyphen, now joined",
    "abstract": "had an archive's abstract before the full text, now removed",
    "doubled_headline": "had their headline twice, now once",
    "repeated_text": "had paragraphs twice, now once",
}

_OPENING = 5  # paragraphs in which an export repeats the headline
_LONG = 12  # words; shorter paragraphs are dialogue, refrains and headings, which authors do repeat
_SOFT_HYPHEN = re.compile("\u00ad[ \t]*\n?")
_CUT = re.compile(r"(?<![\w\-])([^\W\d_]{2,})[-‐]\n[ \t]*([^\W\d_]+)", re.UNICODE)
_JOINED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ABSTRACT = re.compile(r"^[ \t]*(?:ABSTRACT|Abstract)[.:]\s", re.MULTILINE)
_FULL_TEXT = re.compile(r"^[ \t]*(?:FULL TEXT|Full text|Full Text)[.:]\s+", re.MULTILINE)
_LONGEST_ABSTRACT = 3000  # characters
_LINE = re.compile(r"\S[^\n]*")


def check_tidy(tidy: str | Collection[str]) -> tuple[str, ...]:
    """Check ``tidy=`` on input, and return its steps in order."""
    asked = (tidy,) if isinstance(tidy, str) else tuple(tidy)
    if strange := [name for name in asked if name not in TIDYINGS]:
        raise ValueError(f"tidy={strange[0]!r} is unknown; choose from {named(TIDYINGS)}")
    return tuple(name for name in TIDYINGS if name in asked)


def tidied(articles: pd.DataFrame, asked: Sequence[str], remarks: Remarks) -> pd.Series:
    """Return the tidied texts, and list the changed articles in `remarks`."""
    texts = articles["text"]
    headlines = articles["headline"].tolist()
    for name in asked:
        if name == "hyphenation":
            after = [*joined_words(texts.tolist())]
        elif name == "doubled_headline":
            after = [once_headed(text, headline) for text, headline in zip(texts, headlines, strict=True)]
        else:
            after = [_OF_ONE[name](text) for text in texts]
        changed = pd.Series(after, index=texts.index, dtype=texts.dtype)
        remarks.add("article", f"{TIDYINGS[name]} (tidy={name!r})", articles["doc_id"][changed != texts].tolist())
        texts = changed
    return texts


def joined_words(texts: Sequence[str]) -> Iterator[str]:
    r"""Join the words that are split at line ends.

    The hyphen stays where the texts write the word with one more often than without.

    Examples
    --------
    >>> list(joined_words(["The govern-\nment fell. It was well-\nknown.", "A well-known govern\u00adment."]))
    ['The government fell. It was well-known.', 'A well-known government.']
    """
    whole = [_SOFT_HYPHEN.sub("", text) for text in texts]
    written: Counter[str] = Counter()
    if any(_CUT.search(text) for text in whole):
        for text in whole:
            written.update(word.lower() for word in _JOINED.findall(_CUT.sub(" ", text)))

    def join(match: re.Match[str]) -> str:
        start, end = match.groups()
        keeps = not end[0].islower() or written[f"{start}-{end}".lower()] > written[f"{start}{end}".lower()]
        return f"{start}-{end}" if keeps else f"{start}{end}"

    for text in whole:
        yield _CUT.sub(join, text)


def without_abstract(text: str) -> str:
    r"""Remove the text between an archive's ``ABSTRACT.`` and ``FULL TEXT.``, and both marks.

    Examples
    --------
    >>> without_abstract("Mill to Close\n\nABSTRACT.\n\nA mill closes.\n\nFULL TEXT.\n\nThe mill will close.")
    'Mill to Close\n\nThe mill will close.'
    """
    end = _FULL_TEXT.search(text)
    if end is None:
        return text
    start = _ABSTRACT.search(text, 0, end.start())
    if start is None or end.start() - start.start() > _LONGEST_ABSTRACT:
        return text
    return text[: start.start()] + text[end.end() :]


def once_headed(text: str, headline: str) -> str:
    r"""Remove a headline that is repeated in the first paragraphs.

    Without a known headline it is the first paragraph.

    Examples
    --------
    >>> once_headed("Mill to close\n\nMILL TO CLOSE\n\nThe mill will close.", "")
    'Mill to close\n\nThe mill will close.'
    """
    lines = list(_LINE.finditer(text))[:_OPENING]
    if not lines:
        return text
    head = _folded(headline) or _folded(lines[0].group())
    same = [line.span() for line in lines if head and _folded(line.group()) == head]
    return _without(text, same[1:])


def once_each(text: str) -> str:
    r"""Remove each long paragraph that repeats an earlier one word for word.

    Examples
    --------
    >>> line = "The mill on the north bank will close in May after ninety years of work."
    >>> once_each(f"{line}\nWhat now?\n{line}\n")
    'The mill on the north bank will close in May after ninety years of work.\nWhat now?\n'
    """
    seen: set[str] = set()
    again = []
    for line in _LINE.finditer(text):
        folded = _folded(line.group())
        if folded.count(" ") + 1 < _LONG:
            continue
        if folded in seen:
            again.append(line.span())
        seen.add(folded)
    return _without(text, again)


def _folded(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Remove lines, each with the blank lines after it; no blank lines are left at the end of the text."""
    kept, at = [], 0
    for start, end in places:
        kept.append(text[at:start])
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
    return "".join([*kept, text[at:]])


_OF_ONE: dict[str, Callable[[str], str]] = {
    "entities": html.unescape, "abstract": without_abstract, "repeated_text": once_each,
}  # fmt: skip
