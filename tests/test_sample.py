"""The sample for hand coding: chances are known, none is zero, coders see no label, a seed draws the same again."""

import re

import numpy as np
import pandas as pd
import pytest

from framing.coding.drawing import allocated
from framing.count import count
from framing.label import label
from framing.model import Note
from framing.sample import sample

PLAIN, HEDGED, NETTED = "The bridge is open again.", "The bridge may close.", "It is rather a question of money."
LEFT_OUT = "Sign up for our newsletter."


def text_of(seed, sentences=30):
    rng = np.random.default_rng(seed)
    kinds = rng.choice([PLAIN, HEDGED, NETTED], sentences, p=[0.7, 0.2, 0.1])
    numbered = [f"{kind[:-1]} on day {place}." for place, kind in enumerate(kinds)]
    return "\n\n".join(" ".join(numbered[place : place + 3]) for place in range(0, sentences, 3))


@pytest.fixture(scope="module")
def articles():
    outlets = ["Bee"] * 4 + ["Sun"] * 3
    return pd.DataFrame(
        {
            "doc_id": [f"a{place}" for place in range(7)],
            "outlet": outlets,
            "text": [text_of(place) for place in range(7)],
        }
    )


@pytest.fixture(scope="module")
def spans(articles):
    return label(articles, ["hedge"], with_voice=False)


def test_each_outlet_has_as_many_sentences_as_asked_for(articles, spans):
    assert sample(articles, spans, n=25)["outlet"].value_counts().to_dict() == {"Bee": 25, "Sun": 25}


def test_the_chances_sum_up_to_all_sentences(articles, spans):
    drawn = sample(articles, spans, n=25, net=["rather"])
    sums = (1 / drawn["probability"]).groupby(drawn["outlet"]).sum()
    assert sums.to_dict() == pytest.approx({"Bee": 4 * 30, "Sun": 3 * 30})


def test_no_sentence_is_drawn_twice(articles, spans):
    assert not sample(articles, spans, n=60)[["doc_id", "start"]].duplicated().any()


def test_weighed_by_its_chances_the_sample_is_right_on_average(articles, spans):
    drawn = [sample(articles, spans, n=20, net=["rather"], seed=seed) for seed in range(60)]
    totals = [(table["sentence"].str.contains("rather") / table["probability"]).sum() for table in drawn]
    assert np.mean(totals) == pytest.approx(articles["text"].str.count("rather").sum(), rel=0.05)


def test_what_was_found_is_what_count_counts(articles, spans):
    drawn = sample(articles, spans, n=10)
    counts = count(articles, spans).set_index("doc_id")["n"]
    assert drawn["article_found"].tolist() == counts[drawn["doc_id"]].tolist()
    assert drawn["article_drawn"].tolist() == drawn["doc_id"].map(drawn["doc_id"].value_counts()).tolist()


def test_all_sentences_together_have_what_count_counts(articles, spans):
    with pytest.warns(Note, match="outlet Bee, Sun have fewer than 500 sentences, so all of them are included"):
        drawn = sample(articles, spans, n=500)
    assert drawn["found"].sum() == count(articles, spans)["n"].sum()


def test_the_strata_are_what_was_found_then_the_net_then_the_rest(articles, spans):
    drawn = sample(articles, spans, n=40, net=["rather"])
    expected = np.where(drawn["found"] > 0, "found", np.where(drawn["sentence"].str.contains("rather"), "net", "rest"))
    assert drawn["stratum"].tolist() == expected.tolist()


def test_a_bundled_device_can_be_the_net(articles, spans):
    no_spans = spans.head(0)
    drawn = sample(articles, no_spans, n=40, net="hedge")
    assert (drawn.loc[drawn["sentence"].str.contains(" may "), "stratum"] == "net").all()


def test_a_lexicon_file_can_be_the_net(articles, spans, tmp_path):
    (tmp_path / "net.tsv").write_text("term\tdevice\tsubtype\tsource\nquest*\tmoney\t\town\n", encoding="utf-8")
    drawn = sample(articles, spans, n=40, net=tmp_path / "net.tsv")
    assert drawn["sentence"][drawn["stratum"] == "net"].str.contains("question").all()


def test_shares_decide_how_many_come_from_each_stratum(articles, spans):
    drawn = sample(articles, spans, n=20, strata={"found": 1, "rest": 3})
    assert drawn.groupby(["outlet", "stratum"]).size().tolist() == [5, 15, 5, 15]


def test_a_stratum_too_small_for_its_share_is_taken_whole():
    assert allocated(np.array([3, 50, 400]), np.array([0.5, 0.3, 0.2]), 60).tolist()[0] == 3


def test_each_stratum_gives_two_at_least():
    assert allocated(np.array([100, 100]), np.array([0.999, 0.001]), 10).tolist() == [8, 2]


def test_excluded_text_is_not_drawn(articles):
    longer = articles.assign(text=articles["text"] + f"\n\n{LEFT_OUT}")
    spans = label(longer, ["hedge", "boilerplate"])
    drawn = sample(longer, spans, n=90, device="hedge", exclude="boilerplate")
    assert LEFT_OUT not in set(drawn["sentence"])


def test_the_context_is_the_sentences_beside():
    text = "One came.\nTwo\tmay come. Three went. Four may go."
    articles = pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "text": [text]})
    drawn = sample(articles, label(articles, ["hedge"], with_voice=False), n=4).set_index("start")
    assert drawn.loc[10, ["before", "sentence", "after"]].tolist() == ["One came.", "Two may come.", "Three went."]


def test_the_same_seed_draws_the_same(articles, spans):
    pd.testing.assert_frame_equal(sample(articles, spans, n=20, seed=5), sample(articles, spans, n=20, seed=5))


