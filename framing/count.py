"""Spans or codes to counts: per article and device, with what the count is out of: words, attributions, units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.article_languages import without_other_languages
from framing.checks import check_articles, check_looked_for, check_spans
from framing.code_table import is_codes
from framing.counting.bases import (
    NAMING,
    out_of_attributions,
    out_of_mentions,
    out_of_sets,
)
from framing.counting.coded_units import of_codes
from framing.counting.counts_request import VALUES, check_base, check_free, check_request, check_values
from framing.counting.denominators import layers_at, places_left_out, starts_in, words_by_layer
from framing.counting.kinds import Kinds, bundled_names, in_kinds, without_apart
from framing.model import COUNT_COLUMNS, LAYOUT, named, note
from framing.origin import made_of, with_origin
from framing.sources import sources


def count(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
    base: str = "words",
    kinds: Kinds = (),
    exclude: str | Sequence[str] = (),
    voice: str | Sequence[str] | None = None,
    part: str | Sequence[str] | None = None,
    layout: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count instances of each device in each article, and what they are out of: words, attributions or names.

    Instances are counted by their cue rows. Every article has a row for every device that was looked for, also where
    nothing was found. The bundled devices are looked for in English alone: an article in another language, as in
    `framing.label`, has no row of them, unless a coder found some in that language. An instance counts where the first
    word of its cue stands, once, also where it runs over a border of voice or part; a cue without a word goes with the
    word that follows. Where an article has fewer words of a voice or part than instances (all of it is a bare
    quotation, say), they count in that of the word that they go with, so that no count is out of no words. `layout`,
    the article's headline, byline, dateline and lede, is no device to compare: it has no rows, and decides what is in
    which part.

    Parameters
    ----------
    articles : DataFrame
        The articles that were labelled, or a part of them together with the spans of that part.
    spans : DataFrame
        The spans table of one coder; for ``base="attributions"`` also rows of `framing.sources`, such as those of which
        `kind` is ``speech``. Or the codes table of one coder, which takes of the options only ``by="part"``, `part` and
        `layout` (see Notes).
    by : str or sequence of str, optional
        Count apart by any of ``subtype, voice, speaker, part``. `words` are then those of the voice, speaker or part;
        for a subtype they are all words. Speakers have rows only in articles where they speak. For attributions it is
        ``role``, ``naming``, ``type``, ``gender_presented`` (out of individuals),
        ``cue_class``, ``kind`` or ``quotation``.
    base : str, optional
        What the counts are out of, which the column `words` then has: ``"words"``; ``"attributions"``, counted by what
        they are, so that a rate is a share of the article's attributions; or ``"names"``, so that the rate of a name
        (device ``naming``) is its share of all uses of the names of its set. In these `device` has the value or the
        name (``climate: crisis``), and only those that occur have rows. ``"mentions"`` takes rows of `framing.targets`:
        `by` is ``polarity`` or ``role``, and maybe ``voice`` or ``part``; the counts have a column `target` and are out
        of the target's mentions. `framing.rates` and `framing.compare` take all.
    kinds : str, sequence of str, or mapping, optional
        Devices whose kinds are counted as devices of their own: ``"hedge"`` gives ``epistemic hedge`` (all that doubt a
        claim), ``approximator`` (which rounds a quantity; Prince et al. 1982; Hyland 1998), ``bound`` (*at least 200*)
        and ``hearsay`` (*reportedly*), the groups of the codebook page. Other groups of subtypes:
        ``{"hedge": {"modal": ["modal"], "other": ["verb", "adverb"]}}``. A subtype in no group keeps the name of the
        device. Bounds and hearsay are not the writer's own doubt: they are never in the count of ``hedge``, and are
        counted where they are asked for, here or by ``by="subtype"``. `framing.describe` says so.
    exclude : str or sequence of str, optional
        Devices whose text is left out of counts and words alike, such as ``"boilerplate"``. A paragraph of which at
        least half is covered is left out whole.
    voice, part : str or sequence of str, optional
        Count only in these voices (``outlet, quoted, reported``) or parts (``headline, lede, body``), out of their
        words.
    layout : DataFrame, optional
        For codes of paragraphs or sentences by part: the spans that have the articles' headlines and ledes, such as
        ``framing.label(articles, ["layout"])``.

    Returns
    -------
    DataFrame
        The counts table: the columns of `articles` without `text`, then `words`, `device`, the columns of `by`, `n`,
        `per_1000` (empty where there are no words), `base` (what `words` are), and the `voices` and `excluded` that
        were asked for (not for rows of `framing.sources`, which do not tell).

    Notes
    -----
    Of **codes** (frames, elements, roles) `n` is the number of units with the value 1 and `words` the number that were
    coded, so that codes of articles are compared by prevalence, the share of coded articles. An article that was not
    asked has no row, and a note says how many there are. `expected` is the sum of the coder's scores. With
    ``by="part"`` codes of paragraphs and sentences are counted by the part in which their unit starts, out of its coded
    units: whether a frame is in the headline and lede, where it is most salient, or in the body.

    Raises
    ------
    ValueError
        Where a device to exclude or of `kinds`, or attribution for a voice, was not looked for; where options do not go
        with the `base`; where several coders stand in `spans`; where an article column has the name of a count column.

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
    >>> framing.count(articles, spans, base="attributions", by="naming")[["words", "device", "n"]]
       words device  n
    0      1  named  1
    """
    check_articles(articles)
    keys, left_out = _as_tuple(by), _as_tuple(exclude)
    if is_codes(spans):
        if set(keys) - {"part"} or left_out or kinds or voice or base != "words":
            raise ValueError(
                "count: codes are of whole units, so they take none of base, kinds, exclude, voice, and by='part' alone"
            )
        check_free(articles, (*COUNT_COLUMNS, *keys, "expected", "coder"))
        check_values("part", _as_tuple(part))
        counted = of_codes(articles, spans, layout=layout, by_part="part" in keys, part=_as_tuple(part))
        return with_origin(counted, made_of(articles, spans))
    if layout is not None:
        raise ValueError("count: layout= goes with codes; spans have the part of each instance")
    only = {"voice": _as_tuple(voice), "part": _as_tuple(part)}
    check_base(base, keys, is_more=bool(kinds or only["voice"] or only["part"]), is_less=bool(left_out))
    check_free(articles, (*COUNT_COLUMNS, *(keys if base == "words" else ())))
    if base == "attributions":
        return with_origin(_of_attributions(articles, spans, keys[0], left_out), made_of(articles, spans))
    if base == "mentions":
        return with_origin(out_of_mentions(articles, spans, keys), made_of(articles, spans))
    if isinstance(spans, pd.DataFrame) and "polarity" in spans and "device" not in spans:
        raise ValueError("count: rows of framing.targets are counted with base='mentions', by='polarity'")
    check_spans(spans, articles)
    if base == "names":
        check_looked_for(spans, [NAMING], option="base='names', device")
        keys, spans = ("subtype",), _only(spans, (NAMING, *left_out, "attribution", LAYOUT))
    check_request(spans, keys, left_out, only)
    origin = made_of(articles, spans) | ({"parts": ", ".join(only["part"])} if only["part"] else {})
    own = set(spans["device"].cat.categories) - bundled_names()
    spans = in_kinds(spans, kinds) if kinds else spans
    spans = spans if "subtype" in keys else without_apart(spans)
    table = _of_words(articles, spans, keys, left_out, only)
    table = without_other_languages(
        table, articles, [name for name in spans["device"].cat.categories if name not in own]
    )
    table = table.assign(base="words", voices=", ".join(only["voice"]) or "all", excluded=", ".join(left_out) or "none")
    return with_origin(out_of_sets(table) if base == "names" else table, origin)


