"""The words that counts are out of: how many each article has, apart by voice, speaker and part."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import LAYOUT, OPINION, Document
from framing.speakers.corpus_names import speakers_of_corpus
from framing.speakers.voice import Content, Voice, Voices, authors_own
from framing.texts.parts import parts_at
from framing.texts.text import Place, Reading, whole_paragraphs, word_index

_Row = tuple[int, str, int, int]  # instance, role, start, end
_Layout = list[tuple[str, Place]]  # subtype and place


def words_by_layer(
    articles: pd.DataFrame, spans: pd.DataFrame, excluded: Mapping[object, Sequence[Place]], layers: Sequence[str]
) -> pd.DataFrame:
    """Count the words of each article, apart by the `layers`.

    A word is of the voice, speaker and part in which it starts; the words of an attribution's own cue and source are in
    the voice of what surrounds it, as their rows are. Only what stands in an article makes a row.

    Parameters
    ----------
    articles, spans : DataFrame
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
    >>> words_by_layer(articles, spans, {}, [])["words"].tolist()
    [2]
    """
    rows: list[int] = []  # the article of each row, by position
    told: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for row, (doc_id, reading, columns) in enumerate(_layered(articles, spans, layers)):
        tally = _tally(reading.words, excluded.get(doc_id, ()), columns)
        rows += [row] * len(tally)
        told += tally.keys()
        numbers += tally.values()
    table = pd.DataFrame({"doc_id": articles["doc_id"].iloc[rows].reset_index(drop=True)})
    for index, layer in enumerate(layers):
        table[layer] = pd.Series([values[index] for values in told], dtype=spans[layer].dtype)
    return table.assign(words=pd.Series(numbers, dtype="int64"))


def places_left_out(articles: pd.DataFrame, spans: pd.DataFrame, devices: Sequence[str]) -> dict[object, list[Place]]:
    """Give for each article the places that leaving `devices` out leaves out, sorted and disjoint.

    A paragraph of which at least half is covered is left out whole. Each place runs from the end of the word before its
    first word to the end of its last, as `starts_in` takes it. Articles without such a place have no entry.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["It rained. Share this"]})
    >>> spans = pd.DataFrame({"doc_id": ["a"], "start": [11], "end": [21], "device": ["boilerplate"]})
    >>> places_left_out(articles, spans, ["boilerplate"])
    {'a': [(9, 22)]}
    """
    regions: dict[object, list[Place]] = {}
    found = spans[spans["device"].isin(devices)]
    for doc_id, start, end in zip(*(found[column].tolist() for column in ("doc_id", "start", "end")), strict=True):
        regions.setdefault(doc_id, []).append((start, end))
    has_some = articles["doc_id"].isin(list(regions))
    left_out = {}
    for doc_id, text in zip(articles["doc_id"][has_some], articles["text"][has_some], strict=True):
        reading = Reading(Document(str(doc_id), text))
        left_out[doc_id] = _to_words(whole_paragraphs(reading.paragraphs, regions[doc_id]), reading)
    return left_out


def outside(articles: pd.DataFrame, spans: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    r"""Give the spans without those instances, all roles, whose cue starts in a place that is left out.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["It may.\n\nShare this"]})
    >>> spans = pd.DataFrame({"doc_id": "a", "start": [3, 9], "end": [6, 19], "device": ["hedge", "boilerplate"]})
    >>> outside(articles, spans.assign(role="cue", instance=[0, 1]), ["boilerplate"])["device"].tolist()
    ['hedge']
    """
    key = ["doc_id", "device", "instance"]
    cues = spans[spans["role"] == "cue"]
    dropped = cues.loc[starts_in(cues, places_left_out(articles, spans, devices)), key]
    is_dropped = pd.MultiIndex.from_frame(spans[key].astype(object)).isin(
        pd.MultiIndex.from_frame(dropped.astype(object))
    )
    kept: pd.DataFrame = spans[~is_dropped]
    return kept


def layers_at(cues: pd.DataFrame, articles: pd.DataFrame, spans: pd.DataFrame, layers: Sequence[str]) -> pd.DataFrame:
    """Give what voice, speaker and part the word has of each cue: one column per layer, one row per cue.

    `has_word` tells whether the word is the cue's own.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["x"], "text": ["“Rain.”"]})
    >>> spans = pd.DataFrame({"doc_id": "a", "start": [0, 0], "end": [0, 7], "device": "attribution", "instance": 0})
    >>> spans = spans.assign(role=["cue", "content"])
    >>> layers_at(spans.head(1), articles, spans, ["voice"])["voice"].tolist()
    ['quoted']
    """
    own = spans[spans["doc_id"].isin(cues["doc_id"])]
    of_article = {
        doc_id: (reading.words, columns)
        for doc_id, reading, columns in _layered(articles[articles["doc_id"].isin(cues["doc_id"])], own, layers)
    }
    found: list[list[str | bool]] = []
    for doc_id, start, end in zip(cues["doc_id"], cues["start"].tolist(), cues["end"].tolist(), strict=True):
        words, columns = of_article[doc_id]
        index = word_index(words, start)
        found.append([*(column[index] for column in columns), words[index][0] < end and start < words[index][1]])
    return pd.DataFrame(found, columns=[*layers, "has_word"], index=cues.index)


def starts_in(rows: pd.DataFrame, excluded: Mapping[object, Sequence[Place]]) -> npt.NDArray[np.bool_]:
    """Tell which rows of a spans table start in places of `places_left_out`.

    Examples
    --------
    >>> starts_in(pd.DataFrame({"doc_id": ["a", "a", "b"], "start": [3, 9, 3]}), {"a": [(2, 9)]}).tolist()
    [True, False, False]
    """
    doc_ids = [doc_id for doc_id, places in excluded.items() for _ in places]
    if not doc_ids:
        return np.zeros(len(rows), dtype=bool)
    left, right = np.array([place for places in excluded.values() for place in places], dtype=np.int64).T
    codes, known = pd.factorize(np.array([*doc_ids, None], dtype=object)[:-1])
    article = pd.Index(known).get_indexer(pd.Index(rows["doc_id"].to_numpy(dtype=object)))
    start = rows["start"].to_numpy(dtype=np.int64)
    stride = 1 + max(int(right.max()), int(start.max(initial=0)))
    found = np.searchsorted(codes * stride + left, article * stride + start, side="right") - 1
    is_in: npt.NDArray[np.bool_] = (article >= 0) & (found >= 0)
    is_in &= article * stride + start < codes[found] * stride + right[found]
    return is_in


def _layered(
    articles: pd.DataFrame, spans: pd.DataFrame, layers: Sequence[str]
) -> Iterator[tuple[object, Reading, list[list[str]]]]:
    """Give each article with the value in each layer of each of its words."""
    attributions = _attributions(spans) if {"voice", "speaker"} & set(layers) else {}
    layouts = layouts_of(spans) if "part" in layers else {}
    texts = zip(articles["doc_id"], articles["text"], strict=True) if "speaker" in layers else ()
    speakers = speakers_of_corpus((doc_id, text, attributions.get(doc_id, [])) for doc_id, text in texts)
    genres = articles["genre"] if "genre" in articles.columns else [""] * len(articles)
    for doc_id, text, genre in zip(articles["doc_id"], articles["text"], genres, strict=True):
        reading = Reading(Document(str(doc_id), text, genre=str(genre)))
        rows = of_sources(reading, attributions.get(doc_id, []))
        yield doc_id, reading, _columns(reading, rows, speakers.get(doc_id, {}), layouts.get(doc_id, []), layers)


def of_sources(reading: Reading, rows: Sequence[_Row]) -> Sequence[_Row]:
    """Leave out the attributions of an opinion piece to its author, which are in the outlet's voice.

    Examples
    --------
    >>> rows = [(0, "source", 0, 1), (0, "content", 8, 16)]
    >>> of_sources(Reading(Document("a", "I think it fails.", genre="opinion")), rows)
    []
    """
    if reading.document.genre != OPINION or not rows:
        return rows
    own = authors_own(reading.text, rows, reading.spoken)
    return [row for row in rows if row[0] not in own]


def layouts_of(spans: pd.DataFrame) -> dict[object, _Layout]:
    """Give the rows of each article's layout: subtype and place.

    Examples
    --------
    >>> spans = pd.DataFrame({"doc_id": ["a"], "device": "layout", "subtype": "headline", "start": [0], "end": [9]})
    >>> layouts_of(spans)
    {'a': [('headline', (0, 9))]}
    """
    rows: dict[object, _Layout] = {}
    found = spans[spans["device"] == LAYOUT]
    columns = ("doc_id", "subtype", "start", "end")
    for doc_id, subtype, start, end in zip(*(found[column].tolist() for column in columns), strict=True):
        rows.setdefault(doc_id, []).append((subtype, (start, end)))
    return rows


def _attributions(spans: pd.DataFrame) -> dict[object, list[_Row]]:
    """Give the rows of each article's attributions."""
    rows: dict[object, list[_Row]] = {}
    found = spans[spans["device"] == "attribution"]
    columns = ("doc_id", "instance", "role", "start", "end")
    for doc_id, *row in zip(*(found[column].tolist() for column in columns), strict=True):
        instance, role, start, end = row
        rows.setdefault(doc_id, []).append((instance, role, start, end))
    return rows


