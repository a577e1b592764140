"""The spans table while it grows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from framing.labelling.together import Numbers, Together
from framing.model import Span


class Rows:
    """Columns of the spans table while it grows: one list per column, numbers packed."""

    def __init__(self) -> None:
        self.numbers = {name: array("q") for name in ("start", "end", "instance", "within")}
        self.words: dict[str, list[str]] = {
            name: [] for name in ("doc_id", "device", "subtype", "role", "entry", "kind", "voice", "speaker", "part")
        }
        self.scores = array("d")

    def add(self, doc_id: str, spans: Sequence[Span], first: Mapping[str, int]) -> None:
        """Add what a document's spans are; `first` is the number before the first instance of each device."""
        self.numbers["start"].extend([span.start for span in spans])
        self.numbers["end"].extend([span.end for span in spans])
        self.numbers["instance"].extend([first[span.device] + span.instance for span in spans])
        self.words["doc_id"] += [doc_id] * len(spans)
        self._add_words(spans)

    def _add_words(self, spans: Sequence[Span]) -> None:
        self.words["device"] += [span.device for span in spans]
        self.words["subtype"] += [span.subtype for span in spans]
        self.words["role"] += [span.role for span in spans]
        self.words["entry"] += [span.entry for span in spans]
        self.words["kind"] += [span.kind for span in spans]
        self.scores.extend([span.score for span in spans])

    def add_found(
        self, doc_ids: Sequence[str], found: Sequence[tuple[Sequence[int], Together]], devices: Sequence[str]
    ) -> None:
        """Add what was found within paragraphs: `found` are the articles' numbers in `doc_ids`, and what they hold.

        Instances are numbered over all devices of an article, in their order.
        """
        spans: list[Span] = []
        columns = [[np.zeros(0, dtype=np.int64)] for _ in range(5)]
        for numbers, together in found:
            for number, device in enumerate(devices):
                here = together.found.get(device, [])
                places = np.array([span[:2] for span in here], dtype=np.int64).reshape(-1, 2)
                at = np.searchsorted(together.firsts, places[:, 0], side="right") - 1
                rank = np.arange(len(here)) - np.searchsorted(at, at)
                start, end = (places - together.firsts[at][:, None]).T
                for column, values in zip(
                    columns, (np.array(numbers)[at], start, end, np.full(len(here), number), rank), strict=True
                ):
                    column.append(values)
                spans += here
        article, start, end, device, rank = map(np.concatenate, columns)
        counts = np.zeros((len(doc_ids), len(devices)), dtype=np.int64)
        np.add.at(counts, (article, device), 1)
        instance = (np.cumsum(counts, axis=1) - counts)[article, device] + rank
        by_name = np.argsort(np.argsort(devices))
        order = np.lexsort((rank, by_name[device], end, start, article))
        for name, column in (("start", start), ("end", end), ("instance", instance)):
            self.numbers[name].frombytes(column[order].tobytes())
        self.words["doc_id"] += [doc_ids[number] for number in article[order].tolist()]
        self._add_words([spans[number] for number in order.tolist()])
        self.add_untold(len(spans))

    def add_told(self, *, voice: list[str], within: list[int], speaker: list[str], part: list[str]) -> None:
        """Add the columns that depend on the position of these spans."""
        self.numbers["within"].extend(within)
        self.words["voice"] += voice
        self.words["speaker"] += speaker
        self.words["part"] += part

    def add_untold(self, number: int) -> None:
        """Leave that empty."""
        empty = [""] * number
        self.add_told(voice=empty, within=[-1] * number, speaker=empty, part=empty)

    def table(self, devices: Sequence[str], coder: str) -> pd.DataFrame:
        """Make the spans table."""
        numbers = {name: pd.Series(list(column), dtype="int64") for name, column in self.numbers.items()}
        within = numbers["within"].astype("Int64").mask(numbers["within"] < 0)
        words = {name: pd.Series(column, dtype=object).astype("str") for name, column in self.words.items()}
        return pd.DataFrame(
            {
                "doc_id": words["doc_id"], "start": numbers["start"], "end": numbers["end"],
                "device": words["device"].astype(pd.CategoricalDtype(list(devices))), "subtype": words["subtype"],
                "role": words["role"], "instance": numbers["instance"], "entry": words["entry"],
                "voice": words["voice"], "within": within, "speaker": words["speaker"], "part": words["part"],
                "kind": words["kind"], "score": pd.Series(list(self.scores), dtype="float64"),
                "coder": pd.Series(coder, index=within.index, dtype=words["role"].dtype),
            }
        )  # fmt: skip
