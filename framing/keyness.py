"""Key terms of groups of articles: log-odds with a prior, log ratio, G2. They rank, they do not test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from framing.checks import check_alike, check_articles, check_columns
from framing.counting.term_table import Codes, Terms, term_table
from framing.dispersion import Numbers, deviation_of_proportions
from framing.model import named, note
from framing.origin import made_of, with_origin

KEYNESS_COLUMNS = (
    "group", "term", "n", "n_rest", "articles", "articles_rest", "rate", "rate_rest",
    "log_odds", "score", "log_ratio", "g2", "dp", "dp_rest", "kind",
)  # fmt: skip
_NO_COUNT = 0.5  # stands for 0 in the log ratio, as in Hardie's


class _Side(NamedTuple):
    """A group, or all others: each term's count, articles and dispersion, and the number of all terms."""

    n: Numbers
    articles: Codes
    dp: Numbers
    total: float


def keyness(
    articles: pd.DataFrame,
    spans: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    terms: str = "words",
    size: int = 2,
    exclude: str | Sequence[str] = (),
    background: pd.DataFrame | None = None,
    least: int = 5,
) -> pd.DataFrame:
    """Rank the terms of each group of articles by how much more frequent they are than in all other groups.

    It ranks and does not test: there is no p. A word from one long article is key by every measure here; check
    `articles` and `dp`, and read the lines themselves (`framing.concordance`). To test an idea, write it as a lexicon
    and use `framing.compare`, ideally on articles other than those that suggested it.

    Parameters
    ----------
    articles : DataFrame
        The articles.
    spans : DataFrame, optional
        The spans table; needed for ``terms="cues"`` and for `exclude`.
    by : str
        The column of `articles` whose values are the groups; each is compared with all others together.
    terms : str
        ``"words"`` (as `framing.count` counts them, in lower case), ``"ngrams"`` of `size` words, or ``"cues"``: the
        text of the cue rows of `spans`. The denominator of cues is all cues, so a group that hedges more does not have
        more of each.
    size : int
        The number of words in an n-gram, 2 to 5. N-grams do not cross line ends or any of ``. ! ? … : ; ( ) [ ]``.
    exclude : str or sequence of str
        Devices whose text is left out, such as ``"boilerplate"``, as in `framing.count`. Without it the
        key terms of outlets are their names and standing lines.
    background : DataFrame, optional
        Articles whose words (n-grams) are the prior, instead of all of `articles`. They have the same total weight.
    least : int
        Minimum frequency over all groups; rarer terms have no row, but count in the total.

    Returns
    -------
    DataFrame
        One row per group and term, the highest `score` of each group first: `group, term, n, n_rest, articles,
        articles_rest` (with the term), `rate, rate_rest` (per 1,000 terms), `log_odds` (natural; above 0: more in the
        group), `score` (`log_odds` divided by its standard deviation, used to rank), `log_ratio` (of the rates, to base
        2: 1 means twice as frequent), `g2`, `dp, dp_rest` (Gries' dispersion over the group's articles: 0 even, near 1
        in few; see `framing.dispersion`). With two groups the second's rows mirror the first's.

    Raises
    ------
    ValueError
        If a table or an option is invalid, there is only one group, or the spans are needed and missing.

    Notes
    -----
    - `log_odds` and `score`: Monroe, Colaresi & Quinn (2008), Political Analysis 16:372-403, with the counts of all
      articles, or of `background`, as the prior. The prior shrinks `log_odds` towards 0, for rare and frequent terms;
      `log_ratio` says how many times more frequent a term is. The variance has all four terms of their equation 20.
    - `log_ratio`: Hardie (2014), with 0.5 for a count of 0.
    - `g2`: the log-likelihood ratio of the 2 x 2 table (Dunning 1993), as description.

    A score, or a root of `g2`, above 1.96 is not evidence. Words are not sampled one by one but article by article
    (Kilgarriff 2005; Lijffijt et al., DSH 31:374-397). Of 10,000 AllSides articles split at random, 21 % of the words
    with 200 occurrences or more exceed that value by `g2`, and as many by the log-odds with a weak prior; split by
    author, 30 % (``benchmarks/keyness_nulls.py``). The prior used here also shrinks the score, so its distribution
    is unknown even where groups do not differ. And thousands of terms are inspected.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b", "c"], "outlet": ["Bee", "Sun", "Sun"],
    ...     "text": ["The tax is a burden, a burden.", "The tax is a relief.", "Relief at last."],
    ... })
    >>> table = keyness(articles, least=2)
    >>> table.loc[table["group"] == "Bee", ["term", "n", "n_rest", "articles", "log_odds", "log_ratio"]].round(2)
         term  n  n_rest  articles  log_odds  log_ratio
    0  burden  2       0         1      0.85       2.19
    1       a  2       1         1      0.33       1.19
    2      is  1       1         1      0.05       0.19
    3     tax  1       1         1      0.05       0.19
    4     the  1       1         1      0.05       0.19
    5  relief  0       2         0     -0.74      -1.81
    """
    left_out = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    check_articles(articles)
    check_columns(articles, (by,), name="articles", way_out="choose a column about articles, such as outlet")
    check_alike(articles[by], name="articles")
    group, groups = _groups(articles, by)
    if (group < 0).any():
        articles, group = articles[group >= 0], group[group >= 0]
        spans = None if spans is None else spans[spans["doc_id"].isin(articles["doc_id"])]
    found = term_table(articles, spans, terms=terms, size=size, exclude=left_out, least=least)
    prior = _prior(found, background, terms, size)
    parts = [_of_group(found, prior, group == code, name) for code, name in enumerate(groups)]
    table = pd.concat(parts, ignore_index=True).assign(kind="keyness")[list(KEYNESS_COLUMNS)]
    return with_origin(table, made_of(articles, spans))


