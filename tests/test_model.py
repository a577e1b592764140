"""The checks of tables: one clear line, with the way out."""

import pandas as pd
import pytest

from framing.model import Note, Span, check_articles, check_columns, check_spans, named, note


def spans(**columns):
    table = {"doc_id": ["a"], "start": [0], "end": [3], "device": ["hedge"], "role": ["cue"], **columns}
    return pd.DataFrame(table).astype({"device": "category"})


def test_an_articles_table_with_the_three_columns_passes(article):
    assert check_articles(article("It rained.")) is None


def test_an_empty_articles_table_passes(article):
    assert check_articles(article("x").iloc[:0]) is None


@pytest.mark.parametrize("column", ["doc_id", "outlet", "text"])
def test_a_missing_column_is_named_with_the_columns_there_are(article, column):
    with pytest.raises(ValueError, match=rf"articles: no column '{column}' \(it has: .+\); framing.read"):
        check_articles(article("x").drop(columns=column))


def test_a_table_without_columns_is_said_to_have_none():
    with pytest.raises(ValueError, match="it has: no column at all"):
        check_articles(pd.DataFrame())


def test_something_that_is_no_table_is_named_by_its_type():
    with pytest.raises(ValueError, match="a pandas DataFrame is needed, not list; a way"):
        check_columns([], ["a"], name="articles", way_out="a way")


def test_a_doc_id_that_comes_twice_is_named(article):
    with pytest.raises(ValueError, match="doc_id comes twice: a; make each doc_id unique"):
        check_articles(article("x", "y").assign(doc_id="a"))


def test_an_empty_doc_id_is_counted(article):
    with pytest.raises(ValueError, match="1 rows have no doc_id"):
        check_articles(article("x", "y").assign(doc_id=["a", None]))


@pytest.mark.parametrize("text", [None, float("nan"), 7, b"bytes"])
def test_a_text_that_is_no_string_is_named_with_the_way_out(article, text):
    table = article("x", "y").assign(text=pd.Series(["x", text], dtype=object))
    with pytest.raises(ValueError, match=r"1 texts are not strings \(doc_id b\); articles\['text'\].fillna\(''\)"):
        check_articles(table)


def test_half_a_character_is_named_with_the_way_out(article):
    table = article("x").assign(text=pd.Series(["Rain \ud800"], dtype=object))
    with pytest.raises(ValueError, match=r"lone surrogate \(doc_id a\); .*'replace'"):
        check_articles(table)


def test_the_way_out_of_half_a_character_works(article):
    table = article("x").assign(text=pd.Series(["Rain \ud800"], dtype=object))
    mended = table.assign(text=table["text"].map(lambda text: text.encode("utf-8", "replace").decode()))
    assert (check_articles(mended), mended["text"].item()) == (None, "Rain ?")


def test_spans_in_their_text_pass(article):
    assert check_spans(spans(), article("may")) is None


@pytest.mark.parametrize("place", [{"start": [-1]}, {"start": [4], "end": [3]}, {"end": [5]}])
def test_spans_outside_their_text_are_counted(article, place):
    with pytest.raises(ValueError, match=r"1 lie outside their text \(doc_id a\)"):
        check_spans(spans(**place), article("may"))


def test_spans_of_an_unknown_article_are_named_with_the_way_out(article):
    with pytest.raises(ValueError, match=r"doc_id z not in articles; .*isin\(articles\['doc_id'\]\)"):
        check_spans(spans(doc_id=["z"]), article("may"))


def test_a_device_that_is_not_categorical_is_an_error(article):
    with pytest.raises(ValueError, match="'device' is not categorical"):
        check_spans(spans().astype({"device": "object"}), article("may"))


def test_a_note_is_a_warning_that_points_at_the_caller_of_the_verb():
    def verb():
        note("some texts are empty")

    with pytest.warns(Note, match="some texts are empty") as caught:
        verb()
    assert caught[0].filename == __file__


def test_a_long_list_is_cut_for_a_message():
    assert named(range(8), most=3) == "0, 1, 2 and 5 more"


def test_a_span_is_a_plain_tuple():
    assert Span(0, 3, "hedge", "modal", "cue", 0, "may") == (0, 3, "hedge", "modal", "cue", 0, "may")
