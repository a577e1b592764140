"""What stands near whom: counts of a device in the sentences, paragraphs or statements of a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from framing.checks import check_articles, check_coder, check_columns, check_looked_for, check_spans
from framing.counting.denominators import of_sources, places_left_out
from framing.counting.kinds import without_apart
from framing.counting.near import (
    ELSEWHERE,
    Mentioned,
    Row,
    contents,
    counted_words,
    inside,
    owners,
    scopes,
    target_of,
)
from framing.model import VOICES, Document, named
from framing.sources import cue_class
from framing.texts.text import Place, Reading, word_index

SCOPES = ("sentence", "paragraph", "content")
_ATTRIBUTION = "attribution"
_COUNTED = ("words", "device", "target", "n", "per_1000", "base", "voices", "excluded")

_Counted = tuple[int, str, str, int, int]  # article, device, target, n, words


def cooccur(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    device: str,
    with_: str = "actor",
    scope: Literal["sentence", "paragraph", "content"] = "sentence",
    exclude: str | Sequence[str] = (),
    voice: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count a device near each target: whose statements are hedged, whose claims are *claimed* and whose are *said*.

    The result is a counts table with a column `target`: `framing.compare` compares outlets for each target, and
    ``framing.compare_gaps(counts, across="target")`` whether the gap between outlets differs between targets. Near is
    not about: a hedge in the sentence of two actors counts for both.

    Parameters
    ----------
    articles
        The articles that were labelled.
    spans
        The spans table of one coder, with the cues of both devices.
    device
        The device that is counted. ``"attribution"`` with ``scope="content"`` counts the attributions to each target by
        the class of their verb (``neutral, distancing, endorsing, …``, as in `framing.sources`) out of all of them.
    with_
        The device whose cues mention the targets: ``"actor"``, or any device with subtypes.
    scope
        ``"sentence"`` or ``"paragraph"`` that mentions the target, or ``"content"``: what is attributed to the target.
    exclude
        Devices whose text is left out of counts and words, such as ``"boilerplate"``.
    voice
        Count only in these voices (``outlet, quoted, reported``), out of their words.

    Returns
    -------
    DataFrame
        The columns of `articles` without `text`, then `words` (of the target's sentences, paragraphs or statements in
        the article), `device`, `target` (``elsewhere``: the words of no target), `n`, `per_1000`, `base`, `voices`,
        `excluded`. An article has rows only for the targets that it has words of.

    Raises
    ------
    ValueError
        Where a device was not looked for, an option is not one of those above, or no target is mentioned.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": ["Ada Orr may win. Bo Lee left town."]})
    >>> spans = pd.DataFrame({
    ...     "doc_id": "a", "start": [0, 8, 17], "end": [7, 11, 23], "role": "cue", "instance": [0, 1, 2],
    ...     "device": pd.Categorical(["actor", "hedge", "actor"]), "subtype": ["person:Ada Orr", "", "person:Bo Lee"],
    ... })
    >>> cooccur(articles, spans, device="hedge")[["words", "device", "target", "n"]]
       words device   target  n
    0      4  hedge  Ada Orr  1
    1      4  hedge   Bo Lee  0
    """
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    voices = (voice,) if isinstance(voice, str) else tuple(voice or ())
    check_articles(articles)
    check_spans(spans, articles)
    check_coder(spans, verb="cooccur")
    _check(articles, spans, device=device, with_=with_, scope=scope, left_out=left_out, voices=voices)
    cues = without_apart(spans[spans["role"] == "cue"])
    mentions = _mentions(cues[cues["device"] == with_])
    if not mentions:
        raise ValueError(
            f"cooccur: the spans have no {with_} at all, so nothing is near one; check the terms of {with_}"
        )
    places = _places(cues[cues["device"] == device])
    needs_voices = scope == "content" or bool(voices)
    attributions = _rows(spans[spans["device"] == _ATTRIBUTION]) if needs_voices else {}
    excluded = places_left_out(articles, spans, left_out) if left_out else {}
    counted: list[_Counted] = []
    genres = articles["genre"] if "genre" in articles.columns else [""] * len(articles)
    for number, (doc_id, text, genre) in enumerate(zip(articles["doc_id"], articles["text"], genres, strict=True)):
        reading = Reading(Document(str(doc_id), text, genre=str(genre)))
        rows, mentioned = of_sources(reading, attributions.get(doc_id, [])), mentions.get(doc_id, [])
        owned = owners(text, rows, mentioned) if scope == "content" and mentioned and rows else {}
        if scope == "content" and device == _ATTRIBUTION:
            counted += _by_class(number, text, rows, owned, excluded.get(doc_id, []))
            continue
        near = contents(rows, owned) if scope == "content" else scopes(reading, mentioned, scope)
        words = counted_words(reading, excluded.get(doc_id, []), voices, rows)
        counted += _near(number, reading, words, near, places.get(doc_id, []), device)
    is_attribution = device == _ATTRIBUTION and scope == "content"
    table = _table(articles, _whole(counted) if is_attribution else counted)
    return table.assign(
        base="attributions" if is_attribution else "words",
        voices=", ".join(voices) or "all", excluded=", ".join(left_out) or "none",
    )  # fmt: skip


