"""What a comparison rests on: spread, length, single units and repeated texts, group by group, before any ratio."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.model import note
from framing.statistics import jackknife
from framing.statistics.limits import FEW_UNITS
from framing.statistics.sides import Side, rows_of, sides_of
from framing.statistics.units import Codes, Design, design_of, with_unit

COLUMNS = (
    "device", "group", "articles", "units", "words", "n", "rate", "mean_rate", "phi", "length_correlation",
    "without_any", "decisive_unit", "decisive_shift", "deff_event", "deff_byline", "deff_outlet", "repeated", "note",
)  # fmt: skip

CLUSTERS = ("event", "byline", "outlet")

MOST_SHIFT = 0.10
MOST_CORRELATION = 0.3
MOST_WITHOUT = 0.9


def diagnostics(counts: pd.DataFrame, *, by: str = "outlet", unit: str | None = None) -> pd.DataFrame:
    """Look at the counts before comparing them: one row per device and group.

    It describes; nothing here is a test, and a row without a note is no proof that all is well.

    Parameters
    ----------
    counts, by, unit
        As for `compare`. One group alone can be looked at too.

    Returns
    -------
    DataFrame
        One row per device and group, with its key columns before `group`, and

        - `articles`, `units`, `words`, `n`, and the pooled `rate`: per 1,000 words, or a share of what `base` names;
        - `mean_rate`: the mean of the articles' own rates; where it is far from `rate`, long articles differ from
          short ones;
        - `phi`: Pearson's chi-square of the articles' counts against the pooled rate, over its degrees of freedom.
          Words that came one by one would give 1; news gives about 2, and tests that count words are wrong by that;
        - `length_correlation`: of the articles' rate with the logarithm of their words;
        - `without_any`: the share of articles that have none;
        - `decisive_unit` and `decisive_shift`: the unit whose leaving out changes the rate most, and by what part;
        - `deff_event`, `deff_byline`, `deff_outlet`: the design effect of each, where the counts have the column: the
          variance of the rate with these as units over that with articles. Where one is far above 1, articles are not
          independent, and it is what `unit` should name;
        - `repeated`: articles that are near-duplicates of another, where the counts have the column `copies` that
          `framing.wire_copy` gives; else missing;
        - `note`: speaks where one of these is out of the ordinary.

    Raises
    ------
    ValueError
        As `compare`.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(6), "outlet": "Bee", "words": 500, "device": "hedge", "n": [4, 2, 3, 5, 2, 20],
    ... })
    >>> diagnostics(counts)[["group", "rate", "phi", "decisive_unit", "decisive_shift"]].round(2)
      group  rate   phi  decisive_unit  decisive_shift
    0   Bee  12.0  8.07              5           -0.47
    """
    design = design_of(counts, by=by, unit=unit)
    for message in design.messages:
        note(message)
    repeated = _repeated(counts, design)
    clusters = ["article", *(name for name in CLUSTERS if name in counts.columns)]
    by_unit = {name: with_unit(design, counts, name) for name in clusters}
    keys, rows = [], []
    for key, places in rows_of(design):
        places = places[design.words[places] > 0]
        other = {name: sides_of(own, places) for name, own in by_unit.items()}
        for group, side in enumerate(sides_of(design, places)):
            own = places[design.group[places] == group]
            keys.append(key)
            effects = _design_effects({name: sides[group] for name, sides in other.items()})
            copied = None if repeated is None else int(repeated[own].sum())
            rows.append(_row(side, design, own, effects, copied, str(key[0])))
    table = pd.DataFrame(keys, columns=list(design.keys)).join(pd.DataFrame(rows, columns=list(COLUMNS[1:])))
    table["repeated"] = table["repeated"].astype("Int64")
    return table


def _repeated(counts: pd.DataFrame, design: Design) -> np.ndarray | None:
    """Say of each row of the design whether its article is a near-duplicate; nothing where nobody has looked."""
    if "copies" not in counts.columns:
        return None
    return counts["copies"].notna().to_numpy()[design.place]


def _design_effects(sides: dict[str, Side]) -> list[float]:
    """Give the variance of the rate by each cluster over that by article; NaN where a group has one cluster alone."""
    alone = jackknife.variance(sides["article"].shift)
    return [
        float(jackknife.variance(sides[name].shift) / alone) if name in sides and alone > 0 else float("nan")
        for name in CLUSTERS
    ]


def _row(
    side: Side, design: Design, rows: Codes, effects: Sequence[float], repeated: int | None, device: str
) -> tuple[object, ...]:
    """Describe one group."""
    n, words = design.n[rows], design.words[rows]
    rate = side.n / side.words if side.words else float("nan")
    expected = rate * words
    freedom = len(rows) - 1
    phi = float((np.square(n - expected) / expected).sum() / freedom) if side.n and freedom > 0 else float("nan")
    without = float((n == 0).mean()) if len(rows) else float("nan")
    unit, shift = _decisive(side, design)
    numbers = side.articles, len(side.unit), int(side.words), int(side.n)
    rates = design.scale * rate, design.scale * side.mean_rate, phi
    notes = [
        f"no {device}" if not side.n else "",
        f"few units ({len(side.unit)})" if len(side.unit) < FEW_UNITS else "",
        f"one unit changes the rate by {100 * abs(shift):.0f} %" if abs(shift) > MOST_SHIFT else "",
        f"the rate is correlated with article length (r = {side.correlation:.2f})"
        if abs(side.correlation) > MOST_CORRELATION
        else "",
        f"{100 * without:.0f} % of articles have none" if MOST_WITHOUT < without < 1 else "",
        f"{repeated} of {len(rows)} articles share their text with another" if repeated else "",
    ]
    note_text = "; ".join(filter(None, notes))
    return side.name, *numbers, *rates, side.correlation, without, unit, shift, *effects, repeated, note_text


def _decisive(side: Side, design: Design) -> tuple[object, float]:
    """Name the unit whose leaving out changes the rate most, and by what part of the rate."""
    if len(side.unit) < 2 or not side.n:
        return None, float("nan")
    change = side.change / float(np.exp(side.log_rate))
    most = int(np.abs(change).argmax())
    return design.unit_labels[side.unit[most]], float(change[most])
