"""Precision and recall of a search string, by hand and with weights."""

import pandas as pd
import pytest

from framing import search_quality


def coded(both, found, missed, neither):
    cells = [(1, 1)] * both + [(1, 0)] * found + [(0, 1)] * missed + [(0, 0)] * neither
    return pd.DataFrame(cells, columns=["is_found", "is_relevant"])


def test_shares_are_those_of_the_table_by_hand():
    table = search_quality(coded(30, 10, 20, 40)).set_index("measure")
    assert table["share"].to_dict() == {"precision": 0.75, "recall": 0.6}
    assert table["factor"].iloc[0] == pytest.approx(1.25)


def test_the_interval_is_wilsons():
    row = search_quality(coded(30, 10, 20, 40)).iloc[0]
    assert (row["low"], row["high"]) == (pytest.approx(0.5981, abs=1e-4), pytest.approx(0.8581, abs=1e-4))


def test_missed_articles_drawn_more_rarely_weigh_more():
    table = coded(30, 10, 20, 40)
    table["weight"] = [1] * 40 + [3] * 60
    found = search_quality(table, weight="weight").set_index("measure")
    assert found.loc["recall", "share"] == pytest.approx(30 / 90)
    assert found.loc["recall", "effective_n"] < found.loc["recall", "n"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (coded(1, 1, 1, 1).rename(columns={"is_found": "hit"}), "no column 'is_found'"),
        (coded(1, 1, 1, 1).assign(is_relevant="maybe"), "'is_relevant' has maybe; write True or False"),
        (coded(0, 2, 0, 2), "no article is relevant"),
        (coded(0, 0, 2, 2), "no article is found"),
    ],
)
def test_a_faulty_table_is_one_clear_line(table, message):
    with pytest.raises(ValueError, match=message):
        search_quality(table)
