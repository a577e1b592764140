"""Comparison of groups: what is estimated, with which unit, what is refused, and that the tests hold their level."""

import math
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare import compare, rates
from framing.model import Note
from framing.results.schema import RATE_COLUMNS, RESULT_COLUMNS
from framing.statistics.procedures import Regression, Standardisation
from framing.vocabulary.codebook_pages import cautions

BEE = ([4, 6, 5, 3, 2, 7], [500, 640, 410, 380, 520, 700])
SUN = ([2, 2, 3, 1, 2, 4], [450, 600, 390, 420, 610, 500])
CAUTION = cautions()["hedge"].rstrip(".")  # closes the note of every row of the device that is compared here
EVENTS = ["fire", "vote", "flood", "tax", "cup", "storm"]


def side(outlet, n, words, **more):
    """Make the counts of one outlet, an article per count."""
    doc_id = [f"{outlet}{place}" for place in range(len(n))]
    return pd.DataFrame({"doc_id": doc_id, "outlet": outlet, "words": words, "device": "hedge", "n": n, **more})


def two(**more):
    return pd.concat([side("Bee", *BEE, **more), side("Sun", *SUN, **more)], ignore_index=True)


def many(**outlets):
    """Make counts of several outlets of 500-word articles."""
    return pd.concat([side(outlet, n, 500) for outlet, n in outlets.items()], ignore_index=True)


def by_leaning(left=((3, 4), (5, 6), (4, 4)), right=((2, 2), (3, 4), (2, 3, 3, 2))):
    """Make counts of outlets of two leanings; each inner tuple is an outlet's articles."""
    names = {f"L{place}": n for place, n in enumerate(left)} | {f"R{place}": n for place, n in enumerate(right)}
    return many(**names).assign(leaning=lambda table: table["outlet"].str[0].map({"L": "left", "R": "right"}))


def pairs(results):
    """The rows of a results table that compare two groups."""
    return results[results["kind"] != "omnibus"]


def units_less_one(words):
    """Degrees of freedom: the effective number of units (Kish 1965) less one."""
    return sum(words) ** 2 / sum(number**2 for number in words) - 1


WORDS_OF_EVENTS = [a + b for a, b in zip(BEE[1], SUN[1], strict=True)]


def log_ratio(units):
    """Log ratio of pooled rates; a unit is (n_a, words_a, n_b, words_b)."""
    n_a, words_a, n_b, words_b = (sum(column) for column in zip(*units, strict=True))
    return math.log(n_a / words_a) - math.log(n_b / words_b)


def brute_error(units):
    """Delete-one jackknife, one unit after the other."""
    left_out = [log_ratio(units[:place] + units[place + 1 :]) for place in range(len(units))]
    mean = sum(left_out) / len(units)
    return math.sqrt((len(units) - 1) / len(units) * sum((value - mean) ** 2 for value in left_out))


def brute_variance(n, words):
    def rate(skip):
        kept = [place for place in range(len(n)) if place != skip]
        return math.log(sum(n[place] for place in kept) / sum(words[place] for place in kept))

    left_out = [rate(skip) for skip in range(len(n))]
    return (len(n) - 1) / len(n) * sum((value - sum(left_out) / len(n)) ** 2 for value in left_out)


# Estimates


def test_the_columns_are_those_of_results():
    assert tuple(compare(two()).columns) == RESULT_COLUMNS


def test_the_columns_of_rates_are_those_of_the_model():
    assert tuple(rates(two()).columns) == RATE_COLUMNS


def test_the_ratio_is_that_of_pooled_rates():
    assert compare(two())["ratio"].item() == pytest.approx((27 / 3150) / (14 / 2970))


def test_the_rates_are_per_thousand_words():
    assert compare(two())[["rate_a", "rate_b"]].iloc[0].tolist() == pytest.approx([1000 * 27 / 3150, 1000 * 14 / 2970])


def test_the_interval_with_shared_units_is_that_of_a_delete_one_loop():
    units = list(zip(*BEE, *SUN, strict=True))
    half = stats.t.ppf(0.975, units_less_one(WORDS_OF_EVENTS)) * brute_error(units)
    expected = [math.exp(log_ratio(units) - half), math.exp(log_ratio(units) + half)]
    assert compare(two(event=EVENTS))[["low", "high"]].iloc[0].tolist() == pytest.approx(expected)


