"""Pages of articles and of lines, and the counts of a view: plain values that a widget can send."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from framing.exploring.filters import Shown
from framing.exploring.prepared import Prepared
from framing.marking.look import switched_on
from framing.marking.marked_text import marked_html
from framing.marking.marks import column

PAGE = 50  # articles or lines
_CONTEXT = 160  # characters on a side of a line
_MOST_OUTLETS = 12  # with a column of their own among the counts
_MOST_SPEAKERS = 300  # that are proposed

Row = dict[str, str | int]


class Page(TypedDict):
    """Some rows of a longer list: how many there are, the first of these, and they."""

    total: int
    first: int
    rows: list[Row]


class Counts(TypedDict):
    """Cues per device: in all, by voice, by outlet, and in how many articles."""

    voices: list[str]
    outlets: list[str]
    rows: list[dict[str, str | int | list[int]]]


def choices(prepared: Prepared) -> dict[str, list[str]]:
    """Give what can be chosen in each filter; of the speakers those that come most."""
    speakers = np.bincount(prepared.speaker.codes, minlength=len(prepared.speaker.values))
    most = [prepared.speaker.values[code] for code in np.argsort(-speakers, kind="stable")[: _MOST_SPEAKERS + 1]]
    has_date = not np.isnat(prepared.date).all()
    return {
        "outlet": list(prepared.outlet.values),
        "device": list(prepared.devices),
        "voice": [value for value in prepared.voice.values if value],
        "speaker": [name for name in most if name],
        "dates": [str(np.nanmin(prepared.date)), str(np.nanmax(prepared.date))] if has_date else [],
    }


def article_page(prepared: Prepared, of: Shown, first: int = 0) -> Page:
    """Give a page of the articles shown, each with the number of its cues shown.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.exploring.filters import View, shown
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "device": ["hedge"], "role": ["cue"]})
    >>> prepared = Prepared(articles, spans.astype({"device": "category"}))
    >>> article_page(prepared, shown(prepared, View()))["rows"]
    [{'row': 0, 'doc_id': 'a', 'title': 'It may rain.', 'outlet': 'Bee', 'date': '', 'cues': 1}]
    """
    rows = np.flatnonzero(of.articles)
    numbers = np.bincount(prepared.article[of.cues], minlength=len(of.articles))
    page = rows[first : first + PAGE]
    table = prepared.articles.iloc[page]
    told = zip(*(column(table, name) for name in ("doc_id", "headline", "outlet")), strict=True)
    found: list[Row] = [
        {"row": int(row), "doc_id": doc_id, "title": _title(headline, prepared.texts[row]), "outlet": outlet,
         "date": _day(prepared, row), "cues": int(numbers[row])}
        for row, (doc_id, headline, outlet) in zip(page, told, strict=True)
    ]  # fmt: skip
    return {"total": len(rows), "first": first, "rows": found}


def line_page(prepared: Prepared, of: Shown, *, sort: str = "text", first: int = 0, most: int = PAGE) -> Page:
    """Give a page of the cues shown, each in its context, sorted.

    `cue` is the number of the cue among all, and `row` that of its article. A context is up to 160 characters of its
    paragraph.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.exploring.filters import View, shown
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "device": ["hedge"], "role": ["cue"]})
    >>> prepared = Prepared(articles, spans.astype({"device": "category"}))
    >>> [(line["left"], line["match"], line["right"]) for line in line_page(prepared, shown(prepared, View()))["rows"]]
    [('It ', 'may', ' rain.')]
    """
    cues = np.flatnonzero(of.cues)
    page = cues[np.argsort(prepared.ranks(sort)[cues], kind="stable")][first : first + most]
    table = prepared.cues.iloc[page]
    found: list[Row] = []
    told = (column(table, name) for name in ("doc_id", "device", "subtype", "voice", "speaker"))
    for cue, doc_id, device, subtype, voice, speaker in zip(page, *told, strict=True):
        row, start, end = int(prepared.article[cue]), int(prepared.starts[cue]), int(prepared.ends[cue])
        text = prepared.texts[row]
        left = text[max(start - _CONTEXT, 0) : start].rpartition("\n")[2]
        right = text[end : end + _CONTEXT].partition("\n")[0]
        outlet = prepared.outlet.values[prepared.outlet.codes[row]]
        found.append(
            {"cue": int(cue), "row": row, "doc_id": doc_id, "left": left, "match": text[start:end], "right": right,
             "outlet": outlet, "date": _day(prepared, row), "device": device, "subtype": subtype, "voice": voice,
             "speaker": speaker}
        )  # fmt: skip
    return {"total": len(cues), "first": first, "rows": found}


def counts_of(prepared: Prepared, of: Shown) -> Counts:
    """Count the cues shown per device: by voice, by outlet (the largest, then all others), and their articles.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.exploring.filters import View, shown
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["It may rain."]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [3], "end": [6], "device": ["hedge"], "role": ["cue"]})
    >>> prepared = Prepared(articles, spans.astype({"device": "category"}))
    >>> counts_of(prepared, shown(prepared, View()))["rows"]
    [{'device': 'hedge', 'cues': 1, 'articles': 1, 'by_voice': [], 'by_outlet': [1]}]
    """
    devices = prepared.device.codes[of.cues]
    article = prepared.article[of.cues]
    by_voice = _crossed(devices, prepared.voice.codes[of.cues], len(prepared.devices), len(prepared.voice.values))
    outlets = len(prepared.outlet.values)
    by_outlet = _crossed(devices, prepared.outlet.codes[article], len(prepared.devices), outlets)
    in_articles = np.unique(devices * len(of.articles) + article) // max(len(of.articles), 1)
    articles = np.bincount(in_articles, minlength=len(prepared.devices))
    shares = np.bincount(prepared.outlet.codes[of.articles], minlength=outlets)
    largest = sorted(np.argsort(-shares, kind="stable")[:_MOST_OUTLETS])
    columns = [code for code in largest if shares[code]]
    others = [code for code in range(outlets) if code not in columns]
    is_more = bool(shares[others].sum())
    voices = [code for code, value in enumerate(prepared.voice.values) if value]
    return {
        "voices": [prepared.voice.values[code] for code in voices],
        "outlets": [prepared.outlet.values[code] for code in columns] + ["other outlets"] * is_more,
        "rows": [
            {
                "device": device,
                "cues": int(by_outlet[code].sum()),
                "articles": int(articles[code]),
                "by_voice": by_voice[code, voices].tolist(),
                "by_outlet": by_outlet[code, columns].tolist() + [int(by_outlet[code, others].sum())] * is_more,
            }
            for code, device in enumerate(prepared.devices)
        ],
    }


def article_html(prepared: Prepared, row: int, cue: int = -1) -> str:
    """Draw one article with its marks; a frame is around the cue of that number, if it is this article's."""
    article = prepared.articles.iloc[[row]]
    spans = prepared.spans.iloc[prepared.rows_of_article(row)]
    focus = (int(prepared.starts[cue]), int(prepared.ends[cue])) if cue >= 0 and prepared.article[cue] == row else None
    devices = list(prepared.devices)
    on = switched_on(devices)
    if focus is not None and (device := prepared.devices[prepared.device.codes[cue]]) not in on:
        on = [*on, device]
    return marked_html(
        article, spans[spans["device"].isin(devices)], devices, on=on, with_parts=prepared.with_parts, focus=focus
    )


def _crossed(
    first: np.ndarray, second: np.ndarray, rows: int, columns: int
) -> np.ndarray:  # fmt: skip
    return np.bincount(first * columns + second, minlength=rows * columns).reshape(rows, columns)


def _title(headline: str, text: str) -> str:
    line = headline or text.lstrip()[:200].partition("\n")[0]
    return line if len(line) <= 120 else f"{line[:120].rsplit(' ', 1)[0]} …"


def _day(prepared: Prepared, row: int) -> str:
    day = prepared.date[row]
    return "" if np.isnat(day) else str(day)
