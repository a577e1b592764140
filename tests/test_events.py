"""Articles on the same event get one name, whatever their outlet, if they stand within a few days."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.copies import likeness
from framing.copies.likeness import alike, weights
from framing.model import Note

FERRY = [
    "A ferry burned in Haven harbour for two hours. Forty passengers left the ferry by lifeboat.",
    "The blaze on the ferry in Haven harbour began in the engine room, and passengers took to lifeboats.",
    "Harbour police questioned the captain of the Haven ferry about the blaze and the lifeboats.",
]
PARKING = [
    "The mayor of Larkspur will double parking fees downtown, and shopkeepers are furious.",
    "Larkspur shopkeepers marched against parking fees that the mayor wants to double.",
]


def table(texts, days=None, **columns):
    doc_ids = [f"a{number}" for number in range(len(texts))]
    dates = pd.to_datetime(["2024-05-03"] * len(texts) if days is None else days)
    return pd.DataFrame({"doc_id": doc_ids, "outlet": "Bee", "date": dates, "text": texts, **columns})


def groups(articles, **options):
    """Give the events as numbers in order of appearance, -1 for none."""
    return pd.factorize(framing.events(articles, **options)["event"])[0].tolist()


def test_articles_on_one_event_share_it():
    assert groups(table([FERRY[0], PARKING[0], FERRY[1], PARKING[1], FERRY[2]])) == [0, 1, 0, 1, 0]


def test_an_article_alone_has_no_event():
    assert groups(table([*FERRY, PARKING[0]])) == [0, 0, 0, -1]


def test_an_event_is_named_by_its_first_day_and_its_words():
    named = framing.events(table(FERRY, ["2024-05-05", "2024-05-03", "2024-05-04"]))["event"]
    assert named.unique().tolist() == ["2024-05-03 ferry harbour haven"]


def test_everything_else_of_the_articles_stays():
    articles = table(FERRY)
    pd.testing.assert_frame_equal(framing.events(articles).drop(columns="event"), articles)


def test_an_index_of_the_users_own_stays():
    articles = table(FERRY).set_index(pd.Index([7, 7, 2]))
    assert framing.events(articles).index.tolist() == [7, 7, 2]


@pytest.mark.parametrize(("window", "expected"), [(3, [0, -1, 0]), (9, [0, 0, 0])])
def test_articles_further_apart_than_the_window_are_of_other_events(window, expected):
    assert groups(table(FERRY, ["2024-05-03", "2024-05-12", "2024-05-03"]), window=window) == expected


def test_no_event_grows_longer_than_the_window():
    articles = table([FERRY[0]] * 8, pd.date_range("2024-05-01", periods=8))
    found = framing.events(articles, window=3)
    assert found.groupby("event")["date"].agg(lambda dates: (dates.max() - dates.min()).days).max() <= 3


def test_a_time_of_day_does_not_count():
    assert groups(table(FERRY[:2], ["2024-05-03 01:00", "2024-05-06 23:00"])) == [0, 0]


def test_a_zone_is_taken_to_utc():
    dates = pd.to_datetime(["2024-05-03", "2024-05-04", "2024-05-05"]).tz_localize("America/New_York")
    assert groups(table(FERRY).assign(date=dates)) == [0, 0, 0]


def test_articles_without_a_date_are_grouped_by_words_and_counted():
    with pytest.warns(Note, match=r"articles without a date: 1, grouped by words alone \(a1\)"):
        assert groups(table(FERRY, ["2024-05-03", None, "2024-05-05"])) == [0, 0, 0]


@pytest.mark.parametrize("columns", [[], ["date"]])
def test_a_corpus_without_any_date_is_said_to_be_so(columns):
    articles = table(FERRY, [None] * 3)[["doc_id", "outlet", "text", *columns]]
    with pytest.warns(Note, match="no article has a date"):
        assert groups(articles) == [0, 0, 0]


def test_a_headline_counts():
    articles = table(
        ["It was put out by noon.", FERRY[0]], headline=["Ferry burns in Haven harbour, passengers safe", ""]
    )
    assert groups(articles) == [0, 0]


def test_a_missing_headline_is_none():
    assert groups(table(FERRY, headline=pd.Series([None, float("nan"), ""], dtype=object))) == [0, 0, 0]


def test_boilerplate_makes_no_event():
    line = "Sign up for our free weekly newsletter on harbours, lifeboats, ferries and lighthouses."
    articles = table([f"Snow fell.\n{line}", f"Wheat rose.\n{line}"])
    spans = framing.label(articles, devices=["boilerplate"])
    assert [groups(articles), pd.factorize(framing.events(articles, spans)["event"])[0].tolist()] == [[0, 0], [-1, -1]]


@pytest.mark.parametrize(("likeness", "number"), [(0.05, 1), (0.99, 0)])
def test_more_likeness_makes_fewer_groups(likeness, number):
    assert framing.events(table(FERRY), likeness=likeness)["event"].nunique() == number


@pytest.mark.parametrize(
    ("options", "message"),
    [({"likeness": 0}, "likeness=0"), ({"likeness": 1.1}, "likeness=1.1"), ({"window": -1}, "window=-1")],
)
def test_an_option_out_of_range_is_an_error(options, message):
    with pytest.raises(ValueError, match=message):
        framing.events(table(FERRY), **options)


def test_events_that_are_there_are_not_overwritten():
    with pytest.raises(ValueError, match="a column 'event' already"):
        framing.events(table(FERRY, event="mine"))


def test_dates_that_are_text_are_an_error():
    with pytest.raises(ValueError, match="'date' holds no dates"):
        framing.events(table(FERRY).assign(date="3 May 2024"))


def test_the_order_of_the_articles_makes_no_difference():
    articles = table([FERRY[0], PARKING[0], FERRY[1], PARKING[1], FERRY[2]])
    backwards = framing.events(articles.iloc[::-1])["event"].iloc[::-1]
    pd.testing.assert_series_equal(backwards, framing.events(articles)["event"])


@pytest.mark.parametrize("texts", [[], [""], ["", "…"], ["One."]])
def test_articles_with_hardly_a_word_have_no_event(texts):
    assert framing.events(table(texts))["event"].notna().sum() == 0


def test_a_common_word_tells_no_event():
    assert "said" not in weights(["She said so.", "He said no."]).words


def test_blocks_change_nothing(monkeypatch):
    texts = [*FERRY, *PARKING] * 3
    days = np.array([*range(14), np.nan], dtype=float)
    whole = sorted(alike(weights(texts).matrix, days, window=3, least=0.1))
    monkeypatch.setattr("framing.copies.likeness._BLOCK", 4)
    assert sorted(alike(weights(texts).matrix, days, window=3, least=0.1)) == whole


def test_compare_pairs_outlets_by_the_events_found():
    articles = table([*FERRY[:2], *PARKING], outlet=["Bee", "Sun"] * 2)
    counts = framing.events(articles).drop(columns="text").assign(words=500, device="hedge", n=[2, 3, 4, 5])
    assert framing.rates(counts)["units"].tolist() == [2, 2]


def test_a_word_that_many_articles_of_one_window_share_does_not_make_an_event_of_them(monkeypatch):
    monkeypatch.setattr(likeness, "_MANY", 3)
    texts = [f"Ferry {name} left Haven." for name in ("Ada", "Bo", "Cy", "Di")]
    assert groups(table([*texts, *PARKING])) == [-1, -1, -1, -1, 0, 0]


def test_an_article_is_paired_with_the_most_alike_of_those_before_it(monkeypatch):
    monkeypatch.setattr(likeness, "_NEAREST", 1)
    weighed = weights(["A ferry burned in the harbour.", "A ferry burned.", "The ferry burned in the harbour."])
    pairs = alike(weighed.matrix, np.zeros(3), window=3, least=0.05)
    assert [(left, right) for left, right, _ in pairs] == [(0, 1), (0, 2)]


def test_the_number_of_articles_compared_at_once_changes_nothing(monkeypatch):
    articles = table([*FERRY, *PARKING] * 3)
    expected = groups(articles)
    monkeypatch.setattr(likeness, "_BLOCK", 2)
    assert groups(articles) == expected
