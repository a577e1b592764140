"""The permutation test: that it agrees with its own interval, holds its level, and says what it did."""

import math

import numpy as np
import pandas as pd
import pytest

from framing.compare import compare
from framing.statistics.permutation import MOST_BLOCKS, PermutationTest, exchanges
from framing.statistics.procedures import Permutation
from framing.statistics.sides import slices_of
from framing.statistics.units import design_of


def drawn(per_side, *, ratio=1.0, seed=0, by_event=False):
    """Draw counts of two outlets, their articles on the same events if asked for."""
    rng = np.random.default_rng(seed)
    sizes = per_side if isinstance(per_side, tuple) else (per_side, per_side)
    level = np.repeat([ratio, 1.0], sizes)
    words = np.maximum(80, rng.lognormal(6.3, 0.5, sum(sizes))).astype(int)
    table = pd.DataFrame({"doc_id": range(sum(sizes)), "outlet": np.repeat(["Bee", "Sun"], sizes), "words": words})
    table["n"] = rng.poisson(0.006 * words * level * rng.gamma(4.5, 1 / 4.5, sum(sizes)))
    events = {"event": [*range(sizes[0]), *range(sizes[1])]} if by_event else {}
    return table.assign(device="hedge", **events)


def sides_of(counts, *, unit=None, by="outlet"):
    ((_, sides),) = slices_of(design_of(counts, by=by, unit=unit))
    return sides