def _check(
    articles: pd.DataFrame, spans: pd.DataFrame, *, device: str, with_: str, scope: str, left_out: tuple[str, ...],
    voices: tuple[str, ...],
) -> None:  # fmt: skip
    """Raise unless the options go together and what they need was looked for."""
    if scope not in SCOPES:
        raise ValueError(f"cooccur: scope={scope!r} is none of {named(SCOPES)}")
    if device == with_:
        raise ValueError(f"cooccur: device and with_ are both {device!r}; name two devices")
    if unknown := [name for name in voices if name not in VOICES]:
        raise ValueError(f"cooccur: voice={unknown[0]!r} is none of {named(VOICES)}")
    if voices and scope == "content":
        raise ValueError("cooccur: scope='content' is what targets say and has no outlet's voice; leave voice= out")
    check_columns(spans, ("subtype", "instance"), name="spans", way_out="framing.label gives it")
    for option, name in (("device", device), ("with_", with_)):
        check_looked_for(spans, [name], option=option)
    check_looked_for(spans, left_out, option="exclude")
    if scope == "content" or voices:
        check_looked_for(spans, [_ATTRIBUTION], option="scope='content', device" if not voices else "voice, device")
    if taken := [name for name in _COUNTED if name in articles.columns]:
        raise ValueError(
            f"cooccur: articles have a column {taken[0]!r} already; "
            f"articles.rename(columns={{{taken[0]!r}: 'article_{taken[0]}'}}) frees it"
        )


def _mentions(cues: pd.DataFrame) -> dict[object, list[Mentioned]]:
    """Give the mentions of each article, in order."""
    found: dict[object, list[Mentioned]] = {}
    ordered = cues.sort_values("start", kind="stable")
    columns = (ordered[name].tolist() for name in ("doc_id", "device", "subtype", "start", "end"))
    for doc_id, device, subtype, start, end in zip(*columns, strict=True):
        found.setdefault(doc_id, []).append(Mentioned(start, end, target_of(device, subtype)))
    return found


def _places(cues: pd.DataFrame) -> dict[object, list[int]]:
    """Give where the cues of each article start."""
    found: dict[object, list[int]] = {}
    for doc_id, start in zip(cues["doc_id"].tolist(), cues["start"].tolist(), strict=True):
        found.setdefault(doc_id, []).append(start)
    return found


def _rows(spans: pd.DataFrame) -> dict[object, list[Row]]:
    """Give the rows of each article's attributions."""
    found: dict[object, list[Row]] = {}
    columns = (spans[name].tolist() for name in ("doc_id", "instance", "role", "start", "end"))
    for doc_id, instance, role, start, end in zip(*columns, strict=True):
        found.setdefault(doc_id, []).append((instance, role, start, end))
    return found


def _near(
    number: int, reading: Reading, words: np.ndarray, near: dict[str, list[Place]], cues: Sequence[int], device: str
) -> Iterator[_Counted]:
    """Count the cues and words of one article near each target, and elsewhere."""
    starts = np.array([start for start, _ in reading.words], dtype=np.int64)
    if not len(starts):
        return
    at = np.array([word_index(reading.words, cue) for cue in cues], dtype=np.int64)
    is_near = np.zeros(len(starts), dtype=bool)
    for target, places in sorted(near.items()):
        is_in = inside(starts, places)
        is_near |= is_in
        is_in &= words
        if is_in.any():
            yield number, device, target, int(is_in[at].sum()), int(is_in.sum())
    rest = words & ~is_near
    if rest.any():
        yield number, device, ELSEWHERE, int(rest[at].sum()), int(rest.sum())


def _by_class(
    number: int, text: str, rows: Sequence[Row], owned: dict[int, str], left_out: Sequence[Place]
) -> Iterator[_Counted]:
    """Count the attributions of one article by their source and the class of their cue."""
    cues = [(instance, start, end) for instance, role, start, end in rows if role == "cue"]
    kept = inside(np.array([start for _, start, _ in cues], dtype=np.int64), left_out)
    classes = Counter(
        (owned.get(instance, ELSEWHERE), cue_class(text[start:end]) or "other")
        for (instance, start, end), is_left_out in zip(cues, kept, strict=True)
        if not is_left_out
    )
    totals: Counter[str] = Counter()
    for (target, _), n in classes.items():
        totals[target] += n
    for (target, name), n in sorted(classes.items()):
        yield number, name, target, n, totals[target]


def _whole(counted: Sequence[_Counted]) -> list[_Counted]:
    """Give every class of verbs a row, zero or not, for each target of an article."""
    classes = sorted({name for _, name, _, _, _ in counted})
    n = {(number, target, name): times for number, name, target, times, _ in counted}
    total = {(number, target): words for number, _, target, _, words in counted}
    return [
        (number, name, target, n.get((number, target, name), 0), words)
        for (number, target), words in total.items()
        for name in classes
    ]


def _table(articles: pd.DataFrame, counted: Sequence[_Counted]) -> pd.DataFrame:
    """Lay out the rows next to what is known of their articles."""
    columns = list(zip(*counted, strict=True)) or [()] * 5
    frame = articles.drop(columns="text").iloc[list(columns[0])].reset_index(drop=True)
    n, words = (pd.Series(list(column), dtype="int64") for column in columns[3:])
    return frame.assign(
        words=words, device=pd.Series(list(columns[1]), dtype="str"), target=pd.Series(list(columns[2]), dtype="str"),
        n=n, per_1000=1000 * n / words,
    )  # fmt: skip
