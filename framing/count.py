"""Spans to counts: one row an article and device, with the words that the count is out of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.model import (
    COUNT_COLUMNS,
    LAYOUT,
    PARTS,
    VOICES,
    check_articles,
    check_coder,
    check_columns,
    check_spans,
    named,
    note,
)
from framing.words import layers_at, places_left_out, starts_in, words_by_layer

KEYS = ("subtype", "voice", "speaker", "part")
_FIXED = {"voice": VOICES, "part": PARTS}


def count(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    voice: str | Sequence[str] | None = None,
    part: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count instances of each device in each article, and the words they are out of.

    Instances are counted by their cue rows. Every article has a row for every device that was looked for, also where
    nothing was found. An instance counts where the first word of its cue stands, once, also where it runs over a border
    of voice or part; a cue without a word goes with the word that follows. Where an article has fewer words of a voice
    or part than instances (all of it is a bare quotation, say), they count in that of the word that they go with, so
    that no count is out of no words. `layout`, the article's headline, byline, dateline and lede, is no device to
    compare: it has no rows, and decides what is in which part.

    Parameters
    ----------
    articles : DataFrame
        The articles that were labelled, or a part of them together with the spans of that part.
    spans : DataFrame
        The spans table of one coder.
    by : str or sequence of str, optional
        Count apart by any of ``subtype, voice, speaker, part``. `words` are then those of the voice, speaker or part;
        for a subtype they are all words. Speakers have rows only in articles where they speak.
    exclude : str or sequence of str, optional
        Devices whose text is left out of counts and words alike, such as ``"boilerplate"``. A paragraph of which at
        least half is covered is left out whole.
    voice, part : str or sequence of str, optional
        Count only in these voices (``outlet, quoted, reported``) or parts (``headline, lede, body``), out of their
        words.

    Returns
    -------
    DataFrame
        The counts table: the columns of `articles` without `text`, then `words`, `device`, the columns of `by`, `n`,
        `per_1000` (empty where there are no words), `base` (what `words` are: here words), and the `voices` and
        `excluded` that were asked for.

    Raises
    ------
    ValueError
        Where a device to exclude, or attribution for a voice, was not looked for; where several coders stand in
        `spans`; where an article column has the name of a count column.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Gazette"], "text": ["“It may rain,” Orr said. Perhaps."]})
    >>> spans = framing.label(articles, ["attribution", "boilerplate", "hedge"])
    >>> counts = framing.count(articles, spans, voice="outlet")
    >>> counts.loc[counts["device"] == "hedge", ["words", "device", "n"]]
       words device  n
    2      3  hedge  1
    """
    check_articles(articles)
    check_spans(spans, articles)
    keys, left_out = _as_tuple(by), _as_tuple(exclude)
    only = {"voice": _as_tuple(voice), "part": _as_tuple(part)}
    _check_request(spans, keys, left_out, only)
    taken = [name for name in (*COUNT_COLUMNS, *keys) if name in articles.columns]
    if taken:
        raise ValueError(
            f"count: articles have a column {taken[0]!r} already, and the counts get one of that name; "
            f"articles.rename(columns={{{taken[0]!r}: 'article_{taken[0]}'}}) frees it"
        )
    counted = [device for device in spans["device"].cat.categories if device not in (*left_out, LAYOUT)]
    if not counted:
        raise ValueError(
            "count: spans have no device to count; label(articles) looks for all, or name some in devices="
        )
    cues = _cues(spans, counted)
    layers = [key for key in ("voice", "speaker", "part") if key in keys or only.get(key)]
    excluded = places_left_out(articles, spans, left_out)
    words = words_by_layer(articles, spans, excluded, layers)
    cues = _in_words(cues[~starts_in(cues, excluded)], words, articles, spans, layers)
    levels = _levels(cues, keys, only)
    for key, values in only.items():
        if values:
            words, cues = words[words[key].isin(values)], cues[cues[key].isin(values)]
    table = _table(articles, cues, words, levels)
    return table.assign(base="words", voices=", ".join(only["voice"]) or "all", excluded=", ".join(left_out) or "none")