def by_leaning(per_side):
    counts = drawn(4 * per_side, ratio=1.4, seed=3)
    return counts.assign(leaning=counts["outlet"], outlet=np.arange(len(counts)) // 4)


@pytest.mark.parametrize("by_event", [False, True])
@pytest.mark.parametrize("ratio", [1.0, 1.2, 1.35, 1.5, 1.7])
def test_the_interval_leaves_no_difference_out_exactly_where_p_is_below_five_per_cent(ratio, by_event):
    row = compare(drawn(25, ratio=ratio, seed=9, by_event=by_event), method="permutation").iloc[0]
    assert (row["p"] <= 0.05) == (not row["low"] <= 1 <= row["high"])


def test_a_limit_is_where_the_test_begins_to_reject():
    counts = drawn(20, ratio=1.4, seed=4)
    upper = compare(counts, method="permutation")["high"].item()
    test = PermutationTest(*sides_of(counts))
    just_inside, just_outside = math.log(upper) - 1e-6, math.log(upper) + 1e-3
    assert test.p_value(just_inside) > 0.05 >= test.p_value(just_outside)


def test_the_ratio_is_that_of_the_jackknife():
    counts = drawn(20, ratio=1.4, seed=4)
    assert compare(counts, method="permutation")["ratio"].item() == compare(counts)["ratio"].item()


def test_with_many_units_the_interval_is_close_to_the_jackknifes():
    counts = drawn(300, ratio=1.2, seed=5)
    by_permutation, by_jackknife = (compare(counts, method=method).iloc[0] for method in ("permutation", "jackknife"))
    assert by_permutation[["low", "high"]].tolist() == pytest.approx(by_jackknife[["low", "high"]].tolist(), rel=0.02)


def test_the_same_seed_gives_the_same_table():
    counts = drawn(20, seed=6)
    first, again = (compare(counts, method=Permutation(seed=7)) for _ in range(2))
    pd.testing.assert_frame_equal(first, again, check_exact=True)


def test_another_seed_gives_another_p():
    counts = drawn(20, seed=6)
    first, other = (compare(counts, method=Permutation(seed=seed))["p"].item() for seed in (0, 1))
    assert first != other


def test_few_exchanges_are_all_made_whatever_the_seed():
    counts = drawn(5, seed=6)
    first, other = (compare(counts, method=Permutation(seed=seed))["p"].item() for seed in (0, 1))
    assert first == other


def test_all_exchanges_of_five_and_five_units_are_252():
    assert PermutationTest(*sides_of(drawn(5, seed=1))).exchanges == 252


def test_all_exchanges_of_eight_shared_units_are_256():
    assert PermutationTest(*sides_of(drawn(8, seed=1, by_event=True), unit="event")).exchanges == 256


def test_the_exchanges_of_partly_shared_units_are_those_of_both_kinds():
    counts = drawn(6, seed=1, by_event=True).drop(index=[0, 1, 11])
    assert PermutationTest(*sides_of(counts, unit="event")).exchanges == 2**3 * 3


def test_where_nothing_can_be_rejected_the_interval_has_no_end():
    row = compare(drawn(3, ratio=3.0, seed=2), method="permutation").iloc[0]
    assert (row["low"], row["high"]) == (0, math.inf)


def test_the_test_says_how_many_exchanges_were_made():
    row = compare(drawn(5, seed=6), method="permutation").iloc[0]
    assert (row["method"], row["draws"], row["seed"], row["unit"]) == ("permutation", 252, pd.NA, "article")


def test_an_exchange_keeps_how_many_units_each_side_has():
    swaps, _ = exchanges(0, 30, 50, times=200, seed=0)
    origin = np.repeat([1, 0], [30, 50])
    assert set((swaps ^ origin).sum(axis=1)) == {30}


def test_exchanges_are_as_many_as_asked_for():
    assert exchanges(20, 3, 3, times=123, seed=0)[0].shape == (123, 26)


@pytest.mark.parametrize(("per_side", "by_event"), [(1000, False), ((30, 4000), False), (2000, True)])
def test_units_without_number_are_exchanged_in_blocks(per_side, by_event):
    test = PermutationTest(*sides_of(drawn(per_side, seed=8, by_event=by_event)), times=99)
    assert np.isfinite(test.limits()).all()


def test_blocks_leave_the_p_of_many_units_as_it_is(monkeypatch):
    sides = sides_of(drawn(900, ratio=1.08, seed=8))
    in_blocks = PermutationTest(*sides).p_value()
    monkeypatch.setattr("framing.statistics.permutation.MOST_BLOCKS", 10 * MOST_BLOCKS)
    assert in_blocks == pytest.approx(PermutationTest(*sides).p_value(), abs=0.02)


def test_groups_of_outlets_are_permuted_by_outlet():
    row = compare(by_leaning(5), by="leaning", method="permutation").iloc[0]
    assert (row["method"], row["draws"], row["unit"]) == ("permutation_log_rates", 252, "outlet")


def test_over_outlets_the_interval_is_close_to_welchs():
    counts = by_leaning(30)
    by_permutation, by_t = (
        compare(counts, by="leaning", method=method).iloc[0] for method in ("permutation", "jackknife")
    )
    assert by_permutation[["low", "high"]].tolist() == pytest.approx(by_t[["low", "high"]].tolist(), rel=0.03)


def test_over_outlets_a_large_outlet_counts_as_one():
    counts = by_leaning(6)
    more = counts.assign(
        n=np.where(counts["outlet"] == 0, 50, 1) * counts["n"],
        words=np.where(counts["outlet"] == 0, 50, 1) * counts["words"],
    )
    options = {"by": "leaning", "method": "permutation"}
    columns = ["low", "high", "p"]
    assert compare(more, **options)[columns].iloc[0].tolist() == pytest.approx(
        compare(counts, **options)[columns].iloc[0].tolist()
    )


def test_about_one_true_null_in_twenty_is_rejected():
    p = [PermutationTest(*sides_of(drawn((8, 14), seed=seed)), times=499).p_value() for seed in range(400)]
    assert 0.025 <= (np.array(p) <= 0.05).mean() <= 0.085


def unequal(few, many):
    rng = np.random.default_rng(0)
    outlet = ["Bee"] * few + ["Sun"] * many
    n = rng.negative_binomial(4, 0.5, few + many)
    return pd.DataFrame({"doc_id": range(few + many), "outlet": outlet, "words": 500, "device": "hedge", "n": n})


@pytest.mark.parametrize(("few", "many", "is_said"), [(5, 50, True), (20, 40, True), (15, 20, False), (30, 90, False)])
def test_few_units_against_many_are_a_limit_of_the_permutation_test(few, many, is_said):
    assert ("unequal_numbers" in compare(unequal(few, many), method="permutation")["limits"].item()) == is_said


def test_few_units_against_many_are_no_such_limit_of_the_jackknife():
    assert "unequal_numbers" not in compare(unequal(5, 50))["limits"].item()
