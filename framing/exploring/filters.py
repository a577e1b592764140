"""Which articles and cues a view shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.exploring.prepared import Mask, Prepared


@dataclass(frozen=True)
class View:
    """What is asked for: of each, all that are named, or any where none is; `search` and `speaker` are parts of words.

    `cues`, where given, are the only cues that count, such as those behind a row of results.
    """

    outlet: tuple[str, ...] = ()
    device: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    speaker: str = ""
    first_date: str = ""
    last_date: str = ""
    search: str = ""
    behind: bool = False


@dataclass(frozen=True)
class Shown:
    """Which articles and which cues pass, one truth value per row."""

    articles: Mask
    cues: Mask


def shown(prepared: Prepared, view: View, behind: Mask | None = None) -> Shown:
    """Apply a view: cues of the articles that pass, and of these the articles that have one, where cues are asked for.

    `behind` are the cues to which ``view.behind`` limits the view.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Fly"], "text": ["It may.", "It may."]})
    >>> spans = pd.DataFrame({"doc_id": ["a", "b"], "start": 3, "end": 6, "device": "hedge", "role": "cue"})
    >>> prepared = Prepared(articles, spans.astype({"device": "category"}))
    >>> shown(prepared, View(outlet=("Fly",))).cues.tolist()
    [False, True]
    """
    articles = prepared.outlet.where(view.outlet)
    if view.first_date:
        articles &= prepared.date >= np.datetime64(view.first_date)
    if view.last_date:
        articles &= prepared.date <= np.datetime64(view.last_date)
    if words := view.search.casefold().strip():
        articles &= np.fromiter((words in text for text in prepared.folded), dtype=bool, count=len(articles))
    cues = articles[prepared.article]
    is_of_cues = bool(view.device or view.voice or view.speaker.strip() or (view.behind and behind is not None))
    if is_of_cues:
        cues &= prepared.device.where(view.device) & prepared.voice.where(view.voice)
        if name := view.speaker.casefold().strip():
            cues &= prepared.speaker.where(
                [value for value in prepared.speaker.values if name in value.casefold()] or ["\0"]
            )
        if view.behind and behind is not None:
            cues &= behind
        articles = np.bincount(prepared.article[cues], minlength=len(articles)) > 0
    return Shown(articles, cues)
