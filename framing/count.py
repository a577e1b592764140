"""Spans to counts: one row an article and device, with the words that the count is out of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.model import PARTS, VOICES, Document, check_articles, check_columns, check_spans, named
from framing.text import Place, Reading, is_covered, parts, word_starts
from framing.voice import Content, Voices

KEYS = ("subtype", "voice", "speaker", "part")
_FIXED = {"voice": VOICES, "part": PARTS}

_Codes = npt.NDArray[np.int64]


def count(
    spans: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    voice: str | Sequence[str] | None = None,
    part: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count instances of each device in each article, and the words they are out of.

    Instances are counted by their cue rows. Every article has a row for every device that was looked for, also where
    nothing was found. An instance counts where its cue stands; one that runs over a border of voice or part counts once.

    Parameters
    ----------
    spans : DataFrame
        The spans table of one coder.
    articles : DataFrame
        The articles that were labelled, or a part of them together with the spans of that part.
    by : str or sequence of str, optional
        Count apart by any of ``subtype, voice, speaker, part``. `words` are then those of the voice, speaker or part;
        for a subtype they are all words. Speakers have rows only in articles where they speak.
    exclude : str or sequence of str, optional
        Devices whose text is left out of counts and words alike, such as ``"boilerplate"``. A paragraph of which at
        least half is covered is left out whole.
    voice, part : str or sequence of str, optional
        Count only in these voices (``outlet, quoted, reported``) or parts (``headline, lede, body``), out of their words.

    Returns
    -------
    DataFrame
        The counts table: the columns of `articles` without `text`, then `words`, `device`, the columns of `by`, `n`,
        `per_1000` (empty where there are no words).

    Raises
    ------
    ValueError
        Where a device to exclude, or attribution for a voice, was not looked for; where several coders stand in `spans`.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "text": ["“It may rain,” Orr said. Perhaps."]})
    >>> counts = framing.count(framing.label(articles), articles, voice="outlet")
    >>> counts.loc[counts["device"] == "hedge", ["words", "device", "n"]]
       words device  n
    2      3  hedge  1
    """
    check_articles(articles)
    check_spans(spans, articles)
    keys, left_out = _as_tuple(by), _as_tuple(exclude)
    only = {"voice": _as_tuple(voice), "part": _as_tuple(part)}
    _check_request(spans, keys, left_out, only)
    cues = _cues(spans, [device for device in spans["device"].cat.categories if device not in left_out])
    layers = [key for key in ("voice", "speaker", "part") if key in keys or only.get(key)]
    words = _words(spans, articles, left_out, layers)
    cues = cues[~_is_inside(cues, words.attrs["excluded"])]
    for key, values in only.items():
        if values:
            words, cues = words[words[key].isin(values)], cues[cues[key].isin(values)]
    return _table(articles, cues, words, keys, only)


