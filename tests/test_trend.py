"""Trend: which period an article is in, what has no rate, and that the numbers are those of `rates`."""

import numpy as np
import pandas as pd
import pytest

from framing import rates, trend
from framing.model import Note


def counts(*rows, **columns):
    """Give a counts table from (outlet, date, n); articles have 500 words."""
    table = pd.DataFrame(rows, columns=["outlet", "date", "n"])
    return table.assign(doc_id=range(len(table)), words=500, **{"device": "hedge", **columns})


JANUARY = [("Bee", f"2024-01-{day:02}", n) for day, n in zip(range(1, 7), [4, 2, 3, 5, 2, 2], strict=True)]
MARCH = [("Bee", f"2024-03-{day:02}", n) for day, n in zip(range(1, 7), [1, 0, 3, 2, 0, 2], strict=True)]


def test_a_periods_numbers_are_those_of_its_articles_alone():
    row = trend(counts(*JANUARY, *MARCH)).iloc[0]
    alone = rates(counts(*JANUARY)).iloc[0]
    names = ["articles", "units", "words", "n", "rate", "low", "high"]
    assert row[names].tolist() == pytest.approx(alone[names].tolist())


@pytest.mark.parametrize(
    ("freq", "first"),
    [
        ("day", "2024-02-29"),
        ("week", "2024-02-26"),
        ("month", "2024-02-01"),
        ("quarter", "2024-01-01"),
        ("year", "2024-01-01"),
    ],
)
def test_a_period_is_named_by_its_first_day(freq, first):
    assert trend(counts(("Bee", "2024-02-29", 1)), freq=freq)["period"].tolist() == [pd.Timestamp(first)]


def test_a_period_without_an_article_has_its_row_and_no_rate():
    row = trend(counts(*JANUARY, *MARCH)).iloc[1]
    assert (row["period"], row["articles"], row["note"]) == (pd.Timestamp("2024-02-01"), 0, "no article")


def test_a_period_without_an_article_has_no_rate():
    assert np.isnan(trend(counts(*JANUARY, *MARCH))["rate"].iloc[1])


def test_a_group_has_a_row_for_each_period_of_the_corpus():
    table = trend(counts(*JANUARY, ("Sun", "2024-03-01", 2)))
    assert table.groupby("group")["period"].nunique().to_dict() == {"Bee": 3, "Sun": 3}


def test_few_articles_in_a_period_have_no_interval_and_the_note_says_so():
    row = trend(counts(*JANUARY[:3])).iloc[0]
    assert (np.isnan(row["low"]), row["note"].split(" (")[0]) == (True, "too few units")


@pytest.mark.parametrize("nothing", [None, pd.NaT, "", "soon"])
def test_articles_without_a_date_are_left_out_counted_and_named(nothing):
    table = counts(*JANUARY, ("Bee", nothing, 9))
    with pytest.warns(Note, match=r"trend: articles without a date: 1, left out \(6\)"):
        assert trend(table)["n"].sum() == 18


def test_the_note_points_at_the_line_that_called():
    with pytest.warns(Note) as said:
        trend(counts(*JANUARY, ("Bee", None, 9)))
    assert said[0].filename == __file__


def test_an_article_counts_once_in_the_note_whatever_its_devices():
    table = pd.concat([counts(*JANUARY, ("Bee", None, 9), device=device) for device in ("hedge", "booster")])
    with pytest.warns(Note, match="articles without a date: 1,"):
        trend(table)


@pytest.mark.parametrize("date", [pd.Timestamp("2024-01-31 23:30"), "2024-01-31T23:30:00Z", "2024-01-31"])
def test_the_day_is_what_counts(date):
    assert trend(counts(("Bee", date, 1)), freq="day")["period"].tolist() == [pd.Timestamp("2024-01-31")]


def test_groups_of_outlets_have_outlets_as_units():
    rows = [
        (f"{leaning} {n}", f"2024-0{month}-05", 3)
        for leaning in ("left", "right")
        for n in range(6)
        for month in (1, 2)
    ]
    table = counts(*rows)
    table["leaning"] = table["outlet"].str.split().str[0]
    assert (
        trend(pd.concat([table, table.assign(doc_id=table["doc_id"] + 99)]), by="leaning")["units"].tolist() == [6] * 4
    )


def test_a_table_by_voice_has_a_row_for_each_voice():
    table = pd.concat([counts(*JANUARY, voice=voice) for voice in ("outlet", "quoted")])
    assert trend(table)["voice"].tolist() == ["outlet", "quoted"]


def test_no_date_at_all_is_refused():
    with pytest.raises(ValueError, match="no article has a date"):
        trend(counts(("Bee", None, 1)))


def test_a_table_without_dates_is_refused():
    with pytest.raises(ValueError, match="no column 'date'"):
        trend(counts(*JANUARY).drop(columns="date"))


def test_a_period_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="freq='decade' is none of day, week, month, quarter, year"):
        trend(counts(*JANUARY), freq="decade")


def test_the_counts_are_not_changed():
    table = counts(*JANUARY)
    before = table.copy(deep=True)
    trend(table)
    pd.testing.assert_frame_equal(table, before)
