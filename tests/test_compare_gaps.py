"""Ratios of ratios: what they are, over which units, and their error rate."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing import compare, compare_gaps, describe, plot
from framing.results.notes import decoded
from framing.results.schema import RESULT_COLUMNS


def drawn(each=30, *, seed=0, devices=1, gap=1.0):
    """Draw articles of two outlets with words and hedges in two voices; `gap` is the outlets' ratio in quotations."""
    rng = np.random.default_rng(seed)
    outlet = np.repeat(["Bee", "Sun"], each)
    words = np.maximum(80, rng.lognormal(6.3, 0.5, 2 * each))
    share = rng.beta(4, 6, 2 * each)
    tables = []
    for device in range(devices):
        manner = np.exp(rng.normal(0, 0.4, 2 * each))
        for voice, part, times in (("outlet", share, 1.0), ("quoted", 1 - share, gap)):
            own = (words * part).astype(int) + 5
            level = 0.006 * own * manner * np.where(outlet == "Bee", 1.3 * times, 1.0)
            n = rng.poisson(level * rng.gamma(4.5, 1 / 4.5, 2 * each))
            columns = {"words": own, "voice": voice, "n": n, "device": f"device {device:03}"}
            tables.append(pd.DataFrame({"doc_id": range(2 * each), "outlet": outlet, **columns}))
    return pd.concat(tables, ignore_index=True)


def test_the_ratio_is_that_of_the_two_ratios():
    counts = drawn()
    ratios = compare(counts).set_index("voice")["ratio"]
    assert compare_gaps(counts, across="voice")["ratio"].item() == pytest.approx(ratios["outlet"] / ratios["quoted"])


def test_the_row_names_groups_and_values():
    row = compare_gaps(drawn(), across="voice").iloc[0]
    assert (row["kind"], row["a"], row["b"]) == ("moderation", "Bee / Sun in outlet", "Bee / Sun in quoted")


def test_the_table_is_a_results_table_without_the_moderators_column():
    assert tuple(compare_gaps(drawn(), across="voice").columns) == RESULT_COLUMNS


def test_the_limits_have_both_ratios():
    counts = drawn()
    ratios = compare(counts).set_index("voice")["ratio"]
    said = decoded(compare_gaps(counts, across="voice")["limits"].item())["ratios"]
    assert [said["a"], said["b"]] == pytest.approx(ratios.loc[["outlet", "quoted"]].tolist())


def test_an_article_with_both_voices_is_one_unit():
    assert compare_gaps(drawn(30), across="voice")["units"].item() == 60


def test_a_column_about_articles_can_be_the_moderator():
    counts = drawn().query("voice == 'outlet'").drop(columns="voice")
    counts = counts.assign(genre=np.where(counts["doc_id"] % 2, "news", "opinion"))
    each = [compare(own)["ratio"].item() for _, own in counts.groupby("genre")]
    assert compare_gaps(counts, across="genre")["ratio"].item() == pytest.approx(each[0] / each[1])


def test_a_delete_one_loop_gives_the_interval_of_articles_in_both_voices():
    counts = drawn(12, seed=3)

    def log_ratio(table):
        sums = table.groupby(["outlet", "voice"])[["n", "words"]].sum()
        rate = np.log(sums["n"] / sums["words"])
        return rate["Bee", "outlet"] - rate["Sun", "outlet"] - rate["Bee", "quoted"] + rate["Sun", "quoted"]

    left_out = np.array([log_ratio(counts[counts["doc_id"] != doc_id]) for doc_id in range(24)])
    row = compare_gaps(counts, across="voice").iloc[0]
    half = np.log(row["high"] / row["low"]) / 2
    assert half / stats.t.ppf(0.975, row["df"]) == pytest.approx(np.sqrt(23 * left_out.var()), rel=1e-9)


def test_every_two_groups_and_values_are_compared():
    counts = pd.concat([drawn(seed=1), drawn(seed=2).replace({"Bee": "Owl", "Sun": "Jay"})])
    assert len(compare_gaps(counts.assign(doc_id=counts["outlet"] + counts["doc_id"].astype(str)), across="voice")) == 6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"across": "part"}, "the counts have no such column"),
        ({"across": "genre"}, "no column 'genre'"),
        ({"across": "day"}, "only one value"),
    ],
)
def test_a_moderator_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        compare_gaps(drawn().assign(day="Monday"), **options)


def test_about_one_true_null_in_twenty_is_rejected():
    p = compare_gaps(drawn(20, devices=400), across="voice", adjust=None)["p"]
    assert 0.015 < (p < 0.05).mean() < 0.085


def test_a_gap_that_differs_is_found():
    assert compare_gaps(drawn(100, gap=2.0), across="voice")["p"].item() < 0.01


def test_the_sentence_names_both_ratios():
    sentence = describe(compare_gaps(drawn(), across="voice")).splitlines()[0]
    assert sentence.startswith(
        "device 000: the ratio of Bee / Sun in outlet is 1.35 times that of Bee / Sun in quoted ("
    )


def test_ratios_of_ratios_are_drawn_as_ratios():
    assert plot(compare_gaps(drawn(), across="voice")).axes
