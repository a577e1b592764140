"""Labelling: which devices, own lexicons, voice and speaker and part, the table that comes out."""

import pandas as pd
import pytest

from framing.label import CODER, label
from framing.model import SPAN_COLUMNS
from framing.vocabulary.codebook_pages import device_names

HEADER = "term\tdevice\tsubtype\tsource\n"
QUOTED = "“The deal may fail,” Ada Orr said. It seems dead."
SAID = ("Ada Orr", "said", "“The deal may fail,”")


@pytest.fixture
def lexicon(tmp_path):
    """A function from lines to a lexicon file of one's own."""

    def write(*lines):
        path = tmp_path / f"mine{len(list(tmp_path.iterdir()))}.tsv"
        path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


def cues(spans, text, device):
    found = spans[(spans["device"] == device) & (spans["role"] == "cue")]
    return [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]


def of(spans, column, device="hedge"):
    return spans.loc[spans["device"] == device, column].tolist()


def test_all_devices_are_looked_for_by_default(article):
    assert tuple(label(article(QUOTED))["device"].cat.categories) == device_names()


def test_the_package_brings_ten_devices_and_the_layout():
    assert device_names() == (
        "attribution", "boilerplate", "booster", "evaluation", "hedge", "layout", "naming", "negation",
        "passive_agentless", "presupposition", "scare_quote",
    )  # fmt: skip


def test_only_the_devices_asked_for_are_given(article):
    spans = label(article(QUOTED), ["hedge"])
    assert (set(spans["device"]), spans["device"].cat.categories.tolist()) == ({"hedge"}, ["hedge"])


def test_one_device_may_be_named_by_itself(article):
    assert label(article(QUOTED), "hedge").equals(label(article(QUOTED), ["hedge"]))


def test_a_device_asked_for_twice_is_looked_for_once(article):
    assert label(article(QUOTED), ["hedge", "hedge"]).equals(label(article(QUOTED), ["hedge"]))


@pytest.mark.parametrize(
    ("devices", "message"),
    [
        (["hegde"], r"devices: no device 'hegde'; did you mean 'hedge'\?"),
        (["xyz"], "no device 'xyz'; there are: attribution, boilerplate, booster, evaluation"),
        ([], "devices: none named; leave it out for all"),
    ],
)
def test_an_unknown_device_is_an_error_with_the_way_out(article, devices, message):
    with pytest.raises(ValueError, match=message):
        label(article(QUOTED), devices)


def test_a_hedge_in_a_quotation_is_the_speakers(article, label_by_hand):
    spans = label_by_hand(article(QUOTED), SAID)
    assert (of(spans, "voice"), of(spans, "speaker")) == (["quoted", "outlet"], ["Ada Orr", ""])


def test_a_hedge_in_reported_speech_is_reported(article, label_by_hand):
    text = "The ministry said that the deal may fail. It may not."
    spans = label_by_hand(article(text), ("The ministry", "said", "that the deal may fail"))
    assert (of(spans, "voice"), of(spans, "speaker")) == (["reported", "outlet"], ["the ministry", ""])


def test_within_points_at_the_attribution_around(article, label_by_hand):
    spans = label_by_hand(article(QUOTED), SAID)
    (said,) = spans.loc[spans["device"].eq("attribution"), "instance"].unique()
    assert spans.loc[spans["device"] == "hedge", "within"].fillna(-1).tolist() == [said, -1]


def test_within_is_empty_where_attributions_were_not_asked_for(article, label_by_hand):
    spans = label_by_hand(article(QUOTED), SAID, devices=["hedge"])
    assert (spans["within"].isna().all(), of(spans, "voice"), of(spans, "speaker")) == (
        True, ["quoted", "outlet"], ["Ada Orr", ""],
    )  # fmt: skip


