"""Cues in their context, one line a cue: the table in which a researcher reads what a count counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from math import nan
from operator import itemgetter
from typing import Literal

import pandas as pd

from framing.aligned_lines import AlignedLines
from framing.checks import check_articles, check_coder, check_spans
from framing.model import devices_shown, named, note
from framing.texts.text import paragraph_spans, sentence_spans

CONCORDANCE_COLUMNS = (
    "doc_id", "outlet", "date", "device", "subtype", "voice", "speaker", "kind", "score", "left", "match",
    "right",
)  # fmt: skip

LONGEST = 2_000  # characters of context on a side; a line of millions with many cues would fill the memory otherwise


def concordance(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    devices: str | Sequence[str] | None = None,
    context: Literal["sentence", "paragraph"] | int = "sentence",
    sort: str | Sequence[str] | None = None,
    by: str | None = None,
) -> AlignedLines:
    r"""Show each cue in its context, to read what was counted.

    A notebook displays the first 200 lines aligned at their cues, each context cut to 90 characters a side. The table
    has the whole context, as it stands in the text, line breaks included.

    Parameters
    ----------
    articles
        The articles the spans lie in. A missing `date` is an empty column.
    spans
        The spans table; its rows with the role ``cue`` are the lines.
    devices
        The device or devices wanted; by default all but `layout`.
    context
        The rest of the ``"sentence"`` or ``"paragraph"`` (a non-empty line), up to 2,000 characters on each side, or
        the number of characters on each side.
    sort
        A column of the result, or several, that puts like lines together, ignoring case: ``"match"``, ``"right"``,
        ``"left"`` (the nearest word first), ``"outlet"``, ``["voice", "match"]`` … By default, and among lines that are
        alike, the order is that of the articles and of their texts.
    by
        A column of the result whose values make groups in the display, the largest first: ``"match"``, ``"voice"``,
        ``"outlet"`` …; of ``"left"`` and ``"right"`` it is the word next to the cue. The table itself has no groups.

    Returns
    -------
    DataFrame
        ``doc_id, outlet, date, device, subtype, voice, speaker, kind, score, left, match, right``. `match` is empty
        for a cue without a word, such as a bare quotation.
        Filtering keeps the display; ``.save("lines.html")`` writes it as a
        page with all lines, ``.to_csv("lines.csv")`` writes the table.

    Raises
    ------
    ValueError
        If a table lacks a column, a span lies outside its text, or an option is not one of those above.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Courier"], "text": ["Rain may fall.\nIt is cold."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [5], "end": [8], "device": ["hedge"], "role": ["cue"]})
    >>> spans["device"] = spans["device"].astype("category")
    >>> lines = concordance(articles, spans, context="paragraph")
    >>> lines[["outlet", "left", "match", "right"]].to_dict("records")
    [{'outlet': 'Courier', 'left': 'Rain ', 'match': 'may', 'right': ' fall.'}]
    """
    order = [sort] if isinstance(sort, str) else list(sort or ())
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="concordance")
    _check_options(context, order, by)
    cues = _cues(articles, spans, devices)
    texts: list[str] = articles["text"].tolist()
    cues = _with_contexts(cues, texts, context)
    is_far = (cues["start"] - cues["left"] > LONGEST) | (cues["right"] - cues["end"] > LONGEST)
    if isinstance(context, str) and is_far.any():
        cut = f"cut to {LONGEST:,} characters a side"
        note(f"concordance: a {context} too long to read, {cut}, in lines: {int(is_far.sum())}")
        cues["left"] = cues["left"].clip(lower=cues["start"] - LONGEST)
        cues["right"] = cues["right"].clip(upper=cues["end"] + LONGEST)
    rows = cues["article"].to_numpy()
    lines = pd.DataFrame({"doc_id": articles["doc_id"].take(rows).array, "outlet": articles["outlet"].take(rows).array})
    lines["date"] = articles["date"].take(rows).array if "date" in articles else pd.NaT
    lines["device"] = cues["device"].array
    for column in ("subtype", "voice", "speaker", "kind"):
        lines[column] = cues[column].array if column in cues else ""
    lines["score"] = cues["score"].array if "score" in cues else nan
    for column, first, last in (("left", "left", "start"), ("match", "start", "end"), ("right", "end", "right")):
        stretches = [texts[row][i:j] for row, i, j in zip(rows, cues[first], cues[last], strict=True)]
        lines[column] = pd.Series(stretches, dtype="str", index=lines.index)
    lines = lines[list(CONCORDANCE_COLUMNS)]
    table = AlignedLines(_sorted(lines, order) if order else lines)
    table.by = by
    return table


def _check_options(context: str | int, order: Sequence[str], by: str | None) -> None:
    is_wrong = context < 0 if isinstance(context, int) else context not in ("sentence", "paragraph")
    if is_wrong:
        raise ValueError(
            f"concordance: context={context!r}; give 'sentence', 'paragraph', or a number of characters on each side"
        )
    for option, column in (*(("sort", column) for column in order), ("by", by)):
        if column is not None and column not in CONCORDANCE_COLUMNS:
            raise ValueError(
                f"concordance: {option}={column!r} is no column of the lines: {', '.join(CONCORDANCE_COLUMNS)}"
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


def _with_contexts(cues: pd.DataFrame, texts: list[str], context: str | int) -> pd.DataFrame:
    """Add where the context of each cue begins and ends, `left` and `right`; boundaries are found once an article."""
    if isinstance(context, int):
        return cues.assign(left=(cues["start"] - context).clip(lower=0), right=cues["end"] + context)
    boundaries = sentence_spans if context == "sentence" else paragraph_spans
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
