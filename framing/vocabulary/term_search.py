"""Where terms stand in a text: all of them found together in one pass, the longest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, overload

import numpy as np

from framing.texts.word_starts import (
    KEY,
    LAST,
    LONGEST_KEY,
    SLOTS,
    Flags,
    Keys,
    Numbers,
    WordStarts,
    cut_to,
    key_of,
    slots,
    words_and_marks,
)
from framing.vocabulary.lexicon_file import Entry

_WORD = 0  # the size of the keys of terms that are one whole word;
_SIZES = (12, 8, 5, 3, 1)  # characters in those of other terms, which begin alike where a text has the term
_BEFORE_ACCENTS = 0x2FF  # code points up to here never stand for an accent of the letter before


class Hit(NamedTuple):
    """One place where a term stands, on word borders."""

    start: int
    end: int
    entry: Entry


class Hits(Sequence[Hit]):
    """The places of the terms of one device as columns, each made into a hit when it is asked for.

    `entry` has the numbers of the terms among `entries`.

    Examples
    --------
    >>> hits = Lexicon([Entry("may", "hedge", "modal", "x")]).places("it may rain")["hedge"]
    >>> len(hits), hits[0].start, hits.end.tolist()
    (1, 3, [6])
    """

    def __init__(self, start: Numbers, end: Numbers, entry: Numbers, entries: Sequence[Entry]) -> None:
        self.start, self.end, self.entry, self.entries = start, end, entry, entries

    @staticmethod
    def of(hits: Sequence[Hit]) -> Hits:
        """Give hits in columns, as they are if they are so already.

        Examples
        --------
        >>> may = Entry("may", "hedge", "modal", "x")
        >>> Hits.of([Hit(3, 6, may), Hit(12, 15, may)]).start.tolist()
        [3, 12]
        """
        if isinstance(hits, Hits):
            return hits
        entries = {entry: number for number, entry in enumerate(dict.fromkeys(hit.entry for hit in hits))}
        rows = [(start, end, entries[entry]) for start, end, entry in hits]
        start, end, entry = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return Hits(start, end, entry, list(entries))

    def at(self, places: slice | Sequence[int], *, since: int = 0) -> Hits:
        """Give some of the hits, with their places in what begins at `since`."""
        return Hits(self.start[places] - since, self.end[places] - since, self.entry[places], self.entries)

    def __len__(self) -> int:
        return len(self.start)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        if isinstance(place, slice):
            return list(self.at(place))
        return Hit(self.start[place].item(), self.end[place].item(), self.entries[self.entry[place]])

    def __iter__(self) -> Iterator[Hit]:
        entries = map(self.entries.__getitem__, self.entry.tolist())
        rows = zip(self.start.tolist(), self.end.tolist(), entries, strict=True)
        return map(partial(tuple.__new__, Hit), rows)  # three times as fast as the class


class _Term(NamedTuple):
    """A term without its `*`, what its borders have to be, and its entries."""

    body: str
    opens_with_accent: bool
    ends_word: bool
    entries: list[int]


class _Beginnings(NamedTuple):
    """How terms begin whose keys are of one size: the keys in order and one more, and for each key its terms.

    Where a key is all of its one term, `entry` is the number of its entry, else -1, and `size` and `first` are the size
    and the first characters of the term. `is_there` are the slots of the keys, by which most words are sorted out.
    """

    keys: Keys
    terms: list[list[_Term]]
    entry: Numbers
    size: Numbers
    first: Keys
    is_there: Flags


def _beginnings_of(found: dict[int, list[_Term]], size: int) -> _Beginnings:
    keys = np.array([*sorted(found), 0], dtype=np.uint64)
    terms = [found[key] for key in keys.tolist()[:-1]]
    is_there = np.zeros(SLOTS, dtype=bool)
    is_there[slots(keys[:-1])] = True
    entry = [
        one.entries[0]
        if size == _WORD and not others and len(one.entries) == 1
        and len(one.body) <= LONGEST_KEY and max(one.body) < chr(LAST)
        else -1
        for one, *others in terms
    ]  # fmt: skip
    sizes, first = ([measure(group[0].body) for group in terms] for measure in (len, lambda body: key_of(body[:KEY])))
    return _Beginnings(
        keys, terms, np.array(entry, dtype=np.int64), np.array(sizes), np.array(first, dtype=np.uint64), is_there
    )


class Lexicon:
    """All terms of all devices, compiled to find them in one pass over a text.

    Its state is a table of how terms begin: the first letters of all words of a text are looked up in it at once, and
    the few words that begin as a term does are compared with it. Finding costs time by the text and its hits, not by
    the number of terms. For each device the longest term wins: where two terms of one device overlap, the one that
    starts first, then the longer one, is kept; of two as long, the one without `*`, then the one with less before it.

    Parameters
    ----------
    entries : iterable of Entry
        The terms; `devices` are theirs, sorted.

    Examples
    --------
    >>> lexicon = Lexicon([Entry("seem*", "hedge", "verb", "x"), Entry("seemed to", "hedge", "verb", "x")])
    >>> [(hit.start, hit.end) for hit in lexicon.find("it seemed to rain. it seems.")["hedge"]]
    [(3, 12), (22, 27)]
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        by_body: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            by_body.setdefault(entry.term.removesuffix("*"), []).append(number)
        terms: dict[int, dict[int, list[_Term]]] = {}
        for body, numbers in by_body.items():
            is_word = body.isalnum() and not any(self.entries[number].term.endswith("*") for number in numbers)
            size = _WORD if is_word else next(size for size in _SIZES if size <= len(body))
            term = _Term(body, unicodedata.combining(body[0]) > 0, body[-1].isalnum(), numbers)
            terms.setdefault(size, {}).setdefault(key_of(body[: size or None]), []).append(term)
        self._beginnings = {size: _beginnings_of(found, size) for size, found in terms.items()}
        self.devices = tuple(sorted({entry.device for entry in self.entries}))
        self._device = np.array([self.devices.index(entry.device) for entry in self.entries], dtype=np.int64)
        # of two as long, the one as it is written goes first, then the one with less before its `*`
        ranks = [len(entry.term) if entry.term.endswith("*") else 0 for entry in self.entries]
        self._rank = np.array(ranks, dtype=np.int64)

    def find(self, text_view: str) -> dict[str, list[Hit]]:
        """Find every term on word borders.

        Parameters
        ----------
        text_view : str
            A text as `framing.texts.text.view` gives it.

        Returns
        -------
        dict of str to list of Hit
            By device, in order of place, not overlapping within a device.
        """
        return {device: list(hits) for device, hits in self.places(text_view).items()}

    def places(self, text_view: str, words: WordStarts | None = None) -> dict[str, Hits]:
        """Find every term on word borders, as `find` does, in columns; `words` are those of the view if known."""
        words = words or words_and_marks(text_view)
        after = np.append(words.codes, 0)
        columns = [np.zeros((3, 0), dtype=np.int64)]
        for size, beginnings in self._beginnings.items():
            keys = words.keys(size)
            at = np.flatnonzero(beginnings.is_there[slots(keys)])
            number = np.searchsorted(beginnings.keys[:-1], keys[at])
            at, number = (column[beginnings.keys[number] == keys[at]] for column in (at, number))
            start, size_here = words.start[at], words.size[at]
            end = start + size_here
            # a key and the number that it begins with tell a word of up to so many characters
            is_sure = (beginnings.entry[number] >= 0) & (beginnings.size[number] == size_here)
            is_sure &= (beginnings.first[number] == cut_to(words.first[at], size_here)) & (
                after[end] <= _BEFORE_ACCENTS
            )
            columns.append(np.array([start[is_sure], end[is_sure], beginnings.entry[number[is_sure]]]))
            places = zip(start[~is_sure].tolist(), number[~is_sure].tolist(), strict=True)
            compared = [found for place, n in places for found in self._compared(text_view, place, beginnings.terms[n])]
            columns.append(np.array(compared, dtype=np.int64).reshape(-1, 3).T)
        start, end, entry = np.concatenate(columns, axis=1)
        return {
            device: hits
            for number, device in enumerate(self.devices)
            if (hits := self._longest_first(*(column[self._device[entry] == number] for column in (start, end, entry))))
        }

    def _compared(self, text_view: str, start: int, terms: Sequence[_Term]) -> Iterator[tuple[int, int, int]]:
        """Give the place and the entry of each of the terms that stand at a place."""
        for body, opens_with_accent, ends_word, entries in terms:
            if not text_view.startswith(body, start) or (start and opens_with_accent):
                continue
            end = start + len(body)
            after = text_view[end : end + 1]
            is_accented = after > "\u02ff" and unicodedata.combining(after) > 0
            if is_accented or (ends_word and after.isalnum()):
                entries = [number for number in entries if self.entries[number].term.endswith("*")]
                end = _word_end(text_view, end)
            for number in entries:
                yield start, end, number

    def _longest_first(self, start: Numbers, end: Numbers, entry: Numbers) -> Hits:
        """Make the places of one device into hits in their order; of those that overlap the first, then the longest."""
        order = np.lexsort((self._rank[entry], -end, start))
        start, end, entry = start[order], end[order], entry[order]
        is_kept = np.append(True, start[1:] >= np.maximum.accumulate(end)[:-1])[: len(start)]
        others = np.flatnonzero(~is_kept).tolist()
        last = 0
        for number in others:
            if is_kept[number - 1]:
                last = end[number - 1]
            is_kept[number] = start[number] >= last
        if others:
            start, end, entry = start[is_kept], end[is_kept], entry[is_kept]
        return Hits(start, end, entry, self.entries)


def _word_end(text: str, place: int) -> int:
    while place < len(text) and (text[place].isalnum() or unicodedata.combining(text[place])):
        place += 1
    return place
