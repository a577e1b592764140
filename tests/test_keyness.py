"""Keyness: the numbers are those of scattertext, scipy and R; who is compared with whom; no test is made of it."""

from pathlib import Path

import pandas as pd
import pytest

from framing import keyness, label
from framing.keyness import KEYNESS_COLUMNS
from framing.model import Note

HERE = Path(__file__).parent / "reference"
TOLD = pd.read_csv(HERE / "terms.csv")
FROM_R = pd.read_csv(HERE / "log_ratio.csv")


@pytest.fixture(scope="module")
def table():
    told = keyness(pd.read_csv(HERE / "terms_texts.csv"), least=1)
    return told[told["group"] == "Bee"].set_index("term")


@pytest.mark.parametrize("measure", ["score", "g2"])
@pytest.mark.parametrize("row", TOLD.to_dict("records"), ids=TOLD["term"].tolist())
def test_a_measure_is_that_of_scattertext_or_scipy(table, row, measure):
    assert table.loc[row["term"], measure] == pytest.approx(row[measure])


@pytest.mark.parametrize("measure", ["n", "n_rest", "log_ratio", "g2"])
@pytest.mark.parametrize("row", FROM_R.to_dict("records"), ids=FROM_R["term"].tolist())
def test_a_measure_is_that_of_r(table, row, measure):
    assert table.loc[row["term"], measure] == pytest.approx(row[measure])


@pytest.fixture
def three(article):
    return article("rain rain tax", "tax rain", "vote tax", outlet=["Bee", "Sun", "Post"])


def test_each_group_stands_against_all_others_together(three):
    table = keyness(three, least=1).set_index(["group", "term"])
    assert table.loc["Bee", ["n", "n_rest"]].to_dict("index") == {
        "rain": {"n": 2, "n_rest": 1},
        "tax": {"n": 1, "n_rest": 2},
        "vote": {"n": 0, "n_rest": 1},
    }


def test_groups_stand_in_order_and_each_begins_with_its_highest_score(three):
    table = keyness(three, least=1)
    assert (table["group"].unique().tolist(), table["score"].groupby(table["group"]).is_monotonic_decreasing.all()) == (
        ["Bee", "Post", "Sun"],
        True,
    )


def test_of_two_groups_the_second_mirrors_the_first(article):
    table = keyness(article("rain rain tax", "tax vote", outlet=["Bee", "Sun"]), least=1).set_index(["group", "term"])
    assert table.loc["Bee", "score"].to_dict() == pytest.approx((-table.loc["Sun", "score"]).to_dict())


def test_counts_articles_and_dispersion_stand_beside(three):
    assert tuple(keyness(three).columns) == KEYNESS_COLUMNS


@pytest.mark.parametrize("name", ["p", "p_adjusted", "significance", "star"])
def test_nothing_is_tested(three, name):
    assert name not in keyness(three).columns


def test_the_dispersion_is_over_the_articles_of_each_side(article):
    articles = article("rain tax", "tax tax", "rain tax", "rain tax", outlet=["Bee", "Bee", "Sun", "Sun"])
    row = keyness(articles, least=1).set_index(["group", "term"]).loc[("Bee", "rain")]
    assert (row["dp"], row["dp_rest"]) == (pytest.approx(0.5), pytest.approx(0))


def test_a_group_may_be_any_column_of_the_articles(article):
    table = keyness(article("rain", "tax", leaning=["left", "right"]), by="leaning", least=1)
    assert table["group"].unique().tolist() == ["left", "right"]


def test_articles_without_a_group_are_left_out_and_counted(article):
    articles = article("rain", "tax", "vote", leaning=["left", "right", None])
    with pytest.warns(Note, match="articles without leaning: 1, left out"):
        table = keyness(articles, by="leaning", least=1)
    assert sorted(table["term"].unique()) == ["rain", "tax"]


def test_cues_are_out_of_all_cues(article):
    articles = article("It may rain. It may not.", "It might rain. It may.", outlet=["Bee", "Sun"])
    table = keyness(articles, label(articles, ["hedge"]), terms="cues", least=1).set_index(["group", "term"])
    assert table.loc[("Bee", "may"), ["rate", "rate_rest"]].tolist() == [1000, 500]


def test_the_background_is_the_prior(article):
    articles = article("rain tax", "rain vote", outlet=["Bee", "Sun"])
    often, never = article("tax " * 99 + "rain"), article("rain")
    scores = [
        keyness(articles, background=background, least=1).set_index(["group", "term"]).loc[("Bee", "tax"), "log_odds"]
        for background in (often, never)
    ]
    assert scores[0] < scores[1]


def test_the_background_weighs_as_much_as_the_articles_whatever_its_size(article):
    articles = article("rain tax", "rain vote", outlet=["Bee", "Sun"])
    small, large = (
        keyness(articles, background=article("rain tax vote rain " * n), least=1)["log_odds"].tolist() for n in (1, 50)
    )
    assert small == pytest.approx(large)


def test_a_group_without_words_has_no_rates_but_is_no_error(article):
    table = keyness(article("rain tax", "", outlet=["Bee", "Sun"]), least=1).set_index(["group", "term"])
    assert table.loc[("Sun", "rain"), ["n", "rate"]].tolist() == [0, 0]


def test_a_term_that_is_the_only_one_has_no_odds(article):
    assert keyness(article("rain", "rain", outlet=["Bee", "Sun"]), least=1)["log_odds"].isna().all()


def test_spans_of_articles_without_a_group_are_left_out(article):
    articles = article("It may rain.", "It may.", "It may.", leaning=["left", "right", None])
    with pytest.warns(Note, match="articles without leaning"):
        table = keyness(articles, label(articles, ["hedge"]), by="leaning", terms="cues", least=1)
    assert table["n"].tolist() == [1, 1]


def test_one_group_is_refused(article):
    with pytest.raises(ValueError, match=r"only one outlet \(Gazette\); key terms need two groups"):
        keyness(article("rain", "tax"))


def test_a_background_of_cues_is_refused(article):
    articles = article("It may rain.", "It may.", outlet=["Bee", "Sun"])
    with pytest.raises(ValueError, match="background is for words and n-grams"):
        keyness(articles, label(articles, ["hedge"]), terms="cues", background=articles, least=1)


def test_a_column_that_is_not_there_is_refused(article):
    with pytest.raises(ValueError, match="no column 'leaning'"):
        keyness(article("rain", "tax"), by="leaning")


def test_the_articles_are_not_changed(three):
    before = three.copy(deep=True)
    keyness(three, least=1)
    pd.testing.assert_frame_equal(three, before)
