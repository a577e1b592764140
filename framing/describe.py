"""Results in words for a report: a sentence for each row, and a paragraph on methods that another can repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from framing.model import RATE_COLUMNS, RESULT_COLUMNS, is_omnibus, named
from framing.provenance import digests, versions
from framing.statistics.contrast import adjusted
from framing.wording import Method, method_of, of_contrast, of_rate

_PACKAGES = ("numpy", "pandas", "scipy")
_SEED = re.compile(r"\bseed ([\d, ]*\d)")
_METHODS = {
    "jackknife t": (
        "Ratios are those of pooled rates, with the delete-one-unit jackknife's standard error of their logarithm "
        "(Quenouille 1956; Tukey 1958; Miller 1974) and t intervals, whose degrees of freedom are the effective units "
        "(Kish 1965) less one where all units are shared, Welch's where none are, and the smaller of the two "
        "otherwise; p is the same t's."
    ),
    "Welch t on log rates": (
        "Outlets' log rates were compared by Welch's t test, each outlet weighing the same; rates are geometric means."
    ),
    "permutation": (
        "p is that of the studentised permutation test, units exchanged between the groups, and intervals are those of "
        "the ratios that this test does not reject."
    ),
    "GEE t": (
        "Log rates were modelled by Poisson regression with generalised estimating equations over units (Zeger & Liang "
        "1986), bias-reduced standard errors (Mancl & DeRouen 2001) and t intervals."
    ),
    "omnibus": "Where there were three groups or more, one test of all together was made, a family of its own.",
}
_CORRECTION = (
    "Rates and intervals are corrected for labelling errors by a probability sample of sentences coded by hand: each "
    "coded sentence adds the difference of coded and found, over its chance to be drawn, to its article (Egami et al. "
    "2023; Angelopoulos et al. 2023), per outlet and never pooled; the coders are taken to be right."
)
_ADJUSTMENTS = {"holm": "Holm's method", "fdr": "Benjamini and Hochberg's method"}


def describe(results: pd.DataFrame, *, out_of: str = "words", lexicons: str | Path | Iterable[str | Path] = ()) -> str:
    """Put a table of results or rates into sentences, with a paragraph on methods.

    It says what the numbers show and what they do not, never why they are so. "No difference" stands only where
    `compare` was given bounds of equivalence and the 90 % interval lies inside them.

    Parameters
    ----------
    results : DataFrame
        A results table (`framing.compare`, `correct`, `change`) or a rates table (`rates`, `trend`), or rows of one.
    out_of : str, optional
        What rates are out of, where it is not words: ``"attributions"`` for `framing.shares`, ``"uses of the set"`` for
        `alternatives`. They are then given in per cent.
    lexicons : path, or several, optional
        Term lists of your own that `framing.label` was given, to name them with their digests.

    Returns
    -------
    str
        One line a row, an empty line, and the paragraph: units, tests, adjustment, versions, seeds, and the first 16
        digits of the SHA-256 digests of lexicons and weights. The adjustment is told by the p values of the rows given.

    Raises
    ------
    ValueError
        For another kind of table, one without rows, or a lexicon file that is not there.

    Examples
    --------
    >>> import framing
    >>> counts = pd.DataFrame({
    ...     "doc_id": range(40), "outlet": ["Bee"] * 20 + ["Sun"] * 20, "words": 500, "device": "hedge",
    ...     "n": [4, 6, 5, 3, 2] * 4 + [2, 3, 2, 2, 1] * 4,
    ... })
    >>> print(describe(framing.compare(counts)).splitlines()[0])
    hedge is 2.00 times as frequent in Bee as in Sun (8.00 and 4.00 per 1,000 words; 95 % interval of the ratio 1... to
    2...; 20 and 20 articles; 40 units (article); jackknife t(...), p < .001), which does not show why the two differ...
    """
    has_ratios = isinstance(results, pd.DataFrame) and set(RESULT_COLUMNS) <= set(results.columns)
    has_rates = isinstance(results, pd.DataFrame) and set(RATE_COLUMNS) <= set(results.columns)
    if not (has_ratios or has_rates):
        raise ValueError("results: describe takes the results table of compare, correct or change, or a rates table")
    if results.empty:
        raise ValueError("results: the table has no row, so there is nothing to describe")
    table = results.assign(note=results["note"].fillna(""))
    records = [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]
    devices = [str(device) for device in results["device"].unique()]
    if has_ratios:
        lines = [of_contrast(record, out_of) for record in records]
        methods = _of_results(results, out_of)
    else:
        is_share = bool((results["words"] == results["articles"]).all() and (results["rate"].fillna(0) <= 1).all())
        lines = [of_rate(record, out_of, is_share=is_share) for record in records]
        methods = [
            _what(out_of, is_share=is_share),
            "Intervals are the jackknife's over units, on the log scale, of shares of articles on the logit's.",
        ]
    return "\n".join([*lines, "", " ".join(["Methods.", *methods, *_made_with(results, devices, lexicons)])])


def _of_results(results: pd.DataFrame, out_of: str) -> list[str]:
    """Say how the results were reached."""
    tests = [method_of(str(cell)) for cell in results["test"]]
    units = dict.fromkeys(test.unit for test in tests)
    is_share = any(test.is_prevalence for test in tests)
    sentences = [
        _what(out_of, is_share=is_share),
        f"The unit of analysis is the {' or the '.join(units)}; words are not units.",
    ]
    sentences += [text for name, text in _METHODS.items() if any(test.name.startswith(name) for test in tests)]
    sentences += _held(tests)
    if any(test.corrected for test in tests):
        sentences.append(_CORRECTION)
    sentences.append(_adjustment(results))
    if "equivalent" in results.columns:
        sentences.append(
            "Two groups are said not to differ only where the 90 % interval lies inside the bounds of equivalence."
        )
    return sentences


def _what(out_of: str, *, is_share: bool) -> str:
    if is_share:
        return "What is compared is the share of articles with at least one instance, whatever their length."
    if out_of != "words":
        return f"Rates are shares of {out_of}."
    return "Rates are instances per 1,000 words."


def _held(tests: Sequence[Method]) -> list[str]:
    held = dict.fromkeys(test.held for test in tests if test.held)
    texts = []
    for text in held:
        if text.startswith("standardised by"):
            texts.append(f"Rates are {text}: both groups' are those they would have with the same mix.")
        else:
            texts.append(f"Held fixed: {text.removeprefix('given ')}.")
    return texts


def _adjustment(results: pd.DataFrame) -> str:
    """Tell the adjustment by the p values: it is the one that gives those adjusted from the others."""
    p, given = results["p"].to_numpy(dtype=float), results["p_adjusted"].to_numpy(dtype=float)
    families = [is_omnibus(results).to_numpy(), ~is_omnibus(results).to_numpy()]
    tested = [int(np.isfinite(p[family]).sum()) for family in families]
    if not any(tested):
        return "There was no test to adjust."
    if max(tested) == 1 and np.allclose(p, given, equal_nan=True):
        return "With one comparison there was nothing to adjust."
    for name in (None, "holm", "fdr"):
        expected = p.copy()
        for family in families:
            expected[family] = adjusted(p[family], name)
        if np.allclose(expected, given, equal_nan=True, rtol=1e-9, atol=0):
            what = f"p values were adjusted by {_ADJUSTMENTS[name]}" if name else "p values were not adjusted"
            return f"{what} for {tested[1]} comparisons."
    return "p values were adjusted within a family of comparisons of which these rows are a part."


def _made_with(results: pd.DataFrame, devices: Sequence[str], lexicons: str | Path | Iterable[str | Path]) -> list[str]:
    """Name versions, seeds and digests."""
    tests = results["test"].astype(str) if "test" in results.columns else pd.Series([], dtype=object)
    has_model = any("GEE" in test for test in tests)
    seeds = dict.fromkeys(found for test in tests for found in _SEED.findall(test))
    listed = [f"{name} {digest}" for name, digest in digests(devices, lexicons).items()]
    return [
        f"Made with {versions([*_PACKAGES, *(['statsmodels'] if has_model else [])])}.",
        f"Random numbers: seed {named(seeds)}." if seeds else "No random numbers were used.",
        f"Term lists and weights (SHA-256, first 16 digits): {'; '.join(listed)}.",
    ]
