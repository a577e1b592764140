"""Dispersion: the numbers are Gries' own and scattertext's, and articles without the term count."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from framing import dispersion
from framing.dispersion import deviation_of_proportions, juilland

HERE = Path(__file__).parent / "reference"
TOLD = pd.read_csv(HERE / "terms.csv")
COUNTS, SIZES = sparse.csr_array([[1], [2], [3], [4], [5]]), np.array([9, 10, 10, 10, 11])  # Gries (2008, 2020)


@pytest.fixture(scope="module")
def table():
    return dispersion(pd.read_csv(HERE / "terms_texts.csv"), least=1).set_index("term")


@pytest.mark.parametrize("measure", ["dp", "dp_normalised", "juilland_d"])
@pytest.mark.parametrize("row", TOLD.to_dict("records"), ids=TOLD["term"].tolist())
def test_a_measure_is_that_of_scattertext(table, row, measure):
    assert table.loc[row["term"], measure] == pytest.approx(row[measure], abs=1e-9)


def test_dp_is_that_of_gries():
    assert deviation_of_proportions(COUNTS, SIZES)[0] == pytest.approx(0.18)


def test_d_is_that_of_gries():
    assert juilland(COUNTS, SIZES)[0] == pytest.approx(0.785, abs=5e-4)


def test_the_range_is_the_articles_that_have_it(article):
    table = dispersion(article("rain rain", "rain tax", "tax"), least=1).set_index("term")
    assert table["articles"].to_dict() == {"rain": 2, "tax": 2}


def test_articles_without_the_term_count(article):
    few, many = (dispersion(article("rain", *["tax"] * n), least=1).set_index("term") for n in (1, 9))
    assert (few.loc["rain", "dp"], many.loc["rain", "dp"]) == (pytest.approx(0.5), pytest.approx(0.9))


def test_articles_without_words_are_no_parts(article):
    one, other = (dispersion(article("rain tax", "rain", *more), least=1) for more in ([], ["", " "]))
    pd.testing.assert_frame_equal(one, other)


def test_rates_are_per_1000_words(article):
    assert dispersion(article("rain tax", "tax tax"), least=1).set_index("term")["rate"].to_dict() == {
        "tax": 750,
        "rain": 250,
    }


def test_the_most_frequent_come_first(article):
    assert dispersion(article("b b a a c c c"), least=1)["term"].tolist() == ["c", "a", "b"]


@pytest.mark.parametrize("measure", ["dp_normalised", "juilland_d"])
def test_a_single_article_tells_nothing(article, measure):
    assert dispersion(article("rain rain"), least=1)[measure].isna().all()


def test_no_article_with_words_gives_no_row(article):
    assert len(dispersion(article("", ""), least=1)) == 0
