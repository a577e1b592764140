"""Which unit is taken where nobody names one, and that what rests on it keeps its error rate."""

import numpy as np
import pandas as pd
import pytest
from scipy import special

from framing.compare import compare, rates
from framing.model import Note
from framing.results.notes import decoded
from framing.statistics.independence import outlets_of
from framing.statistics.procedures import Regression, Standardisation

DEVICES = 150


def drawn(outlets, each, *, seed, between=0.3, share=0.5, events=0, column="genre", devices=1):
    """Draw articles of outlets that differ, and with two genres in unlike shares; no genre has more of anything."""
    rng = np.random.default_rng(seed)
    outlet = np.repeat(np.arange(outlets), each)
    shares = special.expit(special.logit(share) + rng.normal(0, 1, outlets))
    articles = pd.DataFrame({"doc_id": range(len(outlet)), "outlet": [f"outlet {name}" for name in outlet]})
    articles[column] = np.where(rng.random(len(outlet)) < shares[outlet], "a", "b")
    articles["words"] = np.maximum(80, rng.lognormal(6.3, 0.5, len(outlet))).astype(int)
    event = rng.integers(0, max(events, 1), len(outlet))
    tables = []
    for device in range(devices):
        level = np.exp(
            rng.normal(0, between, outlets)[outlet] + rng.normal(0, 0.45, max(events, 1))[event] * bool(events)
        )
        n = rng.poisson(0.006 * articles["words"] * level * rng.gamma(4.5, 1 / 4.5, len(outlet)))
        tables.append(articles.assign(device=f"device {device:03}", n=n))
    return pd.concat(tables).assign(**({"event": np.tile(event, devices)} if events else {}))


def grouped(*sizes, each=60, seed=0):
    """Draw outlets of two leanings."""
    counts = drawn(sum(sizes), each, seed=seed)
    leaning = {f"outlet {number}": "left" if number < sizes[0] else "right" for number in range(sum(sizes))}
    return counts.assign(leaning=counts["outlet"].map(leaning))


# One article out of line


def test_one_odd_article_does_not_keep_outlets_from_being_the_unit():
    counts = grouped(5, 5)
    counts.loc[3, "leaning"] = "right"
    with pytest.warns(Note, match="articles whose leaning is not that of their outlet's others: 1, left out .doc_id 3"):
        assert compare(counts, by="leaning")["unit"].item() == "outlet"


def test_an_odd_article_that_is_left_out_changes_nothing_else():
    counts = grouped(5, 5)
    odd = counts.assign(leaning=counts["leaning"].mask(counts["doc_id"] == 3, "right"))
    with pytest.warns(Note):
        found = compare(odd, by="leaning")
    expected = compare(counts[counts["doc_id"] != 3], by="leaning")
    assert found["p"].item() == expected["p"].item()


def test_outlets_with_more_than_one_odd_article_in_ten_are_crossed():
    counts = grouped(5, 5)
    counts["leaning"] = counts["leaning"].mask(counts["doc_id"] % 4 == 0, "right")
    assert outlets_of(counts, "leaning").role != "grouped"


def test_a_genre_that_nearly_all_articles_have_is_no_group_of_outlets():
    counts = drawn(8, 60, seed=1, share=0.9)
    assert (outlets_of(counts, "genre").role, (counts["genre"] == "a").mean() > 0.85) == ("crossing", True)


def test_authors_of_one_outlet_each_leave_outlets_out_of_it():
    counts = drawn(8, 60, seed=1)
    authors = counts["outlet"] + (counts["doc_id"] % 5).astype(str)
    assert outlets_of(counts.assign(byline=authors), "byline").role == "none"


# Strata


@pytest.mark.parametrize("more", [{}, {"reference": "left"}])
def test_strata_where_outlets_are_the_unit_are_refused_with_the_way_out(more):
    with pytest.raises(ValueError, match=r"Standardisation\('genre'\) with by='leaning'.*Regression\('genre'\) does"):
        compare(grouped(5, 5), by="leaning", method=Standardisation("genre"), **more)


def test_the_way_out_holds_the_genre_fixed():
    pytest.importorskip("statsmodels")
    row = compare(grouped(5, 5), by="leaning", method=Regression("genre")).iloc[0]
    assert (row["unit"], row["held"], row["held_by"]) == ("outlet", "genre", "regression")


# Groups that cross outlets


def test_six_outlets_that_cross_the_groups_are_the_unit():
    row = compare(drawn(6, 60, seed=2), by="genre").iloc[0]
    assert (row["unit"], row["units"], row["shared"]) == ("outlet", 6, 6)