def test_another_seed_draws_others(articles, spans):
    first, second = (set(sample(articles, spans, n=20, seed=seed)["sentence"]) for seed in (5, 6))
    assert first != second


def test_the_order_tells_nothing_of_outlet(articles, spans):
    assert sample(articles, spans, n=25)["outlet"].is_monotonic_increasing is False


def test_the_tables_given_are_unchanged(articles, spans):
    before = articles.copy(), spans.copy()
    sample(articles, spans, n=20)
    assert [articles.equals(before[0]), spans.equals(before[1])] == [True, True]


# By voice


@pytest.fixture(scope="module")
def quoting():
    text = "“Rain may fall in the north,” Ada Orr said on Monday. Ferries may run late. It is cold."
    return pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Bee", "Sun"], "text": [text, text]})


@pytest.fixture(scope="module")
def voiced(quoting):
    return label(quoting, ["hedge", "attribution"])


def test_by_voice_found_and_words_are_those_of_count(quoting, voiced):
    with pytest.warns(Note, match="fewer than 9"):
        drawn = sample(quoting, voiced, n=9, device="hedge", with_voice=True)
    counts = count(quoting, voiced, by="voice")
    expected = counts[counts["device"] == "hedge"].groupby("voice", observed=True)[["n", "words"]].sum()
    sums = drawn.groupby("voice")[["found", "words"]].sum()
    assert sums.to_numpy().tolist() == expected.loc[sums.index].to_numpy().tolist()


def test_by_voice_each_sentence_has_a_row_a_voice(quoting, voiced):
    with pytest.warns(Note, match="fewer than 9"):
        drawn = sample(quoting, voiced, n=9, device="hedge", with_voice=True)
    assert drawn.groupby("sentence_id")["voice"].apply(list).tolist() == [["outlet", "quoted", "reported"]] * 6


# The sheet


def test_the_sheet_shows_coders_neither_outlet_nor_label(articles, spans, tmp_path):
    sample(articles, spans, n=20, sheet=tmp_path / "sheet.csv")
    sheet = pd.read_csv(tmp_path / "sheet.csv")
    assert sheet.columns.tolist() == ["sentence_id", "before", "sentence", "after", "hedge", "comment"]


def test_the_sheet_opens_in_a_spreadsheet_as_utf_8(articles, spans, tmp_path):
    sample(articles, spans, n=20, sheet=tmp_path / "sheet.csv")
    assert (tmp_path / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_cell_is_a_formula(tmp_path):
    articles = pd.DataFrame(
        {"doc_id": ["a"], "outlet": ["Bee"], "text": ["=SUM(A1) may be.\n-It is.\nThat is all.\nYes."]}
    )
    sample(articles, label(articles, ["hedge"], with_voice=False), n=4, sheet=tmp_path / "sheet.csv")
    assert not re.search(r'(?m)(?:^|,|")[=\-+@]', (tmp_path / "sheet.csv").read_text("utf-8-sig"))


def test_the_same_sheet_may_be_written_again(articles, spans, tmp_path):
    for _ in range(2):
        drawn = sample(articles, spans, n=20, sheet=tmp_path / "sheet.csv")
    assert len(pd.read_csv(tmp_path / "sheet.csv")) == len(drawn)


def test_a_sheet_that_may_hold_codings_is_not_written_over(articles, spans, tmp_path):
    sample(articles, spans, n=20, sheet=tmp_path / "sheet.csv")
    with pytest.raises(ValueError, match=r"sheet\.csv: exists already and may hold codings"):
        sample(articles, spans, n=20, seed=1, sheet=tmp_path / "sheet.csv")


# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"device": "booster"}, "sample: 'booster' was not labelled (only hedge)"),
        ({"by": "section"}, "articles: no column 'section'"),
        ({"by": "doc_id"}, "by='doc_id' does not group articles"),
        ({"n": 3}, "n=3 is too few; at least 2 sentences come from each of found, rest"),
        ({"strata": {"found": 1, "rest": 0}}, "strata: the share of 'rest' is 0"),
        ({"strata": {"found": 1}}, "strata: shares of found given; they are needed of found, rest"),
        ({"net": ["…"]}, "net: '…' has no letter"),
        ({"net": "nowhere.tsv"}, "nowhere.tsv: no such lexicon file"),
        ({"exclude": "boilerplate"}, "sample: exclude='boilerplate', but that was not labelled"),
        ({"with_voice": True}, "sample: with_voice=True needs attribution, but that was not labelled"),
    ],
)
def test_options_that_cannot_be_are_named(articles, spans, options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        sample(articles, spans, **{"n": 20, **options})


def test_of_several_devices_one_is_to_be_named(articles, spans):
    two = spans.assign(device=spans["device"].cat.add_categories("booster"))
    with pytest.raises(ValueError, match="device= is required; coders code one device at a time"):
        sample(articles, two, n=20)


def test_labels_of_several_coders_are_refused(articles, spans):
    two = pd.concat([spans, spans.assign(coder="coder_2")])
    with pytest.raises(ValueError, match="spans of several coders"):
        sample(articles, two, n=20)


def test_an_outlet_without_a_sentence_is_named(articles, spans):
    empty = pd.concat([articles, pd.DataFrame({"doc_id": ["e"], "outlet": ["Owl"], "text": [""]})])
    with pytest.raises(ValueError, match="outlet Owl has no sentence to draw from"):
        sample(empty, spans, n=20)


def test_articles_without_outlet_are_refused(articles, spans):
    with pytest.raises(ValueError, match="articles: 1 have no outlet"):
        sample(articles.assign(outlet=[None, *articles["outlet"][1:]]), spans, n=20)
