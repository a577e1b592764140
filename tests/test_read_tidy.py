"""What collection put into texts goes on request, and a note says from how many articles."""

import json

import pytest

from framing.model import Note
from framing.read import read
from framing.read.tidy import TIDYINGS, joined_words, once_each, once_headed, without_abstract

LINE = "The mill on the north bank will close in May after ninety years of work."


@pytest.fixture
def read_texts(tmp_path):
    def reader(*texts, **options):
        rows = [
            {"doc_id": f"a{place}", "outlet": "Bee", "title": "Mill to Close", "text": text}
            for place, text in enumerate(texts)
        ]
        path = tmp_path / "articles.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return read(path, **options)["text"].tolist()

    return reader


def test_nothing_is_tidied_unless_asked(read_texts):
    text = f"Mill to Close\n\nMill to Close\n\nABSTRACT.\n\nA mill.\n\nFULL TEXT.\n\nThe gov-\nernment.\n{LINE}\n{LINE}"
    assert read_texts(text) == [text]


@pytest.mark.parametrize(
    ("tidy", "text", "after", "message"),
    [
        ("hyphenation", "The govern-\nment fell.", "The government fell.", "1 article had words split at a line end"),
        ("abstract", f"ABSTRACT.\n\nA mill.\n\nFULL TEXT.\n\n{LINE}", LINE, "1 article had an archive's abstract"),
        (
            "doubled_headline",
            f"Mill to Close\n\nMILL TO CLOSE\n\n{LINE}",
            f"Mill to Close\n\n{LINE}",
            "their headline twice",
        ),
        ("entities", "Fish &amp; chips for &#163;4", "Fish & chips for £4", "1 article had characters written as HTML"),
        ("repeated_text", f"{LINE}\n\n{LINE}\n\nNo.", f"{LINE}\n\nNo.", "1 article had paragraphs twice"),
    ],
)
def test_each_tidying_changes_the_text_and_says_so(read_texts, tidy, text, after, message):
    with pytest.warns(Note, match=message):
        assert read_texts(text, tidy=tidy) == [after]


def test_the_note_names_the_articles(read_texts):
    with pytest.warns(Note, match=r"^2 articles had words split .* \(tidy='hyphenation'\): a0, a2$"):
        read_texts("A gov-\nernor.", "Nothing.", "The may-\nor.", tidy="hyphenation")


def test_nothing_is_said_where_nothing_changes(read_texts):
    assert read_texts(LINE, tidy=tuple(TIDYINGS)) == [LINE]


def test_several_tidyings_go_together(read_texts):
    with pytest.warns(Note):
        assert read_texts(f"{LINE}\n\n{LINE.replace('close', 'clo-' + chr(10) + 'se')}", tidy=list(TIDYINGS)) == [
            f"{LINE}\n\n"
        ]


def test_an_unknown_tidying_is_an_error(read_texts):
    with pytest.raises(ValueError, match="tidy='spelling' is unknown; choose from entities, hyphenation, abstract"):
        read_texts(LINE, tidy="spelling")


def test_a_headline_is_prepended_after_tidying(read_texts):
    with pytest.warns(Note):
        assert read_texts(f"{LINE}\n{LINE}", tidy="repeated_text", prepend_headline=True) == [
            f"Mill to Close\n\n{LINE}\n"
        ]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("A gov\u00adern\u00adment.", "A government."),
        ("A gov\u00ad\nernment.", "A government."),
        ("A gov-\n   ernment.", "A government."),
        ("Ana Diaz-\nRoy left.", "Ana Diaz-Roy left."),
        ("A well-\nknown mill, a well-known man.", "A well-known mill, a well-known man."),
        ("He left -\nshe stayed.", "He left -\nshe stayed."),
        ("The 1990-\nand after.", "The 1990-\nand after."),
        ("A list:\n- one\n- two", "A list:\n- one\n- two"),
        ("A half-\n\nnew paragraph", "A half-\n\nnew paragraph"),
    ],
)
def test_only_a_word_cut_in_two_is_joined(text, after):
    assert list(joined_words([text])) == [after]


def test_another_article_may_show_that_the_hyphen_belongs_to_the_word():
    assert next(joined_words(["A well-\nknown mill.", "Well-known men."])) == "A well-known mill."


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"Abstract: A mill.\nFull text: {LINE}", LINE),
        (f"Mill to Close\n\nABSTRACT.\n\nA mill.\n\n{LINE}", f"Mill to Close\n\nABSTRACT.\n\nA mill.\n\n{LINE}"),
        (
            "The abstract. It was long.\nThe full text. It was longer.",
            "The abstract. It was long.\nThe full text. It was longer.",
        ),
        (f"ABSTRACT.\n{LINE * 60}\nFULL TEXT.\n{LINE}", f"ABSTRACT.\n{LINE * 60}\nFULL TEXT.\n{LINE}"),
    ],
)
def test_an_abstract_goes_only_with_both_its_marks_and_if_it_is_short(text, after):
    assert without_abstract(text) == after


@pytest.mark.parametrize(
    ("text", "headline", "after"),
    [
        ("Mill to Close\nBy Ana Diaz\nMill to close.\nIt rained.", "", "Mill to Close\nBy Ana Diaz\nIt rained."),
        (
            "By Ana Diaz\nMill to Close\nMill to Close\nIt rained.",
            "Mill to Close",
            "By Ana Diaz\nMill to Close\nIt rained.",
        ),
        ("Mill to Close\nIt rained.", "Mill to Close", "Mill to Close\nIt rained."),
        ("One.\nTwo.\nThree.\nFour.\nFive.\nOne.", "", "One.\nTwo.\nThree.\nFour.\nFive.\nOne."),
        ("…\n…", "", "…\n…"),
        ("", "", ""),
    ],
)
def test_a_headline_goes_only_where_it_stands_again_at_the_top(text, headline, after):
    assert once_headed(text, headline) == after


@pytest.mark.parametrize("text", [f"{LINE}\nAnother.\n", "“No.”\n“No.”\n“No.”", f"{LINE}\n{LINE[:-1]} and rest.", ""])
def test_short_or_different_paragraphs_stay(text):
    assert once_each(text) == text
