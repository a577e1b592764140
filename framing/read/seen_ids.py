"""Which `doc_id`s were there before, in eight bytes each: a corpus may have more articles than memory has names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.model import named
from framing.read.files import File


class SeenIds:
    """The `doc_id`s of the tables so far, as sorted hashes of 64 bits.

    Two of a hundred million different ones have the same hash with a probability below one in a thousand.

    Examples
    --------
    >>> seen = SeenIds()
    >>> seen.repeated(pd.Series(["a", "b"])), seen.repeated(pd.Series(["c", "b"])), "c" in seen
    ([], ['b'], True)
    """

    def __init__(self) -> None:
        self._sorted: list[np.ndarray] = []  # each less than half as long as the one before it

    def __contains__(self, doc_id: object) -> bool:
        return bool(self._are_there(_hashes(pd.Series([str(doc_id)])))[0])

    def repeated(self, ids: pd.Series) -> list[str]:
        """Return those that were there before this table, and keep all of them."""
        hashes = _hashes(ids.map(str))
        is_there = self._are_there(hashes)
        self._sorted.append(np.sort(hashes))
        while len(self._sorted) > 1 and len(self._sorted[-2]) < 2 * len(self._sorted[-1]):
            last = self._sorted.pop()
            self._sorted[-1] = np.sort(np.concatenate([self._sorted[-1], last]), kind="stable")
        return [str(doc_id) for doc_id in ids[is_there]]

    def add(self, ids: pd.Series, files: Sequence[File]) -> None:
        """Keep the `doc_id`s of a table; raise where one was there before."""
        if twice := self.repeated(ids):
            file = files[ids.map(str).tolist().index(twice[0])].name
            raise ValueError(
                f"doc_id is repeated: {named(map(repr, twice), most=3)} (in {file}, and in a file or rows before it); "
                'make each unique, or name another column: columns={"doc_id": ...}'
            )

    def _are_there(self, hashes: np.ndarray) -> np.ndarray:
        is_there = np.zeros(len(hashes), dtype=bool)
        for known in self._sorted:
            places = np.searchsorted(known, hashes).clip(max=max(len(known) - 1, 0))
            is_there |= known[places] == hashes if len(known) else False
        return is_there


def _hashes(ids: pd.Series) -> np.ndarray:
    return pd.util.hash_array(ids.to_numpy(dtype=object), categorize=False)
