"""Collocates of a term or an actor by group: logDice, log-likelihood, dispersion, and an interval over articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse, special

from framing.checks import check_alike, check_articles, check_coder, check_columns, check_looked_for, check_spans
from framing.counting.denominators import places_left_out
from framing.counting.near import target_of
from framing.counting.windows import Windows, node_places, windows
from framing.dispersion import Numbers, deviation_of_proportions
from framing.model import named, note
from framing.texts.text import Place

COLLOCATE_COLUMNS = (
    "group", "node", "term", "n", "n_node", "n_term", "expected", "log_dice", "low", "high", "log_likelihood",
    "articles", "dp", "kind",
)  # fmt: skip
_FEWEST = 5  # articles with the pair, for an interval
_DRAWS_AT_ONCE = 50


def collocates(
    articles: pd.DataFrame,
    spans: pd.DataFrame | None = None,
    *,
    node: str,
    device: str | None = None,
    by: str | None = "outlet",
    window: int = 5,
    exclude: str | Sequence[str] = (),
    least: int = 5,
    draws: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Rank the words near a term or an actor, for each group of articles.

    It describes and does not test: there is no p. The interval says how much the measure would differ with other
    articles; where the intervals of two outlets overlap, do not call their collocates different.

    Parameters
    ----------
    articles
        The articles.
    spans
        The spans table; needed for `device` and `exclude`.
    node
        The term, in any case, with `*` at its end for any ending (``"immigra*"``); with `device`, the name of one of
        its targets, such as the actor ``"Ada Orr"``.
    device
        The device whose cues are the nodes, such as ``"actor"``.
    by
        The column of `articles` whose values are the groups; None takes all articles as one.
    window
        Words each way; no window leaves its sentence or line.
    exclude
        Devices whose text is left out, such as ``"boilerplate"``.
    least
        Minimum number of times that a word stands near the node in the group.
    draws, seed
        Number of bootstrap samples of articles, and the seed of their generator.

    Returns
    -------
    DataFrame
        One row per group and word, the highest `log_dice` of each group first: `group`, `node`, `term`, `n` (times near
        the node), `n_node`, `n_term` (in the group), `expected` (`n` if the word were as frequent near the node as in
        the group), `log_dice`, its 95 % interval `low`, `high` (empty below five articles with the pair),
        `log_likelihood`, `articles` (with the pair), `dp` (dispersion of the pair over the articles with the node, by
        the words near it: 0 even, near 1 in few), `kind`.

    Raises
    ------
    ValueError
        Where a table or an option is wrong, or the node occurs nowhere.

    Notes
    -----
    - `log_dice`: 14 + log2(2n / (n_node + n_term)) (Rychlý 2008, RASLAN:6-9); it does not depend on the size of the
      corpus, so that groups of unequal size can be compared. A word in the windows of two nodes counts once.
    - `log_likelihood`: of the table of word and other words, near the node and elsewhere (Dunning 1993), as
      description.
    - `dp`: Gries (2008), as in `framing.dispersion`. Interval: percentile bootstrap over articles (Efron & Tibshirani
      1993): words of one article are not independent.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "outlet": "Bee", "text": ["A heavy tax.", "A heavy tax."]})
    >>> collocates(articles, node="tax", least=2)[["group", "term", "n", "n_node", "n_term", "log_dice"]]
      group   term  n  n_node  n_term  log_dice
    0   Bee      a  2       2       2      14.0
    1   Bee  heavy  2       2       2      14.0
    """
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    check_articles(articles)
    _check(articles, spans, device=device, by=by, window=window, least=least, draws=draws, left_out=left_out)
    texts: list[str] = articles["text"].tolist()
    if spans is not None and left_out:
        excluded = places_left_out(articles, spans, left_out)
        texts = [
            _blanked(text, excluded.get(doc_id, ())) for doc_id, text in zip(articles["doc_id"], texts, strict=True)
        ]
    nodes = node_places(texts, node) if device is None or spans is None else _mentions(articles, spans, device, node)
    if not nodes:
        raise ValueError(f"collocates: {node!r} occurs nowhere{_hint(spans, device)}")
    found = windows(texts, nodes, size=window)
    if by is None:
        parts = [_of_group(found, np.ones(len(texts), dtype=bool), "all", node, least, draws, seed)]
    else:
        values = articles[by]
        if values.isna().any():
            note(f"collocates: articles without {by}: {int(values.isna().sum())}, left out")
        groups = sorted(values.dropna().unique(), key=str)
        parts = [
            _of_group(found, (values == group).to_numpy(dtype=bool), group, node, least, draws, seed)
            for group in groups
        ]
    return pd.concat(parts, ignore_index=True)[list(COLLOCATE_COLUMNS)]


def _check(
    articles: pd.DataFrame, spans: pd.DataFrame | None, *, device: str | None, by: str | None, window: int, least: int,
    draws: int, left_out: tuple[str, ...],
) -> None:  # fmt: skip
    if by is not None:
        check_columns(articles, (by,), name="articles", way_out="choose a column about articles, or by=None")
        check_alike(articles[by], name="articles")
    for name, value, lowest in (("window", window, 1), ("least", least, 1), ("draws", draws, 50)):
        if value < lowest:
            raise ValueError(f"collocates: {name}={value} is below {lowest}")
    if spans is None:
        if device or left_out:
            raise ValueError(
                "collocates: device= and exclude= need the spans; give framing.label(articles, ...) second"
            )
        return
    check_spans(spans, articles)
    check_coder(spans, verb="collocates")
    check_looked_for(spans, left_out, option="exclude")
    if device:
        check_looked_for(spans, [device], option="device")