def _as_tuple(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _check_request(
    spans: pd.DataFrame, keys: Sequence[str], exclude: Sequence[str], only: dict[str, tuple[str, ...]]
) -> None:
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        raise ValueError(f"count: by={unknown[0]!r} is none of {named(KEYS)}; group by article columns in compare(by=...)")
    looked_for = list(spans["device"].cat.categories)
    for device in exclude:
        if device not in looked_for:
            raise ValueError(
                f"count: exclude={device!r}, but that device was not looked for (only {named(looked_for, most=8)}); "
                f"label with it too, or leave exclude= out"
            )
    for key, allowed in _FIXED.items():
        wrong = [value for value in only[key] if value not in allowed]
        if wrong:
            raise ValueError(f"count: {key}={wrong[0]!r} is none of {named(allowed)}")
    if {"voice", "speaker"} & {*keys, *(key for key, values in only.items() if values)} and "attribution" not in looked_for:
        raise ValueError(
            "count: words by voice or speaker need the attributions, which were not looked for; "
            "add 'attribution' to the devices of label"
        )
    needed = [key for key in KEYS if key in keys or only.get(key)]
    check_columns(spans, needed, name="spans", way_out="framing.label gives it")
    if "coder" in spans.columns and spans["coder"].nunique() > 1:
        raise ValueError(f"count: spans of several coders ({named(spans['coder'].unique())}); choose one")


def _cues(spans: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    cues = spans[(spans["role"] == "cue") & spans["device"].isin(devices)]
    return cues.assign(device=pd.Categorical(cues["device"], categories=devices))


def _words(spans: pd.DataFrame, articles: pd.DataFrame, exclude: Sequence[str], layers: Sequence[str]) -> pd.DataFrame:
    """Count the words of each article, apart by the `layers`; the excluded places stand in ``attrs``."""
    regions = _places(spans[spans["device"].isin(exclude)])
    is_content = (spans["device"] == "attribution") & (spans["role"] == "content")
    contents = _grouped(spans[is_content]) if layers else {}
    names = _names(spans) if "speaker" in layers else {}
    headlines = articles["headline"] if "headline" in articles.columns else pd.Series("", index=articles.index)
    rows: dict[str, list[object]] = {"doc_id": [], **{layer: [] for layer in layers}, "words": []}
    excluded: dict[object, list[Place]] = {}
    for doc_id, headline, text in zip(articles["doc_id"], headlines, articles["text"], strict=True):
        reading = Reading(Document(str(doc_id), text, headline=headline if isinstance(headline, str) else ""))
        excluded[doc_id] = _excluded(reading, regions.get(doc_id, []))
        starts = np.array(word_starts(text), dtype=np.int64)
        starts = starts[~_covers(excluded[doc_id], starts)]
        columns = _layers(reading, starts, contents.get(doc_id, []), excluded[doc_id], layers, doc_id, names)
        for values, number in _tally(columns):
            rows["doc_id"].append(doc_id)
            for layer, value in zip(layers, values, strict=False):  # without layers there is one empty value
                rows[layer].append(value)
            rows["words"].append(number)
    table = pd.DataFrame(rows)
    table["words"] = table["words"].astype("int64")
    table.attrs["excluded"] = excluded
    return table


def _excluded(reading: Reading, places: list[Place]) -> list[Place]:
    """Merge the excluded places and the paragraphs they cover by half or more."""
    if not places:
        return []
    whole = [paragraph for paragraph in reading.paragraphs if is_covered(paragraph, places)]
    merged: list[Place] = []
    for start, end in sorted([*places, *whole]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _covers(places: Sequence[Place], starts: _Codes) -> npt.NDArray[np.bool_]:
    """Tell for each of `starts` whether it lies in one of the sorted, disjoint `places`."""
    if not places:
        return np.zeros(len(starts), dtype=bool)
    left = np.array([place[0] for place in places])
    right = np.array([place[1] for place in places])
    found = np.searchsorted(left, starts, side="right") - 1
    return (found >= 0) & (starts < right[np.maximum(found, 0)])


def _layers(
    reading: Reading, starts: _Codes, contents: list[Content], excluded: list[Place], layers: Sequence[str],
    doc_id: object, names: dict[tuple[object, int], str],
) -> list[list[str]]:  # fmt: skip
    """Give for each word its value in each layer."""
    columns: list[list[str]] = [[""] * len(starts)] if not layers else []
    if "voice" in layers or "speaker" in layers:
        voices = Voices(contents, reading.quotations)
        index = np.searchsorted(np.array(voices.borders), starts, side="right") - 1
        told = [voices.voices[i] for i in index]
    for layer in layers:
        if layer == "voice":
            columns.append([voice.voice for voice in told])
        elif layer == "speaker":
            columns.append([names.get((doc_id, voice.within), "") for voice in told])
        else:
            where = parts(reading, excluded)
            columns.append([where.of(int(start)) for start in starts])
    return columns


def _tally(columns: list[list[str]]) -> list[tuple[tuple[str, ...], int]]:
    tally: dict[tuple[str, ...], int] = {}
    for values in zip(*columns, strict=True):
        tally[values] = tally.get(values, 0) + 1
    return list(tally.items())


def _places(spans: pd.DataFrame) -> dict[object, list[Place]]:
    places: dict[object, list[Place]] = {}
    ordered = spans.sort_values(["doc_id", "start"])
    for doc_id, start, end in zip(ordered["doc_id"], ordered["start"], ordered["end"], strict=True):
        places.setdefault(doc_id, []).append((start, end))
    return places


def _grouped(spans: pd.DataFrame) -> dict[object, list[Content]]:
    contents: dict[object, list[Content]] = {}
    for doc_id, start, end, instance in zip(*(spans[name] for name in ("doc_id", "start", "end", "instance")), strict=True):
        contents.setdefault(doc_id, []).append(Content(start, end, instance))
    return contents


def _names(spans: pd.DataFrame) -> dict[tuple[object, int], str]:
    """Name the speaker of each attribution from the rows that stand within it."""
    inside = spans[spans["within"].notna()]
    return {
        (doc_id, int(within)): speaker
        for doc_id, within, speaker in zip(inside["doc_id"], inside["within"], inside["speaker"], strict=True)
    }


def _is_inside(cues: pd.DataFrame, excluded: dict[object, list[Place]]) -> npt.NDArray[np.bool_]:
    if not any(excluded.values()):
        return np.zeros(len(cues), dtype=bool)
    inside = []
    for doc_id, start in zip(cues["doc_id"], cues["start"], strict=True):
        places = excluded.get(doc_id, [])
        found = bisect_right(places, (start, float("inf"))) - 1
        inside.append(found >= 0 and start < places[found][1])
    return np.array(inside, dtype=bool)


def _table(
    articles: pd.DataFrame, cues: pd.DataFrame, words: pd.DataFrame, keys: Sequence[str], only: dict[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Lay out every article x device (x key) with its count, zero where there is none."""
    devices = list(cues["device"].cat.categories)
    frame = articles.drop(columns="text").assign(_article=np.arange(len(articles)))
    frame = frame.merge(pd.DataFrame({"device": devices, "_device": np.arange(len(devices))}), how="cross")
    for key in keys:
        if key == "speaker":
            continue
        values = [value for value in _FIXED.get(key, ()) if not only[key] or value in only[key]]
        levels = cues[["device", "subtype"]].drop_duplicates() if key == "subtype" else pd.DataFrame({key: values})
        if key == "subtype":
            levels = levels.assign(device=levels["device"].astype(str)).sort_values(["device", "subtype"])
            frame = frame.merge(levels, on="device", how="left").assign(subtype=lambda table: table["subtype"].fillna(""))
        else:
            frame = frame.merge(levels, how="cross")
    if "speaker" in keys:
        pairs = pd.concat([words[["doc_id", "speaker"]], cues[["doc_id", "speaker"]]]).drop_duplicates()
        frame = frame.merge(pairs[pairs["speaker"] != ""].sort_values(["doc_id", "speaker"]), on="doc_id")
    word_keys = [key for key in keys if key != "subtype"]
    totals = words.groupby(["doc_id", *word_keys], sort=False)["words"].sum().reset_index()
    numbers = cues.assign(device=cues["device"].astype(str)).groupby(["doc_id", "device", *keys], sort=False).size()
    frame = frame.merge(totals, on=["doc_id", *word_keys], how="left")
    frame = frame.merge(numbers.rename("n").reset_index(), on=["doc_id", "device", *keys], how="left")
    frame = frame.sort_values(["_article", "_device"], kind="stable").drop(columns=["_article", "_device"])
    frame = frame.assign(words=frame["words"].fillna(0).astype("int64"), n=frame["n"].fillna(0).astype("int64"))
    frame["per_1000"] = 1000 * frame["n"] / frame["words"].where(frame["words"] > 0)
    columns = [name for name in articles.columns if name != "text"]
    return frame[[*columns, "words", "device", *keys, "n", "per_1000"]].reset_index(drop=True)
