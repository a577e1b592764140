"""What a text is made of, each with its place: paragraphs, sentences, tokens, words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from framing.model import Document, Span
from framing.texts.plain_tokens import PlainTokens
from framing.texts.quotation import Quotation, quotations
from framing.texts.sentence import sentences
from framing.texts.transcript import Turn, turns
from framing.texts.word_starts import WordStarts, words_and_marks

Place = tuple[int, int]

APOSTROPHES = "’‘ʼ"
# One code point for one code point, so that a place in the view is the same place in the text.
_PLAIN = (
    *((mark, "'") for mark in APOSTROPHES), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2011", "-"),
)  # fmt: skip
# Patterns: a word as rates count it; a word, or a token of a clause, in plain text or in its view.
WORD = r"[^\W_]+(?:['’\-‐\u2011.,/][^\W_]+)*"
PLAIN_WORD = r"[^\W_]+(?:['\-][^\W_]+)*"
PLAIN_TOKEN = r"[^\W_]+(?:['\-./][^\W_]+)*'?|''|``|[^\w\s]|_"
_WORD = re.compile(WORD)
_PARAGRAPH = re.compile(r"\S(?:.*\S)?")


def plain(text: str) -> str:
    """Give `text` with plain apostrophes, spaces and hyphens, its capitals kept and every place unchanged.

    Examples
    --------
    >>> plain("It’s here")
    "It's here"
    """
    if not text.isascii():
        for written, simple in _PLAIN:  # much faster than str.translate
            text = text.replace(written, simple)
    return text


def view(text: str) -> str:
    """Give `text` lower-cased and with plain apostrophes and spaces, every place unchanged.

    For matching only: it has the length of the text, and is never shown to anyone.

    Examples
    --------
    >>> view("It’s İzmir")
    "it's izmir"
    """
    return text.lower() if text.isascii() else _lowered(plain(text))


def _lowered(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(character.lower()[0] for character in text)


def paragraph_spans(text: str) -> list[Place]:
    r"""Places of the paragraphs of `text`: its non-empty lines, without the spaces around them.

    Examples
    --------
    >>> paragraph_spans("One.\n\n  Two.\n")
    [(0, 4), (8, 12)]
    """
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def sentence_spans(text: str) -> list[Place]:
    r"""Places of the sentences of `text`; no sentence crosses a paragraph.

    NLTK's Punkt (Kiss & Strunk 2006) with the package's own abbreviation list. A headline or a button without a full
    stop is a sentence of its own, since a line break ends one. "No." is an abbreviation before a number only. A stretch
    of more than `LONGEST_SENTENCE` characters without an end, which is a list or a dump and no sentence, is cut at a
    space.

    Examples
    --------
    >>> sentence_spans("Gov. Ada Whitlock left. It rained.\n\nNo one saw.")
    [(0, 23), (24, 34), (36, 47)]
    """
    return [place for start, end in paragraph_spans(text) for place in sentences(text, start, end)]


def word_count(text: str) -> int:
    """Count the words of `text`: runs of letters or digits, with apostrophes, hyphens and points inside them.

    This is the denominator of every rate. It differs from the number of `tokenise`'s tokens, which count punctuation
    and split contractions.

    Examples
    --------
    >>> word_count("The well-known U.S. envoy didn’t pay $3,000.")
    7
    """
    return len(_WORD.findall(text))


def word_index(words: Sequence[Place], place: int) -> int:
    """Give the number of the word that a mark at `place` goes with: the one it is in, else the next, else the last.

    So that a cue that begins with a mark, or has no word, is counted where words are: a quotation mark goes with the
    word behind it. There has to be a word.

    Examples
    --------
    >>> [word_index([(1, 3), (5, 8)], place) for place in (0, 2, 4, 9)]
    [0, 0, 1, 1]
    """
    index = bisect_left(words, (place + 1,)) - 1
    return index if index >= 0 and place < words[index][1] else min(index + 1, len(words) - 1)


def words_at(text: str, places: Sequence[int]) -> list[Place]:
    """Give the words that marks at `places`, in order, go with (`word_index`), and no others: a text has far more.

    Examples
    --------
    >>> words_at("“No,” she said.", [0, 1, 6, 14])
    [(1, 3), (6, 9), (10, 14)]
    """
    found: list[Place] = []
    end = 0
    for place in places:
        if place < end:
            continue
        first = text.rfind(" ", end, place)  # no word holds a space
        for match in _WORD.finditer(text, max(end, first)):
            end = match.end()
            if end > place:
                found.append(match.span())
                break
        else:  # no word follows
            found += [match.span() for match in deque(_WORD.finditer(text), maxlen=1) if match.span() not in found[-1:]]
            break
    return found


def batches(texts: Sequence[str], size: int) -> Iterator[tuple[int, int]]:
    """Cut a list of texts into parts of about `size` characters, which bound the memory that they need at once.

    Examples
    --------
    >>> list(batches(["Rain", "Sun", "Fog", "Ice"], 6))
    [(0, 2), (2, 4)]
    """
    first = characters = 0
    for number, text in enumerate(texts, 1):
        characters += len(text)
        if characters >= size:
            yield first, number
            first, characters = number, 0
    if first < len(texts):
        yield first, len(texts)


class Reading:
    """A document with its parts made on first use, once: what a detector is handed.

    Its state is that cache: paragraphs, sentences and quotations of one article serve every detector.

    Examples
    --------
    >>> reading = Reading(Document("a", "“It may rain,” she said."))
    >>> reading.quotations[0].start, reading.quotations[0].end
    (0, 14)
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        # standing text that the outlet's profile, or repetition in its other articles, shows: category and evidence
        self.profiled: Mapping[Place, tuple[str, str]] = {}
        self.repeated: Mapping[Place, tuple[str, str]] = {}
        # what was found to be boilerplate, once that detector has run: the other devices may ask for it
        self.boilerplate: Sequence[Span] = ()
        # what the network marks, where it has read this document already
        self.marked: Sequence[Any] | None = None
        # the attributions, once that detector has run
        self.attributions: Sequence[Span] = ()
        self._sentences: dict[Place, list[Place]] = {}

    @cached_property
    def plain(self) -> str:
        """The text with plain apostrophes and spaces, its capitals kept."""
        return plain(self.text)

    @cached_property
    def view(self) -> str:
        """The text lower-cased, with plain apostrophes and spaces."""
        return _lowered(self.plain)

    @cached_property
    def word_starts(self) -> WordStarts:
        """Where the words and marks of the view begin."""
        return words_and_marks(self.view)

    @cached_property
    def tokens(self) -> PlainTokens:
        """The words and marks of the view, those of a contraction or a compound as one."""
        return PlainTokens(self.word_starts)

    @cached_property
    def paragraphs(self) -> list[Place]:
        """Places of the non-empty lines."""
        return paragraph_spans(self.text)

    @cached_property
    def words(self) -> list[Place]:
        """Places of the words, which rates are out of."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def sentences(self) -> list[Place]:
        """Places of the sentences."""
        return [place for paragraph in self.paragraphs for place in self._sentences_in(paragraph)]

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Outermost quotations, marks included."""
        return quotations(self.text, self.paragraphs)

    @cached_property
    def turns(self) -> list[Turn]:
        """Turns of the speakers, where the text is a transcript."""
        return turns(self.text, self.paragraphs)

    @cached_property
    def spoken(self) -> list[Quotation]:
        """Where words stand as they were said: the quotations, and in a transcript the words of its turns."""
        if not self.turns:
            return self.quotations
        said = [place for turn in self.turns for place in turn.content]
        places = merged([*said, *((found.start, found.end) for found in self.quotations)])
        return [Quotation(start, end) for start, end in places]

    def sentence_at(self, place: int) -> Place:
        """Give the sentence that holds `place`, or the empty place itself outside all sentences."""
        return enclosing(self._sentences_in(self.paragraph_at(place)), place)

    def _sentences_in(self, paragraph: Place) -> list[Place]:
        """Give the sentences of one paragraph, which are found once, and not for an article in which nobody asks."""
        found = self._sentences.get(paragraph)
        if found is None:
            found = self._sentences[paragraph] = sentences(self.text, *paragraph)
        return found

    def paragraph_at(self, place: int) -> Place:
        """Give the paragraph that holds `place`, or the empty place itself outside all paragraphs."""
        return enclosing(self.paragraphs, place)