def _to_words(places: Sequence[Place], reading: Reading) -> list[Place]:
    """Let each place run from the end of the word before its first word to the end of its last.

    So a mark is left out with the word that it goes with (`word_index`), and a place without a word leaves out nothing.
    """
    words = reading.words
    return [
        (words[first - 1][1] if first else 0, words[last - 1][1] if last < len(words) else len(reading.text) + 1)
        for first, last in _slices(words, places)
        if first < last
    ]


def _tally(
    words: Sequence[Place], excluded: Sequence[Place], columns: Sequence[Sequence[str]]
) -> Mapping[tuple[str, ...], int]:
    """Count the words outside the excluded places, apart by their values."""
    if not columns:
        return {(): len(words) - sum(right - left for left, right in _slices(words, excluded))}
    values = Counter(zip(*columns, strict=True))
    for left, right in _slices(words, excluded):
        values.subtract(zip(*(column[left:right] for column in columns), strict=True))
    return {value: number for value, number in values.items() if number}


def _slices(words: Sequence[Place], places: Sequence[Place]) -> Iterator[Place]:
    """Give for each place the words that start in it, by their numbers."""
    starts = [start for start, _ in words] if places else []
    for start, end in places:
        yield bisect_left(starts, start), bisect_left(starts, end)


def _columns(
    reading: Reading, attributions: Sequence[_Row], speakers: Mapping[int, str], layout: _Layout, layers: Sequence[str]
) -> list[list[str]]:
    """Give for each word its value in each layer."""
    columns: list[list[str]] = []
    told = voices_of_words(reading, attributions) if {"voice", "speaker"} & set(layers) else []
    for layer in layers:
        if layer == "voice":
            columns.append([voice for voice, _ in told])
        elif layer == "speaker":
            columns.append([speakers.get(within, "") for _, within in told])
        else:
            columns.append(parts_at([start for start, _ in reading.words], layout))
    return columns


def voices_of_words(reading: Reading, attributions: Sequence[_Row]) -> list[Voice]:
    """Give the voice of each word of a text, from the rows of its attributions: instance, role, start, end.

    Examples
    --------
    >>> reading = Reading(Document("a", "It may rain, she said."))
    >>> rows = [(0, "content", 0, 11), (0, "source", 13, 16), (0, "cue", 17, 21)]
    >>> [voice for voice, _ in voices_of_words(reading, rows)]
    ['reported', 'reported', 'reported', 'outlet', 'outlet']
    """
    contents = [Content(start, end, instance) for instance, role, start, end in attributions if role == "content"]
    own = [Content(start, end, instance) for instance, role, start, end in attributions if role != "content"]
    return Voices(contents, reading.spoken).of_words(reading.words, own)
