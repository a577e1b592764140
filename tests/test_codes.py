"""The codes table: its check, and what counting makes of it."""

import pandas as pd
import pytest

import framing
from framing.code_table import check_codes

ARTICLES = pd.DataFrame(
    {
        "doc_id": [f"d{number}" for number in range(40)],
        "outlet": ["Bee"] * 20 + ["Sun"] * 20,
        "text": "The council voted. Two members left in anger.\n\nThe bridge stays shut.",
    }
)
VALUES = [1, 0, 1, 1, 0] * 4 + [0, 0, 1, 0, 0] * 4


def coded(values=VALUES, **columns):
    table = {"doc_id": ARTICLES["doc_id"], "unit": "article", "code": "conflict", "value": values, "coder": "Ann"}
    return pd.DataFrame({**table, **columns})


def test_a_code_of_zero_counts_as_a_coded_article():
    counts = framing.count(ARTICLES, coded())
    assert (counts["n"].sum(), counts["words"].sum(), set(counts["base"])) == (16, 40, {"coded articles"})


def test_what_was_not_asked_has_no_row_and_is_noted():
    with pytest.warns(framing.Note, match="not coded, so without a row: conflict in 10 of 40 articles"):
        counts = framing.count(ARTICLES, coded().head(30))
    assert len(counts) == 30


def test_sentences_are_counted_out_of_those_coded():
    places = pd.DataFrame({"start": [0, 19], "end": [18, 45], "value": [0, 1]})
    codes = places.assign(doc_id="d0", unit="sentence", code="conflict")
    counts = framing.count(ARTICLES.head(1), codes)
    assert counts[["words", "n", "base"]].to_numpy().tolist() == [[2, 1, "coded sentences"]]


def test_codes_are_compared_as_prevalence():
    results = framing.compare(framing.count(ARTICLES, coded()))
    row = results.iloc[0]
    assert (row["measure"], row["base"], row["rate_a"], row["rate_b"]) == ("prevalence", "coded articles", 0.6, 0.2)


def test_the_sentences_about_codes_do_not_speak_of_instances():
    text = str(framing.describe(framing.compare(framing.count(ARTICLES, coded()))))
    assert ("share of coded articles" in text, "at least once" in text, "voices" in text) == (True, False, False)


def test_the_scores_of_an_article_are_summed_where_it_has_all():
    counts = framing.count(ARTICLES, coded(score=[None] + [0.25] * 39))
    assert counts["expected"].head(2).fillna(-1).tolist() == [-1, 0.25]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": None}, "40 rows have no value"),
        ({"unit": "page"}, "the unit 'page'"),
        ({"score": 2.0}, "a score that is no probability"),
        ({"made_by": "robot"}, "a made_by that is none of person, model, lexicon, classifier"),
        ({"doc_id": "x9", "code": [f"c{number}" for number in range(40)]}, "doc_id x9 not in articles"),
        ({"doc_id": "d1"}, "Ann gave conflict two values in one place"),
        ({"unit": "sentence"}, "no column 'start' and 'end'"),
    ],
)
def test_what_cannot_be_right_is_refused(change, message):
    with pytest.raises(ValueError, match=message) as error:
        check_codes(coded().assign(**change), ARTICLES)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("codes", "options", "message"),
    [
        (coded(["angry"] * 40), {}, "'conflict' has values other than 0 and 1 \\('angry'\\)"),
        (pd.concat([coded(), coded(coder="Ben")]), {}, "codes of several coders \\(Ann, Ben\\)"),
        (coded(), {"by": "voice"}, "codes are of whole units"),
    ],
)
def test_what_cannot_be_counted_is_refused(codes, options, message):
    with pytest.raises(ValueError, match=message):
        framing.count(ARTICLES, codes, **options)
