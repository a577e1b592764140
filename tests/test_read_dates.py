"""Dates: every usual way to write them, and none guessed."""

import json

import pandas as pd
import pytest

from framing.model import Note
from framing.read import read


@pytest.fixture
def dates_of(tmp_path):
    def reader(values, **options):
        lines = [json.dumps({"id": n, "outlet": "X", "text": "One.", "date": value}) for n, value in enumerate(values)]
        path = tmp_path / "a.jsonl"
        path.write_text("\n".join(lines))
        return [str(date)[:19].removesuffix(" 00:00:00") for date in read(path, **options)["date"]]

    return reader


@pytest.mark.parametrize(
    "value",
    [
        "2024-01-12", "2024/1/12", "2024.01.12", "20240112", " 2024-01-12 ", "12 January 2024", "12 Jan. 2024",
        "12th of January 2024", "12-Jan-2024", "January 12, 2024", "Jan. 12, 2024", "JANUARY 12 2024",
        "Friday, January 12, 2024", "Fri 12 Jan 2024", "12 Jan 24", "2024-01-12T00:00:00Z",
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_written(dates_of, value):
    assert dates_of([value]) == ["2024-01-12"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-01-12T10:30:05", "2024-01-12 10:30:05"),
        ("2024-01-12 10:30", "2024-01-12 10:30:00"),
        ("2024-01-12T10:30:05.123456Z", "2024-01-12 10:30:05"),
        ("20240112T103005Z", "2024-01-12 10:30:05"),
        ("2024-01-12T23:30:00-05:00", "2024-01-13 04:30:00"),
        ("2024-01-12T10:30:00+0530", "2024-01-12 05:00:00"),
        ("Fri, 12 Jan 2024 10:30:00 GMT", "2024-01-12 10:30:00"),
        ("Fri, 12 Jan 2024 10:30:00 -0500", "2024-01-12 15:30:00"),
        ("Fri, 12 Jan 2024 22:30:00 EST", "2024-01-13 03:30:00"),
        ("Jan. 12, 2024 6:40 pm", "2024-01-12 18:40:00"),
        ("January 12, 2024, 12:05 a.m.", "2024-01-12 00:05:00"),
        ("12 January 2024 at 10:30", "2024-01-12 10:30:00"),
        (1705055405, "2024-01-12 10:30:05"),
        (1705055405123, "2024-01-12 10:30:05"),
    ],
)
def test_times_are_kept_and_converted_to_utc_where_a_zone_is_given(dates_of, value, expected):
    assert dates_of([value, "2024-01-12 01:01:01"])[0] == expected


@pytest.mark.parametrize(
    "value", ["soon", "2024-02-30", "2024-13-01", "2024", "January 2024", "31/31/2024", "2024-01-12 25:00", "1"]
)
def test_an_unreadable_date_is_empty_and_noted_with_its_value(dates_of, value):
    message = rf"1 article left without a date, 1 unreadable \(2024-01-31 would be read\): 0 \('{value}'\)"
    with pytest.warns(Note, match=message):
        assert dates_of([value]) == ["NaT"]


def test_a_missing_date_is_empty_and_noted(dates_of):
    with pytest.warns(Note, match="1 article left without a date, 1 missing: 1"):
        assert dates_of(["2024-01-12", None]) == ["2024-01-12", "NaT"]


def test_one_note_says_everything_about_dates(dates_of):
    with pytest.warns(Note, match=r"3 articles left without a date, 1 with .*, 1 unreadable .*, 1 missing") as caught:
        dates_of(["03/04/2024", "soon", None])
    assert len(caught) == 1


def test_a_date_with_two_readings_is_empty_and_the_note_names_the_way_out(dates_of):
    message = r"1 with day and month in an order that nothing settles \(dayfirst= does\): 0 \('03/04/2024'\)"
    with pytest.warns(Note, match=message):
        assert dates_of(["03/04/2024"]) == ["NaT"]


@pytest.mark.parametrize(("dayfirst", "expected"), [(True, "2024-04-03"), (False, "2024-03-04")])
def test_dayfirst_settles_it(dates_of, dayfirst, expected):
    assert dates_of(["03/04/2024"], dayfirst=dayfirst) == [expected]


@pytest.mark.parametrize(("value", "dayfirst"), [("01/13/2024", True), ("13/01/2024", False)])
def test_a_date_that_fits_the_other_order_only_is_read_in_it_and_named(dates_of, value, dayfirst):
    message = rf"1 article dated by the other order .* than dayfirst= asks for, .* check the others: 1 \('{value}'\)"
    with pytest.warns(Note, match=message):
        assert dates_of(["02/02/2024", value], dayfirst=dayfirst) == ["2024-02-02", "2024-01-13"]


def test_a_date_that_fits_no_order_is_unreadable_whatever_dayfirst_says(dates_of):
    with pytest.warns(Note, match="1 unreadable") as caught:
        assert dates_of(["02/31/2024"], dayfirst=True) == ["NaT"]
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["03/04/2024", "13/04/2024"], ["2024-04-03", "2024-04-13"]),
        (["03/04/2024", "04/13/2024"], ["2024-03-04", "2024-04-13"]),
        (["3.4.24", "13.4.24"], ["2024-04-03", "2024-04-13"]),
    ],
)
def test_the_order_that_alone_fits_a_whole_file_is_taken(dates_of, values, expected):
    assert dates_of(values) == expected