def test_the_p_with_shared_units_is_that_of_a_delete_one_loop():
    units = list(zip(*BEE, *SUN, strict=True))
    expected = 2 * stats.t.sf(abs(log_ratio(units)) / brute_error(units), units_less_one(WORDS_OF_EVENTS))
    assert compare(two(event=EVENTS))["p"].item() == pytest.approx(expected)


def test_the_p_with_independent_units_is_welchs_on_the_jackknife():
    variances = brute_variance(*BEE), brute_variance(*SUN)
    parts = [variance**2 / units_less_one(words) for variance, (_, words) in zip(variances, (BEE, SUN), strict=True)]
    freedom = sum(variances) ** 2 / sum(parts)
    estimate = math.log((27 / 3150) / (14 / 2970))
    assert compare(two())["p"].item() == pytest.approx(2 * stats.t.sf(estimate / math.sqrt(sum(variances)), freedom))


def test_units_that_only_some_outlets_have_are_left_out_one_by_one_too():
    table = two(event=EVENTS).drop(index=[0, 1, 11])
    bee, sun = list(zip(*BEE, strict=True)), list(zip(*SUN, strict=True))
    bee[0] = bee[1] = sun[5] = (0, 0)
    units = [(*a, *b) for a, b in zip(bee, sun, strict=True)]
    result = compare(table, unit="event").iloc[0]
    half = (math.log(result["high"]) - math.log(result["low"])) / 2
    freedom = result["df"]
    assert half / stats.t.ppf(0.975, freedom) == pytest.approx(brute_error(units), rel=0.01)


def test_partly_shared_units_never_claim_more_than_their_number_less_one():
    table = two(event=EVENTS).drop(index=0).assign(words=500)
    row = compare(table, unit="event").iloc[0]
    assert (row["method"], round(row["df"], 1), row["unit"], row["shared"]) == ("jackknife", 4.8, "event", 5)


def test_units_that_are_alike_count_in_full():
    row = compare(two(event=EVENTS).assign(words=500)).iloc[0]
    assert (row["df"], row["unit"], row["shared"], row["units"]) == (5, "event", 6, 6)


def test_one_large_unit_leaves_few_degrees_of_freedom():
    table = two(event=EVENTS).assign(
        words=[9000, 500, 500, 500, 500, 500] * 2, n=[50, 6, 5, 3, 2, 7, 40, 2, 3, 1, 2, 4]
    )
    freedom = compare(table)["df"].item()
    assert freedom == 1


def test_few_units_on_one_side_limit_the_degrees_of_freedom():
    sun = side("Sun", [3, 2, 5, 4] * 25, 500, event=range(100))
    bee = side("Bee", [2, 9, 4], 500, event=range(3))
    assert compare(pd.concat([sun, bee]), unit="event")["df"].item() < 4


def test_articles_of_one_unit_are_summed():
    halves = pd.concat([two(event=EVENTS), two(event=EVENTS).assign(doc_id=lambda table: table["doc_id"] + "again")])
    assert compare(halves)["p"].item() == pytest.approx(compare(two(event=EVENTS))["p"].item())


def test_a_side_without_any_has_the_ratio_zero():
    assert compare(many(Bee=[0] * 6, Sun=[1, 2] * 3))["ratio"].item() == 0


def test_the_order_of_rows_changes_nothing():
    table = two(event=EVENTS)
    pd.testing.assert_frame_equal(compare(table.sample(frac=1, random_state=1)), compare(table))


def test_the_table_given_is_unchanged():
    table = two(event=EVENTS)
    before = table.copy()
    compare(table)
    pd.testing.assert_frame_equal(table, before)


def test_turning_the_sides_turns_the_ratio():
    table = two()
    turned = table.assign(outlet=table["outlet"].map({"Bee": "Zee", "Sun": "Sun"}))
    assert compare(turned)["ratio"].item() == pytest.approx(1 / compare(table)["ratio"].item())


# Contrasts and families


def test_each_pair_is_compared_once_in_the_order_of_names():
    results = pairs(compare(many(Sun=[1, 2, 3], Ant=[2, 2, 3], Bee=[3, 2, 1])))
    assert list(zip(results["a"], results["b"], strict=True)) == [("Ant", "Bee"), ("Ant", "Sun"), ("Bee", "Sun")]