def test_where_events_are_given_outlets_cross_them():
    row = compare(drawn(6, 60, seed=2, events=40), by="genre").iloc[0]
    assert (row["unit"], row["unit_2"]) == ("outlet", "event")


def test_fewer_outlets_are_held_fixed():
    row = compare(drawn(5, 60, seed=2), by="genre").iloc[0]
    assert (row["unit"], row["held"], row["held_by"]) == ("article", "outlet", "standardisation")


@pytest.mark.parametrize("outlets", [1, 5])
def test_results_of_few_outlets_say_that_they_speak_of_these(outlets):
    row = compare(drawn(outlets, 60, seed=2), by="genre").iloc[0]
    assert decoded(row["limits"])["these_outlets_only"] == {"outlets": outlets}


def test_results_of_six_outlets_speak_of_outlets():
    assert "these_outlets_only" not in compare(drawn(6, 60, seed=2), by="genre")["limits"].item()


def test_articles_asked_for_as_units_speak_of_these_outlets_only():
    assert "these_outlets_only" in compare(drawn(6, 60, seed=2), by="genre", unit="article")["limits"].item()


def test_a_permutation_does_not_exchange_over_outlets_that_have_to_be_held_fixed():
    with pytest.raises(ValueError, match="give unit='article'"):
        compare(drawn(5, 60, seed=2), by="genre", method="permutation")


def test_outlets_compared_with_each_other_speak_for_themselves():
    assert compare(drawn(2, 60, seed=2))["limits"].item() == ""


# Few units


@pytest.mark.parametrize("sizes", [(2, 2), (2, 9)])
def test_two_outlets_on_a_side_give_rates_and_ratio_alone(sizes):
    row = compare(grouped(*sizes), by="leaning").iloc[0]
    told = [np.isfinite(row[name]) for name in ("rate_a", "rate_b", "ratio", "low", "high", "p")]
    assert told == [True, True, True, False, False, False]


def test_two_outlets_on_a_side_are_a_limit():
    assert "too_few_units" in compare(grouped(2, 9), by="leaning")["limits"].item()


@pytest.mark.parametrize("seed", range(6))
def test_welchs_degrees_of_freedom_are_at_most_twice_those_of_three_outlets(seed):
    assert compare(grouped(3, 20, seed=seed), by="leaning")["df"].item() <= 4


# Design effects


def test_the_design_effect_of_articles_is_one():
    assert compare(drawn(2, 60, seed=2))["design_effect"].item() == pytest.approx(1)


def test_the_design_effect_of_outlets_that_cross_is_that_of_two_comparisons():
    counts = drawn(6, 60, seed=2)
    halves = []
    for unit in ("outlet", "article"):
        row = compare(counts, by="genre", unit=unit).iloc[0]
        halves.append(np.log(row["high"] / row["low"]) / special.stdtrit(row["df"], 0.975))
    assert compare(counts, by="genre")["design_effect"].item() == pytest.approx((halves[0] / halves[1]) ** 2)


# Error rates; the large tables are in benchmarks/calibration


@pytest.mark.parametrize(("outlets", "each", "events"), [(6, 60, 0), (3, 60, 0), (6, 60, 60)])
def test_groups_that_cross_outlets_keep_the_error_rate(outlets, each, events):
    results = [
        compare(drawn(outlets, each, seed=s, events=events, devices=30), by="genre", adjust=None) for s in range(5)
    ]
    assert (pd.concat(results)["p"] < 0.05).mean() <= 0.09


def test_articles_as_units_do_not():
    results = [compare(drawn(6, 60, seed=s, devices=30), by="genre", unit="article", adjust=None) for s in range(5)]
    assert (pd.concat(results)["p"] < 0.05).mean() > 0.12


def test_rates_of_groups_that_cross_outlets_are_by_outlet():
    assert set(rates(drawn(6, 60, seed=2), by="genre")["unit"]) == {"outlet"}


def test_rates_of_groups_that_cross_outlets_and_events_are_by_both():
    table = rates(drawn(6, 60, seed=2, events=40), by="genre")
    assert (set(table["unit"]), set(table["unit_2"])) == ({"outlet"}, {"event"})


@pytest.mark.parametrize("unit", ["outlet", "event"])
def test_an_interval_by_two_units_is_no_narrower_than_by_either(unit):
    counts = drawn(6, 60, seed=2, events=40)
    both, alone = rates(counts, by="genre"), rates(counts, by="genre", unit=unit)
    errors = [np.log(t["high"] / t["low"]) / special.stdtrit(t["df"], 0.975) for t in (both, alone)]
    assert (errors[0] >= errors[1] - 1e-9).all()
