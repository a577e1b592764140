"""Results in words: one sentence per row, and a methods paragraph that makes the analysis reproducible."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pandas as pd

from framing.model import named
from framing.results.methods import of_rates, of_results, seeds_of
from framing.results.provenance import digests, versions
from framing.results.schema import RATE_COLUMNS, RESULT_COLUMNS
from framing.results.sentences import of_contrast, of_rate
from framing.vocabulary.codebook_pages import cautions

_PACKAGES = ("numpy", "pandas", "scipy", "nltk")


class Sentences(str):
    """Sentences, one per line; a notebook displays each line as a paragraph."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        lines = "".join(f"<p>{escape(line)}</p>" for line in self.splitlines() if line)
        return f'<div class="tex2jax_ignore mathjax_ignore" style="max-width:50em;text-align:left">{lines}</div>'


def describe(results: pd.DataFrame, *, lexicons: str | Path | Iterable[str | Path] = ()) -> str:
    """Describe a table of results or rates in sentences, with a methods paragraph.

    It states what the numbers show and what they do not, never their cause. A larger ratio is reported as excluded only
    where `compare` was given equivalence bounds and the 90 % interval is within them.

    Parameters
    ----------
    results : DataFrame
        A results table (`framing.compare`, `correct`, `change`) or a rates table (`rates`, `trend`), or rows of one.
    lexicons : path, or several, optional
        Your own term lists that were used in `framing.label`, to report them with their digests.

    Returns
    -------
    str
        Displayed in a notebook, where ``print()`` gives plain text. One line per row, one per caution on the
        codebook pages, an empty line, and the paragraph: denominators, voices, text excluded, units, tests, labelling
        errors, adjustment, versions, seeds, and the first 16 digits of the SHA-256 digests of lexicons and weights.

    Raises
    ------
    ValueError
        For another kind of table, one without rows, or a lexicon file that does not exist.

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
    is_table = isinstance(results, pd.DataFrame)
    has_ratios = is_table and set(RESULT_COLUMNS) <= set(results.columns)
    has_rates = is_table and set(RATE_COLUMNS) <= set(results.columns)
    if not (has_ratios or has_rates):
        raise ValueError("results: describe takes the results table of compare, correct or change, or a rates table")
    if results.empty:
        raise ValueError("results: the table has no rows, so there is nothing to describe")
    records = [dict(zip(results.columns, row, strict=True)) for row in results.itertuples(index=False, name=None)]
    lines = [of_contrast(record) if has_ratios else of_rate(record) for record in records]
    warned: dict[str, list[str]] = {}
    for device in map(str, results["device"].unique()):
        if device in cautions():
            warned.setdefault(cautions()[device], []).append(device)
    methods = of_results(results) if has_ratios else of_rates(results)
    told = [*lines, *(f"Caution ({named(of)}): {text}" for text, of in warned.items())]
    told += ["", " ".join(["Methods.", *methods, *_made_with(results, lexicons)])]
    return Sentences("\n".join(told))


def _made_with(results: pd.DataFrame, lexicons: str | Path | Iterable[str | Path]) -> list[str]:
    """Name versions, seeds and digests."""
    has_model = results["method"].isin(["gee", "gee_f"]).any()
    seeds = seeds_of(results)
    devices = [str(device) for device in results["device"].unique()]
    listed = [f"{name} {digest}" for name, digest in digests(devices, lexicons).items()]
    return [
        f"Made with {versions([*_PACKAGES, *(['statsmodels'] if has_model else [])])}.",
        f"Random numbers: seed {named(seeds)}." if seeds else "No random numbers were used.",
        f"Term lists and weights (SHA-256, first 16 digits): {'; '.join(listed)}.",
    ]
