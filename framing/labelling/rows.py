"""The spans table while it grows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from framing.labelling.together import Together
from framing.model import Span


class _Words:
    """A column of words that come up again and again: each different word once, and numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows = array("q")

    def add(self, words: Iterable[str]) -> None:
        """Add a row for each of the words."""
        numbers = self._numbers
        self._rows.extend([numbers.setdefault(word, len(numbers)) for word in words])

    def series(self) -> pd.Series:
        """Give the column as text."""
        return pd.Series(pd.array(list(self._numbers), dtype="str").take(self._rows))

    def categories(self, names: Sequence[str]) -> pd.Categorical:
        """Give the column with its words as categories, in the order of `names`."""
        places = np.array([names.index(word) for word in self._numbers], dtype=np.int64)
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
        self._add([doc_id] * len(spans), spans, [first[span.device] + span.instance for span in spans])

    def _add(self, doc_ids: Sequence[str], spans: Sequence[Span], instances: Iterable[int]) -> None:
        start, end, device, subtype, role, _, entry, kind, score = zip(*spans, strict=True) if spans else [()] * 9
        for name, numbers in (("start", start), ("end", end), ("instance", instances)):
            self._numbers[name].extend(numbers)
        columns = (doc_ids, device, subtype, role, entry, kind)
        for name, words in zip(("doc_id", "device", "subtype", "role", "entry", "kind"), columns, strict=True):
            self._words[name].add(words)
        self._scores.extend(score)

    def add_found(
        self, doc_ids: Sequence[str], found: Iterable[tuple[Sequence[int], Together]], devices: Sequence[str]
    ) -> None:
        """Add what was found within paragraphs: `found` are the articles' numbers in `doc_ids`, and what they hold.

        Instances are numbered over all devices of an article, in their order.
        """
        spans: list[Span] = []
        columns = [np.zeros((5, 0), dtype=np.int64)]
        for numbers, together in found:
            for number, device in enumerate(devices):
                here = together.found.get(device, [])
                start, end = np.array([span[:2] for span in here], dtype=np.int64).reshape(-1, 2).T
                at = np.searchsorted(together.firsts, start, side="right") - 1
                first, rank = together.firsts[at], np.arange(len(here)) - np.searchsorted(at, at)
                columns.append(
                    np.array([np.array(numbers)[at], start - first, end - first, np.full(len(here), number), rank])
                )
                spans += here
        article, start, end, device_number, rank = np.concatenate(columns, axis=1)
        counts = np.zeros((len(doc_ids), len(devices)), dtype=np.int64)
        np.add.at(counts, (article, device_number), 1)
        instance = (np.cumsum(counts, axis=1) - counts)[article, device_number] + rank
        by_name = np.argsort(np.argsort(devices))
        order = np.lexsort((rank, by_name[device_number], end, start, article))
        rows = zip(start[order].tolist(), end[order].tolist(), order.tolist(), strict=True)
        self._add(
            [doc_ids[number] for number in article[order].tolist()],
            [Span(left, right, *spans[number][2:]) for left, right, number in rows],
            instance[order].tolist(),
        )
        self.add_untold(len(spans))

    def add_told(
        self, *, voice: Iterable[str], within: Iterable[int], speaker: Iterable[str], part: Iterable[str]
    ) -> None:
        """Add the columns that depend on the position of these spans."""
        self._numbers["within"].extend(within)
        for name, words in (("voice", voice), ("speaker", speaker), ("part", part)):
            self._words[name].add(words)

    def add_untold(self, number: int) -> None:
        """Leave that empty."""
        empty = [""] * number
        self.add_told(voice=empty, within=[-1] * number, speaker=empty, part=empty)

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
