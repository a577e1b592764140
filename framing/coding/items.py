"""The items of a sample: what a coder is shown one by one, each with its place, a digest of its text, and its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.checks import check_articles, check_columns
from framing.model import named

RETEST = "retest"
_IDS = ("sentence_id", "unit_id")
_NOT_KEPT = (
    "before",
    "sentence",
    "text",
    "after",
    "coded",
    "coded_words",
    "device",
    "coder",
    "doc_id",
    "start",
    "end",
    "unit",
)
_WAY_OUT = "framing.sample makes this table"


@dataclass(frozen=True, slots=True)
class Item:
    """One unit to code. `key` names it in files, once more with ``@retest`` where it is coded a second time."""

    key: str
    doc_id: str
    unit: str
    start: int
    end: int
    digest: str
    facts: Mapping[str, object]

    @property
    def is_retest(self) -> bool:
        """Whether the coder codes it for the second time."""
        return self.facts.get("batch") == RETEST

    def as_json(self) -> list[object]:
        """Give it as a row of a file."""
        return [self.key, self.doc_id, self.unit, self.start, self.end, self.digest, dict(self.facts)]


def item_from_json(row: Sequence[object]) -> Item:
    """Take an item from a row of a file."""
    key, doc_id, unit, start, end, digest, facts = row
    return Item(
        str(key), str(doc_id), str(unit), int(str(start)), int(str(end)), str(digest),
        dict(facts) if isinstance(facts, dict) else {},
    )  # fmt: skip


def digest_of(text: str) -> str:
    """Give a short digest of a text.

    Examples
    --------
    >>> digest_of("It may rain.") == digest_of("It may rain!")
    False
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def texts_of(articles: pd.DataFrame) -> dict[str, str]:
    """Give the text of each article by its `doc_id`."""
    return dict(zip(articles["doc_id"].astype(str), articles["text"], strict=True))


def items_of(articles: pd.DataFrame, sampled: pd.DataFrame, coder: str) -> list[Item]:
    """List the items of a sample for a coder, in the order of the sample.

    Raises
    ------
    ValueError
        Where the sample is empty, has no places, asks for voices, or is of other texts than `articles`.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain. It is cold."]})
    >>> drawn = pd.DataFrame({"sentence_id": ["S1"], "doc_id": "a", "start": 13, "end": 24, "probability": 0.5})
    >>> [(item.key, item.unit, item.facts["probability"]) for item in items_of(articles, drawn, "Ann")]
    [('S1', 'sentence', 0.5)]
    """
    check_articles(articles)
    check_columns(sampled, ("doc_id", "start", "end"), name="sample", way_out=_WAY_OUT)
    identity = next((name for name in _IDS if name in sampled.columns), None)
    if identity is None:
        raise ValueError(f"sample: no column sentence_id or unit_id; {_WAY_OUT}")
    if sampled.empty:
        raise ValueError("sample: the table has no row, so there is nothing to code; draw one with framing.sample")
    if "voice" in sampled.columns:
        raise ValueError(
            "code: the sample asks for counts by voice, which only a sheet can take: sample(..., sheet=...)"
        )
    if "coder" in sampled.columns:
        sampled = _of_coder(sampled, coder)
    texts = texts_of(articles)
    kept = [name for name in sampled.columns if name not in _NOT_KEPT]
    items = []
    for row in sampled.to_dict("records"):
        doc_id, start, end = str(row["doc_id"]), int(row["start"]), int(row["end"])
        _check_text(texts, row, doc_id, start, end, str(row[identity]))
        key = f"{row[identity]}{f'@{RETEST}' if row.get('batch') == RETEST else ''}"
        facts = {str(name): _plain(row[name]) for name in kept}
        unit = str(row["unit"]) if "unit" in row else "sentence"
        items.append(Item(key, doc_id, unit, start, end, digest_of(texts[doc_id][start:end]), facts))
    keys = pd.Series([item.key for item in items])
    if keys.duplicated().any():
        raise ValueError(f"sample: items come twice ({named(keys[keys.duplicated()].unique())}); keep one row of each")
    return items


def _of_coder(sampled: pd.DataFrame, coder: str) -> pd.DataFrame:
    own = sampled[sampled["coder"] == coder]
    if own.empty:
        raise ValueError(
            f"code: nothing is allocated to {coder!r}; coder= is one of {named(sampled['coder'].unique())}"
        )
    return own


def _check_text(
    texts: Mapping[str, str], row: Mapping[object, object], doc_id: str, start: int, end: int, name: str
) -> None:
    """Raise where the sample was drawn from other texts."""
    if doc_id not in texts:
        raise ValueError(f"sample: doc_id {doc_id} is not in articles; give the articles from which it was drawn")
    there = texts[doc_id][start:end] if 0 <= start <= end <= len(texts[doc_id]) else None
    told = row.get("text", row.get("sentence"))
    if there is None or (isinstance(told, str) and " ".join(told.split()) != " ".join(there.split())):
        raise ValueError(
            f"sample: {name} is not at its place in the text of {doc_id}; give the articles from which it was drawn, "
            "unchanged"
        )


def _plain(value: object) -> object:
    """Give a value that JSON can hold."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return value if value == value else None
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]