def test_a_file_with_both_orders_settles_nothing(dates_of):
    with pytest.warns(Note, match="1 with day and month in an order that nothing settles"):
        assert dates_of(["13/04/2024", "04/13/2024", "03/04/2024"]) == ["2024-04-13", "2024-04-13", "NaT"]


def test_a_date_that_is_the_same_in_both_orders_is_read(dates_of):
    assert dates_of(["04/04/2024"]) == ["2024-04-04"]


def test_one_file_settles_nothing_for_another(tmp_path):
    (tmp_path / "a.csv").write_text("id,outlet,date,text\n1,X,13/04/2024,One.\n")
    (tmp_path / "b.csv").write_text("id,outlet,date,text\n2,X,03/04/2024,Two.\n")
    with pytest.warns(Note, match="1 with day and month in an order that nothing settles"):
        assert read(tmp_path)["date"].isna().tolist() == [False, True]


def test_a_source_without_dates_has_an_empty_column_and_no_note(tmp_path):
    (tmp_path / "a.csv").write_text("id,outlet,text\n1,X,One.\n")
    assert read(tmp_path)["date"].isna().tolist() == [True]


@pytest.mark.parametrize("zone", [None, "America/New_York"])
def test_dates_have_one_type_whatever_the_source(tmp_path, zone):
    date = pd.to_datetime(["2024-01-12 10:30"]).tz_localize(zone)
    pd.DataFrame({"id": ["1"], "outlet": "X", "date": date, "text": "One."}).to_parquet(tmp_path / "a.parquet")
    assert read(tmp_path)["date"].dtype == "datetime64[ms]"


def test_zoned_times_of_a_parquet_file_are_converted_to_utc(tmp_path):
    date = pd.to_datetime(["2024-01-12 10:30"]).tz_localize("America/New_York")
    pd.DataFrame({"id": ["1"], "outlet": "X", "date": date, "text": "One."}).to_parquet(tmp_path / "a.parquet")
    assert str(read(tmp_path)["date"].item()) == "2024-01-12 15:30:00"


@pytest.mark.parametrize(
    "value", ["0000-01-01", "0999-12-31", "20000-01-01", "9999-12-31T23:59:59-11:00", "99999999999999"]
)
def test_a_year_that_no_newspaper_has_leaves_the_date_empty_with_a_note(dates_of, value):
    with pytest.warns(Note, match="1 article left without a date, 1 unreadable"):
        assert dates_of([value, "2024-01-12"]) == ["NaT", "2024-01-12"]


def test_a_long_value_is_cut_in_the_note(dates_of):
    with pytest.warns(Note, match=r"1 unreadable .*: 0 \('x{40}'\)"):
        dates_of(["x" * 5000])
