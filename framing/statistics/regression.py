"""Log rates of groups with covariates held fixed: Poisson regression by generalised estimating equations.

Zeger & Liang (1986, Biometrics 42:121-130), with Mancl & DeRouen's (2001, Biometrics 57:126-134) standard errors for
few units. The work is done by `statsmodels`, which is an extra of this package.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from framing.results.schema import Limits
from framing.statistics.jackknife import Estimate
from framing.statistics.omnibus import Omnibus, untested
from framing.statistics.sides import Side
from framing.statistics.units import Codes, Design, Numbers

MOST_VALUES = 50
MOST_VARIANCE = 100.0  # of a log rate: beyond, a unit decides a coefficient alone and the correction breaks down
_WAY_OUT = "Regression needs statsmodels: pip install statsmodels; Standardisation holds one column fixed without it"


class Fit(NamedTuple):
    """Log rates of the groups that have any, where covariates are at their mean mix, and their covariances."""

    group: Codes
    log_rate: Numbers
    covariance: Numbers
    freedom: float
    reason: Limits

    def side(self, side: Side, group: int) -> Side:
        """Give the side the log rate of the model, in place of the pooled one."""
        place = np.flatnonzero(self.group == group)
        if not len(place) or self.reason:
            return side
        log_rate = float(self.log_rate[place[0]])
        return replace(side, log_rate=log_rate, mean_rate=float(np.exp(log_rate)), correlation=float("nan"))

    def estimate(self, a: Side, b: Side, groups: tuple[int, int]) -> Estimate:
        """Estimate the log ratio of two groups; the shifts are not known, and zero."""
        units = np.union1d(a.unit, b.unit)
        shared = len(a.unit) + len(b.unit) - len(units)
        places = [np.flatnonzero(self.group == group) for group in groups]
        if self.reason or not all(len(place) for place in places):
            with np.errstate(invalid="ignore"):
                value = float(np.subtract(a.log_rate, b.log_rate))
            return Estimate(value, float("nan"), self.freedom, units, np.zeros(len(units)), shared)
        weight = np.zeros(len(self.group))
        weight[places[0]], weight[places[1]] = 1.0, -1.0
        error = float(np.sqrt(weight @ self.covariance @ weight))
        return Estimate(float(weight @ self.log_rate), error, self.freedom, units, np.zeros(len(units)), shared)

    def omnibus(self) -> Omnibus:
        """Test whether any of the groups' log rates differ, by Hotelling's F."""
        size = len(self.group)
        against = np.hstack([-np.ones((size - 1, 1)), np.eye(size - 1)])
        difference = against @ self.log_rate
        square = float(difference @ np.linalg.pinv(against @ self.covariance @ against.T) @ difference)
        freedom = self.freedom - size + 2
        if self.reason or freedom < 1:
            units = int(self.freedom) + 1
            return untested(size, self.reason or {"too_few_for_groups": {"units": units, "groups": size}})
        p = float(special.fdtrc(size - 1, freedom, square * freedom / ((size - 1) * self.freedom)))
        return Omnibus(p, "gee_f", size - 1, freedom)


def fitted(design: Design, rows: Codes, table: pd.DataFrame, covariates: Sequence[str]) -> Fit:
    """Fit the rows of one key; groups of which nothing was counted are left out, since they have no log rate."""
    rows = rows[design.words[rows] > 0]
    total = np.bincount(design.group[rows], design.n[rows], len(design.groups))
    rows = rows[total[design.group[rows]] > 0]
    group, place = np.unique(design.group[rows], return_inverse=True)
    units = len(np.unique(design.unit[rows]))
    held = _held(table.iloc[design.place[rows]], covariates)
    predictors = np.column_stack([np.eye(len(group))[place], held])
    freedom = float(units - 1)
    reason: Limits = {}
    if units <= predictors.shape[1]:
        reason = {"too_few_for_regression": {"units": units, "coefficients": predictors.shape[1]}}
    elif np.linalg.matrix_rank(predictors) < predictors.shape[1]:
        reason = {"collinear": {"covariates": list(covariates)}}
    result = None if reason or not len(rows) else _gee(design, rows, predictors)
    if result is None:
        reason = reason or {"not_converged": {}}
        return Fit(group, np.zeros(len(group)), np.eye(len(group)), freedom, reason)
    coefficients, covariance = result
    size = len(group)
    mix = np.log((design.words[rows] * np.exp(held @ coefficients[size:])).sum() / design.words[rows].sum())
    return Fit(group, coefficients[:size] + mix, covariance[:size, :size], freedom, {})


def _gee(design: Design, rows: Codes, predictors: Numbers) -> tuple[Numbers, Numbers] | None:
    """Let statsmodels fit; nothing where it does not settle."""
    try:
        import statsmodels.api as sm
    except ImportError as error:
        raise ValueError(_WAY_OUT) from error
    order = np.argsort(design.unit[rows], kind="stable")
    rows, predictors = rows[order], predictors[order]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say shows in what comes back
        model = sm.GEE(
            design.n[rows],
            predictors,
            groups=design.unit[rows],
            family=sm.families.Poisson(),
            offset=np.log(design.words[rows]),
        )
        try:
            result = model.fit(cov_type="bias_reduced", maxiter=100)
        except np.linalg.LinAlgError:
            return None
    coefficients, covariance = np.asarray(result.params), np.asarray(result.cov_params())
    variances = np.diag(covariance)
    is_sane = np.isfinite(covariance).all() and (variances > 0).all() and (variances < MOST_VARIANCE).all()
    return (coefficients, covariance) if result.converged and is_sane else None


def _held(table: pd.DataFrame, covariates: Sequence[str]) -> Numbers:
    """Give the covariates as columns of numbers, each around its mean, so that they hold the mix of all articles."""
    columns = [column for name in covariates for column in _columns(table[name], name)]
    return np.column_stack(columns) if columns else np.zeros((len(table), 0))


def _columns(values: pd.Series, name: str) -> list[Numbers]:
    """Code one covariate: numbers and dates as they are, words as their logarithm, all else as categories."""
    if name == "words":
        logs: Numbers = np.log(values.to_numpy(dtype=float))
        return [_standard(logs)]
    if pd.api.types.is_numeric_dtype(values):
        return [_standard(values.to_numpy(dtype=float))]
    days = pd.to_datetime(values.astype(object), errors="coerce", format="ISO8601", utc=True)
    if days.notna().all():
        seconds: Numbers = np.asarray((days - days.min()).dt.total_seconds(), dtype=np.float64)
        return [_standard(seconds)]
    codes, labels = pd.factorize(values.astype(str), sort=True)
    if len(labels) > MOST_VALUES:
        raise ValueError(
            f"covariates: {name!r} has {len(labels)} values, and each would be a coefficient; put them into at most "
            f"{MOST_VALUES} classes"
        )
    kept: list[int] = np.delete(np.arange(len(labels)), np.bincount(codes).argmax()).tolist()
    return [_standard((codes == code).astype(np.float64), is_scaled=False) for code in kept]


def _standard(values: Numbers, *, is_scaled: bool = True) -> Numbers:
    """Put numbers around zero, and to a spread of one: coefficients of groups are not changed, only rounding errors."""
    spread = float(values.std()) if is_scaled else 1.0
    return np.asarray((values - values.mean()) / (spread or 1.0))
