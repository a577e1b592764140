"""Standing text shown by repetition: paragraphs that come back in several stories of one outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from framing.boilerplate.layout import Evidence, Line, are_names, is_biography
from framing.texts.text import paragraph_spans

Numbers: TypeAlias = npt.NDArray[np.int64]

LEAST_STORIES = 3
# An article is a story of its own where so much of its text stands in no other of the outlet.
_OWN_CHARACTERS, _OWN_SHARE = 300, 0.1
_LONG = 100  # characters; such paragraphs tell which articles are one story
_SKETCH = 3
_LONGEST_NEAR = 160  # characters; longer paragraphs count where they are alike but for their numbers,
_LONGEST_MASKED = 400  # and those longer than this where they are alike
_DIGITS = re.compile(r"\d+")
_NAMES = re.compile(
    r"(?<=[^.!?:] )[@A-Z][\w.’'&\-]*(?:,? (?:(?:and|of|the|for) )?[@A-Z][\w.’'&\-]*)*|\S+@\S+|https?://\S+"
)
_STRONG = (
    r"newsletters?|sign up|click|follow|subscribe|subscription|newsroom|podcast|website|homepage|edition|editor|"
    r"editorial|articles?|columnists?|coverage|photos|video"
)
_PAGE = re.compile(
    rf"\b(?:{_STRONG}|stor(?:y|ies)|column|read|watch|we|our|us|you|your|opinions?|views|series)\b|©|@|www\.|https?:",
    re.IGNORECASE,
)
_STRONG_PAGE = re.compile(rf"\b(?:{_STRONG})\b|©|@|www\.|https?:|inbox|recaptcha", re.IGNORECASE)
_LINK = re.compile(r"[(\[].*[)\]]$|[A-Z]{4}[A-Z ]*+:")
_TOLD = re.compile(
    r"\b(?:said|says|told|according to|added|asked|he|she|they|declined|"
    r"not (?:\w+ )?(?:respond|reply|return)|(?:for|to) comment on|for comment)\b"
)
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_LOWER = re.compile(r"\b[a-z]{2,}\b")


class Repeated(NamedTuple):
    """How often a paragraph comes back: in so many stories of the outlet, of so many that it has."""

    stories: int
    of: int
    is_exact: bool


class Keys(NamedTuple):
    """The paragraphs of an article in numbers: for alike ones the same, for nearly alike ones, and their characters."""

    exact: Numbers
    near: Numbers
    sizes: Numbers


def keys_of(text: str) -> Keys:
    r"""Give the numbers of the paragraphs of a text.

    Examples
    --------
    >>> one, other = keys_of("Read by 100 people.\n\nIt rained."), keys_of("Read by 7 people.")
    >>> bool(one.exact[0] == other.exact[0]), one.sizes.tolist()
    (True, [19, 10])
    """
    paragraphs = [text[start:end] for start, end in paragraph_spans(text)]
    columns = map(_key, paragraphs), map(_near_key, paragraphs), map(len, paragraphs)
    return Keys(*(np.fromiter(column, dtype=np.int64, count=len(paragraphs)) for column in columns))


class Repetition:
    r"""What comes back within one outlet.

    Its state is how many stories have a paragraph, for those that three or more have. Paragraphs are alike where they
    differ in numbers only, short ones also where they differ in names, addresses and handles. Articles that have next
    to no text of their own count as one story: an agency report printed twice is not standing text.

    Parameters
    ----------
    articles : sequence of Keys
        The articles of the outlet.

    Examples
    --------
    >>> articles = [keys_of(f"It rained in {town}.\n\nRead by 100 people.") for town in ("Ayr", "Bath", "Cork")]
    >>> Repetition(articles).of(articles[0])
    [None, Repeated(stories=3, of=3, is_exact=True)]
    """

    def __init__(self, articles: Sequence[Keys]) -> None:
        self._articles = len(articles)
        self._exact: dict[int, int] = {}
        self._near: dict[int, int] = {}
        if len(articles) >= LEAST_STORIES:
            article = np.repeat(np.arange(len(articles)), [len(keys.exact) for keys in articles])
            near = np.concatenate([keys.near for keys in articles])
            self._exact = _stories(
                article, np.concatenate([keys.exact for keys in articles]),
                np.concatenate([keys.sizes for keys in articles]),
            )  # fmt: skip
            self._near = _often(near[_first_of_pairs(article, near)])
            self._near.pop(0, None)

    @classmethod
    def of_counts(cls, articles: int, exact: Iterable[tuple[int, int]], near: Iterable[tuple[int, int]]) -> Repetition:
        """Make it from what `counts` gave."""
        made = cls([])
        made._articles, made._exact, made._near = articles, dict(exact), dict(near)
        return made

    def counts(self) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]]:
        """Give the number of articles, and the stories of alike and nearly alike paragraphs, to be kept in a file."""
        return self._articles, list(self._exact.items()), list(self._near.items())

    def of(self, article: Keys) -> list[Repeated | None]:
        """Tell of each paragraph of an article in how many stories it comes back, if in three."""
        found: list[Repeated | None] = []
        for key, near_key in zip(article.exact.tolist(), article.near.tolist(), strict=True):
            if key in self._exact:
                found.append(Repeated(self._exact[key], self._articles, is_exact=True))
            elif near_key in self._near:
                found.append(Repeated(self._near[near_key], self._articles, is_exact=False))
            else:
                found.append(None)
        return found


def repetitions(articles: Iterable[tuple[str, Keys]]) -> dict[str, Repetition]:
    """Tell what comes back within each outlet: from the outlet and the paragraphs of each article.

    Examples
    --------
    >>> sorted(repetitions([("Gazette", keys_of("It rained.")), ("Post", keys_of("It did not."))]))
    ['Gazette', 'Post']
    """
    by_outlet: dict[str, list[Keys]] = defaultdict(list)
    for outlet, keys in articles:
        by_outlet[outlet].append(keys)
    return {outlet: Repetition(found) for outlet, found in by_outlet.items()}


def _number(paragraph: str) -> int:
    """Give a number that is the same in every run, unlike Python's own hash: one corpus has one labelling."""
    return int.from_bytes(blake2b(paragraph.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def _key(paragraph: str) -> int:
    """Give one number for all paragraphs that differ in capitals, spaces and numbers only, or for a long one alone."""
    if len(paragraph) > _LONGEST_MASKED:
        return _number(paragraph)
    return _number(_DIGITS.sub("0", " ".join(paragraph.lower().split())))


def _near_key(paragraph: str) -> int:
    """Give one number for short paragraphs that differ in names only; 0 for those that are names and little else."""
    if len(paragraph) > _LONGEST_NEAR:
        return 0
    masked = _DIGITS.sub("0", _NAMES.sub("*", paragraph))
    return _number(masked) if "*" in masked and len(_LOWER.findall(masked)) >= 4 else 0


def _stories(article: Numbers, key: Numbers, size: Numbers) -> dict[int, int]:
    """Count in how many stories each paragraph stands, where that is three or more."""
    once = _first_of_pairs(article, key)
    article, key, size = article[once], key[once], size[once]
    _, place, times = np.unique(key, return_inverse=True, return_counts=True)
    is_shared = times[place] > 1
    total, own = np.bincount(article, weights=size), np.bincount(article, weights=size * ~is_shared)
    is_copy = own < np.minimum(_OWN_CHARACTERS, _OWN_SHARE * total)
    story = np.arange(len(total))
    story_of: dict[int, int] = {}  # of a long shared paragraph, the first article that looks like the same story
    shared = np.flatnonzero(is_shared & is_copy[article])
    for rows in np.split(shared, np.flatnonzero(np.diff(article[shared])) + 1):
        if len(rows):
            long = rows[size[rows] >= _LONG]
            # the smallest of the shared keys are the same in articles that share most of them (Broder 1997)
            sketch = np.sort(key[long if len(long) else rows])[:_SKETCH].tolist()
            number = int(article[rows[0]])
            story[number] = next((story_of[one] for one in sketch if one in story_of), number)
            for one in sketch:
                story_of.setdefault(one, int(story[number]))
    of_story, shared_key = story[article[is_shared]], key[is_shared]
    return _often(shared_key[_first_of_pairs(of_story, shared_key)])


def _first_of_pairs(one: Numbers, other: Numbers) -> Numbers:
    """Give the first row of each pair of values, in order."""
    order = np.lexsort((other, one))
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (one[order][1:] != one[order][:-1]) | (other[order][1:] != other[order][:-1])
    return np.sort(order[is_new])


def _often(values: Numbers) -> dict[int, int]:
    """Give the values that come up in three rows or more, with their number."""
    found, times = np.unique(values, return_counts=True)
    is_often = times >= LEAST_STORIES
    return dict(zip(found[is_often].tolist(), times[is_often].tolist(), strict=True))


def standing(line: Line, repeated: Repeated, outlet: str) -> Evidence | None:
    """Tell whether a paragraph that comes back is standing text, and of which kind.

    Background sentences, quotations and crossheads come back too, most of all in a corpus on one event. So it has to
    speak of the page, the outlet or the reader, or say at the end who the author is, and must not report what was said.

    Examples
    --------
    >>> line = Line("The Gazette is printed on recycled paper.", 7, 9, 10)
    >>> standing(line, Repeated(12, 40, is_exact=True), "The Gazette")
    ('standing', 'repeated: 12 articles')
    >>> line = Line("The mill has been shut since March.", 7, 5, 10)
    >>> standing(line, Repeated(4, 40, is_exact=True), "The Gazette") is None
    True
    """
    text = line.text
    quoted = sum(found.end() - found.start() for found in _QUOTED.finditer(text))
    if quoted > 0.3 * len(text) or not any(map(str.isalnum, text)):
        return None
    speaks_of_page = bool(_PAGE.search(text) or _LINK.match(text)) or _names(text, outlet)
    if _TOLD.search(text) or (not repeated.is_exact and not speaks_of_page):
        return None
    if line.words < 6:
        is_standing = _is_label(line, speaks_of_page=speaks_of_page)
    elif text[-1] in ".!?…":
        is_standing = speaks_of_page or is_biography(line)
    else:  # words of the page tell it from a crosshead
        is_standing = bool(_STRONG_PAGE.search(text) or _LINK.match(text))
    return (_category(line), f"repeated: {repeated.stories} articles") if is_standing else None


def _category(line: Line) -> str:
    if line.number < 2 and are_names(line.text):
        return "byline"
    return "author_bio" if is_biography(line) else "standing"


def _is_label(line: Line, *, speaks_of_page: bool) -> bool:
    """Tell a short line of the page from a crosshead: names at the top, or words of the page at the end."""
    words = line.text.split()
    if line.number < 2:
        return len(words) > 1 and all(word[0].isupper() or not word[0].isalpha() for word in words)
    return speaks_of_page and (line.number >= line.of - 2 or line.text[-1] in ")].»")


def _names(text: str, outlet: str) -> bool:
    name = outlet.partition(" (")[0].partition(" - ")[0].casefold()
    return len(name) > 3 and name in text.casefold()
