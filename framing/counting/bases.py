"""Counts out of something else than words: of attributions by what they are, of names by the set they compete in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.checks import check_columns
from framing.model import named, note, subtype_parts

MENTION_KEYS = ("polarity", "role")
_LAYERS = ("voice", "part")
SOURCE_KEYS = ("role", "naming", "type", "gender_presented", "cue_class", "kind", "quotation")
GENDER = "gender_presented"
NAMING = "naming"


def out_of_attributions(articles: pd.DataFrame, sources: pd.DataFrame, key: str) -> pd.DataFrame:
    """Count the attributions of each article by a column of `sources`, out of all of them; genders out of individuals.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["", ""]})
    >>> table = pd.DataFrame({"doc_id": ["a", "a", "b"], "naming": ["named", "unnamed", "named"]})
    >>> out_of_attributions(articles, table, "naming")[["doc_id", "device", "n", "words"]]
      doc_id   device  n  words
    0      a    named  1      2
    1      a  unnamed  1      2
    2      b    named  1      1
    3      b  unnamed  0      1
    """
    check_columns(sources, ("doc_id", key), name="sources", way_out="framing.sources(articles, spans) makes this table")
    strange = sources.loc[~sources["doc_id"].isin(articles["doc_id"]), "doc_id"].unique()
    if len(strange):
        raise ValueError(f"sources: doc_id {named(strange)} not in articles; give the articles that were labelled")
    if key == GENDER:
        sources = sources[sources[key] != ""]
    values = sources[key].astype(object).mask(sources[key] == "", "other").astype(str)
    kinds = sorted(values.unique())
    # Laid out by place and not merged: an empty table of sources has no type that would fit.
    numbers = pd.crosstab(sources["doc_id"].to_numpy(dtype=object), values.to_numpy()).reindex(
        index=articles["doc_id"].astype(object), columns=kinds, fill_value=0
    )
    table = numbers.to_numpy(dtype="int64").reshape(len(articles), len(kinds))
    frame = articles.drop(columns="text").iloc[np.repeat(np.arange(len(articles)), len(kinds))]
    frame = frame.assign(
        words=np.repeat(table.sum(axis=1), len(kinds)),
        device=pd.Series(kinds * len(articles), dtype=object).to_numpy(),
        n=table.ravel(),
    )
    return _with_rate(frame).assign(base="attributions").reset_index(drop=True)


def out_of_mentions(articles: pd.DataFrame, targets: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Count the mentions of each target in each article by a column of `targets`, out of all of them.

    After `polarity` or `role`, the keys may be ``voice`` and ``part``, in which mentions are counted apart. Targets
    have rows only where they are mentioned.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": ["", ""]})
    >>> table = pd.DataFrame({"doc_id": ["a", "a"], "target": "Orr", "polarity": ["negative", "neutral"]})
    >>> out_of_mentions(articles, table.assign(role=["agent", ""]), ["role"])[["doc_id", "device", "n", "words"]]
      doc_id   device  n  words
    0      a    agent  1      2
    1      a  neither  1      2
    """
    key, *layers = keys
    if key == "polarity":
        note(
            "count: polarity is a network's and errs in about three of ten mentions; before outlets are compared, code "
            "a sample and see whether it errs alike in each (framing/models/polarity.md)",
            stacklevel=4,
        )
    if unknown := [layer for layer in layers if layer not in _LAYERS]:
        raise ValueError(f"count: base='mentions' counts apart by {named(_LAYERS)}, not by {unknown[0]!r}")
    way_out = "framing.targets(articles, spans) makes this table"
    check_columns(targets, ("doc_id", "target", key, *layers), name="targets", way_out=way_out)
    strange = targets.loc[~targets["doc_id"].isin(articles["doc_id"]), "doc_id"].unique()
    if len(strange):
        raise ValueError(f"targets: doc_id {named(strange)} not in articles; give the articles that were labelled")
    values = targets[key].astype(object).mask(targets[key] == "", "neither").astype(str)
    cell = ["doc_id", "target", *layers]
    totals = targets.groupby(cell, sort=False, observed=True).size().rename("words").reset_index()
    kinds = pd.DataFrame({"device": sorted(values.unique())})
    n = targets.assign(device=values).groupby([*cell, "device"], observed=True).size().rename("n").reset_index()
    table = totals.merge(kinds, how="cross").merge(n, how="left", on=[*cell, "device"])
    table["n"] = table["n"].fillna(0).astype("int64")
    known = articles.drop(columns="text")
    if taken := [name for name in table.columns if name in known.columns and name != "doc_id"]:
        raise ValueError(
            f"count: articles have a column {taken[0]!r} already; "
            f"articles.rename(columns={{{taken[0]!r}: 'article_{taken[0]}'}}) frees it"
        )
    frame = known.merge(table, on="doc_id", how="inner")
    return _with_rate(frame).assign(base="mentions", voices="all", excluded="none")


def out_of_sets(counts: pd.DataFrame) -> pd.DataFrame:
    """Turn counts of naming by subtype into counts of each name out of all uses of the names of its set.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": "a", "device": "naming", "subtype": ["climate:crisis", "climate:change"], "n": [1, 3], "words": 9,
    ... })
    >>> out_of_sets(counts)[["device", "n", "words"]]
                device  n  words
    0  climate: crisis  1      4
    1  climate: change  3      4
    """
    counts = counts[(counts["device"] == NAMING) & (counts["subtype"] != "")]
    parts = [subtype_parts(subtype) for subtype in counts["subtype"]]
    if whole := sorted({first for first, rest in parts if not (first and rest)}):
        raise ValueError(
            f"count: naming has the subtype {named(whole)}, which is no set:alternative; "
            "write it so in the lexicon, as in climate:crisis"
        )
    sets = pd.Series([first for first, _ in parts], index=counts.index, dtype="str")
    counts = counts.assign(
        words=counts["n"].groupby([counts["doc_id"], sets], sort=False).transform("sum"),
        device=[": ".join(part) for part in parts],
    )
    return _with_rate(counts).drop(columns="subtype").assign(base="uses of the set").reset_index(drop=True)


def _with_rate(counts: pd.DataFrame) -> pd.DataFrame:
    return counts.assign(per_1000=1000 * counts["n"] / counts["words"].where(counts["words"] > 0))
