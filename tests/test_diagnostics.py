"""What `diagnostics` says of the counts before they are compared."""

import numpy as np
import pandas as pd
import pytest

from framing.diagnostics import COLUMNS, diagnostics

BEE = ([4, 2, 3, 5, 2, 20], [500, 400, 650, 700, 480, 900])


def side(outlet, n, words, **more):
    doc_id = [f"{outlet}{place}" for place in range(len(n))]
    return pd.DataFrame({"doc_id": doc_id, "outlet": outlet, "words": words, "device": "hedge", "n": n, **more})


def row(**more):
    return diagnostics(side("Bee", *BEE, **more)).iloc[0]


def test_the_columns_are_those_documented():
    assert tuple(diagnostics(side("Bee", *BEE)).columns) == COLUMNS


def test_each_device_and_group_has_a_row():
    table = pd.concat([side("Bee", *BEE), side("Sun", *BEE)])
    assert len(diagnostics(pd.concat([table, table.assign(device="booster")]))) == 4


def test_the_rate_is_pooled():
    assert row()["rate"] == pytest.approx(1000 * 36 / 3630)


def test_the_mean_rate_is_that_of_the_articles():
    assert row()["mean_rate"] == pytest.approx(1000 * np.mean(np.array(BEE[0]) / np.array(BEE[1])))


def test_phi_is_pearsons_chi_square_over_its_degrees_of_freedom():
    n, words = np.array(BEE[0]), np.array(BEE[1])
    expected = words * n.sum() / words.sum()
    assert row()["phi"] == pytest.approx(((n - expected) ** 2 / expected).sum() / 5)


def test_phi_of_words_that_come_one_by_one_is_about_one():
    rng = np.random.default_rng(0)
    words = rng.integers(200, 900, 2000)
    assert diagnostics(side("Bee", rng.poisson(0.006 * words), words))["phi"].item() == pytest.approx(1, abs=0.1)


def test_the_length_correlation_is_pearsons_with_log_words():
    n, words = np.array(BEE[0]), np.array(BEE[1])
    assert row()["length_correlation"] == pytest.approx(np.corrcoef(n / words, np.log(words))[0, 1])


def test_the_decisive_unit_is_the_one_whose_absence_changes_the_rate_most():
    assert row()["decisive_unit"] == "Bee5"


def test_the_decisive_shift_is_that_of_leaving_it_out():
    assert row()["decisive_shift"] == pytest.approx((16 / 2730) / (36 / 3630) - 1)


def test_the_decisive_unit_may_be_an_event():
    assert diagnostics(side("Bee", *BEE, event=list("aabbcc")), unit="event")["decisive_unit"].item() == "c"


def test_the_share_of_articles_without_any_is_given():
    assert diagnostics(side("Bee", [0, 0, 1, 2], 500))["without_any"].item() == 0.5


def test_near_duplicates_are_counted_where_they_were_looked_for():
    with pytest.warns(UserWarning, match="near-duplicates: 3, in 1 groups"):
        assert row(copies=["x", "x", None, None, "x", None])["repeated"] == 3


def test_without_a_search_for_near_duplicates_their_number_is_missing():
    assert pd.isna(row()["repeated"])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (side("Bee", *BEE), "few units (6)"),
        (side("Bee", *BEE), "one unit changes the rate by"),
        (side("Bee", [0] * 6, 500), "no hedge"),
        (side("Bee", [0] * 29 + [1], 500), "97 % of articles have none"),
        (side("Bee", [2, 3, 4, 5, 6, 7], [900, 800, 700, 600, 500, 400]), "the rate is correlated with article length"),
    ],
)
def test_what_is_out_of_the_ordinary_is_said(table, said):
    assert said in diagnostics(table)["note"].item()


def test_what_is_ordinary_is_not_said():
    rng = np.random.default_rng(1)
    assert diagnostics(side("Bee", 2 + rng.poisson(2, 200), 500))["note"].item() == ""


def test_a_group_without_words_has_no_rate():
    table = pd.concat([side("Bee", *BEE), side("Sun", [0, 0], 0)])
    assert np.isnan(diagnostics(table)["rate"].iloc[1])


def test_a_table_that_cannot_be_right_is_refused():
    with pytest.raises(ValueError, match="counts: 6 rows have n below 0"):
        diagnostics(side("Bee", [-1] * 6, 500))


def test_rates_of_counts_out_of_something_else_are_shares():
    table = side("Bee", [1, 2, 1, 0, 2], 4).assign(base="attributions")
    assert diagnostics(table)["rate"].item() == pytest.approx(0.3)


def test_the_design_effect_of_events_is_the_ratio_of_variances():
    """Four alike articles of each event have four times the variance of as many independent ones."""
    n = np.repeat(np.random.default_rng(0).poisson(5, 200), 4)
    counts = pd.DataFrame({"doc_id": range(800), "outlet": "Bee", "words": 500, "device": "hedge", "n": n})
    effect = diagnostics(counts.assign(event=np.repeat(np.arange(200), 4)), unit="article")["deff_event"].item()
    assert effect == pytest.approx(4, rel=0.02)


def test_design_effects_of_columns_that_are_not_there_are_missing():
    counts = pd.DataFrame({"doc_id": range(8), "outlet": "Bee", "words": 500, "device": "hedge", "n": [1, 2, 3, 4] * 2})
    assert diagnostics(counts)[["deff_event", "deff_byline", "deff_outlet"]].isna().all(axis=None)
