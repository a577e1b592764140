"""The options of `compare` beyond the plain comparison: prevalence, equivalence, strata, crossing units, covariates."""

import math
import sys

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare import compare, rates
from framing.model import Note
from framing.results.schema import RESULT_COLUMNS
from framing.statistics.procedures import Regression, Standardisation
from framing.statistics.sides import slices_of
from framing.statistics.units import design_of
from framing.vocabulary.codebook_pages import cautions

CAUTION = cautions()["hedge"].rstrip(".")  # closes the note of every row of the device that is compared here


def drawn(each, *, ratio=1.0, seed=0, rate=0.006, **more):
    """Draw counts of two outlets on the same events, a third of them opinion with twice the rate."""
    rng = np.random.default_rng(seed)
    outlet = np.repeat(["Bee", "Sun"], each)
    words = np.maximum(80, rng.lognormal(6.3, 0.5, 2 * each)).astype(int)
    genre = np.where(rng.random(2 * each) < 0.33, "opinion", "news")
    level = np.where(outlet == "Bee", ratio, 1.0) * np.where(genre == "opinion", 2.0, 1.0)
    table = pd.DataFrame(
        {"doc_id": range(2 * each), "outlet": outlet, "words": words, "genre": genre, "device": "hedge"}
    )
    table["n"] = rng.poisson(rate * words * level * rng.gamma(4.5, 1 / 4.5, 2 * each))
    return table.assign(**more)


def log_half(row):
    return (math.log(row["high"]) - math.log(row["low"])) / 2


# Prevalence


def test_prevalence_compares_the_shares_of_articles_that_have_any():
    counts = drawn(40, rate=0.001)
    shares = counts.assign(has=counts["n"] > 0).groupby("outlet")["has"].mean()
    row = compare(counts, measure="prevalence").iloc[0]
    assert row[["rate_a", "rate_b", "ratio"]].tolist() == pytest.approx([*shares, shares["Bee"] / shares["Sun"]])


def test_the_difference_of_prevalence_is_that_of_the_shares():
    row = compare(drawn(40, rate=0.001), measure="prevalence").iloc[0]
    assert row["difference"] == pytest.approx(row["rate_a"] - row["rate_b"])


def test_the_interval_of_the_difference_is_about_that_of_two_binomials():
    row = compare(drawn(200, rate=0.001), measure="prevalence").iloc[0]
    variance = sum(share * (1 - share) / 200 for share in (row["rate_a"], row["rate_b"]))
    assert (row["difference_high"] - row["difference_low"]) / 2 == pytest.approx(1.96 * math.sqrt(variance), rel=0.02)


def test_prevalence_is_out_of_articles():
    row = compare(drawn(40, rate=0.001), measure="prevalence").iloc[0]
    assert (row["measure"], row["base"], row["unit"]) == ("prevalence", "articles", "article")


def test_rates_have_no_columns_for_differences():
    assert tuple(compare(drawn(10)).columns) == RESULT_COLUMNS


def test_articles_without_words_are_no_articles_without_any():
    counts = drawn(20, rate=0.001)
    empty = pd.DataFrame({"doc_id": ["x", "y"], "outlet": "Bee", "words": 0, "n": 0, "device": "hedge"})
    with_empty = compare(pd.concat([counts, empty]), measure="prevalence")
    assert with_empty["rate_a"].item() == compare(counts, measure="prevalence")["rate_a"].item()


def test_prevalence_of_none_says_what_was_read_in_articles():
    counts = drawn(20, rate=0.001)
    note = compare(counts.assign(n=counts["n"].where(counts["outlet"] == "Sun", 0)), measure="prevalence")[
        "note"
    ].item()
    assert note == f"no hedge in 20 articles of Bee; {CAUTION}"


@pytest.mark.parametrize(("some", "others"), [(3, 11), (0, 7), (10, 12), (20, 15), (1, 1), (0, 0)])
def test_prevalence_has_the_p_of_the_score_test(some, others):
    """Independent articles have a design effect of n / (n - 1), and quantiles of t."""
    has = [*[1] * some, *[0] * (20 - some), *[1] * others, *[0] * (20 - others)]
    pooled = (some + others) / 40
    z = (some - others) / 20 / math.sqrt(20 / 19 * max(pooled * (1 - pooled), 1e-9) * 2 / 20)
    row = compare(drawn(20).assign(n=has), measure="prevalence").iloc[0]
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(z), row["df"]), rel=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_p_and_both_intervals_of_prevalence_agree(seed):
    rng = np.random.default_rng(seed)
    counts = drawn(20).assign(n=[*(rng.random(20) < 0.15), *(rng.random(20) < 0.5)]).astype({"n": int})
    row = compare(counts, measure="prevalence").iloc[0]
    apart = [not row["difference_low"] <= 0 <= row["difference_high"], not row["low"] <= 1 <= row["high"]]
    assert [row["p"] < 0.05] * 2 == apart