def _as_tuple(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _check_request(
    spans: pd.DataFrame, keys: Sequence[str], exclude: Sequence[str], only: dict[str, tuple[str, ...]]
) -> None:
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        raise ValueError(
            f"count: by={unknown[0]!r} is none of {named(KEYS)}; group by article columns in compare(by=...)"
        )
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
    if {"voice", "speaker"} & {
        *keys,
        *(key for key, values in only.items() if values),
    } and "attribution" not in looked_for:
        raise ValueError(
            "count: words by voice or speaker need the attributions, which were not looked for; "
            "add 'attribution' to the devices of label"
        )
    if ("part" in keys or only["part"]) and LAYOUT not in looked_for:
        raise ValueError(
            "count: words by part need the layout (headline, lede), which was not looked for; "
            "add 'layout' to the devices of label"
        )
    needed = [key for key in KEYS if key in keys or only.get(key)]
    check_columns(spans, needed, name="spans", way_out="framing.label gives it")
    check_coder(spans, verb="count")
    if {"voice", "speaker"} & set(needed):
        check_columns(spans, ("instance",), name="spans", way_out="framing.label gives it")
    is_untold = (spans["role"] == "cue") & ~spans["device"].isin(exclude)
    for key in _FIXED:
        if key in needed and (is_empty := is_untold & ~spans[key].isin(_FIXED[key])).any():
            raise ValueError(
                f"count: {int(is_empty.sum())} cues have no {key} (doc_id {named(spans['doc_id'][is_empty].unique())}) "
                f"and would be in no row; label(articles, voice=True) gives it"
            )


def _cues(spans: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    cues = spans[(spans["role"] == "cue") & spans["device"].isin(devices)]
    return cues.assign(device=cues["device"].cat.set_categories(devices))


def _in_words(
    cues: pd.DataFrame, words: pd.DataFrame, articles: pd.DataFrame, spans: pd.DataFrame, layers: Sequence[str]
) -> pd.DataFrame:
    """Give cues of which their article has too few words of that voice, speaker and part those of their word."""
    without = ~cues["doc_id"].isin(words.loc[words["words"] > 0, "doc_id"])
    if without.any():
        raise ValueError(
            f"count: {int(without.sum())} instances stand in texts without a word that counts "
            f"(doc_id {named(cues['doc_id'][without].unique())}); take them out of the spans"
        )
    if not layers:
        return cues
    cell = ["doc_id", *layers]
    number = cues.groupby([*cell, "device"], sort=False, observed=True)["start"].transform("size")
    room = cues[cell].merge(words, on=cell, how="left")["words"].fillna(0)
    full = cues[number.to_numpy() > room.to_numpy()]
    if full.empty:
        return cues
    there = layers_at(full, articles, spans, layers)
    moved = full[there["has_word"] & (there[list(layers)] != full[list(layers)].astype(object)).any(axis=1)]
    if len(moved):
        note(
            f"count: {len(moved)} cues are said to stand in a {' and '.join(layers)} of which their article has fewer "
            f"words than cues (doc_id {named(moved['doc_id'].unique())}); they count where their words stand",
            stacklevel=4,
        )
    cues = cues.copy()
    for layer in layers:
        cues.loc[full.index, layer] = there[layer]
    return cues


def _levels(cues: pd.DataFrame, keys: Sequence[str], only: dict[str, tuple[str, ...]]) -> dict[str, pd.DataFrame]:
    """Give for each key the values that get a row in every article, zero or not; speakers have their own articles."""
    levels = {}
    for key in keys:
        if key == "subtype":
            found = cues[["device", "subtype"]].drop_duplicates()
            levels[key] = found.assign(device=found["device"].astype(str)).sort_values(["device", "subtype"])
        elif key == "speaker":
            found = cues.loc[cues["speaker"] != "", ["doc_id", "speaker"]]
            levels[key] = found.drop_duplicates()
        else:
            levels[key] = pd.DataFrame({key: [value for value in _FIXED[key] if not only[key] or value in only[key]]})
    return levels


def _table(
    articles: pd.DataFrame, cues: pd.DataFrame, words: pd.DataFrame, levels: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Lay out every article x device (x key) with its count, zero where there is none."""
    devices = list(cues["device"].cat.categories)
    frame = articles.drop(columns="text").assign(_article=np.arange(len(articles)))
    frame = frame.merge(pd.DataFrame({"device": devices, "_device": np.arange(len(devices))}), how="cross")
    for key, values in levels.items():
        if key == "subtype":
            frame = frame.merge(values, on="device", how="left")
            frame = frame.assign(subtype=frame["subtype"].fillna(""))
        elif key == "speaker":
            speaking = words.loc[words["speaker"] != "", ["doc_id", "speaker"]]
            pairs = pd.concat([speaking, values]).drop_duplicates().sort_values(["doc_id", "speaker"])
            frame = frame.merge(pairs, on="doc_id")
        else:
            frame = frame.merge(values, how="cross")
    word_keys = [key for key in levels if key != "subtype"]
    totals = words.groupby(["doc_id", *word_keys], sort=False)["words"].sum().reset_index()
    numbers = cues.assign(device=cues["device"].astype(str)).groupby(["doc_id", "device", *levels], sort=False).size()
    frame = frame.merge(totals, on=["doc_id", *word_keys], how="left")
    frame = frame.merge(numbers.rename("n").reset_index(), on=["doc_id", "device", *levels], how="left")
    frame = frame.sort_values(["_article", "_device"], kind="stable").drop(columns=["_article", "_device"])
    frame = frame.assign(words=frame["words"].fillna(0).astype("int64"), n=frame["n"].fillna(0).astype("int64"))
    frame["per_1000"] = 1000 * frame["n"] / frame["words"].where(frame["words"] > 0)
    columns = [name for name in articles.columns if name != "text"]
    return frame[[*columns, "words", "device", *levels, "n", "per_1000"]].reset_index(drop=True)
