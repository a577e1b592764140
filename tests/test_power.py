"""Planning: the power promised is reached, and agrees with other software where that has the same test."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare import compare
from framing.power import power

REFERENCE = pd.read_csv(Path(__file__).parent / "reference" / "t_power.csv")


def corpus(seed=1, units=200, ratio=1.0, studies=1, shared=False, rate=0.006):
    """Draw studies of two outlets, each called a device."""
    rng = np.random.default_rng(seed)
    event = np.exp(rng.normal(0, 0.4, (studies, units))) if shared else 1.0
    tables = []
    for outlet, times in (("Bee", ratio**0.5), ("Sun", ratio**-0.5)):
        words = 100 + rng.poisson(400 * rng.gamma(5, 1 / 5, (studies, units)))
        n = rng.poisson(rate * times * words * rng.gamma(5, 1 / 5, (studies, units)) * event)
        columns = {"words": words.ravel(), "n": n.ravel(), "device": np.repeat(np.arange(studies), units).astype(str)}
        doc_id = np.tile([f"{outlet}{place}" for place in range(units)], studies)
        tables.append(
            pd.DataFrame({"doc_id": doc_id, "outlet": outlet, "event": np.tile(np.arange(units), studies), **columns})
        )
    return pd.concat(tables, ignore_index=True)


def outlets(effect, units):
    """Make counts of outlets of two leanings, whose log rates have the standard deviation that `effect` is out of."""
    logs = np.linspace(-1, 1, units)
    logs *= np.log(2) / effect / logs.std(ddof=1)
    n = np.round(1_000_000 * np.exp(np.concatenate([logs, logs]))).astype(int)
    names = [f"{leaning}{place}" for leaning in "ab" for place in range(units)]
    table = pd.DataFrame({"doc_id": range(2 * units), "outlet": names, "words": 10**9, "device": "hedge", "n": n})
    return table.assign(leaning=table["outlet"].str[0])


@pytest.mark.parametrize("row", REFERENCE.to_dict("records"), ids=str)
def test_the_power_of_a_plain_t_test_is_that_of_statsmodels(row):
    plan = power(outlets(row["effect"], int(row["units"])), ratio=2, by="leaning", alpha=row["alpha"], power=0.99)
    assert plan["power"].item() == pytest.approx(row["power"], abs=1e-4)


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize(("ratio", "rate"), [(1.4, 0.006), (2.5, 0.0006)])
def test_studies_of_the_size_asked_for_find_the_ratio_as_often_as_promised(shared, ratio, rate):
    unit = "event" if shared else "article"
    plan = power(corpus(units=4000, shared=shared, rate=rate), ratio=ratio, unit=unit).iloc[0]
    studies = corpus(2, int(plan["needed"]), ratio, 400, shared=shared, rate=rate)
    assert (compare(studies, unit=unit, adjust=None)["p"] < 0.05).mean() == pytest.approx(0.8, abs=0.06)


def test_a_row_says_for_what_it_was_planned():
    plan = power(corpus(), ratio=1.3, alpha=0.01, power=0.9)
    assert plan[["ratio", "alpha", "target_power"]].to_numpy().tolist() == [[1.3, 0.01, 0.9]]


def test_the_smallest_ratio_is_one_that_the_present_units_show_with_that_power():
    smallest = power(corpus())["smallest_ratio"].item()
    assert power(corpus(), ratio=smallest)["power"].item() == pytest.approx(0.8, abs=1e-6)


def test_the_present_power_needs_the_present_units():
    counts = corpus(units=100)
    present = power(counts, ratio=1.4)["power"].item()
    assert power(counts, ratio=1.4, power=present - 1e-9)["needed"].item() == 100


def test_a_ratio_and_its_inverse_need_as_much():
    needed = [power(corpus(), ratio=ratio)["needed"].item() for ratio in (1.5, 1 / 1.5)]
    assert needed[0] == pytest.approx(needed[1], abs=2)


def test_a_smaller_ratio_needs_more():
    needed = [power(corpus(), ratio=ratio)["needed"].item() for ratio in (1.2, 1.5, 2)]
    assert needed == sorted(needed, reverse=True)


def test_a_family_of_contrasts_needs_more():
    assert power(corpus(), alpha=0.05 / 6)["needed"].item() > power(corpus())["needed"].item()


def test_articles_needed_follow_from_those_an_event_has():
    counts = corpus().assign(event=lambda table: table["event"] // 2)
    plan = power(counts, unit="event").iloc[0]
    assert plan["needed_articles"] == 2 * plan["needed"]


def test_shared_events_are_counted():
    plan = power(corpus(), unit="event").iloc[0]
    assert (plan["unit"], plan["shared"]) == ("event", plan["units_a"])


def test_one_outlet_is_planned_against_another_like_it():
    counts = corpus()
    plan = power(counts[counts["outlet"] == "Bee"]).iloc[0]
    assert (plan["a"], plan["b"], bool(plan["needed"] > 0)) == ("Bee", "another like it", True)


def test_each_device_and_pair_has_its_row():
    three = pd.concat([corpus(), corpus(4).head(200).assign(outlet="Owl", doc_id=range(200))])
    counts = pd.concat([three, three.assign(device="booster")])
    assert power(counts).groupby("device").size().tolist() == [3, 3]


def test_a_small_pilot_is_said_to_estimate_the_spread_badly():
    note = power(corpus(units=8))["note"].item()
    assert re.fullmatch(r"few units \(8\) to estimate the spread: up to [\d,]+ may be needed", note)


def test_a_plan_for_one_of_several_contrasts_says_that_a_family_needs_more():
    alone = "planned as if it were the only contrast: compare adjusts p for 3 contrasts, which needs more units; "
    assert power(corpus(studies=3))["note"].tolist() == [f"{alone}plan with alpha=0.05 / 3"] * 3
    assert power(corpus(studies=3), alpha=0.05 / 3)["note"].tolist() == [""] * 3


def test_a_small_pilot_promises_less_than_it_seems_to():
    plan = power(corpus(units=10), unit="article").iloc[0]
    assert (plan["power_low"] < plan["power"], plan["needed_high"] > plan["needed"]) == (True, True)


@pytest.mark.parametrize(("column", "least", "most"), [("needed", 0.3, 0.7), ("needed_high", 0.75, 1.0)])
def test_most_small_pilots_lead_to_the_power_wanted_with_the_higher_number_alone(column, least, most):
    """The power of each study, with the spread that 20,000 articles have."""
    plans = power(corpus(units=20, studies=150), ratio=1.3, unit="article")
    large = compare(corpus(units=20_000, seed=2), unit="article").iloc[0]
    spread = (np.log(large["high"] / large["low"]) / 2 / stats.norm.ppf(0.975)) ** 2 * 20_000
    needed = plans[column].to_numpy()
    border = stats.t.ppf(0.975, 2 * needed - 2)
    reached = stats.nct.sf(border, 2 * needed - 2, np.log(1.3) / np.sqrt(spread / needed))
    assert least < (reached >= 0.8).mean() < most


def test_without_any_there_is_no_plan_but_a_reason():
    plan = power(corpus().assign(n=0)).iloc[0]
    assert (np.isnan(plan["needed"]), plan["note"].startswith("no 0 in 200 articles")) == (True, True)


def test_a_ratio_too_small_for_any_corpus_is_said_to_be():
    assert power(corpus(), ratio=1.00001)["note"].item() == "more than 10,000,000 units are needed"


@pytest.mark.parametrize("unit", ["article", "event"])
def test_counts_more_alike_than_chance_makes_them_have_a_plan(unit):
    counts = corpus(units=30).assign(
        words=500, n=lambda table: 5 + (table["event"] % 15 == 0) * (table["outlet"] == "Bee")
    )
    counts.loc[counts["doc_id"] == "Sun1", "n"] = 6
    assert power(counts, ratio=2, unit=unit)["needed"].item() >= 2


def test_prevalence_is_planned_with_shares():
    assert power(corpus(rate=0.001), measure="prevalence")[["rate_a", "rate_b"]].max(axis=None) < 1


def test_the_table_given_is_unchanged():
    counts = corpus()
    before = counts.copy()
    power(counts)
    pd.testing.assert_frame_equal(counts, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ratio": 1}, "ratio=1: give a ratio of rates other than 1"),
        ({"ratio": 0}, "ratio=0: give a ratio of rates other than 1"),
        ({"ratio": float("nan")}, "ratio=nan: give a ratio of rates other than 1"),
        ({"power": 80}, "power=80: give a probability between 0 and 1"),
        ({"alpha": 0}, "alpha=0: give a probability between 0 and 1"),
        ({"power": 0.05}, "power=0.05 is not above alpha=0.05"),
        ({"by": "leaning"}, "counts: no column 'leaning'"),
    ],
)
def test_options_that_cannot_be_are_named(options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        power(corpus(), **options)
