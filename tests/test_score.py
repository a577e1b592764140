"""Score tests of shares and of few instances: against other software, at the edges, and their error rates."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from framing.compare import compare, rates
from framing.statistics.contrast import Question, contrast
from framing.statistics.score import Counts, Shares
from framing.statistics.sides import slices_of
from framing.statistics.units import design_of

TABLES = [(3, 20, 11, 20), (5, 50, 9, 80), (10, 10, 3, 12), (0, 20, 3, 20), (1, 30, 0, 10), (30, 40, 30, 60)]


def shares(some, n_a, others, n_b, freedom=math.inf):
    return Shares(some / n_a, others / n_b, n_a, n_b, freedom)


def fisher_p(some, others, of=20):
    return stats.fisher_exact([[some, of - some], [others, of - others]]).pvalue


@pytest.mark.parametrize("counts", TABLES)
def test_the_p_of_two_shares_is_pearsons_chi_square(counts):
    some, n_a, others, n_b = counts
    table = [[some, n_a - some], [others, n_b - others]]
    assert shares(*counts).p_value() == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue)


@pytest.mark.parametrize("counts", TABLES)
@pytest.mark.parametrize("end", [0, 1])
def test_the_limits_of_the_difference_are_where_the_restricted_likelihood_puts_them(counts, end):
    """Miettinen and Nurminen's statistic, its restricted maximum found by search."""
    some, n_a, others, n_b = counts
    limit = shares(*counts).difference_limits()[end]

    def surprise(share):
        likelihoods = stats.binom.logpmf(some, n_a, share), stats.binom.logpmf(others, n_b, share - limit)
        return -sum(likelihoods)

    low, high = max(0.0, limit), min(1.0, 1 + limit)
    found = optimize.minimize_scalar(surprise, bounds=(low, high), method="bounded", options={"xatol": 1e-10}).x
    variance = found * (1 - found) / n_a + (found - limit) * (1 - found + limit) / n_b
    z = (some / n_a - others / n_b - limit) / math.sqrt(variance)
    assert abs(z) == pytest.approx(stats.norm.ppf(0.975), rel=1e-3)


@pytest.mark.parametrize("counts", [*TABLES[:2], TABLES[5]])
@pytest.mark.parametrize("end", [0, 1])
def test_the_limits_of_the_ratio_are_those_of_statsmodels(counts, end):
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    limit = math.exp(shares(*counts).log_ratio_limits()[end])
    some, n_a, others, n_b = counts
    found = proportion.test_proportions_2indep(
        some, n_a, others, n_b, value=limit, method="score", compare="ratio", correction=False
    )
    assert found.pvalue == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("counts", [(0, 20, 5, 20), (5, 20, 0, 20), (0, 20, 0, 20), (20, 20, 20, 20)])
def test_limits_of_the_difference_stay_between_minus_one_and_one(counts):
    low, high = shares(*counts).difference_limits()
    assert -1 <= low <= (counts[0] - counts[2]) / 20 <= high <= 1


@pytest.mark.parametrize("counts", [(15, 1, 50, 50), (12, 0, 10, 30), (3, 9, 100, 20)])
def test_the_interval_of_few_instances_is_wilsons(counts):
    n_a, n_b, words_a, words_b = counts
    limits = [math.exp(limit) for limit in Counts(*counts, math.inf).log_ratio_limits()]
    wilson = stats.binomtest(n_a, n_a + n_b).proportion_ci(method="wilson")
    assert [ratio * words_a / (ratio * words_a + words_b) for ratio in limits if ratio < math.inf] == pytest.approx(
        [wilson.low, wilson.high][: 2 if n_b else 1]
    )


def test_a_device_ten_times_as_frequent_at_one_and_a_half_expected_is_found():
    rng = np.random.default_rng(0)
    rate = np.repeat([0.15, 0.015], 100)
    tables = [
        pd.DataFrame({
            "doc_id": range(200), "outlet": ["Bee"] * 100 + ["Sun"] * 100, "words": 500,
            "device": f"device {number}", "n": rng.poisson(rate),
        })
        for number in range(100)
    ]  # fmt: skip
    assert (compare(pd.concat(tables), adjust=None)["p"] < 0.05).mean() > 0.85