def test_an_attributions_own_cue_and_source_are_in_the_voice_around_them(article, label_by_hand):
    spans = label_by_hand(article(QUOTED), SAID)
    own = spans[(spans["device"] == "attribution") & (spans["role"] != "content")]
    assert set(own["voice"]) == {"outlet"}


NESTED = "“The police said that it may rain,” Ada Orr told us."
INNER, OUTER = ("The police", "said", "that it may rain"), ("Ada Orr", "told", "“The police said that it may rain,”")


@pytest.mark.parametrize("order", [(INNER, OUTER), (OUTER, INNER)])
def test_a_hedge_is_the_innermost_speakers(article, label_by_hand, order):
    spans = label_by_hand(article(NESTED), *order)
    assert (of(spans, "voice"), of(spans, "speaker")) == (["quoted"], ["the police"])


def test_a_nested_attribution_stands_in_the_voice_of_the_outer_one(article, label_by_hand):
    spans = label_by_hand(article(NESTED), INNER, OUTER)
    inner = spans[(spans["device"] == "attribution") & (spans["role"] == "cue") & (spans["start"] < 20)]
    assert (inner["voice"].tolist(), inner["speaker"].tolist()) == (["quoted"], ["Ada Orr"])


def test_without_voice_the_columns_are_empty(article):
    spans = label(article(QUOTED), with_voice=False)
    assert set(spans[["voice", "speaker", "part"]].to_numpy().flat) == {""}


def test_voice_does_not_change_what_is_found(article):
    columns = ["start", "end", "device", "subtype", "role", "entry"]
    with_voice, without = label(article(QUOTED)), label(article(QUOTED), with_voice=False)
    assert (
        with_voice[columns].sort_values(columns).to_numpy().tolist()
        == without[columns].sort_values(columns).to_numpy().tolist()
    )


def test_parts_are_headline_lede_and_body(article):
    text = "Deal may fail\n\nThe deal may fail for good before the end of the week.\n\nIt may not."
    assert of(label(article(text)), "part") == ["headline", "lede", "body"]


def test_a_headline_column_names_the_headline(article):
    text = "The deal may fail.\n\nThe long deal may fail before the end of the week."
    assert of(label(article(text, headline="The deal may fail.")), "part") == ["headline", "lede"]


@pytest.mark.parametrize("headline", [None, float("nan"), pd.NA])
def test_an_empty_headline_is_none(article, headline):
    assert len(label(article(QUOTED, headline=[headline]))) == len(label(article(QUOTED)))


def test_a_lexicon_makes_a_device(article, lexicon):
    text = "A flood of ferries, a wave of buses."
    spans = label(article(text), lexicons=[lexicon("flood of\tmetaphor\twater\town", "wave of\tmetaphor\twater\town")])
    assert (cues(spans, text, "metaphor"), of(spans, "subtype", "metaphor")) == (["flood of", "wave of"], ["water"] * 2)


def test_a_device_of_ones_own_may_be_asked_for_alone(article, lexicon):
    spans = label(article("A flood of ferries."), ["metaphor"], lexicons=[lexicon("flood of\tmetaphor\twater\town")])
    assert spans["device"].tolist() == ["metaphor"]


def test_an_own_term_is_added_to_a_bundled_device(article, lexicon):
    text = "It is anyone's guess, and it may rain."
    spans = label(article(text), lexicons=[lexicon("anyone's guess\thedge\tnoun\town")])
    assert cues(spans, text, "hedge") == ["anyone's guess", "may"]


def test_an_own_term_replaces_the_bundled_one(article, lexicon):
    spans = label(article("It seems dead."), lexicons=[lexicon("seems\thedge\tmine\town")])
    assert of(spans, "subtype") == ["mine"]


def test_several_lexicons_are_read(article, lexicon):
    paths = [lexicon("flood of\tmetaphor\t\town"), lexicon("migrants\tlabelling\t\town")]
    assert label(article("A flood of migrants."), lexicons=paths)["device"].cat.categories.tolist()[-2:] == [
        "metaphor", "labelling",
    ]  # fmt: skip


