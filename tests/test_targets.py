"""The table of targets and its counts: polarity and role of each mention of an actor."""

import numpy as np
import pandas as pd
import pytest

from framing import Note, compare_gaps, count, label, targets
from framing.targeting.network import network
from framing.targeting.window import NAME, TARGET, window_of

TEXT = (
    "Ada Orr deserves praise for her brave and brilliant work. The meeting begins on Friday at noon.\n\n"
    "“Bo Lee is a corrupt and shameful liar,” said Max Dunn. Lee was arrested on Monday."
)


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": [TEXT, "Rain fell."]})


@pytest.fixture(scope="module")
def spans(articles, tmp_path_factory):
    path = tmp_path_factory.mktemp("actors") / "actors.tsv"
    path.write_text(
        "term\tdevice\tsubtype\tsource\nada orr\tactor\tperson:Ada Orr\town\nbo lee\tactor\tperson:Bo Lee\town\n",
        "utf-8",
    )
    return label(articles, ["attribution", "boilerplate", "evaluation", "actor"], lexicons=path)


@pytest.fixture(scope="module")
def table(articles, spans):
    return targets(articles, spans)


def test_each_mention_has_a_row_with_target_and_kind(table):
    rows = list(table[["mention", "target", "target_kind"]].itertuples(index=False, name=None))
    assert rows == [("Ada Orr", "Ada Orr", "person"), ("Bo Lee", "Bo Lee", "person"), ("Lee", "Bo Lee", "person")]


def test_praise_is_positive_and_insult_negative(table):
    assert table["polarity"].tolist()[:2] == ["positive", "negative"]


def test_roles_voices_and_loaded_words_stand_beside(table):
    assert (table["role"].iloc[2], table["voice"].tolist()) == ("patient", ["outlet", "quoted", "outlet"])
    assert (table["has_loaded_word"].iloc[1], table["has_loaded_word"].iloc[2]) == (True, False)


def test_a_score_is_the_probability_of_its_polarity(table):
    assert table["score"].between(1 / 3, 1).all()


def test_who_is_named_does_not_count(articles, spans, table):
    other = articles.assign(text=articles["text"].str.replace("Ada Orr", "Eva Roe"))
    spans = spans.assign(subtype=spans["subtype"].str.replace("Ada Orr", "Eva Roe"))
    assert targets(other, spans)["score"].tolist() == table["score"].tolist()


def test_names_are_one_code_and_the_target_another():
    words = window_of("Ada Orr met Bo.", (0, 15), (0, 7), {}).word
    assert (words[0], words[2]) == (TARGET, NAME)


def test_together_and_alone_a_mention_has_the_same_probabilities():
    tagger = network()
    windows = [window_of(TEXT, (0, 57), place, tagger.words) for place in ((0, 7), (40, 49))]
    together = tagger.probabilities(windows)
    alone = np.concatenate([tagger.probabilities([window]) for window in windows])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_probabilities_sum_to_one_also_without_words():
    tagger = network()
    told = tagger.probabilities([tagger.window("Orr", (0, 3), (0, 3)), tagger.window("x" * 900, (0, 900), (400, 410))])
    np.testing.assert_allclose(told.sum(axis=1), 1, atol=1e-5)


def test_below_the_least_score_a_mention_is_neutral(articles, spans):
    assert set(targets(articles, spans, least=1.0)["polarity"]) == {"neutral"}


def test_without_evaluation_loaded_words_are_not_known(articles, spans):
    kept = spans[spans["device"] != "evaluation"]
    kept = kept.assign(device=kept["device"].cat.remove_categories("evaluation"))
    assert targets(articles, kept)["has_loaded_word"].isna().all()


def test_mentions_are_counted_by_polarity_out_of_those_of_the_target(articles, table):
    with pytest.warns(Note, match="errs in about three of ten mentions"):
        counts = count(articles, table, base="mentions", by="polarity")
    negative = counts[(counts["target"] == "Bo Lee") & (counts["device"] == "negative")].iloc[0]
    assert (negative["words"], negative["base"], 1 <= negative["n"] <= 2) == (2, "mentions", True)


def test_mentions_are_counted_apart_by_voice(articles, table):
    with pytest.warns(Note):
        counts = count(articles, table, base="mentions", by=["polarity", "voice"])
    lee = counts[counts["target"] == "Bo Lee"]
    assert lee.groupby("voice")["n"].sum().to_dict() == {"outlet": 1, "quoted": 1}


def test_shares_of_two_targets_are_compared_between_outlets():
    rng = np.random.default_rng(1)
    rows = [
        {"doc_id": f"{outlet}{i}", "target": target, "polarity": "negative" if rng.random() < share else "neutral"}
        for outlet, target, share in (
            ("Bee", "Orr", 0.7),
            ("Bee", "Lee", 0.3),
            ("Sun", "Orr", 0.3),
            ("Sun", "Lee", 0.3),
        )
        for i in range(60)
        for _ in range(4)
    ]
    documents = [(f"{outlet}{i}", outlet, "") for outlet in ("Bee", "Sun") for i in range(60)]
    articles = pd.DataFrame(documents, columns=["doc_id", "outlet", "text"])
    with pytest.warns(Note):
        counts = count(articles, pd.DataFrame(rows), base="mentions", by="polarity")
    gap = compare_gaps(counts[counts["device"] == "negative"], across="target").iloc[0]
    assert gap["high"] < 1  # Bee / Sun for Lee over Bee / Sun for Orr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "voice"}, "base='mentions' counts rows of framing.targets by polarity or role"),
        ({"by": ["role", "speaker"]}, "counts apart by voice and part|counts apart by voice, part"),
        ({"by": "polarity", "voice": "outlet"}, "takes no kinds=, voice=, part= or exclude="),
    ],
)
def test_a_wrong_option_of_count_is_one_clear_line(articles, table, options, message):
    with pytest.raises(ValueError, match=message):
        count(articles, table, base="mentions", **options)
    with pytest.raises(ValueError, match=r"rows of framing\.targets are counted with base='mentions'"):
        count(articles, table)


def test_spans_instead_of_targets_are_an_error_that_says_so(articles, spans):
    with pytest.raises(ValueError, match=r"no column 'target'.*framing.targets\(articles, spans\) makes this table"):
        count(articles, spans, base="mentions", by="role")


def test_without_actors_the_error_says_how_to_label_them(articles):
    with pytest.raises(ValueError, match=r"no actor was looked for; label\(articles, lexicons="):
        targets(articles, label(articles, ["hedge"]))