def _hint(spans: pd.DataFrame | None, device: str | None) -> str:
    if spans is None or device is None:
        return "; a term is searched as it stands, * at its end for any ending"
    own = spans[(spans["device"] == device) & (spans["role"] == "cue")]
    there = sorted({target_of(device, subtype) for subtype in own["subtype"].unique()})
    return f" as a target of {device}; there are: {named(there) or 'none'}"


def _blanked(text: str, places: Sequence[Place]) -> str:
    """Give a text with line ends where something is left out, every place unchanged."""
    for start, end in places:
        text = text[:start] + "\n" * (min(end, len(text)) - start) + text[end:]
    return text


def _mentions(articles: pd.DataFrame, spans: pd.DataFrame, device: str, node: str) -> dict[int, list[Place]]:
    """Give the places of a target by the number of the article."""
    number = {doc_id: place for place, doc_id in enumerate(articles["doc_id"])}
    cues = spans[(spans["role"] == "cue") & (spans["device"] == device)]
    found: dict[int, list[Place]] = {}
    for doc_id, subtype, start, end in zip(
        *(cues[name] for name in ("doc_id", "subtype", "start", "end")), strict=True
    ):
        if target_of(device, subtype) == node:
            found.setdefault(number[doc_id], []).append((start, end))
    return {article: sorted(places) for article, places in found.items()}


def _of_group(
    found: Windows, is_in: np.ndarray, name: object, node: str, least: int, draws: int, seed: int
) -> pd.DataFrame:
    """Measure the words near the node in one group, the highest logDice first."""
    near, every, nodes = found.near[is_in], found.all[is_in], found.nodes[is_in].astype(np.float64)
    n = np.asarray(near.sum(axis=0), dtype=np.float64)
    kept = np.flatnonzero(n >= least)
    all_near, all_words = float(n.sum()), float(every.sum())
    near, every, n = near[:, kept], every[:, kept], n[kept]
    n_term, n_node = np.asarray(every.sum(axis=0), dtype=np.float64), float(nodes.sum())
    within = np.asarray((near > 0).sum(axis=0), dtype=np.int64)
    low, high = np.full((2, len(kept)), np.nan)
    if (enough := within >= _FEWEST).any():
        low[enough], high[enough] = _interval(near[:, enough], every[:, enough], nodes, draws, seed)
    has_node = nodes > 0
    sizes = np.asarray(found.near[is_in].sum(axis=1), dtype=np.int64)[has_node]
    table = pd.DataFrame(
        {
            "group": pd.Series([name] * len(kept), dtype=object if not isinstance(name, str) else "str"),
            "node": pd.Series([node] * len(kept), dtype="str"),
            "term": pd.Series([found.names[place] for place in kept], dtype="str"),
            "n": n.astype(np.int64),
            "n_node": int(n_node),
            "n_term": n_term.astype(np.int64),
            "expected": n_term * all_near / max(all_words, 1.0),
            "log_dice": _log_dice(n, n_node, n_term),
            "low": low,
            "high": high,
            "log_likelihood": _log_likelihood(n, n_term, all_near, all_words),
            "articles": within,
            "dp": deviation_of_proportions(near[has_node], sizes),
            "kind": "collocates",
        }
    )
    return table.sort_values(["log_dice", "term"], ascending=[False, True])


def _log_dice(n: Numbers, n_node: Numbers | float, n_term: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(14 + np.log2(2 * n / (n_node + n_term)), dtype=np.float64)


def _log_likelihood(n: Numbers, n_term: Numbers, near: float, words: float) -> Numbers:
    """Return the log-likelihood ratio of word and other words, near the node and elsewhere."""
    cells = ((n, n_term, near), (n_term - n, n_term, words - near))
    others = tuple((size - count, words - n_term, size) for count, _, size in cells)
    total = np.zeros(len(n))
    for count, row, column in (*cells, *others):
        total += special.xlogy(count, count) - special.xlogy(count, row * column / max(words, 1.0))
    return np.maximum(2 * total, 0)  # rounding may end just below 0


def _interval(
    near: sparse.csr_array, every: sparse.csr_array, nodes: Numbers, draws: int, seed: int
) -> tuple[Numbers, Numbers]:
    """Give the 2.5th and 97.5th percentile of logDice over samples of articles, drawn with replacement."""
    generator, articles = np.random.default_rng(seed), len(nodes)
    told: list[Numbers] = []
    for first in range(0, draws, _DRAWS_AT_ONCE):
        size = min(_DRAWS_AT_ONCE, draws - first)
        drawn = generator.multinomial(articles, np.full(articles, 1 / articles), size=size).astype(np.float64)
        told.append(_log_dice((near.T @ drawn.T).T, (drawn @ nodes)[:, None], (every.T @ drawn.T).T))
    low, high = np.nanpercentile(np.concatenate(told), [2.5, 97.5], axis=0)
    return low, high
