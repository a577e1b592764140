"""Standing text shown by repetition: paragraphs that come back in several stories of one outlet."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from framing.boilerplate.layout import Evidence, Line, are_names, is_biography
from framing.texts.text import paragraph_spans

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


class Repetition:
    r"""What comes back within each outlet of a corpus.

    Its state is two numbers a paragraph, so that memory follows the number of paragraphs. Paragraphs are alike where
    they differ in numbers only, short ones also where they differ in names, addresses and handles. Articles that have
    next to no text of their own count as one story: an agency report printed twice is not standing text.

    Parameters
    ----------
    articles : iterable of tuple of str
        Outlet and text of each article.

    Examples
    --------
    >>> articles = [("Gazette", f"It rained in {town}.\n\nRead by 100 people.") for town in ("Ayr", "Bath", "Cork")]
    >>> Repetition(articles).of(0)
    [None, Repeated(stories=3, of=3, is_exact=True)]
    """

    def __init__(self, articles: Iterable[tuple[str, str]]) -> None:
        self._outlets: list[str] = []
        self._keys: list[tuple[array[int], array[int]]] = []
        sizes: dict[str, list[dict[int, int]]] = defaultdict(list)
        near: dict[str, Counter[int]] = defaultdict(Counter)
        for outlet, text in articles:
            exact_keys, near_keys, size = array("q"), array("q"), {}
            for start, end in paragraph_spans(text):
                paragraph = text[start:end]
                exact_keys.append(key := _key(paragraph))
                near_keys.append(_near_key(paragraph))
                size[key] = end - start
            self._outlets.append(outlet)
            self._keys.append((exact_keys, near_keys))
            sizes[outlet].append(size)
            near[outlet].update(set(near_keys))
        self._exact = {outlet: _stories(found) for outlet, found in sizes.items()}
        self._near = {
            outlet: {key: times for key, times in counted.items() if times >= LEAST_STORIES and key}
            for outlet, counted in near.items()
        }
        self._articles = {outlet: len(found) for outlet, found in sizes.items()}

    def of(self, number: int) -> list[Repeated | None]:
        """Tell of each paragraph of an article, by its number, in how many stories it comes back, if in three."""
        outlet = self._outlets[number]
        exact, near, articles = self._exact[outlet], self._near[outlet], self._articles[outlet]
        found: list[Repeated | None] = []
        for key, near_key in zip(*self._keys[number], strict=True):
            if key in exact:
                found.append(Repeated(exact[key], articles, is_exact=True))
            elif near_key in near:
                found.append(Repeated(near[near_key], articles, is_exact=False))
            else:
                found.append(None)
        return found


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


def _stories(articles: Sequence[dict[int, int]]) -> dict[int, int]:
    """Count in how many stories each paragraph stands, where that is three or more."""
    times = Counter(key for sizes in articles for key in sizes)
    common = {key for key, count in times.items() if count > 1}
    story_of: dict[int, int] = {}  # of a long shared paragraph, the first article that looks like the same story
    stories: dict[int, set[int]] = defaultdict(set)
    for number, sizes in enumerate(articles):
        shared = [key for key in sizes if key in common]
        story = number
        own = sum(size for key, size in sizes.items() if key not in common)
        if own < min(_OWN_CHARACTERS, _OWN_SHARE * sum(sizes.values())):
            # the smallest of the shared keys are the same in articles that share most of them (Broder 1997)
            sketch = sorted([key for key in shared if sizes[key] >= _LONG] or shared)[:_SKETCH]
            story = next((story_of[key] for key in sketch if key in story_of), number)
            for key in sketch:
                story_of.setdefault(key, story)
        for key in shared:
            stories[key].add(story)
    return {key: len(found) for key, found in stories.items() if len(found) >= LEAST_STORIES}


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
