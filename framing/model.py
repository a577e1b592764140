"""The tables every verb takes and returns: their columns, and the two records behind them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import NamedTuple

import pandas as pd

VERSION = "0.1.0"

ARTICLE_COLUMNS = ("doc_id", "outlet", "date", "headline", "byline", "section", "genre", "lang", "url", "event", "text")
SPAN_COLUMNS = (
    "doc_id", "start", "end", "device", "subtype", "role", "instance", "entry",
    "voice", "within", "speaker", "part", "kind", "score", "coder",
)  # fmt: skip
# `base` is what `words` are: words, attributions, uses. A counts table made by hand without it is one of words.
COUNT_COLUMNS = ("words", "device", "n", "per_1000", "base", "voices", "excluded")

KEYS = ("subtype", "voice", "speaker", "part", "target")  # columns by whose values counts of a device may stand apart


VOICES = ("outlet", "quoted", "reported")
PARTS = ("headline", "lede", "body")
OPINION = "opinion"  # the genre in which *I* is the outlet's author
LAYOUT = "layout"  # the device that says where they stand; verbs that list or count devices pass it over
ROLES = ("cue", "source", "content")
ATTRIBUTION_KINDS = ("speech", "thought", "intention", "attitude", "evidence")
MOST_A_WORD = 2  # instances of a device: the cue of one attribution may be the first word that another quotes


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
    genre: str = ""
    language: str = ""


class Span(NamedTuple):
    """One labelled stretch of a text, as a detector returns it.

    `start` and `end` are code points into the text, half-open. `instance` ties the rows of one instance of one
    device in one document; each instance has exactly one row with the role ``cue``. `kind` is an attribution's; `score`
    is the probability that a model gives the label, NaN where rules decide.
    """

    start: int
    end: int
    device: str
    subtype: str
    role: str
    instance: int
    entry: str
    kind: str = ""
    score: float = nan


def devices_shown(spans: pd.DataFrame) -> list[str]:
    """Give the devices that were looked for, without `layout` unless nothing else was.

    Examples
    --------
    >>> devices_shown(pd.DataFrame({"device": pd.Categorical([], ["hedge", "layout"])}))
    ['hedge']
    """
    looked_for = [str(device) for device in spans["device"].cat.categories]
    return [device for device in looked_for if device != LAYOUT] or looked_for


def named(values: Iterable[object], *, most: int = 5, others: int = 0) -> str:
    """Join the first few of `values` for a message: ``a, b, c and 4 more``; `others` are not among the values."""
    listed = [str(value) for value in values]
    left = max(0, len(listed) - most) + others
    return f"{', '.join(listed[:most])} and {left} more" if left else ", ".join(listed)


def paths_of(paths: str | Path | Iterable[str | Path]) -> tuple[str | Path, ...]:
    """Give one path or several as a tuple: a string is one file, not the letters of its name.

    Examples
    --------
    >>> paths_of("mine.tsv"), paths_of(["mine.tsv", "yours.tsv"])
    (('mine.tsv',), ('mine.tsv', 'yours.tsv'))
    """
    return (paths,) if isinstance(paths, str | Path) else tuple(paths)


def subtype_parts(subtype: str) -> tuple[str, str]:
    """Take a subtype apart that is a path of one level, such as the set and the alternative of a name.

    In spans ``climate:crisis`` is the alternative *crisis* of the set *climate* (naming), and ``evaluative:negative`` a
    kind with its direction (evaluation); in term lists what follows the last colon is the rule of the term.

    Examples
    --------
    >>> subtype_parts("climate:crisis"), subtype_parts("modal")
    (('climate', 'crisis'), ('modal', ''))
    """
    first, _, rest = subtype.partition(":")
    return first, rest
