"""The checks of tables: one clear line, with the way out."""

import time

import pandas as pd
import pytest

import framing
from framing.checks import check_alike, check_articles, check_coder, check_columns, check_counts, check_spans
from framing.model import Note, Span, named, note


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
    with pytest.raises(ValueError, match="doc_id is repeated: a; make each doc_id unique"):
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


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"role": ["CUE"]}, r"1 rows \(doc_id a\) have the role 'CUE', which is none of cue, source, content; write"),
        ({"voice": ["Outlet"]}, r"have the voice 'Outlet', which is none of outlet, quoted, reported; write"),
        ({"part": ["title"]}, r"have the part 'title', which is none of headline, lede, body; write"),
        ({"device": [None]}, r"1 rows \(doc_id a\) have no device; fill it in, or leave them out"),
        ({"start": [None]}, r"have no start; fill it in"),
        ({"doc_id": [None]}, r"1 rows \(without a doc_id\) have no doc_id; fill it in"),
        ({"start": [0.0]}, r"'start' is float64 and not of whole numbers; spans.astype\({'start': 'int64'}\) makes"),
        ({"end": ["3"]}, r"'end' is .* and not of whole numbers; spans.astype\({'end': 'int64'}\) makes it so"),
        ({"role": ["content"]}, r"no column 'instance', which ties sources and contents to their cue; framing.label"),
    ],
)
def test_spans_that_cannot_be_right_are_an_error_with_the_way_out(article, columns, message):
    with pytest.raises(ValueError, match=f"^spans: .*{message}"):
        check_spans(spans(**columns), article("may"))


def test_spans_that_come_twice_are_an_error_with_the_way_out():
    twice = pd.concat([spans(), spans()])
    with pytest.raises(ValueError, match=r"1 rows \(doc_id a\) have a place, .* twice; spans.drop_duplicates\(\)"):
        check_spans(twice)


def test_two_coders_may_mark_the_same_place():
    assert check_spans(pd.concat([spans(coder="ann"), spans(coder="ben")])) is None


def test_a_voice_that_was_not_told_passes():
    assert check_spans(spans(voice=[""], part=[""])) is None


def test_a_million_spans_are_checked_in_a_second():
    many = pd.DataFrame({"start": range(1_000_000), "role": "cue"})
    many = many.assign(end=many["start"] + 3, doc_id=(many["start"] // 50).astype(str), device="hedge")
    began = time.process_time()
    check_spans(many.assign(device=many["device"].astype("category"), voice="outlet"))
    assert time.process_time() - began < 2


@pytest.mark.parametrize("verb", ["concordance", "sources", "count"])
def test_a_verb_for_one_coder_refuses_several(article, verb):
    both = pd.concat([spans(coder="ann", instance=0, subtype=""), spans(coder="ben", instance=0, subtype="")])
    with pytest.raises(ValueError, match=rf"{verb}: spans of several coders \(ann, ben\); choose one: spans\[spans\["):
        getattr(framing, verb)(article("may"), both)


def test_spans_of_one_coder_pass():
    assert check_coder(spans(coder="ann"), verb="count") is None


def counts(**columns):
    return pd.DataFrame({"doc_id": ["a"], "outlet": ["Bee"], "device": ["hedge"], "words": [500], "n": [3], **columns})


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"n": [10_000]}, "1 rows have n above twice the words they are out of"),
        ({"n": [1], "words": [0]}, "1 rows have n above 0 but 0 words"),
        ({"n": [-1]}, "1 rows have n below 0"),
        ({"n": [0.5]}, "1 rows have n that is not a whole number"),
    ],
)
@pytest.mark.parametrize("verb", [framing.compare, framing.rates, framing.diagnostics])
def test_counts_that_cannot_be_right_are_an_error_with_the_way_out(verb, columns, message):
    with pytest.raises(ValueError, match=rf"counts: {message} \(doc_id a\); "):
        verb(counts(**columns))


@pytest.mark.parametrize("backend", ["pyarrow", "numpy_nullable"])
def test_counts_in_other_types_are_checked_alike(backend):
    with pytest.raises(ValueError, match="n above twice the words"):
        check_counts(counts(n=[10_000]).convert_dtypes(dtype_backend=backend), "outlet")


@pytest.mark.parametrize("dtype", [object, "category"])
def test_groups_that_print_alike_are_an_error_with_the_way_out(dtype):
    table = pd.concat([counts(wave=[1]), counts(wave=["1"], doc_id=["b"])]).astype({"wave": dtype})
    with pytest.raises(ValueError, match=r"'wave' has values that differ and print alike: 1; counts\['wave'\].astype"):
        framing.compare(table, by="wave")


@pytest.mark.parametrize("column", ["outlet", "doc_id"])
@pytest.mark.parametrize(
    "verb",
    [framing.wire_copy, framing.events, framing.label, lambda articles: framing.count(articles, pd.DataFrame())],
    ids=["wire_copy", "events", "label", "count"],
)
def test_articles_whose_names_print_alike_are_an_error_with_the_way_out(article, verb, column):
    articles = article("x", "y").assign(**{column: pd.Series([1, "1"], dtype=object)})
    with pytest.raises(ValueError, match=f"articles: '{column}' has values that differ and print alike: 1; articles"):
        verb(articles)


def test_values_of_several_types_that_print_otherwise_pass():
    assert check_alike(pd.Series([1, "2", None, None], dtype=object), name="counts") is None


def test_a_note_is_a_warning_that_points_at_the_caller_of_the_verb():
    def verb():
        note("some texts are empty")

    with pytest.warns(Note, match="some texts are empty") as caught:
        verb()
    assert caught[0].filename == __file__


def test_a_long_list_is_cut_for_a_message():
    assert named(range(8), most=3) == "0, 1, 2 and 5 more"


def test_a_span_is_a_plain_tuple():
    span = Span(0, 3, "hedge", "modal", "cue", 0, "may", score=0.5)
    assert span == (0, 3, "hedge", "modal", "cue", 0, "may", "", 0.5)


@pytest.mark.parametrize(
    "verb",
    [framing.count, framing.concordance, framing.sources, framing.show, framing.keyness, framing.dispersion],
)
def test_spans_where_articles_are_expected_are_an_error_that_says_the_order(verb, article):
    articles = article("It may rain.")
    with pytest.raises(ValueError, match=r"^articles come first, then spans"):
        verb(framing.label(articles), articles)
