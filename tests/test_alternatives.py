"""Shares of competing names: out of the uses of the set, by month, in one voice, with the statistics of rates."""

import pandas as pd
import pytest

from framing import Note, alternatives, compare, label, rates

HEADER = "term\tdevice\tsubtype\tsource\n"


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame(
        {
            "doc_id": ["a", "b", "c"],
            "outlet": ["Bee", "Sun", "Sun"],
            "date": pd.to_datetime(["2024-01-31", "2024-02-01", None]),
            "text": [
                "Global warming goes on. The climate crisis grows. The death tax stays.",
                "“The climate crisis is here,” Ada Orr said. It is about climate change, and climate change only.",
                "It rained.",
            ],
        }
    )


@pytest.fixture(scope="module")
def spans(articles):
    return label(articles, ["naming", "attribution", "boilerplate"])


def told(counts):
    return {(row.doc_id, row.device): (row.n, row.words) for row in counts.itertuples() if row.words}


def test_a_name_is_counted_out_of_the_uses_of_its_set(spans, articles):
    assert told(alternatives(articles, spans)) == {
        ("a", "climate: crisis"): (1, 2),
        ("a", "climate: warming"): (1, 2),
        ("a", "climate: change"): (0, 2),
        ("a", "estate_tax: death"): (1, 1),
        ("b", "climate: crisis"): (1, 3),
        ("b", "climate: warming"): (0, 3),
        ("b", "climate: change"): (2, 3),
    }


def test_every_article_has_a_row_for_every_name_that_occurs(spans, articles):
    counts = alternatives(articles, spans)
    assert (len(counts), counts.loc[counts["doc_id"] == "c", "words"].tolist()) == (12, [0, 0, 0, 0])


def test_the_columns_are_those_of_a_counts_table(spans, articles):
    assert list(alternatives(articles, spans).columns) == [
        "doc_id", "outlet", "date", "words", "device", "n", "per_1000", "base", "voices", "excluded",
    ]  # fmt: skip


def test_only_the_sets_asked_for_are_there(spans, articles):
    assert set(alternatives(articles, spans, of="estate_tax")["device"]) == {"estate_tax: death"}


def test_a_voice_leaves_out_names_that_are_quoted(spans, articles):
    own = told(alternatives(articles, spans, of="climate", voice="outlet"))
    assert own["b", "climate: crisis"] == (0, 2)


def test_what_is_excluded_is_left_out_of_the_share(articles):
    page = articles.assign(text="The climate crisis grows.\n\nRead more: climate change at a glance")
    counts = alternatives(page, label(page, ["naming", "boilerplate"]), exclude="boilerplate")
    assert set(counts["device"]) == {"climate: crisis"}


@pytest.mark.parametrize(
    ("when", "periods"),
    [
        ("year", ["2024", "2024"]),
        ("month", ["2024-01", "2024-02"]),
        ("week", ["2024-W05", "2024-W05"]),
        ("day", ["2024-01-31", "2024-02-01"]),
    ],
)
@pytest.mark.filterwarnings("ignore::framing.Note")
def test_articles_get_the_period_of_their_date(spans, articles, when, periods):
    counts = alternatives(articles, spans, when=when).drop_duplicates("doc_id")
    assert (counts[when].tolist()[:2], counts[when].isna().tolist()) == (periods, [False, False, True])


def test_dates_as_text_are_read(spans, articles):
    written = articles.assign(date=["2024-01-31T23:59:00Z", "1 February 2024", "2024-03-01"])
    counts = alternatives(written, spans, when="month").drop_duplicates("doc_id")
    assert counts["month"].tolist() == ["2024-01", "2024-02", "2024-03"]


def test_articles_without_a_date_are_counted_and_named(spans, articles):
    with pytest.warns(Note, match=r"articles without a date: 1 \(doc_id c\), so they have no month"):
        alternatives(articles, spans, when="month")


def test_a_set_that_occurs_nowhere_in_the_corpus_gives_no_row(articles):
    nothing = articles.assign(text="It rained.")
    assert alternatives(nothing, label(nothing, ["naming"], voice=False)).empty


def test_the_articles_and_spans_are_not_changed(spans, articles):
    before = (spans.copy(deep=True), articles.copy(deep=True))
    alternatives(articles, spans, voice="outlet")
    assert (spans.equals(before[0]), articles.equals(before[1])) == (True, True)


def test_a_file_makes_a_set_of_ones_own(articles, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "goes on\tnaming\tflow:on\town\ngrows\tnaming\tflow:up\town\n", "utf-8")
    counts = alternatives(articles, label(articles, ["naming"], lexicons=[path], voice=False), of="flow")
    assert told(counts) == {("a", "flow: on"): (1, 2), ("a", "flow: up"): (1, 2)}


@pytest.fixture(scope="module")
def many():
    """Two outlets of twelve articles: the Bee writes of warming in one use of three, the Sun in two."""
    texts = ["Global warming, climate change. Climate change.", "Global warming, global warming. Climate change."]
    more = ["Climate change, climate change.", "Climate change. Global warming."]
    return pd.DataFrame(
        {
            "doc_id": range(24),
            "outlet": ["Bee"] * 12 + ["Sun"] * 12,
            "date": pd.to_datetime(["2024-01-10", "2024-02-10"] * 12),
            "text": [texts[0], more[0]] * 6 + [texts[1], more[1]] * 6,
        }
    )


def test_rates_give_the_share_with_an_interval_over_articles(many):
    shares = rates(alternatives(many, label(many, ["naming"], voice=False))).set_index(["device", "group"])
    assert shares.loc[("climate: warming", "Bee"), ["n", "words", "rate", "units"]].tolist() == [6, 30, 0.2, 12]
    assert shares.loc[("climate: warming", "Sun"), "low"] < 0.6 < shares.loc[("climate: warming", "Sun"), "high"]


def test_compare_gives_the_ratio_of_two_outlets_shares(many):
    ratios = compare(alternatives(many, label(many, ["naming"], voice=False))).set_index("device")
    assert ratios.loc["climate: warming", "ratio"] == pytest.approx(200 / 600)


def test_shares_by_month_are_rates_by_month(many):
    counts = alternatives(many, label(many, ["naming"], voice=False), when="month")
    shares = rates(counts[counts["outlet"] == "Sun"], by="month").set_index(["device", "group"])["rate"]
    assert shares["climate: warming"].to_dict() == pytest.approx({"2024-01": 2 / 3, "2024-02": 0.5})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"device": "irony"}, "'irony' was not looked for .*; label with it too"),
        ({"of": "weather"}, "no name of the set 'weather' occurs \\(there are: climate, estate_tax\\)"),
        ({"when": "decade"}, "when='decade' is none of year, month, week, day"),
        ({"device": "boilerplate"}, "boilerplate has the subtype share, which is no set:alternative"),
    ],
)
def test_a_request_that_cannot_be_met_says_why(spans, articles, options, message):
    with_page = articles.assign(text=articles["text"] + "\n\nShare this article")
    with pytest.raises(ValueError, match=message):
        alternatives(with_page, label(with_page, ["naming", "attribution", "boilerplate"]), **options)


def test_without_a_date_there_is_no_period(spans, articles):
    with pytest.raises(ValueError, match="when='month' needs a column 'date'"):
        alternatives(articles.drop(columns="date"), spans, when="month")


def test_a_column_of_the_periods_name_is_not_written_over(spans, articles):
    with pytest.raises(ValueError, match="articles have a column 'month' already"):
        alternatives(articles.assign(month=1), spans, when="month")
