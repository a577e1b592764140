"""Shares of attributions: every article has its row, every attribution is in one value, and the total is its own."""

import pandas as pd
import pytest

from framing.compare import rates
from framing.shares import shares


@pytest.fixture
def articles():
    return pd.DataFrame({"doc_id": [3, 1, 2], "outlet": ["Bee", "Sun", "Sun"], "text": ["x", "y", "z"]})


@pytest.fixture
def sources():
    """Three attributions in article 3, one in article 1, none in article 2."""
    return pd.DataFrame(
        {
            "doc_id": [1, 3, 3, 3],
            "source_kind": ["person", "anonymous", "person", "anonymous"],
            "cue_class": ["", "neutral", "neutral", "distancing"],
        },
        index=[7, 7, 8, 9],
    )


def test_every_article_has_a_row_for_every_value_in_the_order_of_the_articles(sources, articles):
    table = shares(articles, sources)
    assert table[["doc_id", "device", "n", "words"]].to_numpy().tolist() == [
        [3, "anonymous", 2, 3], [3, "person", 1, 3],
        [1, "anonymous", 0, 1], [1, "person", 1, 1],
        [2, "anonymous", 0, 0], [2, "person", 0, 0],
    ]  # fmt: skip


def test_an_article_without_attributions_has_no_share(sources, articles):
    assert shares(articles, sources).set_index("doc_id")["per_1000"].isna().groupby("doc_id").all().to_dict() == {
        1: False, 2: True, 3: False,
    }  # fmt: skip


def test_a_cue_without_a_class_is_other(sources, articles):
    table = shares(articles, sources, of="cue_class")
    assert table.loc[table["n"] > 0, ["doc_id", "device"]].to_numpy().tolist() == [
        [3, "distancing"], [3, "neutral"], [1, "other"],
    ]  # fmt: skip


def test_rates_of_shares_add_up_to_all_attributions(sources, articles):
    found = rates(shares(articles, sources)).groupby("group")["rate"].sum()
    assert found.round(9).to_dict() == {"Bee": 1.0, "Sun": 1.0}


def test_no_attribution_makes_a_table_without_rows(sources, articles):
    table = shares(articles, sources.head(0).astype({"doc_id": object}))
    assert (len(table), list(table.columns)) == (0, ["doc_id", "outlet", "words", "device", "n", "per_1000", "base"])


def test_the_tables_given_are_not_changed(sources, articles):
    before = sources.copy(deep=True), articles.copy(deep=True)
    shares(articles, sources)
    pd.testing.assert_frame_equal(pd.concat(before), pd.concat([sources, articles]))


def test_another_column_is_an_error_that_names_those_there_are(sources, articles):
    with pytest.raises(ValueError, match=r"of='speaker' is none of source_kind, cue_class, kind, quotation"):
        shares(articles, sources, of="speaker")


def test_sources_of_other_articles_are_an_error(sources, articles):
    with pytest.raises(ValueError, match="doc_id 1 not in articles"):
        shares(articles[articles["doc_id"] != 1], sources)


def test_an_article_column_with_the_name_of_a_counts_column_is_an_error(sources, articles):
    with pytest.raises(ValueError, match=r"a column 'words' already.*frees it"):
        shares(articles.assign(words=5), sources)


def test_shares_are_out_of_attributions(sources, articles):
    found = rates(shares(articles, sources))
    assert found[["measure", "base"]].drop_duplicates().to_numpy().tolist() == [["share", "attributions"]]


def test_no_interval_of_a_share_passes_one():
    each = [(5, 0), (5, 0), (5, 1), (5, 0), (5, 0), (4, 1)]
    table = pd.DataFrame(
        [
            (place, kind)
            for place, numbers in enumerate(each)
            for kind, n in zip("pa", numbers, strict=True)
            for _ in range(n)
        ],
        columns=["doc_id", "source_kind"],
    )
    articles = pd.DataFrame({"doc_id": range(6), "outlet": "Bee", "text": ""})
    found = rates(shares(articles, table)).set_index("device")
    assert 0.9 < found.loc["p", "rate"] < found.loc["p", "high"] < 1
