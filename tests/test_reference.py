"""The numbers are those of other software: R with survey and clubSandwich, by tests/reference/values.R; and scipy."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare import compare, rates
from framing.results.families import adjusted
from framing.statistics.jackknife import difference, log_ratio
from framing.statistics.permutation import PermutationTest
from framing.statistics.procedures import Regression, Standardisation
from framing.statistics.sides import slices_of
from framing.statistics.units import design_of

FOLDER = Path(__file__).parent / "reference"
VALUES = pd.read_csv(FOLDER / "values.csv", comment="#", index_col="name")["value"].to_dict()


def table(*outlets, column="n"):
    counts = pd.read_csv(FOLDER / "counts.csv").assign(device="hedge")
    counts = counts.assign(n=counts[column])
    return counts[counts["outlet"].isin(outlets)] if outlets else counts


@pytest.fixture
def two():
    return table("Bee", "Sun")


def sides_of(counts, **options):
    ((_, sides),) = slices_of(design_of(counts, by="outlet", **options))
    return sides


def as_groups_of_outlets(counts):
    """Let authors stand for outlets and outlets for leanings; R leaves out authors without any, too."""
    counts = counts.assign(leaning=counts["outlet"], outlet=counts["author"])
    return counts[counts.groupby("outlet")["n"].transform("sum") > 0]


@pytest.mark.parametrize("outlet", ["Bee", "Sun"])
def test_the_error_of_a_log_rate_is_that_of_survey(outlet):
    row = rates(table(outlet), unit="article").iloc[0]
    half = (math.log(row["high"]) - math.log(row["low"])) / 2
    assert half / stats.t.ppf(0.975, VALUES[f"freedom_{outlet}"]) == pytest.approx(VALUES[f"error_{outlet}"], rel=1e-6)


@pytest.mark.parametrize("outlet", ["Bee", "Sun"])
def test_a_rate_is_that_of_survey(outlet):
    assert rates(table(outlet))["rate"].item() == pytest.approx(1000 * math.exp(VALUES[f"log_rate_{outlet}"]))


def test_the_p_of_independent_articles_is_welchs_on_the_errors_of_survey(two):
    assert compare(two, unit="article")["p"].item() == pytest.approx(VALUES["independent_p"], rel=1e-6)


def test_the_error_over_shared_events_is_that_of_survey(two):
    assert log_ratio(*sides_of(two, unit="event")).error == pytest.approx(VALUES["shared_error"], rel=1e-6)


@pytest.mark.parametrize("column", ["p", "low", "high"])
def test_p_and_interval_over_shared_events_are_those_of_survey(two, column):
    assert compare(two)[column].item() == pytest.approx(VALUES[f"shared_{column}"], rel=1e-6)


def test_the_standardised_ratio_is_that_of_survey(two):
    ratio = compare(two, method=Standardisation("genre"))["ratio"].item()
    assert math.log(ratio) == pytest.approx(VALUES["strata_log_ratio"], rel=1e-6)


def test_the_error_of_the_standardised_ratio_is_that_of_survey(two):
    row = compare(two, method=Standardisation("genre")).iloc[0]
    half = (math.log(row["high"]) - math.log(row["low"])) / 2
    assert half / stats.t.ppf(0.975, VALUES["freedom_shared"]) == pytest.approx(VALUES["strata_error"], rel=1e-6)


def test_the_difference_of_prevalence_is_that_of_survey():
    row = compare(table("Bee", "Sun", column="rare"), measure="prevalence").iloc[0]
    assert row["difference"] == pytest.approx(VALUES["difference"], rel=1e-6)


def test_the_error_of_the_difference_of_prevalence_is_that_of_survey():
    """The score test takes its design effect from it."""
    design = design_of(table("Bee", "Sun", column="rare"), by="outlet", unit=None, measure="prevalence")
    ((_, (bee, sun)),) = slices_of(design)
    assert difference(bee, sun).error == pytest.approx(VALUES["difference_error"], rel=1e-6)


@pytest.mark.parametrize("column", ["p", "low", "high"])
def test_groups_of_outlets_are_compared_as_by_the_t_test_of_r(two, column):
    row = compare(as_groups_of_outlets(two), by="leaning").iloc[0]
    assert row[column] == pytest.approx(VALUES[f"outlets_{column}"], rel=1e-6)


def test_the_omnibus_over_groups_of_outlets_is_the_oneway_test_of_r():
    results = compare(as_groups_of_outlets(table()), by="leaning")
    assert results.loc[results["kind"] == "omnibus", "p"].item() == pytest.approx(VALUES["outlets_omnibus_p"], rel=1e-6)


def test_the_ratio_of_the_regression_is_that_of_r(two):
    pytest.importorskip("statsmodels")
    ratio = compare(two, method=Regression("genre"))["ratio"].item()
    assert math.log(ratio) == pytest.approx(VALUES["regression_log_ratio"], rel=1e-4)


def test_the_error_of_the_regression_is_clubsandwichs_cr3(two):
    pytest.importorskip("statsmodels")
    row = compare(two, method=Regression("genre")).iloc[0]
    half = (math.log(row["high"]) - math.log(row["low"])) / 2
    assert half / stats.t.ppf(0.975, 23) == pytest.approx(VALUES["regression_error"], rel=1e-4)


@pytest.mark.parametrize("method", ["holm", "fdr"])
def test_p_is_adjusted_as_by_r(method):
    p = adjusted(np.array([0.011, 0.62, 0.0004, 0.03, 0.044]), method)
    assert p.tolist() == pytest.approx([VALUES[f"{method}_{place}"] for place in range(1, 6)])


# The permutation test beside scipy's, which is handed the statistic written out


def independent_statistic(n, words):
    def statistic(a, b):
        ratio, variance = 0.0, 0.0
        for sign, chosen in ((1, a.astype(int)), (-1, b.astype(int))):
            rate = n[chosen].sum() / words[chosen].sum()
            residual = (n[chosen] - rate * words[chosen]) / n[chosen].sum()
            ratio += sign * np.log(rate)
            variance += len(chosen) / (len(chosen) - 1) * (residual**2).sum()
        return abs(ratio) / np.sqrt(variance)

    return statistic


def paired_statistic(n, words):
    def statistic(a, b):
        a, b = a.astype(int), b.astype(int)
        rates = [n[chosen].sum() / words[chosen].sum() for chosen in (a, b)]
        residuals = [
            (n[chosen] - rate * words[chosen]) / n[chosen].sum() for chosen, rate in zip((a, b), rates, strict=True)
        ]
        error = np.sqrt(len(a) / (len(a) - 1) * ((residuals[0] - residuals[1]) ** 2).sum())
        return abs(np.log(rates[0] / rates[1])) / error

    return statistic


@pytest.mark.parametrize(
    ("unit", "kind", "written_out"),
    [("article", "independent", independent_statistic), ("event", "samples", paired_statistic)],
)
def test_the_exact_permutation_p_is_scipys(two, unit, kind, written_out):
    some = two[two["event"].isin([f"event{place:02d}" for place in range(1, 7)])]
    a, b = sides_of(some, unit=unit)
    n, words = np.concatenate([a.unit_n, b.unit_n]), np.concatenate([a.unit_words, b.unit_words])
    expected = stats.permutation_test(
        (np.arange(6.0), np.arange(6.0, 12.0)),
        written_out(n, words),
        permutation_type=kind,
        n_resamples=np.inf,
        alternative="greater",
        vectorized=False,
    )
    assert PermutationTest(a, b).p_value() == pytest.approx(expected.pvalue)
