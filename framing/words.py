"""The words that counts are out of: how many each article has, apart by voice, speaker and part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import LAYOUT, Document
from framing.parts import parts_at
from framing.speakers.speaker import speakers_by_instance
from framing.text import Place, Reading, paragraph_spans, whole_paragraphs, word_starts
from framing.voice import Content, Voices

_Places = npt.NDArray[np.int64]
_Row = tuple[int, str, int, int]  # instance, role, start, end


def words_by_layer(
    spans: pd.DataFrame, articles: pd.DataFrame, excluded: Mapping[object, list[Place]], layers: Sequence[str]
) -> pd.DataFrame:
    """Count the words of each article, apart by the `layers`.

    A word is of the voice, speaker and part in which it starts. Only what stands in an article makes a row.

    Parameters
    ----------
    spans, articles : DataFrame
        The tables of `framing.count`, checked.
    excluded : mapping
        The places that are left out, as `places_left_out` gives them.
    layers : sequence of str
        Any of ``voice, speaker, part``.

    Returns
    -------
    DataFrame
        Rows of `doc_id`, the `layers`, `words`.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["One. Two."]})
    >>> spans = pd.DataFrame({"doc_id": [], "start": [], "end": [], "device": [], "role": [], "instance": []})
    >>> words_by_layer(spans, articles, {}, [])["words"].tolist()
    [2]
    """
    attributions = _attributions(spans) if {"voice", "speaker"} & set(layers) else {}
    layouts = _layouts(spans) if "part" in layers else {}
    rows: list[int] = []  # the article of each row, by position
    told: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for row, (doc_id, text) in enumerate(zip(articles["doc_id"], articles["text"], strict=True)):
        reading = Reading(Document(str(doc_id), text))
        starts = np.array(word_starts(text), dtype=np.int64)
        starts = starts[~_covers(excluded.get(doc_id, []), starts)]
        columns = _columns(reading, starts, attributions.get(doc_id, []), layouts.get(doc_id, []), layers)
        tally = Counter(zip(*columns, strict=True)) if layers else {(): len(starts)}
        rows += [row] * len(tally)
        told += tally.keys()
        numbers += tally.values()
    table = pd.DataFrame({"doc_id": articles["doc_id"].iloc[rows].reset_index(drop=True)})
    for index, layer in enumerate(layers):
        table[layer] = pd.Series([values[index] for values in told], dtype=spans[layer].dtype)
    return table.assign(words=pd.Series(numbers, dtype="int64"))


def places_left_out(spans: pd.DataFrame, articles: pd.DataFrame, devices: Sequence[str]) -> dict[object, list[Place]]:
    """Give for each article the places that leaving `devices` out leaves out, sorted and disjoint.

    A paragraph of which at least half is covered is left out whole. Articles without such a place have no entry.
    """
    places: dict[object, list[Place]] = {}
    found = spans[spans["device"].isin(devices)]
    for doc_id, *place in zip(*(found[column].tolist() for column in ("doc_id", "start", "end")), strict=True):
        places.setdefault(doc_id, []).append((place[0], place[1]))
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True)) if places else {}
    return {
        doc_id: whole_paragraphs(paragraph_spans(texts[doc_id]), found)
        for doc_id, found in places.items()
        if doc_id in texts
    }


def is_left_out(rows: pd.DataFrame, places: Mapping[object, list[Place]]) -> npt.NDArray[np.bool_]:
    """Tell which rows of spans start in a place of `places_left_out`."""
    inside = np.zeros(len(rows), dtype=bool)
    if places:
        starts, doc_ids = rows["start"].to_numpy(dtype=np.int64), rows["doc_id"]
        for doc_id, at in doc_ids.groupby(doc_ids, sort=False).indices.items():
            inside[at] = _covers(places.get(doc_id, []), starts[at])
    return inside


def _attributions(spans: pd.DataFrame) -> dict[object, list[_Row]]:
    """Give the rows of each article's attributions."""
    rows: dict[object, list[_Row]] = {}
    found = spans[spans["device"] == "attribution"]
    columns = ("doc_id", "instance", "role", "start", "end")
    for doc_id, *row in zip(*(found[column].tolist() for column in columns), strict=True):
        instance, role, start, end = row
        rows.setdefault(doc_id, []).append((instance, role, start, end))
    return rows


def _layouts(spans: pd.DataFrame) -> dict[object, list[tuple[str, Place]]]:
    """Give the rows of each article's layout: subtype and place."""
    rows: dict[object, list[tuple[str, Place]]] = {}
    found = spans[spans["device"] == LAYOUT]
    columns = ("doc_id", "subtype", "start", "end")
    for doc_id, subtype, start, end in zip(*(found[column].tolist() for column in columns), strict=True):
        rows.setdefault(doc_id, []).append((subtype, (start, end)))
    return rows


def _covers(places: Sequence[Place], starts: _Places) -> npt.NDArray[np.bool_]:
    """Tell for each of `starts` whether it lies in one of the sorted, disjoint `places`."""
    if not places:
        return np.zeros(len(starts), dtype=bool)
    left = np.array([place[0] for place in places])
    right = np.array([place[1] for place in places])
    found = np.searchsorted(left, starts, side="right") - 1
    return (found >= 0) & (starts < right[np.maximum(found, 0)])


def _columns(
    reading: Reading,
    starts: _Places,
    attributions: Sequence[_Row],
    layout: Sequence[tuple[str, Place]],
    layers: Sequence[str],
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
            columns.append(parts_at(starts, layout))
    return columns