def test_a_reference_stands_at_the_right_of_every_contrast():
    results = pairs(compare(many(Sun=[1, 2, 3], Ant=[2, 2, 3], Bee=[3, 2, 1]), reference="Bee"))
    assert list(zip(results["a"], results["b"], strict=True)) == [("Ant", "Bee"), ("Sun", "Bee")]


def test_each_device_is_a_contrast():
    table = pd.concat([two(), two().assign(device="booster")])
    assert compare(table)["device"].tolist() == ["booster", "hedge"]


def test_each_voice_is_a_contrast_of_its_own():
    table = pd.concat([two(voice="outlet"), two(voice="quoted")])
    assert compare(table)["voice"].tolist() == ["outlet", "quoted"]


def test_key_columns_stand_after_the_device():
    assert list(compare(two(voice="outlet", part="body")).columns[:4]) == ["device", "voice", "part", "a"]


def test_a_missing_speaker_is_a_value_of_its_own():
    table = pd.concat([two(speaker="Ada Quill"), two(speaker=None)])
    assert len(compare(table)) == 2


def test_voices_can_be_compared_within_articles():
    table = pd.concat([two(voice="outlet"), two(voice="quoted").assign(n=[1, 2, 0, 3, 1, 2] * 2)])
    row = compare(table, by="voice").iloc[0]
    assert (round(row["df"], 1), row["unit"], row["shared"] == row["units"]) == (10.5, "article", True)


@pytest.fixture
def family():
    return many(Ant=[5, 6, 9, 3], Bee=[2, 1, 3, 3], Cat=[3, 4, 2, 6], Dog=[0, 0])


def test_holm_multiplies_the_smallest_p_by_the_number_of_tests(family):
    results = pairs(compare(family))
    assert results["p_adjusted"].min() == pytest.approx(3 * results["p"].min())


def test_holm_never_orders_adjusted_values_otherwise_than_p(family):
    ordered = pairs(compare(family)).dropna(subset="p").sort_values("p")["p_adjusted"]
    assert ordered.is_monotonic_increasing


def test_benjamini_hochberg_is_scipys_over_the_tests_made(family):
    results = pairs(compare(family, adjust="fdr")).dropna(subset="p")
    assert results["p_adjusted"].tolist() == pytest.approx(stats.false_discovery_control(results["p"]).tolist())


def test_without_adjustment_p_stays(family):
    results = pairs(compare(family, adjust=None)).dropna(subset="p")
    assert results["p_adjusted"].tolist() == results["p"].tolist()


def test_what_has_no_p_has_no_adjusted_p(family):
    results = pairs(compare(family))
    assert results["p_adjusted"].isna().tolist() == results["p"].isna().tolist()


# The unit


def test_events_are_the_unit_where_outlets_share_them():
    row = compare(two(event=EVENTS)).iloc[0]
    assert (row["unit"], row["shared"], row["units"]) == ("event", 6, 6)


def test_events_are_the_unit_where_any_has_two_articles():
    bee, sun = (
        side("Bee", *BEE, event=EVENTS),
        side("Sun", *SUN, event=["fire", "snow", "cold", "trial", "strike", "deal"]),
    )
    row = compare(pd.concat([bee, sun])).iloc[0]
    assert (row["unit"], row["shared"]) == ("event", 1)


def test_articles_are_the_unit_where_each_event_has_one():
    counts = two()
    assert compare(counts.assign(event=counts["doc_id"]))["unit"].item() == "article"


def test_articles_are_the_unit_where_no_event_is_given():
    assert compare(two(event=None))["unit"].item() == "article"


def test_a_shared_unit_counts_once():
    assert compare(two(event=EVENTS))["units"].item() == 6


def test_independent_units_of_both_sides_count():
    assert compare(two())["units"].item() == 12


def test_any_column_can_be_the_unit():
    row = compare(two(month=range(6)), unit="month").iloc[0]
    assert (row["unit"], row["shared"], row["units"]) == ("month", 6, 6)


@pytest.mark.parametrize("empty", [None, "", " "])
def test_articles_without_event_are_units_of_their_own(empty):
    assert compare(two(event=[*EVENTS[:5], empty]))["units"].item() == 7


def test_articles_without_event_are_counted_in_the_note():
    note = compare(two(event=[*EVENTS[:5], None]))["note"].item()
    assert "articles without event: 2, each a separate unit" in note