def _groups(articles: pd.DataFrame, by: str) -> tuple[Codes, list[object]]:
    """Return each article's group, -1 where it has none, and the groups in order."""
    codes, values = pd.factorize(articles[by])
    order = sorted(range(len(values)), key=lambda place: str(values[place]))
    if len(order) < 2:
        raise ValueError(f"keyness: only one {by} ({named(values) or 'none'}); key terms need two groups")
    if (codes < 0).any():
        note(f"keyness: articles without {by}: {int((codes < 0).sum())}, left out", stacklevel=4)
    place = np.argsort(np.array(order))
    return np.where(codes < 0, -1, place[codes]).astype(np.int64), [values[code] for code in order]


def _prior(found: Terms, background: pd.DataFrame | None, terms: str, size: int) -> tuple[Numbers, float]:
    """Give the prior's count of each term and of all, which is that of all articles."""
    total = float(found.sizes.sum())
    if background is None:
        return np.asarray(found.counts.sum(axis=0), dtype=np.float64), total
    if terms == "cues":
        raise ValueError("keyness: background is for words and n-grams; for cues the prior is all articles' cues")
    known = term_table(background, None, terms=terms, size=size)
    number = dict(zip(known.names, known.counts.sum(axis=0).tolist(), strict=True))
    # What the background never has would have no prior, and infinite odds; it counts there as if once.
    count = np.array([max(number.get(name, 0), 1) for name in found.names], dtype=np.float64)
    return count * total / max(int(known.sizes.sum()), 1), total


def _of_group(found: Terms, prior: tuple[Numbers, float], is_in: npt.NDArray[np.bool_], name: object) -> pd.DataFrame:
    """Compare one group with the rest, the highest score first."""
    one, rest = _side(found, is_in), _side(found, ~is_in)
    log_odds, score = _log_odds(one, rest, prior)
    table = pd.DataFrame(
        {
            "group": pd.Series([name] * len(found.names), dtype=object if not isinstance(name, str) else "str"),
            "term": pd.Series(found.names, dtype="str"),
            "n": one.n.astype(np.int64),
            "n_rest": rest.n.astype(np.int64),
            "articles": one.articles,
            "articles_rest": rest.articles,
            "rate": 1000 * one.n / one.total,
            "rate_rest": 1000 * rest.n / rest.total,
            "log_odds": log_odds,
            "score": score,
            "log_ratio": np.log2(_counted(one.n) / one.total) - np.log2(_counted(rest.n) / rest.total),
            "g2": _g2(one, rest),
            "dp": one.dp,
            "dp_rest": rest.dp,
        }
    )
    return table.sort_values(["score", "term"], ascending=[False, True])


def _side(found: Terms, is_in: npt.NDArray[np.bool_]) -> _Side:
    counts, words = found.counts[is_in], found.words[is_in]
    n = np.asarray(counts.sum(axis=0), dtype=np.float64)
    within = np.asarray((counts > 0).sum(axis=0), dtype=np.int64)
    # A group without a single term has a rate of 0 in 1, not of 0 in 0.
    return _Side(n, within, deviation_of_proportions(counts, words), max(float(found.sizes[is_in].sum()), 1.0))


def _log_odds(one: _Side, rest: _Side, prior: tuple[Numbers, float]) -> tuple[Numbers, Numbers]:
    """Return the log-odds ratio with its prior, and the same divided by its standard deviation."""
    term, total = prior
    yes = [side.n + term for side in (one, rest)]
    no = [side.total + total - count for side, count in zip((one, rest), yes, strict=True)]
    with np.errstate(divide="ignore", invalid="ignore"):  # a term that is the only one has no odds
        log_odds = np.log(yes[0] / no[0]) - np.log(yes[1] / no[1])
        variance = sum(1 / count for count in (*yes, *no))
        return np.where(np.isfinite(log_odds), log_odds, np.nan), log_odds / np.sqrt(variance)


def _counted(n: Numbers) -> Numbers:
    return np.where(n > 0, n, _NO_COUNT)


def _g2(one: _Side, rest: _Side) -> Numbers:
    """Return the log-likelihood ratio of the table of term and other terms by group and rest."""
    both = one.total + rest.total
    total = np.zeros(len(one.n))
    for side in (one, rest):
        expected = (one.n + rest.n) * side.total / both
        # xlogy takes 0 times the log of 0 for 0
        total += special.xlogy(side.n, side.n) - special.xlogy(side.n, expected)
        others, expected_others = side.total - side.n, side.total - expected
        total += special.xlogy(others, others) - special.xlogy(others, expected_others)
    return np.maximum(2 * total, 0)  # rounding may end just below 0
