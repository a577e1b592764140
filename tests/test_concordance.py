"""Lines in context: which cues, how much context, in which order."""

import sys

import pandas as pd
import pytest

from framing.concordance import CONCORDANCE_COLUMNS, concordance
from framing.model import SPAN_COLUMNS, Note

BRIDGE = (
    "Bridge may close\n\nThe bridge may close, the mayor said. It was perhaps too old. Nobody knows.\n"
    "“We could mend it,” Ana Ruiz said."
)
HARBOUR = "The harbour seems calm. 🌊 Ships might sail."


def spans_at(*places):
    """Return a spans table from (doc_id, text, word, occurrence, device) tuples, all of them cues."""
    rows = []
    for doc_id, text, word, occurrence, device in places:
        start = -1
        for _ in range(occurrence):
            start = text.index(word, start + 1)
        rows.append(
            (
                doc_id,
                start,
                start + len(word),
                device,
                "modal",
                "cue",
                len(rows),
                word,
                "outlet",
                "",
                "",
                "body",
                "",
                float("nan"),
                "t",
            )
        )
    spans = pd.DataFrame(rows, columns=list(SPAN_COLUMNS))
    return spans.assign(device=pd.Categorical(spans["device"], ["booster", "hedge", "naming"]))


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "doc_id": ["b1", "h1"],
            "outlet": ["Courier", "Lantern"],
            "date": pd.to_datetime(["2024-01-02", "2024-01-03"]),
            "text": [BRIDGE, HARBOUR],
        }
    )


@pytest.fixture
def spans():
    return spans_at(
        ("h1", HARBOUR, "might", 1, "hedge"),
        ("b1", BRIDGE, "could", 1, "hedge"),
        ("b1", BRIDGE, "may", 2, "hedge"),
        ("b1", BRIDGE, "mayor", 1, "naming"),
        ("b1", BRIDGE, "perhaps", 1, "hedge"),
        ("h1", HARBOUR, "seems", 1, "hedge"),
    )


def test_the_columns_are_those_of_the_design(articles, spans):
    assert tuple(concordance(articles, spans).columns) == CONCORDANCE_COLUMNS


def test_lines_stand_in_the_order_of_articles_and_texts(articles, spans):
    lines = concordance(articles, spans)
    assert lines["match"].tolist() == ["may", "mayor", "perhaps", "could", "seems", "might"]


def test_the_sentence_is_the_context_by_default(articles, spans):
    line = concordance(articles, spans).iloc[2]
    assert (line["left"], line["match"], line["right"]) == ("It was ", "perhaps", " too old.")


def test_the_paragraph_can_be_the_context(articles, spans):
    line = concordance(articles, spans, context="paragraph").iloc[2]
    assert line["left"] + line["match"] + line["right"] == BRIDGE.split("\n")[2]


@pytest.mark.parametrize("width", [0, 1, 7, 10_000])
def test_a_width_gives_that_many_characters_of_the_unaltered_text(articles, spans, width):
    line = concordance(articles, spans, context=width).iloc[2]
    start = BRIDGE.index("perhaps")
    assert (line["left"], line["right"]) == (BRIDGE[max(0, start - width) : start], BRIDGE[start + 7 :][:width])


@pytest.mark.parametrize("context", ["sentence", "paragraph", 60])
def test_left_match_and_right_are_one_stretch_of_the_text(articles, spans, context):
    lines = concordance(articles, spans, context=context)
    texts = lines["doc_id"].map(articles.set_index("doc_id")["text"])
    whole = lines["left"] + lines["match"] + lines["right"]
    assert [stretch in text for stretch, text in zip(whole, texts, strict=True)] == [True] * 6


def test_only_cues_make_lines(articles, spans):
    roles = ["cue", "source", "content", "cue", "cue", "cue"]
    assert len(concordance(articles, spans.assign(role=roles))) == 4


def test_devices_can_be_chosen(articles, spans):
    assert concordance(articles, spans, devices=["naming"])["match"].tolist() == ["mayor"]


def test_one_device_can_be_named_without_a_list(articles, spans):
    assert len(concordance(articles, spans, devices="hedge")) == 5


def test_a_device_looked_for_and_not_found_has_no_line(articles, spans):
    assert concordance(articles, spans, devices="booster").empty


def test_a_table_without_lines_has_all_columns(articles, spans):
    assert tuple(concordance(articles, spans.iloc[:0], sort="left").columns) == CONCORDANCE_COLUMNS


def test_a_device_nobody_looked_for_is_an_error(articles, spans):
    with pytest.raises(ValueError, match="metaphor not among the devices looked for: booster, hedge, naming"):
        concordance(articles, spans, devices=["metaphor"])


@pytest.mark.parametrize(
    "option", [{"context": "page"}, {"context": -1}, {"sort": "cue"}, {"sort": ["match", "cue"]}, {"by": "cue"}]
)
def test_an_unknown_option_is_an_error_that_names_it(articles, spans, option):
    with pytest.raises(ValueError, match=rf"^concordance: {next(iter(option))}="):
        concordance(articles, spans, **option)


def test_articles_without_a_date_give_an_empty_column(articles, spans):
    assert concordance(articles.drop(columns="date"), spans)["date"].isna().all()