def test_a_genre_that_varies_within_outlets_is_compared_by_article():
    assert compare(two(genre=["news", "opinion"] * 3), by="genre")["unit"].item() == "article"


# Groups of outlets


def test_outlets_are_the_unit_where_groups_are_made_of_them():
    assert compare(by_leaning(), by="leaning")["unit"].item() == "outlet"


def test_outlets_are_compared_by_welchs_t_on_their_log_rates():
    rate = {outlet: np.log(rows["n"].sum() / rows["words"].sum()) for outlet, rows in by_leaning().groupby("outlet")}
    left, right = ([value for outlet, value in rate.items() if outlet[0] == letter] for letter in "LR")
    expected = stats.ttest_ind(left, right, equal_var=False).pvalue
    assert compare(by_leaning(), by="leaning")["p"].item() == pytest.approx(expected)


def test_the_interval_over_outlets_is_that_of_welchs_t():
    rate = {outlet: np.log(rows["n"].sum() / rows["words"].sum()) for outlet, rows in by_leaning().groupby("outlet")}
    left, right = ([value for outlet, value in rate.items() if outlet[0] == letter] for letter in "LR")
    expected = stats.ttest_ind(left, right, equal_var=False).confidence_interval()
    results = compare(by_leaning(), by="leaning")
    assert np.log(results[["low", "high"]].iloc[0]).tolist() == pytest.approx(list(expected))


def test_over_outlets_the_ratio_is_still_that_of_the_rates_shown():
    result = compare(by_leaning(), by="leaning").iloc[0]
    assert result["ratio"] == pytest.approx(result["rate_a"] / result["rate_b"])


def test_over_outlets_a_large_outlet_counts_as_one():
    table = by_leaning(right=((2, 2), (3, 4), (9, 9, 9, 9) * 20))
    assert compare(table, by="leaning")["rate_b"].item() == pytest.approx(1000 * (0.004 * 0.007 * 0.018) ** (1 / 3))


def test_a_pooled_ratio_outside_the_interval_over_outlets_is_said():
    left = ((5, 5), (5, 6), (6, 5), (5, 5))
    right = ((5, 5), (6, 5), (5, 6), (5, 4), (5, 5), (9, 8) * 50)
    assert "pooled over articles the ratio is" in compare(by_leaning(left, right), by="leaning")["note"].item()


def test_an_outlet_without_any_turns_the_test_to_the_jackknife():
    table = by_leaning(right=((2, 2), (3, 4), (0, 0)))
    assert compare(table, by="leaning")["method"].item() == "jackknife"


def test_an_outlet_without_any_is_named():
    table = by_leaning(right=((2, 2), (3, 4), (0, 0)))
    assert "no hedge in R2" in compare(table, by="leaning")["note"].item()


@pytest.mark.parametrize("unit", ["article", "event"])
def test_smaller_units_than_the_outlet_are_refused_for_groups_of_outlets(unit):
    table = by_leaning().assign(event=lambda table: table.groupby("outlet").cumcount())
    with pytest.raises(ValueError, match="outlet is the unit"):
        compare(table, by="leaning", unit=unit)


def test_owners_of_outlets_can_be_the_unit_for_groups_of_outlets():
    table = by_leaning(left=[(3, 4)] * 4, right=[(3, 5), (2, 2), (4, 3), (1, 2)])
    owner = {f"{letter}{place}": f"{letter}{max(place, 1)}" for letter in "LR" for place in range(4)}
    assert compare(table.assign(owner=table["outlet"].map(owner)), by="leaning", unit="owner")["units"].item() == 6


def test_one_outlet_on_a_side_gives_no_p():
    assert math.isnan(compare(by_leaning(right=((2, 3),), left=[(3, 4)] * 5), by="leaning")["p"].item())


def test_groups_of_one_outlet_each_are_compared_like_outlets():
    table = two(event=EVENTS).assign(country=lambda table: table["outlet"].map({"Bee": "here", "Sun": "there"}))
    assert compare(table, by="country")["unit"].item() == "event"


def test_articles_of_unknown_outlets_are_counted_and_left_out_where_outlets_are_units():
    table = pd.concat([by_leaning(), side("unknown", [3, 3], 500, leaning=["left", "right"])])
    with pytest.warns(Note, match="articles without a known outlet .here the unit.: 2, left out"):
        compare(table, by="leaning")