def test_prevalence_finds_what_fishers_test_finds():
    rng = np.random.default_rng(1)
    has = [np.concatenate([rng.random(20) < 0.15, rng.random(20) < 0.55]).astype(int) for _ in range(150)]
    fisher = [fisher_p(n[:20].sum(), n[20:].sum()) for n in has]
    tables = [
        pd.DataFrame({
            "doc_id": range(40), "outlet": ["Bee"] * 20 + ["Sun"] * 20, "words": 500, "device": f"device {number:03}",
            "n": n,
        })
        for number, n in enumerate(has)
    ]  # fmt: skip
    found = compare(pd.concat(tables), measure="prevalence", adjust=None)["p"] < 0.05
    assert found.mean() >= (np.array(fisher) < 0.05).mean()


def test_two_parts_of_a_whole_are_one_comparison():
    rng = np.random.default_rng(2)
    words = rng.integers(2, 9, 60)
    one = rng.binomial(words, np.repeat([0.3, 0.6], 30))
    table = pd.DataFrame({"doc_id": range(60), "outlet": ["Bee"] * 30 + ["Sun"] * 30, "words": words, "base": "uses"})
    results = compare(pd.concat([table.assign(device="crisis", n=one), table.assign(device="change", n=words - one)]))
    assert (set(results["family"]), results["p_adjusted"].tolist()) == ({1}, pytest.approx([results["p"].iloc[0]] * 2))


def test_the_second_part_is_called_the_complement_of_the_first():
    table = pd.DataFrame({"doc_id": range(12), "outlet": ["Bee"] * 6 + ["Sun"] * 6, "words": 4, "base": "uses"})
    one = np.array([1, 2, 1, 3, 1, 2, 2, 3, 3, 2, 4, 3])
    results = compare(pd.concat([table.assign(device="a", n=one), table.assign(device="b", n=4 - one)]))
    assert results["note"].str.contains("complement of a").tolist() == [False, True]


@pytest.fixture
def claims():
    """Results of eight devices that do not differ, and which of their 90 % intervals are inside the bounds."""
    rng = np.random.default_rng(3)
    table = pd.DataFrame({"doc_id": range(160), "outlet": ["Bee"] * 80 + ["Sun"] * 80, "words": 500})
    tables = [table.assign(device=f"device {i}", n=rng.negative_binomial(4, 4 / 7, 160)) for i in range(8)]
    results = compare(pd.concat(tables), equivalence=1.3)
    return results, (results["low_90"] > 1 / 1.3) & (results["high_90"] < 1.3)


def test_equivalence_is_claimed_by_the_adjusted_p(claims):
    results, _ = claims
    assert results["equivalent"].tolist() == (results["p_equivalent"] < 0.05).tolist()


def test_several_claims_of_equivalence_ask_for_more_than_one_does(claims):
    results, is_inside = claims
    assert is_inside.sum() > results["equivalent"].sum()


def test_bounds_that_hold_only_without_adjusting_are_said_to(claims):
    results, is_inside = claims
    alone = is_inside & ~results["equivalent"].astype(bool)
    assert results["note"].str.contains("but not after adjustment").tolist() == alone.tolist()


def test_a_difference_whose_error_is_not_known_has_no_interval():
    counts = pd.DataFrame({"doc_id": range(20), "outlet": ["Bee", "Sun"] * 10, "words": 500, "device": "hedge"})
    design = design_of(counts.assign(n=[1, 1, 0, 0] * 5), by="outlet", unit=None, measure="prevalence")
    ((_, (bee, sun)),) = slices_of(design)
    row = contrast(replace(bee, change=np.full(10, math.nan)), sun, design, Question())
    assert (math.isnan(row.p), math.isnan(row.low), "no_error" in row.limits) == (True, True, True)


@pytest.mark.parametrize(
    ("shares", "p"),
    [(Shares(1.0, 0.0, 20, 20, np.inf), 0.0), (Shares(0.2, 0.4, math.nan, 20, np.inf), math.nan),
     (Shares(0.2, 0.4, -20, -20, np.inf), math.nan)],
)  # fmt: skip
def test_a_difference_whose_variance_is_not_known_has_no_p(shares, p):
    assert shares.p_value() == pytest.approx(p, abs=1e-6, nan_ok=True)


def test_a_unit_with_all_instances_is_named_whatever_rounding_leaves():
    place = np.arange(2000)
    counts = pd.DataFrame(
        {"doc_id": place % 10, "outlet": "Bee", "words": 100 + place % 97, "n": 3 * (place % 10 == 0)}
    )
    found = rates(counts.assign(device=[f"d{number}" for number in place // 10]))
    assert (found["note"].str.contains("is in one article: no interval").all(), len(found)) == (True, 200)