def enclosing(places: Sequence[Place], place: int) -> Place:
    """Give the one of the sorted, disjoint `places` that holds `place`; else the empty place itself.

    Examples
    --------
    >>> enclosing([(0, 4), (6, 9)], 7), enclosing([(0, 4), (6, 9)], 5)
    ((6, 9), (5, 5))
    """
    found = bisect_left(places, (place + 1,)) - 1
    if found >= 0 and (place < places[found][1] or place == places[found][0]):
        return places[found]
    return (place, place)


def merged(places: Iterable[Place]) -> list[Place]:
    """Sort places and join those that overlap or touch.

    Examples
    --------
    >>> merged([(6, 9), (0, 3), (2, 4)])
    [(0, 4), (6, 9)]
    """
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def is_covered(place: Place, covered: Sequence[Place]) -> bool:
    """Tell whether at least half of `place` lies inside `covered`, places as `merged` gives them.

    Examples
    --------
    >>> is_covered((0, 10), [(0, 3), (6, 8)])
    True
    """
    start, end = place
    index = max(0, bisect_right(covered, (start, end)) - 1)
    total = 0
    while index < len(covered) and covered[index][0] < end:
        total += max(0, min(end, covered[index][1]) - max(start, covered[index][0]))
        index += 1
    return total * 2 >= end - start > 0


def whole_paragraphs(paragraphs: Iterable[Place], places: Iterable[Place]) -> list[Place]:
    """Join `places` with the paragraphs that they cover by half or more: what leaving them out leaves out.

    Examples
    --------
    >>> whole_paragraphs([(0, 10), (11, 30)], [(0, 8), (12, 14)])
    [(0, 10), (12, 14)]
    """
    covered = merged(places)
    if not covered:
        return []
    return merged([*covered, *(paragraph for paragraph in paragraphs if is_covered(paragraph, covered))])
