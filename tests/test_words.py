"""One rule tells where a cue and where a word stands: counts and words of the layers fit each other on any text."""

import os
import random
import warnings
from functools import partial
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from framing import count, label, rates
from framing.model import Span
from framing.read import read

DATA = Path(os.environ.get("FRAMING_DATA", Path(__file__).parents[2] / "shared" / "data"))
MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", "—", "–", "...", "?", "!", ".", ",", ":", ";", "\n", "\n\n", "―", "-"]
WORDS = (
    "may might Ada Orr said says told reporters that the deal seems dead according to officials police warned so-called"
    " gray zone not clearly again stopped was killed by Share this article Advertisement they claimed Mr. U.S. 3,000"
    " Reed: Q: A: illegal aliens climate crisis"
).split()
LAYERS = ["voice", "part", ["voice", "part"], ["voice", "subtype"]]


def made_up(generator):
    """A text of words and marks in any order."""
    pieces = generator.choices(
        [*MARKS, *[" "] * 10, *(f"{word} " for word in WORDS), *WORDS], k=generator.randint(1, 90)
    )
    return "".join(pieces)


@pytest.fixture(scope="module")
def articles():
    generator = random.Random(7)
    return pd.DataFrame({"doc_id": range(200), "outlet": "Bee", "text": [made_up(generator) for _ in range(200)]})


@pytest.fixture(scope="module")
def spans(articles):
    return label(articles)


def of_cues(articles, *cues, text_device="scare_quote"):
    """Spans by hand: device, role, instance, start, end, voice."""
    table = pd.DataFrame(cues, columns=["device", "role", "instance", "start", "end", "voice"])
    return table.assign(
        doc_id=articles["doc_id"].iloc[0], device=pd.Categorical(table["device"], ["attribution", text_device])
    )


def _given(found, _reading, _hits):
    return found


@pytest.fixture
def detect_by_hand(monkeypatch):
    """A function that lets detectors give the spans that it is handed, by device."""
    module = import_module("framing.labelling.plan")
    detectors = module.detectors()

    def give(**spans):
        by_hand = {device: partial(_given, found) for device, found in spans.items()}
        monkeypatch.setattr(module, "detectors", lambda: {**detectors, **by_hand})

    return give


@pytest.mark.parametrize("exclude", [(), "boilerplate", "scare_quote"])
@pytest.mark.parametrize("by", LAYERS, ids=str)
def test_no_instance_is_counted_out_of_no_words(articles, spans, by, exclude):
    counts = count(articles, spans, by=by, exclude=exclude)
    assert counts[(counts["n"] > 0) & (counts["words"] == 0)].empty


@pytest.mark.parametrize("exclude", [(), "boilerplate", "scare_quote"])
@pytest.mark.parametrize("by", LAYERS[:3], ids=str)
def test_instances_and_words_of_the_layers_add_up(articles, spans, by, exclude):
    key = ["doc_id", "device"]
    parts = count(articles, spans, by=by, exclude=exclude).groupby(key)[["n", "words"]].sum()
    whole = count(articles, spans, exclude=exclude).set_index(key)[["n", "words"]]
    pd.testing.assert_frame_equal(parts, whole.sort_index(), check_like=True)


def test_labels_need_no_mending_in_counts(articles, spans):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(count(articles, spans, by=["voice", "part", "speaker"], exclude="boilerplate"))


def test_a_cue_that_begins_with_a_mark_is_where_its_word_is(article, detect_by_hand):
    text = 'Ada Orr said it is not a "gray" zone.'
    detect_by_hand(
        attribution=[Span(0, 7, "attribution", "indirect", "source", 0, "hand"),
                     Span(8, 12, "attribution", "indirect", "cue", 0, "hand"),
                     Span(13, 26, "attribution", "indirect", "content", 0, "hand")],  # ends behind the mark
        scare_quote=[Span(25, 31, "scare_quote", "mark", "cue", 0, "hand")],
    )  # fmt: skip
    assert label(article(text), ["scare_quote"])["voice"].tolist() == ["outlet"]


