"""The limits of a row: their codes, how a table stores them, and what they say in words.

In a table `limits` is a JSON object, empty where there is none: ``{"few_units": {"units": 5}}``. So it is the same in
CSV and Parquet; `has_limit` filters by a code, and `decoded` gives the values.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from typing import Any, TypeAlias

import pandas as pd

from framing.model import named
from framing.results.numbers import printed_alpha
from framing.results.schema import Limits
from framing.vocabulary.codebook_pages import cautions

Record: TypeAlias = Mapping[Any, Any]  # a row of a table

# Each code's text; it may use the values of the limit and the columns of the row.
_TEXTS: dict[str, str] = {
    "no_words": "no {base} in {groups}",
    "too_few_units": "too few units ({unit}: {sides}): an interval needs {least} in all",
    "too_few_units_on_a_side": "too few units ({unit}: {sides}): an interval needs {least} on each side",
    "none_found": "no {device} in {places}{so}",
    "length_correlation": "the {measure} is correlated with {length} (r = {sides})",
    "one_unit_has_all": "every {device} in {groups} is in one {unit}{so}",
    "no_spread": "no {unit} differs from another{so}",
    "no_error": "what leaving out one {unit} changes is not known: no interval",
    "few_instances": "few instances of {device} ({sides})",
    "unequal_numbers": (
        "should the {units} units of {group} spread more than the others, this permutation test rejects up to 11 % of "
        "true nulls at 5 %"
    ),
    "these_outlets_only": "the result is about these outlets ({outlets}), not about outlets in general",
    "no_pair_tested": "no pair could be tested",
    "too_few_for_groups": "{units} units are too few for {groups} groups: no test",
    "too_few_for_regression": "too few units ({units}) for {coefficients} coefficients: no interval",
    "collinear": "{covariates} cannot be separated from the groups or from each other: no interval",
    "not_converged": "the regression does not converge: no interval",
    "none_after_correction": (
        "the corrected instances of {device} in {group} are {number:z.0f} (a rate is at least 0): code more {coded}"
    ),
    "no_words_after_correction": "the corrected number of words in {group} is {number:z.0f}: code more {coded}",
    "one_unit_after_correction": "one {unit} has all corrected instances of {device} in {group}: no interval",
    "no_article": "no article",
    "few_articles": "few articles with marks ({articles}): the interval is too narrow",
    "low_agreement": "alpha {alpha} is below .667: not to be interpreted",
    "tentative_agreement": "alpha {alpha} is below .80: tentative",
    "coder_error": "coder error and construct validity stay uncorrected",
    "truth_is_model": "the codes of {coder}, which no person made, count as truth",
    "few_coded_yes": "few coded with yes ({sides}): the result rests on these articles",
    "coded_alike": (
        "all coded articles of {group} have the same value for {device}: no interval; code more, or compare the coded "
        "articles alone"
    ),
    "no_share": (
        "the corrected share of {device} in {group} is {share:z.3f} (a share is from 0 to 1): code more {coded}"
    ),
    "incomplete": "{number} {unit}s without an answer to every question: left out",
    "not_asked": "{items}: not asked",
    "constant_items": "all answers to {items} are alike: left out of alpha and factors",
    "negative_item": "its correlation with the other questions is negative ({r:.2f}): check its coding and wording",
    "unequal_chances": "{unit}s were drawn with unequal chances: the numbers are of those coded, not of the corpus",
    "no_scale": "{items} questions with different answers in {number} {unit}s: no alpha",
    "low_alpha": "alpha {alpha} is below .70: the answers are little consistent",
    "few_for_factors": "few articles ({articles}): the interval is uncertain, and the number of factors is not known",
    "no_factor": (
        "the first eigenvalue ({first:.2f}) is not above that of unrelated answers ({random:.2f}): the questions are "
        "no scale"
    ),
    "several_factors": "{factors} factors: the questions measure more than one thing",
    "no_clusters": "the elements go together no more than by chance: not to be interpreted",
    "unstable_cluster": "stability {stability:.2f} is below .60: hardly found again, not to be interpreted",
    "uncertain_cluster": "stability {stability:.2f} is below .75: which {unit}s belong to it is uncertain",
    "none_marked": "nothing marked: {measure} is undefined",
    "no_variation": "all units have the same value: {measure} is undefined",
    "which_unknown": "tests whether any groups differ, not which",
    "mean_of_outlets": "mean of the outlets' shares",
    "geometric_mean": "geometric mean of the outlets' rates",
    "few_units": "few units ({units})",
    "few_units_on_one_side": "few units on one side ({a} and {b})",
    "influential_unit": (
        "{what} {label} contributes half of the variance or more (influential unit; "
        "the ratio without it is {ratio:.2f})"
    ),
    "pooled_ratio_outside": "pooled over articles the ratio is {ratio:.2f}, outside the interval",
    "mean_ratio_outside": "by the mean of the articles' rates the ratio is {ratio:.2f}, outside the interval",
    "articles_alone": "articles without {unit}: {articles}, each a separate unit",
    "articles_without_words": "articles without {base}: {articles}, left out",
    "outlets_without_any": "no {device} in {outlets}, so pooled rates and the jackknife are used instead of log rates",
    "articles_outside_strata": "articles in strata that only one group has: {articles}, left out",
    "few_misses": "few missed instances of {device} found by the coders ({sides})",
    "net_trusted": "the net is assumed to catch all that the labels miss (nothing found outside it in {groups})",
    "ratio_as_labelled": "without correction the ratio is {ratio:.2f}",
    "rate_as_labelled": "without correction the {measure} is {rate:.2f}",
    "drawn_with": "sentences drawn with seed {seeds}",
    "recall": "recall {sides}",
    "precision": "precision {sides}",
    "seeds": "sentences drawn with several seeds ({seeds})",
    "equivalent": (
        "a ratio beyond {bound:g} in either direction is excluded at 5 % (90 % interval {low:.2f} to {high:.2f})"
    ),
    "equivalent_unadjusted": (
        "the 90 % interval ({low:.2f} to {high:.2f}) is within a ratio of {bound:g} in either direction, but not "
        "after adjustment for the other comparisons"
    ),
    "ratios": "ratios of {a:.2f} and {b:.2f}",
    "complement": "complement of {of}: counted as one comparison with it",
    "units_beyond_reach": "more than {units:,} units are needed",
    "few_pilot_units": "few units ({units}) to estimate the spread: up to {needed:,} may be needed",
    "few_pilot_units_beyond_reach": "few units ({units}) to estimate the spread: more than {needed:,} may be needed",
    "planned_alone": (
        "planned as if it were the only contrast: compare adjusts p for {contrasts} contrasts, which needs more units; "
        "plan with alpha={level:g} / {contrasts}"
    ),
}  # fmt: skip
# Shorter texts, for figures.
_BRIEF = {
    "none_found": "no {device} in {groups}{so}",
    "too_few_units": "too few units: an interval needs {least} in all",
    "too_few_units_on_a_side": "too few units: an interval needs {least} on each side",
    "too_few_for_regression": "too few units for {coefficients} coefficients: no interval",
    "coded_alike": "the coded articles of {group} are all alike",
}


def encoded(limits: Limits) -> str:
    """Write limits as a cell of a table.

    Examples
    --------
    >>> encoded({"few_units": {"units": 5}}), encoded({})
    ('{"few_units": {"units": 5}}', '')
    """
    return json.dumps(limits, ensure_ascii=False, default=_plain) if limits else ""


def decoded(cell: object) -> Limits:
    """Read the limits of a cell of a table.

    Examples
    --------
    >>> decoded('{"few_units": {"units": 5}}'), decoded(""), decoded(float("nan"))
    ({'few_units': {'units': 5}}, {}, {})
    """
    try:
        limits: Limits = json.loads(cell) if isinstance(cell, str) and cell else {}
    except json.JSONDecodeError as error:
        raise ValueError(f"limits: {cell!r} is not a JSON object; keep the column as framing wrote it") from error
    return limits


def has_limit(table: pd.DataFrame, code: str) -> pd.Series[bool]:
    """Return which rows of a table have a limit.

    Examples
    --------
    >>> has_limit(pd.DataFrame({"limits": ['{"few_units": {"units": 5}}', ""]}), "few_units").tolist()
    [True, False]
    """
    return pd.Series([code in decoded(cell) for cell in table["limits"]], index=table.index, dtype=bool)


def in_words(limits: Limits, row: Record, *, without: Container[str] = ()) -> str:
    """Return the limits of a row in words, except those in `without`.

    Examples
    --------
    >>> in_words({"few_units": {"units": 5}, "no_spread": {}}, {"unit": "event"}, without=["few_units"])
    'no event differs from another'
    """
    return "; ".join(_text(code, values, row) for code, values in limits.items() if code not in without)


def reason(limits: Limits, row: Record, *, is_brief: bool = False) -> str:
    """Return the first limit of a row in words: the reason where the row has no interval.

    Examples
    --------
    >>> limits = {"too_few_units": {"sides": [["Bee", 2]], "least": 5, "unit": "event"}, "articles_alone": {}}
    >>> reason(limits, {}, is_brief=True)
    'too few units: an interval needs 5 in all'
    """
    texts = _BRIEF if is_brief else _TEXTS
    return next((_text(code, values, row, texts) for code, values in limits.items()), "")


def with_notes(table: pd.DataFrame) -> pd.DataFrame:
    """Write each row's limits as JSON and in words, followed by the caution of its device's codebook page."""
    warned = cautions()
    limits = [
        {**own, "caution": {}} if str(device) in warned else own
        for own, device in zip(table["limits"], table["device"], strict=True)
    ]
    records = table.to_dict("records")
    notes = [in_words(own, row) for own, row in zip(limits, records, strict=True)]
    return table.assign(limits=[encoded(own) for own in limits], note=notes)


def _plain(value: object) -> object:
    """Convert numpy numbers to Python numbers, and anything else that JSON cannot store to text."""
    return value.item() if hasattr(value, "item") else str(value)


def _text(code: str, values: Mapping[str, Any], row: Record, texts: Mapping[str, str] = _TEXTS) -> str:
    if code == "caution":
        return cautions().get(str(row["device"]), "").rstrip(".")
    told = {name: _listed(value) if isinstance(value, list) else value for name, value in values.items()}
    told["so"] = f": {values['so']}" if values.get("so") else ""
    if "alpha" in values:
        told["alpha"] = printed_alpha(values["alpha"])
    if code == "none_found":
        if row["base"] == "words of all voices":  # a share of words has the name of its voice
            told["device"] = f"{row['device']} words"
        told["groups"] = named(side[0] for side in values["sides"])
        told["places"] = " and ".join(_what_was_read(row["base"], *side) for side in values["sides"])
    if code == "length_correlation":
        told["length"] = "article length" if row["base"] == "words" else f"the number of {row['base']} in the article"
    return texts.get(code, _TEXTS[code]).format_map({**row, **told})


def _what_was_read(base: str, name: object, articles: int, amount: float | None) -> str:
    return f"{articles} articles{'' if amount is None else f' ({amount:,.0f} {base})'} of {name}"


def _listed(values: list[Any]) -> str:
    """Join names; of pairs of a name and a number, both; with the limits of an interval behind them, those too."""
    if values and isinstance(values[0], list | tuple):
        return ", ".join(f"{_amount(number)}{_interval(limits)} in {name}" for name, number, *limits in values)
    return named(values)


def _interval(limits: list[float]) -> str:
    return f" ({_amount(limits[0])} to {_amount(limits[1])})" if len(limits) == 2 else ""


def _amount(value: float) -> str:
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"