def test_unknown_outlets_do_not_hide_that_groups_are_made_of_outlets():
    table = pd.concat([by_leaning(), side("unknown", [3, 3], 500, leaning=["left", "right"])])
    with pytest.warns(Note):
        results = compare(table, by="leaning")
    assert results["units"].item() == 6


# Limits


def test_under_five_units_there_is_no_p():
    assert math.isnan(compare(many(Bee=[1, 2], Sun=[2, 5]))["p"].item())


def test_under_five_units_the_note_says_how_many_are_needed():
    note = compare(many(Bee=[1, 2], Sun=[2, 5]))["note"].item()
    assert note == f"too few units (article: 2 in Bee, 2 in Sun): an interval needs 5 in all; {CAUTION}"


def test_two_units_on_a_side_give_no_p_however_many_the_other_has():
    assert "an interval needs 3 on each side" in compare(many(Bee=[1, 3], Sun=[2, 5] * 10))["note"].item()


def test_under_five_units_the_ratio_still_stands():
    assert compare(many(Bee=[1, 2], Sun=[2, 4]))["ratio"].item() == pytest.approx(0.5)


def test_under_twenty_units_the_note_warns():
    assert compare(two())["note"].item() == f"few units (12); {CAUTION}"


def test_with_twenty_units_the_note_is_silent():
    table = many(Bee=[3, 4, 5, 2, 4] * 2, Sun=[3, 5, 5, 2, 4] * 2)
    assert compare(table.assign(device="attribution"))["note"].item() == ""


def test_few_units_on_one_side_are_warned_of():
    assert "few units on one side (3 and 40)" in compare(many(Bee=[3, 4, 5], Sun=[3, 4, 6, 2] * 10))["note"].item()


def test_zero_counts_say_what_was_read():
    note = compare(many(Bee=[0] * 6, Sun=[1, 2] * 3))["note"].item()
    assert note == f"no hedge in 6 articles (3,000 words) of Bee; few units (12); {CAUTION}"


def test_zero_counts_on_both_sides_have_no_ratio():
    assert math.isnan(compare(many(Bee=[0] * 6, Sun=[0] * 6))["ratio"].item())


def test_zero_counts_of_the_reference_make_the_ratio_infinite():
    assert compare(many(Bee=[1] * 6, Sun=[0] * 6))["ratio"].item() == math.inf


def test_a_side_without_any_has_a_bound_from_above_alone():
    result = compare(many(Bee=[0] * 30, Sun=[1, 2, 0] * 10)).iloc[0]
    assert (result["low"], 0 < result["high"] < 1) == (0, True)


def test_turning_the_sides_turns_the_bound():
    below = compare(many(Bee=[0] * 30, Sun=[1, 2, 0] * 10))["high"].item()
    assert compare(many(Bee=[1, 2, 0] * 10, Sun=[0] * 30))["low"].item() == pytest.approx(1 / below)


def test_the_more_was_read_the_closer_the_bound():
    bounds = [compare(many(Bee=[0] * number, Sun=[1, 2, 0] * 10))["high"].item() for number in (10, 20, 40)]
    assert bounds == sorted(bounds, reverse=True)


def test_a_side_without_any_has_a_p():
    assert compare(many(Bee=[0] * 30, Sun=[1, 2, 0] * 10))["p"].item() < 0.001


def test_where_neither_side_has_any_p_is_one():
    assert compare(many(Bee=[0] * 6, Sun=[0] * 6))["p"].item() == 1


@pytest.mark.parametrize("seed", range(20))
def test_few_instances_have_a_p_that_agrees_with_their_interval(seed):
    draws = np.random.default_rng(seed)
    row = compare(many(Bee=draws.poisson(0.25, 30), Sun=draws.poisson(0.05, 30))).iloc[0]
    assert (row["p"] < 0.05) == (not row["low"] <= 1 <= row["high"])


def test_few_instances_in_one_unit_count_as_about_one():
    assert compare(many(Bee=[9, *[0] * 29], Sun=[0] * 30))["p"].item() > 0.2


def test_counts_that_stand_in_one_unit_are_named():
    note = compare(many(Bee=[3, 0, 0, 0, 0], Sun=[1, 2, 1, 0, 2]))["note"].item()
    assert note == f"every hedge in Bee is in one article; few units (10); {CAUTION}"