def test_half_of_the_articles_against_none_has_a_p():
    counts = drawn(100).assign(n=[*[1, 0] * 50, *[0] * 100])
    assert compare(counts, measure="prevalence")["p"].item() < 1e-10


def test_a_share_has_an_interval_that_stays_below_one():
    table = rates(drawn(30, rate=0.006), measure="prevalence")
    assert (table["high"] < 1).all()


def test_the_share_is_given_as_a_rate():
    counts = drawn(30, rate=0.001)
    shares = counts.assign(has=counts["n"] > 0).groupby("outlet")["has"].mean()
    assert rates(counts, measure="prevalence")["rate"].tolist() == pytest.approx(shares.tolist())


# Equivalence


def test_equivalence_adds_the_ninety_per_cent_interval_of_the_same_method():
    row = compare(drawn(50), equivalence=1.5).iloc[0]
    freedom = row["df"]
    narrower = (math.log(row["high_90"]) - math.log(row["low_90"])) / 2
    assert narrower / log_half(row) == pytest.approx(stats.t.ppf(0.95, freedom) / stats.t.ppf(0.975, freedom), rel=1e-3)


@pytest.mark.parametrize("method", ["jackknife", "permutation"])
@pytest.mark.parametrize("bound", [1.2, 1.5, 3.0])
def test_groups_are_equivalent_where_that_interval_is_inside_the_bounds(method, bound):
    row = compare(drawn(60, seed=2), equivalence=bound, method=method).iloc[0]
    assert row["equivalent"] == (1 / bound < row["low_90"] and row["high_90"] < bound)


def test_a_larger_ratio_is_said_to_be_excluded_only_of_the_equivalent():
    results = pd.concat([compare(drawn(60, seed=seed), equivalence=1.35) for seed in range(12)])
    assert results["note"].str.contains("is excluded at 5 %").tolist() == results["equivalent"].tolist()


def test_a_difference_that_is_shown_but_small_is_not_called_none():
    row = compare(drawn(400, ratio=1.25, seed=1), equivalence=2).iloc[0]
    assert (row["p"] < 0.05, row["equivalent"], "a ratio beyond 2 in either direction is excluded" in row["note"]) == (
        True, True, True,
    )  # fmt: skip


def test_the_cases_of_that_test_differ():
    results = pd.concat([compare(drawn(60, seed=seed), equivalence=1.35) for seed in range(12)])
    assert set(results["equivalent"]) == {True, False}


def test_what_has_no_interval_is_neither_equivalent_nor_not():
    assert compare(drawn(1), equivalence=1.25, unit="article")["equivalent"].isna().item()


# Strata


def test_the_standardised_rate_weighs_strata_by_the_words_of_both():
    counts = drawn(40, seed=3)
    words = counts.groupby("genre")["words"].sum() / counts["words"].sum()
    bee = counts[counts["outlet"] == "Bee"].groupby("genre")[["n", "words"]].sum()
    expected = 1000 * (words * bee["n"] / bee["words"]).sum()
    assert compare(counts, method=Standardisation("genre"))["rate_a"].item() == pytest.approx(expected)


def test_one_stratum_for_all_changes_nothing():
    counts = drawn(30, seed=4)
    plain = compare(counts).iloc[0]
    standardised = compare(counts.assign(genre="news"), method=Standardisation("genre")).iloc[0]
    assert standardised[["ratio", "low", "high", "p"]].tolist() == pytest.approx(
        plain[["ratio", "low", "high", "p"]].tolist()
    )


def test_a_mix_of_genres_does_not_pass_for_a_difference():
    rng = np.random.default_rng(0)
    genre = np.where(rng.random(800) < np.repeat([0.8, 0.2], 400), "opinion", "news")
    counts = drawn(400, seed=5).assign(genre=genre, words=500)
    counts["n"] = rng.poisson(np.where(genre == "opinion", 6, 2))
    assert compare(counts)["ratio"].item() > 1.4
    assert compare(counts, method=Standardisation("genre"))["ratio"].item() == pytest.approx(1, abs=0.12)


