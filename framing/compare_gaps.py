"""Whether a gap between groups is another in another voice, genre or target: ratios of ratios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

from framing.model import KEYS, named, note
from framing.results.families import check_adjustment
from framing.results.schema import NAN, Contrast, Key
from framing.results.tables import results_table
from framing.statistics import jackknife
from framing.statistics.contrast import Question, crossed_if_several, row_of, without_interval
from framing.statistics.inference import by_t
from framing.statistics.limits import few_instances, few_units, no_logarithm, other_limits, too_few
from framing.statistics.sides import Side, all_units, rows_of, sides_of
from framing.statistics.strata import standardised
from framing.statistics.units import Codes, Design, design_of, pairs_of


def compare_gaps(
    counts: pd.DataFrame,
    *,
    across: str,
    by: str = "outlet",
    unit: str | Sequence[str] | None = None,
    reference: object = None,
    measure: str = "rate",
    adjust: str | None = "holm",
) -> pd.DataFrame:
    """Compare the groups' ratio in one voice (genre, target, ...) with their ratio in another: moderation.

    That a ratio is significant in one voice and not in another does not show that the two differ; this tests it. It
    needs about four times the units that a plain comparison of the same size needs.

    Parameters
    ----------
    counts
        One row per article and device, as `framing.count` makes it.
    across
        The column whose values the ratios are compared between: ``"voice"``, ``"part"`` or ``"subtype"`` of the counts,
        or a column about articles, such as genre.
    by, unit, reference, measure, adjust
        As for `framing.compare`; the family is every row.

    Returns
    -------
    DataFrame
        A results table of the kind ``moderation``: one row per device, two groups and two values of `across`.
        `ratio` is the ratio of the groups at the value in `a` over that at the value in `b`, which `note` gives; there
        are no rates.

    Raises
    ------
    ValueError
        Where `across` is missing or has one value, and as `framing.compare` does.

    Notes
    -----
    A unit is left out at all values of `across` at once, so that articles with both voices count as what they are.
    With 10 to 100 articles an outlet 3 to 6 % of true nulls are rejected (``benchmarks/calibration/``).

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "doc_id": [*range(12)] * 2, "outlet": [*["Bee"] * 6, *["Sun"] * 6] * 2, "words": 500, "device": "hedge",
    ...     "voice": ["outlet"] * 12 + ["quoted"] * 12,
    ...     "n": [4, 6, 5, 3, 4, 5, 2, 2, 3, 2, 3, 2, 3, 2, 3, 4, 2, 3, 2, 3, 3, 2, 3, 4],
    ... })
    >>> compare_gaps(counts, across="voice")[["a", "b", "ratio", "low", "high", "note"]].round(2).T
                                                          0
    a                                   Bee / Sun in outlet
    b                                   Bee / Sun in quoted
    ratio                                              1.93
    ...
    """
    check_adjustment(adjust)
    about_articles = across not in KEYS
    design = design_of(counts, by=by, unit=unit, measure=measure, known=(across,) if about_articles else ())
    if not about_articles and across not in design.keys:
        raise ValueError(f"across={across!r}: the counts have no such column; count(by={across!r}) makes it")
    for message in design.messages:
        note(message)
    values = pd.Series(counts[across].to_numpy(dtype=object)[design.place])
    if values.nunique() < 2:
        raise ValueError(f"across={across!r}: only one value ({named(values.unique())}); moderation needs two")
    pairs = pairs_of(design.groups, by=by, reference=reference)
    keys = _rows_by_key(design, across)
    rows = [(key, row) for key, places in keys.items() for row in _rows(design, places, values, pairs)]
    facts = replace(
        design.facts,
        keys=tuple(name for name in design.keys if name != across),
        counted=dict.fromkeys(keys, (None, None)),
        held="outlet" if design.holds_outlets else "",
        held_by="standardisation" if design.holds_outlets else "",
    )
    return results_table(rows, facts, adjust=adjust)


def _rows_by_key(design: Design, across: str) -> dict[Key, Codes]:
    """Give the places of each key's rows, at all values of `across`."""
    found: dict[Key, list[Codes]] = {}
    for key, rows in rows_of(design):
        rest = tuple(value for name, value in zip(design.keys, key, strict=True) if name != across)
        found.setdefault(rest, []).append(rows)
    return {key: np.concatenate(rows) for key, rows in found.items()}


def _rows(design: Design, places: Codes, values: pd.Series, pairs: Sequence[tuple[int, int]]) -> Iterator[Contrast]:
    """Give one key's ratios of ratios: each two groups, at each two values."""
    own = values.to_numpy()[places]
    parts = {value: places[own == value] for value in sorted(pd.unique(own), key=str)}
    for a, b in pairs:
        sides = {
            value: [_pair(each, rows, a, b) for each in (design, *design.crossed)] for value, rows in parts.items()
        }
        for one, other in combinations(sides, 2):
            yield _row((one, other), sides[one], sides[other], design)


def _pair(design: Design, rows: Codes, a: int, b: int) -> tuple[Side, Side]:
    sides = sides_of(design, rows)
    if design.holds_outlets:
        first, second = standardised(design, rows, [sides[a], sides[b]], (a, b))[0]
        return first, second
    return sides[a], sides[b]


def _row(
    names: tuple[object, object],
    first: Sequence[tuple[Side, Side]],
    second: Sequence[tuple[Side, Side]],
    design: Design,
) -> Contrast:
    """Compare the ratio at one value of `across` with that at another."""
    estimates = [jackknife.ratio_of_ratios(one, other) for one, other in zip(first, second, strict=True)]
    estimate, sides = crossed_if_several(estimates), (*first[0], *second[0])
    units = len(all_units([side.unit for side in sides]))
    ratios = [float(np.exp(jackknife.log_ratio(*pair).value)) for pair in (first[0], second[0])]
    limits = {"ratios": {"a": ratios[0], "b": ratios[1]}, **few_units(units), **few_instances(sides)}
    unplanned = too_few(sides, units, design)
    reason = unplanned or no_logarithm(sides, estimate.error, design)
    if reason:
        row = without_interval(*first[0], estimate, design, {**reason, "ratios": limits["ratios"]})
    else:
        row = row_of(*first[0], estimate, by_t(estimate, "jackknife"), design, Question())
        row = row._replace(limits={**limits, **other_limits(sides, design)})
    a, b = (f"{first[0][0].name} / {first[0][1].name} in {name}" for name in names)
    n_a, n_b = (sum(side.articles for side in pair) for pair in (first[0], second[0]))
    return row._replace(
        kind="moderation", a=a, b=b, n_a=n_a, n_b=n_b, units=units, rate_a=NAN, rate_b=NAN, is_planned=not unplanned
    )