def test_units_that_are_all_alike_are_taken_to_vary_as_chance_makes_them():
    row, variance = compare(many(Bee=[3] * 100, Sun=[2] * 100)).iloc[0], 1 / 300 + 1 / 200
    half = (math.log(row["high"]) - math.log(row["low"])) / 2
    assert half == pytest.approx(stats.t.ppf(0.975, 99) * math.sqrt(variance), rel=0.02)


def test_a_refused_test_says_none():
    row = compare(many(Bee=[3] * 10, Sun=[2] * 2)).iloc[0]
    assert (row["method"], row["unit"]) == ("none", "article")


def test_the_family_does_not_depend_on_what_was_found():
    assert set(compare(many(Ant=[5, 6, 9, 3], Bee=[0, 0, 0, 0], Cat=[3, 4, 2, 6]))["family"]) == {3, 1}


def test_what_the_design_allows_no_test_of_is_in_no_family():
    assert set(pairs(compare(many(Ant=[5, 6, 9, 3], Bee=[0, 1], Cat=[3, 4, 2, 6])))["family"]) == {1}


def test_one_unit_that_decides_is_named():
    note = compare(many(Bee=[3, 4, 5, 4] * 5 + [60], Sun=[3, 5, 4, 4] * 5))["note"].item()
    assert (
        "article Bee20 contributes half of the variance or more (influential unit; the ratio without it is 1.00)"
        in note
    )


def test_a_rate_that_falls_with_length_is_said():
    rng = np.random.default_rng(5)
    words = rng.integers(100, 1500, 200)
    table = pd.concat([side("Bee", 3 + rng.poisson(1, 200), words), side("Sun", rng.poisson(words / 200), words)])
    assert "the rate is correlated with article length (r = -0." in compare(table)["note"].item()


def test_a_mean_of_articles_that_contradicts_the_pooled_ratio_is_said():
    long_articles = side("Bee", [20] * 30 + [0] * 30 + [19, 1], [4000] * 30 + [100] * 30 + [4000, 100])
    table = pd.concat([long_articles, side("Sun", [3, 2, 2] * 20, 500)])
    assert "by the mean of the articles' rates the ratio is" in compare(table)["note"].item()


def test_articles_without_words_are_counted_and_left_out():
    table = pd.concat([two(), side("Ant", [0], [0]).assign(outlet="Bee")])
    assert "articles without words: 1, left out" in compare(table)["note"].item()


def test_a_side_without_words_has_no_rate():
    assert (
        compare(pd.concat([side("Bee", [0] * 3, 0), side("Sun", [1, 2, 3], 500)]))["note"]
        .item()
        .startswith("no words in Bee")
    )


def test_articles_without_a_group_are_counted_and_left_out():
    table = two()
    table.loc[[0, 7], "outlet"] = None
    with pytest.warns(Note, match="articles without outlet: 2, left out"):
        compare(table)


def test_an_outlet_without_articles_is_named_where_its_column_remembers_it():
    table = two().assign(outlet=lambda table: pd.Categorical(table["outlet"], ["Ant", "Bee", "Sun"]))
    with pytest.warns(Note, match="outlet without articles: Ant, left out"):
        compare(table)


def test_the_note_points_at_the_line_that_called():
    table = two()
    table.loc[0, "outlet"] = None
    with pytest.warns(Note) as caught:
        compare(table)
    assert caught[0].filename == __file__


# Cautions of the codebook


@pytest.fixture
def caution(monkeypatch):
    """A caution on the codebook page of the device."""
    monkeypatch.setattr("framing.results.notes.cautions", lambda: {"hedge": "Half of it is wrong."})


@pytest.mark.usefixtures("caution")
@pytest.mark.parametrize("verb", [compare, rates])
def test_the_caution_of_a_device_stands_in_each_of_its_rows(verb):
    table = pd.concat([two(), two().assign(device="booster")])
    cautioned = verb(table)["note"].str.endswith("; Half of it is wrong")
    assert cautioned.tolist() == verb(table)["device"].eq("hedge").tolist()


@pytest.mark.usefixtures("caution")
def test_a_caution_stands_behind_the_reason_for_no_interval():
    assert (
        rates(many(Bee=[0] * 6))["note"]
        .item()
        .startswith("no hedge in 6 articles (3,000 words) of Bee: no interval; Half")
    )


