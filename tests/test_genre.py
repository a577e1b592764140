"""Genre by section, address, byline, headline and standing sentences; and the author's *I* in opinion pieces."""

import pandas as pd
import pytest

from framing import count, genre, label

NEWS = "The mill on the river will close in May, its owners said on Friday."


def told(**columns):
    table = genre(pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [NEWS]}).assign(**columns))
    return tuple(table[["genre", "genre_rule"]].iloc[0])


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({}, ("news", "none")),
        ({"section": "Opinion"}, ("opinion", "section: opinion")),
        ({"section": "US; Editorials"}, ("opinion", "section: editorials")),
        ({"url": "https://bee.example/commentisfree/2020/mill"}, ("opinion", "url: commentisfree")),
        ({"url": "https://bee.example/news/opinion-poll-on-mill"}, ("news", "none")),
        ({"byline": "Bee Editorial Board"}, ("opinion", "byline: editorial board")),
        ({"headline": "Analysis: Why the mill closes"}, ("analysis", "headline: analysis")),
        ({"headline": "Why the mill closes | Opinion"}, ("opinion", "headline: opinion")),
        ({"headline": "Mill closes – live updates"}, ("live", "headline: live updates")),
        ({"headline": "Q&A with the owner of the mill"}, ("interview", "headline: q&a with")),
        ({"section": "Paid Post"}, ("sponsored", "section: paid post")),
        ({"text": f"{NEWS} The opinions expressed in this commentary are hers."}, ("opinion", None)),
        ({"genre": "feature", "section": "Opinion"}, ("feature", "given")),
        ({"genre": None, "section": "Opinion"}, ("opinion", "section: opinion")),
    ],
)
def test_a_mark_decides_and_is_named(columns, found):
    name, rule = told(**columns)
    assert (name, rule if found[1] else None) == found


def test_the_table_given_is_not_changed(article):
    articles = article(NEWS)
    genre(articles)
    assert "genre_rule" not in articles.columns


TEXT = (
    "I argued last week that the plan may fail. “I think that it may work,” said Ada Orr. "
    "Ada Orr said that it may rain."
)


@pytest.fixture(scope="module")
def opinion():
    return pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "genre": ["opinion"], "text": [TEXT]})


def voices(articles):
    return label(articles, ["hedge", "attribution"]).query("device == 'hedge' and entry == 'may'")["voice"].tolist()


def test_in_an_opinion_piece_what_i_think_is_in_the_outlets_voice(opinion):
    assert voices(opinion) == ["outlet", "quoted", "reported"]


def test_in_news_it_is_that_of_a_source(opinion):
    assert voices(opinion.assign(genre="news"))[0] == "reported"


def test_words_are_counted_in_the_voice_that_labels_have(opinion):
    spans = label(opinion, ["attribution", "boilerplate", "hedge", "layout"])
    counts = count(opinion, spans, voice="outlet").set_index("device")
    news = count(opinion.assign(genre="news"), spans, voice="outlet").set_index("device")
    assert counts.loc["hedge", "words"] > news.loc["hedge", "words"] + 4


def test_no_articles_is_an_error_in_one_line():
    with pytest.raises(ValueError, match=r"articles: no column 'outlet'"):
        genre(pd.DataFrame({"doc_id": ["a"], "text": ["x"]}))