def test_a_stratum_that_one_group_lacks_is_left_out_and_counted():
    counts = drawn(30, seed=6)
    counts.loc[counts.index[:3], "genre"] = "letter"
    note = compare(counts, method=Standardisation("genre"))["note"].item()
    assert "articles in strata that only one group has: 3, left out" in note


def test_without_a_common_stratum_there_is_no_number():
    counts = drawn(10, seed=6)
    row = compare(counts.assign(genre=counts["outlet"]), method=Standardisation("genre")).iloc[0]
    assert (math.isnan(row["p"]), row["note"].startswith("no words in Bee, Sun")) == (True, True)


def test_standardising_is_a_fact_of_the_row():
    row = compare(drawn(30), method=Standardisation("genre")).iloc[0]
    assert (row["held"], row["held_by"], row["unit"]) == ("genre", "standardisation", "article")


def test_articles_without_a_stratum_are_counted_and_left_out():
    counts = drawn(30)
    counts.loc[[0, 40], "genre"] = None
    with pytest.warns(Note, match="articles without genre: 2, left out"):
        compare(counts, method=Standardisation("genre"))


def test_three_groups_are_standardised_together_for_the_omnibus():
    counts = pd.concat([drawn(30), drawn(30, seed=1).assign(outlet="Cat").iloc[:30].assign(doc_id=range(900, 930))])
    results = compare(counts, method=Standardisation("genre"))
    row = results[results["kind"] == "omnibus"].iloc[0]
    assert (row["method"], row["df"]) == ("welch_f", 2)


# Units that cross


@pytest.fixture
def crossing():
    rng = np.random.default_rng(8)
    author = [f"{outlet}{number}" for outlet in "BS" for number in rng.integers(0, 6, 40)]
    return drawn(40, seed=8).assign(event=[*range(40)] * 2, byline=author)


def error_by(counts, unit):
    row = compare(counts, unit=unit).iloc[0]
    freedom = row["df"]
    return log_half(row) / stats.t.ppf(0.975, freedom)


def test_the_variance_by_two_units_is_the_sum_less_that_of_both(crossing):
    both = crossing.assign(pair=crossing["event"].astype(str) + crossing["byline"])
    by_event, by_author, by_both = (error_by(both, unit) for unit in ("event", "byline", "pair"))
    expected = max(by_event**2 + by_author**2 - by_both**2, by_event**2, by_author**2)
    assert error_by(crossing, ["event", "byline"]) == pytest.approx(math.sqrt(expected), rel=0.01)


def test_crossing_units_never_make_an_interval_narrower(crossing):
    assert error_by(crossing, ["event", "byline"]) >= error_by(crossing, "event") * 0.999


def test_both_units_are_named(crossing):
    assert compare(crossing, unit=["event", "byline"])[["unit", "unit_2"]].iloc[0].tolist() == ["event", "byline"]


def test_the_units_counted_are_the_fewer(crossing):
    assert compare(crossing, unit=["event", "byline"])["units"].item() == crossing["byline"].nunique()


def test_units_that_cross_are_not_permuted(crossing):
    with pytest.raises(ValueError, match="method='permutation' exchanges units of one kind"):
        compare(crossing, unit=["event", "byline"], method="permutation")


def test_strata_of_one_value_change_nothing_where_units_cross(crossing):
    counts, unit = crossing.assign(genre="news"), ["event", "byline"]
    plain, same = (compare(counts, unit=unit, method=method) for method in ("jackknife", Standardisation("genre")))
    assert same[["ratio", "low", "high"]].iloc[0].tolist() == pytest.approx(plain[["ratio", "low", "high"]].iloc[0])


def test_two_units_are_refused_for_groups_of_outlets(crossing):
    counts = crossing.assign(outlet=crossing["byline"], leaning=crossing["outlet"])
    with pytest.raises(ValueError, match="unit='event and genre' with by='leaning'"):
        compare(counts, by="leaning", unit=["event", "genre"])


# Covariates


def test_covariates_without_statsmodels_name_the_way_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    monkeypatch.setitem(sys.modules, "statsmodels.api", None)
    with pytest.raises(ValueError, match="pip install statsmodels"):
        compare(drawn(20), method=Regression("genre"))


@pytest.fixture
def needs_statsmodels():
    pytest.importorskip("statsmodels")


@pytest.mark.usefixtures("needs_statsmodels")
def test_a_covariate_that_is_the_same_for_all_changes_the_ratio_hardly():
    counts = drawn(40, seed=9)
    plain = compare(counts)["ratio"].item()
    assert compare(counts.assign(genre="news"), method=Regression("genre"))["ratio"].item() == pytest.approx(plain)