def test_a_device_looked_for_and_not_found_is_a_category(article, lexicon):
    spans = label(article("It rained."), lexicons=[lexicon("flood of\tmetaphor\t\town")])
    assert (len(spans), "metaphor" in spans["device"].cat.categories) == (0, True)


def test_the_coder_is_the_package_with_its_version(article):
    assert set(label(article(QUOTED))["coder"]) == {CODER}


def test_the_coder_may_be_named(article):
    assert set(label(article(QUOTED), coder="trial")["coder"]) == {"trial"}


def test_progress_is_told_and_reaches_the_end(article):
    told = []
    label(article(*["It may rain."] * 25), ["hedge"], progress=lambda done, total: told.append((done, total)))
    assert told == [(20, 25), (25, 25)]


def test_a_doc_id_keeps_its_type(article):
    spans = label(article(QUOTED).assign(doc_id=7))
    assert (str(spans["doc_id"].dtype), set(spans["doc_id"])) == ("int64", {7})


def test_articles_with_any_index_are_labelled(article):
    table = article(QUOTED, "It may rain.")
    assert label(table.set_index(pd.Index([5, 5]))).equals(label(table))


def test_no_article_gives_an_empty_table_with_all_columns(article):
    spans = label(article("x").iloc[:0])
    assert (len(spans), tuple(spans.columns)) == (0, SPAN_COLUMNS)


def test_spans_stand_in_the_order_of_the_articles(demo, demo_spans):
    assert demo_spans["doc_id"].unique().tolist() == [i for i in demo["doc_id"] if i in set(demo_spans["doc_id"])]


def test_labelling_articles_together_or_apart_gives_the_same(demo, demo_spans):
    apart = pd.concat([label(demo.iloc[[number]]) for number in range(4)], ignore_index=True)
    together = demo_spans[demo_spans["doc_id"].isin(demo["doc_id"].head(4))].reset_index(drop=True)
    assert apart.astype(object).equals(together.astype(object))


def test_every_demonstration_article_has_boilerplate_and_attributions(demo, demo_spans):
    found = demo_spans.groupby("device", observed=True)["doc_id"].nunique()
    assert found[["attribution", "boilerplate"]].tolist() == [len(demo), len(demo)]


# What is written as one is not broken


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("About 3,000 told the council that the road was closed.", ["About 3,000"]),
        ("About 3,000 people told the council that it was late.", ["About 3,000 people"]),
        ("About 1,234,567 told the council: “Stop the road.”", ["About 1,234,567"]),
        ("The road is late, according to 3,000 residents.", ["3,000 residents"]),
        ("The road is late, according to Ms. Whitman.", ["Ms. Whitman"]),
        ("According to Louisiana Rep. Ada Orr, the road is late.", ["Louisiana Rep. Ada Orr"]),
        ("“The road is late,” said Lt. Gov. Ada Orr.", ["Lt. Gov. Ada Orr"]),
    ],
)
def test_a_source_keeps_its_number_and_its_title_whole(article, text, sources):
    spans = label(article(text), ["attribution"])
    found = spans[spans["role"] == "source"]
    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == sources


def test_articles_read_together_have_the_labels_that_each_has_alone(article):
    texts = [
        "Neither came. No",
        "Rain fell, nor was it",
        "closed by the Control",
        "Act may",
        "",
        "not. Perhaps it was shut",
    ]
    lexical = ["booster", "evaluation", "hedge", "naming", "negation", "passive_agentless", "presupposition"]
    articles = article(*texts, " ".join(texts), " ".join(texts)[::-1])
    alone = [label(articles.iloc[[number]], lexical, with_voice=False) for number in range(len(articles))]
    pd.testing.assert_frame_equal(
        label(articles, lexical, with_voice=False), pd.concat(alone, ignore_index=True), check_categorical=False
    )