@pytest.mark.parametrize("device", sorted(cautions()))
def test_a_device_with_a_caution_is_never_compared_without_it(device):
    assert compare(two().assign(device=device))["note"].str.contains(cautions()[device].rstrip("."), regex=False).all()


# Refusals


def changed(column, value, place=0):
    table = two().astype({"n": float, "words": float})
    table.loc[place, column] = value
    return table


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (two().iloc[:0], "no row; does the table of framing.count have what you filtered by"),
        (two().drop(columns="words"), "no column 'words'"),
        (two().drop(columns="outlet"), "no column 'outlet'"),
        (two().drop(columns=["n", "words"]), r"no columns 'n', 'words' \(it has"),
        (changed("words", np.nan), "1 rows have no words"),
        (changed("words", 0.0), "n above 0 but 0 words"),
        (changed("words", -5.0), "words below 0"),
        (changed("n", np.nan), "1 rows have no n "),
        (changed("n", -1.0), "n below 0"),
        (changed("n", 1.5), "n that is not a whole number"),
        (two().assign(n="3"), "'n' is not numeric"),
        (two().assign(doc_id=None), "no doc_id"),
        (two().assign(device=None), "no device"),
        (two().assign(outlet=None), "no article has outlet"),
        (side("Bee", *BEE), "only one outlet"),
        (pd.concat([two(), two().iloc[:1]]), "repeat an article and device"),
        ("counts.csv", "a pandas DataFrame is needed"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_in_one_line(table, message):
    with pytest.raises(ValueError, match=f"^counts: .*{message}[^\n]*$"):
        compare(table)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reference": "Moon"}, "reference='Moon': no such outlet .there are: Bee, Sun"),
        ({"adjust": "bonferroni"}, "adjust='bonferroni' is unknown"),
        ({"unit": "event"}, "no column 'event'"),
        ({"unit": "outlet"}, "unit='outlet' cannot be the unit"),
        ({"by": "leaning"}, "no column 'leaning'"),
        ({"by": "device"}, "by='device' does not group articles"),
        ({"measure": "share"}, "measure='share' is unknown; choose one of rate, prevalence"),
        ({"method": "bootstrap"}, "method='bootstrap' is unknown; choose one of jackknife, permutation"),
        ({"equivalence": 0.8}, "equivalence=0.8: give a ratio above 1"),
        ({"equivalence": math.nan}, "equivalence=nan: give a ratio above 1"),
        ({"method": Standardisation("genre")}, "no column 'genre'"),
        ({"method": Standardisation("outlet")}, "'outlet' does not describe articles here"),
        ({"method": Regression("n")}, "'n' does not describe articles here"),
        ({"unit": []}, "give one column, or two different ones that cross"),
        ({"unit": ["event", "event"]}, "give one column, or two different ones that cross"),
        ({"unit": ["article", "event"]}, "leave 'article' out"),
    ],
)
def test_an_option_that_cannot_be_is_refused_in_one_line(options, message):
    with pytest.raises(ValueError, match=message):
        compare(two(), **options)


# Rates


def test_a_rate_is_pooled_per_thousand_words():
    assert rates(two())["rate"].tolist() == pytest.approx([1000 * 27 / 3150, 1000 * 14 / 2970])


def test_the_interval_of_a_rate_is_that_of_a_delete_one_loop():
    half = stats.t.ppf(0.975, units_less_one(BEE[1])) * math.sqrt(brute_variance(*BEE))
    expected = [1000 * 27 / 3150 * math.exp(-half), 1000 * 27 / 3150 * math.exp(half)]
    assert rates(two())[["low", "high"]].iloc[0].tolist() == pytest.approx(expected)


def test_none_found_is_the_rate_zero():
    assert rates(many(Bee=[0] * 6))["rate"].item() == 0


def test_none_found_has_no_interval():
    assert rates(many(Bee=[0] * 6))["high"].isna().item()


def test_none_found_says_what_was_read():
    note = rates(many(Bee=[0] * 6))["note"].item()
    assert note == f"no hedge in 6 articles (3,000 words) of Bee: no interval; {CAUTION}"


def test_rates_have_a_row_for_each_group_device_and_voice():
    table = pd.concat([two(voice="outlet"), two(voice="quoted")])
    assert len(rates(pd.concat([table, table.assign(device="booster")]))) == 8