@pytest.mark.usefixtures("needs_statsmodels")
def test_the_error_without_covariates_is_close_to_the_jackknifes():
    counts = drawn(60, seed=9).assign(genre="news")
    by_gee, by_jackknife = compare(counts, method=Regression("genre")).iloc[0], compare(counts).iloc[0]
    assert log_half(by_gee) == pytest.approx(log_half(by_jackknife), rel=0.05)


@pytest.mark.usefixtures("needs_statsmodels")
def test_the_rates_shown_have_the_ratio_shown():
    row = compare(drawn(40, ratio=1.3), method=Regression("genre", "words")).iloc[0]
    assert row["rate_a"] / row["rate_b"] == pytest.approx(row["ratio"])


@pytest.mark.usefixtures("needs_statsmodels")
def test_covariates_are_facts_of_the_row():
    row = compare(drawn(40, event=[*range(40)] * 2), method=Regression("genre", "words")).iloc[0]
    assert row[["method", "df", "held", "held_by", "unit", "shared"]].tolist() == [
        "gee", 39, "genre, words", "regression", "event", 40,
    ]  # fmt: skip


@pytest.mark.usefixtures("needs_statsmodels")
@pytest.mark.parametrize(
    "more",
    [
        {"date": pd.date_range("2024-01-01", periods=80).strftime("%Y-%m-%d")},
        {"date": pd.date_range("2024-01-01", periods=80)},
        {"date": np.linspace(0, 1, 80)},
        {"date": [True, False] * 40},
        {"date": pd.Categorical(list("abcd") * 20)},
    ],
)
def test_a_covariate_may_be_of_any_kind(more):
    assert 0 < compare(drawn(40, **more), method=Regression("date"))["p"].item() < 1


@pytest.mark.usefixtures("needs_statsmodels")
def test_a_covariate_that_is_the_outlet_again_is_said_to_be():
    counts = drawn(40)
    note = compare(counts.assign(house=counts["outlet"]), method=Regression("house"))["note"].item()
    assert note == f"house cannot be separated from the groups or from each other: no interval; {CAUTION}"


@pytest.mark.usefixtures("needs_statsmodels")
def test_more_coefficients_than_units_are_refused_in_the_note():
    counts = drawn(12, month=[f"m{place % 11}" for place in range(24)], event=[*range(12)] * 2)
    assert "too few units (12) for 12 coefficients" in compare(counts, method=Regression("month"))["note"].item()


@pytest.mark.usefixtures("needs_statsmodels")
def test_a_covariate_with_a_value_an_article_is_refused():
    with pytest.raises(ValueError, match="'url' has 80 values, and each would be a coefficient"):
        compare(drawn(40, url=[f"page {place}" for place in range(80)]), method=Regression("url"))


@pytest.mark.usefixtures("needs_statsmodels")
def test_a_group_without_any_still_has_its_row():
    counts = drawn(20)
    row = compare(counts.assign(n=counts["n"].where(counts["outlet"] == "Sun", 0)), method=Regression("genre")).iloc[0]
    assert (row["ratio"], row["note"].startswith("no hedge in 20 articles")) == (0, True)


@pytest.mark.usefixtures("needs_statsmodels")
def test_three_groups_are_tested_together_by_the_regression():
    counts = pd.concat([drawn(30), drawn(30, seed=1).iloc[:30].assign(outlet="Cat", doc_id=range(900, 930))])
    results = compare(counts, method=Regression("genre"))
    row = results[results["kind"] == "omnibus"].iloc[0]
    assert row[["method", "df", "df_2", "held", "unit"]].tolist() == ["gee_f", 2, 88, "genre", "article"]


# Wire copy


def test_near_duplicates_are_one_unit():
    copies = ["x", None, *[None] * 17, "x", *[None] * 18, "y", "y"]
    with pytest.warns(Note, match="near-duplicates: 4, in 2 groups that are one unit each"):
        assert compare(drawn(20, copies=copies))["units"].item() == 38


# The columns


def test_columns_asked_for_stand_behind_p():
    columns = compare(drawn(40, rate=0.001), measure="prevalence", equivalence=2).columns.tolist()
    assert columns[columns.index("p_adjusted") + 1 : columns.index("rate_a")] == [
        "difference", "difference_low", "difference_high", "low_90", "high_90", "bound", "p_equivalent",
        "equivalent",
    ]  # fmt: skip


def test_a_side_knows_its_units_in_order():
    ((_, sides),) = slices_of(design_of(drawn(10), by="outlet", unit=None))
    assert [(np.diff(side.unit) > 0).all() for side in sides] == [True, True]
