"""The ways to compare that have settings, as small records to give to `compare` as its method."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Permutation:
    """The studentised permutation test, with the interval that inverts it, for ``compare(counts, method=...)``.

    It is exact where the groups do not differ at all. Where few units of one group spread far more than many of the
    other it rejects up to 11 % of true nulls (5 against 50), and the note of the result says so. The same seed gives
    the same table.

    Examples
    --------
    >>> import framing
    >>> framing.Permutation(seed=1)
    Permutation(seed=1)
    """

    seed: int = 0


@dataclass(frozen=True, slots=True)
class Standardisation:
    """Both groups' rates as they would be with the mix of strata that the two have together: `strata` is held fixed.

    `strata` is a column about articles, such as genre, section or month. Not where outlets are the units, which differ
    in their mix: `Regression` is.

    Examples
    --------
    >>> import framing
    >>> framing.Standardisation("genre")
    Standardisation(strata='genre')
    """

    strata: str


@dataclass(frozen=True, slots=True, init=False)
class Regression:
    """Poisson regression of the rates (`statsmodels` GEE, bias-reduced errors, t on the units less one).

    The columns `covariates` are held fixed: numbers and dates as straight lines, ``words`` as its logarithm, others as
    categories.

    Examples
    --------
    >>> import framing
    >>> framing.Regression("genre", "words")
    Regression(covariates=('genre', 'words'))
    """

    covariates: tuple[str, ...]

    def __init__(self, *covariates: str) -> None:
        if not covariates:
            raise ValueError("Regression: name the columns to hold fixed, as in framing.Regression('genre', 'words')")
        object.__setattr__(self, "covariates", covariates)
