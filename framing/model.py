"""The tables every verb takes and returns: their columns, their checks, and the two records behind them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

VERSION = "0.1.0"

ARTICLE_COLUMNS = ("doc_id", "outlet", "date", "headline", "byline", "section", "genre", "lang", "url", "event", "text")
SPAN_COLUMNS = (
    "doc_id", "start", "end", "device", "subtype", "role", "instance", "entry",
    "voice", "within", "speaker", "part", "coder",
)  # fmt: skip
COUNT_COLUMNS = ("words", "device", "n", "per_1000")
RESULT_COLUMNS = (
    "device", "a", "b", "n_a", "n_b", "units", "rate_a", "rate_b",
    "ratio", "low", "high", "p", "p_adjusted", "test", "note",
)  # fmt: skip
RATE_COLUMNS = ("device", "group", "articles", "units", "words", "n", "rate", "low", "high", "note")

_HALVED = re.compile(r"[\ud800-\udfff]")  # tables cannot hold them

VOICES = ("outlet", "quoted", "reported")
PARTS = ("headline", "lede", "body")
LAYOUT = "layout"  # the device that says where they stand; verbs that list or count devices pass it over
ROLES = ("cue", "source", "content")


class Note(UserWarning):
    """Something a reader of the result should know; the result itself stands.

    Notes are Python warnings, so ``warnings.filterwarnings`` silences or collects them.
    """


def note(message: str, *, stacklevel: int = 3) -> None:
    """Say `message` as a `Note`, pointing at the line that called the verb."""
    warnings.warn(message, Note, stacklevel=stacklevel)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as detectors see it: a place-stable text and what is known about it."""

    doc_id: str
    text: str
    outlet: str = "unknown"
    headline: str = ""


class Span(NamedTuple):
    """One labelled stretch of a text, as a detector returns it.

    `start` and `end` are code points into the text, half-open. `instance` ties the rows of one instance of one
    device in one document; each instance has exactly one row with the role ``cue``.
    """

    start: int
    end: int
    device: str
    subtype: str
    role: str
    instance: int
    entry: str


def is_omnibus(results: pd.DataFrame) -> pd.Series[bool]:
    """Tell the rows of a results table that test all groups together; they have no ratio.

    Examples
    --------
    >>> is_omnibus(pd.DataFrame({"test": ["jackknife t(4), unit event", "omnibus Welch F(2, 9), unit event"]})).tolist()
    [False, True]
    """
    return results["test"].astype(str).str.startswith("omnibus ")


def devices_shown(spans: pd.DataFrame) -> list[str]:
    """Give the devices that were looked for, without `layout` unless nothing else was.

    Examples
    --------
    >>> devices_shown(pd.DataFrame({"device": pd.Categorical([], ["hedge", "layout"])}))
    ['hedge']
    """
    looked_for = [str(device) for device in spans["device"].cat.categories]
    return [device for device in looked_for if device != LAYOUT] or looked_for


def named(values: Iterable[object], *, most: int = 5) -> str:
    """Join the first few of `values` for a message: ``a, b, c and 4 more``."""
    listed = [str(value) for value in values]
    if len(listed) <= most:
        return ", ".join(listed)
    return f"{', '.join(listed[:most])} and {len(listed) - most} more"


def check_columns(table: pd.DataFrame, columns: Sequence[str], *, name: str, way_out: str) -> None:
    """Raise a one-line `ValueError` where `table` lacks one of `columns`.

    Examples
    --------
    >>> check_columns(pd.DataFrame({"text": []}), ["doc_id"], name="articles", way_out="framing.read makes it")
    Traceback (most recent call last):
    ValueError: articles: no column 'doc_id' (it has: text); framing.read makes it
    """
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{name}: a pandas DataFrame is needed, not {type(table).__name__}; {way_out}")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        has = named(table.columns, most=12) or "no column at all"
        lacks = " and ".join(repr(column) for column in missing)
        raise ValueError(f"{name}: no column {lacks} (it has: {has}); {way_out}")


def check_articles(articles: pd.DataFrame) -> None:
    """Raise a one-line `ValueError` unless `articles` can be trusted by a verb.

    `doc_id`, `outlet` and `text` are there, each `doc_id` is there once, each text is a string of whole characters.

    Examples
    --------
    >>> check_articles(pd.DataFrame({"doc_id": ["a", "a"], "outlet": "x", "text": ""}))
    Traceback (most recent call last):
    ValueError: articles: doc_id comes twice: a; make each doc_id unique
    """
    check_columns(
        articles, ("doc_id", "outlet", "text"), name="articles", way_out="framing.read(path) makes this table"
    )
    empty = articles["doc_id"].isna()
    if empty.any():
        raise ValueError(f"articles: {int(empty.sum())} rows have no doc_id; give each row one")
    twice = articles["doc_id"][articles["doc_id"].duplicated()]
    if len(twice):
        raise ValueError(f"articles: doc_id comes twice: {named(twice.unique())}; make each doc_id unique")
    wrong = [
        str(i) for i, value in zip(articles["doc_id"], articles["text"], strict=True) if not isinstance(value, str)
    ]
    if wrong:
        raise ValueError(
            f"articles: {len(wrong)} texts are not strings (doc_id {named(wrong)}); "
            "articles['text'].fillna('') mends it"
        )
    halved = [str(i) for i, text in zip(articles["doc_id"], articles["text"], strict=True) if _HALVED.search(text)]
    if halved:
        raise ValueError(
            f"articles: {len(halved)} texts hold half a character, a lone surrogate (doc_id {named(halved)}); "
            "articles['text'].map(lambda text: text.encode('utf-8', 'replace').decode()) puts a ? in its place"
        )


def check_spans(spans: pd.DataFrame, articles: pd.DataFrame | None = None) -> None:
    """Raise a one-line `ValueError` unless `spans` has the columns and, given `articles`, lies in their texts.

    `device` has to be categorical: its categories are the devices looked for, so that *looked for, not found* is a
    zero and not a gap.

    Examples
    --------
    >>> check_spans(pd.DataFrame(columns=["doc_id", "start", "end", "device", "role"]))
    Traceback (most recent call last):
    ValueError: spans: 'device' is not categorical, so zero counts cannot be told from devices nobody looked for;
    framing.label and framing.read_spans make it so
    """
    needed = ("doc_id", "start", "end", "device", "role")
    check_columns(spans, needed, name="spans", way_out="framing.label(articles) makes this table")
    if not isinstance(spans["device"].dtype, pd.CategoricalDtype):
        raise ValueError(
            "spans: 'device' is not categorical, so zero counts cannot be told from devices nobody looked for; "
            "framing.label and framing.read_spans make it so"
        )
    if articles is None:
        return
    lengths = pd.Series(articles["text"].str.len().to_numpy(), index=articles["doc_id"])
    strange = ~spans["doc_id"].isin(lengths.index)
    if strange.any():
        raise ValueError(
            f"spans: doc_id {named(spans['doc_id'][strange].unique())} not in articles; for a part of the corpus "
            "give both parts: spans[spans['doc_id'].isin(articles['doc_id'])]"
        )
    too_far = spans["end"].to_numpy() > lengths.loc[spans["doc_id"]].to_numpy()
    outside = (spans["start"] < 0) | (spans["end"] < spans["start"]) | too_far
    if outside.any():
        raise ValueError(
            f"spans: {int(outside.sum())} lie outside their text (doc_id {named(spans['doc_id'][outside].unique())}); "
            "the texts must be the ones that were labelled"
        )
