"""How far two codings of the same articles agree: two people, a detector and a gold, two versions of a detector.

What is compared and paired is in `framing.coding.measures`. Coefficients that correct for chance are those of
`framing.reliability`; the places where two codings differ are shown by `framing.disagreements`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.coding.measures import (
    MATCHES,
    STRIDE,
    Paired,
    have_roles,
    of_cues,
    of_roles,
    placed,
    with_instance_s_subtype,
)
from framing.model import check_articles, check_coder, check_columns, check_spans, named, note
from framing.results.notes import encoded, in_words
from framing.results.schema import Limits

KEYS = ("subtype", "outlet")
FEW_ARTICLES = 60
FIGURES = (
    "n_a", "n_b", "matched", "precision", "recall", "f1", "low", "high", "articles",
    "precision_low", "precision_high", "recall_low", "recall_high",
)  # fmt: skip

_Numbers: TypeAlias = npt.NDArray[np.float64]


def agree(
    a: pd.DataFrame,
    b: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    match: str | Sequence[str] = MATCHES,
    by: str | Sequence[str] = (),
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far two codings of the same articles agree: precision, recall and F1 of `a` against `b`.

    It does not correct for chance, which `framing.reliability` does, and agreement with a coder is not truth. With
    fewer than 60 articles the interval is too narrow, and `note` says so: it holds the truth in 89 to 93 % of cases.

    Parameters
    ----------
    a, b : DataFrame
        Two spans tables, each of one coder: `a` is judged, `b` is the reference. Changing places swaps precision and
        recall. Devices that only one of the two looked for are left out, and a note names them.
    articles : DataFrame, optional
        The articles that both coders read. Those without a span then count among the articles that are drawn for the
        interval, and spaces do not count as characters of attributions. Without it the articles are those that have a
        span, and spaces count.
    match : str or sequence of str
        When two cues are the same one, for devices of one row an instance: ``exact, overlap, half`` (see Notes).
    by : str or sequence of str
        ``"subtype"``: compare within each subtype, so that a span of another subtype is a miss; ``"outlet"``: a row
        for each outlet of `articles`.
    level : float
        Level of the interval.
    replicates : int
        How often articles are drawn for the interval; 0 leaves it empty.
    seed : int
        Where the random numbers start.

    Returns
    -------
    DataFrame
        One row a device (and what `by` asks) and measure: `device, measure, a, b` (the coders), `n_a, n_b, matched,
        precision, recall, f1, low, high, articles`, then `precision_low, precision_high, recall_low, recall_high`,
        `kind`, `limits` and `note`.
        Precision is matched / n_a and recall matched / n_b, empty where there is nothing to divide by. `low` and `high`
        bound F1; intervals are empty for a single article.

    Raises
    ------
    ValueError
        Where one table holds several coders, no device or article is common, or a column or option is wrong.

    Notes
    -----
    Devices of one row an instance, each place taken once:

    - ``exact``: same start and end, as phrases are scored in CoNLL-2000 (Tjong Kim Sang & Buchholz 2000).
    - ``overlap``: a character is shared; paired from left to right, one to one.
    - ``half``: at least half of each is shared; one to one, the likest (Jaccard) first.

    Attributions have three roles, and measures after PARC and PolNeAR (Pareti 2015; Newell, Margolin & Ruths 2018), all
    one to one, the likest first. The pieces of a content are one stretch:

    - ``cue``, ``source``: distinct ones that share a character; a cue of no width is none.
    - ``content``: at least half of each is shared; ``content_exact``: the same characters.
    - ``whole``: contents paired by half, whose cues, and whose sources, share a character or are both absent.
    - ``content_direct, content_mixed, content_indirect``: recall of ``content`` among those of this type in `b`; there
      `low` and `high` bound the recall.

    F1 and not kappa, since nobody can count the places where neither coder marked anything (Hripcsak & Rothschild 2005,
    JAMIA 12:296-298). The interval is the percentile bootstrap (Efron 1979) over whole articles, since the spans of one
    article are not independent.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> common = {"doc_id": "x", "device": pd.Categorical(["hedge", "hedge"]), "role": "cue"}
    >>> first = pd.DataFrame({"start": [4, 20], "end": [9, 30], **common})
    >>> second = pd.DataFrame({"start": [4, 50], "end": [12, 60], **common})
    >>> agreement = framing.agree(first, second, match=["exact", "overlap"])
    >>> agreement[["device", "measure", "n_a", "n_b", "matched", "precision", "recall", "f1"]]
      device  measure  n_a  n_b  matched  precision  recall   f1
    0  hedge    exact    2    2        0        0.0     0.0  0.0
    1  hedge  overlap    2    2        1        0.5     0.5  0.5
    """
    keys, matches = _chosen("by", by, KEYS), _chosen("match", match, MATCHES)
    _check_numbers(level, replicates)
    if articles is None and "outlet" in keys:
        raise ValueError(
            "agree: by='outlet' needs the articles to know the outlets; agree(a, b, articles, by='outlet')"
        )
    if articles is not None:
        check_articles(articles)
    for name, spans in (("a", a), ("b", b)):
        _check_side(spans, articles, name, keys)
    devices, left_out = _devices(a, b)
    if left_out:
        note(f"agree: only one of the two looked for {named(left_out, most=8)}; left out")
    units = _units(a, b, articles)
    compared = list(_compared(a, b, articles, devices, matches, units, by_subtype="subtype" in keys))
    counts = np.stack([_counts(paired, len(units)) for *_, paired in compared])
    labels = pd.DataFrame(
        {
            "device": [device for device, _, _ in compared],
            "subtype": [subtype for _, subtype, _ in compared],
            "measure": [paired.measure for *_, paired in compared],
            "a": _coder(a, "a"),
            "b": _coder(b, "b"),
        }
    )
    parts = [
        labels.join(_figures(counts[:, places], level, replicates, seed)).assign(outlet=outlet)
        for outlet, places in _groups(articles, units, by_outlet="outlet" in keys)
    ]
    table = pd.concat(parts, ignore_index=True).assign(kind="agreement")
    few: list[Limits] = [
        {"few_articles": {"articles": number}} if replicates and number < FEW_ARTICLES else {}
        for number in table["articles"].tolist()
    ]
    table = table.assign(limits=[encoded(own) for own in few], note=[in_words(own, {}) for own in few])
    leading = [key for key in ("outlet", "device", "subtype") if key == "device" or key in keys]
    return table[[*leading, "measure", "a", "b", *FIGURES, "kind", "limits", "note"]]


