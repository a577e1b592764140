"""Collocates by group: counts in windows, measures against formulas worked by hand, intervals over articles."""

import numpy as np
import pandas as pd
import pytest

from framing import collocates, label
from framing.counting.windows import node_places, windows


@pytest.fixture(scope="module")
def articles():
    texts = ["The heavy tax hurts. A tax cut helps."] * 6 + ["The fair tax helps. Rain fell."] * 6
    return pd.DataFrame({"doc_id": range(12), "outlet": ["Bee"] * 6 + ["Sun"] * 6, "text": texts})


def row(table, group, term):
    return table[(table["group"] == group) & (table["term"] == term)].iloc[0]


def test_words_are_counted_near_the_node_and_in_all(articles):
    found = row(collocates(articles, node="tax"), "Bee", "heavy")
    assert (found["n"], found["n_node"], found["n_term"], found["articles"]) == (6, 12, 6, 6)


def test_log_dice_is_that_of_the_formula(articles):
    assert row(collocates(articles, node="tax"), "Bee", "heavy")["log_dice"] == pytest.approx(14 + np.log2(12 / 18))


def test_log_likelihood_is_that_of_the_table_by_hand():
    articles = pd.DataFrame(
        {"doc_id": [1], "outlet": "Bee", "text": ["big tax. big rain. big wind. low tax. low rain."]}
    )
    found = row(collocates(articles, node="tax", window=1, least=1), "Bee", "big")
    cells, rows, columns = np.array([[1, 2], [1, 4]]), np.array([3, 5]), np.array([2, 6])
    expected = np.outer(rows, columns) / 8
    assert found["log_likelihood"] == pytest.approx(2 * (cells * np.log(cells / expected)).sum())


def test_a_window_does_not_leave_its_sentence(articles):
    table = collocates(articles, node="tax")
    assert "rain" not in set(table["term"])


def test_a_node_of_several_words_and_one_with_any_ending_are_found():
    assert node_places(["A tax cut, and tax cuts."], "Tax cut*") == {0: [(2, 9), (15, 23)]}


def test_a_word_between_two_nodes_counts_once():
    found = windows(["tax big tax"], {0: [(0, 3), (8, 11)]}, size=2)
    assert found.near.toarray()[0].tolist() == [1, 0]


def test_the_interval_holds_the_estimate_and_is_empty_in_few_articles(articles):
    mixed = articles.assign(text=[*articles["text"][:3], *["A tax."] * 3, *articles["text"][6:]])
    table = collocates(mixed, node="tax", least=3)
    few, many = row(table, "Bee", "heavy"), row(table, "Sun", "fair")
    assert np.isnan(few["low"])
    assert many["low"] <= many["log_dice"] <= many["high"]


def test_a_word_in_few_articles_gives_no_warning_of_numpy(articles):
    many = pd.concat([articles, pd.DataFrame({"doc_id": range(12, 40), "outlet": "Bee", "text": "Rain fell."})])
    rare = many.assign(text=many["text"].mask(many["doc_id"] == 0, "A cruel tax. " * 9))
    found = row(collocates(rare, node="tax"), "Bee", "cruel")
    assert (found["articles"], np.isnan(found["low"]), np.isnan(found["high"])) == (1, True, True)


def test_the_seed_decides_the_interval(articles):
    mixed = articles.assign(text=["Heavy tax. " * i + "Fair tax. Heavy rain. " * (i % 5) for i in range(12)])
    one, same, other = (collocates(mixed, node="tax", seed=seed)["low"] for seed in (1, 1, 2))
    assert (one.equals(same), one.equals(other)) == (True, False)


def test_the_mentions_of_an_actor_are_nodes(tmp_path):
    (tmp_path / "a.tsv").write_text("term\tdevice\tsubtype\tsource\nada orr\tactor\tperson:Ada Orr\town\n", "utf-8")
    articles = pd.DataFrame({"doc_id": [1], "outlet": "Bee", "text": ["The proud Ada Orr won. The proud Orr left."]})
    spans = label(articles, ["actor"], lexicons=tmp_path / "a.tsv")
    found = row(collocates(articles, spans, node="Ada Orr", device="actor", least=1), "Bee", "proud")
    assert (found["n"], found["n_node"]) == (2, 2)


def test_text_left_out_has_no_words(articles):
    spans = pd.DataFrame({"doc_id": [6], "start": [0], "end": [19], "role": "cue", "instance": 0, "subtype": ""})
    spans["device"] = pd.Categorical(["boilerplate"])
    table = collocates(articles, spans, node="tax", exclude="boilerplate", by=None)
    assert row(table, "all", "fair")["n"] == 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"node": "unicorn"}, "'unicorn' occurs nowhere; a term is searched as it stands"),
        ({"node": "tax", "window": 0}, "window=0 is below 1"),
        ({"node": "Ada Orr", "device": "actor"}, "need the spans"),
        ({"node": "tax", "by": "colour"}, "no column 'colour'"),
    ],
)
def test_a_wrong_option_is_one_clear_line(articles, options, message):
    with pytest.raises(ValueError, match=message):
        collocates(articles, **options)