def test_rates_of_groups_of_outlets_are_those_that_compare_shows():
    result = compare(by_leaning(), by="leaning").iloc[0]
    assert rates(by_leaning(), by="leaning")["rate"].tolist() == pytest.approx([result["rate_a"], result["rate_b"]])


def test_rates_of_groups_of_outlets_say_what_they_are():
    assert "geometric mean of the outlets' rates" in rates(by_leaning(), by="leaning")["note"].iloc[0]


def test_rates_under_five_units_have_no_interval():
    assert rates(many(Bee=[1, 2, 3, 1]))["low"].isna().item()


# What holds


def simulated(ratio, *, per_side, shared, seed, replicates=400):
    """Draw counts of two outlets, each device a replicate; articles vary as news does, events shift both outlets."""
    rng = np.random.default_rng(seed)
    event = np.tile(np.arange(per_side), 2)
    shape = (replicates, 2 * per_side)
    words = np.maximum(80, rng.lognormal(6.3, 0.5, shape)).astype(int)
    shift = np.exp(rng.normal(0, 0.45, (replicates, per_side)))[:, event] if shared else 1.0
    level = np.repeat([ratio, 1.0], per_side)
    n = rng.poisson(0.006 * words * level * shift * rng.gamma(4.5, 1 / 4.5, shape))
    columns = {"doc_id": np.arange(2 * per_side), "outlet": np.repeat(["Bee", "Sun"], per_side), "event": event}
    table = pd.DataFrame({name: np.tile(values, replicates) for name, values in columns.items()})
    return table.assign(device=np.repeat(np.arange(replicates), 2 * per_side), words=words.ravel(), n=n.ravel())


@pytest.mark.parametrize(
    ("unit", "shared", "per_side"), [("event", True, 20), ("event", True, 8), ("article", False, 20)]
)
def test_about_one_true_null_in_twenty_is_rejected(unit, shared, per_side):
    results = compare(simulated(1.0, per_side=per_side, shared=shared, seed=3), unit=unit, adjust=None)
    assert 0.02 <= (results["p"] < 0.05).mean() <= 0.09


@pytest.mark.parametrize(("unit", "shared"), [("event", True), ("article", False)])
def test_about_nineteen_intervals_in_twenty_hold_the_true_ratio(unit, shared):
    results = compare(simulated(1.3, per_side=25, shared=shared, seed=4), unit=unit)
    assert 0.92 <= ((results["low"] <= 1.3) & (results["high"] >= 1.3)).mean() <= 0.98


def test_outlets_that_differ_among_themselves_do_not_make_their_groups_differ():
    rng = np.random.default_rng(6)
    replicates, articles = 400, np.array([10, 60, 25, 40, 15, 50])
    outlet = np.repeat(np.arange(6), articles)
    level = np.exp(rng.normal(0, 0.11, (replicates, 6)))[:, outlet]
    n = rng.poisson(3 * level * rng.gamma(4.5, 1 / 4.5, level.shape))
    columns = {"doc_id": np.arange(len(outlet)), "outlet": outlet, "leaning": np.where(outlet < 3, "left", "right")}
    table = pd.DataFrame({name: np.tile(values, replicates) for name, values in columns.items()})
    table = table.assign(device=np.repeat(np.arange(replicates), len(outlet)), words=500, n=n.ravel())
    assert 0.01 <= (compare(table, by="leaning", adjust=None)["p"] < 0.05).mean() <= 0.08


def test_a_hundred_thousand_rows_take_less_than_two_seconds():
    rng = np.random.default_rng(8)
    articles = pd.DataFrame({"doc_id": np.arange(20_000), "outlet": rng.integers(0, 12, 20_000), "words": 500})
    table = articles.merge(pd.DataFrame({"device": list("abcdef")}), how="cross")
    start = time.perf_counter()
    compare(table.assign(n=rng.poisson(3, len(table))))
    assert time.perf_counter() - start < 2


def test_importing_the_package_does_not_import_scipy():
    code = "import framing, sys; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_articles_without_an_event_are_units_of_their_own_beside_events():
    table = pd.DataFrame({"doc_id": [f"d{i}" for i in range(24)], "outlet": ["A", "B"] * 12, "device": "hedge"})
    table = table.assign(n=range(24), words=1000, event=[f"e{i // 2}" if i < 6 else None for i in range(24)])
    row = compare(table).iloc[0]
    assert (row["unit"], row["units"]) == ("event", 21)
