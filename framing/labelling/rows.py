"""The spans table while it grows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import pandas as pd

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
        if not spans:
            return
        start, end, device, subtype, role, instance, entry, kind, score = zip(*spans, strict=True)
        self.numbers["start"].extend(start)
        self.numbers["end"].extend(end)
        self.numbers["instance"].extend([first[name] + number for name, number in zip(device, instance, strict=True)])
        self.words["doc_id"] += [doc_id] * len(spans)
        self.words["device"] += device
        self.words["subtype"] += subtype
        self.words["role"] += role
        self.words["entry"] += entry
        self.words["kind"] += kind
        self.scores.extend(score)

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