def _chosen(name: str, value: str | Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    chosen = (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))
    wrong = [one for one in chosen if one not in allowed]
    if wrong:
        raise ValueError(f"agree: {name}={wrong[0]!r} is none of {named(allowed)}")
    if name == "match" and not chosen:
        raise ValueError(f"agree: match names nothing; choose from {named(allowed)}")
    return chosen


def _check_numbers(level: float, replicates: int) -> None:
    if not 0 < level < 1:
        raise ValueError(f"agree: level={level} is not between 0 and 1; 0.95 is usual")
    if replicates < 0:
        raise ValueError(f"agree: replicates={replicates} is below 0; 1000 is usual, 0 leaves the interval empty")


def _check_side(spans: pd.DataFrame, articles: pd.DataFrame | None, name: str, keys: Sequence[str]) -> None:
    check_spans(spans, articles)
    needed = ["instance", "subtype"] if have_roles(spans) else ["subtype"] if "subtype" in keys else []
    check_columns(spans, needed, name=name, way_out="framing.label writes it; a coder's table needs it too")
    check_coder(spans, verb="agree", name=name)


def _devices(a: pd.DataFrame, b: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Name the devices that both looked for, and those that only one did."""
    ours, theirs = (list(spans["device"].cat.categories) for spans in (a, b))
    common = [device for device in ours if device in theirs]
    if not common:
        raise ValueError(
            f"agree: no device was looked for in both (a: {named(ours) or 'none'}; b: {named(theirs) or 'none'}); "
            "label with the device, or name it in read_spans(devices=...)"
        )
    return common, [device for device in [*ours, *theirs] if device not in common]


def _units(a: pd.DataFrame, b: pd.DataFrame, articles: pd.DataFrame | None) -> pd.Index[str]:
    if articles is not None:
        read: pd.Index[str] = pd.Index(articles["doc_id"])
        return read
    if len(a) and len(b) and not a["doc_id"].isin(b["doc_id"]).any():
        raise ValueError(
            f"agree: no doc_id is in both tables (a: {named(a['doc_id'].unique(), most=2)}; "
            f"b: {named(b['doc_id'].unique(), most=2)}); code the same articles, or give articles if it is so"
        )
    with_spans: pd.Index[str] = pd.Index(pd.concat([a["doc_id"], b["doc_id"]]).unique())
    return with_spans


def _coder(spans: pd.DataFrame, name: str) -> str:
    """Name the coder of one side, who may have left no name or no span."""
    return str(spans["coder"].iloc[0]) if "coder" in spans.columns and len(spans) else name


def _compared(
    a: pd.DataFrame,
    b: pd.DataFrame,
    articles: pd.DataFrame | None,
    devices: Sequence[str],
    matches: Sequence[str],
    units: pd.Index[str],
    *,
    by_subtype: bool,
) -> Iterator[tuple[str, str, Paired]]:
    """Give what every measure pairs, device by device and, if asked, subtype by subtype."""
    with_roles = have_roles(a) | have_roles(b)
    tables = [with_instance_s_subtype(placed(spans, units, articles, with_roles)) for spans in (a, b)]
    for device in devices:
        ours, theirs = (table[table["device"] == device] for table in tables)
        subtypes = sorted({*ours["subtype"], *theirs["subtype"]}) if by_subtype else []
        for subtype in subtypes or [""]:
            if subtypes:
                left, right = (rows[rows["subtype"] == subtype] for rows in (ours, theirs))
            else:
                left, right = ours, theirs
            for paired in of_roles(left, right) if device in with_roles else of_cues(left, right, matches):
                yield device, subtype, paired


def _counts(paired: Paired, articles: int) -> _Numbers:
    """Count n_a, n_b and matched in each article; n_a is NaN where recall alone is asked."""
    matched = [paired.b[j] for _, j in paired.pairs]
    n_a, n_b, n_matched = (
        np.bincount(np.array([stretch[0][0] // STRIDE for stretch in stretches], dtype=np.int64), minlength=articles)
        for stretches in (paired.a or [], paired.b, matched)
    )
    n_a = n_a if paired.a is not None else np.full(articles, np.nan)
    return np.stack([n_a, n_b, n_matched], axis=1).astype(np.float64)


def _groups(
    articles: pd.DataFrame | None, units: pd.Index[str], *, by_outlet: bool
) -> Iterator[tuple[str, npt.NDArray[np.intp]]]:
    """Give each outlet, or all as one, and where its articles stand."""
    if articles is None or not by_outlet:
        yield "", np.arange(len(units))
        return
    outlets = articles["outlet"].astype(str).to_numpy()
    for outlet in sorted(set(outlets)):
        yield outlet, np.flatnonzero(outlets == outlet)


def _figures(counts: _Numbers, level: float, replicates: int, seed: int) -> pd.DataFrame:
    """Turn counts (measure, article, [n_a, n_b, matched]) into a row a measure."""
    n_a, n_b, matched = counts.sum(axis=1).T
    bounds = _intervals(counts, level, replicates, seed)
    is_recall_alone = np.isnan(n_a)
    return pd.DataFrame(
        {
            "n_a": pd.Series(n_a).astype("Int64"),
            "n_b": n_b.astype(np.int64),
            "matched": matched.astype(np.int64),
            "precision": _share(matched, n_a),
            "recall": _share(matched, n_b),
            "f1": np.where(is_recall_alone, np.nan, _f1(n_a, n_b, matched)),
            "low": bounds[0][0],
            "high": bounds[0][1],
            "articles": counts.shape[1],
            "precision_low": bounds[1][0],
            "precision_high": bounds[1][1],
            "recall_low": bounds[2][0],
            "recall_high": bounds[2][1],
        }
    )


def _share(part: _Numbers, whole: _Numbers) -> _Numbers:
    share: _Numbers = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return share


def _f1(n_a: _Numbers, n_b: _Numbers, matched: _Numbers) -> _Numbers:
    """Give F1, or the recall where there is no n_a."""
    return _share(2 * matched, n_b + np.where(np.isnan(n_a), n_b, n_a))


def _intervals(counts: _Numbers, level: float, replicates: int, seed: int) -> list[_Numbers]:
    """Give the limits of F1, precision and recall by percentiles, over draws of as many articles as there are."""
    measures, articles, _ = counts.shape
    if articles < 2 or replicates == 0:
        return [np.full((2, measures), np.nan)] * 3
    generator = np.random.default_rng(seed)
    flat = counts.transpose(1, 0, 2).reshape(articles, -1)
    drawn = np.empty((3, replicates, measures))
    for draw in range(replicates):
        weights = np.bincount(generator.integers(articles, size=articles), minlength=articles)
        n_a, n_b, matched = (weights @ flat).reshape(measures, 3).T
        drawn[:, draw] = _f1(n_a, n_b, matched), _share(matched, n_a), _share(matched, n_b)
    return [_percentiles(of_one, level) for of_one in drawn]


def _percentiles(drawn: _Numbers, level: float) -> _Numbers:
    """Give the lower and upper limit of each column; a draw without a span tells nothing."""
    limits = np.full((2, drawn.shape[1]), np.nan)
    told = ~np.isnan(drawn).all(axis=0)
    if told.any():
        tail = (1 - level) / 2
        limits[:, told] = np.nanquantile(drawn[:, told], [tail, 1 - tail], axis=0)
    return limits
