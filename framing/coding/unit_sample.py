"""A probability sample of whole units (articles, paragraphs, sentences) for coding, of which no label is known yet."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from framing.code_table import CODE_UNITS
from framing.coding.drawing import LEAST, Codes, drawn
from framing.model import Document, named, note
from framing.texts.text import Reading

SAMPLED_COLUMNS = ("unit", "start", "end", "probability", "seed", "before", "text", "after")


def sampled_units(articles: pd.DataFrame, *, unit: str, n: int, by: str | None, seed: int) -> pd.DataFrame:
    """Draw `n` units from each value of `by`, or `n` in all, each with the same chance within its group.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["It rains. It pours.", "Calm."]})
    >>> drawn = sampled_units(articles, unit="sentence", n=2, by=None, seed=1)
    >>> drawn[["doc_id", "text", "probability"]].round(2)
      doc_id       text  probability
    0      a  It rains.         0.67
    1      a  It pours.         0.67
    """
    if unit not in CODE_UNITS:
        raise ValueError(f"sample: unit={unit!r} is none of {', '.join(CODE_UNITS)}")
    if n < LEAST:
        raise ValueError(f"sample: n={n} is too few; at least {LEAST} units come from each group")
    places = [_places(text, unit) for text in articles["text"]]
    article = np.repeat(np.arange(len(articles)), [len(own) for own in places])
    if not len(article):
        raise ValueError(f"sample: no {unit} of the articles has a word")
    every = [place for own in places for place in own]
    groups, values = pd.factorize(articles[by], sort=True) if by is not None else (np.zeros(len(articles), int), [""])
    sizes = np.bincount(groups[article], minlength=len(values))
    if not sizes.all():
        raise ValueError(
            f"articles: {by} {named(np.asarray(values)[sizes == 0])} has no {unit} to draw from; leave it out"
        )
    if (sizes < n).any():
        of = f"{by} {named(np.asarray(values)[sizes < n])} has" if by is not None else "the corpus has"
        note(f"sample: {of} fewer than {n} {unit}s, so all of them are included", stacklevel=4)
    one: Codes = np.zeros(len(article), dtype=np.intp)
    picked, chances = drawn(one, groups[article], np.ones(1), n, np.random.default_rng(seed))
    table = _table(articles, article, every, picked).assign(unit=unit, probability=chances, seed=seed)
    if by is not None:
        table = table.assign(**{by: articles[by].iloc[article[picked]].to_numpy()})
    return table[["unit_id", "doc_id", *([by] if by is not None else []), *SAMPLED_COLUMNS]]


def _places(text: str, unit: str) -> list[tuple[int, int]]:
    """List the units of a text that have a word."""
    reading = Reading(Document("", text))
    if not reading.words:
        return []
    if unit == "article":
        return [(0, len(text))]
    starts = np.array([start for start, _ in reading.words])
    places = reading.paragraphs if unit == "paragraph" else reading.sentences
    return [place for place in places if np.searchsorted(starts, place[0]) < np.searchsorted(starts, place[1])]


def _table(articles: pd.DataFrame, article: Codes, places: list[tuple[int, int]], picked: Codes) -> pd.DataFrame:
    """Give the units drawn, with the units before and after each of the same article."""
    texts, doc_ids = articles["text"].tolist(), articles["doc_id"].tolist()

    def text_of(at: int, own: int) -> str:
        if not 0 <= at < len(places) or article[at] != own:
            return ""
        start, end = places[at]
        return str(texts[own][start:end])

    rows = []
    for number, at in enumerate(picked.tolist(), start=1):
        own = int(article[at])
        start, end = places[at]
        digest = hashlib.sha256(f"{doc_ids[own]}\t{start}\t{texts[own][start:end]}".encode()).hexdigest()
        around = [text_of(at + step, own) for step in (-1, 0, 1)]
        rows.append((f"U{number:04}-{digest[:6]}", doc_ids[own], start, end, *around))
    return pd.DataFrame(rows, columns=["unit_id", "doc_id", "start", "end", "before", "text", "after"])
