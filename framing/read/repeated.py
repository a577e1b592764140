"""Articles that an export has twice: the same number, the same text, nearly the same text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container

import numpy as np
import pandas as pd

SHARE = 0.8  # of the runs of five words of the longer text
_MOST_COMPARED = 50  # earlier articles of a group with which one is compared
_WORD = re.compile(r"\w+")


def with_own_numbers(
    ids: pd.Series, labels: pd.Series, is_export: np.ndarray, earlier: Container[str] | None = None
) -> tuple[pd.Series, list[str]]:
    """Make the numbers of exports unique: a repeated one has its file added, and a count if the file repeats it.

    `earlier` has those of earlier tables. Returns the numbers, and those changed. Other identifiers are left as they
    are.
    """
    seen: set[str] = set(ids[~is_export])
    if earlier is not None:
        seen |= {number for number in ids[is_export] if number in earlier}
    given: list[str] = []
    changed: list[str] = []
    counts: Counter[str] = Counter()
    for number, label, is_of_export in zip(ids, labels, is_export, strict=True):
        own = number
        if is_of_export:
            if own in seen:
                own = f"{number} ({label})"
            while own in seen or (own != number and earlier is not None and own in earlier):
                counts[number] += 1
                own = f"{number} ({label} {counts[number] + 1})"
            if own != number:
                changed.append(own)
            seen.add(own)
        given.append(own)
    return pd.Series(given, index=ids.index, dtype=object), changed


def duplicate_of(articles: pd.DataFrame, is_export: np.ndarray) -> pd.Series | None:
    """Name for each article of an export the earlier one whose text it repeats; None if there is none.

    A text is repeated if four fifths of the runs of five words of the longer text stand in both.
    """
    from framing.copies.near_duplicates import shared_wording, shingles  # loads scipy, which tables do not need

    places = np.flatnonzero(is_export)
    texts = [articles["text"].iloc[place] for place in places]
    ids = [articles["doc_id"].iloc[place] for place in places]
    found = [""] * len(texts)
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        key = " ".join(_WORD.findall(text.casefold()))
        if key and (earlier := first.setdefault(key, place)) != place:
            found[place] = ids[earlier]
    runs = [shingles(text) for text in texts]
    groups = shared_wording(runs, share=SHARE).group
    members: dict[int, list[int]] = {}
    for place, group in enumerate(groups.tolist()):
        if group < 0 or found[place]:
            continue
        for earlier in members.setdefault(group, [])[:_MOST_COMPARED]:
            both = len(np.intersect1d(runs[place], runs[earlier], assume_unique=True))
            if both >= SHARE * max(len(runs[place]), len(runs[earlier])):
                found[place] = ids[earlier]
                break
        else:
            members[group].append(place)
    if not any(found):
        return None
    column = pd.Series(None, index=articles.index, dtype=object)
    column.iloc[places] = [name or None for name in found]
    return column
