"""The words that counts are out of: how many each article has, apart by voice, speaker and part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import Document
from framing.speakers.speaker import speakers_by_instance
from framing.text import Place, Reading, is_covered, merged, parts, word_starts
from framing.voice import Content, Voices

_Places = npt.NDArray[np.int64]
_Row = tuple[int, str, int, int]  # instance, role, start, end


def words_by_layer(
    spans: pd.DataFrame, articles: pd.DataFrame, exclude: Sequence[str], layers: Sequence[str]
) -> tuple[pd.DataFrame, dict[object, list[Place]]]:
    """Count the words of each article, apart by the `layers`.

    A word is of the voice, speaker and part in which it starts. Only what stands in an article makes a row.

    Parameters
    ----------
    spans, articles : DataFrame
        The tables of `framing.count`, checked.
    exclude : sequence of str
        Devices whose places are left out, with the paragraphs that they cover by half or more.
    layers : sequence of str
        Any of ``voice, speaker, part``.

    Returns
    -------
    DataFrame, dict
        Rows of `doc_id`, the `layers`, `words`; and for each `doc_id` the places left out, sorted and disjoint.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["One. Two."]})
    >>> spans = pd.DataFrame({"doc_id": [], "start": [], "end": [], "device": [], "role": [], "instance": []})
    >>> words_by_layer(spans, articles, [], [])[0]["words"].tolist()
    [2]
    """
    regions = _places(spans[spans["device"].isin(exclude)])
    attributions = _attributions(spans) if {"voice", "speaker"} & set(layers) else {}
    headlines = articles["headline"] if "headline" in articles.columns else pd.Series("", index=articles.index)
    excluded: dict[object, list[Place]] = {}
    rows: list[int] = []  # the article of each row, by position
    told: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for row, (doc_id, headline, text) in enumerate(zip(articles["doc_id"], headlines, articles["text"], strict=True)):
        reading = Reading(Document(str(doc_id), text, headline=headline if isinstance(headline, str) else ""))
        excluded[doc_id] = _whole_paragraphs(reading, regions.get(doc_id, []))
        starts = np.array(word_starts(text), dtype=np.int64)
        starts = starts[~_covers(excluded[doc_id], starts)]
        columns = _columns(reading, starts, attributions.get(doc_id, []), excluded[doc_id], layers)
        tally = Counter(zip(*columns, strict=True)) if layers else {(): len(starts)}
        rows += [row] * len(tally)
        told += tally.keys()
        numbers += tally.values()
    table = pd.DataFrame({"doc_id": articles["doc_id"].iloc[rows].reset_index(drop=True)})
    for index, layer in enumerate(layers):
        table[layer] = pd.Series([values[index] for values in told], dtype=spans[layer].dtype)
    return table.assign(words=pd.Series(numbers, dtype="int64")), excluded


def _places(spans: pd.DataFrame) -> dict[object, list[Place]]:
    places: dict[object, list[Place]] = {}
    for doc_id, start, end in zip(spans["doc_id"], spans["start"], spans["end"], strict=True):
        places.setdefault(doc_id, []).append((start, end))
    return places


def _attributions(spans: pd.DataFrame) -> dict[object, list[_Row]]:
    """Give the rows of each article's attributions."""
    rows: dict[object, list[_Row]] = {}
    found = spans[spans["device"] == "attribution"]
    columns = ("doc_id", "instance", "role", "start", "end")
    for doc_id, *row in zip(*(found[column].tolist() for column in columns), strict=True):
        instance, role, start, end = row
        rows.setdefault(doc_id, []).append((instance, role, start, end))
    return rows


def _whole_paragraphs(reading: Reading, places: Sequence[Place]) -> list[Place]:
    """Merge the excluded places and the paragraphs that they cover by half or more."""
    if not places:
        return []
    covered = merged(places)
    whole = [paragraph for paragraph in reading.paragraphs if is_covered(paragraph, covered)]
    return merged([*covered, *whole])


def _covers(places: Sequence[Place], starts: _Places) -> npt.NDArray[np.bool_]:
    """Tell for each of `starts` whether it lies in one of the sorted, disjoint `places`."""
    if not places:
        return np.zeros(len(starts), dtype=bool)
    left = np.array([place[0] for place in places])
    right = np.array([place[1] for place in places])
    found = np.searchsorted(left, starts, side="right") - 1
    return (found >= 0) & (starts < right[np.maximum(found, 0)])


def _columns(
    reading: Reading, starts: _Places, attributions: Sequence[_Row], excluded: list[Place], layers: Sequence[str]
) -> list[list[str]]:
    """Give for each word its value in each layer."""
    if not layers:
        return []
    columns: list[list[str]] = []
    voices = Voices([Content(row[2], row[3], row[0]) for row in attributions if row[1] == "content"], reading.spoken)
    index = np.searchsorted(np.array(voices.borders), starts, side="right") - 1
    for layer in layers:
        if layer == "voice":
            columns.append([voices.voices[i].voice for i in index])
        elif layer == "speaker":
            quoted = [(quotation.start, quotation.end) for quotation in reading.quotations]
            names = speakers_by_instance(reading.text, attributions, quoted=quoted)
            columns.append([names.get(voices.voices[i].within, "") for i in index])
        else:
            where = parts(reading, excluded)
            columns.append([where.of(int(start)) for start in starts])
    return columns