def _only(spans: pd.DataFrame, devices: Sequence[str]) -> pd.DataFrame:
    kept = spans[spans["device"].isin(devices)]
    names = [name for name in spans["device"].cat.categories if name in devices]
    return kept.assign(device=kept["device"].cat.set_categories(names))


def _of_attributions(articles: pd.DataFrame, spans: pd.DataFrame, key: str, left_out: tuple[str, ...]) -> pd.DataFrame:
    """Count attributions, found in spans or given as rows of `framing.sources`."""
    if "device" in spans.columns:
        table = out_of_attributions(articles, sources(articles, spans, exclude=left_out), key)
        return table.assign(voices="all", excluded=", ".join(left_out) or "none")
    if left_out:
        raise ValueError(
            "count: exclude= needs spans; for rows of sources, sources(articles, spans, exclude=...) leaves text out"
        )
    return out_of_attributions(articles, spans, key)


def _of_words(
    articles: pd.DataFrame, spans: pd.DataFrame, keys: Sequence[str], left_out: Sequence[str],
    only: dict[str, tuple[str, ...]],
) -> pd.DataFrame:  # fmt: skip
    """Count instances out of the words of each article."""
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
    return _table(articles, cues, words, levels)


def _as_tuple(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


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
            levels[key] = pd.DataFrame({key: [value for value in VALUES[key] if not only[key] or value in only[key]]})
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
