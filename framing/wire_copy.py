"""Which articles are agency copy, and which share their text with another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from framing.checks import check_articles
from framing.copies.agencies import Sign, agency_in, is_agency
from framing.copies.kept_text import kept_texts
from framing.copies.near_duplicates import shared_wording, shingles
from framing.model import named, note

SHARE = 0.5


def wire_copy(articles: pd.DataFrame, spans: pd.DataFrame | None = None, *, share: float = SHARE) -> pd.DataFrame:
    r"""Find agency copy and near-duplicates, so that shared text is not taken for an outlet's own.

    An agency is found where the article says so: a dateline, a byline, a credit. Copy without any such sign is seen
    only as a near-duplicate of another article, and text that was rewritten not at all.

    Parameters
    ----------
    articles : DataFrame
        The articles table; `byline` is read where it is there.
    spans : DataFrame, optional
        Spans of ``framing.label`` with boilerplate: its paragraphs are then left out before texts are compared, so that
        two articles do not seem alike by their outlet's standing lines.
    share : float, optional
        How much of the shorter of two articles has to stand in the longer one for both to be near-duplicates.

    Returns
    -------
    DataFrame
        One row an article, in their order:

        - `doc_id`, `outlet`;
        - `agency`, empty where none is named; `evidence`: ``dateline, byline, credit`` or ``contributor``, the first of
          these that is there; `entry`: the words that say so;
        - `is_wire`: the article as a whole is another's copy. False for a contributor, who only helped, and in the
          agency's own outlet;
        - `copies`: the group of near-duplicates, named by the `doc_id` of its first article; missing for an article
          without any. Articles that hang together by a third are one group;
        - `reach`: ``across`` where the group stands in several outlets, ``within`` where in one, else empty;
        - `shared`: share of the article's text, in runs of five words, that also stands in `nearest`, the article that
          holds most of it.

    Raises
    ------
    ValueError
        Where `share` is not above 0 and up to 1, or boilerplate was not looked for in `spans`.

    Notes
    -----
    Every two articles that share a run of five words are compared, and what they share is counted exactly (Broder 1997
    on shared runs of words). One limit keeps very large corpora quick: runs that stand in more than 200 articles each,
    such as phrases of the day or standing lines, occur in certain combinations. If there are more than 2,000 of these,
    only those that make most of an article are compared with all others, and a small `shared` that consists of such
    runs alone may be missed. 10,000 articles of US news had 109.

    Put the columns beside the articles before counting, and `framing.compare` takes
    near-duplicates as one unit, and ``counts[~counts["is_wire"]]`` are those without agency copy:
    ``articles.merge(framing.wire_copy(articles), on=["doc_id", "outlet"])``. Of these, articles without near-duplicates
    are ``articles[articles["copies"].isna()]``; with the first of each group they are those of which `copies` is
    missing or their `doc_id`. In the shell it is ``--copies none`` and ``--copies first``.

    Read by a language model (``benchmarks/validity/wire.py``, version 0.1.0): of 42 articles that a first version took
    for copy in half of 10,000 articles of US news, 40 were (two were an agency's own; mended since); of 40 with a
    contributor, 39 had no more than that; of 60 where no agency was found, 58 named none, one was copy. How much copy
    does not say so is not known.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b", "c"], "outlet": ["Bee", "Sun", "Sun"],
    ...     "text": [
    ...         "HAVEN (AP) — The mill on the north bank will close in May after 90 years.",
    ...         "The mill on the north bank will close in May after 90 years.\n\nWhat now?",
    ...         "Orr told Reuters that the mill was sold.",
    ...     ],
    ... })
    >>> found = wire_copy(articles)
    >>> found[["doc_id", "agency", "evidence", "is_wire", "reach", "shared"]].round(2)
      doc_id            agency  evidence  is_wire   reach  shared
    0      a  Associated Press  dateline     True  across    0.82
    1      b                                False  across    0.82
    2      c                                False            0.00
    >>> found["copies"].fillna("").tolist()
    ['a', 'a', '']
    """
    check_articles(articles)
    if not 0 < share <= 1:
        raise ValueError(f"wire_copy: share={share!r} is not above 0 and up to 1; 0.5 is half of the shorter text")
    texts = [shingles(text) for text in kept_texts(articles, spans, verb="wire_copy")]
    ids = articles["doc_id"].tolist()
    if empty := [doc_id for doc_id, runs in zip(ids, texts, strict=True) if len(runs) == 0]:
        note(f"wire_copy: articles without words, like no other: {len(empty)} ({named(empty)})")
    outlets = [
        None if is_missing else outlet
        for outlet, is_missing in zip(articles["outlet"], articles["outlet"].isna(), strict=True)
    ]
    found = shared_wording(texts, share=share)
    groups = found.group.tolist()
    return pd.DataFrame(
        {
            "doc_id": articles["doc_id"].array,
            "outlet": articles["outlet"].array,
            **_agencies(articles, outlets),
            "copies": _with_gaps([ids[first] if first >= 0 else None for first in _firsts(groups)]),
            "reach": _reach(groups, outlets),
            "shared": found.share,
            "nearest": _with_gaps([ids[place] if place >= 0 else None for place in found.nearest.tolist()]),
        }
    )


def without_copies(articles: pd.DataFrame, keep: Literal["first", "none"]) -> pd.DataFrame:
    """Leave out near-duplicates, all or all but the first of each group, and note how many.

    Examples
    --------
    >>> texts = ["The mill on the north bank will close in May after 90 years.", "It may rain on Sunday."]
    >>> len(without_copies(pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Sun", "text": texts}), "none"))
    2
    """
    found = wire_copy(articles)
    is_kept = (found["copies"].isna() | (found["copies"].eq(found["doc_id"]) & (keep == "first"))).to_numpy(dtype=bool)
    if not is_kept.any():
        raise ValueError("no article is left without near-duplicates; keep the first of each group")
    if not is_kept.all():
        groups = found["copies"].nunique()
        note(
            f"near-duplicates left out: {(~is_kept).sum():,}, of {groups:,} group{'' if groups == 1 else 's'} "
            f"({named(found['doc_id'][~is_kept])})",
            stacklevel=3,
        )
    return articles[is_kept].reset_index(drop=True)


def _with_gaps(values: Sequence[object]) -> pd.Series:
    return pd.Series(list(values), dtype=object).infer_objects()


def _agencies(articles: pd.DataFrame, outlets: Sequence[object]) -> dict[str, list[str] | list[bool]]:
    """Give the columns on agencies. That an agency helped its own outlet is no news, and no sign."""
    bylines = articles["byline"] if "byline" in articles.columns else pd.Series("", index=articles.index)
    signs = []
    for text, byline, outlet in zip(articles["text"], bylines, outlets, strict=True):
        sign = agency_in(text, byline if isinstance(byline, str) else "")
        is_own = sign is not None and is_agency("" if outlet is None else str(outlet), sign.agency)
        signs.append(
            (Sign("", "", "") if sign is None or (is_own and sign.evidence == "contributor") else sign, is_own)
        )
    return {
        "agency": [sign.agency for sign, _ in signs],
        "evidence": [sign.evidence for sign, _ in signs],
        "entry": [sign.entry for sign, _ in signs],
        "is_wire": [sign.evidence not in ("", "contributor") and not is_own for sign, is_own in signs],
    }


def _firsts(groups: Sequence[int]) -> list[int]:
    """Give the place of the first article of each one's group, -1 for one without."""
    first: dict[int, int] = {}
    return [first.setdefault(group, place) if group >= 0 else -1 for place, group in enumerate(groups)]


def _reach(groups: Sequence[int], outlets: Sequence[object]) -> list[str]:
    """Say of each article whether its group stands in several outlets; a nameless outlet is an outlet."""
    within: dict[int, set[object]] = {}
    for group, outlet in zip(groups, outlets, strict=True):
        within.setdefault(group, set()).add(outlet)
    return ["" if group < 0 else "across" if len(within[group]) > 1 else "within" for group in groups]
