"""The spans table while it grows."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from math import nan
from operator import add

import numpy as np
import pandas as pd

from framing.labelling.together import Together
from framing.model import Span
from framing.texts.word_starts import Numbers


class _Words:
    """A column of words that come up again and again: each different word once, and numbers."""

    def __init__(self) -> None:
        self._known: defaultdict[str, int] = defaultdict(count().__next__)
        self._rows = array("q")

    def numbers_of(self, words: Iterable[str]) -> list[int]:
        """Give the numbers of words, new ones to those that have none."""
        return list(map(self._known.__getitem__, words))

    def add(self, words: Iterable[str]) -> None:
        """Add a row for each of the words."""
        self._rows.extend(self.numbers_of(words))

    def add_numbers(self, numbers: Numbers) -> None:
        """Add a row for each of the words that have these numbers."""
        self._rows.frombytes(numbers.tobytes())

    def add_same(self, word: str, times: int) -> None:
        """Add so many rows of one word."""
        self._rows.extend(self.numbers_of([word]) * times)

    def series(self) -> pd.Series:
        """Give the column as text."""
        return pd.Series(pd.array(list(self._known), dtype="str").take(self._rows))

    def categories(self, names: Sequence[str]) -> pd.Categorical:
        """Give the column with its words as categories, in the order of `names`."""
        places = np.array([names.index(word) for word in self._known], dtype=np.int64)
        return pd.Categorical.from_codes(places[np.array(self._rows)], pd.Index(list(names), dtype="str"))


class Rows:
    """Columns of the spans table while it grows, numbers packed."""

    def __init__(self) -> None:
        self._numbers = {name: array("q") for name in ("start", "end", "instance", "within")}
        self._words = {
            name: _Words()
            for name in ("doc_id", "device", "subtype", "role", "entry", "kind", "voice", "speaker", "part")
        }
        self._scores = array("d")

    def add(self, doc_id: str, spans: Sequence[Span], first: Mapping[str, int]) -> None:
        """Add what a document's spans are; `first` is the number before the first instance of each device."""
        if not spans:
            return
        starts, ends, devices, subtypes, roles, instances, entries, kinds, scores = zip(*spans, strict=True)
        self._numbers["start"].extend(starts)
        self._numbers["end"].extend(ends)
        self._numbers["instance"].extend(map(add, map(first.__getitem__, devices), instances))
        self._words["doc_id"].add_same(doc_id, len(spans))
        self._words["device"].add(devices)
        self._words["subtype"].add(subtypes)
        self._words["role"].add(roles)
        self._words["entry"].add(entries)
        self._words["kind"].add(kinds)
        self._scores.extend(scores)

    def add_found(
        self, doc_ids: Sequence[str], found: Iterable[tuple[Sequence[int], Together]], devices: Sequence[str]
    ) -> None:
        """Add cues found within paragraphs: `found` are the articles' numbers in `doc_ids`, and what they hold.

        Instances are numbered over all devices of an article, in their order.
        """
        columns = [np.zeros((7, 0), dtype=np.int64)]
        for numbers, together in found:
            for number, device in enumerate(devices):
                spans = together.found.get(device, [])
                starts, ends, _, subtypes, _, _, entries, *_ = (
                    zip(*spans, strict=True) if spans else [()] * len(Span._fields)
                )
                start, end = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
                at = np.searchsorted(together.firsts, start, side="right") - 1
                first, rank = together.firsts[at], np.arange(len(spans)) - np.searchsorted(at, at)
                columns.append(
                    np.array([
                        np.array(numbers)[at], start - first, end - first, np.full(len(spans), number), rank,
                        self._words["subtype"].numbers_of(subtypes), self._words["entry"].numbers_of(entries),
                    ])
                )  # fmt: skip
        article, start, end, device_number, rank, subtype, entry = np.concatenate(columns, axis=1)
        counts = np.zeros((len(doc_ids), len(devices)), dtype=np.int64)
        np.add.at(counts, (article, device_number), 1)
        instance = (np.cumsum(counts, axis=1) - counts)[article, device_number] + rank
        by_name = np.argsort(np.argsort(devices))
        order = np.lexsort((rank, by_name[device_number], end, start, article))
        for name, column in (("start", start), ("end", end), ("instance", instance)):
            self._numbers[name].frombytes(column[order].tobytes())
        for name, named, column in (("doc_id", doc_ids, article), ("device", devices, device_number)):
            of_name = np.array(self._words[name].numbers_of(named), dtype=np.int64)
            self._words[name].add_numbers(of_name[column[order]])
        self._words["subtype"].add_numbers(subtype[order])
        self._words["entry"].add_numbers(entry[order])
        self._words["role"].add_same("cue", len(order))
        self._words["kind"].add_same("", len(order))
        self._scores.extend([nan] * len(order))
        self.add_untold(len(order))

    def add_told(
        self, *, voice: Iterable[str], within: Iterable[int], speaker: Iterable[str], part: Iterable[str]
    ) -> None:
        """Add the columns that depend on the position of these spans."""
        self._numbers["within"].extend(within)
        for name, words in (("voice", voice), ("speaker", speaker), ("part", part)):
            self._words[name].add(words)

    def add_untold(self, number: int) -> None:
        """Leave that empty."""
        self._numbers["within"].extend([-1] * number)
        for name in ("voice", "speaker", "part"):
            self._words[name].add_same("", number)

    def table(self, devices: Sequence[str], coder: str) -> pd.DataFrame:
        """Make the spans table."""
        numbers = {name: np.array(column) for name, column in self._numbers.items()}
        words = {name: column.series() for name, column in self._words.items() if name != "device"}
        return pd.DataFrame(
            {
                "doc_id": words["doc_id"], "start": numbers["start"], "end": numbers["end"],
                "device": self._words["device"].categories(devices), "subtype": words["subtype"],
                "role": words["role"], "instance": numbers["instance"], "entry": words["entry"],
                "voice": words["voice"], "within": pd.arrays.IntegerArray(numbers["within"], numbers["within"] < 0),
                "speaker": words["speaker"], "part": words["part"], "kind": words["kind"],
                "score": np.array(self._scores), "coder": pd.Series(coder, index=words["role"].index, dtype="str"),
            }
        )  # fmt: skip
