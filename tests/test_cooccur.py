"""What stands near a target: counts by sentence, paragraph and statement, and outlets' gaps by target."""

import numpy as np
import pandas as pd
import pytest

from framing import compare, compare_gaps, cooccur, label

TEXT = (
    "Ada Orr may win the vote. Bo Lee left town.\n\n"
    "“The bridge may fall,” said Orr. She claimed that it could close. "
    "Bo Lee said that it rained.\n\nNothing else happened."
)


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": [TEXT, "It may rain on Friday."]})


@pytest.fixture(scope="module")
def spans(articles, tmp_path_factory):
    path = tmp_path_factory.mktemp("actors") / "actors.tsv"
    path.write_text(
        "term\tdevice\tsubtype\tsource\nada orr\tactor\tperson:Ada Orr\town\nbo lee\tactor\tperson:Bo Lee\town\n",
        "utf-8",
    )
    return label(articles, ["attribution", "boilerplate", "hedge", "actor"], lexicons=path)


def numbers(table):
    return {(row.doc_id, row.target): (row.n, row.words) for row in table.itertuples()}


def test_a_sentence_that_names_a_target_is_near_it(articles, spans):
    found = numbers(cooccur(articles, spans, device="hedge"))
    assert (found["a", "Ada Orr"], found["a", "Bo Lee"]) == ((2, 12), (0, 10))


def test_elsewhere_is_all_other_text(articles, spans):
    found = numbers(cooccur(articles, spans, device="hedge"))
    assert (found["a", "elsewhere"], found["b", "elsewhere"]) == ((1, 9), (1, 5))


def test_a_paragraph_with_two_targets_is_near_both(articles, spans):
    found = numbers(cooccur(articles, spans, device="hedge", scope="paragraph"))
    assert found["a", "Ada Orr"] == found["a", "Bo Lee"] == (3, 28)


def test_statements_are_those_of_the_target_by_pronoun_too(articles, spans):
    found = numbers(cooccur(articles, spans, device="hedge", scope="content"))
    assert (found["a", "Ada Orr"][0], found["a", "Bo Lee"][0]) == (2, 0)


def test_claims_are_counted_by_the_class_of_their_verb_out_of_all_of_the_target(articles, spans):
    table = cooccur(articles, spans, device="attribution", scope="content")
    found = {(row.target, row.device): (row.n, row.words) for row in table.itertuples()}
    assert found == {
        ("Ada Orr", "neutral"): (1, 2), ("Ada Orr", "distancing"): (1, 2),
        ("Bo Lee", "neutral"): (1, 1), ("Bo Lee", "distancing"): (0, 1),
    }  # fmt: skip


def test_a_voice_restricts_cues_and_words(articles, spans):
    found = numbers(cooccur(articles, spans, device="hedge", voice="outlet"))
    assert found["a", "Ada Orr"] == (1, 8)


def test_all_words_near_one_target_or_elsewhere_are_the_words_of_the_article(articles, spans):
    table = cooccur(articles, spans, device="hedge")
    assert table.loc[table["doc_id"] == "a", "words"].sum() == 31


def test_the_tables_given_are_not_changed(articles, spans):
    before = spans.copy()
    cooccur(articles, spans, device="hedge")
    pd.testing.assert_frame_equal(spans, before)


@pytest.fixture(scope="module")
def many():
    """Two outlets, of which one hedges twice as often near Orr, and neither near Lee."""
    rng = np.random.default_rng(0)
    rows = [
        (f"{outlet}{number}", outlet, target, 400, rng.poisson(20 if (outlet, target) == ("Bee", "Ada Orr") else 10))
        for outlet in ("Bee", "Sun") for number in range(40) for target in ("Ada Orr", "Bo Lee")
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["doc_id", "outlet", "target", "words", "n"])
    return table.assign(device="hedge", base="words")


def test_outlets_are_compared_for_each_target(many):
    results = compare(many).set_index("target")["ratio"]
    assert results["Ada Orr"] > 1.7 > 1.3 > results["Bo Lee"]


def test_the_ratio_of_ratios_of_outlets_by_target_has_an_interval(many):
    row = compare_gaps(many, across="target").iloc[0]
    assert 1 < row["low"] < row["ratio"] < row["high"]
    assert (row["a"], row["b"]) == ("Bee / Sun in Ada Orr", "Bee / Sun in Bo Lee")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"device": "hedge", "scope": "page"}, "scope='page' is none of sentence, paragraph, content"),
        ({"device": "actor"}, "device and with_ are both 'actor'"),
        ({"device": "booster"}, "device='booster', but that device was not looked for"),
        ({"device": "hedge", "voice": "loud"}, "voice='loud' is none of outlet"),
        ({"device": "hedge", "voice": "outlet", "scope": "content"}, "leave voice= out"),
        ({"device": "hedge", "with_": "boilerplate"}, "the spans have no boilerplate at all"),
    ],
)
def test_a_wrong_option_is_one_clear_line(articles, spans, options, message):
    with pytest.raises(ValueError, match=message):
        cooccur(articles, spans, **options)
