"""Agency copy and near-duplicates stand in one table beside the articles, and compare knows what to do with them."""

import random

import pandas as pd
import pytest

import framing
from framing.model import Note

COLUMNS = ["doc_id", "outlet", "agency", "evidence", "entry", "is_wire", "copies", "reach", "shared", "nearest"]
WORDS = "mill rain ferry north bank harbour union owners Friday crowns mayor vote river storm bridge".split()


def story(seed, length=60):
    return " ".join(random.Random(seed).choices(WORDS, k=length)) + "."


def articles(*rows, **columns):
    """Make articles of pairs of outlet and text."""
    outlets, texts = zip(*rows, strict=True)
    doc_ids = [chr(ord("a") + number) for number in range(len(rows))]
    return pd.DataFrame({"doc_id": doc_ids, "outlet": outlets, "text": texts, **columns})


SHARED = articles(("Bee", story(1)), ("Sun", story(2)), ("Sun", f"{story(1)} {story(3, 20)}"), ("Bee", story(4)))


def test_each_article_has_a_row_in_its_order():
    assert framing.wire_copy(SHARED)["doc_id"].tolist() == SHARED["doc_id"].tolist()


def test_the_table_has_its_columns():
    assert framing.wire_copy(SHARED).columns.tolist() == COLUMNS


def test_the_articles_stay_as_they_were():
    before = SHARED.copy()
    framing.wire_copy(SHARED)
    pd.testing.assert_frame_equal(SHARED, before)


def test_near_duplicates_are_one_group_named_by_its_first_article():
    assert framing.wire_copy(SHARED)["copies"].fillna("").tolist() == ["a", "", "a", ""]


def test_the_share_is_of_the_articles_own_text():
    assert framing.wire_copy(SHARED)["shared"].round(2).tolist() == [1.0, 0.0, 0.74, 0.0]


def test_the_nearest_article_is_named():
    assert framing.wire_copy(SHARED)["nearest"].fillna("").tolist() == ["c", "", "a", ""]


@pytest.mark.parametrize(("outlets", "reach"), [(("Bee", "Sun"), "across"), (("Bee", "Bee"), "within")])
def test_a_group_is_within_or_across_outlets(outlets, reach):
    table = articles(*((outlet, story(1)) for outlet in outlets))
    assert framing.wire_copy(table)["reach"].tolist() == [reach, reach]


@pytest.mark.parametrize(("share", "grouped"), [(0.5, 2), (0.95, 0)])
def test_the_share_that_makes_near_duplicates_can_be_chosen(share, grouped):
    table = articles(("Bee", f"{story(1, 90)} {story(2, 30)}"), ("Sun", f"{story(1, 90)} {story(3, 30)}"))
    assert framing.wire_copy(table, share=share)["copies"].notna().sum() == grouped


@pytest.mark.parametrize("share", [0, -1, 1.5])
def test_a_share_out_of_range_is_an_error(share):
    with pytest.raises(ValueError, match="share="):
        framing.wire_copy(SHARED, share=share)


def test_boilerplate_makes_no_near_duplicates():
    line = "Sign up for our free weekly newsletter and get the best of the harbour every Friday morning."
    table = articles(("Bee", f"{story(1, 8)}\n{line}"), ("Bee", f"{story(2, 8)}\n{line}"))
    spans = framing.label(table, devices=["boilerplate"])
    assert [framing.wire_copy(table, given)["copies"].notna().sum() for given in (None, spans)] == [2, 0]


def test_spans_without_boilerplate_are_an_error():
    spans = framing.label(SHARED, devices=["hedge"])
    with pytest.raises(ValueError, match="boilerplate out, which was not looked for"):
        framing.wire_copy(SHARED, spans)


def test_articles_without_words_are_named():
    with pytest.warns(Note, match=r"articles without words, like no other: 2 \(b, c\)"):
        framing.wire_copy(articles(("Bee", story(1)), ("Bee", ""), ("Sun", "…")))


def test_an_agencys_copy_is_wire_copy():
    table = framing.wire_copy(articles(("Bee", f"HAVEN (AP) — {story(1)}")))
    assert table[["agency", "evidence", "is_wire"]].iloc[0].tolist() == ["Associated Press", "dateline", True]


def test_an_article_that_an_agency_helped_with_is_the_outlets_own():
    table = framing.wire_copy(articles(("Bee", f"{story(1)}\n\nThe Associated Press contributed to this report.")))
    assert table[["agency", "evidence", "is_wire"]].iloc[0].tolist() == ["Associated Press", "contributor", False]


def test_the_agencys_own_outlet_has_no_wire_copy():
    table = framing.wire_copy(articles(("Reuters", f"HAVEN (Reuters) - {story(1)}")))
    assert table[["agency", "evidence", "is_wire"]].iloc[0].tolist() == ["Reuters", "dateline", False]


def test_a_byline_column_is_read():
    assert framing.wire_copy(articles(("Bee", story(1)), byline="AP"))["evidence"].item() == "byline"


@pytest.mark.parametrize("byline", [None, float("nan")])
def test_a_missing_byline_is_no_sign(byline):
    assert (
        framing.wire_copy(articles(("Bee", story(1)), byline=pd.Series([byline], dtype=object)))["agency"].item() == ""
    )


def test_a_missing_outlet_is_an_outlet():
    assert framing.wire_copy(articles(("Bee", story(1)), (None, story(1))))["reach"].tolist() == ["across", "across"]


def test_outlets_that_are_written_alike_but_are_not_equal_are_not_one():
    with pytest.raises(ValueError, match="'outlet' has values that differ and print alike: 1"):
        framing.wire_copy(articles((1, story(1)), ("1", story(1))))


def test_no_article_makes_an_empty_table():
    assert framing.wire_copy(SHARED.iloc[:0]).columns.tolist() == COLUMNS


def counts_of(table):
    """Give counts of one device, as `framing.count` would carry the columns of the articles along."""
    known = table.drop(columns="text").merge(framing.wire_copy(table), on=["doc_id", "outlet"])
    return known.assign(words=500, device="hedge", n=[3, 4, 5, 6] * (len(known) // 4))


def many(size=24):
    """Give articles of two outlets, of which each fourth is printed by both."""
    return articles(
        *(
            ("Bee" if place % 2 else "Sun", story(place // 2 if place < size // 4 else 100 + place))
            for place in range(size)
        )
    )


def test_compare_takes_near_duplicates_as_one_unit():
    with pytest.warns(Note, match="near-duplicates"):
        results = framing.compare(counts_of(many()))
    assert results["units"].item() == 24 - 3
