"""Cues in their context, one line a cue: the table in which a researcher reads what a count counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal

import pandas as pd

from framing.model import check_articles, check_coder, check_spans, devices_shown, named, note
from framing.text import paragraph_spans, sentence_spans

CONCORDANCE_COLUMNS = (
    "doc_id", "outlet", "date", "device", "subtype", "voice", "speaker", "left", "match", "right",
)  # fmt: skip

LONGEST = 2_000  # characters of context on a side; a line of millions with many cues would fill the memory otherwise


def concordance(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    within: Literal["sentence", "paragraph"] | None = "sentence",
    width: int = 60,
    devices: str | Sequence[str] | None = None,
    sort: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    r"""Show each cue in its context, to read what was counted.

    The context is the text as it stands, so with ``within=None`` it may hold line breaks.

    Parameters
    ----------
    articles
        The articles the spans lie in. A missing `date` is an empty column.
    spans
        The spans table; its rows with the role ``cue`` are the lines.
    within
        The context: the rest of the ``"sentence"`` or ``"paragraph"`` (a non-empty line), up to 2,000 characters on
        each side, or with ``None`` the `width` characters on each side.
    width
        Characters on each side; read only with ``within=None``.
    devices
        The device or devices wanted; by default all but `layout`.
    sort
        A column of the result, or several, that puts like lines together, ignoring case: ``"match"``, ``"right"``,
        ``"left"`` (the nearest word first), ``"outlet"``, ``["voice", "match"]`` … By default, and among lines that are
        alike, the order is that of the articles and of their texts.

    Returns
    -------
    pandas.DataFrame
        ``doc_id, outlet, date, device, subtype, voice, speaker, left, match, right``. `match` is empty for a cue
        without a word, such as a bare quotation. `framing.kwic` aligns and groups the lines for reading; ``.to_csv``
        exports them.

    Raises
    ------
    ValueError
        If a table lacks a column, a span lies outside its text, or an option is not one of those above.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Courier"], "text": ["Rain may fall.\nIt is cold."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [5], "end": [8], "device": ["hedge"], "role": ["cue"]})
    >>> spans["device"] = spans["device"].astype("category")
    >>> lines = concordance(articles, spans, within="paragraph")
    >>> lines[["outlet", "left", "match", "right"]].to_dict("records")
    [{'outlet': 'Courier', 'left': 'Rain ', 'match': 'may', 'right': ' fall.'}]
    """
    order = [sort] if isinstance(sort, str) else list(sort or ())
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="concordance")
    _check_options(within, width, order)
    cues = _cues(articles, spans, devices)
    texts: list[str] = articles["text"].tolist()
    cues = _with_contexts(cues, texts, within, width)
    is_far = (cues["start"] - cues["left"] > LONGEST) | (cues["right"] - cues["end"] > LONGEST)
    if within and is_far.any():
        cut = f"cut to {LONGEST:,} characters a side"
        note(f"concordance: a {within} too long to read, {cut}, in lines: {int(is_far.sum())}")
        cues["left"] = cues["left"].clip(lower=cues["start"] - LONGEST)
        cues["right"] = cues["right"].clip(upper=cues["end"] + LONGEST)
    rows = cues["article"].to_numpy()
    lines = pd.DataFrame({"doc_id": articles["doc_id"].take(rows).array, "outlet": articles["outlet"].take(rows).array})
    lines["date"] = articles["date"].take(rows).array if "date" in articles else pd.NaT
    lines["device"] = cues["device"].array
    for column in ("subtype", "voice", "speaker"):
        lines[column] = cues[column].array if column in cues else ""
    for column, first, last in (("left", "left", "start"), ("match", "start", "end"), ("right", "end", "right")):
        stretches = [texts[row][i:j] for row, i, j in zip(rows, cues[first], cues[last], strict=True)]
        lines[column] = pd.Series(stretches, dtype="str", index=lines.index)
    lines = lines[list(CONCORDANCE_COLUMNS)]
    return _sorted(lines, order) if order else lines


def _check_options(within: str | None, width: int, order: Sequence[str]) -> None:
    if within not in ("sentence", "paragraph", None):
        raise ValueError(f"concordance: within={within!r}; give 'sentence', 'paragraph', or None for a width")
    if width < 0:
        raise ValueError(f"concordance: width={width} is negative; give the characters wanted on each side")
    if unknown := [column for column in order if column not in CONCORDANCE_COLUMNS]:
        raise ValueError(
            f"concordance: sort={unknown[0]!r} is no column of the lines: {', '.join(CONCORDANCE_COLUMNS)}"
        )


def _cues(articles: pd.DataFrame, spans: pd.DataFrame, devices: str | Sequence[str] | None) -> pd.DataFrame:
    """Return the cue rows wanted, in the order of the articles and of their texts, with the article's row number."""
    cues = spans[spans["role"] == "cue"]
    if devices is None:
        cues = cues[cues["device"].isin(devices_shown(spans))]
    else:
        wanted = [devices] if isinstance(devices, str) else list(devices)
        looked_for = list(spans["device"].cat.categories)
        unknown = [device for device in wanted if device not in looked_for]
        if unknown:
            raise ValueError(f"concordance: {named(unknown)} not among the devices looked for: {named(looked_for)}")
        cues = cues[cues["device"].isin(wanted)]
    places = pd.Series(range(len(articles)), index=articles["doc_id"], dtype="int64")
    cues = cues.assign(article=places.loc[cues["doc_id"]].to_numpy())
    return cues.sort_values(["article", "start", "end"], kind="stable")


def _with_contexts(cues: pd.DataFrame, texts: list[str], within: str | None, width: int) -> pd.DataFrame:
    """Add where the context of each cue begins and ends, `left` and `right`; boundaries are found once an article."""
    if within is None:
        return cues.assign(left=(cues["start"] - width).clip(lower=0), right=cues["end"] + width)
    boundaries = sentence_spans if within == "sentence" else paragraph_spans
    contexts: list[tuple[int, int]] = []
    places = zip(cues["article"].tolist(), cues["start"].tolist(), cues["end"].tolist(), strict=True)
    for article, cue_places in groupby(places, key=itemgetter(0)):
        parts = boundaries(texts[article])
        starts, ends = [start for start, _ in parts], [end for _, end in parts]
        contexts += [_around(start, end, starts, ends) for _, start, end in cue_places]
    return cues.assign(left=[left for left, _ in contexts], right=[right for _, right in contexts])


def _around(start: int, end: int, starts: list[int], ends: list[int]) -> tuple[int, int]:
    """Return where the parts begin and end in which a cue begins and ends; between parts there is no context."""
    first = bisect_right(starts, start) - 1
    left = starts[first] if first >= 0 and start <= ends[first] else start
    # An empty cue where one part ends and the next begins belongs to the next, as `first` has it.
    last = bisect_left(ends, max(end, start + 1))
    right = ends[last] if last < len(ends) and starts[last] <= end else end
    return left, right


def _sorted(lines: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    keys = pd.DataFrame({column: _sort_key(lines[column]) for column in order}, index=lines.index)
    return lines.take(keys.sort_values(list(order), kind="stable").index.to_numpy()).reset_index(drop=True)


def _sort_key(column: pd.Series) -> pd.Series:
    """Give what a column is sorted by: words without regard to case, those to the left from the cue backwards."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    words = column.astype(object).where(column.notna(), "").astype(str).str.casefold().str.split()
    return words.map(lambda row: " ".join(row[::-1])) if column.name == "left" else words.str.join(" ")
