"""The test of all groups together: which form is used, that it is the known one, and that it holds its level."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare import compare
from framing.statistics.jackknife import log_ratio, p_value
from framing.statistics.omnibus import omnibus
from framing.statistics.procedures import Permutation
from framing.statistics.sides import slices_of
from framing.statistics.units import design_of

NAMES = np.array(["Ant", "Bee", "Cat", "Dog"])


def drawn(outlets, each, *, first=1.0, seed=0, by_event=False):
    rng = np.random.default_rng(seed)
    outlet = np.repeat(np.arange(outlets), each)
    words = np.maximum(80, rng.lognormal(6.3, 0.5, len(outlet))).astype(int)
    level = np.where(outlet == 0, first, 1.0)
    table = pd.DataFrame({"doc_id": range(len(outlet)), "outlet": NAMES[outlet], "words": words, "device": "hedge"})
    table["n"] = rng.poisson(0.006 * words * level * rng.gamma(4.5, 1 / 4.5, len(outlet)))
    return table.assign(event=np.tile(np.arange(each), outlets)) if by_event else table


def row_of(counts, **options):
    results = compare(counts, **options)
    return results[results["kind"] == "omnibus"].iloc[0]


def sides_of(counts, *, unit="article"):
    ((_, sides),) = slices_of(design_of(counts, by="outlet", unit=unit))
    return sides


def test_two_groups_have_no_omnibus_row():
    assert compare(drawn(2, 10))["kind"].tolist() == ["contrast"]


def test_three_groups_have_one_for_each_device():
    counts = pd.concat([drawn(3, 10), drawn(3, 10, seed=1).assign(device="booster")])
    results = compare(counts)
    assert results.loc[results["kind"] == "omnibus", "device"].tolist() == ["booster", "hedge"]


def test_few_units_are_dealt_out_anew():
    assert row_of(drawn(3, 10))[["method", "draws", "seed", "unit"]].tolist() == ["permuted_q", 1999, 0, "article"]


def test_many_units_are_tested_by_welchs_f():
    assert row_of(drawn(3, 600))[["method", "df"]].tolist() == ["welch_f", 2]


def test_many_shared_units_are_tested_by_hotellings_f():
    row = row_of(drawn(3, 1500, by_event=True))
    assert [row["method"], row["df"], round(row["df_2"], 1), row["unit"]] == ["hotelling_f", 2, 1370.8, "event"]


def test_the_omnibus_counts_all_units():
    assert row_of(drawn(3, 10))["units"] == 30


def test_shared_units_count_once():
    assert row_of(drawn(3, 10, by_event=True))["units"] == 10


def test_the_omnibus_has_no_ratio():
    assert math.isnan(row_of(drawn(3, 10))["ratio"])


def test_the_omnibus_is_a_family_of_its_own():
    results = compare(drawn(4, 10, first=1.5))
    of_pairs = results[results["kind"] != "omnibus"]
    assert of_pairs["p_adjusted"].min() == pytest.approx(6 * of_pairs["p"].min())


def test_an_outlet_that_differs_is_found():
    assert row_of(drawn(4, 40, first=1.8))["p"] < 0.01


def test_with_an_outlet_without_any_the_omnibus_p_is_bonferronis_bound_over_the_pairs():
    counts = drawn(3, 10)
    results = compare(counts.assign(n=counts["n"].where(counts["outlet"] != "Bee", 0)), adjust=None)
    of_pairs, whole = results[results["kind"] == "contrast"], results[results["kind"] == "omnibus"].iloc[0]
    assert (whole["method"], whole["p"]) == ("bonferroni", pytest.approx(min(1, 3 * of_pairs["p"].min())))


def test_the_same_seed_gives_the_same_p():
    first, again = (row_of(drawn(3, 10), method=Permutation(seed=5)) for _ in range(2))
    assert (first["p"], first["seed"]) == (again["p"], 5)


@pytest.mark.parametrize(("by_event", "unit"), [(False, "article"), (True, "event")])
def test_the_f_of_two_groups_is_the_t_of_the_jackknife(by_event, unit):
    a, b = sides_of(drawn(2, 30, first=1.2, by_event=by_event), unit=unit)
    assert omnibus([a, b], can_permute=False).p == pytest.approx(p_value(log_ratio(a, b)))


def test_welchs_f_is_scipys_where_rates_are_means_of_articles():
    counts = drawn(3, 50).assign(words=1000)
    groups = [rows["n"].to_numpy() for _, rows in counts.groupby("outlet")]
    expected = stats.f_oneway(*groups, equal_var=False).pvalue
    assert omnibus(sides_of(counts), can_permute=False).p == pytest.approx(expected, abs=0.02)


def test_too_few_shared_units_for_hotelling_are_said():
    tested = omnibus(sides_of(drawn(4, 3, by_event=True), unit="event"), can_permute=False)
    assert tested.limits == {"too_few_for_groups": {"units": 3, "groups": 4}}


def test_the_permuted_p_is_close_to_that_of_the_f():
    sides = sides_of(drawn(4, 200, first=1.1, seed=2))
    assert omnibus(sides).p == pytest.approx(omnibus(sides, can_permute=False).p, abs=0.03)


@pytest.mark.parametrize(("by_event", "unit"), [(False, "article"), (True, "event")])
def test_about_one_true_null_in_twenty_is_rejected(by_event, unit):
    p = [omnibus(sides_of(drawn(4, 12, seed=seed, by_event=by_event), unit=unit), times=199).p for seed in range(300)]
    assert 0.02 <= (np.array(p) <= 0.05).mean() <= 0.09


def test_a_unit_that_some_groups_lack_is_dealt_to_those_that_have_it():
    counts = drawn(4, 20, by_event=True).drop(index=[0, 5, 21, 50, 77])
    assert 0 < row_of(counts)["p"] <= 1
