"""Change: before and after by weeks, the difference of two changes, and what is left out."""

import numpy as np
import pandas as pd
import pytest
from scipy import fft, stats

from framing import change
from framing.model import Note
from framing.results.schema import RESULT_COLUMNS
from framing.vocabulary.codebook_pages import cautions

AT = "2024-03-04"
CAUTION = cautions()["hedge"].rstrip(".")  # closes the note of every row of the device that is compared here


def weekly(outlet, *numbers, first="2024-02-05", words=500):
    """Give an article a week with these numbers."""
    dates = pd.date_range(first, periods=len(numbers), freq="7D")
    return pd.DataFrame({"outlet": outlet, "date": dates, "n": numbers, "words": words, "device": "hedge"})


def table(*parts):
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(doc_id=range(len(rows)))


BEE = weekly("Bee", 2, 3, 2, 3, 5, 6, 4, 5)
SUN = weekly("Sun", 3, 3, 2, 3, 3, 2, 3, 3)


@pytest.fixture
def results():
    return change(table(BEE, SUN), at=AT).set_index("a")


def test_the_table_is_a_results_table():
    assert tuple(change(table(BEE), at=AT).columns) == RESULT_COLUMNS


def test_a_change_is_the_rate_after_over_the_rate_before(results):
    assert results.loc["Bee, after", ["rate_a", "rate_b", "ratio"]].tolist() == pytest.approx([10, 5, 2])


def test_a_difference_is_the_ratio_of_two_changes(results):
    ratios = results["ratio"]
    assert ratios["change in Bee"] == pytest.approx(ratios["Bee, after"] / ratios["Sun, after"])


def test_the_error_is_that_of_the_slowest_two_waves_of_four_weeks(results):
    """On the log scale by the delta method: the mean square of two cosine transforms of each side's residuals."""
    waves = fft.dct(np.array([[2, 3, 2, 3], [5, 6, 4, 5]]), axis=1)[:, 1:3] / np.sqrt(2)
    error = np.sqrt(4 / 3 * (np.square(waves).mean(axis=1) / np.square([10, 20])).sum())
    low, high = results.loc["Bee, after", ["low", "high"]]
    freedom = results.loc["Bee, after", "df"]
    assert np.log(high / low) / 2 / stats.t.ppf(0.975, freedom) == pytest.approx(error, rel=1e-6)


def test_weeks_that_move_two_outlets_alike_leave_no_difference_uncertain():
    wild = [2, 9, 3, 8, 6, 20, 9, 15]
    found = change(
        table(weekly("Bee", *wild), weekly("Sun", *(2 * n for n in wild[:4]), *(4 * n for n in wild[4:]))), at=AT
    )
    row = found.set_index("a").loc["change in Bee"]
    assert (row["ratio"], row["note"]) == (pytest.approx(0.5), f"no week differs from another: no interval; {CAUTION}")


def test_the_difference_is_surer_where_weeks_are_shared():
    wild, alike = [2, 9, 3, 8, 6, 20, 9, 15], [3, 8, 3, 9, 7, 19, 10, 15]
    other = [8, 3, 9, 3, 15, 10, 19, 7]
    widths = []
    for numbers in (alike, other):
        row = change(table(weekly("Bee", *wild), weekly("Sun", *numbers)), at=AT).set_index("a").loc["change in Bee"]
        widths.append(row["high"] / row["low"])
    assert widths[0] < widths[1]


def test_weeks_are_counted_from_the_date_on():
    rows = table(*(weekly("Bee", *[n] * 6, first=first) for n, first in ((2, "2024-01-22"), (3, "2024-01-24"))))
    # Monday the 4th and Wednesday the 28th, two days before it, are in different weeks; the 6th is in that of the 4th.
    assert change(rows, at="2024-02-12")["units"].tolist() == [6]


def test_only_the_weeks_asked_for_are_looked_at():
    assert change(table(BEE), at=AT, weeks=3)["n_a"].tolist() == [3]


def test_p_is_adjusted_over_all_rows():
    found = change(table(BEE, SUN), at=AT)
    assert found["p_adjusted"].min() == pytest.approx(3 * found["p"].min())


def test_all_pairs_of_groups_are_compared():
    found = change(table(BEE, SUN, BEE.assign(outlet="Post")), at=AT)
    assert found["a"].str.startswith("change").sum() == 3


def test_articles_without_a_date_are_left_out_counted_and_named():
    with pytest.warns(Note, match=r"change: articles without a date: 1, left out \(8\)"):
        change(table(BEE, BEE.iloc[:1].assign(date=pd.NaT)), at=AT)


def test_a_group_on_one_side_of_the_date_is_left_out_and_named():
    with pytest.warns(Note, match="articles on only one side of the date in Sun; left out"):
        found = change(table(BEE, SUN.iloc[:3]), at=AT)
    assert found["a"].tolist() == ["Bee, after"]


def test_no_cue_on_one_side_has_a_p_and_the_note_says_so():
    row = change(table(weekly("Bee", 2, 3, 2, 3, 0, 0, 0, 0)), at=AT).iloc[0]
    assert (row["ratio"], 0 < row["p"] < 0.2, "no hedge in 4 articles" in row["note"]) == (0, True, True)


def test_no_cue_on_one_side_leaves_no_difference_of_changes():
    found = change(table(weekly("Bee", 2, 3, 2, 3, 0, 0, 0, 0), SUN), at=AT).set_index("a").loc["change in Bee"]
    assert (np.isnan(found["low"]), np.isnan(found["high"]), np.isnan(found["p"])) == (True, True, True)


def test_few_weeks_have_no_interval():
    row = change(table(BEE.iloc[2:6]), at=AT).iloc[0]
    assert (np.isnan(row["p"]), row["note"].startswith("too few units (week")) == (True, True)


def test_weeks_that_follow_one_another_make_the_interval_wider_than_the_same_weeks_shuffled():
    slow = np.round(9 + 6 * np.sin(np.arange(60) / 6)).astype(int)
    shuffled = np.random.default_rng(0).permuted(slow.reshape(2, 30), axis=1).ravel()
    first, second = (change(table(weekly("Bee", *n)), at="2024-09-02").iloc[0] for n in (slow, shuffled))
    assert np.log(first["high"] / first["low"]) > 1.5 * np.log(second["high"] / second["low"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"at": "soon"}, "at='soon' is not a date"),
        ({"at": AT, "weeks": 0}, "weeks=0 is below 1"),
        ({"at": AT, "adjust": "bonferroni"}, "adjust='bonferroni' is unknown"),
        ({"at": "2030-01-01"}, "no outlet has articles both before and after the date"),
    ],
)
def test_an_option_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        change(table(BEE), **options)


def test_the_counts_are_not_changed():
    rows = table(BEE, SUN)
    before = rows.copy(deep=True)
    change(rows, at=AT)
    pd.testing.assert_frame_equal(rows, before)
