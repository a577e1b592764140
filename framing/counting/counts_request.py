"""What may be asked of `framing.count`: bases, the columns to count by, and what the spans need for them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from framing.checks import check_coder, check_columns, check_looked_for
from framing.counting.bases import MENTION_KEYS, SOURCE_KEYS
from framing.model import LAYOUT, PARTS, VOICES, named

_BASES = ("words", "attributions", "names", "mentions")
_KEYS = ("subtype", "voice", "speaker", "part")  # of spans; a target is of framing.cooccur
VALUES = {"voice": VOICES, "part": PARTS}


def check_base(base: str, keys: Sequence[str], *, is_more: bool, is_less: bool) -> None:
    """Raise where the base is unknown, or other options do not go with it."""
    if base not in _BASES:
        raise ValueError(f"count: base={base!r} is none of {named(_BASES)}")
    if base == "attributions" and (len(keys) != 1 or keys[0] not in SOURCE_KEYS or is_more):
        raise ValueError(
            f"count: base='attributions' counts by one of {named(SOURCE_KEYS)}, by= names it, and takes no kinds=, "
            "voice= or part="
        )
    if base == "mentions" and (keys[:1] not in [(key,) for key in MENTION_KEYS] or is_more or is_less):
        raise ValueError(
            f"count: base='mentions' counts rows of framing.targets by {' or '.join(MENTION_KEYS)}, which by= names "
            "first, and takes no kinds=, voice=, part= or exclude="
        )
    if base == "words" and (unknown := [key for key in keys if key not in _KEYS]):
        raise ValueError(
            f"count: by={unknown[0]!r} is none of {named(_KEYS)}; group by article columns in compare(by=...)"
        )
    if base == "names" and keys:
        raise ValueError("count: base='names' counts each name of a set already; leave by= out")


def check_free(articles: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise where the articles have a column of the name that a column of the counts gets."""
    taken = [name for name in names if name in articles.columns]
    if taken:
        raise ValueError(
            f"count: articles have a column {taken[0]!r} already, and the counts get one of that name; "
            f"articles.rename(columns={{{taken[0]!r}: 'article_{taken[0]}'}}) frees it"
        )


def check_values(key: str, values: Sequence[str]) -> None:
    """Raise where a voice or a part is none."""
    if wrong := [value for value in values if value not in VALUES[key]]:
        raise ValueError(f"count: {key}={wrong[0]!r} is none of {named(VALUES[key])}")


def check_request(
    spans: pd.DataFrame, keys: Sequence[str], exclude: Sequence[str], only: dict[str, tuple[str, ...]]
) -> None:
    """Raise where the spans lack a column by which words are to be counted."""
    looked_for = list(spans["device"].cat.categories)
    check_looked_for(spans, exclude, option="exclude")
    for key in VALUES:
        check_values(key, only[key])
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
    needed = [key for key in _KEYS if key in keys or only.get(key)]
    check_columns(spans, needed, name="spans", way_out="framing.label gives it")
    check_coder(spans, verb="count")
    if {"voice", "speaker"} & set(needed):
        check_columns(spans, ("instance",), name="spans", way_out="framing.label gives it")
    is_untold = (spans["role"] == "cue") & ~spans["device"].isin(exclude)
    for key in VALUES:
        if key in needed and (is_empty := is_untold & ~spans[key].isin(VALUES[key])).any():
            raise ValueError(
                f"count: {int(is_empty.sum())} cues have no {key} (doc_id {named(spans['doc_id'][is_empty].unique())}) "
                f"and would be in no row; label(articles, with_voice=True) gives it"
            )
