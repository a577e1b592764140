"""The columns by which an explorer filters and sorts, prepared once, so that a filter compares numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.marking.marked_text import with_parts_of
from framing.marking.marks import column
from framing.model import devices_shown

Codes: TypeAlias = npt.NDArray[np.intp]
Mask: TypeAlias = npt.NDArray[np.bool_]

SORTS = ("text", "left", "right", "cue", "outlet", "date")
_NEAR = 50  # characters of context that decide the order of lines


@dataclass(frozen=True)
class Coded:
    """A column as numbers: the place of each value among the values that occur.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Courier", "Ledger", "Courier"]})
    >>> Coded.of(articles, "outlet").where(["Courier"]).tolist()
    [True, False, True]
    """

    codes: Codes
    values: tuple[str, ...]

    @classmethod
    def of(cls, table: pd.DataFrame, name: str, values: Sequence[str] | None = None) -> Coded:
        """Give each value of a column its number in `values`, by default in the order of the alphabet."""
        if name not in table:
            return cls(np.zeros(len(table), dtype=np.intp), ("",))
        codes, found = pd.factorize(table[name], use_na_sentinel=False)
        words = ["" if pd.isna(value) else str(value) for value in found]
        known = tuple(sorted(set(words)) if values is None else values)
        place = {value: number for number, value in enumerate(known)}
        places = np.array([place[word] for word in words], dtype=np.intp)
        return cls(places[codes] if len(places) else codes, known)

    def where(self, wanted: Sequence[str]) -> Mask:
        """Tell which rows have one of the values wanted; all, where none is named."""
        if not wanted:
            return np.ones(len(self.codes), dtype=bool)
        is_wanted = np.array([value in wanted for value in self.values], dtype=bool)
        return is_wanted[self.codes] if len(is_wanted) else np.zeros(0, dtype=bool)


@dataclass
class Prepared:
    """Articles and their cues, checked before, with the columns of both that filters use.

    `cues` are the rows of `spans` with the role cue, but for layout, in the order of the articles and their texts.
    """

    articles: pd.DataFrame
    spans: pd.DataFrame
    texts: list[str] = field(init=False)
    cues: pd.DataFrame = field(init=False)
    rows: Codes = field(init=False)  # the cues' rows among the spans
    article: Codes = field(init=False)  # the cues' rows among the articles

    def __post_init__(self) -> None:
        """Sort the cues and number what filters compare."""
        self.texts = self.articles["text"].tolist()
        is_shown = self.spans["device"].isin(devices_shown(self.spans)) & (self.spans["role"] == "cue")
        rows = np.flatnonzero(is_shown.to_numpy())
        self._places = pd.Index(self.articles["doc_id"]).get_indexer(self.spans["doc_id"])
        places = self._places[rows]
        starts, ends = (self.spans[name].to_numpy()[rows] for name in ("start", "end"))
        order = np.lexsort((ends, starts, places))
        self.rows, self.article = rows[order], places[order]
        self.cues = self.spans.iloc[self.rows]
        self.starts, self.ends = starts[order], ends[order]
        self.devices = tuple(devices_shown(self.spans))
        self.device = Coded.of(self.cues, "device", self.devices)
        self.voice = Coded.of(self.cues, "voice")
        self.speaker = Coded.of(self.cues, "speaker")
        self.outlet = Coded.of(self.articles, "outlet")
        self.date = _dates(self.articles)

    @cached_property
    def folded(self) -> list[str]:
        """Return the texts for a search without regard to case, headlines that stand apart included."""
        headlines = column(self.articles, "headline")
        return [f"{head}\n{text}".casefold() for head, text in zip(headlines, self.texts, strict=True)]

    @cached_property
    def instances(self) -> Codes:
        """Return a number per row of spans that the rows of one instance share."""
        keys = [name for name in ("doc_id", "device", "instance", "coder") if name in self.spans]
        if "instance" not in keys:
            return np.arange(len(self.spans))
        numbers = self.spans.groupby(keys, sort=False, observed=True, dropna=False).ngroup()
        return numbers.to_numpy().astype(np.intp)

    @cached_property
    def with_parts(self) -> set[str]:
        """Return the devices whose instances have parts beside their cue."""
        return with_parts_of(self.spans)

    @cached_property
    def _by_article(self) -> tuple[Codes, Codes]:
        """Return the rows of spans by article, and where those of each article begin."""
        order = np.argsort(self._places, kind="stable")
        return order, np.searchsorted(self._places[order], np.arange(len(self.articles) + 1))

    def rows_of_article(self, row: int) -> Codes:
        """Return which rows of spans are of the article in that row."""
        order, first = self._by_article
        return order[first[row] : first[row + 1]]

    def ranks(self, sort: str) -> Codes:
        """Return the place of each cue when all are sorted so; computed at the first use."""
        if sort not in self._ranks:
            self._ranks[sort] = self._ranked(sort)
        return self._ranks[sort]

    @cached_property
    def _ranks(self) -> dict[str, Codes]:
        return {"text": np.arange(len(self.rows))}

    def _ranked(self, sort: str) -> Codes:
        if sort == "outlet":
            return self.outlet.codes[self.article]
        if sort == "date":
            return np.argsort(np.argsort(self.date, kind="stable"), kind="stable")[self.article]
        places = zip(self.article.tolist(), self.starts.tolist(), self.ends.tolist(), strict=True)
        if sort == "cue":
            keys = [self.texts[row][start:end].casefold() for row, start, end in places]
        elif sort == "right":
            keys = [
                " ".join(self.texts[row][end : end + _NEAR].partition("\n")[0].casefold().split())
                for row, _, end in places
            ]
        else:
            befores = (self.texts[row][max(start - _NEAR, 0) : start].rpartition("\n")[2] for row, start, _ in places)
            keys = [" ".join(before.casefold().split()[::-1]) for before in befores]
        ranks = np.empty(len(keys), dtype=np.intp)
        ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return ranks


def _dates(articles: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    """Return the day of each article, NaT where it has none."""
    if "date" not in articles:
        return np.full(len(articles), np.datetime64("NaT"), dtype="datetime64[D]")
    dates = pd.to_datetime(articles["date"], errors="coerce", utc=True)
    return dates.dt.tz_localize(None).to_numpy().astype("datetime64[D]")