def test_a_cue_whose_word_is_excluded_is_excluded(article):
    articles = article("It rained, and then “it” stopped for good after a while.")
    spans = of_cues(articles, ("attribution", "cue", 0, 20, 24, "outlet"), ("scare_quote", "cue", 1, 21, 23, "outlet"))
    assert count(articles, spans, exclude="scare_quote")[["words", "n"]].to_numpy().tolist() == [[10, 0]]


def test_words_of_a_cue_inside_its_own_content_are_the_outlets(article, label_by_hand):
    articles = article("It may rain, said Orr, and snow.")
    spans = label_by_hand(articles, ("Orr", "said", "It may rain, said Orr, and snow"), devices=["attribution"])
    words = count(articles, spans, by="voice").set_index("voice")["words"]
    assert words.to_dict() == {"outlet": 2, "quoted": 0, "reported": 5}


def test_a_hedge_that_is_the_cue_of_a_report_is_in_the_voice_of_that_cue(article, label_by_hand):
    articles = article("It seems that it rains.")
    spans = label_by_hand(articles, ("It", "seems", "It seems that it rains."), devices=["hedge", "attribution"])
    assert spans.loc[spans["device"] == "hedge", "voice"].tolist() == ["outlet"]


def test_a_bare_quotation_without_other_words_counts_where_its_words_are(article):
    articles = article("“It may rain.”")
    spans = label(articles, ["attribution"])
    counts = count(articles, spans, by="voice").set_index("voice")
    assert (spans.loc[spans["role"] == "cue", "voice"].tolist(), counts["n"].to_dict()) == (
        ["outlet"], {"outlet": 0, "quoted": 1, "reported": 0},
    )  # fmt: skip


def test_a_voice_without_words_is_counted_elsewhere_with_a_note(article):
    articles = article("It may rain.")
    spans = of_cues(articles, ("scare_quote", "cue", 0, 3, 6, "quoted"))
    with pytest.warns(UserWarning, match=r"1 cues are said to stand in a voice .* \(doc_id a\); they count where"):
        counts = count(articles, spans, by="voice")
    assert counts.loc[counts["n"] > 0, "voice"].tolist() == ["outlet"]


def test_a_cue_in_a_text_without_words_is_an_error_with_the_way_out(article):
    articles = article("?!")
    with pytest.raises(ValueError, match=r"1 instances stand in texts without a word .* \(doc_id a\); take them out"):
        count(articles, of_cues(articles, ("scare_quote", "cue", 0, 0, 1, "outlet")))


def test_the_words_of_the_lede_do_not_hang_on_what_is_excluded(article):
    articles = article(
        "Sign up for our free daily newsletter and never miss a story again.\n\n"
        "A ferry burned in the harbour for two hours on Friday."
    )
    spans = label(articles, ["boilerplate", "hedge", "layout"])
    with_it, without = (count(articles, spans, part="lede", exclude=left) for left in ((), "boilerplate"))
    assert (with_it["words"].max(), without["words"].max()) == (11, 11)


def test_a_span_in_a_text_without_words_has_a_voice(article, detect_by_hand):
    detect_by_hand(scare_quote=[Span(0, 1, "scare_quote", "mark", "cue", 0, "hand")])
    assert label(article("?!"), ["scare_quote"])["voice"].tolist() == ["outlet"]


@pytest.mark.skipif(not DATA.is_dir(), reason="the coded corpora are not there")
@pytest.mark.parametrize(
    ("file", "doc_ids"),
    [("kremlin_zelenskyy.jsonl.gz", r"zp-zelenskyy-3\d?"), ("basil.jsonl", r".*_[123]")],
)
@pytest.mark.filterwarnings("ignore::framing.model.Note")  # outlets get their profiles' names
def test_articles_of_a_real_corpus_are_compared_by_voice(file, doc_ids):
    articles = read(DATA / "outlets" / file)
    some = articles[articles["doc_id"].str.fullmatch(doc_ids)].head(40)
    counts = count(some, label(some), by="voice", exclude="boilerplate")
    assert len(rates(counts, by="outlet")) > 0