def test_spans_without_voice_give_an_empty_column(articles, spans):
    assert set(concordance(articles, spans.drop(columns="voice"))["voice"]) == {""}


def test_sorting_by_match_puts_like_cues_together(articles, spans):
    lines = concordance(articles, spans, sort="match")
    assert lines["match"].tolist() == ["could", "may", "mayor", "might", "perhaps", "seems"]


def test_sorting_by_right_reads_on_from_the_cue(articles, spans):
    lines = concordance(articles, spans, devices="hedge", sort="right")
    assert lines["right"].str.split().str[0].tolist() == ["calm.", "close,", "mend", "sail.", "too"]


def test_sorting_by_left_reads_back_from_the_cue(articles, spans):
    lines = concordance(articles, spans, devices="hedge", sort="left")
    assert lines["left"].str.split().str[-1].tolist() == ["bridge", "harbour", "Ships", "was", "“We"]


@pytest.mark.parametrize("column", ["outlet", "date", "voice", "speaker", "device", "subtype", "doc_id"])
def test_lines_can_be_sorted_by_any_column(articles, spans, column):
    voices = spans.assign(voice=["quoted", "outlet"] * 3, speaker=["Orr", "", "", "Ruiz", "Orr", ""])
    found = concordance(articles.iloc[::-1], voices, sort=column)[column].astype(str).tolist()
    assert found == sorted(found, key=str.casefold)


def test_several_columns_sort_one_after_the_other(articles, spans):
    lines = concordance(articles, spans.assign(voice=["quoted", "outlet"] * 3), sort=["voice", "match"])
    found = list(lines[["voice", "match"]].itertuples(index=False, name=None))
    assert found == [
        ("outlet", "could"), ("outlet", "mayor"), ("outlet", "seems"),
        ("quoted", "may"), ("quoted", "might"), ("quoted", "perhaps"),
    ]  # fmt: skip


def test_lines_that_are_alike_keep_the_order_of_the_texts(articles, spans):
    pd.testing.assert_frame_equal(concordance(articles, spans, sort="subtype"), concordance(articles, spans))


def test_no_column_to_sort_by_is_the_order_of_the_texts(articles, spans):
    pd.testing.assert_frame_equal(concordance(articles, spans, sort=[]), concordance(articles, spans))


def test_lines_survive_csv(articles, spans, tmp_path):
    lines = concordance(articles, spans, context=80)
    lines.to_csv(tmp_path / "lines.csv", index=False)
    back = pd.read_csv(tmp_path / "lines.csv", keep_default_na=False)
    assert back[["left", "match", "right"]].to_numpy().tolist() == lines[["left", "match", "right"]].to_numpy().tolist()


def test_a_cue_without_a_word_is_an_empty_match_before_its_content(articles, spans):
    start = BRIDGE.index("“We")
    bare = spans.iloc[:1].assign(doc_id="b1", start=start, end=start)
    line = concordance(articles, bare, context="paragraph").iloc[0]
    assert (line["left"], line["match"], line["right"]) == ("", "", BRIDGE[start:])


def test_a_cue_over_two_sentences_has_the_context_of_both(articles, spans):
    start = BRIDGE.index("said. It")
    wide = spans.iloc[:1].assign(doc_id="b1", start=start, end=start + len("said. It"))
    line = concordance(articles, wide).iloc[0]
    assert (line["left"], line["right"]) == ("The bridge may close, the mayor ", " was perhaps too old.")


def test_a_cue_between_paragraphs_has_no_context(articles, spans):
    gap = BRIDGE.index("\n\n") + 1
    line = concordance(articles, spans.iloc[:1].assign(doc_id="b1", start=gap, end=gap), context="paragraph").iloc[0]
    assert (line["left"], line["right"]) == ("", "")


def test_a_line_too_long_to_read_is_cut_and_noted(articles, spans):
    text = "rain " * 1_000 + "may fall" + " rain" * 1_000
    cue = spans.iloc[:1].assign(start=text.index("may"), end=text.index("may") + 3)
    with pytest.warns(Note, match="a sentence too long to read, cut to 2,000 characters a side, in lines: 1"):
        line = concordance(articles.iloc[1:].assign(text=text), cue).iloc[0]
    assert (len(line["left"]) <= 2_000, line["match"], len(line["right"])) == (True, "may", 2_000)


def test_the_tables_given_are_not_changed(articles, spans):
    before = articles.copy(), spans.copy()
    concordance(articles, spans, sort="left")
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(spans, before[1])


def test_rows_may_carry_any_index(articles, spans):
    shuffled = spans.set_index(pd.Index([9, 9, 4, 4, 0, 7]))
    again = concordance(articles.set_index(pd.Index([5, 5])), shuffled)
    pd.testing.assert_frame_equal(again, concordance(articles, spans))


def test_sentences_are_found_once_an_article(articles, spans, monkeypatch):
    asked = []
    module = sys.modules["framing.concordance"]  # the package's own name for it is the verb's
    monkeypatch.setattr(module, "sentence_spans", lambda text: asked.append(text) or [(0, len(text))])
    concordance(articles, spans)
    assert asked == [BRIDGE, HARBOUR]
