"""Rates of devices in groups of articles, and their ratios: by event, article or outlet, never by word.

The method is the delete-one jackknife (Quenouille 1956; Tukey 1958; reviewed by Miller 1974, Biometrika 61:1-15) of the
log ratio of pooled rates. That words are no units is shown by Kilgarriff (2005), Lijffijt et al. (DSH 31:374-397) and
Koplenig (CLLT 15:321-346): on simulated news the method rejects 4 to 6 % of true nulls at 5 %, word-level G2 17 to 54.
"""

from __future__ import annotations

import pandas as pd

from framing.contrast import ADJUSTMENTS, Contrast, adjusted, contrast, rate_of
from framing.model import RATE_COLUMNS, RESULT_COLUMNS, note
from framing.units import design_of, pairs_of, slices_of


def compare(
    counts: pd.DataFrame,
    *,
    by: str = "outlet",
    unit: str | None = None,
    reference: object = None,
    adjust: str = "holm",
) -> pd.DataFrame:
    """Compare how often devices stand in groups of articles: rate ratios with 95 % interval and p.

    It says how sure a ratio is, not why it differs: no covariate is held fixed, labels are taken to be right, and
    articles that share text (wire copy) have to be given a common unit.

    Parameters
    ----------
    counts
        One row per article and device, as `framing.count` makes it. Where it has ``subtype``, ``voice``, ``speaker`` or
        ``part`` each of their values is a contrast of its own.
    by
        The column whose values are compared, each pair once.
    unit
        What is independent: ``"article"``, ``"event"`` or any other column. By default the event, where at least half
        of the events stand in two groups or more, else the article; an article without event is a unit of its own.
        Where `by` groups whole outlets (leaning, country) the outlet is the unit: with articles as units 38 to 68 % of
        true nulls are rejected, so asking for them is an error.
    reference
        Compare each group with this one instead of all pairs.
    adjust
        ``"holm"``, ``"bh"`` (Benjamini-Hochberg) or ``"none"``. The family is every contrast of this call with a p.

    Returns
    -------
    DataFrame
        The results table: one row per device and contrast. `rate_a` and `rate_b` are per 1,000 words, `ratio` is
        `rate_a` / `rate_b`. `units` is how many units there are on both sides together, a shared one counted once;
        `test` names method, degrees of freedom and unit; `note` speaks only where a limit is passed.

    Raises
    ------
    ValueError
        If a column, the reference or a second group is missing, if counts or words cannot be right, or if an article
        comes twice.

    Notes
    -----
    Leaving a unit out takes its counts and words from both sides at once. Where no unit is shared, the variances of
    the two sides are added, with Welch's degrees of freedom; where all G are shared there are G - 1; where some are,
    the smaller of the two, since one side may have hardly any.

    Outlets as units weigh the same whatever their size: their log rates are compared by Welch's t test, and `rate_a`
    and `rate_b` are geometric means. On simulated nulls with a between-outlet SD of .11 and 5 to 600 articles an
    outlet this rejects 2 to 5 % with 3 against 3 and 5 against 5 outlets (5 to 9 % with 3 against 8), the jackknife
    over outlets 4 to 6 % (6 to 9 %). An outlet with no cue has no log rate; then the jackknife over outlets is used,
    and the note says so.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(10), "outlet": ["Bee"] * 5 + ["Sun"] * 5, "words": 500, "device": "hedge",
    ...     "event": ["fire", "vote", "flood", "tax", "cup"] * 2, "n": [4, 6, 5, 3, 2, 2, 3, 2, 2, 1],
    ... })
    >>> results = compare(counts)
    >>> results[["a", "b", "units", "ratio", "low", "high", "note"]].round(2)
         a    b  units  ratio   low  high           note
    0  Bee  Sun      5    2.0  1.61  2.49  few units (5)
    >>> results["test"].item()
    'jackknife t(4), unit event (shared)'
    """
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust={adjust!r} is unknown; choose one of {', '.join(ADJUSTMENTS)}")
    design = design_of(counts, by=by, unit=unit)
    for message in design.messages:
        note(message)
    pairs = pairs_of(design.groups, by=by, reference=reference)
    slices = list(slices_of(design))
    keys = pd.DataFrame([key for key, _ in slices for _ in pairs], columns=list(design.keys))
    contrasts = [contrast(sides[a], sides[b], design, str(key[0])) for key, sides in slices for a, b in pairs]
    results = keys.join(pd.DataFrame(contrasts, columns=list(Contrast._fields)))
    results["p_adjusted"] = adjusted(results["p"].to_numpy(dtype=float), adjust)
    return results[[*design.keys, *RESULT_COLUMNS[1:]]]


def rates(counts: pd.DataFrame, *, by: str = "outlet", unit: str | None = None) -> pd.DataFrame:
    """Give each group's rate per 1,000 words with a 95 % interval.

    Two intervals that overlap do not mean "no difference", most of all where events are shared: `compare` tests that.

    Parameters
    ----------
    counts, by, unit
        As for `compare`.

    Returns
    -------
    DataFrame
        One row per device and group, the group's value in ``group``. `rate` is `n` per 1,000 of `words`; where
        outlets are the units it is the geometric mean of the outlets' rates, and `note` says so. The interval is the
        jackknife's on the log scale, with t on the units less one.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(6), "outlet": "Bee", "words": 500, "device": "hedge", "n": [4, 2, 3, 5, 2, 2],
    ... })
    >>> rates(counts)[["group", "articles", "n", "rate", "low", "high"]].round(2)
      group  articles   n  rate  low  high
    0   Bee         6  18   6.0  3.8  9.46
    """
    design = design_of(counts, by=by, unit=unit)
    for message in design.messages:
        note(message)
    slices = list(slices_of(design))
    keys = pd.DataFrame([key for key, sides in slices for _ in sides], columns=list(design.keys))
    rows = [rate_of(side, design, str(key[0])) for key, sides in slices for side in sides]
    table = keys.join(pd.DataFrame(rows, columns=list(RATE_COLUMNS[1:])))
    return table[[*design.keys, *RATE_COLUMNS[1:]]]
